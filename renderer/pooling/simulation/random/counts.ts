// Numbers of people or of cases: Poisson and binomial draws by looking a uniform up in the table of cumulative
// probabilities. Exact but for outcomes less likely than about 1e-17 in all, and one table serves all years of a
// practice. The table grows outwards from the mode by ratios of neighbours, so nothing underflows however large
// the mean.

import type { RandomStream } from "./randomStream.ts";

export interface CountTable {
  /** The lowest count in the table. */
  readonly lowest: number;
  /** Cumulative probabilities of lowest, lowest + 1, ...; the last is 1. */
  readonly cumulative: Float64Array;
}

/** Relative to the mode; what is less likely is left out. */
const NEGLIGIBLE = 1e-18;

/**
 * @param mode the most likely count
 * @param ratioUp probability of k + 1 over that of k
 */
function tableAround(mode: number, ratioUp: (k: number) => number): CountTable {
  const below: number[] = [];
  for (let k = mode, weight = 1; k > 0; ) {
    k -= 1;
    weight /= ratioUp(k);
    if (weight < NEGLIGIBLE) break;
    below.push(weight);
  }
  const weights = [...below.reverse(), 1];
  const lowest = mode - below.length;
  for (let k = mode, weight = 1; ; k += 1) {
    weight *= ratioUp(k);
    if (!(weight >= NEGLIGIBLE)) break;
    weights.push(weight);
  }
  const cumulative = new Float64Array(weights.length);
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    sum += weight;
    cumulative[index] = sum;
  }
  for (let index = 0; index < cumulative.length; index++) {
    cumulative[index] = (cumulative[index] as number) / sum;
  }
  cumulative[cumulative.length - 1] = 1;
  return { lowest, cumulative };
}

export function poissonTable(mean: number): CountTable {
  return tableAround(Math.floor(mean), (k) => mean / (k + 1));
}

/** @param trials a whole number; @param probability from 0 to 1 */
export function binomialTable(trials: number, probability: number): CountTable {
  if (probability <= 0 || trials <= 0) return { lowest: 0, cumulative: Float64Array.of(1) };
  if (probability >= 1) return { lowest: trials, cumulative: Float64Array.of(1) };
  const odds = probability / (1 - probability);
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  return tableAround(mode, (k) => ((trials - k) / (k + 1)) * odds);
}

export function nextCount(stream: RandomStream, { lowest, cumulative }: CountTable): number {
  const uniform = stream.nextUniform();
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (uniform <= (cumulative[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return lowest + low;
}
