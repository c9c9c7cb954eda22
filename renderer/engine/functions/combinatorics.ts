// Counting and divisibility: factorials, combinations, common divisors.
//
// All cut off the fraction of their arguments first, as Excel does; products are of whole numbers while those are
// exact, so that COMBIN(60,30) has all the digits a double can hold.

import { finite } from "../values/coercion.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { strictNumbers } from "./collect.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");
/** Whole numbers beyond this are no longer all doubles; GCD and LCM refuse them. */
const LARGEST_WHOLE = 2 ** 53;

const TWO = "number: number, chosen: number";

/** n (n - step) (n - 2 step) ... down to 1 or 2. */
function descending(n: number, step: number): number {
  let product = 1;
  for (let factor = n; factor > 1; factor -= step) product *= factor;
  return product;
}

export function factorial(x: number): Value {
  const n = Math.trunc(x);
  return n < 0 || n > 170 ? NUM : descending(n, 1);
}

/** FACTDOUBLE of -1 is 1; anything from 300 up overflows (300!! is 8.2E+307). */
function doubleFactorial(x: number): Value {
  const n = Math.trunc(x);
  return n < -1 || n > 300 ? NUM : finite(descending(n, 2));
}

/** Ways to choose k of n; multiplied and divided in turn, so it stays whole and small. */
export function combinations(n: number, k: number): number {
  const least = Math.min(k, n - k);
  let ways = 1;
  for (let step = 1; step <= least; step++) {
    ways = (ways * (n - least + step)) / step;
    if (ways < LARGEST_WHOLE) ways = Math.round(ways);
    else if (ways === Infinity) break;
  }
  return ways;
}

function combin(number: number, chosen: number): Value {
  const [n, k] = [Math.trunc(number), Math.trunc(chosen)];
  return n < 0 || k < 0 || k > n || n >= 2 ** 31 ? NUM : finite(combinations(n, k));
}

/** With repetition: COMBINA(n, k) is COMBIN(n + k - 1, k). */
function combina(number: number, chosen: number): Value {
  const [n, k] = [Math.trunc(number), Math.trunc(chosen)];
  if (n < 0 || k < 0) return NUM;
  if (k === 0) return 1;
  return n === 0 ? NUM : combin(n + k - 1, k);
}

function permut(number: number, chosen: number): Value {
  const [n, k] = [Math.trunc(number), Math.trunc(chosen)];
  if (n < 0 || k < 0 || k > n) return NUM;
  let ways = 1;
  for (let step = 0; step < k && ways < Infinity; step++) ways *= n - step;
  return finite(ways);
}

function permutationa(number: number, chosen: number): Value {
  const [n, k] = [Math.trunc(number), Math.trunc(chosen)];
  return n < 0 || k < 0 ? NUM : finite(n ** k);
}

function commonDivisor(left: number, right: number): number {
  let [a, b] = [left, right];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

function commonMultiple(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : (left / commonDivisor(left, right)) * right;
}

/** A function of whole numbers that are not negative, with the fractions cut off. */
function ofWholes(name: string, help: string, run: (wholes: number[]) => Value): FunctionEntry {
  return define("Math", name, "number1: array, ...number: array", help, (...given: Given[]) => {
    const numbers = strictNumbers(given);
    if (isError(numbers)) return numbers;
    if (numbers.some((each) => each < 0 || each >= LARGEST_WHOLE)) return NUM;
    return run(numbers.map(Math.trunc));
  });
}

/** (a + b + ...)! / (a! b! ...), as a product of combinations. */
function multinomial(wholes: readonly number[]): Value {
  let [total, ways] = [0, 1];
  for (const each of wholes) {
    total += each;
    ways *= combinations(total, each);
  }
  return finite(ways);
}

const quotient = define(
  "Math",
  "QUOTIENT",
  "numerator: number, denominator: number",
  "The whole part of a division.",
  (above: number, below: number) => (below === 0 ? DIVISION : finite(Math.trunc(above / below))),
);

export const combinatoricsFunctions: readonly FunctionEntry[] = [
  define("Math", "FACT", "number: number", "The factorial: 1 x 2 x ... x number.", factorial),
  define(
    "Math",
    "FACTDOUBLE",
    "number: number",
    "The product of every second whole number down to 1 or 2.",
    doubleFactorial,
  ),
  define("Math", "COMBIN", TWO, "How many ways there are to choose some of many.", combin),
  define("Math", "COMBINA", TWO, "How many ways there are to choose, with repetition.", combina),
  define("Statistics", "PERMUT", TWO, "How many ways there are to choose in order.", permut),
  define(
    "Statistics",
    "PERMUTATIONA",
    TWO,
    "How many ways there are to choose in order, with repetition.",
    permutationa,
  ),
  ...withTraits({ strict: true }, [quotient]),
  ofWholes("GCD", "The greatest common divisor.", (wholes) => wholes.reduce(commonDivisor, 0)),
  ofWholes("LCM", "The least common multiple.", (wholes) => {
    const multiple = wholes.reduce(commonMultiple, 1);
    return multiple >= LARGEST_WHOLE ? NUM : multiple;
  }),
  ofWholes("MULTINOMIAL", "The factorial of a sum divided by the product of factorials.", multinomial),
];
