// Published figures are compared as they are printed: the value, rounded to as many digits as the source gives, must
// read the same.

import { expect } from "vitest";
import type { Result } from "../../../renderer/plan/problem.ts";

/** The value of a result that must not be a problem. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`);
  return result.value;
}

/** What must be there: an entry of a series, an approximation that has a spread. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("Nothing where something must be.");
  return value;
}

/** The code of the problem that a result must be. */
export function problemOf<T>(result: Result<T>): string {
  return result.ok ? "no problem" : result.problem.code;
}

/** The value in the way the text is printed: `.05`, `1,200,954.9`, `6.293e-05`. */
export function printedLike(value: number, text: string): string {
  const exponent = /^-?(\d*)\.?(\d*)e([-+]\d+)$/.exec(text);
  if (exponent !== null) {
    const [digits = "", power = "0"] = value.toExponential((exponent[2] ?? "").length).split("e");
    const size = Math.abs(Number(power)).toString().padStart(2, "0");
    return `${digits}e${Number(power) < 0 ? "-" : "+"}${size}`;
  }
  const decimals = (/\.(\d*)$/.exec(text)?.[1] ?? "").length;
  const fixed = value.toFixed(decimals);
  const short = text.startsWith(".") || text.startsWith("-.") ? fixed.replace(/^(-?)0\./, "$1.") : fixed;
  return text.includes(",") ? short.replace(/\B(?=(\d{3})+(?!\d))/g, ",") : short;
}

/** Values against a printed list such as `.05 .015 .023375`. */
export function expectPrinted(values: readonly number[], printed: string): void {
  const texts = printed.trim().split(/\s+/);
  expect(values.map((value, index) => printedLike(value, texts[index] ?? "missing")).join(" ")).toBe(
    texts.join(" "),
  );
}
