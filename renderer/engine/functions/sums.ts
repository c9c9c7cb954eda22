// Sums of squares and of pairs, and the power series.

import { finite, toNumber } from "../values/coercion.ts";
import { elements, isArray } from "../values/operand.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import { numbersOf, sumOf } from "./collect.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";
import { pairsOf } from "./pairs.ts";

const NUM = errorValue("#NUM!");
const VALUE = errorValue("#VALUE!");

function sumOfSquares(...given: Given[]): Value {
  const numbers = numbersOf(given);
  return isError(numbers) ? numbers : finite(numbers.reduce((sum, each) => sum + each * each, 0));
}

/** Over the pairs where both are numbers; lists of different lengths are #N/A. */
function ofPairs(name: string, help: string, term: (x: number, y: number) => number): FunctionEntry {
  return define("Math", name, "array_x: array, array_y: array", help, (left: Given, right: Given) => {
    const pairs = pairsOf(left, right);
    if (isError(pairs)) return pairs;
    if (pairs.x.length === 0) return errorValue("#DIV/0!");
    return finite(pairs.x.reduce((sum, x, place) => sum + term(x, pairs.y[place] ?? 0), 0));
  });
}

function coefficients(given: Given): number[] | CellError {
  const values = isArray(given) ? elements(given) : [given ?? null];
  const numbers: number[] = [];
  for (const each of values) {
    if (each === null) continue;
    const number = typeof each === "number" ? each : isError(each) ? toNumber(each) : VALUE;
    if (isError(number)) return number;
    numbers.push(number);
  }
  return numbers;
}

/** The sum of a part over the sum of the whole. */
function percentOf(part: Given, whole: Given): Value {
  const [above, below] = [sumOf([part]), sumOf([whole])];
  if (isError(above)) return above;
  if (isError(below)) return below;
  return below === 0 ? errorValue("#DIV/0!") : finite(above / below);
}

/** a1 x^n + a2 x^(n+m) + a3 x^(n+2m) + ... */
function seriesSum(x: number, n: number, m: number, given: Given): Value {
  const factors = coefficients(given);
  if (isError(factors)) return factors;
  let sum = 0;
  for (const [place, factor] of factors.entries()) {
    const power = n + place * m;
    sum += factor * (power === 0 ? 1 : x ** power);
  }
  return finite(sum);
}

export const sumFunctions: readonly FunctionEntry[] = [
  define("Math", "SUMSQ", "number1: array, ...number: array", "Adds the squares of numbers.", sumOfSquares),
  define("Math", "PERCENTOF", "part: array, whole: array", "The share of a part in the whole.", percentOf),
  ofPairs("SUMX2MY2", "Adds the differences of squares of pairs.", (x, y) => x * x - y * y),
  ofPairs("SUMX2PY2", "Adds the sums of squares of pairs.", (x, y) => x * x + y * y),
  ofPairs("SUMXMY2", "Adds the squares of the differences of pairs.", (x, y) => (x - y) ** 2),
  define(
    "Math",
    "SERIESSUM",
    "x: number, first_power: number, step: number, coefficients: array",
    "The sum of a power series.",
    seriesSum,
  ),
  define("Math", "SQRTPI", "number: number", "The square root of a number times pi.", (x: number) =>
    x < 0 ? NUM : finite(Math.sqrt(x * Math.PI)),
  ),
];
