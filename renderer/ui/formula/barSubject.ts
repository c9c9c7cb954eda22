// What the formula bar is about at this moment: a new formula column, the formula of the focused column, the input in
// the focused cell, or a figure that can only be read. Worked out in one place so that the bar only shows it.

import type { Session } from "../../app/session.ts";
import { formulaOverride } from "../../plan/effective.ts";
import type { InputColumn } from "../../plan/plan.ts";
import { findColumn } from "../../plan/tables.ts";
import { activeTable } from "../commandState.ts";
import { editText } from "../grid/cellInput.ts";
import { formatCell, readTable } from "../grid/tableReader.ts";
import type { UiState } from "../uiState.ts";

export type BarSubject =
  | { readonly kind: "none" }
  | { readonly kind: "new"; readonly table: string }
  | {
      readonly kind: "formula";
      readonly table: string;
      readonly column: string;
      /** The row whose cell holds a value of its own instead of what the formula gives; null elsewhere. */
      readonly ownRow: string | null;
      readonly content: string;
    }
  | {
      readonly kind: "input";
      readonly table: string;
      readonly column: InputColumn;
      readonly rowName: string;
      /** The option on screen has its own value here. */
      readonly overridden: boolean;
      readonly content: string;
    }
  | {
      readonly kind: "reading";
      readonly table: string;
      readonly column: string;
      /** "" for a heading or the total. */
      readonly rowName: string;
      readonly content: string;
    };

export function barSubject(session: Session, ui: UiState): BarSubject {
  const adding = ui.newFormula.value;
  const table = activeTable(session, ui);
  if (table === undefined) return { kind: "none" };
  if (adding === table.name) return { kind: "new", table: table.name };
  const cell = ui.cell.value;
  if (cell === null || cell.table !== table.name) return { kind: "none" };
  const column = findColumn(table, cell.column);
  if (column === undefined) return { kind: "none" };
  if (column.role === "formula" && column.column.kind === "formula") {
    const isOwn =
      cell.rowKey !== null &&
      formulaOverride(session.plan.value, column.column.id, cell.rowKey, session.option) !== undefined;
    return {
      kind: "formula",
      table: table.name,
      column: column.name,
      ownRow: isOwn ? cell.rowName : null,
      content: column.column.formula,
    };
  }
  // Figures are read after every step.
  void session.refresh.value;
  const reader = readTable(session, table.name);
  const row = cell.rowKey === null ? undefined : reader?.rowOf(cell.rowKey);
  const value = row === undefined || reader === undefined ? null : reader.value(row, column.name);
  if (column.role === "input" && column.column.kind === "input" && row !== undefined)
    return {
      kind: "input",
      table: table.name,
      column: column.column,
      rowName: cell.rowName,
      overridden: reader?.isOverridden(column, row) === true,
      content: editText(value, column.column.type, column.format),
    };
  return {
    kind: "reading",
    table: table.name,
    column: column.name,
    rowName: cell.rowName,
    content: row === undefined ? (ui.grid.value?.focusedText() ?? "") : formatCell(value, column.format),
  };
}

/** Two subjects are the same when what is typed may stay in the bar. */
export function subjectKey(subject: BarSubject): string {
  switch (subject.kind) {
    case "none":
      return "";
    case "new":
      return `new ${subject.table}`;
    case "reading":
      return `reading ${subject.table} ${subject.column} ${subject.rowName}`;
    case "input":
      return `input ${subject.table} ${subject.column.name} ${subject.rowName}`;
    case "formula":
      return `formula ${subject.table} ${subject.column}`;
  }
}
