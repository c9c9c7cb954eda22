// Days of work: all but weekends and holidays.
//
// A weekend is a number (1: Saturday and Sunday, 2: Sunday and Monday, ... 7; 11: Sunday only, ... 17) or seven
// characters from Monday, 1 for a day off.

import { LAST_SERIAL } from "../format/serialDate.ts";
import { toNumber } from "../values/coercion.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";
import { listOf } from "./pairs.ts";

const NUM = errorValue("#NUM!");
const VALUE = errorValue("#VALUE!");

/** Days off from Monday. */
type Week = readonly boolean[];

const WEEKEND: Week = [false, false, false, false, false, true, true];

function weekOf(given: Value | undefined): Week | CellError {
  if (given === undefined || given === null) return WEEKEND;
  if (isError(given)) return given;
  if (typeof given === "string") {
    if (!/^[01]{7}$/.test(given)) return VALUE;
    return [...given].map((each) => each === "1");
  }
  const number = Math.trunc(Number(given));
  const days = [0, 1, 2, 3, 4, 5, 6];
  // 1 is Saturday and Sunday, 2 Sunday and Monday, and so on; 11 is Sunday, 12 Monday, and so on.
  if (number >= 1 && number <= 7)
    return days.map((day) => day === (number + 4) % 7 || day === (number + 5) % 7);
  if (number >= 11 && number <= 17) return days.map((day) => day === (number - 5) % 7);
  return NUM;
}

function holidaysOf(given: Given): ReadonlySet<number> | CellError {
  const days = new Set<number>();
  for (const each of listOf(given)) {
    if (each === null) continue;
    const number = typeof each === "boolean" ? VALUE : toNumber(each);
    if (isError(number)) return number;
    days.add(Math.floor(number));
  }
  return days;
}

function fromMonday(serial: number): number {
  return (serial + 5) % 7;
}

function worked(from: number, to: number, week: Week, holidays: ReadonlySet<number>): number {
  const perWeek = week.filter((off) => !off).length;
  const weeks = Math.floor((to - from + 1) / 7);
  let count = weeks * perWeek;
  for (let day = from + weeks * 7; day <= to; day++) if (!week[fromMonday(day)]) count++;
  for (const each of holidays) if (each >= from && each <= to && !week[fromMonday(each)]) count--;
  return count;
}

/** Both ends count; backwards it is negative. */
function networkdays(start: number, end: number, weekend: Value | undefined, given: Given): Value {
  const week = weekOf(weekend);
  if (isError(week)) return week;
  const holidays = holidaysOf(given);
  if (isError(holidays)) return holidays;
  const [from, to] = [Math.floor(start), Math.floor(end)];
  if (from < 0 || to < 0 || from > LAST_SERIAL || to > LAST_SERIAL) return NUM;
  return from <= to ? worked(from, to, week, holidays) : -worked(to, from, week, holidays);
}

/** The date some days of work after a start, which itself does not count. */
function workday(start: number, given: number, weekend: Value | undefined, free: Given): Value {
  const week = weekOf(weekend);
  if (isError(week)) return week;
  const holidays = holidaysOf(free);
  if (isError(holidays)) return holidays;
  let [day, left] = [Math.floor(start), Math.trunc(given)];
  if (day < 0 || day > LAST_SERIAL) return NUM;
  if (week.every((off) => off)) return VALUE;
  const step = Math.sign(left);
  while (left !== 0) {
    day += step;
    if (day < 0 || day > LAST_SERIAL) return NUM;
    if (!week[fromMonday(day)] && !holidays.has(day)) left -= step;
  }
  return day;
}

export const workdayFunctions: readonly FunctionEntry[] = withTraits({ strict: true }, [
  define(
    "Date",
    "NETWORKDAYS",
    "start: number, end: number, holidays?: array",
    "The days of work between two dates.",
    (start: number, end: number, holidays: Given) => networkdays(start, end, undefined, holidays),
  ),
  define(
    "Date",
    "NETWORKDAYS.INTL",
    "start: number, end: number, weekend?: any, holidays?: array",
    "The days of work between two dates, with weekends of one's own.",
    networkdays,
  ),
  define(
    "Date",
    "WORKDAY",
    "start: number, days: number, holidays?: array",
    "The date some days of work on.",
    (start: number, days: number, holidays: Given) => workday(start, days, undefined, holidays),
  ),
  define(
    "Date",
    "WORKDAY.INTL",
    "start: number, days: number, weekend?: any, holidays?: array",
    "The date some days of work on, with weekends of one's own.",
    workday,
  ),
]);
