// A sheet that holds one Excel table from A1 on, and the table's own part. What the table shows (which plan table, in
// which option) is decided elsewhere; here it becomes XML, row by row.
//
// What must stay true: the table's range covers exactly the heading and the rows written; column names in the
// table part equal the heading cells; a table has at least one row below its heading, blank when there is
// nothing to show, because Excel refuses a table without one.
// Source: ECMA-376 Part 1, 18.3.1.99 (worksheet, order of elements), 18.5.1 (tables).

import { columnLetter } from "../read/sourceFile.ts";
import type { CellWriter } from "./cellXml.ts";
import type { PartWriter } from "./packageWriter.ts";
import type { Styles } from "./styles.ts";
import { xmlAttribute } from "./xmlText.ts";

export const MAIN_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Excel's limits of a sheet; a table's heading takes one of the rows. */
export const MOST_ROWS = 1_048_575;
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
  /** The cell of a row (0-based) that stands at `address`, without its `<c r="..."`, as a CellWriter makes it. */
  cell(row: number, address: string): string;
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

function tableRange(sheet: TableSheet): string {
  return `A1:${columnLetter(sheet.columns.length - 1)}${Math.max(sheet.rowCount, 1) + 1}`;
}

/** Height of the heading row in points: enough lines for the longest heading in its width. */
function headingHeight(columns: readonly SheetColumn[]): number {
  const lines = columns.map(
    ({ name, width }) => Math.ceil((name.length + 2) / (width - 3)) + name.split("\n").length - 1,
  );
  return 15 * Math.min(Math.max(2, ...lines), 5) + 3;
}

/** Writes the sheet; its one relationship, rId1, is the table. */
export function writeTableSheet(
  part: PartWriter,
  sheet: TableSheet,
  cells: CellWriter,
  styles: Styles,
): void {
  const { columns, frozenColumns } = sheet;
  const letters = columns.map((_, index) => columnLetter(index));
  cells.startSheet(sheet.sheetName);
  const topLeft = `${columnLetter(frozenColumns)}2`;
  const pane =
    frozenColumns === 0
      ? `<pane ySplit="1" topLeftCell="${topLeft}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>`
      : `<pane xSplit="${frozenColumns}" ySplit="1" topLeftCell="${topLeft}" activePane="bottomRight" state="frozen"/><selection pane="topRight"/><selection pane="bottomLeft"/><selection pane="bottomRight" activeCell="${topLeft}" sqref="${topLeft}"/>`;
  part.write(
    `<worksheet xmlns="${MAIN_NAMESPACE}" xmlns:r="${RELATIONSHIPS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
      `<dimension ref="${tableRange(sheet)}"/><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
      `<sheetFormatPr defaultRowHeight="15"/><cols>${columns
        .map(
          ({ width }, index) =>
            `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
        )
        .join("")}</cols><sheetData>`,
  );
  const heading = styles.index("heading", "General");
  part.write(`<row r="1" ht="${headingHeight(columns)}" customHeight="1">`);
  columns.forEach(({ name }, index) => {
    const address = `${letters[index]}1`;
    part.write(`<c r="${address}"${cells.constant(heading, name, address)}`);
  });
  part.write("</row>");
  for (let row = 0; row < sheet.rowCount; row += 1) {
    const number = row + 2;
    let xml = `<row r="${number}">`;
    for (let index = 0; index < columns.length; index += 1) {
      const address = `${letters[index]}${number}`;
      xml += `<c r="${address}"${(columns[index] as SheetColumn).cell(row, address)}`;
    }
    part.write(`${xml}</row>`);
  }
  part.write(
    '</sheetData><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>' +
      '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
      "<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>" +
      '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>',
  );
}

/** The table's part; `id` is its number in the workbook, from 1. */
export function tableXml(sheet: TableSheet, id: number): string {
  const range = tableRange(sheet);
  const name = xmlAttribute(sheet.tableName);
  const columns = sheet.columns.map((column, index) => {
    const attributes = `id="${index + 1}" name="${xmlAttribute(column.name)}"`;
    return column.calculated === ""
      ? `<tableColumn ${attributes}/>`
      : `<tableColumn ${attributes}>${column.calculated}</tableColumn>`;
  });
  return (
    `<table xmlns="${MAIN_NAMESPACE}" id="${id}" name="${name}" displayName="${name}" ref="${range}" totalsRowShown="0">` +
    `${sheet.filter ? `<autoFilter ref="${range}"/>` : ""}` +
    `<tableColumns count="${columns.length}">${columns.join("")}</tableColumns>` +
    '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>'
  );
}
