// Functions of what no formula holds: the present moment and chance. The engine has no clock and no dice; whoever uses it
// gives the time (`Engine.setNow`) and a seed (`Engine.setRandomSeed`), and lowering passes them on as arguments after
// the written ones (`reads` of FunctionTraits). So a new time or seed recalculates what depends on it, and nothing else.
//
// What must stay true: the same seed gives the same numbers, whatever was calculated before. A number depends on the
// seed, the table's column, the row and the place in the formula's text, not on the option, so that options can be
// compared under the same chance.

import { toNumber } from "../values/coercion.ts";
import { ListValue, type Operand } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, volatileOf } from "./define.ts";

const NOT_AVAILABLE = errorValue("#N/A");
const NUM = errorValue("#NUM!");
const VALUE = errorValue("#VALUE!");
const CALC = errorValue("#CALC!");
const MOST_CELLS = 1_048_576;

/** #N/A until the time was given. */
function now(moment: Value): Value {
  return typeof moment === "number" ? moment : NOT_AVAILABLE;
}

function today(moment: Value): Value {
  return typeof moment === "number" ? Math.floor(moment) : NOT_AVAILABLE;
}

/** The final mix of MurmurHash3 (A. Appleby): every bit of the word changes half of the result's. */
function mixed(word: number): number {
  let hash = word | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function absorbed(hash: number, number: number): number {
  const low = mixed(hash ^ (number % 2 ** 32));
  return mixed(low + 0x9e3779b9 + Math.floor(number / 2 ** 32));
}

/** A number from 0 up to, but not, 1, with 53 bits. */
export function chance(seed: Value, row: Value, place: Value, element = 0): number {
  let hash = 0x2545f491;
  for (const each of [seed, row, place, element]) hash = absorbed(hash, typeof each === "number" ? each : 0);
  const high = mixed(hash + 0x6d2b79f5);
  const low = mixed(high + 0x3c6ef372);
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
}

function whole(low: number, high: number, part: number): Value {
  const [first, last] = [Math.ceil(low), Math.floor(high)];
  return last < first ? NUM : first + Math.floor(part * (last - first + 1));
}

function between(low: number, high: number, seed: Value, row: Value, place: Value): Value {
  return whole(low, high, chance(seed, row, place));
}

function numberOf(given: Value | undefined, otherwise: number) {
  return given === undefined || given === null ? otherwise : toNumber(given);
}

/** Arguments left out or empty: one row, one column, from 0 to 1, not whole. */
function array(
  rowsGiven: Value | undefined,
  columnsGiven: Value | undefined,
  lowGiven: Value | undefined,
  highGiven: Value | undefined,
  wholeGiven: Value | undefined,
  seed: Value,
  row: Value,
  place: Value,
): Operand {
  const [rows, columns] = [numberOf(rowsGiven, 1), numberOf(columnsGiven, 1)];
  const [low, high, isWhole] = [numberOf(lowGiven, 0), numberOf(highGiven, 1), numberOf(wholeGiven, 0)];
  for (const each of [rows, columns, low, high, isWhole]) if (isError(each)) return each;
  const [height, width] = [Math.trunc(Number(rows)), Math.trunc(Number(columns))];
  if (height < 0 || width < 0) return VALUE;
  if (height === 0 || width === 0) return CALC;
  if (height * width > MOST_CELLS) return NUM;
  const [from, to] = [Number(low), Number(high)];
  if (to < from) return VALUE;
  const values = Array.from({ length: height * width }, (_, element) => {
    const part = chance(seed, row, place, element + 1);
    return isWhole === 0 ? from + part * (to - from) : whole(from, to, part);
  });
  return new ListValue(height, width, values);
}

export const outsideFunctions: readonly FunctionEntry[] = [
  ...volatileOf("now", [
    define("Date", "NOW", "", "The present date and time.", now),
    define("Date", "TODAY", "", "The present date.", today),
  ]),
  ...volatileOf("chance", [
    define("Math", "RAND", "", "A number from 0 to 1 by chance.", (seed: Value, row: Value, place: Value) =>
      chance(seed, row, place),
    ),
    define(
      "Math",
      "RANDBETWEEN",
      "bottom: number, top: number",
      "A whole number between two limits by chance.",
      between,
    ),
    define(
      "Math",
      "RANDARRAY",
      "rows?: any, columns?: any, minimum?: any, maximum?: any, whole?: any",
      "Numbers by chance, in rows and columns.",
      array,
      true,
    ),
  ]),
];
