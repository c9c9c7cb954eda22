// Shows a serial by a date section of a format code. Apart from numbers because nothing is shared but the tokens.
//
// Source: ECMA-376 Part 1, 18.8.31 (date and time codes). Months and weekdays are English.

import type { FormatSection, FormatToken } from "./formatCode.ts";
import { type DateSystem, dateOf, type SerialDate } from "./serialDate.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The date as text, or null when the serial is no date Excel can show (negative, or after the year 9999). */
export function formatDate(serial: number, section: FormatSection, system: DateSystem): string | null {
  const date = dateOf(serial, system, section.secondDecimals);
  if (date === null) return null;
  return section.tokens.map((token) => dateText(token, date, serial, section)).join("");
}

function dateText(token: FormatToken, date: SerialDate, serial: number, section: FormatSection): string {
  switch (token.kind) {
    case "literal":
      return token.text;
    case "date":
      return datePart(token.letter, token.count, date, section.hasHalfDay);
    case "elapsed":
      return elapsedPart(token.letter, token.count, serial, section.secondDecimals);
    case "half":
      return halfDay(token.text, date.hour);
    case "fraction":
      return secondFraction(date.second, section.secondDecimals, token.count);
    case "digit":
      return token.placeholder;
    case "exponent":
      return token.letter + (token.showsPlus ? "+" : "-");
    default:
      return { point: ".", comma: ",", percent: "%", slash: "/", general: "General", text: "@" }[token.kind];
  }
}

function datePart(letter: string, count: number, date: SerialDate, hasHalfDay: boolean): string {
  const padded = (value: number) => (count >= 2 ? twoDigits(value) : String(value));
  switch (letter) {
    case "y":
      return count <= 2 ? twoDigits(date.year % 100) : String(date.year).padStart(4, "0");
    case "m":
      return count <= 2 ? padded(date.month) : monthName(date.month, count);
    case "d":
      return count <= 2 ? padded(date.day) : weekdayName(date.weekday, count);
    case "h":
      return padded(hasHalfDay ? date.hour % 12 || 12 : date.hour);
    case "n":
      return padded(date.minute);
    default:
      return padded(Math.floor(date.second));
  }
}

function monthName(month: number, count: number): string {
  const name = MONTHS[month - 1] ?? "";
  if (count === 3) return name.slice(0, 3);
  return count === 5 ? name.slice(0, 1) : name;
}

function weekdayName(weekday: number, count: number): string {
  const name = WEEKDAYS[weekday] ?? "";
  return count === 3 ? name.slice(0, 3) : name;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

/** Whole hours, minutes or seconds since serial 0. */
function elapsedPart(letter: string, count: number, serial: number, secondDecimals: number): string {
  const scale = 10 ** secondDecimals;
  const seconds = Math.floor(Math.round(serial * 86_400 * scale) / scale);
  const divisor = letter === "h" ? 3_600 : letter === "n" ? 60 : 1;
  return String(Math.floor(seconds / divisor)).padStart(count, "0");
}

/** `AM/PM` shows in capitals however it is written, `a/p` as it is. */
function halfDay(text: string, hour: number): string {
  const written = text.length > 3 ? text.toUpperCase() : text;
  const [morning = "", afternoon = ""] = written.split("/");
  return hour < 12 ? morning : afternoon;
}

function secondFraction(second: number, decimals: number, count: number): string {
  const fraction = second.toFixed(decimals).split(".")[1] ?? "";
  return `.${fraction.slice(0, count)}`;
}
