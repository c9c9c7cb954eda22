// Excel's day numbers. 1900 system: 1 is 1 January 1900, and 60 is 29 February 1900, a day that never was, kept
// by Excel from Lotus 1-2-3; every later day counts it. 1904 system (old Mac workbooks): 0 is 1 January 1904.
// The fraction of a serial is the time of day.
//
// What must stay true: no clock and no time zone; serialOf and dateOf are inverse from day 0 to 31 December 9999.
// Source: ECMA-376 Part 1, 18.17.4.1 (date systems).

export type DateSystem = 1900 | 1904;

/** The system of the workbook that is being calculated; 1900 outside `withDateSystem`. */
let current: DateSystem = 1900;

/**
 * Calculates with another date system. Which one is a property of the whole workbook, so it is set around a whole
 * calculation instead of handed through every function of dates, times and formats.
 */
export function withDateSystem<Result>(system: DateSystem, run: () => Result): Result {
  const before = current;
  current = system;
  try {
    return run();
  } finally {
    current = before;
  }
}

export function currentDateSystem(): DateSystem {
  return current;
}

/** 31 December 9999 in the 1900 system, the last day Excel knows. */
export const LAST_SERIAL = 2_958_465;

/** The serial Excel calls 29 February 1900. */
const LEAP_BUG = 60;

export interface SerialDate {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31; 0 for serial 0, which Excel shows as 0 January 1900 */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** with its fraction, rounded as asked */
  readonly second: number;
  /** 0 is Sunday, as Excel counts it (before March 1900 one day off the calendar) */
  readonly weekday: number;
}

/** Days from 1 January 1970 in the Gregorian calendar, for any year (H. Hinnant, "chrono-compatible dates"). */
function civilDays(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilDate(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

const DAY_ZERO_1900 = civilDays(1899, 12, 31);
const DAY_ZERO_1904 = civilDays(1904, 1, 1);

/**
 * The serial of a day. Months and days may overflow as in Excel's DATE: month 13 is next January, day 0 the last of
 * the month before. Years are full years. The result can lie outside Excel's range; the caller checks.
 */
export function serialOf(year: number, month: number, day: number, system: DateSystem = current): number {
  const months = year * 12 + month - 1;
  const firstYear = Math.floor(months / 12);
  const first = civilDays(firstYear, months - firstYear * 12 + 1, 1);
  if (system === 1904) return first - DAY_ZERO_1904 + day - 1;
  const serial = first - DAY_ZERO_1900;
  return (serial >= LEAP_BUG ? serial + 1 : serial) + day - 1;
}

/** Whether the day exists in the calendar Excel uses (29 February 1900 does), between 1900 and 9999. */
export function isDate(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= serialOf(year, month + 1, 1, 1900) - serialOf(year, month, 1, 1900);
}

/** The fraction of a day of a time; not limited to 24 hours. */
export function timeFraction(hour: number, minute: number, second: number): number {
  return (hour * 3_600 + minute * 60 + second) / 86_400;
}

/**
 * Date and time of a serial, or null outside day 0 to 31 December 9999. The time is rounded to `secondDecimals`
 * decimals of a second, which may carry into the next day, as Excel's display does.
 */
export function dateOf(serial: number, system: DateSystem = current, secondDecimals = 0): SerialDate | null {
  const scale = 10 ** secondDecimals;
  let days = Math.floor(serial);
  let units = Math.round((serial - days) * 86_400 * scale);
  if (units >= 86_400 * scale) {
    units -= 86_400 * scale;
    days++;
  }
  const last = system === 1904 ? LAST_SERIAL - 1_462 : LAST_SERIAL;
  if (!(days >= 0 && days <= last)) return null;
  const seconds = units / scale;
  const hour = Math.floor(seconds / 3_600);
  const minute = Math.floor((seconds - hour * 3_600) / 60);
  const second = Math.round((seconds - hour * 3_600 - minute * 60) * scale) / scale;
  return { ...dayOf(days, system), hour, minute, second };
}

function dayOf(days: number, system: DateSystem): Pick<SerialDate, "year" | "month" | "day" | "weekday"> {
  if (system === 1904) return { ...civilDate(days + DAY_ZERO_1904), weekday: (days + 5) % 7 };
  const weekday = (days + 6) % 7;
  if (days === 0) return { year: 1900, month: 1, day: 0, weekday };
  if (days === LEAP_BUG) return { year: 1900, month: 2, day: 29, weekday };
  return { ...civilDate((days > LEAP_BUG ? days - 1 : days) + DAY_ZERO_1900), weekday };
}
