// What the browser host remembers between visits, kept with lowdb behind an adapter over IndexedDB: settings and
// the recent plans. A recent plan is a file handle, which only IndexedDB can keep. Never plan content.

import { type Adapter, Low } from "lowdb";
import { readStore, writeStores } from "./browserDatabase.ts";
import { DEFAULT_SETTINGS, type Settings } from "./host.ts";

export interface BrowserMemory {
  readonly settings: Settings;
  /** Newest first. */
  readonly recent: readonly FileSystemFileHandle[];
}

const KEY = "memory";
const MOST_RECENT_PLANS = 10;
const THEMES: readonly unknown[] = ["system", "light", "dark", "contrast"] satisfies Settings["theme"][];

/** lowdb's port over one record of the database. */
class IndexedDbAdapter implements Adapter<BrowserMemory> {
  readonly #database: IDBDatabase;

  constructor(database: IDBDatabase) {
    this.#database = database;
  }

  async read(): Promise<BrowserMemory | null> {
    return checkMemory(await readStore(this.#database, "memory", (store) => store.get(KEY)));
  }

  async write(memory: BrowserMemory): Promise<void> {
    await writeStores(this.#database, ["memory"], (transaction) =>
      transaction.objectStore("memory").put(memory, KEY),
    );
  }
}

/** Reads what is remembered. */
export async function openMemory(database: IDBDatabase): Promise<Low<BrowserMemory>> {
  const memory = new Low<BrowserMemory>(new IndexedDbAdapter(database), {
    settings: DEFAULT_SETTINGS,
    recent: [],
  });
  await memory.read();
  return memory;
}

/** The handle first in the list, without a second entry for the same file. */
export async function withRecent(
  recent: readonly FileSystemFileHandle[],
  handle: FileSystemFileHandle,
): Promise<readonly FileSystemFileHandle[]> {
  const isSame = await Promise.all(recent.map((each) => each.isSameEntry(handle)));
  return [handle, ...recent.filter((_each, index) => !isSame[index])].slice(0, MOST_RECENT_PLANS);
}

/** What another version or a curious user left there counts only if it is of our shape. */
function checkMemory(given: unknown): BrowserMemory | null {
  if (typeof given !== "object" || given === null) return null;
  const { settings, recent } = given as Record<string, unknown>;
  if (typeof settings !== "object" || settings === null || !Array.isArray(recent)) return null;
  const { theme, seenSample } = settings as Record<string, unknown>;
  if (!THEMES.includes(theme) || typeof seenSample !== "boolean") return null;
  return {
    settings: { theme: theme as Settings["theme"], seenSample },
    recent: recent.filter((each) => each instanceof FileSystemFileHandle),
  };
}
