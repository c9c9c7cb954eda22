// Rectangles of cells as parts spell them (`A1:C5`, `B2`), and whether a cell lies in one.

import {
  columnLetters,
  LAST_COLUMN,
  LAST_ROW,
  readCell,
  readColumn,
  readRow,
} from "../../engine/grammar/cellAddress.ts";

/** Rows and columns from 1, all inclusive. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** Reads `A1:C5`, `$B$2`, `A:C` or `3:7`; null when it is none of them. */
export function readArea(text: string): Area | null {
  const [first = "", last = first] = text.trim().split(":");
  const read = (word: string) => readCell(word) ?? readColumn(word) ?? readRow(word);
  const start = read(first);
  const end = read(last);
  if (start === null || end === null) return null;
  return {
    top: Math.min(start.row ?? 1, end.row ?? LAST_ROW),
    bottom: Math.max(start.row ?? 1, end.row ?? LAST_ROW),
    left: Math.min(start.column ?? 1, end.column ?? LAST_COLUMN),
    right: Math.max(start.column ?? 1, end.column ?? LAST_COLUMN),
  };
}

export function contains(area: Area, { row, column }: CellPosition): boolean {
  return row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
}

export function isOneCell(area: Area): boolean {
  return area.top === area.bottom && area.left === area.right;
}

/** The smallest area that holds both. */
export function including(area: Area | null, { row, column }: CellPosition): Area {
  if (area === null) return { top: row, bottom: row, left: column, right: column };
  return {
    top: Math.min(area.top, row),
    bottom: Math.max(area.bottom, row),
    left: Math.min(area.left, column),
    right: Math.max(area.right, column),
  };
}

export function cellName({ row, column }: CellPosition): string {
  return `${columnLetters(column)}${row}`;
}

/** `A1:C5`, or `A1` for one cell. */
export function areaName(area: Area): string {
  const first = cellName({ row: area.top, column: area.left });
  return isOneCell(area) ? first : `${first}:${cellName({ row: area.bottom, column: area.right })}`;
}
