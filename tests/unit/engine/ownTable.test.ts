// A formula that looks at its own table: the shape of it, which is no circle, and its own row of a whole column.

import { describe, expect, test } from "vitest";
import { checkFormula, Engine, type Scalar } from "../../../renderer/engine/index.ts";
import { shown } from "./support/table.ts";

function results(formulas: Readonly<Record<string, string>>, rows = 3): Record<string, Scalar[]> {
  const engine = new Engine();
  engine.setStructure({
    scopes: ["base"],
    names: [],
    tables: [
      {
        name: "Practices",
        rows: "shared",
        columns: [{ name: "n" }, ...Object.entries(formulas).map(([name, formula]) => ({ name, formula }))],
      },
      { name: "Groups", rows: "scoped", columns: [{ name: "m" }] },
    ],
  });
  engine.setRowCount("Practices", null, rows);
  engine.setRowCount("Groups", "base", 2);
  engine.setInputColumn("Practices", "n", null, [10, 20, 30]);
  engine.setInputColumn("Groups", "m", "base", [1, 2]);
  engine.recalculate();
  expect(engine.problems()).toEqual([]);
  return Object.fromEntries(
    Object.keys(formulas).map((name) => {
      const view = engine.column("Practices", name, "base");
      return [name, Array.from({ length: rows }, (_, row) => shown(view.value(row)))];
    }),
  );
}

describe("ROWS and COLUMNS look at the shape only, as in Excel", () => {
  test.each<[string, Scalar]>([
    ["=ROWS(Practices)", 3],
    ["=ROWS([f])", 3],
    ["=ROWS([n])", 3],
    ["=ROWS(Practices[#All])", 4],
    ["=ROWS(Practices[#Headers])", 1],
    ["=ROWS(Groups)", 2],
    ["=ROWS([@n])", 1],
    ["=ROWS([@f])", 1],
    ["=COLUMNS(Practices)", 2],
    ["=COLUMNS(Practices[[n]:[f]])", 2],
    ["=COLUMNS([f])", 1],
    ["=COLUMNS(Practices[@])", 2],
    ["=ROWS(Practices)*100+COLUMNS(Practices)", 302],
    ["=ROWS([n]*2)", 3],
  ])("%s", (formula, expected) => {
    expect(results({ f: formula }).f).toEqual([expected, expected, expected]);
  });

  test("more rows are counted", () => {
    expect(results({ f: "=ROWS(Practices)" }, 2).f).toEqual([2, 2]);
    const engine = new Engine();
    engine.setStructure({
      scopes: ["base"],
      names: [],
      tables: [{ name: "T", rows: "shared", columns: [{ name: "n" }, { name: "f", formula: "=ROWS(T)" }] }],
    });
    for (const rows of [2, 5, 1]) {
      engine.setRowCount("T", null, rows);
      engine.recalculate();
      expect(engine.column("T", "f", "base").value(0)).toBe(rows);
    }
    const told = engine.explain("T", "f", 0, "base");
    expect([told.value, told.tree?.value]).toEqual([1, 1]);
  });

  test("what reads the values of the own column still is a circle", () => {
    const structure = {
      scopes: ["base"],
      names: [],
      tables: [
        { name: "T", rows: "shared" as const, columns: [{ name: "n" }, { name: "f", formula: "=ROWS(T)" }] },
      ],
    };
    expect(checkFormula(structure, "T", "f", "=ROWS(T)")).toBeNull();
    expect(checkFormula(structure, "T", "f", "=ROWS(T)+COUNTA(T)")?.code).toBe("cycle");
  });
});

describe("@ of a whole column of the own table is this row's value", () => {
  test.each<[string, readonly Scalar[]]>([
    ["=@[n]", [10, 20, 30]],
    ["=@Practices[n]*2", [20, 40, 60]],
    ["=SUM(@[n],1)", [11, 21, 31]],
    ["=@[[n]]", [10, 20, 30]],
    ["=@[[#Data],[n]]", [10, 20, 30]],
    ["=SUMIFS([n],[n],@[n])", [10, 20, 30]],
    ["=@SUM([n])", [60, 60, 60]],
    ["=@Groups[m]", ["#VALUE!", "#VALUE!", "#VALUE!"]],
  ])("%s", (formula, expected) => {
    expect(results({ f: formula }).f).toEqual(expected);
  });
});
