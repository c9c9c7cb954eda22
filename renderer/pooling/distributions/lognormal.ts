// The lognormal: log X is normal with mean `mu` and standard deviation `sigma`. The default for what one person costs in
// a year; its spread is often known as "the dearest 5 % hold 51 % of the cost" (`sigmaOfTopShare`).

import { normalProbability, normalQuantile } from "../../engine/index.ts";
import { done, failed, type Result } from "../../plan/problem.ts";
import { firstProblem, mustBeFinite, mustBeShare, mustExceed } from "./parameters.ts";
import type { MomentOrder, Severity } from "./severity.ts";

const WHAT = "lognormal";

export interface LognormalParameters {
  /** Mean of the logarithm of pounds. */
  readonly mu: number;
  /** Standard deviation of the logarithm. */
  readonly sigma: number;
}

export function lognormal({ mu, sigma }: LognormalParameters): Result<Severity> {
  const wrong = firstProblem(mustBeFinite(WHAT, "mu", mu), mustExceed(WHAT, "sigma", sigma, 0));
  if (wrong !== null) return { ok: false, problem: wrong };
  const wholes = [0, 1, 2, 3].map((order) => Math.exp(order * mu + (order * order * sigma * sigma) / 2));
  const whole = (order: MomentOrder) => wholes[order] as number;
  if (!Number.isFinite(whole(3)) || whole(1) === 0)
    return failed("too-wide", "This lognormal is so wide that its moments are beyond what numbers hold.", {
      remedy: "Give a smaller sigma: for annual cost a person it is 1 to 3.",
      where: { column: "sigma" },
    });
  const standard = (line: number, order: MomentOrder) => (Math.log(line) - mu) / sigma - order * sigma;
  const spread = Math.expm1(sigma * sigma);
  return done({
    words: `lognormal (mu ${mu}, sigma ${sigma})`,
    smallest: 0,
    largest: Number.POSITIVE_INFINITY,
    mean: whole(1),
    variance: whole(1) ** 2 * spread,
    skewness: (spread + 3) * Math.sqrt(spread),
    atoms: null,
    below: (order, line) => (line <= 0 ? 0 : whole(order) * normalProbability(standard(line, order))),
    above: (order, line) =>
      line <= 0 ? whole(order) : whole(order) * normalProbability(-standard(line, order)),
    quantile: (probability) =>
      probability <= 0
        ? 0
        : probability >= 1
          ? Number.POSITIVE_INFINITY
          : Math.exp(mu + sigma * normalQuantile(probability)),
  });
}

/** Parameters of the lognormal with the mean (pounds, above 0) and coefficient of variation (above 0). */
export function lognormalWithMean(mean: number, coefficientOfVariation: number): Result<LognormalParameters> {
  const wrong = firstProblem(
    mustExceed(WHAT, "mean", mean, 0),
    mustExceed(WHAT, "coefficient of variation", coefficientOfVariation, 0),
  );
  if (wrong !== null) return { ok: false, problem: wrong };
  const square = Math.log1p(coefficientOfVariation ** 2);
  return done({ mu: Math.log(mean) - square / 2, sigma: Math.sqrt(square) });
}

/**
 * The sigma at which the dearest `top` of people hold `share` of the cost: Phi^-1(share) + Phi^-1(1 - top).
 * The dearest 5 % with 51.4 % of the cost give 1.680.
 */
export function sigmaOfTopShare(top: number, share: number): Result<number> {
  const wrong = firstProblem(
    mustBeShare(WHAT, "top proportion", top),
    mustBeShare(WHAT, "share of cost", share),
  );
  if (wrong !== null) return { ok: false, problem: wrong };
  const sigma = top === 0 || top === 1 || share === 1 ? 0 : normalQuantile(share) - normalQuantile(top);
  const badly = mustExceed(WHAT, "sigma that follows from the top share", sigma, 0);
  return badly === null ? done(sigma) : { ok: false, problem: badly };
}
