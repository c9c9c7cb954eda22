// Complex numbers as texts: "3+4i" or "3+4j". How they are read, written and calculated with.

import { toNumber, toText } from "../values/coercion.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";

const NUM = errorValue("#NUM!");
const VALUE = errorValue("#VALUE!");

export interface Complex {
  readonly real: number;
  readonly imaginary: number;
  /** "i" or "j"; empty for a plain number */
  readonly suffix: string;
}

const NUMBER = "(?:\\d+\\.?\\d*|\\.\\d+)(?:E[+-]?\\d+)?";
const REAL = new RegExp(`^[+-]?${NUMBER}$`, "i");
const PURE = new RegExp(`^([+-]?)(${NUMBER})?([ij])$`);
const BOTH = new RegExp(`^([+-]?${NUMBER})([+-])(${NUMBER})?([ij])$`);

/** A text that is no complex number is #NUM!, a truth value #VALUE!; a blank is 0. */
export function readComplex(value: Value): Complex | CellError {
  if (isError(value)) return value;
  if (typeof value === "boolean") return VALUE;
  if (typeof value === "number") return { real: value, imaginary: 0, suffix: "" };
  if (value === null) return { real: 0, imaginary: 0, suffix: "" };
  const text = value.trim().replace(/e(?=[+-]?\d)/g, "E");
  if (REAL.test(text)) return { real: Number(text), imaginary: 0, suffix: "" };
  const pure = PURE.exec(text);
  if (pure !== null)
    return { real: 0, imaginary: Number(`${pure[1] ?? ""}${pure[2] ?? "1"}`), suffix: pure[3] ?? "i" };
  const both = BOTH.exec(text);
  if (both === null) return NUM;
  const imaginary = Number(`${both[2] ?? ""}${both[3] ?? "1"}`);
  return { real: Number(both[1]), imaginary, suffix: both[4] ?? "i" };
}

/** Up to 15 significant digits, as Excel writes the parts; a part of 0 is left out. */
export function writeComplex({ real, imaginary, suffix }: Complex): Value {
  if (!Number.isFinite(real) || !Number.isFinite(imaginary)) return NUM;
  const letter = suffix === "" ? "i" : suffix;
  if (imaginary === 0) return digits(real);
  const size = Math.abs(imaginary) === 1 ? "" : digits(Math.abs(imaginary));
  const sign = imaginary < 0 ? "-" : real === 0 ? "" : "+";
  return `${real === 0 ? "" : digits(real)}${sign}${size}${letter}`;
}

function digits(value: number): string {
  const text = toText(value);
  return isError(text) ? "" : text;
}

/** A whole list of complex numbers; two different suffixes are #VALUE!. */
export function readAll(values: readonly Value[]): Complex[] | CellError {
  const numbers: Complex[] = [];
  let suffix = "";
  for (const each of values) {
    const number = readComplex(each);
    if (isError(number)) return number;
    if (number.suffix !== "" && suffix !== "" && number.suffix !== suffix) return VALUE;
    suffix = suffix === "" ? number.suffix : suffix;
    numbers.push(number);
  }
  return numbers.map((each) => ({ ...each, suffix }));
}

export function made(real: number, imaginary: number, suffix: string): Complex {
  return { real, imaginary, suffix };
}

export function plus(a: Complex, b: Complex): Complex {
  return made(a.real + b.real, a.imaginary + b.imaginary, a.suffix || b.suffix);
}

export function minus(a: Complex, b: Complex): Complex {
  return made(a.real - b.real, a.imaginary - b.imaginary, a.suffix || b.suffix);
}

export function times(a: Complex, b: Complex): Complex {
  return made(
    a.real * b.real - a.imaginary * b.imaginary,
    a.real * b.imaginary + a.imaginary * b.real,
    a.suffix || b.suffix,
  );
}

/** null when the divisor is 0. */
export function divided(a: Complex, b: Complex): Complex | null {
  const size = b.real * b.real + b.imaginary * b.imaginary;
  if (size === 0) return null;
  return made(
    (a.real * b.real + a.imaginary * b.imaginary) / size,
    (a.imaginary * b.real - a.real * b.imaginary) / size,
    a.suffix || b.suffix,
  );
}

export function polar(radius: number, angle: number, suffix: string): Complex {
  return made(radius * Math.cos(angle), radius * Math.sin(angle), suffix);
}

export function absolute({ real, imaginary }: Complex): number {
  return Math.hypot(real, imaginary);
}

export function angleOf({ real, imaginary }: Complex): number {
  return Math.atan2(imaginary, real);
}

export function asNumber(value: Value): number | CellError {
  return typeof value === "boolean" ? VALUE : toNumber(value);
}
