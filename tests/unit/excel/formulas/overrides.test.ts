// What an import keeps of a formula column: every cell that is not the formula.

import { expect, test } from "vitest";
import type { Value } from "../../../../renderer/engine/index.ts";
import { findBlocks } from "../../../../renderer/excel/formulas/blocks.ts";
import { dataRows, overridesOf } from "../../../../renderer/excel/formulas/overrides.ts";
import { bookOf } from "../../../support/formulaBooks.ts";

test("constants, other formulas and blanks, each with its cell; totals are no data", () => {
  const rows: Value[][] = [["Practice", "List size", "Cost"]];
  for (let row = 2; row <= 12; row++) rows.push([`P${row}`, row, `=B${row}*2`]);
  const change = (row: number, value: Value) => (rows[row - 1] ?? []).splice(2, 1, value);
  change(4, 99);
  change(6, "=B6*3");
  change(8, null);
  rows.push(["Total", "=SUM(B2:B12)", "=SUM(C2:C12)"]);
  const understood = findBlocks(bookOf({ Costs: rows }));
  const [block] = understood.blocks;
  const column = block?.columns[2];
  if (block === undefined || column === undefined) throw new Error("No block");
  expect(dataRows(block)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(overridesOf(understood, block, column)).toEqual([
    { row: 4, cell: "Costs!C4", value: 99, kind: "constant", formula: "", explanation: null },
    { row: 6, cell: "Costs!C6", value: 18, kind: "formula", formula: "=B6*3", explanation: null },
    { row: 8, cell: "Costs!C8", value: null, kind: "constant", formula: "", explanation: null },
  ]);
});
