// The formulas of a file put into the command that brings it in: formula columns of the practices with the cells that
// break them, supporting tables, assumptions. The command is tried on the plan and calculated; a formula that would give
// other values there than the file holds stays out.
//
// What must stay true: after the import every cell shows what the file shows (errors and volatile functions aside); what
// comes in as values although it is a formula in the file has a problem that says why.

import { isError, type Value } from "../../engine/index.ts";
import { applyCommand } from "../../plan/apply.ts";
import { PlanCalculation } from "../../plan/calculation.ts";
import type { ImportData } from "../../plan/commands/command.ts";
import type { ImportedColumn, NewAssumption } from "../../plan/commands/parts.ts";
import { baseOption } from "../../plan/lookups.ts";
import { isSameName, nameKey } from "../../plan/names.ts";
import { type Plan, PRACTICES_TABLE } from "../../plan/plan.ts";
import type { ProblemPlace } from "../../plan/problem.ts";
import { practicesTable } from "../../plan/tables.ts";
import { isSameValue } from "../check/sameValue.ts";
import type { Cell, ReadFile } from "../read/sourceFile.ts";
import { between, type ChosenFormulas, columnsRead } from "./chosenFormulas.ts";
import { formulaAsValues, reportTables } from "./formulaProblems.ts";
import { asFormula, type Candidate, importedTable, type TableCells, tableCells } from "./importedTables.ts";
import type { ImportRow } from "./importRows.ts";
import type { Mapping } from "./mapping.ts";
import { type PlanNames, planNames } from "./planNames.ts";
import type { ProblemList } from "./problemList.ts";
import type { FileTables, SheetTable } from "./sheetTables.ts";

export interface BroughtFormula {
  /** Names in the plan. */
  readonly table: string;
  readonly column: string;
  readonly formula: string;
}

export interface FormulaRequest {
  readonly plan: Plan;
  readonly file: ReadFile;
  /** The mapping as it is followed. */
  readonly mapping: Mapping;
  readonly found: FileTables;
  readonly chosen: ChosenFormulas;
  /** Everything as values. */
  readonly command: ImportData;
  /** Names of the practices' columns in the plan by their places in the sheet. */
  readonly practiceColumns: ReadonlyMap<number, string>;
  /** Aligned with the command's practices. */
  readonly rows: readonly ImportRow[];
  readonly place: ProblemPlace;
}

/** The command with the file's formulas and tables; as it is where there are none, or where it cannot be applied. */
export function bringFormulas(
  request: FormulaRequest,
  problems: ProblemList,
): { readonly command: ImportData; readonly formulas: readonly BroughtFormula[] } {
  const { plan, chosen, command, mapping, found } = request;
  const nothing = { command, formulas: [] };
  if (chosen.formulas.size === 0 && chosen.tables.length === 0) return nothing;
  const asFormulas = new Set([...chosen.formulas.keys()].map((at) => request.practiceColumns.get(at)));
  const columns = command.columns.filter(({ name }) => !asFormulas.has(name));
  const before = applyCommand(plan, { ...command, columns });
  if (!before.ok) return nothing;
  const names = planNames({
    plan: before.value.plan,
    mapping,
    practices: chosen.practices,
    tables: chosen.tables,
    assumptions: found.assumptions,
    practiceColumns: request.practiceColumns,
  });
  const cells = new Map(chosen.tables.map((table) => [table, tableCells(request.file, table)]));
  let candidates = candidatesOf(request, names);
  for (;;) {
    const tried = commandWith(request, cells, names, candidates);
    const applied = applyCommand(plan, tried);
    if (!applied.ok) return nothing;
    const wrong = wrongFormulas(request, cells, applied.value.plan, candidates);
    if (wrong.size === 0) {
      reportTables(request, cells, names, problems);
      const formulas = candidates.map(({ tableName, name, formula }) => ({
        table: tableName,
        column: name,
        formula,
      }));
      return { command: tried, formulas };
    }
    for (const [{ column, table }, why] of wrong) formulaAsValues(column.name, table, why, request, problems);
    candidates = candidates.filter((each) => !wrong.has(each));
  }
}

function candidatesOf({ chosen }: FormulaRequest, names: PlanNames): readonly Candidate[] {
  const { practices } = chosen;
  const found: Candidate[] = [];
  for (const [index, column] of chosen.formulas) {
    const name = names.practiceColumn(index);
    if (practices === undefined || name === undefined || column.formula === null) continue;
    const formula = names.formula(column.formula, practices);
    found.push({ table: practices, column, tableName: PRACTICES_TABLE, name, formula });
  }
  for (const table of chosen.tables) {
    const tableName = names.table(table);
    const columnNames = names.columns(table);
    for (const [at, column] of table.columns.entries()) {
      if (column.formula === null) continue;
      const formula = names.formula(column.formula, table);
      found.push({ table, column, tableName, name: columnNames[at] ?? column.name, formula });
    }
  }
  return found;
}

function commandWith(
  { file, command, chosen, found, rows }: FormulaRequest,
  cells: ReadonlyMap<SheetTable, TableCells>,
  names: PlanNames,
  candidates: readonly Candidate[],
): ImportData {
  const places = new Map(rows.map(({ row }, at) => [row, at]));
  const ofPractices = new Map(
    candidates.filter(({ table }) => table === chosen.practices).map((each) => [nameKey(each.name), each]),
  );
  const used = new Set(candidates.flatMap(({ column }) => column.assumptions));
  const assumptions = found.assumptions
    .filter(({ name }) => used.has(name))
    .map(({ name, value, unit, format, source, note }): NewAssumption => {
      return { name: names.assumption(name), value, unit, format, source, note };
    });
  const tables = chosen.tables.map((table) => {
    const own = candidates.filter((each) => each.table === table);
    const called = {
      name: names.table(table),
      title: names.title(table),
      columns: names.columns(table),
    };
    return importedTable(
      file,
      table,
      cells.get(table) ?? [],
      called,
      new Map(own.map((each) => [each.column.index, each])),
    );
  });
  const columns = command.columns.map((column): ImportedColumn => {
    const candidate = ofPractices.get(nameKey(column.name));
    return candidate === undefined ? column : asFormula(column, candidate, places);
  });
  return {
    ...command,
    columns,
    ...(tables.length === 0 ? {} : { tables }),
    ...(assumptions.length === 0 ? {} : { assumptions }),
  };
}

/** Formulas that would not show in the plan what the file shows, each with the end of a sentence. */
function wrongFormulas(
  request: FormulaRequest,
  cells: ReadonlyMap<SheetTable, TableCells>,
  plan: Plan,
  candidates: readonly Candidate[],
): ReadonlyMap<Candidate, string> {
  const wrong = new Map<Candidate, string>();
  for (const each of candidates) {
    const why = whySpansBreak(request, plan, each);
    if (why !== null) wrong.set(each, why);
  }
  if (wrong.size > 0 || candidates.length === 0) return wrong;
  const figures = new PlanCalculation(plan);
  const option = baseOption(plan).id;
  const known = new Map(plan.practices.map((code, at) => [code, at]));
  const practiceRows = request.rows.map(({ row, cells: own }, at) => {
    return { row, cells: own, place: known.get(request.command.practices[at] ?? "") ?? -1 };
  });
  for (const each of candidates) {
    if (each.column.isUnsaved) continue;
    const rows =
      each.table === request.chosen.practices
        ? practiceRows
        : (cells.get(each.table) ?? []).map((own, place) => {
            return { row: each.table.rows[place] ?? 0, cells: own, place };
          });
    const table = figures.table(each.tableName, option);
    const why = whyFiguresDiffer(each, rows, (place) => table.value(place, each.name));
    if (why !== null) wrong.set(each, why);
  }
  return wrong;
}

/** Columns from one to another must be the same columns in the plan, whose order is its own. */
function whySpansBreak(
  { chosen, practiceColumns }: FormulaRequest,
  plan: Plan,
  each: Candidate,
): string | null {
  const { practices } = chosen;
  if (practices === undefined) return null;
  const inPlan = practicesTable(plan).columns.map(({ name }) => nameKey(name));
  for (const { table, first, last } of columnsRead(each.column.formula ?? "", each.table)) {
    if (!isSameName(table, practices.name) || isSameName(first, last)) continue;
    const wanted = between(practices, first, last).map((at) => nameKey(practiceColumns.get(at) ?? ""));
    const start = inPlan.indexOf(wanted[0] ?? "");
    if (start < 0 || wanted.some((name, at) => inPlan[start + at] !== name))
      return `it reads the columns from ${first} to ${last}, which do not stand side by side in the plan`;
  }
  return null;
}

/** Cells that break the formula, errors and blanks are not compared: the first keep what they hold. */
function whyFiguresDiffer(
  { column }: Candidate,
  rows: readonly { readonly row: number; readonly cells: readonly Cell[]; readonly place: number }[],
  ours: (place: number) => Value,
): string | null {
  const broken = new Set(column.overrides.map(({ row }) => row));
  let compared = 0;
  let different = 0;
  for (const { row, cells, place } of rows) {
    const saved = cells[column.index] ?? null;
    if (place < 0 || saved === null || isError(saved) || broken.has(row)) continue;
    compared += 1;
    if (!isSameValue(saved, ours(place))) different += 1;
  }
  if (different === 0) return null;
  return `over the rows of the plan its formula would give other values than the file holds in ${different} of ${compared} rows`;
}
