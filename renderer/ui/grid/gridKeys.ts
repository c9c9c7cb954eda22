// The keys that a table answers itself, beyond what the grid does: opening groups, selecting, clearing, and saying why
// a cell cannot be typed into. Keys of a treegrid after the ARIA Authoring Practices, of a sheet after Excel.

import type { IRowNode, SuppressKeyboardEventParams } from "ag-grid-community";
import { findColumn, type PlanTable, type TableColumn } from "../../plan/tables.ts";
import { choicesOf } from "./columnDefs.ts";
import type { GridSelection } from "./gridSelection.ts";
import type { GridRow } from "./groupRows.ts";

/** What the keys act on. */
export interface KeyTarget {
  readonly table: PlanTable;
  readonly selection: GridSelection;
  readonly events: {
    notEditable(column: TableColumn, row: GridRow, typed: boolean): void;
    insertRow(): void;
    /** A new row at the end, in which typing goes on in the column. */
    typeNewRow(column: string, character: string): void;
    removeRows(): void;
    clear(): void;
    editFormula(): void;
  };
  isOpen(group: string): boolean;
  toggle(group: string): void;
  /** Opens the list of the texts meant for the focused cell. */
  openChoices(): void;
  /** Begins to type a value over the formula of the focused cell. */
  typeOver(character: string): void;
}

/** Tables whose rows can be selected. */
export function hasSelection(table: PlanTable): boolean {
  return table.kind === "practices" || table.kind === "supporting";
}

/** Does what the key asks for; true keeps the grid from doing anything with it. */
export function handlesKey(params: SuppressKeyboardEventParams<GridRow>, target: KeyTarget): boolean {
  const { event, editing, node, column } = params;
  const found = findColumn(target.table, column.getColId());
  if (editing || node.data === undefined || found === undefined) return false;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const handled =
    edgeKey(params, target.table) ||
    selectAllKey(params, target) ||
    rowKey(event, target) ||
    choiceKey(event, node.data, found, target) ||
    (plain &&
      (groupKey(event, node.data, found, target) ||
        selectionKey(event, node, target) ||
        clearKey(event, target) ||
        readOnlyKey(event, node.data, found, target)));
  if (handled) event.preventDefault();
  return handled;
}

/** Home and End stay in the row, with Ctrl they go to the corners of the table. */
function edgeKey(params: SuppressKeyboardEventParams<GridRow>, table: PlanTable): boolean {
  const { event, api, node } = params;
  if ((event.key !== "Home" && event.key !== "End") || event.shiftKey || event.altKey) return false;
  const columns = api
    .getAllDisplayedColumns()
    .filter((each) => findColumn(table, each.getColId()) !== undefined);
  const column = event.key === "Home" ? columns[0] : columns.at(-1);
  if (column === undefined) return false;
  api.ensureColumnVisible(column);
  if (!event.ctrlKey && !event.metaKey) {
    api.setFocusedCell(node.rowIndex ?? 0, column, node.rowPinned);
    return true;
  }
  const index = event.key === "Home" ? 0 : api.getDisplayedRowCount() - 1;
  api.ensureIndexVisible(index);
  api.setFocusedCell(index, column);
  return true;
}

/** Ctrl+A never marks the page's text: it selects practices, and nothing in a table without boxes. */
function selectAllKey(params: SuppressKeyboardEventParams<GridRow>, target: KeyTarget): boolean {
  const { event, api } = params;
  const isSelectAll = event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && !event.altKey;
  if (isSelectAll && hasSelection(target.table)) api.selectAll("filtered");
  return isSelectAll;
}

/** Enter opens and closes a group; Right opens and Left closes it while the keyboard is on its name. */
function groupKey(event: KeyboardEvent, row: GridRow, column: TableColumn, target: KeyTarget): boolean {
  if (row.kind !== "group" || event.shiftKey) return false;
  const open = target.isOpen(row.group);
  const onName = column.role === "key";
  const wanted =
    event.key === "Enter" ||
    (onName && event.key === "ArrowRight" && !open) ||
    (onName && event.key === "ArrowLeft" && open);
  if (wanted) target.toggle(row.group);
  return wanted;
}

/** Alt+Down opens the list of a cell that has one, as in Excel. */
function choiceKey(event: KeyboardEvent, row: GridRow, column: TableColumn, target: KeyTarget): boolean {
  if (!event.altKey || event.key !== "ArrowDown" || row.kind !== "row") return false;
  if (choicesOf(column).length === 0) return false;
  target.openChoices();
  return true;
}

/** Excel's keys for rows: Ctrl and plus inserts, Ctrl and minus removes. */
function rowKey(event: KeyboardEvent, target: KeyTarget): boolean {
  if (target.table.kind !== "supporting" || !(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const isInsert = event.key === "+" || (event.shiftKey && event.key === "=");
  if (isInsert) target.events.insertRow();
  const isRemove = event.key === "-" && !event.shiftKey;
  if (isRemove) target.events.removeRows();
  return isInsert || isRemove;
}

function selectionKey(event: KeyboardEvent, node: IRowNode<GridRow>, target: KeyTarget): boolean {
  if (!hasSelection(target.table)) return false;
  if (event.shiftKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    target.selection.stretch(node.rowIndex ?? 0, event.key === "ArrowDown" ? 1 : -1);
    return true;
  }
  if (event.key !== "Shift") target.selection.endStretch();
  if (!event.shiftKey || event.key !== " ") return false;
  target.selection.toggle(node);
  return true;
}

function clearKey(event: KeyboardEvent, target: KeyTarget): boolean {
  if (event.key !== "Delete" && event.key !== "Backspace") return false;
  target.events.clear();
  return true;
}

/** Below the last row of a supporting table stands its total: typing there begins a row, as below a table in Excel. */
function isBelowRows(row: GridRow, column: TableColumn, target: KeyTarget): boolean {
  return row.kind === "total" && column.role === "input" && target.table.kind === "supporting";
}

/** Typing or F2 where nothing can be typed: to the formula, or the reason. */
function readOnlyKey(event: KeyboardEvent, row: GridRow, column: TableColumn, target: KeyTarget): boolean {
  const typing = event.key.length === 1 && event.key !== " ";
  if (!typing && event.key !== "F2") return false;
  if (row.kind === "row" && column.role === "input") return false;
  const toFormula = column.role === "formula" && (event.key === "F2" || event.key === "=");
  if (toFormula) target.events.editFormula();
  else if (typing && isBelowRows(row, column, target)) target.events.typeNewRow(column.name, event.key);
  else if (typing && row.kind === "row" && column.role === "formula") target.typeOver(event.key);
  else target.events.notEditable(column, row, typing);
  return true;
}
