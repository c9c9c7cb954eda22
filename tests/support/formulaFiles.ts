// Workbooks with formulas as files: rows of cells, a text that starts with "=" is a formula, saved with the value the
// calculator gives it, as Excel would.

import ExcelJS from "exceljs";
import { isError, type Value } from "../../renderer/engine/index.ts";
import { readFile } from "../../renderer/excel/read/readFile.ts";
import type { ReadFile } from "../../renderer/excel/read/sourceFile.ts";
import { type BookExtras, bookOf, type SheetRows } from "./formulaBooks.ts";

/** The bytes of a workbook of sheets of rows, the first row being row 1. */
export async function formulaFile(
  sheets: Readonly<Record<string, SheetRows>>,
  extras: BookExtras = {},
): Promise<Uint8Array> {
  const { snapshot } = bookOf(sheets, extras);
  const workbook = new ExcelJS.Workbook();
  for (const { name, cells } of snapshot.sheets) {
    const sheet = workbook.addWorksheet(name);
    for (const { row, column, value, formula, numberFormat } of cells) {
      const cell = sheet.getCell(row, column);
      const plain = exceljsValue(value);
      cell.value = formula === undefined ? plain : ({ formula, result: plain } as ExcelJS.CellFormulaValue);
      if (numberFormat !== undefined && numberFormat !== "General") cell.numFmt = numberFormat;
    }
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function exceljsValue(value: Value): ExcelJS.CellValue {
  return isError(value) ? ({ error: value.error } as ExcelJS.CellErrorValue) : value;
}

/** The same, read. */
export async function openFormulaFile(
  sheets: Readonly<Record<string, SheetRows>>,
  extras: BookExtras = {},
  fileName = "book.xlsx",
): Promise<ReadFile> {
  const read = await readFile(await formulaFile(sheets, extras), fileName);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
}
