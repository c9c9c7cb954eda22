// Files in and out: the NHS list and map of 6,658 invented practices (the size of the real files) into a plan, and the
// plan out as a live workbook and in again. Limits: for the CSV, decoding and splitting its text by hand and no
// more; for workbooks, deflating or inflating the same parts and no more. Peer: exceljs reading the same workbook.

import exceljs from "exceljs";
import { unzipSync, zipSync } from "fflate";
import { orderFiles, prepareImport } from "../../../renderer/excel/import/prepareImport.ts";
import { recognise } from "../../../renderer/excel/import/recognise.ts";
import { readFile } from "../../../renderer/excel/read/readFile.ts";
import { writeWorkbook } from "../../../renderer/excel/write/workbook.ts";
import { withStarterColumns } from "../../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import type { Result } from "../../../renderer/plan/problem.ts";
import { listFile, mapFile } from "../../support/makeFiles.ts";
import { inventedPractices } from "../inventedPractices.ts";
import { type BenchLine, measureLong } from "../measure.ts";

const ROWS = 6_658;
const LEVELS = [
  { level: "PCN", column: "PCN_NAME" },
  { level: "CCG", column: "CCG_NAME" },
];

function expect<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

async function importFiles(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<Plan> {
  const mapped = [];
  for (const { name, bytes } of files) {
    const file = expect(await readFile(bytes, name));
    const { mapping } = recognise(file);
    if (mapping === null) throw new Error(`${name} was not recognised`);
    mapped.push({ file, mapping });
  }
  let plan = emptyPlan("Benchmark");
  for (const { file, mapping } of orderFiles(mapped)) {
    const levels = file.fileName === "map.csv" ? LEVELS : [];
    const prepared = expect(prepareImport(plan, file, mapping, levels));
    plan = expect(applyCommand(plan, expect(withStarterColumns(plan, prepared.command)))).plan;
  }
  return plan;
}

function splitByHand(files: readonly { readonly bytes: Uint8Array }[]): number {
  let cells = 0;
  for (const { bytes } of files) {
    const byCode = new Map<string, readonly string[]>();
    for (const line of new TextDecoder().decode(bytes).split("\n")) {
      const row = line.split(",");
      byCode.set(row[5] ?? "", row);
      cells += row.length;
    }
  }
  return cells;
}

function withSecondOption(plan: Plan): Plan {
  const commands: readonly Command[] = [
    { type: "addOption", name: "Regrouped" },
    {
      type: "movePractices",
      practices: plan.practices.slice(0, 12),
      level: "CCG",
      group: "CCG 7",
      option: "Regrouped",
    },
    { type: "setAssumption", name: "Allowance_per_head", value: 20, option: "Regrouped" },
  ];
  return commands.reduce((current, command) => expect(applyCommand(current, command)).plan, plan);
}

export async function runExcelBench(report: (line: BenchLine) => void): Promise<void> {
  const practices = inventedPractices(ROWS);
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const files = [
    { name: "list.csv", bytes: bytesOf(listFile("sub-icb-location", "2026-04-01", practices)) },
    { name: "map.csv", bytes: bytesOf(mapFile(2022, practices)) },
  ];
  const suite = "excel";
  const importMs = await measureLong(() => importFiles(files));
  const splitMs = await measureLong(() => splitByHand(files));
  report({
    suite,
    case: "import two CSV files with starter columns",
    rows: ROWS,
    ms: importMs,
    limitMs: splitMs,
    ratioToLimit: importMs / splitMs,
  });

  const plan = withSecondOption(await importFiles(files));
  const calculation = new PlanCalculation(plan);
  const book = writeWorkbook(plan, calculation).bytes;
  const parts = unzipSync(book);
  const exportMs = await measureLong(() => writeWorkbook(plan, calculation));
  const deflateMs = await measureLong(() => zipSync(parts, { level: 6 }));
  report({
    suite,
    case: "export workbook, 2 options",
    rows: ROWS,
    ms: exportMs,
    limitMs: deflateMs,
    ratioToLimit: exportMs / deflateMs,
  });

  const readMs = await measureLong(() => readFile(book, "plan.xlsx"));
  const inflateMs = await measureLong(() => unzipSync(book));
  const peerMs = await measureLong(async () => {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(book.buffer as ArrayBuffer);
  });
  report({
    suite,
    case: "read that workbook",
    rows: ROWS,
    ms: readMs,
    limitMs: inflateMs,
    ratioToLimit: readMs / inflateMs,
    peers: { "exceljs 4.4.0": { ms: peerMs, timesSlower: peerMs / readMs } },
    target: { is: readMs, atMost: peerMs / 2, words: "half of exceljs" },
  });
}
