// The beginning of a file as text, for the mapping screen: the rows that could be headings and the first rows of data.
// Apart from the changes to a mapping, because this only reads.

import { isError } from "../engine/values/value.ts";
import { findSheet, headerText, type Mapping } from "../excel/import/mapping.ts";
import { previewRows } from "../excel/import/preview.ts";
import { HEADER_ROWS_SCANNED } from "../excel/import/recognition.ts";
import { cellText } from "../excel/read/cells.ts";
import type { Cell, ReadFile } from "../excel/read/sourceFile.ts";

export interface PreviewTable {
  /** One heading for each column, unique. */
  readonly headers: readonly string[];
  readonly rows: readonly {
    /** 1-based row of the sheet. */
    readonly row: number;
    /** The mapping's filter lets it count. */
    readonly kept: boolean;
    /** One text for each heading. */
    readonly texts: readonly string[];
  }[];
  /** Rows below the headings that are not blank. */
  readonly dataRows: number;
}

/** The first `count` rows of data; texts are cut after `longest` characters. */
export function previewTable(file: ReadFile, mapping: Mapping, count: number, longest: number): PreviewTable {
  const { headers, rows, dataRows } = previewRows(file, mapping, count);
  return {
    headers,
    rows: rows.map(({ row, kept, cells }) => ({
      row,
      kept,
      texts: headers.map((_, index) => shortText(cells[index], longest)),
    })),
    dataRows,
  };
}

function shortText(cell: Cell | undefined, longest: number): string {
  const text = isError(cell) ? cell.error : cellText(cell);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** Rows that could hold the headings: 1-based row and the texts in it. Blank rows are left out. */
export function headerRowChoices(
  file: ReadFile,
  mapping: Mapping,
): readonly { readonly row: number; readonly texts: readonly string[] }[] {
  const rows = findSheet(file, mapping.sheet)?.rows.slice(0, HEADER_ROWS_SCANNED) ?? [];
  return rows.flatMap((cells, at) => {
    const texts = cells.map(headerText).filter((text) => text !== "");
    return texts.length === 0 ? [] : [{ row: at + 1, texts }];
  });
}
