// The tables of a workbook as formulas see them: Excel's own tables, and headings with rows below. For each column:
// values, or one formula with the cells that break it.
//
// What must stay true: a block's rows are its data rows only; totals below and subtotals between are named apart and
// never counted as breaks. Formulas are compared in their relative form, so a column filled down is one formula.

import { columnLetters } from "../../engine/grammar/cellAddress.ts";
import { type SnapshotTable, toTableName } from "../../engine/index.ts";
import type { Area } from "../package/areas.ts";
import type { FormulaBook } from "./formulaBook.ts";
import { columnNames, type Headings, headingsOf } from "./headings.ts";
import { type LineFormula, lineFormula } from "./lines.ts";
import { regionsOf } from "./regions.ts";
import { formulaAt, formulaFilled, SheetGrid } from "./sheetGrid.ts";
import { totalRows } from "./totals.ts";

export interface SheetBlock {
  /** The number of the sheet, from 0, and its name. */
  readonly sheet: number;
  readonly sheetName: string;
  /** The Excel table's name, or one made of the sheet's; unique in the workbook and valid in Excel. */
  readonly name: string;
  /** An Excel table, or a range that looks like one. */
  readonly isTable: boolean;
  /** The row that names the columns; null for a range without headings. */
  readonly headingRow: number | null;
  /** The data rows, from 1, without totals below. */
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  /** Rows of totals and subtotals, inside and directly below. */
  readonly totalRows: ReadonlySet<number>;
  readonly columns: readonly BlockColumn[];
}

export interface BlockColumn {
  readonly name: string;
  readonly letter: string;
  /** From 1. */
  readonly number: number;
  readonly kind: "values" | "formula";
  /** The formula in relative (R1C1) form; null for values. */
  readonly formulaR1C1: string | null;
  /** The formula as it reads in `exampleRow`, with "="; null for values. */
  readonly example: string | null;
  readonly exampleRow: number;
  /** Entered as an array formula. */
  readonly isArray: boolean;
  /** Every data cell that holds something else, explained or not; empty for values. */
  readonly breaks: readonly ColumnBreak[];
}

export interface ColumnBreak {
  readonly row: number;
  readonly kind: LineFormula["breaks"][number]["kind"];
  readonly explanation: LineFormula["breaks"][number]["explanation"];
  /** The cell's own formula with "=", or null. */
  readonly formula: string | null;
}

/** The sheets of a workbook as grids, and the blocks on them. */
export interface UnderstoodBook {
  readonly book: FormulaBook;
  readonly grids: readonly SheetGrid[];
  readonly blocks: readonly SheetBlock[];
}

/** Looks at every sheet once. */
export function findBlocks(book: FormulaBook): UnderstoodBook {
  const grids = book.snapshot.sheets.map((sheet, number) => new SheetGrid(number, sheet));
  const names = new Set<string>();
  for (const { name } of book.snapshot.tables) names.add(name.toLowerCase());
  for (const { name } of book.snapshot.names) names.add(name.toLowerCase());
  const blocks = grids.flatMap((grid) => blocksOf(grid, book, names));
  return { book, grids, blocks };
}

function blocksOf(grid: SheetGrid, book: FormulaBook, names: Set<string>): SheetBlock[] {
  const tables = book.snapshot.tables.filter((table) => table.sheet === grid.sheet);
  const blocks = tables.map((table) => tableBlock(grid, table, book));
  for (const area of regionsOf(grid, tables.map(areaOfTable))) {
    const headings = headingsOf(grid, area);
    const block = rangeBlock(grid, area, headings, () => freeName(grid.name, names));
    if (block !== null) blocks.push(block);
  }
  return blocks;
}

/** The whole of a table with its headings and totals. */
export function areaOfTable({ row, column, rows, columns }: SnapshotTable): Area {
  return { top: row, left: column, bottom: row + rows - 1, right: column + columns.length - 1 };
}

function tableBlock(grid: SheetGrid, table: SnapshotTable, book: FormulaBook): SheetBlock {
  const area = areaOfTable(table);
  const firstRow = area.top + Number(table.hasHeaders);
  const lastRow = area.bottom - Number(table.hasTotals);
  const data = { ...area, top: firstRow, bottom: lastRow };
  const totals = new Set(table.hasTotals ? [area.bottom] : []);
  const calculated = book.calculatedColumns[book.snapshot.tables.indexOf(table)] ?? [];
  const columns = table.columns.map((name, place) => {
    const column = blockColumn(grid, data, area.left + place, name, totals);
    const formula = calculated[place] ?? null;
    // a table of one row has nothing to compare, but says itself what its formula is
    if (column.kind === "formula" || formula === null) return column;
    const cell = firstRow === lastRow ? grid.at(firstRow, column.number) : undefined;
    if (cell === undefined || cell.relative === null) return column;
    const example = formulaAt(cell);
    return { ...column, kind: "formula" as const, formulaR1C1: cell.relative, example };
  });
  return {
    sheet: grid.sheet,
    sheetName: grid.name,
    name: table.name,
    isTable: true,
    headingRow: table.hasHeaders ? area.top : null,
    firstRow,
    lastRow,
    firstColumn: area.left,
    lastColumn: area.right,
    totalRows: totals,
    columns,
  };
}

function rangeBlock(
  grid: SheetGrid,
  area: Area,
  headings: Headings | null,
  name: () => string,
): SheetBlock | null {
  const firstRow = headings === null ? area.top : headings.row + 1;
  if (area.bottom - firstRow < 1) return null;
  const totals = totalRows(grid, { ...area, top: firstRow });
  let lastRow = area.bottom;
  while (lastRow > firstRow && totals.has(lastRow)) lastRow--;
  if (lastRow === firstRow) return null;
  const data = { ...area, top: firstRow, bottom: lastRow };
  const names = columnNames(grid, area, headings);
  const columns = names
    .map((each, place) => blockColumn(grid, data, area.left + place, each, totals))
    .filter(({ number }) => headings === null || hasCells(grid, headings.row, lastRow, number));
  return {
    sheet: grid.sheet,
    sheetName: grid.name,
    name: name(),
    isTable: false,
    headingRow: headings?.row ?? null,
    firstRow,
    lastRow,
    firstColumn: area.left,
    lastColumn: area.right,
    totalRows: totals,
    columns,
  };
}

function hasCells(grid: SheetGrid, top: number, bottom: number, column: number): boolean {
  for (let row = top; row <= bottom; row++) if (grid.at(row, column) !== undefined) return true;
  return false;
}

function blockColumn(
  grid: SheetGrid,
  data: Area,
  number: number,
  name: string,
  totals: ReadonlySet<number>,
): BlockColumn {
  const cells = Array.from({ length: data.bottom - data.top + 1 }, (_, place) =>
    grid.at(data.top + place, number),
  );
  const found = lineFormula(cells, "down", (place) => totals.has(data.top + place));
  const letter = columnLetters(number);
  if (found === null) {
    const values = { kind: "values", formulaR1C1: null, example: null, isArray: false, breaks: [] } as const;
    return { name, letter, number, exampleRow: data.top, ...values };
  }
  const { example } = found;
  return {
    name,
    letter,
    number,
    kind: "formula",
    formulaR1C1: found.relative,
    example: formulaAt(example),
    exampleRow: example.row,
    isArray: example.given.array !== undefined,
    breaks: found.breaks.map(({ place, kind, explanation }) => {
      const cell = cells[place];
      return {
        row: data.top + place,
        kind,
        explanation,
        formula: cell === undefined ? null : formulaAt(cell),
      };
    }),
  };
}

/** The column's formula as it reads in a row, with "="; null for values or where it would leave the sheet. */
export function formulaInRow(column: BlockColumn, row: number): string | null {
  const { example, exampleRow, number } = column;
  if (example === null) return null;
  return formulaFilled(example, { row: exampleRow, column: number }, { row, column: number });
}

/** A valid name of Excel for a range on a sheet, that nothing else of the workbook has. */
function freeName(sheet: string, taken: Set<string>): string {
  const base = toTableName(sheet);
  let name = base;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${base}_${number}`;
  taken.add(name.toLowerCase());
  return name;
}
