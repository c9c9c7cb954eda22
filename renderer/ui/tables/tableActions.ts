// Rows of a supporting table and the table itself, as the menus and keys ask for them.

import { rowAddresses } from "../../plan/rowNames.ts";
import { findTable, type PlanTable } from "../../plan/tables.ts";
import { type App, dispatch } from "../appContext.ts";
import { activeTable, rowsInHand } from "../commandState.ts";
import { FIXED_TABS, showMessage } from "../uiState.ts";
import { tablesText } from "./text.ts";

function ownTable({ session, ui }: App): PlanTable | null {
  const table = activeTable(session, ui);
  return table?.kind === "supporting" ? table : null;
}

/** Blank rows above the first of the rows in hand, as many as are selected; the keyboard goes to the first of them. */
export function insertRow(app: App): void {
  const table = ownTable(app);
  const rows = table?.supporting?.rows ?? [];
  const inHand = rowsInHand(app.session, app.ui);
  const first = Math.min(...inHand.map((row) => rows.indexOf(row)));
  if (table !== null && Number.isFinite(first)) addBlank(app, table, inHand.length, first);
}

export function addRow(app: App): void {
  const table = ownTable(app);
  if (table !== null) addBlank(app, table, 1, null);
}

function addBlank(app: App, table: PlanTable, count: number, at: number | null): void {
  const { session, ui } = app;
  const added = dispatch(app, {
    type: "addRows",
    table: table.name,
    rows: Array.from({ length: count }, () => ({})),
    ...(at === null ? {} : { before: `#${at + 1}` }),
  });
  if (!added) return;
  const rows = findTable(session.plan.value, table.name)?.supporting?.rows ?? [];
  const made = rows[at ?? rows.length - count];
  const column = table.columns.find((each) => each.role === "input")?.name ?? table.columns[0]?.name;
  showMessage(ui, { tone: "success", text: tablesText.rowsAdded(count) });
  if (made !== undefined && column !== undefined) ui.grid.value?.goTo(made, column);
}

export function removeRows(app: App): void {
  const { session, ui } = app;
  const table = ownTable(app);
  const base = session.plan.value.options[0];
  if (table === null || base === undefined) return;
  const rows = table.supporting?.rows ?? [];
  const addresses = rowAddresses(session.plan.value, table, base);
  const gone = rowsInHand(session, ui);
  const column = ui.cell.value?.column;
  const firstAt = Math.min(...gone.map((row) => rows.indexOf(row)));
  const names = gone.flatMap((row) => addresses[rows.indexOf(row)] ?? []);
  if (!dispatch(app, { type: "removeRows", table: table.name, rows: names })) return;
  ui.selectedRows.value = [];
  showMessage(ui, { tone: "success", text: tablesText.rowsRemoved(names.length) });
  const left = findTable(session.plan.value, table.name)?.supporting?.rows ?? [];
  const next = left[Math.min(firstAt, left.length - 1)];
  if (next !== undefined && column !== undefined) ui.grid.value?.goTo(next, column);
}

export function removeTable(app: App): void {
  const table = ownTable(app);
  if (table === null) return;
  const { title, name } = table;
  app.ui.dialog.value = {
    kind: "confirm",
    title: tablesText.removeTitle(title),
    message: tablesText.removeMessage(title, table.supporting?.rows.length ?? 0),
    action: tablesText.removeAction,
    onConfirm: () => {
      if (!dispatch(app, { type: "removeTable", table: name })) return;
      app.ui.activeTab.value = FIXED_TABS.practices;
      showMessage(app.ui, { tone: "success", text: tablesText.removed(title) });
    },
  };
}
