// One step of a program: it fills its vector for a block of rows from the vectors of earlier steps.

import type { GroupNode, JoinNode } from "../calculation/groupNodes.ts";
import { FIRST_ERROR, NO_GROUP } from "../calculation/keyDictionary.ts";
import type { AnswerNode } from "../calculation/orderNodes.ts";
import type { ScalarNode } from "../calculation/scalarNodes.ts";
import { BLANK, type Column, ERROR, NUMBER } from "../values/column.ts";
import { topLeft } from "../values/operand.ts";
import type { TextPool } from "../values/textPool.ts";
import type { Value } from "../values/value.ts";
import { Vector } from "./vector.ts";

/** The rows of a block: `count` rows from `first`, or that part of a list of rows. */
export class Selection {
  first = 0;
  count = 0;
  rows: readonly number[] | null = null;

  row(at: number): number {
    return this.rows === null ? this.first + at : (this.rows[this.first + at] as number);
  }
}

export abstract class Operation {
  readonly out: Vector;
  /** False when `out` looks at values that are not the operation's own, so that it cannot write elsewhere. */
  readonly writes: boolean;

  constructor(writes: boolean, size?: number) {
    this.out = new Vector(size);
    this.writes = writes;
  }

  /** Called once before the blocks of a run. */
  prepare(): void {}

  abstract run(selection: Selection): void;
}

/** Reads this row's cells of a column: in place for a stretch of rows, gathered for a list of rows. */
export class ReadColumn extends Operation {
  readonly #column: Column;
  #gathered: Vector | null = null;

  constructor(column: Column) {
    super(false, 0);
    this.#column = column;
  }

  override run(selection: Selection): void {
    if (selection.rows !== null) {
      this.#gather(selection);
      return;
    }
    const { out } = this;
    const { kinds, numbers, mask } = this.#column;
    const start = selection.first;
    out.numbers = numbers;
    out.offset = start;
    if (kinds === null) {
      out.uniform(mask);
      return;
    }
    out.kinds = kinds;
    out.kindOffset = start;
    let found = 0;
    for (let row = start; row < start + selection.count; row++) found |= kinds[row] as number;
    out.mask = found;
    out.end();
  }

  #gather(selection: Selection): void {
    this.#gathered ??= new Vector();
    const { out } = this;
    out.numbers = this.#gathered.numbers;
    out.kinds = this.#gathered.kinds;
    out.offset = 0;
    out.kindOffset = 0;
    out.begin();
    for (let at = 0; at < selection.count; at++) {
      const row = selection.row(at);
      out.put(at, this.#column.kind(row), this.#column.numbers[row] as number);
    }
    out.end();
  }
}

/** One value for all rows. */
export class Repeat extends Operation {
  readonly #pool: TextPool;
  readonly #source: ScalarNode | { readonly value: Value };

  constructor(source: ScalarNode | { readonly value: Value }, pool: TextPool) {
    super(false, 1);
    this.#source = source;
    this.#pool = pool;
    this.out.step = 0;
  }

  override prepare(): void {
    this.out.mask = 0;
    this.out.putValue(0, topLeft(this.#source.value), this.#pool);
    this.out.end();
  }

  override run(): void {}
}

/** A formula that gives a blank shows 0. */
export function cellKind(kind: number): number {
  return kind === BLANK ? NUMBER : kind;
}

/** Reads the value of the group that each row's key has. */
export class ReadGroup extends Operation {
  readonly #join: JoinNode;
  readonly #group: GroupNode;
  readonly #fallback: (row: number) => Value;
  readonly #pool: TextPool;

  constructor(join: JoinNode, group: GroupNode, fallback: (row: number) => Value, pool: TextPool) {
    super(true);
    this.#join = join;
    this.#group = group;
    this.#fallback = fallback;
    this.#pool = pool;
  }

  /**
   * Puts what some rows read into a column that is nothing but this, and lists the rows that came out different; false,
   * with nothing done, when some row's key has no group.
   */
  copy(rows: readonly number[], target: Column, changed: number[]): boolean {
    const { groups } = this.#join;
    const { values } = this.#group;
    for (const row of rows) if ((groups[row] as number) < 0) return false;
    for (const row of rows) {
      const group = groups[row] as number;
      if (target.store(row, cellKind(values.kind(group)), values.numbers[group] as number)) changed.push(row);
    }
    return true;
  }

  override run(selection: Selection): void {
    const { out } = this;
    const { count } = selection;
    const { values, empty } = this.#group;
    const { groups } = this.#join;
    if (values.kinds === null) {
      const { numbers, mask } = values;
      let at = 0;
      for (; at < count; at++) {
        const group = groups[selection.row(at)] as number;
        if (group < 0) break;
        out.numbers[out.offset + at] = numbers[group] as number;
      }
      if (at === count) {
        out.uniform(mask);
        return;
      }
    }
    out.begin();
    for (let at = 0; at < count; at++) {
      const group = groups[selection.row(at)] as number;
      if (group >= 0) out.put(at, values.kind(group), values.numbers[group] as number);
      else if (group === NO_GROUP) out.putValue(at, empty, this.#pool);
      else if (group <= FIRST_ERROR) out.put(at, ERROR, FIRST_ERROR - group);
      else out.putValue(at, this.#fallback(selection.row(at)), this.#pool);
    }
    out.end();
  }
}

/** Reads the answers that a node has for every row (orderNodes.ts). */
export class ReadAnswers extends Operation {
  readonly #node: AnswerNode;
  readonly #fallback: (row: number) => Value;
  readonly #pool: TextPool;

  constructor(node: AnswerNode, fallback: (row: number) => Value, pool: TextPool) {
    super(true);
    this.#node = node;
    this.#fallback = fallback;
    this.#pool = pool;
  }

  override run(selection: Selection): void {
    const { out } = this;
    const { values, open, openCount } = this.#node;
    const plain = openCount === 0 && values.kinds === null;
    if (!plain) out.begin();
    for (let at = 0; at < selection.count; at++) {
      const row = selection.row(at);
      if (plain) out.numbers[out.offset + at] = values.numbers[row] as number;
      else if (open[row] === 1) out.putValue(at, this.#fallback(row), this.#pool);
      else out.put(at, values.kind(row), values.numbers[row] as number);
    }
    if (plain) out.uniform(values.mask);
    else out.end();
  }
}

/** Evaluates row by row what has no faster way. */
export class Interpret extends Operation {
  readonly #evaluate: (row: number) => Value;
  readonly #pool: TextPool;

  constructor(evaluate: (row: number) => Value, pool: TextPool) {
    super(true);
    this.#evaluate = evaluate;
    this.#pool = pool;
  }

  override run(selection: Selection): void {
    const { out } = this;
    out.begin();
    for (let at = 0; at < selection.count; at++)
      out.putValue(at, this.#evaluate(selection.row(at)), this.#pool);
    out.end();
  }
}
