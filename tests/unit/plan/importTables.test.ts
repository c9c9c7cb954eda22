import { describe, expect, test } from "vitest";
import { applyChanges, invertChanges } from "../../../renderer/plan/applyChanges.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { Command, ImportData } from "../../../renderer/plan/commands/command.ts";
import type { ImportedColumn, ImportedTable } from "../../../renderer/plan/commands/parts.ts";
import { findingsOf } from "../../../renderer/plan/findings.ts";
import { checkPlan } from "../../../renderer/plan/invariants.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import { serialisePlan } from "../../../renderer/plan/planFile.ts";
import { applied, optionNamed, planAfter, smallPlan } from "../../support/planBuilder.ts";

const start = smallPlan();

function column(
  name: string,
  values: ImportedColumn["values"],
  more: Partial<ImportedColumn> = {},
): ImportedColumn {
  const type = values.some((each) => typeof each === "string") ? "text" : "number";
  return { name, type, format: "General", note: "", values, ...more };
}

const BANDS: ImportedTable = {
  name: "Bands",
  title: "Weights by band",
  note: "Sheet Bands of model.xlsx",
  columns: [
    column("Band", ["A", "B", "C"]),
    column("Doubled", [2, 4, 6], {
      formula: "=[@Weight]*2",
      overrides: [{ row: 2, value: 7, cell: "Bands!B4", kind: "constant", formula: "" }],
    }),
    column("Weight", [1, 2, 3]),
  ],
};

function model(more: Partial<ImportData> = {}): ImportData {
  return {
    type: "importData",
    source: {
      fileName: "model.xlsx",
      description: "Workbook",
      dataDate: "",
      rows: 3,
      columns: ["Band", "Cost"],
      fingerprint: "aa",
      mapping: { sheet: 1 },
    },
    practices: ["C1", "C2", "C3"],
    columns: [
      column("Cost", [], {
        formula: "=[@Weighted]*Price_per_point",
        format: "£#,##0",
        overrides: [
          { row: 1, value: 500, cell: "Model!D3", kind: "constant", formula: "" },
          { row: 2, value: 90, cell: "Model!D4", kind: "formula", formula: "=C4*30" },
        ],
      }),
      column("Band", ["A", "B", "C"]),
      column("Weighted", [], { formula: "=VLOOKUP([@Band],Bands,2,FALSE)" }),
    ],
    levels: [],
    groups: [],
    membership: [undefined, undefined, undefined],
    tables: [BANDS],
    assumptions: [
      { name: "Price_per_point", value: 10, unit: "£", source: "Assumptions!B2" },
      { name: "Rate", value: 26 },
    ],
    ...more,
  };
}

function figures(plan: Plan, column: string, option = "today") {
  const read = new PlanCalculation(plan).table("Practices", option);
  return plan.practices.map((_, row) => read.value(row, column));
}

describe("a workbook with formulas", () => {
  const done = applied(start, model());
  const { plan } = done;

  test("is one step: tables, formulas that use them and each other, assumptions, overrides", () => {
    expect(checkPlan(plan)).toEqual([]);
    expect(new PlanCalculation(plan).problems()).toEqual([]);
    expect(figures(plan, "Weighted").slice(0, 3)).toEqual([2, 4, 7]);
    expect(figures(plan, "Cost").slice(0, 3)).toEqual([20, 500, 90]);
    expect(serialisePlan(applyChanges(plan, invertChanges(done.changes)))).toBe(serialisePlan(start));
    expect(plan.sources.at(-1)).toMatchObject({ fingerprint: "aa", mapping: { sheet: 1 } });
  });

  test("columns stand as in the file, so that VLOOKUP counts them right", () => {
    expect(plan.supportingTables[0]?.columns.map((each) => each.name)).toEqual(["Band", "Doubled", "Weight"]);
    expect(plan.practiceColumns.slice(-3).map((each) => each.name)).toEqual(["Cost", "Band", "Weighted"]);
  });

  test("cells that break their formula are findings with file and cell", () => {
    const { cells, total } = findingsOf(plan, new PlanCalculation(plan));
    expect(
      cells.map(({ column: name, rowName, standing, formulaValue, difference, finding }) => [
        name,
        rowName,
        standing,
        formulaValue,
        difference,
        `${finding.fileName} ${finding.cell} ${finding.kind} ${finding.formula}`.trim(),
      ]),
    ).toEqual([
      ["Doubled", "C", 7, 6, 1, "model.xlsx Bands!B4 constant"],
      ["Cost", "C2", 500, 40, 460, "model.xlsx Model!D3 constant"],
      ["Cost", "C3", 90, 70, 20, "model.xlsx Model!D4 formula =C4*30"],
    ]);
    expect(total).toMatchObject({ cells: 3, open: 3, money: 480 });
  });

  test("what the user should know", () => {
    expect(done.problems.map((each) => [each.code, each.message, each.where?.file])).toEqual(
      expect.arrayContaining([
        ["assumption-kept", "Rate stays 25; the file has 26.", "model.xlsx"],
        ["cells-overridden", expect.stringContaining('2 cells of "Cost"'), "model.xlsx"],
      ]),
    );
    expect(plan.assumptions.map((each) => [each.name, each.value])).toEqual([
      ["Rate", 25],
      ["Rule", "per head"],
      ["Price_per_point", 10],
    ]);
  });
});

describe("the same workbook again", () => {
  const before = planAfter(
    start,
    model(),
    { type: "acceptFinding", table: "Practices", row: "C2", column: "Cost" },
    { type: "acceptFinding", table: "Practices", row: "C3", column: "Cost" },
    { type: "setInput", table: "Bands", row: "B", column: "Weight", value: 20, option: "Merged" },
    { type: "addColumn", table: "Bands", column: { name: "Own", type: "text" } },
    { type: "setInput", table: "Bands", row: "A", column: "Own", value: "kept" },
    { type: "overrideFormula", table: "Practices", row: "C6", column: "Cost", value: 1 },
  );

  test("unchanged: nothing changes but the list of sources", () => {
    const { plan } = applied(before, model());
    const { sources: _, findings, ...rest } = plan;
    const { sources: __, findings: old, ...expected } = before;
    expect(rest).toEqual(expected);
    expect(new Set(findings)).toEqual(new Set(old));
  });

  test("newer: rows keep their ids by name, what went goes, what is there again counts as the file says", () => {
    const newer: ImportedTable = {
      ...BANDS,
      columns: [
        column("Band", ["B", "D", "A"]),
        column("Doubled", [], { formula: "=[@Weight]*3" }),
        column("Weight", [5, 6, undefined]),
      ],
    };
    const { plan, problems } = applied(
      before,
      model({
        tables: [newer],
        columns: [
          column("Cost", [], {
            formula: "=[@Weighted]*Price_per_point",
            overrides: [{ row: 1, value: 501, cell: "Model!D3", kind: "constant", formula: "" }],
          }),
        ],
      }),
    );
    expect(plan.supportingTables[0]).toMatchObject({ rows: ["2", "5", "1"], title: "Weights by band" });
    expect(plan.keyedInputs).toMatchObject({
      "band-2": { 1: "A", 2: "B", 5: "D" },
      weight: { 1: 1, 2: 5, 5: 6 },
      own: { 1: "kept" },
      cost: { C2: 501, C6: 1 },
    });
    expect(optionNamed(plan, "Merged").inputOverrides.weight).toEqual({ 2: 20 });
    expect(plan.findings.map((each) => [each.columnId, each.rowKey, each.status])).toEqual([
      ["cost", "C6", "open"],
      ["cost", "C2", "open"],
    ]);
    expect(problems.map((each) => each.code)).toEqual(
      expect.arrayContaining(["rows-removed", "formula-replaced", "cells-overridden"]),
    );
    expect(checkPlan(plan)).toEqual([]);
  });
});

describe("what does not fit", () => {
  const taken = (command: ImportData, from = start) => {
    const { plan, problems } = applied(from, command);
    expect(checkPlan(plan)).toEqual([]);
    return { plan, codes: problems.filter((each) => each.severity !== "note").map((each) => each.code) };
  };

  test("a formula that cannot be calculated becomes an input of the file's values", () => {
    const { plan, codes } = taken(
      model({
        assumptions: [],
        columns: [
          column("Odd", [1, 2, 3], { formula: "=NO.SUCH.FUNCTION(1)" }),
          column("Uses it", [], { formula: "=[@Odd]*2" }),
        ],
        tables: [
          {
            ...BANDS,
            columns: [
              column("Band", ["A", "B"]),
              column("Loop", [8, 9], { formula: "=[@Back]" }),
              column("Back", [8, 9], { formula: "=[@Loop]" }),
            ],
          },
        ],
      }),
    );
    expect(codes).toEqual(["formula-not-taken", "formula-not-taken"]);
    expect(figures(plan, "Uses it").slice(0, 3)).toEqual([2, 4, 6]);
    const read = new PlanCalculation(plan).table("Bands", "today");
    expect([read.value(1, "Loop"), read.value(1, "Back")]).toEqual([9, 9]);
  });

  test("a name that is taken is another name, and that is said", () => {
    const { plan, codes } = taken(
      model({ tables: [{ ...BANDS, name: "Places", title: "Places" }], columns: [], assumptions: [] }),
    );
    expect(plan.supportingTables[0]).toMatchObject({ name: "Places_2", title: "Places (2)" });
    expect(codes).toEqual(["table-renamed", "cells-overridden"]);
  });

  test("a formula of the name of an input stands beside it", () => {
    const { plan, codes } = taken(
      model({ tables: [], assumptions: [], columns: [column("List size", [], { formula: "=1" })] }),
    );
    expect(plan.practiceColumns.at(-1)?.name).toBe("List size (2)");
    expect(codes).toEqual(["column-name-taken"]);
  });

  test("values of another type are left out and counted", () => {
    const { plan, codes } = taken(
      model({
        assumptions: [],
        columns: [],
        tables: [
          { ...BANDS, columns: [column("Band", ["A", "B"]), column("N", [1, "x"], { type: "number" })] },
        ],
      }),
    );
    expect(plan.keyedInputs.n).toEqual({ 1: 1 });
    expect(codes).toEqual(["value-left-out"]);
  });

  test.each<[string, Partial<ImportData>]>([
    [
      "columns of different lengths",
      { tables: [{ ...BANDS, columns: [column("A", [1]), column("B", [1, 2])] }] },
    ],
    ["no columns", { tables: [{ ...BANDS, columns: [] }] }],
    ["a short column of Practices", { columns: [column("A", [1])] }],
  ])("%s is refused", (_, more) => {
    expect(() => applied(start, model(more) as Command)).toThrow();
  });
});
