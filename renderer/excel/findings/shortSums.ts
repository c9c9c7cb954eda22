// Totals that leave out rows of their own table: `=SUM(B2:B40)` under figures that go down to row 44, as happens when
// rows are added below the last one. Only what is certain: the sum begins with the table (or after the total before
// it), ends early, and what lies between its end and itself are figures of the same column.

import type { SheetBlock } from "../formulas/blocks.ts";
import type { GridCell, SheetGrid } from "../formulas/sheetGrid.ts";

export interface ShortSum {
  readonly cell: GridCell;
  /** The formula over all the rows, with "=". */
  readonly whole: string;
  /** The column's letter. */
  readonly letter: string;
}

/** `SUM(R[-43]C:R[-5]C)` or with fixed rows, and nothing else. */
const SUM_ABOVE = /^SUM\(R(\[-\d+\]|\d+)C:R(\[-\d+\]|\d+)C\)$/;

/** The sums in a block's totals rows that miss rows of the block. */
export function shortSums(grid: SheetGrid, block: SheetBlock): readonly ShortSum[] {
  const totals = [...block.totalRows].sort((a, b) => a - b);
  return block.columns.flatMap(({ number, letter }) =>
    totals.flatMap((row, place) => {
      const cell = grid.at(row, number);
      const match = SUM_ABOVE.exec(cell?.relative ?? "");
      if (cell === undefined || match === null) return [];
      const [first, last] = [rowOf(match[1], row), rowOf(match[2], row)];
      const start = (totals[place - 1] ?? block.firstRow - 1) + 1;
      if (first !== start || last >= row - 1 || last - first < 1) return [];
      if (!figuresThroughout(grid, number, first, row - 1)) return [];
      return [{ cell, letter, whole: `=SUM(${letter}${first}:${letter}${row - 1})` }];
    }),
  );
}

function rowOf(text: string | undefined, row: number): number {
  const isRelative = text?.startsWith("[") === true;
  return isRelative ? row + Number(text?.slice(1, -1)) : Number(text);
}

/** Whether every row holds a number in a column; a blank or a text is a reason to stop adding. */
function figuresThroughout(grid: SheetGrid, column: number, first: number, last: number): boolean {
  for (let row = first; row <= last; row++) if (typeof grid.at(row, column)?.value !== "number") return false;
  return true;
}
