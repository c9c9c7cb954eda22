// Every command of the program, once: menus, buttons, the keyboard, the keyboard help and the desktop menu all
// read this list, so a command cannot be in one of them and missing or named otherwise in another.
//
// What must stay true: ids are stable (the desktop menu sends them); shortcuts are unique; whatever has a
// shortcut also has a button or a menu entry.

/** What commands can be about; the screen fills it in freshly whenever it asks. */
export interface CommandState {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undoLabel: string | null;
  readonly redoLabel: string | null;
  readonly busy: boolean;
  readonly hasDialog: boolean;
  readonly selectedPractices: number;
  readonly hasLevels: boolean;
  readonly onPractices: boolean;
  /** The active tab shows a table with cells. */
  readonly onTable: boolean;
  /** Kind of the focused column: the screen's word for what can be done with it. */
  readonly column: "none" | "key" | "membership" | "input" | "formula";
  /** The focused input has this option's own value. */
  readonly overridden: boolean;
  /** A figure of a table is in hand, on any tab. */
  readonly onFigure: boolean;
  /** The focused row is a group that can be renamed or removed. */
  readonly onGroup: boolean;
  readonly groupName: string;
  readonly grouped: boolean;
  /** The active tab shows a supporting table, whose rows and name are the user's own. */
  readonly onSupporting: boolean;
  /** A row of a supporting table is in hand. */
  readonly onOwnRow: boolean;
  /** The focused cell of a formula column holds a value of its own. */
  readonly ownValue: boolean;
  /** That value is a finding that nobody has accepted yet. */
  readonly openFinding: boolean;
}

/** What the commands do; implemented by the screen. One function per command. */
export type CommandActions = Readonly<Record<CommandId, () => void>>;

export type CommandMenu = "plan" | "edit" | "column" | "table" | "groups" | "view" | "help";

export interface CatalogueCommand {
  readonly id: CommandId;
  readonly label: string;
  readonly menu: CommandMenu;
  /** As the user presses it: `Ctrl+Shift+Z`. On a Mac, Ctrl is the Command key. */
  readonly shortcut?: string;
  /** True when the shortcut only counts inside a table, where the grid handles it. */
  readonly inTable?: boolean;
  readonly isEnabled: (state: CommandState) => boolean;
}

const always = () => true;
const idle = (state: CommandState) => !state.busy;
const onTable = (state: CommandState) => state.onTable;
const ownColumn = (state: CommandState) => state.column === "input" || state.column === "formula";

const commands = [
  { id: "openPlan", label: "Open", menu: "plan", shortcut: "Ctrl+O", isEnabled: idle },
  { id: "openRecent", label: "Recent plans", menu: "plan", isEnabled: idle },
  { id: "savePlan", label: "Save", menu: "plan", shortcut: "Ctrl+S", isEnabled: idle },
  { id: "savePlanAs", label: "Save as", menu: "plan", shortcut: "Ctrl+Shift+S", isEnabled: idle },
  { id: "importData", label: "Import data", menu: "plan", shortcut: "Ctrl+I", isEnabled: idle },
  { id: "exportWorkbook", label: "Export workbook", menu: "plan", shortcut: "Ctrl+E", isEnabled: idle },
  { id: "saveBack", label: "Save back into the workbook", menu: "plan", isEnabled: idle },
  { id: "saveTableAsCsv", label: "Save this table as CSV", menu: "plan", isEnabled: onTable },
  { id: "openSample", label: "Open a sample plan", menu: "plan", isEnabled: idle },

  { id: "checkWorkbook", label: "Check a workbook", menu: "plan", isEnabled: idle },
  { id: "findingsOfWorkbook", label: "Findings of a workbook", menu: "plan", isEnabled: idle },

  { id: "undo", label: "Undo", menu: "edit", shortcut: "Ctrl+Z", isEnabled: (state) => state.canUndo },
  { id: "redo", label: "Redo", menu: "edit", shortcut: "Ctrl+Y", isEnabled: (state) => state.canRedo },
  { id: "copyCells", label: "Copy", menu: "edit", shortcut: "Ctrl+C", inTable: true, isEnabled: onTable },
  {
    id: "editCell",
    label: "Edit cell or formula",
    menu: "edit",
    shortcut: "F2",
    inTable: true,
    isEnabled: ownColumn,
  },
  {
    id: "clearCell",
    label: "Clear input",
    menu: "edit",
    shortcut: "Delete",
    inTable: true,
    isEnabled: (state) => state.column === "input",
  },
  { id: "resetInput", label: "Reset to base", menu: "edit", isEnabled: (state) => state.overridden },
  { id: "restoreFormula", label: "Restore the formula", menu: "edit", isEnabled: (state) => state.ownValue },
  { id: "acceptFinding", label: "Accept this value", menu: "edit", isEnabled: (state) => state.openFinding },

  { id: "addFormulaColumn", label: "Add formula column", menu: "column", isEnabled: onTable },
  { id: "addInputColumn", label: "Add input column", menu: "column", isEnabled: onTable },
  { id: "insertFormulaColumn", label: "Insert formula column before", menu: "column", isEnabled: ownColumn },
  { id: "insertInputColumn", label: "Insert input column before", menu: "column", isEnabled: ownColumn },
  {
    id: "editFormula",
    label: "Edit formula",
    menu: "column",
    isEnabled: (state) => state.column === "formula",
  },
  { id: "editColumn", label: "Name, format and note", menu: "column", isEnabled: ownColumn },
  { id: "removeColumn", label: "Remove column", menu: "column", isEnabled: ownColumn },
  { id: "hideColumn", label: "Hide column", menu: "column", isEnabled: (state) => state.column !== "none" },
  { id: "showAllColumns", label: "Show all columns", menu: "column", isEnabled: onTable },
  {
    id: "freezeColumns",
    label: "Freeze up to this column",
    menu: "column",
    isEnabled: (state) => state.column !== "none",
  },
  { id: "unfreezeColumns", label: "Unfreeze columns", menu: "column", isEnabled: onTable },

  {
    id: "insertRow",
    label: "Insert row above",
    menu: "table",
    shortcut: "Ctrl+Shift+=",
    inTable: true,
    isEnabled: (state) => state.onOwnRow,
  },
  { id: "addRow", label: "Add row at the end", menu: "table", isEnabled: (state) => state.onSupporting },
  {
    id: "removeRows",
    label: "Remove rows",
    menu: "table",
    shortcut: "Ctrl+-",
    inTable: true,
    isEnabled: (state) => state.onOwnRow,
  },
  { id: "newTable", label: "New table", menu: "table", isEnabled: always },
  {
    id: "editTable",
    label: "Name and note of the table",
    menu: "table",
    isEnabled: (state) => state.onSupporting,
  },
  { id: "removeTable", label: "Remove table", menu: "table", isEnabled: (state) => state.onSupporting },

  {
    id: "movePractices",
    label: "Move practices",
    menu: "groups",
    shortcut: "Ctrl+M",
    isEnabled: (state) => state.selectedPractices > 0 && state.hasLevels,
  },
  {
    id: "newGroup",
    label: "New group",
    menu: "groups",
    shortcut: "Ctrl+Shift+M",
    isEnabled: always,
  },
  { id: "renameGroup", label: "Rename group", menu: "groups", isEnabled: (state) => state.onGroup },
  { id: "removeGroup", label: "Remove group", menu: "groups", isEnabled: (state) => state.onGroup },
  { id: "copyOption", label: "Copy this option", menu: "groups", isEnabled: always },

  { id: "find", label: "Find in the table", menu: "view", shortcut: "Ctrl+F", isEnabled: onTable },
  {
    id: "selectAll",
    label: "Select all practices",
    menu: "view",
    shortcut: "Ctrl+A",
    inTable: true,
    isEnabled: (state) => state.onPractices,
  },
  { id: "expandAll", label: "Expand all", menu: "view", isEnabled: (state) => state.grouped },
  { id: "collapseAll", label: "Collapse all", menu: "view", isEnabled: (state) => state.grouped },
  {
    id: "explainFigure",
    label: "Explain this figure",
    menu: "view",
    shortcut: "Ctrl+Shift+E",
    isEnabled: (state) => state.onFigure,
  },
  {
    id: "focusFormulaBar",
    label: "Go to the formula bar",
    menu: "view",
    shortcut: "Ctrl+Shift+U",
    isEnabled: onTable,
  },
  { id: "nextPart", label: "Next part of the screen", menu: "view", shortcut: "F6", isEnabled: always },
  {
    id: "previousPart",
    label: "Previous part of the screen",
    menu: "view",
    shortcut: "Shift+F6",
    isEnabled: always,
  },
  { id: "nextTab", label: "Next tab", menu: "view", shortcut: "Ctrl+Alt+PageDown", isEnabled: always },
  { id: "previousTab", label: "Previous tab", menu: "view", shortcut: "Ctrl+Alt+PageUp", isEnabled: always },
  { id: "nextOption", label: "Next option", menu: "view", shortcut: "Ctrl+Alt+O", isEnabled: always },
  { id: "showRisk", label: "Risk", menu: "view", shortcut: "Ctrl+Alt+R", isEnabled: always },
  { id: "simulate", label: "Simulate the risk", menu: "view", shortcut: "F9", isEnabled: always },
  { id: "showProblems", label: "Problems", menu: "view", isEnabled: always },
  { id: "allowanceRule", label: "Allowance rule", menu: "table", isEnabled: always },
  { id: "runningCost", label: "Work out running cost", menu: "table", isEnabled: always },
  { id: "readyRule", label: "Add a ready rule", menu: "table", isEnabled: always },
  { id: "showRules", label: "Rules", menu: "view", isEnabled: always },
  { id: "showFindings", label: "Findings", menu: "view", isEnabled: always },

  { id: "keyboardHelp", label: "Keyboard help", menu: "help", shortcut: "F1", isEnabled: always },
] as const satisfies readonly (Omit<CatalogueCommand, "id"> & { readonly id: string })[];

export type CommandId = (typeof commands)[number]["id"];

export const commandCatalogue: readonly CatalogueCommand[] = commands;

export function findCommand(id: string): CatalogueCommand | undefined {
  return commandCatalogue.find((command) => command.id === id);
}

export function commandsOf(menu: CommandMenu): readonly CatalogueCommand[] {
  return commandCatalogue.filter((command) => command.menu === menu);
}

/** What the keyboard event says, for matching a shortcut. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** `Ctrl+Shift+M` for a key press; letters in upper case, the Mac's Command key counted as Ctrl. */
export function shortcutOf(press: KeyPress): string {
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  return [
    press.ctrlKey || press.metaKey ? "Ctrl+" : "",
    press.altKey ? "Alt+" : "",
    press.shiftKey ? "Shift+" : "",
    key,
  ].join("");
}

const ALSO: Readonly<Record<string, string>> = { "Ctrl+Shift+Z": "Ctrl+Y" };

/** The command of a key press that counts everywhere; undefined when it has none. */
export function commandOfKey(press: KeyPress): CatalogueCommand | undefined {
  const pressed = shortcutOf(press);
  const wanted = ALSO[pressed] ?? pressed;
  return commandCatalogue.find((command) => command.shortcut === wanted && command.inTable !== true);
}
