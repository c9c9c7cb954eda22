// Where the tables of a sheet are, what their columns are called, and which columns are one formula.

import { describe, expect, test } from "vitest";
import type { Value } from "../../../../renderer/engine/index.ts";
import { findBlocks, type SheetBlock } from "../../../../renderer/excel/formulas/blocks.ts";
import { bookOf, type SheetRows, tableAt } from "../../../support/formulaBooks.ts";

const CODES = ["A1", "B2", "C3", "D4", "E5"];

function blocks(rows: SheetRows): readonly SheetBlock[] {
  return findBlocks(bookOf({ Sheet1: rows })).blocks;
}

function first(rows: SheetRows): SheetBlock {
  return only(blocks(rows));
}

function only([block]: readonly SheetBlock[]): SheetBlock {
  if (block === undefined) throw new Error("No block");
  return block;
}

function shape({ headingRow, firstRow, lastRow, columns }: SheetBlock) {
  return { headingRow, rows: [firstRow, lastRow], columns: columns.map((each) => each.name) };
}

const practices = (
  count: number,
  first: number,
  more: (row: number) => readonly Value[] = () => [],
): Value[][] =>
  Array.from({ length: count }, (_, place) => [`P${place + 1}`, 1_000 + place * 7, ...more(first + place)]);

describe("blocks", () => {
  test("headings in the first row", () => {
    const all = blocks([["Practice", "List size"], ...practices(5, 2)]);
    expect(all).toHaveLength(1);
    expect(shape(only(all))).toEqual({ headingRow: 1, rows: [2, 6], columns: ["Practice", "List size"] });
  });

  test("titles above, a totals row below, notes beside", () => {
    const rows: Value[][] = [
      ["Running costs 2025/26", null, null, null, null, null],
      ["Draft, not for circulation", null, null, null, null, null],
      [null, null, null, null, null, null],
      ["Practice", "List size", "Cost", null, null, "Checked by finance"],
      ...practices(6, 5, (row) => [`=B${row}*2`]),
      ["Total", "=SUM(B5:B10)", "=SUM(C5:C10)"],
    ];
    const all = blocks(rows).filter((block) => block.headingRow !== null);
    expect(all.map(shape)).toEqual([
      { headingRow: 4, rows: [5, 10], columns: ["Practice", "List size", "Cost"] },
    ]);
    expect([...(all[0]?.totalRows ?? [])]).toEqual([11]);
    expect(all[0]?.columns[2]).toMatchObject({ kind: "formula", formulaR1C1: "RC[-1]*2", breaks: [] });
  });

  test("a blank column between parts of one table", () => {
    const rows: Value[][] = [
      ["Practice", "List size", null, "Cost"],
      ...practices(6, 2, (row) => [null, `=B${row}*3`]),
    ];
    expect(blocks(rows).map(shape)).toEqual([
      { headingRow: 1, rows: [2, 7], columns: ["Practice", "List size", "Cost"] },
    ]);
  });

  test("two rows of headings, equal names told apart by the upper one", () => {
    const rows: Value[][] = [
      [null, "Base", null, "Option", null],
      ["Practice", "Patients", "Cost", "Patients", "Cost"],
      ...CODES.map((code, place): Value[] => [code, 1_000, place, 10, `=D${place + 3}*2`]),
    ];
    expect(blocks(rows).map(shape)).toEqual([
      {
        headingRow: 2,
        rows: [3, 7],
        columns: ["Practice", "Patients", "Cost", "Option Patients", "Option Cost"],
      },
    ]);
  });

  test("several tables on a sheet, below and beside each other", () => {
    const rows: Value[][] = [
      ["A", "B", null, null, null, "Band", "Rate"],
      ["x", 1, null, null, null, "low", 0.1],
      ["y", 2, null, null, null, "high", 0.2],
      ["z", 3, null, null, null, null, null],
      [null, null, null, null, null, null, null],
      ["C", "D", null, null, null, null, null],
      ["u", 4, null, null, null, null, null],
      ["v", 5, null, null, null, null, null],
    ];
    expect(
      blocks(rows).map((each) => [each.headingRow, each.firstRow, each.lastRow, each.firstColumn]),
    ).toEqual([
      [1, 2, 4, 1],
      [1, 2, 3, 6],
      [6, 7, 8, 1],
    ]);
  });

  test("years as headings, a subtotal row between", () => {
    const rows: Value[][] = [
      ["Area", 2023, 2024],
      ["North", 1, "=B2*2"],
      ["South", 2, "=B3*2"],
      ["Subtotal", "=SUM(B2:B3)", "=SUM(C2:C3)"],
      ["East", 3, "=B5*2"],
      ["West", 4, "=B6*2"],
      ["Total", "=B4+B5+B6", "=C4+C5+C6"],
    ];
    const block = first(rows);
    expect(shape(block)).toEqual({ headingRow: 1, rows: [2, 6], columns: ["Area", "2023", "2024"] });
    expect([...block.totalRows].sort()).toEqual([4, 7]);
    expect(block.columns[2]).toMatchObject({ kind: "formula", breaks: [] });
  });

  test("alternating formulas are not one formula", () => {
    const rows: Value[][] = [
      ["Practice", "List size", "Cost"],
      ...practices(8, 2, (row) => [row % 2 === 0 ? `=B${row}*2` : `=B${row}/2`]),
    ];
    expect(blocks(rows)[0]?.columns[2]?.kind).toBe("values");
  });

  test("breaks are told with what explains them", () => {
    const rows: Value[][] = [["Month", "Income", "Balance", "Charge"]];
    for (let row = 2; row <= 13; row++)
      rows.push([
        `M${row}`,
        row * 10,
        row === 2 ? "=B2" : `=C${row - 1}+B${row}`,
        row === 7 ? 99 : `=B${row}*0.1`,
      ]);
    const [, , balance, charge] = first(rows).columns;
    expect(balance?.breaks).toEqual([
      { row: 2, kind: "formula", explanation: "start of a series", formula: "=B2" },
    ]);
    expect(charge?.breaks).toEqual([{ row: 7, kind: "constant", explanation: null, formula: null }]);
  });

  test("an Excel table says itself where it is", () => {
    const rows: Value[][] = [
      ["Code", "n", "Twice"],
      ["a", 1, "=Sizes[[#This Row],[n]]*2"],
      ["b", 2, "=Sizes[[#This Row],[n]]*2"],
      ["not in it", 3, null],
    ];
    const table = tableAt("Sizes", 0, "A1:C3", ["Code", "n", "Twice"]);
    const block = only(findBlocks(bookOf({ Sheet1: rows }, { tables: [table] })).blocks);
    expect(block).toMatchObject({ name: "Sizes", isTable: true, firstRow: 2, lastRow: 3 });
    expect(block.columns[2]?.kind).toBe("formula");
  });
});
