// One program reading one workbook, in a process of its own, because what a program adds to memory can only be seen where
// no other has been: `node excelReading.mjs PROGRAM FILE RUNS PEERS` prints one JSON line of median milliseconds, megabytes
// added at the highest, and a checksum of every value, by which the programs are held to each other.

import { readFileSync } from "node:fs";
import { argv } from "node:process";
import exceljs from "exceljs";
import { unzipSync } from "fflate";
import { isError } from "../../../renderer/engine/values/value.ts";
import { readWorkbook } from "../../../renderer/excel/read/readWorkbook.ts";
import { peakMegabytes } from "../../support/peakMemory.ts";
import { median } from "../measure.ts";
import { loadSheetJs, type SheetJsCell } from "./sheetJs.ts";

type Visit = (row: number, column: number, value: unknown) => void;

/** Reads, and gives a way to see every value. */
type Program = (bytes: Uint8Array) => Promise<(visit: Visit) => void> | ((visit: Visit) => void);

function withCatchment(bytes: Uint8Array): (visit: Visit) => void {
  const read = readWorkbook(bytes);
  if (!read.ok) throw new Error(read.problem.message);
  return (visit) => {
    for (const sheet of read.value.sheets)
      sheet.forEachCell((row, column, value) => visit(row, column, isError(value) ? value.error : value));
  };
}

/** Excel's day 0 in the dates of JavaScript. */
const DAY_ZERO = Date.UTC(1899, 11, 30);

async function withExceljs(bytes: Uint8Array): Promise<(visit: Visit) => void> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  return (visit) => {
    for (const sheet of book.worksheets)
      sheet.eachRow((row, number) => {
        row.eachCell((cell, column) => {
          const value: unknown = cell.formula === undefined ? cell.value : cell.result;
          visit(number, column, value instanceof Date ? (value.getTime() - DAY_ZERO) / 86_400_000 : value);
        });
      });
  };
}

function withSheetJs(bytes: Uint8Array): (visit: Visit) => void {
  if (sheetJs === null) throw new Error("SheetJS was not loaded");
  const book = sheetJs.read(bytes, { dense: true, cellFormula: true });
  return (visit) => {
    for (const name of book.SheetNames) {
      const rows = book.Sheets[name] as unknown as readonly (readonly (SheetJsCell | undefined)[])[];
      for (const [row, cells] of rows.entries())
        for (const [column, cell] of (cells ?? []).entries())
          if (cell !== undefined) visit(row + 1, column + 1, cell.v);
    }
  };
}

function inflateAlone(bytes: Uint8Array): (visit: Visit) => void {
  unzipSync(bytes);
  return () => {};
}

const PROGRAMS: Readonly<Record<string, Program>> = {
  catchment: withCatchment,
  exceljs: withExceljs,
  sheetjs: withSheetJs,
  fflate: inflateAlone,
};

/** A number that two lists of cells have in common only when they are the same cells. */
function checksum(all: (visit: Visit) => void): string {
  let sum = 0x811c9dc5;
  let cells = 0;
  all((row, column, value) => {
    const text = `${row},${column},${typeof value},${String(value)};`;
    for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
    cells++;
  });
  return `${cells} cells, ${sum >>> 0}`;
}

const [, , name = "", path = "", runText = "", peerFolder = ""] = argv;
const sheetJs = name === "sheetjs" ? await loadSheetJs(peerFolder) : null;
const program = PROGRAMS[name];
if (program === undefined)
  throw new Error(`There is no program ${name}: ${Object.keys(PROGRAMS).join(", ")}.`);
const file = readFileSync(path);
const bytes = new Uint8Array(file.buffer.slice(file.byteOffset, file.byteOffset + file.length));
globalThis.gc?.();
const before = peakMegabytes();
const times: number[] = [];
let all: (visit: Visit) => void = () => {};
for (let run = 0; run < Number(runText); run++) {
  const start = performance.now();
  all = await program(bytes);
  times.push(performance.now() - start);
}
const megabytes = peakMegabytes() - before;
console.log(JSON.stringify({ ms: median(times), megabytes, values: checksum(all) }));
