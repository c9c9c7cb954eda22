// A table of the plan as it stands on a sheet: its heading row, its columns by their headings, its rows by their first
// cell. People sort rows, move columns, insert lines above and type below, so nothing is found by its place alone.
//
// What must stay true: every row that holds something is a row of the table, its totals, or a stray one that is told.

import type { Value } from "../../engine/values/value.ts";
import { nameKey } from "../../plan/names.ts";
import { cellText, isPracticeCodeShape } from "../read/cells.ts";
import type { SheetContent, WorkbookContent, WorkbookTable } from "../read/workbookContent.ts";

export interface ViewColumn {
  /** The heading, trimmed. */
  readonly name: string;
  /** From 1. */
  readonly column: number;
}

export interface ViewRow {
  /** From 1. */
  readonly row: number;
  /** The text of the row's first cell. */
  readonly key: string;
}

export interface TableView {
  readonly sheet: SheetContent;
  readonly sheetIndex: number;
  /** The Excel table's name in the exported workbook. */
  readonly tableName: string;
  readonly headRow: number;
  readonly columns: readonly ViewColumn[];
  readonly rows: readonly ViewRow[];
  /** Rows outside the table that hold something and are no rows of it. */
  readonly strays: readonly number[];
}

/** The text of a heading or of a key cell. */
export function textOf(value: Value): string {
  return cellText(value).replace(/\r\n?/g, "\n").trim();
}

const SUBTOTAL = /^(SUBTOTAL|SUM|AGGREGATE)\(/i;

/** The table as it was exported: exactly where its range says. */
export function exportedView(content: WorkbookContent, tableName: string): TableView | null {
  const table = content.tables.find((each) => each.name === tableName);
  const sheet = table === undefined ? undefined : content.sheets[table.sheet];
  if (table === undefined || sheet === undefined) return null;
  const { top, left, bottom } = table.area;
  const columns = table.columns.map(({ name }, at) => ({ name: name.trim(), column: left + at }));
  const rows: ViewRow[] = [];
  for (let row = top + 1; row <= bottom - (table.hasTotals ? 1 : 0); row += 1) {
    const key = textOf(sheet.value(row, left));
    if (key !== "" || columns.some(({ column }) => sheet.value(row, column) !== null))
      rows.push({ row, key });
  }
  return { sheet, sheetIndex: table.sheet, tableName, headRow: top, columns, rows, strays: [] };
}

/** The same table in the workbook that was edited: by its Excel table's name, else by its sheet's; null when it is gone. */
export function editedView(
  content: WorkbookContent,
  exported: TableView,
  isPractices: boolean,
): TableView | null {
  const { tableName } = exported;
  const table = content.tables.find((each) => nameKey(each.name) === nameKey(tableName));
  const named = content.sheets.findIndex((each) => nameKey(each.name) === nameKey(exported.sheet.name));
  const sheetIndex = table?.sheet ?? named;
  const sheet = content.sheets[sheetIndex];
  if (sheet === undefined) return null;
  const headRow = headingRow(sheet, exported, table);
  if (headRow === null) return null;
  const columns = headings(sheet, exported, headRow);
  const keyName = exported.columns[0]?.name ?? "";
  const key = columns.find(({ name }) => nameKey(name) === nameKey(keyName)) ?? columns[0];
  if (key === undefined) return null;
  return {
    sheet,
    sheetIndex,
    tableName,
    headRow,
    columns,
    ...dataRows(sheet, exported, headRow, columns, key, table, isPractices),
  };
}

/** Rows that are looked through for the headings. */
const DEEPEST_HEADING = 60;

function headingRow(
  sheet: SheetContent,
  exported: TableView,
  table: WorkbookTable | undefined,
): number | null {
  const wanted = new Set(exported.columns.map(({ name }) => nameKey(name)));
  const found = (row: number) => {
    const names = new Set<string>();
    sheet.forEachInRow(row, (_, value) => {
      const key = nameKey(textOf(value));
      if (wanted.has(key)) names.add(key);
    });
    return names.size;
  };
  const first = table?.area.top ?? exported.headRow;
  let best = { row: first, count: found(first) };
  for (let row = 1; row <= Math.min(sheet.rows, DEEPEST_HEADING) && best.count < wanted.size; row += 1) {
    const count = found(row);
    if (count > best.count) best = { row, count };
  }
  return best.count * 2 >= Math.min(wanted.size, 4) ? best.row : null;
}

/** The headings that belong together: from the first to the last known one, and those that touch them. */
function headings(sheet: SheetContent, exported: TableView, headRow: number): readonly ViewColumn[] {
  const wanted = new Set(exported.columns.map(({ name }) => nameKey(name)));
  const all = new Map<number, string>();
  sheet.forEachInRow(headRow, (column, value) => {
    const name = textOf(value);
    if (name !== "") all.set(column, name);
  });
  const known = [...all].filter(([, name]) => wanted.has(nameKey(name))).map(([column]) => column);
  let first = Math.min(...known);
  let last = Math.max(...known);
  while (all.has(first - 1)) first -= 1;
  while (all.has(last + 1)) last += 1;
  const seen = new Set<string>();
  const columns: ViewColumn[] = [];
  for (let column = first; column <= last; column += 1) {
    const name = all.get(column);
    if (name === undefined || seen.has(nameKey(name))) continue;
    seen.add(nameKey(name));
    columns.push({ name, column });
  }
  return columns;
}

function isTotals(
  sheet: SheetContent,
  row: number,
  columns: readonly ViewColumn[],
  keyColumn: number,
): boolean {
  if (sheet.formula(row, keyColumn) !== undefined) return false;
  return (
    columns.some(({ column }) => SUBTOTAL.test(sheet.formula(row, column) ?? "")) &&
    /^(grand )?totals?$|^$/i.test(textOf(sheet.value(row, keyColumn)))
  );
}

function dataRows(
  sheet: SheetContent,
  exported: TableView,
  headRow: number,
  columns: readonly ViewColumn[],
  key: ViewColumn,
  table: WorkbookTable | undefined,
  isCodes: boolean,
): Pick<TableView, "rows" | "strays"> {
  const known = new Set(exported.rows.map((row) => nameKey(row.key)));
  const bottom = table?.area.top === headRow ? table.area.bottom : headRow;
  const rows: ViewRow[] = [];
  const strays: number[] = [];
  let gap = false;
  for (let row = headRow + 1; row <= Math.max(sheet.rows, bottom); row += 1) {
    const text = textOf(sheet.value(row, key.column));
    const isBlank = text === "" && columns.every(({ column }) => isBlankCell(sheet, row, column));
    if (isBlank) {
      gap ||= row > bottom;
      continue;
    }
    if (isTotals(sheet, row, columns, key.column)) continue;
    const isKnown = text !== "" && known.has(nameKey(text));
    const isOutside = row > bottom;
    const isAlone = columns.every(({ column }) => column === key.column || isBlankCell(sheet, row, column));
    const isShaped = isCodes && isPracticeCodeShape(text.toUpperCase());
    const looksRight = isShaped || (!gap && text !== "" && !(isCodes && isAlone));
    if (isOutside && !isKnown && !looksRight) strays.push(row);
    else rows.push({ row, key: text });
  }
  return { rows, strays };
}

function isBlankCell(sheet: SheetContent, row: number, column: number): boolean {
  if (sheet.formula(row, column) !== undefined) return false;
  const value = sheet.value(row, column);
  return value === null || value === "";
}
