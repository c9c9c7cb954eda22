// What the program remembers between runs: the user's settings, the recent plans, the last folder and where the
// window was. Kept with lowdb behind an adapter of our own, because lowdb's file adapter neither checks what it
// reads nor forces it to the disk. Never plan content.
//
// What must stay true: what is read is checked field by field; a damaged file is set aside as `<name>.damaged` and
// reported once, and the program starts with its defaults; writes go one after the other.

import { readFile, rename } from "node:fs/promises";
import { type Adapter, Low } from "lowdb";
import { type BridgeProblem, type BridgeSettings, isSettings } from "./bridge/contract.ts";
import { codeOf, writeFileDurably } from "./durableFile.ts";
import { problemOf } from "./problems.ts";

/** Bounds in screen pixels as Electron gives them. */
export interface WindowPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

/** The whole file. A change of shape needs a new version number and a migration in `checkMemory`. */
export interface Memory {
  readonly version: 1;
  readonly settings: BridgeSettings;
  /** Full paths, newest first. */
  readonly recentPaths: readonly string[];
  readonly lastFolder: string | null;
  readonly windowPlace: WindowPlace | null;
}

const FRESH_MEMORY: Memory = {
  version: 1,
  settings: { theme: "system", seenSample: false },
  recentPaths: [],
  lastFolder: null,
  windowPlace: null,
};

const MOST_RECENT_PLANS = 10;

export class SettingsStore {
  readonly #database: Low<Memory>;
  #writing: Promise<void> = Promise.resolve();
  #damage: BridgeProblem | null;

  private constructor(database: Low<Memory>, damage: BridgeProblem | null) {
    this.#database = database;
    this.#damage = damage;
  }

  /** Reads the file; a missing one means defaults. */
  static async open(path: string): Promise<SettingsStore> {
    const adapter = new DurableJsonAdapter(path, checkMemory);
    const database = new Low<Memory>(adapter, FRESH_MEMORY);
    await database.read();
    return new SettingsStore(database, adapter.damage);
  }

  get memory(): Memory {
    return this.#database.data;
  }

  /** What was wrong with the file when it was read; told once, then null. */
  takeDamage(): BridgeProblem | null {
    const damage = this.#damage;
    this.#damage = null;
    return damage;
  }

  /** Resolves when the new content is on the disk; rejects with Node's error. */
  update(change: Partial<Omit<Memory, "version">>): Promise<void> {
    this.#database.data = { ...this.#database.data, ...change };
    const written = this.#writing.then(() => this.#database.write());
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** Puts the path first in the recent list. */
  remember(path: string, folder: string): Promise<void> {
    const others = this.memory.recentPaths.filter((each) => each !== path);
    return this.update({ recentPaths: [path, ...others].slice(0, MOST_RECENT_PLANS), lastFolder: folder });
  }

  forget(path: string): Promise<void> {
    return this.update({ recentPaths: this.memory.recentPaths.filter((each) => each !== path) });
  }
}

/** lowdb's port over one JSON file, written durably. */
class DurableJsonAdapter<T> implements Adapter<T> {
  readonly #path: string;
  readonly #check: (given: unknown) => T | null;
  damage: BridgeProblem | null = null;

  constructor(path: string, check: (given: unknown) => T | null) {
    this.#path = path;
    this.#check = check;
  }

  async read(): Promise<T | null> {
    let text: string;
    try {
      text = await readFile(this.#path, "utf8");
    } catch (failure) {
      if (codeOf(failure) === "ENOENT") return null;
      throw failure;
    }
    const data = this.#check(parseJson(text));
    if (data === null) await this.#setAside();
    return data;
  }

  async write(data: T): Promise<void> {
    await writeFileDurably(this.#path, `${JSON.stringify(data, null, 2)}\n`);
  }

  async #setAside(): Promise<void> {
    await rename(this.#path, `${this.#path}.damaged`);
    this.damage = problemOf(
      "settings-damaged",
      "Your settings could not be read, so the usual ones are used.",
      {
        severity: "warning",
        remedy: "Choose your settings again. Your plans are not affected.",
      },
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function checkMemory(given: unknown): Memory | null {
  if (!isRecord(given) || given.version !== 1) return null;
  const { settings, recentPaths, lastFolder, windowPlace } = given;
  if (!isSettings(settings)) return null;
  if (!Array.isArray(recentPaths) || !recentPaths.every((path) => typeof path === "string")) return null;
  if (lastFolder !== null && typeof lastFolder !== "string") return null;
  if (windowPlace !== null && !isWindowPlace(windowPlace)) return null;
  return { version: 1, settings, recentPaths, lastFolder, windowPlace };
}

function isWindowPlace(given: unknown): given is WindowPlace {
  if (!isRecord(given) || typeof given.isMaximized !== "boolean") return false;
  return [given.x, given.y, given.width, given.height].every(Number.isSafeInteger);
}

function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}
