// The same distribution by the Fourier transform: transform the severity, apply the frequency's generating function to
// every term, transform back. The lattice is a circle: what lies past its end comes in again at its start.
//
// Against that: where the total may pass the end, the circle is doubled and the severity tilted by exp(-theta k), which
// divides what wraps by exp(theta size). How much could still be wrong is bounded (tailBound.ts) and reported.
// Source: Grubel and Hermesmeier, Computation of compound distributions I, ASTIN Bulletin 1999.

import { done, type Result } from "../../plan/problem.ts";
import { type LatticeSeverity, latticeMoments } from "../distributions/discretise.ts";
import type { Frequency } from "../distributions/frequency.ts";
import { mustBeWhole } from "../distributions/parameters.ts";
import { type AggregateDistribution, aggregateOf } from "./aggregateDistribution.ts";
import { compoundMoments } from "./compoundMoments.ts";
import { planFourier, powerOfTwoFrom } from "./fourier.ts";
import { chanceFrom } from "./tailBound.ts";

/** Probability that may wrap without anybody seeing it in the twelfth decimal. */
const NEGLIGIBLE = 1e-13;

/** The distribution of a year's total on `points` knots from 0. What lies beyond them is reported. */
export function aggregateByTransform(
  frequency: Frequency,
  lattice: LatticeSeverity,
  points: number,
): Result<AggregateDistribution> {
  const wrong = mustBeWhole("lattice", "number of points", points, 1);
  if (wrong !== null) return { ok: false, problem: wrong };
  const moments = compoundMoments(frequency, latticeMoments(lattice));
  const deviation = Math.sqrt(moments.variance) / lattice.step;
  const plain = powerOfTwoFrom(points);
  const bound = (size: number) => chanceFrom(frequency, lattice.masses, size, deviation);
  let size = plain;
  let wrapped = bound(size);
  let tilt = 0;
  if (wrapped > NEGLIGIBLE) {
    size = 2 * plain;
    wrapped = bound(size);
    tilt = Math.max(0, Math.log(wrapped / NEGLIGIBLE)) / size;
    wrapped *= Math.exp(-tilt * size);
  }
  return done(
    aggregateOf({
      words: frequency.words,
      start: 0,
      step: lattice.step,
      masses: onCircle(frequency, lattice.masses, size, tilt).slice(0, points),
      ...moments,
      exact: lattice.exact,
      wrapped,
    }),
  );
}

/** The total modulo `size` knots, its masses tilted back; severity masses past the circle are left out. */
export function onCircle(
  frequency: Frequency,
  severity: Float64Array,
  size: number,
  tilt: number,
): Float64Array {
  const plan = planFourier(size);
  const series = new Float64Array(size);
  const used = Math.min(size, severity.length);
  const factor = Math.exp(-tilt);
  let notZero = 0;
  for (let k = severity.length - 1; k >= 1; k--) notZero += severity[k] as number;
  // The frequency takes the transform less 1, so the severity goes in less 1 at 0, without ever adding the 1.
  series[0] = -notZero;
  for (let k = 1; k < used; k++) series[k] = (severity[k] as number) * (tilt === 0 ? 1 : factor ** k);
  const real = new Float64Array(size / 2 + 1);
  const imaginary = new Float64Array(size / 2 + 1);
  plan.forward(series, real, imaginary);
  frequency.generateAll(real, imaginary);
  plan.inverse(real, imaginary, series);
  if (tilt !== 0) for (let k = 1; k < size; k++) series[k] = (series[k] as number) * Math.exp(tilt * k);
  return series;
}
