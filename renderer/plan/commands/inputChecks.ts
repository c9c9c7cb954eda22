// What commands that write cells ask of a column first: that it takes typed values, and what to say of a value that is
// kept although it was not meant for it. Apart from inputs.ts because new rows and imports ask the same.

import type { Scalar } from "../../engine/values/value.ts";
import { inputValue } from "../inputValues.ts";
import { requireOwnColumn } from "../lookups.ts";
import { isSameName } from "../names.ts";
import type { FormulaColumn, InputColumn, Plan } from "../plan.ts";
import { done, failed, type Problem, type Result } from "../problem.ts";
import type { PlanTable } from "../tables.ts";
import { counted } from "./outcome.ts";

/** An input column that the user may type into. */
export function requireInput(plan: Plan, table: PlanTable, name: string): Result<InputColumn> {
  const column = requireOwnColumn(table, name);
  if (!column.ok) return column;
  const where = { column: column.value.name };
  if (column.value.kind === "formula")
    return failed(
      "formula-column",
      `"${column.value.name}" of ${table.title} is calculated by a formula, so its cells cannot be typed over.`,
      { remedy: "Change the formula, override it in this one cell, or add an input column.", where },
    );
  if (plan.simulation?.columns.includes(column.value.id))
    return failed(
      "simulated-column",
      `"${column.value.name}" of ${table.title} holds the results of a simulation, so its cells cannot be typed over.`,
      { remedy: "Run the simulation again, or add an input column.", where },
    );
  return done(column.value);
}

export function requireFormula(table: PlanTable, name: string): Result<FormulaColumn> {
  const column = requireOwnColumn(table, name);
  if (!column.ok) return column;
  if (column.value.kind === "formula") return done(column.value);
  return failed(
    "input-column",
    `"${column.value.name}" of ${table.title} is an input column, not a formula.`,
    {
      remedy: "Set the value of the cell instead.",
      where: { column: column.value.name },
    },
  );
}

/** The value as the column keeps it, or why it cannot; the problem says where. */
export function checkedValue(column: InputColumn, value: Scalar, row: string): Result<Scalar> {
  const checked = inputValue(column.type, value);
  if (checked.ok) return checked;
  return { ok: false, problem: { ...checked.problem, where: { subject: row, column: column.name } } };
}

/** Whether the value is none of the texts meant for the column. */
export function isNotAChoice(column: InputColumn, value: Scalar): boolean {
  if (column.choices === undefined || value === null) return false;
  return !column.choices.some((choice) => isSameName(choice, String(value)));
}

/** The warning about values that are none of a column's choices; none when all are. */
export function choiceProblems(column: InputColumn, others: readonly Scalar[]): readonly Problem[] {
  const [first] = others;
  if (first === undefined || column.choices === undefined) return [];
  const shown = column.choices.slice(0, 12).join(", ");
  const are = others.length === 1 ? `"${first}" is` : `${counted(others.length, "value")} are`;
  return [
    {
      code: "not-a-choice",
      severity: "warning",
      message: `${are} not among the choices of "${column.name}".`,
      remedy: `Choose one of: ${shown}${column.choices.length > 12 ? ", ..." : ""}.`,
      rows: others.length,
      where: { column: column.name },
    },
  ];
}
