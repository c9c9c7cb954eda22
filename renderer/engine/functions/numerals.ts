// Numbers written otherwise: Roman numerals, other bases.

import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionEntry } from "./define.ts";

const VALUE = errorValue("#VALUE!");
const NUM = errorValue("#NUM!");
const LARGEST_WHOLE = 2 ** 53;

const SYMBOLS: readonly (readonly [string, number])[] = [
  ["M", 1000],
  ["D", 500],
  ["C", 100],
  ["L", 50],
  ["X", 10],
  ["V", 5],
  ["I", 1],
];

function symbol(place: number): readonly [string, number] {
  return SYMBOLS[place] ?? ["", 0];
}

/**
 * ROMAN. Form 0 is classic; in each further form the symbol that is subtracted may be one place smaller, as far as that
 * still fits: 499 is CDXCIX, LDVLIV, XDIX, VDIV, ID. TRUE is form 0, FALSE form 4.
 */
function roman(number: number, form: number | boolean = 0): Value {
  let rest = Math.trunc(number);
  const kind = form === true ? 0 : form === false ? 4 : Math.trunc(form);
  if (rest < 0 || rest > 3999 || kind < 0 || kind > 4) return VALUE;
  let text = "";
  for (let unit = 0; unit < SYMBOLS.length; unit += 2) {
    const digit = Math.floor(rest / symbol(unit)[1]);
    if (digit % 5 === 4) {
      const [large, value] = symbol(digit === 4 ? unit - 1 : unit - 2);
      let small = unit;
      for (let step = 0; step < kind && small < SYMBOLS.length - 1; step++) {
        if (value - symbol(small + 1)[1] > rest) break;
        small++;
      }
      text += symbol(small)[0] + large;
      rest += symbol(small)[1] - value;
    } else {
      text += (digit > 4 ? symbol(unit - 1)[0] : "") + symbol(unit)[0].repeat(digit % 5);
      rest %= symbol(unit)[1];
    }
  }
  return text;
}

/** Reads any order of symbols: one before a larger one is subtracted. A leading minus counts. */
function arabic(text: string): Value {
  const trimmed = text.trim().toUpperCase();
  if (trimmed.length > 255) return VALUE;
  const negative = trimmed.startsWith("-");
  let [total, largest] = [0, 0];
  for (const letter of [...trimmed.slice(negative ? 1 : 0)].reverse()) {
    const value = SYMBOLS.find((each) => each[0] === letter)?.[1];
    if (value === undefined) return VALUE;
    if (value < largest) total -= value;
    else total += value;
    largest = Math.max(largest, value);
  }
  return negative ? -total + 0 : total;
}

function base(number: number, radix: number, length = 0): Value {
  const [whole, root, width] = [Math.trunc(number), Math.trunc(radix), Math.trunc(length)];
  if (whole < 0 || whole >= LARGEST_WHOLE || root < 2 || root > 36 || width < 0 || width > 255) return NUM;
  return whole.toString(root).toUpperCase().padStart(width, "0");
}

function decimal(text: string, radix: number): Value {
  const root = Math.trunc(radix);
  if (root < 2 || root > 36) return NUM;
  if (text.length > 255) return VALUE;
  let digits = text.trim().toLowerCase();
  if (root === 16) digits = digits.replace(/^0?x|h$/g, "");
  if (root === 2) digits = digits.replace(/b$/, "");
  let value = 0;
  for (const digit of digits) {
    const part = /[0-9a-z]/.test(digit) ? Number.parseInt(digit, 36) : 36;
    if (part >= root) return NUM;
    value = value * root + part;
  }
  return value < Infinity ? value : NUM;
}

export const numeralFunctions: readonly FunctionEntry[] = [
  define(
    "Math",
    "ROMAN",
    "number: number, form?: value",
    "The number in Roman numerals, form 0 (classic) to 4 (shortest).",
    (number: number, form?: Value) =>
      form === undefined || typeof form === "number" || typeof form === "boolean"
        ? roman(number, form)
        : form === null
          ? roman(number)
          : VALUE,
  ),
  define("Math", "ARABIC", "text: text", "The number that a Roman numeral stands for.", arabic),
  define(
    "Math",
    "BASE",
    "number: number, radix: number, length?: number",
    "The number written in another base.",
    base,
  ),
  define(
    "Math",
    "DECIMAL",
    "text: text, radix: number",
    "The number that a text in another base is.",
    decimal,
  ),
];
