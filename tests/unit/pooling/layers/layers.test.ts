// Excess-of-loss layers: the reference table of retentions and pool layers for the lognormal person of mean 952.10, and
// what must hold for every severity.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  makeSeverity,
  type SeverityDescription,
} from "../../../../renderer/pooling/distributions/makeSeverity.ts";
import {
  coefficientOfVariation,
  limitedMean,
  rawMoment,
} from "../../../../renderer/pooling/distributions/severity.ts";
import { poolLayer, retentionTable } from "../../../../renderer/pooling/layers/excessOfLoss.ts";
import { layeredSeverity, layerMoments } from "../../../../renderer/pooling/layers/layer.ts";
import { anySeverity } from "../anySeverity.ts";
import { expectPrinted, must, present, problemOf } from "../printed.ts";

const SIGMA = 1.68;
const person = must(
  makeSeverity({ family: "lognormal", mu: Math.log(952.1) - SIGMA ** 2 / 2, sigma: SIGMA }),
);

describe("excess of loss per person, as published", () => {
  test.each([
    // retention | P(X > d) %, ceded share %, ceded a head, retained CV, claims per 100,000, SD % at 30,000 and 100,000
    ["none", "0 0 0 3.9771 0 2.296 1.258"],
    ["5,000", "3.38336 26.380 251.17 1.6328 3,383.4 .943 .516"],
    ["10,000", "1.25518 15.597 148.50 2.0109 1,255.2 1.161 .636"],
    ["20,000", ".39962 8.148 77.58 2.4220 399.6 1.398 .766"],
    ["50,000", ".06924 2.817 26.82 2.9627 69.2 1.711 .937"],
    ["100,000", ".01529 1.072 10.21 3.3187 15.3 1.916 1.049"],
    ["250,000", ".00162 .239 2.28 3.6634 1.6 2.115 1.158"],
  ])("retention %s: %s", (retention, printed) => {
    const pounds = retention === "none" ? Number.POSITIVE_INFINITY : Number(retention.replace(",", ""));
    const [row] = must(retentionTable(person, [pounds], [30_000, 100_000]));
    expectPrinted(
      [
        100 * present(row).chanceAbove,
        100 * present(row).cededShare,
        present(row).cededPerHead,
        present(row).retainedVariation,
        present(row).claimsPer100000,
        ...present(row).retainedDeviation.map((each) => 100 * each),
      ],
      printed,
    );
  });

  test.each([
    // retention, limit, people | pounds a head, mean, standard deviation
    [10_000, 10_000, 30_000, "70.9223 2,127,668 130,824"],
    [50_000, 50_000, 30_000, "16.6115 498,346 136,979"],
    [50_000, 200_000, 30_000, "24.5446 736,338 255,919"],
    [100_000, Number.POSITIVE_INFINITY, 30_000, "10.2097 306,291 276,291"],
    [100_000, Number.POSITIVE_INFINITY, 100_000, "10.2097 1,020,969 504,436"],
  ])("pool over %i, limit %d, %i people: %s", (retention, limit, people, printed) => {
    const pool = must(poolLayer(person, { retention, limit }, people));
    expectPrinted([pool.perHead, pool.mean, pool.standardDeviation], printed);
  });

  test("ten localities of 30,000: 2.296 % alone, .726 % together; normal P95 reserves 3.777 % and 1.194 %", () => {
    const alone = (100 * coefficientOfVariation(person)) / Math.sqrt(30_000);
    const together = (100 * coefficientOfVariation(person)) / Math.sqrt(300_000);
    expectPrinted([alone, together, 1.6448536 * alone, 1.6448536 * together], "2.296 .726 3.777 1.194");
  });
});

describe("for every severity", () => {
  const lines = fc.double({ min: 0, max: 50_000, noNaN: true });

  test("layers that follow on one another add up to the whole", () => {
    fc.assert(
      fc.property(
        anySeverity,
        fc.array(fc.double({ min: 1, max: 20_000, noNaN: true }), { maxLength: 4 }),
        (severity, limits) => {
          let retention = 0;
          let sum = 0;
          for (const limit of [...limits, Number.POSITIVE_INFINITY]) {
            sum += must(layerMoments(severity, { retention, limit })).mean;
            retention += limit;
          }
          expect(Math.abs(sum - rawMoment(severity, 1))).toBeLessThanOrEqual(1e-10 * severity.mean + 1e-12);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  test("a higher retention never costs more, and never has more claims", () => {
    fc.assert(
      fc.property(anySeverity, lines, lines, (severity, first, second) => {
        const [low, high] = [Math.min(first, second), Math.max(first, second)];
        const of = (retention: number) =>
          must(layerMoments(severity, { retention, limit: Number.POSITIVE_INFINITY }));
        expect(of(high).mean).toBeLessThanOrEqual(of(low).mean * (1 + 1e-12) + 1e-9);
        expect(of(high).reached).toBeLessThanOrEqual(of(low).reached + 1e-15);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test("the limited expected value rises with the limit, and stays below both the limit and the mean", () => {
    fc.assert(
      fc.property(anySeverity, lines, lines, (severity, first, second) => {
        const [low, high] = [Math.min(first, second), Math.max(first, second)];
        const slack = 1e-10 * severity.mean;
        expect(limitedMean(severity, high)).toBeGreaterThanOrEqual(limitedMean(severity, low) - slack);
        expect(limitedMean(severity, high)).toBeLessThanOrEqual(Math.min(high, severity.mean) + slack);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test("a layer as a severity has the layer's moments, and its parts below and above a line make them up", () => {
    fc.assert(
      fc.property(
        anySeverity,
        lines,
        fc.double({ min: 100, max: 20_000, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (severity, retention, limit, share) => {
          const moments = must(layerMoments(severity, { retention, limit }));
          const layer = must(layeredSeverity(severity, { retention, limit }));
          const size = limit * moments.reached;
          expect(Math.abs(rawMoment(layer, 1) - moments.mean)).toBeLessThanOrEqual(1e-9 * size + 1e-9);
          const line = share * limit;
          const sum = layer.below(1, line) + layer.above(1, line);
          expect(Math.abs(sum - moments.mean)).toBeLessThanOrEqual(1e-9 * size + 1e-9);
          expect(layer.below(0, line) + layer.above(0, line)).toBeCloseTo(1, 12);
          expect(layer.above(0, limit)).toBe(0);
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe("amounts without a mean", () => {
  const heavy = must(makeSeverity({ family: "pareto", alpha: 0.9, theta: 1000 }));

  test("a layer with a limit has its cost: the integral of the tail", () => {
    const moments = must(layerMoments(heavy, { retention: 1000, limit: 9000 }));
    // Integral of (1000/(x + 1000))^.9 from 1,000 to 10,000.
    const exact = (1000 ** 0.9 / 0.1) * (11_000 ** 0.1 - 2000 ** 0.1);
    expect(moments.mean / exact).toBeCloseTo(1, 10);
    expect(moments.variance).toBeGreaterThan(0);
  });

  test("without a limit it is Infinity, and shares of it are a problem", () => {
    expect(must(layerMoments(heavy, { retention: 0, limit: Number.POSITIVE_INFINITY })).mean).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(problemOf(retentionTable(heavy, [1000], [1]))).toBe("no-finite-spread");
  });
});

describe("impossible layers", () => {
  test.each([
    [-1, 10],
    [0, 0],
    [0, -5],
    [Number.NaN, 10],
    [0, Number.NaN],
  ])("retention %d, limit %d is a problem", (retention, limit) => {
    expect(problemOf(layerMoments(person, { retention, limit }))).toBe("impossible-parameter");
    expect(problemOf(poolLayer(person, { retention, limit }, 100))).toBe("impossible-parameter");
  });

  test("an empty group is a problem", () => {
    expect(problemOf(poolLayer(person, { retention: 0, limit: 10 }, 0))).toBe("impossible-parameter");
    expect(problemOf(retentionTable(person, [1000], [0]))).toBe("impossible-parameter");
  });
});

test.each<SeverityDescription>([
  { family: "discrete", values: [0, 4, 9], probabilities: [0.5, 0.3, 0.2] },
  { family: "empirical", claims: [0, 4, 4, 9, 9, 9] },
])("a layer of given amounts keeps them as amounts: $family", (description) => {
  const layer = must(layeredSeverity(must(makeSeverity(description)), { retention: 3, limit: 5 }));
  expect([...(layer.atoms?.values ?? [])]).toEqual([0, 1, 5]);
});
