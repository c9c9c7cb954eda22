// What the tables, columns and assumptions of a file will be called in a plan, and formulas in those names. A formula of a
// file speaks of `Mapper[PCN_Code]` and `[@Practice]`; in the plan the practices' columns have names of their own, and a
// table or figure may need another name because the plan has one already.
//
// What must stay true: one thing of the file has one name in the plan, wherever it is used.

import { rewriteFormula, toDefinedName, toTableName } from "../../engine/index.ts";
import { headingName } from "../../plan/commands/importWords.ts";
import { checkAssumptionName, checkTableNames } from "../../plan/nameRules.ts";
import { isSameName, nameKey, uniqueName } from "../../plan/names.ts";
import { type Plan, PRACTICES_TABLE } from "../../plan/plan.ts";
import type { ProposedAssumption } from "../formulas/proposedAssumptions.ts";
import type { Mapping } from "./mapping.ts";
import type { SheetTable } from "./sheetTables.ts";

export interface PlanNames {
  /** Name in the plan of a table of the file that comes in. */
  table(table: SheetTable): string;
  /** Names in the plan of a table's columns, aligned with them: one line, no outer blanks, none twice. */
  columns(table: SheetTable): readonly string[];
  /** What its tab will say. */
  title(table: SheetTable): string;
  assumption(proposed: string): string;
  /** A column of the practices by its place in the sheet; undefined when it does not come in. */
  practiceColumn(index: number): string | undefined;
  /** A formula of a table of the file in the plan's names. */
  formula(formula: string, table: SheetTable): string;
}

export interface NamesRequest {
  /** The plan with the file's practices and levels, without its formulas. */
  readonly plan: Plan;
  readonly mapping: Mapping;
  readonly practices: SheetTable | undefined;
  readonly tables: readonly SheetTable[];
  readonly assumptions: readonly ProposedAssumption[];
  /** Names of the practices' columns by their places in the sheet. */
  readonly practiceColumns: ReadonlyMap<number, string>;
}

export function planNames(request: NamesRequest): PlanNames {
  const { practices, practiceColumns } = request;
  const tables = tableNames(request);
  const assumptions = assumptionNames(request, new Set([...tables.values()].map(nameKey)));
  const titles = new Map(request.tables.map((each) => [each, titleOf(each, request.tables)]));
  const ofFile = new Map(request.tables.map((each) => [nameKey(each.name), each]));
  const tableName = (name: string): string | null => {
    if (practices !== undefined && isSameName(name, practices.name)) return PRACTICES_TABLE;
    const table = ofFile.get(nameKey(name));
    return table === undefined ? null : (tables.get(table) ?? null);
  };
  const columns = new Map(request.tables.map((each) => [each, columnNames(each)]));
  const columnName = (tableOfFile: string, column: string): string | null => {
    const isPractices = practices !== undefined && isSameName(tableOfFile, practices.name);
    const table = isPractices ? practices : ofFile.get(nameKey(tableOfFile));
    // To the letter first: a table may have two columns that differ by a blank at the end.
    const exact = table?.columns.findIndex(({ name }) => name.toLowerCase() === column.toLowerCase()) ?? -1;
    const at = exact >= 0 ? exact : (table?.columns.findIndex(({ name }) => isSameName(name, column)) ?? -1);
    const found = table?.columns[at];
    if (table === undefined || found === undefined) return null;
    return (isPractices ? practiceColumns.get(found.index) : columns.get(table)?.[at]) ?? null;
  };
  return {
    table: (table) => tables.get(table) ?? table.name,
    columns: (table) => columns.get(table) ?? columnNames(table),
    title: (table) => titles.get(table) ?? table.name,
    assumption: (proposed) => assumptions.get(nameKey(proposed)) ?? proposed,
    practiceColumn: (index) => practiceColumns.get(index),
    formula: (formula, table) =>
      rewriteFormula(formula, {
        ownTable: table.name,
        table: tableName,
        column: columnName,
        name: (name) => assumptions.get(nameKey(name)) ?? tableName(name),
      }),
  };
}

function columnNames({ columns }: SheetTable): readonly string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    const free = uniqueName(taken, headingName(name));
    taken.add(nameKey(free));
    return free;
  });
}

/** The sheet's name where one table of it comes in, else the table's own. */
function titleOf(table: SheetTable, all: readonly SheetTable[]): string {
  const isAlone = all.filter((each) => each.sheet === table.sheet).length === 1;
  return isAlone ? table.sheet : table.name;
}

/** A table keeps its name where that is free or names an earlier import of it. */
function tableNames({ plan, mapping, tables }: NamesRequest): ReadonlyMap<SheetTable, string> {
  const names = new Map<SheetTable, string>();
  const used = new Set<string>();
  for (const table of tables) {
    const choice = mapping.tables?.find((each) => each.table === table.name);
    const wanted = toTableName(choice?.name.trim() || table.name);
    const isFree = (name: string): boolean => {
      if (used.has(nameKey(name))) return false;
      if (plan.supportingTables.some((each) => isSameName(each.name, name))) return true;
      return checkTableNames(plan, { name, title: `${name} imported` }, null).ok;
    };
    let name = wanted;
    for (let number = 2; !isFree(name); number += 1) name = `${wanted}_${number}`;
    used.add(nameKey(name));
    names.set(table, name);
  }
  return names;
}

/** By the key of the proposed name. One that the plan has already is that of an earlier import. */
function assumptionNames(
  { plan, mapping, assumptions }: NamesRequest,
  tables: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const used = new Set(tables);
  for (const table of plan.supportingTables) used.add(nameKey(table.name));
  for (const level of plan.levels) used.add(nameKey(level.tableName));
  for (const name of [PRACTICES_TABLE, "Options", "Assumptions"]) used.add(nameKey(name));
  for (const { name: proposed } of assumptions) {
    const wanted = toDefinedName(mapping.assumptionNames?.[proposed]?.trim() || proposed);
    let name = wanted;
    for (let number = 2; used.has(nameKey(name)) || !checkAssumptionName(name).ok; number += 1)
      name = `${wanted}_${number}`;
    used.add(nameKey(name));
    names.set(nameKey(proposed), name);
  }
  return names;
}
