// Arithmetic functions of one or two numbers, and the sums of many.

import { sumOfProducts } from "../values/arrayArithmetic.ts";
import { finite, power } from "../values/coercion.ts";
import { isArray } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { numbersOf, sumOf } from "./collect.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";
import { round, roundDown, roundUp } from "./rounding.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");
const VALUE = errorValue("#VALUE!");

function number(name: string, help: string, run: (x: number) => Value): FunctionEntry {
  return define("Math", name, "number: number", help, run);
}

/** MOD takes the sign of the divisor, as Excel's does; the rest is exact, so MOD(5,1E-10) is not 0. */
export function modulo(value: number, divisor: number): Value {
  if (divisor === 0) return DIVISION;
  const rest = value % divisor;
  if (rest === 0) return 0;
  return finite(rest > 0 === divisor > 0 ? rest : rest + divisor);
}

function roundToMultiple(value: number, multiple: number): Value {
  if (value === 0 || multiple === 0) return 0;
  if (value > 0 !== multiple > 0) return NUM;
  return finite(round(value / multiple, 0) * multiple);
}

function logarithm(value: number, base = 10): Value {
  if (value <= 0 || base <= 0) return NUM;
  if (base === 1) return DIVISION;
  return base === 10 ? Math.log10(value) : base === 2 ? Math.log2(value) : Math.log(value) / Math.log(base);
}

function product(...given: Given[]): Value {
  const numbers = numbersOf(given);
  if (isError(numbers)) return numbers;
  return numbers.length === 0 ? 0 : finite(numbers.reduce((left, right) => left * right, 1));
}

/** SUMPRODUCT counts text and truth values as 0; arrays of different shapes are #VALUE!. */
function sumProduct(...given: Given[]): Value {
  const arrays = given.filter((each) => each !== undefined);
  const quick = sumOfProducts(arrays);
  if (quick !== null) return finite(quick);
  const first = arrays[0];
  const [rows, columns] = isArray(first) ? [first.rows, first.columns] : [1, 1];
  for (const each of arrays)
    if (isArray(each) ? each.rows !== rows || each.columns !== columns : rows * columns !== 1) return VALUE;
  let sum = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let term = 1;
      for (const each of arrays) {
        const value = isArray(each) ? each.at(row, column) : each;
        if (isError(value)) return value;
        term *= typeof value === "number" ? value : 0;
      }
      sum += term;
    }
  return finite(sum);
}

function sum(...given: Given[]): Value {
  const result = sumOf(given);
  return isError(result) ? result : finite(result);
}

export const mathFunctions: readonly FunctionEntry[] = [
  define("Math", "SUM", "number1: array, ...number: array", "Adds numbers.", sum),
  define("Math", "PRODUCT", "number1: array, ...number: array", "Multiplies numbers.", product),
  define(
    "Math",
    "SUMPRODUCT",
    "array1: array, ...array: array",
    "Multiplies arrays element by element and adds the products.",
    sumProduct,
  ),
  number("ABS", "The number without its sign.", Math.abs),
  number("SIGN", "1, 0 or -1.", (x) => (x > 0 ? 1 : x < 0 ? -1 : 0)),
  number("INT", "The next whole number below.", Math.floor),
  number("SQRT", "The square root.", (x) => (x < 0 ? NUM : Math.sqrt(x))),
  number("EXP", "e to the power of the number.", (x) => finite(Math.exp(x))),
  number("LN", "The natural logarithm.", (x) => (x <= 0 ? NUM : Math.log(x))),
  number("LOG10", "The logarithm to base 10.", (x) => (x <= 0 ? NUM : Math.log10(x))),
  define(
    "Math",
    "LOG",
    "number: number, base?: number",
    "The logarithm, to base 10 if none is given.",
    logarithm,
  ),
  define("Math", "POWER", "number: number, power: number", "The number to a power.", power),
  define("Math", "PI", "", "The number pi.", () => Math.PI),
  define(
    "Math",
    "ROUND",
    "number: number, digits: number",
    "Rounds to a number of decimal places, halves away from zero.",
    (x: number, digits: number) => finite(round(x, Math.trunc(digits))),
  ),
  define(
    "Math",
    "ROUNDUP",
    "number: number, digits: number",
    "Rounds away from zero to a number of decimal places.",
    (x: number, digits: number) => finite(roundUp(x, Math.trunc(digits))),
  ),
  define(
    "Math",
    "ROUNDDOWN",
    "number: number, digits: number",
    "Rounds towards zero to a number of decimal places.",
    (x: number, digits: number) => finite(roundDown(x, Math.trunc(digits))),
  ),
  define(
    "Math",
    "TRUNC",
    "number: number, digits?: number",
    "Cuts off after a number of decimal places.",
    (x: number, digits = 0) => finite(roundDown(x, Math.trunc(digits))),
  ),
  define(
    "Math",
    "MROUND",
    "number: number, multiple: number",
    "Rounds to the nearest multiple.",
    roundToMultiple,
  ),
  define("Math", "MOD", "number: number, divisor: number", "The rest of a division.", modulo),
];
