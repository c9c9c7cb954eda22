// The sample plans as they open: sound, without an error value, and with the answers that the debate is about.

import { describe, expect, test } from "vitest";
import { isError } from "../../../renderer/engine/index.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import { checkPlan } from "../../../renderer/plan/invariants.ts";
import { parsePlanFile, serialisePlan } from "../../../renderer/plan/planFile.ts";
import { rulesOf } from "../../../renderer/plan/rules.ts";
import { planTables } from "../../../renderer/plan/tables.ts";
import { SAMPLES, sampleNamed } from "../../../renderer/samples/samples.ts";
import { figuresOf } from "../funding/fundingPlans.ts";

const plans = new Map(SAMPLES.map((sample) => [sample.name, sample.make()]));

function planOf(name: string) {
  const plan = plans.get(name);
  if (plan === undefined) throw new Error(`no sample ${name}`);
  return plan;
}

describe.each(SAMPLES.map((sample) => [sample.name] as const))("%s", (name) => {
  const plan = planOf(name);

  test("is sound, goes through its file and is the same every time", () => {
    expect(checkPlan(plan)).toEqual([]);
    const text = serialisePlan(plan);
    const read = parsePlanFile(text);
    expect(read.ok && serialisePlan(read.value.plan)).toBe(text);
    expect(read.ok && read.value.problems).toEqual([]);
    const again = sampleNamed(name);
    expect(again === undefined ? "" : serialisePlan(again.make())).toBe(text);
  });

  test("has no error value in any cell of any option", () => {
    const figures = new PlanCalculation(plan);
    expect(figures.problems()).toEqual([]);
    const errors = plan.options.flatMap((option) =>
      planTables(plan).flatMap((each) => {
        const table = figures.table(each.name, option.id);
        return each.columns.flatMap((column) =>
          table.rowKeys.flatMap((key, row) =>
            isError(table.value(row, column.name))
              ? [`${option.name}: ${each.name}[${column.name}] of ${key}`]
              : [],
          ),
        );
      }),
    );
    expect(errors).toEqual([]);
  });

  test("states a source for every assumption that has a figure", () => {
    for (const assumption of plan.assumptions)
      expect(`${assumption.name}: ${assumption.source}`.length).toBeGreaterThan(assumption.name.length + 8);
  });
});

describe("the debate of 2011", () => {
  const plan = planOf("2011");

  test("168 practices, 48 localities of about 25,000 and one of exactly that, over a million in all", () => {
    expect(plan.practices).toHaveLength(168);
    const figure = figuresOf(plan);
    expect(figure("Localities", "Tarnside", "List size")).toBe(25_000);
    expect(Number(figure("Options", "PCT cluster (today)", "Patients"))).toBeGreaterThan(1_100_000);
    for (const group of plan.options[0]?.groups.filter((each) => each.levelId === "locality") ?? []) {
      const size = Number(figure("Localities", group.name, "List size"));
      expect(size).toBeGreaterThan(23_000);
      expect(size).toBeLessThan(28_000);
    }
  });

  test.each([
    // option, CCGs, statutory bodies, pay their way, can bear their risk alone, can in their body
    ["PCT cluster (today)", 4, 4, 4, 4, 4],
    ["25,000 on £1m + £20", 48, 48, 0, 0, 0],
    ["Independent at 100,000", 12, 12, 0, 12, 12],
    ["Groups of over 500,000", 2, 2, 2, 2, 2],
    ["One of over a million", 1, 1, 1, 1, 1],
    ["Federation in one body", 48, 1, 48, 0, 48],
    ["Small groups share leaders", 24, 24, 20, 0, 0],
    ["100,000 with bought support", 12, 12, 8, 12, 12],
  ])(
    "%s: %d CCGs, %d bodies; %d pay, %d bear it alone, %d in their body",
    (option, ccgs, bodies, pay, alone, body) => {
      const figure = figuresOf(plan, option);
      const measure = (name: string) => figure("Options", option, name);
      expect([
        measure("CCGs"),
        measure("Statutory bodies of CCGs"),
        measure("CCGs that pay their way"),
        measure("CCGs that can bear their risk"),
        measure("CCGs whose body can bear their risk"),
      ]).toEqual([ccgs, bodies, pay, alone, body]);
      expect(measure("All pay their way")).toBe(pay === ccgs);
      expect(measure("All can bear their risk")).toBe(body === ccgs);
    },
  );

  test("the consortium of 25,000 on £1m + £20 has £1.5m and lacks £668,000", () => {
    const figure = figuresOf(plan, "25,000 on £1m + £20");
    expect(figure("CCGs", "Tarnside Consortium", "Running-cost allowance")).toBe(1_500_000);
    expect(figure("CCGs", "Tarnside Consortium", "Balance")).toBeCloseTo(-668_000, 6);
  });

  test("the rules say which options stand, without a click", () => {
    const figures = new PlanCalculation(plan);
    const standings = plan.options.map((option) => [option.name, rulesOf(plan, figures, option.id).standing]);
    expect(Object.fromEntries(standings)).toEqual({
      "PCT cluster (today)": "pass",
      "25,000 on £1m + £20": "fail",
      "Independent at 100,000": "fail",
      "Groups of over 500,000": "pass",
      "One of over a million": "pass",
      "Federation in one body": "pass",
      "Small groups share leaders": "fail",
      "100,000 with bought support": "fail",
    });
  });
});

describe("the clusters of 2025", () => {
  const plan = planOf("2025");

  test("boards that share leaders stay seven bodies with seven budgets and pay for one team in each cluster", () => {
    const apart = figuresOf(plan, "Seven boards (today)");
    const shared = figuresOf(plan, "Three clusters");
    expect(shared("Options", "Three clusters", "Statutory bodies of ICBs")).toBe(7);
    expect(shared("ICBs", "Northfell ICB", "Running-cost allowance")).toBe(
      apart("ICBs", "Northfell ICB", "Running-cost allowance"),
    );
    // four boards fewer pay for the shareable posts of £1,389,000
    expect(shared("Options", "Three clusters", "Saving of ICBs from sharing")).toBeCloseTo(4 * 1_389_000, 4);
    expect(shared("Clusters", "Central cluster", "ICBs")).toBe(3);
    expect(shared("Clusters", "Central cluster", "Saving from sharing")).toBeCloseTo(2 * 1_389_000, 4);
  });

  test("£18.76 does not pay for what is spent now, and is marked not comparable", () => {
    const figure = figuresOf(plan, "Seven boards (today)");
    expect(figure("Options", "Seven boards (today)", "ICBs in deficit")).toBe(7);
    expect(figure("Options", "Seven boards (today)", "Reduction needed")).toBeCloseTo(0.37, 2);
    expect(figure("Options", "Seven boards (today)", "Allowance comparable")).toBe(false);
    const spending = figure("ICBs", "Lower Brent ICB", "Running cost");
    expect(Number(spending) / 2_100_000).toBeGreaterThan(20.9);
  });
});
