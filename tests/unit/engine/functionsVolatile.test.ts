// The present moment and chance: given to the engine, not found by it, and reaching only what depends on them.

import { expect, test } from "vitest";
import { Engine, functionList, type Value } from "../../../renderer/engine/index.ts";

const ROWS = 500;

function engineOf(formulas: Readonly<Record<string, string>>): Engine {
  const engine = new Engine();
  engine.setStructure({
    scopes: ["base", "other"],
    names: [],
    tables: [
      {
        name: "T",
        rows: "shared",
        columns: [{ name: "n" }, ...Object.entries(formulas).map(([name, formula]) => ({ name, formula }))],
      },
    ],
  });
  engine.setRowCount("T", null, ROWS);
  engine.recalculate();
  return engine;
}

function values(engine: Engine, column: string, scope = "base"): Value[] {
  const view = engine.column("T", column, scope);
  return Array.from({ length: view.length }, (_, row) => view.value(row));
}

test("the time is given, and a new one recalculates what depends on it", () => {
  const engine = engineOf({ now: "=NOW()", today: "=TODAY()+1", part: "=HOUR(NOW())", plain: "=[@n]" });
  expect(values(engine, "now")[0]).toEqual({ error: "#N/A" });
  engine.setNow(44196.75);
  const changed = engine.recalculate().map((each) => each.column);
  expect(new Set(changed)).toEqual(new Set(["now", "today", "part"]));
  expect(["now", "today", "part"].map((each) => values(engine, each)[3])).toEqual([44196.75, 44197, 18]);
  expect(values(engine, "today", "other")[0]).toBe(44197);
  engine.setNow(44196.75);
  expect(engine.recalculate()).toEqual([]);
});

test("the time outlives a change of the structure", () => {
  const engine = engineOf({ now: "=NOW()" });
  engine.setNow(5);
  engine.setStructure({
    scopes: ["base"],
    names: ["Rate"],
    tables: [{ name: "T", rows: "shared", columns: [{ name: "later", formula: "=NOW()+1" }] }],
  });
  engine.recalculate();
  expect(values(engine, "later")[0]).toBe(6);
});

test("chance differs by row, column, place in the formula and seed, not by option", () => {
  const engine = engineOf({ a: "=RAND()", b: "=RAND()", twice: "=RAND()-RAND()" });
  const first = values(engine, "a") as number[];
  expect(new Set(first).size).toBe(ROWS);
  expect(first.every((each) => each >= 0 && each < 1)).toBe(true);
  expect(Math.abs(first.reduce((sum, each) => sum + each, 0) / ROWS - 0.5)).toBeLessThan(0.05);
  expect(values(engine, "b")).not.toEqual(first);
  expect(values(engine, "a", "other")).toEqual(first);
  expect(values(engine, "twice").every((each) => each !== 0)).toBe(true);
  engine.setRandomSeed(7);
  engine.recalculate();
  expect(values(engine, "a")).not.toEqual(first);
  engine.setRandomSeed(0);
  engine.recalculate();
  expect(values(engine, "a")).toEqual(first);
});

test("whole numbers and arrays by chance keep their limits", () => {
  const engine = engineOf({
    dice: "=RANDBETWEEN(1,6)",
    wrong: "=RANDBETWEEN(2,1)",
    rows: "=ROWS(RANDARRAY(3,2))",
    sum: "=SUM(RANDARRAY(10,1,5,9,TRUE))",
    single: "=RANDARRAY()",
    none: "=RANDARRAY(0)",
  });
  expect(new Set(values(engine, "dice"))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  expect(values(engine, "wrong")[0]).toEqual({ error: "#NUM!" });
  expect(values(engine, "rows")[0]).toBe(3);
  for (const sum of values(engine, "sum") as number[]) {
    expect(Number.isInteger(sum)).toBe(true);
    expect(sum).toBeGreaterThanOrEqual(50);
    expect(sum).toBeLessThanOrEqual(90);
  }
  expect(new Set(values(engine, "single")).size).toBe(ROWS);
  expect(values(engine, "none")[0]).toEqual({ error: "#CALC!" });
});

test("an explanation shows the numbers that were calculated", () => {
  const engine = engineOf({ a: "=RAND()*2", when: "=NOW()" });
  engine.setNow(100.5);
  engine.recalculate();
  for (const column of ["a", "when"]) {
    const explained = engine.explain("T", column, 3, "base");
    expect(JSON.stringify(explained)).toContain(JSON.stringify(values(engine, column)[3]));
  }
});

test("these and only these are described as volatile", () => {
  const names = functionList.filter((each) => each.volatile).map((each) => each.name);
  expect(names).toEqual(expect.arrayContaining(["NOW", "RAND", "RANDARRAY", "RANDBETWEEN", "TODAY"]));
});
