// What kind of value something is.

import { toNumber } from "../values/coercion.ts";
import { isArray, topLeft } from "../values/operand.ts";
import { type ErrorCode, errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";

const NOT_AVAILABLE = errorValue("#N/A");

function test(name: string, help: string, run: (value: Value) => Value): FunctionEntry {
  return define("Information", name, "value: any", help, run);
}

/** ISEVEN and ISODD look at the whole part, and do not take truth values for numbers. */
function parity(wanted: 0 | 1) {
  return (value: Value): Value => {
    const number = typeof value === "boolean" ? errorValue("#VALUE!") : toNumber(value);
    return isError(number) ? number : Math.abs(Math.trunc(number)) % 2 === wanted;
  };
}

/** The numbers of ERROR.TYPE; what is no error is #N/A. */
const ERROR_NUMBERS: Readonly<Record<ErrorCode, number>> = {
  "#NULL!": 1,
  "#DIV/0!": 2,
  "#VALUE!": 3,
  "#REF!": 4,
  "#NAME?": 5,
  "#NUM!": 6,
  "#N/A": 7,
  "#GETTING_DATA": 8,
  "#SPILL!": 9,
  "#CALC!": 14,
};

function errorType(value: Value): Value {
  return isError(value) ? ERROR_NUMBERS[value.error] : NOT_AVAILABLE;
}

/** 1 number or blank, 2 text, 4 truth value, 16 error, 64 array. */
function typeNumber(given: Given): Value {
  if (isArray(given) && given.rows * given.columns > 1) return 64;
  const value = given === undefined ? null : topLeft(given);
  if (isError(value)) return 16;
  return typeof value === "string" ? 2 : typeof value === "boolean" ? 4 : 1;
}

export const informationFunctions: readonly FunctionEntry[] = [
  test("ISBLANK", "Whether the cell is blank.", (value) => value === null),
  test("ISNUMBER", "Whether it is a number.", (value) => typeof value === "number"),
  test("ISTEXT", "Whether it is text.", (value) => typeof value === "string"),
  test("ISNONTEXT", "Whether it is anything but text.", (value) => typeof value !== "string"),
  test("ISLOGICAL", "Whether it is TRUE or FALSE.", (value) => typeof value === "boolean"),
  test("ISERROR", "Whether it is an error.", (value) => isError(value)),
  test(
    "ISERR",
    "Whether it is an error other than #N/A.",
    (value) => isError(value) && value !== NOT_AVAILABLE,
  ),
  test("ISNA", "Whether it is #N/A.", (value) => value === NOT_AVAILABLE),
  test("ISEVEN", "Whether the number is even.", parity(0)),
  test("ISODD", "Whether the number is odd.", parity(1)),
  test("ERROR.TYPE", "The number of the kind of an error.", errorType),
  define("Information", "TYPE", "value: array", "The kind of a value, as a number.", typeNumber),
  define("Information", "NA", "", "The error #N/A.", () => NOT_AVAILABLE),
  define("Information", "N", "value: array", "The value as a number; text is 0.", (given: Given) => {
    const value = given === undefined ? null : topLeft(given);
    return isError(value) || typeof value === "number" ? value : value === true ? 1 : 0;
  }),
  define("Information", "T", "value: array", "The value if it is text, else empty text.", (given: Given) => {
    const value = given === undefined || given === null ? null : isArray(given) ? given.at(0, 0) : given;
    return isError(value) || typeof value === "string" ? value : "";
  }),
];
