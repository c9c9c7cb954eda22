// The exact methods against one another, and what must hold whatever the model: recursion = transform = convolution, pooling
// never raises relative risk, tails and stop-loss hang together.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AggregateDistribution,
  aggregateOf,
  chanceAbove,
  expectedBetween,
  expectedShortfall,
  lineExceededWith,
  quantile,
  standardDeviation,
  stopLoss,
  tailExpectation,
} from "../../../../renderer/pooling/aggregate/aggregateDistribution.ts";
import {
  annualDistribution,
  populationDistribution,
} from "../../../../renderer/pooling/aggregate/annualDistribution.ts";
import {
  aggregateByConvolution,
  convolutionPower,
  convolve,
  sumOfIndependent,
} from "../../../../renderer/pooling/aggregate/convolution.ts";
import { planFourier } from "../../../../renderer/pooling/aggregate/fourier.ts";
import { aggregateByRecursion } from "../../../../renderer/pooling/aggregate/recursion.ts";
import { aggregateByTransform } from "../../../../renderer/pooling/aggregate/transform.ts";
import { discretise, type LatticeSeverity } from "../../../../renderer/pooling/distributions/discretise.ts";
import {
  type FrequencyDescription,
  makeFrequency,
} from "../../../../renderer/pooling/distributions/frequency.ts";
import { makeSeverity } from "../../../../renderer/pooling/distributions/makeSeverity.ts";
import { anySeverity } from "../anySeverity.ts";
import { must, present, problemOf } from "../printed.ts";

const POINTS = 500;

function largestDifference(first: AggregateDistribution, second: AggregateDistribution): number {
  return first.masses.reduce((most, mass, k) => Math.max(most, Math.abs(mass - (second.masses[k] ?? 0))), 0);
}

/** Probabilities of 0 to 30 steps, at least some of them above 0. */
const lattice: fc.Arbitrary<LatticeSeverity> = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 30 })
  .map((weights) => {
    const total = weights.reduce((sum, each) => sum + each, 0) + 1;
    const masses = Float64Array.from(weights, (each) => each / total);
    masses[1] = (masses[1] ?? 0) + 1 / total;
    return { step: 1, masses, exact: true, beyond: 0, costBeyond: 0 };
  });

function number(min: number, max: number) {
  return fc.double({ min, max, noNaN: true });
}

const classed: fc.Arbitrary<FrequencyDescription> = fc.oneof(
  fc.record({ family: fc.constant("poisson" as const), mean: number(0, 2000) }),
  fc.record({ family: fc.constant("negativeBinomial" as const), r: number(0.1, 400), beta: number(0, 8) }),
  fc.record({
    family: fc.constant("binomial" as const),
    trials: fc.integer({ min: 0, max: 500 }),
    probability: number(0, 0.99),
  }),
);

describe("recursion and transform", () => {
  test("agree to 1e-12, wherever the lattice ends", () => {
    fc.assert(
      fc.property(classed, lattice, (claims, severity) => {
        const frequency = must(makeFrequency(claims));
        const recursion = must(aggregateByRecursion(frequency, severity, POINTS));
        const transform = must(aggregateByTransform(frequency, severity, POINTS));
        expect(largestDifference(recursion, transform)).toBeLessThan(1e-12);
        expect(transform.wrapped).toBeLessThan(1e-12);
        expect(recursion.beyond).toBeCloseTo(transform.beyond, 9);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test.each([700, 2_000, 50_000])("agree where exp(-%i) underflows", (mean) => {
    const frequency = must(makeFrequency({ family: "poisson", mean }));
    const severity = must(discretise(must(makeSeverity({ family: "gamma", shape: 2, scale: 1 })), 1, 40));
    const points = 2 * mean + 8 * Math.ceil(Math.sqrt(6 * mean)) + 100;
    const recursion = must(aggregateByRecursion(frequency, severity, points));
    const transform = must(aggregateByTransform(frequency, severity, points));
    expect(largestDifference(recursion, transform)).toBeLessThan(1e-12);
    expect(recursion.upTo.at(-1)).toBeCloseTo(1, 9);
  });

  test("a binomial over its whole range, where the plain recursion loses its digits", () => {
    const frequency = must(makeFrequency({ family: "binomial", trials: 300, probability: 0.7 }));
    const severity = must(
      discretise(must(makeSeverity({ family: "discrete", values: [1, 2], probabilities: [0.5, 0.5] })), 1, 3),
    );
    const recursion = must(aggregateByRecursion(frequency, severity, 601));
    const transform = must(aggregateByTransform(frequency, severity, 601));
    expect(largestDifference(recursion, transform)).toBeLessThan(1e-12);
    expect(recursion.upTo.at(-1)).toBeCloseTo(1, 12);
  });

  test("given numbers of claims: convolution and transform", () => {
    fc.assert(
      fc.property(
        fc.array(number(0.01, 1), { minLength: 1, maxLength: 12 }),
        lattice,
        (weights, severity) => {
          const total = weights.reduce((sum, each) => sum + each, 0);
          const frequency = must(
            makeFrequency({ family: "given", probabilities: weights.map((each) => each / total) }),
          );
          const convolution = must(aggregateByConvolution(frequency, severity, POINTS));
          const transform = must(aggregateByTransform(frequency, severity, convolution.masses.length));
          expect(largestDifference(convolution, transform)).toBeLessThan(1e-12);
        },
      ),
      { seed: 12, numRuns: 100 },
    );
  });

  test("a fixed population is the power of one person", () => {
    const severity = must(
      discretise(
        must(makeSeverity({ family: "discrete", values: [0, 1, 5], probabilities: [0.7, 0.2, 0.1] })),
        1,
        6,
      ),
    );
    const frequency = must(makeFrequency({ family: "fixed", count: 37 }));
    const transform = must(aggregateByTransform(frequency, severity, 186));
    const power = convolutionPower(severity.masses, 37, 186);
    expect(Math.max(...transform.masses.map((mass, k) => Math.abs(mass - present(power[k]))))).toBeLessThan(
      1e-14,
    );
    expect(problemOf(aggregateByRecursion(frequency, severity, 10))).toBe("frequency-without-recursion");
  });
});

describe("convolution and transform", () => {
  test("term by term and by transform give the same", () => {
    const series = Float64Array.from(
      { length: 3000 },
      (_, k) => Math.exp(-((k - 900) ** 2) / 90_000) / 531.7,
    );
    const long = convolve(series, series, 6000);
    const short = new Float64Array(6000);
    for (let j = 0; j < 3000; j++)
      for (let i = 0; i < 3000; i++)
        short[i + j] = present(short[i + j]) + present(series[i]) * present(series[j]);
    expect(Math.max(...long.map((value, k) => Math.abs(value - present(short[k]))))).toBeLessThan(1e-16);
  });

  test("transform and back is the series", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 11 }), fc.integer(), (log, seed) => {
        const size = 2 ** log;
        const plan = planFourier(size);
        const series = Float64Array.from({ length: size }, (_, k) => Math.sin(seed + k * k));
        const real = new Float64Array(size / 2 + 1);
        const imaginary = new Float64Array(size / 2 + 1);
        const back = new Float64Array(size);
        plan.forward(series, real, imaginary);
        const sum = series.reduce((total, each) => total + each, 0);
        expect(Math.abs(present(real[0]) - sum)).toBeLessThan(1e-11);
        plan.inverse(real, imaginary, back);
        expect(Math.max(...back.map((value, k) => Math.abs(value - present(series[k]))))).toBeLessThan(1e-14);
      }),
      { seed: 13, numRuns: 60 },
    );
  });
});

describe("one group's year", () => {
  const claims: fc.Arbitrary<FrequencyDescription> = fc.oneof(
    fc.record({ family: fc.constant("poisson" as const), mean: number(0.1, 5000) }),
    fc.record({
      family: fc.constant("negativeBinomial" as const),
      r: number(0.2, 300),
      beta: number(0.1, 5),
    }),
    fc.record({ family: fc.constant("fixed" as const), count: fc.integer({ min: 1, max: 100_000 }) }),
  );

  test("holds all probability, and its stop-loss at 0 is the model's mean", () => {
    fc.assert(
      fc.property(claims, anySeverity, (description, severity) => {
        const year = must(annualDistribution(must(makeFrequency(description)), severity, { points: 8192 }));
        expect(Math.abs(1 - present(year.upTo.at(-1)))).toBeLessThan(1e-7);
        expect(year.masses.every((mass) => mass >= 0 && mass <= 1 + 1e-9)).toBe(true);
        // Computed from the far end through every knot and what was cut.
        expect(Math.abs(stopLoss(year, 0) - year.mean)).toBeLessThanOrEqual(2e-6 * year.mean);
        expect(year.cutNumber).toBeLessThanOrEqual(0.01);
        expect(year.wrapped).toBeLessThan(1e-2);
        for (const line of [0, 0.5, 1, 1.1, 2, 50].map((share) => share * year.mean)) {
          expect(chanceAbove(year, line)).toBeGreaterThanOrEqual(0);
          expect(chanceAbove(year, line)).toBeLessThanOrEqual(1 + 1e-9);
          expect(stopLoss(year, line)).toBeGreaterThanOrEqual(0);
        }
      }),
      { seed: 21, numRuns: 60 },
    );
  });

  test("amounts without a mean: chances and limited layers are figures, the mean is Infinity, nothing is NaN", () => {
    const severity = must(makeSeverity({ family: "pareto", alpha: 0.9, theta: 1000 }));
    const year = must(annualDistribution(must(makeFrequency({ family: "poisson", mean: 20 })), severity));
    expect([year.mean, year.variance, year.skewness, stopLoss(year, 5000)]).toEqual(
      Array(4).fill(Number.POSITIVE_INFINITY),
    );
    expect(chanceAbove(year, 100_000)).toBeGreaterThan(0.1);
    expect(expectedBetween(year, 10_000, 20_000)).toBeGreaterThan(5000);
    expect(expectedBetween(year, 10_000, 20_000)).toBeLessThan(10_000);
    expect(quantile(year, 0.95)).toBeGreaterThan(quantile(year, 0.5));
  });

  test("a step that is given is kept, and amounts on it are exact", () => {
    const severity = must(
      makeSeverity({ family: "discrete", values: [100, 500, 1000], probabilities: [0.8, 0.16, 0.04] }),
    );
    const year = must(
      annualDistribution(must(makeFrequency({ family: "poisson", mean: 5 })), severity, {
        step: 100,
        points: 64,
      }),
    );
    expect(year.exact).toBe(true);
    expect(year.masses[6]).toBeCloseTo(0.05989286, 8);
  });

  test("pooling independent groups never raises relative risk, nor the chance to be 2 % over when that is unlikely", () => {
    const person = must(makeSeverity({ family: "lognormal", mu: 5.4, sigma: 1.68 }));
    const years = [20_000, 40_000, 80_000, 160_000].map((people) =>
      must(populationDistribution(person, people)),
    );
    const relative = years.map((year) => standardDeviation(year) / year.mean);
    const chance = years.map((year) => chanceAbove(year, 1.02 * year.mean));
    const load = years.map((year) => (expectedShortfall(year, 0.95) - year.mean) / year.mean);
    for (const figures of [relative, chance, load])
      expect([...figures].sort((left, right) => right - left)).toEqual(figures);
  });

  test("the sum of two groups is the group of both", () => {
    const person = must(makeSeverity({ family: "gamma", shape: 0.5, scale: 2000 }));
    const of = (people: number) => must(populationDistribution(person, people, { step: 250, points: 1024 }));
    const sum = must(sumOfIndependent(of(400), of(600)));
    const both = of(1000);
    const shift = Math.round((both.start - sum.start) / 250);
    const differences = both.masses.map((mass, k) => Math.abs(mass - (sum.masses[k + shift] ?? 0)));
    expect(Math.max(...differences)).toBeLessThan(1e-13);
    expect(sum.mean).toBeCloseTo(both.mean, 6);
    expect(problemOf(sumOfIndependent(both, must(populationDistribution(person, 10, { step: 100 }))))).toBe(
      "different-steps",
    );
  });

  test.each<[string, FrequencyDescription]>([
    ["no claim at all", { family: "poisson", mean: 0 }],
    ["a frequency without trials", { family: "binomial", trials: 0, probability: 0.5 }],
    ["amounts of nothing", { family: "poisson", mean: 3 }],
  ])("%s is a certain 0", (name, claimsOf) => {
    const amount = name === "amounts of nothing" ? [0] : [10, 20];
    const severity = must(makeSeverity({ family: "empirical", claims: amount }));
    const year = must(annualDistribution(must(makeFrequency(claimsOf)), severity, { points: 64 }));
    expect([year.mean, quantile(year, 0.99), chanceAbove(year, 0), stopLoss(year, 0)]).toEqual([0, 0, 0, 0]);
  });

  test.each([
    [{ points: 100 }, "impossible-parameter"],
    [{ points: 2 ** 30 }, "impossible-parameter"],
    [{ step: -1 }, "impossible-parameter"],
    [{ step: 1e-3 }, "lattice-too-fine"],
  ])("options %o are a problem", (options, code) => {
    const severity = must(makeSeverity({ family: "gamma", shape: 2, scale: 1000 }));
    expect(problemOf(populationDistribution(severity, 1000, options))).toBe(code);
  });

  test.each([0, -5, 1.5, Number.NaN])("%d people are a problem", (people) => {
    const severity = must(makeSeverity({ family: "gamma", shape: 2, scale: 1000 }));
    expect(problemOf(populationDistribution(severity, people))).toBe("impossible-parameter");
  });
});

describe("questions to a distribution", () => {
  // 1, 2, ..., 20 equally likely.
  const die = aggregateOf({
    words: "twenty sides",
    start: 1,
    step: 1,
    masses: new Float64Array(20).fill(0.05),
    mean: 10.5,
    variance: 33.25,
    thirdCentral: 0,
    exact: true,
    wrapped: 0,
  });

  test.each([
    [0, 1],
    [0.05, 1],
    [0.050001, 2],
    [0.5, 10],
    [0.95, 19],
    [0.951, 20],
    [1, 20],
  ])("the quantile of %d is %d: the smallest knot with at least that", (probability, knot) =>
    expect(quantile(die, probability)).toBe(knot),
  );

  test.each([
    [0, 10.5],
    [0.9, 19.5],
    [0.95, 20],
    // The worst 7.5 %: 20 whole and half of 19.
    [0.925, (20 * 0.05 + 19 * 0.025) / 0.075],
    [1, 20],
  ])("the expected shortfall at %d is %d", (confidence, pounds) =>
    expect(expectedShortfall(die, confidence)).toBeCloseTo(pounds, 10),
  );

  test("the conditional tail expectation counts only what is above the value at risk", () => {
    expect(tailExpectation(die, 0.9)).toBeCloseTo(19.5, 12);
    expect(tailExpectation(die, 0.925)).toBeCloseTo(20, 12);
    expect(tailExpectation(die, 1)).toBe(20);
  });

  test("chances count more than the line, not the line itself", () => {
    expect([0, 1, 1.5, 19, 19.99, 20, 25].map((line) => chanceAbove(die, line))).toEqual([
      1,
      expect.closeTo(0.95, 12),
      expect.closeTo(0.95, 12),
      expect.closeTo(0.05, 12),
      expect.closeTo(0.05, 12),
      0,
      0,
    ]);
  });

  test("stop-loss between knots, below the start and above the end", () => {
    expect(stopLoss(die, -2)).toBeCloseTo(12.5, 12);
    expect(stopLoss(die, 18.5)).toBeCloseTo((0.5 + 1.5) * 0.05, 12);
    expect(stopLoss(die, 30)).toBe(0);
    expect(expectedBetween(die, 5, 12) + expectedBetween(die, 12, 30)).toBeCloseTo(stopLoss(die, 5), 12);
  });

  test("a lattice that ends early says so instead of making up a figure", () => {
    const frequency = must(makeFrequency({ family: "poisson", mean: 50 }));
    const one = must(
      discretise(must(makeSeverity({ family: "discrete", values: [1], probabilities: [1] })), 1, 2),
    );
    const short = must(aggregateByRecursion(frequency, one, 40));
    expect(short.beyond).toBeGreaterThan(0.9);
    expect(quantile(short, 0.5)).toBe(Number.POSITIVE_INFINITY);
    expect(stopLoss(short, 0)).toBeCloseTo(50, 9);
    // E[(N - 39)+] over the whole distribution, not only over what the lattice holds.
    const long = must(aggregateByRecursion(frequency, one, 400));
    expect(stopLoss(short, 39)).toBeCloseTo(stopLoss(long, 39), 9);
  });

  test("the line exceeded with a chance is the inverse of the chance", () => {
    const person = must(makeSeverity({ family: "gamma", shape: 0.5, scale: 2000 }));
    const year = must(populationDistribution(person, 3000, { points: 4096 }));
    for (const chance of [0.999, 0.5, 0.2, 0.05, 0.01, 1e-6])
      expect(chanceAbove(year, lineExceededWith(year, chance)) / chance).toBeCloseTo(1, 9);
  });
});
