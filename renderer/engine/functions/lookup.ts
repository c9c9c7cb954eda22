// Finding a place in a list, and what stands at a place. Exact matching of texts is without regard to case; a number
// never equals a text here (unlike in criteria); blanks in the list match nothing; a blank looked up is 0.

import { CellRange, CellRanges } from "../values/cellRange.ts";
import { type ArrayValue, isArray, type Operand, RangeValue } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";
import { exact, halving, type Line, lastNotAbove, lastNotBelow, line, nearest } from "./search.ts";
import { asArray, slice } from "./slices.ts";

const NOT_AVAILABLE = errorValue("#N/A");
const VALUE = errorValue("#VALUE!");
const REFERENCE = errorValue("#REF!");

function lookedUp(value: Value): Value {
  return value === null ? 0 : value;
}

function match(wanted: Value, given: Given, type = 1): Value {
  if (isError(given)) return given;
  const list = line(given);
  if (list === null) return NOT_AVAILABLE;
  const value = lookedUp(wanted);
  const place =
    type === 0 ? exact(value, list, true) : type > 0 ? lastNotAbove(value, list) : lastNotBelow(value, list);
  return place < 0 ? NOT_AVAILABLE : place + 1;
}

/** 0-based place by XMATCH's modes, -1 when there is none, an error for modes it does not have. */
function xplace(wanted: Value, list: Line, mode: number, search: number): number | Value {
  const value = lookedUp(wanted);
  const backwards = search === -1 || search === -2;
  if (![1, -1, 2, -2].includes(search)) return VALUE;
  if (Math.abs(search) === 2 && mode !== 2) return halving(value, list, mode, backwards);
  if (mode === 0) return exact(value, list, false, backwards);
  if (mode === 2) return exact(value, list, true, backwards);
  return mode === 1 || mode === -1 ? nearest(value, list, mode, backwards) : VALUE;
}

function xmatch(wanted: Value, given: Given, mode = 0, search = 1): Value {
  if (isError(given)) return given;
  const list = line(given);
  if (list === null) return VALUE;
  const place = xplace(wanted, list, mode, search);
  return typeof place !== "number" ? place : place < 0 ? NOT_AVAILABLE : place + 1;
}

function xlookup(wanted: Value, keys: Given, results: Given, missing?: Given, mode = 0, search = 1): Operand {
  if (isError(keys)) return keys;
  if (isError(results)) return results;
  const list = line(keys);
  if (list === null || results === undefined) return VALUE;
  const across = isArray(keys) && keys.rows === 1 && keys.columns > 1;
  const length = isArray(results) ? (across ? results.columns : results.rows) : 1;
  if (length !== list.length) return VALUE;
  const place = xplace(wanted, list, mode, search);
  if (typeof place !== "number") return place;
  if (place < 0) return missing === undefined ? NOT_AVAILABLE : missing;
  if (!isArray(results)) return results;
  return across ? slice(results, 0, place, results.rows, 1) : slice(results, place, 0, 1, results.columns);
}

/**
 * INDEX; a row or column of 0 means all of them. With one number, it counts along a single row. The place in a
 * reference is a reference, so that `A1:INDEX(...)` is a range.
 */
function index(given: Given, row: number, column?: number, area = 1): Operand {
  if (given === undefined) return VALUE;
  if (isError(given)) return given;
  const areas = given instanceof CellRanges ? given.areas : [asArray(given)];
  const array = areas[Math.trunc(area) - 1];
  if (array === undefined) return REFERENCE;
  let [r, c] = [Math.trunc(row), Math.trunc(column ?? (array.columns === 1 ? 1 : 0))];
  if (column === undefined && array.rows === 1 && array.columns > 1) [r, c] = [1, Math.trunc(row)];
  if (r < 0 || c < 0) return VALUE;
  if (r > array.rows || c > array.columns) return REFERENCE;
  if (r === 0 && c === 0) return array;
  if (r === 0) return slice(array, 0, c - 1, array.rows, 1);
  if (c === 0) return slice(array, r - 1, 0, 1, array.columns);
  return slice(array, r - 1, c - 1, 1, 1);
}

/** The first row or column of cells, where they stand in a sheet or are columns of a table. */
function firstLine(given: ArrayValue, across: boolean): CellRange | RangeValue | null {
  if (given instanceof RangeValue && !across)
    return new RangeValue(given.parts.slice(0, 1), given.first, given.rows);
  if (!(given instanceof CellRange)) return null;
  return given.part(0, 0, across ? 1 : given.rows, across ? given.columns : 1);
}

function tableLookup(across: boolean) {
  return (wanted: Value, given: Given, number: number, approximate = true): Value => {
    if (isError(given)) return given;
    // a single value is looked up in as an array of one is not: Excel finds nothing in it
    if (!isArray(given)) return NOT_AVAILABLE;
    const place = Math.trunc(number) - 1;
    if (place < 0) return VALUE;
    if (place >= (across ? given.rows : given.columns)) return REFERENCE;
    const list: Line = across
      ? { length: given.columns, at: (at) => given.at(0, at), range: firstLine(given, true) }
      : { length: given.rows, at: (at) => given.at(at, 0), range: firstLine(given, false) };
    const value = lookedUp(wanted);
    const found = approximate ? lastNotAbove(value, list) : exact(value, list, true);
    if (found < 0) return NOT_AVAILABLE;
    return across ? given.at(place, found) : given.at(found, place);
  };
}

/** LOOKUP in the longer of the array's first row and first column, or in one list with the results in another. */
function lookup(wanted: Value, keys: Given, results: Given): Value {
  if (isError(keys)) return keys;
  if (!isArray(keys)) return NOT_AVAILABLE;
  const across = keys.columns > keys.rows;
  const list: Line = across
    ? { length: keys.columns, at: (at) => keys.at(0, at), range: null }
    : { length: keys.rows, at: (at) => keys.at(at, 0), range: null };
  const found = lastNotAbove(lookedUp(wanted), list);
  if (found < 0) return NOT_AVAILABLE;
  if (results !== undefined) return line(results)?.at(found) ?? NOT_AVAILABLE;
  return across ? keys.at(keys.rows - 1, found) : keys.at(found, keys.columns - 1);
}

const TABLE = "wanted: value, table: array, number: number, approximate?: boolean";

export const lookupFunctions: readonly FunctionEntry[] = [
  ...withTraits({ whole: true }, [
    define(
      "Lookup",
      "INDEX",
      "array: array, row: number, column?: number, area?: number",
      "The value at a place.",
      index,
      true,
    ),
  ]),
  define(
    "Lookup",
    "MATCH",
    "wanted: value, list: array, type?: number",
    "The place of a value in a list.",
    match,
  ),
  ...withTraits({ absent: true }, [
    define(
      "Lookup",
      "XMATCH",
      "wanted: value, list: array, match_mode?: number, search_mode?: number",
      "The place of a value in a list, exactly unless told otherwise.",
      xmatch,
    ),
    define(
      "Lookup",
      "XLOOKUP",
      "wanted: value, keys: array, results: array, if_missing?: array, match_mode?: number, search_mode?: number",
      "The result that stands beside a value in a list.",
      xlookup,
      true,
    ),
  ]),
  define(
    "Lookup",
    "VLOOKUP",
    TABLE,
    "The value in a column of the row that starts with a value.",
    tableLookup(false),
  ),
  define(
    "Lookup",
    "HLOOKUP",
    TABLE,
    "The value in a row of the column that starts with a value.",
    tableLookup(true),
  ),
  define(
    "Lookup",
    "LOOKUP",
    "wanted: value, keys: array, results?: array",
    "The result beside the last key not above a value, in a sorted list.",
    lookup,
  ),
];
