// When two calculations of a cell agree. The oracle of the tests uses the same rule, with a workbook's own tolerance.

import type { Value } from "../../engine/index.ts";

/** Excel shows 15 digits and computes in doubles; two honest engines differ in the last few. */
export const TOLERANCE = 1e-9;

/** Whether a result is the saved one: numbers within a relative tolerance, everything else exactly. */
export function isSameValue(saved: Value, got: Value, tolerance = TOLERANCE): boolean {
  if (typeof saved === "number" && typeof got === "number") {
    const difference = Math.abs(saved - got);
    // below the smallest a saved 15-digit result tells from 0
    return difference <= tolerance * Math.max(Math.abs(saved), Math.abs(got)) || difference < 1e-15;
  }
  // a formula's blank result is saved as 0 or as empty text
  if (saved === null) return got === "" || got === 0 || got === null;
  return saved === got;
}
