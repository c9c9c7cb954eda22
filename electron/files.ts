// The files the user chooses: dialogs, reading with limits, saving without loss, and the recent list. The page
// learns names and content, never paths.
//
// What must stay true: a file is read only after its size is known to be allowed; saving a plan never silently
// replaces what somebody else saved there since it was opened; a cancelled dialog is `null`, not a problem.

import { open, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { type BrowserWindow, dialog, type FileFilter } from "electron";
import type { BridgeDataFile, BridgeOpenedPlan, BridgeResult, BridgeSavedFile } from "./bridge/contract.ts";
import { LARGEST_FILE_BYTES } from "./bridge/contract.ts";
import { codeOf, writeFileDurably } from "./durableFile.ts";
import { FileTokens } from "./fileTokens.ts";
import { done, failed, fileFailure } from "./problems.ts";
import type { SettingsStore } from "./settings.ts";

export const PLAN_EXTENSION = ".catchment";

const PLAN_FILTERS: FileFilter[] = [{ name: "Catchment plan", extensions: ["catchment"] }];
/** A plan may also come back from the workbook it was exported to. */
const OPEN_FILTERS: FileFilter[] = [
  { name: "Plans and exported workbooks", extensions: ["catchment", "xlsx", "xlsm"] },
];
const DATA_FILTERS: FileFilter[] = [
  { name: "Workbooks and tables", extensions: ["xlsx", "xlsm", "csv", "tsv", "txt", "json"] },
];
const TABLE_FILTERS: FileFilter[] = [{ name: "CSV", extensions: ["csv"] }];
const WORKBOOK_FILTERS: FileFilter[] = [{ name: "Excel workbook", extensions: ["xlsx"] }];

/** What a file looked like when it was last read or written here. */
type Fingerprint = string;

export class PlanFiles {
  readonly #window: () => BrowserWindow;
  readonly #settings: SettingsStore;
  readonly #documentsFolder: string;
  readonly #tokens = new FileTokens();
  readonly #seen = new Map<string, Fingerprint>();

  constructor(window: () => BrowserWindow, settings: SettingsStore, documentsFolder: string) {
    this.#window = window;
    this.#settings = settings;
    this.#documentsFolder = documentsFolder;
  }

  /** A workbook is handed on as its bytes, for the page to find the plan in it. */
  async openPlan(): Promise<BridgeResult<BridgeOpenedPlan | BridgeDataFile | null>> {
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#window(), {
      title: "Open a plan",
      defaultPath: this.#folder,
      filters: OPEN_FILTERS,
      properties: ["openFile"],
    });
    const path = filePaths[0];
    if (canceled || path === undefined) return done(null);
    if (!/\.xls[xm]$/i.test(path)) return this.readPlan(path);
    const read = await this.#readData([path]);
    return read.ok ? done(read.value[0] ?? null) : read;
  }

  async openRecent(token: string): Promise<BridgeResult<BridgeOpenedPlan | null>> {
    const path = this.#tokens.pathOf(token);
    if (path === null) return unknownToken();
    const opened = await this.readPlan(path);
    if (!opened.ok && opened.problem.code === "file-missing")
      await this.#note(() => this.#settings.forget(path));
    return opened;
  }

  recentPlans(): BridgeResult<readonly BridgeSavedFile[]> {
    return done(this.#settings.memory.recentPaths.map((path) => this.#named(path)));
  }

  /** Reads a plan whose path the user or the system gave. */
  async readPlan(path: string): Promise<BridgeResult<BridgeOpenedPlan>> {
    const fileName = basename(path);
    try {
      const read = await readBytes(path, LARGEST_FILE_BYTES);
      if (read === null) return tooLarge(fileName);
      const text = decodeText(read.bytes);
      if (text === null) {
        return failed("not-a-plan", `"${fileName}" is not a Catchment plan: it is not text.`, {
          remedy: "Choose a file that was saved by Catchment. Data files are brought in with Import data.",
          where: { file: fileName },
        });
      }
      this.#seen.set(path, read.fingerprint);
      await this.#note(() => this.#settings.remember(path, dirname(path)));
      return done({ ...this.#named(path), text });
    } catch (failure) {
      return fileFailure(failure, "opened", fileName);
    }
  }

  async savePlan(
    text: string,
    suggestedName: string,
    token: string | null,
  ): Promise<BridgeResult<BridgeSavedFile | null>> {
    let path = token === null ? null : this.#tokens.pathOf(token);
    if (token !== null && path === null) return unknownToken();
    if (path !== null) {
      const answer = await this.#askIfChanged(path);
      if (answer === "cancel") return done(null);
      if (answer === "elsewhere") path = null;
    }
    path ??= await this.#askWhere("Save the plan", suggestedName, PLAN_EXTENSION, PLAN_FILTERS);
    if (path === null) return done(null);
    const saved = await this.#write(path, text, true);
    if (saved.ok) await this.#note(() => this.#settings.remember(path, dirname(path)));
    return saved;
  }

  async saveWorkbook(
    bytes: Uint8Array,
    suggestedName: string,
  ): Promise<BridgeResult<BridgeSavedFile | null>> {
    return this.#export(
      await this.#askWhere("Export a workbook", suggestedName, ".xlsx", WORKBOOK_FILTERS),
      bytes,
    );
  }

  /** Asks where, then writes the text of a CSV file. */
  async saveTable(text: string, suggestedName: string): Promise<BridgeResult<BridgeSavedFile | null>> {
    return this.#export(await this.#askWhere("Save the table", suggestedName, ".csv", TABLE_FILTERS), text);
  }

  async #export(
    path: string | null,
    content: Uint8Array | string,
  ): Promise<BridgeResult<BridgeSavedFile | null>> {
    if (path === null) return done(null);
    const saved = await this.#write(path, content, false);
    if (saved.ok) await this.#note(() => this.#settings.update({ lastFolder: dirname(path) }));
    return saved;
  }

  async chooseDataFiles(): Promise<BridgeResult<readonly BridgeDataFile[]>> {
    const { canceled, filePaths } = await dialog.showOpenDialog(this.#window(), {
      title: "Import data",
      defaultPath: this.#folder,
      filters: DATA_FILTERS,
      properties: ["openFile", "multiSelections"],
    });
    return canceled ? done([]) : this.#readData(filePaths);
  }

  async #readData(filePaths: readonly string[]): Promise<BridgeResult<readonly BridgeDataFile[]>> {
    const files: BridgeDataFile[] = [];
    let room = LARGEST_FILE_BYTES;
    for (const path of filePaths) {
      const fileName = basename(path);
      try {
        const read = await readBytes(path, room);
        if (read === null) return tooLarge(fileName);
        room -= read.bytes.byteLength;
        files.push({ fileName, bytes: read.bytes });
      } catch (failure) {
        return fileFailure(failure, "opened", fileName);
      }
    }
    const last = filePaths[0];
    if (last !== undefined) await this.#note(() => this.#settings.update({ lastFolder: dirname(last) }));
    return done(files);
  }

  get #folder(): string {
    return this.#settings.memory.lastFolder ?? this.#documentsFolder;
  }

  #named(path: string): BridgeSavedFile {
    return { token: this.#tokens.tokenFor(path), fileName: basename(path) };
  }

  /** A full disk must not turn a plan that was opened or saved into a failure, so the recent list may lag. */
  async #note(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (failure) {
      console.error(`The recent list could not be written (${codeOf(failure) || "unknown"}).`);
    }
  }

  async #write(
    path: string,
    content: string | Uint8Array,
    keepPrevious: boolean,
  ): Promise<BridgeResult<BridgeSavedFile>> {
    try {
      await writeFileDurably(path, content, { keepPrevious });
      const fingerprint = await fingerprintOf(path);
      if (fingerprint !== null) this.#seen.set(path, fingerprint);
      return done(this.#named(path));
    } catch (failure) {
      return fileFailure(failure, "saved", basename(path));
    }
  }

  async #askWhere(
    title: string,
    suggestedName: string,
    extension: string,
    filters: FileFilter[],
  ): Promise<string | null> {
    const { canceled, filePath } = await dialog.showSaveDialog(this.#window(), {
      title,
      defaultPath: join(this.#folder, withExtension(suggestedName, extension)),
      filters,
      properties: ["createDirectory", "showOverwriteConfirmation"],
    });
    if (canceled || filePath === "") return null;
    const path = withExtension(filePath, extension);
    // The dialog asked about the name as it was typed, not about the one with the extension.
    if (path !== filePath && (await fingerprintOf(path)) !== null && !(await this.#askReplace(path)))
      return null;
    return path;
  }

  async #askReplace(path: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox(this.#window(), {
      type: "warning",
      message: `"${basename(path)}" is already there. Replace it?`,
      buttons: ["Replace", "Cancel"],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    return response === 0;
  }

  async #askIfChanged(path: string): Promise<"replace" | "elsewhere" | "cancel"> {
    const seen = this.#seen.get(path);
    const now = await fingerprintOf(path).catch(() => null);
    if (now === null || seen === undefined || now === seen) return "replace";
    const { response } = await dialog.showMessageBox(this.#window(), {
      type: "warning",
      message: `"${basename(path)}" was changed by someone else since you opened it.`,
      detail: "If you replace it, the previous content is kept beside it as a .bak file.",
      buttons: ["Save as another file", "Replace it", "Cancel"],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    });
    return response === 0 ? "elsewhere" : response === 1 ? "replace" : "cancel";
  }
}

function unknownToken<T>(): BridgeResult<T> {
  return failed("unknown-file", "Catchment no longer knows this file.", {
    remedy: "Choose it again with Open or Save as.",
  });
}

function tooLarge<T>(fileName: string): BridgeResult<T> {
  const limit = `${LARGEST_FILE_BYTES / (1024 * 1024)} MB`;
  return failed("file-too-large", `"${fileName}" is too large: Catchment reads up to ${limit}.`, {
    remedy: "Choose a smaller file, or fewer at once.",
    where: { file: fileName },
  });
}

function withExtension(path: string, extension: string): string {
  return extname(path).toLowerCase() === extension ? path : `${path}${extension}`;
}

async function fingerprintOf(path: string): Promise<Fingerprint | null> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs}/${size}`;
  } catch (failure) {
    if (codeOf(failure) === "ENOENT") return null;
    throw failure;
  }
}

/** The content of a regular file of at most so many bytes; null when it is larger. */
async function readBytes(
  path: string,
  mostBytes: number,
): Promise<{ bytes: Uint8Array; fingerprint: Fingerprint } | null> {
  const handle = await open(path, "r");
  try {
    const { size, mtimeMs } = await requireRegular(handle);
    if (size > mostBytes) return null;
    const bytes = new Uint8Array(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await handle.read(bytes, length, size - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return { bytes: bytes.subarray(0, length), fingerprint: `${mtimeMs}/${size}` };
  } finally {
    await handle.close();
  }
}

async function requireRegular(handle: Awaited<ReturnType<typeof open>>) {
  const information = await handle.stat();
  if (!information.isFile()) throw Object.assign(new Error("Not a regular file"), { code: "EISDIR" });
  return information;
}

function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
