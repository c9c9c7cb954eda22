// What must be true of every plan (the head of plan.ts), as a test that can be asked of one. Commands keep it so; a
// file that was edited by hand or damaged is asked before it is believed.

import type { Scalar } from "../engine/values/value.ts";
import { assumptionValue, inputValue, serialFromIsoDate } from "./inputValues.ts";
import { allColumns, baseOption, keyedRows, ownColumns, practiceCode, rowIndex } from "./lookups.ts";
import {
  checkAssumptionName,
  checkChoices,
  checkGroupName,
  checkLevelNames,
  checkName,
  checkRule,
  checkTableNames,
  groupKey,
} from "./nameRules.ts";
import { nameKey } from "./names.ts";
import {
  ASSUMPTIONS_TABLE,
  type Column,
  type ColumnId,
  type KeyedValues,
  type Option,
  type Plan,
} from "./plan.ts";
import { type Problem, problem, type Result } from "./problem.ts";
import { planTables } from "./tables.ts";

type Report = (message: string, subject: string) => void;

/** Everything that is wrong with the plan; empty for a sound one. */
export function checkPlan(plan: Plan): readonly Problem[] {
  const problems: Problem[] = [];
  const report: Report = (message, subject) => {
    problems.push(problem("unsound-plan", message, { where: { subject } }));
  };
  if (plan.options.length === 0) {
    report("The plan has no option.", "options");
    return problems;
  }
  checkPractices(plan, report);
  checkLevels(plan, report);
  checkSupportingTables(plan, report);
  checkColumns(plan, report);
  checkAssumptions(plan, report);
  checkOptions(plan, report);
  checkBaseInputs(plan, report);
  for (const option of plan.options) {
    checkGroups(plan, option, report);
    checkOverrides(plan, option, report);
  }
  checkSharedGroups(plan, report);
  checkFindings(plan, report);
  checkSimulation(plan, report);
  return problems;
}

function checkUnique(kind: string, keys: readonly string[], report: Report): void {
  const seen = new Set<string>();
  for (const key of keys) {
    if (seen.has(key)) report(`The ${kind} "${key}" is there twice.`, key);
    seen.add(key);
  }
}

/** Ids are keys of plain objects, so one that every object has already would find the wrong thing. */
function checkIds(kind: string, ids: readonly string[], report: Report): void {
  checkUnique(`id of a ${kind}`, ids, report);
  for (const id of ids) if (id === "" || id in {}) report(`"${id}" cannot be the id of a ${kind}.`, id);
}

function checkNameIs(name: string, checked: Result<string>, report: Report): void {
  if (!checked.ok) report(checked.problem.message, name);
  else if (checked.value !== name) report(`The name "${name}" has spaces at its start or end.`, name);
}

function checkPractices(plan: Plan, report: Report): void {
  checkUnique("practice code", plan.practices, report);
  for (const code of plan.practices)
    if (code === "" || code !== practiceCode(code))
      report(`"${code}" is not a practice code in capitals without spaces around it.`, code);
}

function checkLevels(plan: Plan, report: Report): void {
  checkIds(
    "level",
    plan.levels.map((level) => level.id),
    report,
  );
  for (const level of plan.levels) {
    const names = checkLevelNames(plan, level, level.id);
    if (!names.ok) report(names.problem.message, level.name);
    else if (
      names.value.name !== level.name ||
      names.value.plural !== level.plural ||
      names.value.tableName !== level.tableName
    )
      report(`The table of the level "${level.name}" should be called ${names.value.tableName}.`, level.name);
  }
  const ids = plan.levels.map((level) => level.id).sort();
  if (Object.keys(plan.levelColumns).sort().join("\n") !== ids.join("\n"))
    report("The lists of columns do not match the levels.", "levelColumns");
}

function checkColumns(plan: Plan, report: Report): void {
  const columns = allColumns(plan).map(({ column }) => column);
  checkIds(
    "column",
    columns.map((column) => column.id),
    report,
  );
  for (const table of planTables(plan)) {
    checkUnique(
      `column of ${table.title}`,
      table.columns.map((column) => nameKey(column.name)),
      report,
    );
  }
  for (const column of columns) {
    checkNameIs(column.name, checkName("column", column.name), report);
    if (column.kind === "formula" && !column.formula.startsWith("="))
      report(`The formula of "${column.name}" does not begin with =.`, column.name);
    if (column.kind === "formula" && column.rule !== undefined) {
      const rule = checkRule(column.name, column.rule);
      if (!rule.ok) report(rule.problem.message, column.name);
    }
    if (column.kind === "input" && column.choices !== undefined) {
      const choices = checkChoices(column.name, column.choices);
      if (!choices.ok) report(choices.problem.message, column.name);
      else if (column.choices.length === 0) report(`"${column.name}" has no choices.`, column.name);
    }
  }
}

function checkSupportingTables(plan: Plan, report: Report): void {
  checkIds(
    "table",
    plan.supportingTables.map((table) => table.id),
    report,
  );
  for (const table of plan.supportingTables) {
    const names = checkTableNames(plan, table, table.id);
    if (!names.ok) report(names.problem.message, table.name);
    else if (names.value.name !== table.name || names.value.title !== table.title)
      report(`The title "${table.title}" has spaces at its start or end.`, table.title);
    checkIds(`row of ${table.title}`, table.rows, report);
    if (table.columns.length === 0) report(`The table "${table.title}" has no columns.`, table.name);
  }
}

function checkFindings(plan: Plan, report: Report): void {
  const formulas = new Set(
    allColumns(plan).flatMap(({ column }) => (column.kind === "formula" ? [column.id] : [])),
  );
  checkUnique(
    "finding",
    plan.findings.map(({ columnId, rowKey }) => `${columnId}: ${rowKey}`),
    report,
  );
  for (const { columnId, rowKey } of plan.findings)
    if (!formulas.has(columnId) || !Object.hasOwn(plan.keyedInputs[columnId] ?? {}, rowKey))
      report(
        `There is a finding at "${columnId}" of "${rowKey}", where nothing stands in place of a formula.`,
        columnId,
      );
}

function checkSimulation(plan: Plan, report: Report): void {
  if (plan.simulation === null) return;
  const inputs = new Set(
    allColumns(plan).flatMap(({ column }) => (column.kind === "input" ? [column.id] : [])),
  );
  checkUnique("result of the simulation", plan.simulation.columns, report);
  for (const id of plan.simulation.columns)
    if (!inputs.has(id)) report(`The result "${id}" of the simulation is no input column.`, id);
  if (serialFromIsoDate(plan.simulation.date) === null)
    report(`"${plan.simulation.date}" is not the date of a simulation.`, "simulation");
}

function isKept(checked: Result<Scalar>, value: Scalar): boolean {
  return checked.ok && Object.is(checked.value, value);
}

function checkAssumptions(plan: Plan, report: Report): void {
  const tables = [ASSUMPTIONS_TABLE, ...planTables(plan).map((table) => table.name)];
  checkUnique(
    "assumption or table name",
    [...tables, ...plan.assumptions.map((each) => each.name)].map(nameKey),
    report,
  );
  for (const { name, value } of plan.assumptions) {
    checkNameIs(name, checkAssumptionName(name), report);
    if (!isKept(assumptionValue(null, value), value)) report(`The value of ${name} cannot be kept.`, name);
  }
}

function checkOptions(plan: Plan, report: Report): void {
  checkIds(
    "option",
    plan.options.map((option) => option.id),
    report,
  );
  checkUnique(
    "option",
    plan.options.map((option) => nameKey(option.name)),
    report,
  );
  for (const option of plan.options) checkNameIs(option.name, checkName("option", option.name), report);
  const base = baseOption(plan);
  if (Object.keys(base.assumptionOverrides).length + Object.keys(base.inputOverrides).length > 0)
    report(`"${base.name}" is the base, so it cannot have values of its own beside the base's.`, base.name);
}

function checkGroups(plan: Plan, option: Option, report: Report): void {
  const order = new Map(plan.levels.map((level, at) => [level.id, at]));
  const byId = new Map(option.groups.map((group) => [group.id, group]));
  checkIds(
    "group",
    option.groups.map((group) => group.id),
    report,
  );
  checkUnique(
    `group of "${option.name}"`,
    option.groups.map((group) => `${group.levelId}: ${groupKey(group.name)}`),
    report,
  );
  for (const group of option.groups) {
    checkNameIs(group.name, checkGroupName(group.name), report);
    const level = order.get(group.levelId);
    if (level === undefined) report(`The group "${group.name}" is of a level that is not there.`, group.name);
    if (group.parentId === null) continue;
    const parent = byId.get(group.parentId);
    if (parent === undefined) report(`The parent of "${group.name}" is not there.`, group.name);
    else if ((order.get(parent.levelId) ?? -1) <= (level ?? 0))
      report(`The parent of "${group.name}" is not of a higher level.`, group.name);
  }
  if (option.membership.length !== plan.practices.length)
    report(`"${option.name}" does not say for every practice where it belongs.`, option.name);
  option.membership.forEach((id, at) => {
    if (id !== null && !byId.has(id))
      report(`${plan.practices[at] ?? at + 1} is in a group that is not there.`, option.name);
  });
}

/** A group that several options have is of one level. */
function checkSharedGroups(plan: Plan, report: Report): void {
  const levelOf = new Map<string, string>();
  for (const group of plan.options.flatMap((option) => option.groups)) {
    const known = levelOf.get(group.id) ?? group.levelId;
    if (known !== group.levelId)
      report(`The group id "${group.id}" stands for groups of two levels.`, group.id);
    levelOf.set(group.id, known);
  }
}

interface Target {
  readonly column: Column;
  readonly rows: { has(key: string): boolean };
}

/** Columns that hold keyed values, each with its test of row keys: in one option, or for the base's values in any. */
function keyedColumns(
  plan: Plan,
  options: readonly Option[],
  isBase: boolean,
): ReadonlyMap<ColumnId, Target> {
  const found = new Map<ColumnId, Target>();
  for (const table of planTables(plan)) {
    // the Options table says itself whose input it is
    if (table.kind === "options" && !isBase) continue;
    const rows = rowIndex(keyedRows(plan, table, options));
    for (const column of ownColumns(plan, table))
      if (!(isBase && table.kind === "practices" && column.kind === "input"))
        found.set(column.id, { column, rows });
  }
  return found;
}

function checkKeyed(
  columnId: ColumnId,
  values: KeyedValues,
  known: ReadonlyMap<ColumnId, Target>,
  isBase: boolean,
  report: Report,
): void {
  const target = known.get(columnId);
  if (target === undefined) {
    report(`There are values for "${columnId}", which is no column that could hold them.`, columnId);
    return;
  }
  const { column, rows } = target;
  if (Object.keys(values).length === 0) report(`The values of "${column.name}" are empty.`, columnId);
  const isInput = column.kind === "input";
  for (const [key, value] of Object.entries(values)) {
    if (!rows.has(key))
      report(`"${column.name}" has a value for "${key}", which is no row of its table.`, key);
    if (value === null) {
      if (isInput && isBase) report(`The blank of "${column.name}" for "${key}" is not left out.`, key);
    } else if (!isKept(isInput ? inputValue(column.type, value) : assumptionValue(null, value), value))
      report(
        `The value of "${column.name}" for "${key}" is not a ${isInput ? column.type : "value of a cell"}.`,
        key,
      );
  }
}

function checkBaseInputs(plan: Plan, report: Report): void {
  const inputs = plan.practiceColumns.filter((column) => column.kind === "input");
  const ids = inputs.map((column) => column.id).sort();
  if (Object.keys(plan.practiceInputs).sort().join("\n") !== ids.join("\n"))
    report("The lists of practice figures do not match the input columns.", "practiceInputs");
  for (const column of inputs) {
    const values = plan.practiceInputs[column.id] ?? [];
    if (values.length !== plan.practices.length)
      report(`"${column.name}" does not have one value for each practice.`, column.name);
    values.forEach((value, at) => {
      if (!isKept(inputValue(column.type, value), value))
        report(`"${column.name}" of ${plan.practices[at] ?? at + 1} is not a ${column.type}.`, column.name);
    });
  }
  const known = keyedColumns(plan, plan.options, true);
  for (const [id, values] of Object.entries(plan.keyedInputs)) checkKeyed(id, values, known, true, report);
}

function checkOverrides(plan: Plan, option: Option, report: Report): void {
  const names = new Set(plan.assumptions.map((assumption) => assumption.name));
  for (const [name, value] of Object.entries(option.assumptionOverrides)) {
    if (!names.has(name)) report(`"${option.name}" has a value for ${name}, which is no assumption.`, name);
    if (!isKept(assumptionValue(null, value), value)) report(`The value of ${name} cannot be kept.`, name);
  }
  const known = keyedColumns(plan, [option], false);
  for (const [id, values] of Object.entries(option.inputOverrides))
    checkKeyed(id, values, known, false, report);
}
