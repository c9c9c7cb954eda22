// The simulation against what is known exactly: closed forms of the model, and the distributions by FFT and by recursion of
// the same people or cases. 200 runs with different seeds each: none beyond 4 standard errors, and about as many beyond 2
// as there should be (95.4 % within).

import { describe, expect, test } from "vitest";
import type { Result } from "../../../../renderer/plan/problem.ts";
import {
  type AggregateDistribution,
  chanceAbove,
} from "../../../../renderer/pooling/aggregate/aggregateDistribution.ts";
import {
  annualDistribution,
  populationDistribution,
} from "../../../../renderer/pooling/aggregate/annualDistribution.ts";
import { makeFrequency } from "../../../../renderer/pooling/distributions/frequency.ts";
import { lognormalWithMean } from "../../../../renderer/pooling/distributions/lognormal.ts";
import {
  makeSeverity,
  type SeverityDescription,
} from "../../../../renderer/pooling/distributions/makeSeverity.ts";
import {
  countAbove,
  type Estimate,
  estimateChance,
  estimateMoments,
} from "../../../../renderer/pooling/simulation/estimates.ts";
import type { ServiceLine } from "../../../../renderer/pooling/simulation/model.ts";
import { sizeRisk } from "../../../../renderer/pooling/simulation/sizeCurve.ts";
import { COST_A_HEAD, request, serviceLine, simulate } from "./requests.ts";

const RUNS = 200;

/** The z-scores of estimates against the exact value: none above 4, and those above 2 as many as chance would have. */
function expectUnbiased(estimates: readonly Estimate[], exact: number): void {
  const scores = estimates.map(({ value, standardError }) => Math.abs(value - exact) / standardError);
  expect(Math.max(...scores)).toBeLessThan(4.5);
  expect(scores.filter((each) => each > 4).length).toBeLessThanOrEqual(1);
  const beyondTwo = scores.filter((each) => each > 2).length;
  // Binomial(200, 0.0455): from 1 to 20 with all but 0.1 %.
  expect(beyondTwo).toBeGreaterThanOrEqual(1);
  expect(beyondTwo).toBeLessThanOrEqual(20);
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

const SHOCK = (spread: number, shape: "normal" | "lognormal" = "lognormal") => ({ spread, shape });

const MODELS: readonly (readonly [string, readonly ServiceLine[], number])[] = [
  ["gamma", [serviceLine({ kind: "gamma", personSpread: 3.6 })], 0],
  [
    "lognormal with practice effect",
    [serviceLine({ kind: "lognormal", personSpread: 5.5 }, { practiceSpread: 0.03 })],
    0,
  ],
  ["normal with bias", [serviceLine({ kind: "normal", personSpread: 3.6 }, { bias: 0.025 })], 0],
  [
    "gamma with everything",
    [
      serviceLine(
        { kind: "gamma", personSpread: 3.6 },
        {
          bias: -0.01,
          practiceSpread: 0.05,
          commonShock: SHOCK(0.01),
          areaShock: { ...SHOCK(0.02), correlation: 0.3 },
        },
      ),
    ],
    0,
  ],
  [
    "two lines with correlated shocks",
    [
      serviceLine({ kind: "gamma", personSpread: 5.5 }, { commonShock: SHOCK(0.02, "normal") }),
      serviceLine({ kind: "lognormal", personSpread: 8.5 }, { commonShock: SHOCK(0.03) }),
    ],
    0.6,
  ],
];

describe("closed form", () => {
  const people = [6_000, 6_000, 6_000, 6_000];

  test.each(MODELS)("%s: mean and spread of %#", (_, lines, lineCorrelation) => {
    const exact = sizeRisk(
      {
        model: { lines, lineCorrelation },
        costsPerHead: lines.map(() => 1),
        practiceSize: 6_000,
        areaSize: 12_000,
      },
      24_000,
    );
    const moments = Array.from({ length: RUNS }, (_, seed) => {
      const results = simulate(
        request({ people, lines, lineCorrelation, areas: [0, 0, 1, 1], trials: 500, seed }),
      );
      return estimateMoments(results.gross(0));
    });
    expectUnbiased(
      moments.map((each) => each.mean),
      exact.mean,
    );
    // The error of a spread is itself estimated from the fourth moment of 500 trials, so the many runs are judged together.
    const spreads = moments.map((each) => each.standardDeviation.value);
    const average = spreads.reduce((sum, each) => sum + each, 0) / RUNS;
    const error = Math.sqrt(
      spreads.reduce((sum, each) => sum + (each - average) ** 2, 0) / RUNS / (RUNS - 1),
    );
    // A sample spread is low by about spread x (kurtosis - 1) / (8 x trials).
    expect(Math.abs(average / exact.standardDeviation - 1)).toBeLessThan(
      (4 * error) / exact.standardDeviation + 0.0015,
    );
  });
});

describe("FFT and recursion", () => {
  function compare(lines: readonly ServiceLine[], exact: AggregateDistribution, people: number): void {
    const expected = people * COST_A_HEAD;
    const runs = Array.from({ length: RUNS }, (_, seed) =>
      simulate(request({ people: [people], lines, trials: 400, seed })).gross(0),
    );
    expectUnbiased(
      runs.map((values) => estimateMoments(values).mean),
      exact.mean / expected - 1,
    );
    for (const line of [0, 0.02, 0.05]) {
      const chance = chanceAbove(exact, expected * (1 + line));
      const error = Math.sqrt((chance * (1 - chance)) / 400);
      expectUnbiased(
        runs.map((values) => ({
          value: estimateChance(countAbove(values, line), values.length).value,
          standardError: error,
        })),
        chance,
      );
    }
  }

  const lognormal: SeverityDescription = {
    family: "lognormal",
    ...value(lognormalWithMean(COST_A_HEAD, 3.97708)),
  };

  test("people one by one above a threshold: 5,000 lognormal people", () => {
    const exact = value(populationDistribution(value(makeSeverity(lognormal)), 5_000));
    compare([serviceLine({ kind: "people", severity: lognormal, threshold: 20_000 })], exact, 5_000);
  }, 60_000);

  test("cases: Poisson with lognormal costs", () => {
    const casesPerPerson = 0.02;
    const severity: SeverityDescription = {
      family: "lognormal",
      ...value(lognormalWithMean(COST_A_HEAD / casesPerPerson, 0.8)),
    };
    const frequency = value(makeFrequency({ family: "poisson", mean: 9_000 * casesPerPerson }));
    const exact = value(annualDistribution(frequency, value(makeSeverity(severity))));
    compare([serviceLine({ kind: "cases", casesPerPerson, severity })], exact, 9_000);
  }, 60_000);
});
