// Rounding to multiples: CEILING, FLOOR and their later kinds, EVEN, ODD.
//
// CEILING and FLOOR refuse a positive number with a negative multiple (#NUM!), and round a negative number with a
// negative multiple away from (towards) zero; the later functions ignore the multiple's sign. FLOOR by 0 is #DIV/0!,
// CEILING by 0 is 0. Quotients are taken as whole when they are so to 15 digits, so that CEILING(1.1,0.1)
// is 1.1 and not 1.2.

import { finite } from "../values/coercion.ts";
import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionEntry } from "./define.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");

/** A quotient that is whole when written with 15 digits is that number. */
function wholePart(quotient: number, rounding: (x: number) => number): number {
  const written = Number(quotient.toPrecision(15));
  return Number.isInteger(written) ? written : rounding(quotient);
}

function toMultiple(value: number, multiple: number, rounding: (x: number) => number): Value {
  if (value === 0 || multiple === 0) return 0;
  return finite(wholePart(value / multiple, rounding) * multiple + 0);
}

function ceiling(value: number, multiple: number): Value {
  return value > 0 && multiple < 0 ? NUM : toMultiple(value, multiple, Math.ceil);
}

function floor(value: number, multiple: number): Value {
  if (value > 0 && multiple < 0) return NUM;
  return multiple === 0 && value !== 0 ? DIVISION : toMultiple(value, multiple, Math.floor);
}

/** The .MATH kinds: `mode` other than 0 swaps the direction of negative numbers. */
function mathKind(rounding: (x: number) => number, swapped: (x: number) => number) {
  return (value: number, multiple = 1, mode = 0): Value =>
    toMultiple(value, Math.abs(multiple), value < 0 && mode !== 0 ? swapped : rounding);
}

function precise(name: string, help: string, rounding: (x: number) => number): FunctionEntry {
  return define("Math", name, "number: number, multiple?: number", help, (value: number, multiple = 1) =>
    toMultiple(value, Math.abs(multiple), rounding),
  );
}

/** The next even (or odd) whole number away from zero. */
function parity(offset: 0 | 1) {
  return (value: number): Value => {
    const size = Math.ceil((Math.abs(value) - offset) / 2) * 2 + offset;
    return value < 0 ? -size + 0 : Math.max(size, offset);
  };
}

const TWO = "number: number, multiple: number";
const MATH = "number: number, multiple?: number, mode?: number";

export const multipleFunctions: readonly FunctionEntry[] = [
  define("Math", "CEILING", TWO, "The next multiple away from zero.", ceiling),
  define("Math", "FLOOR", TWO, "The next multiple towards zero.", floor),
  define("Math", "CEILING.MATH", MATH, "The next multiple above.", mathKind(Math.ceil, Math.floor)),
  define("Math", "FLOOR.MATH", MATH, "The next multiple below.", mathKind(Math.floor, Math.ceil)),
  precise("CEILING.PRECISE", "The next multiple above, whatever the multiple's sign.", Math.ceil),
  precise("ISO.CEILING", "The next multiple above, whatever the multiple's sign.", Math.ceil),
  precise("FLOOR.PRECISE", "The next multiple below, whatever the multiple's sign.", Math.floor),
  define("Math", "EVEN", "number: number", "The next even number away from zero.", parity(0)),
  define("Math", "ODD", "number: number", "The next odd number away from zero.", parity(1)),
];
