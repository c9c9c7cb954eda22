// The same model, data and edits in other programs: HyperFormula and IronCalc as libraries, LibreOffice from the command
// line, each in a process of its own. Every result is compared with the engine's; one that differs ends the benchmark
// with an error.

import { type ChildProcess, execFileSync, fork, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { type Engine, isError } from "../../../../renderer/engine/index.ts";
import { installPeer, PEER_FOLDER, peerName } from "../../installPeers.ts";
import { type BenchData, GROUP_FORMULAS, GROUPS, PRACTICE_FORMULAS, PRACTICES } from "../model.ts";
import { benchSheets, type Cell, columnPlace, nameRow, type Sheet } from "./cells.ts";
import { flatWorkbook, readCsv } from "./libreOffice.ts";

/** A case that takes longer is given up. */
const LIMIT_MS = 60_000;
/** The libraries, by what the process that runs them calls them. */
const LIBRARIES = { hyperformula: "hyperformula", ironcalc: "@ironcalc/wasm" } as const;

/** One edit of the model, made in the engine and in the peer alike. */
export interface PeerEdit {
  readonly name: string;
  readonly edit: {
    readonly sheet: number;
    readonly row: number;
    readonly column: number;
    readonly value: Cell;
  };
  /** Makes the same edit in the engine and recalculates it. */
  readonly ours: (engine: Engine) => void;
}

/** `ms` null: not finished within the limit. */
export type PeerReport = (name: string, peer: string, ms: number | null) => void;

/** Where the cells of an edit stand: an assumption's value, or a practice's column. */
export function assumptionCell(name: string, value: Cell): PeerEdit["edit"] {
  return { sheet: 2, row: nameRow(name), column: 1, value };
}

export function practiceCell(row: number, column: string, value: Cell): PeerEdit["edit"] {
  return { sheet: 0, row: row + 1, column: columnPlace(PRACTICES, column), value };
}

/** Runs all peers that are there; `makeEngine` gives a fresh engine with the model and data. */
export async function runPeers(
  data: BenchData,
  makeEngine: () => Engine,
  edits: readonly PeerEdit[],
  report: PeerReport,
): Promise<void> {
  for (const name of ["hyperformula", "ironcalc"] as const) {
    if (!installPeer(LIBRARIES[name])) continue;
    await runLibrary(name, data, makeEngine(), edits, report);
  }
  runLibreOffice(data, makeEngine(), report);
}

interface Answer {
  readonly ms: number;
  readonly result: unknown;
}

/** A peer's process; every question has a time limit. */
class PeerProcess {
  readonly #process: ChildProcess;
  readonly ready: Promise<unknown>;

  constructor(name: string) {
    const script = resolve("build/dist/bench/peer.mjs");
    this.#process = fork(script, [name, PEER_FOLDER], {
      execArgv: ["--max-old-space-size=8192"],
      serialization: "advanced",
    });
    this.ready = this.#next();
  }

  #next(): Promise<unknown> {
    return new Promise((give, fail) => {
      const clear = () => {
        this.#process.off("message", onMessage);
        this.#process.off("exit", onExit);
      };
      const onMessage = (message: unknown) => {
        clear();
        give(message);
      };
      const onExit = (code: number | null) => {
        clear();
        fail(new Error(`it ended with code ${code}`));
      };
      this.#process.on("message", onMessage);
      this.#process.on("exit", onExit);
    });
  }

  /** Null when there was no answer within the limit; the process is then ended. */
  async ask(kind: "build" | "edit" | "read", given: unknown): Promise<Answer | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((give) => {
      timer = setTimeout(() => give(null), LIMIT_MS);
    });
    this.#process.send({ kind, given });
    const answer = await Promise.race([this.#next(), late]);
    clearTimeout(timer);
    if (answer === null) {
      this.end();
      return null;
    }
    const { failed, ...rest } = answer as Answer & { failed?: string };
    if (failed !== undefined) throw new Error(failed);
    return rest;
  }

  end(): void {
    this.#process.removeAllListeners();
    this.#process.kill("SIGKILL");
  }
}

async function runLibrary(
  name: keyof typeof LIBRARIES,
  data: BenchData,
  engine: Engine,
  edits: readonly PeerEdit[],
  report: PeerReport,
): Promise<void> {
  const peer = new PeerProcess(name);
  await peer.ready;
  try {
    const built = await peer.ask("build", benchSheets(data, name !== "hyperformula"));
    report("build + first calculation", peerName(LIBRARIES[name]), built?.ms ?? null);
    if (built === null) return;
    for (const each of [null, ...edits]) {
      if (each !== null) {
        const answer = await peer.ask("edit", each.edit);
        report(each.name, peerName(LIBRARIES[name]), answer?.ms ?? null);
        if (answer === null) return;
        each.ours(engine);
      }
      const read = await peer.ask("read", null);
      if (read === null) throw new Error(`${name} did not give its results within the limit`);
      compare(
        engine,
        read.result as readonly Cell[][][],
        peerName(LIBRARIES[name]),
        each?.name ?? "the first calculation",
      );
    }
  } finally {
    peer.end();
  }
}

/** Throws at the first cell that differs by more than 1e-9 of its size. */
function compare(engine: Engine, sheets: readonly Cell[][][], peer: string, when: string): void {
  const tables = [
    [PRACTICES, PRACTICE_FORMULAS],
    [GROUPS, GROUP_FORMULAS],
  ] as const;
  for (const [sheet, [table, formulas]] of tables.entries())
    for (const [column] of formulas) {
      const view = engine.column(table, column, "base");
      for (let row = 0; row < view.length; row++) {
        const theirs = sheets[sheet]?.[row]?.[columnPlace(table, column)] ?? null;
        const ours = view.value(row);
        if (agrees(isError(ours) ? ours.error : ours, theirs)) continue;
        throw new Error(
          `${peer} differs after ${when}: ${table}[${column}] row ${row + 1} is ${String(theirs)}, here ${JSON.stringify(ours)}`,
        );
      }
    }
}

function agrees(ours: unknown, theirs: Cell): boolean {
  if (typeof ours !== "number") return ours === theirs;
  return (
    typeof theirs === "number" &&
    Math.abs(ours - theirs) <= 1e-9 * Math.max(1e-9, Math.abs(ours), Math.abs(theirs))
  );
}

/** Loads the model as a file, calculates it and writes the values; the time of an empty file is taken off. */
function runLibreOffice(data: BenchData, engine: Engine, report: PeerReport): void {
  const found = spawnSync("soffice", ["--version"], { encoding: "utf8", timeout: 30_000 });
  if (found.status !== 0) {
    console.log("LibreOffice (soffice) is not there, so it is left out.");
    return;
  }
  const version = `LibreOffice ${/\d+\.\d+/.exec(found.stdout)?.[0] ?? ""}`;
  const folder = mkdtempSync(join(tmpdir(), "bench-libreoffice-"));
  try {
    const convert = (name: string, sheets: readonly Sheet[]): number | null => {
      writeFileSync(join(folder, `${name}.fods`), flatWorkbook(sheets));
      const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";
      const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
      const start = performance.now();
      try {
        execFileSync(
          "soffice",
          [profile, "--headless", "--convert-to", filter, "--outdir", folder, join(folder, `${name}.fods`)],
          { timeout: LIMIT_MS, stdio: "ignore" },
        );
      } catch (error) {
        if ((error as { code?: string }).code === "ETIMEDOUT") return null;
        throw error;
      }
      return performance.now() - start;
    };
    convert("first", [{ name: "Sheet", rows: [[1]] }]);
    const empty = convert("empty", [{ name: "Sheet", rows: [[1]] }]) ?? 0;
    const full = convert("model", benchSheets(data, true));
    report("build + first calculation", version, full === null ? null : Math.max(0, full - empty));
    if (full === null) return;
    const read = [PRACTICES, GROUPS].map((each) =>
      readCsv(readFileSync(join(folder, `model-${each}.csv`), "utf8")),
    );
    compare(engine, read, version, "the first calculation");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
