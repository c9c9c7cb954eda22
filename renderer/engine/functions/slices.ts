// Parts of arrays: in place where the array is a range, so that the part is a reference too.

import { CellRange } from "../values/cellRange.ts";
import { type ArrayValue, isArray, ListValue, type Operand, RangeValue } from "../values/operand.ts";
import type { Value } from "../values/value.ts";
import type { Given } from "./define.ts";

/** Some rows and columns of an array (0-based); one cell of anything but a sheet is its value. */
export function slice(
  array: ArrayValue,
  row: number,
  column: number,
  rows: number,
  columns: number,
): Operand {
  if (array instanceof CellRange) return array.part(row, column, rows, columns);
  if (rows === 1 && columns === 1) return array.at(row, column);
  if (array instanceof RangeValue)
    return new RangeValue(array.parts.slice(column, column + columns), array.first + row, rows);
  const values: Value[] = [];
  for (let r = row; r < row + rows; r++)
    for (let c = column; c < column + columns; c++) values.push(array.at(r, c));
  return new ListValue(rows, columns, values, array.isRange);
}

/** A single value as an array of one. */
export function asArray(given: Given): ArrayValue {
  return isArray(given) ? given : new ListValue(1, 1, [given ?? null]);
}

/** An array made cell by cell. */
export function build(rows: number, columns: number, at: (row: number, column: number) => Value): ListValue {
  const values: Value[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) values.push(at(row, column));
  return new ListValue(rows, columns, values);
}
