// The promise of the calculation: after any change, undo included, every figure is what a plan calculated afresh shows.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Value } from "../../../renderer/engine/index.ts";
import { applyCommand } from "../../../renderer/plan/apply.ts";
import { applyChanges, invertChanges } from "../../../renderer/plan/applyChanges.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { Change } from "../../../renderer/plan/change.ts";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import { planTables } from "../../../renderer/plan/tables.ts";
import { planAfter, richPlan } from "../../support/planBuilder.ts";
import { randomCommand, seededRandom } from "../../support/randomCommands.ts";

/** Every cell of every table in every option, and what its formula gives. */
function cells(plan: Plan, figures: PlanCalculation): Record<string, readonly Value[]> {
  const all: Record<string, readonly Value[]> = {};
  for (const option of plan.options)
    for (const table of planTables(plan)) {
      const read = figures.table(table.name, option.id);
      all[`${option.name}: ${table.name}`] = read.rowNames;
      for (const { name } of table.columns)
        all[`${option.name}: ${table.name}[${name}]`] = read.rowKeys.flatMap((_, row) => [
          read.value(row, name),
          read.formulaValue(row, name),
        ]);
    }
  return all;
}

test("edits, overrides and tables: what is calculated step by step is what is calculated afresh", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
      const random = seededRandom(seed);
      let plan = richPlan();
      const figures = new PlanCalculation(plan);
      const done: (readonly Change[])[] = [];
      for (let step = 0; step < 60; step++) {
        const result = applyCommand(plan, randomCommand(plan, random));
        if (!result.ok) continue;
        plan = result.value.plan;
        figures.update(plan, result.value.changes);
        done.push(result.value.changes);
        if (step % 4 === 0) expect(cells(plan, figures)).toEqual(cells(plan, new PlanCalculation(plan)));
      }
      for (const changes of done.reverse().slice(0, 20)) {
        const back = invertChanges(changes);
        plan = applyChanges(plan, back);
        figures.update(plan, back);
      }
      expect(cells(plan, figures)).toEqual(cells(plan, new PlanCalculation(plan)));
    }),
    { seed: 9, numRuns: 25 },
  );
});

/** Edits that the engine is told cell by cell; the others describe the plan to it again, which would hide a slip. */
const FINE: ReadonlySet<Command["type"]> = new Set([
  "setInput",
  "setInputs",
  "resetInput",
  "setAssumption",
  "overrideFormula",
  "restoreFormula",
  "acceptFinding",
  "movePractices",
] as const);

test("edits of cells alone, looked at after every one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
      const random = seededRandom(seed);
      let plan = planAfter(richPlan(), { type: "addOption", name: "Third", copyOf: "Merged" });
      const figures = new PlanCalculation(plan);
      for (let step = 0; step < 40; ) {
        const command = randomCommand(plan, random);
        if (!FINE.has(command.type)) continue;
        step++;
        const result = applyCommand(plan, command);
        if (!result.ok) continue;
        plan = result.value.plan;
        figures.update(plan, result.value.changes);
        expect(cells(plan, figures)).toEqual(cells(plan, new PlanCalculation(plan)));
      }
    }),
    { seed: 10, numRuns: 25 },
  );
});

test("what an option has of its own in a supporting table moves its figures alone", () => {
  const plan = richPlan();
  const figures = new PlanCalculation(plan);
  const charge = (option: string) => {
    const read = figures.table("Practices", option);
    return plan.practices.map((_, row) => read.value(row, "Charge"));
  };
  expect(charge("today")).toEqual([12_000, 50_000, 72_000, 96_000, 180_000, 216_000]);
  expect(charge("merged")).toEqual([12_000, 50_000, 72_000, 90_000, 150_000, 180_000]);
  expect(figures.table("Practices", "today").formulaValue(1, "Charge")).toBe(48_000);
  expect(figures.table("Practices", "today").isOverridden(1, "Charge")).toBe(true);
  expect(figures.table("Practices", "today").isOverridden(0, "Charge")).toBe(false);
  expect(figures.table("Rates", "merged").rowNames).toEqual(["small", "middle", "large"]);
});

test.each<[string, Parameters<typeof planAfter>[1][], readonly Value[]]>([
  [
    "a base edit reaches an option that has a value of its own elsewhere in the column",
    [{ type: "setInput", table: "Rates", row: "small", column: "Price", value: 10 }],
    [10_000, 50_000, 72_000, 90_000, 150_000, 180_000],
  ],
  [
    "a base edit does not reach the option's own value",
    [{ type: "setInput", table: "Rates", row: "large", column: "Price", value: 1 }],
    [12_000, 50_000, 72_000, 90_000, 150_000, 180_000],
  ],
  [
    "the option inherits again",
    [{ type: "resetInput", table: "Rates", row: "large", column: "Price", option: "Merged" }],
    [12_000, 50_000, 72_000, 90_000, 180_000, 216_000],
  ],
  [
    "an option's own value in place of the base's",
    [
      {
        type: "overrideFormula",
        table: "Practices",
        row: "C2",
        column: "Charge",
        value: null,
        option: "Merged",
      },
    ],
    [12_000, null, 72_000, 90_000, 150_000, 180_000],
  ],
  [
    "the formula again in the option, then in the base",
    [
      { type: "restoreFormula", table: "Practices", row: "C4", column: "Charge", option: "Merged" },
      { type: "restoreFormula", table: "Practices", row: "C2", column: "Charge" },
    ],
    [12_000, 48_000, 72_000, 96_000, 150_000, 180_000],
  ],
])("%s", (_, commands, expected) => {
  let plan = richPlan();
  const figures = new PlanCalculation(plan);
  for (const command of commands) {
    const result = applyCommand(plan, command);
    if (!result.ok) throw new Error(result.problem.message);
    plan = result.value.plan;
    figures.update(plan, result.value.changes);
  }
  const read = figures.table("Practices", "merged");
  expect(plan.practices.map((__, row) => read.value(row, "Charge"))).toEqual(expected);
});
