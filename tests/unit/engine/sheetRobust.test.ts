// No formula of a sheet, however broken or odd, may throw, hang or leave a value that is not one; and asking for cells
// in another order gives the same values.

import fc from "fast-check";
import { expect, test } from "vitest";
import { functionList, isError, type Value } from "../../../renderer/engine/index.ts";
import { at, bookOf, sheetOf, type Typed } from "./support/book.ts";

const argument = fc.constantFrom(
  "A1",
  "A1:A4",
  "$B$2",
  "A:A",
  "2:3",
  "(A1:A2,C1)",
  "A1:C3 B2:C9",
  "B1#",
  "E1:E3",
  "Other!A1:B2",
  "Numbers",
  "Twice",
  "2",
  "0",
  "-1",
  '"a"',
  '"A1:A3"',
  "TRUE",
  "",
  "#N/A",
  "{1,2;3,4}",
  "1E300",
  "LAMBDA(x,x+1)",
  "OFFSET(A1,1,0,2,2)",
  "@A1:A9",
);
const call = fc
  .tuple(fc.constantFrom(...functionList.map((each) => each.name)), fc.array(argument, { maxLength: 5 }))
  .map(([name, given]) => `${name}(${given.join(",")})`);
const formula = fc.oneof(
  call,
  argument.filter((each) => each !== ""),
  fc.tuple(call, fc.constantFrom("+", "*", "&", "=", ":", " ", ","), call).map((each) => each.join("")),
  fc.tuple(call, call, call).map(([a, b, c]) => `IF(${a},${b},SUM(${c}))`),
);
const typed = fc.oneof(
  formula.map((each) => `=${each}`),
  formula.map((each) => `{=${each}}2x2`),
  formula.map((each) => `[=${each}]2x1`),
);

function book(first: Typed, second: Typed) {
  return bookOf({
    sheets: [
      sheetOf("Data", [
        [1, "x", 10, null, first],
        [2, "y", 20, null, null],
        [3, true, 30, null, null],
        ["4", null, "=A1+A2", null, second],
      ]),
      sheetOf("Other", [
        [5, "=Data!E1"],
        [6, "=SUM(Data!E:E)"],
      ]),
    ],
    names: [
      { name: "Numbers", sheet: null, formula: "Data!$A$1:$A$3" },
      { name: "Twice", sheet: null, formula: "LAMBDA(n,n*2)" },
    ],
  });
}

const PLACES = [
  [1, 5, 0],
  [2, 5, 0],
  [4, 5, 0],
  [4, 3, 0],
  [1, 2, 1],
  [2, 2, 1],
] as const;

test("every cell is a value, whatever the formulas", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(typed, typed, (first, second) => {
      const made = book(first, second);
      for (const [row, column, sheet] of PLACES) {
        const value: Value = at(made, row, column, sheet);
        if (typeof value === "number") expect(Number.isFinite(value), `${first} ${second}`).toBe(true);
        else expect(value === null || typeof value !== "object" || isError(value)).toBe(true);
      }
    }),
    { numRuns: 3000, seed: 5 },
  );
});

test("the order in which cells are asked for makes no difference, unless they read each other in a circle", () => {
  fc.assert(
    fc.property(typed, typed, (first, second) => {
      const [forwards, backwards] = [book(first, second), book(first, second)];
      const a = PLACES.map(([row, column, sheet]) => at(forwards, row, column, sheet));
      const b = [...PLACES].reverse().map(([row, column, sheet]) => at(backwards, row, column, sheet));
      const circular = PLACES.some(([row, column, sheet]) => forwards.isCircular(sheet, row, column));
      if (!circular) expect(b.reverse(), `${first} ${second}`).toEqual(a);
    }),
    { numRuns: 1000, seed: 6 },
  );
});
