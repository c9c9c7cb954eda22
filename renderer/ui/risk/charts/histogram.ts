// Simulated results counted into bins of a round width. The lowest and the highest bin are open, so that a few extreme
// years neither vanish nor squeeze all others into two bars.

import { roundStep } from "./scales.ts";

export interface Bin {
  /** -Infinity in the lowest. */
  readonly from: number;
  /** Infinity in the highest; results that equal it belong to the next bin. */
  readonly to: number;
  /** Of all results, 0 to 1, for each of the given samples. */
  readonly shares: readonly number[];
}

/** At least so many bins over the middle of the narrowest sample, and at most so many in all. */
const LEAST_BINS = 24;
const MOST_BINS = 120;
/** Part of the results that may lie in an open bin at either end. */
const END = 0.002;

/** Bins over all samples together; none when there is no result. */
export function histogram(samples: readonly Float32Array[]): readonly Bin[] {
  const middles = samples.flatMap((sample) => (sample.length > 0 ? [middleOf(sample)] : []));
  if (middles.length === 0) return [];
  const low = Math.min(...middles.map(({ from }) => from));
  const high = Math.max(...middles.map(({ to }) => to));
  if (high <= low) return [whole(samples, low)];
  const widths = middles.map(({ from, to }) => to - from).filter((width) => width > 0);
  const step = roundStep(Math.max(Math.min(...widths) / LEAST_BINS / 2, (high - low) / MOST_BINS));
  const first = Math.floor(low / step);
  const edges = Array.from({ length: Math.ceil(high / step) - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  const counts = samples.map((sample) => countBetween(sample, edges));
  return Array.from({ length: edges.length + 1 }, (_, index) => ({
    from: index === 0 ? Number.NEGATIVE_INFINITY : (edges[index - 1] as number),
    to: index === edges.length ? Number.POSITIVE_INFINITY : (edges[index] as number),
    shares: counts.map((count, sample) => (count[index] ?? 0) / Math.max(1, samples[sample]?.length ?? 0)),
  }));
}

/** The values without the lowest and highest few. */
function middleOf(sample: Float32Array): { readonly from: number; readonly to: number } {
  const sorted = sample.slice().sort();
  const last = sorted.length - 1;
  return {
    from: sorted[Math.floor(END * last)] as number,
    to: sorted[Math.ceil((1 - END) * last)] as number,
  };
}

/** How many values lie under the first edge, between each two, and at or over the last. */
function countBetween(sample: Float32Array, edges: readonly number[]): readonly number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  const first = edges[0] ?? 0;
  const step = (edges[1] ?? first + 1) - first;
  for (const value of sample) {
    const index = Math.min(edges.length, Math.max(0, Math.floor((value - first) / step) + 1));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

/** Every year came out the same: no risk at all. */
function whole(samples: readonly Float32Array[], value: number): Bin {
  return { from: value, to: value, shares: samples.map((sample) => (sample.length > 0 ? 1 : 0)) };
}

/** The share of results above each edge, from the bins: 1 before the first, 0 after the last. */
export function exceedance(
  bins: readonly Bin[],
  sample: number,
): readonly { readonly at: number; readonly share: number }[] {
  let left = 1;
  return bins.slice(0, -1).map((bin) => {
    left -= bin.shares[sample] ?? 0;
    return { at: bin.to, share: Math.max(0, left) };
  });
}
