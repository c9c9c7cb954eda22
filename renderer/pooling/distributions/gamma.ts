// The gamma distribution (shape, scale in pounds) and its special case the exponential (shape 1). Moments of a part are
// again gamma probabilities, with the shape raised by the order.

import { gammaProbability, gammaQuantile } from "../../engine/functions/incompleteGamma.ts";
import { done, failed, type Result } from "../../plan/problem.ts";
import { firstProblem, mustExceed } from "./parameters.ts";
import type { MomentOrder, Severity } from "./severity.ts";

export interface GammaParameters {
  readonly shape: number;
  /** In pounds; the mean is shape times scale. */
  readonly scale: number;
}

export function gammaSeverity(given: GammaParameters): Result<Severity> {
  return gammaNamed("gamma", `gamma (shape ${given.shape}, scale ${given.scale})`, given);
}

export function exponential({ mean }: { readonly mean: number }): Result<Severity> {
  const wrong = mustExceed("exponential", "mean", mean, 0);
  if (wrong !== null) return { ok: false, problem: wrong };
  return gammaNamed("exponential", `exponential (mean ${mean})`, { shape: 1, scale: mean });
}

function gammaNamed(what: string, words: string, { shape, scale }: GammaParameters): Result<Severity> {
  const wrong = firstProblem(mustExceed(what, "shape", shape, 0), mustExceed(what, "scale", scale, 0));
  if (wrong !== null) return { ok: false, problem: wrong };
  const rising = [1, shape, shape * (shape + 1), shape * (shape + 1) * (shape + 2)];
  const whole = (order: MomentOrder) => (rising[order] ?? 0) * scale ** order;
  if (!Number.isFinite(whole(3)) || whole(1) === 0)
    return failed("too-wide", `The moments of this ${what} are beyond what numbers hold.`, {
      remedy: "Give a shape and a scale nearer to 1.",
      where: { column: "scale" },
    });
  const part = (order: MomentOrder, line: number, upper: boolean) =>
    line === Number.POSITIVE_INFINITY
      ? upper
        ? 0
        : whole(order)
      : whole(order) * gammaShare(line / scale, shape + order, upper);
  return done({
    words,
    smallest: 0,
    largest: Number.POSITIVE_INFINITY,
    mean: whole(1),
    variance: shape * scale * scale,
    skewness: 2 / Math.sqrt(shape),
    atoms: null,
    below: (order, line) => (line <= 0 ? 0 : part(order, line, false)),
    above: (order, line) => (line <= 0 ? whole(order) : part(order, line, true)),
    quantile: (probability) =>
      probability <= 0
        ? 0
        : probability >= 1
          ? Number.POSITIVE_INFINITY
          : shape === 1
            ? -scale * Math.log1p(-probability)
            : scale * gammaQuantile(probability, shape, false),
  });
}

/** The regularised incomplete gamma function; elementary for whole shapes up to 4, where the series is short and exact. */
function gammaShare(x: number, shape: number, upper: boolean): number {
  if (!upper || !(shape === 1 || shape === 2 || shape === 3 || shape === 4))
    return shape === 1 ? -Math.expm1(-x) : gammaProbability(x, shape, upper);
  let term = 1;
  let sum = 1;
  for (let power = 1; power < shape; power++) {
    term *= x / power;
    sum += term;
  }
  return x > 745 ? 0 : sum * Math.exp(-x);
}

/** Parameters of the gamma with the mean (pounds, above 0) and coefficient of variation (above 0). */
export function gammaWithMean(mean: number, coefficientOfVariation: number): Result<GammaParameters> {
  const wrong = firstProblem(
    mustExceed("gamma", "mean", mean, 0),
    mustExceed("gamma", "coefficient of variation", coefficientOfVariation, 0),
  );
  if (wrong !== null) return { ok: false, problem: wrong };
  const square = coefficientOfVariation ** 2;
  return done({ shape: 1 / square, scale: mean * square });
}
