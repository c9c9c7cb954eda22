import { expect, test } from "vitest";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import { serialOfMoment } from "../../../renderer/plan/clock.ts";
import { planAfter, smallPlan } from "../../support/planBuilder.ts";

const plan = planAfter(smallPlan(), {
  type: "addColumn",
  table: "Practices",
  column: { name: "Asked on", formula: "=TODAY()" },
});
const optionId = plan.options[0]?.id ?? "";
const askedOn = (calculation: PlanCalculation) =>
  calculation.table("Practices", optionId).value(0, "Asked on");

test("a moment is Excel's serial: days since 1900 and the time as a fraction", () => {
  expect(serialOfMoment(new Date(2024, 0, 1, 12, 0, 0))).toBe(45_292.5);
});

test("TODAY is the day handed in, moves on with an update, and is #N/A without a clock", () => {
  const calculation = new PlanCalculation(plan, 45_292.5);
  expect(askedOn(calculation)).toBe(45_292);
  calculation.update(plan, [], 45_293.25);
  expect(askedOn(calculation)).toBe(45_293);
  expect(askedOn(new PlanCalculation(plan))).toEqual({ error: "#N/A" });
});
