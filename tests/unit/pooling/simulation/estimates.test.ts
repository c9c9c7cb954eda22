// Estimates, their errors and the digits that are shown.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalDensity, normalQuantile } from "../../../../renderer/engine/functions/normal.ts";
import {
  estimateChance,
  estimateMoments,
  estimateTail,
} from "../../../../renderer/pooling/simulation/estimates.ts";
import { meaningfulDigits } from "../../../../renderer/pooling/simulation/meaningfulDigits.ts";
import { fillNormals } from "../../../../renderer/pooling/simulation/random/normals.ts";
import {
  PURPOSES,
  RandomStream,
  seedWords,
} from "../../../../renderer/pooling/simulation/random/randomStream.ts";
import { sortedFloats } from "../../../../renderer/pooling/simulation/sortFloats.ts";

test("radix sort is the built-in sort", () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true, maxLength: 300 }), (values) => {
      const expected = values.slice().sort();
      expect([...sortedFloats(values)]).toEqual([...expected]);
    }),
    { seed: 5, numRuns: 300 },
  );
});

describe("standard errors cover the truth as often as they should", () => {
  const RUNS = 400;
  const runs = Array.from({ length: RUNS }, (_, key) => {
    const stream = new RandomStream();
    stream.start(seedWords(9), key, 0, 0, 0, PURPOSES.chance);
    const draws = new Float64Array(1_000);
    fillNormals(stream, draws, draws.length);
    return Float32Array.from(draws);
  });
  const z = normalQuantile(0.95);
  const CASES = [
    ["mean", 0, (values: Float32Array) => estimateMoments(values).mean],
    ["spread", 1, (values: Float32Array) => estimateMoments(values).standardDeviation],
    ["value at risk", z, (values: Float32Array) => estimateTail(sortedFloats(values), 0.95).valueAtRisk],
    [
      "expected shortfall",
      normalDensity(z) / 0.05,
      (values: Float32Array) => estimateTail(sortedFloats(values), 0.95).expectedShortfall,
    ],
  ] as const;

  test.each(CASES)("%s: about 95 in 100 within 2 errors", (_, truth, estimate) => {
    const hits = runs.filter((values) => {
      const { value, standardError } = estimate(values);
      return Math.abs(value - truth) <= 2 * standardError;
    }).length;
    expect(hits / RUNS).toBeGreaterThan(0.89);
    expect(hits / RUNS).toBeLessThan(0.99);
  });
});

test("tails by hand: 1 to 10", () => {
  const sorted = Float32Array.from({ length: 10 }, (_, index) => index + 1);
  expect(estimateTail(sorted, 0.75).valueAtRisk.value).toBe(8);
  // The worst 2.5 of ten: 10, 9 and half of 8.
  expect(estimateTail(sorted, 0.75).expectedShortfall.value).toBeCloseTo((10 + 9 + 4) / 2.5, 12);
  expect(estimateTail(sorted, 0.9).valueAtRisk.value).toBe(9);
  expect(estimateTail(sorted, 0.9).expectedShortfall.value).toBeCloseTo(10, 6);
  expect(estimateTail(sorted, 0.99).expectedShortfall.value).toBe(10);
});

test("a chance of 0 or 1 still has an error; nothing is ever NaN", () => {
  expect(estimateChance(0, 10_000).standardError).toBeGreaterThan(0);
  expect(estimateChance(10_000, 10_000).standardError).toBeGreaterThan(0);
  for (const values of [Float32Array.of(), Float32Array.of(2), Float32Array.of(3, 3)]) {
    const { mean, standardDeviation } = estimateMoments(values);
    for (const each of [mean, standardDeviation]) {
      expect(Number.isFinite(each.value) && Number.isFinite(each.standardError)).toBe(true);
    }
  }
});

test.each([
  [1234.567, 12, 1230, -1],
  [1234.567, 0.02, 1234.57, 2],
  [1234.567, 0.098, 1234.6, 1],
  [0.20436, 0.004, 0.204, 3],
  [-987_654, 3_000, -988_000, -3],
  [0.3, 5, 0, 0],
  [-0.0001, 0.01, 0, 2],
  [5, 0, 5, 12],
])("%d with an error of %d shows as %d", (value, standardError, shown, decimals) => {
  expect(meaningfulDigits(value, standardError)).toEqual({ value: shown, decimals });
});
