// What a person types for an assumption, and which number format suits a new one. An assumption keeps the type of the
// value it has; a new one is a number whenever the text is one.

import type { Scalar } from "../../engine/values/value.ts";
import type { InputType } from "../../plan/plan.ts";
import type { Result } from "../../plan/problem.ts";
import { readTyped, typedNumber } from "../grid/cellInput.ts";

/** The type an entry for an assumption of this value is read as. */
export function entryType(present: Scalar, typed: string): InputType {
  if (typeof present === "number") return "number";
  if (typeof present === "boolean") return "boolean";
  if (present === null) return typedNumber(typed) === null ? "text" : "number";
  return "text";
}

/** The value that was typed, or why it is none for this assumption. */
export function readEntry(name: string, present: Scalar, typed: string): Result<Scalar> {
  return readTyped(entryType(present, typed), name, typed);
}

/** The number format that shows a typed figure as it was typed: `25%` as 0%, `£25.50` as £#,##0.00. */
export function formatOfEntry(typed: string): string {
  const trimmed = typed.trim();
  if (typedNumber(trimmed) === null) return "@";
  const decimals = /\.(\d+)/.exec(trimmed)?.[1]?.length ?? 0;
  const fraction = decimals === 0 ? "" : `.${"0".repeat(Math.min(decimals, 6))}`;
  if (trimmed.endsWith("%")) return `0${fraction}%`;
  if (trimmed.includes("£")) return `£#,##0${fraction}`;
  if (trimmed.includes(",")) return `#,##0${fraction}`;
  return "General";
}
