// Totals of columns, by blocks of rows. A block's total is added row by row, the column's total block by block, in
// that order always; so recomputing one block after an edit gives, bit for bit, what recomputing everything gives.

import { isNoise } from "./coercion.ts";
import { BLANK, type Column, ERROR, NUMBER } from "./column.ts";

export const BLOCK_ROWS = 512;

export type Total = "sum" | "count" | "filled" | "minimum" | "maximum";

/** What a total starts from. */
export function emptyTotal(total: Total): number {
  return total === "minimum" ? Infinity : total === "maximum" ? -Infinity : 0;
}

export function combine(total: Total, left: number, right: number): number {
  if (total === "minimum") return Math.min(left, right);
  if (total === "maximum") return Math.max(left, right);
  return left + right;
}

/** The total of the rows from `start` to `end` (exclusive): numbers only, but `filled` counts what is not blank. */
export function blockTotal(total: Total, column: Column, start: number, end: number): number {
  const { numbers, kinds, mask } = column;
  if (kinds === null && mask !== NUMBER)
    return total === "filled" && (mask & BLANK) === 0 ? end - start : emptyTotal(total);
  if (kinds === null) return plainTotal(total, numbers, start, end);
  let result = emptyTotal(total);
  if (total === "filled") {
    for (let row = start; row < end; row++) if (kinds[row] !== BLANK) result++;
    return result;
  }
  for (let row = start; row < end; row++) {
    if (kinds[row] !== NUMBER) continue;
    const value = total === "count" ? 1 : (numbers[row] as number);
    result = combine(total, result, value);
  }
  return result;
}

function plainTotal(total: Total, numbers: Float64Array, start: number, end: number): number {
  if (total === "count" || total === "filled") return end - start;
  let result = emptyTotal(total);
  if (total === "sum") for (let row = start; row < end; row++) result += numbers[row] as number;
  else if (total === "minimum")
    for (let row = start; row < end; row++) result = Math.min(result, numbers[row] as number);
  else for (let row = start; row < end; row++) result = Math.max(result, numbers[row] as number);
  return result;
}

/**
 * The totals of all blocks into `blocks`. Four blocks of a plain sum run side by side: each is still added in row
 * order, but the processor need not wait for one addition before it starts the next block's.
 */
export function allBlockTotals(total: Total, column: Column, blocks: Float64Array): void {
  const { numbers, length } = column;
  let block = 0;
  if (total === "sum" && column.kinds === null && column.mask === NUMBER) {
    for (; (block + 4) * BLOCK_ROWS <= length; block += 4) {
      let [a, b, c, d] = [0, 0, 0, 0];
      const start = block * BLOCK_ROWS;
      for (let row = start; row < start + BLOCK_ROWS; row++) {
        a += numbers[row] as number;
        b += numbers[row + BLOCK_ROWS] as number;
        c += numbers[row + 2 * BLOCK_ROWS] as number;
        d += numbers[row + 3 * BLOCK_ROWS] as number;
      }
      blocks[block] = a;
      blocks[block + 1] = b;
      blocks[block + 2] = c;
      blocks[block + 3] = d;
    }
  }
  for (; block < blocks.length; block++)
    blocks[block] = blockTotal(total, column, block * BLOCK_ROWS, Math.min(length, (block + 1) * BLOCK_ROWS));
}

export function blockCount(length: number): number {
  return Math.ceil(length / BLOCK_ROWS);
}

/** The totals of blocks in one; a sum is corrected by its last addition, as SUM of cells is (`snappedSum`). */
export function totalOfBlocks(total: Total, column: Column, blocks: Float64Array): number {
  let result = emptyTotal(total);
  for (const each of blocks) result = combine(total, result, each);
  return total === "sum" && result !== 0 && isNoise(result, lastNumber(column)) ? 0 : result;
}

function lastNumber(column: Column): number {
  for (let row = column.length - 1; row >= 0; row--)
    if (column.kind(row) === NUMBER) return column.numbers[row] ?? 0;
  return 0;
}

/** A whole column's total, as a total kept by blocks would have it. */
export function columnTotal(total: Total, column: Column): number {
  const blocks = new Float64Array(blockCount(column.length));
  allBlockTotals(total, column, blocks);
  return totalOfBlocks(total, column, blocks);
}

/** The payload of the first error of a column, or -1. */
export function firstError(column: Column, start = 0, end = column.length): number {
  if ((column.mask & ERROR) === 0) return -1;
  if (column.kinds === null) return start < end ? (column.numbers[start] as number) : -1;
  for (let row = start; row < end; row++)
    if (column.kinds[row] === ERROR) return column.numbers[row] as number;
  return -1;
}
