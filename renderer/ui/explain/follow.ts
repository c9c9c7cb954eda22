// Which figure is in hand, and how to go to another one: its tab, its option, its row and column.

import { explainFigure, type FigureExplanation, type FigurePlace } from "../../plan/explainFigure.ts";
import { ASSUMPTIONS_TABLE, OPTIONS_TABLE } from "../../plan/plan.ts";
import { findTable } from "../../plan/tables.ts";
import type { App } from "../appContext.ts";
import { FIXED_TABS, showMessage } from "../uiState.ts";
import { explainText } from "./text.ts";

/** The explanation of the cell that the keyboard was on last; null for a subtotal, an empty screen or a lost row. */
export function explanationInHand({ session, ui }: App): FigureExplanation | null {
  const cell = ui.cell.value;
  // Figures are read after every step.
  void session.refresh.value;
  const optionId = session.optionId.value;
  if (cell === null || cell.rowKey === null) return null;
  return explainFigure(
    session.plan.value,
    session.calculation,
    cell.table,
    cell.rowKey,
    cell.column,
    optionId,
  );
}

/** Shows the figure and puts the keyboard on it; a column or an assumption where there is no row. */
export function goToFigure(app: App, { table, column, rowKey, optionId }: FigurePlace): void {
  const { session, ui } = app;
  if (table === ASSUMPTIONS_TABLE) {
    leavePanel();
    ui.activeTab.value = FIXED_TABS.assumptions;
    whenThere(`[data-assumption="${CSS.escape(column)}"] button`);
    return;
  }
  const isElsewhere = session.plan.value.options.some((each) => each.id === optionId);
  // a row of the Options table is an option
  const wanted = table === OPTIONS_TABLE && rowKey !== null ? rowKey : optionId;
  if (isElsewhere && wanted !== session.optionId.value && rowKey !== null) session.selectOption(wanted);
  const found = findTable(session.plan.value, table);
  if (found === undefined) return;
  const grid = ui.grid.value;
  if (ui.activeTab.value === found.name && grid !== null) {
    if (rowKey === null) grid.goToColumn(column);
    else grid.goTo(rowKey, column);
    return;
  }
  if (document.getElementById(`tab-${found.name}`) === null) {
    showMessage(ui, { tone: "note", text: explainText.noTab(found.title) });
    return;
  }
  leavePanel();
  ui.wantedColumn.value = { table: found.name, column, rowKey };
  ui.activeTab.value = found.name;
}

/** Scrolls the figure in hand into sight, once the table has its new width; the keyboard stays where it is. */
export function showInTable({ ui }: App): () => void {
  const frame = requestAnimationFrame(() => {
    const column = ui.cell.peek()?.column;
    if (column !== undefined) ui.grid.peek()?.showColumn(column);
  });
  return () => cancelAnimationFrame(frame);
}

/** Closes the panel; the keyboard goes back into the table. */
export function closeExplanation({ ui }: App): void {
  ui.isExplaining.value = false;
  if (ui.grid.value !== null) ui.grid.value.focus();
  else document.getElementById("view")?.focus();
}

/** At once, so that the next key is not the panel's any more while the other view is being made. */
function leavePanel(): void {
  document.getElementById("view")?.focus();
}

/** A view that is just being shown takes some frames to stand. */
const FRAMES = 10;

function whenThere(selector: string, left = FRAMES): void {
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element !== null) element.focus();
    else if (left > 0) whenThere(selector, left - 1);
  });
}
