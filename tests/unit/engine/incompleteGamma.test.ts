// Large shapes of the gamma distribution, against integration of its density and against itself; small ones are the
// library's and tested with the functions that use them.

import { describe, expect, test } from "vitest";
import { gammaProbability, gammaQuantile } from "../../../renderer/engine/functions/incompleteGamma.ts";

/** The share above x by Simpson's rule over 14 standard deviations, density by logarithms about its mode. */
function integrated(x: number, shape: number): number {
  const mode = shape - 1;
  const density = (at: number) => Math.exp(mode * Math.log(at / mode) - (at - mode));
  const simpson = (from: number, to: number) => {
    const steps = 200_000;
    const width = (to - from) / steps;
    let sum = density(from) + density(to);
    for (let step = 1; step < steps; step++) sum += (step % 2 === 1 ? 4 : 2) * density(from + step * width);
    return (sum * width) / 3;
  };
  const wide = 14 * Math.sqrt(shape);
  return simpson(x, x + wide) / simpson(Math.max(1e-9, shape - wide), shape + wide);
}

describe("large shapes", () => {
  test.each([
    [201, 190],
    [201, 201],
    [1_000, 1_020],
    [2_083.3333333333335, 2_125],
    [7_716, 7_640],
    [100_000, 100_500],
    [1_000_000, 1_001_500],
  ])("shape %d at %d", (shape, x) => {
    const expected = integrated(x, shape);
    expect(Math.abs(gammaProbability(x, shape, true) / expected - 1)).toBeLessThan(1e-8);
    expect(gammaProbability(x, shape, false)).toBeCloseTo(1 - expected, 8);
  });

  test.each([200.5, 5_000, 3_000_000, 2e9])("quantiles are the inverse at shape %d", (shape) => {
    for (const probability of [1e-9, 0.001, 0.25, 0.5, 0.95, 0.999]) {
      for (const upper of [false, true]) {
        const found = gammaProbability(gammaQuantile(probability, shape, upper), shape, upper);
        expect(Math.abs(found / probability - 1)).toBeLessThan(1e-6);
      }
    }
  });

  test("nothing jumps where the method changes", () => {
    for (const z of [-3, -0.5, 0, 0.5, 3]) {
      for (const edge of [200, 1e9]) {
        const at = (shape: number) => gammaProbability(shape + z * Math.sqrt(shape), shape, false);
        expect(Math.abs(at(edge * 1.000001) - at(edge))).toBeLessThan(1e-6);
      }
    }
  });

  test("far tails keep their digits and never leave 0 to 1", () => {
    expect(gammaProbability(1_000, 500, true)).toBeGreaterThan(0);
    expect(gammaProbability(1_000, 500, true)).toBeLessThan(1e-50);
    expect(gammaProbability(1e7, 500, true)).toBe(0);
    expect(gammaProbability(1e-3, 500, false)).toBe(0);
    expect(gammaProbability(1e7, 500, false)).toBe(1);
  });
});
