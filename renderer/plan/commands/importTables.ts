// A file's sheets as supporting tables. A table the plan has already is brought up to date: its rows are the file's, and
// a row that is in both keeps its id, so what options have of their own there stays.
//
// What must stay true: after the import the columns that the file names hold what the file says; columns the file does
// not name keep their values; rows that went, values that do not fit and names that were taken are reported.

import type { Scalar } from "../../engine/values/value.ts";
import { inputValue } from "../inputValues.ts";
import { baseOption } from "../lookups.ts";
import { checkTableNames } from "../nameRules.ts";
import { isSameName, nameKey, uniqueName } from "../names.ts";
import type { InputColumn, KeyedValues, Plan, SupportingTable } from "../plan.ts";
import { done, failed, type Problem, problem, type Result } from "../problem.ts";
import { supportingRowNames } from "../rowNames.ts";
import { findColumn, type PlanTable } from "../tables.ts";
import { inputColumn, withColumn, withoutColumnValues } from "./columns.ts";
import { firstFew, headingName } from "./importWords.ts";
import { choiceProblems, isNotAChoice } from "./inputChecks.ts";
import { counted } from "./outcome.ts";
import type { ImportedColumn, ImportedTable } from "./parts.ts";
import { withoutLostRows } from "./regroup.ts";
import { currentTable, newRowIds, withTable } from "./supportingTables.ts";

export interface ImportedFormula {
  /** Excel name of the table it goes into. */
  readonly table: string;
  readonly given: ImportedColumn;
  /** For each row of the file its row key in the table, "" for a row left out. */
  readonly rowKeys: readonly string[];
}

export interface TablesImported {
  readonly plan: Plan;
  /** Formula columns, to be put in when every table is there. */
  readonly formulas: readonly ImportedFormula[];
  readonly problems: readonly Problem[];
}

/** How many rows the file's table has; null when its columns do not agree. */
function rowCount(given: ImportedTable): number | null {
  const counts = new Set(
    given.columns
      .filter((column) => column.formula === undefined || column.values.length > 0)
      .map((column) => column.values.length),
  );
  if (counts.size > 1) return null;
  return counts.values().next().value ?? 0;
}

/** The supporting table that takes the file's: the one of that name, or a new one under a name that is free. */
function targetTable(
  plan: Plan,
  given: ImportedTable,
): Result<{ readonly plan: Plan; readonly id: string; readonly problems: readonly Problem[] }> {
  const known = plan.supportingTables.find((each) => isSameName(each.name, given.name));
  if (known !== undefined) return done({ plan, id: known.id, problems: [] });
  const taken = {
    has: (key: string) =>
      plan.supportingTables.some((each) => nameKey(each.title) === key) ||
      !checkTableNames(plan, { name: "Imported_sheet_1", title: key }, null).ok,
  };
  const title = uniqueName(taken, given.title.trim() === "" ? given.name : given.title);
  const candidates = [given.name, ...Array.from({ length: 999 }, (_, at) => `${given.name}_${at + 2}`)];
  const name = candidates.find((each) => checkTableNames(plan, { name: each, title }, null).ok);
  const made = withTable(plan, { name: name ?? given.name, title, note: given.note });
  if (!made.ok) return made;
  const problems: readonly Problem[] =
    name === given.name
      ? []
      : [
          {
            code: "table-renamed",
            severity: "warning",
            message: `The file's table ${given.name} is called ${name}, because the name was taken.`,
            remedy: "Check the formulas that use it.",
            where: { subject: title },
          },
        ];
  return done({ plan: made.value.plan, id: made.value.table.id, problems });
}

/** Row ids for the file's rows: those of rows of the same name, where the name is unique on both sides, or new ones. */
function matchedRows(plan: Plan, table: PlanTable, given: ImportedTable, count: number): readonly string[] {
  const supporting = table.supporting as SupportingTable;
  const fresh = [...newRowIds(supporting, count)];
  const first = supporting.columns[0];
  const source = given.columns.find((column) => first !== undefined && isSameName(column.name, first.name));
  if (first?.kind !== "input" || source === undefined || source.formula !== undefined) return fresh;
  const known = uniqueNames(supportingRowNames(plan, table, baseOption(plan)));
  const probe: Plan = {
    ...plan,
    keyedInputs: {
      [first.id]: Object.fromEntries(
        source.values.flatMap((value, at) => {
          const checked = inputValue(first.type, value ?? null);
          return checked.ok && checked.value !== null ? [[String(at), checked.value]] : [];
        }),
      ),
    },
  };
  const rows = Array.from({ length: count }, (_, at) => String(at));
  const asGiven = { ...table, supporting: { ...supporting, rows } };
  const names = supportingRowNames(probe, asGiven, baseOption(plan));
  const wanted = uniqueNames(names);
  return names.map((name, at) => {
    const row = wanted.get(nameKey(name)) === at ? known.get(nameKey(name)) : undefined;
    return (row === undefined || row < 0 ? undefined : supporting.rows[row]) ?? fresh[at] ?? "";
  });
}

/** Name key -> place, -1 where there are several. */
function uniqueNames(names: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [at, name] of names.entries()) places.set(nameKey(name), places.has(nameKey(name)) ? -1 : at);
  return places;
}

/** An input column of the file in the table: its values in the base are the file's. */
function withInputColumn(
  plan: Plan,
  id: string,
  given: ImportedColumn,
  rowKeys: readonly string[],
): { readonly plan: Plan; readonly problems: readonly Problem[] } {
  const { plan: ready, column } = tableColumn(plan, id, given);
  const values: Record<string, Scalar> = { ...ready.keyedInputs[column.id] };
  const unfit: string[] = [];
  const others: Scalar[] = [];
  rowKeys.forEach((rowKey, row) => {
    const value = given.values[row];
    if (value === undefined) return;
    const checked = inputValue(column.type, value);
    if (!checked.ok) unfit.push(`row ${row + 1}`);
    else if (checked.value === null) delete values[rowKey];
    else {
      values[rowKey] = checked.value;
      if (isNotAChoice(column, checked.value)) others.push(checked.value);
    }
  });
  const { [column.id]: _, ...rest } = ready.keyedInputs;
  const keyedInputs: Record<string, KeyedValues> =
    Object.keys(values).length === 0 ? rest : { ...rest, [column.id]: values };
  const problems = [...choiceProblems(column, others)];
  if (unfit.length > 0)
    problems.push(
      problem(
        "value-left-out",
        `${counted(unfit.length, "value")} of "${column.name}" left out, not a ${column.type}: ${firstFew(unfit)}.`,
        {
          remedy: "Correct the file, or type the values in.",
          rows: unfit.length,
          where: { column: column.name },
        },
      ),
    );
  return { plan: { ...ready, keyedInputs }, problems };
}

/** The input column of that name; one of another kind or type is made anew in its place, as the file says. */
function tableColumn(
  plan: Plan,
  id: string,
  given: ImportedColumn,
): { readonly plan: Plan; readonly column: InputColumn } {
  const table = currentTable(plan, id);
  const name = headingName(given.name);
  const found = findColumn(table, name);
  const known = found !== undefined && "column" in found ? found.column : undefined;
  if (known?.kind === "input" && known.type === given.type) return { plan, column: known };
  const made = inputColumn(plan, { ...given, name: known?.name ?? name });
  if (known === undefined) return { plan: withColumn(plan, table, made, table.columns.length), column: made };
  const column: InputColumn = { ...made, id: known.id };
  return { plan: withColumnInTable(withoutColumnValues(plan, known.id), id, column), column };
}

/** The plan with the column of the same id replaced in a supporting table. */
function withColumnInTable(plan: Plan, id: string, column: InputColumn): Plan {
  return {
    ...plan,
    supportingTables: plan.supportingTables.map((each) =>
      each.id === id
        ? { ...each, columns: each.columns.map((one) => (one.id === column.id ? column : one)) }
        : each,
    ),
  };
}

function withFileTable(plan: Plan, given: ImportedTable): Result<TablesImported> {
  const count = rowCount(given);
  if (count === null || given.columns.length === 0)
    return failed(
      "misaligned-import",
      given.columns.length === 0
        ? `The table "${given.name}" has no columns.`
        : `The columns of the table "${given.name}" do not have one value for each of its rows.`,
      { remedy: "Give every column as many values as the table has rows.", where: { subject: given.name } },
    );
  const target = targetTable(plan, given);
  if (!target.ok) return target;
  const { id } = target.value;
  const before = currentTable(target.value.plan, id);
  const rows = matchedRows(target.value.plan, before, given, count);
  const kept = new Set(rows);
  const gone = before.supporting?.rows.filter((row) => !kept.has(row)).length ?? 0;
  const problems: Problem[] = [...target.value.problems];
  if (gone > 0)
    problems.push({
      code: "rows-removed",
      severity: "warning",
      message: `${counted(gone, "row")} of ${before.title} not in the file any more, so they went.`,
      remedy: "Undo to have them back.",
      rows: gone,
      where: { subject: before.title },
    });
  let next = withoutLostRows({
    ...target.value.plan,
    supportingTables: target.value.plan.supportingTables.map((each) =>
      each.id === id ? { ...each, rows } : each,
    ),
  }).plan;
  const formulas: ImportedFormula[] = [];
  for (const column of given.columns) {
    if (column.formula !== undefined) {
      formulas.push({ table: before.name, given: column, rowKeys: rows });
      continue;
    }
    const filled = withInputColumn(next, id, column, rows);
    next = filled.plan;
    problems.push(...filled.problems);
  }
  return done({ plan: next, formulas, problems });
}

/** The values of a formula that was refused, as an input column of its table. */
export function withRefusedFormula(
  plan: Plan,
  { table, given, rowKeys }: ImportedFormula,
): { readonly plan: Plan; readonly problems: readonly Problem[] } {
  const target = plan.supportingTables.find((each) => isSameName(each.name, table));
  if (target === undefined) return { plan, problems: [] };
  const { formula: _, overrides: __, ...column } = given;
  return withInputColumn(plan, target.id, column, rowKeys);
}

/** Puts the file's tables with their input columns into the plan; their formula columns are given back. */
export function importTables(plan: Plan, tables: readonly ImportedTable[]): Result<TablesImported> {
  let next = plan;
  const formulas: ImportedFormula[] = [];
  const problems: Problem[] = [];
  for (const given of tables) {
    const imported = withFileTable(next, given);
    if (!imported.ok) return imported;
    next = imported.value.plan;
    formulas.push(...imported.value.formulas);
    problems.push(...imported.value.problems);
  }
  return done({ plan: next, formulas, problems });
}
