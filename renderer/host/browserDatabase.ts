// The browser's own store (IndexedDB): what the browser host remembers and its journals.
//
// What must stay true: a write is acknowledged only when its transaction is complete with `durability: "strict"`,
// which asks the browser to have it on the disk; a window that may not store anything (a private one) rejects with
// `StorageUnavailable`, never pretends.

const DATABASE = "catchment";
const VERSION = 1;

export type StoreName = "memory" | "journals" | "entries";

export class StorageUnavailable extends Error {}

/** Opens the database, making it on first use. */
export function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const refuse = (reason: unknown) => reject(new StorageUnavailable(String(reason)));
    let request: IDBOpenDBRequest;
    try {
      request = indexedDB.open(DATABASE, VERSION);
    } catch (failure) {
      refuse(failure);
      return;
    }
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore("memory");
      // Keys count up, so that the newest journal has the highest.
      database.createObjectStore("journals", { autoIncrement: true });
      database.createObjectStore("entries", { autoIncrement: true }).createIndex("journal", "journal");
    };
    request.onsuccess = () => {
      // Another tab with a newer Catchment must be able to change the shape.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => refuse(request.error);
    request.onblocked = () => refuse("blocked");
  });
}

/** Runs the work in one transaction and resolves with its result when it is safely on the disk. */
export function writeStores<T>(
  database: IDBDatabase,
  stores: readonly StoreName[],
  work: (transaction: IDBTransaction) => IDBRequest<T> | null,
): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([...stores], "readwrite", { durability: "strict" });
    transaction.onabort = () => reject(transaction.error ?? new Error("The browser stopped the writing."));
    const request = work(transaction);
    transaction.oncomplete = () => resolve(request === null ? null : request.result);
  });
}

/** The result of one reading request. */
export function readStore<T>(
  database: IDBDatabase,
  store: StoreName,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = ask(database.transaction(store, "readonly").objectStore(store));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
