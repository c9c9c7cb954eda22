// A file that has been read, as it goes from the worker to the page: a workbook as it was packed by its reader, any other
// file packed the same way, so that no format blocks the page by the number of its cells.
//
// What must stay true: the file opened on the other side has the same sheets, rows and cells.

import { ERROR_CODES, isError } from "../../engine/values/value.ts";
import type { Problem } from "../../plan/problem.ts";
import { CELL, CellWriter, scratchBlock } from "./cellWriter.ts";
import { FormulaWriter } from "./formulaWriter.ts";
import { openPacked } from "./openedWorkbook.ts";
import { buffersOf, type PackedSheet, type PackedWorkbook } from "./packedWorkbook.ts";
import { ContentRows } from "./sheetRows.ts";
import type { Cell, ReadFile, SourceFormat, SourceSheet } from "./sourceFile.ts";
import { TextHeap } from "./textHeap.ts";
import type { WorkbookContent } from "./workbookContent.ts";

export interface PackedFile {
  readonly fileName: string;
  readonly format: SourceFormat;
  readonly encoding: string | null;
  readonly fingerprint?: string;
  readonly problems: readonly Problem[];
  readonly book: PackedWorkbook;
  /** For what is no workbook: how many cells each row of each sheet has, blank ones included. */
  readonly rowLengths: readonly Uint32Array[] | null;
}

/** The buffers to hand over with a packed file. */
export function transferOf(file: PackedFile): readonly ArrayBufferLike[] {
  return [...buffersOf(file.book), ...(file.rowLengths ?? []).map((lengths) => lengths.buffer)];
}

/** A workbook that was read, as a file of sheets. */
export function workbookFile(
  book: PackedWorkbook,
  problems: readonly Problem[],
): { readonly packed: PackedFile; readonly file: ReadFile } {
  const packed: PackedFile = {
    fileName: book.fileName,
    format: "xlsx",
    encoding: null,
    problems,
    book,
    rowLengths: null,
  };
  return { packed, file: openFile(packed) };
}

/** A text file or session, packed. */
export function packFile(file: ReadFile): PackedFile {
  const heap = new TextHeap();
  const scratch = scratchBlock();
  const sheets: PackedSheet[] = [];
  const rowLengths: Uint32Array[] = [];
  for (const sheet of file.sheets) {
    const writer = new CellWriter(scratch);
    const lengths = new Uint32Array(sheet.rows.length);
    let row = 0;
    for (const cells of sheet.rows) {
      lengths[row] = cells.length;
      row += 1;
      for (const [index, cell] of cells.entries()) addCell(writer, heap, row, index + 1, cell);
    }
    rowLengths.push(lengths);
    const formulas = new FormulaWriter().taken(null);
    const { cells } = writer.taken();
    const none = () => new Uint32Array(0);
    sheets.push({
      name: sheet.name,
      state: "visible",
      kind: "worksheet",
      cells,
      formulas,
      hiddenRows: none(),
      filteredRows: none(),
    });
  }
  const book: PackedWorkbook = {
    fileName: file.fileName,
    sheets,
    blocks: heap.taken(),
    sharedTexts: new Float64Array(0),
    formats: [],
    date1904: false,
    dates: "to1900",
    tables: [],
    names: [],
    isStale: false,
    iterates: false,
    notKept: [],
    problems: [],
  };
  const { fileName, format, encoding, problems, fingerprint } = file;
  return {
    fileName,
    format,
    encoding: encoding ?? null,
    problems,
    book,
    rowLengths,
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}

function addCell(writer: CellWriter, heap: TextHeap, row: number, column: number, cell: Cell): void {
  if (cell === null) return;
  if (typeof cell === "number") writer.add(row, column, CELL.number, 0, cell);
  else if (typeof cell === "string") writer.add(row, column, CELL.text, 0, heap.addString(cell));
  else if (typeof cell === "boolean") writer.add(row, column, CELL.boolean, 0, cell ? 1 : 0);
  else if (isError(cell)) writer.add(row, column, CELL.error, 0, ERROR_CODES.indexOf(cell.error));
}

/** The file again, with its cells made when they are asked for. */
export function openFile(packed: PackedFile): ReadFile {
  const workbook: WorkbookContent = openPacked(packed.book);
  const { rowLengths, encoding, fileName, format, problems, fingerprint } = packed;
  const isWorkbook = rowLengths === null;
  const sheets = workbook.sheets.map(
    (content, at): SourceSheet => ({
      name: content.name,
      rows: new ContentRows(content, rowLengths?.[at] ?? null),
      ...(isWorkbook ? { content } : {}),
    }),
  );
  return {
    fileName,
    format,
    sheets,
    problems,
    ...(encoding === null ? {} : { encoding }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(isWorkbook ? { workbook } : {}),
  };
}
