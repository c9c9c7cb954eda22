// What a file from outside looks like once it has been read: sheets of rows of cells, whatever the format was.
// Everything after this point (recognising, mapping, joining) works on these shapes and never on bytes.
//
// What must stay true: `rows.at(i)` is row i + 1 as a spreadsheet shows it, so every problem can name the row the
// user sees; a cell is a value of the engine, and a CSV cell stays text (or blank) until a mapping says what it is.

import type { Value } from "../../engine/values/value.ts";
import type { Problem } from "../../plan/problem.ts";
import { MAX_CELL_CHARACTERS } from "./readLimits.ts";
import type { SheetContent, WorkbookContent } from "./workbookContent.ts";

export type Cell = Value;

/** Rows of cells from the first on: an array, or rows that are made when somebody asks for them. */
export interface SheetRows extends Iterable<readonly Cell[]> {
  readonly length: number;
  /** The row at an index from 0; undefined beyond the last. */
  at(index: number): readonly Cell[] | undefined;
  slice(start: number, end?: number): readonly (readonly Cell[])[];
}

export interface SourceSheet {
  readonly name: string;
  readonly rows: SheetRows;
  /** A workbook's sheet: formulas, number formats and which cells are dates; absent in a text file. */
  readonly content?: SheetContent;
}

export type SourceFormat = "csv" | "xlsx" | "json";

export interface ReadFile {
  readonly fileName: string;
  readonly format: SourceFormat;
  /** How the bytes of a text file were read, in words: `UTF-8`, `Windows-1252`. */
  readonly encoding?: string;
  /** SHA-256 of the file's bytes, by which a plan knows the very file again. */
  readonly fingerprint?: string;
  readonly sheets: readonly SourceSheet[];
  /** For a workbook: its tables, names and what an import does not take along. */
  readonly workbook?: WorkbookContent;
  /** What had to be put right or deserves a look; reading went on. */
  readonly problems: readonly Problem[];
}

/** Told while a file is read: what is being done, and how far it is (0 to 1). */
export type ReadProgress = (step: string, fraction: number) => void;

/** A text as a cell: "" is blank, and what Excel would not take in one cell is cut off, ending in an ellipsis. */
export function cellWithinLimit(text: string): Cell {
  if (text === "") return null;
  return text.length <= MAX_CELL_CHARACTERS ? text : `${text.slice(0, MAX_CELL_CHARACTERS - 1)}\u2026`;
}

/** One problem for the cells that `cellWithinLimit` cut, naming the first. */
export function longCellProblems(sheets: readonly SourceSheet[], fileName: string): readonly Problem[] {
  const cut = (cell: Cell) => typeof cell === "string" && cell.length === MAX_CELL_CHARACTERS;
  const found = sheets.flatMap((sheet) =>
    [...sheet.rows].flatMap((row, at) => (row.some(cut) ? [{ sheet: sheet.name, row: at + 1 }] : [])),
  );
  const [first] = found;
  if (first === undefined) return [];
  return [
    {
      code: "long-cells",
      severity: "warning",
      message: `Cells of ${fileName} hold more text than Excel allows in one cell (${MAX_CELL_CHARACTERS} characters) and were cut; the first is in row ${first.row}.`,
      remedy: "Check that row: a quotation mark that is never closed makes one cell of many.",
      where: { file: fileName, ...first },
      rows: found.length,
    },
  ];
}

/** `A` for 0, `Z` for 25, `AA` for 26: how a spreadsheet names a column that has no heading. */
export function columnLetter(index: number): string {
  let letters = "";
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return letters;
}
