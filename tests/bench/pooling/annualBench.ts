// The exact side of the pooling benchmark: one group's whole annual distribution, from the severity to quantiles, at 2^16
// points. Limit: 20 ms.

import { expectedShortfall, valueAtRisk } from "../../../renderer/pooling/aggregate/aggregateDistribution.ts";
import { annualDistribution } from "../../../renderer/pooling/aggregate/annualDistribution.ts";
import { makeFrequency } from "../../../renderer/pooling/distributions/frequency.ts";
import { makeSeverity } from "../../../renderer/pooling/distributions/makeSeverity.ts";
import { type BenchLine, measure } from "../measure.ts";

export const ANNUAL_POINTS = 65_536;
const LIMIT_MS = 20;

/** One year of a group of 100,000 people, each with a lognormal cost: value at risk and expected shortfall at 99 %. */
export function annualOfOneGroup(): readonly [number, number] {
  const severity = makeSeverity({ family: "lognormal", mu: 5.45, sigma: 1.68 });
  const frequency = makeFrequency({ family: "fixed", count: 100_000 });
  if (!severity.ok || !frequency.ok) throw new Error("The benchmark's model is impossible.");
  const year = annualDistribution(frequency.value, severity.value, { points: ANNUAL_POINTS });
  if (!year.ok) throw new Error(year.problem.message);
  return [valueAtRisk(year.value, 0.99), expectedShortfall(year.value, 0.99)];
}

export function runAnnualBench(report: (line: BenchLine) => void): void {
  const ms = measure(() => {
    annualOfOneGroup();
  });
  report({
    suite: "pooling",
    case: "one group's annual distribution by FFT",
    rows: ANNUAL_POINTS,
    ms,
    limitMs: LIMIT_MS,
    ratioToLimit: ms / LIMIT_MS,
  });
}
