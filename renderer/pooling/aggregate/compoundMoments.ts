// Mean, variance and third central moment of a compound sum from those of its parts: no distribution needed.

import type { Frequency } from "../distributions/frequency.ts";

/** In pounds, pounds squared and pounds cubed. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
  readonly thirdCentral: number;
}

/**
 * E S = E N E X; Var S = E N Var X + Var N (E X)^2; third: E N mu3(X) + 3 Var N E X Var X + mu3(N) (E X)^3.
 * Infinite moments of the severity stay Infinity.
 */
export function compoundMoments(
  frequency: Pick<Frequency, "mean" | "variance" | "thirdCentral">,
  severity: Moments,
): Moments {
  const { mean, variance, thirdCentral } = severity;
  return {
    mean: product(frequency.mean, mean),
    variance: product(frequency.mean, variance) + product(frequency.variance, mean ** 2),
    thirdCentral:
      product(frequency.mean, thirdCentral) +
      product(3 * frequency.variance * mean, variance) +
      product(frequency.thirdCentral, mean ** 3),
  };
}

/** 0 claims of an infinite amount are 0, not NaN. */
function product(count: number, amount: number): number {
  return count === 0 ? 0 : count * amount;
}

/** Third central moment over the cube of the standard deviation; 0 without spread, Infinity where it does not exist. */
export function skewnessOf({
  variance,
  thirdCentral,
}: Pick<Moments, "variance" | "thirdCentral"> & Partial<Moments>): number {
  if (variance === 0) return 0;
  if (!Number.isFinite(variance) || !Number.isFinite(thirdCentral)) return Number.POSITIVE_INFINITY;
  return thirdCentral / variance ** 1.5;
}
