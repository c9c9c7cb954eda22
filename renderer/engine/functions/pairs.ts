// Two lists side by side, as CORREL, SLOPE, SUMXMY2 and their kin read them: the pairs in which both are numbers.

import { elements, isArray } from "../values/operand.ts";
import { type CellError, errorValue, isError, type Value } from "../values/value.ts";
import type { Given } from "./define.ts";

const NOT_AVAILABLE = errorValue("#N/A");
const VALUE = errorValue("#VALUE!");

export interface Pairs {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** All values of an argument, row after row; one value is a list of one. */
export function listOf(given: Given): Value[] {
  return given === undefined ? [] : isArray(given) ? elements(given) : [given];
}

/**
 * The pairs in which both are numbers, or the first error in either list. Lists of different lengths are #N/A; a
 * single text or truth value instead of a list is #VALUE!.
 */
export function pairsOf(left: Given, right: Given): Pairs | CellError {
  for (const each of [left, right])
    if (!isArray(each) && (typeof each === "string" || typeof each === "boolean")) return VALUE;
  const [a, b] = [listOf(left), listOf(right)];
  for (const each of [...a, ...b]) if (isError(each)) return each;
  if (a.length !== b.length) return NOT_AVAILABLE;
  const x: number[] = [];
  const y: number[] = [];
  for (const [place, each] of a.entries()) {
    const other = b[place];
    if (typeof each !== "number" || typeof other !== "number") continue;
    x.push(each);
    y.push(other);
  }
  return { x, y };
}
