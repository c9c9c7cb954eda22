// Angles and the functions of them, in radians.
//
// Excel refuses the functions of an angle (SIN, COS, TAN, SEC, CSC, COT) from 2^27 up: #NUM!. It takes angles from
// multiples of pi/2 with pi to 64 bits, which shows where the result is close to 0: SIN(PI()) is 1.2251E-16, not the
// 1.2246E-16 of the pi that goes on. So do we.

import { finite } from "../values/coercion.ts";
import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionEntry } from "./define.ts";

const NUM = errorValue("#NUM!");
const DIVISION = errorValue("#DIV/0!");
const LARGEST_ANGLE = 2 ** 27;

function simple(name: string, help: string, run: (x: number) => Value): FunctionEntry {
  return define("Math", name, "number: number", help, run);
}

function ofAngle(name: string, help: string, run: (x: number) => Value): FunctionEntry {
  return define("Math", name, "angle: number", help, (x: number) =>
    Math.abs(x) >= LARGEST_ANGLE ? NUM : run(x),
  );
}

const HALF_PI = Math.PI / 2;
const HALF_PI_HEAD = Math.fround(HALF_PI);
const HALF_PI_TAIL = HALF_PI - HALF_PI_HEAD;
/** What pi/2 to 64 bits has more than the double. */
const HALF_PI_REST = 18_080 / 2 ** 68;
/** Further from a multiple of pi/2 the difference does not show in 15 digits. */
const CLOSE = 1e-6;

/** The multiple of pi/2 closest to an angle and the way from it, when it is close to one other than 0. */
function nearQuarter(x: number): { readonly quarter: number; readonly rest: number } | null {
  const count = Math.round(x / HALF_PI);
  if (count === 0) return null;
  const rest = x - count * HALF_PI_HEAD - count * HALF_PI_TAIL - count * HALF_PI_REST;
  return Math.abs(rest) < CLOSE ? { quarter: ((count % 4) + 4) % 4, rest } : null;
}

function sine(x: number): number {
  const near = nearQuarter(x);
  if (near === null || near.quarter % 2 === 1) return Math.sin(x);
  return near.quarter === 0 ? Math.sin(near.rest) : -Math.sin(near.rest);
}

function cosine(x: number): number {
  const near = nearQuarter(x);
  if (near === null || near.quarter % 2 === 0) return Math.cos(x);
  return near.quarter === 3 ? Math.sin(near.rest) : -Math.sin(near.rest);
}

function tangent(x: number): number {
  const near = nearQuarter(x);
  if (near === null) return Math.tan(x);
  return near.quarter % 2 === 0 ? Math.tan(near.rest) : -1 / Math.tan(near.rest);
}

/** One divided by something, which at 0 is #DIV/0!. */
function inverse(value: number): Value {
  return value === 0 ? DIVISION : finite(1 / value);
}

/** A function that is only defined where `inside` holds. */
function within(inside: (x: number) => boolean, run: (x: number) => number) {
  return (x: number): Value => (inside(x) ? finite(run(x)) : NUM);
}

const unit = (x: number) => Math.abs(x) <= 1;

/** ATAN2 takes x before y, unlike most languages; at the origin it is #DIV/0!. */
function angleOf(x: number, y: number): Value {
  return x === 0 && y === 0 ? DIVISION : Math.atan2(y, x);
}

export const trigonometryFunctions: readonly FunctionEntry[] = [
  ofAngle("SIN", "The sine of an angle.", sine),
  ofAngle("COS", "The cosine of an angle.", cosine),
  ofAngle("TAN", "The tangent of an angle.", (x) => finite(tangent(x))),
  ofAngle("SEC", "The secant of an angle.", (x) => inverse(cosine(x))),
  ofAngle("CSC", "The cosecant of an angle.", (x) => inverse(sine(x))),
  ofAngle("COT", "The cotangent of an angle.", (x) => inverse(tangent(x))),
  simple("ASIN", "The angle with that sine.", within(unit, Math.asin)),
  simple("ACOS", "The angle with that cosine.", within(unit, Math.acos)),
  simple("ATAN", "The angle with that tangent.", Math.atan),
  simple("ACOT", "The angle with that cotangent, from 0 to pi.", (x) => Math.PI / 2 - Math.atan(x)),
  define("Math", "ATAN2", "x: number, y: number", "The angle from the x axis to a point.", angleOf),
  simple("SINH", "The hyperbolic sine.", (x) => finite(Math.sinh(x))),
  simple("COSH", "The hyperbolic cosine.", (x) => finite(Math.cosh(x))),
  simple("TANH", "The hyperbolic tangent.", Math.tanh),
  simple("SECH", "The hyperbolic secant.", (x) => 1 / Math.cosh(x)),
  simple("CSCH", "The hyperbolic cosecant.", (x) => inverse(Math.sinh(x))),
  simple("COTH", "The hyperbolic cotangent.", (x) => inverse(Math.tanh(x))),
  simple("ASINH", "The number with that hyperbolic sine.", Math.asinh),
  simple(
    "ACOSH",
    "The number with that hyperbolic cosine.",
    within((x) => x >= 1, Math.acosh),
  ),
  simple(
    "ATANH",
    "The number with that hyperbolic tangent.",
    within((x) => Math.abs(x) < 1, Math.atanh),
  ),
  simple(
    "ACOTH",
    "The number with that hyperbolic cotangent.",
    within(
      (x) => Math.abs(x) > 1,
      (x) => Math.atanh(1 / x),
    ),
  ),
  simple("DEGREES", "An angle in degrees.", (x) => finite((x / Math.PI) * 180)),
  simple("RADIANS", "An angle in radians.", (x) => (x / 180) * Math.PI),
];
