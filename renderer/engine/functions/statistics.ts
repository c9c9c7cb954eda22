// Statistics of many numbers: counts, means, extremes, spread, ranks and percentiles.

import { rankAmong, rankInList, sortedNumbersOf } from "../calculation/sortedColumn.ts";
import { clipped } from "../values/cellRange.ts";
import { toNumber } from "../values/coercion.ts";
import { isArray } from "../values/operand.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { countWhere, numbersOf, sumOf } from "./collect.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";
import { ascending, orderedNumbers } from "./ordered.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");
const NOT_AVAILABLE = errorValue("#N/A");
const VALUE = errorValue("#VALUE!");
const MANY = "number1: array, ...number: array";

function statistic(name: string, help: string, run: (numbers: number[]) => Value): FunctionEntry {
  return define("Statistics", name, MANY, help, (...given: Given[]) => {
    const numbers = numbersOf(given);
    return isError(numbers) ? numbers : run(numbers);
  });
}

/** COUNT counts numbers; of values given directly also what reads as a number. Errors do not count. */
function countsAsNumber(value: Value, direct: boolean): boolean {
  return typeof value === "number" || (direct && value !== null && !isError(toNumber(value)));
}

function average(...given: Given[]): Value {
  const sum = sumOf(given);
  if (isError(sum)) return sum;
  const count = countWhere(
    given,
    (value, direct) => countsAsNumber(value, direct) || (direct && value === null),
  );
  return count === 0 ? DIVISION : sum / count;
}

export function variance(numbers: readonly number[], divisor: number): number | CellError {
  if (divisor <= 0) return DIVISION;
  const mean = numbers.reduce((left, right) => left + right, 0) / numbers.length;
  return numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0) / divisor;
}

function deviation(numbers: readonly number[], divisor: number): Value {
  const result = variance(numbers, divisor);
  return isError(result) ? result : Math.sqrt(result);
}

/** The value at a part `k` (0 to 1) of the way through the sorted numbers, interpolated. */
function percentile(sorted: ArrayLike<number>, k: number): Value {
  if (sorted.length === 0 || k < 0 || k > 1) return NUM;
  const place = k * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  const high = sorted[below + 1] ?? low;
  return low + (place - below) * (high - low);
}

function ofArray(run: (sorted: ArrayLike<number>, k: number) => Value) {
  return (array: Given, k: number): Value => {
    const numbers = orderedNumbers(array);
    return isError(numbers) ? numbers : run(numbers, k);
  };
}

function nth(sorted: ArrayLike<number>, k: number, largest: boolean): Value {
  const place = Math.ceil(k);
  if (place < 1 || place > sorted.length) return NUM;
  return sorted[largest ? sorted.length - place : place - 1] ?? NUM;
}

/** The place of a number among the others, 1 for the largest (or smallest when `order` is not 0). */
function rank(number: number, given: Given, order = 0, shared: "first" | "average" = "first"): Value {
  if (!isArray(given)) return VALUE;
  // This is called for every row of a table, so a column is sorted once for all of them.
  const sorted = sortedNumbersOf(given) ?? numbersOf([given]);
  if (isError(sorted)) return sorted;
  const place =
    sorted instanceof Float64Array
      ? rankAmong(sorted, number, order !== 0, shared === "average")
      : rankInList(sorted, number, order !== 0, shared === "average");
  return Number.isNaN(place) ? NOT_AVAILABLE : place;
}

const rankFirst = (number: number, given: Given, order?: number) => rank(number, given, order);
const RANK = "number: number, ref: array, order?: number";
const percentileOf = ofArray(percentile);
const quartileOf = ofArray((numbers, quarter) => {
  const whole = Math.trunc(quarter);
  return whole < 0 || whole > 4 ? NUM : percentile(numbers, whole / 4);
});

export const statisticsFunctions: readonly FunctionEntry[] = [
  define("Statistics", "AVERAGE", MANY, "The mean of numbers.", average),
  define(
    "Statistics",
    "COUNT",
    "value1: array, ...value: array",
    "How many numbers there are.",
    (...given: Given[]) => countWhere(given, countsAsNumber),
  ),
  define(
    "Statistics",
    "COUNTA",
    "value1: array, ...value: array",
    "How many cells are not blank.",
    (...given: Given[]) => countWhere(given, (value, direct) => direct || value !== null),
  ),
  ...withTraits({ whole: true, references: true }, [
    define(
      "Statistics",
      "COUNTBLANK",
      "range: array",
      "How many cells are blank or empty text.",
      (given: Given) => {
        const filled = countWhere([clipped(given)], (value) => value !== null && value !== "");
        return isError(given) ? given : (isArray(given) ? given.rows * given.columns : 1) - filled;
      },
    ),
  ]),
  statistic("MIN", "The smallest number.", (numbers) =>
    numbers.length === 0 ? 0 : numbers.reduce((a, b) => Math.min(a, b)),
  ),
  statistic("MAX", "The largest number.", (numbers) =>
    numbers.length === 0 ? 0 : numbers.reduce((a, b) => Math.max(a, b)),
  ),
  statistic("MEDIAN", "The number in the middle.", (numbers) => percentile(ascending(numbers), 0.5)),
  statistic("STDEV.S", "Standard deviation of a sample.", (numbers) =>
    deviation(numbers, numbers.length - 1),
  ),
  statistic("STDEV.P", "Standard deviation of everything there is.", (numbers) =>
    deviation(numbers, numbers.length),
  ),
  statistic("STDEV", "Standard deviation of a sample.", (numbers) => deviation(numbers, numbers.length - 1)),
  statistic("VAR.S", "Variance of a sample.", (numbers) => variance(numbers, numbers.length - 1)),
  statistic("VAR.P", "Variance of everything there is.", (numbers) => variance(numbers, numbers.length)),
  define(
    "Statistics",
    "LARGE",
    "array: array, k: number",
    "The k-th largest number.",
    ofArray((numbers, k) => nth(numbers, k, true)),
  ),
  define(
    "Statistics",
    "SMALL",
    "array: array, k: number",
    "The k-th smallest number.",
    ofArray((numbers, k) => nth(numbers, k, false)),
  ),
  define(
    "Statistics",
    "PERCENTILE.INC",
    "array: array, k: number",
    "The k-th percentile, k from 0 to 1.",
    percentileOf,
  ),
  define(
    "Statistics",
    "PERCENTILE",
    "array: array, k: number",
    "The k-th percentile, k from 0 to 1.",
    percentileOf,
  ),
  define("Statistics", "QUARTILE.INC", "array: array, quarter: number", "A quartile, 0 to 4.", quartileOf),
  define("Statistics", "QUARTILE", "array: array, quarter: number", "A quartile, 0 to 4.", quartileOf),
  define("Statistics", "RANK", RANK, "The place of a number in a list.", rankFirst),
  define(
    "Statistics",
    "RANK.EQ",
    RANK,
    "The place of a number in a list; equals share the first.",
    rankFirst,
  ),
  define(
    "Statistics",
    "RANK.AVG",
    RANK,
    "The place of a number in a list; equals share the mean.",
    (number: number, given: Given, order?: number) => rank(number, given, order, "average"),
  ),
];
