// What a cell says once a mapping has decided what its column holds. Files spell numbers and dates in many ways
// (`60,606,345`, ` £1,250.00 `, `3.74%`, `01JAN2021`, `01-Apr-20`, `20191001`); they are read here and nowhere else.
//
// What must stay true: text that is not surely a number or a date is not guessed at: the answer is undefined.

import { serialOf } from "../../engine/format/serialDate.ts";
import { ERROR_CODES, isError } from "../../engine/values/value.ts";
import type { Cell } from "./sourceFile.ts";

/** The cell as text, trimmed; blank and error values are "". */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined || isError(cell)) return "";
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  if (typeof cell === "number") return String(cell);
  return (cell.includes("\u00a0") ? cell.replaceAll("\u00a0", " ") : cell).trim();
}

/** Blank as a person sees it: nothing, or only spaces. */
export function isBlankCell(cell: Cell | undefined): boolean {
  if (cell === null || cell === undefined) return true;
  return typeof cell === "string" && (cell === "" || cellText(cell) === "");
}

/** The error value a cell holds or spells (`#N/A` in a CSV is text), or null. */
export function cellErrorText(cell: Cell | undefined): string | null {
  if (isError(cell)) return cell.error;
  if (typeof cell !== "string" || !cell.includes("#")) return null;
  const text = cellText(cell);
  return text.startsWith("#") && (ERROR_CODES as readonly string[]).includes(text.toUpperCase())
    ? text
    : null;
}

const PLAIN_NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;
/** Names and codes, most of the texts there are: neither numbers nor dates begin with a letter. */
function startsWithLetter(text: string): boolean {
  const first = text.charCodeAt(0) | 0x20;
  return first >= 0x61 && first <= 0x7a;
}

const NUMBER = /^[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?(e[+-]?\d+)?$/i;

/** The number a cell holds or spells: thousands separators, £, % and brackets for minus; else undefined. */
export function cellNumber(cell: Cell | undefined): number | undefined {
  if (typeof cell === "number") return cell;
  if (typeof cell !== "string") return undefined;
  // Nearly every cell of a large file is spelled plainly; the rest of this function is for the others.
  if (PLAIN_NUMBER.test(cell)) return Number(cell);
  if (startsWithLetter(cell)) return undefined;
  let text = cell
    .replace(/[\u00a0\u2009\u202f]/g, " ")
    .trim()
    .replace(/^\u2212/, "-");
  const bracketed = /^\((.*)\)$/.exec(text);
  if (bracketed !== null) text = `-${(bracketed[1] ?? "").trim()}`;
  text = text.replace(/^([+-]?)\s*£\s*/, "$1");
  const percent = text.endsWith("%");
  if (percent) text = text.slice(0, -1).trim();
  if (!/\d/.test(text) || !NUMBER.test(text)) return undefined;
  const value = Number(text.replaceAll(",", ""));
  if (!Number.isFinite(value)) return undefined;
  return percent ? value / 100 : value;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
// Day first, as the NHS writes dates; the year may have two digits (2000s).
const NAMED_MONTH = /^(\d{1,2})[\s-]?([a-z]{3})[a-z]*[\s-]?(\d{4}|\d{2})$/i;
const YEAR_FIRST = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})([T ].*)?$/;
const PACKED = /^(\d{4})(\d{2})(\d{2})$/;
const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/;

/** A date in any spelling NHS files use, as ISO yyyy-mm-dd; undefined when it is none. Numbers are Excel serials. */
export function cellDate(cell: Cell | undefined): string | undefined {
  if (typeof cell === "number" && (cell < 19_000_000 || cell > 21_001_231)) return isoOfSerial(cell);
  const text = cellText(cell);
  if (startsWithLetter(text)) return undefined;
  const named = NAMED_MONTH.exec(text);
  if (named !== null) {
    const month = MONTHS.indexOf((named[2] ?? "").toLowerCase()) + 1;
    return isoDate(fullYear(named[3] ?? ""), month, Number(named[1]));
  }
  const yearFirst = YEAR_FIRST.exec(text) ?? PACKED.exec(text);
  if (yearFirst !== null) return isoDate(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null)
    return isoDate(fullYear(dayFirst[3] ?? ""), Number(dayFirst[2]), Number(dayFirst[1]));
  return undefined;
}

/** Whether a cell holds or spells a date, without saying which. */
export function isDateCell(cell: Cell | undefined): boolean {
  if (typeof cell === "number" && (cell < 19_000_000 || cell > 21_001_231)) return isSerialDate(cell);
  return cellDate(cell) !== undefined;
}

function isSerialDate(serial: number): boolean {
  return serial >= 61 && serial < 2_958_466;
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : undefined;
}

// Day 0 of Excel's 1900 system as it counts from March 1900 on (it believes in 29 February 1900).
const DAY_ZERO = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

function isoOfSerial(serial: number): string | undefined {
  if (!isSerialDate(serial)) return undefined;
  return new Date(DAY_ZERO + Math.floor(serial) * DAY).toISOString().slice(0, 10);
}

/** Excel's serial number (1900 system) of an ISO date. */
export function serialOfIso(iso: string): number {
  return (Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) - DAY_ZERO) / DAY;
}

const ISO =
  /^\s*(?:(\d{4})-(\d{2})-(\d{2})(?:[T ]|(?=\s*$)))?(?:(\d{2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?(?:Z|[+-]\d{2}:?\d{2})?)?\s*$/;

/** The serial number (1900 system) of a date, a time or both as ISO 8601 spells them; undefined when it is none. */
export function serialOfIsoText(text: string): number | undefined {
  const match = ISO.exec(text);
  if (match === null || (match[1] === undefined && match[4] === undefined)) return undefined;
  const [, year, month, day, hours = "0", minutes = "0", seconds = "0"] = match;
  const time = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(",", "."));
  if (year === undefined) return time / 86_400;
  if (isoDate(Number(year), Number(month), Number(day)) === undefined) return undefined;
  const days = serialOf(Number(year), Number(month), Number(day), 1900);
  // Added in thousandths of a second, so that a whole second stays the double that Excel has.
  return (days * 86_400_000 + Math.round(time * 1000)) / 86_400_000;
}

/** Whether a text of digits is a code and no quantity: leading zeros, or more digits than a number keeps. */
export function isNumberLikeCode(cell: Cell | undefined): boolean {
  return typeof cell === "string" && /^\s*(0\d+|\d{16,})\s*$/.test(cell);
}

/** Dates packed into eight digits, as ODS files write them: they look like numbers and are none. */
export function isPackedDate(cell: Cell | undefined): boolean {
  if (typeof cell === "number" && !(cell >= 19_000_000 && cell < 21_000_000)) return false;
  return /^(19|20)\d{6}$/.test(cellText(cell)) && cellDate(cell) !== undefined;
}

/** An ODS practice code as every table keys it. */
export function practiceCode(cell: Cell | undefined): string {
  return cellText(cell).toUpperCase();
}

/**
 * Shape of a GP practice's ODS code: England one of A-H, J-N, P-V or Y plus five digits, Wales W plus five digits
 * (ODS data specification, epraccur). A code of another shape may still be real: the import warns and keeps it.
 */
export function isPracticeCodeShape(code: string): boolean {
  return /^[A-HJ-NP-WY]\d{5}$/.test(code);
}
