// A workbook as the sheet calculator takes it: cells with their formulas and the values that were saved with them,
// tables, defined names. Data only, so that any reader of files can make it.
//
// What must stay true: rows and columns count from 1, sheets from 0 in the order of their tabs; formulas carry no
// leading "=" requirement (with or without); a formula of an array stands in its top left cell only.

import type { DateSystem } from "../format/serialDate.ts";
import type { Value } from "../values/value.ts";

export interface SnapshotCell {
  readonly row: number;
  readonly column: number;
  /** What the file holds: an input's value, or the result of the formula when it was saved. */
  readonly value: Value;
  readonly formula?: string;
  /** For a shared formula: the cell that `formula` was written for; relative references move with the distance. */
  readonly writtenFor?: { readonly row: number; readonly column: number };
  /** The range that an array formula fills; `dynamic` when it may spill, false for one entered with Ctrl+Shift+Enter. */
  readonly array?: { readonly rows: number; readonly columns: number; readonly dynamic: boolean };
  readonly numberFormat?: string;
}

export interface SnapshotSheet {
  readonly name: string;
  readonly cells: Iterable<SnapshotCell>;
  readonly hiddenRows: ReadonlySet<number>;
  /** Those hidden by a filter. */
  readonly filteredRows: ReadonlySet<number>;
}

export interface SnapshotTable {
  readonly name: string;
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: readonly string[];
  readonly hasHeaders: boolean;
  readonly hasTotals: boolean;
}

export interface SnapshotName {
  readonly name: string;
  /** The sheet that alone knows the name; null when all do. */
  readonly sheet: number | null;
  /** Relative references are as seen from A1. */
  readonly formula: string;
}

export interface WorkbookSnapshot {
  readonly sheets: readonly SnapshotSheet[];
  readonly tables: readonly SnapshotTable[];
  readonly names: readonly SnapshotName[];
  readonly dateSystem: DateSystem;
}

/** Why a formula was not calculated and its cell keeps the value that was saved. */
export type NotCalculated =
  /** its result depends on the moment of calculation */
  | "volatile"
  /** it reads another workbook */
  | "external"
  /** a function that is not here: an add-in's, or one not built yet */
  | "unknown-function"
  /** the formula does not parse, or something in it is not supported */
  | "unsupported";
