// A total's distribution from two or three moments: quick, closed, and good enough to check an exact answer by. Each knows
// its distribution function, tail and quantile.
//
//   normal          two moments; too light above the mean for skew totals
//   normal power 2  three moments; for lines above the mean and skewness below about 1 (it overstates the tail beyond)
//   lognormal, gamma   two moments, never below 0
//   shifted gamma, shifted lognormal   three moments, with a least possible total
// Sources: Klugman, Panjer, Willmot, Loss Models, section 9.3; Daykin, Pentikainen, Pesonen, Practical Risk Theory, 4.2.

import { normalDensity, normalProbability, normalQuantile } from "../../engine/index.ts";
import { gammaSeverity, gammaWithMean } from "../distributions/gamma.ts";
import { lognormal, lognormalWithMean } from "../distributions/lognormal.ts";
import type { Severity } from "../distributions/severity.ts";

/** Skewness below this, either way, is none: a total of symmetric amounts has rounding noise for one. */
const NO_SKEWNESS = 1e-4;

export interface Approximation {
  readonly words: string;
  /** P(S <= line). */
  upTo(line: number): number;
  /** P(S > line). */
  over(line: number): number;
  /** The line not exceeded with the probability, which lies between 0 and 1. */
  quantile(probability: number): number;
}

/** Mean and standard deviation (above 0) in pounds; null when there is no spread to approximate. */
export function normalApproximation(mean: number, deviation: number): Approximation | null {
  if (!usable(mean, deviation)) return null;
  return {
    words: "normal",
    upTo: (line) => normalProbability((line - mean) / deviation),
    over: (line) => normalProbability((mean - line) / deviation),
    quantile: (probability) => mean + deviation * normalQuantile(probability),
  };
}

/** E[(S - line)+] of the normal: sd (phi(z) - z (1 - Phi(z))). */
export function normalStopLoss(mean: number, deviation: number, line: number): number {
  if (!usable(mean, deviation)) return Math.max(0, mean - line);
  const z = (line - mean) / deviation;
  return deviation * Math.max(0, normalDensity(z) - z * normalProbability(-z));
}

/**
 * Normal power 2: P(S <= x) = Phi(-3/g + sqrt(9/g^2 + 1 + 6 z/g)) with z the standardised line and g the skewness
 * (third central moment over sd^3), written so that g = 0 is the normal.
 */
export function normalPowerApproximation(
  mean: number,
  deviation: number,
  skewness: number,
): Approximation | null {
  if (!usable(mean, deviation) || !Number.isFinite(skewness)) return null;
  const bent = (line: number): number => {
    const z = (line - mean) / deviation;
    const inside = 9 + skewness * skewness + 6 * skewness * z;
    if (inside < 0) return skewness > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    return (skewness + 6 * z) / (3 + Math.sqrt(inside));
  };
  return {
    words: "normal power 2",
    upTo: (line) => normalProbability(bent(line)),
    over: (line) => normalProbability(-bent(line)),
    quantile: (probability) => {
      const y = normalQuantile(probability);
      return mean + deviation * (y + (skewness * (y * y - 1)) / 6);
    },
  };
}

export function lognormalApproximation(mean: number, deviation: number): Approximation | null {
  return usable(mean, deviation) && mean > 0 ? lognormalFrom("lognormal", mean, deviation, 0) : null;
}

export function gammaApproximation(mean: number, deviation: number): Approximation | null {
  return usable(mean, deviation) && mean > 0 ? gammaFrom("gamma", mean, deviation, 0) : null;
}

/** Translated gamma: same spread and skewness, moved to the mean. No skewness is the normal; null for a negative one. */
export function shiftedGammaApproximation(
  mean: number,
  deviation: number,
  skewness: number,
): Approximation | null {
  if (!usable(mean, deviation) || !(skewness > -NO_SKEWNESS) || !Number.isFinite(skewness)) return null;
  // A gamma of enormous shape is a normal to within rounding, and its incomplete function no longer converges.
  if (skewness < NO_SKEWNESS) return normalApproximation(mean, deviation);
  const ownMean = (2 * deviation) / skewness;
  return gammaFrom("shifted gamma", ownMean, deviation, mean - ownMean);
}

/** The lognormal with the same spread and skewness, moved to the mean. */
export function shiftedLognormalApproximation(
  mean: number,
  deviation: number,
  skewness: number,
): Approximation | null {
  if (!usable(mean, deviation) || !(skewness > -NO_SKEWNESS) || !Number.isFinite(skewness)) return null;
  if (skewness < NO_SKEWNESS) return normalApproximation(mean, deviation);
  // skewness = c^3 + 3c for a coefficient of variation c: one real root (Cardano).
  const half = skewness / 2;
  const root = Math.cbrt(half + Math.sqrt(1 + half * half));
  const ownMean = deviation / (root - 1 / root);
  return lognormalFrom("shifted lognormal", ownMean, deviation, mean - ownMean);
}

function gammaFrom(words: string, mean: number, deviation: number, shift: number): Approximation | null {
  const parameters = gammaWithMean(mean, deviation / mean);
  const severity = parameters.ok ? gammaSeverity(parameters.value) : parameters;
  return severity.ok ? fromSeverity(words, severity.value, shift) : null;
}

function lognormalFrom(words: string, mean: number, deviation: number, shift: number): Approximation | null {
  const parameters = lognormalWithMean(mean, deviation / mean);
  const severity = parameters.ok ? lognormal(parameters.value) : parameters;
  return severity.ok ? fromSeverity(words, severity.value, shift) : null;
}

function fromSeverity(words: string, severity: Severity, shift: number): Approximation {
  return {
    words,
    upTo: (line) => severity.below(0, line - shift),
    over: (line) => severity.above(0, line - shift),
    quantile: (probability) => shift + severity.quantile(probability),
  };
}

function usable(mean: number, deviation: number): boolean {
  return Number.isFinite(mean) && Number.isFinite(deviation) && deviation > 0;
}
