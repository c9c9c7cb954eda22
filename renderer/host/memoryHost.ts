// A Host that lives in memory, for tests: it records what was saved and answers dialogs from a script.

import { done, failed, type Problem, type Result } from "../plan/problem.ts";
import {
  type DataFile,
  DEFAULT_SETTINGS,
  type Host,
  type LeftJournal,
  type OpenedPlan,
  type SavedFile,
  type Settings,
} from "./host.ts";

/** What a test prepares. Every list is used from the front; an empty one means the dialog is cancelled. */
export interface MemoryScript {
  /** Plans the user opens, one per dialog. */
  readonly plansToOpen?: readonly { readonly fileName: string; readonly text: string }[];
  /** Data files the user chooses, one list per dialog. */
  readonly dataFilesToChoose?: readonly (readonly DataFile[])[];
  /** A plan the system asked to open. */
  readonly givenPlan?: { readonly fileName: string; readonly text: string };
  /** What an earlier run left in the journal. */
  readonly leftJournal?: LeftJournal;
  readonly settings?: Settings;
}

export interface MemoryHost extends Host {
  readonly kind: "memory";
  /** Text of each saved plan by file name. */
  readonly savedPlans: ReadonlyMap<string, string>;
  readonly savedWorkbooks: ReadonlyMap<string, Uint8Array>;
  readonly savedTables: ReadonlyMap<string, string>;
  /** The journal as it stands, or null. */
  readonly journalNow: LeftJournal | null;
  readonly shownDocument: { readonly title: string; readonly unsaved: boolean } | null;
  /** The next "where" dialog is cancelled. */
  cancelNextSave(): void;
  /** From now on every journal write fails with this; null makes it work again. */
  failJournal(problem: Problem | null): void;
  /** As if the user chose it in the menu. */
  sendMenuCommand(commandId: string): void;
}

export function createMemoryHost(script: MemoryScript = {}): MemoryHost {
  const plansToOpen = [...(script.plansToOpen ?? [])];
  const dataFilesToChoose = [...(script.dataFilesToChoose ?? [])];
  const savedPlans = new Map<string, string>();
  const savedWorkbooks = new Map<string, Uint8Array>();
  const savedTables = new Map<string, string>();
  const recent: string[] = [];
  const listeners = new Set<(commandId: string) => void>();
  let givenPlan = script.givenPlan ?? null;
  let settings = script.settings ?? DEFAULT_SETTINGS;
  let journal: LeftJournal | null = script.leftJournal ?? null;
  let shownDocument: MemoryHost["shownDocument"] = null;
  let cancelsNextSave = false;
  let journalProblem: Problem | null = null;

  /** The file's name serves as its token. */
  function opened(plan: { readonly fileName: string; readonly text: string }): OpenedPlan {
    savedPlans.set(plan.fileName, plan.text);
    noteRecent(plan.fileName);
    return { token: plan.fileName, ...plan };
  }

  function noteRecent(fileName: string): void {
    if (recent.includes(fileName)) recent.splice(recent.indexOf(fileName), 1);
    recent.unshift(fileName);
  }

  function askWhere(suggestedName: string): string | null {
    const isCancelled = cancelsNextSave;
    cancelsNextSave = false;
    return isCancelled ? null : suggestedName;
  }

  function writeJournal(next: LeftJournal | null): Result<null> {
    if (journalProblem !== null) return { ok: false, problem: journalProblem };
    journal = next;
    return done(null);
  }

  return {
    kind: "memory",
    savedPlans,
    savedWorkbooks,
    savedTables,
    get journalNow() {
      return journal;
    },
    get shownDocument() {
      return shownDocument;
    },
    cancelNextSave() {
      cancelsNextSave = true;
    },
    failJournal(problem) {
      journalProblem = problem;
    },
    sendMenuCommand(commandId) {
      for (const listener of listeners) listener(commandId);
    },
    async openPlan() {
      const plan = plansToOpen.shift();
      return done(plan === undefined ? null : opened(plan));
    },
    async openRecent(token) {
      const text = savedPlans.get(token);
      if (text === undefined) return failed("file-missing", `"${token}" is not there any more.`);
      return done(opened({ fileName: token, text }));
    },
    async recentPlans() {
      return done(recent.map((fileName) => ({ token: fileName, fileName })));
    },
    async takeGivenPlan() {
      const plan = givenPlan;
      givenPlan = null;
      return done(plan === null ? null : opened(plan));
    },
    async savePlan(text, suggestedName, token): Promise<Result<SavedFile | null>> {
      const fileName = token ?? askWhere(suggestedName);
      if (fileName === null) return done(null);
      savedPlans.set(fileName, text);
      noteRecent(fileName);
      return done({ token: fileName, fileName });
    },
    async chooseDataFiles() {
      return done(dataFilesToChoose.shift() ?? []);
    },
    async saveWorkbook(bytes, suggestedName) {
      const fileName = askWhere(suggestedName);
      if (fileName === null) return done(null);
      savedWorkbooks.set(fileName, bytes);
      return done({ token: fileName, fileName });
    },
    async saveTable(text, suggestedName) {
      const fileName = askWhere(suggestedName);
      if (fileName === null) return done(null);
      savedTables.set(fileName, text);
      return done({ token: fileName, fileName });
    },
    async readSettings() {
      return done(settings);
    },
    async writeSettings(next) {
      settings = next;
      return done(null);
    },
    journal: {
      start: async (planText, label, entries = []) =>
        writeJournal({ planText, label, entries, problems: [] }),
      async append(entry) {
        if (journal === null) return failed("journal-failed", "The journal was not started.");
        return writeJournal({ ...journal, entries: [...journal.entries, entry] });
      },
      read: async () => done(journal),
      clear: async () => writeJournal(null),
    },
    onMenuCommand(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    showDocument(title, unsaved) {
      shownDocument = { title, unsaved };
    },
  };
}
