// RANK of every row's number among a whole column: two searches in the column's sorted copy per row.

import { rankAmong, sortedNumbersOf } from "../calculation/sortedColumn.ts";
import { type Column, ERROR, errorNumber, NUMBER, NUMERIC } from "../values/column.ts";
import { RangeValue } from "../values/operand.ts";
import type { TextPool } from "../values/textPool.ts";
import { isError, type Value } from "../values/value.ts";
import { Operation, type Selection } from "./operation.ts";
import type { Vector } from "./vector.ts";

const NOT_AVAILABLE = errorNumber("#N/A");

export class Rank extends Operation {
  readonly #number: Vector;
  readonly #column: Column;
  readonly #ascending: boolean;
  readonly #mean: boolean;
  readonly #otherwise: (row: number) => Value;
  readonly #pool: TextPool;
  #sorted: Float64Array | null = null;

  /** @param otherwise evaluates a row whose number is not one, or all rows when the column holds an error */
  constructor(
    number: Vector,
    column: Column,
    ascending: boolean,
    mean: boolean,
    otherwise: (row: number) => Value,
    pool: TextPool,
  ) {
    super(true);
    this.#number = number;
    this.#column = column;
    this.#ascending = ascending;
    this.#mean = mean;
    this.#otherwise = otherwise;
    this.#pool = pool;
  }

  override prepare(): void {
    const sorted = sortedNumbersOf(new RangeValue([this.#column]));
    this.#sorted = isError(sorted) ? null : sorted;
  }

  override run(selection: Selection): void {
    const { out } = this;
    const number = this.#number;
    const sorted = this.#sorted;
    out.begin();
    for (let at = 0; at < selection.count; at++) {
      if (sorted === null || (number.kind(at) & NUMERIC) === 0) {
        out.putValue(at, this.#otherwise(selection.row(at)), this.#pool);
        continue;
      }
      const place = rankAmong(sorted, number.number(at), this.#ascending, this.#mean);
      if (Number.isNaN(place)) out.put(at, ERROR, NOT_AVAILABLE);
      else out.put(at, NUMBER, place);
    }
    out.end();
  }
}
