// A sheet that holds one Excel table from A1 on, and the table's own part. What the table shows (which plan table, in
// which option) is decided elsewhere; here it becomes XML, row by row.
//
// What must stay true: the table's range covers exactly the heading, the rows and the totals written; column names in
// the table part equal the heading cells; a table has at least one row below its heading, blank when there is
// nothing to show, because Excel refuses a table without one; the totals row is not part of any column, so
// formulas over whole columns do not see it.
// Source: ECMA-376 Part 1, 18.3.1.99 (worksheet, order of elements), 18.5.1 (tables).

import { printStructured } from "../../engine/grammar/structuredText.ts";
import { isError, type Value } from "../../engine/values/value.ts";
import { columnLetter } from "../read/sourceFile.ts";
import type { CellWriter } from "./cellXml.ts";
import { type Condition, conditionsXml } from "./conditions.ts";
import type { FileFormula } from "./fileFormula.ts";
import type { CellNote } from "./notes.ts";
import type { PartWriter } from "./packageWriter.ts";
import { FIT_TO_PAGE, printSetupXml } from "./printSetup.ts";
import { MAIN_NAMESPACE, RELATIONSHIPS, type SheetRelationships, TABLE_RELATIONSHIP } from "./sheetPart.ts";
import type { Styles } from "./styles.ts";
import { type ValidatedRange, type Validation, validationsXml } from "./validations.ts";
import { xmlAttribute, xmlFormula } from "./xmlText.ts";

/** Excel's limits of a sheet; a table's heading and totals take two of the rows. */
export const MOST_ROWS = 1_048_574;
export const MOST_COLUMNS = 16_384;

export interface SheetColumn {
  /** Heading and table column name; unique in the table. */
  readonly name: string;
  /** In characters of the body font. */
  readonly width: number;
  /** The formula of a calculated column (a whole `<calculatedColumnFormula>` element), or "". */
  readonly calculated: string;
  /** Some of its cells hold dynamic-array formulas. */
  readonly hasArrays?: boolean;
  /** Writes the cell of a row (0-based), with one call of a CellWriter. */
  cell(row: number): void;
  /** The column may be added up; its number format in the totals row. */
  readonly totalFormat?: string | null;
  /** The value of a row, for the total and for the heading, which stands above figures as they do. */
  value?(row: number): Value;
  /** A note on the heading, "" for none. */
  readonly note?: string;
  /** Notes on cells; `row` 0-based. */
  readonly cellNotes?: readonly { readonly row: number; readonly text: string }[];
  readonly conditions?: readonly Condition[];
  /** What may be typed into all its cells, or into some of them (rows 0-based). */
  readonly validation?: Validation | null;
  readonly rowValidations?: readonly { readonly row: number; readonly validation: Validation }[];
}

export interface TableSheet {
  readonly sheetName: string;
  readonly tableName: string;
  readonly columns: readonly SheetColumn[];
  readonly rowCount: number;
  /** Whether the heading has filter buttons; without them nobody sorts the table by mistake. */
  readonly filter: boolean;
  /** Columns that stay in sight when the sheet is scrolled sideways. */
  readonly frozenColumns: number;
}

/** Whether the table ends in a row of totals: some column adds up, and its first column can hold the word. */
export function hasTotals(sheet: TableSheet): boolean {
  return (
    sheet.rowCount > 1 &&
    typeof sheet.columns[0]?.totalFormat !== "string" &&
    sheet.columns.some(({ totalFormat }) => typeof totalFormat === "string")
  );
}

/** The last row of data, 1-based. */
function lastRow(sheet: TableSheet): number {
  return Math.max(sheet.rowCount, 1) + 1;
}

function rangeTo(sheet: TableSheet, row: number): string {
  return `A1:${columnLetter(sheet.columns.length - 1)}${row}`;
}

function tableRange(sheet: TableSheet): string {
  return rangeTo(sheet, lastRow(sheet) + (hasTotals(sheet) ? 1 : 0));
}

/** Height of the heading row in points: enough lines for the longest heading in its width. */
function headingHeight(columns: readonly SheetColumn[]): number {
  const lines = columns.map(
    ({ name, width }) => Math.ceil((name.length + 2) / (width - 3)) + name.split("\n").length - 1,
  );
  return 15 * Math.min(Math.max(2, ...lines), 5) + 3;
}

/** All notes of the sheet: on headings and on cells. */
export function tableNotes(sheet: TableSheet): readonly CellNote[] {
  return sheet.columns.flatMap(({ note = "", cellNotes = [] }, column) => [
    { row: 0, column, text: note },
    ...cellNotes.map(({ row, text }) => ({ row: row + 1, column, text })),
  ]);
}

/** Writes the sheet. */
export function writeTableSheet(
  part: PartWriter,
  sheet: TableSheet,
  planTitle: string,
  cells: CellWriter,
  styles: Styles,
  { legacyDrawing }: SheetRelationships,
): void {
  const { columns } = sheet;
  cells.startSheet(sheet.sheetName, part);
  part.write(
    `<worksheet xmlns="${MAIN_NAMESPACE}" xmlns:r="${RELATIONSHIPS}">${FIT_TO_PAGE}` +
      `<dimension ref="${tableRange(sheet)}"/><sheetViews><sheetView workbookViewId="0">${frozen(1, sheet.frozenColumns)}</sheetView></sheetViews>` +
      `<sheetFormatPr defaultRowHeight="15"/>${columnsXml(columns.map(({ width }) => width))}<sheetData>`,
  );
  cells.startRow(1, ` ht="${headingHeight(columns)}" customHeight="1"`);
  columns.forEach((column, index) => {
    cells.at(index);
    const isFigure = typeof sampleValue(column, sheet.rowCount) === "number";
    cells.constant(styles.index(isFigure ? "figureHeading" : "heading", "General"), column.name);
  });
  cells.endRow();
  for (let row = 0; row < sheet.rowCount; row += 1) {
    cells.startRow(row + 2);
    for (let index = 0; index < columns.length; index += 1) {
      cells.at(index);
      (columns[index] as SheetColumn).cell(row);
    }
    cells.endRow();
  }
  if (hasTotals(sheet)) writeTotals(sheet, cells, styles);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  part.write(
    `</sheetData>${conditionsXml(columns.map((column, index) => ({ ...wholeColumn(sheet, index), conditions: column.conditions ?? [] })))}` +
      `${validationsXml(columns.flatMap((column, index) => validated(sheet, column, index)))}${printSetupXml(planTitle, width)}` +
      `${legacyDrawing}<tableParts count="1"><tablePart r:id="${TABLE_RELATIONSHIP}"/></tableParts></worksheet>`,
  );
}

/** The pane that keeps the first rows and columns in sight, with the cell pointer below them. */
export function frozen(rows: number, columns: number): string {
  const topLeft = `${columnLetter(columns)}${rows + 1}`;
  return columns === 0
    ? `<pane ySplit="${rows}" topLeftCell="${topLeft}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="${topLeft}" sqref="${topLeft}"/>`
    : `<pane xSplit="${columns}" ySplit="${rows}" topLeftCell="${topLeft}" activePane="bottomRight" state="frozen"/><selection pane="topRight"/><selection pane="bottomLeft"/><selection pane="bottomRight" activeCell="${topLeft}" sqref="${topLeft}"/>`;
}

/** Widths of columns from A on, in characters. */
export function columnsXml(widths: readonly number[]): string {
  const items = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return `<cols>${items.join("")}</cols>`;
}

function wholeColumn(sheet: TableSheet, index: number): { readonly first: string; readonly last: string } {
  const letter = columnLetter(index);
  return { first: `${letter}2`, last: `${letter}${lastRow(sheet)}` };
}

function validated(sheet: TableSheet, column: SheetColumn, index: number): readonly ValidatedRange[] {
  const { validation = null, rowValidations = [] } = column;
  return [
    ...(validation === null ? [] : [{ ...wholeColumn(sheet, index), validation }]),
    ...rowValidations.map((each) => {
      const cell = `${columnLetter(index)}${each.row + 2}`;
      return { first: cell, last: cell, validation: each.validation };
    }),
  ];
}

/** Rows looked at to see what a column holds. */
const SAMPLE = 50;

/** The first value of a column that is not blank, null when the first rows hold none. */
export function sampleValue({ value }: Pick<SheetColumn, "value">, rowCount: number): Value {
  for (let row = 0; row < Math.min(rowCount, SAMPLE); row += 1) {
    const found = value?.(row) ?? null;
    if (found !== null && found !== "") return found;
  }
  return null;
}

/** What `SUBTOTAL(109,...)` gives: the sum of the numbers, or the first error. */
function total(sheet: TableSheet, column: SheetColumn): Value {
  let sum = 0;
  for (let row = 0; row < sheet.rowCount; row += 1) {
    const value = column.value?.(row) ?? null;
    if (typeof value === "number") sum += value;
    else if (isError(value)) return value;
  }
  return sum;
}

function totalFormula(sheet: TableSheet, { name }: SheetColumn): FileFormula {
  const column = printStructured({ items: [], columns: { first: name, last: name } }, "file");
  return { xml: xmlFormula(`SUBTOTAL(109,${sheet.tableName}${column})`), isArray: false };
}

function writeTotals(sheet: TableSheet, cells: CellWriter, styles: Styles): void {
  cells.startRow(lastRow(sheet) + 1);
  sheet.columns.forEach((column, index) => {
    cells.at(index);
    if (typeof column.totalFormat === "string")
      cells.formula(
        styles.index("total", column.totalFormat),
        totalFormula(sheet, column),
        total(sheet, column),
      );
    else cells.constant(styles.index("total", "General"), index === 0 ? TOTAL_LABEL : null);
  });
  cells.endRow();
}

const TOTAL_LABEL = "Total";

/** The table's part; `id` is its number in the workbook, from 1. */
export function tableXml(sheet: TableSheet, id: number): string {
  const totals = hasTotals(sheet);
  const name = xmlAttribute(sheet.tableName);
  const columns = sheet.columns.map((column, index) => {
    const isSummed = totals && typeof column.totalFormat === "string";
    const attributes =
      `id="${index + 1}" name="${xmlAttribute(column.name)}"` +
      `${totals && index === 0 ? ` totalsRowLabel="${TOTAL_LABEL}"` : ""}${isSummed ? ' totalsRowFunction="sum"' : ""}`;
    return column.calculated === ""
      ? `<tableColumn ${attributes}/>`
      : `<tableColumn ${attributes}>${column.calculated}</tableColumn>`;
  });
  return (
    `<table xmlns="${MAIN_NAMESPACE}" id="${id}" name="${name}" displayName="${name}" ref="${tableRange(sheet)}" ${totals ? 'totalsRowCount="1"' : 'totalsRowShown="0"'}>` +
    `${sheet.filter ? `<autoFilter ref="${rangeTo(sheet, lastRow(sheet))}"/>` : ""}` +
    `<tableColumns count="${columns.length}">${columns.join("")}</tableColumns>` +
    '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>'
  );
}
