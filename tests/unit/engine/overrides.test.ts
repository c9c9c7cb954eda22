// Cells of a formula column that hold a value of their own: what the cell shows, what depends on it, what the formula
// would give, per scope. (That edits come to the same as calculating anew is in incremental.test.ts.)

import { expect, test } from "vitest";
import { Engine, type Scalar } from "../../../renderer/engine/index.ts";

function engineOf(scopes: readonly string[] = ["base", "other"]): Engine {
  const engine = new Engine();
  engine.setStructure({
    scopes,
    names: [],
    tables: [
      {
        name: "T",
        rows: "shared",
        columns: [
          { name: "n" },
          { name: "double", formula: "=[@n]*2" },
          { name: "next", formula: "=[@double]+1" },
          { name: "all", formula: "=SUM([double])" },
        ],
      },
      { name: "G", rows: "scoped", columns: [{ name: "total", formula: "=SUM(T[double])" }] },
      { name: "S", rows: "scopes", columns: [{ name: "total", formula: "=SUM(T[double])" }] },
    ],
  });
  engine.setRowCount("T", null, 3);
  for (const scope of scopes) engine.setRowCount("G", scope, 1);
  engine.setInputColumn("T", "n", null, [1, 2, 3]);
  engine.recalculate();
  return engine;
}

function valuesOf(engine: Engine, table: string, column: string, scope = "base"): unknown[] {
  const view = engine.column(table, column, scope);
  return Array.from({ length: view.length }, (_, row) => view.value(row));
}

test("an overridden cell holds its own value, and everything that reads it sees that", () => {
  const engine = engineOf();
  engine.setOverrides("T", "double", null, [1], [100]);
  engine.recalculate();
  expect(valuesOf(engine, "T", "double")).toEqual([2, 100, 6]);
  expect(valuesOf(engine, "T", "next")).toEqual([3, 101, 7]);
  expect(valuesOf(engine, "G", "total")).toEqual([108]);
  expect(valuesOf(engine, "S", "total")).toEqual([108, 108]);
  expect(engine.formulaValue("T", "double", 1, "base")).toBe(4);
  expect(engine.formulaValue("T", "double", 0, "base")).toBe(2);
  expect(engine.formulaValue("T", "n", 0, "base")).toBe(1);
  expect(engine.isOverridden("T", "double", 1, "base")).toBe(true);
  expect(engine.isOverridden("T", "double", 0, "base")).toBe(false);
});

test("the formula goes on being calculated below", () => {
  const engine = engineOf();
  engine.setOverrides("T", "double", null, [1], [100]);
  engine.recalculate();
  engine.setInput("T", "n", null, 1, 7);
  const changed = engine.recalculate();
  expect(engine.formulaValue("T", "double", 1, "base")).toBe(14);
  expect(valuesOf(engine, "T", "double")).toEqual([2, 100, 6]);
  // nothing that reads the cell had to be calculated
  expect(changed.map((each) => each.column)).not.toContain("next");
});

test("a set replaces the one before, and only the rows that differ are calculated", () => {
  const engine = engineOf();
  engine.setOverrides("T", "double", null, [0, 1], [50, 100]);
  engine.recalculate();
  engine.setOverrides("T", "double", null, [1, 2], [100, "text"]);
  const changed = engine.recalculate();
  expect(valuesOf(engine, "T", "double")).toEqual([2, 100, "text"]);
  expect(changed.find((each) => each.table === "T" && each.column === "double")?.rows).toEqual([0, 2]);
  expect(changed.find((each) => each.table === "T" && each.column === "next")?.rows).toEqual([0, 2]);
  engine.setOverrides("T", "double", null, [], []);
  engine.recalculate();
  expect(valuesOf(engine, "T", "double")).toEqual([2, 4, 6]);
});

test("null overrides with a blank, which is not the formula", () => {
  const engine = engineOf();
  engine.setOverrides("T", "double", null, [0], [null]);
  engine.recalculate();
  expect(valuesOf(engine, "T", "double")).toEqual([null, 4, 6]);
  expect(valuesOf(engine, "T", "next")).toEqual([1, 5, 7]);
});

test("a scope has the base's overrides until it has a set of its own, which may be empty", () => {
  const engine = engineOf();
  const own = (scope: string) => valuesOf(engine, "T", "double", scope);
  engine.setOverrides("T", "double", null, [0], [50]);
  engine.recalculate();
  expect(own("other")).toEqual([50, 4, 6]);
  engine.setOverrides("T", "double", "other", [2], [60]);
  engine.recalculate();
  expect([own("base"), own("other")]).toEqual([
    [50, 4, 6],
    [2, 4, 60],
  ]);
  engine.setOverrides("T", "double", "other", [], []);
  engine.recalculate();
  expect(own("other")).toEqual([2, 4, 6]);
  engine.clearOverrides("T", "double", "other");
  engine.recalculate();
  expect(own("other")).toEqual([50, 4, 6]);
});

test("groups of a scope and the row of a scope can be overridden too", () => {
  const engine = engineOf();
  engine.setOverrides("G", "total", "other", [0], [1]);
  engine.setOverrides("S", "total", null, [1], [2]);
  engine.recalculate();
  expect(valuesOf(engine, "G", "total", "base")).toEqual([12]);
  expect(valuesOf(engine, "G", "total", "other")).toEqual([1]);
  expect(valuesOf(engine, "S", "total")).toEqual([12, 2]);
});

test("overrides outlive an edited formula, not the rows or the column they are of", () => {
  const engine = engineOf();
  engine.setOverrides("T", "double", null, [0, 2], [50, 60]);
  const formula = (text: string | undefined) =>
    engine.setStructure({
      scopes: ["base"],
      names: [],
      tables: [
        {
          name: "T",
          rows: "shared",
          columns: [
            { name: "n" },
            text === undefined ? { name: "double" } : { name: "double", formula: text },
          ],
        },
      ],
    });
  formula("=[@n]*3");
  engine.recalculate();
  expect(valuesOf(engine, "T", "double")).toEqual([50, 6, 60]);
  engine.setRowCount("T", null, 2);
  engine.setRowCount("T", null, 3);
  engine.setInput("T", "n", null, 2, 3);
  engine.recalculate();
  expect(valuesOf(engine, "T", "double")).toEqual([50, 6, 9]);
  formula(undefined);
  formula("=[@n]*3");
  engine.recalculate();
  expect(valuesOf(engine, "T", "double")).toEqual([3, 6, 9]);
});

test("inputs and unknown columns have no overrides; rows that are not there are left out", () => {
  const engine = engineOf();
  expect(() => engine.setOverrides("T", "n", null, [0], [1])).toThrow("T[n] is an input, not a formula");
  expect(() => engine.setOverrides("T", "m", null, [0], [1])).toThrow("no column called m");
  engine.setOverrides("T", "double", null, [3, -1], [1, 1]);
  engine.recalculate();
  expect(valuesOf(engine, "T", "double")).toEqual([2, 4, 6]);
});

test("explain says that the cell is overridden and shows what the formula would give", () => {
  const engine = engineOf();
  engine.setOverrides("T", "double", null, [1], [100]);
  engine.recalculate();
  const told = engine.explain("T", "double", 1, "base");
  expect([told.value, told.overridden, told.formulaValue]).toEqual([100, true, 4] satisfies Scalar[]);
  expect(told.tree?.value).toBe(4);
  expect(told.tree?.parts.map((part) => part.value)).toEqual([2, 2]);
  const other = engine.explain("T", "next", 1, "base");
  expect([other.value, other.overridden, other.formulaValue]).toEqual([101, false, 101]);
  expect(other.tree?.parts[0]?.value).toBe(100);
});
