// Plans for tests, made by commands like any other: a helper that insists that a command works, and a small plan
// with two levels, two options, inputs and formulas of every table.

import { type Applied, applyCommand } from "../../renderer/plan/apply.ts";
import type { Command, ImportData } from "../../renderer/plan/commands/command.ts";
import { emptyPlan } from "../../renderer/plan/emptyPlan.ts";
import type { Option, Plan } from "../../renderer/plan/plan.ts";
import type { Problem } from "../../renderer/plan/problem.ts";

/** The outcome of a command that must work. */
export function applied(plan: Plan, command: Command): Applied {
  const result = applyCommand(plan, command);
  if (!result.ok) throw new Error(`${command.type}: ${result.problem.message}`);
  return result.value;
}

/** The plan after commands that must all work. */
export function planAfter(plan: Plan, ...commands: readonly Command[]): Plan {
  return commands.reduce((so, command) => applied(so, command).plan, plan);
}

/** The problem of a command that must be refused. */
export function refusal(plan: Plan, command: Command): Problem {
  const result = applyCommand(plan, command);
  if (result.ok) throw new Error(`${command.type} was not refused: ${result.value.label}`);
  return result.problem;
}

export function optionNamed(plan: Plan, name: string): Option {
  const option = plan.options.find((each) => each.name === name);
  if (option === undefined) throw new Error(`no option ${name}`);
  return option;
}

/** For each practice the name of its own group, or null. */
export function memberNames(plan: Plan, optionName: string): Record<string, string | null> {
  const option = optionNamed(plan, optionName);
  const names = new Map(option.groups.map((group) => [group.id, group.name]));
  return Object.fromEntries(
    plan.practices.map((code, at) => [code, names.get(option.membership[at] ?? "") ?? null]),
  );
}

/** Six practices in three places and two CCGs; C3 belongs to a CCG only, C6 to nothing. */
export const SMALL_IMPORT: ImportData = {
  type: "importData",
  source: {
    fileName: "small.csv",
    description: "Test data",
    dataDate: "2026-01-01",
    rows: 6,
    columns: ["List size"],
  },
  practices: ["C1", "C2", "C3", "C4", "C5", "C6"],
  columns: [
    {
      name: "Practice name",
      type: "text",
      format: "@",
      note: "",
      values: ["Ash", "Beech", "Cedar", "Dogwood", "Elm", "Fir"],
    },
    {
      name: "List size",
      type: "number",
      format: "#,##0",
      note: "",
      values: [1000, 2000, 3000, 4000, 5000, 6000],
    },
  ],
  levels: [{ name: "Place" }, { name: "CCG" }],
  groups: [
    { level: "CCG", name: "East", parent: null },
    { level: "CCG", name: "West", parent: null },
    { level: "Place", name: "Hill", parent: 0 },
    { level: "Place", name: "Lake", parent: 0 },
    { level: "Place", name: "Moor", parent: 1 },
  ],
  membership: [2, 2, 0, 3, 4, null],
};

/** The small import, assumptions, an input column on every table, formulas that use each other, and a second option. */
export function smallPlan(): Plan {
  return planAfter(
    emptyPlan("Small"),
    SMALL_IMPORT,
    { type: "addAssumption", name: "Rate", value: 25, unit: "£ per head", source: "Test." },
    { type: "addAssumption", name: "Rule", value: "per head" },
    { type: "addColumn", table: "Practices", column: { name: "Opened", type: "date" } },
    { type: "addColumn", table: "Practices", column: { name: "Training", type: "boolean" } },
    { type: "addColumn", table: "Places", column: { name: "Staff" } },
    { type: "addColumn", table: "Options", column: { name: "Bodies" } },
    { type: "addColumn", table: "Practices", column: { name: "Money", formula: "=[@[List size]]*Rate" } },
    {
      type: "addColumn",
      table: "Places",
      column: { name: "People", formula: "=SUMIFS(Practices[List size],Practices[Place],[@Place])" },
    },
    { type: "addColumn", table: "Options", column: { name: "Total", formula: "=SUM(Places[People])" } },
    { type: "setInput", table: "Places", row: "Hill", column: "Staff", value: 7 },
    { type: "setInput", table: "Options", row: "Today", column: "Bodies", value: 2 },
    { type: "addOption", name: "Merged" },
  );
}

/** The small plan with a supporting table that formulas look up, overrides in the base and in an option, and a rule. */
export function richPlan(): Plan {
  return planAfter(
    smallPlan(),
    {
      type: "addTable",
      name: "Rates",
      title: "Rates by size",
      note: "Board paper, May.",
      columns: [
        { name: "Band", type: "text", choices: ["small", "middle", "large"] },
        { name: "From", format: "#,##0" },
        { name: "Price", format: "£0.00" },
        { name: "Monthly", formula: "=[@Price]/12", format: "£0.00" },
      ],
    },
    {
      type: "addRows",
      table: "Rates",
      rows: [
        { Band: "small", From: 0, Price: 12 },
        { Band: "middle", From: 2000, Price: 24 },
        { Band: "large", From: 5000, Price: 36 },
      ],
    },
    {
      type: "addColumn",
      table: "Practices",
      column: {
        name: "Charge",
        formula: "=[@[List size]]*XLOOKUP([@[List size]],Rates[From],Rates[Price],0,-1)",
        format: "£#,##0",
      },
    },
    {
      type: "addColumn",
      table: "Places",
      column: {
        name: "Large enough",
        formula: "=[@People]>=4000",
        rule: { outcome: "fail", sentence: "Fewer than 4,000 patients" },
      },
    },
    { type: "setInput", table: "Rates", row: "large", column: "Price", value: 30, option: "Merged" },
    { type: "overrideFormula", table: "Practices", row: "C2", column: "Charge", value: 50_000 },
    {
      type: "overrideFormula",
      table: "Practices",
      row: "C4",
      column: "Charge",
      value: 90_000,
      option: "Merged",
    },
  );
}
