// Tests of hypotheses: the probability of a difference as large by chance.

import { isArray } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { fShare, tTail } from "./betaDistributions.ts";
import { numbersOf } from "./collect.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";
import { chiSquaredTail } from "./gammaDistributions.ts";
import { mean } from "./moments.ts";
import { erfc } from "./normal.ts";
import { pairsOf } from "./pairs.ts";
import { variance } from "./statistics.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");
const NOT_AVAILABLE = errorValue("#N/A");

/** The probability of a larger sample mean; the sample's deviation where none is given. */
function zTest(given: Given, x: number, sigma?: number): Value {
  const numbers = numbersOf([given]);
  if (isError(numbers)) return numbers;
  if (sigma !== undefined && sigma <= 0) return NUM;
  if (numbers.length === 0) return NOT_AVAILABLE;
  const spread = sigma === undefined ? variance(numbers, numbers.length - 1) : sigma ** 2;
  if (isError(spread) || spread === 0) return DIVISION;
  const z = (mean(numbers) - x) / Math.sqrt(spread / numbers.length);
  return 0.5 * erfc(z / Math.SQRT2);
}

function chiTest(actual: Given, expected: Given): Value {
  const [rows, columns] = isArray(actual) ? [actual.rows, actual.columns] : [1, 1];
  const same = isArray(expected)
    ? expected.rows === rows && expected.columns === columns
    : rows * columns === 1;
  const freedom = rows > 1 && columns > 1 ? (rows - 1) * (columns - 1) : rows * columns - 1;
  if (!same || freedom === 0) return NOT_AVAILABLE;
  const pairs = pairsOf(actual, expected);
  if (isError(pairs)) return pairs;
  let sum = 0;
  for (const [place, each] of pairs.x.entries()) {
    const wanted = pairs.y[place] ?? 0;
    if (wanted === 0) return DIVISION;
    if (wanted < 0) return NUM;
    sum += (each - wanted) ** 2 / wanted;
  }
  return chiSquaredTail(sum, freedom);
}

/** Both tails of the ratio of two variances. */
function fTest(left: Given, right: Given): Value {
  const [a, b] = [numbersOf([left]), numbersOf([right])];
  if (isError(a)) return a;
  if (isError(b)) return b;
  const [x, y] = [variance(a, a.length - 1), variance(b, b.length - 1)];
  if (isError(x) || isError(y) || x === 0 || y === 0) return DIVISION;
  const [m, n] = [a.length - 1, b.length - 1];
  return 2 * Math.min(fShare(x / y, m, n, true), fShare(x / y, m, n, false));
}

/** Type 1: paired; 2: equal variances; 3: unequal variances, whose degrees of freedom are not whole. */
function tTest(left: Given, right: Given, tailsGiven: number, typeGiven: number): Value {
  const [tails, type] = [Math.trunc(tailsGiven), Math.trunc(typeGiven)];
  if (tails !== 1 && tails !== 2) return NUM;
  if (type !== 1 && type !== 2 && type !== 3) return NUM;
  const found = type === 1 ? paired(left, right) : unpaired(left, right, type === 2);
  return "error" in found ? found : tails * tTail(found.t, found.freedom);
}

type Statistic = { readonly t: number; readonly freedom: number } | typeof DIVISION;

function paired(left: Given, right: Given): Statistic {
  const pairs = pairsOf(left, right);
  if (isError(pairs)) return pairs;
  const differences = pairs.x.map((each, place) => each - (pairs.y[place] ?? 0));
  const n = differences.length;
  const spread = variance(differences, n - 1);
  if (isError(spread) || spread === 0) return DIVISION;
  return { t: mean(differences) / Math.sqrt(spread / n), freedom: n - 1 };
}

function unpaired(left: Given, right: Given, equal: boolean): Statistic {
  const [a, b] = [numbersOf([left]), numbersOf([right])];
  if (isError(a)) return a;
  if (isError(b)) return b;
  const [m, n] = [a.length, b.length];
  const [x, y] = [variance(a, m - 1), variance(b, n - 1)];
  if (isError(x) || isError(y) || x + y === 0) return DIVISION;
  const difference = mean(a) - mean(b);
  if (equal) {
    const pooled = ((m - 1) * x + (n - 1) * y) / (m + n - 2);
    return { t: difference / Math.sqrt(pooled * (1 / m + 1 / n)), freedom: m + n - 2 };
  }
  const [p, q] = [x / m, y / n];
  const freedom = (p + q) ** 2 / (p ** 2 / (m - 1) + q ** 2 / (n - 1));
  return { t: difference / Math.sqrt(p + q), freedom };
}

const Z = "array: array, x: number, deviation?: number";
const TWO = "array1: array, array2: array";
const CHI = "actual: array, expected: array";

function test(names: readonly string[], signature: string, help: string, run: FunctionEntry["run"]) {
  return names.map((name) => define("Statistics", name, signature, help, run));
}

export const hypothesisFunctions: readonly FunctionEntry[] = [
  ...test(["Z.TEST", "ZTEST"], Z, "The probability of a larger sample mean.", zTest),
  ...test(["CHISQ.TEST", "CHITEST"], CHI, "The probability that counts differ so much by chance.", chiTest),
  ...test(["F.TEST", "FTEST"], TWO, "The probability that variances differ so much by chance.", fTest),
  ...test(
    ["T.TEST", "TTEST"],
    `${TWO}, tails: number, type: number`,
    "The probability that means differ so much by chance.",
    tTest,
  ),
];
