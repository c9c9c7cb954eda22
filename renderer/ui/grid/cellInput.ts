// What a person types into a cell, read as Excel reads it in England: thousands commas, a pound sign, a percent
// sign, brackets for negatives, dates day first. A number format decides how a typed percentage is shown, never
// what it is. What cannot be read exactly is refused with the field named; the plan checks again (inputValue).

import { isDateFormat } from "../../engine/index.ts";
import type { Scalar } from "../../engine/values/value.ts";
import { numberFromText, serialFromIsoDate } from "../../plan/inputValues.ts";
import type { InputType } from "../../plan/plan.ts";
import { done, failed, type Result } from "../../plan/problem.ts";
import { text } from "../text.ts";

/** The number that was typed (`£1,200`, `(4.5)`, `3.5%`, `-4`), or null when it is not one. */
export function typedNumber(typed: string): number | null {
  const trimmed = typed.trim().replace(/[\u00a0\u202f]/g, " ");
  const bracketed = /^\((.*)\)$/.exec(trimmed);
  const inner = bracketed?.[1] ?? trimmed;
  const sign = /^[-−]/.test(inner) ? "-" : "";
  const unsigned = inner.replace(/^[-−]\s*/, "").replace(/^£\s*/, "");
  const percent = unsigned.endsWith("%");
  const digits = percent ? unsigned.slice(0, -1).trim() : unsigned;
  if (/^[-+]/.test(digits) && sign === "-") return null;
  const number = numberFromText(sign + digits);
  if (number === null || (bracketed !== null && number < 0)) return null;
  const scaled = percent ? Number(`${number}e-2`) : number;
  return (bracketed === null ? scaled : -scaled) + 0;
}

/** The date serial of `31/03/2026`, `31.3.2026` or `2026-03-31`, or null. */
export function typedDate(typed: string): number | null {
  const trimmed = typed.trim();
  const english = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(trimmed);
  if (english === null) return serialFromIsoDate(trimmed);
  const [, day = "", month = "", year = ""] = english;
  return serialFromIsoDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

/** What was typed into a column of this type, as the value to keep; an empty entry is blank (null). */
export function readTyped(type: InputType, column: string, typed: string): Result<Scalar> {
  if (typed.trim() === "") return done(null);
  switch (type) {
    case "text":
      return done(typed);
    case "number": {
      const number = typedNumber(typed);
      if (number !== null) return done(number);
      return refuse("text-in-number", text.badNumber(column, typed.trim()), text.badNumberRemedy, column);
    }
    case "date": {
      const serial = typedDate(typed);
      if (serial !== null) return done(serial);
      return refuse("not-a-date", text.badDate(column, typed.trim()), text.badDateRemedy, column);
    }
    case "boolean": {
      const word = typed.trim().toLowerCase();
      if (word === "true" || word === "yes") return done(true);
      if (word === "false" || word === "no") return done(false);
      return refuse(
        "not-true-or-false",
        text.badBoolean(column, typed.trim()),
        text.badBooleanRemedy,
        column,
      );
    }
  }
}

/** What was typed into a cell without a type: a number, TRUE or FALSE, a date where the format shows one, else the text. */
export function readUntyped(typed: string, format: string): Scalar {
  const trimmed = typed.trim();
  if (trimmed === "") return null;
  if (/^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === "true";
  const number = typedNumber(trimmed);
  if (number !== null) return number;
  return (isDateFormat(format) ? typedDate(trimmed) : null) ?? typed;
}

function refuse(code: string, message: string, remedy: string, column: string): Result<Scalar> {
  return failed(code, message, { remedy, where: { column } });
}

/** What an editor begins with: every digit of a number, a percentage as a percentage, a date day first. */
export function editText(value: unknown, type: InputType, format: string): string {
  if (value === null || value === undefined || typeof value === "object") return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value !== "number") return String(value);
  if (type === "date") return dateText(value);
  if (type === "number" && format.includes("%")) return `${Number(`${value}e2`) || value * 100}%`;
  return String(value);
}

/** `31/03/2026` for an Excel date serial (1900 system); the number itself when it is no day. */
function dateText(serial: number): string {
  if (serial < 61) return String(serial);
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
}
