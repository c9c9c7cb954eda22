// Severities, frequencies, discretisation and claims lists: closed forms against integration, the four ways onto a lattice,
// and every impossible parameter a problem.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readClaims } from "../../../../renderer/pooling/distributions/claims.ts";
import { discretise, latticeMoments } from "../../../../renderer/pooling/distributions/discretise.ts";
import {
  complexGeneratingFunction,
  type FrequencyDescription,
  generatingFunction,
  makeFrequency,
} from "../../../../renderer/pooling/distributions/frequency.ts";
import {
  makeSeverity,
  type SeverityDescription,
} from "../../../../renderer/pooling/distributions/makeSeverity.ts";
import {
  excessMoment,
  limitedMean,
  limitedSquare,
  probabilityAbove,
  probabilityUpTo,
} from "../../../../renderer/pooling/distributions/severity.ts";
import { anySeverity } from "../anySeverity.ts";
import { must, present, problemOf } from "../printed.ts";

const FAMILIES: readonly SeverityDescription[] = [
  { family: "lognormal", mu: 6, sigma: 1.2 },
  { family: "gamma", shape: 0.7, scale: 900 },
  { family: "gamma", shape: 2, scale: 400 },
  { family: "pareto", alpha: 3.5, theta: 2000 },
  { family: "singleParameterPareto", alpha: 3.5, theta: 500 },
  { family: "exponential", mean: 800 },
  { family: "uniform", from: 100, to: 1900 },
  { family: "normal", mean: 900, standardDeviation: 300 },
];

/** Simpson's rule. */
function integral(of: (x: number) => number, from: number, to: number, pieces = 20_000): number {
  const width = (to - from) / pieces;
  let sum = of(from) + of(to);
  for (let k = 1; k < pieces; k++) sum += (k % 2 === 1 ? 4 : 2) * of(from + k * width);
  return (sum * width) / 3;
}

describe.each(FAMILIES)("$family", (description) => {
  const severity = must(makeSeverity(description));
  const low = Math.max(severity.smallest, -3000);

  test("limited moments are integrals of the tail", () => {
    for (const line of [600, 1500, 5000]) {
      const tail = (x: number) => probabilityAbove(severity, x);
      expect(limitedMean(severity, line) / (low + integral(tail, low, line))).toBeCloseTo(1, 5);
      const square = low * low + integral((x) => 2 * x * tail(x), low, line);
      expect(limitedSquare(severity, line) / square).toBeCloseTo(1, 5);
    }
  });

  test("parts below and above a line make up the mean, variance and skewness", () => {
    const moment = (order: 1 | 2 | 3) => severity.below(order, 700) + severity.above(order, 700);
    const [m1, m2, m3] = [moment(1), moment(2), moment(3)];
    expect(m1 / severity.mean).toBeCloseTo(1, 10);
    expect((m2 - m1 * m1) / severity.variance).toBeCloseTo(1, 9);
    expect((m3 - 3 * m1 * severity.variance - m1 ** 3) / severity.variance ** 1.5).toBeCloseTo(
      severity.skewness,
      7,
    );
  });

  test("the quantile is the inverse of the distribution", () => {
    for (const p of [1e-6, 0.01, 0.3, 0.5, 0.9, 0.999, 1 - 1e-9])
      expect(probabilityUpTo(severity, severity.quantile(p))).toBeCloseTo(p, 10);
    expect([severity.quantile(0), severity.quantile(1)]).toEqual([severity.smallest, severity.largest]);
  });

  test("no figure is NaN at the ends", () => {
    for (const line of [Number.NEGATIVE_INFINITY, -1, 0, 1e300, Number.POSITIVE_INFINITY])
      for (const order of [0, 1, 2, 3] as const) {
        expect(severity.below(order, line)).not.toBeNaN();
        expect(severity.above(order, line)).not.toBeNaN();
      }
    expect(excessMoment(severity, 1, Number.POSITIVE_INFINITY)).toBe(0);
  });
});

test("far tails keep their digits", () => {
  const lognormal = must(makeSeverity({ family: "lognormal", mu: 0, sigma: 1 }));
  // Upper normal tail at 10: 7.619853024160525e-24.
  expect(probabilityAbove(lognormal, Math.exp(10)) / 7.619853024160525e-24).toBeCloseTo(1, 10);
  const exponential = must(makeSeverity({ family: "exponential", mean: 1 }));
  expect(probabilityAbove(exponential, 300) / Math.exp(-300)).toBeCloseTo(1, 10);
  expect(excessMoment(exponential, 1, 100) / Math.exp(-100)).toBeCloseTo(1, 9);
});

test("an empirical distribution counts each claim once", () => {
  const severity = must(makeSeverity({ family: "empirical", claims: [300, 100, 100, 500] }));
  expect([99, 100, 299, 300, 500].map((line) => probabilityUpTo(severity, line))).toEqual([
    0, 0.5, 0.5, 0.75, 1,
  ]);
  expect([0.5, 0.500001, 0.75, 1].map((p) => severity.quantile(p))).toEqual([100, 300, 300, 500]);
  expect([severity.mean, severity.variance, limitedMean(severity, 250)]).toEqual([250, 27_500, 175]);
});

describe("impossible severities are a problem at their parameter", () => {
  test.each<[SeverityDescription, string, string]>([
    [{ family: "lognormal", mu: 5, sigma: -1 }, "impossible-parameter", "sigma"],
    [{ family: "lognormal", mu: Number.NaN, sigma: 1 }, "impossible-parameter", "mu"],
    [{ family: "lognormal", mu: 5, sigma: 40 }, "too-wide", "sigma"],
    [{ family: "gamma", shape: 0, scale: 1 }, "impossible-parameter", "shape"],
    [{ family: "pareto", alpha: 2, theta: -1 }, "impossible-parameter", "theta"],
    [{ family: "singleParameterPareto", alpha: -2, theta: 1 }, "impossible-parameter", "alpha"],
    [{ family: "exponential", mean: Number.POSITIVE_INFINITY }, "impossible-parameter", "mean"],
    [{ family: "uniform", from: 5, to: 5 }, "impossible-parameter", "to"],
    [{ family: "normal", mean: 0, standardDeviation: 0 }, "impossible-parameter", "standard deviation"],
    [{ family: "discrete", values: [1, -2], probabilities: [0.5, 0.5] }, "impossible-parameter", "amount"],
    [
      { family: "discrete", values: [1, 2], probabilities: [0.5, 0.6] },
      "probabilities-not-one",
      "probabilities",
    ],
    [{ family: "discrete", values: [1], probabilities: [] }, "values-without-probability", ""],
    [{ family: "empirical", claims: [] }, "no-claims", ""],
  ])("%o", (description, code, parameter) => {
    const result = makeSeverity(description);
    expect(problemOf(result)).toBe(code);
    if (!result.ok) expect(result.problem.where?.column ?? "").toBe(parameter);
  });
});

describe("frequencies", () => {
  test.each<[FrequencyDescription, (n: number) => number]>([
    [{ family: "poisson", mean: 3 }, (n) => 3 / n],
    [{ family: "negativeBinomial", r: 2.5, beta: 0.8 }, (n) => ((2.5 + n - 1) / n) * (0.8 / 1.8)],
    [{ family: "binomial", trials: 9, probability: 0.3 }, (n) => ((9 - n + 1) / n) * (0.3 / 0.7)],
  ])("%o: generating function and moments are those of its probabilities", (description, ratio) => {
    const frequency = must(makeFrequency(description));
    const probabilities = [generatingFunction(frequency, 0)];
    for (let n = 1; n < 200; n++) probabilities.push(present(probabilities[n - 1]) * Math.max(0, ratio(n)));
    const moment = (of: (n: number) => number) => probabilities.reduce((sum, p, n) => sum + p * of(n), 0);
    const mean = moment((n) => n);
    expect(mean).toBeCloseTo(frequency.mean, 10);
    expect(moment((n) => (n - mean) ** 2)).toBeCloseTo(frequency.variance, 10);
    expect(moment((n) => (n - mean) ** 3)).toBeCloseTo(frequency.thirdCentral, 9);
    expect(generatingFunction(frequency, 0.7)).toBeCloseTo(
      moment((n) => 0.7 ** n),
      12,
    );
    const [real, imaginary] = complexGeneratingFunction(frequency, 0.3, 0.6);
    const [size, angle] = [Math.hypot(0.3, 0.6), Math.atan2(0.6, 0.3)];
    expect(real).toBeCloseTo(
      moment((n) => size ** n * Math.cos(n * angle)),
      12,
    );
    expect(imaginary).toBeCloseTo(
      moment((n) => size ** n * Math.sin(n * angle)),
      12,
    );
    const { a, b } = present(frequency.recursion);
    expect(a + b / 4).toBeCloseTo(ratio(4), 12);
  });

  test.each<[FrequencyDescription, string]>([
    [{ family: "poisson", mean: -1 }, "impossible-parameter"],
    [{ family: "negativeBinomial", r: 0, beta: 1 }, "impossible-parameter"],
    [{ family: "binomial", trials: 2.5, probability: 0.5 }, "impossible-parameter"],
    [{ family: "binomial", trials: 2, probability: 1.5 }, "impossible-parameter"],
    [{ family: "fixed", count: 0 }, "impossible-parameter"],
    [{ family: "given", probabilities: [0.5, 0.4] }, "probabilities-not-one"],
    [{ family: "given", probabilities: [1.5, -0.5] }, "impossible-parameter"],
  ])("%o is a problem", (description, code) => expect(problemOf(makeFrequency(description))).toBe(code));
});

describe("on a lattice", () => {
  const exponential = must(makeSeverity({ family: "exponential", mean: 1 }));
  const F = (x: number) => (x <= 0 ? 0 : 1 - Math.exp(-x));

  test.each([
    ["upper", [F(0.5), F(1) - F(0.5), F(1.5) - F(1)]],
    ["lower", [0, F(0.5), F(1) - F(0.5)]],
    ["rounding", [F(0.25), F(0.75) - F(0.25), F(1.25) - F(0.75)]],
    ["unbiased", [1 - F(0.5) / 0.5, (2 * F(0.5) - F(1)) / 0.5, (2 * F(1) - F(0.5) - F(1.5)) / 0.5]],
  ] as const)("%s: the formula of the actuar vignette", (method, expected) => {
    const { masses } = must(discretise(exponential, 0.5, 100, method));
    expected.forEach((mass, k) => {
      expect(masses[k]).toBeCloseTo(mass, 13);
    });
  });

  test("all methods hold all probability; upper, unbiased and lower are in order; unbiased keeps the mean", () => {
    fc.assert(
      fc.property(anySeverity, fc.double({ min: 5, max: 400, noNaN: true }), (severity, step) => {
        const on = (method: "upper" | "lower" | "rounding" | "unbiased" | "twoMoments") =>
          must(discretise(severity, step, 1001, method));
        const limited = limitedMean(severity, 1000 * step);
        for (const method of ["upper", "lower", "rounding", "unbiased", "twoMoments"] as const) {
          const sum = on(method).masses.reduce((total, mass) => total + mass, 0);
          if (method === "twoMoments" && !Number.isFinite(severity.variance)) continue;
          expect(sum).toBeCloseTo(1, 9);
        }
        const slack = 1e-9 * (limited + step);
        expect(latticeMoments(on("upper")).mean).toBeLessThanOrEqual(limited + slack);
        expect(latticeMoments(on("lower")).mean).toBeGreaterThanOrEqual(limited - slack);
        expect(Math.abs(latticeMoments(on("unbiased")).mean - limited)).toBeLessThanOrEqual(slack);
      }),
      { seed: 31, numRuns: 100 },
    );
  });

  test("two moments keep mean and variance where the lattice is coarse", () => {
    const person = must(makeSeverity({ family: "lognormal", mu: 5.4, sigma: 1.2 }));
    const moments = latticeMoments(must(discretise(person, 2000, 2001, "twoMoments")));
    expect(moments.mean / person.mean).toBeCloseTo(1, 9);
    expect(moments.variance / person.variance).toBeCloseTo(1, 6);
    const unbiased = latticeMoments(must(discretise(person, 2000, 2001, "unbiased")));
    expect(unbiased.variance / person.variance).toBeGreaterThan(1.5);
  });

  test("amounts that can be negative, and impossible lattices, are a problem", () => {
    const normal = must(makeSeverity({ family: "normal", mean: 5, standardDeviation: 1 }));
    expect(problemOf(discretise(normal, 1, 10))).toBe("negative-amounts");
    expect(problemOf(discretise(exponential, 0, 10))).toBe("impossible-parameter");
    expect(problemOf(discretise(exponential, 1, 1))).toBe("impossible-parameter");
  });
});

describe("a claims list", () => {
  test("what is no amount is left out with its position; the rest goes on", () => {
    const { claims, problems } = readClaims([
      1200,
      "n/a",
      -5,
      "",
      null,
      "£1,250.50",
      0,
      Number.NaN,
      "1/2/2011",
      true,
    ]);
    expect(claims).toEqual([1200, 1250.5, 0]);
    expect(problems.map((each) => [each.code, each.where?.row])).toEqual([
      ["claim-text", 2],
      ["claim-negative", 3],
      ["claim-blank", 4],
      ["claim-blank", 5],
      ["claim-not-a-number", 8],
      ["claim-text", 9],
      ["claim-not-a-number", 10],
      ["claims-as-text", 6],
    ]);
  });

  test("a negative in brackets is a negative", () =>
    expect(readClaims(["(500)"]).problems.map((each) => each.code)).toEqual(["claim-negative"]));
});
