// The journal of the open plan in a browser. Every tab has its own, held by a lock as long as the tab lives, so
// that two tabs never write into one; a journal whose lock nobody holds was left behind by a tab that is gone.
//
// What must stay true: what a tab takes over is deleted only together with writing what replaces it; entries keep
// their order; nothing is acknowledged before it is on the disk.

import { readStore, writeStores } from "./browserDatabase.ts";
import type { LeftJournal } from "./host.ts";

interface JournalRecord {
  readonly planText: string;
  readonly label: string;
}

interface EntryRecord {
  readonly journal: number;
  readonly entry: string;
}

export class BrowserJournal {
  readonly #database: () => Promise<IDBDatabase>;
  #own: HeldJournal | null = null;
  /** Left by another tab, read by this one; goes when this tab starts its own. */
  #taken: HeldJournal | null = null;
  #work: Promise<unknown> = Promise.resolve();

  constructor(database: () => Promise<IDBDatabase>) {
    this.#database = database;
  }

  start(planText: string, label: string, entries: readonly string[] = []): Promise<void> {
    return this.#inTurn(async () => {
      const replaced = [this.#own, this.#taken].filter((held) => held !== null);
      const record: JournalRecord = { planText, label };
      const key = await writeStores(await this.#database(), ["journals", "entries"], (transaction) => {
        for (const { key: old } of replaced) deleteJournal(transaction, old);
        const adding = transaction.objectStore("journals").add(record);
        adding.onsuccess = () => {
          const journal = adding.result as number;
          for (const entry of entries) transaction.objectStore("entries").add({ journal, entry });
        };
        return adding;
      });
      for (const held of replaced) held.release();
      this.#taken = null;
      this.#own = await holdJournal(key as number);
    });
  }

  append(entry: string): Promise<void> {
    return this.#inTurn(async () => {
      const own = this.#own;
      if (own === null) throw new Error("The journal was not started.");
      const record: EntryRecord = { journal: own.key, entry };
      await writeStores(await this.#database(), ["entries"], (transaction) =>
        transaction.objectStore("entries").add(record),
      );
    });
  }

  /** The newest journal that no living tab holds, or null. */
  read(): Promise<LeftJournal | null> {
    return this.#inTurn(async () => {
      if (this.#taken !== null) return this.#content(this.#taken.key);
      const keys = await readStore(await this.#database(), "journals", (store) => store.getAllKeys());
      for (const key of keys.reverse()) {
        const held = await holdJournal(key as number);
        if (held === null) continue;
        this.#taken = held;
        return this.#content(held.key);
      }
      return null;
    });
  }

  clear(): Promise<void> {
    return this.#inTurn(async () => {
      const gone = [this.#own, this.#taken].filter((held) => held !== null);
      await writeStores(await this.#database(), ["journals", "entries"], (transaction) => {
        for (const { key } of gone) deleteJournal(transaction, key);
        return null;
      });
      for (const held of gone) held.release();
      this.#own = null;
      this.#taken = null;
    });
  }

  async #content(key: number): Promise<LeftJournal | null> {
    const database = await this.#database();
    const record: JournalRecord | undefined = await readStore(database, "journals", (store) =>
      store.get(key),
    );
    if (record === undefined) return null;
    const entries: EntryRecord[] = await readStore(database, "entries", (store) =>
      store.index("journal").getAll(key),
    );
    return { ...record, entries: entries.map(({ entry }) => entry), problems: [] };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#work.then(work);
    this.#work = result.catch(() => undefined);
    return result;
  }
}

interface HeldJournal {
  readonly key: number;
  readonly release: () => void;
}

/** Holds the journal for this tab until released or the tab is gone; null when another tab holds it. */
function holdJournal(key: number): Promise<HeldJournal | null> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(`catchment-journal-${key}`, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(null);
          return;
        }
        return new Promise<void>((release) => resolve({ key, release }));
      })
      .catch(reject);
  });
}

function deleteJournal(transaction: IDBTransaction, key: number): void {
  transaction.objectStore("journals").delete(key);
  const entries = transaction.objectStore("entries");
  const request = entries.index("journal").getAllKeys(key);
  request.onsuccess = () => {
    for (const entryKey of request.result) entries.delete(entryKey);
  };
}
