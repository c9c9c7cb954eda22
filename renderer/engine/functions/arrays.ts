// Functions whose result is an array: parts of larger formulas, since a table's cell can hold one value only.

import { toNumber } from "../values/coercion.ts";
import { compareValues } from "../values/compare.ts";
import { type ArrayValue, isArray, ListValue, type Operand } from "../values/operand.ts";
import { foldText } from "../values/textPool.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";

const VALUE = errorValue("#VALUE!");
const NOTHING = errorValue("#CALC!");

function asArray(given: Given): ArrayValue {
  return isArray(given) ? given : new ListValue(1, 1, [given ?? null]);
}

function rowsOf(array: ArrayValue): Value[][] {
  return Array.from({ length: array.rows }, (_, row) =>
    Array.from({ length: array.columns }, (_, column) => array.at(row, column)),
  );
}

function fromRows(rows: readonly (readonly Value[])[], columns: number): Operand {
  if (rows.length === 0) return NOTHING;
  return rows.length === 1 && columns === 1
    ? (rows[0]?.[0] ?? null)
    : new ListValue(rows.length, columns, rows.flat());
}

function transpose(array: ArrayValue): ArrayValue {
  const values: Value[] = [];
  for (let column = 0; column < array.columns; column++)
    for (let row = 0; row < array.rows; row++) values.push(array.at(row, column));
  return new ListValue(array.columns, array.rows, values);
}

function transposed(operand: Operand): Operand {
  return isArray(operand) ? transpose(operand) : operand;
}

function filter(given: Given, include: Given, empty: Given): Operand {
  const array = asArray(given);
  const test = asArray(include);
  if (test.rows === 1 && test.columns === array.columns && array.rows !== 1)
    return transposed(filter(transpose(array), transpose(test), empty));
  if (test.rows !== array.rows || test.columns !== 1) return VALUE;
  const kept: Value[][] = [];
  for (const [row, values] of rowsOf(array).entries()) {
    const chosen = test.at(row, 0);
    if (isError(chosen)) return chosen;
    if (typeof chosen === "string") return VALUE;
    if (chosen !== null && chosen !== false && chosen !== 0) kept.push(values);
  }
  return kept.length === 0 ? (empty ?? NOTHING) : fromRows(kept, array.columns);
}

/** Blanks come last whatever the order. */
function order(left: Value, right: Value, direction: number): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return compareValues(left, right) * direction;
}

/** The numbers of an argument that may be one or several. */
function numbersIn(given: Given, fallback: number): number[] | Value {
  if (given === undefined) return [fallback];
  const array = asArray(given);
  const numbers: number[] = [];
  for (const row of rowsOf(array))
    for (const each of row) {
      const number = toNumber(each);
      if (isError(number)) return number;
      numbers.push(Math.trunc(number));
    }
  return numbers;
}

/** SORT by one or several of its columns; equal rows keep their order. */
function sort(given: Given, index: Given, direction: Given, acrossColumns = false): Operand {
  if (acrossColumns) return transposed(sort(transpose(asArray(given)), index, direction));
  const array = asArray(given);
  const columns = numbersIn(index, 1);
  const directions = numbersIn(direction, 1);
  if (!Array.isArray(columns)) return columns;
  if (!Array.isArray(directions)) return directions;
  if (columns.some((each) => each < 1 || each > array.columns)) return VALUE;
  if (directions.some((each) => each !== 1 && each !== -1)) return VALUE;
  const rows = rowsOf(array).sort((a, b) => {
    for (const [place, column] of columns.entries()) {
      const sign = order(
        a[column - 1] ?? null,
        b[column - 1] ?? null,
        directions[place] ?? directions[0] ?? 1,
      );
      if (sign !== 0) return sign;
    }
    return 0;
  });
  return fromRows(rows, array.columns);
}

/** SORTBY: rows (or columns, when the keys lie in a row) in the order of keys that stand elsewhere. */
function sortBy(given: Given, ...keys: Given[]): Operand {
  const array = asArray(given);
  const lists: { values: Value[]; direction: number }[] = [];
  let across = false;
  for (let place = 0; place < keys.length; place += 2) {
    const list = asArray(keys[place]);
    const direction = numbersIn(keys[place + 1], 1);
    if (!Array.isArray(direction)) return direction;
    if (direction[0] !== 1 && direction[0] !== -1) return VALUE;
    across = list.rows === 1 && list.columns > 1;
    if (across ? list.columns !== array.columns : list.rows !== array.rows || list.columns !== 1)
      return VALUE;
    lists.push({ values: rowsOf(list).flat(), direction: direction[0] });
  }
  const rows = rowsOf(across ? transpose(array) : array);
  const places = rows.map((_, place) => place);
  places.sort((a, b) => {
    for (const { values, direction } of lists) {
      const sign = order(values[a] ?? null, values[b] ?? null, direction);
      if (sign !== 0) return sign;
    }
    return 0;
  });
  const sorted = fromRows(
    places.map((each) => rows[each] ?? []),
    across ? array.rows : array.columns,
  );
  return across ? transposed(sorted) : sorted;
}

function identity(values: readonly Value[]): string {
  return JSON.stringify(values.map((each) => (typeof each === "string" ? foldText(each) : each)));
}

function unique(given: Given, acrossColumns = false, exactlyOnce = false): Operand {
  if (acrossColumns) return transposed(unique(transpose(asArray(given)), false, exactlyOnce));
  const array = asArray(given);
  const seen = new Map<string, { row: Value[]; times: number }>();
  for (const row of rowsOf(array)) {
    const key = identity(row);
    const known = seen.get(key);
    if (known === undefined) seen.set(key, { row, times: 1 });
    else known.times++;
  }
  const kept = [...seen.values()].filter((each) => !exactlyOnce || each.times === 1).map((each) => each.row);
  return fromRows(kept, array.columns);
}

function sequence(rows = 1, columns = 1, start = 1, step = 1): Operand {
  const [height, width] = [Math.trunc(rows), Math.trunc(columns)];
  // none at all is an empty array, fewer than none a wrong number
  if (height < 0 || width < 0) return VALUE;
  if (height === 0 || width === 0) return NOTHING;
  if (height * width > 1_048_576) return errorValue("#NUM!");
  return new ListValue(
    height,
    width,
    Array.from({ length: height * width }, (_, place) => start + place * step),
  );
}

export const arrayFunctions: readonly FunctionEntry[] = withTraits({ absent: true }, [
  define(
    "Arrays",
    "FILTER",
    "array: array, include: array, if_empty?: array",
    "The rows for which a condition holds.",
    filter,
    true,
  ),
  define(
    "Arrays",
    "SORT",
    "array: array, index?: array, order?: array, by_column?: boolean",
    "The rows in order.",
    sort,
    true,
  ),
  define(
    "Arrays",
    "SORTBY",
    "array: array, by1: array, order1?: array, ...by: array, ...order: array",
    "The rows in the order of other values.",
    sortBy,
    true,
  ),
  define(
    "Arrays",
    "UNIQUE",
    "array: array, by_column?: boolean, exactly_once?: boolean",
    "Each different row once.",
    unique,
    true,
  ),
  define(
    "Arrays",
    "SEQUENCE",
    "rows?: number, columns?: number, start?: number, step?: number",
    "Numbers in sequence.",
    sequence,
    true,
  ),
]);
