// A tab with a table: toolbar, grid, context menu. Joins the grid to the session, the screen's state and the
// command catalogue; what the grid does not know (clipboard, menus, refusals) is done here.

import { effect, untracked } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { fromClipboardText, toClipboardText } from "../../app/clipboardText.ts";
import { findColumn, findTable, type PlanTable, type TableColumn } from "../../plan/tables.ts";
import { type App, dispatch, useApp } from "../appContext.ts";
import { menuItems } from "../commandActions.ts";
import { commandState } from "../commandState.ts";
import { Menu } from "../components/Menu.tsx";
import { text } from "../text.ts";
import { type CellPlace, showMessage, showProblem } from "../uiState.ts";
import { copyBlock, editCommand, overrideCommand, pasteCommand } from "./gridCommands.ts";
import type { GridRow } from "./groupRows.ts";
import { summarise } from "./selectionSummary.ts";
import { TableGrid } from "./TableGrid.ts";
import { TableToolbar } from "./TableToolbar.tsx";

const CELL_MENU = [
  "copyCells",
  "editCell",
  "clearCell",
  "resetInput",
  "restoreFormula",
  "acceptFinding",
  null,
  "explainFigure",
  null,
  "movePractices",
  "newGroup",
  "renameGroup",
  "removeGroup",
  null,
  "editFormula",
  "editColumn",
  "addFormulaColumn",
  "addInputColumn",
  "removeColumn",
];
const ROW_MENU = [
  "copyCells",
  "editCell",
  "clearCell",
  "resetInput",
  "restoreFormula",
  "acceptFinding",
  null,
  "explainFigure",
  null,
  "insertRow",
  "addRow",
  "removeRows",
  null,
  "editFormula",
  "editColumn",
  "addFormulaColumn",
  "addInputColumn",
  "removeColumn",
];
const HEADER_MENU = [
  "editFormula",
  "editColumn",
  null,
  "insertFormulaColumn",
  "insertInputColumn",
  "addFormulaColumn",
  "addInputColumn",
  "removeColumn",
  null,
  "hideColumn",
  "showAllColumns",
  "freezeColumns",
  "unfreezeColumns",
];

interface OpenMenu {
  readonly label: string;
  readonly ids: readonly (string | null)[];
  readonly at: { readonly x: number; readonly y: number };
}

export function TableTab({ tableName }: { readonly tableName: string }): JSX.Element {
  const app = useApp();
  const host = useRef<HTMLDivElement>(null);
  const findBox = useRef<HTMLInputElement>(null);
  const grid = useRef<TableGrid | null>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const tab = mountGrid(app, tableName, element, () => findBox.current?.focus());
    grid.current = tab.grid;
    return () => {
      grid.current = null;
      tab.dispose();
    };
  }, [tableName]);

  const openMenu = (target: EventTarget | null, point: { x: number; y: number } | null) => {
    if (!(target instanceof Element)) return;
    const cell = target.closest<HTMLElement>("[col-id]");
    const column = cell?.getAttribute("col-id") ?? "";
    const table = findTable(app.session.plan.value, tableName);
    if (cell === null || table === undefined) return;
    const box = cell.getBoundingClientRect();
    const at = point ?? { x: box.left + 8, y: box.bottom };
    if (cell.matches('[role="columnheader"]')) {
      if (!table.columns.some((each) => each.name === column)) return;
      app.ui.cell.value = { table: table.name, rowKey: null, rowName: "", column };
      setMenu({ label: text.columnMenu(column), ids: HEADER_MENU, at });
      return;
    }
    grid.current?.focusElement(cell);
    const name = app.ui.cell.value?.rowName ?? "";
    setMenu({
      label: text.rowMenu(name === "" ? text.total : name),
      ids: table.kind === "supporting" ? ROW_MENU : CELL_MENU,
      at,
    });
  };

  return (
    <>
      <TableToolbar tableName={tableName} findBox={findBox} onFind={(words) => grid.current?.find(words)} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the grid inside is the interactive element */}
      <div
        ref={host}
        class="grid-box"
        onContextMenu={(event) => {
          if (event.target instanceof HTMLInputElement) return;
          event.preventDefault();
          // A context menu asked for by key has no place of its own.
          if (event.button === 2) openMenu(event.target, { x: event.clientX, y: event.clientY });
        }}
        onKeyDown={(event) => {
          const asked = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
          if (!asked) return;
          event.preventDefault();
          openMenu(event.target, null);
        }}
        onCopy={(event) => {
          if (event.target instanceof HTMLInputElement) return;
          event.preventDefault();
          const copied = copyText(app, grid.current);
          if (copied !== null) event.clipboardData?.setData("text/plain", copied);
        }}
        onPaste={(event) => {
          if (event.target instanceof HTMLInputElement) return;
          event.preventDefault();
          paste(app, grid.current, event.clipboardData?.getData("text/plain") ?? "");
        }}
      />
      {menu === null ? null : (
        <Menu
          label={menu.label}
          items={menuItems(app, menu.ids)}
          at={menu.at}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  );
}

function mountGrid(app: App, tableName: string, host: HTMLElement, focusFind: () => void) {
  const { session, ui } = app;
  const table = () => findTable(session.plan.value, tableName);
  const first = table();
  const view = ui.tableViews.get(tableName) ?? null;
  const opened = ui.openedPlans.peek();
  if (first === undefined) throw new Error(`no table ${tableName}`);
  const practices = first.kind === "practices";
  const selection = practices ? ui.selectedPractices : ui.selectedRows;
  const groupBy = () => (practices ? ui.groupBy.value : null);
  const grid = new TableGrid({
    host,
    session,
    table: first,
    groupBy: groupBy(),
    label: first.title,
    before: {
      closed: practices ? ui.closedGroups.value : null,
      selected: practices ? ui.selectedPractices.value : [],
      view,
    },
    events: {
      focused: (place) => {
        if (!isSamePlace(ui.cell.value, place)) ui.cell.value = place;
      },
      selected: (keys) => {
        selection.value = keys;
      },
      hidden: (count) => {
        ui.hiddenColumns.value = count;
      },
      closed: (groups) => {
        ui.closedGroups.value = groups;
      },
      counts: (shown, all) => {
        ui.rowCounts.value = { shown, all };
      },
      edited: (column, rowKey, typed) => {
        const current = table();
        const row = grid.rows.reader.rowOf(rowKey);
        if (current === undefined || row === undefined) return;
        const place = { address: grid.rows.reader.address(row), name: grid.rows.reader.rowName(row) };
        if (findColumn(current, column)?.role === "formula")
          typeOverFormula(app, current, place, column, typed);
        else {
          const command = editCommand(session, current, place.address, column, typed);
          if (command.ok) dispatch(app, command.value);
          else showProblem(ui, command.problem);
        }
      },
      insertRow: () => app.run(commandState(session, ui).onOwnRow ? "insertRow" : "addRow"),
      typeNewRow: (column, character) => {
        app.run("addRow");
        const rows = table()?.supporting?.rows ?? [];
        const last = rows.at(-1);
        if (last === undefined) return;
        grid.goTo(last, column);
        // A filter may hide the new row.
        const place = grid.focusedPlace();
        if (place?.row.kind === "row" && place.row.key === last) grid.type(character);
      },
      removeRows: () => app.run("removeRows"),
      notEditable: (column, row, typed) => sayNotEditable(app, column, row, typed),
      clear: () => clearCells(app, grid),
      editFormula: () => {
        ui.formulaFocus.value += 1;
      },
    },
  });
  let seen = { revision: session.refresh.value.revision, option: session.optionId.value, groupBy: groupBy() };
  const stopRefreshing = effect(() => {
    const refresh = session.refresh.value;
    const now = { revision: refresh.revision, option: session.optionId.value, groupBy: groupBy() };
    untracked(() => {
      const before = seen;
      seen = now;
      const current = table();
      if (current === undefined) return;
      const moved = now.option !== before.option || now.groupBy !== before.groupBy;
      const stepped = now.revision !== before.revision;
      if (moved || (stepped && refresh.structure)) grid.rebuild(current, groupBy());
      else if (stepped) {
        const changed = refresh.columns.filter((each) => each.table === tableName);
        if (changed.length > 0) grid.refresh([...new Set(changed.map((each) => each.column))]);
      }
    });
  });
  const stopSumming = effect(() => {
    const cell = ui.cell.value;
    const selected = selection.value;
    void session.refresh.value;
    untracked(() => {
      // The step may have taken the table away, and the tab goes with the next frame.
      if (table() === undefined) return;
      ui.selection.value = summarise(grid.rows, cell, selected);
    });
  });
  ui.grid.value = {
    focus: () => grid.focus(),
    focusQuickFind: focusFind,
    selectAllPractices: () => grid.selectAll(),
    expandAll: () => grid.expandAll(),
    collapseAll: () => grid.collapseAll(),
    copy: () => {
      const copied = copyText(app, grid);
      if (copied !== null) void navigator.clipboard.writeText(copied);
    },
    focusedText: () => {
      const place = grid.focusedPlace();
      return place === null ? "" : grid.shownText(place);
    },
    goToColumn: (column) => grid.goToColumn(column),
    goTo: (rowKey, column) => grid.goTo(rowKey, column),
    showColumn: (column) => grid.showColumn(column),
    startEdit: () => grid.startEdit(),
    clearSelected: () => clearCells(app, grid),
    hideColumn: (column) => grid.hideColumn(column),
    showAllColumns: () => grid.showAllColumns(),
    freeze: (upTo) => grid.freeze(upTo),
  };
  return {
    grid,
    dispose: () => {
      if (ui.openedPlans.peek() === opened) ui.tableViews.set(tableName, grid.view());
      if (!practices) ui.selectedRows.value = [];
      stopRefreshing();
      stopSumming();
      ui.grid.value = null;
      ui.cell.value = null;
      ui.rowCounts.value = null;
      ui.selection.value = null;
      grid.dispose();
    },
  };
}

function isSamePlace(one: CellPlace | null, other: CellPlace): boolean {
  return (
    one !== null &&
    one.table === other.table &&
    one.rowKey === other.rowKey &&
    one.rowName === other.rowName &&
    one.column === other.column
  );
}

function sayNotEditable(app: App, column: TableColumn, row: GridRow, typed: boolean): void {
  if (row.kind === "row" && column.role === "formula" && !typed) {
    app.ui.formulaFocus.value += 1;
    return;
  }
  if (column.role === "key" && !typed && commandState(app.session, app.ui).onGroup) {
    app.run("renameGroup");
    return;
  }
  const reason =
    row.kind === "total"
      ? text.cannotEdit.total
      : row.kind === "group"
        ? text.cannotEdit.group
        : column.role === "formula"
          ? text.cannotEdit.formula(column.name)
          : column.role === "key"
            ? text.cannotEdit.key(column.name)
            : text.cannotEdit.membership(column.name);
  showMessage(app.ui, { tone: "note", text: reason });
}

/** A value typed over a formula: it stands there, and the message says so and takes it back. */
function typeOverFormula(
  app: App,
  table: PlanTable,
  row: { readonly address: string; readonly name: string },
  column: string,
  typed: string,
): void {
  const { session, ui } = app;
  const command = overrideCommand(session, table, row.address, column, typed);
  if (!dispatch(app, command)) return;
  showMessage(ui, {
    tone: "note",
    text: text.typedOver(column, row.name),
    remedy: text.typedOverRemedy,
    // Only until the next step, so that undo takes back this one.
    isPassing: true,
    action: { label: text.undo, run: () => void session.undo() },
  });
}

/** Rows the clipboard and Delete are about: the selected practices, else the row the keyboard is on. */
function rowsInHand(app: App, grid: TableGrid): readonly number[] {
  const place = grid.focusedPlace();
  const { kind } = grid.rows.reader.table;
  const selected =
    kind === "practices"
      ? app.ui.selectedPractices.value
      : kind === "supporting"
        ? app.ui.selectedRows.value
        : [];
  const keys = selected.length > 0 ? selected : place?.row.kind === "row" ? [place.row.key] : [];
  return keys.flatMap((key) => grid.rows.reader.rowOf(key) ?? []);
}

function clearCells(app: App, grid: TableGrid): void {
  const place = grid.focusedPlace();
  const { reader } = grid.rows;
  if (place === null) return;
  if (place.row.kind === "row" && reader.formulaValue(place.column, place.row.index) !== undefined) {
    app.run("restoreFormula");
    return;
  }
  if (place.column.role !== "input" || place.row.kind !== "row") {
    sayNotEditable(app, place.column, place.row, true);
    return;
  }
  const command = editCommand(
    app.session,
    reader.table,
    reader.address(place.row.index),
    place.column.name,
    "",
  );
  if (command.ok) dispatch(app, command.value);
}

/** Selected rows whole with their headings, else the focused cell. */
function copyText(app: App, grid: TableGrid | null): string | null {
  const place = grid?.focusedPlace() ?? null;
  if (grid === null || place === null) return null;
  const selected = hasSelectedRows(app, grid);
  if (!selected) {
    const value = grid.rows.cell(place.row, place.column);
    return typeof value === "number" ? String(value) : toClipboardText([[grid.shownText(place)]]);
  }
  const columns = grid.shownColumns();
  const rows = rowsInHand(app, grid);
  showMessage(app.ui, { tone: "success", text: text.copied(rows.length, columns.length) });
  return toClipboardText(copyBlock(grid.rows.reader, rows, columns, true));
}

function hasSelectedRows(app: App, grid: TableGrid): boolean {
  const { kind } = grid.rows.reader.table;
  if (kind === "practices") return app.ui.selectedPractices.value.length > 0;
  return kind === "supporting" && app.ui.selectedRows.value.length > 0;
}

function paste(app: App, grid: TableGrid | null, pasted: string): void {
  if (grid === null || pasted === "") return;
  const place = grid.focusedPlace();
  const { reader } = grid.rows;
  const isBelow =
    reader.table.kind === "supporting" && (reader.rowKeys.length === 0 || place?.row.kind === "total");
  if (!isBelow && (place === null || place.row.kind !== "row")) return;
  const block = fromClipboardText(pasted);
  const shown = grid.shownColumns();
  const columns = shown.slice(
    Math.max(
      0,
      shown.findIndex((each) => each.name === place?.column.name),
    ),
  );
  const rows = isBelow ? [] : grid.rowKeysFrom(block.length);
  const names = rows.map((key) => reader.address(reader.rowOf(key) ?? 0));
  const command = pasteCommand(app.session, reader.table, names, columns, block);
  if (!command.ok) showProblem(app.ui, command.problem);
  else if (dispatch(app, command.value))
    showMessage(app.ui, { tone: "success", text: text.pasted(block.flat().length) });
}
