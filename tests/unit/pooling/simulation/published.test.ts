// Published statements that the presets must give back: McKinsey's on overspends by size, and the spreads of the 1991
// simulation of surgical budgets. Sources with the presets.

import { describe, expect, test } from "vitest";
import { POOL_CLAUSES } from "../../../../renderer/pooling/pools/presets.ts";
import { RISK_PRESETS, riskPreset, serviceLineOf } from "../../../../renderer/pooling/presets.ts";
import type { ServiceLine } from "../../../../renderer/pooling/simulation/model.ts";
import { sizeForAppetite, sizeRisk } from "../../../../renderer/pooling/simulation/sizeCurve.ts";
import { groupStatistics } from "../../../../renderer/pooling/simulation/statistics.ts";
import { request, simulate } from "./requests.ts";

function preset(id: string): ServiceLine {
  const found = riskPreset(id);
  if (found === undefined) throw new Error(id);
  return serviceLineOf(found);
}

function ground(line: ServiceLine) {
  return {
    model: { lines: [line], lineCorrelation: 0 },
    costsPerHead: [1_000],
    practiceSize: 8_000,
    areaSize: 100_000,
  };
}

/** People in practices of 8,000. */
function practices(people: number): number[] {
  const count = Math.round(people / 8_000);
  return Array.from({ length: count }, () => people / count);
}

describe("McKinsey: whole budget, chance of an overspend by size", () => {
  const STATEMENTS = [
    { people: 100_000, line: 0.02, percent: 4, within: 0.5 },
    { people: 100_000, line: 0.01, percent: 20, within: 1.5 },
    { people: 300_000, line: 0.01, percent: 6, within: 0.6 },
    { people: 1_000_000, line: 0.01, percent: 0, within: 0.5 },
  ];

  test.each(STATEMENTS)(
    "$people people, more than $line: $percent %",
    ({ people, line, percent, within }) => {
      const exact = 100 * sizeRisk(ground(preset("wholeBudget")), people).chanceBeyond(line);
      expect(Math.abs(exact - percent)).toBeLessThan(within);
      const results = simulate(
        request({ people: practices(people), lines: [preset("wholeBudget")], trials: 4_000 }),
      );
      const statistics = groupStatistics(results, { option: 0, level: 0, group: 0 }, { lines: [line] });
      const chance = statistics?.gross.chances[0]?.chance ?? { value: Number.NaN, standardError: 0 };
      expect(Math.abs(100 * chance.value - exact)).toBeLessThan(400 * chance.standardError);
    },
  );
});

describe("the fund of 1991: 5th to 95th percentile of the cost of surgery, as a share of the mean", () => {
  // Each published spread comes from 100 simulated years, so it is known to about 9 %.
  test.each([
    { people: 179_400, published: 0.057 },
    { people: 9_000, published: 0.275 },
    { people: 24_000, published: 0.153 },
  ])("$people people: $published", ({ people, published }) => {
    const line = preset("electiveSurgery");
    const risk = sizeRisk({ ...ground(line), practiceSize: people }, people);
    const exact = risk.valueAtRisk(0.95) - risk.valueAtRisk(0.05);
    expect(Math.abs(exact / published - 1)).toBeLessThan(0.18);
    const results = simulate(request({ people: [people], lines: [line], trials: 10_000 }));
    const sorted = [...results.gross(0)].sort((a, b) => a - b);
    const simulated = (sorted[9_499] as number) - (sorted[499] as number);
    expect(Math.abs(simulated / exact - 1)).toBeLessThan(0.05);
  });
});

describe("hospital care in practices of 2010", () => {
  test("about 53 % of practices of the average size miss their target by more than 5 %", () => {
    const risk = sizeRisk({ ...ground(preset("hospital")), practiceSize: 6_600 }, 6_600);
    const missed = risk.chanceBeyond(0.05) + 1 - risk.chanceBeyond(-0.05);
    expect(Math.abs(missed - 0.53)).toBeLessThan(0.06);
  });
});

test("every preset says in one sentence what each parameter is, with a source", () => {
  for (const { parameters } of RISK_PRESETS) {
    expect(parameters.map((each) => each.name).sort()).toEqual([
      "areaShock",
      "bias",
      "commonShock",
      "personSpread",
      "practiceSpread",
    ]);
    for (const { sentence, source, reliability } of parameters) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(source.length).toBeGreaterThan(10);
      expect(["A", "B", "C", "D"]).toContain(reliability);
    }
  }
  for (const { sentence, source, reliability } of POOL_CLAUSES) {
    expect(sentence).toMatch(/\.$/);
    expect(source.length).toBeGreaterThan(10);
    expect(["A", "B", "C"]).toContain(reliability);
  }
});

describe("size for an appetite", () => {
  const line = preset("wholeBudget");

  test("the size found is the smallest that meets it, alone and sharing", () => {
    const appetite = { line: 0.01, chance: 0.05 };
    const alone = sizeForAppetite(ground(line), appetite) ?? 0;
    expect(sizeRisk(ground(line), alone).chanceBeyond(0.01)).toBeLessThanOrEqual(0.05);
    expect(sizeRisk(ground(line), alone - 1).chanceBeyond(0.01)).toBeGreaterThan(0.05);
    // Normal by hand: (1.6449 x 3.6 / 0.01)^2 = 350,645; the gamma's skewness adds a little.
    expect(Math.abs(alone / 350_645 - 1)).toBeLessThan(0.03);
    const sharing = sizeForAppetite(ground(line), appetite, { kind: "sharing", groups: 10 }) ?? 0;
    expect(Math.abs(sharing - alone / 10)).toBeLessThanOrEqual(1);
  });

  test("no size is enough when what all share is too much", () => {
    const shocked = { ...line, commonShock: { spread: 0.01, shape: "normal" as const } };
    expect(sizeForAppetite(ground(shocked), { line: 0.01, chance: 0.05 })).toBeNull();
    expect(sizeForAppetite(ground(shocked), { line: 0.02, chance: 0.05 })).not.toBeNull();
    // With tau = 1 % the spread has a floor: 1.607 % at 100,000 and 1.076 % at a million with a spread of 3.97708.
    const wide = { ...shocked, chance: { kind: "gamma" as const, personSpread: 3.97708 } };
    const percent = (people: number) => 100 * sizeRisk(ground(wide), people).standardDeviation;
    expect(percent(100_000)).toBeCloseTo(1.607, 3);
    expect(percent(1_000_000)).toBeCloseTo(1.076, 2);
  });

  test("capping persons' costs leaves the spreads of the retention table", () => {
    const severity = { family: "lognormal" as const, mu: Math.log(952.1) - 1.68 ** 2 / 2, sigma: 1.68 };
    const people = { ...line, chance: { kind: "people" as const, severity, threshold: null } };
    const model = { ...ground(people), costsPerHead: [952.1], practiceSize: 30_000 };
    const percent = (retention: number, size: number) =>
      100 * sizeRisk(model, size, { kind: "capped", retention }).standardDeviation;
    // As a share of the whole mean; the table's are of the retained mean: times 1 less the ceded share.
    expect(percent(10_000, 30_000) / (1 - 0.15597)).toBeCloseTo(1.161, 3);
    expect(percent(50_000, 100_000) / (1 - 0.02817)).toBeCloseTo(0.937, 3);
    expect(100 * sizeRisk(model, 30_000).standardDeviation).toBeCloseTo(2.296, 3);
  });
});
