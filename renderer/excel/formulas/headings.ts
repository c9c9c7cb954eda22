// Where the headings of an island of cells are, and what its columns are called: a row of texts (or years and dates)
// above cells of other kinds; titles and notes above it, a second row of headings over groups of columns.
//
// What must stay true: names are unique in a block, without regard to case, and never empty: a column without a
// heading is called by its letter, as `Column D`.

import { columnLetters } from "../../engine/grammar/cellAddress.ts";
import { formatValue, isDateFormat } from "../../engine/index.ts";
import type { Area } from "../package/areas.ts";
import type { GridCell, SheetGrid } from "./sheetGrid.ts";

/** Titles, dates and notes above a table are few. */
const DEEPEST = 30;
/** As many rows below the headings tell what a column holds. */
const LOOKED_AT = 40;

/** A figure or two may stand among headings. */
const MOSTLY = 0.7;

export interface Headings {
  /** The row that names the columns (the lowest of several). */
  readonly row: number;
  /** The first row of the headings. */
  readonly top: number;
}

/** The rows of headings of an island, or null when it has none. */
export function headingsOf(grid: SheetGrid, area: Area): Headings | null {
  const width = usedColumns(grid, area);
  for (let row = area.top; row < Math.min(area.bottom, area.top + DEEPEST); row++) {
    const cells = cellsOf(grid, area, row);
    if (!namesColumns(grid, area, row, cells, width)) continue;
    const lowest = lowestHeading(grid, area, row);
    return { row: lowest, top: groupRow(grid, area, row) };
  }
  return null;
}

/** Headings throughout; or mostly, where they stand above numbers; or the one heading beside an empty corner. */
function namesColumns(
  grid: SheetGrid,
  area: Area,
  row: number,
  cells: readonly GridCell[],
  width: number,
): boolean {
  if (looksLikeHeadings(cells)) return cells.length >= Math.max(2, width / 2);
  const texts = cells.filter((cell) => typeof cell.value === "string" && cell.value.trim() !== "");
  const isCorner = width === 2 && cells.length === 1;
  if (!isCorner && (texts.length < 3 || texts.length < MOSTLY * cells.length || cells.length < width / 2))
    return false;
  const numbers = numericColumns(grid, area, row + 1);
  const above = texts.filter((cell) => numbers.has(cell.column)).length;
  return above >= (isCorner ? 1 : Math.max(2, numbers.size / 2));
}

/** Columns that hold something in more than a row or two. */
function usedColumns(grid: SheetGrid, area: Area): number {
  let used = 0;
  for (let column = area.left; column <= area.right; column++) {
    let count = 0;
    for (let row = area.top; row <= Math.min(area.bottom, area.top + LOOKED_AT) && count < 3; row++)
      if (grid.at(row, column) !== undefined) count++;
    if (count >= Math.min(3, area.bottom - area.top)) used++;
  }
  return used;
}

function cellsOf(grid: SheetGrid, area: Area, row: number): GridCell[] {
  const cells: GridCell[] = [];
  for (let column = area.left; column <= area.right; column++) {
    const cell = grid.at(row, column);
    if (cell !== undefined) cells.push(cell);
  }
  return cells;
}

/** Texts, years and dates; at least one text, or years throughout. */
function looksLikeHeadings(cells: readonly GridCell[]): boolean {
  if (cells.length === 0) return false;
  const texts = cells.filter((cell) => typeof cell.value === "string" && cell.value.trim() !== "").length;
  const times = cells.filter(isTime).length;
  return texts + times === cells.length && (texts > 0 || times > 2) && cells.length > 1;
}

/** A year or a date, as a heading over a column of months or years. */
function isTime({ value, numberFormat }: GridCell): boolean {
  if (typeof value !== "number") return false;
  return isDateFormat(numberFormat) || (Number.isInteger(value) && value >= 1900 && value <= 2100);
}

/** Rows below that still only name the columns: texts where the rows further down have numbers. */
function lowestHeading(grid: SheetGrid, area: Area, first: number): number {
  let row = first;
  while (row < Math.min(area.bottom - 1, first + 3)) {
    const below = cellsOf(grid, area, row + 1);
    if (!looksLikeHeadings(below)) break;
    const numbers = numericColumns(grid, area, row + 2);
    const named = below.filter((cell) => numbers.has(cell.column) && !isTime(cell)).length;
    const above = [...numbers].filter((column) => grid.at(row, column) !== undefined).length;
    if (numbers.size === 0 || named < Math.max(1, numbers.size / 2) || (named < above && named < 2)) break;
    row++;
  }
  return row;
}

function numericColumns(grid: SheetGrid, area: Area, from: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (let column = area.left; column <= area.right; column++) {
    let [numbers, others] = [0, 0];
    for (let row = from; row <= Math.min(area.bottom, from + LOOKED_AT); row++) {
      const value = grid.at(row, column)?.value ?? null;
      if (typeof value === "number") numbers++;
      else if (value !== null && value !== "") others++;
    }
    if (numbers > others) found.add(column);
  }
  return found;
}

/** A row of headings over groups of columns directly above. */
function groupRow(grid: SheetGrid, area: Area, row: number): number {
  if (row === area.top) return row;
  const cells = cellsOf(grid, area, row - 1);
  return cells.length > 1 && cells.every((cell) => typeof cell.value === "string") ? row - 1 : row;
}

/** The name of each column from left to right. */
export function columnNames(grid: SheetGrid, area: Area, headings: Headings | null): readonly string[] {
  const names: string[] = [];
  const taken = new Set<string>();
  for (let column = area.left; column <= area.right; column++) {
    const words = headings === null ? [] : headingWords(grid, area, headings, column);
    const own = words.at(-1) ?? `Column ${columnLetters(column)}`;
    const whole = words.join(" ");
    const isTaken = (name: string) => taken.has(name.toLowerCase());
    let name = isTaken(own) && whole !== "" ? whole : own;
    for (let number = 2; isTaken(name); number++) name = `${own} ${number}`;
    taken.add(name.toLowerCase());
    names.push(name);
  }
  return names;
}

/** What stands over a column, from the top; a heading over several columns is the first one's cell. */
function headingWords(
  grid: SheetGrid,
  area: Area,
  { row, top }: Headings,
  column: number,
): readonly string[] {
  const words: string[] = [];
  for (let each = top; each <= row; each++) {
    let cell = grid.at(each, column);
    if (each < row && cell === undefined)
      for (let left = column - 1; left >= area.left && cell === undefined; left--) cell = grid.at(each, left);
    const word = cell === undefined ? "" : headingText(cell);
    if (word !== "" && word !== words.at(-1)) words.push(word);
  }
  return words;
}

/** A heading as one line. */
export function headingText({ value, numberFormat }: GridCell): string {
  const text = typeof value === "string" ? value : formatValue(value, numberFormat);
  return text.replace(/\s+/g, " ").trim().slice(0, 255);
}
