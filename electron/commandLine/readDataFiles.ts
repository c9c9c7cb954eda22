// Data files read for the command line, in a thread with limited memory, because they come from anywhere.

import { basename } from "node:path";
import { Worker } from "node:worker_threads";
import { WORKBOOK_WITH_PLAN } from "../../renderer/excel/reopen/carriedPlan.ts";
import { ExcelClient, type WorkerLike } from "../../renderer/excel/worker/excelClient.ts";
import type { FileAndRecognition } from "../../renderer/excel/worker/workerProtocol.ts";
import type { Problem } from "../../renderer/plan/problem.ts";
import { CannotBeDone } from "./output.ts";
import { readBytes } from "./planFiles.ts";

const MAX_HEAP_MEBIBYTES = 2048;

function startThread(): WorkerLike {
  // Beside the built command line; see build/bundle.mjs.
  const thread = new Worker(new URL("./fileWorker.mjs", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MEBIBYTES },
  });
  return {
    postMessage: (message, transfer) => thread.postMessage(message, transfer),
    terminate: () => thread.terminate(),
    listen: (onMessage, onFault) => {
      thread.on("message", onMessage);
      thread.on("error", (error) => onFault(error.message));
    },
  };
}

/** Reads and recognises files one after another. Ends the run with the problem of the first that cannot be read. */
export async function readDataFiles(paths: readonly string[]): Promise<readonly FileAndRecognition[]> {
  const client = new ExcelClient(startThread, (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  });
  try {
    const files: FileAndRecognition[] = [];
    for (const path of paths) {
      const bytes = await readBytes(path);
      const read = await client.read(new Uint8Array(bytes), basename(path)).result;
      if (!read.ok) throw new CannotBeDone([refusalOf(path, read.problem)]);
      files.push(read.value);
    }
    return files;
  } finally {
    client.dispose();
  }
}

/** Why a file was not read, with what to type instead where there is something. */
function refusalOf(path: string, found: Problem): Problem {
  if (found.code !== WORKBOOK_WITH_PLAN) return found;
  return { ...found, remedy: `Open it: catchment open "${path}" --plan OUT.catchment` };
}
