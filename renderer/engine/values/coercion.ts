// How Excel takes a value of one kind for another, and how it calculates with two values. One place, so that the
// column kernels, the interpreter and the functions cannot disagree.
//
// - blank is 0, "" or FALSE; TRUE is 1; text that reads as a number is that number, other text is #VALUE!;
// - the left operand's error wins over the right's;
// - a result beyond the range of a double is #NUM!, a division by zero #DIV/0!.

import { textToNumber } from "../format/parseNumber.ts";
import type { BinaryOperator } from "../grammar/syntaxTree.ts";
import { compareValues } from "./compare.ts";
import { type CellError, errorValue, isError, type Value } from "./value.ts";

const VALUE = errorValue("#VALUE!");
const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");

export function toNumber(value: Value): number | CellError {
  switch (typeof value) {
    case "number":
      return value;
    case "boolean":
      return value ? 1 : 0;
    case "string":
      return textToNumber(value) ?? VALUE;
    default:
      return value === null ? 0 : value;
  }
}

export function toText(value: Value): string | CellError {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return numberText(value);
    case "boolean":
      return value ? "TRUE" : "FALSE";
    default:
      return value === null ? "" : value;
  }
}

export function toBoolean(value: Value): boolean | CellError {
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return value !== 0;
    case "string": {
      const upper = value.toUpperCase();
      return upper === "TRUE" ? true : upper === "FALSE" ? false : VALUE;
    }
    default:
      return value === null ? false : value;
  }
}

/** A number as `&` writes it: up to 15 significant digits, an exponent from 1E+21 up and below 1E-9 or so. */
export function numberText(value: number): string {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(15));
  const size = Math.abs(rounded);
  if (Number.isInteger(rounded) && size < 1e20) return BigInt(rounded).toString();
  const [mantissa = "", power = "0"] = rounded.toExponential().split("e");
  const exponent = Number(power);
  const digits = mantissa.replace("-", "").replace(".", "");
  const sign = rounded < 0 ? "-" : "";
  if (size >= 1e20 || (exponent < -4 && digits.length - exponent > 20)) {
    const shown = Math.abs(exponent).toString().padStart(2, "0");
    return `${mantissa}E${exponent < 0 ? "-" : "+"}${shown}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** The number as a value, or the error that stands for it. */
export function finite(result: number): number | CellError {
  return result - result === 0 ? result : NUM;
}

/**
 * x ^ y as Excel has it: 0^0 is #NUM!, 0 to a negative power #DIV/0!, and a negative base with a broken exponent
 * #NUM!.
 */
export function power(base: number, exponent: number): number | CellError {
  if (base === 0 && exponent === 0) return NUM;
  if (base === 0 && exponent < 0) return DIVISION;
  return finite(base ** exponent);
}

/** A sum this many binary places below what was added is only the rounding noise of its operands. */
const NOISE_PLACES = 50;
const MAYBE_NOISE = 2 ** (1 - NOISE_PLACES);

const bits = new DataView(new ArrayBuffer(8));

/** The power of two of a number's first binary digit. */
function exponentOf(value: number): number {
  bits.setFloat64(0, value);
  return (bits.getUint16(0) >> 4) & 0x7ff;
}

/** Whether a sum is but the rounding noise of its last addition: see `snappedSum`. */
export function isNoise(sum: number, added: number): boolean {
  // the exact question is asked only where the answer may be yes
  if (sum === 0 || Math.abs(sum) >= MAYBE_NOISE * Math.abs(added)) return false;
  return exponentOf(added) - exponentOf(sum) >= NOISE_PLACES;
}

/**
 * The sum with Excel's correction of near-cancellation: 0 when its first binary digit stands 50 places or more below
 * that of the number added. Excel corrects the last operation of a formula (`=0.5-0.4-0.1` is 0) and the last addition
 * of SUM: `=SUM(-1,0.9,0.1)` is 0, but `=SUM(-1,0.9,0.1,0)` is not, nor is `=SUM(-1,0.97,0.03)` (49 places only).
 *
 * Not documented; found from, and true of, all 180 near-cancelling sums of real workbooks saved by Excel.
 */
export function snappedSum(left: number, right: number): number {
  const sum = left + right;
  return left !== 0 && isNoise(sum, right) ? 0 : sum;
}

export function arithmetic(
  operator: "+" | "-" | "*" | "/" | "^",
  left: number,
  right: number,
): number | CellError {
  switch (operator) {
    case "+":
      return finite(left + right);
    case "-":
      return finite(left - right);
    case "*":
      return finite(left * right);
    case "/":
      return right === 0 ? DIVISION : finite(left / right);
    case "^":
      return power(left, right);
  }
}

/** Any binary operator on two values. `last`: it is the last operation of its formula (see `snappedSum`). */
export function binary(operator: BinaryOperator, left: Value, right: Value, last = false): Value {
  if (isError(left)) return left;
  switch (operator) {
    case "&": {
      if (isError(right)) return right;
      const text = `${toText(left)}${toText(right)}`;
      return text.length > 32767 ? VALUE : text;
    }
    case "=":
    case "<>":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return isError(right) ? right : holds(operator, compareValues(left, right));
    default: {
      const a = toNumber(left);
      if (isError(a)) return a;
      const b = toNumber(right);
      if (isError(b)) return b;
      if (last && operator === "+") return finite(snappedSum(a, b));
      if (last && operator === "-") return finite(snappedSum(a, -b));
      return arithmetic(operator, a, b);
    }
  }
}

/** Whether a comparison operator holds for the sign of a comparison. */
export function holds(operator: BinaryOperator, sign: number): boolean {
  switch (operator) {
    case "=":
      return sign === 0;
    case "<>":
      return sign !== 0;
    case "<":
      return sign < 0;
    case "<=":
      return sign <= 0;
    case ">":
      return sign > 0;
    default:
      return sign >= 0;
  }
}

/** Minus or percent of a value. */
export function unaryValue(operator: "-" | "%", value: Value): Value {
  const number = toNumber(value);
  if (isError(number)) return number;
  return operator === "%" ? number / 100 : number === 0 ? 0 : -number;
}
