// A workbook on disk, read for its formulas: what `findings` and `check` look into.

import { basename } from "node:path";
import { type FormulaBook, formulaBook } from "../../renderer/excel/formulas/formulaBook.ts";
import { readWorkbook } from "../../renderer/excel/read/readWorkbook.ts";
import type { Problem } from "../../renderer/plan/problem.ts";
import { UsageError } from "./arguments.ts";
import { expectValue } from "./output.ts";
import { readBytes } from "./planFiles.ts";

export interface WorkbookFile {
  readonly book: FormulaBook;
  readonly problems: readonly Problem[];
}

export async function readWorkbookFile(path: string): Promise<WorkbookFile> {
  return workbookOf(await readBytes(path), basename(path));
}

export function workbookOf(bytes: Uint8Array, fileName: string): WorkbookFile {
  const content = expectValue(readWorkbook(bytes, { fileName, dates: "asStored" }));
  return { book: formulaBook(content), problems: content.problems };
}

/** The one workbook that was named. */
export function oneWorkbook(files: readonly string[]): string {
  const [path, ...more] = files;
  if (path === undefined || more.length > 0) throw new UsageError("Name one workbook.");
  return path;
}
