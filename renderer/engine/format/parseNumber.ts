// Text that Excel takes for a number when a formula needs one ("1,234.5"*2), in the United Kingdom's way of writing:
// day before month, comma for thousands. Apart from coercion, because files and the clipboard are read by it too.
//
// What must stay true: what Excel refuses gives null, never a guess; no clock, so "1/2" (a day of this year to
// Excel) is null unless the caller names the year.
// Source: Excel, VALUE and DATEVALUE; ECMA-376 Part 1, 18.17.7.344 (VALUE).

import { isDate, serialOf, timeFraction } from "./serialDate.ts";

const NUMBER = /^(?:\d+(?:,\d{3})*|(?=\.\d))(?:\.\d*)?(?:e[+-]?\d+)?$/i;
const FRACTION = /^(\d+) +(\d{1,5})\/(\d{1,5})$/;
const SIGNS = /^([+-]?) *([£$€]?) *([+-]?)(.*)$/s;

/** Text with a first character that no number, date or time can have is refused at once. */
const POSSIBLE = /^[\s\d(+\-.£$€jfmasond]/i;

/**
 * The number Excel sees in a text, or null when it sees none. Percentages are divided (12% is 0.12), brackets are
 * minus, dates and times become serials.
 * @param currentYear what a date without a year belongs to; without it such a date is no number
 */
export function textToNumber(text: string, currentYear: number | null = null): number | null {
  if (!POSSIBLE.test(text)) return null;
  const trimmed = text.trim();
  return plainNumber(trimmed) ?? textToDateSerial(trimmed, currentYear);
}

function plainNumber(text: string): number | null {
  let body = text;
  let factor = 1;
  if (body.startsWith("(") && body.endsWith(")")) {
    body = body.slice(1, -1).trim();
    if (/^[+-]/.test(body)) return null;
    factor = -1;
  }
  if (body.endsWith("%")) {
    body = body.slice(0, -1).trimEnd();
    factor /= 100;
  }
  const match = SIGNS.exec(body);
  if (match === null) return null;
  const [, before = "", currency = "", after = "", digits = ""] = match;
  if (before !== "" && after !== "") return null;
  if (before === "-" || after === "-") factor = -factor;
  const number = unsignedNumber(digits.trim(), currency !== "");
  if (number === null) return null;
  // division keeps "12%" at the double nearest to 0.12
  const value = Math.abs(factor) === 1 ? number * factor : number / (factor < 0 ? -100 : 100);
  return value === 0 ? 0 : value;
}

function unsignedNumber(text: string, isMoney: boolean): number | null {
  if (NUMBER.test(text)) {
    const number = Number(text.replaceAll(",", ""));
    return Number.isFinite(number) ? number : null;
  }
  const fraction = isMoney ? null : FRACTION.exec(text);
  if (fraction === null || Number(fraction[3]) === 0) return null;
  return Number(fraction[1]) + Number(fraction[2]) / Number(fraction[3]);
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const FULL_MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

const TIME = /(?:^| +)(\d{1,4})(?::(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?)?(?: *(am|pm|a|p))?$/i;
const DAY_MONTH_YEAR = /^(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/;
const YEAR_MONTH_DAY = /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})$/;
const DAY_NAME_YEAR = /^(\d{1,2})(?: +|-|\/)?([a-z]{3,9})(?:(?: *, *| +|-|\/)?(\d{4}|\d{2}))?$/i;
const NAME_DAY_YEAR = /^([a-z]{3,9}) +(\d{1,2})(?: *, *| +)(\d{4})$/i;
const NAME_YEAR = /^([a-z]{3,9})(?: +|-|\/)(\d{4})$/i;

/**
 * The serial (1900 system) of a date, a time, or both, written day first; null when it is neither. Two-digit years
 * are 2000 to 2029 and 1930 to 1999, as in Excel.
 * @param currentYear the year of a date that has none; without it such a date is null
 */
export function textToDateSerial(text: string, currentYear: number | null = null): number | null {
  const trimmed = text.trim();
  const date = textToDay(trimmed, currentYear);
  if (date !== null) return date;
  const match = TIME.exec(trimmed);
  if (match === null) return null;
  const time = timeOf(match);
  if (time === null) return null;
  if (match.index === 0) return time;
  const day = textToDay(trimmed.slice(0, match.index), currentYear);
  return day === null || time >= 1 ? null : day + time;
}

function timeOf(match: RegExpExecArray): number | null {
  const [, hours = "", minutes, seconds, half] = match;
  if (minutes === undefined && half === undefined) return null;
  const hour = Number(hours);
  const minute = Number(minutes ?? 0);
  const second = Number(seconds ?? 0);
  if (minute >= 60 || second >= 60) return null;
  if (half === undefined) return timeFraction(hour, minute, second);
  if (hour > 12) return null;
  return timeFraction((hour % 12) + (/^p/i.test(half) ? 12 : 0), minute, second);
}

function textToDay(text: string, currentYear: number | null): number | null {
  const numeric = DAY_MONTH_YEAR.exec(text);
  if (numeric !== null) return dayNumber(fullYear(numeric[4], currentYear), numeric[3], numeric[1]);
  const iso = YEAR_MONTH_DAY.exec(text);
  if (iso !== null) return dayNumber(Number(iso[1]), iso[3], iso[4]);
  const named = DAY_NAME_YEAR.exec(text);
  if (named !== null) return dayNumber(fullYear(named[3], currentYear), monthOf(named[2]), named[1]);
  const american = NAME_DAY_YEAR.exec(text);
  if (american !== null) return dayNumber(Number(american[3]), monthOf(american[1]), american[2]);
  const month = NAME_YEAR.exec(text);
  return month === null ? null : dayNumber(Number(month[2]), monthOf(month[1]), "1");
}

function monthOf(name: string | undefined): string {
  const lower = name?.toLowerCase() ?? "";
  const short = lower === "sept" ? 8 : MONTHS.indexOf(lower);
  return String((short >= 0 ? short : FULL_MONTHS.indexOf(lower)) + 1);
}

function fullYear(text: string | undefined, currentYear: number | null): number | null {
  if (text === undefined) return currentYear;
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

function dayNumber(year: number | null, month: string | undefined, day: string | undefined): number | null {
  if (year === null) return null;
  const [monthNumber, dayOfMonth] = [Number(month), Number(day)];
  return isDate(year, monthNumber, dayOfMonth) ? serialOf(year, monthNumber, dayOfMonth) : null;
}
