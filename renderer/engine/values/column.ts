// A column's storage: one number per row, and one kind per row unless all rows are of one kind. The number is the
// number itself, the code of a text, 0 or 1 of a truth value, the place of an error in ERROR_CODES, or 0 for blank;
// so arithmetic may read numbers, blanks and truth values alike without looking at the kinds.
//
// What must stay true: `mask` holds the bit of every kind present (it may hold more); `kinds` is null only when all
// rows are of the one kind in `mask`.

import type { ColumnView } from "../model.ts";
import type { TextPool } from "./textPool.ts";
import { ERROR_CODES, type ErrorCode, errorValue, type Value } from "./value.ts";

export const NUMBER = 1;
export const BLANK = 2;
export const TEXT = 4;
export const BOOLEAN = 8;
export const ERROR = 16;
/** Kinds whose stored number is what arithmetic takes them for. */
export const NUMERIC = NUMBER | BLANK | BOOLEAN;

const errorNumbers = new Map<string, number>(ERROR_CODES.map((code, index) => [code, index]));

export function errorNumber(code: ErrorCode): number {
  return errorNumbers.get(code) ?? 0;
}

export function errorOfNumber(index: number) {
  return errorValue(ERROR_CODES[index] ?? "#VALUE!");
}

export function kindOf(value: Value): number {
  switch (typeof value) {
    case "number":
      return NUMBER;
    case "string":
      return TEXT;
    case "boolean":
      return BOOLEAN;
    default:
      return value === null ? BLANK : ERROR;
  }
}

/** The stored number of a value. */
export function payloadOf(value: Value, pool: TextPool): number {
  switch (typeof value) {
    case "number":
      return value;
    case "string":
      return pool.code(value);
    case "boolean":
      return value ? 1 : 0;
    default:
      return value === null ? 0 : errorNumber(value.error);
  }
}

export function decode(kind: number, payload: number, pool: TextPool): Value {
  switch (kind) {
    case NUMBER:
      return payload;
    case TEXT:
      return pool.text(payload);
    case BOOLEAN:
      return payload !== 0;
    case BLANK:
      return null;
    default:
      return errorOfNumber(payload);
  }
}

export class Column implements ColumnView {
  readonly pool: TextPool;
  readonly length: number;
  readonly numbers: Float64Array;
  kinds: Uint8Array | null = null;
  mask: number;
  /** Counts the changes of a column of the graph; negative while nobody counts. */
  version = -1;
  /** A row that was of another kind than the first: while it still is, the column is known to be mixed. */
  #other = 0;

  /** A column of `length` rows, all blank. */
  constructor(pool: TextPool, length: number) {
    this.pool = pool;
    this.length = length;
    this.numbers = new Float64Array(length);
    this.mask = BLANK;
  }

  kind(row: number): number {
    return this.kinds === null ? this.mask : (this.kinds[row] ?? BLANK);
  }

  value(row: number): Value {
    if (row < 0 || row >= this.length) return null;
    return decode(this.kind(row), this.numbers[row] ?? 0, this.pool);
  }

  set(row: number, value: Value): void {
    this.setKind(row, kindOf(value));
    this.numbers[row] = payloadOf(value, this.pool);
  }

  setKind(row: number, kind: number): void {
    if (this.kinds === null) {
      if (this.mask === kind) return;
      this.kinds = new Uint8Array(this.length).fill(this.mask);
    }
    this.kinds[row] = kind;
    this.mask |= kind;
  }

  /** All rows become of that kind; their numbers are the caller's to write. */
  makeUniform(kind: number): void {
    this.kinds = null;
    this.mask = kind;
  }

  /** Takes the values of the rows there are; rows beyond them become blank. Returns the rows that changed. */
  assign(values: readonly Value[]): number[] {
    const changed: number[] = [];
    for (let row = 0; row < this.length; row++) {
      if (this.write(row, values[row] ?? null)) changed.push(row);
    }
    this.narrow();
    return changed;
  }

  /** Sets one value; false when it was there already. */
  write(row: number, value: Value): boolean {
    return this.store(row, kindOf(value), payloadOf(value, this.pool));
  }

  /** Sets one value by kind and stored number; false when it was there already. */
  store(row: number, kind: number, payload: number): boolean {
    const { numbers } = this;
    if (this.kind(row) === kind && Object.is(numbers[row], payload)) return false;
    if (this.kinds !== null || this.mask !== kind) this.setKind(row, kind);
    numbers[row] = payload;
    return true;
  }

  fill(value: Value): void {
    this.makeUniform(kindOf(value));
    this.numbers.fill(payloadOf(value, this.pool));
  }

  /** Drops the kinds when they are all the same, and recomputes the mask where that needs a look at all rows. */
  narrow(): void {
    if (this.kinds === null) return;
    const first = this.kinds[0];
    if (this.kinds[this.#other] !== first) return;
    let mask = 0;
    for (let row = 0; row < this.length; row++) {
      const kind = this.kinds[row] as number;
      mask |= kind;
      if (kind !== first) this.#other = row;
    }
    this.mask = mask === 0 ? BLANK : mask;
    if ((mask & (mask - 1)) === 0) this.kinds = null;
  }

  /** Takes over all values of a column of the same length. */
  take(other: Column): void {
    this.numbers.set(other.numbers);
    this.kinds = other.kinds === null ? null : other.kinds.slice();
    this.mask = other.mask;
  }

  copy(length = this.length): Column {
    const copy = new Column(this.pool, length);
    copy.numbers.set(length < this.length ? this.numbers.subarray(0, length) : this.numbers);
    if (this.kinds === null && (length <= this.length || this.mask === BLANK)) copy.mask = this.mask;
    else {
      copy.kinds = new Uint8Array(length).fill(BLANK);
      for (let row = 0; row < Math.min(length, this.length); row++) copy.kinds[row] = this.kind(row);
      copy.mask = this.mask | BLANK;
      copy.narrow();
    }
    return copy;
  }
}
