// Commands on supporting tables and their rows. Their columns are added, edited and removed as those of any table
// (columns.ts), their cells set as any input (inputs.ts).
//
// What must stay true: a table has at least one column; a row that goes takes its values, overrides and findings in
// every option with it; a table that formulas of others use is not removed, and renaming one rewrites them.

import type { Scalar } from "../../engine/values/value.ts";
import { baseOption, requireTable, rowFinder } from "../lookups.ts";
import { checkTableNames } from "../nameRules.ts";
import { nameKey, uniqueId } from "../names.ts";
import type { InputColumn, KeyedValues, Plan, SupportingTable } from "../plan.ts";
import { done, failed, type Result } from "../problem.ts";
import { type PlanTable, supportingTable } from "../tables.ts";
import { newColumn, withColumn, withoutColumnValues } from "./columns.ts";
import type { Command } from "./command.ts";
import { checkNewFormula, refuseIfUsed, withFormulasRewritten } from "./formulas.ts";
import { checkedValue, choiceProblems, isNotAChoice, requireInput } from "./inputChecks.ts";
import { counted, type Outcome, outcome, partsChange } from "./outcome.ts";
import { withoutLostRows } from "./regroup.ts";

type Named<T extends Command["type"]> = Extract<Command, { type: T }>;

/** The supporting table of that name or title. */
function requireSupporting(
  plan: Plan,
  name: string,
): Result<{ readonly table: PlanTable; readonly supporting: SupportingTable }> {
  const table = requireTable(plan, name);
  if (!table.ok) return table;
  const { supporting } = table.value;
  if (supporting !== undefined) return done({ table: table.value, supporting });
  return failed("built-in-table", `${table.value.title} is part of every plan, not a table of its own.`, {
    remedy:
      table.value.kind === "practices"
        ? "Practices come in with the files that are imported."
        : "Change the level, its groups or the options instead.",
    where: { subject: table.value.title },
  });
}

function withSupporting(plan: Plan, table: SupportingTable): Plan {
  return {
    ...plan,
    supportingTables: plan.supportingTables.map((each) => (each.id === table.id ? table : each)),
  };
}

/** The plan with a new, empty supporting table at the end; the names are checked. */
export function withTable(
  plan: Plan,
  given: { readonly name: string; readonly title: string; readonly note: string },
): Result<{ readonly plan: Plan; readonly table: SupportingTable }> {
  const names = checkTableNames(plan, given, null);
  if (!names.ok) return names;
  const id = uniqueId(new Set(plan.supportingTables.map((each) => each.id)), names.value.name);
  const table: SupportingTable = { id, ...names.value, note: given.note, rows: [], columns: [] };
  return done({ plan: { ...plan, supportingTables: [...plan.supportingTables, table] }, table });
}

/** The table as the plan has it now. */
export function currentTable(plan: Plan, id: string): PlanTable {
  const found = plan.supportingTables.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no supporting table ${id}`);
  return supportingTable(found);
}

export function addTable(plan: Plan, command: Named<"addTable">): Result<Outcome> {
  if (command.columns.length === 0)
    return failed("table-without-columns", `The table "${command.name}" needs at least one column.`, {
      remedy: "Give it a column that names its rows.",
      where: { subject: command.name },
    });
  const made = withTable(plan, {
    name: command.name,
    title: command.title ?? command.name,
    note: command.note ?? "",
  });
  if (!made.ok) return made;
  const { id, title } = made.value.table;
  let next = made.value.plan;
  for (const given of command.columns) {
    const table = currentTable(next, id);
    const column = newColumn(next, table, given);
    if (!column.ok) return column;
    next = withColumn(next, table, column.value, table.columns.length);
  }
  // formulas may use columns that stand after them, so they are asked when all are there
  const table = currentTable(next, id);
  for (const column of table.supporting?.columns ?? []) {
    if (column.kind !== "formula") continue;
    const checked = checkNewFormula(next, table, column);
    if (!checked.ok) return checked;
  }
  return outcome(`Add the table ${title}`, partsChange(plan, next));
}

export function removeTable(plan: Plan, command: Named<"removeTable">): Result<Outcome> {
  const found = requireSupporting(plan, command.table);
  if (!found.ok) return found;
  const { supporting } = found.value;
  let next: Plan = { ...plan, supportingTables: plan.supportingTables.filter((each) => each !== supporting) };
  for (const column of supporting.columns) next = withoutColumnValues(next, column.id);
  const used = refuseIfUsed(plan, next, `the table ${supporting.title}`);
  if (!used.ok) return used;
  return outcome(`Remove the table ${supporting.title}`, partsChange(plan, next));
}

export function renameTable(plan: Plan, command: Named<"renameTable">): Result<Outcome> {
  const found = requireSupporting(plan, command.table);
  if (!found.ok) return found;
  const { supporting: old } = found.value;
  // a table whose title is its name keeps it so
  const title = command.newTitle ?? (old.title === old.name ? command.newName : undefined) ?? old.title;
  const names = checkTableNames(plan, { name: command.newName ?? old.name, title }, old.id);
  if (!names.ok) return names;
  const table: SupportingTable = { ...old, ...names.value, note: command.note ?? old.note };
  if (table.name === old.name && table.title === old.title && table.note === old.note)
    return outcome(`Edit the table ${old.title}`, []);
  const next = withSupporting(plan, table);
  const label =
    table.title === old.title
      ? `Edit the table ${old.title}`
      : `Rename the table ${old.title} to ${table.title}`;
  if (table.name === old.name) return outcome(label, partsChange(plan, next));
  const renamed = withFormulasRewritten(plan, next, { tables: [[old.name, table.name]] });
  return renamed.ok ? outcome(label, partsChange(plan, renamed.value)) : renamed;
}

/** Ids for new rows of a table: numbers above all it has. */
export function newRowIds(table: SupportingTable, count: number): readonly string[] {
  const highest = table.rows.reduce((so, id) => Math.max(so, /^\d{1,15}$/.test(id) ? Number(id) : 0), 0);
  return Array.from({ length: count }, (_, at) => String(highest + 1 + at));
}

export function addRows(plan: Plan, command: Named<"addRows">): Result<Outcome> {
  const found = requireSupporting(plan, command.table);
  if (!found.ok) return found;
  const { table, supporting } = found.value;
  let at = supporting.rows.length;
  if (command.before !== undefined) {
    const before = rowFinder(plan, table, baseOption(plan))(command.before);
    if (!before.ok) return before;
    at = supporting.rows.indexOf(before.value);
  }
  const label = `Add ${counted(command.rows.length, "row")} to ${supporting.title}`;
  if (command.rows.length === 0) return outcome(label, []);
  const ids = newRowIds(supporting, command.rows.length);
  const columns = new Map<string, InputColumn>();
  const written = new Map<
    InputColumn,
    { readonly values: Record<string, Scalar>; readonly others: Scalar[] }
  >();
  for (const [place, row] of command.rows.entries())
    for (const [name, given] of Object.entries(row)) {
      let column = columns.get(nameKey(name));
      if (column === undefined) {
        const input = requireInput(plan, table, name);
        if (!input.ok) return input;
        column = input.value;
        columns.set(nameKey(name), column);
        written.set(column, { values: { ...plan.keyedInputs[column.id] }, others: [] });
      }
      const value = checkedValue(column, given, `row ${place + 1}`);
      if (!value.ok) return value;
      const target = written.get(column);
      if (isNotAChoice(column, value.value)) target?.others.push(value.value);
      if (target !== undefined && value.value !== null) target.values[ids[place] ?? ""] = value.value;
    }
  const keyedInputs: Record<string, KeyedValues> = { ...plan.keyedInputs };
  for (const [column, { values }] of written)
    if (Object.keys(values).length > 0) keyedInputs[column.id] = values;
  const next = withSupporting(
    { ...plan, keyedInputs },
    { ...supporting, rows: supporting.rows.toSpliced(at, 0, ...ids) },
  );
  return outcome(
    label,
    partsChange(plan, next),
    [...written].flatMap(([column, { others }]) => choiceProblems(column, others)),
  );
}

export function removeRows(plan: Plan, command: Named<"removeRows">): Result<Outcome> {
  const found = requireSupporting(plan, command.table);
  if (!found.ok) return found;
  const { table, supporting } = found.value;
  const find = rowFinder(plan, table, baseOption(plan));
  const gone = new Set<string>();
  for (const name of command.rows) {
    const row = find(name);
    if (!row.ok) return row;
    gone.add(row.value);
  }
  const label =
    command.rows.length === 1
      ? `Remove ${command.rows[0]} from ${supporting.title}`
      : `Remove ${counted(gone.size, "row")} from ${supporting.title}`;
  if (gone.size === 0) return outcome(label, []);
  const rows = supporting.rows.filter((row) => !gone.has(row));
  const next = withoutLostRows(withSupporting(plan, { ...supporting, rows }));
  return outcome(label, partsChange(plan, next.plan));
}
