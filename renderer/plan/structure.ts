// The plan described in the engine's words: tables, columns, formulas and names, without values. Apart from the
// calculation, because checking a formula before it is accepted needs the description and no figures.

import type { ColumnStructure, ModelStructure, TableStructure } from "../engine/model.ts";
import type { Plan } from "./plan.ts";
import { type PlanTable, planTables, type TableColumn } from "./tables.ts";

function columnStructure(column: TableColumn): ColumnStructure {
  return column.role === "formula" && column.column.kind === "formula"
    ? { name: column.name, formula: column.column.formula }
    : { name: column.name };
}

const ROWS = { practices: "shared", level: "scoped", options: "scopes", supporting: "shared" } as const;

function tableStructure(table: PlanTable): TableStructure {
  return { name: table.name, rows: ROWS[table.kind], columns: table.columns.map(columnStructure) };
}

const described = new WeakMap<Plan, ModelStructure>();

/**
 * What the engine calculates for this plan: options are its scopes (the base first), assumptions its names. The same
 * plan always gives the same object, by which the engine knows what it has already looked up.
 */
export function planStructure(plan: Plan): ModelStructure {
  const known = described.get(plan);
  if (known !== undefined) return known;
  const made = describePlan(plan);
  described.set(plan, made);
  return made;
}

function describePlan(plan: Plan): ModelStructure {
  return {
    scopes: plan.options.map((option) => option.id),
    tables: planTables(plan).map(tableStructure),
    names: plan.assumptions.map((assumption) => assumption.name),
  };
}
