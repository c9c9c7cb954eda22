// What a text means when it is typed into a cell, as Excel in the United Kingdom takes it: a number, a percentage, a
// date written day first, a truth value, an error value, a formula, or text.
//
// What must stay true: what is not surely a number or a date stays text, character for character.

import { textToDateSerial, textToNumber } from "../../engine/format/parseNumber.ts";
import { ERROR_CODES, errorValue } from "../../engine/values/value.ts";
import type { EditValue } from "./cellEdit.ts";

/**
 * `42`, `1,250.5`, `12%`, `£3.50`, `01/04/2026`, `TRUE`, `#N/A`, `=SUM(A1:A3)`, `'00123` (an apostrophe makes anything
 * text); nothing empties the cell.
 * @param currentYear what a date without a year belongs to
 */
export function typedValue(text: string, currentYear: number | null): EditValue {
  if (text === "") return null;
  if (text.startsWith("'")) return text.slice(1);
  if (text.startsWith("=") && text.length > 1) return { formula: text };
  const date = textToDateSerial(text, currentYear);
  const number = textToNumber(text, currentYear);
  if (number !== null) return date === number ? { serial: number } : number;
  const upper = text.trim().toUpperCase();
  if (upper === "TRUE" || upper === "FALSE") return upper === "TRUE";
  const error = ERROR_CODES.find((code) => code === upper);
  if (error !== undefined) return errorValue(error);
  // Excel takes a leading sign for a formula, as older programs wrote them: +A1, -A1*2.
  if (/^[+-][^\s+-]/.test(text)) return { formula: `=${text}` };
  return text;
}
