// Times of day, days and weeks of the calendar, and texts that read as dates.

import { textToDateSerial } from "../format/parseNumber.ts";
import { dateOf, LAST_SERIAL, serialOf } from "../format/serialDate.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { americanDays, basisOf, europeanDays, yearFraction } from "./dayCounts.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";

const NUM = errorValue("#NUM!");
const VALUE = errorValue("#VALUE!");
const DAY = 86_400;
/** TIME refuses larger parts. */
const LARGEST_PART = 32_767;

function time(hour: number, minute: number, second: number): Value {
  const parts = [hour, minute, second].map(Math.trunc);
  if (parts.some((each) => each > LARGEST_PART)) return NUM;
  const [h = 0, m = 0, s = 0] = parts;
  const seconds = h * 3600 + m * 60 + s;
  return seconds < 0 ? NUM : (seconds % DAY) / DAY;
}

/** Rounded to the second, which may carry into the next hour. */
function partOfTime(name: string, help: string, which: "hour" | "minute" | "second"): FunctionEntry {
  return define("Date", name, "time: number", help, (serial: number) =>
    serial < 0 || serial >= LAST_SERIAL + 1 ? NUM : (dateOf(serial % 1)?.[which] ?? NUM),
  );
}

/** Sunday is 0; in January and February 1900 Excel's days are one off the calendar. */
function sundayBased(serial: number): number {
  return (Math.floor(serial) + 6) % 7;
}

function valid(serial: number): boolean {
  return serial >= 0 && serial < LAST_SERIAL + 1;
}

/** Type 1 (and 17): Sunday is 1; 2 (and 11): Monday is 1; 3: Monday is 0; 12 to 16: Tuesday to Saturday is 1. */
function weekday(serial: number, type = 1): Value {
  if (!valid(serial)) return NUM;
  const kind = Math.trunc(type);
  const day = sundayBased(serial);
  if (kind === 1 || kind === 17) return day + 1;
  if (kind === 3) return (day + 6) % 7;
  if (kind === 2 || kind === 11) return ((day + 6) % 7) + 1;
  return kind >= 12 && kind <= 16 ? ((day + 17 - kind) % 7) + 1 : NUM;
}

/** The ISO week: it belongs to the year of its Thursday. */
function isoWeek(serial: number): Value {
  if (!valid(serial)) return NUM;
  const day = Math.floor(serial);
  const thursday = day + 3 - ((sundayBased(day) + 6) % 7);
  const year = dateOf(Math.max(thursday, 0))?.year;
  if (year === undefined) return NUM;
  return Math.floor((thursday - serialOf(year, 1, 1)) / 7) + 1;
}

/** Weeks begin on a day of the week; the first one holds 1 January. */
function weekNumber(serial: number, type = 1): Value {
  if (!valid(serial)) return NUM;
  const kind = Math.trunc(type);
  if (kind === 21) return isoWeek(serial);
  const firstDay = kind === 1 ? 0 : kind === 2 ? 1 : kind >= 11 && kind <= 17 ? (kind - 10) % 7 : -1;
  const year = dateOf(Math.floor(serial))?.year;
  if (firstDay < 0 || year === undefined) return NUM;
  const january = serialOf(year, 1, 1);
  const before = (sundayBased(january) - firstDay + 7) % 7;
  return Math.floor((Math.floor(serial) - january + before) / 7) + 1;
}

/** American 30/360 unless `european`: an end on day 31 counts as the 1st of the next month after a start before day 30. */
function days360(start: number, end: number, european = false): Value {
  const [from, to] = [dateOf(Math.floor(start)), dateOf(Math.floor(end))];
  if (from === null || to === null) return NUM;
  return european ? europeanDays(from, to) : americanDays(from, to, false);
}

function yearPart(start: number, end: number, basisGiven = 0): Value {
  const basis = basisOf(basisGiven);
  return basis === null ? NUM : (yearFraction(Math.floor(start), Math.floor(end), basis) ?? NUM);
}

/** A text that holds a date, with or without a time; numbers are refused, even those that are dates. */
function dateValue(text: Value): Value {
  if (typeof text !== "string") return isError(text) ? text : VALUE;
  const serial = textToDateSerial(text.trim());
  return serial === null || (serial < 1 && !/[a-z]{3}|[-/.]/i.test(text)) ? VALUE : Math.floor(serial);
}

function timeValue(text: Value): Value {
  if (typeof text !== "string") return isError(text) ? text : VALUE;
  const serial = textToDateSerial(text.trim());
  if (serial === null) return VALUE;
  // What the day before the point took of the digits is rounded away, to the millisecond.
  return Math.round((serial - Math.floor(serial)) * DAY * 1000) / (DAY * 1000);
}

export const timeFunctions: readonly FunctionEntry[] = [
  define("Date", "TIME", "hour: number, minute: number, second: number", "The time of day.", time),
  partOfTime("HOUR", "The hour of a time, 0 to 23.", "hour"),
  partOfTime("MINUTE", "The minute of a time, 0 to 59.", "minute"),
  partOfTime("SECOND", "The second of a time, 0 to 59.", "second"),
  define("Date", "WEEKDAY", "date: number, type?: number", "The day of the week, 1 for Sunday.", weekday),
  define("Date", "ISOWEEKNUM", "date: number", "The ISO week of a date.", isoWeek),
  define(
    "Date",
    "DAYS360",
    "start: number, end: number, european?: boolean",
    "The days between two dates in years of twelve months of 30 days.",
    days360,
  ),
  define("Date", "DATEVALUE", "text: value", "The date that a text reads as.", dateValue),
  define("Date", "TIMEVALUE", "text: value", "The time that a text reads as.", timeValue),
  ...withTraits({ strict: true }, [
    define("Date", "WEEKNUM", "date: number, type?: number", "The week of the year.", weekNumber),
    define(
      "Date",
      "YEARFRAC",
      "start: number, end: number, basis?: number",
      "The part of a year between two dates.",
      yearPart,
    ),
  ]),
];
