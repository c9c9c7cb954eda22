// The page's side of the Excel worker: ask for a file, get a promise. Files are read one after another; one that
// takes too long, or is cancelled, costs its worker its life, because nothing else stops a library in a loop, and
// the next file gets a fresh worker.
//
// What must stay true: every job ends, exactly once, in a Result; no timer and no worker is left behind by `dispose`.

import { type Problem, problem, type Result } from "../../plan/problem.ts";
import { rememberFacts } from "../import/sheetFacts.ts";
import { openFile } from "../read/packedFile.ts";
import { tooSlow } from "../read/readWorkbook.ts";
import type { ReadProgress } from "../read/sourceFile.ts";
import {
  type FileAndRecognition,
  parseReply,
  READ_FRACTION,
  READ_TIMEOUT_MILLISECONDS,
  type ReadRequest,
} from "./workerProtocol.ts";

/** What is used of a Web Worker; worker_threads fit through a small adapter. */
export interface WorkerLike {
  /** What is listed in `transfer` changes hands instead of being copied. */
  postMessage(message: unknown, transfer: readonly ArrayBuffer[]): void;
  terminate(): unknown;
  /** Set by the client. `onMessage` gets the data of a message, `onFault` that the thread broke. */
  listen(onMessage: (data: unknown) => void, onFault: (reason: string) => void): void;
}

/** Calls `then` after so many milliseconds unless the function it gives back is called first. */
export type Timer = (milliseconds: number, then: () => void) => () => void;

export interface ReadJob {
  readonly result: Promise<Result<FileAndRecognition>>;
  /** Ends the job with the problem `cancelled`; does nothing once it has ended. */
  cancel(): void;
}

/** A file that was read is a real one; what it is is found out in seconds even when it has millions of cells. */
const RECOGNISE_TIMEOUT_MILLISECONDS = 60_000;

interface Job {
  readonly request: ReadRequest;
  readonly onProgress: ReadProgress;
  readonly finish: (result: Result<FileAndRecognition>) => void;
}

export class ExcelClient {
  private readonly createWorker: () => WorkerLike;
  private readonly timer: Timer;
  private readonly timeoutMilliseconds: number;
  private readonly waiting: Job[] = [];
  private worker: WorkerLike | null = null;
  private current: { readonly job: Job; stopTimer: () => void } | null = null;
  private nextId = 1;
  private isDisposed = false;

  constructor(
    createWorker: () => WorkerLike,
    timer: Timer,
    timeoutMilliseconds: number = READ_TIMEOUT_MILLISECONDS,
  ) {
    this.createWorker = createWorker;
    this.timer = timer;
    this.timeoutMilliseconds = timeoutMilliseconds;
  }

  /**
   * Reads and recognises a file in the worker. The bytes go to it, so that the page does not stand still for a copy: the
   * caller's are empty afterwards, unless they are part of something larger.
   */
  read(bytes: Uint8Array, fileName: string, onProgress: ReadProgress = () => {}): ReadJob {
    const request: ReadRequest = { type: "read", requestId: this.nextId, fileName, bytes };
    this.nextId += 1;
    let cancel = () => {};
    const result = new Promise<Result<FileAndRecognition>>((resolve) => {
      const job: Job = { request, onProgress, finish: resolve };
      cancel = () => this.stop(job, cancelled(fileName));
      if (this.isDisposed) resolve({ ok: false, problem: cancelled(fileName) });
      else this.waiting.push(job);
    });
    this.startNext();
    return { result, cancel };
  }

  /** Ends every job and the worker. */
  dispose(): void {
    this.isDisposed = true;
    for (const job of this.waiting.splice(0)) {
      job.finish({ ok: false, problem: cancelled(job.request.fileName) });
    }
    if (this.current !== null) this.stop(this.current.job, cancelled(this.current.job.request.fileName));
    this.worker?.terminate();
    this.worker = null;
  }

  private startNext(): void {
    if (this.current !== null) return;
    const job = this.waiting.shift();
    if (job === undefined) return;
    const stopTimer = this.timer(this.timeoutMilliseconds, () =>
      this.stop(job, tooSlow(job.request.fileName)),
    );
    this.current = { job, stopTimer };
    try {
      this.worker ??= this.connect();
      this.worker.postMessage(job.request, ownBuffer(job.request.bytes));
    } catch (error) {
      this.stop(job, broken(job, error instanceof Error ? error.message : String(error)));
    }
  }

  private connect(): WorkerLike {
    const worker = this.createWorker();
    worker.listen(
      (data) => {
        if (this.worker === worker) this.receive(data);
      },
      (reason) => {
        if (this.worker !== worker) return;
        if (this.current === null) this.worker = null;
        else this.stop(this.current.job, broken(this.current.job, reason));
      },
    );
    return worker;
  }

  private receive(data: unknown): void {
    const reply = parseReply(data);
    const current = this.current;
    if (reply === null || current === null || reply.requestId !== current.job.request.requestId) return;
    switch (reply.type) {
      case "progress":
        if (reply.fraction === READ_FRACTION) this.allowRecognition(current);
        current.job.onProgress(reply.step, reply.fraction);
        return;
      case "read": {
        const { packed, recognition, facts } = reply.value;
        const file = openFile(packed);
        for (const [at, sheet] of file.sheets.entries()) {
          const counted = facts[at];
          if (counted) rememberFacts(sheet, counted);
        }
        this.end({ ok: true, value: { file, recognition } });
        return;
      }
      case "failed":
        this.end({ ok: false, problem: reply.problem });
        return;
    }
  }

  private allowRecognition(current: { readonly job: Job; stopTimer: () => void }): void {
    current.stopTimer();
    const why = tooSlow(current.job.request.fileName);
    current.stopTimer = this.timer(RECOGNISE_TIMEOUT_MILLISECONDS, () => this.stop(current.job, why));
  }

  /** The running job has its answer; the worker goes on to the next. */
  private end(result: Result<FileAndRecognition>): void {
    const current = this.current;
    if (current === null) return;
    current.stopTimer();
    this.current = null;
    current.job.finish(result);
    this.startNext();
  }

  /** Gives up on a job; when it is running, its worker goes with it. */
  private stop(job: Job, why: Problem): void {
    if (this.current?.job === job) {
      this.worker?.terminate();
      this.worker = null;
      this.end({ ok: false, problem: why });
      return;
    }
    const at = this.waiting.indexOf(job);
    if (at < 0) return;
    this.waiting.splice(at, 1);
    job.finish({ ok: false, problem: why });
  }
}

/** The buffer behind bytes that are all of it. */
function ownBuffer({ buffer, byteLength }: Uint8Array): readonly ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

function cancelled(fileName: string): Problem {
  return problem("cancelled", `Reading ${fileName} was stopped.`, {
    severity: "note",
    where: { file: fileName },
  });
}

function broken(job: Job, reason: string): Problem {
  const { fileName } = job.request;
  return problem("reader-failed", `The reader broke down over ${fileName} (${reason}).`, {
    remedy: "Open the file in Excel, save it under a new name, and import that.",
    where: { file: fileName },
  });
}
