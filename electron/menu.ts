// The desktop menu. It only sends command ids to the page; what a command does, and whether it can be done now, is
// the page's catalogue's business (renderer/app/commandCatalogue.ts; a test compares ids, labels and shortcuts).

import { Menu, type MenuItemConstructorOptions } from "electron";

export interface MenuCommand {
  readonly id: string;
  readonly label: string;
  /** As the catalogue writes it, `Ctrl+Shift+S`; on a Mac, Ctrl is the Command key. */
  readonly shortcut?: string;
}

const PLAN: readonly MenuCommand[] = [
  { id: "openPlan", label: "Open", shortcut: "Ctrl+O" },
  { id: "openRecent", label: "Recent plans" },
  { id: "savePlan", label: "Save", shortcut: "Ctrl+S" },
  { id: "savePlanAs", label: "Save as", shortcut: "Ctrl+Shift+S" },
  { id: "importData", label: "Import data", shortcut: "Ctrl+I" },
  { id: "exportWorkbook", label: "Export workbook", shortcut: "Ctrl+E" },
  { id: "saveBack", label: "Save back into the workbook" },
  { id: "saveTableAsCsv", label: "Save this table as CSV" },
  { id: "openSample", label: "Open a sample plan" },
  { id: "checkWorkbook", label: "Check a workbook" },
  { id: "findingsOfWorkbook", label: "Findings of a workbook" },
];

const EDIT: readonly MenuCommand[] = [
  { id: "undo", label: "Undo", shortcut: "Ctrl+Z" },
  { id: "redo", label: "Redo", shortcut: "Ctrl+Y" },
];

const GROUPS: readonly MenuCommand[] = [
  { id: "movePractices", label: "Move practices", shortcut: "Ctrl+M" },
  { id: "newGroup", label: "New group", shortcut: "Ctrl+Shift+M" },
  { id: "copyOption", label: "Copy this option" },
  { id: "newTable", label: "New table" },
  { id: "allowanceRule", label: "Allowance rule" },
  { id: "readyRule", label: "Add a ready rule" },
];

const VIEW: readonly MenuCommand[] = [
  { id: "find", label: "Find in the table", shortcut: "Ctrl+F" },
  { id: "focusFormulaBar", label: "Go to the formula bar", shortcut: "Ctrl+Shift+U" },
  { id: "showRisk", label: "Risk", shortcut: "Ctrl+Alt+R" },
  { id: "simulate", label: "Simulate the risk", shortcut: "F9" },
  { id: "showProblems", label: "Problems" },
  { id: "showRules", label: "Rules" },
  { id: "showFindings", label: "Findings" },
];

const HELP: readonly MenuCommand[] = [{ id: "keyboardHelp", label: "Keyboard help", shortcut: "F1" }];

/** Every command of the menu. */
export const menuCommands: readonly MenuCommand[] = [...PLAN, ...EDIT, ...GROUPS, ...VIEW, ...HELP];

/** Builds the menu and makes it the application's. */
export function showMenu(send: (commandId: string) => void, isMac: boolean, isDevelopment: boolean): void {
  const items = (commands: readonly MenuCommand[]) => commands.map((command) => menuItem(command, send));
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: "appMenu" } as const] : []),
    {
      label: "&Plan",
      submenu: [...items(PLAN), { type: "separator" }, { role: isMac ? "close" : "quit" }],
    },
    {
      label: "&Edit",
      submenu: [
        ...items(EDIT),
        { type: "separator" },
        { role: "cut" },
        { role: "copy" },
        { role: "paste" },
        { role: "selectAll" },
      ],
    },
    { label: "&Groups", submenu: items(GROUPS) },
    {
      label: "&View",
      submenu: [
        ...items(VIEW),
        { type: "separator" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { role: "resetZoom" },
        { role: "togglefullscreen" },
        ...(isDevelopment ? [{ type: "separator" } as const, { role: "toggleDevTools" } as const] : []),
      ],
    },
    { label: "&Help", submenu: items(HELP) },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function menuItem(command: MenuCommand, send: (commandId: string) => void): MenuItemConstructorOptions {
  const shown =
    command.shortcut === undefined
      ? {}
      : // Only shown: the page hears the keys first and knows whether a text field should have them.
        { accelerator: command.shortcut.replace("Ctrl", "CommandOrControl"), registerAccelerator: false };
  return { id: command.id, label: command.label, click: () => send(command.id), ...shown };
}
