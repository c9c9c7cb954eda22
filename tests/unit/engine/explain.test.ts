// Explanations of cells: values of parts, what they read, which branch and which rows were taken, where errors began.

import { describe, expect, it, test } from "vitest";
import {
  Engine,
  type ExplainedPart,
  type Explanation,
  functionList,
  isError,
  type ModelStructure,
} from "../../../renderer/engine/index.ts";
import { examples, shown, smallEngine } from "./support/table.ts";

function explained(formula: string, row = 1): Explanation {
  return smallEngine({ result: formula }).explain("T", "result", row, "base");
}

function all(part: ExplainedPart | null): readonly ExplainedPart[] {
  return part === null ? [] : [part, ...part.parts.flatMap(all)];
}

function partOf(formula: string, text: string, row = 1): ExplainedPart {
  const found = all(explained(formula, row).tree).find((each) => each.text === text);
  if (found === undefined) throw new Error(`${formula} has no part ${text}`);
  return found;
}

describe("the value of each part", () => {
  // formula, with the part between « and » | its value in the second row
  const table = examples(`
    =«[@n]»*2+1 | 20
    =«[@n]*2»+1 | 40
    =([@n]*2+1)*«Rate» | 0.1
    =«Rate*10»-1 | 1
    =«0.1+0.2»-0.3 | 0.30000000000000004
    =IF(«[@n]>15»,1,2) | true
    =IF([@n]>15,«[@x]»,2) | -2.5
    =ROUND(«[@x]/3»,2) | -0.8333333333333334
    =SUM([n])/«SUM(U[size])» | 600
    =LET(a,[@n],b,«a*2»,a+b) | 40
    =LET(a,[@n],b,a*2,«a+b») | 60
    =LET(a,[@n],LET(a,a+1,«a*2»)) | 42
    =«SUMIFS([n],[key],[@key])»/2 | 70
    =INDEX(U[rate],«MATCH([@key],U[key],0)») | 1
    =[@text]&«"!"» | "!"
    =-«[@x]» | -2.5
    =«[@x]%» | -0.025
    =SUM(MAP([n],LAMBDA(v,v*2)))+«[@n]» | 20
    =IFERROR(«1/0»,0) | #DIV/0!
    =SUM(FILTER([n],«[n]>20»)) | false
  `);
  it.each(table)("%s", (marked, value) => {
    const text = /«(.*)»/.exec(marked)?.[1] ?? "";
    const part = partOf(marked.replace(/[«»]/g, ""), text);
    expect(shown(part.value)).toBe(value);
    expect(marked.replace(/[«»]/g, "").slice(part.start, part.end)).toBe(text);
  });
});

test("the whole formula shows what its cell shows, for every function", () => {
  const formulas = functionList
    .filter((each) => !each.volatile && each.name !== "LAMBDA")
    .map(({ name, arguments: given }) => {
      const wanted = given.filter((each) => !each.optional);
      const value = (kind: string) => (kind === "array" ? "[n]" : kind === "text" ? "[@text]" : "[@n]");
      return `=${name}(${wanted.map((each) => value(each.kind)).join(",")})`;
    });
  const engine = smallEngine(Object.fromEntries(formulas.map((each, place) => [`f${place}`, each])));
  for (const [place, formula] of formulas.entries()) {
    const found = engine.explain("T", `f${place}`, 1, "base");
    expect(shown(found.value), formula).toBe(shown(engine.column("T", `f${place}`, "base").value(1)));
    if (found.problem === null) expect(found.tree?.text, formula).toBe(formula.slice(1));
  }
});

describe("what a part reads", () => {
  it("a cell of the row, a name, whole columns", () => {
    expect(partOf("=[@n]*Rate", "[@n]").precedent).toEqual({
      kind: "cell",
      table: "T",
      column: "n",
      row: 1,
      scope: "base",
      isFormula: false,
    });
    expect(partOf("=[@n]*Rate", "Rate").precedent).toEqual({ kind: "name", name: "Rate", scope: "base" });
    expect(partOf("=SUM(U[[rate]:[size]])", "U[[rate]:[size]]").precedent).toEqual({
      kind: "rows",
      table: "U",
      columns: ["rate", "size"],
      scope: "base",
      count: 3,
      taken: null,
    });
  });

  it.each([
    ["=SUMIFS([n],[key],[@key])", "[n]", [1, 4]],
    ['=SUMIFS([n],[key],[@key],[n],">20")', "[n]", [4]],
    ["=COUNTIF([key],[@key])", "[key]", [1, 4]],
    ["=MATCH([@key],U[key],0)", "U[key]", [0]],
    ["=INDEX(U[rate],MATCH([@key],U[key],0))", "U[rate]", [0]],
    ["=XLOOKUP([@key],U[key],U[size])", "U[size]", [0]],
    ["=VLOOKUP([@key],U[[key]:[size]],3,FALSE)", "U[[key]:[size]]", [0]],
    ["=SUM(FILTER([n],[n]>25))", "[n]", [2, 3, 4]],
    ['=MATCH("nothing",U[key],0)', "U[key]", []],
    ["=SUM([n])", "[n]", null],
  ])("%s takes rows of %s", (formula, text, taken) => {
    expect(partOf(formula, text).precedent).toMatchObject({ kind: "rows", taken });
  });

  it.each([
    ["=IF([@n]>15,[@x],[@day])", ["[@day]"]],
    ["=IFERROR([@n],[@x])", ["[@x]"]],
    ["=IFS([@n]>50,[@x],TRUE,[@day])", ["[@x]"]],
    ["=CHOOSE(2,[@n],[@x])", ["[@n]"]],
    ['=SWITCH([@key],"a",[@n],"b",[@x],[@day])', ['"b"', "[@x]", "[@day]"]],
    ["=[@n]+[@x]", []],
  ])("%s does not use %s", (formula, unused) => {
    const found = all(explained(formula).tree).filter((each) => !each.used);
    expect(found.map((each) => each.text)).toEqual(unused);
  });
});

const model: ModelStructure = {
  scopes: ["base", "second"],
  names: ["Rate"],
  tables: [
    {
      name: "Rows",
      rows: "shared",
      columns: [
        { name: "a" },
        { name: "group" },
        { name: "ratio", formula: "=Rate/[@a]" },
        { name: "double", formula: "=[@ratio]*2" },
        { name: "loop", formula: "=[@loop]+1" },
        { name: "after", formula: "=[@loop]*2" },
        { name: "safe", formula: "=IFERROR([@ratio],0)" },
      ],
    },
    {
      name: "Groups",
      rows: "scoped",
      columns: [{ name: "group" }, { name: "total", formula: "=SUMIFS(Rows[double],Rows[group],[@group])" }],
    },
    { name: "Scopes", rows: "scopes", columns: [{ name: "all", formula: "=SUM(Groups[total])+Rate" }] },
  ],
};

function modelEngine(): Engine {
  const engine = new Engine();
  engine.setStructure(model);
  engine.setName("Rate", null, 6);
  engine.setName("Rate", "second", 12);
  engine.setRowCount("Rows", null, 4);
  engine.setInputColumn("Rows", "a", null, [1, 2, 0, 3]);
  engine.setInputColumn("Rows", "group", null, ["x", "y", "x", "y"]);
  for (const scope of model.scopes) {
    engine.setRowCount("Groups", scope, 2);
    engine.setInputColumn("Groups", "group", scope, ["x", "y"]);
  }
  engine.recalculate();
  return engine;
}

describe("errors", () => {
  const way = (table: string, column: string, row: number) =>
    modelEngine()
      .explain(table, column, row, "base")
      .error.map((step) => [`${step.table}[${step.column}]`, step.row, step.part?.text ?? null]);

  it("are followed to where they began", () => {
    expect(way("Groups", "total", 0)).toEqual([
      ["Groups[total]", 0, "Rows[double]"],
      ["Rows[double]", 2, "[@ratio]"],
      ["Rows[ratio]", 2, "Rate/[@a]"],
    ]);
    expect(way("Groups", "total", 1)).toEqual([]);
    expect(way("Rows", "safe", 2)).toEqual([]);
    expect(way("Rows", "after", 0)).toEqual([
      ["Rows[after]", 0, "[@loop]"],
      ["Rows[loop]", 0, null],
    ]);
  });

  it("a column that cannot be calculated says why", () => {
    const { problem, tree } = modelEngine().explain("Rows", "loop", 0, "base");
    expect([problem?.code, tree]).toEqual(["cycle", null]);
  });

  it("every error of a small table ends at an input, a part without further errors, or a problem", () => {
    const engine = modelEngine();
    for (const { name, columns } of model.tables)
      for (const column of columns)
        for (const scope of model.scopes)
          for (let row = 0; row < engine.rowCount(name, scope); row++) {
            const { value, error } = engine.explain(name, column.name, row, scope);
            expect(error.length > 0, `${name}[${column.name}]`).toBe(isError(value));
          }
  });
});

test("a scope has its own values, a table of scopes reads each row in its scope", () => {
  const engine = modelEngine();
  const rate = (column: string, row: number, scope: string, table = "Rows") =>
    all(engine.explain(table, column, row, scope).tree).find((each) => each.text === "Rate");
  expect(rate("ratio", 0, "second")?.value).toBe(12);
  expect(rate("all", 1, "base", "Scopes")?.value).toBe(12);
  expect(rate("all", 0, "second", "Scopes")?.value).toBe(6);
});

test("dependents", () => {
  expect(modelEngine().explain("Rows", "double", 0, "base").dependents).toEqual([
    { table: "Groups", column: "total", reads: "column" },
  ]);
  expect(modelEngine().explain("Rows", "a", 0, "base").dependents).toEqual([
    { table: "Rows", column: "ratio", reads: "row" },
  ]);
});
