// Scales, bins and marks of the charts: round figures, nothing lost, nothing outside.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exceedance, histogram } from "../../../../renderer/ui/risk/charts/histogram.ts";
import {
  evenScale,
  proportionalEnds,
  proportionalScale,
  roundStep,
} from "../../../../renderer/ui/risk/charts/scales.ts";
import { MARKS, markOf, markPath } from "../../../../renderer/ui/risk/charts/shapes.ts";

const pixels = { from: 100, to: 500 };

describe("scales", () => {
  it.each([
    [0.3, 0.5],
    [0.5, 0.5],
    [1.1, 2],
    [23, 50],
    [51, 100],
    [0.00021, 0.0005],
  ])("takes %d up to the round step %d", (rough, step) => {
    expect(roundStep(rough)).toBeCloseTo(step, 12);
  });

  it.each([
    [0, 0.22, 5, [0, 0.05, 0.1, 0.15, 0.2]],
    [-0.031, 0.031, 4, [-0.02, 0, 0.02]],
    [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
    [5, 5, 4, [5]],
  ])("marks round figures from %d to %d", (from, to, marks, ticks) => {
    expect(evenScale({ from, to }, pixels, marks).ticks).toEqual(ticks);
  });

  it.each([
    [20_000, 1_100_000, 7, [20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000]],
    [5_000, 2_000_000, 6, [10_000, 30_000, 100_000, 300_000, 1_000_000]],
    [1_000, 100_000_000, 4, [1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]],
  ])("marks populations from %d to %d in proportion", (from, to, marks, ticks) => {
    expect(proportionalScale({ from, to }, pixels, marks).ticks.map(Math.round)).toEqual(ticks);
  });

  it("puts equal proportions equally far apart, and what is outside on the nearer end", () => {
    const { at } = proportionalScale({ from: 1_000, to: 100_000 }, pixels, 5);
    expect(at(10_000)).toBeCloseTo(300, 9);
    expect(at(1)).toBe(100);
    expect(at(1e9)).toBe(500);
    expect(at(0)).toBe(100);
  });

  it("has ends for nothing, one size and many", () => {
    expect(proportionalEnds([])).toEqual({ from: 1_000, to: 1_000_000 });
    expect(proportionalEnds([50_000])).toEqual({ from: 10_000, to: 250_000 });
    expect(proportionalEnds([0, Number.NaN, 3_000, 300_000])).toEqual({ from: 2_000, to: 450_000 });
  });
});

describe("bins", () => {
  const values = (list: readonly number[]) => Float32Array.from(list);

  it("has none for no result and one for years that are all the same", () => {
    expect(histogram([])).toEqual([]);
    expect(histogram([values([])])).toEqual([]);
    expect(histogram([values([0.25, 0.25])])).toEqual([{ from: 0.25, to: 0.25, shares: [1] }]);
  });

  it("counts every result of every sample once, whatever they are", () => {
    const sample = fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 300 });
    fc.assert(
      fc.property(sample, sample, (left, right) => {
        const bins = histogram([values(left), values(right)]);
        for (const index of [0, 1])
          expect(bins.reduce((sum, bin) => sum + (bin.shares[index] ?? 0), 0)).toBeCloseTo(1, 6);
        for (const [index, bin] of bins.entries()) if (index > 0) expect(bin.from).toBe(bins[index - 1]?.to);
        expect(bins.length).toBeLessThan(130);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it("counts the shares between round edges", () => {
    const bins = histogram([values(Array.from({ length: 1_000 }, (_, index) => index / 1_000))]);
    const middle = bins.slice(1, -1);
    expect(middle.every((bin) => Math.abs((bin.shares[0] ?? 0) - (bin.to - bin.from)) < 0.002)).toBe(true);
  });

  it("gives the chance of more than each edge", () => {
    const bins = histogram([values(Array.from({ length: 1_000 }, (_, index) => index / 1_000))]);
    for (const { at, share } of exceedance(bins, 0)) expect(share).toBeCloseTo(Math.min(1, 1 - at), 2);
  });
});

describe("marks", () => {
  it("gives the first options shapes of their own", () => {
    expect(new Set(MARKS.map((mark) => markPath(mark, 4))).size).toBe(MARKS.length);
    expect(markOf(0)).toBe("circle");
    expect(markOf(MARKS.length)).toBe("circle");
  });
});
