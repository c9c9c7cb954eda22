// An Excel workbook as a file of sheets, for the import: what readWorkbook.ts finds, with the problems an import tells.
//
// What must stay true: never throws; row i of a sheet is rows.at(i - 1), empty rows included; hidden sheets are read too.

import { done, failed, type Problem, type Result } from "../../plan/problem.ts";
import { type PackedFile, workbookFile } from "./packedFile.ts";
import { packWorkbook } from "./readWorkbook.ts";
import type { ReadFile } from "./sourceFile.ts";
import type { ReadWorkbookOptions } from "./workbookContent.ts";

/** Reads .xlsx and .xlsm. A package of another kind (.ods, .xlsb, .docx, any zip) is named as what it is. */
export function readXlsx(
  bytes: Uint8Array,
  fileName: string,
  options: ReadWorkbookOptions = {},
): Result<{ readonly packed: PackedFile; readonly file: ReadFile }> {
  const book = packWorkbook(bytes, { ...options, fileName });
  if (!book.ok) return book;
  const opened = workbookFile(book.value, [
    ...dateNotes(book.value.date1904, fileName),
    ...book.value.problems,
  ]);
  if (opened.file.sheets.every((sheet) => sheet.rows.length === 0)) {
    return failed("empty-file", `${fileName} is a workbook without any cell in its sheets.`, {
      remedy: "Choose the workbook that has the practices in it.",
      where: { file: fileName },
    });
  }
  return done(opened);
}

function dateNotes(date1904: boolean, fileName: string): readonly Problem[] {
  if (!date1904) return [];
  return [
    {
      code: "dates-1904",
      severity: "note",
      message: `${fileName} counts dates from 1904, as old Excel for the Mac did; they were turned into the usual count, from 1900.`,
      where: { file: fileName },
    },
  ];
}
