// Where the plan's tables stand in the workbook they came from, as it is now: sheet rows by the plan's rows, columns by the
// plan's names. In the very file that was imported they are where the source says; in one that was changed since, practices are
// found by their codes.
//
// What must stay true: a row is only written to when it is certain whose it is.

import { columnLetters } from "../../engine/grammar/cellAddress.ts";
import { practiceCode, practiceIndex } from "../../plan/lookups.ts";
import { isSameName } from "../../plan/names.ts";
import { type Plan, PRACTICES_TABLE } from "../../plan/plan.ts";
import { type Problem, problem } from "../../plan/problem.ts";
import { findTable, type PlanTable } from "../../plan/tables.ts";
import type { ColumnPlace, TablePlaces } from "../import/sourcePlaces.ts";
import { cellText } from "../read/cells.ts";
import type { SheetContent, WorkbookContent, WorkbookTable } from "../read/workbookContent.ts";

export interface BookRow {
  /** From 1. */
  readonly row: number;
  /** The plan's row key; null when the plan has no such row any more. */
  readonly key: string | null;
  /** Its place in the marks of the source; -1 for none. */
  readonly position: number;
}

export interface BookTable {
  readonly places: TablePlaces;
  readonly table: PlanTable;
  readonly sheet: SheetContent;
  readonly sheetIndex: number;
  readonly rows: readonly BookRow[];
  /** Columns by the plan's names; those that were appended by an earlier save back too. */
  readonly columns: readonly ColumnPlace[];
  /** The Excel table that it is, if it is one. */
  readonly excelTable: WorkbookTable | null;
  /** Codes that the workbook has, practices only. */
  readonly codes: ReadonlySet<string>;
}

/** The row numbers of a source's runs. */
function rowNumbers({ rows }: TablePlaces): readonly number[] {
  return rows.flatMap(([first, last]) =>
    Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at),
  );
}

/** Finds the tables of one source; `isSameFile`: the very bytes that were imported. */
export function bookTables(
  plan: Plan,
  content: WorkbookContent,
  tables: readonly TablePlaces[],
  isSameFile: boolean,
  problems: Problem[],
): readonly BookTable[] {
  return tables.flatMap((places): readonly BookTable[] => {
    const where = { file: content.fileName, sheet: places.sheet };
    const lost = (message: string) => {
      problems.push(problem("not-saved-back", message, { severity: "warning", where }));
      return [];
    };
    const table = findTable(plan, places.table);
    if (table === undefined)
      return lost(
        `The table ${places.table} is not in the plan any more; its sheet "${places.sheet}" stays as it is.`,
      );
    const sheetIndex = content.sheets.findIndex(({ name }) => isSameName(name, places.sheet));
    const sheet = content.sheets[sheetIndex];
    if (sheet === undefined)
      return lost(`The workbook has no sheet "${places.sheet}" any more, so ${table.title} is not written.`);
    const rows =
      table.name === PRACTICES_TABLE
        ? practiceRows(plan, places, sheet, isSameFile)
        : supportingRows(table, places, sheet, isSameFile);
    if (rows === null)
      return lost(
        `The rows of ${table.title} are not where they were on the sheet "${places.sheet}", so it is not written.`,
      );
    const excelTable =
      content.tables.find((each) => each.sheet === sheetIndex && each.area.top === places.headingRow) ?? null;
    const codes = new Set(table.name === PRACTICES_TABLE ? codesOn(sheet, places) : []);
    const known = new Set(places.columns.map(({ name }) => name.toLowerCase()));
    const appended =
      places.headingRow === null ? [] : appendedColumns(table, sheet, places.headingRow, known);
    return [
      {
        places,
        table,
        sheet,
        sheetIndex,
        rows,
        columns: [...places.columns, ...appended],
        excelTable,
        codes,
      },
    ];
  });
}

function codesOn(sheet: SheetContent, { codeIndex, headingRow }: TablePlaces): readonly string[] {
  const codes: string[] = [];
  for (let row = (headingRow ?? 0) + 1; row <= sheet.rows; row += 1) {
    const code = practiceCode(cellText(sheet.value(row, codeIndex + 1)));
    if (code !== "") codes.push(code);
  }
  return codes;
}

function practiceRows(
  plan: Plan,
  places: TablePlaces,
  sheet: SheetContent,
  isSameFile: boolean,
): readonly BookRow[] | null {
  const codes = places.codes.split(" ");
  const index = practiceIndex(plan);
  const keyOf = (code: string) => (index.has(code) ? code : null);
  const numbers = rowNumbers(places);
  if (isSameFile)
    return codes.map((code, position) => ({ row: numbers[position] ?? 0, key: keyOf(code), position }));
  const positions = new Map(codes.map((code, position) => [code, position]));
  const found = new Map<string, BookRow>();
  // A code may stand in several rows of which the import took one: the row it was in counts first.
  const first = (code: string, position: number) => {
    const row = numbers[position] ?? 0;
    return practiceCode(cellText(sheet.value(row, places.codeIndex + 1))) === code ? row : 0;
  };
  for (const [position, code] of codes.entries()) {
    const row = first(code, position);
    if (row > 0) found.set(code, { row, key: keyOf(code), position });
  }
  for (let row = (places.headingRow ?? 0) + 1; row <= sheet.rows; row += 1) {
    const code = practiceCode(cellText(sheet.value(row, places.codeIndex + 1)));
    if (found.has(code) || code === "") continue;
    const position = positions.get(code) ?? -1;
    if (position >= 0 || index.has(code)) found.set(code, { row, key: keyOf(code), position });
  }
  return found.size * 2 < codes.length
    ? null
    : [...found.values()].sort((left, right) => left.row - right.row);
}

function supportingRows(
  table: PlanTable,
  places: TablePlaces,
  sheet: SheetContent,
  isSameFile: boolean,
): readonly BookRow[] | null {
  const numbers = rowNumbers(places);
  const keys = table.supporting?.rows ?? [];
  const ids = new Set(keys);
  if (!isSameFile && numbers.some((row) => row > sheet.rows)) return null;
  return numbers.map((row, position) => {
    const id = keys.length === numbers.length ? keys[position] : String(position + 1);
    return { row, key: id !== undefined && ids.has(id) ? id : null, position };
  });
}

/** Columns of the plan that an earlier save back put beside the table: found by their headings. */
function appendedColumns(
  table: PlanTable,
  sheet: SheetContent,
  headingRow: number,
  known: ReadonlySet<string>,
): readonly ColumnPlace[] {
  const found: ColumnPlace[] = [];
  sheet.forEachInRow(headingRow, (column, value) => {
    const name = cellText(value).trim();
    const own = table.columns.find((each) => isSameName(each.name, name));
    if (own === undefined || known.has(own.name.toLowerCase())) return;
    if (own.role !== "input" && own.role !== "formula") return;
    const isInput = own.column.kind === "input";
    found.push({
      name: own.name,
      index: column - 1,
      kind: isInput ? "input" : "formula",
      type: own.column.kind === "input" ? own.column.type : "number",
      formula: own.column.kind === "formula" ? own.column.formula : "",
      marks: "",
      overrides: {},
    });
  });
  return found;
}

/** `C17`. */
export function cellAt(row: number, index: number): string {
  return `${columnLetters(index + 1)}${row}`;
}
