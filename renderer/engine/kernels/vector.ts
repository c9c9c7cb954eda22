// A block of values on their way through a formula: numbers and kinds as columns store them (column.ts), short enough
// to stay in the processor's cache. A vector may look into a column in place, or repeat one value (`step` 0).

import { BLANK, decode, kindOf, payloadOf } from "../values/column.ts";
import type { TextPool } from "../values/textPool.ts";
import type { Value } from "../values/value.ts";

/** Rows calculated at a time. */
export const BLOCK = 512;

export class Vector {
  numbers: Float64Array;
  /** Where the block starts in `numbers`. */
  offset = 0;
  /** 1, or 0 when one value stands for all rows. */
  step = 1;
  /** Valid when `mixed`. */
  kinds: Uint8Array;
  kindOffset = 0;
  /** The bits of all kinds in the block; when not mixed, exactly one. */
  mask = BLANK;
  mixed = false;

  constructor(size = BLOCK) {
    this.numbers = new Float64Array(size);
    this.kinds = new Uint8Array(size);
  }

  kind(at: number): number {
    return this.mixed ? (this.kinds[this.kindOffset + at * this.step] as number) : this.mask;
  }

  number(at: number): number {
    return this.numbers[this.offset + at * this.step] as number;
  }

  value(at: number, pool: TextPool): Value {
    return decode(this.kind(at), this.number(at), pool);
  }

  /** All results are of one kind; their numbers are written by the caller. */
  uniform(kind: number): void {
    this.mask = kind;
    this.mixed = false;
  }

  /** Results of several kinds follow, written by `put`. */
  begin(): void {
    this.mask = 0;
    this.mixed = true;
  }

  put(at: number, kind: number, payload: number): void {
    this.numbers[this.offset + at] = payload;
    this.kinds[this.kindOffset + at] = kind;
    this.mask |= kind;
  }

  putValue(at: number, value: Value, pool: TextPool): void {
    this.put(at, kindOf(value), payloadOf(value, pool));
  }

  /** After `put`: one kind only is not mixed. */
  end(): void {
    this.mixed = (this.mask & (this.mask - 1)) !== 0;
  }
}
