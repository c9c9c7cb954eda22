// Commands on columns: adding, renaming, removing, and giving a formula.
//
// What must stay true: a column's name is unique in its table, with the key, membership and ancestor columns
// counted; a formula is only accepted when the engine can calculate it; renaming rewrites the formulas that
// use the column, and a column that another formula uses is not removed.

import type { Scalar } from "../../engine/values/value.ts";
import { withKey } from "../applyChanges.ts";
import { allColumns, ownColumns, requireOwnColumn, requireTable, withOwnColumns } from "../lookups.ts";
import { checkChoices, checkName, checkRule } from "../nameRules.ts";
import { isSameName, uniqueId } from "../names.ts";
import type { Column, ColumnId, FormulaColumn, InputColumn, Plan, Rule } from "../plan.ts";
import { done, failed, type Result } from "../problem.ts";
import { findColumn, type PlanTable } from "../tables.ts";
import type { Command } from "./command.ts";
import { checkNewFormula, refuseIfUsed, withFormulasRewritten } from "./formulas.ts";
import { inSentence, type Outcome, outcome, partsChange } from "./outcome.ts";
import type { NewColumn } from "./parts.ts";
import { withoutLostFindings } from "./regroup.ts";

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
export function inputColumn(plan: Plan, given: Omit<NewColumn, "formula" | "rule">): InputColumn {
  const type = given.type ?? "number";
  const column: InputColumn = {
    id: columnId(plan, given.name),
    name: given.name,
    format: given.format ?? INPUT_FORMATS[type],
    note: given.note ?? "",
    kind: "input",
    type,
  };
  const { choices } = given;
  return choices === undefined || choices.length === 0 ? column : { ...column, choices };
}

/** A new column as a command describes it, with an id of its own; its formula is not checked yet. */
export function newColumn(plan: Plan, table: PlanTable, given: NewColumn): Result<Column> {
  const name = newColumnName(table, given.name, null);
  if (!name.ok) return name;
  const where = { column: name.value };
  const { formula, format, note, rule } = given;
  if (formula === undefined) {
    if (rule !== undefined)
      return failed("rule-without-formula", `"${name.value}" is an input column, so it cannot be a rule.`, {
        remedy: "Give it a formula that is TRUE for the rows that pass.",
        where,
      });
    const choices = checkChoices(name.value, given.choices ?? []);
    if (!choices.ok) return choices;
    return done(inputColumn(plan, { ...given, name: name.value, choices: choices.value }));
  }
  if (given.type !== undefined || given.choices !== undefined)
    return failed(
      "formula-and-type",
      `"${name.value}" has a formula, so it cannot have an input type or choices as well.`,
      { remedy: "Leave out the type and the choices, or the formula.", where },
    );
  const column: FormulaColumn = {
    id: columnId(plan, name.value),
    name: name.value,
    format: format ?? "General",
    note: note ?? "",
    kind: "formula",
    formula: formula.trim(),
  };
  if (rule === undefined) return done(column);
  const checked = checkRule(name.value, rule);
  return checked.ok ? done({ ...column, rule: checked.value }) : checked;
}

/** An id for a new column, made from its name. */
export function columnId(plan: Plan, name: string): ColumnId {
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
  const column = newColumn(plan, table.value, command.column);
  if (!column.ok) return column;
  const columns = ownColumns(plan, table.value);
  let at = columns.length;
  if (command.before !== undefined) {
    const before = requireOwnColumn(table.value, command.before);
    if (!before.ok) return before;
    at = columns.indexOf(before.value);
  }
  if (column.value.kind === "input") return added(plan, table.value, column.value, at);
  const next = withColumn(plan, table.value, column.value, at);
  const checked = checkNewFormula(next, table.value, column.value);
  return checked.ok ? added(plan, table.value, column.value, at) : checked;
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

/** The column with the choices or the rule that the command gives, or without. */
function withRuleOrChoices(
  column: Column,
  given: { readonly choices?: readonly string[]; readonly rule?: Rule | null },
): Result<Column> {
  let next = column;
  if (given.choices !== undefined) {
    if (next.kind === "formula")
      return failed("formula-column", `"${column.name}" has a formula, so nothing is chosen in it.`, {
        remedy: "Leave out the choices.",
        where: { column: column.name },
      });
    const choices = checkChoices(column.name, given.choices);
    if (!choices.ok) return choices;
    const { choices: _, ...rest } = next;
    next = choices.value.length === 0 ? rest : { ...rest, choices: choices.value };
  }
  if (given.rule !== undefined) {
    if (next.kind === "input")
      return failed("input-column", `"${column.name}" is an input column, so it cannot be a rule.`, {
        remedy: "Use a formula column that is TRUE for the rows that pass.",
        where: { column: column.name },
      });
    const { rule: _, ...rest } = next;
    const checked = given.rule === null ? done(null) : checkRule(column.name, given.rule);
    if (!checked.ok) return checked;
    next = checked.value === null ? rest : { ...rest, rule: checked.value };
  }
  return done(next);
}

export function setRule(plan: Plan, command: Named<"setRule">): Result<Outcome> {
  const table = requireTable(plan, command.table);
  if (!table.ok) return table;
  const found = requireOwnColumn(table.value, command.column);
  if (!found.ok) return found;
  const column = withRuleOrChoices(found.value, { rule: command.rule });
  if (!column.ok) return column;
  const label =
    command.rule === null
      ? `${found.value.name} is no rule any more`
      : `Make ${inSentence(found.value.name)} a rule`;
  if (JSON.stringify(column.value) === JSON.stringify(found.value)) return outcome(label, []);
  return outcome(label, partsChange(plan, withColumnReplaced(plan, table.value, found.value, column.value)));
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
  const judged = withRuleOrChoices(old, command);
  if (!judged.ok) return judged;
  const edited: Column = {
    ...judged.value,
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

/** The plan without any value, override or finding of a column, and no longer a result of the simulation. */
export function withoutColumnValues(plan: Plan, columnId: ColumnId): Plan {
  const hasOverrides = plan.options.some((option) => option.inputOverrides[columnId] !== undefined);
  const { simulation } = plan;
  const results = simulation?.columns.filter((id) => id !== columnId) ?? [];
  const isResult = simulation?.columns.includes(columnId) === true;
  return withoutLostFindings({
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
    simulation:
      !isResult || simulation === null
        ? simulation
        : results.length === 0
          ? null
          : { ...simulation, columns: results },
  });
}

export function removeColumn(plan: Plan, command: Named<"removeColumn">): Result<Outcome> {
  const table = requireTable(plan, command.table);
  if (!table.ok) return table;
  const found = requireOwnColumn(table.value, command.column);
  if (!found.ok) return found;
  const column = found.value;
  const columns = ownColumns(plan, table.value).filter((each) => each !== column);
  if (table.value.kind === "supporting" && columns.length === 0)
    return failed("last-column", `"${column.name}" is the only column of ${table.value.title}.`, {
      remedy: "Remove the table instead.",
      where: { column: column.name },
    });
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
