// A formula as it looks from its own cell: addresses in R1C1, so that a formula filled down a column or across a row
// is the same text in every cell. Made by a scan of the text and not from a syntax tree: workbooks have millions of
// formula cells, and nothing but their equality is wanted here.
//
// What must stay true: two formulas have one relative form exactly when filling one into the other's cell gives the
// other; spaces outside texts and letter case do not count.

import { columnNumber, LAST_COLUMN, LAST_ROW } from "../../engine/grammar/cellAddress.ts";
import { closingBracket } from "../../engine/grammar/formulaScan.ts";
import type { CellPosition } from "../package/areas.ts";

// a text, a quoted sheet, white space, a number, a word with what may follow it, or one other character
const TOKEN =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'|\s+|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(!])|\$?\d{1,7}:\$?\d{1,7}(?![\w.])|\d+\.?\d*(?:[eE][+-]?\d+)?|[$\p{L}_\\][$\p{L}\p{M}\p{N}_.\\?]*|./gsu;
const CELL = /^(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})$/;

/** The relative form of a formula (with or without "=") as it stands in a cell. */
export function relativeForm(formula: string, { row, column }: CellPosition): string {
  const from = formula.startsWith("=") ? 1 : 0;
  let out = "";
  TOKEN.lastIndex = from;
  for (let match = TOKEN.exec(formula); match !== null; match = TOKEN.exec(formula)) {
    const [token] = match;
    const first = token.charCodeAt(0);
    if (first === 0x22 || first === 0x27) out += token;
    else if (first === 0x5b) {
      const { end } = closingBracket(formula, match.index);
      const stop = end < 0 ? formula.length : end + 1;
      out += formula.slice(match.index, stop).toUpperCase();
      TOKEN.lastIndex = stop;
    } else if (token.trim() === "") out += intersects(out, formula, TOKEN.lastIndex) ? " " : "";
    else if (token.includes(":") && token.length > 1) out += wholeLines(token, row, column);
    else out += word(token, formula.charCodeAt(TOKEN.lastIndex), row, column);
  }
  TOKEN.lastIndex = 0;
  return out;
}

/** A space is the intersection operator only between two references or names. */
function intersects(before: string, formula: string, after: number): boolean {
  return /[\w\])$.#]$/.test(before) && /^[$\w'[(\\]/.test(formula.charAt(after));
}

function word(token: string, next: number, row: number, column: number): string {
  // what is followed by "(" is a function, by "!" a sheet
  const match = next === 0x28 || next === 0x21 ? null : CELL.exec(token);
  const number = match === null ? 0 : Number(match[4]);
  const letters = match === null ? 0 : columnNumber(match[2] ?? "");
  if (match === null || number < 1 || number > LAST_ROW || letters > LAST_COLUMN) return token.toUpperCase();
  return `R${offset(number, row, match[3] !== "")}C${offset(letters, column, match[1] !== "")}`;
}

function offset(place: number, own: number, isAbsolute: boolean): string {
  if (isAbsolute) return String(place);
  return place === own ? "" : `[${place - own}]`;
}

/** `B:D` and `2:4`: whole columns and rows. */
function wholeLines(token: string, row: number, column: number): string {
  const isColumns = /[A-Za-z]/.test(token);
  return token
    .split(":")
    .map((end) => {
      const isAbsolute = end.startsWith("$");
      const bare = isAbsolute ? end.slice(1) : end;
      return isColumns
        ? `C${offset(columnNumber(bare), column, isAbsolute)}`
        : `R${offset(Number(bare), row, isAbsolute)}`;
    })
    .join(":");
}

/** The row offsets of the addresses in a relative form, those with a fixed row left out. */
export function rowOffsets(relative: string): readonly number[] {
  return [
    ...withoutTexts(relative).matchAll(
      /(?<![\p{L}\p{N}_.])R(\[-?\d+\])?C(?:\[-?\d+\]|\d+)?(?![\p{L}\p{N}_.(])/gu,
    ),
  ].map(([, rows]) => (rows === undefined ? 0 : Number(rows.slice(1, -1))));
}

/** The column offsets of the addresses in a relative form, those with a fixed column left out. */
export function columnOffsets(relative: string): readonly number[] {
  return [
    ...withoutTexts(relative).matchAll(
      /(?<![\p{L}\p{N}_.])R(?:\[-?\d+\]|\d+)?C(\[-?\d+\])?(?![\p{L}\p{N}_.([])/gu,
    ),
  ].map(([, columns]) => (columns === undefined ? 0 : Number(columns.slice(1, -1))));
}

function withoutTexts(relative: string): string {
  return relative.replace(/"(?:[^"]|"")*"/g, '""');
}
