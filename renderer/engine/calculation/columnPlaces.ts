// Where each value of a whole column stands first, for exact lookups in any form that the compiler has no index for
// (`formula/optimise.ts`): found by the third lookup in the column as it stands, kept until the column changes.
//
// What must stay true: an answer is that of looking through the column (`exact` in functions/search.ts): a column of
// the graph counts its changes, and one that is not counted has no list of places.

import type { Column } from "../values/column.ts";
import { indexKey } from "../values/compare.ts";
import { type ArrayValue, RangeValue } from "../values/operand.ts";
import { isError, type Value } from "../values/value.ts";

interface Known {
  version: number;
  /** How often the column was asked for in this version. */
  asked: number;
  places: Map<Value, number> | null;
}

const known = new WeakMap<Column, Known>();

/** Shorter columns are looked through as fast. */
const INDEXED_FROM = 32;
/** So many lookups are worth no index. */
const FEW = 2;

/** The first place of every value (by `indexKey`) of a range that is a whole column; null when there is no such list. */
export function placesInColumn(range: ArrayValue): ReadonlyMap<Value, number> | null {
  if (!(range instanceof RangeValue) || range.parts.length !== 1 || range.first !== 0) return null;
  const [column] = range.parts;
  if (column === undefined || column.version < 0 || column.length !== range.rows) return null;
  if (column.length < INDEXED_FROM) return null;
  let found = known.get(column);
  if (found === undefined || found.version !== column.version) {
    found = { version: column.version, asked: 0, places: null };
    known.set(column, found);
  }
  if (found.asked++ < FEW) return null;
  found.places ??= placesOf(column);
  return found.places;
}

function placesOf(column: Column): Map<Value, number> {
  const places = new Map<Value, number>();
  for (let row = 0; row < column.length; row++) {
    const value = indexKey(column.value(row));
    if (value !== null && !isError(value) && !places.has(value)) places.set(value, row);
  }
  return places;
}
