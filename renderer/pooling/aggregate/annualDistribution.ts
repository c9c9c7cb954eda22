// One group's year in one call: choose a lattice for the model, put the severity on it, transform. For compound sums of
// claims and for populations of independent people, from a handful to millions.
//
// The lattice is a window: a million people's total lies within a few per cent of its mean, so the circle of the transform
// only has to cover those few per cent, wherever they are. The window's ends come from the moments and from the largest
// claim to be expected; what lies outside is bounded and reported.

import { done, failed, type Result } from "../../plan/problem.ts";
import { discretise, type LatticeSeverity, latticeMoments } from "../distributions/discretise.ts";
import { type Frequency, makeFrequency } from "../distributions/frequency.ts";
import { firstProblem, impossible, mustExceed } from "../distributions/parameters.ts";
import { limitedMoment, type Severity, thirdCentralMoment } from "../distributions/severity.ts";
import { type AggregateDistribution, aggregateOf } from "./aggregateDistribution.ts";
import { shiftedGammaApproximation } from "./approximations.ts";
import { compoundMoments, type Moments, skewnessOf } from "./compoundMoments.ts";
import { powerOfTwoFrom } from "./fourier.ts";
import { chanceFrom } from "./tailBound.ts";
import { onCircle } from "./transform.ts";

export interface AnnualOptions {
  /** Number of knots: a power of two from 64. 65,536 when left out. */
  readonly points?: number;
  /** Pounds between knots; chosen from the model when left out. Needed when amounts lie on a grid that must be kept. */
  readonly step?: number;
}

const DEFAULT_POINTS = 65_536;
const MOST_POINTS = 2 ** 22;
/** Expected number of amounts above the largest one that the lattice holds, and the chance to be above its end. */
const LEFT_OUT = 1e-10;
/** The lower tail of a sum of amounts from 0 is lighter than normal: exp(-40.5) lies below so many deviations. */
const DEVIATIONS_BELOW = 9;
/** A very heavy tail is cut rather than leave fewer knots than this to an ordinary year's standard deviation. */
const KNOTS_PER_SPREAD = 32;
/**
 * From so many amounts, and with so many knots to the total's standard deviation, the lattice keeps the variance too: its
 * single masses may be negative, those of such a total are not.
 */
const MANY = 30;
const SMOOTH = 8;

/** The distribution of the total of `frequency` amounts of `severity` in a year. */
export function annualDistribution(
  frequency: Frequency,
  severity: Severity,
  options: AnnualOptions = {},
): Result<AggregateDistribution> {
  const window = chooseWindow(frequency, severity, options);
  if (!window.ok) return window;
  const { step, points, largest } = window.value;
  const knots = Math.max(3, Math.min(points, Math.ceil(largest / step) + 2));
  const moments = compoundMoments(frequency, { ...severity, thirdCentral: thirdCentralMoment(severity) });
  const spread = Math.sqrt(moments.variance) / step;
  const smooth = frequency.mean >= MANY && spread >= SMOOTH && Number.isFinite(spread);
  const method = smooth ? "twoMoments" : "unbiased";
  const lattice = discretise(severity, step, knots, method);
  if (!lattice.ok) return lattice;
  return done(inWindow(frequency, lattice.value, moments, window.value));
}

/** The total cost of `people` independent people, each with the severity as annual cost. */
export function populationDistribution(
  severity: Severity,
  people: number,
  options: AnnualOptions = {},
): Result<AggregateDistribution> {
  const frequency = makeFrequency({ family: "fixed", count: people });
  return frequency.ok ? annualDistribution(frequency.value, severity, options) : frequency;
}

function inWindow(
  frequency: Frequency,
  lattice: LatticeSeverity,
  moments: Moments,
  { start, points, below }: Window,
): AggregateDistribution {
  const first = Math.round(start / lattice.step);
  const circle = onCircle(frequency, lattice.masses, points, 0);
  const turn = first % points;
  const masses = new Float64Array(points);
  masses.set(circle.subarray(turn));
  masses.set(circle.subarray(0, turn), points - turn);
  const deviation = Math.sqrt(compoundMoments(frequency, latticeMoments(lattice)).variance) / lattice.step;
  return aggregateOf({
    words: frequency.words,
    start: first * lattice.step,
    step: lattice.step,
    masses,
    ...moments,
    exact: lattice.exact,
    cut: {
      at: lattice.beyond > 0 ? lattice.step * (lattice.masses.length - 1) : Number.POSITIVE_INFINITY,
      number: frequency.mean * lattice.beyond,
      cost: Number.isFinite(lattice.costBeyond) ? frequency.mean * lattice.costBeyond : 0,
    },
    wrapped: below + chanceFrom(frequency, lattice.masses, first + points, deviation),
  });
}

interface Window {
  readonly start: number;
  readonly step: number;
  readonly points: number;
  /** The largest amount that the lattice of the severity has to hold. */
  readonly largest: number;
  /** Upper bound of the probability of less than the start. */
  readonly below: number;
}

function chooseWindow(frequency: Frequency, severity: Severity, options: AnnualOptions): Result<Window> {
  const { points = DEFAULT_POINTS, step } = options;
  const wrong = firstProblem(
    points >= 64 && points <= MOST_POINTS && powerOfTwoFrom(points) === points
      ? null
      : impossible("lattice", "number of points", `must be a power of two from 64 to ${MOST_POINTS}`, points),
    step === undefined ? null : mustExceed("lattice", "step", step, 0),
  );
  if (wrong !== null) return { ok: false, problem: wrong };
  const largest = Math.min(
    exceededRarely(severity, frequency, LEFT_OUT),
    step === undefined
      ? (points / KNOTS_PER_SPREAD) * ordinarySpread(severity, frequency)
      : (MOST_POINTS / 4) * step,
  );
  const moments = compoundMoments(frequency, limitedMoments(severity, largest));
  const { low, high, below } = reach(frequency, severity, moments, largest);
  if (step === undefined) {
    const narrow = Math.max((high - low) / (points - 2), Number.MIN_VALUE * 2 ** 60);
    // Keeping only the mean spreads each amount over two knots: by half a step, hence the total by half a step per root.
    const coarse = frequency.mean < MANY || !(Math.sqrt(moments.variance) >= 2 * SMOOTH * narrow);
    const margin = coarse ? Math.min(points / 4, Math.ceil(4 * Math.sqrt(frequency.mean)) + 2) : 0;
    const chosen = (narrow * points) / (points - 2 * margin);
    const start = Math.max(0, Math.floor(low / chosen) - margin) * chosen;
    return done({ start, step: chosen, points, largest, below });
  }
  const start = Math.floor(low / step) * step;
  const needed = powerOfTwoFrom(Math.max(points, (high - start) / step + 2));
  if (needed > MOST_POINTS)
    return failed("lattice-too-fine", `Steps of ${step} pounds need ${needed} points for this total.`, {
      remedy: "Give a larger step, or leave it out.",
      where: { column: "step" },
    });
  return done({ start, step, points: needed, largest, below });
}

/**
 * Where practically the whole total lies, in pounds. The lower tail is bounded by that of a normal with variance
 * E N E X^2 + Var N (E X)^2: true of sums of amounts from 0 for every family here but a table, whose window starts at 0.
 */
function reach(frequency: Frequency, severity: Severity, moments: Moments, largest: number) {
  const { mean, variance } = moments;
  const each = limitedMoment(severity, 1, largest);
  const spread = frequency.mean * limitedMoment(severity, 2, largest) + frequency.variance * each * each;
  const lowest = mean - DEVIATIONS_BELOW * Math.sqrt(spread);
  const skewed = shiftedGammaApproximation(mean, Math.sqrt(variance), Math.max(0, skewnessOf(moments)));
  const top = (skewed === null ? mean : Math.max(mean, skewed.quantile(1 - LEFT_OUT))) + largest;
  if (frequency.probabilities === null)
    return {
      low: Math.max(0, lowest),
      high: Math.max(top + Math.sqrt(variance), Number.MIN_VALUE * 2 ** 80),
      below: lowest > 0 ? Math.exp(-(DEVIATIONS_BELOW ** 2) / 2) : 0,
    };
  const most = frequency.probabilities.length * largest;
  return { low: 0, high: Math.max(most, Number.MIN_VALUE * 2 ** 80), below: 0 };
}

/** The standard deviation of the total in ordinary years: with the amounts limited that come once in a hundred. */
function ordinarySpread(severity: Severity, frequency: Frequency): number {
  const limit = exceededRarely(severity, frequency, 0.01);
  const { mean, variance } = compoundMoments(frequency, limitedMoments(severity, limit));
  return Math.max(Math.sqrt(variance), mean / 100, Number.MIN_VALUE * 2 ** 80);
}

/** The amount of which at most so many larger ones are expected in a year. */
function exceededRarely(severity: Severity, frequency: Frequency, number: number): number {
  const chance = Math.min(1, number / Math.max(frequency.mean, number));
  if (severity.above(0, 0) <= chance) return 0;
  if (Number.isFinite(severity.largest)) return severity.largest;
  let high = 1;
  while (severity.above(0, high) > chance && high < 1e300) high *= 2;
  let low = high === 1 ? 0 : high / 2;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (severity.above(0, middle) > chance) low = middle;
    else high = middle;
  }
  return high;
}

/** Moments of min(X, limit): finite for every distribution. */
function limitedMoments(severity: Severity, limit: number): Moments {
  const [first, second, third] = ([1, 2, 3] as const).map((order) => limitedMoment(severity, order, limit));
  const mean = first ?? 0;
  const variance = Math.max(0, (second ?? 0) - mean * mean);
  return { mean, variance, thirdCentral: (third ?? 0) - 3 * mean * variance - mean ** 3 };
}
