// A1 references as text: `$B$7`, `B:B`, `7:7`. Read by the parser, written by the printer, and asked by the
// name rules, because what looks like a cell can never be a name.
//
// What must stay true: nothing beyond XFD1048576 is a cell (ECMA-376 Part 1, 18.17.2.3; Excel's limits).

import type { CellAddress } from "./syntaxTree.ts";

export const LAST_COLUMN = 16_384;
export const LAST_ROW = 1_048_576;

const CELL = /^(\$?)([A-Za-z]{1,3})(\$?)(\d{1,9})$/;
const COLUMN = /^(\$?)([A-Za-z]{1,3})$/;
const ROW = /^(\$?)(\d{1,9})$/;

/** Column letters as a number: A is 1, XFD is 16384. Letters only. */
export function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

/** The letters of a column number from 1: 1 is A, 28 is AB. */
export function columnLetters(number: number): string {
  let letters = "";
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** One cell (`B7`, `$B$7`), or null when the word is no cell of an Excel sheet. */
export function readCell(word: string): CellAddress | null {
  const match = CELL.exec(word);
  if (match === null) return null;
  const [, columnMark = "", letters = "", rowMark = "", digits = ""] = match;
  const column = columnNumber(letters);
  const row = Number(digits);
  if (column > LAST_COLUMN || row < 1 || row > LAST_ROW) return null;
  return { column, row, columnAbsolute: columnMark !== "", rowAbsolute: rowMark !== "" };
}

/** One end of a whole-column reference (`B`, `$B`), or null. */
export function readColumn(word: string): CellAddress | null {
  const match = COLUMN.exec(word);
  if (match === null) return null;
  const column = columnNumber(match[2] ?? "");
  if (column > LAST_COLUMN) return null;
  return { column, row: null, columnAbsolute: match[1] !== "", rowAbsolute: false };
}

/** One end of a whole-row reference (`7`, `$7`), or null. */
export function readRow(word: string): CellAddress | null {
  const match = ROW.exec(word);
  if (match === null) return null;
  const row = Number(match[2]);
  if (row < 1 || row > LAST_ROW) return null;
  return { column: null, row, columnAbsolute: false, rowAbsolute: match[1] !== "" };
}

/** The text of one address: `$B7`, `B`, `7`. */
export function printAddress(address: CellAddress): string {
  const column =
    address.column === null ? "" : (address.columnAbsolute ? "$" : "") + columnLetters(address.column);
  const row = address.row === null ? "" : (address.rowAbsolute ? "$" : "") + address.row;
  return column + row;
}
