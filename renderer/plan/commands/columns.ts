// Commands on columns: adding, renaming, removing, and giving a formula.
//
// What must stay true: a column's name is unique in its table, with the key, membership and ancestor columns
// counted; a formula is only accepted when the engine can calculate it; renaming rewrites the formulas that
// use the column, and a column that another formula uses is not removed.

import type { Scalar } from "../../engine/values/value.ts";
import { withKey } from "../applyChanges.ts";
import { allColumns, ownColumns, requireOwnColumn, requireTable, withOwnColumns } from "../lookups.ts";
import { checkName } from "../nameRules.ts";
import { isSameName, uniqueId } from "../names.ts";
import type { Column, ColumnId, InputColumn, Plan } from "../plan.ts";
import { done, failed, type Result } from "../problem.ts";
import { findColumn, type PlanTable } from "../tables.ts";
import type { Command } from "./command.ts";
import { checkNewFormula, refuseIfUsed, withFormulasRewritten } from "./formulas.ts";
import { inSentence, type Outcome, outcome, partsChange } from "./outcome.ts";
import type { NewColumn } from "./parts.ts";

type Named<T extends Command["type"]> = Extract<Command, { type: T }>;

/** A valid column name that no other column of the table has. */
function newColumnName(table: PlanTable, given: string, except: Column | null): Result<string> {
  const name = checkName("column", given);
  if (!name.ok) return name;
  const clash = table.columns.find((each) => isSameName(each.name, name.value));
  if (clash === undefined || ("column" in clash && clash.column === except)) return name;
  return failed("duplicate-column", `${table.title} has a column called "${clash.name}" already.`, {
    remedy: "Choose another name.",
    where: { column: clash.name },
  });
}

const INPUT_FORMATS = { number: "General", text: "General", boolean: "General", date: "dd/mm/yyyy" } as const;

/** A new input column with an id of its own. */
export function inputColumn(plan: Plan, given: Omit<NewColumn, "formula">): InputColumn {
  const type = given.type ?? "number";
  return {
    id: newColumnId(plan, given.name),
    name: given.name,
    format: given.format ?? INPUT_FORMATS[type],
    note: given.note ?? "",
    kind: "input",
    type,
  };
}

function newColumnId(plan: Plan, name: string): ColumnId {
  return uniqueId(new Set(allColumns(plan).map(({ column }) => column.id)), name);
}

/** The plan with a column put at a place of its table; an input column of Practices begins blank. */
export function withColumn(plan: Plan, table: PlanTable, column: Column, at: number): Plan {
  const columns = ownColumns(plan, table);
  const next = { ...plan, ...withOwnColumns(plan, table, columns.toSpliced(at, 0, column)) };
  if (table.kind !== "practices" || column.kind !== "input") return next;
  const blanks: readonly Scalar[] = plan.practices.map(() => null);
  return { ...next, practiceInputs: { ...plan.practiceInputs, [column.id]: blanks } };
}

export function addColumn(plan: Plan, command: Named<"addColumn">): Result<Outcome> {
  const table = requireTable(plan, command.table);
  if (!table.ok) return table;
  const name = newColumnName(table.value, command.column.name, null);
  if (!name.ok) return name;
  const columns = ownColumns(plan, table.value);
  let at = columns.length;
  if (command.before !== undefined) {
    const before = requireOwnColumn(table.value, command.before);
    if (!before.ok) return before;
    at = columns.indexOf(before.value);
  }
  const { formula, format, note } = command.column;
  if (formula === undefined) {
    const column = inputColumn(plan, { ...command.column, name: name.value });
    return added(plan, table.value, column, at);
  }
  if (command.column.type !== undefined)
    return failed(
      "formula-and-type",
      `"${name.value}" has a formula, so it cannot have an input type as well.`,
      {
        remedy: "Leave out the type or the formula.",
        where: { column: name.value },
      },
    );
  const column: Column = {
    id: newColumnId(plan, name.value),
    name: name.value,
    format: format ?? "General",
    note: note ?? "",
    kind: "formula",
    formula: formula.trim(),
  };
  const checked = checkNewFormula(withColumn(plan, table.value, column, at), table.value, column);
  return checked.ok ? added(plan, table.value, column, at) : checked;
}

function added(plan: Plan, table: PlanTable, column: Column, at: number): Result<Outcome> {
  const label = `Add the column ${inSentence(column.name)} to ${table.title}`;
  return outcome(label, partsChange(plan, withColumn(plan, table, column, at)));
}

function withColumnReplaced(plan: Plan, table: PlanTable, old: Column, column: Column): Plan {
  const columns = ownColumns(plan, table).map((each) => (each === old ? column : each));
  return { ...plan, ...withOwnColumns(plan, table, columns) };
}

export function setFormula(plan: Plan, command: Named<"setFormula">): Result<Outcome> {
  const table = requireTable(plan, command.table);
  if (!table.ok) return table;
  const old = requireOwnColumn(table.value, command.column);
  if (!old.ok) return old;
  if (old.value.kind === "input")
    return failed("input-column", `"${old.value.name}" of ${table.value.title} is an input column.`, {
      remedy: "Add a formula column instead.",
      where: { column: old.value.name },
    });
  const label = `Change the formula of ${inSentence(old.value.name)}`;
  const column: Column = { ...old.value, formula: command.formula.trim() };
  if (column.formula === old.value.formula) return outcome(label, []);
  const next = withColumnReplaced(plan, table.value, old.value, column);
  const checked = checkNewFormula(next, table.value, column);
  return checked.ok ? outcome(label, partsChange(plan, next)) : checked;
}

export function editColumn(plan: Plan, command: Named<"editColumn">): Result<Outcome> {
  const table = requireTable(plan, command.table);
  if (!table.ok) return table;
  const found = requireOwnColumn(table.value, command.column);
  if (!found.ok) return found;
  const old = found.value;
  const name =
    command.newName === undefined ? done(old.name) : newColumnName(table.value, command.newName, old);
  if (!name.ok) return name;
  const edited: Column = {
    ...old,
    name: name.value,
    format: command.format ?? old.format,
    note: command.note ?? old.note,
  };
  const next = withColumnReplaced(plan, table.value, old, edited);
  if (name.value === old.name)
    return outcome(`Edit the column ${inSentence(old.name)}`, partsChange(plan, next));
  const renamed = withFormulasRewritten(plan, next, {
    columns: [{ table: table.value.name, from: old.name, to: name.value }],
  });
  if (!renamed.ok) return renamed;
  const label = `Rename ${inSentence(old.name)} to ${inSentence(name.value)}`;
  return outcome(label, partsChange(plan, renamed.value));
}

/** The plan without any value of a column. */
export function withoutColumnValues(plan: Plan, columnId: ColumnId): Plan {
  const hasOverrides = plan.options.some((option) => option.inputOverrides[columnId] !== undefined);
  return {
    ...plan,
    practiceInputs:
      plan.practiceInputs[columnId] === undefined
        ? plan.practiceInputs
        : withKey(plan.practiceInputs, columnId, undefined),
    keyedInputs:
      plan.keyedInputs[columnId] === undefined
        ? plan.keyedInputs
        : withKey(plan.keyedInputs, columnId, undefined),
    options: hasOverrides
      ? plan.options.map((option) => ({
          ...option,
          inputOverrides: withKey(option.inputOverrides, columnId, undefined),
        }))
      : plan.options,
  };
}

export function removeColumn(plan: Plan, command: Named<"removeColumn">): Result<Outcome> {
  const table = requireTable(plan, command.table);
  if (!table.ok) return table;
  const found = requireOwnColumn(table.value, command.column);
  if (!found.ok) return found;
  const column = found.value;
  const columns = ownColumns(plan, table.value).filter((each) => each !== column);
  const next = withoutColumnValues({ ...plan, ...withOwnColumns(plan, table.value, columns) }, column.id);
  const used = refuseIfUsed(plan, next, `the column "${column.name}" of ${table.value.title}`);
  if (!used.ok) return used;
  const label = `Remove the column ${inSentence(column.name)} from ${table.value.title}`;
  return outcome(label, partsChange(plan, next));
}

/** Whether the table has a column of that name already, of any role. */
export function hasColumn(table: PlanTable, name: string): boolean {
  return findColumn(table, name) !== undefined;
}
