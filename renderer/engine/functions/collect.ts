// What SUM, MAX, STDEV and the like count: in arrays and references only the numbers, of a value given directly
// whatever coerces to a number. The first error met is the result.

import { snappedSum, toNumber } from "../values/coercion.ts";
import { errorOfNumber } from "../values/column.ts";
import { type ArrayValue, elements, isArray, plainNumbers, RangeValue } from "../values/operand.ts";
import { columnTotal, firstError } from "../values/summation.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import type { Given } from "./define.ts";

const NOT_AVAILABLE = errorValue("#N/A");
const VALUE = errorValue("#VALUE!");

/** All numbers of the arguments in order, or the first error. */
export function numbersOf(given: readonly Given[]): number[] | CellError {
  const numbers: number[] = [];
  for (const each of given) {
    if (each === undefined) continue;
    if (isArray(each)) {
      const error = collectArray(each, numbers);
      if (error !== null) return error;
    } else {
      const number = toNumber(each);
      if (isError(number)) return number;
      numbers.push(number);
    }
  }
  return numbers;
}

function collectArray(array: ArrayValue, numbers: number[]): CellError | null {
  const plain = plainNumbers(array);
  if (plain !== null) {
    for (const number of plain) numbers.push(number);
    return null;
  }
  for (let row = 0; row < array.rows; row++)
    for (let column = 0; column < array.columns; column++) {
      const value = array.at(row, column);
      if (typeof value === "number") numbers.push(value);
      else if (isError(value)) return value;
    }
  return null;
}

/**
 * The sum of the arguments, its last addition corrected as Excel does (`snappedSum`); whole columns of a table by
 * blocks, so that it equals a kept total.
 */
export function sumOf(given: readonly Given[]): number | CellError {
  let [before, last, count] = [0, 0, 0];
  for (const each of given) {
    if (each === undefined) continue;
    const numbers = isArray(each) ? addends(each) : toNumber(each);
    if (isError(numbers)) return numbers;
    if (typeof numbers === "number") {
      before += last;
      last = numbers;
      count++;
      continue;
    }
    for (const number of numbers) {
      before += last;
      last = number;
    }
    count += numbers.length;
  }
  return count < 2 ? before + last : snappedSum(before, last);
}

/** The numbers of an array, or the kept total of a whole column. */
function addends(array: ArrayValue): number | readonly number[] | CellError {
  const whole = wholeColumn(array);
  if (whole !== null) {
    const error = firstError(whole);
    return error >= 0 ? errorOfNumber(error) : columnTotal("sum", whole);
  }
  const numbers: number[] = [];
  return collectArray(array, numbers) ?? numbers;
}

function wholeColumn(array: ArrayValue) {
  if (!(array instanceof RangeValue) || array.parts.length !== 1) return null;
  const column = array.parts[0];
  return column !== undefined && array.first === 0 && array.rows === column.length ? column : null;
}

/** How many values satisfy a test; arrays element by element. */
export function countWhere(
  given: readonly Given[],
  test: (value: Value, direct: boolean) => boolean,
): number {
  let count = 0;
  for (const each of given) {
    if (each === undefined) continue;
    if (!isArray(each)) {
      if (test(each, true)) count++;
      continue;
    }
    for (let row = 0; row < each.rows; row++)
      for (let column = 0; column < each.columns; column++) if (test(each.at(row, column), false)) count++;
  }
  return count;
}

/**
 * The numbers that the functions of the Analysis ToolPak see: texts in cells count when they read as numbers, truth
 * values and other texts are #VALUE!, a blank cell does not count but blanks in an area are 0. Nothing but blank single cells is #VALUE!, an argument
 * left out #N/A.
 */
export function strictNumbers(given: readonly Given[]): number[] | CellError {
  const numbers: number[] = [];
  for (const each of given) {
    if (each === undefined) return NOT_AVAILABLE;
    const values = isArray(each) ? elements(each) : [each];
    for (const value of values) {
      if (value === null && values.length === 1) continue;
      const number = strictNumber(value);
      if (isError(number)) return number;
      numbers.push(number);
    }
  }
  return numbers.length === 0 ? VALUE : numbers;
}

/** A date with blanks around it is no number to these functions, although " 10 " is. */
function strictNumber(value: Value): number | CellError {
  if (typeof value === "boolean") return VALUE;
  const number = toNumber(value);
  const padded = typeof value === "string" && value !== value.trim() && /\d[-/. ]\w+[-/. ]\d/.test(value);
  return padded ? VALUE : number;
}
