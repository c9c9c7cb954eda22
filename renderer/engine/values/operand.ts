// What a formula's parts evaluate to: one value, or an array of values. A range is an array that reads its columns
// in place, so handing a whole column to a function copies nothing.

import { type Column, NUMBER } from "./column.ts";
import type { Value } from "./value.ts";

export interface ArrayValue {
  readonly rows: number;
  readonly columns: number;
  /** 0-based; outside the array it is blank. */
  at(row: number, column: number): Value;
  /** True for cells of a table (SUM and its kin ignore text there), false for calculated arrays. */
  readonly isRange: boolean;
}

/** The most elements an array may come to have; a larger one is #NUM! before anything of it is made. */
export const MOST_ELEMENTS = 2 ** 22;

export type Operand = Value | ArrayValue;

export function isArray(operand: unknown): operand is ArrayValue {
  return typeof operand === "object" && operand !== null && "at" in operand;
}

/** Columns of a table side by side, all rows or (with `first` and `rows`) some of them. */
export class RangeValue implements ArrayValue {
  readonly isRange = true;
  readonly parts: readonly Column[];
  readonly first: number;
  readonly rows: number;

  constructor(parts: readonly Column[], first = 0, rows = (parts[0]?.length ?? 0) - first) {
    this.parts = parts;
    this.first = first;
    this.rows = rows;
  }

  get columns(): number {
    return this.parts.length;
  }

  at(row: number, column: number): Value {
    return row < this.rows ? (this.parts[column]?.value(this.first + row) ?? null) : null;
  }
}

/** A calculated array, row after row. */
export class ListValue implements ArrayValue {
  readonly isRange: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly Value[];

  constructor(rows: number, columns: number, values: readonly Value[], isRange = false) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
    this.isRange = isRange;
  }

  at(row: number, column: number): Value {
    return column < this.columns ? (this.values[row * this.columns + column] ?? null) : null;
  }
}

export function columnArray(values: readonly Value[]): ListValue {
  return new ListValue(values.length, 1, values);
}

/** Calls `visit` for every element, row after row. */
export function forEach(array: ArrayValue, visit: (value: Value) => void): void {
  const { rows, columns } = array;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) visit(array.at(row, column));
}

export function elements(array: ArrayValue): Value[] {
  const all: Value[] = [];
  forEach(array, (value) => all.push(value));
  return all;
}

/** The stored numbers when the array is one column of nothing but numbers, else null. */
export function plainNumbers(array: ArrayValue): Float64Array | null {
  if (!(array instanceof RangeValue) || array.parts.length !== 1) return null;
  const column = array.parts[0];
  if (column === undefined || column.mask !== NUMBER || column.kinds !== null) return null;
  return array.first === 0 && array.rows === column.length
    ? column.numbers
    : column.numbers.subarray(array.first, array.first + array.rows);
}

/** The first element of an array, or the value itself. */
export function topLeft(operand: Operand): Value {
  return isArray(operand) ? operand.at(0, 0) : operand;
}
