// The page's reader of data files: one Excel worker for the whole run, made when the first file comes. Apart from the
// flow of an import, because only this knows that there are Web Workers.

import { ExcelClient, type WorkerLike } from "../excel/worker/excelClient.ts";
import type { ReadDataFile } from "./importing.ts";

function excelWorker(): WorkerLike {
  const worker = new Worker(new URL("../excel/worker/excel.worker.ts", import.meta.url), { type: "module" });
  return {
    postMessage: (message, transfer) => worker.postMessage(message, [...transfer]),
    terminate: () => worker.terminate(),
    listen(onMessage, onFault) {
      worker.addEventListener("message", (event: MessageEvent<unknown>) => onMessage(event.data));
      worker.addEventListener("error", (event) => onFault(event.message || "the thread stopped"));
      worker.addEventListener("messageerror", () => onFault("its answer could not be read"));
    },
  };
}

let client: ExcelClient | null = null;

function excelClient(): ExcelClient {
  client ??= new ExcelClient(excelWorker, (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  });
  return client;
}

/** Reads and recognises a file in the worker; aborting ends it with the problem `cancelled`. */
export const readInWorker: ReadDataFile = async (file, onProgress, signal) => {
  const job = excelClient().read(file.bytes, file.fileName, onProgress);
  signal.addEventListener("abort", () => job.cancel(), { once: true });
  return await job.result;
};
