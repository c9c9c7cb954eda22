// Functions that take a function: MAP, REDUCE and their kin. LAMBDA and LET themselves are part of the language
// (lower.ts) and only described here.

import { CellRange, dereferenced } from "../values/cellRange.ts";
import { LambdaValue } from "../values/lambdaValue.ts";
import { type ArrayValue, isArray, ListValue, MOST_ELEMENTS, type Operand } from "../values/operand.ts";
import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";
import { slice } from "./slices.ts";

const VALUE = errorValue("#VALUE!");
const CALC = errorValue("#CALC!");

/** Elements are handed over as references where the array is one, so that ROW(x) works. */
function element(array: Given, row: number, column: number): Operand | undefined {
  if (!isArray(array)) return array;
  if (array instanceof CellRange) return array.part(row, column, 1, 1) ?? VALUE;
  return array.at(row, column);
}

/** The one value a call must give; an array or a function where one value is wanted is #CALC!. */
function single(result: Operand): Value {
  const value = dereferenced(result);
  if (!isArray(value)) return value;
  return value.rows * value.columns === 1 ? value.at(0, 0) : CALC;
}

function shape(given: Given): { rows: number; columns: number } {
  return isArray(given) ? given : { rows: 1, columns: 1 };
}

function collect(rows: number, columns: number, at: (row: number, column: number) => Value): ListValue {
  const values: Value[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) values.push(at(row, column));
  return new ListValue(rows, columns, values);
}

function map(...given: Given[]): Operand {
  const run = given.at(-1);
  if (!(run instanceof LambdaValue)) return VALUE;
  const arrays = given.slice(0, -1);
  const rows = Math.max(...arrays.map((each) => shape(each).rows));
  const columns = Math.max(...arrays.map((each) => shape(each).columns));
  return collect(rows, columns, (row, column) => {
    const outside = arrays.some((each) => row >= shape(each).rows || column >= shape(each).columns);
    return outside ? errorValue("#N/A") : single(run.call(arrays.map((each) => element(each, row, column))));
  });
}

/** REDUCE and SCAN; without a first value, the array's first element is it. */
function fold(start: Given, array: Given, run: Given, visit: (result: Operand) => void): Operand {
  if (!(run instanceof LambdaValue)) return VALUE;
  const { rows, columns } = shape(array);
  let result = start;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const next = element(array, row, column);
      result = result === undefined ? next : run.call([result, next]);
      visit(result ?? null);
    }
  return result ?? null;
}

function scan(start: Given, array: Given, run: Given): Operand {
  const values: Value[] = [];
  const end = fold(start, array, run, (result) => values.push(single(result)));
  const { rows, columns } = shape(array);
  return values.length === 0 ? end : new ListValue(rows, columns, values);
}

function byLine(across: boolean) {
  return (given: Given, run: Given): Operand => {
    if (!(run instanceof LambdaValue)) return VALUE;
    const array: ArrayValue = isArray(given) ? given : new ListValue(1, 1, [given ?? null]);
    if (across)
      return collect(1, array.columns, (_, column) =>
        single(run.call([slice(array, 0, column, array.rows, 1)])),
      );
    return collect(array.rows, 1, (row) => single(run.call([slice(array, row, 0, 1, array.columns)])));
  };
}

function makeArray(rows: number, columns: number, run: Given): Operand {
  const [height, width] = [Math.trunc(rows), Math.trunc(columns)];
  if (!(run instanceof LambdaValue) || height < 1 || width < 1) return VALUE;
  if (height * width > MOST_ELEMENTS) return errorValue("#NUM!");
  return collect(height, width, (row, column) => single(run.call([row + 1, column + 1])));
}

export const lambdaFunctions: readonly FunctionEntry[] = withTraits({ absent: true }, [
  define(
    "Logic",
    "LET",
    "name1: any, value1: any, ...more: any",
    "Gives names to values and uses them in a calculation.",
    () => undefined,
    true,
  ),
  define(
    "Logic",
    "LAMBDA",
    "calculation: any, ...more: any",
    "Makes a function of a calculation; the names of its parameters come first.",
    () => undefined,
    true,
  ),
  define("Logic", "MAP", "array1: array, ...more: array", "Calls a function for each element.", map, true),
  define(
    "Logic",
    "REDUCE",
    "start?: array, array: array, function: array",
    "Calls a function for each element with the result so far, and gives the last result.",
    (start: Given, array: Given, run: Given) => fold(start, array, run, () => undefined),
    true,
  ),
  define(
    "Logic",
    "SCAN",
    "start?: array, array: array, function: array",
    "Calls a function for each element with the result so far, and gives all results.",
    scan,
    true,
  ),
  define(
    "Logic",
    "BYROW",
    "array: array, function: array",
    "Calls a function for each row.",
    byLine(false),
    true,
  ),
  define(
    "Logic",
    "BYCOL",
    "array: array, function: array",
    "Calls a function for each column.",
    byLine(true),
    true,
  ),
  define(
    "Logic",
    "MAKEARRAY",
    "rows: number, columns: number, function: array",
    "An array of what a function gives for each row and column number.",
    makeArray,
    true,
  ),
  define(
    "Information",
    "ISOMITTED",
    "argument: array",
    "Whether an argument of a LAMBDA was left out.",
    (given: Given) => given === undefined,
  ),
]);
