// Percentiles without the ends, places within a list as a share, frequencies and probabilities of classes.

import { placeBelow } from "../calculation/sortedColumn.ts";
import { ListValue, type Operand } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { numbersOf } from "./collect.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";
import { orderedNumbers } from "./ordered.ts";
import { pairsOf } from "./pairs.ts";

const NUM = errorValue("#NUM!");
const NOT_AVAILABLE = errorValue("#N/A");

/** Interpolated at place k (n + 1); outside the list it is #NUM!. */
function percentileExclusive(given: Given, k: number): Value {
  const sorted = orderedNumbers(given);
  if (isError(sorted)) return sorted;
  const place = k * (sorted.length + 1);
  if (sorted.length === 0 || k <= 0 || k >= 1 || place < 1 || place > sorted.length) return NUM;
  const below = Math.floor(place);
  const low = sorted[below - 1] ?? 0;
  return low + (place - below) * ((sorted[below] ?? low) - low);
}

function quartileExclusive(given: Given, quarter: number): Value {
  const whole = Math.trunc(quarter);
  return whole < 1 || whole > 3 ? NUM : percentileExclusive(given, whole / 4);
}

/** The result is cut off, not rounded, after the significant digits. */
function percentRank(exclusive: boolean) {
  return (given: Given, x: number, significance = 3): Value => {
    const sorted = orderedNumbers(given);
    if (isError(sorted)) return sorted;
    const digits = Math.trunc(significance);
    if (sorted.length === 0 || digits < 1) return NUM;
    const [first = 0, last = first] = [sorted[0], sorted[sorted.length - 1]];
    if (x < first || x > last) return NOT_AVAILABLE;
    const below = placeBelow(sorted, x);
    const found = sorted[below] ?? last;
    const previous = sorted[below - 1] ?? found;
    const place = found === x ? below : below - 1 + (x - previous) / (found - previous);
    const share = exclusive
      ? (place + 1) / (sorted.length + 1)
      : sorted.length === 1
        ? 1
        : place / (sorted.length - 1);
    const scale = 10 ** digits;
    return Math.floor(share * scale * (1 + 2 ** -50)) / scale;
  };
}

/** How many numbers fall into each class up to a limit, and above the last limit: one more count than limits. */
function frequency(data: Given, limits: Given): Operand {
  const [numbers, bins] = [numbersOf([data]), numbersOf([limits])];
  if (isError(numbers)) return numbers;
  if (isError(bins)) return bins;
  const order = [...bins.keys()].sort((a, b) => (bins[a] ?? 0) - (bins[b] ?? 0) || a - b);
  const counts = new Array<number>(bins.length + 1).fill(0);
  for (const each of numbers) {
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (each <= (bins[order[middle] ?? 0] ?? 0)) high = middle;
      else low = middle + 1;
    }
    const bin = order[low] ?? bins.length;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return new ListValue(counts.length, 1, counts);
}

function probability(values: Given, chances: Given, lower: number, upper = lower): Value {
  const pairs = pairsOf(values, chances);
  if (isError(pairs)) return pairs;
  const total = pairs.y.reduce((sum, each) => sum + each, 0);
  if (pairs.y.some((each) => each <= 0 || each > 1) || Math.abs(total - 1) > 1e-7) return NUM;
  return pairs.x.reduce((sum, x, place) => sum + (x >= lower && x <= upper ? (pairs.y[place] ?? 0) : 0), 0);
}

function standardize(x: number, mean: number, deviation: number): Value {
  return deviation <= 0 ? NUM : (x - mean) / deviation;
}

const EXCLUSIVE = "array: array, k: number";
const RANK = "array: array, x: number, significance?: number";

export const percentileFunctions: readonly FunctionEntry[] = [
  define(
    "Statistics",
    "PERCENTILE.EXC",
    EXCLUSIVE,
    "The k-th percentile, k above 0 and below 1.",
    percentileExclusive,
  ),
  define(
    "Statistics",
    "QUARTILE.EXC",
    "array: array, quarter: number",
    "A quartile, 1 to 3.",
    quartileExclusive,
  ),
  define(
    "Statistics",
    "PERCENTRANK",
    RANK,
    "The place of a number in a list, as a share.",
    percentRank(false),
  ),
  define(
    "Statistics",
    "PERCENTRANK.INC",
    RANK,
    "The place of a number in a list, as a share from 0 to 1.",
    percentRank(false),
  ),
  define(
    "Statistics",
    "PERCENTRANK.EXC",
    RANK,
    "The place of a number in a list, as a share above 0 and below 1.",
    percentRank(true),
  ),
  define(
    "Statistics",
    "FREQUENCY",
    "data: array, limits: array",
    "How many numbers fall into each class.",
    frequency,
    true,
  ),
  define(
    "Statistics",
    "PROB",
    "values: array, chances: array, lower: number, upper?: number",
    "The probability of values between two limits.",
    probability,
  ),
  define(
    "Statistics",
    "STANDARDIZE",
    "x: number, mean: number, deviation: number",
    "The distance from a mean in deviations.",
    standardize,
  ),
  define("Statistics", "FISHER", "x: number", "The Fisher transformation.", (x: number) =>
    Math.abs(x) >= 1 ? NUM : Math.atanh(x),
  ),
  define("Statistics", "FISHERINV", "y: number", "The inverse of the Fisher transformation.", (y: number) =>
    Math.tanh(y),
  ),
];
