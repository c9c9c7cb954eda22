// Distributions of counts beside BINOM.DIST and POISSON.DIST, the log-normal distribution, confidence, and the older
// names of all of them.

import { finite } from "../values/coercion.ts";
import { errorValue, type Value } from "../values/value.ts";
import { betaShare, tQuantile } from "./betaDistributions.ts";
import { define, type FunctionCategory, type FunctionEntry } from "./define.ts";
import { binomial, binomialDensity, cumulate, normal, poisson } from "./distributions.ts";
import { erf, erfc, normalDensity, normalQuantile } from "./normal.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");
const CATEGORY: FunctionCategory = "Statistics";
/** Halving needs whole numbers that are exact. */
const MOST_TRIALS = 2 ** 50;

function negativeBinomial(failures: number, successes: number, chance: number, cumulative: boolean): Value {
  const [f, s] = [Math.trunc(failures), Math.trunc(successes)];
  if (f < 0 || s < 1 || chance < 0 || chance > 1) return NUM;
  if (cumulative) return finite(betaShare(chance, s, f + 1));
  return finite((s / (f + s)) * binomialDensity(s, f + s, chance));
}

/** By three binomial densities (Loader), so that large populations keep their digits. */
function hypergeometricDensity(x: number, drawn: number, marked: number, population: number): number {
  if (x < Math.max(0, drawn + marked - population) || x > Math.min(drawn, marked)) return 0;
  const share = drawn / population;
  return (
    (binomialDensity(x, marked, share) * binomialDensity(drawn - x, population - marked, share)) /
    binomialDensity(drawn, population, share)
  );
}

function hypergeometric(x: number, drawn: number, marked: number, all: number, cumulative: boolean): Value {
  const [k, n, m, size] = [Math.trunc(x), Math.trunc(drawn), Math.trunc(marked), Math.trunc(all)];
  if (k < 0 || n <= 0 || n > size || m <= 0 || m > size || size <= 0) return NUM;
  if (k > Math.min(n, m) || (k < Math.max(0, n + m - size) && !cumulative)) return NUM;
  const density = (each: number) => hypergeometricDensity(each, n, m, size);
  return cumulative ? cumulate(k, Math.min(n, m), (n * m) / size, density) : density(k);
}

/** The fewest successes with at least that probability of no more. */
function binomialInverse(trials: number, chance: number, probability: number): Value {
  const n = Math.trunc(trials);
  if (n < 0 || n > MOST_TRIALS || chance < 0 || chance > 1) return NUM;
  if (probability <= 0 || probability >= 1) return NUM;
  let [low, high] = [0, n];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (betaShare(chance, middle + 1, n - middle, true) >= probability) high = middle;
    else low = middle + 1;
  }
  return low;
}

function binomialRange(trials: number, chance: number, from: number, to = from): Value {
  const [n, first, last] = [Math.trunc(trials), Math.trunc(from), Math.trunc(to)];
  if (n < 0 || chance < 0 || chance > 1 || first < 0 || first > n || last < first || last > n) return NUM;
  if (first === last) return binomialDensity(first, n, chance);
  const below = first === 0 ? 0 : betaShare(chance, first, n - first + 1, true);
  const upTo = last === n ? 1 : betaShare(chance, last + 1, n - last, true);
  return upTo - below;
}

function logNormal(x: number, mean: number, deviation: number, cumulative: boolean): Value {
  if (x <= 0 || deviation <= 0) return NUM;
  const result = normal(Math.log(x), mean, deviation, cumulative);
  return cumulative || typeof result !== "number" ? result : finite(result / x);
}

function logNormalInverse(probability: number, mean: number, deviation: number): Value {
  if (probability <= 0 || probability >= 1 || deviation <= 0) return NUM;
  return finite(Math.exp(mean + deviation * normalQuantile(probability)));
}

/** Half the width of the confidence interval of a mean; `quantile` gives it in deviations of the mean. */
function confidence(fewest: number, quantile: (alpha: number, size: number) => number) {
  return (alpha: number, deviation: number, given: number): Value => {
    const size = Math.trunc(given);
    if (alpha <= 0 || alpha >= 1 || deviation <= 0 || size < 1) return NUM;
    if (size < fewest) return DIVISION;
    return finite((quantile(alpha, size) * deviation) / Math.sqrt(size));
  };
}

const normalConfidence = confidence(1, (alpha) => -normalQuantile(alpha / 2));

/** ERF between two limits; with one, from 0. */
function errorFunction(lower: number, upper?: number): Value {
  return upper === undefined ? erf(lower) : erf(upper) - erf(lower);
}

function entry(name: string, signature: string, help: string, run: FunctionEntry["run"]): FunctionEntry {
  return define(CATEGORY, name, signature, help, run);
}

function engineering(
  name: string,
  signature: string,
  help: string,
  run: FunctionEntry["run"],
): FunctionEntry {
  return define("Engineering", name, signature, help, run);
}

const BINOMIAL = "successes: number, trials: number, chance: number, cumulative: boolean";
const NEGATIVE = "failures: number, successes: number, chance: number";
const HYPERGEOMETRIC = "successes: number, drawn: number, marked: number, population: number";
const LOGNORMAL = "x: number, mean: number, deviation: number";
const LOGNORMAL_INVERSE = "probability: number, mean: number, deviation: number";
const CRITICAL = "trials: number, chance: number, probability: number";
const CONFIDENCE = "alpha: number, deviation: number, size: number";

export const countDistributionFunctions: readonly FunctionEntry[] = [
  entry("BINOMDIST", BINOMIAL, "The binomial distribution.", binomial),
  entry("POISSON", "x: number, mean: number, cumulative: boolean", "The Poisson distribution.", poisson),
  entry("BINOM.INV", CRITICAL, "The fewest successes with a probability.", binomialInverse),
  entry("CRITBINOM", CRITICAL, "The fewest successes with a probability.", binomialInverse),
  entry(
    "BINOM.DIST.RANGE",
    "trials: number, chance: number, from: number, to?: number",
    "The probability of a range of successes.",
    binomialRange,
  ),
  entry(
    "NEGBINOM.DIST",
    `${NEGATIVE}, cumulative: boolean`,
    "The negative binomial distribution.",
    negativeBinomial,
  ),
  entry(
    "NEGBINOMDIST",
    NEGATIVE,
    "The negative binomial distribution.",
    (f: number, s: number, chance: number) => negativeBinomial(f, s, chance, false),
  ),
  entry(
    "HYPGEOM.DIST",
    `${HYPERGEOMETRIC}, cumulative: boolean`,
    "The hypergeometric distribution.",
    hypergeometric,
  ),
  entry(
    "HYPGEOMDIST",
    HYPERGEOMETRIC,
    "The hypergeometric distribution.",
    (x: number, drawn: number, marked: number, all: number) => hypergeometric(x, drawn, marked, all, false),
  ),
  entry("LOGNORM.DIST", `${LOGNORMAL}, cumulative: boolean`, "The log-normal distribution.", logNormal),
  entry(
    "LOGNORMDIST",
    LOGNORMAL,
    "The log-normal distribution, cumulative.",
    (x: number, mean: number, deviation: number) => logNormal(x, mean, deviation, true),
  ),
  entry("LOGNORM.INV", LOGNORMAL_INVERSE, "The x with that probability below it.", logNormalInverse),
  entry("LOGINV", LOGNORMAL_INVERSE, "The x with that probability below it.", logNormalInverse),
  entry("CONFIDENCE", CONFIDENCE, "Half the confidence interval of a mean.", normalConfidence),
  entry("CONFIDENCE.NORM", CONFIDENCE, "Half the confidence interval of a mean.", normalConfidence),
  entry(
    "CONFIDENCE.T",
    CONFIDENCE,
    "Half the confidence interval of a mean, by Student's t.",
    confidence(2, (alpha, size) => tQuantile(alpha, size - 1)),
  ),
  entry(
    "GAUSS",
    "z: number",
    "The probability between the mean and z deviations.",
    (z: number) => 0.5 * erf(z / Math.SQRT2),
  ),
  entry("PHI", "z: number", "The density of the standard normal distribution.", normalDensity),
  engineering(
    "ERF",
    "lower: number, upper?: number",
    "The error function between two limits.",
    errorFunction,
  ),
  engineering("ERF.PRECISE", "x: number", "The error function.", erf),
  engineering("ERFC", "x: number", "What the error function lacks of 1.", erfc),
  engineering("ERFC.PRECISE", "x: number", "What the error function lacks of 1.", erfc),
];
