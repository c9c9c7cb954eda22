// Numbers in binary, octal and hexadecimal writing, and their bits.
//
// Written numbers have at most ten digits, of which the first is the sign in two's complement: FFFFFFFFFF is -1.

import { toNumber, toText } from "../values/coercion.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";

const NUM = errorValue("#NUM!");
const VALUE = errorValue("#VALUE!");
const DIGITS = 10;
const MOST_BITS = 2 ** 48;

const RADIX: Readonly<Record<string, number>> = { BIN: 2, OCT: 8, HEX: 16, DEC: 10 };

/** The number that a text in a base stands for, or an error. */
function read(value: Value, radix: number): Value {
  if (typeof value === "boolean") return VALUE;
  if (radix === 10) {
    const number = toNumber(value);
    return isError(number) ? number : Math.trunc(number);
  }
  const text = toText(value);
  if (isError(text)) return text;
  if (text.length > DIGITS) return NUM;
  let number = 0;
  for (const digit of text) {
    const part = /[0-9a-f]/i.test(digit) ? Number.parseInt(digit, 16) : 16;
    if (part >= radix) return NUM;
    number = number * radix + part;
  }
  const limit = radix ** DIGITS;
  return number >= limit / 2 ? number - limit : number;
}

/** A number in a base, filled with zeros to `places`, which negative numbers ignore. */
function write(number: number, radix: number, places: Value | undefined): Value {
  const limit = radix ** DIGITS / 2;
  if (number < -limit || number >= limit) return NUM;
  if (typeof places === "boolean") return VALUE;
  const width = places === undefined || places === null ? 0 : toNumber(places);
  if (isError(width)) return width;
  const digits = (number < 0 ? number + limit * 2 : number).toString(radix).toUpperCase();
  if (places === undefined || number < 0) return digits;
  const length = Math.trunc(width);
  return length < 1 || length > DIGITS || digits.length > length ? NUM : digits.padStart(length, "0");
}

function conversion(from: string, to: string): FunctionEntry {
  const [source, target] = [RADIX[from] ?? 10, RADIX[to] ?? 10];
  const names: Readonly<Record<string, string>> = {
    BIN: "binary",
    OCT: "octal",
    HEX: "hexadecimal",
    DEC: "decimal",
  };
  return define(
    "Engineering",
    `${from}2${to}`,
    to === "DEC" ? "number: value" : "number: value, places?: any",
    `A ${names[from]} number in ${names[to]} writing.`,
    (value: Value, places?: Value) => {
      const number = read(value, source);
      if (typeof number !== "number" || target === 10) return number;
      return isError(places) ? places : write(number, target, places);
    },
  );
}

/** Whole numbers from 0 to 2^48 - 1; anything else is #NUM!. */
function isBits(number: number): boolean {
  return number >= 0 && number < MOST_BITS && Number.isInteger(number);
}

function bitwise(name: string, help: string, run: (left: bigint, right: bigint) => bigint): FunctionEntry {
  return define("Engineering", name, "number1: number, number2: number", help, (a: number, b: number) =>
    isBits(a) && isBits(b) ? Number(run(BigInt(a), BigInt(b))) : NUM,
  );
}

/** To the left; a negative shift goes to the right. At most 53 places. */
function shift(number: number, given: number): Value {
  const places = Math.trunc(given);
  if (!isBits(number) || Math.abs(places) > 53) return NUM;
  const result = places >= 0 ? number * 2 ** places : Math.floor(number / 2 ** -places);
  return result < MOST_BITS ? result : NUM;
}

const SHIFT = "number: number, places: number";

export const baseFunctions: readonly FunctionEntry[] = withTraits({ strict: true }, [
  ...["BIN", "OCT", "DEC", "HEX"].flatMap((from) =>
    ["BIN", "OCT", "DEC", "HEX"].filter((to) => to !== from).map((to) => conversion(from, to)),
  ),
  bitwise("BITAND", "The bits that both numbers have.", (a, b) => a & b),
  bitwise("BITOR", "The bits that either number has.", (a, b) => a | b),
  bitwise("BITXOR", "The bits that one of the numbers has.", (a, b) => a ^ b),
  define("Engineering", "BITLSHIFT", SHIFT, "The bits moved to the left.", shift),
  define(
    "Engineering",
    "BITRSHIFT",
    SHIFT,
    "The bits moved to the right.",
    (number: number, places: number) => shift(number, -places),
  ),
  define(
    "Engineering",
    "DELTA",
    "number1: number, number2?: number",
    "1 when two numbers are equal, else 0.",
    (a: number, b = 0) => (a === b ? 1 : 0),
  ),
  define(
    "Engineering",
    "GESTEP",
    "number: number, step?: number",
    "1 when a number reaches a step, else 0.",
    (number: number, step = 0) => (number >= step ? 1 : 0),
  ),
]);
