// Which formula cells agree with their saved values, and how the others are counted.

import { describe, expect, test } from "vitest";
import { errorValue } from "../../../../renderer/engine/index.ts";
import { checkWorkbook } from "../../../../renderer/excel/check/checkWorkbook.ts";
import { compareRecalculated } from "../../../../renderer/excel/check/compareRecalculated.ts";
import { isSameValue } from "../../../../renderer/excel/check/sameValue.ts";
import { bookOf } from "../../../support/formulaBooks.ts";

describe("the same value", () => {
  test.each([
    [1, 1 + 1e-12, true],
    [1, 1.000001, false],
    [1e12, 1e12 + 1, true],
    [0, 1e-16, true],
    [0, 1e-6, false],
    [null, "", true],
    ["a", "A", false],
    [errorValue("#N/A"), errorValue("#N/A"), true],
    [errorValue("#N/A"), errorValue("#REF!"), false],
    [1, "1", false],
    [true, 1, false],
  ])("%j and %j: %j", (saved, got, expected) => {
    expect(isSameValue(saved, got)).toBe(expected);
  });
});

describe("a workbook's check", () => {
  const rows = [
    [1, 2, "=A1+B1"],
    [3, 4, "=SUM(A2:B2)"],
    ["=NOW()", "=[1]Other!A1", "=MYADDIN(1)"],
    ["=A4+1", "=SUM(", "=1/0"],
  ];
  const saved = { "S!C1": 4, "S!A3": 45_000, "S!B3": 7, "S!C3": 8, "S!B4": 9 };

  test("every formula cell agrees, differs, or is counted with its reason", () => {
    const check = checkWorkbook(bookOf({ S: rows }, { saved }));
    expect(check.differ).toEqual([
      { sheet: "S", cell: "C1", formula: "=A1+B1", functions: [], cached: 4, ours: 3 },
    ]);
    expect(check.byFunction).toEqual([{ name: "(operators)", differ: 1 }]);
    expect(check.notCompared).toEqual({
      volatile: 1,
      external: 1,
      "unknown-function": 1,
      circular: 1,
      unsupported: 1,
    });
    const counted = Object.values(check.notCompared).reduce((sum, count) => sum + count, 0);
    expect([check.cells, check.agree + check.differ.length + counted]).toEqual([8, 8]);
  });

  test("another program's results stand beside ours", () => {
    const book = bookOf({ S: rows }, { saved });
    const theirs = bookOf({ S: rows }, { saved: { ...saved, "S!C1": 3, "S!C2": 8 } });
    const compared = compareRecalculated(book, theirs, checkWorkbook(book));
    expect(compared.differ).toEqual([
      { sheet: "S", cell: "C2", formula: "=SUM(A2:B2)", cached: 7, ours: 7, libreOffice: 8 },
    ]);
    expect([...compared.values]).toEqual([["S!C1", 3]]);
    expect(compared.compared).toBe(3);
  });
});
