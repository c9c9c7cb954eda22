// Several commands as one step of undo.

import { expect, test } from "vitest";
import { applyChanges, invertChanges } from "../../../renderer/plan/applyChanges.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { Batch } from "../../../renderer/plan/commands/command.ts";
import { parseCommands } from "../../../renderer/plan/commands/parseCommands.ts";
import { serialisePlan } from "../../../renderer/plan/planFile.ts";
import { applied, memberNames, planAfter, refusal, smallPlan } from "../../support/planBuilder.ts";

const plan = smallPlan();
const { practices } = plan;
const both: Batch = {
  type: "batch",
  label: "Add the level Locality with Riverside",
  commands: [
    { type: "addLevel", name: "Locality" },
    { type: "addColumn", table: "Localities", column: { name: "Staff" } },
    { type: "addGroup", level: "Locality", name: "Riverside" },
    { type: "movePractices", practices: practices.slice(0, 2), level: "Locality", group: "Riverside" },
    { type: "setInput", table: "Localities", row: "Riverside", column: "Staff", value: 3 },
  ],
};

test("a batch does what its commands do one after the other, under its own label", () => {
  const step = applied(plan, both);
  expect(step.label).toBe("Add the level Locality with Riverside");
  expect(serialisePlan(step.plan)).toBe(serialisePlan(planAfter(plan, ...both.commands)));
  expect(Object.values(memberNames(step.plan, "Today"))).toContain("Riverside");
});

test("one undo takes all of it back, byte for byte, and the figures follow", () => {
  const step = applied(plan, both);
  const back = applyChanges(step.plan, invertChanges(step.changes));
  expect(serialisePlan(back)).toBe(serialisePlan(plan));
  const calculation = new PlanCalculation(plan);
  calculation.update(step.plan, step.changes);
  const today = step.plan.options[0]?.id ?? "";
  const table = calculation.table("Localities", today);
  expect(table.value(table.rowNames.indexOf("Riverside"), "Staff")).toBe(3);
});

test("when one command cannot be done none is, and its problem is the answer", () => {
  const commands = [...both.commands, { type: "removeLevel", level: "Nowhere" } as const];
  expect(refusal(plan, { ...both, commands }).code).toBe("unknown-level");
});

test("a batch without a label is refused; an empty one changes nothing", () => {
  expect(refusal(plan, { ...both, label: " " }).code).toBe("empty-label");
  expect(applied(plan, { ...both, commands: [] })).toMatchObject({ changes: [] });
});

test("a file's batch cannot hold another", () => {
  const parsed = parseCommands({ type: "batch", label: "A", commands: [both] });
  expect(parsed.ok ? null : parsed.problem.message).toContain("should not hold another batch");
});
