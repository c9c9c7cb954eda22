// The benchmarks: `npm run bench` runs every suite, `npm run bench -- engine excel` the ones named;
// `--no-peers` leaves out other programs. Each line of
// figures is printed twice: as one JSON object when it is measured, and in the table at the end.

import { cpus, totalmem } from "node:os";
import { runEngineBench } from "./engine/bench.ts";
import { runExcelBench } from "./excel/bench.ts";
import { runExcelReadingBench } from "./excel/reading.ts";
import { runExcelWritingBench } from "./excel/writing.ts";
import type { BenchLine } from "./measure.ts";
import { runPaintBench } from "./paint/bench.ts";
import { runPoolingBench } from "./pooling/bench.ts";

interface SuiteOptions {
  /** Measure other programs on the same cases. */
  readonly peers: boolean;
}

type Suite = (report: (line: BenchLine) => void, options: SuiteOptions) => void | Promise<void>;

const SUITES: Readonly<Record<string, Suite>> = {
  engine: runEngineBench,
  excel: async (report, options) => {
    await runExcelBench(report);
    await runExcelReadingBench(report, options);
    runExcelWritingBench(report, options);
  },
  paint: runPaintBench,
  pooling: runPoolingBench,
};

function milliseconds(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(4);
}

/** Whether a line shows what it has to, in words; nothing where nothing was promised. */
function verdict({ target }: BenchLine): string {
  if (target === undefined) return "";
  return `${target.is <= target.atMost ? "holds" : "DOES NOT HOLD"}: at most ${target.words}`;
}

function printSummary(lines: readonly BenchLine[]): void {
  const rows = lines.map((line) => [
    line.suite,
    line.unit === undefined ? line.case : `${line.case}, ${line.unit}`,
    String(line.rows),
    milliseconds(line.ms),
    line.limitMs === undefined ? "" : milliseconds(line.limitMs),
    line.ratioToLimit === undefined ? "" : line.ratioToLimit.toFixed(2),
    verdict(line),
    Object.entries(line.peers ?? {})
      .map(([peer, figure]) =>
        figure === null
          ? `${peer} not finished`
          : `${peer} ${milliseconds(figure.ms)} ms (${figure.timesSlower.toFixed(0)}x)`,
      )
      .join(", "),
  ]);
  const headings = ["suite", "case", "rows", "ms", "limit ms", "ratio", "target", "peers"];
  const widths = headings.map((heading, index) =>
    Math.max(heading.length, ...rows.map((row) => (row[index] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        index >= 2 && index <= 5 ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join("  ");
  console.log(`\n${line(headings)}`);
  for (const row of rows) console.log(line(row).trimEnd());
}

const flags = process.argv.slice(2).filter((each) => each.startsWith("--"));
const wanted = process.argv.slice(2).filter((each) => !each.startsWith("--"));
if (flags.some((each) => each !== "--no-peers")) {
  console.error(`There is no flag ${flags.join(", ")}. The only one is --no-peers.`);
  process.exit(2);
}
const unknown = wanted.filter((name) => SUITES[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(", ")}. Suites: ${Object.keys(SUITES).join(", ")}.`);
  process.exit(2);
}
const memory = (totalmem() / 2 ** 30).toFixed(0);
console.log(
  `Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, ${memory} GiB\n`,
);
const options = { peers: !flags.includes("--no-peers") };
const lines: BenchLine[] = [];
for (const [name, suite] of Object.entries(SUITES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await suite((line) => {
    lines.push(line);
    console.log(JSON.stringify(line));
  }, options);
}
printSummary(lines);
const promised = lines.filter(({ target }) => target !== undefined);
const broken = promised.filter(({ target }) => target !== undefined && target.is > target.atMost);
if (promised.length > 0) {
  console.log(`\n${promised.length - broken.length} of ${promised.length} lines with a target hold.`);
  for (const line of broken)
    console.log(`Does not hold: ${line.suite}, ${line.case}, ${line.rows} rows: ${verdict(line)}`);
}
