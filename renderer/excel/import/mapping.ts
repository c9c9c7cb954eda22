// A mapping says what each column of one sheet means for a plan. The recogniser proposes one, the mapping screen
// lets the user change every field of it, and prepareImport follows it to the letter.
//
// What must stay true: column indexes count from 0, rows from 1 as a spreadsheet shows them.

import { isError } from "../../engine/values/value.ts";
import type { InputType } from "../../plan/plan.ts";
import { cellErrorText, cellText } from "../read/cells.ts";
import { type Cell, columnLetter, type ReadFile, type SourceSheet } from "../read/sourceFile.ts";
import type { SheetContent } from "../read/workbookContent.ts";

export interface MappedColumn {
  readonly index: number;
  /** The heading in the file, cleaned of line breaks; a letter when there is none. */
  readonly header: string;
  /** What the column will be called in the plan. */
  readonly name: string;
  readonly type: InputType;
  /** Excel number format code. */
  readonly format: string;
  /** Only selected columns are brought in. */
  readonly selected: boolean;
}

/** A column that could say which group a practice belongs to: few distinct texts. */
export interface GroupColumn {
  readonly index: number;
  readonly header: string;
  /** What it holds, in the user's words; the heading unless that misleads. */
  readonly name: string;
  readonly distinct: number;
  readonly blank: number;
  readonly examples: readonly string[];
  /** A level name this column is usually made into: `PCN`. */
  readonly suggestedLevel?: string;
}

/** Which rows count: those that meet every condition. */
export interface RowFilter {
  readonly conditions: readonly {
    readonly index: number;
    /** Texts compared without regard to case; "" stands for a blank cell. */
    readonly anyOf: readonly string[];
  }[];
  /** The same in words, to follow "Only": `rows for all ages and both sexes together`. */
  readonly words: string;
}

/** A table of the file that comes in as one of the plan's own, which formulas can look up. */
export interface TableChoice {
  /** What the file calls it (SheetTable.name). */
  readonly table: string;
  /** What the plan will call it. */
  readonly name: string;
}

export interface Mapping {
  /** What the file is, in words; becomes the description of the plan's source. */
  readonly description: string;
  /** ISO date the file gives for its data, or "". */
  readonly dataDate: string;
  readonly sheet: string;
  /** 1-based; null when the sheet has no headings. */
  readonly headerRow: number | null;
  readonly firstDataRow: number;
  readonly code: number;
  readonly name?: number;
  readonly listSize?: number;
  /** True when fractions are natural (averages over a year, projections), so they are not reported. */
  readonly listSizeIsAverage: boolean;
  /** `ifPlanHasNone`: a stand-in that must not replace the list sizes a plan already has. */
  readonly listSizeUse: "always" | "ifPlanHasNone";
  readonly columns: readonly MappedColumn[];
  readonly groupColumns: readonly GroupColumn[];
  readonly keep?: RowFilter;
  /** Codes the plan does not have: `auto` adds them to an empty plan, and with the first list sizes. */
  readonly newPractices: "auto" | "add" | "report";
  /** Tables besides the practices. Those that the formulas brought in read come along without being named here. */
  readonly tables?: readonly TableChoice[];
  /** Columns of the practices that come in as values although they are formulas. */
  readonly asValues?: readonly number[];
  /** True: no formula of the file comes in as a formula. */
  readonly valuesOnly?: boolean;
  /** The user's names for assumptions, by the names proposed. */
  readonly assumptionNames?: Readonly<Record<string, string>>;
  /** True: the file has no practices, only tables; the columns above are not used. */
  readonly tablesOnly?: boolean;
}

/** Heading as it is compared: case, underscores, line breaks, runs of blanks and byte order marks do not count. */
export function headerKey(cell: Cell | undefined): string {
  return headerText(cell).toLowerCase().replace(/_/g, " ").replace(/\s+/g, " ").trim();
}

/** Heading as it is shown: one line, single blanks. */
export function headerText(cell: Cell | undefined): string {
  return cellText(cell)
    .replace(/\ufeff/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Number of columns of a sheet: its longest row. */
export function sheetWidth(sheet: SourceSheet): number {
  const { content, rows } = sheet;
  if (content === undefined) {
    let most = 0;
    for (const row of rows) most = Math.max(most, row.length);
    return most;
  }
  let width = content.columns;
  while (width > 0 && !holdsAnything(content, width)) width -= 1;
  return width;
}

/** A column may stand in the file with nothing but formulas that have no results. */
function holdsAnything(content: SheetContent, column: number): boolean {
  for (let row = 1; row <= content.rows; row += 1) {
    const value = content.value(row, column);
    if (value !== null && value !== "") return true;
  }
  return false;
}

/** Headings of all columns, unique: `Name`, `Name (2)`; `Column C` where there is none. */
export function headersOf(sheet: SourceSheet, headerRow: number | null): readonly string[] {
  const row = headerRow === null ? [] : (sheet.rows.at(headerRow - 1) ?? []);
  const used = new Set<string>();
  return Array.from({ length: sheetWidth(sheet) }, (_, index) => {
    const base = headerText(row[index]) || `Column ${columnLetter(index)}`;
    let name = base;
    for (let count = 2; used.has(name.toLowerCase()); count += 1) name = `${base} (${count})`;
    used.add(name.toLowerCase());
    return name;
  });
}

export function findSheet(file: ReadFile, name: string): SourceSheet | undefined {
  return file.sheets.find((sheet) => sheet.name === name);
}

/** Whether a row meets every condition of a filter. */
export function isKept(row: readonly Cell[], keep: RowFilter | undefined): boolean {
  if (keep === undefined) return true;
  return keep.conditions.every(({ index, anyOf }) => {
    const text = cellText(row[index]).toLowerCase();
    return anyOf.some((each) => each.toLowerCase() === text);
  });
}

/** Index of the column a user names by heading, by the mapping's word for it or by letter; undefined when none. */
export function findSourceColumn(sheet: SourceSheet, mapping: Mapping, wanted: string): number | undefined {
  const key = headerKey(wanted);
  const headers = headersOf(sheet, mapping.headerRow);
  const exact = headers.findIndex((header) => header.toLowerCase() === wanted.trim().toLowerCase());
  if (exact >= 0) return exact;
  const loose = headers.findIndex((header) => headerKey(header) === key);
  if (loose >= 0) return loose;
  const named =
    mapping.groupColumns.find((column) => headerKey(column.name) === key) ??
    mapping.columns.find((column) => headerKey(column.name) === key);
  if (named !== undefined) return named.index;
  const letter = headers.findIndex((_, index) => columnLetter(index) === wanted.trim().toUpperCase());
  return letter >= 0 ? letter : undefined;
}

/** Texts that mean "in no group": nothing, an error value, or a word that says so (compared without case). */
const NO_GROUP = new Set(["unallocated", "unassigned", "unknown or no pcn", "n/a", "-"]);

/** The group name a cell gives, or "" for none. */
export function groupText(cell: Cell | undefined): string {
  if (isError(cell) || cellErrorText(cell) !== null) return "";
  const text = cellText(cell).replace(/[\r\n\t]+/g, " ");
  return NO_GROUP.has(text.toLowerCase()) ? "" : text;
}
