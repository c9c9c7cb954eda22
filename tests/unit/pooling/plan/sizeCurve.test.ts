// Risk against population for an option of a plan: the points agree with the live columns, the curve falls, and the size
// for the appetite is where the chance is the appetite's.

import { expect, test } from "vitest";
import { PlanCalculation } from "../../../../renderer/plan/calculation.ts";
import type { Plan } from "../../../../renderer/plan/plan.ts";
import { RISK } from "../../../../renderer/pooling/plan/riskColumns.ts";
import { simulationModelOf } from "../../../../renderer/pooling/plan/simulationModel.ts";
import { sizeCurveOf } from "../../../../renderer/pooling/plan/sizeCurveOf.ts";
import { planAfter } from "../../../support/planBuilder.ts";
import { figure, planOf } from "./riskPlans.ts";

function curveOf(plan: Plan, level: string) {
  const figures = new PlanCalculation(plan);
  const curve = sizeCurveOf(
    plan,
    figures,
    simulationModelOf(plan, figures),
    plan.options[0]?.id ?? "",
    plan.levels.find((each) => each.name === level)?.id ?? "",
  );
  if (curve === null) throw new Error("no curve");
  return curve;
}

const PLAN = planOf([
  { name: "A", county: "X", sizes: [6_000, 9_000, 12_000] },
  { name: "B", county: "X", sizes: [7_000, 8_000, 30_000] },
  { name: "C", county: "Y", sizes: [5_000, 20_000] },
]);

test("each group is a point with the spread of the live columns, alone and pooled in its county", () => {
  const { groups } = curveOf(PLAN, "Area");
  expect(groups.map(({ name, people, sharesWith }) => [name, people, sharesWith])).toEqual([
    ["A", 27_000, "X"],
    ["B", 45_000, "X"],
    ["C", 25_000, "Y"],
  ]);
  for (const each of groups) {
    expect(each.standardDeviation).toBeCloseTo(figure(PLAN, "Areas", each.name, RISK.spread), 9);
    expect(each.chance).toBeCloseTo(figure(PLAN, "Areas", each.name, RISK.appetiteChance), 4);
    expect(each.pooled?.standardDeviation).toBeCloseTo(
      figure(PLAN, "Areas", each.name, "Spread pooled in its County"),
      9,
    );
  }
});

test("the curve falls with size, pooled lies below alone, and meets the appetite at the size", () => {
  const curve = curveOf(PLAN, "Area");
  const spreads = curve.alone.map((each) => each.standardDeviation);
  expect([...spreads].sort((left, right) => right - left)).toEqual(spreads);
  for (const [index, each] of curve.pooled.entries())
    expect(each.standardDeviation).toBeLessThan(curve.alone[index]?.standardDeviation ?? 0);
  expect(curve.sharing).toBe(1.5);
  expect(curve.sizeAlone).toBeGreaterThan(80_000);
  expect(curve.sizeAlone).toBeLessThan(100_000);
  expect((curve.sizePooled ?? 0) * curve.sharing).toBeCloseTo(curve.sizeAlone ?? 0, -1);
});

test("what all practices share leaves no size that meets the appetite", () => {
  const shaken = planAfter(PLAN, {
    type: "setInput",
    table: "Service lines",
    row: "Whole budget",
    column: "Common shock",
    value: 0.02,
  });
  expect(curveOf(shaken, "Area").sizeAlone).toBeNull();
});

test("at the highest level all groups share", () => {
  const { groups } = curveOf(PLAN, "County");
  expect(groups.map((each) => each.sharesWith)).toEqual(["", ""]);
  expect(groups[0]?.pooled?.people).toBe(97_000);
});
