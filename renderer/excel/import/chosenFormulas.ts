// Which formulas and tables of a file a mapping brings in: the formula columns of the practices, the tables chosen, the
// tables those read, and the columns of the practices that any of them reads.
//
// What must stay true: nothing that comes in reads a column or table of the file that stays out.

import { parseFormula, referencesOf } from "../../engine/index.ts";
import type { ReadFile } from "../read/sourceFile.ts";
import { findSheet, type MappedColumn, type Mapping, type TableChoice } from "./mapping.ts";
import type { FileTables, SheetTable, SheetTableColumn } from "./sheetTables.ts";
import { proposedColumn, sheetView } from "./sourceKinds/sheetView.ts";

export interface ChosenFormulas {
  /** The practices' table; undefined when the file's formulas do not know it, or the file has no practices. */
  readonly practices: SheetTable | undefined;
  /** Formula columns of the practices, by the column's place in the sheet. */
  readonly formulas: ReadonlyMap<number, SheetTableColumn>;
  /** The other tables, in the order of the file. */
  readonly tables: readonly SheetTable[];
  /** The mapping with the columns that the formulas read. */
  readonly mapping: Mapping;
}

/** The table that a mapping takes the practices from. */
export function practicesIn({ tables }: FileTables, mapping: Mapping): SheetTable | undefined {
  if (mapping.tablesOnly === true) return undefined;
  return tables.find(
    (each) =>
      each.sheet === mapping.sheet &&
      (each.headingRow === mapping.headerRow || each.rows.includes(mapping.firstDataRow)) &&
      each.columns.some(({ index }) => index === mapping.code),
  );
}

/** The mapping as it should be proposed: formula columns ticked, and every table with formulas that can come in. */
export function withProposedFormulas(file: ReadFile, mapping: Mapping, found: FileTables): Mapping {
  if (found.tables.length === 0) return mapping;
  const practices = practicesIn(found, mapping);
  const formulas = practices?.columns.filter((each) => each.formula !== null) ?? [];
  const used = new Set([mapping.code, mapping.name, mapping.listSize]);
  const ticked = formulas.map(({ index }) => index).filter((index) => !used.has(index));
  const tables = found.tables
    .filter((each) => each !== practices && each.columns.some(({ formula }) => formula !== null))
    .map(({ name }): TableChoice => ({ table: name, name }));
  return { ...withColumns(file, mapping, ticked), ...(tables.length === 0 ? {} : { tables }) };
}

/** A mapping that brings in all tables of a file, and no practices. */
export function tablesMapping(file: ReadFile, found: FileTables, description: string): Mapping {
  const [first] = found.tables;
  return {
    description,
    dataDate: "",
    sheet: first?.sheet ?? file.sheets[0]?.name ?? "",
    headerRow: first?.headingRow ?? null,
    firstDataRow: first?.rows[0] ?? 1,
    code: 0,
    listSizeIsAverage: false,
    listSizeUse: "always",
    columns: [],
    groupColumns: [],
    newPractices: "auto",
    tables: found.tables.map(({ name }) => ({ table: name, name })),
    tablesOnly: true,
  };
}

/** What of the file's formulas comes in. `levels`: columns of the sheet that become levels. */
export function chosenFormulas(
  file: ReadFile,
  mapping: Mapping,
  found: FileTables,
  levels: ReadonlySet<number>,
): ChosenFormulas {
  const practices = practicesIn(found, mapping);
  const nothing = { practices, formulas: new Map<number, SheetTableColumn>() };
  if (mapping.valuesOnly === true)
    return { ...nothing, mapping, tables: withoutFormulas(chosenTables(found, mapping, practices)) };
  const fixed = new Set([
    mapping.code,
    mapping.name,
    mapping.listSize,
    ...levels,
    ...(mapping.asValues ?? []),
  ]);
  const wanted = new Set(
    mapping.columns.filter(({ selected, index }) => selected && !fixed.has(index)).map(({ index }) => index),
  );
  const formulas = new Map<number, SheetTableColumn>();
  const tables = new Set<SheetTable>(chosenTables(found, mapping, practices));
  const byName = new Map(found.tables.map((each) => [each.name.toLowerCase(), each]));
  const waiting: { readonly table: SheetTable; readonly column: SheetTableColumn }[] = [];
  const reach = (index: number) => {
    const column = practices?.columns.find((each) => each.index === index);
    if (practices === undefined || column === undefined || formulas.has(index) || fixed.has(index)) return;
    wanted.add(index);
    if (column.formula === null) return;
    formulas.set(index, column);
    waiting.push({ table: practices, column });
  };
  for (const index of [...wanted]) reach(index);
  const addColumns = (table: SheetTable) => {
    for (const column of table.columns) if (column.formula !== null) waiting.push({ table, column });
  };
  for (const table of tables) addColumns(table);
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    for (const { table, first, last } of columnsRead(item.column.formula ?? "", item.table)) {
      const target = byName.get(table.toLowerCase());
      if (target === undefined) continue;
      if (target === practices) {
        for (const index of between(target, first, last)) reach(index);
      } else if (!tables.has(target)) {
        tables.add(target);
        addColumns(target);
      }
    }
  }
  const inOrder = found.tables.filter((each) => tables.has(each));
  return { practices, formulas, tables: inOrder, mapping: withColumns(file, mapping, [...wanted]) };
}

function chosenTables(
  found: FileTables,
  mapping: Mapping,
  practices: SheetTable | undefined,
): readonly SheetTable[] {
  return (mapping.tables ?? []).flatMap(
    (choice) => found.tables.find((each) => each.name === choice.table && each !== practices) ?? [],
  );
}

function withoutFormulas(tables: readonly SheetTable[]): readonly SheetTable[] {
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((each) => ({ ...each, formula: null, reason: null, overrides: [] })),
  }));
}

export interface ColumnsRead {
  readonly table: string;
  readonly first: string;
  readonly last: string;
}

/** The columns that a formula of a table reads. */
export function columnsRead(formula: string, { name }: Pick<SheetTable, "name">): readonly ColumnsRead[] {
  const parsed = parseFormula(formula);
  if (!parsed.ok) return [];
  return referencesOf(parsed.tree).columns.map(({ table, first, last }) => ({
    table: table ?? name,
    first,
    last,
  }));
}

/** Places in the sheet of the columns from one name to another. */
export function between(table: SheetTable, first: string, last: string): readonly number[] {
  const at = (name: string) =>
    table.columns.findIndex((each) => each.name.toLowerCase() === name.toLowerCase());
  return table.columns.slice(at(first), at(last) + 1).map(({ index }) => index);
}

/** The mapping with columns of the sheet ticked, proposed where it did not have them. */
function withColumns(file: ReadFile, mapping: Mapping, indexes: readonly number[]): Mapping {
  const missing = indexes.filter(
    (index) => !mapping.columns.some((each) => each.index === index && each.selected),
  );
  const sheet = findSheet(file, mapping.sheet);
  if (missing.length === 0 || sheet === undefined) return mapping;
  const view = sheetView(sheet, mapping.headerRow);
  const added = missing.map((index): MappedColumn => {
    const known = mapping.columns.find((each) => each.index === index);
    return { ...(known ?? proposedColumn(view, index, true)), selected: true };
  });
  const kept = mapping.columns.filter(({ index }) => !missing.includes(index));
  return { ...mapping, columns: [...kept, ...added].sort((one, other) => one.index - other.index) };
}

/** The choice of the mapping screen for a formula column of the practices: as values, or as a formula again. */
export function withColumnAsValues(mapping: Mapping, index: number, asValues: boolean): Mapping {
  const others = (mapping.asValues ?? []).filter((each) => each !== index);
  return { ...mapping, asValues: asValues ? [...others, index] : others };
}
