// Excel's order of values: numbers before texts before FALSE before TRUE; texts without regard to case; a blank is
// 0, "" or FALSE, whichever it is compared with. Numbers are compared at 15 significant digits, which is why
// `=0.1+0.2=0.3` is TRUE.

import { foldText } from "./textPool.ts";
import { isError, type Value } from "./value.ts";

/** -1, 0 or 1 of two numbers at 15 significant digits. */
export function compareNumbers(left: number, right: number): number {
  const difference = left - right;
  if (difference === 0) return 0;
  if (Math.abs(difference) <= Math.abs(left) * 1e-14 && sameDigits(left, right)) return 0;
  return difference < 0 ? -1 : 1;
}

/** The number as it is when written with 15 significant digits and read again. */
export function fifteenDigits(value: number): number {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value;
  // up to four decimals are the common case: such a number is its own 15 digits
  const tenThousandths = Math.round(value * 1e4);
  if (tenThousandths / 1e4 === value && Math.abs(tenThousandths) < 1e15) return value;
  return Number(value.toPrecision(15));
}

/** Equal when written with 15 significant digits. */
export function sameDigits(left: number, right: number): boolean {
  return left.toPrecision(15) === right.toPrecision(15);
}

const collator = new Intl.Collator("en", { sensitivity: "accent" });

/** -1, 0 or 1 of two texts without regard to case. */
export function compareTexts(left: string, right: string): number {
  if (left === right || foldText(left) === foldText(right)) return 0;
  return Math.sign(collator.compare(left, right)) || (foldText(left) < foldText(right) ? -1 : 1);
}

function rank(value: Value): number {
  switch (typeof value) {
    case "number":
      return 0;
    case "string":
      return 1;
    case "boolean":
      return 2;
    default:
      return isError(value) ? 3 : 0;
  }
}

/** -1, 0 or 1 as Excel's comparison operators and sorting see two values (errors last). */
export function compareValues(left: Value, right: Value): number {
  const a = left === null ? blankLike(right) : left;
  const b = right === null ? blankLike(left) : right;
  if (typeof a === "number" && typeof b === "number") return compareNumbers(a, b);
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return a === b ? 0 : a ? 1 : -1;
  return Math.sign(rank(a) - rank(b));
}

function blankLike(other: Value): Value {
  return typeof other === "string" ? "" : typeof other === "boolean" ? false : 0;
}

/** What values that are equal to a lookup have in common; numbers are equal at 15 digits, texts without case. */
export function indexKey(value: Value): Value {
  if (typeof value === "number")
    return Number.isInteger(value) && Math.abs(value) < 1e15 ? value + 0 : Number(value.toPrecision(15));
  return typeof value === "string" ? value.toLowerCase() : value;
}
