// Columns and practices that the plan has and the workbook has not: columns to the right of the table, practices below it.
//
// What must stay true: nothing is written where something stands; a table that cannot grow there (totals, notes below, another
// table beside it) stays as it is, and that is said.

import type { Scalar } from "../../engine/values/value.ts";
import { isSameName } from "../../plan/names.ts";
import { type Column, PRACTICE_NAME, PRACTICES_TABLE } from "../../plan/plan.ts";
import type { ColumnPlace } from "../import/sourcePlaces.ts";
import { placesIn } from "../import/sourcePlaces.ts";
import type { PatchEdit } from "../package/cellEdit.ts";
import { bookFormula, storedForm } from "./bookFormula.ts";
import { type BookRow, type BookTable, cellAt } from "./bookPlaces.ts";
import type { Saving } from "./makeEdits.ts";
import { editValue, groupsAt, valuesOf } from "./planValues.ts";

/** Input and formula columns of the plan that the table in the workbook has not. */
function missingColumns({ table, columns }: BookTable): readonly Column[] {
  return table.columns.flatMap((each): readonly Column[] => {
    if (each.role !== "input" && each.role !== "formula") return [];
    // The name of a practice is the plan's own; a workbook without it knows its practices by code.
    if (table.name === PRACTICES_TABLE && each.name === PRACTICE_NAME) return [];
    return columns.some(({ name }) => isSameName(name, each.name)) ? [] : [each.column];
  });
}

export function addColumns(saving: Saving, table: BookTable): void {
  const missing = missingColumns(table);
  const { headingRow } = table.places;
  const sheet = table.sheet.name;
  if (missing.length === 0) return;
  if (headingRow === null) {
    saving.lose(
      `The sheet "${sheet}" has no headings, so the new columns ${names(missing)} have no place.`,
      sheet,
    );
    return;
  }
  const appended = new Map<string, number>();
  saving.appended.set(table, appended);
  let index = firstFree(table, headingRow);
  // Inputs first: formulas may read them, and a formula may read another that comes later.
  const inputs = missing.filter(({ kind }) => kind === "input");
  const formulas = missing.filter(({ kind }) => kind === "formula");
  for (const column of [...inputs, ...formulas]) {
    const valueFor = valuesOf(saving.request.plan, table, column);
    const isBlank =
      column.kind === "input" &&
      table.rows.every(({ key }) => key === null || (valueFor(key) ?? null) === null);
    if (!isBlank) appended.set(column.name, index++);
  }
  for (let again = true; again; ) {
    // A formula that cannot stand here takes those with it that read it.
    again = false;
    for (const column of formulas) {
      const row = table.rows[0]?.row ?? headingRow + 1;
      if (column.kind !== "formula" || !appended.has(column.name)) continue;
      const made = bookFormula(saving.formulaPlaces, table, column.formula, row);
      if (!("why" in made)) continue;
      saving.lose(
        `The formula column ${column.name} of ${table.table.title} was not added, because ${made.why}.`,
        sheet,
      );
      appended.delete(column.name);
      again = true;
    }
  }
  index = firstFree(table, headingRow);
  for (const name of appended.keys()) appended.set(name, index++);
  if (appended.size === 0) return;
  const inTheWay = occupied(table, headingRow, firstFree(table, headingRow), index - 1);
  if (inTheWay !== null) {
    appended.clear();
    saving.lose(
      `The new columns ${names(missing)} have no room beside the table of ${table.table.title}: ${inTheWay} is not empty.`,
      sheet,
    );
    return;
  }
  for (const column of missing) {
    const at = appended.get(column.name);
    if (at !== undefined) addColumn(saving, table, column, at, headingRow);
  }
}

function names(columns: readonly Column[]): string {
  return columns.map(({ name }) => name).join(", ");
}

/** The first column (from 0) to the right of the table. */
function firstFree({ excelTable, sheet }: BookTable, headingRow: number): number {
  if (excelTable !== null) return excelTable.area.right;
  let last = 0;
  sheet.forEachInRow(headingRow, (column) => {
    last = Math.max(last, column);
  });
  return last;
}

/** A cell that holds something between two columns, in the rows of the table; null when all are free. */
function occupied(
  { sheet, rows, excelTable }: BookTable,
  headingRow: number,
  first: number,
  last: number,
): string | null {
  const bottom = Math.max(excelTable?.area.bottom ?? 0, ...rows.map(({ row }) => row));
  for (let row = headingRow; row <= bottom; row += 1)
    for (let index = first; index <= last; index += 1)
      if (!isFree(sheet, row, index)) return cellAt(row, index);
  return null;
}

function isFree(sheet: BookTable["sheet"], row: number, index: number): boolean {
  const value = sheet.value(row, index + 1);
  return (value === null || value === "") && sheet.formula(row, index + 1) === undefined;
}

function addColumn(
  saving: Saving,
  table: BookTable,
  column: Column,
  index: number,
  headingRow: number,
): void {
  const { plan } = saving.request;
  const sheet = table.sheet.name;
  const heading: PatchEdit = { sheet, cell: cellAt(headingRow, index), value: column.name };
  const valueFor = valuesOf(plan, table, column);
  const type = column.kind === "input" ? column.type : "number";
  const cells = table.rows.flatMap(({ row, key }): PatchEdit[] => {
    const value = key === null ? undefined : valueFor(key);
    return value === undefined || value === null
      ? []
      : [{ sheet, cell: cellAt(row, index), value: editValue(value, type) }];
  });
  saving.write(sheet, `New column ${column.name} of ${table.table.title}`, [heading, ...cells]);
  const growth = table.excelTable === null ? null : saving.growth(table);
  if (column.kind === "input") {
    growth?.columns.push({ name: column.name, formula: "" });
    return;
  }
  const rows = table.rows.filter(({ key }) => key !== null && valueFor(key) === undefined);
  saving.writeFormula(table, index, column.formula, rows, `Formula of the new column ${column.name}`);
  const made = bookFormula(saving.formulaPlaces, table, column.formula, rows[0]?.row ?? headingRow + 1);
  growth?.columns.push({
    name: column.name,
    formula: "formula" in made ? storedForm(made.formula, table) : "",
  });
}

/** Rows that new practices get below the last one; none, and why, where there is no room or no reason. */
export function planRows(saving: Saving, table: BookTable): readonly BookRow[] {
  const { plan } = saving.request;
  const sheet = table.sheet.name;
  if (table.table.name !== PRACTICES_TABLE) {
    const added = (table.table.supporting?.rows.length ?? 0) - table.rows.length;
    if (added > 0)
      saving.lose(
        `${added} new ${added === 1 ? "row" : "rows"} of ${table.table.title} ${added === 1 ? "is" : "are"} not written: add ${added === 1 ? "it" : "them"} to the workbook by hand.`,
        sheet,
      );
    return [];
  }
  const missing = plan.practices.filter((code) => !table.codes.has(code));
  if (missing.length === 0) return [];
  const who = missing.length === 1 ? "practice" : "practices";
  // A practice that another file brought is not this workbook's to list.
  if (plan.sources.some(({ mapping }) => placesIn(mapping) === null)) {
    saving.lose(
      `${missing.length} ${who} of the plan ${missing.length === 1 ? "is" : "are"} not in the workbook and may come from another file, so no rows were added.`,
      sheet,
    );
    return [];
  }
  const last = Math.max(table.excelTable?.area.bottom ?? 0, ...table.rows.map(({ row }) => row));
  const indexes = [table.places.codeIndex, ...table.columns.map(({ index }) => index)];
  const isBlocked =
    table.excelTable?.hasTotals === true ||
    missing.some((_, at) => indexes.some((index) => !isFree(table.sheet, last + 1 + at, index)));
  if (isBlocked) {
    saving.lose(
      `There is no room below the practices of the sheet "${sheet}" for ${few(missing)}: a row of totals or something else stands there.`,
      sheet,
    );
    return [];
  }
  if (table.excelTable === null)
    saving.lose(
      `Formulas of the workbook that read a fixed range of the sheet "${sheet}" do not see the new ${missing.length === 1 ? "row" : "rows"} below it; extend them in Excel.`,
      sheet,
    );
  return missing.map((key, at): BookRow => ({ row: last + 1 + at, key, position: -1 }));
}

/** Writes the rows that were planned, in every column there is by now. */
export function addRows(saving: Saving, table: BookTable): void {
  const rows = saving.newRows.get(table) ?? [];
  if (rows.length === 0) return;
  const codes = rows.map(({ key }) => key ?? "");
  const edits = rows.flatMap((row) => rowEdits(saving, table, row));
  saving.write(table.sheet.name, `New ${rows.length === 1 ? "practice" : "practices"} ${few(codes)}`, edits);
  for (const { place, column } of formulaColumns(saving, table))
    saving.writeFormula(table, place, column.formula, rows, `Formula of ${column.name} in the new rows`);
  if (table.excelTable !== null)
    saving.growth(table).bottom = rows.at(-1)?.row ?? table.excelTable.area.bottom;
}

function few(codes: readonly string[]): string {
  return `${codes.slice(0, 5).join(", ")}${codes.length > 5 ? " and others" : ""}`;
}

function rowEdits(saving: Saving, table: BookTable, { row, key }: BookRow): readonly PatchEdit[] {
  const { plan } = saving.request;
  const sheet = table.sheet.name;
  const cell = (index: number, value: Scalar, type: ColumnPlace["type"]): readonly PatchEdit[] =>
    value === null || value === ""
      ? []
      : [{ sheet, cell: cellAt(row, index), value: editValue(value, type) }];
  const inputs = table.table.columns.flatMap((each): readonly PatchEdit[] => {
    if (each.role !== "input" || each.column.kind !== "input" || key === null) return [];
    const index = placeOf(saving, table, each.name);
    return index === undefined
      ? []
      : cell(index, valuesOf(plan, table, each.column)(key) ?? null, each.column.type);
  });
  const levels = table.columns.flatMap((place): readonly PatchEdit[] =>
    place.kind === "level" ? cell(place.index, groupsAt(plan, place.name)?.(key ?? "") ?? null, "text") : [],
  );
  return [...cell(table.places.codeIndex, key, "text"), ...inputs, ...levels];
}

function placeOf(saving: Saving, table: BookTable, name: string): number | undefined {
  return (
    table.columns.find((each) => isSameName(each.name, name))?.index ?? saving.appended.get(table)?.get(name)
  );
}

function formulaColumns(saving: Saving, table: BookTable) {
  return table.table.columns.flatMap((each) => {
    if (each.role !== "formula" || each.column.kind !== "formula") return [];
    const place = placeOf(saving, table, each.name);
    return place === undefined ? [] : [{ place, column: each.column }];
  });
}
