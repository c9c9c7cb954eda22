// Functions that take arrays apart and put them together: rows and columns taken, dropped, chosen, stacked, wrapped.

import { toNumber } from "../values/coercion.ts";
import { type ArrayValue, isArray, ListValue, MOST_ELEMENTS, type Operand } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";
import { asArray, build, slice } from "./slices.ts";

const VALUE = errorValue("#VALUE!");
const NUM = errorValue("#NUM!");
const NOTHING = errorValue("#CALC!");
const NOT_AVAILABLE = errorValue("#N/A");

/** Of `length` lines, `count` from the start (or the end when negative): where they begin and how many. */
function taken(length: number, count: number | undefined): { first: number; count: number } {
  if (count === undefined) return { first: 0, count: length };
  const wanted = Math.min(length, Math.abs(Math.trunc(count)));
  return { first: count < 0 ? length - wanted : 0, count: wanted };
}

function take(given: Given, rows?: number, columns?: number): Operand {
  const array = asArray(given);
  const [r, c] = [taken(array.rows, rows), taken(array.columns, columns)];
  return r.count === 0 || c.count === 0 ? NOTHING : slice(array, r.first, c.first, r.count, c.count);
}

function dropped(length: number, count = 0): { first: number; count: number } {
  const away = Math.min(length, Math.abs(Math.trunc(count)));
  return { first: count < 0 ? 0 : away, count: length - away };
}

function drop(given: Given, rows?: number, columns?: number): Operand {
  const array = asArray(given);
  const [r, c] = [dropped(array.rows, rows), dropped(array.columns, columns)];
  return r.count === 0 || c.count === 0 ? NOTHING : slice(array, r.first, c.first, r.count, c.count);
}

/** CHOOSEROWS and CHOOSECOLS; numbers below 0 count from the end. */
function choose(across: boolean) {
  return (given: Given, ...numbers: Given[]): Operand => {
    const array = asArray(given);
    const length = across ? array.columns : array.rows;
    const places: number[] = [];
    for (const each of numbers) {
      const list = asArray(each);
      for (let row = 0; row < list.rows; row++)
        for (let column = 0; column < list.columns; column++) {
          const number = toNumber(list.at(row, column));
          if (isError(number)) return number;
          const whole = Math.trunc(number);
          const place = whole < 0 ? length + whole : whole - 1;
          if (whole === 0 || place < 0 || place >= length) return VALUE;
          places.push(place);
        }
    }
    return across
      ? build(array.rows, places.length, (row, column) => array.at(row, places[column] ?? 0))
      : build(places.length, array.columns, (row, column) => array.at(places[row] ?? 0, column));
  };
}

/** HSTACK and VSTACK; what a shorter array lacks is #N/A. */
function stack(across: boolean) {
  return (...given: Given[]): Operand => {
    const arrays = given.map(asArray);
    const inside = (array: ArrayValue, row: number, column: number) =>
      row < array.rows && column < array.columns ? array.at(row, column) : NOT_AVAILABLE;
    const lines = arrays.flatMap((array) =>
      Array.from({ length: across ? array.columns : array.rows }, (_, place) => ({ array, place })),
    );
    const width = Math.max(...arrays.map((each) => (across ? each.rows : each.columns)));
    const at = (line: number, other: number): Value => {
      const found = lines[line];
      if (found === undefined) return NOT_AVAILABLE;
      return across ? inside(found.array, other, found.place) : inside(found.array, found.place, other);
    };
    return across
      ? build(width, lines.length, (row, column) => at(column, row))
      : build(lines.length, width, at);
  };
}

/** TOCOL and TOROW; `ignore` 1 leaves out blanks, 2 errors, 3 both. */
function toLine(across: boolean) {
  return (given: Given, ignore = 0, byColumn = false): Operand => {
    const array = asArray(given);
    const kind = Math.trunc(ignore);
    if (kind < 0 || kind > 3) return VALUE;
    const values: Value[] = [];
    const [outer, inner] = byColumn ? [array.columns, array.rows] : [array.rows, array.columns];
    for (let a = 0; a < outer; a++)
      for (let b = 0; b < inner; b++) {
        const value = byColumn ? array.at(b, a) : array.at(a, b);
        if ((kind & 1) !== 0 && value === null) continue;
        if ((kind & 2) !== 0 && isError(value)) continue;
        values.push(value);
      }
    if (values.length === 0) return NOTHING;
    return across ? new ListValue(1, values.length, values) : new ListValue(values.length, 1, values);
  };
}

/** WRAPROWS and WRAPCOLS: a list broken into lines of a length, the last one padded. */
function wrap(across: boolean) {
  return (given: Given, count: number, pad?: Value): Operand => {
    const array = asArray(given);
    if (array.rows > 1 && array.columns > 1) return VALUE;
    const length = Math.trunc(count);
    if (length < 1) return NUM;
    const total = array.rows * array.columns;
    const item = (place: number) =>
      place >= total
        ? pad === undefined
          ? NOT_AVAILABLE
          : pad
        : array.rows > 1
          ? array.at(place, 0)
          : array.at(0, place);
    const lines = Math.ceil(total / length);
    const width = Math.min(length, Math.max(total, 1));
    return across
      ? build(lines, lines === 1 ? width : length, (row, column) => item(row * length + column))
      : build(lines === 1 ? width : length, lines, (row, column) => item(column * length + row));
  };
}

function expand(given: Given, rows?: number, columns?: number, pad?: Value): Operand {
  const array = asArray(given);
  const height = Math.trunc(rows ?? array.rows);
  const width = Math.trunc(columns ?? array.columns);
  if (height < array.rows || width < array.columns) return VALUE;
  if (height * width > MOST_ELEMENTS) return NUM;
  return build(height, width, (row, column) =>
    row < array.rows && column < array.columns
      ? array.at(row, column)
      : pad === undefined
        ? NOT_AVAILABLE
        : pad,
  );
}

function transpose(given: Given): Operand {
  const array = asArray(given);
  return build(array.columns, array.rows, (row, column) => array.at(column, row));
}

/** TRIMRANGE: without the blank rows and columns at its ends; 0 none, 1 leading, 2 trailing, 3 both. */
function trimRange(given: Given, rows = 3, columns = 3): Operand {
  if (!isArray(given)) return given ?? null;
  const blankRow = (row: number) => !some(given.columns, (column) => given.at(row, column) !== null);
  const blankColumn = (column: number) => !some(given.rows, (row) => given.at(row, column) !== null);
  const r = trimmed(given.rows, rows, blankRow);
  const c = trimmed(given.columns, columns, blankColumn);
  if (r.count === 0 || c.count === 0) return errorValue("#REF!");
  return slice(given, r.first, c.first, r.count, c.count);
}

function some(length: number, test: (place: number) => boolean): boolean {
  for (let place = 0; place < length; place++) if (test(place)) return true;
  return false;
}

function trimmed(length: number, kind: number, isBlank: (place: number) => boolean) {
  let [first, end] = [0, length];
  if ((kind & 1) !== 0) while (first < end && isBlank(first)) first++;
  if ((kind & 2) !== 0) while (end > first && isBlank(end - 1)) end--;
  return { first, count: end - first };
}

const PARTS = "array: array, rows?: number, columns?: number";
const LINE = "array: array, ignore?: number, by_column?: boolean";

export const shapeFunctions: readonly FunctionEntry[] = withTraits({ absent: true }, [
  define("Arrays", "TAKE", PARTS, "The first (or, below 0, the last) rows and columns.", take, true),
  define("Arrays", "DROP", PARTS, "All but the first (or, below 0, the last) rows and columns.", drop, true),
  define(
    "Arrays",
    "CHOOSEROWS",
    "array: array, row1: array, ...row: array",
    "Some rows, by number.",
    choose(false),
    true,
  ),
  define(
    "Arrays",
    "CHOOSECOLS",
    "array: array, column1: array, ...column: array",
    "Some columns, by number.",
    choose(true),
    true,
  ),
  define("Arrays", "HSTACK", "array1: array, ...array: array", "Arrays side by side.", stack(true), true),
  define(
    "Arrays",
    "VSTACK",
    "array1: array, ...array: array",
    "Arrays one below the other.",
    stack(false),
    true,
  ),
  define("Arrays", "TOCOL", LINE, "All elements in one column.", toLine(false), true),
  define("Arrays", "TOROW", LINE, "All elements in one row.", toLine(true), true),
  define(
    "Arrays",
    "WRAPROWS",
    "list: array, count: number, pad?: any",
    "A list broken into rows of a length.",
    wrap(true),
    true,
  ),
  define(
    "Arrays",
    "WRAPCOLS",
    "list: array, count: number, pad?: any",
    "A list broken into columns of a length.",
    wrap(false),
    true,
  ),
  define(
    "Arrays",
    "EXPAND",
    "array: array, rows?: number, columns?: number, pad?: any",
    "The array made larger.",
    expand,
    true,
  ),
  define("Arrays", "TRANSPOSE", "array: array", "Rows as columns and columns as rows.", transpose, true),
  define(
    "Arrays",
    "TRIMRANGE",
    "range: array, rows?: number, columns?: number",
    "A range without blank rows and columns at its ends.",
    trimRange,
    true,
  ),
]);
