// An Excel workbook to sheets of cells: packageLimits.ts looks at the package first, cellPackage.ts cuts it down to
// its cells, exceljs reads those. Formulas give their results; dates give serial numbers (1900 system).
//
// What must stay true: never throws; row i of a sheet is rows[i - 1], empty rows included; hidden sheets are read too.

import ExcelJS from "exceljs";
import { ERROR_CODES, type ErrorCode, errorValue } from "../../engine/values/value.ts";
import { done, failed, type Problem, type Result } from "../../plan/problem.ts";
import { reduceToCells, workbookPath } from "./cellPackage.ts";
import { listPackage, type PackageEntry } from "./packageLimits.ts";
import { MAX_CELLS, MAX_COLUMNS, MAX_ROWS } from "./readLimits.ts";
import {
  type Cell,
  cellWithinLimit,
  longCellProblems,
  type ReadFile,
  type ReadProgress,
  type SourceSheet,
} from "./sourceFile.ts";

const NOTHING: readonly Cell[] = Object.freeze([]);

/** Reads .xlsx and .xlsm. A package of another kind (.ods, .xlsb, .docx, any zip) is named as what it is. */
export async function readXlsx(
  bytes: Uint8Array,
  fileName: string,
  onProgress: ReadProgress = () => {},
): Promise<Result<ReadFile>> {
  const listed = listPackage(bytes, fileName);
  if (!listed.ok) return listed;
  const path = workbookPath(listed.value);
  if (path === null) return { ok: false, problem: otherPackage(listed.value, fileName) };
  onProgress("Unpacking the workbook", 0.1);
  const reduced = reduceToCells(bytes, listed.value, path, fileName);
  if (!reduced.ok) return reduced;
  onProgress("Reading the cells", 0.4);
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(reduced.value.bytes as unknown as ExcelJS.Buffer);
  } catch {
    return failed("unreadable-workbook", `${fileName} is an Excel workbook, but its sheets cannot be read.`, {
      remedy: "Open it in Excel and save it under a new name, or save the sheet you need as CSV.",
      where: { file: fileName },
    });
  }
  onProgress("Reading the cells", 0.9);
  const sheets: SourceSheet[] = [];
  let cells = 0;
  for (const [index, name] of reduced.value.sheetNames.entries()) {
    const sheet = workbook.worksheets[index];
    const rows = sheet === undefined ? [] : rowsOf(sheet);
    cells += rows.reduce((sum, row) => sum + row.length, 0);
    if (cells > MAX_CELLS) {
      return failed("too-many-cells", `${fileName} has more cells than Catchment reads.`, {
        remedy: "Copy the sheet you need into a new workbook and import that.",
        where: { file: fileName, sheet: name },
      });
    }
    sheets.push({ name, rows });
  }
  if (sheets.every((sheet) => sheet.rows.length === 0)) {
    return failed("empty-file", `${fileName} is a workbook without any cell in its sheets.`, {
      remedy: "Choose the workbook that has the practices in it.",
      where: { file: fileName },
    });
  }
  return done({
    fileName,
    format: "xlsx",
    sheets,
    problems: [...dateNotes(reduced.value.dates1904, fileName), ...longCellProblems(sheets, fileName)],
  });
}

function rowsOf(sheet: ExcelJS.Worksheet): readonly (readonly Cell[])[] {
  const rows: (readonly Cell[])[] = [];
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    if (number > MAX_ROWS) return;
    const cells: Cell[] = [];
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      const value = column > MAX_COLUMNS ? null : cellOf(cell.value);
      if (value === null) return;
      while (cells.length < column - 1) cells.push(null);
      cells[column - 1] = value;
    });
    if (cells.length === 0) return;
    while (rows.length < number - 1) rows.push(NOTHING);
    rows[number - 1] = cells;
  });
  return rows;
}

/** An exceljs value as a value of the engine. The reduced package has no formulas, dates, links or rich texts left. */
function cellOf(value: ExcelJS.CellValue): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return Number.isFinite(value) ? value : errorValue("#NUM!");
  if (typeof value === "string") return cellWithinLimit(value);
  if (typeof value === "boolean") return value;
  if (value instanceof Date) return null;
  if ("error" in value) return errorOf(String(value.error));
  return null;
}

function errorOf(text: string): Cell {
  return (ERROR_CODES as readonly string[]).includes(text)
    ? errorValue(text as ErrorCode)
    : errorValue("#VALUE!");
}

function dateNotes(dates1904: boolean, fileName: string): readonly Problem[] {
  if (!dates1904) return [];
  return [
    {
      code: "dates-1904",
      severity: "warning",
      message: `${fileName} counts dates from 1904, as old Excel for the Mac did, so dates in it read four years and a day too early.`,
      remedy:
        "If you import dates, switch off the 1904 date system in Excel's options and save the workbook again.",
      where: { file: fileName },
    },
  ];
}

export function otherPackage(entries: readonly PackageEntry[], fileName: string): Problem {
  const names = entries.map((entry) => entry.name);
  const has = (test: RegExp) => names.some((name) => test.test(name));
  const where = { file: fileName };
  const made = (code: string, message: string, remedy: string): Problem => ({
    code,
    severity: "error",
    message,
    remedy,
    where,
  });
  if (has(/xl\/workbook\.bin$/i))
    return made(
      "xlsb-workbook",
      `${fileName} is an Excel binary workbook (.xlsb), which Catchment does not read.`,
      "Open it in Excel and save it as Excel Workbook (.xlsx).",
    );
  if (names.includes("mimetype") && names.includes("content.xml"))
    return made(
      "ods-file",
      `${fileName} is an OpenDocument file (.ods), which Catchment does not read.`,
      "Open it and save it as Excel Workbook (.xlsx) or CSV.",
    );
  if (has(/^word\//i) || has(/^ppt\//i))
    return made(
      "other-office-file",
      `${fileName} is a Word or PowerPoint document, not a workbook.`,
      "Copy its table into a workbook and import that.",
    );
  if (has(/\.(csv|xlsx|xlsm)$/i))
    return made(
      "zip-archive",
      `${fileName} is a zip archive that holds other files (${names.slice(0, 3).join(", ")}).`,
      "Unpack it first and import the file inside.",
    );
  return made(
    "not-a-workbook",
    `${fileName} is a zip file without a workbook in it.`,
    "Choose a CSV file or an Excel workbook (.xlsx).",
  );
}
