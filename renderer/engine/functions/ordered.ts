// The numbers of an argument in ascending order, from the sorted copy of a column where there is one.

import { sortedNumbersOf } from "../calculation/sortedColumn.ts";
import { isArray } from "../values/operand.ts";
import { type CellError, isError } from "../values/value.ts";
import { numbersOf } from "./collect.ts";
import type { Given } from "./define.ts";

/** Ascending numbers (not the caller's to change), or the first error. */
export function orderedNumbers(given: Given): ArrayLike<number> | CellError {
  const kept = isArray(given) ? sortedNumbersOf(given) : null;
  if (kept !== null) return kept;
  const numbers = numbersOf([given]);
  return isError(numbers) ? numbers : ascending(numbers);
}

export function ascending(numbers: readonly number[]): number[] {
  return [...numbers].sort((left, right) => left - right);
}
