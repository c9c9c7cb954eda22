// The Pareto distributions of insurance: type II (Lomax: claims from 0 with a heavy tail) and the single-parameter one
// (claims known to be above a threshold). A moment of order `alpha` or higher does not exist and is Infinity; layers
// with a limit still have all theirs.

import { done, type Result } from "../../plan/problem.ts";
import { firstProblem, mustExceed } from "./parameters.ts";
import type { MomentOrder, Severity } from "./severity.ts";

export interface ParetoParameters {
  /** Tail index: the smaller, the heavier. The mean needs more than 1, the variance more than 2. */
  readonly alpha: number;
  /** Scale in pounds. */
  readonly theta: number;
}

/** P(X > x) = (theta / (x + theta))^alpha for x from 0. */
export function pareto({ alpha, theta }: ParetoParameters): Result<Severity> {
  const wrong = firstProblem(
    mustExceed("Pareto", "alpha", alpha, 0),
    mustExceed("Pareto", "theta", theta, 0),
  );
  if (wrong !== null) return { ok: false, problem: wrong };
  return done(shifted(`Pareto (alpha ${alpha}, theta ${theta})`, alpha, theta, theta));
}

/** P(X > x) = (theta / x)^alpha for x from the threshold theta. */
export function singleParameterPareto({ alpha, theta }: ParetoParameters): Result<Severity> {
  const wrong = firstProblem(
    mustExceed("Pareto", "alpha", alpha, 0),
    mustExceed("Pareto", "theta", theta, 0),
  );
  if (wrong !== null) return { ok: false, problem: wrong };
  return done(shifted(`single-parameter Pareto (alpha ${alpha}, theta ${theta})`, alpha, theta, 0));
}

/** X = Y - shift, with Y single-parameter Pareto from `theta`. */
function shifted(words: string, alpha: number, theta: number, shift: number): Severity {
  const smallest = theta - shift;
  const centralOfY = centralMoments(alpha, theta);
  return {
    words,
    smallest,
    largest: Number.POSITIVE_INFINITY,
    mean: centralOfY.mean - shift,
    variance: centralOfY.variance,
    skewness: centralOfY.skewness,
    atoms: null,
    below: (order, line) => (line <= smallest ? 0 : momentBetween(alpha, theta, shift, order, line)),
    above: (order, line) => momentAbove(alpha, theta, shift, order, Math.max(line, smallest)),
    quantile: (probability) =>
      probability <= 0
        ? smallest
        : probability >= 1
          ? Number.POSITIVE_INFINITY
          : shift === 0
            ? theta * Math.exp(-Math.log1p(-probability) / alpha)
            : theta * Math.expm1(-Math.log1p(-probability) / alpha),
  };
}

/**
 * E[X^order; X > line] for X = Y - shift. Integrating by parts keeps every term positive:
 * x^k S(x) + k * integral of t^(k-1) S(t) over t > x, where S(t) = (theta / (t + shift))^alpha.
 */
function momentAbove(alpha: number, theta: number, shift: number, order: MomentOrder, line: number): number {
  if (line === Number.POSITIVE_INFINITY) return 0;
  if (order > 0 && alpha <= order) return Number.POSITIVE_INFINITY;
  const y = line + shift;
  const survival = (theta / y) ** alpha;
  if (survival === 0) return 0;
  // Repeated integrals of the survival function: S, y S/(alpha-1), y^2 S/((alpha-1)(alpha-2)), ...
  let sum = line ** order * survival;
  let integral = survival;
  let factor = 1;
  for (let step = 1; step <= order; step++) {
    integral *= y / (alpha - step);
    factor *= order - step + 1;
    sum += factor * line ** (order - step) * integral;
  }
  return sum;
}

/** E[X^order; X <= line], by the binomial theorem over the moments of Y between theta and line + shift. */
function momentBetween(
  alpha: number,
  theta: number,
  shift: number,
  order: MomentOrder,
  line: number,
): number {
  const top = line + shift;
  if (order === 0) return -Math.expm1(alpha * Math.log(theta / top));
  if (line === Number.POSITIVE_INFINITY) return momentAbove(alpha, theta, shift, order, theta - shift);
  let sum = 0;
  for (let power = 0; power <= order; power++) {
    sum += binomial(order, power) * (-shift) ** (order - power) * powerBetween(alpha, theta, power, top);
  }
  return Math.max(0, sum);
}

/** E[Y^power; Y <= top]. */
function powerBetween(alpha: number, theta: number, power: number, top: number): number {
  const exponent = power - alpha;
  const log = Math.log(top / theta);
  const integral = exponent === 0 ? log : Math.expm1(exponent * log) / exponent;
  return alpha * theta ** power * integral;
}

function binomial(order: number, power: number): number {
  return power === 0 || power === order ? 1 : order;
}

function centralMoments(alpha: number, theta: number) {
  const infinite = Number.POSITIVE_INFINITY;
  return {
    mean: alpha > 1 ? (alpha * theta) / (alpha - 1) : infinite,
    variance: alpha > 2 ? (alpha * theta * theta) / ((alpha - 1) ** 2 * (alpha - 2)) : infinite,
    skewness: alpha > 3 ? ((2 * (1 + alpha)) / (alpha - 3)) * Math.sqrt((alpha - 2) / alpha) : infinite,
  };
}
