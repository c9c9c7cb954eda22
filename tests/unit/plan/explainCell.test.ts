// Figures of the sample plan in words: what a board asks of a figure is answered without a formula being read.

import { describe, expect, it, test } from "vitest";
import { isError } from "../../../renderer/engine/index.ts";
import { starterCommands } from "../../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import { type CellExplanation, explainCell } from "../../../renderer/plan/explainCell.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import { samplePlan } from "../../../renderer/plan/samplePlan.ts";
import { planTables, rowKeys } from "../../../renderer/plan/tables.ts";

const sample = samplePlan(starterCommands);
const calculation = new PlanCalculation(sample);

function changed(plan: Plan, commands: readonly Command[]): Plan {
  return commands.reduce((so, command) => {
    const result = applyCommand(so, command);
    if (!result.ok) throw new Error(result.problem.message);
    return result.value.plan;
  }, plan);
}

function explained(
  table: string,
  rowName: string,
  column: string,
  option = 0,
  plan = sample,
): CellExplanation {
  const own = planTables(plan).find((each) => each.name === table);
  const chosen = plan.options[option];
  if (own === undefined || chosen === undefined) throw new Error("no such table or option");
  const figures = plan === sample ? calculation : new PlanCalculation(plan);
  const { rowNames } = figures.table(table, chosen.id);
  const key = rowKeys(plan, own, chosen)[rowNames.indexOf(rowName)] ?? "";
  const found = explainCell(plan, figures, table, key, column, chosen.id);
  if (found === null) throw new Error(`no ${table} ${rowName} ${column}`);
  return found;
}

describe("a figure in words", () => {
  it.each([
    [
      "Places",
      "Fellside",
      "List size",
      "List size of Fellside: 98,425 = the sum of List size of the 14 Practices where Place is Fellside.",
    ],
    [
      "Places",
      "Fellside",
      "Practices",
      "Practices of Fellside: 14 = the number of Practices where Place is Fellside.",
    ],
    [
      "Places",
      "Fellside",
      "Balance",
      "Balance of Fellside: £960,625 = Running-cost allowance (£2,460,625) − Fixed cost (£1,500,000).",
    ],
    [
      "Places",
      "Fellside",
      "Running-cost allowance",
      "Running-cost allowance of Fellside: £2,460,625 = Allowance_per_head (£25.00 per registered patient per year, " +
        "assumption, source: Operating Framework for the NHS, November 2011: running-cost maximum for 2013/14) × " +
        "List size (98,425, sum of 14 Practices).",
    ],
    [
      "Practices",
      "Y90003",
      "List size",
      "List size of Y90003 Bramblebrook Practice: 9,989: an input from Sample practices.",
    ],
    [
      "Practices",
      "Y90003",
      "Place",
      "Place of Y90003 Bramblebrook Practice: Harrowgarth: its Place in the option “Today”.",
    ],
    [
      "Options",
      "Today",
      "Patients",
      "Patients of Today: 2,218,952 = the sum of List size of all 240 Practices.",
    ],
  ])("%s, %s, %s", (table, row, column, sentence) => {
    expect(explained(table, row, column).sentence).toBe(sentence);
  });

  it("an option's own assumption is told apart, and so is why a branch was taken", () => {
    const { sentence, because } = explained("Places", "Fellside", "Running-cost allowance", 1);
    expect(sentence).toContain("Lump_sum (£1,500,000 per body per year, assumption, this option's own)");
    expect(because).toEqual([
      "Allowance_rule (“lump sum + per head”, assumption, this option's own) is “lump sum + per head”: yes",
      "Place (Fellside) is “Unassigned”: no",
    ]);
  });

  it("names what uses the figure", () => {
    expect(explained("Places", "Fellside", "Running-cost allowance").usedBy).toEqual([
      "Balance",
      "Options: Allowance of Places",
    ]);
  });
});

test("an option's own input, and an error followed to where it began", () => {
  const plan = changed(sample, [
    {
      type: "addColumn",
      table: "Practices",
      column: { name: "Cost of one", formula: "=1000/[@[List size]]" },
    },
    {
      type: "addColumn",
      table: "Places",
      column: {
        name: "Dearest",
        formula: "=MAXIFS(Practices[Cost of one],Practices[Place],[@Place])",
      },
    },
    {
      type: "setInputs",
      option: "Two larger CCGs",
      table: "Practices",
      cells: [{ row: "Y90003", column: "List size", value: 0 }],
    },
  ]);
  expect(explained("Practices", "Y90003", "List size", 1, plan).sentence).toBe(
    "List size of Y90003 Bramblebrook Practice: 0: an input of this option alone.",
  );
  expect(explained("Places", "Harrowgarth", "Dearest", 1, plan).error).toBe(
    "The error began in Cost of one of Y90003 Bramblebrook Practice: 1,000 ÷ List size (0, input of this option alone) " +
      "divides by zero or by a blank cell.",
  );
  expect(explained("Practices", "Y90003", "Cost of one", 1, plan).error).toBe(
    "The error begins here: 1,000 ÷ List size (0, input of this option alone) divides by zero or by a blank cell.",
  );
});

test("every figure of the sample plan can be explained", () => {
  for (const option of sample.options)
    for (const table of planTables(sample))
      for (const column of table.columns)
        for (const key of rowKeys(sample, table, option).slice(0, 4)) {
          const found = explainCell(sample, calculation, table.name, key, column.name, option.id);
          expect(found?.sentence).toMatch(/^.+: .*\.$/);
          expect(found?.sentence).not.toContain("undefined");
          expect(found?.error === null).toBe(!isError(found?.explanation.value));
        }
});

test("what is not there is not explained", () => {
  const id = sample.options[0]?.id ?? "";
  expect(explainCell(sample, calculation, "Nowhere", "x", "List size", id)).toBeNull();
  expect(explainCell(sample, calculation, "Practices", "Y90003", "Nothing", id)).toBeNull();
  expect(explainCell(sample, calculation, "Practices", "Nobody", "List size", id)).toBeNull();
});
