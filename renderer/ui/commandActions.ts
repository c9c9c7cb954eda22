// What each command of the catalogue does on this screen. One function per command and nothing but the call; the
// work is done by the session, the file actions and the grid.

import { type CommandActions, commandCatalogue, findCommand } from "../app/commandCatalogue.ts";
import { isOverridden } from "../plan/effective.ts";
import { allColumns } from "../plan/lookups.ts";
import { findColumn } from "../plan/tables.ts";
import { type App, dispatch } from "./appContext.ts";
import { activeTable, commandState, focusedGroup, practicesToMove } from "./commandState.ts";
import { saveTableAsCsv } from "./csvActions.ts";
import { closeExplanation } from "./explain/follow.ts";
import { openPlan, savePlan, saveWorkbook } from "./fileActions.ts";
import { addressOf } from "./grid/tableReader.ts";
import { startSimulation } from "./risk/startSimulation.ts";
import { stepPart } from "./shell/parts.ts";
import { addRow, insertRow, removeRows, removeTable } from "./tables/tableActions.ts";
import { text } from "./text.ts";
import { type DialogRequest, FIXED_TABS, REVIEW_TABS, showMessage, type TabName } from "./uiState.ts";

/** Tabs from left to right. */
export function tabNames(app: App): readonly TabName[] {
  const { levels, supportingTables } = app.session.plan.value;
  return [
    FIXED_TABS.practices,
    ...levels.map((level) => level.tableName),
    FIXED_TABS.assumptions,
    FIXED_TABS.options,
    REVIEW_TABS.risk,
    ...reviewTabs(app),
    ...supportingTables.map((table) => table.name),
  ];
}

/** Rules and findings have a tab where there are any, or while they are looked at. */
function reviewTabs({ session, ui }: App): readonly TabName[] {
  const plan = session.plan.value;
  const active = ui.activeTab.value;
  const hasRules = allColumns(plan).some(
    ({ column }) => column.kind === "formula" && column.rule !== undefined,
  );
  const tabs: TabName[] = [];
  if (hasRules || active === REVIEW_TABS.rules) tabs.push(REVIEW_TABS.rules);
  if (plan.findings.length > 0 || active === REVIEW_TABS.findings) tabs.push(REVIEW_TABS.findings);
  return tabs;
}

function stepTab(app: App, step: 1 | -1): void {
  const names = tabNames(app);
  const at = names.indexOf(app.ui.activeTab.value);
  app.ui.activeTab.value = names[(at + step + names.length) % names.length] ?? FIXED_TABS.practices;
}

function nextOption({ session }: App): void {
  const { options } = session.plan.value;
  const at = options.findIndex((option) => option.id === session.optionId.value);
  const next = options[(at + 1) % options.length];
  if (next !== undefined) session.selectOption(next.id);
}

function writeFormulaColumn({ session, ui }: App, before: string | null): void {
  ui.newFormula.value = activeTable(session, ui)?.name ?? null;
  ui.newFormulaBefore.value = before;
  ui.formulaFocus.value += 1;
}

/** The cell is calculated again: in this option where it has a value of its own, else in the base, where it came from. */
function restoreFormula(app: App): void {
  const { session, ui } = app;
  const cell = ui.cell.value;
  const table = activeTable(session, ui);
  const column = table === undefined || cell === null ? undefined : findColumn(table, cell.column);
  if (cell === null || cell.rowKey === null || column?.role !== "formula") return;
  const isOwn = isOverridden(column.column.id, cell.rowKey, session.option);
  const isBase = session.option === session.plan.value.options[0];
  const row = addressOf(session, cell);
  const restored = dispatch(app, {
    type: "restoreFormula",
    table: cell.table,
    row,
    column: cell.column,
    ...(isOwn ? { option: session.option.name } : {}),
  });
  if (!restored) return;
  const words = isOwn || isBase ? text.restored : text.restoredInBase;
  showMessage(ui, { tone: "success", text: words(cell.column, cell.rowName) });
}

export function commandActions(app: App): CommandActions {
  const { session, ui } = app;
  const open = (request: DialogRequest) => {
    ui.dialog.value = request;
  };
  return {
    openPlan: () => openPlan(app),
    openRecent: () => open({ kind: "recentPlans" }),
    savePlan: () => void savePlan(app, false),
    savePlanAs: () => void savePlan(app, true),
    importData: () => open({ kind: "import" }),
    exportWorkbook: () => void saveWorkbook(app),
    saveTableAsCsv: () => saveTableAsCsv(app),
    openSample: () => open({ kind: "samples" }),
    saveBack: () => open({ kind: "saveBack" }),
    checkWorkbook: () => open({ kind: "workbookReview", what: "check" }),
    findingsOfWorkbook: () => open({ kind: "workbookReview", what: "findings" }),
    allowanceRule: () => open({ kind: "allowance" }),
    runningCost: () => open({ kind: "runningCost" }),
    readyRule: () => open({ kind: "readyRule" }),
    undo: () => void session.undo(),
    redo: () => void session.redo(),
    copyCells: () => ui.grid.value?.copy(),
    editCell: () => {
      if (commandState(session, ui).column === "formula") ui.formulaFocus.value += 1;
      else ui.grid.value?.startEdit();
    },
    clearCell: () => ui.grid.value?.clearSelected(),
    resetInput: () => {
      const cell = ui.cell.value;
      if (cell === null || cell.rowKey === null) return;
      dispatch(app, {
        type: "resetInput",
        table: cell.table,
        row: addressOf(session, cell),
        column: cell.column,
        option: session.option.name,
      });
    },
    restoreFormula: () => restoreFormula(app),
    acceptFinding: () => {
      const cell = ui.cell.value;
      if (cell === null || cell.rowKey === null) return;
      const { table, column } = cell;
      dispatch(app, { type: "acceptFinding", table, row: addressOf(session, cell), column });
    },
    addFormulaColumn: () => writeFormulaColumn(app, null),
    insertFormulaColumn: () => writeFormulaColumn(app, ui.cell.value?.column ?? null),
    insertInputColumn: () => {
      const cell = ui.cell.value;
      if (cell !== null) open({ kind: "newInputColumn", table: cell.table, before: cell.column });
    },
    hideColumn: () => {
      const cell = ui.cell.value;
      if (cell !== null) ui.grid.value?.hideColumn(cell.column);
    },
    showAllColumns: () => ui.grid.value?.showAllColumns(),
    freezeColumns: () => ui.grid.value?.freeze(ui.cell.value?.column ?? null),
    unfreezeColumns: () => ui.grid.value?.freeze(null),
    insertRow: () => insertRow(app),
    addRow: () => addRow(app),
    removeRows: () => removeRows(app),
    newTable: () => open({ kind: "newTable" }),
    editTable: () => {
      const table = activeTable(session, ui);
      if (table !== undefined) open({ kind: "editTable", table: table.name });
    },
    removeTable: () => removeTable(app),
    showRules: () => {
      ui.activeTab.value = REVIEW_TABS.rules;
    },
    showFindings: () => {
      ui.activeTab.value = REVIEW_TABS.findings;
    },
    addInputColumn: () => {
      const table = activeTable(session, ui);
      if (table !== undefined) open({ kind: "newInputColumn", table: table.name });
    },
    editFormula: () => {
      ui.formulaFocus.value += 1;
    },
    editColumn: () => {
      const cell = ui.cell.value;
      if (cell !== null) open({ kind: "editColumn", table: cell.table, column: cell.column });
    },
    removeColumn: () => {
      const cell = ui.cell.value;
      if (cell === null) return;
      open({
        kind: "confirm",
        title: text.column.removeTitle(cell.column),
        message: text.column.removeMessage(cell.column),
        action: text.column.remove,
        onConfirm: () => dispatch(app, { type: "removeColumn", table: cell.table, column: cell.column }),
      });
    },
    movePractices: () => open({ kind: "move", practices: practicesToMove(session, ui) }),
    newGroup: () => {
      const level = activeTable(session, ui)?.level?.name;
      const practices = ui.selectedPractices.value;
      open({
        kind: "newGroup",
        ...(level === undefined ? {} : { level }),
        ...(practices.length === 0 ? {} : { practices }),
      });
    },
    renameGroup: () => {
      const found = focusedGroup(session, ui);
      if (found !== null) open({ kind: "renameGroup", level: found.level.name, group: found.group });
    },
    removeGroup: () => {
      const found = focusedGroup(session, ui);
      if (found !== null) open({ kind: "removeGroup", level: found.level.name, group: found.group });
    },
    copyOption: () => open({ kind: "copyOption", option: session.option.name }),
    find: () => ui.grid.value?.focusQuickFind(),
    selectAll: () => ui.grid.value?.selectAllPractices(),
    expandAll: () => ui.grid.value?.expandAll(),
    collapseAll: () => ui.grid.value?.collapseAll(),
    explainFigure: () => {
      const panel = document.querySelector('[data-part="explain"]');
      if (panel?.contains(document.activeElement)) closeExplanation(app);
      else {
        ui.isExplaining.value = true;
        ui.explainFocus.value += 1;
      }
    },
    focusFormulaBar: () => {
      ui.formulaFocus.value += 1;
    },
    nextPart: () => stepPart(ui, 1),
    previousPart: () => stepPart(ui, -1),
    nextTab: () => stepTab(app, 1),
    previousTab: () => stepTab(app, -1),
    nextOption: () => nextOption(app),
    showRisk: () => {
      ui.activeTab.value = REVIEW_TABS.risk;
    },
    simulate: () => {
      ui.activeTab.value = REVIEW_TABS.risk;
      startSimulation(app);
    },
    showProblems: () => open({ kind: "problems" }),
    keyboardHelp: () => open({ kind: "keyboardHelp" }),
  };
}

/** The function behind `App.run`: runs the command when it is enabled now. */
export function commandRunner(app: App): (commandId: string) => void {
  const actions = commandActions(app);
  return (commandId) => {
    const command = findCommand(commandId);
    if (command === undefined || !command.isEnabled(commandState(app.session, app.ui))) return;
    actions[command.id]();
  };
}

/** Menu items of these commands with their labels, shortcuts and state. */
export function menuItems(app: App, ids: readonly (string | null)[]) {
  const state = commandState(app.session, app.ui);
  let separated = false;
  return ids.flatMap((id) => {
    if (id === null) {
      separated = true;
      return [];
    }
    const command = commandCatalogue.find((each) => each.id === id);
    if (command === undefined) return [];
    const item = {
      id,
      label: command.label,
      shortcut: command.shortcut,
      disabled: !command.isEnabled(state),
      separated,
      run: () => app.run(id),
    };
    separated = false;
    return [item];
  });
}
