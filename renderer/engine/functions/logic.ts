// Logical functions. Those that choose (IF, IFERROR, CHOOSE, SWITCH, IFS) are evaluated by the interpreter with only the
// chosen part when their condition is one value (choices.ts); what stands here is the same function of given values.

import { toBoolean } from "../values/coercion.ts";
import { compareValues } from "../values/compare.ts";
import { forEach, isArray } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";

const NOT_AVAILABLE = errorValue("#N/A");
const VALUE = errorValue("#VALUE!");

/** All truth values of the arguments: texts in ranges are ignored, given directly they must read TRUE or FALSE, or be empty. */
function truths(given: readonly Given[]): boolean[] | Value {
  const found: boolean[] = [];
  let error: Value = null;
  for (const each of given) {
    if (each === undefined) continue;
    if (isArray(each)) {
      forEach(each, (value) => {
        if (isError(value)) error ??= value;
        else if (typeof value === "boolean" || typeof value === "number")
          found.push(value !== 0 && value !== false);
      });
    } else if (each !== "") {
      const truth = toBoolean(each);
      if (isError(truth)) error ??= truth;
      else found.push(truth);
    }
    if (error !== null) return error;
  }
  return found.length === 0 ? VALUE : found;
}

function logical(name: string, help: string, run: (truths: boolean[]) => boolean): FunctionEntry {
  return define("Logic", name, "logical1: array, ...logical: array", help, (...given: Given[]) => {
    const found = truths(given);
    return Array.isArray(found) ? run(found) : found;
  });
}

function ifs(...given: Value[]): Value {
  for (let place = 0; place + 1 < given.length; place += 2) {
    const truth = toBoolean(given[place] ?? null);
    if (isError(truth)) return truth;
    if (truth) return given[place + 1] ?? null;
  }
  return NOT_AVAILABLE;
}

function switchValue(value: Value, ...given: Value[]): Value {
  if (isError(value)) return value;
  for (let place = 0; place + 1 < given.length; place += 2) {
    const candidate = given[place] ?? null;
    if (isError(candidate)) return candidate;
    if (compareValues(value, candidate) === 0) return given[place + 1] ?? null;
  }
  return given.length % 2 === 1 ? (given.at(-1) ?? null) : NOT_AVAILABLE;
}

function choose(index: number, ...given: Value[]): Value {
  const place = Math.trunc(index);
  return place < 1 || place > given.length ? VALUE : (given[place - 1] ?? null);
}

export const logicFunctions: readonly FunctionEntry[] = [
  define(
    "Logic",
    "IF",
    "condition: boolean, then?: any, otherwise?: any",
    "One value when a condition holds, another when not.",
    (condition: boolean, then: Value | undefined, otherwise: Value | undefined) =>
      condition ? (then === undefined ? 0 : then) : otherwise === undefined ? false : otherwise,
  ),
  define(
    "Logic",
    "IFERROR",
    "value: any, otherwise: any",
    "The value, or another when it is an error.",
    (value: Value, otherwise: Value) => (isError(value) ? otherwise : value),
  ),
  define(
    "Logic",
    "IFNA",
    "value: any, otherwise: any",
    "The value, or another when it is #N/A.",
    (value: Value, otherwise: Value) => (value === NOT_AVAILABLE ? otherwise : value),
  ),
  define(
    "Logic",
    "IFS",
    "condition1: any, value1: any, ...condition: any, ...value: any",
    "The value of the first condition that holds.",
    ifs,
  ),
  define(
    "Logic",
    "SWITCH",
    "value: any, case1: any, result1: any, ...case: any, ...result: any",
    "The result of the first case that equals the value.",
    switchValue,
  ),
  define(
    "Lookup",
    "CHOOSE",
    "index: number, value1: any, ...value: any",
    "The value at a place in a list.",
    choose,
  ),
  logical("AND", "TRUE when all are true.", (all) => all.every((each) => each)),
  logical("OR", "TRUE when one is true.", (all) => all.some((each) => each)),
  logical("XOR", "TRUE when an odd number is true.", (all) => all.filter((each) => each).length % 2 === 1),
  define("Logic", "NOT", "logical: boolean", "The opposite.", (truth: boolean) => !truth),
  define("Logic", "TRUE", "", "The value TRUE.", () => true),
  define("Logic", "FALSE", "", "The value FALSE.", () => false),
];
