// What a cell would show if it held a formula, with all others as they are.

import { describe, expect, test } from "vitest";
import { errorValue, SheetCalculator, type SnapshotCell } from "../../../renderer/engine/index.ts";

const cells: SnapshotCell[] = [
  ...[1, 2, 3].map((row): SnapshotCell => ({ row, column: 1, value: row * 10 })),
  { row: 2, column: 2, value: 999 },
  { row: 3, column: 2, value: 30, formula: "A3*B2" },
];
const calculator = new SheetCalculator({
  sheets: [{ name: "S", cells, hiddenRows: new Set(), filteredRows: new Set() }],
  tables: [],
  names: [{ name: "Twice", sheet: null, formula: "S!$A$1*2" }],
  dateSystem: 1900,
});

describe("resultIn", () => {
  test.each([
    ["=A2*2", false, 40],
    ["=A:A+1", false, 21],
    ["=SUM(A1:A3)", false, 60],
    ["=SUM(A1:A3*2)", true, 120],
    ["=SUM(A1:A3*2)", false, 40],
    ["=Twice", false, 20],
    ["=B3", false, 29_970],
    ["=1/0", false, errorValue("#DIV/0!")],
    ["=C9", false, 0],
    ["=NOW()", false, undefined],
    ["=SUM(", false, undefined],
  ])("%s (array: %j)", (formula, isArray, expected) => {
    expect(calculator.resultIn(formula, 0, 2, 3, isArray)).toBe(expected);
  });
});
