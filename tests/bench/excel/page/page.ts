// The page of the benchmark of reading: the application's own way of reading a file, and a clock that notices when the
// page stands still. The same clock also runs beside a worker that only counts, which has nothing to do with the page:
// what waits there waits for the machine.

import { readInWorker } from "../../../../renderer/app/fileReader.ts";

interface Waits {
  /** The longest time that a message the page sent to itself had to wait. */
  readonly blockedMs: number;
  /** How long it was watched. */
  readonly ms: number;
}

/** The longest of the application's own steps on this page: handing a file over, taking in an answer. */
let longestStep = 0;

function timedStep(step: () => void): void {
  const start = performance.now();
  step();
  longestStep = Math.max(longestStep, performance.now() - start);
}

/** Times what the application asks of its workers and what it does with their answers. */
function watchSteps(): void {
  const { postMessage, addEventListener } = Worker.prototype;
  Worker.prototype.postMessage = function (this: Worker, ...given: unknown[]) {
    timedStep(() => Reflect.apply(postMessage, this, given));
  };
  Worker.prototype.addEventListener = function (this: Worker, ...given: unknown[]) {
    const [type, listener, ...rest] = given;
    const timed = (event: Event) => timedStep(() => (listener as (event: Event) => void)(event));
    Reflect.apply(addEventListener, this, [type, timed, ...rest]);
  };
}

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

async function readWorkbook(): Promise<Waits & { readonly stepMs: number; readonly rows: number }> {
  const bytes = new Uint8Array(await (await fetch("book.xlsx")).arrayBuffer());
  const stop = startClock();
  const start = performance.now();
  const result = await readInWorker({ fileName: "book.xlsx", bytes }, () => {}, new AbortController().signal);
  const ms = performance.now() - start;
  const blockedMs = stop();
  if (!result.ok) throw new Error(result.problem.message);
  return { blockedMs, ms, stepMs: longestStep, rows: result.value.file.sheets[0]?.rows.length ?? 0 };
}

/** Watches the page for so long while a worker keeps a processor busy. */
async function watchBesideBusyWorker(milliseconds: number): Promise<Waits> {
  const source = `const end = Date.now() + ${milliseconds}; while (Date.now() < end); postMessage(null);`;
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  const stop = startClock();
  const start = performance.now();
  await new Promise((done) => worker.addEventListener("message", done, { once: true }));
  const ms = performance.now() - start;
  const blockedMs = stop();
  worker.terminate();
  return { blockedMs, ms };
}

watchSteps();
Object.assign(window, { readingBench: { readWorkbook, watchBesideBusyWorker } });
