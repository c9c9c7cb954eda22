// Cells of a sheet as an operand: a reference that stays one until somebody asks for its values. ROW, OFFSET and the
// colon need to know where a value stands; SUM of a whole column must not see a million blanks; a cell that nobody
// reads must not be calculated.
//
// What must stay true: making a range reads no cell; rows and columns count from 1 and lie within the sheet.

import { LAST_COLUMN, LAST_ROW } from "../grammar/cellAddress.ts";
import { type ArrayValue, type Operand, topLeft } from "./operand.ts";
import type { Value } from "./value.ts";

/** The sheets that ranges lie in; sheets are numbered from 0. */
export interface CellHost {
  /** The last row and column that hold anything in any sheet: beyond them everything is blank. */
  readonly lastRow: number;
  readonly lastColumn: number;
  readonly sheetNames: readonly string[];
  value(sheet: number, row: number, column: number): Value;
  /** The formula of a cell as Excel shows it, or null. */
  formulaText(sheet: number, row: number, column: number): string | null;
  /** Hidden at all, or (`filtered`) by a filter, which even SUBTOTAL(9) leaves out. */
  isHidden(sheet: number, row: number, filtered: boolean): boolean;
  /** Whether the cell's formula is itself a SUBTOTAL or AGGREGATE, which others leave out. */
  isSubtotal(sheet: number, row: number, column: number): boolean;
  /** What a reference written as text stands for, seen from a cell. */
  indirect(text: string, a1: boolean, here: CellRange): Operand;
  /** The cells that the array of a formula fills, or null when there is none. */
  spilled(cell: CellRange): CellRange | null;
  /** Where each value first stands in one row or column of cells (keys as `indexKey` has them); null: not indexed. */
  placesIn(range: CellRange): ReadonlyMap<Value, number> | null;
  numberFormat(sheet: number, row: number, column: number): string;
}

export class CellRange implements ArrayValue {
  readonly isRange = true;
  readonly host: CellHost;
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;

  constructor(host: CellHost, sheet: number, row: number, column: number, rows = 1, columns = 1) {
    this.host = host;
    this.sheet = sheet;
    this.row = row;
    this.column = column;
    this.rows = rows;
    this.columns = columns;
  }

  get isCell(): boolean {
    return this.rows === 1 && this.columns === 1;
  }

  at(row: number, column: number): Value {
    if (row >= this.rows || column >= this.columns) return null;
    return this.host.value(this.sheet, this.row + row, this.column + column);
  }

  /** The cells from an offset (0-based) on, of a size; null when they would leave the sheet. */
  part(row: number, column: number, rows: number, columns: number): CellRange | null {
    const [top, left] = [this.row + row, this.column + column];
    if (top < 1 || left < 1 || top + rows - 1 > LAST_ROW || left + columns - 1 > LAST_COLUMN) return null;
    return new CellRange(this.host, this.sheet, top, left, rows, columns);
  }

  /**
   * Without the blank rest of a range that reaches the sheet's end. The bound is the same for all sheets, so that
   * A:A and B:B keep equal shapes.
   */
  clipped(): CellRange {
    const { host, row, column, rows, columns } = this;
    const toEnd = row + rows - 1 === LAST_ROW;
    const toRight = column + columns - 1 === LAST_COLUMN;
    if (!toEnd && !toRight) return this;
    const height = toEnd ? Math.max(1, host.lastRow - row + 1) : rows;
    const width = toRight ? Math.max(1, host.lastColumn - column + 1) : columns;
    return new CellRange(host, this.sheet, row, column, height, width);
  }
}

/** Several ranges as one operand: `(A1:A3,C1)` and `Sheet1:Sheet3!A1`. As an array, all their cells in one column. */
export class CellRanges implements ArrayValue {
  readonly isRange = true;
  readonly columns = 1;
  readonly areas: readonly CellRange[];
  readonly rows: number;

  constructor(areas: readonly CellRange[]) {
    this.areas = areas;
    this.rows = areas.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  }

  at(row: number, column: number): Value {
    if (column > 0) return null;
    let place = row;
    for (const area of this.areas) {
      const size = area.rows * area.columns;
      if (place < size) return area.at(Math.floor(place / area.columns), place % area.columns);
      place -= size;
    }
    return null;
  }

  clipped(): CellRanges {
    return new CellRanges(this.areas.map((each) => each.clipped()));
  }
}

/** References made one by one, by OFFSET or INDIRECT of an array; where values are wanted, the first of each. */
export class ReferenceList implements ArrayValue {
  readonly isRange = false;
  readonly rows: number;
  readonly columns: number;
  readonly items: readonly Operand[];

  constructor(rows: number, columns: number, items: readonly Operand[]) {
    this.rows = rows;
    this.columns = columns;
    this.items = items;
  }

  item(row: number, column: number): Operand {
    return this.items[row * this.columns + column] ?? null;
  }

  at(row: number, column: number): Value {
    return column < this.columns ? topLeft(this.item(row, column)) : null;
  }
}

/** The ranges of a reference, or null when the operand is none. */
export function areasOf(operand: unknown): readonly CellRange[] | null {
  if (operand instanceof CellRange) return [operand];
  return operand instanceof CellRanges ? operand.areas : null;
}

/** A reference without its blank end (see `CellRange.clipped`); anything else as it is. */
export function clipped(operand: Operand | undefined): Operand | undefined {
  return operand instanceof CellRange || operand instanceof CellRanges ? operand.clipped() : operand;
}

/** A reference to one cell becomes the cell's value; any other range without its blank end. */
export function dereferenced(operand: Operand): Operand {
  if (operand instanceof CellRange) return operand.isCell ? operand.at(0, 0) : operand.clipped();
  return operand instanceof CellRanges ? operand.clipped() : operand;
}
