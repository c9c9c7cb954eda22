// Error values as numbers, for cells that are kept as plain numbers.

import { ERROR_CODES, type ErrorCode, errorValue, type Value } from "../../engine/values/value.ts";

const OTHER = ERROR_CODES.indexOf("#VALUE!");

/** The number of an error value; those Catchment does not know (`#FIELD!`, `#BLOCKED!`) are a #VALUE!. */
export function errorIndex(text: string): number {
  const index = ERROR_CODES.indexOf(text.trim().toUpperCase() as ErrorCode);
  return index < 0 ? OTHER : index;
}

/** The error value of a number. */
export function errorOfIndex(index: number): Value {
  return errorValue(ERROR_CODES[index] ?? "#VALUE!");
}
