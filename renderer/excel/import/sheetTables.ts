// The tables of a file as an import sees them: which blocks of its sheets have headings and rows, what type each column
// is, and for a column that is one formula the formula in the language of columns. Made once, where the file is read,
// and plain data, because it crosses threads to the mapping screen.
//
// What must stay true: a column has a formula that gives the values the file holds, or a reason in words, or neither
// because it never was a formula; the cells themselves stay in the file.

import { isDateFormat, isError, toTableName, type Value } from "../../engine/index.ts";
import type { InputType } from "../../plan/plan.ts";
import type { Problem } from "../../plan/problem.ts";
import { findBlocks, type SheetBlock, type UnderstoodBook } from "../formulas/blocks.ts";
import { type BlockFormulas, bookFormulas, type ColumnFormula } from "../formulas/bookFormulas.ts";
import { formulaBook } from "../formulas/formulaBook.ts";
import { dataRows, type FormulaOverride, overridesOf } from "../formulas/overrides.ts";
import type { ProposedAssumption } from "../formulas/proposedAssumptions.ts";
import { cellErrorText, cellNumber, isBlankCell } from "../read/cells.ts";
import type { ReadFile, SourceSheet } from "../read/sourceFile.ts";
import { firstHeaderRow } from "./recognition.ts";
import { columnKind, sheetView } from "./sourceKinds/sheetView.ts";

export interface SheetTableColumn {
  readonly name: string;
  /** From 0, in the sheet. */
  readonly index: number;
  readonly type: InputType;
  readonly format: string;
  /** With "="; null for values and for a formula that cannot come in. */
  readonly formula: string | null;
  /** Why a formula comes in as values, as a sentence; null where it comes in or there is none. */
  readonly reason: string | null;
  /** The values the file holds are nobody's results, so there is nothing to compare the formula with. */
  readonly isUnsaved: boolean;
  /** Proposed names of the assumptions and names of the other tables that the formula reads. */
  readonly assumptions: readonly string[];
  readonly tables: readonly string[];
  /** Cells of a formula column that hold something else. */
  readonly overrides: readonly FormulaOverride[];
}

export interface SheetTable {
  readonly sheet: string;
  /** An Excel table's name, or one made of the sheet's: valid in Excel and unique in the file. */
  readonly name: string;
  /** From 1. */
  readonly headingRow: number;
  /** The sheet rows that are data, totals left out. */
  readonly rows: readonly number[];
  readonly columns: readonly SheetTableColumn[];
}

export interface FileTables {
  readonly tables: readonly SheetTable[];
  /** What the formulas of all tables read from single cells. */
  readonly assumptions: readonly ProposedAssumption[];
  readonly problems: readonly Problem[];
}

export const NO_TABLES: FileTables = { tables: [], assumptions: [], problems: [] };

/** Beyond so many cells understanding formulas would take minutes and gigabytes: they come in as values. */
const MOST_CELLS = 2_000_000;

/** The tables of a workbook with formulas, or of any file when `always`. */
export function fileTables(file: ReadFile, always: boolean): FileTables {
  const { workbook } = file;
  if (workbook === undefined) return always ? textTables(file) : NO_TABLES;
  const formulas = workbook.sheets.reduce((sum, sheet) => sum + sheet.formulaCount, 0);
  if (formulas === 0 && !always) return NO_TABLES;
  const cells = workbook.sheets.reduce((sum, sheet) => sum + sheet.cellCount, 0);
  if (cells > MOST_CELLS)
    return formulas === 0 ? NO_TABLES : { ...NO_TABLES, problems: [tooLarge(file.fileName, cells)] };
  const understood = findBlocks(formulaBook(workbook));
  const book = bookFormulas(understood);
  return {
    tables: book.blocks.flatMap((each) => blockTable(understood, each, workbook.isStale) ?? []),
    assumptions: book.assumptions,
    problems: [],
  };
}

function tooLarge(fileName: string, cells: number): Problem {
  return {
    code: "formulas-not-read",
    severity: "warning",
    message: `${fileName} has ${Math.round(cells / 1e5) / 10} million cells, too many to take formulas over; everything comes in as values.`,
    remedy: "Save the sheets with the formulas in a workbook of their own and import that.",
    where: { file: fileName },
  };
}

function blockTable(
  understood: UnderstoodBook,
  { block, columns }: BlockFormulas,
  isStale: boolean,
): SheetTable | null {
  if (block.headingRow === null || columns.length === 0) return null;
  const rows = dataRows(block);
  return {
    sheet: block.sheetName,
    name: block.name,
    headingRow: block.headingRow,
    rows,
    columns: columns.map((each) => tableColumn(understood, block, rows, each, isStale)),
  };
}

function tableColumn(
  understood: UnderstoodBook,
  block: SheetBlock,
  rows: readonly number[],
  { column, formula, reason, assumptions, tables, agreement }: ColumnFormula,
  isStale: boolean,
): SheetTableColumn {
  const grid = understood.grids[block.sheet];
  const cells = rows.flatMap((row) => grid?.at(row, column.number) ?? []);
  const { type, format } = typeOf(cells);
  return {
    name: column.name,
    index: column.number - 1,
    type,
    format,
    formula,
    reason,
    isUnsaved: formula !== null && (isStale || agreement === null),
    assumptions,
    tables,
    overrides: formula === null ? [] : overridesOf(understood, block, column),
  };
}

/** One type for a whole column: texts win, because every value can be one. */
function typeOf(cells: readonly { readonly value: Value; readonly numberFormat: string }[]): {
  readonly type: InputType;
  readonly format: string;
} {
  const filled = cells.filter(({ value }) => value !== null && !isError(value));
  const [first] = filled;
  if (first === undefined) return { type: "number", format: cells[0]?.numberFormat ?? "General" };
  if (filled.every(({ value }) => typeof value === "boolean")) return { type: "boolean", format: "General" };
  if (!filled.every(({ value }) => typeof value === "number")) return { type: "text", format: "@" };
  if (filled.every(({ numberFormat }) => isDateFormat(numberFormat)))
    return { type: "date", format: first.numberFormat };
  return { type: "number", format: first.numberFormat };
}

/** A text file's one table: its headings by the first row with two texts. */
function textTables(file: ReadFile): FileTables {
  const names = new Set<string>();
  const tables = file.sheets.flatMap((sheet) => textTable(sheet, names) ?? []);
  return { ...NO_TABLES, tables };
}

function textTable(sheet: SourceSheet, names: Set<string>): SheetTable | null {
  const headingRow = firstHeaderRow(sheet);
  if (headingRow === null) return null;
  const view = sheetView(sheet, headingRow);
  const rows: number[] = [];
  for (let row = view.firstDataRow; row <= sheet.rows.length; row += 1)
    if (!(sheet.rows.at(row - 1) ?? []).every(isBlankCell)) rows.push(row);
  if (rows.length === 0) return null;
  const base = toTableName(sheet.name.replace(/\.[A-Za-z]{2,4}$/, ""));
  let name = base;
  for (let number = 2; names.has(name.toLowerCase()); number += 1) name = `${base}_${number}`;
  names.add(name.toLowerCase());
  const columns = view.headers.flatMap((header, index): SheetTableColumn[] => {
    const kind = columnKind(view, index);
    if (kind === "blank" && view.keys[index] === "") return [];
    const mixed = kind === "number" && !rows.every((row) => isNumberOrBlank(sheet, row, index));
    const type = kind === "blank" || mixed ? "text" : kind;
    const format = { number: "General", date: "dd/mm/yyyy", text: "@" }[type];
    return [{ ...PLAIN, name: header, index, type, format }];
  });
  return { sheet: sheet.name, name, headingRow, rows, columns };
}

const PLAIN = {
  formula: null,
  reason: null,
  isUnsaved: false,
  assumptions: [],
  tables: [],
  overrides: [],
} as const;

function isNumberOrBlank(sheet: SourceSheet, row: number, index: number): boolean {
  const cell = sheet.rows.at(row - 1)?.[index];
  return isBlankCell(cell) || cellErrorText(cell) !== null || cellNumber(cell) !== undefined;
}
