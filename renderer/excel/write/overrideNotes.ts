// What is said beside a cell that holds a value of its own in place of its column's formula.

import { formatValue } from "../../engine/index.ts";
import { isError, type Value } from "../../engine/values/value.ts";
import type { Finding, FormulaColumn } from "../../plan/plan.ts";

/** A value in words, in the column's format. */
function inWords(value: Value, format: string): string {
  if (value === null || value === "") return "a blank";
  if (isError(value)) return value.error;
  return formatValue(value, format);
}

/** The note on an overridden cell: what the formula would give, and where the value came from. */
export function overrideNote(
  { format }: FormulaColumn,
  formulaGives: Value,
  finding: Finding | undefined,
): string {
  const lines = [`Typed in place of the column's formula, which gives ${inWords(formulaGives, format)}.`];
  if (finding !== undefined) {
    if (finding.fileName !== "") lines.push(`From ${finding.fileName}, ${finding.cell}.`);
    if (finding.kind === "formula") lines.push(`There it is another formula: ${finding.formula}`);
    lines.push(finding.status === "accepted" ? "Accepted as a finding." : "Open finding.");
  }
  return lines.join("\n");
}
