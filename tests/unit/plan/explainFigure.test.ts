// The explanation of a figure with its places, on the sample plan: whatever can be gone to is there to be gone to.

import { describe, expect, it, test } from "vitest";
import { starterCommands } from "../../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import {
  explainFigure,
  type FigureExplanation,
  type FigurePlace,
  type FormulaStep,
} from "../../../renderer/plan/explainFigure.ts";
import { ASSUMPTIONS_TABLE, type Plan } from "../../../renderer/plan/plan.ts";
import { samplePlan } from "../../../renderer/plan/samplePlan.ts";
import { findColumn, findTable, planTables } from "../../../renderer/plan/tables.ts";

const sample = samplePlan(starterCommands);

function changed(commands: readonly Command[]): Plan {
  return commands.reduce((so, command) => {
    const result = applyCommand(so, command);
    if (!result.ok) throw new Error(result.problem.message);
    return result.value.plan;
  }, sample);
}

function explained(table: string, rowName: string, column: string, plan = sample): FigureExplanation {
  const calculation = new PlanCalculation(plan);
  const optionId = plan.options[0]?.id ?? "";
  const { rowKeys: keys, rowNames } = calculation.table(table, optionId);
  const key = keys[rowNames.indexOf(rowName)] ?? "";
  const found = explainFigure(plan, calculation, table, key, column, optionId);
  if (found === null) throw new Error(`no ${table} ${rowName} ${column}`);
  return found;
}

function withFormula(table: string, name: string, formula: string): Plan {
  return changed([{ type: "addColumn", table, column: { name, formula } }]);
}

describe("steps", () => {
  const plan = withFormula("Places", "Banded", '=IF([@[List size]]>1,([@Practices]+2)*3,"none")');
  const found = explained("Places", "Fellside", "Banded", plan);
  const lines = (step: FormulaStep): readonly string[] => [
    `${step.text} = ${step.used ? step.shown : "not used"}`,
    ...step.steps.flatMap(lines),
  ];

  it("are the parts of the formula with their values, constants left out", () => {
    expect(found.steps === null ? [] : lines(found.steps)).toEqual([
      'IF([@[List size]]>1,([@Practices]+2)*3,"none") = 48',
      "[@[List size]]>1 = true",
      "[@[List size]] = 98,425",
      "([@Practices]+2)*3 = 48",
      "([@Practices]+2) = 16",
      "[@Practices] = 14",
    ]);
  });

  it("name their places by row key", () => {
    const place = found.steps?.steps[0]?.steps[0]?.place;
    expect(place).toMatchObject({ table: "Places", column: "List size" });
    const { rowKeys } = new PlanCalculation(plan).table("Places", plan.options[0]?.id ?? "");
    expect(rowKeys).toContain(place?.rowKey);
  });
});

it("tells which rows a function took, the first of them one by one", () => {
  const [reading, ...others] = explained("Places", "Fellside", "List size").readings;
  expect(reading?.title).toBe("List size of 14 of 240 Practices");
  expect(reading?.origin).toBe("from Sample practices");
  expect(reading?.rows).toHaveLength(10);
  expect(reading?.moreRows).toBe(4);
  // the criterion's column holds the same in all of them, and the row's own name is no figure
  expect(others.map((each) => [each.title, each.rows.length])).toEqual([["Place of 14 of 240 Practices", 0]]);
});

it("goes from an assumption to the Assumptions", () => {
  const { readings } = explained("CCGs", "Northfell CCG", "Fixed cost");
  const place = readings.find((each) => each.title === "Fixed_cost_of_body")?.place;
  expect(place).toMatchObject({ table: ASSUMPTIONS_TABLE, column: "Fixed_cost_of_body", rowKey: null });
});

it("names every dependent once, in its own row where it reads that row", () => {
  const { dependents } = explained("CCGs", "Northfell CCG", "List size");
  const titles = dependents.map((each) => each.title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(dependents.find((each) => each.title === "Share of patients")?.place.rowKey).not.toBeNull();
  expect(dependents.find((each) => each.title === "Options: Smallest CCG")?.place.rowKey).toBeNull();
});

describe("where an import stands", () => {
  it("is the file", () => {
    expect(explained("Practices", "Y90001", "List size").imported).toMatchObject({
      fileName: "Sample practices",
    });
    expect(explained("CCGs", "Northfell CCG", "List size").imported).toBeNull();
  });

  it("is the sheet and column too where the import's mapping says so", () => {
    const [source, ...others] = sample.sources;
    if (source === undefined) throw new Error("no source");
    const mapping = { sheet: "Data", columns: [{ index: 27, header: "PATIENTS", name: "List size" }] };
    const plan: Plan = { ...sample, sources: [{ ...source, mapping }, ...others] };
    expect(explained("Practices", "Y90001", "List size", plan).imported?.where).toBe(
      "sheet Data, column AB (PATIENTS), in the row of Y90001",
    );
    for (const broken of [null, 3, { columns: 4 }, { sheet: 1, columns: [null, {}] }]) {
      const odd: Plan = { ...sample, sources: [{ ...source, mapping: broken }, ...others] };
      expect(explained("Practices", "Y90001", "List size", odd).imported?.where).toBe("");
    }
  });
});

it("finds where an error began", () => {
  const first = withFormula("Places", "Ratio", "=[@[List size]]/([@Practices]-14)");
  const second = applyCommand(first, {
    type: "addColumn",
    table: "Places",
    column: { name: "Twice", formula: "=[@Ratio]*2" },
  });
  if (!second.ok) throw new Error(second.problem.message);
  const found = explained("Places", "Fellside", "Twice", second.value.plan);
  expect(found.errorPlace).toMatchObject({ table: "Places", column: "Ratio" });
  expect(explained("Places", "Fellside", "Ratio", second.value.plan).errorPlace).toBeNull();
});

test("every place of every figure of the sample is there", () => {
  const calculation = new PlanCalculation(sample);
  const optionId = sample.options[1]?.id ?? "";
  const check = ({ table: name, column, rowKey }: FigurePlace) => {
    if (name === ASSUMPTIONS_TABLE) {
      expect(sample.assumptions.map((each) => each.name)).toContain(column);
      return;
    }
    const table = findTable(sample, name);
    expect(table === undefined ? undefined : findColumn(table, column), `${name} ${column}`).toBeDefined();
    if (rowKey !== null) expect(calculation.table(name, optionId).rowKeys).toContain(rowKey);
  };
  for (const table of planTables(sample)) {
    const key = calculation.table(table.name, optionId).rowKeys.at(-1) ?? "";
    for (const { name } of table.columns) {
      const found = explainFigure(sample, calculation, table.name, key, name, optionId);
      for (const { place, rows } of found?.readings ?? [])
        for (const each of [{ place }, ...rows]) check(each.place);
      for (const { place } of found?.dependents ?? []) check(place);
      const walk = (step: FormulaStep): void => {
        if (step.place !== null) check(step.place);
        step.steps.forEach(walk);
      };
      if (found !== null && found.steps !== null) walk(found.steps);
    }
  }
});
