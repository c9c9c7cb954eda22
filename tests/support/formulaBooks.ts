// Small workbooks for tests of formulas, written as rows of cells: a text that starts with "=" is a formula, whose saved
// value is what the calculator makes of it.

import { columnLetters, readCell } from "../../renderer/engine/grammar/cellAddress.ts";
import {
  SheetCalculator,
  type SnapshotCell,
  type SnapshotTable,
  type Value,
} from "../../renderer/engine/index.ts";
import type { FormulaBook } from "../../renderer/excel/formulas/formulaBook.ts";

export type SheetRows = readonly (readonly Value[])[];

export interface BookExtras {
  /** Defined names and what they stand for. */
  readonly names?: Readonly<Record<string, string>>;
  readonly tables?: readonly SnapshotTable[];
  readonly calculatedColumns?: FormulaBook["calculatedColumns"];
  /** Number formats by `Sheet!A1` or by `Sheet!A` for a column. */
  readonly formats?: Readonly<Record<string, string>>;
  /** Saved values that are not what the formulas give, by `Sheet!A1`. */
  readonly saved?: Readonly<Record<string, Value>>;
}

/** A workbook of sheets of rows, the first row being row 1. */
export function bookOf(sheets: Readonly<Record<string, SheetRows>>, extras: BookExtras = {}): FormulaBook {
  const { names = {}, tables = [], formats = {}, saved = {} } = extras;
  const made = Object.entries(sheets).map(([name, rows]) => ({
    name,
    cells: rows.flatMap((row, r) =>
      row.flatMap((value, c): SnapshotCell[] => {
        if (value === null) return [];
        const place = { row: r + 1, column: c + 1 };
        const letters = columnLetters(c + 1);
        const numberFormat =
          formats[`${name}!${letters}${r + 1}`] ?? formats[`${name}!${letters}`] ?? "General";
        const isFormula = typeof value === "string" && value.startsWith("=");
        return [
          { ...place, numberFormat, ...(isFormula ? { value: null, formula: value.slice(1) } : { value }) },
        ];
      }),
    ),
    hiddenRows: new Set<number>(),
    filteredRows: new Set<number>(),
  }));
  const snapshot = {
    sheets: made,
    tables,
    names: Object.entries(names).map(([name, formula]) => ({ name, sheet: null, formula })),
    dateSystem: 1900 as const,
  };
  const calculator = new SheetCalculator(snapshot);
  const calculated = made.map((sheet, number) => ({
    ...sheet,
    cells: sheet.cells.map((cell) => ({
      ...cell,
      value:
        saved[`${sheet.name}!${columnLetters(cell.column)}${cell.row}`] ??
        (cell.formula === undefined ? cell.value : calculator.value(number, cell.row, cell.column)),
    })),
  }));
  return {
    fileName: "book.xlsx",
    snapshot: { ...snapshot, sheets: calculated },
    calculatedColumns: extras.calculatedColumns ?? tables.map(() => []),
    isStale: false,
  };
}

/** An Excel table over `ref` (headings in its first row) with these columns. */
export function tableAt(name: string, sheet: number, ref: string, columns: readonly string[]): SnapshotTable {
  const [first, last] = ref.split(":").map(readCell);
  const rows = (last?.row ?? 0) - (first?.row ?? 0) + 1;
  return {
    name,
    sheet,
    row: first?.row ?? 0,
    column: first?.column ?? 0,
    rows,
    columns,
    hasHeaders: true,
    hasTotals: false,
  };
}
