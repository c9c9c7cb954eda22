// The gamma function and the distributions made of its incomplete form: gamma, chi-squared, exponential, Weibull.
//
// Why a library: the incomplete gamma function and its inverse need several expansions to keep their digits everywhere
// (incompleteGamma.ts); they agree with Excel to 1e-9 and better.

import gamma from "@stdlib/math-base-special-gamma";
import gammaln from "@stdlib/math-base-special-gammaln";
import { finite } from "../values/coercion.ts";
import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionCategory, type FunctionEntry } from "./define.ts";
import { poissonDensity } from "./distributions.ts";
import { gammaProbability, gammaQuantile } from "./incompleteGamma.ts";

const NUM = errorValue("#NUM!");
const CATEGORY: FunctionCategory = "Statistics";
/** Excel's largest number of degrees of freedom. */
const MOST_FREEDOM = 1e10;

/** The share of a gamma distribution with scale 1 below x, or above it. */
export function gammaShare(x: number, shape: number, upper: boolean): number {
  if (x <= 0) return upper ? 1 : 0;
  return gammaProbability(x, shape, upper);
}

/** The density of the gamma distribution with scale 1, by Loader's method where the shape is at least 1. */
function gammaDensity(x: number, shape: number): number {
  if (x === 0) return shape < 1 ? Number.NaN : shape === 1 ? 1 : 0;
  if (shape >= 1) return poissonDensity(shape - 1, x);
  return (poissonDensity(shape, x) * shape) / x;
}

function gammaDistribution(x: number, shape: number, scale: number, cumulative: boolean): Value {
  if (x < 0 || shape <= 0 || scale <= 0) return NUM;
  return finite(cumulative ? gammaShare(x / scale, shape, false) : gammaDensity(x / scale, shape) / scale);
}

function gammaInverse(probability: number, shape: number, scale: number): Value {
  if (probability < 0 || probability >= 1 || shape <= 0 || scale <= 0) return NUM;
  return probability === 0 ? 0 : finite(scale * gammaQuantile(probability, shape, false));
}

function freedomOf(given: number): number | null {
  const whole = Math.trunc(given);
  return whole >= 1 && whole <= MOST_FREEDOM ? whole : null;
}

function chiSquared(x: number, given: number, cumulative: boolean): Value {
  const freedom = freedomOf(given);
  if (x < 0 || freedom === null) return NUM;
  return gammaDistribution(x, freedom / 2, 2, cumulative);
}

export function chiSquaredTail(x: number, given: number): Value {
  const freedom = freedomOf(given);
  return x < 0 || freedom === null ? NUM : finite(gammaShare(x / 2, freedom / 2, true));
}

function chiSquaredInverse(upper: boolean) {
  return (probability: number, given: number): Value => {
    const freedom = freedomOf(given);
    if (freedom === null || probability < 0 || probability > 1) return NUM;
    if (probability === (upper ? 0 : 1)) return NUM;
    if (probability === (upper ? 1 : 0)) return 0;
    return finite(2 * gammaQuantile(probability, freedom / 2, upper));
  };
}

function exponential(x: number, rate: number, cumulative: boolean): Value {
  if (x < 0 || rate <= 0) return NUM;
  return finite(cumulative ? -Math.expm1(-rate * x) : rate * Math.exp(-rate * x));
}

function weibull(x: number, shape: number, scale: number, cumulative: boolean): Value {
  if (x < 0 || shape <= 0 || scale <= 0) return NUM;
  const power = (x / scale) ** shape;
  if (cumulative) return finite(-Math.expm1(-power));
  return finite((shape / scale) * (x / scale) ** (shape - 1) * Math.exp(-power));
}

/** At 0 and at negative whole numbers there is no gamma function. */
function gammaFunction(x: number): Value {
  return x === 0 || (x < 0 && Number.isInteger(x)) ? NUM : finite(gamma(x));
}

function logGamma(x: number): Value {
  return x <= 0 ? NUM : finite(gammaln(x));
}

const GAMMA = "x: number, alpha: number, beta: number, cumulative: boolean";
const GAMMA_INVERSE = "probability: number, alpha: number, beta: number";
const TAIL = "x: number, degrees: number";
const INVERSE = "probability: number, degrees: number";

function both(
  names: readonly string[],
  signature: string,
  help: string,
  run: FunctionEntry["run"],
): readonly FunctionEntry[] {
  return names.map((name) => define(CATEGORY, name, signature, help, run));
}

export const gammaDistributionFunctions: readonly FunctionEntry[] = [
  define(CATEGORY, "GAMMA", "x: number", "The gamma function.", gammaFunction),
  ...both(["GAMMALN", "GAMMALN.PRECISE"], "x: number", "The logarithm of the gamma function.", logGamma),
  ...both(["GAMMA.DIST", "GAMMADIST"], GAMMA, "The gamma distribution.", gammaDistribution),
  ...both(["GAMMA.INV", "GAMMAINV"], GAMMA_INVERSE, "The x with that probability below it.", gammaInverse),
  define(CATEGORY, "CHISQ.DIST", `${TAIL}, cumulative: boolean`, "The chi-squared distribution.", chiSquared),
  ...both(["CHISQ.DIST.RT", "CHIDIST"], TAIL, "The chi-squared distribution's upper tail.", chiSquaredTail),
  define(CATEGORY, "CHISQ.INV", INVERSE, "The x with that probability below it.", chiSquaredInverse(false)),
  ...both(
    ["CHISQ.INV.RT", "CHIINV"],
    INVERSE,
    "The x with that probability above it.",
    chiSquaredInverse(true),
  ),
  ...both(
    ["EXPON.DIST", "EXPONDIST"],
    "x: number, rate: number, cumulative: boolean",
    "The exponential distribution.",
    exponential,
  ),
  ...both(["WEIBULL.DIST", "WEIBULL"], GAMMA, "The Weibull distribution.", weibull),
];
