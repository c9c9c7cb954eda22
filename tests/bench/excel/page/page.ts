// The page of the benchmark of reading: the application's own way of reading a file, and a clock that notices when the
// page stands still.

import { readInWorker } from "../../../../renderer/app/fileReader.ts";

/** Sends itself messages until it is stopped; gives back the longest time that one had to wait. */
function startClock(): () => number {
  const { port1, port2 } = new MessageChannel();
  let longest = 0;
  let last = performance.now();
  let runs = true;
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (runs) port2.postMessage(null);
  };
  port2.postMessage(null);
  return () => {
    runs = false;
    return Math.max(longest, performance.now() - last);
  };
}

async function readWorkbook(): Promise<{ blockedMs: number; ms: number; rows: number }> {
  const bytes = new Uint8Array(await (await fetch("book.xlsx")).arrayBuffer());
  const stop = startClock();
  const start = performance.now();
  const result = await readInWorker({ fileName: "book.xlsx", bytes }, () => {}, new AbortController().signal);
  const ms = performance.now() - start;
  const blockedMs = stop();
  if (!result.ok) throw new Error(result.problem.message);
  return { blockedMs, ms, rows: result.value.file.sheets[0]?.rows.length ?? 0 };
}

Object.assign(window, { readingBench: { readWorkbook } });
