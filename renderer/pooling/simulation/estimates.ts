// Estimates with their standard errors: what simulated values of one figure say about its mean, spread, chances, and tail.
// Trials are independent, so the formulas are exact or asymptotic in the number of trials:
// - mean: standard deviation / sqrt(trials); spread: from the fourth moment (delta method);
// - chance: the standard deviation of its Jeffreys posterior, which is that of the binomial but never 0;
// - value at risk: an order statistic; its error is half the distance of the order statistics one binomial standard
//   deviation of ranks either side (free of any distribution);
// - expected shortfall: mean of the worst part; asymptotic error from its spread and its distance to the value at risk.

import { sortedFloats } from "./sortFloats.ts";

export interface Estimate {
  readonly value: number;
  /** One standard error; 0 where the figure is certain. */
  readonly standardError: number;
}

export interface TailEstimate {
  /** 0.95 for 95 %. */
  readonly confidence: number;
  readonly valueAtRisk: Estimate;
  readonly expectedShortfall: Estimate;
}

export const CONFIDENCES = [0.75, 0.9, 0.95, 0.99, 0.995] as const;

export interface Moments {
  readonly mean: Estimate;
  readonly standardDeviation: Estimate;
}

export function estimateMoments(values: Float32Array): Moments {
  const count = values.length;
  let sum = 0;
  for (let index = 0; index < count; index++) sum += values[index] as number;
  const mean = count > 0 ? sum / count : 0;
  let second = 0;
  let fourth = 0;
  for (let index = 0; index < count; index++) {
    const square = ((values[index] as number) - mean) ** 2;
    second += square;
    fourth += square * square;
  }
  const variance = count > 1 ? second / (count - 1) : 0;
  const deviation = Math.sqrt(variance);
  const spreadOfVariance = count > 1 ? Math.max(0, fourth / count - variance ** 2) / count : 0;
  return {
    mean: { value: mean, standardError: count > 0 ? deviation / Math.sqrt(count) : 0 },
    standardDeviation: {
      value: deviation,
      standardError: deviation > 0 ? Math.sqrt(spreadOfVariance) / (2 * deviation) : 0,
    },
  };
}

/** Mean from the sum and the sum of squares of `count` trials. */
export function estimateMean(sum: number, squares: number, count: number): Estimate {
  if (count === 0) return { value: 0, standardError: 0 };
  const mean = sum / count;
  const variance = count > 1 ? Math.max(0, squares - count * mean * mean) / (count - 1) : 0;
  return { value: mean, standardError: Math.sqrt(variance / count) };
}

/** The chance of something that happened in `hits` of `count` trials. */
export function estimateChance(hits: number, count: number): Estimate {
  if (count === 0) return { value: 0, standardError: 0 };
  const error = Math.sqrt(((hits + 0.5) * (count - hits + 0.5)) / ((count + 1) ** 2 * (count + 2)));
  return { value: hits / count, standardError: error };
}

/** How many values are above the line. */
export function countAbove(values: Float32Array, line: number): number {
  let hits = 0;
  for (let index = 0; index < values.length; index++) if ((values[index] as number) > line) hits += 1;
  return hits;
}

/** The value that is not exceeded in the given share of trials. `sorted` is ascending and not empty. */
export function estimateQuantile(sorted: Float32Array, confidence: number): Estimate {
  const count = sorted.length;
  const rank = Math.min(count - 1, Math.max(0, Math.ceil(confidence * count - 1e-9) - 1));
  const step = Math.max(1, Math.round(Math.sqrt(count * confidence * (1 - confidence))));
  const value = sorted[rank] as number;
  const low = sorted[Math.max(0, rank - step)] as number;
  const high = sorted[Math.min(count - 1, rank + step)] as number;
  // At the end of the sample one side is cut short; the other stands for both.
  const clipped = rank + step > count - 1 || rank - step < 0;
  const error = clipped ? Math.max(high - value, value - low) : (high - low) / 2;
  return { value, standardError: error };
}

/** Value at risk and expected shortfall. `sorted` is ascending and not empty. */
export function estimateTail(sorted: Float32Array, confidence: number): TailEstimate {
  const count = sorted.length;
  const valueAtRisk = estimateQuantile(sorted, confidence);
  // The worst (1 - confidence) of the trials, the last of them counted in part.
  const size = Math.max(1, count * (1 - confidence));
  const whole = Math.min(count, Math.floor(size + 1e-9));
  let sum = 0;
  let squares = 0;
  for (let index = count - whole; index < count; index++) {
    const value = sorted[index] as number;
    sum += value;
    squares += value * value;
  }
  const part = Math.max(0, size - whole);
  if (part > 1e-9 && whole < count) sum += part * (sorted[count - whole - 1] as number);
  const shortfall = sum / (part > 1e-9 ? size : whole);
  const own = sum / Math.max(size, whole);
  const variance = Math.max(0, squares / whole - own * own);
  const distance = shortfall - valueAtRisk.value;
  return {
    confidence,
    valueAtRisk,
    expectedShortfall: {
      value: shortfall,
      standardError: Math.sqrt((variance + confidence * distance * distance) / Math.max(1, size)),
    },
  };
}

/** All tails of one figure. */
export function estimateTails(values: Float32Array, confidences: readonly number[]): readonly TailEstimate[] {
  if (values.length === 0) return [];
  const sorted = sortedFloats(values);
  return confidences.map((confidence) => estimateTail(sorted, confidence));
}

/** The same estimate in other units: value and error times the factor. */
export function scaled(estimate: Estimate, factor: number): Estimate {
  return { value: estimate.value * factor, standardError: estimate.standardError * Math.abs(factor) };
}
