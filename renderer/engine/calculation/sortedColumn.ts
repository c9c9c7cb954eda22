// The numbers of a whole column in ascending order, sorted once for all formulas that ask: RANK, LARGE, PERCENTILE and
// their kin. After an edit of a few rows the sorted copy is mended, not sorted again.
//
// What must stay true: the sorted copy is that of the column as it stands (a column of the graph counts its changes;
// one that is not counted has no sorted copy), and it is the same however the column came to be as it is.

import { type Column, errorOfNumber, NUMBER } from "../values/column.ts";
import { type ArrayValue, RangeValue } from "../values/operand.ts";
import { firstError } from "../values/summation.ts";
import type { CellError } from "../values/value.ts";

interface Sorted {
  version: number;
  /** What each row had: its number, or NaN. */
  readonly seen: Float64Array;
  numbers: Float64Array;
}

const known = new WeakMap<Column, Sorted>();

/** So many changed rows are mended one by one. */
const FEW = 32;

/** The whole column that a range is, when its changes are counted. */
function countedColumn(array: ArrayValue): Column | null {
  if (!(array instanceof RangeValue) || array.parts.length !== 1 || array.first !== 0) return null;
  const column = array.parts[0];
  if (column === undefined || column.version < 0) return null;
  return array.rows === column.length ? column : null;
}

/** The numbers of a range in ascending order, its first error, or null when there is no sorted copy to keep. */
export function sortedNumbersOf(array: ArrayValue): Float64Array | CellError | null {
  const column = countedColumn(array);
  if (column === null) return null;
  const error = firstError(column);
  return error >= 0 ? errorOfNumber(error) : sortedNumbers(column);
}

/** A column's numbers in ascending order; other values are left out. */
function sortedNumbers(column: Column): Float64Array {
  const before = known.get(column);
  if (before?.version === column.version) return before.numbers;
  const sorted = before ?? {
    version: -1,
    seen: new Float64Array(column.length).fill(Number.NaN),
    numbers: EMPTY,
  };
  const { removed, added } = differences(column, sorted.seen);
  if (before !== undefined && removed.length + added.length <= FEW)
    sorted.numbers = mended(sorted.numbers, removed, added);
  else sorted.numbers = sorted.seen.filter((each) => !Number.isNaN(each)).sort();
  sorted.version = column.version;
  known.set(column, sorted);
  return sorted.numbers;
}

const EMPTY = new Float64Array(0);

/** Brings `seen` up to date; the numbers that went and the numbers that came. */
function differences(column: Column, seen: Float64Array): { removed: number[]; added: number[] } {
  const removed: number[] = [];
  const added: number[] = [];
  const { kinds, numbers, mask } = column;
  const plain = kinds === null && mask === NUMBER;
  for (let row = 0; row < seen.length; row++) {
    const is = plain || column.kind(row) === NUMBER;
    // adding 0 makes -0 the 0 that it equals
    const now = is ? (numbers[row] as number) + 0 : Number.NaN;
    const was = seen[row] as number;
    if (Object.is(now, was)) continue;
    if (!Number.isNaN(was)) removed.push(was);
    if (is) added.push(now);
    seen[row] = now;
  }
  return { removed, added };
}

/** A sorted list without some of its numbers and with some others. */
function mended(from: Float64Array, removed: readonly number[], added: readonly number[]): Float64Array {
  const result = new Float64Array(from.length + added.length);
  result.set(from);
  let { length } = from;
  for (const each of removed) {
    const place = placeBelow(result, each, length);
    result.copyWithin(place, place + 1, length--);
  }
  for (const each of added) {
    const place = placeBelow(result, each, length);
    result.copyWithin(place + 1, place, length++);
    result[place] = each;
  }
  return result.subarray(0, length);
}

/** How many of the first `length` sorted numbers are smaller. */
export function placeBelow(sorted: ArrayLike<number>, number: number, length = sorted.length): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of the sorted numbers are smaller or equal. */
export function placeAbove(sorted: Float64Array, number: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The rank of a number among sorted ones, 1 for the largest (for the smallest when `ascending`); equals share the
 * first place, or the mean of their places. NaN when the number is not among them.
 */
export function rankAmong(sorted: Float64Array, number: number, ascending: boolean, mean: boolean): number {
  const below = placeBelow(sorted, number);
  const above = placeAbove(sorted, number);
  if (below === above) return Number.NaN;
  const before = ascending ? below : sorted.length - above;
  return mean ? before + (above - below + 1) / 2 : before + 1;
}

/** The same among numbers in any order, looked through once. */
export function rankInList(
  numbers: readonly number[],
  number: number,
  ascending: boolean,
  mean: boolean,
): number {
  let before = 0;
  let equal = 0;
  for (const each of numbers) {
    if (each === number) equal++;
    else if (ascending ? each < number : each > number) before++;
  }
  if (equal === 0) return Number.NaN;
  return mean ? before + (equal + 1) / 2 : before + 1;
}
