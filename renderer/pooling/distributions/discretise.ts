// A severity on a lattice 0, h, 2h, ...: what both exact methods work on.
//
//   upper         rounds every amount down to a knot: the distribution function is an upper bound
//   lower         rounds up
//   rounding      to the nearest knot
//   unbiased      spreads every amount over its two neighbours so that its mean is kept (local matching of one moment)
//   twoMoments    over the three knots of its double cell so that mean and variance are kept (local matching of two); single
//                 masses may be slightly negative, the sum of many people is not. For populations, where the lattice of the
//                 total is coarse beside one person's cost and `unbiased` would widen the spread.
//
// What must stay true: masses add up to 1. What lies beyond the last knot is put on it (as if no amount were larger) and
// its probability and cost are reported. An amount table whose values all are knots is taken as it is.
// Sources: Gerber 1982; actuar vignette "Risk and ruin theory", section 2.

import { done, failed, type Result } from "../../plan/problem.ts";
import { firstProblem, mustBeWhole, mustExceed } from "./parameters.ts";
import { excessMoment, type Severity } from "./severity.ts";

export type DiscretisationMethod = "upper" | "lower" | "rounding" | "unbiased" | "twoMoments";

export interface LatticeSeverity {
  /** Pounds between knots. */
  readonly step: number;
  /** Probability of 0, step, 2 step, ...; the last entry is not 0 unless all are. */
  readonly masses: Float64Array;
  /** Every amount was a knot already: nothing was approximated. */
  readonly exact: boolean;
  /** Probability of more than the last knot, and the expected cost over it, which the lattice does not have. */
  readonly beyond: number;
  readonly costBeyond: number;
}

/** Puts a severity on `points` knots (2 or more) `step` pounds apart, from 0. */
export function discretise(
  severity: Severity,
  step: number,
  points: number,
  method: DiscretisationMethod = "unbiased",
): Result<LatticeSeverity> {
  const wrong = firstProblem(
    mustExceed("lattice", "step", step, 0),
    mustBeWhole("lattice", "number of points", points, 2),
  );
  if (wrong !== null) return { ok: false, problem: wrong };
  if (severity.smallest < 0)
    return failed(
      "negative-amounts",
      `A ${severity.words} can be below 0, which a lattice from 0 cannot hold.`,
      {
        remedy: "Choose a distribution of amounts from 0, such as lognormal or gamma.",
      },
    );
  const last = step * (points - 1);
  const atoms = onKnots(severity, step, points);
  const masses = atoms ?? spread(severity, step, points, method);
  return done({
    step,
    masses: trimmed(masses),
    exact: atoms !== null,
    beyond: atoms === null ? severity.above(0, last) : 0,
    costBeyond: atoms === null ? excessMoment(severity, 1, last) : 0,
  });
}

/** The masses of an amount table whose values all are knots, or null. */
function onKnots(severity: Severity, step: number, points: number): Float64Array | null {
  if (severity.atoms === null) return null;
  const { values, probabilities } = severity.atoms;
  const masses = new Float64Array(points);
  for (let i = 0; i < values.length; i++) {
    const place = (values[i] ?? 0) / step;
    const knot = Math.round(place);
    if (knot >= points || Math.abs(place - knot) > 1e-9 * Math.max(1, place)) return null;
    masses[knot] = (masses[knot] ?? 0) + (probabilities[i] ?? 0);
  }
  return masses;
}

function spread(
  severity: Severity,
  step: number,
  points: number,
  method: DiscretisationMethod,
): Float64Array {
  switch (method) {
    case "upper":
      // Cells [x, x + h): an amount equal to a knot stays there.
      return byCells(points, (knot) => atOrAbove(severity, step * knot));
    case "lower":
      // Cells (x - h, x].
      return byCells(points, (knot) => (knot === 0 ? 1 : severity.above(0, step * (knot - 1))));
    case "rounding":
      return byCells(points, (knot) => (knot === 0 ? 1 : atOrAbove(severity, step * (knot - 0.5))));
    case "unbiased":
      return keepingMean(severity, step, points);
    case "twoMoments":
      return keepingVariance(severity, step, points);
  }
}

/** P(X >= line). */
function atOrAbove(severity: Severity, line: number): number {
  if (severity.atoms === null) return severity.above(0, line);
  return severity.above(0, line - Math.abs(line) * 1e-15 - Number.MIN_VALUE);
}

/** Masses from the probability of reaching each knot's cell or a later one. */
function byCells(points: number, reaching: (knot: number) => number): Float64Array {
  const masses = new Float64Array(points);
  let here = reaching(0);
  for (let knot = 0; knot < points; knot++) {
    const next = knot === points - 1 ? 0 : reaching(knot + 1);
    masses[knot] = here - next;
    here = next;
  }
  return masses;
}

/** f(0) = 1 - (e(0) - e(h))/h, f(x) = (e(x-h) - 2 e(x) + e(x+h))/h, with e(x) the expected cost over x. */
function keepingMean(severity: Severity, step: number, points: number): Float64Array {
  const masses = new Float64Array(points);
  // Cost between neighbouring knots over the step: the average probability of exceeding the cell.
  let before = 1;
  let excess = excessMoment(severity, 1, 0);
  for (let knot = 0; knot < points; knot++) {
    let after = 0;
    if (knot < points - 1) {
      const next = excessMoment(severity, 1, step * (knot + 1));
      // An infinite mean leaves no difference of excesses; limited costs still have one.
      after =
        excess === Number.POSITIVE_INFINITY
          ? limitedDifference(severity, step * knot, step)
          : (excess - next) / step;
      excess = next;
    }
    masses[knot] = Math.max(0, before - after);
    before = after;
  }
  return masses;
}

/** (LEV(x + h) - LEV(x)) / h, for amounts without a mean. */
function limitedDifference(severity: Severity, line: number, step: number): number {
  const limited = (at: number) => severity.below(1, at) + at * severity.above(0, at);
  return (limited(line + step) - limited(line)) / step;
}

/** Each double cell (a, a + 2h] shared between its three knots by the quadratic through them, moment by moment. */
function keepingVariance(severity: Severity, step: number, points: number): Float64Array {
  const masses = new Float64Array(points);
  const top = points - 1 - ((points - 1) % 2);
  // Probability, cost and square over the present knot, in steps; plain variables, as there are very many knots.
  let probability = 1;
  let cost = severity.above(1, 0) / step;
  let square = severity.above(2, 0) / (step * step);
  for (let knot = 0; knot < top; knot += 2) {
    const line = step * (knot + 2);
    const m0 = severity.above(0, line);
    const m1 = severity.above(1, line) / step;
    const m2 = severity.above(2, line) / (step * step);
    const nextCost = Math.max(0, m1 - (knot + 2) * m0);
    const nextSquare = Math.max(0, m2 - 2 * (knot + 2) * m1 + (knot + 2) ** 2 * m0);
    const mass = probability - m0;
    const first = cost - nextCost - 2 * m0;
    const second = square - nextSquare - 4 * nextCost - 4 * m0;
    masses[knot] = (masses[knot] as number) + (second - 3 * first + 2 * mass) / 2;
    masses[knot + 1] = 2 * first - second;
    masses[knot + 2] = (second - first) / 2;
    probability = m0;
    cost = nextCost;
    square = nextSquare;
  }
  masses[top] = (masses[top] ?? 0) + probability;
  return masses;
}

/** Without the zeros at the end. */
function trimmed(masses: Float64Array): Float64Array {
  let length = masses.length;
  while (length > 1 && masses[length - 1] === 0) length--;
  return length === masses.length ? masses : masses.subarray(0, length);
}

/** Mean, variance and skewness of what is on the lattice, in pounds. */
export function latticeMoments(lattice: LatticeSeverity): {
  readonly mean: number;
  readonly variance: number;
  readonly thirdCentral: number;
} {
  const { masses, step } = lattice;
  let mean = 0;
  for (let k = 0; k < masses.length; k++) mean += k * (masses[k] ?? 0);
  let second = 0;
  let third = 0;
  for (let k = 0; k < masses.length; k++) {
    const distance = k - mean;
    const square = distance * distance * (masses[k] ?? 0);
    second += square;
    third += square * distance;
  }
  return { mean: mean * step, variance: second * step * step, thirdCentral: third * step ** 3 };
}
