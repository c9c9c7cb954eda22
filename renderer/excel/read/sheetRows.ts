// A sheet's cells as rows, for code that goes through a file row by row whatever its format was. A row is made when
// it is asked for and kept, so that a page that shows twenty rows of a hundred thousand makes twenty.

import { type Cell, cellWithinLimit, type SheetRows } from "./sourceFile.ts";
import type { SheetContent } from "./workbookContent.ts";

const NOTHING: readonly Cell[] = Object.freeze([]);

/** Row i of the sheet is `at(i - 1)`; each ends with its last cell that holds something. */
export class ContentRows implements SheetRows {
  readonly length: number;
  readonly #content: SheetContent;
  readonly #lengths: Uint32Array | null;
  readonly #rows: (readonly Cell[] | undefined)[] = [];

  /** `lengths`: how many cells each row has, blank ones at its end included, where that is known. */
  constructor(content: SheetContent, lengths: Uint32Array | null = null) {
    this.#content = content;
    this.#lengths = lengths;
    let length = lengths?.length ?? content.rows;
    if (lengths === null) while (length > 0 && this.#row(length - 1).length === 0) length -= 1;
    this.length = length;
  }

  at(index: number): readonly Cell[] | undefined {
    return index >= 0 && index < this.length ? this.#row(index) : undefined;
  }

  slice(start: number, end = this.length): readonly (readonly Cell[])[] {
    const rows: (readonly Cell[])[] = [];
    for (let index = Math.max(0, start); index < Math.min(end, this.length); index += 1)
      rows.push(this.#row(index));
    return rows;
  }

  *[Symbol.iterator](): Iterator<readonly Cell[]> {
    for (let index = 0; index < this.length; index += 1) yield this.#row(index);
  }

  #row(index: number): readonly Cell[] {
    const known = this.#rows[index];
    if (known !== undefined) return known;
    const cells: Cell[] = [];
    this.#content.forEachInRow(index + 1, (column, value) => {
      const cell = typeof value === "string" ? cellWithinLimit(value) : value;
      if (cell === null) return;
      while (cells.length < column - 1) cells.push(null);
      cells.push(cell);
    });
    const length = this.#lengths?.[index] ?? 0;
    while (cells.length < length) cells.push(null);
    const row = cells.length === 0 ? NOTHING : cells;
    this.#rows[index] = row;
    return row;
  }
}
