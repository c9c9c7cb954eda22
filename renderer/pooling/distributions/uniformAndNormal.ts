// The uniform and the normal severity. The normal can be negative; it serves as a model of a whole group's cost and
// cannot be put on a lattice that starts at 0 (discretise.ts says so).

import { normalDensity, normalProbability, normalQuantile } from "../../engine/index.ts";
import { done, type Result } from "../../plan/problem.ts";
import { firstProblem, impossible, mustBeFinite, mustExceed } from "./parameters.ts";
import type { MomentOrder, Severity } from "./severity.ts";

/** Equally likely everywhere between two amounts in pounds, which may not be the same. */
export function uniform({ from, to }: { readonly from: number; readonly to: number }): Result<Severity> {
  const wrong = firstProblem(
    mustBeFinite("uniform", "from", from),
    mustBeFinite("uniform", "to", to),
    to > from ? null : impossible("uniform", "to", `must be above its start, ${from}`, to),
  );
  if (wrong !== null) return { ok: false, problem: wrong };
  const width = to - from;
  const between = (order: MomentOrder, low: number, high: number) => {
    // (high^(k+1) - low^(k+1)) / ((k+1) width), with the factor high - low taken out.
    const length = Math.max(0, high - low) / width;
    if (order === 0) return length;
    if (order === 1) return (length * (high + low)) / 2;
    if (order === 2) return (length * (high * high + high * low + low * low)) / 3;
    return (length * (high + low) * (high * high + low * low)) / 4;
  };
  const inside = (line: number) => Math.min(to, Math.max(from, line));
  return done({
    words: `uniform (${from} to ${to})`,
    smallest: from,
    largest: to,
    mean: (from + to) / 2,
    variance: (width * width) / 12,
    skewness: 0,
    atoms: null,
    below: (order, line) => between(order, from, inside(line)),
    above: (order, line) => between(order, inside(line), to),
    quantile: (probability) => inside(from + width * probability),
  });
}

/** Normal with a mean and a standard deviation (above 0) in pounds. */
export function normal({
  mean,
  standardDeviation,
}: {
  readonly mean: number;
  readonly standardDeviation: number;
}): Result<Severity> {
  const wrong = firstProblem(
    mustBeFinite("normal", "mean", mean),
    mustExceed("normal", "standard deviation", standardDeviation, 0),
  );
  if (wrong !== null) return { ok: false, problem: wrong };
  const below = (order: MomentOrder, line: number) =>
    normalPart(order, mean, standardDeviation, (line - mean) / standardDeviation, 1);
  const above = (order: MomentOrder, line: number) =>
    normalPart(order, mean, standardDeviation, (line - mean) / standardDeviation, -1);
  return done({
    words: `normal (mean ${mean}, standard deviation ${standardDeviation})`,
    smallest: Number.NEGATIVE_INFINITY,
    largest: Number.POSITIVE_INFINITY,
    mean,
    variance: standardDeviation ** 2,
    skewness: 0,
    atoms: null,
    below,
    above,
    quantile: (probability) =>
      probability <= 0
        ? Number.NEGATIVE_INFINITY
        : probability >= 1
          ? Number.POSITIVE_INFINITY
          : mean + standardDeviation * normalQuantile(probability),
  });
}

/** E[X^order] over one side of z: side 1 below it, -1 above it. */
function normalPart(order: MomentOrder, mean: number, sd: number, z: number, side: 1 | -1): number {
  const probability = normalProbability(side * z);
  if (order === 0) return probability;
  const density = Number.isFinite(z) ? side * normalDensity(z) : 0;
  // Where the density is 0, so is every product with it, also of a z whose square overflows.
  const bounded = density === 0 ? 0 : z;
  // Moments of the standard normal on that side: Z: -density; Z^2: probability - z density; Z^3: -(z^2 + 2) density.
  const first = -density;
  const second = probability - bounded * density;
  if (order === 1) return mean * probability + sd * first;
  if (order === 2) return mean * mean * probability + 2 * mean * sd * first + sd * sd * second;
  const third = -(bounded * bounded + 2) * density;
  return (
    mean ** 3 * probability + 3 * mean * mean * sd * first + 3 * mean * sd * sd * second + sd ** 3 * third
  );
}
