// The port between Catchment and the machine it runs on. The application knows only this interface; which
// implementation it gets (Electron bridge, plain browser, memory for tests) is decided once, in
// renderer/main.tsx. No file path ever crosses it: a file the user chose is named by an opaque token.
//
// What must stay true: every method resolves, never rejects; a cancelled dialog is `{ok: true, value: null}`;
// what could not be done is a Problem the user can read.

import type { Problem, Result } from "../plan/problem.ts";

/** Names a file the user chose, for saving it again. Means nothing outside this host and run. */
export type FileToken = string;

export interface OpenedPlan {
  readonly token: FileToken;
  readonly fileName: string;
  readonly text: string;
}

export interface SavedFile {
  readonly token: FileToken;
  readonly fileName: string;
}

export interface DataFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface RecentPlan {
  readonly token: FileToken;
  readonly fileName: string;
}

/** What the program remembers between runs. Never plan content. */
export interface Settings {
  readonly theme: "system" | "light" | "dark" | "contrast";
  /** The sample plan was shown once; later starts begin with what was open last. */
  readonly seenSample: boolean;
}

export const DEFAULT_SETTINGS: Settings = { theme: "system", seenSample: false };

export interface LeftJournal {
  readonly planText: string;
  readonly label: string;
  readonly entries: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * The journal of the open plan: its text when the journal began, then one line per edit. After a crash the
 * plan comes back by applying the lines again.
 */
export interface Journal {
  /**
   * Begins anew with this plan and, after a recovery, the edits that were brought back; what was there is gone, in
   * one step. `label` is shown when offering it back.
   */
  start(planText: string, label: string, entries?: readonly string[]): Promise<Result<null>>;
  /** Resolves once the entry would survive the process being killed. Entries keep their order. */
  append(entry: string): Promise<Result<null>>;
  /** What an earlier run left behind, or null. `problems` says what of it could not be read. */
  read(): Promise<Result<LeftJournal | null>>;
  clear(): Promise<Result<null>>;
}

export interface Host {
  readonly kind: "desktop" | "browser" | "memory";
  /** Asks for a `.catchment` file, or a workbook that was exported (.xlsx, .xlsm), which comes as its bytes. */
  openPlan(): Promise<Result<OpenedPlan | DataFile | null>>;
  /** Opens a plan of the recent list. */
  openRecent(token: FileToken): Promise<Result<OpenedPlan | null>>;
  recentPlans(): Promise<Result<readonly RecentPlan[]>>;
  /**
   * The plan the system asked to open (a double click on a file), once; null when there is none. To be asked at
   * the start and whenever the command `openGivenPlan` arrives through `onMenuCommand`.
   */
  takeGivenPlan(): Promise<Result<OpenedPlan | null>>;
  /** Saves to the file named by `token`, or asks where when it is null. Atomic: the old file or the new one. */
  savePlan(text: string, suggestedName: string, token: FileToken | null): Promise<Result<SavedFile | null>>;
  /** Asks for data files (CSV, XLSX, JSON) and reads them. An empty list when cancelled. */
  chooseDataFiles(): Promise<Result<readonly DataFile[]>>;
  /** Asks where, then writes a workbook. */
  saveWorkbook(bytes: Uint8Array, suggestedName: string): Promise<Result<SavedFile | null>>;
  /** Asks where, then writes a table as the text of a CSV file. */
  saveTable(text: string, suggestedName: string): Promise<Result<SavedFile | null>>;
  readSettings(): Promise<Result<Settings>>;
  writeSettings(settings: Settings): Promise<Result<null>>;
  readonly journal: Journal;
  /** Menu items and the window's close button arrive as command catalogue ids. Returns how to stop listening. */
  onMenuCommand(listener: (commandId: string) => void): () => void;
  /** What the title bar says and whether closing must ask first. */
  showDocument(title: string, unsaved: boolean): void;
}
