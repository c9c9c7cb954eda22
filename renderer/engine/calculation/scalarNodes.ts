// Nodes that hold one value: a name's, a part of a formula that is the same for all rows, a column's total.

import type { Bindings } from "../formula/boundSlots.ts";
import { evaluate } from "../formula/interpreter.ts";
import { errorOfNumber } from "../values/column.ts";
import { isArray, type Operand } from "../values/operand.ts";
import {
  allBlockTotals,
  BLOCK_ROWS,
  blockCount,
  blockTotal,
  firstError,
  type Total,
  totalOfBlocks,
} from "../values/summation.ts";
import { errorValue, type Value } from "../values/value.ts";
import type { ColumnNode } from "./columnNodes.ts";
import { type Change, GraphNode } from "./graph.ts";

export abstract class ScalarNode extends GraphNode {
  value: Operand = null;

  /** Takes a new value; no change when it is the same. */
  protected take(value: Operand): Change {
    const same = !this.fresh && !isArray(value) && Object.is(value, this.value);
    this.value = value;
    return same ? null : "all";
  }
}

/** A defined name's value. */
export class NameNode extends ScalarNode {
  #next: Value = null;

  constructor(key: string) {
    super(key, []);
  }

  set(value: Value): void {
    this.#next = value;
    this.state.dirty = true;
  }

  get current(): Value {
    return this.#next;
  }

  override update(): Change {
    return this.take(this.#next);
  }
}

/** A number that stays: how many rows a table has. (Another number of rows makes another node.) */
export class CountNode extends ScalarNode {
  readonly #count: number;

  constructor(key: string, count: number) {
    super(key, []);
    this.#count = count;
  }

  override update(): Change {
    return this.take(this.#count);
  }
}

/** A part of a formula that is the same for all rows. It may be an array. */
export class PartNode extends ScalarNode {
  readonly #bindings: Bindings;

  constructor(key: string, precedents: readonly GraphNode[], bindings: Bindings) {
    super(key, precedents);
    this.#bindings = bindings;
  }

  override update(): Change {
    return this.take(evaluate(this.#bindings.template.expression, this.#bindings));
  }
}

/** A column's total, kept by blocks of rows so that an edit adds one block again (summation.ts). */
export class TotalNode extends ScalarNode {
  readonly #total: Total;
  readonly #source: ColumnNode;
  readonly #blocks: Float64Array;

  constructor(key: string, total: Total, source: ColumnNode) {
    super(key, [source]);
    this.#total = total;
    this.#source = source;
    this.#blocks = new Float64Array(blockCount(source.column.length));
  }

  override update(): Change {
    const { column, change } = this.#source;
    if (this.fresh || change === "all" || change === null) allBlockTotals(this.#total, column, this.#blocks);
    else {
      let last = -1;
      for (const row of change) {
        const block = Math.floor(row / BLOCK_ROWS);
        if (block === last) continue;
        last = block;
        const start = block * BLOCK_ROWS;
        const end = Math.min(column.length, start + BLOCK_ROWS);
        this.#blocks[block] = blockTotal(this.#total, column, start, end);
      }
    }
    return this.take(this.#result());
  }

  #result(): Value {
    const counts = this.#total === "count" || this.#total === "filled";
    const error = counts ? -1 : firstError(this.#source.column);
    if (error >= 0) return errorOfNumber(error);
    const result = totalOfBlocks(this.#total, this.#source.column, this.#blocks);
    if (Number.isFinite(result)) return result;
    return this.#total === "sum" ? errorValue("#NUM!") : 0;
  }
}
