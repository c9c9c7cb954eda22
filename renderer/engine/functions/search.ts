// Finding a value's place in one row or one column. Exact matching of texts is without regard to case; a number never
// equals a text here (unlike in criteria); blanks and errors in the list match nothing.
//
// Sorted lists are searched by halving, and exactly as Excel does it, because on a list that is not sorted the way of
// halving decides what is found, and real workbooks hold such lookups.

import { placesInColumn } from "../calculation/columnPlaces.ts";
import { CellRange } from "../values/cellRange.ts";
import { compareValues, indexKey } from "../values/compare.ts";
import { wildcard } from "../values/criteria.ts";
import { isArray, type Operand, RangeValue } from "../values/operand.ts";
import { isError, type Value } from "../values/value.ts";

export interface Line {
  readonly length: number;
  at(place: number): Value;
  /** What it is of a sheet or a table: there it may have an index. */
  readonly range: CellRange | RangeValue | null;
}

/** One row or one column read along its length; null for any other shape. */
export function line(given: Operand | undefined): Line | null {
  if (given === undefined) return null;
  if (!isArray(given)) return { length: 1, at: () => given, range: null };
  const range = given instanceof CellRange || given instanceof RangeValue ? given : null;
  if (given.columns === 1) return { length: given.rows, at: (place) => given.at(place, 0), range };
  if (given.rows === 1) return { length: given.columns, at: (place) => given.at(0, place), range };
  return null;
}

function sameType(left: Value, right: Value): boolean {
  return typeof left === typeof right && right !== null && !isError(right);
}

/** The first place (backwards: the last) of a value, or -1. */
export function exact(wanted: Value, list: Line, wildcards: boolean, backwards = false): number {
  const pattern = wildcards && typeof wanted === "string" && /[*?~]/.test(wanted) ? wildcard(wanted) : null;
  const index = pattern === null && !backwards ? placesIn(list.range) : null;
  if (index !== null) return index.get(indexKey(wanted)) ?? -1;
  for (let step = 0; step < list.length; step++) {
    const place = backwards ? list.length - 1 - step : step;
    const value = list.at(place);
    if (pattern !== null ? typeof value === "string" && pattern.test(value) : equal(wanted, value))
      return place;
  }
  return -1;
}

function placesIn(range: Line["range"]): ReadonlyMap<Value, number> | null {
  if (range === null) return null;
  return range instanceof CellRange ? range.host.placesIn(range) : placesInColumn(range);
}

function equal(wanted: Value, value: Value): boolean {
  return sameType(wanted, value) && compareValues(wanted, value) === 0;
}

/**
 * The last place not above the wanted value in an ascending list, or -1. Values of another kind are stepped over
 * upwards from the middle; a run of equal values is followed to its end.
 */
export function lastNotAbove(wanted: Value, list: Line, direction: 1 | -1 = 1): number {
  let [low, high] = [-1, list.length];
  while (high - low > 1) {
    let middle = low + Math.floor((high - low) / 2);
    if (!sameType(wanted, list.at(middle))) {
      let next = middle + 1;
      while (next < high && !sameType(wanted, list.at(next))) next++;
      // nothing comparable from here up, or only a last value that is too large
      if (next === high || (next === high - 1 && compareValues(wanted, list.at(next)) * direction < 0)) {
        high = middle;
        continue;
      }
      middle = next;
    }
    const sign = compareValues(wanted, list.at(middle)) * direction;
    if (sign === 0) {
      while (middle + 1 < high && equal(wanted, list.at(middle + 1))) middle++;
      return middle;
    }
    if (sign < 0) high = middle;
    else low = middle;
  }
  while (low >= 0 && !sameType(wanted, list.at(low))) low--;
  return low;
}

/** The last place not below the wanted value in a descending list, or -1. */
export function lastNotBelow(wanted: Value, list: Line): number {
  let found = -1;
  for (let place = 0; place < list.length; place++) {
    const value = list.at(place);
    if (!sameType(wanted, value)) continue;
    if (compareValues(value, wanted) < 0) break;
    found = place;
  }
  return found;
}

/** XMATCH's next smaller (side -1) or next larger: the nearest value on that side wherever it stands. */
export function nearest(wanted: Value, list: Line, side: number, backwards: boolean): number {
  let best = -1;
  for (let step = 0; step < list.length; step++) {
    const place = backwards ? list.length - 1 - step : step;
    const value = list.at(place);
    if (!sameType(wanted, value)) continue;
    const sign = compareValues(value, wanted);
    if (sign === 0) return place;
    if (sign === side && (best < 0 || compareValues(value, list.at(best)) === -side)) best = place;
  }
  return best;
}

/** XMATCH's search by halving: side 0 wants the value itself, -1 or 1 its neighbour on that side. */
export function halving(wanted: Value, list: Line, side: number, descending: boolean): number {
  const place = lastNotAbove(wanted, list, descending ? -1 : 1);
  if (place >= 0 && equal(wanted, list.at(place))) return place;
  if (side === 0) return -1;
  const before = side === (descending ? 1 : -1);
  if (before) return place;
  // the next place, whatever stands there
  return place + 1 < list.length ? place + 1 : -1;
}
