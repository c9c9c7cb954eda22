// One program writing one size, in a process of its own, because what a program adds to memory can only be seen where no
// other has been: `node excelWriting.mjs PROGRAM ROWS RUNS PEERS` prints one JSON line of median milliseconds, megabytes added at
// the highest, and bytes written. All write the same cells: values, formulas with their results, formats, widths.

import { argv, memoryUsage, resourceUsage } from "node:process";
import exceljs from "exceljs";
import { parseFormula } from "../../../renderer/engine/grammar/parser.ts";
import { printFormula } from "../../../renderer/engine/grammar/printer.ts";
import { isError, type Value } from "../../../renderer/engine/values/value.ts";
import { writeWorkbook } from "../../../renderer/excel/write/workbook.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { FormulaColumn } from "../../../renderer/plan/plan.ts";
import { practicesTable } from "../../../renderer/plan/tables.ts";
import { median } from "../measure.ts";
import { loadSheetJs, type SheetJsCell } from "./sheetJs.ts";
import { widePlan } from "./widePlan.ts";

const [, , program = "", rowText = "", runText = "", peerFolder = ""] = argv;
const sheetJs = program === "sheetjs" ? await loadSheetJs(peerFolder) : null;
const rows = Number(rowText);
const plan = widePlan(rows);
const calculation = new PlanCalculation(plan);
const table = practicesTable(plan);
const figures = calculation.table(table.name, plan.options[0]?.id ?? "");

/** A column's formula as a file holds it. */
function fileFormula(column: FormulaColumn): string {
  const parsed = parseFormula(column.formula);
  return parsed.ok ? printFormula(parsed.tree, { form: "file", table: table.name }).slice(1) : "";
}

const columns = table.columns.map((column) => ({
  name: column.name,
  format: column.format,
  formula: column.role === "formula" ? fileFormula(column.column as FormulaColumn) : null,
  value: (row: number): Value =>
    column.role === "key" ? (figures.rowNames[row] ?? "") : figures.value(row, column.name),
}));

function plain(value: Value): string | number | boolean | null {
  return isError(value) ? value.error : value;
}

async function withExceljs(): Promise<number> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet("Practices", { views: [{ state: "frozen", xSplit: 2, ySplit: 1 }] });
  sheet.columns = columns.map(({ name, format }) => ({ header: name, width: 14, style: { numFmt: format } }));
  for (let row = 0; row < rows; row++)
    sheet.addRow(
      columns.map(({ formula, value }) => {
        const own = plain(value(row));
        return formula === null ? own : { formula, result: own ?? 0 };
      }),
    );
  return (await book.xlsx.writeBuffer()).byteLength;
}

function withSheetJs(): number {
  if (sheetJs === null) throw new Error("SheetJS was not loaded");
  const lines: SheetJsCell[][] = [columns.map(({ name }) => ({ t: "s", v: name }))];
  for (let row = 0; row < rows; row++)
    lines.push(
      columns.map(({ formula, format, value }) => {
        const own = plain(value(row));
        const type = typeof own === "number" ? "n" : typeof own === "boolean" ? "b" : "s";
        const cell: SheetJsCell = { t: type, v: own ?? "", z: format };
        return formula === null ? cell : { ...cell, f: formula };
      }),
    );
  const book = sheetJs.utils.book_new();
  sheetJs.utils.book_append_sheet(book, sheetJs.utils.aoa_to_sheet(lines), "Practices");
  return sheetJs.write(book, { type: "array", compression: true, bookSST: true }).byteLength;
}

const PROGRAMS: Readonly<Record<string, () => number | Promise<number>>> = {
  catchment: () => writeWorkbook(plan, calculation).bytes.length,
  exceljs: withExceljs,
  sheetjs: withSheetJs,
};

const write = PROGRAMS[program];
if (write === undefined)
  throw new Error(`There is no program ${program}: ${Object.keys(PROGRAMS).join(", ")}.`);
globalThis.gc?.();
const before = Math.max(memoryUsage().rss, resourceUsage().maxRSS * 1024);
const times: number[] = [];
let bytes = 0;
for (let run = 0; run < Number(runText); run++) {
  const start = performance.now();
  bytes = await write();
  times.push(performance.now() - start);
}
const added = resourceUsage().maxRSS * 1024 - before;
console.log(JSON.stringify({ ms: median(times), megabytes: added / 2 ** 20, bytes }));
