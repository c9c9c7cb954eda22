// What commands can be about at this moment, read from the plan and the screen. Reading it inside a component makes
// the component follow what it read.

import type { CommandState } from "../app/commandCatalogue.ts";
import type { Session } from "../app/session.ts";
import { formulaOverride, isOverridden } from "../plan/effective.ts";
import { type Level, UNASSIGNED } from "../plan/plan.ts";
import { findColumn, findTable, type PlanTable } from "../plan/tables.ts";
import { FIXED_TABS, type UiState } from "./uiState.ts";

/** The table of the active tab; undefined for Assumptions. */
export function activeTable(session: Session, ui: UiState): PlanTable | undefined {
  return findTable(session.plan.value, ui.activeTab.value);
}

/** The level whose groups the focused row is about, and the group's name; null on anything else. */
export function focusedGroup(
  session: Session,
  ui: UiState,
): { readonly level: Level; readonly group: string } | null {
  const cell = ui.cell.value;
  const table = activeTable(session, ui);
  if (cell === null || table === undefined || cell.table !== table.name) return null;
  if (table.level !== undefined) {
    const isGroup = cell.rowKey !== null && cell.rowKey !== UNASSIGNED;
    return isGroup ? { level: table.level, group: cell.rowName } : null;
  }
  const level = session.plan.value.levels.find((each) => each.name === ui.groupBy.value);
  const onGroupRow = table.kind === "practices" && cell.rowKey === null && cell.rowName !== "";
  return level !== undefined && onGroupRow && cell.rowName !== UNASSIGNED
    ? { level, group: cell.rowName }
    : null;
}

/** Practices that move commands are about: those selected, else the one the keyboard is on. */
export function practicesToMove(session: Session, ui: UiState): readonly string[] {
  if (ui.activeTab.value !== FIXED_TABS.practices) return [];
  const selected = ui.selectedPractices.value;
  if (selected.length > 0) return selected;
  const cell = ui.cell.value;
  const known = cell?.table === FIXED_TABS.practices && cell.rowKey !== null;
  return known && session.plan.value.practices.includes(cell.rowKey ?? "") ? [cell.rowKey ?? ""] : [];
}

/** Ids of the rows of the supporting table on screen that row commands are about: those selected, else the focused one. */
export function rowsInHand(session: Session, ui: UiState): readonly string[] {
  const table = activeTable(session, ui);
  if (table?.kind !== "supporting") return [];
  const known = new Set(table.supporting?.rows);
  const selected = ui.selectedRows.value.filter((row) => known.has(row));
  if (selected.length > 0) return selected;
  const cell = ui.cell.value;
  return cell?.table === table.name && cell.rowKey !== null && known.has(cell.rowKey) ? [cell.rowKey] : [];
}

export function commandState(session: Session, ui: UiState): CommandState {
  const { past, future } = session.history.value;
  const plan = session.plan.value;
  const table = activeTable(session, ui);
  const cell = ui.cell.value;
  const column =
    table !== undefined && cell?.table === table.name ? findColumn(table, cell.column) : undefined;
  const onTable = table !== undefined && table.kind !== "options";
  const overridden =
    column?.role === "input" && cell !== null && cell.rowKey !== null
      ? isOverridden(column.column.id, cell.rowKey, session.option)
      : false;
  const isFormulaCell = column?.role === "formula" && cell !== null && cell.rowKey !== null;
  const ownValue =
    isFormulaCell && formulaOverride(plan, column.column.id, cell.rowKey ?? "", session.option) !== undefined;
  const isSupporting = table?.kind === "supporting";
  return {
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    undoLabel: past.at(-1)?.label ?? null,
    redoLabel: future.at(-1)?.label ?? null,
    busy: ui.busy.value !== null,
    hasDialog: ui.dialog.value !== null,
    selectedPractices: practicesToMove(session, ui).length,
    hasLevels: plan.levels.length > 0,
    onPractices: table?.kind === "practices",
    onTable,
    column:
      column === undefined || !onTable ? "none" : column.role === "ancestor" ? "membership" : column.role,
    overridden,
    onFigure: ui.isExplaining.value || (table !== undefined && cell?.table === table.name),
    onGroup: focusedGroup(session, ui) !== null,
    groupName: focusedGroup(session, ui)?.group ?? "",
    grouped: table?.kind === "practices" && ui.groupBy.value !== null,
    onSupporting: isSupporting,
    onOwnRow: isSupporting && rowsInHand(session, ui).length > 0,
    ownValue,
    openFinding:
      ownValue &&
      plan.findings.some(
        (each) => each.columnId === column.column.id && each.rowKey === cell.rowKey && each.status === "open",
      ),
  };
}
