// Writing workbooks of 6,300 x 30 and 100,000 x 30, ten columns of them formulas: time and memory added, beside exceljs (in
// memory) and SheetJS 0.18.5 with the same cells. Ours writes more than they do: a table, notes, validations, conditional
// formats and the plan itself. Each program runs in a process of its own, one after the other.

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { installPeer, PEER_FOLDER } from "../installPeers.ts";
import type { BenchLine } from "../measure.ts";

interface Measured {
  readonly ms: number;
  readonly megabytes: number;
  readonly bytes: number;
}

const PEERS = [
  ["exceljs 4.4.0", "exceljs"],
  ["SheetJS 0.18.5", "sheetjs"],
] as const;

function measureIn(program: string, rows: number, runs: number): Measured | null {
  const entry = resolve(import.meta.dirname, "excelWriting.mjs");
  try {
    const printed = execFileSync(
      process.execPath,
      ["--expose-gc", "--max-old-space-size=8192", entry, program, String(rows), String(runs), PEER_FOLDER],
      { encoding: "utf8", timeout: 300_000, stdio: ["ignore", "pipe", "ignore"] },
    );
    return JSON.parse(printed) as Measured;
  } catch {
    return null;
  }
}

export function runExcelWritingBench(report: (line: BenchLine) => void, { peers }: { peers: boolean }): void {
  const isThere = { exceljs: peers, sheetjs: peers && installPeer("xlsx") };
  for (const [rows, runs] of [
    [6_300, 5],
    [100_000, 1],
  ] as const) {
    const ours = measureIn("catchment", rows, runs);
    if (ours === null) throw new Error("writing did not finish");
    const others = PEERS.map(
      ([name, program]) => [name, isThere[program] ? measureIn(program, rows, runs) : null] as const,
    );
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
    const half = (of: (measured: Measured) => number) =>
      exceljs === null ? {} : { target: { is: of(ours), atMost: of(exceljs) / 2, words: "half of exceljs" } };
    const shared = { suite: "excel", rows };
    report({
      ...shared,
      case: "write 30 columns, 10 of formulas",
      ms: ours.ms,
      ...half(({ ms }) => ms),
      ...against(({ ms }) => ms),
    });
    report({
      ...shared,
      case: "memory added by writing 30 columns",
      unit: "MB",
      ms: ours.megabytes,
      ...half(({ megabytes }) => megabytes),
      ...against(({ megabytes }) => megabytes),
    });
  }
}
