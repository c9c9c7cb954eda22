// The engine as its callers use it: scopes that share what they do not change, cycles and problems in words, arrays
// that do not fit a cell, values kept when the structure changes.

import { describe, expect, test } from "vitest";
import { checkFormula, Engine, type ModelStructure, type Scalar } from "../../../renderer/engine/index.ts";
import { shown, smallEngine, smallStructure } from "./support/table.ts";

const MODEL: ModelStructure = {
  scopes: ["base", "other"],
  names: ["Rate", "Limit"],
  tables: [
    {
      name: "Practices",
      rows: "shared",
      columns: [
        { name: "Code" },
        { name: "CCG" },
        { name: "List size" },
        { name: "Allowance", formula: "=[@[List size]]*Rate" },
        { name: "Share", formula: "=[@Allowance]/SUM([Allowance])" },
        { name: "Group size", formula: "=SUMIFS([List size],[CCG],[@CCG])" },
        { name: "Size", formula: '=IF([@[List size]]>Limit,"Large","Small")' },
      ],
    },
    {
      name: "CCGs",
      rows: "scoped",
      columns: [
        { name: "CCG" },
        { name: "Patients", formula: "=SUMIFS(Practices[List size],Practices[CCG],[@CCG])" },
      ],
    },
    {
      name: "Options",
      rows: "scopes",
      columns: [
        { name: "Option" },
        { name: "Largest", formula: "=MAX(CCGs[Patients])" },
        { name: "Paid", formula: "=SUM(Practices[Allowance])" },
        { name: "Against first", formula: "=[@Paid]-INDEX(Options[Paid],1)" },
      ],
    },
  ],
};

function filled(structure = MODEL): Engine {
  const engine = new Engine();
  engine.setStructure(structure);
  engine.setRowCount("Practices", null, 4);
  engine.setInputColumn("Practices", "Code", null, ["A1", "A2", "A3", "A4"]);
  engine.setInputColumn("Practices", "CCG", null, ["North", "South", "north", null]);
  engine.setInputColumn("Practices", "List size", null, [100, 200, 300, 400]);
  for (const scope of structure.scopes) {
    engine.setRowCount("CCGs", scope, 2);
    engine.setInputColumn("CCGs", "CCG", scope, ["North", "South"]);
  }
  engine.setName("Rate", null, 2);
  engine.setName("Limit", null, 250);
  engine.recalculate();
  return engine;
}

function values(engine: Engine, table: string, column: string, scope = "base"): Scalar[] {
  const view = engine.column(table, column, scope);
  return Array.from({ length: view.length }, (_, row) => shown(view.value(row)));
}

describe("scopes", () => {
  test("a scope without values of its own shares the base's columns", () => {
    const engine = filled();
    for (const { name } of MODEL.tables[0]?.columns ?? [])
      expect(engine.column("Practices", name, "other")).toBe(engine.column("Practices", name, "base"));
  });

  test("an override makes only what it reaches the scope's own, and going back shares it again", () => {
    const engine = filled();
    const nodes = engine.nodeCount;
    engine.setName("Rate", "other", 3);
    engine.recalculate();
    expect(values(engine, "Practices", "Allowance", "other")).toEqual([300, 600, 900, 1200]);
    expect(values(engine, "Practices", "Allowance")).toEqual([200, 400, 600, 800]);
    for (const shared of ["Group size", "Size", "List size"])
      expect(engine.column("Practices", shared, "other")).toBe(engine.column("Practices", shared, "base"));
    expect(engine.column("Practices", "Share", "other")).not.toBe(
      engine.column("Practices", "Share", "base"),
    );
    engine.clearName("Rate", "other");
    engine.recalculate();
    expect(engine.column("Practices", "Share", "other")).toBe(engine.column("Practices", "Share", "base"));
    expect(engine.nodeCount).toBe(nodes);
  });

  test("a scope's own membership changes its groups only", () => {
    const engine = filled();
    engine.setInput("Practices", "CCG", "other", 3, "South");
    const changes = engine.recalculate();
    expect(values(engine, "CCGs", "Patients")).toEqual([400, 200]);
    expect(values(engine, "CCGs", "Patients", "other")).toEqual([400, 600]);
    expect(values(engine, "Options", "Largest")).toEqual([400, 600]);
    expect(changes.filter((each) => each.scope === "base").map((each) => each.column)).toEqual(["Largest"]);
    engine.clearInputColumn("Practices", "CCG", "other");
    engine.recalculate();
    expect(values(engine, "CCGs", "Patients", "other")).toEqual([400, 200]);
  });

  test("a row of a table of scopes is calculated in its own scope and may look at all of them", () => {
    const engine = filled();
    engine.setName("Rate", "other", 5);
    engine.recalculate();
    expect(values(engine, "Options", "Paid")).toEqual([2000, 5000]);
    expect(values(engine, "Options", "Against first")).toEqual([0, 3000]);
  });
});

describe("changes", () => {
  test("one list size reports the rows it reached", () => {
    const engine = filled();
    engine.setInput("Practices", "List size", null, 0, 150);
    const rows = new Map(
      engine
        .recalculate()
        .filter((each) => each.scope === "base")
        .map((each) => [`${each.table}[${each.column}]`, each.rows]),
    );
    expect(rows.get("Practices[List size]")).toEqual([0]);
    expect(rows.get("Practices[Allowance]")).toEqual([0]);
    expect(rows.get("Practices[Share]")).toBe("all");
    expect(rows.get("Practices[Group size]")).toEqual([0, 2]);
    expect(rows.has("Practices[Size]")).toBe(false);
    expect(rows.get("CCGs[Patients]")).toEqual([0]);
  });

  test("nothing changed, nothing reported; the same value again is no change", () => {
    const engine = filled();
    expect(engine.recalculate()).toEqual([]);
    engine.setInput("Practices", "List size", null, 0, 100);
    engine.setName("Rate", null, 2);
    expect(engine.recalculate()).toEqual([]);
  });

  test("values stay when a formula changes or a column is added", () => {
    const engine = filled();
    const [practices, ...rest] = MODEL.tables;
    if (practices === undefined) throw new Error("no table");
    const columns = [...practices.columns, { name: "Twice", formula: "=[@Allowance]*2" }];
    engine.setStructure({ ...MODEL, tables: [{ ...practices, columns }, ...rest] });
    const changes = engine.recalculate();
    expect(changes.filter((each) => each.table === "Practices").map((each) => each.column)).toEqual([
      "Twice",
      "Twice",
    ]);
    expect(values(engine, "Practices", "Twice")).toEqual([400, 800, 1200, 1600]);
  });

  test("rows added are blank, rows removed are gone, in every scope", () => {
    const engine = filled();
    engine.setInput("Practices", "CCG", "other", 0, "South");
    engine.setRowCount("Practices", null, 5);
    engine.recalculate();
    expect(values(engine, "Practices", "List size", "other")).toEqual([100, 200, 300, 400, null]);
    expect(values(engine, "Practices", "CCG", "other")).toEqual(["South", "South", "north", null, null]);
    engine.setRowCount("Practices", null, 1);
    engine.recalculate();
    expect(values(engine, "CCGs", "Patients", "other")).toEqual([0, 100]);
  });
});

describe("problems", () => {
  test("a loop is named, its columns are #CALC!, the others go on", () => {
    const engine = smallEngine({
      Balance: "=[@Share]+1",
      Share: "=[@Balance]/2",
      free: "=[@n]",
      after: "=[@Share]",
    });
    expect(values(engine, "T", "Balance")[0]).toBe("#CALC!");
    expect(values(engine, "T", "after")[0]).toBe("#CALC!");
    expect(values(engine, "T", "free")).toEqual([10, 20, 30, 40, 50]);
    const messages = engine.problems().map((each) => [each.column, each.code, each.message]);
    expect(messages).toEqual([
      ["Balance", "cycle", expect.stringContaining("Balance → Share → Balance")],
      ["Share", "cycle", expect.stringContaining("Share → Balance → Share")],
    ]);
  });

  test("a column that uses its own total is a loop of one", () => {
    const engine = smallEngine({ self: "=[@n]/SUM([self])" });
    expect(engine.problems()[0]?.message).toContain("uses its own result (self → self)");
  });

  test.each([
    ["=[@n]+", "syntax", "#NAME?", null],
    ["=SUMM([n])", "unknown-function", "#NAME?", "Did you mean SUM?"],
    ["=[@n]*Rat", "unknown-name", "#NAME?", "Did you mean Rate?"],
    ["=[@nn]", "unknown-column", "#REF!", "no column called nn"],
    ["=SUM(V[key])", "unknown-table", "#REF!", "no table called V"],
    ["=ROUND([@n])", "argument-count", "#VALUE!", "ROUND takes 2 arguments, but 1 is given."],
    ["=A1+1", "unsupported", "#REF!", "cell addresses"],
    ["=key", "unknown-name", "#NAME?", "write [@key]"],
  ])("%s", (formula, code, error, words) => {
    const engine = smallEngine({ result: formula, fine: "=1" });
    expect(values(engine, "T", "result")).toEqual(Array(5).fill(error));
    expect(values(engine, "T", "fine")).toEqual([1, 1, 1, 1, 1]);
    const [problem] = engine.problems();
    expect(problem?.code).toBe(code);
    if (words !== null) expect(problem?.message).toContain(words);
    expect(checkFormula(smallStructure({}), "T", "result", formula)).toMatchObject({
      code,
      start: problem?.start,
    });
  });

  test("a problem says where it stands", () => {
    const problem = checkFormula(smallStructure({}), "T", "result", "=SUM([n])+U[rat]");
    expect(problem).toMatchObject({ start: 12, end: 15 });
  });

  test("a formula is checked for the loop it would make", () => {
    const structure = smallStructure({ first: "=[@n]", second: "=[@first]" });
    expect(checkFormula(structure, "T", "first", "=[@second]")).toMatchObject({ code: "cycle" });
    expect(checkFormula(structure, "T", "n", "=[@second]")).toMatchObject({ code: "cycle" });
    expect(checkFormula(structure, "T", "third", "=[@second]")).toBeNull();
  });

  test("an array in a cell is #SPILL! and a problem until the formula makes one value of it", () => {
    const engine = smallEngine({ result: "=[n]*2" });
    expect(values(engine, "T", "result")).toEqual(Array(5).fill("#SPILL!"));
    expect(engine.problems()[0]?.message).toContain("several values");
    engine.setStructure(smallStructure({ result: "=SUM([n]*2)" }));
    engine.recalculate();
    expect(values(engine, "T", "result")).toEqual(Array(5).fill(300));
    expect(engine.problems()).toEqual([]);
  });

  test("a long chain of columns and a long formula do not exhaust anything", () => {
    const chain = Object.fromEntries(
      Array.from({ length: 2000 }, (_, place) => [
        `c${place}`,
        place === 0 ? "=[@n]" : `=[@c${place - 1}]+1`,
      ]),
    );
    const engine = smallEngine({ ...chain, long: `=${Array(1000).fill("[@n]").join("+")}` });
    expect(values(engine, "T", "c1999")[0]).toBe(2009);
    expect(values(engine, "T", "long")[0]).toBe(10_000);
  });
});
