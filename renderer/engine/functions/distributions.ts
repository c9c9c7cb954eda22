// Probability distributions.

import gammaln from "@stdlib/math-base-special-gammaln";
import { finite } from "../values/coercion.ts";
import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionEntry } from "./define.ts";
import { normalDensity, normalProbability, normalQuantile } from "./normal.ts";

const NUM = errorValue("#NUM!");

export function normal(x: number, mean: number, deviation: number, cumulative: boolean): Value {
  if (deviation <= 0) return NUM;
  const z = (x - mean) / deviation;
  return finite(cumulative ? normalProbability(z) : normalDensity(z) / deviation);
}

function normalInverse(probability: number, mean = 0, deviation = 1): Value {
  if (probability <= 0 || probability >= 1 || deviation <= 0) return NUM;
  return finite(mean + deviation * normalQuantile(probability));
}

/** Stirling's remainder: ln n! - (n+1/2) ln n + n - ln sqrt(2 pi) (Loader, "Fast and accurate computation of binomial
 *  probabilities", 2000), from the exact sum below 16. */
function stirlingError(n: number): number {
  if (n < 16 && !Number.isInteger(n))
    return gammaln(n + 1) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI);
  if (n < 16) {
    let factorial = 1;
    for (let i = 2; i <= n; i++) factorial *= i;
    return n === 0 ? 0 : Math.log(factorial) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI);
  }
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** Loader's deviance part: x ln(x/mean) + mean - x, without cancellation near x = mean. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) < 0.1 * (x + mean)) {
    const v = (x - mean) / (x + mean);
    let sum = (x - mean) * v;
    let term = 2 * x * v;
    for (let j = 1; j < 1000; j++) {
      term *= v * v;
      const next = sum + term / (2 * j + 1);
      if (next === sum) return next;
      sum = next;
    }
    return sum;
  }
  return x * Math.log(x / mean) + mean - x;
}

/** The probability of exactly `count` events when `mean` are expected. */
export function poissonDensity(count: number, mean: number): number {
  if (mean === 0) return count === 0 ? 1 : 0;
  if (count === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(count) - deviance(count, mean)) / Math.sqrt(2 * Math.PI * count);
}

/** The probability of exactly `count` successes in `trials`. */
export function binomialDensity(count: number, trials: number, chance: number): number {
  if (chance === 0) return count === 0 ? 1 : 0;
  if (chance === 1) return count === trials ? 1 : 0;
  if (count === 0) return Math.exp(trials * Math.log1p(-chance));
  if (count === trials) return Math.exp(trials * Math.log(chance));
  const logarithm =
    stirlingError(trials) -
    stirlingError(count) -
    stirlingError(trials - count) -
    deviance(count, trials * chance) -
    deviance(trials - count, trials * (1 - chance));
  return Math.exp(logarithm) * Math.sqrt(trials / (2 * Math.PI * count * (trials - count)));
}

/** Counts beyond this are #NUM!: the sums would not end in a person's time. */
const MOST = 2 ** 31;

/**
 * The probability of at most `last`: densities added away from the mean until they no longer count, below it
 * downwards, above it as what is missing from 1.
 */
export function cumulate(
  last: number,
  most: number,
  mean: number,
  density: (count: number) => number,
): number {
  const step = last <= mean ? -1 : 1;
  let sum = 0;
  for (let count = step < 0 ? last : last + 1; count >= 0 && count <= most; count += step) {
    const part = density(count);
    sum += part;
    if (part <= sum * 1e-18) break;
  }
  return step < 0 ? Math.min(1, sum) : 1 - sum;
}

export function poisson(x: number, mean: number, cumulative: boolean): Value {
  const count = Math.floor(x);
  if (count < 0 || mean < 0 || count > MOST || mean > MOST) return NUM;
  const density = (each: number) => poissonDensity(each, mean);
  return cumulative ? cumulate(count, MOST, mean, density) : density(count);
}

export function binomial(x: number, n: number, chance: number, cumulative: boolean): Value {
  const [count, trials] = [Math.floor(x), Math.floor(n)];
  if (count < 0 || count > trials || trials > MOST || chance < 0 || chance > 1) return NUM;
  const density = (each: number) => binomialDensity(each, trials, chance);
  return cumulative ? cumulate(count, trials, trials * chance, density) : density(count);
}

const FOUR = "x: number, mean: number, deviation: number, cumulative: boolean";

export const distributionFunctions: readonly FunctionEntry[] = [
  define(
    "Statistics",
    "NORM.S.DIST",
    "z: number, cumulative: boolean",
    "The standard normal distribution.",
    (z: number, cumulative: boolean) => normal(z, 0, 1, cumulative),
  ),
  define("Statistics", "NORM.DIST", FOUR, "The normal distribution.", normal),
  define("Statistics", "NORMDIST", FOUR, "The normal distribution.", normal),
  define(
    "Statistics",
    "NORMSDIST",
    "z: number",
    "The standard normal distribution, cumulative.",
    (z: number) => normal(z, 0, 1, true),
  ),
  define(
    "Statistics",
    "NORM.S.INV",
    "probability: number",
    "The z with that probability below it.",
    (p: number) => normalInverse(p),
  ),
  define(
    "Statistics",
    "NORMSINV",
    "probability: number",
    "The z with that probability below it.",
    (p: number) => normalInverse(p),
  ),
  define(
    "Statistics",
    "NORM.INV",
    "probability: number, mean: number, deviation: number",
    "The x with that probability below it.",
    normalInverse,
  ),
  define(
    "Statistics",
    "NORMINV",
    "probability: number, mean: number, deviation: number",
    "The x with that probability below it.",
    normalInverse,
  ),
  define(
    "Statistics",
    "POISSON.DIST",
    "x: number, mean: number, cumulative: boolean",
    "The Poisson distribution.",
    poisson,
  ),
  define(
    "Statistics",
    "BINOM.DIST",
    "successes: number, trials: number, chance: number, cumulative: boolean",
    "The binomial distribution.",
    binomial,
  ),
];
