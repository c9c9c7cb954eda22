// What is in a workbook, for everybody who looks into one: the import, the findings, the check against Excel, the loss
// report. Apart from the reader, so that those rooms depend on a shape and not on how it is read.
//
// What must stay true: rows and columns count from 1 as a spreadsheet shows them; asking for a cell beyond the last is
// allowed and gives a blank; a formula is as the file stores it (no "=", `_xlfn.` and `T[[#This Row],[x]]` forms kept).

import type { Value } from "../../engine/values/value.ts";
import type { Problem } from "../../plan/problem.ts";

export type SheetState = "visible" | "hidden" | "veryHidden";

/** A formula cell with all that the file says of it. */
export interface CellFormula {
  /** The text as stored; for a shared formula the one of the cell `writtenFor`. */
  readonly text: string;
  /** For a shared formula: the cell that `text` was written for; relative references move with the distance. */
  readonly writtenFor?: { readonly row: number; readonly column: number };
  /** The range an array formula fills from its top left cell; `dynamic` when it may spill. */
  readonly array?: { readonly rows: number; readonly columns: number; readonly dynamic: boolean };
}

export interface SheetContent {
  readonly name: string;
  readonly state: SheetState;
  /** `worksheet`, `chartsheet`, `dialogsheet`, `macrosheet`: only a worksheet has cells for us. */
  readonly kind: string;
  /** The last row and column that hold a value or a formula; 0 when none does. */
  readonly rows: number;
  readonly columns: number;
  /** Cells that hold a value or a formula, and those of them that hold a formula. */
  readonly cellCount: number;
  readonly formulaCount: number;
  /**
   * The value or the saved result of the formula; null is blank. Dates are serial numbers, of the 1900 system also in a
   * workbook that counts from 1904, unless it was read with `dates: "asStored"`.
   */
  value(row: number, column: number): Value;
  /** The formula as it reads in this cell (shared ones translated), without "="; undefined where there is none. */
  formula(row: number, column: number): string | undefined;
  /** The same with its kind, untranslated: what a calculator wants. */
  formulaCell(row: number, column: number): CellFormula | undefined;
  /** The number format code: `General` where none is set. */
  numberFormat(row: number, column: number): string;
  /** Whether the cell holds a number that its format shows as a date or time. */
  isDate(row: number, column: number): boolean;
  isRowHidden(row: number): boolean;
  /** Calls `visit` for every cell that holds a value or a formula, row by row, left to right. */
  /** `firstRow`: rows above it are left out. */
  forEachCell(
    visit: (row: number, column: number, value: Value, isDate: boolean) => void,
    firstRow?: number,
  ): void;
  /** The same for one row. */
  forEachInRow(row: number, visit: (column: number, value: Value) => void): void;
  /** Rows that are hidden, and those of them that a filter hides. */
  readonly hiddenRows: ReadonlySet<number>;
  readonly filteredRows: ReadonlySet<number>;
}

export interface WorkbookTableColumn {
  readonly name: string;
  /** The formula of the whole column as stored, without "="; undefined for a column of inputs. */
  readonly calculatedColumnFormula?: string;
  readonly isArrayFormula: boolean;
  /** `sum`, `count`, `custom`, ...; undefined when its totals cell has no function. */
  readonly totalsRowFunction?: string;
  readonly totalsRowFormula?: string;
  readonly totalsRowLabel?: string;
}

export interface WorkbookTable {
  readonly name: string;
  /** Index in `sheets`. */
  readonly sheet: number;
  /** The whole table with headings and totals row, inclusive. */
  readonly area: {
    readonly top: number;
    readonly left: number;
    readonly bottom: number;
    readonly right: number;
  };
  readonly columns: readonly WorkbookTableColumn[];
  readonly hasHeaders: boolean;
  readonly hasTotals: boolean;
  /** Its filter leaves something out. */
  readonly isFiltered: boolean;
}

export interface WorkbookName {
  readonly name: string;
  /** Index in `sheets` of the one sheet that knows the name; null when all do. */
  readonly sheet: number | null;
  /** What it stands for, without "=": a range, a constant, a formula. */
  readonly refersTo: string;
  readonly comment: string;
  readonly isHidden: boolean;
}

/** The kinds of things a workbook may hold besides cells, formulas, tables and names. */
export const FEATURE_KINDS = [
  "chart",
  "chart-sheet",
  "dialog-sheet",
  "macro-sheet",
  "pivot-table",
  "pivot-cache",
  "slicer",
  "timeline",
  "macros",
  "comment",
  "threaded-comment",
  "external-link",
  "data-connection",
  "query",
  "data-model",
  "image",
  "drawing",
  "shape",
  "control",
  "embedded-object",
  "sparkline",
  "conditional-format",
  "validation",
  "hyperlink",
  "merged-cells",
  "auto-filter",
  "frozen-panes",
  "outline",
  "print-settings",
  "header-footer",
  "page-breaks",
  "sheet-protection",
  "workbook-protection",
  "scenario",
  "what-if-table",
  "dynamic-array",
  "rich-text",
  "rich-value",
  "cell-style",
  "theme",
  "custom-xml",
  "xml-map",
  "custom-properties",
  "custom-view",
  "signature",
  "web-extension",
  "ribbon",
  "revision-history",
  "shared-workbook",
  "other-part",
] as const;

export type FeatureKind = (typeof FEATURE_KINDS)[number];

/** Something in the package that reading its cells does not take along: what the loss report tells. */
export interface PackageFeature {
  readonly kind: FeatureKind;
  /** How many: charts, comments, validations, styled cells ...; parts where nothing smaller can be counted. */
  readonly count: number;
  /** The sheet it belongs to; undefined when it belongs to the workbook. */
  readonly sheet?: string;
  /** The parts it lives in, as the package spells them; empty when it stands within a sheet. */
  readonly parts: readonly string[];
}

export interface WorkbookContent {
  readonly fileName: string;
  /** In the order of the tabs, chart sheets and hidden ones included: none is left out. */
  readonly sheets: readonly SheetContent[];
  readonly tables: readonly WorkbookTable[];
  readonly names: readonly WorkbookName[];
  /** The workbook counts dates from 1904. */
  readonly date1904: boolean;
  /** The file asks to be calculated when opened: its saved results are nobody's. */
  readonly isStale: boolean;
  /** Circular references are calculated by iteration. */
  readonly iterates: boolean;
  readonly notKept: readonly PackageFeature[];
  /** What had to be put right or deserves a look; reading went on. */
  readonly problems: readonly Problem[];
}

export interface ReadWorkbookOptions {
  /** How the problems call the file. */
  readonly fileName?: string;
  /** `asStored`: dates of a 1904 workbook stay serial numbers of that system, as its formulas expect them. */
  readonly dates?: "to1900" | "asStored";
  /** Told what is being done and how far it is, 0 to 1. */
  readonly onProgress?: (step: string, fraction: number) => void;
  /** Asked in the long loops; true ends the reading with the problem `reading-too-slow`. */
  readonly isTimeUp?: () => boolean;
}
