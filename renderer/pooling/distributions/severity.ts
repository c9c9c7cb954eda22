// A severity: the distribution of one amount (a person's annual cost, one claim), in pounds. Everything an actuary asks
// of one - limited expected values, excesses, layers - follows from the moments of its part below and above a line, so
// those are all that a family of distributions has to give.
//
// What must stay true: no figure is ever NaN; a moment that does not exist is Infinity. Moments above a line are computed
// from the upper tail itself, not as one minus the rest, so that far layers keep their digits.
// Source: Klugman, Panjer, Willmot, Loss Models, chapters 3 and 8.

/** Which power of the amount: 0 counts probability, 1 pounds, 2 and 3 squares and cubes. */
export type MomentOrder = 0 | 1 | 2 | 3;

export interface Severity {
  /** Family and parameters in words, for a record of the model: `lognormal (mu 5.45, sigma 1.68)`. */
  readonly words: string;
  /** Smallest and largest possible amount; largest may be Infinity, smallest -Infinity. */
  readonly smallest: number;
  readonly largest: number;
  /** Infinity where the moment does not exist. */
  readonly mean: number;
  readonly variance: number;
  /** Third central moment over the cube of the standard deviation; 0 for a constant amount. */
  readonly skewness: number;
  /** All amounts and their probabilities, ascending, when there are finitely many; otherwise null. */
  readonly atoms: Atoms | null;
  /** E[X^order; X <= line]: order 0 is the distribution function. */
  below(order: MomentOrder, line: number): number;
  /** E[X^order; X > line]: order 0 is the probability of more than the line. */
  above(order: MomentOrder, line: number): number;
  /** The smallest amount that is not exceeded with at least the probability. 0 gives the smallest, 1 the largest. */
  quantile(probability: number): number;
}

export interface Atoms {
  readonly values: Float64Array;
  readonly probabilities: Float64Array;
}

/** P(X <= amount). */
export function probabilityUpTo(severity: Severity, amount: number): number {
  return severity.below(0, amount);
}

/** P(X > amount), with its digits in the far tail. */
export function probabilityAbove(severity: Severity, amount: number): number {
  return severity.above(0, amount);
}

/** E[X^order]. */
export function rawMoment(severity: Severity, order: MomentOrder): number {
  return severity.above(order, Number.NEGATIVE_INFINITY);
}

/** E[min(X, limit)^order]: order 1 is the limited expected value (LEV). */
export function limitedMoment(severity: Severity, order: MomentOrder, limit: number): number {
  if (limit === Number.POSITIVE_INFINITY) return rawMoment(severity, order);
  return severity.below(order, limit) + weighted(limit, order, severity.above(0, limit));
}

/** amount^order times a probability; 0 for a probability of 0, whatever the amount. */
export function weighted(amount: number, order: MomentOrder, probability: number): number {
  return probability === 0 ? 0 : amount ** order * probability;
}

/** LEV: E[min(X, limit)] in pounds. */
export function limitedMean(severity: Severity, limit: number): number {
  return limitedMoment(severity, 1, limit);
}

/** E[min(X, limit)^2]. */
export function limitedSquare(severity: Severity, limit: number): number {
  return limitedMoment(severity, 2, limit);
}

/** E[(X - origin)^order; X > line], by the binomial theorem from the upper moments. */
function shiftedAbove(severity: Severity, order: MomentOrder, origin: number, line: number): number {
  if (line === Number.POSITIVE_INFINITY) return 0;
  const m0 = severity.above(0, line);
  if (m0 === 0) return 0;
  if (order === 0) return m0;
  const highest = severity.above(order, line);
  if (highest === Number.POSITIVE_INFINITY) return highest;
  if (order === 1) return highest - origin * m0;
  const m1 = severity.above(1, line);
  if (order === 2) return highest - 2 * origin * m1 + origin * origin * m0;
  const m2 = severity.above(2, line);
  return highest - 3 * origin * m2 + 3 * origin * origin * m1 - origin ** 3 * m0;
}

/** E[((X - line)+)^order]: what lies over a line. Order 1 is the cost of a layer without a limit. */
export function excessMoment(severity: Severity, order: MomentOrder, line: number): number {
  return Math.max(0, shiftedAbove(severity, order, line, line));
}

/** E[(X - retention)^order; X > retention + from]: the part of a layer's moment above `from` within it. */
export function layerMomentAbove(
  severity: Severity,
  order: MomentOrder,
  retention: number,
  from: number,
): number {
  return Math.max(0, shiftedAbove(severity, order, retention, retention + from));
}

/** Standard deviation over the mean; 0 for a constant, Infinity when the spread is infinite or the mean 0. */
export function coefficientOfVariation(severity: Severity): number {
  if (severity.variance === 0) return 0;
  if (severity.variance === Number.POSITIVE_INFINITY || severity.mean === 0) return Number.POSITIVE_INFINITY;
  return Math.sqrt(severity.variance) / severity.mean;
}

/** Third central moment from the skewness: 0 for a constant, Infinity where it does not exist. */
export function thirdCentralMoment(severity: Severity): number {
  return severity.skewness === 0 ? 0 : severity.skewness * severity.variance ** 1.5;
}
