// The distribution of a year's total on a lattice of pounds, and the questions asked of it: quantile, value at risk,
// expected shortfall, stop-loss, the chance of more than a line. Every method (recursion, transform, convolution) ends in
// this one type.
//
// What must stay true: tails are summed from the far end, so small chances keep their digits; mean, variance and skewness
// are those of the whole model on its lattice, even when the lattice ends before the model does.

import { skewnessOf } from "./compoundMoments.ts";

export interface AggregateDistribution {
  /** The model in words, for the record. */
  readonly words: string;
  /** Pounds at the first knot and between knots. */
  readonly start: number;
  readonly step: number;
  /** P(S = knot). */
  readonly masses: Float64Array;
  /** P(S <= knot). */
  readonly upTo: Float64Array;
  /** P(S > knot). */
  readonly over: Float64Array;
  /** E[(S - knot)+] in pounds. */
  readonly excess: Float64Array;
  readonly mean: number;
  readonly variance: number;
  readonly skewness: number;
  /** The amounts really lie on the knots; otherwise the lattice stands for a continuous model. */
  readonly exact: boolean;
  /** Probability of more than the last knot. */
  readonly beyond: number;
  /** Upper bound of the probability that a transform put in the wrong place. */
  readonly wrapped: number;
  /** Single amounts above this count as this, because the lattice is no larger; Infinity when none is cut. */
  readonly cutAt: number;
  /** Expected number of amounts a year that are cut: no chance is wrong by more than this. */
  readonly cutNumber: number;
}

export interface AggregateParts {
  readonly words: string;
  readonly start: number;
  readonly step: number;
  /** Owned by the distribution from now on; rounding noise below 0 is set to 0. */
  readonly masses: Float64Array;
  readonly mean: number;
  readonly variance: number;
  readonly thirdCentral: number;
  readonly exact: boolean;
  readonly wrapped: number;
  /** Amounts that were cut: where, how many a year, and their expected cost over the cut, which stop-loss costs include. */
  readonly cut?: { readonly at: number; readonly number: number; readonly cost: number };
}

/** Less than this of the whole is taken for rounding, not for probability beyond the last knot. */
const ROUNDING = 1e-12;

export function aggregateOf(parts: AggregateParts): AggregateDistribution {
  const { masses, start, step, mean, variance } = parts;
  const count = masses.length;
  const upTo = new Float64Array(count);
  const over = new Float64Array(count);
  const excess = new Float64Array(count);
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const mass = masses[k] as number;
    if (!(mass > 0)) masses[k] = 0;
    else sum += mass;
    upTo[k] = sum;
  }
  const beyond = 1 - sum > ROUNDING ? 1 - sum : 0;
  let tail = beyond;
  let areaBelowLast = 0;
  for (let k = count - 1; k >= 0; k--) {
    over[k] = tail;
    if (k < count - 1) areaBelowLast += tail;
    tail += masses[k] as number;
  }
  // Without a mean the tail has no cost to add; the lattice's own excess still serves for layers with a limit.
  const cut = parts.cut ?? { at: Number.POSITIVE_INFINITY, number: 0, cost: 0 };
  const lost = Number.isFinite(cut.cost) ? cut.cost : 0;
  excess[count - 1] =
    beyond === 0 || !Number.isFinite(mean) ? lost : Math.max(lost, mean - start - step * areaBelowLast);
  for (let k = count - 2; k >= 0; k--) excess[k] = (excess[k + 1] as number) + step * (over[k] as number);
  return {
    words: parts.words,
    start,
    step,
    masses,
    upTo,
    over,
    excess,
    mean,
    variance,
    skewness: skewnessOf(parts),
    exact: parts.exact,
    beyond,
    wrapped: parts.wrapped,
    cutAt: cut.at,
    cutNumber: cut.number,
  };
}

/** Pounds at a knot. */
export function knotAt(distribution: AggregateDistribution, index: number): number {
  return distribution.start + distribution.step * index;
}

export function standardDeviation(distribution: AggregateDistribution): number {
  return Math.sqrt(distribution.variance);
}

/**
 * The smallest knot that is not exceeded with at least the probability (actuar's convention). Infinity when the lattice
 * ends before that; a probability at or below 0 gives the first knot that has any.
 */
export function quantile(distribution: AggregateDistribution, probability: number): number {
  const index = knotReaching(distribution, probability);
  return index === distribution.masses.length ? Number.POSITIVE_INFINITY : knotAt(distribution, index);
}

/** Value at risk at a confidence such as 0.95: the quantile. */
export function valueAtRisk(distribution: AggregateDistribution, confidence: number): number {
  return quantile(distribution, confidence);
}

/** Index of the first knot with P(S <= knot) >= probability, compared to within rounding; the count when there is none. */
function knotReaching(distribution: AggregateDistribution, probability: number): number {
  const { upTo, over, masses } = distribution;
  let low = 0;
  let high = masses.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    // Near 1 the tail has the digits, elsewhere the sum from below.
    const reached =
      probability > 0.5
        ? (over[middle] as number) <= 1 - probability + 1e-14
        : (upTo[middle] as number) >= Math.max(probability - 1e-14, Number.MIN_VALUE);
    if (reached) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Expected shortfall at a confidence: the mean of the worst 1 - confidence of outcomes, in pounds. An outcome at the
 * value at risk counts only with the part of its probability that lies in those worst.
 */
export function expectedShortfall(distribution: AggregateDistribution, confidence: number): number {
  const level = valueAtRisk(distribution, confidence);
  if (confidence >= 1 || !Number.isFinite(level)) return level;
  return level + stopLoss(distribution, level) / (1 - Math.max(0, confidence));
}

/** Conditional tail expectation E[S | S > value at risk] as actuar's `CTE` prints it; the value itself when none is larger. */
export function tailExpectation(distribution: AggregateDistribution, confidence: number): number {
  const index = knotReaching(distribution, confidence);
  const over = distribution.over[index] ?? 0;
  const level = quantile(distribution, confidence);
  return over > 0 ? level + (distribution.excess[index] as number) / over : level;
}

/**
 * E[(S - line)+] in pounds: the cost of cover for everything over the line. Exact on a lattice, where it is straight
 * between knots: SL(x + h) = SL(x) - h P(S > x).
 */
export function stopLoss(distribution: AggregateDistribution, line: number): number {
  return distribution.mean === Number.POSITIVE_INFINITY
    ? distribution.mean
    : latticeExcess(distribution, line);
}

function latticeExcess({ start, step, excess, over, beyond }: AggregateDistribution, line: number): number {
  if (line <= start) return (excess[0] as number) + start - line;
  const place = (line - start) / step;
  const last = excess.length - 1;
  if (place >= last) return Math.max(0, (excess[last] as number) - (line - start - step * last) * beyond);
  const knot = Math.floor(place);
  return (excess[knot] as number) - (place - knot) * step * (over[knot] as number);
}

/** Expected cost in pounds between two lines: a layer of the total. */
export function expectedBetween(distribution: AggregateDistribution, from: number, to: number): number {
  return Math.max(0, latticeExcess(distribution, from) - latticeExcess(distribution, to));
}

/**
 * P(S > line). On an exact lattice that is a count of knots; a continuous model is read between the knots, a knot's
 * probability counting half above and half below it.
 */
export function chanceAbove(distribution: AggregateDistribution, line: number): number {
  const { start, step, over, masses, exact, beyond } = distribution;
  const place = (line - start) / step;
  const last = masses.length - 1;
  if (place < -1e-9) return 1;
  if (place >= last) return beyond;
  if (exact) return over[Math.floor(place + 1e-9)] as number;
  const knot = Math.max(0, Math.floor(place));
  const part = Math.max(0, place) - knot;
  return (1 - part) * halfway(distribution, knot) + part * halfway(distribution, knot + 1);
}

/** P(S > x) of the continuous model at a knot; a first knot of 0 is an atom (no claim at all). */
function halfway({ over, masses, start }: AggregateDistribution, knot: number): number {
  const above = over[knot] as number;
  return knot === 0 && start === 0 ? above : above + (masses[knot] as number) / 2;
}

/** The line in pounds that is exceeded with the chance, read between the knots (inverse of `chanceAbove`). */
export function lineExceededWith(distribution: AggregateDistribution, chance: number): number {
  if (distribution.exact) return quantile(distribution, 1 - chance);
  let low = 0;
  let high = distribution.masses.length - 1;
  if (chance >= halfway(distribution, 0)) return distribution.start;
  if (chance <= halfway(distribution, high)) return quantile(distribution, 1 - chance);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (halfway(distribution, middle) > chance) low = middle;
    else high = middle;
  }
  const above = halfway(distribution, low);
  const below = halfway(distribution, high);
  return knotAt(distribution, low + (above - chance) / (above - below));
}
