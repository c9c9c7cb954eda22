// Sums of independent amounts: convolution of two series, powers of one, and the total of a given number of claims.

import { done, failed, type Result } from "../../plan/problem.ts";
import { type LatticeSeverity, latticeMoments } from "../distributions/discretise.ts";
import type { Frequency } from "../distributions/frequency.ts";
import { type AggregateDistribution, aggregateOf } from "./aggregateDistribution.ts";
import { compoundMoments } from "./compoundMoments.ts";
import { planFourier, powerOfTwoFrom } from "./fourier.ts";

/** Up to so many products the sum is taken term by term, which keeps the digits of small masses. */
const DIRECT_PRODUCTS = 4_000_000;

/** The first `points` terms of the convolution of two series. */
export function convolve(first: Float64Array, second: Float64Array, points: number): Float64Array {
  const length = Math.min(points, first.length + second.length - 1);
  return Math.min(first.length, points) * Math.min(second.length, points) <= DIRECT_PRODUCTS
    ? directly(first, second, length)
    : byTransform(first, second, length);
}

function directly(first: Float64Array, second: Float64Array, length: number): Float64Array {
  const [long, short] = first.length >= second.length ? [first, second] : [second, first];
  const result = new Float64Array(length);
  for (let j = 0; j < Math.min(short.length, length); j++) {
    const factor = short[j] as number;
    if (factor === 0) continue;
    const end = Math.min(long.length, length - j);
    for (let i = 0; i < end; i++) result[i + j] = (result[i + j] as number) + factor * (long[i] as number);
  }
  return result;
}

function byTransform(first: Float64Array, second: Float64Array, length: number): Float64Array {
  const used = (series: Float64Array) => series.subarray(0, Math.min(series.length, length));
  const size = powerOfTwoFrom(used(first).length + used(second).length - 1);
  const plan = planFourier(size);
  const half = size / 2 + 1;
  const re = new Float64Array(half);
  const im = new Float64Array(half);
  const otherRe = new Float64Array(half);
  const otherIm = new Float64Array(half);
  const series = new Float64Array(size);
  series.set(used(first));
  plan.forward(series, re, im);
  series.fill(0);
  series.set(used(second));
  plan.forward(series, otherRe, otherIm);
  for (let k = 0; k < half; k++) {
    const x = re[k] as number;
    const y = im[k] as number;
    re[k] = x * (otherRe[k] as number) - y * (otherIm[k] as number);
    im[k] = x * (otherIm[k] as number) + y * (otherRe[k] as number);
  }
  plan.inverse(re, im, series);
  return series.slice(0, length);
}

/** The first `points` terms of a series convolved with itself `power` times (power 0: certainly 0), by squaring. */
export function convolutionPower(series: Float64Array, power: number, points: number): Float64Array {
  let result: Float64Array = Float64Array.of(1);
  let square: Float64Array = series.slice(0, points);
  for (let left = power; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = convolve(result, square, points);
    if (left > 1) square = convolve(square, square, points);
  }
  return result;
}

/**
 * The total of a given (finite) frequency, term by term: exact for any table of numbers of claims. `points` knots at
 * most; what lies beyond them is reported, not lost.
 */
export function aggregateByConvolution(
  frequency: Frequency,
  lattice: LatticeSeverity,
  points: number,
): Result<AggregateDistribution> {
  const { probabilities } = frequency;
  if (probabilities === null)
    return failed(
      "frequency-without-table",
      `A ${frequency.words} frequency has no table of probabilities.`,
      {
        remedy: "Use the recursion or the transform.",
      },
    );
  const most = probabilities.length - 1;
  const length = Math.min(points, most * (lattice.masses.length - 1) + 1);
  let total: Float64Array = new Float64Array(length);
  // p0 + f * (p1 + f * (p2 + ...)), from the inside.
  for (let n = most; n >= 0; n--) {
    if (n < most) total = padded(convolve(total, lattice.masses, length), length);
    total[0] = (total[0] as number) + (probabilities[n] ?? 0);
  }
  return done(
    aggregateOf({
      words: frequency.words,
      start: 0,
      step: lattice.step,
      masses: total,
      ...compoundMoments(frequency, latticeMoments(lattice)),
      exact: lattice.exact,
      wrapped: 0,
    }),
  );
}

function padded(series: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  result.set(series.subarray(0, length));
  return result;
}

/** The total of two independent totals on lattices of the same step: what pooling two groups gives. */
export function sumOfIndependent(
  first: AggregateDistribution,
  second: AggregateDistribution,
): Result<AggregateDistribution> {
  if (Math.abs(first.step - second.step) > 1e-12 * first.step)
    return failed(
      "different-steps",
      `Totals in steps of ${first.step} and ${second.step} pounds cannot be added.`,
      { remedy: "Put both on a lattice of the same step." },
    );
  const third = (of: AggregateDistribution) => of.skewness * of.variance ** 1.5;
  return done(
    aggregateOf({
      words: `${first.words} + ${second.words}`,
      start: first.start + second.start,
      step: first.step,
      masses: convolve(first.masses, second.masses, first.masses.length + second.masses.length - 1),
      mean: first.mean + second.mean,
      variance: first.variance + second.variance,
      thirdCentral: third(first) + third(second),
      exact: first.exact && second.exact,
      wrapped: first.wrapped + second.wrapped,
    }),
  );
}
