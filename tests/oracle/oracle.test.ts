// Every formula of every real workbook, calculated from its inputs and compared with what Excel saved. Prints the count
// per folder and per function and leaves the failures in tests/results/oracle.json.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { sharedPath } from "../support/sharedData.ts";
import { type CheckedCell, checkWorkbook } from "./compare.ts";
import { KNOWN_FAILURES } from "./knownFailures.ts";
import { readWorkbook } from "./readWorkbook.ts";

/** Least part of the comparable cells that must pass, per folder. */
const LEAST: Readonly<Record<string, number>> = { calc: 0.995, tables: 0.99, workbooks: 0.99 };
const LONGEST = 2_000;

interface Result extends CheckedCell {
  readonly folder: string;
  readonly file: string;
}

const all: Result[] = [];
const skippedFiles: { file: string; reason: string }[] = [];
const slow: { file: string; milliseconds: number }[] = [];
const crashed: { file: string; message: string }[] = [];

function run(folder: string, directory: string): void {
  for (const file of readdirSync(directory).sort()) {
    if (!/\.xls[xm]$/i.test(file)) continue;
    let book: ReturnType<typeof readWorkbook>;
    try {
      book = readWorkbook(new Uint8Array(readFileSync(resolve(directory, file))));
    } catch (error) {
      skippedFiles.push({ file: `${folder}/${file}`, reason: `not read: ${String(error).slice(0, 80)}` });
      continue;
    }
    if (book.stale) {
      skippedFiles.push({ file: `${folder}/${file}`, reason: "asks to be calculated when opened" });
      continue;
    }
    try {
      const { cells, milliseconds } = checkWorkbook(book);
      for (const cell of cells) all.push({ ...cell, folder, file });
      // a second run tells a slow calculation from a busy machine
      const best =
        milliseconds > LONGEST ? Math.min(milliseconds, checkWorkbook(book).milliseconds) : milliseconds;
      if (best > LONGEST) slow.push({ file: `${folder}/${file}`, milliseconds: best });
    } catch (error) {
      crashed.push({ file: `${folder}/${file}`, message: String((error as Error).stack).slice(0, 600) });
    }
  }
}

function count(cells: readonly Result[], outcome: CheckedCell["outcome"]): number {
  return cells.filter((each) => each.outcome === outcome).length;
}

function line(name: string, cells: readonly Result[]): string {
  const [passed, failed] = [count(cells, "passed"), count(cells, "failed")];
  const share = passed + failed === 0 ? "" : `${((100 * passed) / (passed + failed)).toFixed(3)} %`;
  return `${name.padEnd(28)} passed ${passed}, failed ${failed}, skipped ${cells.length - passed - failed} ${share}`;
}

function report(): void {
  const lines: string[] = [];
  for (const folder of Object.keys(LEAST)) {
    const cells = all.filter((each) => each.folder === folder);
    const kinds = (["volatile", "external", "add-in", "circular"] as const).map(
      (each) => `${each} ${count(cells, each)}`,
    );
    lines.push(`${line(folder, cells)} (${kinds.join(", ")})`);
  }
  lines.push(line("all", all), "");
  const byFunction = new Map<string, Result[]>();
  for (const cell of all)
    for (const name of cell.functions) byFunction.get(name)?.push(cell) ?? byFunction.set(name, [cell]);
  for (const [name, cells] of [...byFunction].sort(([a], [b]) => (a < b ? -1 : 1)))
    lines.push(line(name, cells));
  const failures = all.filter((each) => each.outcome === "failed");
  const folder = resolve(import.meta.dirname, "../results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    resolve(folder, "oracle.json"),
    JSON.stringify({ summary: lines, slow, crashed, skippedFiles, failures }, null, 1),
  );
  console.log(lines.join("\n"));
  if (skippedFiles.length > 0) console.log(`${skippedFiles.length} files skipped`);
}

describe("values that Excel saved", () => {
  const folders = Object.keys(LEAST).map((name) => [name, sharedPath("corpora", name)] as const);
  for (const [folder, directory] of folders)
    test.skipIf(directory === null)(
      `${folder}${directory === null ? " (folder not found: skipped)" : ""}`,
      () => {
        run(folder, directory ?? "");
        const cells = all.filter((each) => each.folder === folder);
        const [passed, failed] = [count(cells, "passed"), count(cells, "failed")];
        expect(passed / (passed + failed)).toBeGreaterThanOrEqual(LEAST[folder] ?? 1);
      },
    );
  test("every cell that differs is accounted for", () => {
    const cells = new Map<string, number>();
    for (const each of all.filter(({ outcome }) => outcome === "failed")) {
      const functions = [...each.functions].sort().join("+");
      cells.set(functions, (cells.get(functions) ?? 0) + 1);
    }
    const known = new Map(KNOWN_FAILURES.map((each) => [each.functions, each.cells]));
    const unknown = [...cells].filter(([functions, count]) => count > (known.get(functions) ?? 0));
    expect(unknown).toEqual([]);
  });

  test("no crash, and no workbook takes longer than two seconds", () => {
    report();
    expect(crashed).toEqual([]);
    expect(slow).toEqual([]);
  });
});
