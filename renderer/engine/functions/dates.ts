// Functions of dates, which are serial numbers of days (serialDate.ts).

import { dateOf, LAST_SERIAL, serialOf } from "../format/serialDate.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";

const NUM = errorValue("#NUM!");

function inRange(serial: number): Value {
  return serial >= 0 && serial <= LAST_SERIAL ? serial : NUM;
}

function part(name: string, help: string, which: "year" | "month" | "day"): FunctionEntry {
  return define(
    "Date",
    name,
    "date: number",
    help,
    (serial: number) => dateOf(Math.floor(serial))?.[which] ?? NUM,
  );
}

/** Years below 1900 count from 1900, as Excel has it; the month must lie within Excel's years before days are added. */
function date(year: number, month: number, day: number): Value {
  const [y, m, d] = [Math.trunc(year), Math.trunc(month), Math.trunc(day)];
  if (y < 0 || y > 9999) return NUM;
  const year1900 = y < 1900 ? y + 1900 : y;
  return serialOf(year1900, m, 1) > LAST_SERIAL ? NUM : inRange(serialOf(year1900, m, d));
}

/** The same day some months on, or the last day of that month when it has no such day. */
function monthsOn(serial: number, months: number): Value {
  const from = dateOf(Math.floor(serial));
  if (from === null) return NUM;
  const last = monthEnd(serial, months);
  if (typeof last !== "number") return last;
  const first = serialOf(from.year, from.month + Math.trunc(months), 1);
  return inRange(Math.min(first + from.day - 1, last));
}

function monthEnd(serial: number, months: number): Value {
  const from = dateOf(Math.floor(serial));
  return from === null ? NUM : inRange(serialOf(from.year, from.month + Math.trunc(months) + 1, 1) - 1);
}

/** Whole years, months or days between two dates; "YM", "MD" and "YD" what is left after the larger unit. */
function difference(start: number, end: number, unit: string): Value {
  const [from, to] = [dateOf(Math.floor(start)), dateOf(Math.floor(end))];
  if (from === null || to === null || start > end) return NUM;
  const months = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
  switch (unit.toUpperCase()) {
    case "Y":
      return Math.floor(months / 12);
    case "M":
      return months;
    case "D":
      return Math.floor(end) - Math.floor(start);
    case "YM":
      return ((months % 12) + 12) % 12;
    case "MD": {
      if (to.day >= from.day) return to.day - from.day;
      const lastMonth = monthEnd(serialOf(to.year, to.month, 1), -1);
      const length = isError(lastMonth) || lastMonth === null ? 30 : (dateOf(Number(lastMonth))?.day ?? 30);
      return length - from.day + to.day;
    }
    case "YD": {
      const sameYear = serialOf(to.year, from.month, from.day);
      const base = sameYear > Math.floor(end) ? serialOf(to.year - 1, from.month, from.day) : sameYear;
      return Math.floor(end) - base;
    }
    default:
      return NUM;
  }
}

const monthsOnEntry = define(
  "Date",
  "EDATE",
  "start: number, months: number",
  "The same day some months on.",
  monthsOn,
);

const monthEndEntry = define(
  "Date",
  "EOMONTH",
  "start: number, months: number",
  "The last day of the month some months on.",
  monthEnd,
);

export const dateFunctions: readonly FunctionEntry[] = [
  define(
    "Date",
    "DATE",
    "year: number, month: number, day: number",
    "The date of a year, month and day.",
    date,
  ),
  part("YEAR", "The year of a date.", "year"),
  part("MONTH", "The month of a date, 1 to 12.", "month"),
  part("DAY", "The day of a date within its month.", "day"),
  ...withTraits({ strict: true }, [monthsOnEntry, monthEndEntry]),
  define(
    "Date",
    "DATEDIF",
    "start: number, end: number, unit: text",
    "Whole years (Y), months (M) or days (D) between two dates.",
    difference,
  ),
  define(
    "Date",
    "DAYS",
    "end: number, start: number",
    "The days between two dates.",
    (end: number, start: number) => Math.floor(end) - Math.floor(start),
  ),
];
