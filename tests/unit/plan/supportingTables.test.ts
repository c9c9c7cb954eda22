import { describe, expect, test } from "vitest";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import { compareAssumptions, compareInputs } from "../../../renderer/plan/compareInputs.ts";
import { checkPlan } from "../../../renderer/plan/invariants.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import { rowAddresses } from "../../../renderer/plan/rowNames.ts";
import { findTable } from "../../../renderer/plan/tables.ts";
import { applied, optionNamed, planAfter, refusal, richPlan } from "../../support/planBuilder.ts";

const plan = richPlan();

function rates(of: Plan) {
  const table = of.supportingTables.find((each) => each.name === "Rates");
  if (table === undefined) throw new Error("no Rates");
  return table;
}

/** The inputs of Rates in the base, row by row. */
function bands(of: Plan) {
  return rates(of).rows.map((row) => [
    row,
    of.keyedInputs.band?.[row] ?? null,
    of.keyedInputs.price?.[row] ?? null,
  ]);
}

test("a table, its rows and columns", () => {
  expect(rates(plan)).toMatchObject({ title: "Rates by size", rows: ["1", "2", "3"] });
  expect(bands(plan)).toEqual([
    ["1", "small", 12],
    ["2", "middle", 24],
    ["3", "large", 36],
  ]);
  expect(checkPlan(plan)).toEqual([]);
});

describe("rows", () => {
  test("come before another, with ids that are not used", () => {
    const next = planAfter(plan, {
      type: "addRows",
      table: "Rates",
      rows: [{ Band: "tiny" }, { price: 18 }],
      before: "middle",
    });
    expect(bands(next)).toEqual([
      ["1", "small", 12],
      ["4", "tiny", null],
      ["5", null, 18],
      ["2", "middle", 24],
      ["3", "large", 36],
    ]);
  });

  test("go with their values in every option and their findings", () => {
    const overridden = planAfter(plan, {
      type: "overrideFormula",
      table: "Rates",
      row: "large",
      column: "Monthly",
      value: 9,
    });
    expect(overridden.findings).toHaveLength(2);
    const next = planAfter(overridden, { type: "removeRows", table: "Rates", rows: ["large", "#1"] });
    expect(bands(next)).toEqual([["2", "middle", 24]]);
    expect(optionNamed(next, "Merged").inputOverrides).toEqual({ charge: { C4: 90_000 } });
    expect(next.findings.map((each) => each.columnId)).toEqual(["charge"]);
    expect(next.keyedInputs.monthly).toBeUndefined();
    expect(checkPlan(next)).toEqual([]);
  });

  test("a value that is none of the choices is kept with a warning", () => {
    const { plan: next, problems } = applied(plan, {
      type: "addRows",
      table: "Rates",
      rows: [{ Band: "Small" }, { Band: "huge" }],
    });
    expect(bands(next).slice(3)).toEqual([
      ["4", "Small", null],
      ["5", "huge", null],
    ]);
    expect(problems.map((each) => [each.code, each.severity, each.message])).toEqual([
      ["not-a-choice", "warning", '"huge" is not among the choices of "Band".'],
    ]);
  });
});

describe("a row is found by its first column's text where that is unique, and by its place", () => {
  const doubled = planAfter(plan, {
    type: "addRows",
    table: "Rates",
    rows: [{ Band: "small", Price: 1 }, { Price: 2 }, { Band: "#1" }],
  });
  const set = (row: string): Command => ({
    type: "setInput",
    table: "rates by size",
    row,
    column: "price",
    value: 7,
  });

  test.each([
    ["middle", "2"],
    [" LARGE ", "3"],
    ["#1", "1"],
    ["#4", "4"],
    ["#5", "5"],
    ["#6", "6"],
  ])("%s", (row, id) => {
    expect(planAfter(doubled, set(row)).keyedInputs.price?.[id]).toBe(7);
  });

  test.each([
    ["small", "ambiguous-row"],
    ["larg", "unknown-row"],
    ["#0", "unknown-row"],
    ["#7", "unknown-row"],
  ])("%s: %s", (row, code) => {
    expect(refusal(doubled, set(row))).toMatchObject({ code, remedy: expect.stringContaining("#1") });
  });

  test("every row has an address that leads to it", () => {
    const table = findTable(doubled, "Rates");
    if (table === undefined) throw new Error("no Rates");
    const addresses = rowAddresses(doubled, table, optionNamed(doubled, "Today"));
    expect(addresses).toEqual(["#1", "middle", "large", "#4", "#5", "#6"]);
    addresses.forEach((address, at) => {
      expect(planAfter(doubled, set(address)).keyedInputs.price?.[rates(doubled).rows[at] ?? ""]).toBe(7);
    });
  });

  test("names are the option's own; a formula names no row for a command", () => {
    const renamed = planAfter(
      plan,
      { type: "setInput", table: "Rates", row: "small", column: "Band", value: "middle", option: "Merged" },
      { type: "addTable", name: "Named", columns: [{ name: "Label", formula: '="Row "&2' }, { name: "X" }] },
      { type: "addRows", table: "Named", rows: [{ X: 1 }] },
    );
    expect(refusal(renamed, { ...set("middle"), option: "Merged" } as Command).code).toBe("ambiguous-row");
    expect(planAfter(renamed, set("middle")).keyedInputs.price?.["2"]).toBe(7);
    const figures = new PlanCalculation(renamed);
    expect(figures.table("Named", "today").rowNames).toEqual(["Row 2"]);
    expect(figures.table("Rates", "merged").rowNames).toEqual(["middle", "middle", "large"]);
  });
});

describe("names", () => {
  const add = (name: string, title = name): Command => ({
    type: "addTable",
    name,
    title,
    columns: [{ name: "A" }],
  });
  test.each([
    ["practices", "practices", "table-name-taken"],
    ["Assumptions", "Figures", "table-name-taken"],
    ["Places", "Places", "table-name-taken"],
    ["Bands", "CCGs", "table-name-taken"],
    ["RATES", "Other", "table-name-taken"],
    ["Other", "rates by size", "table-name-taken"],
    ["Rate", "Rate", "table-name-taken"],
    ["Two words", "Two words", "invalid-table-name"],
    ["A1", "A1", "invalid-table-name"],
    ["", "", "empty-name"],
  ])("%s (%s) is refused: %s", (name, title, code) => {
    const problem = refusal(plan, add(name, title));
    expect(problem.code).toBe(code);
    expect(problem.remedy).toBeTruthy();
  });

  test.each<[string, Command]>([
    ["level-name-taken", { type: "addLevel", name: "Rate", plural: "Rates" }],
    ["level-name-taken", { type: "addLevel", name: "Band", plural: "Rates by size" }],
    ["name-of-table", { type: "addAssumption", name: "Rates", value: 1 }],
  ])("and nothing else takes a table's name: %s", (code, command) => {
    expect(refusal(plan, command).code).toBe(code);
  });

  test("renaming rewrites the formulas that use the table", () => {
    const next = planAfter(plan, { type: "renameTable", table: "Rates", newName: "Prices" });
    const formula = next.practiceColumns.find((column) => column.name === "Charge");
    expect(formula).toMatchObject({
      formula: "=[@[List size]]*XLOOKUP([@[List size]],Prices[From],Prices[Price],0,-1)",
    });
    expect(next.supportingTables[0]).toMatchObject({ name: "Prices", title: "Rates by size" });
    expect(new PlanCalculation(next).problems()).toEqual([]);
    const column = planAfter(next, {
      type: "editColumn",
      table: "Prices",
      column: "Price",
      newName: "Price a head",
    });
    expect(new PlanCalculation(column).problems()).toEqual([]);
    expect(rates(planAfter(plan, { type: "renameTable", table: "Rates", note: "x" })).note).toBe("x");
  });
});

test("what formulas use is not removed; what they do not goes with its values", () => {
  const remove: Command = { type: "removeTable", table: "Rates" };
  expect(refusal(plan, remove)).toMatchObject({
    code: "in-use",
    message: 'Cannot remove the table Rates by size: this formula column uses it: "Charge" of Practices.',
  });
  expect(refusal(plan, { type: "removeColumn", table: "Rates", column: "Price" }).code).toBe("in-use");
  expect(refusal(plan, { type: "removeTable", table: "Practices" }).code).toBe("built-in-table");
  expect(refusal(plan, { type: "addRows", table: "Places", rows: [{}] }).code).toBe("built-in-table");
  const next = planAfter(plan, { type: "removeColumn", table: "Practices", column: "Charge" }, remove);
  expect(next.supportingTables).toEqual([]);
  expect(Object.keys(next.keyedInputs)).toEqual(["staff", "bodies"]);
  expect(next.findings).toEqual([]);
  expect(checkPlan(next)).toEqual([]);
});

test.each<[string, Command, string]>([
  ["no columns", { type: "addTable", name: "T", columns: [] }, "table-without-columns"],
  [
    "two columns of one name",
    { type: "addTable", name: "T", columns: [{ name: "A" }, { name: "a" }] },
    "duplicate-column",
  ],
  [
    "a formula of nothing",
    { type: "addTable", name: "T", columns: [{ name: "A", formula: "=[@B]" }] },
    "formula-unknown-column",
  ],
  ["a typed formula", { type: "addRows", table: "Rates", rows: [{ Monthly: 1 }] }, "formula-column"],
  ["an unknown column", { type: "addRows", table: "Rates", rows: [{ Pirce: 1 }] }, "unknown-column"],
  ["a text for a number", { type: "addRows", table: "Rates", rows: [{ Price: "dear" }] }, "text-in-number"],
  [
    "choices of a formula",
    { type: "editColumn", table: "Rates", column: "Monthly", choices: ["a"] },
    "formula-column",
  ],
  [
    "a choice twice",
    { type: "editColumn", table: "Rates", column: "Band", choices: ["a", "A"] },
    "duplicate-choice",
  ],
  [
    "a rule of an input",
    { type: "setRule", table: "Rates", column: "Band", rule: { outcome: "fail", sentence: "x" } },
    "input-column",
  ],
  [
    "a rule without words",
    { type: "setRule", table: "Rates", column: "Monthly", rule: { outcome: "fail", sentence: " " } },
    "rule-without-sentence",
  ],
])("%s is refused", (_, command, code) => {
  expect(refusal(plan, command).code).toBe(code);
});

test("where two options start from different figures", () => {
  const next = planAfter(
    plan,
    { type: "setInput", table: "Practices", row: "C1", column: "List size", value: 1500, option: "Merged" },
    { type: "setInput", table: "Practices", row: "C2", column: "List size", value: 2000, option: "Merged" },
    { type: "setInput", table: "Places", row: "Hill", column: "Staff", value: null, option: "Merged" },
    { type: "setAssumption", name: "Rate", value: 30, option: "Merged" },
  );
  const [base, option] = [optionNamed(next, "Today"), optionNamed(next, "Merged")];
  expect(
    compareInputs(next, base, option).map(({ table, column, kind, rowName, base: was, value }) => [
      table,
      column,
      kind,
      rowName,
      was,
      value,
    ]),
  ).toEqual([
    ["Practices", "List size", "input", "C1", 1000, 1500],
    ["Practices", "Charge", "override", "C4", undefined, 90_000],
    ["Places", "Staff", "input", "Hill", 7, null],
    ["Rates", "Price", "input", "large", 36, 30],
  ]);
  expect(compareAssumptions(next, base, option)).toEqual([
    { name: "Rate", format: "General", base: 25, value: 30 },
  ]);
  expect(compareInputs(next, option, option)).toEqual([]);
});

test("an edit among 10,000 rows of 20 columns copies one column and looks names up once", () => {
  const columns = Array.from(
    { length: 20 },
    (_, at) => ({ name: `C${at}`, type: at === 0 ? "text" : "number" }) as const,
  );
  const rows = Array.from({ length: 10_000 }, (_, row) =>
    Object.fromEntries(columns.map(({ name }, at) => [name, at === 0 ? `Code ${row}` : row * at])),
  );
  const large = planAfter(
    plan,
    { type: "addTable", name: "Large", columns },
    { type: "addRows", table: "Large", rows },
  );
  const next = planAfter(large, {
    type: "setInput",
    table: "Large",
    row: "Code 9000",
    column: "C7",
    value: 1,
  });
  const shared = Object.keys(large.keyedInputs).filter(
    (id) => next.keyedInputs[id] === large.keyedInputs[id],
  );
  expect(shared).toHaveLength(Object.keys(large.keyedInputs).length - 1);
  expect(next.supportingTables).toBe(large.supportingTables);
  expect(next.keyedInputs.c7?.["9001"]).toBe(1);
});
