// What every sheet of the workbook is to the package, whatever it shows: a part of its own, perhaps with a table, perhaps
// with notes on cells, and the relationships between them.
//
// What must stay true: relationship ids are the same on every sheet, so that a sheet can name them before its notes are
// counted; a sheet without notes has no drawing.
// Source: ECMA-376 Part 1, 12.3 (parts of a workbook), 18.3.1.51 (legacyDrawing).

import type { CellNote } from "./notes.ts";
import type { PartWriter } from "./packageWriter.ts";
import type { TableSheet } from "./tableSheet.ts";

export const MAIN_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export const TABLE_RELATIONSHIP = "rId1";
export const DRAWING_RELATIONSHIP = "rId2";
export const COMMENTS_RELATIONSHIP = "rId3";

/** The elements by which a sheet's XML names its related parts. */
export interface SheetRelationships {
  /** `<legacyDrawing>` or "". */
  readonly legacyDrawing: string;
}

export interface SheetPart {
  readonly name: string;
  /** What the Read me says of it; null for a sheet that it describes elsewhere. */
  readonly about: string | null;
  /** A hidden sheet can be shown by the user, a very hidden one only by a program. */
  readonly state?: "hidden" | "veryHidden";
  /** Rows that are printed on every page, `$1:$1`; null for none. */
  readonly printedRows: string | null;
  readonly table: TableSheet | null;
  readonly notes: readonly CellNote[];
  write(part: PartWriter, relationships: SheetRelationships): void;
}
