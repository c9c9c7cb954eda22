// Days and years between two dates by the five bases that Excel's financial functions know:
// 0 American 30/360 (NASD), 1 actual/actual, 2 actual/360, 3 actual/365, 4 European 30/360.
//
// Source: Microsoft, YEARFRAC and DAYS360; D. Wheeler, "YEARFRAC incompatibilities between Excel and Office Open XML"
// (2008), which worked out basis 1 from Excel's results.

import { dateOf, type SerialDate, serialOf } from "../format/serialDate.ts";

export type Basis = 0 | 1 | 2 | 3 | 4;

/** The basis of a number whose fraction is cut off, or null. */
export function basisOf(given: number): Basis | null {
  const whole = Math.trunc(given);
  return whole >= 0 && whole <= 4 ? (whole as Basis) : null;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function lengthOfMonth(year: number, month: number): number {
  return serialOf(year, month + 1, 1) - serialOf(year, month, 1);
}

function isFebruaryEnd({ year, month, day }: SerialDate): boolean {
  return month === 2 && day === lengthOfMonth(year, 2);
}

function days30(from: SerialDate, to: SerialDate, first: number, last: number): number {
  return (to.year - from.year) * 360 + (to.month - from.month) * 30 + last - first;
}

/** American 30/360; `yearly` is YEARFRAC's kind, in which two ends of February are a whole number of months apart. */
export function americanDays(from: SerialDate, to: SerialDate, yearly: boolean): number {
  let [first, last] = [from.day, to.day];
  if (isFebruaryEnd(from)) {
    if (yearly && isFebruaryEnd(to)) last = 30;
    first = 30;
  }
  if (last === 31 && first >= 30) last = 30;
  return days30(from, to, Math.min(first, 30), last);
}

export function europeanDays(from: SerialDate, to: SerialDate): number {
  return days30(from, to, Math.min(from.day, 30), Math.min(to.day, 30));
}

/** Days from one whole date to a later one as a basis counts them; null for a date that does not exist. */
export function daysBetween(start: number, end: number, basis: Basis): number | null {
  if (basis !== 0 && basis !== 4) return end - start;
  const [from, to] = [dateOf(start), dateOf(end)];
  if (from === null || to === null) return null;
  return basis === 0 ? americanDays(from, to, true) : europeanDays(from, to);
}

/** The days that actual/actual takes for a year between two dates: a mean over the years they touch. */
function actualYear(from: SerialDate, to: SerialDate): number {
  const within =
    from.year === to.year ||
    (to.year === from.year + 1 && (to.month < from.month || (to.month === from.month && to.day <= from.day)));
  if (!within) return (serialOf(to.year + 1, 1, 1) - serialOf(from.year, 1, 1)) / (to.year - from.year + 1);
  if (from.year === to.year) return isLeapYear(from.year) ? 366 : 365;
  const leapDay =
    (isLeapYear(from.year) && from.month <= 2) ||
    (isLeapYear(to.year) && (to.month > 2 || (to.month === 2 && to.day === 29)));
  return leapDay ? 366 : 365;
}

/** The part of a year between two whole dates in either order; null for a date that does not exist. */
export function yearFraction(start: number, end: number, basis: Basis): number | null {
  const [low, high] = start <= end ? [start, end] : [end, start];
  const days = daysBetween(low, high, basis);
  const [from, to] = [dateOf(low), dateOf(high)];
  if (days === null || from === null || to === null) return null;
  if (basis === 1) return days / actualYear(from, to);
  return days / (basis === 3 ? 365 : 360);
}

/** The days of a year of a basis, as yields count them. */
export function daysOfYear(basis: Basis, start: number): number {
  if (basis === 1) return isLeapYear(dateOf(start)?.year ?? 1900) ? 366 : 365;
  return basis === 3 ? 365 : 360;
}

/** The same day some months on; with `atEnd` the last day of that month. Day 29 to 31 become the month's last. */
export function addMonths(serial: number, months: number, atEnd: boolean): number {
  const from = dateOf(serial);
  if (from === null) return serial;
  const first = serialOf(from.year, from.month + months, 1);
  const length = serialOf(from.year, from.month + months + 1, 1) - first;
  return first + (atEnd ? length : Math.min(from.day, length)) - 1;
}

export function isMonthEnd(serial: number): boolean {
  const date = dateOf(serial);
  return date !== null && date.day === lengthOfMonth(date.year, date.month);
}
