// Means and spreads beyond AVERAGE and STDEV: those that count text and truth values (the A kinds), deviations,
// geometric and harmonic means, skew, kurtosis, modes.

import { toNumber } from "../values/coercion.ts";
import { elements, isArray, ListValue, type Operand } from "../values/operand.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { numbersOf } from "./collect.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";
import { variance } from "./statistics.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");
const NOT_AVAILABLE = errorValue("#N/A");
const VALUE = errorValue("#VALUE!");
const MANY = "number1: array, ...number: array";
const VALUES = "value1: array, ...value: array";

function statistic(name: string, help: string, run: (numbers: number[]) => Value): FunctionEntry {
  return define("Statistics", name, MANY, help, (...given: Given[]) => {
    const numbers = numbersOf(given);
    return isError(numbers) ? numbers : run(numbers);
  });
}

/** The A kinds count truth values as 1 and 0 and texts as 0; given directly, a text must read as a number. */
function allAsNumbers(given: readonly Given[]): number[] | CellError {
  const numbers: number[] = [];
  for (const each of given) {
    if (each === undefined) continue;
    for (const value of isArray(each) ? elements(each) : [each]) {
      if (value === null && isArray(each)) continue;
      const number = isArray(each) && typeof value === "string" ? 0 : toNumber(value);
      if (isError(number)) return number;
      numbers.push(number);
    }
  }
  return numbers;
}

function withTexts(name: string, help: string, run: (numbers: number[]) => Value): FunctionEntry {
  return define("Statistics", name, VALUES, help, (...given: Given[]) => {
    const numbers = allAsNumbers(given);
    return isError(numbers) ? numbers : run(numbers);
  });
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((left, right) => left + right, 0);
}

export function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length;
}

function root(value: number | CellError): Value {
  return isError(value) ? value : Math.sqrt(value);
}

/** The sum of a power of the deviations from the mean, in units of a deviation. */
function standardised(numbers: readonly number[], deviation: number, power: number): number {
  const centre = mean(numbers);
  return numbers.reduce((total, each) => total + ((each - centre) / deviation) ** power, 0);
}

function skew(numbers: number[]): Value {
  const n = numbers.length;
  const spread = n < 3 ? DIVISION : variance(numbers, n - 1);
  if (isError(spread) || spread === 0) return DIVISION;
  return (n / ((n - 1) * (n - 2))) * standardised(numbers, Math.sqrt(spread), 3);
}

function skewOfAll(numbers: number[]): Value {
  const spread = numbers.length < 3 ? DIVISION : variance(numbers, numbers.length);
  if (isError(spread) || spread === 0) return DIVISION;
  return standardised(numbers, Math.sqrt(spread), 3) / numbers.length;
}

function kurtosis(numbers: number[]): Value {
  const n = numbers.length;
  const spread = n < 4 ? DIVISION : variance(numbers, n - 1);
  if (isError(spread) || spread === 0) return DIVISION;
  const fourth = standardised(numbers, Math.sqrt(spread), 4);
  const factor = (n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3));
  return factor * fourth - (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
}

/** Through logarithms, so that many numbers do not overflow; a product that fits is taken as it is. */
function geometric(numbers: number[]): Value {
  if (numbers.length === 0 || numbers.some((each) => each <= 0)) return NUM;
  const product = numbers.reduce((left, right) => left * right, 1);
  if (product > 1e-300 && product < 1e300) return product ** (1 / numbers.length);
  return Math.exp(mean(numbers.map(Math.log)));
}

function harmonic(numbers: number[]): Value {
  if (numbers.length === 0 || numbers.some((each) => each <= 0)) return NUM;
  return numbers.length / sum(numbers.map((each) => 1 / each));
}

/** The numbers that occur most often, in the order in which they first stand; none when all differ. */
function modes(numbers: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const each of numbers) counts.set(each, (counts.get(each) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return most < 2 ? [] : [...counts].filter(([, count]) => count === most).map(([number]) => number);
}

/** Texts and truth values given directly are #VALUE!, even those that read as numbers. */
function numbersForModes(given: readonly Given[]): number[] | CellError {
  const refused = given.findIndex((each) => typeof each === "string" || typeof each === "boolean");
  const numbers = numbersOf(refused < 0 ? given : given.slice(0, refused));
  return isError(numbers) || refused < 0 ? numbers : VALUE;
}

function mode(...given: Given[]): Value {
  const numbers = numbersForModes(given);
  return isError(numbers) ? numbers : (modes(numbers)[0] ?? NOT_AVAILABLE);
}

function allModes(...given: Given[]): Operand {
  const numbers = numbersForModes(given);
  if (isError(numbers)) return numbers;
  const found = modes(numbers);
  return found.length === 0 ? NOT_AVAILABLE : new ListValue(found.length, 1, found);
}

/** Leaves out a share of the numbers, half at each end, the count rounded down to an even number. */
function trimmedMean(given: Given, share: number): Value {
  const numbers = numbersOf([given]);
  if (isError(numbers)) return numbers;
  if (share < 0 || share >= 1 || numbers.length === 0) return NUM;
  const cut = Math.floor((numbers.length * share) / 2);
  const sorted = [...numbers].sort((a, b) => a - b);
  return mean(sorted.slice(cut, sorted.length - cut));
}

const empty = (run: (numbers: number[]) => number) => (numbers: number[]) =>
  numbers.length === 0 ? 0 : run(numbers);

export const momentFunctions: readonly FunctionEntry[] = [
  statistic("AVEDEV", "The mean distance from the mean.", (numbers) => {
    if (numbers.length === 0) return NUM;
    const centre = mean(numbers);
    return mean(numbers.map((each) => Math.abs(each - centre)));
  }),
  statistic("DEVSQ", "The sum of the squares of the distances from the mean.", (numbers) =>
    numbers.length === 0 ? NUM : variance(numbers, 1),
  ),
  statistic("GEOMEAN", "The geometric mean.", geometric),
  statistic("HARMEAN", "The harmonic mean.", harmonic),
  statistic("SKEW", "How far a sample leans to one side.", skew),
  statistic("SKEW.P", "How far everything there is leans to one side.", skewOfAll),
  statistic("KURT", "How peaked a sample is, beside the normal distribution.", kurtosis),
  define("Statistics", "MODE", MANY, "The number that occurs most often.", mode),
  define("Statistics", "MODE.SNGL", MANY, "The number that occurs most often.", mode),
  define("Statistics", "MODE.MULT", MANY, "The numbers that occur most often, in a column.", allModes, true),
  define(
    "Statistics",
    "TRIMMEAN",
    "array: array, share: number",
    "The mean without a share of the largest and smallest.",
    trimmedMean,
  ),
  statistic("STDEVP", "Standard deviation of everything there is.", (all) => root(variance(all, all.length))),
  statistic("VAR", "Variance of a sample.", (all) => variance(all, all.length - 1)),
  statistic("VARP", "Variance of everything there is.", (all) => variance(all, all.length)),
  withTexts("AVERAGEA", "The mean, with texts counted as 0.", (all) =>
    all.length === 0 ? DIVISION : mean(all),
  ),
  withTexts(
    "MAXA",
    "The largest, with texts counted as 0.",
    empty((all) => all.reduce((a, b) => Math.max(a, b))),
  ),
  withTexts(
    "MINA",
    "The smallest, with texts counted as 0.",
    empty((all) => all.reduce((a, b) => Math.min(a, b))),
  ),
  withTexts("STDEVA", "Standard deviation of a sample, with texts counted as 0.", (all) =>
    root(variance(all, all.length - 1)),
  ),
  withTexts("STDEVPA", "Standard deviation of all, with texts counted as 0.", (all) =>
    root(variance(all, all.length)),
  ),
  withTexts("VARA", "Variance of a sample, with texts counted as 0.", (all) => variance(all, all.length - 1)),
  withTexts("VARPA", "Variance of all, with texts counted as 0.", (all) => variance(all, all.length)),
];
