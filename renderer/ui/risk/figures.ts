// Simulated figures as text: only the digits that mean something, with what chance leaves open said beside them.

import { meaningfulDigits } from "../../app/simulating.ts";

/** A figure and one standard error of it; 0 where it is certain. */
export interface Uncertain {
  readonly value: number;
  readonly standardError: number;
}

export type Unit = "share" | "pounds";

/** Digits of a figure that is certain: more would be no easier to read. */
const CERTAIN_DIGITS = 4;
const MOST_DECIMALS = 6;
const MINUS = "\u2212";

/** `12.3%` or `£1,230,000`, rounded to what the simulation can tell. */
export function shownFigure({ value, standardError }: Uncertain, unit: Unit): string {
  const scale = unit === "share" ? 100 : 1;
  const rounded =
    standardError > 0
      ? meaningfulDigits(value * scale, standardError * scale)
      : certain(value * scale, unit === "share" ? 2 : 0);
  return inUnit(rounded.value, Math.min(MOST_DECIMALS, Math.max(0, rounded.decimals)), unit);
}

/** How far off it may be: `standard error 0.4 percentage points`; "" where it is certain. */
export function errorWords({ standardError }: Uncertain, unit: Unit): string {
  if (!(standardError > 0)) return "";
  const size = standardError * (unit === "share" ? 100 : 1);
  const shown = plain(Number(size.toPrecision(2)), decimalsOf(size, 2));
  return unit === "share" ? `standard error ${shown} percentage points` : `standard error £${shown}`;
}

/** A size with three figures: `100,000`, `1.25 million`. */
export function shownPeople(people: number): string {
  if (people < 1_000_000) return plain(Number(people.toPrecision(3)), 0);
  const millions = people / 1_000_000;
  return `${plain(Number(millions.toPrecision(3)), decimalsOf(millions, 3, 2))} million`;
}

/** `1,265`. */
export function shownCount(count: number): string {
  return plain(Math.round(count), 0);
}

/** People on an axis: `50k`, `2m`. */
export function shortPeople(people: number): string {
  if (people >= 1_000_000) return `${plain(people / 1_000_000, people % 1_000_000 === 0 ? 0 : 1)}m`;
  return people >= 1_000 ? `${plain(people / 1_000, people % 1_000 === 0 ? 0 : 1)}k` : plain(people, 0);
}

/** A share as a percentage with at most so many digits that count: `5%`, `0.25%`. */
export function percent(share: number, digits = 2): string {
  const scaled = Number((share * 100).toPrecision(digits));
  return inUnit(scaled, decimalsOf(scaled, digits, 4, true), "share");
}

/** Pounds on an axis or in a sentence with three figures: `£1.25m`, `£40k`. */
export function shortPounds(pounds: number): string {
  const size = Math.abs(pounds);
  const [scale, letter] =
    size >= 1e9 ? [1e9, "bn"] : size >= 1e6 ? [1e6, "m"] : size >= 1e3 ? [1e3, "k"] : [1, ""];
  const scaled = Number((size / scale).toPrecision(3));
  return `${pounds < 0 ? MINUS : ""}£${plain(scaled, decimalsOf(scaled, 3, 2, true))}${letter}`;
}

function certain(value: number, decimals: number) {
  const wanted = Math.max(decimals, decimalsOf(value, CERTAIN_DIGITS, decimals));
  return { value: Number(value.toFixed(wanted)), decimals: Number.isInteger(value) ? 0 : wanted };
}

/** Decimal places that leave so many digits that count; `trim` leaves zeros at the end out. */
function decimalsOf(value: number, digits: number, most = MOST_DECIMALS, trim = false): number {
  if (value === 0) return 0;
  const places = Math.min(most, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value)))));
  if (!trim) return places;
  return value.toFixed(places).replace(/0+$/, "").split(".")[1]?.length ?? 0;
}

/** By decimal places; making one takes as long as hundreds of figures. */
const formats: Intl.NumberFormat[] = [];

function plain(value: number, decimals: number): string {
  let made = formats[decimals];
  if (made === undefined) {
    made = new Intl.NumberFormat("en-GB", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats[decimals] = made;
  }
  return made.format(value);
}

function inUnit(value: number, decimals: number, unit: Unit): string {
  const sign = value < 0 ? MINUS : "";
  const size = plain(Math.abs(value), decimals);
  return unit === "share" ? `${sign}${size}%` : `${sign}£${size}`;
}
