// What the screen itself remembers: which tab is open, which dialog, what is selected, what it has to say. None of
// it belongs to the plan, so none of it is in the history or the journal.
//
// What must stay true: selections name practices, rows and columns by the names the user sees, never by
// position, so they survive sorting, grouping and undo; signals are replaced, never mutated.

import { type Signal, signal } from "@preact/signals";
import type { DataFile } from "../host/host.ts";
import { ASSUMPTIONS_TABLE, OPTIONS_TABLE, PRACTICES_TABLE } from "../plan/plan.ts";
import type { Problem } from "../plan/problem.ts";

/** Tabs are named by the table they show: `Practices`, a level's table name, `Assumptions`, `Options`. */
export type TabName = string;
/** Views that show no table; no table can have such a name. */
export const REVIEW_TABS = { risk: "view:risk", rules: "view:rules", findings: "view:findings" } as const;
export const FIXED_TABS = {
  practices: PRACTICES_TABLE,
  assumptions: ASSUMPTIONS_TABLE,
  options: OPTIONS_TABLE,
} as const;

/** The cell that commands and the formula bar are about. */
export interface CellPlace {
  /** Excel table name. */
  readonly table: string;
  /** Row key (practice code, group id or UNASSIGNED, option id); null for a group row, a total or a header. */
  readonly rowKey: string | null;
  /** What the row is called; the group's name on a group row. */
  readonly rowName: string;
  readonly column: string;
}

/** A column to put the keyboard on, in a row when one is named. */
export interface WantedPlace {
  readonly table: string;
  readonly column: string;
  readonly rowKey?: string | null;
}

/** A dialog that is open, with what it needs to know. */
export type DialogRequest =
  | { readonly kind: "import"; readonly files?: readonly File[] }
  | { readonly kind: "move"; readonly practices: readonly string[] }
  /** `practices`: what moves into the new group at once. */
  | { readonly kind: "newGroup"; readonly level?: string; readonly practices?: readonly string[] }
  | { readonly kind: "renameGroup"; readonly level: string; readonly group: string }
  | { readonly kind: "removeGroup"; readonly level: string; readonly group: string }
  | { readonly kind: "copyOption"; readonly option: string }
  /** `before`: name of the column it goes in front of; at the end when left out. */
  | { readonly kind: "newInputColumn"; readonly table: string; readonly before?: string }
  | { readonly kind: "newTable" }
  | { readonly kind: "samples" }
  | { readonly kind: "allowance" }
  | { readonly kind: "runningCost" }
  | { readonly kind: "readyRule" }
  | { readonly kind: "reopen"; readonly file: DataFile }
  | { readonly kind: "saveBack" }
  | { readonly kind: "workbookReview"; readonly what: "check" | "findings" }
  | { readonly kind: "editTable"; readonly table: string }
  | { readonly kind: "editColumn"; readonly table: string; readonly column: string }
  | { readonly kind: "recentPlans" }
  | { readonly kind: "problems" }
  | { readonly kind: "keyboardHelp" }
  | {
      readonly kind: "confirm";
      readonly title: string;
      readonly message: string;
      readonly action: string;
      /** Nothing is lost: the button is not the red one. */
      readonly isHarmless?: boolean;
      readonly onConfirm: () => void;
    };

export interface Message {
  readonly id: number;
  readonly tone: "error" | "warning" | "success" | "note";
  readonly text: string;
  /** What to do about it. */
  readonly remedy?: string;
  /** Goes with the next step although it offers an action. */
  readonly isPassing?: boolean;
  /** An action offered beside the text. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Count, sum and average of what is selected, for the status bar. */
export interface SelectionSummary {
  readonly cells: number;
  readonly numbers: number;
  readonly sum: number;
  /** The column they are in, and its number format. */
  readonly column: string;
  readonly format: string;
}

/** How a table was left, to be shown so again. */
export interface TableView {
  readonly find: string;
  /** The grid's own description of its filters and of its sorting. */
  readonly filters: Readonly<Record<string, unknown>>;
  readonly sorting: readonly { readonly column: string; readonly direction: "asc" | "desc" }[];
  readonly hidden: ReadonlySet<string>;
  /** Columns up to this one stay in sight while the others scroll; null: those that name the row. */
  readonly frozenTo: string | null;
}

/** What the active grid can be asked to do; null while no grid is on the screen. */
export interface GridActions {
  /** Puts the keyboard focus into the grid. */
  focus(): void;
  focusQuickFind(): void;
  selectAllPractices(): void;
  expandAll(): void;
  collapseAll(): void;
  /** Puts the selected rows, or the focused cell, on the clipboard as spreadsheets exchange it. */
  copy(): void;
  /** Shows the cell and puts the keyboard on it. */
  goTo(rowKey: string, column: string): void;
  /** What the focused cell shows. */
  focusedText(): string;
  /** Shows the column and puts the keyboard on it, in the row it is in. */
  goToColumn(column: string): void;
  /** Scrolls the column into sight; the keyboard stays where it is. */
  showColumn(column: string): void;
  startEdit(): void;
  clearSelected(): void;
  hideColumn(column: string): void;
  showAllColumns(): void;
  /** Columns up to this one stay in sight; null: as at first. */
  freeze(upTo: string | null): void;
}

export interface UiState {
  readonly activeTab: Signal<TabName>;
  readonly dialog: Signal<DialogRequest | null>;
  readonly cell: Signal<CellPlace | null>;
  /** Codes of the practices that move commands are about, in table order. */
  readonly selectedPractices: Signal<readonly string[]>;
  readonly messages: Signal<readonly Message[]>;
  readonly selection: Signal<SelectionSummary | null>;
  /** Ids of the rows of the supporting table on screen that row commands are about. */
  readonly selectedRows: Signal<readonly string[]>;
  /** Counts the plans that were opened, so that nothing of one plan's tables is kept for the next. */
  readonly openedPlans: Signal<number>;
  /** How each table was left: what was looked for, filtered, sorted, hidden and frozen. */
  readonly tableViews: Map<string, TableView>;
  /** Level name that the Practices tab groups its rows by; null for a plain list. */
  readonly groupBy: Signal<string | null>;
  /** Rows shown and rows there are, in the active grid. */
  readonly rowCounts: Signal<{ readonly shown: number; readonly all: number } | null>;
  /** Columns of the active grid that are hidden. */
  readonly hiddenColumns: Signal<number>;
  readonly grid: Signal<GridActions | null>;
  /** Counted up to ask the formula bar to take the focus; the bar sets it back to 0 when it has. */
  readonly formulaFocus: Signal<number>;
  /** A column to put the keyboard on as soon as its table is on the screen. */
  readonly wantedColumn: Signal<WantedPlace | null>;
  /** The explanation of the figure in hand is shown beside the table. */
  readonly isExplaining: Signal<boolean>;
  /** Counted up to ask the explanation to take the focus. */
  readonly explainFocus: Signal<number>;
  /** The table that a formula column is being added to in the formula bar; null when none is. */
  readonly newFormula: Signal<string | null>;
  /** The column that the new one goes in front of; null: at the end. */
  readonly newFormulaBefore: Signal<string | null>;
  /** Names of the groups that are closed on the Practices tab; null until it was shown once. */
  readonly closedGroups: Signal<ReadonlySet<string> | null>;
  /** What is being done with a file at the moment, in words; null when nothing is. */
  readonly busy: Signal<string | null>;
}

export function createUiState(): UiState {
  return {
    activeTab: signal<TabName>(FIXED_TABS.practices),
    dialog: signal<DialogRequest | null>(null),
    cell: signal<CellPlace | null>(null),
    selectedPractices: signal<readonly string[]>([]),
    messages: signal<readonly Message[]>([]),
    selection: signal<SelectionSummary | null>(null),
    selectedRows: signal<readonly string[]>([]),
    openedPlans: signal(0),
    tableViews: new Map(),
    groupBy: signal<string | null>(null),
    rowCounts: signal<{ readonly shown: number; readonly all: number } | null>(null),
    hiddenColumns: signal(0),
    grid: signal<GridActions | null>(null),
    formulaFocus: signal(0),
    wantedColumn: signal<WantedPlace | null>(null),
    isExplaining: signal(false),
    explainFocus: signal(0),
    newFormula: signal<string | null>(null),
    newFormulaBefore: signal<string | null>(null),
    closedGroups: signal<ReadonlySet<string> | null>(null),
    busy: signal<string | null>(null),
  };
}

let lastMessage = 0;

function isPassing({ tone, action, isPassing: passes }: Message): boolean {
  return tone === "success" || (tone === "note" && (action === undefined || passes === true));
}

/**
 * Shows a message: what went well in the status bar and a note above the tabs until the next message, anything else
 * above the tabs until the user closes it. A second message of the same text replaces the first.
 */
export function showMessage(ui: UiState, message: Omit<Message, "id">): void {
  lastMessage += 1;
  const others = ui.messages.value.filter((each) => each.text !== message.text && !isPassing(each));
  ui.messages.value = [...others.slice(-3), { ...message, id: lastMessage }];
}

/** Shows a problem as a message: what is wrong and what to do. */
export function showProblem(ui: UiState, problem: Problem): void {
  const tone = problem.severity;
  showMessage(ui, {
    tone,
    text: problem.message,
    ...(problem.remedy === undefined ? {} : { remedy: problem.remedy }),
  });
}

export function closeMessage(ui: UiState, id: number): void {
  ui.messages.value = ui.messages.value.filter((message) => message.id !== id);
}

/** What went well, and a note that asks for nothing, are old news after the next step. */
export function forgetPassing(ui: UiState): void {
  const others = ui.messages.peek().filter((message) => !isPassing(message));
  if (others.length < ui.messages.peek().length) ui.messages.value = others;
}
