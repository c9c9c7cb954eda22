// Checks a formula against the plan before anything is changed: can it be read, does it know its names, would it go in
// a circle.

import { checkFormula, helpWithFormula, type Repair } from "../../engine/index.ts";
import type { Plan } from "../../plan/plan.ts";
import { planStructure } from "../../plan/structure.ts";
import { text } from "../text.ts";

export type FormulaCheck =
  /** `several`: it can be calculated, but takes whole columns where a row's value is meant. */
  | { readonly ok: true; readonly several: boolean }
  | { readonly ok: false; readonly message: string; readonly start: number; readonly end: number };

/** `column`: the column the formula belongs to, or the name a new one is to have. */
export function checkInPlan(plan: Plan, table: string, formula: string, column: string): FormulaCheck {
  if (!formula.trimStart().startsWith("="))
    return { ok: false, message: text.mustStartWithEquals, start: 0, end: Math.min(1, formula.length) };
  const structure = planStructure(plan);
  const problem = checkFormula(structure, table, column, formula);
  if (problem === null)
    return { ok: true, several: helpWithFormula(structure, table, column, formula).repairs.length > 0 };
  return { ok: false, message: problem.message, start: problem.start, end: problem.end };
}

/** Whole formulas that put right what is wrong with this one, best first; also for one that gives several values a row. */
export function repairsInPlan(plan: Plan, table: string, formula: string, column: string): readonly Repair[] {
  if (formula.trim() === "" || formula.trim() === "=") return [];
  return helpWithFormula(planStructure(plan), table, column, formula).repairs;
}
