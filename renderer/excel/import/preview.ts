// The beginning of a file as a mapping would read it, for the mapping screen. Apart from the mapping, because it counts
// rows: without a filter the count is known with the columns' facts, and no row is made that is not shown.

import { cellText, isBlankCell } from "../read/cells.ts";
import type { Cell, ReadFile } from "../read/sourceFile.ts";
import { findSheet, headersOf, isKept, type Mapping } from "./mapping.ts";
import { sheetFacts } from "./sheetFacts.ts";

export interface PreviewRow {
  /** 1-based row in the sheet. */
  readonly row: number;
  readonly kept: boolean;
  readonly code: string;
  readonly name: string;
  readonly listSize: Cell;
  /** Every cell of the row, as read. */
  readonly cells: readonly Cell[];
}

export interface Preview {
  readonly headers: readonly string[];
  readonly rows: readonly PreviewRow[];
  /** All rows below the headings that are not blank, and how many of them count. */
  readonly dataRows: number;
  readonly keptRows: number;
}

/** The first `count` data rows as a mapping would read them, for the mapping screen. */
export function previewRows(file: ReadFile, mapping: Mapping, count: number): Preview {
  const sheet = findSheet(file, mapping.sheet);
  if (sheet === undefined) return { headers: [], rows: [], dataRows: 0, keptRows: 0 };
  const rows: PreviewRow[] = [];
  let dataRows = 0;
  let keptRows = 0;
  const counted = mapping.keep === undefined ? sheetFacts(sheet, mapping.firstDataRow).rows : null;
  for (let index = mapping.firstDataRow - 1; index < sheet.rows.length; index += 1) {
    if (counted !== null && rows.length >= count) break;
    const cells = sheet.rows.at(index) ?? [];
    if (cells.every(isBlankCell)) continue;
    const kept = isKept(cells, mapping.keep);
    dataRows += 1;
    if (kept) keptRows += 1;
    if (rows.length >= count) continue;
    rows.push({
      row: index + 1,
      kept,
      code: cellText(cells[mapping.code]).toUpperCase(),
      name: mapping.name === undefined ? "" : cellText(cells[mapping.name]),
      listSize: mapping.listSize === undefined ? null : (cells[mapping.listSize] ?? null),
      cells,
    });
  }
  const headers = headersOf(sheet, mapping.headerRow);
  return { headers, rows, dataRows: counted ?? dataRows, keptRows: counted ?? keptRows };
}
