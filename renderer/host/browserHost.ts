// The Host of a plain browser: the same page where no program may be installed. Files by the File System Access
// API or by upload and download; settings, recent plans and the journal in IndexedDB.
//
// What must stay true: nothing rejects; what a private window cannot keep is said, not pretended; saving never
// silently replaces what somebody else saved since the plan was opened.

import type { Low } from "lowdb";
import { done, failed, type Result } from "../plan/problem.ts";
import { openDatabase, StorageUnavailable } from "./browserDatabase.ts";
import {
  type ChosenFile,
  chooseFiles,
  chooseTarget,
  DATA_KIND,
  download,
  mayUse,
  OPEN_KIND,
  onLaunch,
  PLAN_KIND,
  TABLE_KIND,
  uploadFiles,
  WORKBOOK_KIND,
  writeHandle,
} from "./browserFiles.ts";
import { BrowserJournal } from "./browserJournal.ts";
import { type BrowserMemory, openMemory, withRecent } from "./browserMemory.ts";
import { toFileName } from "./fileNames.ts";
import type { DataFile, FileToken, Host, OpenedPlan, RecentPlan, SavedFile } from "./host.ts";
import { allowOwnScripts } from "./trustedScripts.ts";

/** Largest file read, in bytes. */
const LARGEST_FILE_BYTES = 256 * 1024 * 1024;

/** The command the page gets when the system asks the installed page to open a plan. */
const OPEN_GIVEN_PLAN = "openGivenPlan";

/** A file of this visit: its handle where there is one, and when it was last seen unchanged. */
interface KnownFile {
  readonly handle: FileSystemFileHandle | null;
  readonly lastModified: number;
}

export function createBrowserHost(): Host {
  allowOwnScripts();
  keepForOffline();
  return new BrowserHost();
}

class BrowserHost implements Host {
  readonly kind = "browser";
  readonly #files = new Map<FileToken, KnownFile>();
  readonly #listeners = new Set<(commandId: string) => void>();
  #given: FileSystemFileHandle | null = null;
  #unsaved = false;
  #database: Promise<IDBDatabase> | null = null;
  #memory: Promise<Low<BrowserMemory>> | null = null;
  readonly #journal = new BrowserJournal(() => this.#openDatabase());

  readonly journal: Host["journal"] = {
    start: (planText, label, entries = []) =>
      kept(this.#journal.start(planText, label, entries).then(() => null)),
    append: (entry) => kept(this.#journal.append(entry).then(() => null)),
    read: () => kept(this.#journal.read()),
    clear: () => kept(this.#journal.clear().then(() => null)),
  };

  constructor() {
    addEventListener("beforeunload", (event) => {
      if (this.#unsaved) event.preventDefault();
    });
    onLaunch((handle) => {
      this.#given = handle;
      for (const listener of this.#listeners) listener(OPEN_GIVEN_PLAN);
    });
  }

  openPlan(): Promise<Result<OpenedPlan | DataFile | null>> {
    return attempted("The plan could not be opened", async () => {
      const [chosen] = await chooseFiles(OPEN_KIND, false);
      if (chosen === undefined) return done(null);
      const { file } = chosen;
      if (!/\.xls[xm]$/i.test(file.name)) return this.#read(chosen, crypto.randomUUID());
      return file.size > LARGEST_FILE_BYTES ? tooLarge(file.name) : done(await dataFile(file));
    });
  }

  openRecent(token: FileToken): Promise<Result<OpenedPlan | null>> {
    return attempted("The plan could not be opened", async () => {
      const handle = this.#files.get(token)?.handle;
      if (!handle) return unknownFile();
      if (!(await mayUse(handle))) return done(null);
      return this.#read({ file: await handle.getFile(), handle }, token);
    });
  }

  async recentPlans(): Promise<Result<readonly RecentPlan[]>> {
    return kept(
      this.#openMemory().then(({ data }) =>
        data.recent.map((handle) => {
          const token = crypto.randomUUID();
          this.#files.set(token, { handle, lastModified: 0 });
          return { token, fileName: handle.name };
        }),
      ),
    );
  }

  takeGivenPlan(): Promise<Result<OpenedPlan | null>> {
    const handle = this.#given;
    this.#given = null;
    if (handle === null) return Promise.resolve(done(null));
    return attempted("The plan could not be opened", async () =>
      this.#read({ file: await handle.getFile(), handle }, crypto.randomUUID()),
    );
  }

  savePlan(text: string, suggestedName: string, token: FileToken | null): Promise<Result<SavedFile | null>> {
    return attempted("The plan could not be saved", async () => {
      const known = token === null ? undefined : this.#files.get(token);
      if (token !== null && known === undefined) return unknownFile();
      if (known?.handle) {
        const { name, lastModified } = await known.handle.getFile();
        if (lastModified !== known.lastModified) return changedElsewhere(name);
      }
      const name = toFileName(suggestedName);
      const target = known === undefined ? await chooseTarget(PLAN_KIND, name) : (known.handle ?? "download");
      if (target === null) return done(null);
      const savedToken = token ?? crypto.randomUUID();
      if (target === "download") {
        this.#files.set(savedToken, { handle: null, lastModified: 0 });
        return done({ token: savedToken, fileName: download(PLAN_KIND, name, text) });
      }
      await writeHandle(target, text);
      const { lastModified } = await target.getFile();
      this.#files.set(savedToken, { handle: target, lastModified });
      await this.#noteRecent(target);
      return done({ token: savedToken, fileName: target.name });
    });
  }

  chooseDataFiles(): ReturnType<Host["chooseDataFiles"]> {
    return attempted("The files could not be opened", async () => {
      const chosen = await uploadFiles(DATA_KIND, true);
      const totalBytes = chosen.reduce((sum, { file }) => sum + file.size, 0);
      if (totalBytes > LARGEST_FILE_BYTES) return tooLarge(chosen.map(({ file }) => file.name).join(", "));
      return done(await Promise.all(chosen.map(({ file }) => dataFile(file))));
    });
  }

  saveWorkbook(bytes: Uint8Array, suggestedName: string): Promise<Result<SavedFile | null>> {
    return attempted("The workbook could not be saved", () =>
      exportFile(WORKBOOK_KIND, new Uint8Array(bytes), suggestedName),
    );
  }

  saveTable(text: string, suggestedName: string): Promise<Result<SavedFile | null>> {
    return attempted("The table could not be saved", () => exportFile(TABLE_KIND, text, suggestedName));
  }

  readSettings(): ReturnType<Host["readSettings"]> {
    return kept(this.#openMemory().then(({ data }) => data.settings));
  }

  writeSettings(settings: BrowserMemory["settings"]): Promise<Result<null>> {
    return kept(this.#remember({ settings }));
  }

  onMenuCommand(listener: (commandId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  showDocument(title: string, unsaved: boolean): void {
    this.#unsaved = unsaved;
    document.title = `${unsaved ? "• " : ""}${title === "" ? "" : `${title} - `}Catchment`;
  }

  async #read({ file, handle }: ChosenFile, token: FileToken): Promise<Result<OpenedPlan>> {
    if (file.size > LARGEST_FILE_BYTES) return tooLarge(file.name);
    const text = decodeText(await file.arrayBuffer());
    if (text === null) {
      return failed("not-a-plan", `"${file.name}" is not a Catchment plan: it is not text.`, {
        remedy: "Choose a file that was saved by Catchment. Data files are brought in with Import data.",
        where: { file: file.name },
      });
    }
    this.#files.set(token, { handle, lastModified: file.lastModified });
    if (handle !== null) await this.#noteRecent(handle);
    return done({ token, fileName: file.name, text });
  }

  /** Where nothing can be kept there is no recent list; opening and saving work all the same. */
  async #noteRecent(handle: FileSystemFileHandle): Promise<void> {
    await kept(
      this.#openMemory().then(async ({ data }) =>
        this.#remember({ recent: await withRecent(data.recent, handle) }),
      ),
    );
  }

  async #remember(change: Partial<BrowserMemory>): Promise<null> {
    const memory = await this.#openMemory();
    memory.data = { ...memory.data, ...change };
    await memory.write();
    return null;
  }

  #openDatabase(): Promise<IDBDatabase> {
    this.#database ??= openDatabase();
    return this.#database;
  }

  #openMemory(): Promise<Low<BrowserMemory>> {
    this.#memory ??= this.#openDatabase().then(openMemory);
    return this.#memory;
  }
}

/** The installed page opens without its server; only the built page has that worker. */
function keepForOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Without it the page works as before, as long as its server is there.
  navigator.serviceWorker.register("./serviceWorker.js").catch(() => undefined);
}

/** The result of something the browser should keep. */
async function kept<T>(work: Promise<T>): Promise<Result<T>> {
  try {
    return done(await work);
  } catch (failure) {
    if (failure instanceof StorageUnavailable) {
      return failed("nothing-kept", "This browser window keeps nothing: it is private, or storage is off.", {
        remedy: "Save the plan often, or open Catchment in an ordinary window.",
      });
    }
    return failed("not-kept", `The browser could not keep this (${nameOf(failure)}).`, {
      remedy: "Save the plan now. If the disk is full, make room.",
    });
  }
}

async function attempted<T>(sentence: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (failure) {
    return failed("file-failure", `${sentence} (${nameOf(failure)}).`, {
      remedy: REMEDIES[nameOf(failure)] ?? "Try again, or choose another file.",
    });
  }
}

const REMEDIES: Readonly<Record<string, string>> = {
  NotFoundError: "Look for it where it was moved to and open it again.",
  NotAllowedError: "Allow the page to use the file when the browser asks, or use Save as.",
  SecurityError: "Press the button again: browsers open a file dialog only right after a click.",
  QuotaExceededError: "Make room on the disk, then try again.",
  NoModificationAllowedError: "Close the file in other programs or tabs, then try again.",
};

function nameOf(failure: unknown): string {
  return failure instanceof Error ? failure.name : String(failure);
}

function unknownFile<T>(): Result<T> {
  return failed("unknown-file", "Catchment no longer knows this file.", {
    remedy: "Choose it again with Open or Save as.",
  });
}

function changedElsewhere<T>(fileName: string): Result<T> {
  return failed("changed-elsewhere", `"${fileName}" was changed by someone else since you opened it.`, {
    remedy: "Use Save as: choose another name to keep both, or the same name to replace it.",
    where: { file: fileName },
  });
}

function tooLarge<T>(fileName: string): Result<T> {
  const limit = `${LARGEST_FILE_BYTES / (1024 * 1024)} MB`;
  return failed("file-too-large", `Too large: Catchment reads up to ${limit} at once.`, {
    remedy: "Choose a smaller file, or fewer at once.",
    where: { file: fileName },
  });
}

async function dataFile(file: File): Promise<DataFile> {
  return { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

function decodeText(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Asks where, then writes; a file of which nothing is remembered. */
async function exportFile(
  kind: typeof TABLE_KIND,
  content: Uint8Array<ArrayBuffer> | string,
  suggestedName: string,
): Promise<Result<SavedFile | null>> {
  const name = toFileName(suggestedName);
  const target = await chooseTarget(kind, name);
  if (target === null) return done(null);
  const token = crypto.randomUUID();
  if (target === "download") return done({ token, fileName: download(kind, name, content) });
  await writeHandle(target, content);
  return done({ token, fileName: target.name });
}
