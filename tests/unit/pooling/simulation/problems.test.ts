// Bad input: each impossible parameter gives a problem that says whose and which, and nothing becomes NaN.

import { describe, expect, test } from "vitest";
import type { Pool } from "../../../../renderer/pooling/pools/pool.ts";
import type { SimulationRequest } from "../../../../renderer/pooling/simulation/model.ts";
import { requestProblems } from "../../../../renderer/pooling/simulation/modelProblems.ts";
import { allGroups, groupStatistics } from "../../../../renderer/pooling/simulation/statistics.ts";
import { level, request, serviceLine, simulate } from "./requests.ts";

const people = [5_000, 6_000, 7_000, 8_000];
const levels = [
  [0, 0, 1, 1],
  [0, 0, 0, 0],
];
const lognormal = { family: "lognormal" as const, mu: 5, sigma: 1 };

function codes(given: SimulationRequest): string[] {
  return requestProblems(given).map(
    (each) => `${each.severity} ${each.code} ${each.where?.subject} ${each.where?.column}`,
  );
}

function withLine(
  more: Parameters<typeof serviceLine>[1],
  chance = { kind: "gamma" as const, personSpread: 3.6 },
) {
  return request({ people, levels, lines: [serviceLine(chance, more)] });
}

const NONE = { spread: 0, shape: "normal" as const };

describe("model", () => {
  test.each([
    ["spread", withLine({}, { kind: "gamma", personSpread: -1 }), "Spread of one person's cost"],
    ["NaN", withLine({}, { kind: "gamma", personSpread: Number.NaN }), "Spread of one person's cost"],
    ["practice effect", withLine({ practiceSpread: -0.1 }), "Practice effect"],
    ["common shock", withLine({ commonShock: { spread: -0.1, shape: "normal" } }), "Common shock"],
    ["area shock", withLine({ areaShock: { ...NONE, spread: Number.NaN, correlation: 0 } }), "Area shock"],
    ["correlation", withLine({ areaShock: { ...NONE, correlation: 1.1 } }), "Correlation between areas"],
    ["bias", withLine({ bias: -1 }), "Bias"],
  ])("impossible %s", (_, given, column) => {
    expect(codes(given)).toEqual([`error impossible-parameter Whole budget ${column}`]);
  });

  test("severities, cases and thresholds", () => {
    const of = (chance: Parameters<typeof serviceLine>[0]) =>
      requestProblems(request({ people, lines: [serviceLine(chance)] })).map((each) => each.severity);
    const severity = { family: "lognormal" as const, mu: 5, sigma: -1 };
    expect(of({ kind: "people", severity, threshold: null })).toEqual(["error"]);
    expect(of({ kind: "people", severity: lognormal, threshold: 0 })).toEqual(["error"]);
    expect(of({ kind: "cases", severity: lognormal, casesPerPerson: 0 })).toEqual(["error"]);
    expect(
      of({ kind: "cases", severity: { family: "pareto", alpha: 1.5, theta: 100 }, casesPerPerson: 0.1 }),
    ).toEqual(["error"]);
    expect(of({ kind: "cases", severity: lognormal, casesPerPerson: 1_000 })).toEqual(["error"]);
  });

  test("list sizes, budgets, trials, seeds, empty groups", () => {
    const missing = request({ people: [5_000, 0, Number.NaN, 8_000], levels });
    expect(codes(missing)).toContain("error missing-list-size A81001 List size");
    expect(codes(missing)).toContain("error missing-list-size A81002 List size");
    const fine = request({ people, levels });
    expect(codes(fine)).toEqual([]);
    expect(codes({ ...fine, trials: 1.5 })).toEqual(["error impossible-parameter the simulation Trials"]);
    expect(codes({ ...fine, seed: -1 })).toEqual(["error impossible-parameter the simulation Seed"]);
    expect(codes({ ...fine, years: 31 })).toEqual(["error impossible-parameter the simulation Years"]);
    expect(codes({ ...fine, options: [] })).toEqual(["error no-option undefined undefined"]);
    expect(codes({ ...fine, model: { lines: [], lineCorrelation: 2 } }).length).toBeGreaterThan(1);
    const [option] = fine.options;
    if (option === undefined) throw new Error("no option");
    const gap = { ...level("PCN", [0, 0, 2, -1]), groupNames: ["One", "Two", "Three"] };
    const given = { ...fine, options: [{ ...option, levels: [gap] }] };
    expect(codes(given)).toEqual(["warning empty-group Two PCN"]);
    // A warning stops nothing, and the empty group has no figures instead of NaN.
    const results = simulate({ ...given, trials: 10 });
    expect(groupStatistics(results, { option: 0, level: 0, group: 1 })).toBeNull();
    expect(allGroups(results).map((each) => each.group)).toEqual([0, 2]);
    const free = { ...option, budgets: new Float64Array(4) };
    expect(codes({ ...fine, options: [free] })).toContain("error no-budget Level 1 1 Level 1");
  });

  test("a wide normal is warned of", () => {
    const given = request({
      people: [50, 9_000],
      lines: [serviceLine({ kind: "normal", personSpread: 3.6 })],
    });
    expect(codes(given)).toEqual(["warning wide-normal Whole budget Shape of chance"]);
  });
});

describe("pools", () => {
  const good: Pool = {
    name: "Pool",
    level: 0,
    groups: [0, 1],
    pools: [],
    layers: [],
    contribution: { kind: "none" },
    openingBalance: 0,
    annualLimit: null,
    beyondLimit: "members",
    deficit: { kind: "carried", repaymentYears: null },
    surplus: { kind: "kept", reserve: 0 },
  };
  const of = (...pools: Partial<Pool>[]) =>
    requestProblems(
      request({ people, levels, option: { pools: pools.map((each) => ({ ...good, ...each })) } }),
    ).map((each) => each.where?.column);

  test.each<[Partial<Pool>, string]>([
    [{ layers: [{ kind: "stopLoss", attachment: 1.1, cap: 1.05, share: 1 }] }, "Cap"],
    [{ layers: [{ kind: "stopLoss", attachment: 1.1, cap: null, share: 1.2 }] }, "Share"],
    [{ layers: [{ kind: "corridor", band: -0.1, shareOver: 1, shareUnder: 1 }] }, "Band"],
    [{ layers: [{ kind: "corridor", band: 0, shareOver: 2, shareUnder: 1 }] }, "Share of overspends"],
    [{ layers: [{ kind: "excess", retention: 1_000, limit: null, share: 1 }] }, "Layers"],
    [{ contribution: { kind: "shareOfBudget", share: 1.5 } }, "Contribution"],
    [{ contribution: { kind: "perHead", pounds: -1 } }, "Contribution"],
    [{ annualLimit: -5 }, "Limit a year"],
    [{ openingBalance: Number.NaN }, "Opening balance"],
    [{ deficit: { kind: "carried", repaymentYears: 0 } }, "Repayment"],
    [{ level: 7 }, "Level"],
    [{ groups: [] }, "Members"],
    [{ groups: [0, 0] }, "Members"],
    [{ groups: [9] }, "Members"],
    [{ pools: [0] }, "Members"],
  ])("%o", (wrong, column) => {
    expect(of(wrong)).toEqual([column]);
  });

  test("a member of a lower pool that is only partly inside", () => {
    const across = request({
      people,
      levels: [
        [0, 0, 1, 1],
        [0, 1, 1, 1],
      ],
      option: { pools: [good, { ...good, name: "High", level: 1, groups: [0] }] },
    });
    expect(requestProblems(across).map((each) => each.message)).toEqual([
      "High: Level 1 1 is a member of Pool too, and only part of it lies in a member of this pool.",
    ]);
  });
});
