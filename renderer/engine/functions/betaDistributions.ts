// The distributions made of the incomplete beta function: beta, F, Student's t.
//
// Why a library: the incomplete beta function and its inverse need several expansions to keep their digits everywhere;
// @stdlib ports those of Boost, which agree with Excel to 1e-9 and better.

import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";
import gammaln from "@stdlib/math-base-special-gammaln";
import { finite } from "../values/coercion.ts";
import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionCategory, type FunctionEntry } from "./define.ts";
import { binomialDensity } from "./distributions.ts";

const NUM = errorValue("#NUM!");
const CATEGORY: FunctionCategory = "Statistics";
/** Excel's largest number of degrees of freedom. */
const MOST_FREEDOM = 1e10;

/** The share of the beta distribution below x, or above it. */
export function betaShare(x: number, a: number, b: number, upper = false): number {
  if (x <= 0) return upper ? 1 : 0;
  return x >= 1 ? (upper ? 0 : 1) : betainc(x, a, b, true, upper);
}

/** The density; binomial densities keep the digits where both shapes are at least 1. */
function betaDensity(x: number, a: number, b: number): number {
  if (x === 0) return a < 1 ? Number.NaN : a === 1 ? b : 0;
  if (x === 1) return b < 1 ? Number.NaN : b === 1 ? a : 0;
  if (a >= 1 && b >= 1 && a + b > 2) return (a + b - 1) * binomialDensity(a - 1, a + b - 2, x);
  const logarithm = gammaln(a + b) - gammaln(a) - gammaln(b);
  return Math.exp(logarithm + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x));
}

function beta(x: number, a: number, b: number, cumulative: boolean, low = 0, high = 1): Value {
  if (a <= 0 || b <= 0 || x < low || x > high || low === high) return NUM;
  const share = (x - low) / (high - low);
  return finite(cumulative ? betaShare(share, a, b) : betaDensity(share, a, b) / (high - low));
}

function betaInverse(probability: number, a: number, b: number, low = 0, high = 1): Value {
  if (probability <= 0 || probability > 1 || a <= 0 || b <= 0 || low >= high) return NUM;
  return finite(low + (high - low) * (probability === 1 ? 1 : betaincinv(probability, a, b)));
}

function freedomOf(given: number): number | null {
  const whole = Math.trunc(given);
  return whole >= 1 && whole <= MOST_FREEDOM ? whole : null;
}

/** The share of the F distribution below x, or above it. */
export function fShare(x: number, m: number, n: number, upper: boolean): number {
  const part = (m * x) / (m * x + n);
  // The smaller side of the argument keeps its digits.
  return part < 0.5 ? betaShare(part, m / 2, n / 2, upper) : betaShare(n / (m * x + n), n / 2, m / 2, !upper);
}

function fDensity(x: number, m: number, n: number): number {
  if (x === 0) return m < 2 ? Number.NaN : m === 2 ? 1 : 0;
  const part = (m * x) / (m * x + n);
  return (betaDensity(part, m / 2, n / 2) * part * (1 - part)) / x;
}

function f(x: number, first: number, second: number, cumulative: boolean): Value {
  const [m, n] = [freedomOf(first), freedomOf(second)];
  if (x < 0 || m === null || n === null) return NUM;
  return finite(cumulative ? fShare(x, m, n, false) : fDensity(x, m, n));
}

function fTail(x: number, first: number, second: number): Value {
  const [m, n] = [freedomOf(first), freedomOf(second)];
  return x < 0 || m === null || n === null ? NUM : finite(fShare(x, m, n, true));
}

function fInverse(upper: boolean) {
  return (probability: number, first: number, second: number): Value => {
    const [m, n] = [freedomOf(first), freedomOf(second)];
    if (probability < 0 || probability > 1 || m === null || n === null) return NUM;
    if (probability === (upper ? 0 : 1)) return NUM;
    if (probability === (upper ? 1 : 0)) return 0;
    const part = betaincinv(probability, m / 2, n / 2, upper);
    if (part < 0.5) return finite((n * part) / (m * (1 - part)));
    const rest = betaincinv(probability, n / 2, m / 2, !upper);
    return finite((n * (1 - rest)) / (m * rest));
  };
}

/** The share of Student's t distribution above |x|. */
export function tTail(x: number, freedom: number): number {
  const square = x * x;
  return square < freedom
    ? 0.5 * betaShare(square / (freedom + square), 0.5, freedom / 2, true)
    : 0.5 * betaShare(freedom / (freedom + square), freedom / 2, 0.5);
}

function tDensity(x: number, freedom: number): number {
  const constant = gammaln((freedom + 1) / 2) - gammaln(freedom / 2);
  return (
    Math.exp(constant - ((freedom + 1) / 2) * Math.log1p((x * x) / freedom)) / Math.sqrt(freedom * Math.PI)
  );
}

function t(x: number, given: number, cumulative: boolean): Value {
  const freedom = freedomOf(given);
  if (freedom === null) return NUM;
  if (!cumulative) return finite(tDensity(x, freedom));
  const tail = tTail(x, freedom);
  return x < 0 ? tail : 1 - tail;
}

function tRight(x: number, given: number): Value {
  const freedom = freedomOf(given);
  if (freedom === null) return NUM;
  return x < 0 ? 1 - tTail(x, freedom) : tTail(x, freedom);
}

function tBoth(x: number, given: number): Value {
  const freedom = freedomOf(given);
  return x < 0 || freedom === null ? NUM : 2 * tTail(x, freedom);
}

/** The t with that probability outside -t to t. */
export function tQuantile(both: number, freedom: number): number {
  if (both > 0.5) {
    const part = betaincinv(both, 0.5, freedom / 2, true);
    return Math.sqrt((freedom * part) / (1 - part));
  }
  const part = betaincinv(both, freedom / 2, 0.5);
  return Math.sqrt((freedom * (1 - part)) / part);
}

function tInverse(probability: number, given: number): Value {
  const freedom = freedomOf(given);
  if (freedom === null || probability <= 0 || probability >= 1) return NUM;
  if (probability === 0.5) return 0;
  return probability < 0.5
    ? finite(-tQuantile(2 * probability, freedom))
    : finite(tQuantile(2 * (1 - probability), freedom));
}

function tInverseBoth(probability: number, given: number): Value {
  const freedom = freedomOf(given);
  if (freedom === null || probability <= 0 || probability > 1) return NUM;
  return probability === 1 ? 0 : finite(tQuantile(probability, freedom));
}

/** The old TDIST takes the number of tails, 1 or 2. */
function tOld(x: number, given: number, tails: number): Value {
  const count = Math.trunc(tails);
  if (x < 0 || (count !== 1 && count !== 2)) return NUM;
  return count === 1 ? tRight(x, given) : tBoth(x, given);
}

const BETA = "x: number, alpha: number, beta: number";
const LIMITS = "low?: number, high?: number";
const BETA_INVERSE = `probability: number, alpha: number, beta: number, ${LIMITS}`;
const F = "x: number, degrees1: number, degrees2: number";
const F_INVERSE = "probability: number, degrees1: number, degrees2: number";
const T = "x: number, degrees: number";
const T_INVERSE = "probability: number, degrees: number";

function entry(name: string, signature: string, help: string, run: FunctionEntry["run"]): FunctionEntry {
  return define(CATEGORY, name, signature, help, run);
}

const BELOW = "The x with that probability below it.";
const ABOVE = "The x with that probability above it.";

export const betaDistributionFunctions: readonly FunctionEntry[] = [
  entry("BETA.DIST", `${BETA}, cumulative: boolean, ${LIMITS}`, "The beta distribution.", beta),
  entry(
    "BETADIST",
    `${BETA}, ${LIMITS}`,
    "The beta distribution, cumulative.",
    (x: number, a: number, b: number, low?: number, high?: number) => beta(x, a, b, true, low, high),
  ),
  entry("BETA.INV", BETA_INVERSE, BELOW, betaInverse),
  entry("BETAINV", BETA_INVERSE, BELOW, betaInverse),
  entry("F.DIST", `${F}, cumulative: boolean`, "The F distribution.", f),
  entry("F.DIST.RT", F, "The F distribution's upper tail.", fTail),
  entry("FDIST", F, "The F distribution's upper tail.", fTail),
  entry("F.INV", F_INVERSE, BELOW, fInverse(false)),
  entry("F.INV.RT", F_INVERSE, ABOVE, fInverse(true)),
  entry("FINV", F_INVERSE, ABOVE, fInverse(true)),
  entry("T.DIST", `${T}, cumulative: boolean`, "Student's t distribution.", t),
  entry("T.DIST.RT", T, "Student's t distribution's upper tail.", tRight),
  entry("T.DIST.2T", T, "Student's t distribution's two tails.", tBoth),
  entry("TDIST", `${T}, tails: number`, "Student's t distribution's tails.", tOld),
  entry("T.INV", T_INVERSE, "The t with that probability below it.", tInverse),
  entry("T.INV.2T", T_INVERSE, "The t with that probability outside -t to t.", tInverseBoth),
  entry("TINV", T_INVERSE, "The t with that probability outside -t to t.", tInverseBoth),
];
