// A claims list as it comes from a file or a column: numbers, text, gaps. What is not an amount becomes a problem with
// its position; the rest goes on.

import { textToNumber } from "../../engine/index.ts";
import { type Problem, problem } from "../../plan/problem.ts";

export interface ClaimsList {
  /** The amounts in pounds that can be used, in the order of the list. */
  readonly claims: readonly number[];
  /** One for each entry left out (`where.row` is its position from 1), and one note for numbers that stood as text. */
  readonly problems: readonly Problem[];
}

/** Reads amounts in pounds. Text that spells a number ("1,200.50", "£900") counts as that number and is noted. */
export function readClaims(values: readonly unknown[]): ClaimsList {
  const claims: number[] = [];
  const problems: Problem[] = [];
  const spelt: number[] = [];
  values.forEach((value, index) => {
    const row = index + 1;
    const amount = typeof value === "string" ? spelledAmount(value) : value;
    if (typeof amount === "number" && Number.isFinite(amount) && amount >= 0) {
      claims.push(amount);
      if (typeof value === "string") spelt.push(row);
    } else problems.push(problemOf(value, amount, row));
  });
  if (spelt.length > 0)
    problems.push(
      problem("claims-as-text", `${spelt.length} claims stood as text and were read as numbers.`, {
        severity: "note",
        where: { row: spelt[0] ?? 1 },
        rows: spelt.length,
      }),
    );
  return { claims, problems };
}

/** Digits, separators, a sign or brackets, a pound sign; nothing that could be a date or a percentage. */
const AMOUNT = /^[-+(]?\s*£?\s*[-+]?[\d,]*\.?\d*\s*\)?$/;

function spelledAmount(text: string): number | null {
  return AMOUNT.test(text.trim()) ? textToNumber(text.replace("£", "")) : null;
}

function problemOf(value: unknown, amount: unknown, row: number): Problem {
  const more = { remedy: "Give the amount in pounds, or take the entry out.", where: { row } };
  if (value === null || value === undefined || (typeof value === "string" && value.trim() === ""))
    return problem("claim-blank", `Claim ${row} is blank and was left out.`, more);
  if (typeof amount === "number" && amount < 0)
    return problem("claim-negative", `Claim ${row} is ${amount}, below 0, and was left out.`, more);
  if (typeof value === "string")
    return problem("claim-text", `Claim ${row} is the text "${value.slice(0, 40)}" and was left out.`, more);
  return problem("claim-not-a-number", `Claim ${row} is not a number and was left out.`, more);
}
