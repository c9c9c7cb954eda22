// Everything that crosses between the page and the main process: channel names, argument and result types, and
// the checks of arguments. The only file both import; it imports nothing, so neither side can reach the other's
// world through it. It mirrors renderer/host/host.ts.
//
// What must stay true: one named function per operation; arguments are checked in the main process as `unknown`;
// results are plain data; no paths, no Electron objects, no generic send.

/** Mirrors `Result` of renderer/plan/problem.ts. */
export type BridgeResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: BridgeProblem };

export interface BridgeProblem {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly remedy?: string;
  readonly where?: { readonly file?: string };
}

export interface BridgeOpenedPlan {
  readonly token: string;
  readonly fileName: string;
  readonly text: string;
}

export interface BridgeSavedFile {
  readonly token: string;
  readonly fileName: string;
}

export interface BridgeDataFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface BridgeSettings {
  readonly theme: "system" | "light" | "dark" | "contrast";
  readonly seenSample: boolean;
}

export interface BridgeJournal {
  readonly planText: string;
  readonly label: string;
  readonly entries: readonly string[];
  readonly problems: readonly BridgeProblem[];
}

/** What the page may ask of the main process. */
export interface BridgeOperations {
  openPlan(): Promise<BridgeResult<BridgeOpenedPlan | BridgeDataFile | null>>;
  openRecent(token: string): Promise<BridgeResult<BridgeOpenedPlan | null>>;
  recentPlans(): Promise<BridgeResult<readonly BridgeSavedFile[]>>;
  takeGivenPlan(): Promise<BridgeResult<BridgeOpenedPlan | null>>;
  savePlan(
    text: string,
    suggestedName: string,
    token: string | null,
  ): Promise<BridgeResult<BridgeSavedFile | null>>;
  chooseDataFiles(): Promise<BridgeResult<readonly BridgeDataFile[]>>;
  saveWorkbook(bytes: Uint8Array, suggestedName: string): Promise<BridgeResult<BridgeSavedFile | null>>;
  saveTable(text: string, suggestedName: string): Promise<BridgeResult<BridgeSavedFile | null>>;
  readSettings(): Promise<BridgeResult<BridgeSettings>>;
  writeSettings(settings: BridgeSettings): Promise<BridgeResult<null>>;
  startJournal(planText: string, label: string, entries: readonly string[]): Promise<BridgeResult<null>>;
  appendJournal(entry: string): Promise<BridgeResult<null>>;
  readJournal(): Promise<BridgeResult<BridgeJournal | null>>;
  clearJournal(): Promise<BridgeResult<null>>;
  showDocument(title: string, unsaved: boolean): Promise<BridgeResult<null>>;
}

export type OperationName = keyof BridgeOperations;

/** What the preload puts on the page as `window.catchment`. */
export interface Bridge extends BridgeOperations {
  /** Calls the listener with the id of every menu command; returns how to stop. */
  onMenuCommand(listener: (commandId: string) => void): () => void;
}

/** The channel of each operation; the page never sees these names. */
export const OPERATION_CHANNELS = {
  openPlan: "catchment:open-plan",
  openRecent: "catchment:open-recent",
  recentPlans: "catchment:recent-plans",
  takeGivenPlan: "catchment:take-given-plan",
  savePlan: "catchment:save-plan",
  chooseDataFiles: "catchment:choose-data-files",
  saveWorkbook: "catchment:save-workbook",
  saveTable: "catchment:save-table",
  readSettings: "catchment:read-settings",
  writeSettings: "catchment:write-settings",
  startJournal: "catchment:start-journal",
  appendJournal: "catchment:append-journal",
  readJournal: "catchment:read-journal",
  clearJournal: "catchment:clear-journal",
  showDocument: "catchment:show-document",
} as const satisfies Record<OperationName, string>;

/** From the main process to the page: the user chose a menu command. */
export const MENU_COMMAND_CHANNEL = "catchment:menu-command";

/** Command sent when the system asked to open a plan; the page then asks for it with `takeGivenPlan`. */
export const OPEN_GIVEN_PLAN_COMMAND = "openGivenPlan";

const MEBIBYTE = 1024 * 1024;

/** Longest plan text, in UTF-16 units. The largest English plan (6,300 practices) needs about 5 million. */
export const LARGEST_PLAN_TEXT = 128 * MEBIBYTE;
/** Longest journal entry: one command, at most one import of all practices. */
const LARGEST_ENTRY = 64 * MEBIBYTE;
/** Largest file read or written, in bytes. */
export const LARGEST_FILE_BYTES = 256 * MEBIBYTE;
/** More edits than anybody makes between two saves. */
const MOST_ENTRIES = 1_000_000;
const LONGEST_NAME = 200;
const LONGEST_TITLE = 1000;
const LONGEST_TOKEN = 100;

type Check<T> = (given: unknown) => given is T;

const isPlanText: Check<string> = (given) => isTextUpTo(given, LARGEST_PLAN_TEXT);
const isEntry: Check<string> = (given) => isTextUpTo(given, LARGEST_ENTRY);
const isEntryList: Check<readonly string[]> = (given): given is readonly string[] =>
  Array.isArray(given) && given.length <= MOST_ENTRIES && given.every(isEntry);
const isTitle: Check<string> = (given) => isTextUpTo(given, LONGEST_TITLE);
const isToken: Check<string> = (given): given is string =>
  isTextUpTo(given, LONGEST_TOKEN) && /^[0-9a-f-]+$/.test(given);
const isTokenOrNull: Check<string | null> = (given) => given === null || isToken(given);
const isBoolean: Check<boolean> = (given) => typeof given === "boolean";
const isWorkbook: Check<Uint8Array> = (given): given is Uint8Array =>
  given instanceof Uint8Array && given.byteLength > 0 && given.byteLength <= LARGEST_FILE_BYTES;

/** The check of each argument of each operation, in order. */
const argumentChecks: { readonly [Name in OperationName]: readonly Check<unknown>[] } = {
  openPlan: [],
  openRecent: [isToken],
  recentPlans: [],
  takeGivenPlan: [],
  savePlan: [isPlanText, isFileName, isTokenOrNull],
  chooseDataFiles: [],
  saveWorkbook: [isWorkbook, isFileName],
  saveTable: [isPlanText, isFileName],
  readSettings: [],
  writeSettings: [isSettings],
  startJournal: [isPlanText, isTitle, isEntryList],
  appendJournal: [isEntry],
  readJournal: [],
  clearJournal: [],
  showDocument: [isTitle, isBoolean],
};

/** True when these are exactly the arguments the operation takes. */
export function areArgumentsOf<Name extends OperationName>(
  name: Name,
  given: readonly unknown[],
): given is Parameters<BridgeOperations[Name]> {
  const checks = argumentChecks[name];
  return given.length === checks.length && checks.every((check, index) => check(given[index]));
}

/**
 * True for a plain name of a file: no folder, no character that Windows, macOS or Linux gives a meaning, and no
 * leading dot.
 */
export function isFileName(given: unknown): given is string {
  if (!isTextUpTo(given, LONGEST_NAME) || given.trim() === "" || given.startsWith(".")) return false;
  return !/[\\/:*?"<>|]/.test(given) && ![...given].some((character) => character < " ");
}

/** True for complete settings and nothing else. */
export function isSettings(given: unknown): given is BridgeSettings {
  if (typeof given !== "object" || given === null) return false;
  if (Object.keys(given).sort().join() !== "seenSample,theme") return false;
  const { theme, seenSample } = given as Record<string, unknown>;
  if (typeof seenSample !== "boolean") return false;
  return theme === "system" || theme === "light" || theme === "dark" || theme === "contrast";
}

function isTextUpTo(given: unknown, length: number): given is string {
  return typeof given === "string" && given.length <= length;
}
