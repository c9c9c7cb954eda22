// The journal of the open plan on disk: one file, its first line the plan as it was, then one line per edit. What
// a killed program leaves behind is read at the next start.
//
// What must stay true: `append` resolves only when the line is on the disk; lines keep their order; a line cut
// off by a crash was never acknowledged and is dropped; a failed append leaves no half line for the next to be
// glued to; starting anew replaces the file in one step.

import { copyFile, type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import type { BridgeJournal, BridgeProblem, BridgeResult } from "./bridge/contract.ts";
import { codeOf, writeFileDurably } from "./durableFile.ts";
import { done, problemOf } from "./problems.ts";

interface Header {
  readonly catchmentJournal: 1;
  readonly label: string;
  readonly planText: string;
}

export class JournalFile {
  readonly #path: string;
  #handle: FileHandle | null = null;
  /** Bytes of whole lines in the file. */
  #length = 0;
  #work: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Begins anew with this plan and these entries; what was there is gone, in one step. */
  start(planText: string, label: string, entries: readonly string[] = []): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close();
      const header: Header = { catchmentJournal: 1, label, planText };
      const text = [header, ...entries].map((line) => `${JSON.stringify(line)}\n`).join("");
      await writeFileDurably(this.#path, text);
      this.#handle = await open(this.#path, "r+");
      this.#length = Buffer.byteLength(text);
    });
  }

  /** Resolves once the entry would survive the process being killed. Rejects when no journal was started. */
  append(entry: string): Promise<void> {
    return this.#inTurn(async () => {
      const handle = this.#handle;
      if (handle === null) throw new Error("The journal was not started.");
      const line = Buffer.from(`${JSON.stringify(entry)}\n`);
      try {
        await writeFully(handle, line, this.#length);
        await handle.datasync();
      } catch (failure) {
        await handle.truncate(this.#length);
        throw failure;
      }
      this.#length += line.byteLength;
    });
  }

  /**
   * What an earlier run left behind, or null. A damaged file is kept as `<name>.damaged`; what can be read of it
   * is given, or, when not even the plan can be read, the problem.
   */
  read(): Promise<BridgeResult<BridgeJournal | null>> {
    return this.#inTurn(async () => {
      let text: string;
      try {
        text = await readFile(this.#path, "utf8");
      } catch (failure) {
        if (codeOf(failure) === "ENOENT") return done(null);
        throw failure;
      }
      const journal = parseJournal(text);
      if (journal === null) {
        await rename(this.#path, `${this.#path}.damaged`);
        return { ok: false, problem: damage("nothing could be read of it") };
      }
      if (journal.problems.length > 0) await copyFile(this.#path, `${this.#path}.damaged`);
      return done(journal);
    });
  }

  clear(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#close();
      await rm(this.#path, { force: true });
    });
  }

  async #close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#work.then(work);
    this.#work = result.catch(() => undefined);
    return result;
  }
}

async function writeFully(handle: FileHandle, line: Buffer, position: number): Promise<void> {
  for (let written = 0; written < line.byteLength; ) {
    const { bytesWritten } = await handle.write(line, written, line.byteLength - written, position + written);
    written += bytesWritten;
  }
}

/** Null when not even the plan could be read. */
function parseJournal(text: string): BridgeJournal | null {
  const lines = text.split("\n");
  // Whatever follows the last line end was being written when the program was killed.
  lines.pop();
  const header = parseHeader(lines[0]);
  if (header === null) return null;
  const entries: string[] = [];
  for (const line of lines.slice(1)) {
    const entry = parseLine(line);
    if (typeof entry !== "string") {
      return { ...header, entries, problems: [damage(`only ${entries.length} could be read`)] };
    }
    entries.push(entry);
  }
  return { ...header, entries, problems: [] };
}

function parseHeader(line: string | undefined): { planText: string; label: string } | null {
  const header = line === undefined ? null : parseLine(line);
  if (typeof header !== "object" || header === null) return null;
  const { catchmentJournal, label, planText } = header as Record<string, unknown>;
  if (catchmentJournal !== 1 || typeof label !== "string" || typeof planText !== "string") return null;
  return { planText, label };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function damage(extent: string): BridgeProblem {
  return problemOf("journal-damaged", `The record of your last edits is damaged: ${extent}.`, {
    severity: "warning",
    remedy: "Check the plan before you save it.",
  });
}
