// Formulas of a workbook on their way into a plan: what comes in as a formula, in which names, with which tables and
// assumptions; which cells become findings; what comes in as values, and why. Each plan is calculated and compared with
// the cells of the workbook it came from.

import { describe, expect, test } from "vitest";
import { withColumnAsValues } from "../../../../renderer/excel/import/chosenFormulas.ts";
import type { Mapping } from "../../../../renderer/excel/import/mapping.ts";
import { prepareImport } from "../../../../renderer/excel/import/prepareImport.ts";
import { recognise } from "../../../../renderer/excel/import/recognise.ts";
import type { ReadFile } from "../../../../renderer/excel/read/sourceFile.ts";
import { applyCommand } from "../../../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../../../renderer/plan/calculation.ts";
import { emptyPlan } from "../../../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../../../renderer/plan/plan.ts";
import { openFormulaFile } from "../../../support/formulaFiles.ts";
import { planAfter } from "../../../support/planBuilder.ts";

type Change = (mapping: Mapping) => Mapping;

function bringIn(file: ReadFile, plan: Plan = emptyPlan("T"), change: Change = (same) => same) {
  const { mapping, tables } = recognise(file);
  if (mapping === null) throw new Error("no mapping");
  const prepared = prepareImport(plan, file, change(mapping), [], undefined, tables);
  if (!prepared.ok) throw new Error(prepared.problem.message);
  const applied = applyCommand(plan, prepared.value.command);
  if (!applied.ok) throw new Error(applied.problem.message);
  const { formulas, problems, command } = prepared.value;
  const said = [...problems, ...applied.value.problems];
  return { plan: applied.value.plan, formulas, command, codes: said.map(({ code }) => code), said };
}

function values(plan: Plan, table: string, column: string): readonly unknown[] {
  const figures = new PlanCalculation(plan).table(table, plan.options[0]?.id ?? "");
  return figures.rowKeys.map((_, row) => figures.value(row, column));
}

const CODES = Array.from({ length: 10 }, (_, at) => `A810${10 + at}`);
/** List size times the rate of the place. */
const PAYMENTS = CODES.map((_, at) => 1000 * (at + 1) * (at % 2 === 0 ? 2 : 3));

/** Ten practices with an allowance, their place's rate, and a total below. */
function practices(payment: (row: number) => number | string = (row) => `=C${row}*E${row}`) {
  return {
    Data: [
      ["Code", "Practice", "List size", "Place", "Rate", "Allowance", "Payment"],
      ...CODES.map((code, at) => {
        const row = at + 2;
        return [
          code,
          `Surgery ${at + 1}`,
          1000 * (at + 1),
          at % 2 === 0 ? "North" : "South",
          `=VLOOKUP(D${row},Places!$A$2:$B$4,2,FALSE)`,
          `=C${row}*Inputs!$B$2`,
          payment(row),
        ];
      }),
    ],
    Places: [
      ["Place", "Rate"],
      ["North", 2],
      ["South", 3],
      ["East", 4],
    ],
    Inputs: [
      ["Figure", "Value"],
      ["Allowance per head", 25],
    ],
  };
}

describe("formula columns of the practices", () => {
  test("come in with their table, their assumption and the columns they read", async () => {
    const { plan, formulas, codes } = bringIn(await openFormulaFile(practices()));
    expect(formulas).toEqual([
      { table: "Practices", column: "Rate", formula: "=VLOOKUP([@Place],Places[[Place]:[Rate]],2,FALSE)" },
      { table: "Practices", column: "Allowance", formula: "=[@[List size]]*Allowance_per_head" },
      { table: "Practices", column: "Payment", formula: "=[@[List size]]*[@Rate]" },
    ]);
    expect(plan.assumptions.map(({ name, value, source }) => [name, value, source])).toEqual([
      ["Allowance_per_head", 25, "book.xlsx, Inputs!B2"],
    ]);
    expect(plan.supportingTables.map(({ name, title, rows }) => [name, title, rows.length])).toEqual([
      ["Places", "Places", 3],
    ]);
    expect(values(plan, "Practices", "Payment")).toEqual(PAYMENTS);
    expect(plan.findings).toEqual([]);
    expect(codes).not.toContain("formula-as-values");
    const moved = planAfter(plan, { type: "setAssumption", name: "Allowance_per_head", value: 30 });
    expect(values(moved, "Practices", "Allowance")[0]).toBe(30000);
  });

  test("cells that break them are overrides and findings, with file and cell", async () => {
    const file = await openFormulaFile(
      practices((row) => (row === 4 ? 7777 : row === 6 ? "=C6*E6+1" : `=C${row}*E${row}`)),
    );
    const { plan } = bringIn(file);
    expect(values(plan, "Practices", "Payment")).toEqual(PAYMENTS.with(2, 7777).with(4, 10001));
    expect(
      plan.findings.map(({ rowKey, fileName, cell, kind, formula, status }) => [
        rowKey,
        fileName,
        cell,
        kind,
        formula,
        status,
      ]),
    ).toEqual([
      ["A81012", "book.xlsx", "Data!G4", "constant", "", "open"],
      ["A81014", "book.xlsx", "Data!G6", "formula", "=C6*E6+1", "open"],
    ]);
  });

  test("imported again: new values, an accepted finding stays, nothing twice", async () => {
    const before = bringIn(
      await openFormulaFile(practices((row) => (row === 4 ? 7777 : `=C${row}*E${row}`))),
    );
    const accepted = planAfter(before.plan, {
      type: "acceptFinding",
      table: "Practices",
      row: "A81012",
      column: "Payment",
    });
    const sheets = practices((row) => (row === 4 ? 7777 : `=C${row}*E${row}`));
    const changed = {
      ...sheets,
      Data: sheets.Data.map((row, at) => (at === 1 ? [...row.slice(0, 2), 1500, ...row.slice(3)] : row)),
    };
    const { plan } = bringIn(await openFormulaFile(changed), accepted);
    const names = (of: Plan) => [
      of.practiceColumns.map(({ name }) => name),
      of.supportingTables.map(({ name }) => name),
      of.assumptions.map(({ name }) => name),
    ];
    expect(names(plan)).toEqual(names(before.plan));
    expect(values(plan, "Practices", "Payment")[0]).toBe(3000);
    expect(plan.findings.map(({ status }) => status)).toEqual(["accepted"]);
  });

  test("as values, one column or all, when the user says so", async () => {
    const file = await openFormulaFile(practices());
    const one = bringIn(file, emptyPlan("T"), (mapping) => withColumnAsValues(mapping, 6, true));
    expect(one.formulas.map(({ column }) => column)).toEqual(["Rate", "Allowance"]);
    expect(values(one.plan, "Practices", "Payment")).toEqual(PAYMENTS);
    const all = bringIn(file, emptyPlan("T"), (mapping) => ({ ...mapping, valuesOnly: true, tables: [] }));
    expect(all.formulas).toEqual([]);
    expect(all.plan.practiceColumns.map(({ name, kind }) => [name, kind])).toEqual([
      ["Practice name", "input"],
      ["List size", "input"],
      ["Rate", "input"],
      ["Allowance", "input"],
      ["Payment", "input"],
    ]);
    expect([all.plan.supportingTables, all.plan.assumptions]).toEqual([[], []]);
    expect(values(all.plan, "Practices", "Payment")).toEqual(values(one.plan, "Practices", "Payment"));
  });

  test("a renamed column and a renamed assumption are renamed in the formulas", async () => {
    const file = await openFormulaFile(practices());
    const { plan, formulas } = bringIn(file, emptyPlan("T"), (mapping) => ({
      ...mapping,
      assumptionNames: { Allowance_per_head: "Fee" },
      columns: mapping.columns.map((each) => (each.name === "Rate" ? { ...each, name: "Price" } : each)),
    }));
    expect(formulas.map(({ column, formula }) => [column, formula])).toEqual([
      ["Price", "=VLOOKUP([@Place],Places[[Place]:[Rate]],2,FALSE)"],
      ["Allowance", "=[@[List size]]*Fee"],
      ["Payment", "=[@[List size]]*[@Price]"],
    ]);
    expect(values(plan, "Practices", "Payment")).toEqual(PAYMENTS);
  });
});

test("a row of totals is no practice, and breaks no formula", async () => {
  const sheets = practices();
  const total = ["Total", null, "=SUM(C2:C11)", null, null, "=SUM(F2:F11)", "=SUM(G2:G11)"];
  const { plan, formulas, said } = bringIn(
    await openFormulaFile({ ...sheets, Data: [...sheets.Data, total] }),
  );
  expect(plan.practices).toEqual(CODES);
  expect(formulas.map(({ column }) => column)).toEqual(["Rate", "Allowance", "Payment"]);
  expect(said.find(({ code }) => code === "total-row")?.message).toBe(
    'Row 12 is a total ("Total"), so it was left out.',
  );
});

describe("what comes in as values, with the reason", () => {
  test("a running total, and list sizes that are formulas", async () => {
    const rows = CODES.map((code, at) => {
      const row = at + 2;
      return [code, `Surgery ${at + 1}`, `=D${row}*2`, 10 * row, at === 0 ? "=D2" : `=E${at + 1}+D${row}`];
    });
    const file = await openFormulaFile({
      Data: [["Code", "Practice", "List size", "Half", "Running"], ...rows],
    });
    const { plan, formulas, said } = bringIn(file);
    expect(formulas).toEqual([]);
    const reasons = said.filter(({ code }) => code === "formula-as-values").map(({ message }) => message);
    expect(reasons).toEqual([
      "List size comes in as values: it gives the list sizes, which are figures of the plan and not formulas.",
      "Running comes in as values: it reads the row above, as running totals do.",
    ]);
    expect(values(plan, "Practices", "Running")).toEqual([20, 50, 90, 140, 200, 270, 350, 440, 540, 650]);
  });

  test("a share of a total that is another over the plan's practices", async () => {
    const rows = CODES.map((code, at) => [code, `Surgery ${at + 1}`, 100, `=C${at + 2}/SUM(C$2:C$11)`]);
    const file = await openFormulaFile({ Data: [["Code", "Practice", "List size", "Share"], ...rows] });
    const alone = bringIn(file);
    expect(alone.formulas.map(({ formula }) => formula)).toEqual(["=[@[List size]]/SUM([List size])"]);
    const others = planAfter(
      emptyPlan("T"),
      ...[
        { type: "addPractices" as const, practices: ["B81001"] },
        { type: "addColumn" as const, table: "Practices", column: { name: "List size" } },
        { type: "setInput" as const, table: "Practices", row: "B81001", column: "List size", value: 400 },
      ],
    );
    const joined = bringIn(file, others, (mapping) => ({ ...mapping, newPractices: "add" }));
    expect(joined.formulas).toEqual([]);
    expect(joined.said.find(({ code }) => code === "formula-as-values")?.message).toMatch(
      /^Share comes in as values: over the rows of the plan its formula would give other values .* in 10 of 10 rows/,
    );
    expect(values(joined.plan, "Practices", "Share").slice(1)).toEqual(CODES.map(() => 0.1));
  });
});

describe("tables", () => {
  test("names that a plan keeps for itself are changed, in the formulas as well", async () => {
    const sheets = practices((row) => `=VLOOKUP(D${row},Options!$A$2:$B$3,2,FALSE)`);
    const file = await openFormulaFile({
      ...sheets,
      Options: [
        ["Place", "Extra"],
        ["North", 5],
        ["South", 6],
      ],
    });
    const { plan, formulas } = bringIn(file);
    expect(formulas.at(-1)?.formula).toBe("=VLOOKUP([@Place],Options_2[[Place]:[Extra]],2,FALSE)");
    expect(plan.supportingTables.map(({ name }) => name)).toEqual(["Places", "Options_2"]);
    expect(values(plan, "Practices", "Payment")).toEqual(CODES.map((_, at) => 5 + (at % 2)));
  });

  test("a sheet of formulas over the practices comes in as a table, live", async () => {
    const file = await openFormulaFile({
      ...practices(),
      Summary: [
        ["Place", "Patients"],
        ["North", "=SUMIFS(Data!$C$2:$C$11,Data!$D$2:$D$11,A2)"],
        ["South", "=SUMIFS(Data!$C$2:$C$11,Data!$D$2:$D$11,A3)"],
      ],
    });
    const { plan, formulas } = bringIn(file);
    expect(formulas.at(-1)).toEqual({
      table: "Summary",
      column: "Patients",
      formula: "=SUMIFS(Practices[List size],Practices[Place],[@Place])",
    });
    expect(values(plan, "Summary", "Patients")).toEqual([25000, 30000]);
    const moved = planAfter(plan, {
      type: "setInput",
      table: "Practices",
      row: "A81010",
      column: "List size",
      value: 1,
    });
    expect(values(moved, "Summary", "Patients")).toEqual([24001, 30000]);
  });

  test("a workbook without practices is brought in as tables only", async () => {
    const file = await openFormulaFile(
      {
        Posts: [
          ["Post", "Grade", "Cost", "Started"],
          ["Chief officer", "9", "=VLOOKUP(B2,Grades!$A$2:$B$3,2,FALSE)", 45000],
          ["Accountant", "8a", "=VLOOKUP(B3,Grades!$A$2:$B$3,2,FALSE)", 45100],
        ],
        Grades: [
          ["Grade", "Salary"],
          ["9", 145000],
          ["8a", 62000],
        ],
      },
      { formats: { "Posts!D": "dd/mm/yyyy" } },
    );
    const { tables } = recognise(file);
    expect(tables.tables.map(({ name }) => name)).toEqual(["Posts", "Grades"]);
    const { plan, formulas } = bringIn(file, emptyPlan("T"), (mapping) => ({
      ...mapping,
      tablesOnly: true,
      tables: [{ table: "Posts", name: "Staff_posts" }],
    }));
    expect(formulas).toEqual([
      {
        table: "Staff_posts",
        column: "Cost",
        formula: "=VLOOKUP([@Grade],Grades[[Grade]:[Salary]],2,FALSE)",
      },
    ]);
    expect(values(plan, "Staff_posts", "Cost")).toEqual([145000, 62000]);
    expect(
      plan.supportingTables[0]?.columns.map((each) => (each.kind === "input" ? each.type : "formula")),
    ).toEqual(["text", "text", "formula", "date"]);
    expect(plan.practices).toEqual([]);
  });

  test("headings with blanks at the end and line breaks are tidied, in the formulas as well", async () => {
    const file = await openFormulaFile({
      Rates: [
        ["Band ", "Cost\nper head", "Cost", "Both"],
        ["A", 1, 10, "=B2+C2"],
        ["B", 2, 20, "=B3+C3"],
        ["C", 3, 30, "=B4+C4"],
      ],
    });
    const { plan, formulas, codes } = bringIn(file, emptyPlan("T"), (mapping) => ({
      ...mapping,
      tablesOnly: true,
      tables: [{ table: "Rates", name: "Rates" }],
    }));
    expect(formulas).toEqual([{ table: "Rates", column: "Both", formula: "=[@[Cost per head]]+[@Cost]" }]);
    expect(plan.supportingTables[0]?.columns.map(({ name }) => name)).toEqual([
      "Band",
      "Cost per head",
      "Cost",
      "Both",
    ]);
    expect(values(plan, "Rates", "Both")).toEqual([11, 22, 33]);
    expect(codes).not.toContain("formula-not-taken");
  });
});
