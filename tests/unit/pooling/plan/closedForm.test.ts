// The live columns against the simulation of the same plan, against published figures and against the exact mathematics.

import { describe, expect, test } from "vitest";
import type { Command } from "../../../../renderer/plan/commands/command.ts";
import { LINE } from "../../../../renderer/pooling/plan/names.ts";
import { RISK } from "../../../../renderer/pooling/plan/riskColumns.ts";
import { planAfter } from "../../../support/planBuilder.ts";
import { cell, figure, planOf, recordOf, recordsOf } from "./riskPlans.ts";

const equal = (count: number, size: number) => Array.from({ length: count }, () => size);
const uneven = (count: number, seed: number) =>
  Array.from({ length: count }, (_, index) => 1_500 + ((index * 7_919 + seed * 104_729) % 17_000));

const set = (row: string, column: string, value: number | string | null): Command => ({
  type: "setInput",
  table: "Service lines",
  row,
  column,
  value,
});

const AREAS = [
  { name: "Small", county: "North", sizes: uneven(5, 1) },
  { name: "Middle", county: "North", sizes: uneven(20, 2) },
  { name: "Large", county: "South", sizes: uneven(60, 3) },
];

const MODELS: readonly { readonly name: string; readonly commands: readonly Command[] }[] = [
  { name: "chance alone", commands: [] },
  {
    name: "bias and a common shock",
    commands: [set("Whole budget", LINE.bias, 0.025), set("Whole budget", LINE.commonShock, 0.01)],
  },
  { name: "practice effects", commands: [set("Whole budget", LINE.practiceEffect, 0.05)] },
  {
    name: "dependent practice effects",
    commands: [set("Whole budget", LINE.practiceEffect, 0.05), set("Whole budget", LINE.dependence, 0.3)],
  },
  {
    name: "three service lines whose shocks move together",
    commands: [
      set("Whole budget", LINE.share, 0.5),
      set("Whole budget", LINE.commonShock, 0.02),
      set("Hospital care", LINE.share, 0.4),
      set("Hospital care", LINE.commonShock, 0.03),
      set("Mental health", LINE.share, 0.1),
      set("Mental health", LINE.bias, 0.04),
      { type: "setAssumption", name: "Dependence_between_lines", value: 0.6 },
    ],
  },
  { name: "part of the budget certain", commands: [set("Whole budget", LINE.share, 0.6)] },
  { name: "lognormal chance", commands: [set("Whole budget", LINE.shape, "lognormal")] },
];

describe("the live columns agree with the simulation within 4 standard errors", () => {
  test.each(MODELS)("$name", async ({ commands }) => {
    const plan = planOf(AREAS, ...commands);
    const records = await recordsOf(plan, { trials: 8_000 });
    for (const [table, group] of [
      ["Areas", "Small"],
      ["Areas", "Middle"],
      ["Areas", "Large"],
      ["Counties", "North"],
    ] as const) {
      const { gross } = recordOf(records, group);
      const close = (column: string, value: number, error: number, bias = 0) => {
        const shown = figure(plan, table, group, column);
        expect(Math.abs(shown - value), `${group}: ${column} ${shown}, simulated ${value}`).toBeLessThan(
          4 * error + bias,
        );
      };
      close(RISK.mean, gross.mean, gross.meanStandardError);
      close(RISK.spread, gross.standardDeviation, gross.standardDeviationStandardError);
      const chance = (line: number) => gross.chances.find((each) => each.line === line);
      // The shape is the gamma's, which lognormal shocks are not quite: up to half a point is the shape's.
      close(RISK.first, chance(0.01)?.chance ?? 0, chance(0.01)?.standardError ?? 0, 0.005);
      close(RISK.second, chance(0.02)?.chance ?? 0, chance(0.02)?.standardError ?? 0, 0.005);
    }
  });
});

describe("published figures", () => {
  test("McKinsey's four statements come out of the whole-budget preset", () => {
    const plan = planOf([
      { name: "A", county: "X", sizes: equal(10, 10_000) },
      { name: "B", county: "X", sizes: equal(30, 10_000) },
      { name: "C", county: "X", sizes: equal(100, 10_000) },
    ]);
    const percent = (group: string, column: string) =>
      Math.round(1000 * figure(plan, "Areas", group, column)) / 10;
    // Reported: about 20 % and 4 % at 100,000; 6 % at 300,000; none at a million.
    expect([percent("A", RISK.first), percent("A", RISK.second)]).toEqual([19, 4]);
    expect(percent("B", RISK.first)).toBe(6.4);
    expect(percent("C", RISK.first)).toBe(0.3);
  });

  test("Crump's spreads of 5th to 95th percentile come out of the surgery preset", () => {
    const plan = planOf(
      [
        { name: "9,000", county: "X", sizes: [9_000] },
        { name: "24,000", county: "X", sizes: [24_000] },
        { name: "179,400", county: "X", sizes: equal(20, 8_970) },
      ],
      set("Whole budget", LINE.share, 0),
      set("Elective surgery", LINE.share, 1),
    );
    const spread = (group: string) => 2 * 1.644854 * figure(plan, "Areas", group, RISK.spread);
    // Published 27.5 %, 15.3 % and 5.7 %, from 100 simulated years: within the noise of 100 years (7 % of each).
    expect(Math.abs(spread("9,000") / 0.275 - 1)).toBeLessThan(0.14);
    expect(Math.abs(spread("24,000") / 0.153 - 1)).toBeLessThan(0.14);
    expect(Math.abs(spread("179,400") / 0.057 - 1)).toBeLessThan(0.14);
  });

  // Lognormal cost of a person with sigma 1.68 and mean £952.10: spread retained, over the retained mean, at 30,000.
  test.each([
    [5_000, 0.2638, 0.00943],
    [10_000, 0.15597, 0.01161],
    [20_000, 0.08148, 0.01398],
    [50_000, 0.02817, 0.01711],
    [100_000, 0.01072, 0.01916],
    [250_000, 0.00239, 0.02115],
  ])("with a retention of £%i a person", (retention, ceded, published) => {
    const plan = planOf(
      [{ name: "A", county: "X", sizes: equal(3, 10_000) }],
      set("Whole budget", LINE.personSpread, Math.sqrt(Math.expm1(1.68 ** 2))),
      { type: "setAssumption", name: "Budget_per_head", value: 952.1 },
      { type: "setAssumption", name: "Retention_per_person", value: retention },
    );
    // The column is a share of the whole budget; the published figure of what is left of it.
    const shown = figure(plan, "Areas", "A", RISK.retained) / (1 - ceded);
    expect(Math.round(shown * 1e5) / 1e5).toBeCloseTo(published, 5);
  });
});

describe("appetite", () => {
  test("the size that meets it has just the chance of the appetite", () => {
    const plan = planOf([{ name: "A", county: "X", sizes: equal(5, 10_000) }]);
    const size = figure(plan, "Areas", "A", RISK.appetiteSize);
    const practices = Math.round(size / 10_000);
    const around = (people: number) =>
      planOf([{ name: "A", county: "X", sizes: equal(practices, people / practices) }]);
    expect(figure(around(size), "Areas", "A", RISK.appetiteChance)).toBeLessThanOrEqual(0.05);
    expect(figure(around(size - 20), "Areas", "A", RISK.appetiteChance)).toBeGreaterThan(0.05);
    expect(cell(around(size), "Areas", "A", RISK.canBear)).toBe("Yes");
    expect(cell(around(size - 20), "Areas", "A", RISK.canBear)).toBe("No");
  });

  test("no size is enough when what all share is too much", () => {
    const plan = planOf(
      [{ name: "A", county: "X", sizes: equal(5, 10_000) }],
      set("Whole budget", LINE.commonShock, 0.02),
    );
    expect(cell(plan, "Areas", "A", RISK.appetiteSize)).toMatchObject({ error: "#N/A" });
    const biased = planAfter(plan, set("Whole budget", LINE.bias, 0.03));
    expect(figure(biased, "Areas", "A", RISK.appetiteSpread)).toBe(0);
  });
});

describe("pooled against alone", () => {
  const plan = planOf([
    { name: "A", county: "X", sizes: equal(3, 10_000) },
    { name: "B", county: "X", sizes: equal(3, 10_000) },
    { name: "C", county: "X", sizes: equal(4, 10_000) },
    { name: "D", county: "Y", sizes: equal(3, 10_000) },
  ]);

  test("a group has the spread of its county, and a part of its contribution by budget", () => {
    expect(figure(plan, "Areas", "A", "Spread pooled in its County")).toBe(
      figure(plan, "Counties", "X", RISK.spread),
    );
    expect(figure(plan, "Areas", "A", "Contribution pooled in its County")).toBeCloseTo(
      0.3 * figure(plan, "Counties", "X", RISK.contribution),
      6,
    );
    expect(cell(plan, "Areas", "A", RISK.canBear)).toBe("No");
    expect(cell(plan, "Areas", "A", "Can bear its risk in its County")).toBe("Yes");
  });

  test("diversification is what the parts need alone less what the whole needs", () => {
    const alone = ["A", "B", "C"].reduce(
      (sum, each) => sum + figure(plan, "Areas", each, RISK.contribution),
      0,
    );
    expect(figure(plan, "Counties", "X", "Diversification of its Areas")).toBeCloseTo(
      alone - figure(plan, "Counties", "X", RISK.contribution),
      6,
    );
    expect(figure(plan, "Counties", "Y", "Diversification of its Areas")).toBeCloseTo(0, 6);
  });

  test("ten localities of 30,000 need about 3.2 times as much alone as together", () => {
    const ten = planOf(
      Array.from({ length: 10 }, (_, index) => ({ name: `L${index}`, county: "X", sizes: equal(3, 10_000) })),
    );
    const alone = figure(ten, "Counties", "X", "Contributions of its Areas alone");
    expect(alone / figure(ten, "Counties", "X", RISK.contribution)).toBeCloseTo(Math.sqrt(10), 1);
  });

  test("the measures of the option count them", () => {
    expect(figure(plan, "Options", "Today", "Areas that can bear their risk")).toBe(0);
    expect(figure(plan, "Options", "Today", "Areas that can bear it pooled in their County")).toBe(3);
    expect(figure(plan, "Options", "Today", "Counties that can bear their risk")).toBe(1);
  });
});

test("groups without practices and Unassigned show nothing, and no figure is an error", () => {
  const plan = planAfter(planOf(AREAS), { type: "addGroup", level: "Area", name: "Empty", parent: "North" });
  for (const column of Object.values(RISK)) {
    if (column === RISK.budget) continue;
    expect(cell(plan, "Areas", "Empty", column)).toBe("");
    expect(cell(plan, "Areas", "Unassigned", column)).toBe("");
  }
});
