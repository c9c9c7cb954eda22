// A small workbook from rows of texts, to try formulas of sheets on: `=...` is a formula, `{=...}` one entered as an
// array, `[=...]` a dynamic array; a number reads as one; nothing is a blank cell.

import { SheetCalculator } from "../../../../renderer/engine/sheet/sheetCalculator.ts";
import type {
  SnapshotCell,
  SnapshotName,
  SnapshotSheet,
  SnapshotTable,
  WorkbookSnapshot,
} from "../../../../renderer/engine/sheet/snapshot.ts";
import type { Value } from "../../../../renderer/engine/values/value.ts";

export type Typed = string | number | boolean | null;

export function sheetOf(name: string, rows: readonly (readonly Typed[])[]): SnapshotSheet {
  const cells: SnapshotCell[] = [];
  for (const [row, values] of rows.entries())
    for (const [column, typed] of values.entries()) {
      const cell = cellOf(row + 1, column + 1, typed);
      if (cell !== null) cells.push(cell);
    }
  return { name, cells, hiddenRows: new Set(), filteredRows: new Set() };
}

function cellOf(row: number, column: number, typed: Typed): SnapshotCell | null {
  if (typed === null) return null;
  if (typeof typed !== "string") return { row, column, value: typed };
  const array = /^([{[])(=.*)[}\]](?:(\d+)x(\d+))?$/s.exec(typed);
  if (array !== null) {
    const [, kind, formula = "", rows = "1", columns = "1"] = array;
    const size = { rows: Number(rows), columns: Number(columns), dynamic: kind === "[" };
    return { row, column, value: null, formula, array: size };
  }
  return typed.startsWith("=") ? { row, column, value: null, formula: typed } : { row, column, value: typed };
}

export function bookOf(
  parts: Partial<WorkbookSnapshot> & { readonly sheets: readonly SnapshotSheet[] },
): SheetCalculator {
  const names: readonly SnapshotName[] = parts.names ?? [];
  const tables: readonly SnapshotTable[] = parts.tables ?? [];
  return new SheetCalculator({ dateSystem: 1900, ...parts, names, tables });
}

/** The value of a cell of the first sheet, by its row and column from 1. */
export function at(book: SheetCalculator, row: number, column: number, sheet = 0): Value {
  return book.value(sheet, row, column);
}
