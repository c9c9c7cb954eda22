// Angles and the functions of them, in radians.
//
// Excel refuses the functions of an angle (SIN, COS, TAN, SEC, CSC, COT) from 2^27 up: #NUM!.

import { finite } from "../coercion.ts";
import { errorValue, type Value } from "../value.ts";
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
  ofAngle("SIN", "The sine of an angle.", Math.sin),
  ofAngle("COS", "The cosine of an angle.", Math.cos),
  ofAngle("TAN", "The tangent of an angle.", (x) => finite(Math.tan(x))),
  ofAngle("SEC", "The secant of an angle.", (x) => inverse(Math.cos(x))),
  ofAngle("CSC", "The cosecant of an angle.", (x) => inverse(Math.sin(x))),
  ofAngle("COT", "The cotangent of an angle.", (x) => inverse(Math.tan(x))),
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
