// The sample plan with everything a plan may hold besides it: a supporting table that an option overrides and one that all
// share, rules, choices, overrides of formulas with findings, and a simulation.

import { starterCommands } from "../../../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../../../renderer/plan/apply.ts";
import type { Command } from "../../../../renderer/plan/commands/command.ts";
import type { Column, Plan } from "../../../../renderer/plan/plan.ts";
import { samplePlan } from "../../../../renderer/plan/samplePlan.ts";

export const TWO = "Two larger CCGs";

const LONG_CHOICES = Array.from({ length: 30 }, (_, at) => `Contract type ${at + 1}, with a comma`);

function apply(plan: Plan, commands: readonly Command[]): Plan {
  return commands.reduce((at, command) => {
    const applied = applyCommand(at, command);
    if (!applied.ok) throw new Error(applied.problem.message);
    return applied.value.plan;
  }, plan);
}

const input = (id: string, name: string, type: "number" | "text", more = {}): Column => ({
  id,
  name,
  kind: "input",
  type,
  format: type === "text" ? "@" : "#,##0",
  note: `What ${name} is.`,
  ...more,
});

const formula = (id: string, name: string, text: string, format = "£#,##0", more = {}): Column => ({
  id,
  name,
  kind: "formula",
  formula: text,
  format,
  note: "",
  ...more,
});

/** Made by hand on top of the sample, so that it does not lean on the commands that make such things. */
export function richPlan(): Plan {
  const sample = apply(samplePlan(starterCommands), [
    {
      type: "addColumn",
      table: "Practices",
      column: { name: "Pay of posts", formula: "=[@[List size]]*2", format: "£#,##0" },
    },
    { type: "setInput", table: "Practices", row: "Y90002", column: "List size", value: 9_999, option: TWO },
  ]);
  const [base, two, ...others] = sample.options;
  if (base === undefined || two === undefined) throw new Error("the sample has options");
  const pay = sample.practiceColumns.at(-1);
  if (pay === undefined) throw new Error("the sample has columns");
  return {
    ...sample,
    practiceColumns: [
      ...sample.practiceColumns,
      input("contract", "Contract", "text", { choices: ["GMS", "PMS", "APMS"] }),
      input("kind", "Kind of contract", "text", { choices: LONG_CHOICES }),
      input("simulated", "Simulated overspend", "number"),
      formula("large", "Large enough", "=[@[List size]]>=5000", "General", {
        rule: { outcome: "warn", sentence: "Fewer than 5,000 patients." },
      }),
    ],
    practiceInputs: {
      ...sample.practiceInputs,
      contract: sample.practices.map((_, at) => ["GMS", "PMS", null][at % 3] ?? null),
      kind: sample.practices.map(() => null),
      simulated: sample.practices.map((_, at) => at * 10),
    },
    supportingTables: [
      {
        id: "t1",
        name: "Posts",
        title: "Posts",
        note: "Posts of a body.",
        rows: ["1", "2", "3"],
        columns: [
          input("post", "Post", "text"),
          input("salary", "Salary", "number", { format: "£#,##0" }),
          input("number", "Whole-time equivalents", "number"),
          formula("cost", "Cost", "=[@Salary]*[@[Whole-time equivalents]]"),
        ],
      },
      {
        id: "t2",
        name: "Bands",
        title: "Bands",
        note: "",
        rows: ["1", "2"],
        columns: [input("from", "From", "number"), input("uplift", "Uplift", "number", { format: "0.0%" })],
      },
      {
        id: "t3",
        name: "Heads",
        title: "Heads",
        note: "Reads an assumption, so each option has its own.",
        rows: ["1", "2"],
        columns: [input("heads", "Heads", "number"), formula("paid", "Paid", "=[@Heads]*Allowance_per_head")],
      },
    ],
    optionColumns: [...sample.optionColumns, formula("posts", "Cost of posts", "=SUM(Posts[Cost])")],
    keyedInputs: {
      ...sample.keyedInputs,
      [pay.id]: { Y90003: 123, Y90005: null },
      post: { "1": "Chair", "2": "Accountable officer", "3": "Nurse" },
      salary: { "1": 40_000, "2": 120_000, "3": 60_000 },
      number: { "1": 1, "2": 1, "3": 2 },
      cost: { "3": 100_000 },
      from: { "1": 0, "2": 10_000 },
      uplift: { "1": 0, "2": 0.05 },
      heads: { "1": 7, "2": 7 },
    },
    options: [
      base,
      {
        ...two,
        inputOverrides: { ...two.inputOverrides, salary: { "2": 150_000 }, [pay.id]: { Y90004: 77 } },
      },
      ...others,
    ],
    findings: [
      {
        columnId: pay.id,
        rowKey: "Y90003",
        fileName: "book.xlsx",
        cell: "Sheet1!C4",
        kind: "constant",
        formula: "",
        status: "open",
      },
      {
        columnId: pay.id,
        rowKey: "Y90005",
        fileName: "book.xlsx",
        cell: "Sheet1!C6",
        kind: "formula",
        formula: "=C5",
        status: "accepted",
      },
      {
        columnId: "cost",
        rowKey: "3",
        fileName: "",
        cell: "",
        kind: "constant",
        formula: "",
        status: "open",
      },
    ],
    simulation: {
      model: "Compound Poisson, 200 claims a year",
      seed: 7,
      trials: 10_000,
      date: "2026-01-02",
      fingerprint: "abc",
      columns: ["simulated"],
    },
  };
}
