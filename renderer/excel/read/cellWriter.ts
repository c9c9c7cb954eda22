// The cells of a sheet while it is read, and as it is kept: columns of plain numbers, no object for a cell. What stands
// in a block goes to another thread without a copy.
//
// What must stay true: in the packed sheet rows ascend, and columns within a row; of a cell that stands twice the last
// one counts, as in other programs.

import { GrowingList } from "./growingList.ts";

/** What a cell's number means. */
export const CELL = {
  /** A formula without a saved result. */
  blank: 0,
  number: 1,
  /** Index of a shared text. */
  shared: 2,
  /** A text of the heap. */
  text: 3,
  boolean: 4,
  /** Index in `ERROR_CODES`. */
  error: 5,
  /** A serial number of the 1900 system, from a date spelled out. */
  date: 6,
} as const;

/** How many cells stand in a block, as a power of two. */
export const BLOCK_BITS = 16;
export const BLOCK_CELLS = 2 ** BLOCK_BITS;
const IN_BLOCK = BLOCK_CELLS - 1;

export interface CellBlock {
  readonly columns: Uint16Array;
  readonly kinds: Uint8Array;
  readonly styles: Uint16Array;
  readonly values: Float64Array;
}

/** Cells row by row: those of row `rowNumbers[i]` are from `rowStarts[i]` up to `rowStarts[i + 1]`. */
export interface PackedCells {
  readonly count: number;
  readonly lastRow: number;
  readonly lastColumn: number;
  readonly rowNumbers: Uint32Array;
  readonly rowStarts: Uint32Array;
  readonly blocks: readonly CellBlock[];
}

function makeBlock(cells: number): CellBlock {
  return {
    columns: new Uint16Array(cells),
    kinds: new Uint8Array(cells),
    styles: new Uint16Array(cells),
    values: new Float64Array(cells),
  };
}

/** The block that is being filled, shared by all sheets: each takes away a copy of what it filled. */
export function scratchBlock(): CellBlock {
  return makeBlock(BLOCK_CELLS);
}

export class CellWriter {
  count = 0;
  readonly #scratch: CellBlock;
  readonly #blocks: CellBlock[] = [];
  readonly #rowNumbers = new GrowingList<Uint32Array>((length) => new Uint32Array(length));
  readonly #rowStarts = new GrowingList<Uint32Array>((length) => new Uint32Array(length));
  #row = 0;
  #column = 0;
  #lastColumn = 0;
  #lastRow = 0;
  #isOrdered = true;

  constructor(scratch: CellBlock) {
    this.#scratch = scratch;
  }

  add(row: number, column: number, kind: number, style: number, value: number): void {
    if (row !== this.#row) {
      if (row < this.#row) this.#isOrdered = false;
      this.#rowNumbers.push(row);
      this.#rowStarts.push(this.count);
      this.#row = row;
      this.#column = 0;
      if (row > this.#lastRow) this.#lastRow = row;
    }
    if (column <= this.#column) this.#isOrdered = false;
    this.#column = column;
    if (column > this.#lastColumn) this.#lastColumn = column;
    const at = this.count & IN_BLOCK;
    const block = this.#scratch;
    block.columns[at] = column;
    block.kinds[at] = kind;
    block.styles[at] = style;
    block.values[at] = value;
    this.count += 1;
    if (at === IN_BLOCK) this.#keep(BLOCK_CELLS);
  }

  #keep(cells: number): void {
    const { columns, kinds, styles, values } = this.#scratch;
    this.#blocks.push({
      columns: columns.slice(0, cells),
      kinds: kinds.slice(0, cells),
      styles: styles.slice(0, cells),
      values: values.slice(0, cells),
    });
  }

  /** The cells in order, and for each place the cell's number as it was added (null: the same). */
  taken(): { readonly cells: PackedCells; readonly order: Uint32Array | null } {
    const rest = this.count & IN_BLOCK;
    if (rest > 0) this.#keep(rest);
    this.#rowStarts.push(this.count);
    const cells: PackedCells = {
      count: this.count,
      lastRow: this.#lastRow,
      lastColumn: this.#lastColumn,
      rowNumbers: this.#rowNumbers.taken(),
      rowStarts: this.#rowStarts.taken(),
      blocks: this.#blocks,
    };
    return this.#isOrdered ? { cells, order: null } : inOrder(cells);
  }
}

/** Rows or cells out of their order, or twice: rare, so everything is sorted anew. */
function inOrder(given: PackedCells): { readonly cells: PackedCells; readonly order: Uint32Array } {
  const rows = new Uint32Array(given.count);
  for (const [index, row] of given.rowNumbers.entries())
    rows.fill(row, given.rowStarts[index], given.rowStarts[index + 1]);
  const place = (cell: number) => (rows[cell] as number) * 2 ** 15 + columnOf(given, cell);
  const sorted = Uint32Array.from({ length: given.count }, (_, cell) => cell).sort(
    (left, right) => place(left) - place(right) || left - right,
  );
  const order = sorted.filter((cell, at) => {
    const next = sorted[at + 1];
    return next === undefined || place(next) !== place(cell);
  });
  const writer = new CellWriter(scratchBlock());
  for (const cell of order) {
    const block = blockOf(given, cell);
    const at = cell & IN_BLOCK;
    writer.add(
      rows[cell] as number,
      block.columns[at] as number,
      block.kinds[at] as number,
      block.styles[at] as number,
      block.values[at] as number,
    );
  }
  return { cells: writer.taken().cells, order };
}

function blockOf(cells: PackedCells, cell: number): CellBlock {
  return cells.blocks[cell >>> BLOCK_BITS] as CellBlock;
}

/** The number of the cell at a place, or -1 where none stands. */
export function findCell(cells: PackedCells, row: number, column: number): number {
  const at = findIn(cells.rowNumbers, row, 0, cells.rowNumbers.length);
  if (at < 0) return -1;
  let from = cells.rowStarts[at] as number;
  let to = cells.rowStarts[at + 1] as number;
  // Rows are mostly full from the first column on.
  const guess = from + column - 1;
  if (guess < to && guess >= from && columnOf(cells, guess) === column) return guess;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const there = columnOf(cells, middle);
    if (there === column) return middle;
    if (there < column) from = middle + 1;
    else to = middle;
  }
  return -1;
}

export function columnOf(cells: PackedCells, cell: number): number {
  return blockOf(cells, cell).columns[cell & IN_BLOCK] as number;
}

export function kindOf(cells: PackedCells, cell: number): number {
  return blockOf(cells, cell).kinds[cell & IN_BLOCK] as number;
}

export function styleOf(cells: PackedCells, cell: number): number {
  return blockOf(cells, cell).styles[cell & IN_BLOCK] as number;
}

export function numberOf(cells: PackedCells, cell: number): number {
  return blockOf(cells, cell).values[cell & IN_BLOCK] as number;
}

/** Where a number stands in an ascending list, or -1. */
export function findIn(list: Uint32Array, wanted: number, first: number, last: number): number {
  // Lists of rows mostly have no gap.
  const guess = wanted - (list[0] ?? 0);
  if (list[guess] === wanted) return guess;
  let from = first;
  let to = last;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const there = list[middle] as number;
    if (there === wanted) return middle;
    if (there < wanted) from = middle + 1;
    else to = middle;
  }
  return -1;
}
