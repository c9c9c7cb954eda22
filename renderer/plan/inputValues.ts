// What may be put into an input column: the type check, and the reading of figures that come as text. A figure that
// cannot be read exactly is refused, never guessed.
// Dates are serials of Excel's 1900 system (renderer/engine/format/serialDate.ts). Text is read more strictly than Excel's own
// coercion in formulas does: `1/2` in a list of patients is a mistake, not a day.

import { isDate, serialOf } from "../engine/index.ts";
import type { Scalar } from "../engine/values/value.ts";
import type { InputType } from "./plan.ts";
import { done, failed, type Result } from "./problem.ts";

/** Excel's longest text in a cell. */
export const LONGEST_TEXT = 32_767;
/** Serial of 31 December 9999, the last day Excel has. */
const LAST_DAY = 2_958_465;

const NUMBER = /^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?(e[+-]?\d+)?$/i;

/** The number that a text writes out (`4,100`, `-0.5`, `1e6`), or null when it is not one exactly. */
export function numberFromText(text: string): number | null {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed) || !/^[+-]?[.\d]/.test(trimmed) || /^[+-]?e/i.test(trimmed)) return null;
  const value = Number(trimmed.replace(/,/g, ""));
  return Number.isFinite(value) ? value + 0 : null;
}

/** The date serial of `yyyy-mm-dd`, or null when there is no such day in Excel's calendar. */
export function serialFromIsoDate(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return isDate(year, month, day) ? serialOf(year, month, day) : null;
}

function refuse(code: string, message: string, remedy: string): Result<Scalar> {
  return failed(code, message, { remedy });
}

function shown(value: Scalar): string {
  const text = String(value);
  return `"${text.length > 40 ? `${text.slice(0, 37)}...` : text}"`;
}

function finite(value: number): Result<Scalar> {
  if (Number.isFinite(value)) return done(value + 0);
  return refuse("not-finite", "The figure is too large for a number.", "Enter a number below 1E+308.");
}

/** Text of a legal length; used for text columns and text assumptions. */
export function checkText(text: string): Result<Scalar> {
  if (text.length <= LONGEST_TEXT) return done(text);
  return refuse("text-too-long", `The text has ${text.length} characters.`, `Excel allows ${LONGEST_TEXT}.`);
}

function dateValue(value: Scalar): Result<Scalar> {
  const serial = typeof value === "string" ? (serialFromIsoDate(value) ?? numberFromText(value)) : value;
  if (typeof serial === "number" && serial >= 0 && serial < LAST_DAY + 1) return done(serial + 0);
  return refuse(
    "not-a-date",
    `${shown(value)} is not a date.`,
    "Write the date as 2026-03-31, or as Excel's day number.",
  );
}

function booleanValue(value: Scalar): Result<Scalar> {
  if (typeof value === "boolean") return done(value);
  const word = typeof value === "string" ? value.trim().toLowerCase() : "";
  if (word === "true" || word === "false") return done(word === "true");
  return refuse("not-true-or-false", `${shown(value)} is neither TRUE nor FALSE.`, "Enter TRUE or FALSE.");
}

function numberValue(value: Scalar): Result<Scalar> {
  if (typeof value === "number") return finite(value);
  const number = typeof value === "string" ? numberFromText(value) : null;
  if (number !== null) return done(number);
  return refuse(
    "text-in-number",
    `${shown(value)} is not a number.`,
    "Enter digits, with a full stop for decimals, or leave it blank.",
  );
}

function isBlankText(value: Scalar): boolean {
  return typeof value === "string" && value.trim() === "";
}

/** The value as a column of this type keeps it, or why it cannot; null and an empty text are blank. */
export function inputValue(type: InputType, value: Scalar): Result<Scalar> {
  // In a text column blanks may be meant; but an empty text is blank, as in Excel, where no cell can hold one.
  if (value === null || value === "" || (type !== "text" && isBlankText(value))) return done(null);
  switch (type) {
    case "number":
      return numberValue(value);
    case "date":
      return dateValue(value);
    case "boolean":
      return booleanValue(value);
    case "text":
      if (typeof value === "number" && !Number.isFinite(value)) return finite(value);
      return checkText(typeof value === "boolean" ? String(value).toUpperCase() : String(value));
  }
}

/** As `inputValue` for an assumption, which keeps the type of the value it has; a blank one takes any. */
export function assumptionValue(present: Scalar, value: Scalar): Result<Scalar> {
  if (present !== null)
    return inputValue(
      typeof present === "number" ? "number" : typeof present === "boolean" ? "boolean" : "text",
      value,
    );
  if (typeof value === "number") return finite(value);
  return typeof value === "string" ? checkText(value) : done(value);
}

/** Made once: making one costs more than the whole edit of a cell. */
const IN_WORDS = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 10 });

/** A number in a sentence: `4,100`. */
export function numberInWords(value: number): string {
  return IN_WORDS.format(value);
}

/** A value in a sentence: `4,100`, `"North"`, `blank`. */
export function valueInWords(value: Scalar): string {
  if (value === null) return "blank";
  if (typeof value === "number") return numberInWords(value);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return shown(value);
}
