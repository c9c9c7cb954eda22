// What the status bar says about the selection: how many cells, how many numbers, their sum. The cells are those of
// the focused column in the selected practices, or the focused cell alone.

import { findColumn } from "../../plan/tables.ts";
import type { CellPlace, SelectionSummary } from "../uiState.ts";
import { isNumeric } from "./columnDefs.ts";
import type { GridRows } from "./gridRows.ts";

export function summarise(
  rows: GridRows,
  cell: CellPlace | null,
  selected: readonly string[],
): SelectionSummary | null {
  const { reader } = rows;
  if (cell === null || cell.table !== reader.table.name) return null;
  const column = findColumn(reader.table, cell.column);
  const keys = selected.length > 0 ? selected : cell.rowKey === null ? [] : [cell.rowKey];
  if (column === undefined || keys.length < 2) return null;
  let numbers = 0;
  let sum = 0;
  for (const key of keys) {
    const row = reader.rowOf(key);
    const value = row === undefined || !isNumeric(column) ? null : reader.value(row, column.name);
    if (typeof value !== "number") continue;
    numbers += 1;
    sum += value;
  }
  return { cells: keys.length, numbers, sum, column: column.name, format: column.format };
}
