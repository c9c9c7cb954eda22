// Reading workbooks of 6,300 x 30 and 100,000 x 30, ten columns of them formulas: time and memory added, beside exceljs
// (in memory), SheetJS 0.18.5 (dense) and, as the limit, fflate inflating the same parts and no more. Every program runs
// in a process of its own; one that reads another value than ours ends the benchmark with an error. Then the same in a
// page: how long it stands still while its worker reads.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { installPeer, PEER_FOLDER } from "../installPeers.ts";
import { type BenchLine, median } from "../measure.ts";
import { runBlockingBench } from "./blocking.ts";
import { wideWorkbook } from "./wideWorkbook.ts";

interface Measured {
  readonly ms: number;
  readonly megabytes: number;
  readonly values: string;
}

const PEERS = [
  ["exceljs 4.4.0", "exceljs"],
  ["SheetJS 0.18.5", "sheetjs"],
] as const;
/** Memory added may be so many times the sheet's XML. */
const MOST_TIMES_XML = 6;

function run(program: string, path: string, runs: number): Measured | null {
  const entry = resolve(import.meta.dirname, "excelReading.mjs");
  try {
    const printed = execFileSync(
      process.execPath,
      ["--expose-gc", "--max-old-space-size=8192", entry, program, path, String(runs), PEER_FOLDER],
      { encoding: "utf8", timeout: 300_000, stdio: ["ignore", "pipe", "inherit"] },
    );
    return JSON.parse(printed) as Measured;
  } catch {
    return null;
  }
}

/** Fresh processes that memory is measured in where a run is short: one alone depends on when garbage is collected. */
const FIRST_RUNS = 3;

/** Time over several runs; memory of first runs, because what comes after finds room that was taken before. */
function measureIn(program: string, path: string, runs: number): Measured | null {
  if (runs === 1) return run(program, path, 1);
  const firsts = Array.from({ length: FIRST_RUNS }, () => run(program, path, 1));
  const warm = run(program, path, runs);
  if (warm === null || firsts.includes(null)) return null;
  return { ...warm, megabytes: median(firsts.map((first) => first?.megabytes ?? Number.NaN)) };
}

export async function runExcelReadingBench(
  report: (line: BenchLine) => void,
  { peers }: { readonly peers: boolean },
): Promise<void> {
  const isThere = { exceljs: peers, sheetjs: peers && installPeer("xlsx") };
  const folder = resolve("build/dist/bench-workbooks");
  mkdirSync(folder, { recursive: true });
  for (const [rows, runs] of [
    [6_300, 5],
    [100_000, 1],
  ] as const) {
    const { bytes, sheetBytes } = wideWorkbook(rows);
    const path = resolve(folder, `wide-${rows}.xlsx`);
    writeFileSync(path, bytes);
    const ours = measureIn("catchment", path, runs);
    const limit = measureIn("fflate", path, runs);
    if (ours === null || limit === null) throw new Error("reading did not finish");
    const others = PEERS.map(([name, program]) => {
      const measured = isThere[program] ? measureIn(program, path, runs) : null;
      if (measured !== null && measured.values !== ours.values)
        throw new Error(`${name} reads ${measured.values}, ours ${ours.values}`);
      return [name, measured] as const;
    });
    const against = (of: (measured: Measured) => number) =>
      peers
        ? {
            peers: Object.fromEntries(
              others.map(([name, peer]) => [
                name,
                peer === null ? null : { ms: of(peer), timesSlower: of(peer) / of(ours) },
              ]),
            ),
          }
        : {};
    const exceljs = others[0]?.[1] ?? null;
    const shared = { suite: "excel", rows };
    report({
      ...shared,
      case: "read 30 columns, 10 of formulas",
      ms: ours.ms,
      limitMs: limit.ms,
      ratioToLimit: ours.ms / limit.ms,
      ...(exceljs === null
        ? {}
        : { target: { is: ours.ms, atMost: exceljs.ms / 2, words: "half of exceljs" } }),
      ...against(({ ms }) => ms),
    });
    const sheetMegabytes = sheetBytes / 2 ** 20;
    report({
      ...shared,
      case: "memory added by reading them (limit: the sheet's XML)",
      unit: "MB",
      ms: ours.megabytes,
      limitMs: sheetMegabytes,
      ratioToLimit: ours.megabytes / sheetMegabytes,
      target: {
        is: ours.megabytes,
        atMost: Math.min(
          MOST_TIMES_XML * sheetMegabytes,
          (exceljs?.megabytes ?? Number.POSITIVE_INFINITY) / 2,
        ),
        words: `${MOST_TIMES_XML}x the XML${exceljs === null ? "" : " and half of exceljs"}`,
      },
      ...against(({ megabytes }) => megabytes),
    });
    await runBlockingBench(report, rows, bytes);
  }
}
