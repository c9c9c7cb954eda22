// One column (or row) of cells: is it one formula, and which cells break it. The same for both directions, so that
// months across a row are judged like practices down a column.
//
// What must stay true: nothing is reported that the line itself explains: the first cell of a series that reads the
// cell before, a stretch of entered values at an end (actuals before a forecast), totals, cells that repeat.

import { columnOffsets, rowOffsets } from "./relativeForm.ts";
import type { GridCell } from "./sheetGrid.ts";
import { isSumAbove, isSumBeside } from "./totals.ts";

export type Direction = "down" | "across";

/** Why a cell that differs from its line's formula is no slip. */
export type Explanation =
  /** the formula reads the cell before (or after), which the first (or last) cell cannot */
  | "start of a series"
  /** a stretch of other cells at an end of the line, such as actual figures before a forecast */
  | "another stretch"
  /** it adds up the cells before it in its own line */
  | "total"
  /** the line adds up the other direction (a year of months), and this cell sums its part up in another way */
  | "another summary"
  /** one of many like it */
  | "pattern";

export interface LineBreak {
  /** Place in the line, from 0. */
  readonly place: number;
  /** `blank` where the cell is empty. */
  readonly kind: "constant" | "text" | "error" | "formula" | "blank";
  readonly explanation: Explanation | null;
}

export interface LineFormula {
  readonly relative: string;
  /** A cell that has it. */
  readonly example: GridCell;
  readonly count: number;
  /** Every other cell of the line, in order. */
  readonly breaks: readonly LineBreak[];
}

/** At least this part of a line's cells must agree. */
const LEAST_SHARE = 0.75;
/** Two or three figures at the start are a stretch of their own only in a short line, such as years. */
const LEAST_STRETCH = 0.08;
/** A stretch of breaks longer than this is meant. */
const LONGEST_SLIP = 3;

/**
 * The formula of a line and what breaks it; null when the cells have no formula in common. `skip` says which places
 * do not count (totals, headings between).
 */
export function lineFormula(
  cells: readonly (GridCell | undefined)[],
  direction: Direction,
  skip: (place: number) => boolean,
): LineFormula | null {
  const counts = new Map<string, number>();
  let filled = 0;
  for (const [place, cell] of cells.entries()) {
    if (cell === undefined || skip(place)) continue;
    filled++;
    if (cell.relative !== null) counts.set(cell.relative, (counts.get(cell.relative) ?? 0) + 1);
  }
  let [relative, count] = ["", 0];
  for (const [form, times] of counts) if (times > count) [relative, count] = [form, times];
  const example = cells.find((cell, place) => cell?.relative === relative && !skip(place));
  if (example === undefined || count < 2 || count < LEAST_SHARE * filled) return null;
  const breaks: { place: number; kind: LineBreak["kind"]; form: string | null }[] = [];
  for (const [place, cell] of cells.entries()) {
    if (skip(place) || cell?.relative === relative) continue;
    breaks.push({ place, kind: kindOf(cell), form: cell?.relative ?? null });
  }
  const explain = explainer(cells, relative, direction, skip, breaks);
  return {
    relative,
    example,
    count,
    breaks: breaks.map(({ place, kind, form }) => ({ place, kind, explanation: explain(place, form) })),
  };
}

function kindOf(cell: GridCell | undefined): LineBreak["kind"] {
  if (cell === undefined) return "blank";
  if (cell.relative !== null) return "formula";
  if (typeof cell.value === "number" || typeof cell.value === "boolean") return "constant";
  return typeof cell.value === "string" ? "text" : "error";
}

function explainer(
  cells: readonly (GridCell | undefined)[],
  relative: string,
  direction: Direction,
  skip: (place: number) => boolean,
  breaks: readonly { readonly place: number; readonly form: string | null }[],
): (place: number, form: string | null) => Explanation | null {
  // blank cells and totals do not separate what stands on either side of them
  const filled = [...cells.keys()].filter((place) => cells[place] !== undefined && !skip(place));
  const order = new Map(filled.map((place, index) => [place, index]));
  const breaksIt = filled.map((place) => cells[place]?.relative !== relative);
  const reach = seriesReach(relative, direction, filled);
  const times = new Map<string, number>();
  for (const { form } of breaks) if (form !== null) times.set(form, (times.get(form) ?? 0) + 1);
  return (place, form) => {
    const index = order.get(place);
    if (index === undefined) return null;
    if (form !== null && (direction === "down" ? isSumAbove(form) : isSumBeside(form))) return "total";
    const isSummary = direction === "down" ? isSumBeside : isSumAbove;
    if (form !== null && isSummary(relative) && !isSummary(form)) return "another summary";
    const last = filled.length - 1;
    if (place - (filled[0] ?? 0) < reach.back || (filled[last] ?? 0) - place < reach.ahead)
      return "start of a series";
    let [start, end] = [index, index];
    while (breaksIt[start - 1] === true) start--;
    while (breaksIt[end + 1] === true) end++;
    const length = end - start + 1;
    const isSlip = start === 0 && length <= LEAST_STRETCH * filled.length && isTyped(cells, filled, length);
    if ((start === 0 || end === last) && length > 1 && !isSlip) return "another stretch";
    if (length > LONGEST_SLIP) return "another stretch";
    return form !== null && (times.get(form) ?? 0) > LONGEST_SLIP ? "pattern" : null;
  };
}

/** Whether the first cells of a line are figures that somebody typed. */
function isTyped(
  cells: readonly (GridCell | undefined)[],
  filled: readonly number[],
  count: number,
): boolean {
  return filled.slice(0, count).every((place) => {
    const cell = cells[place];
    return cell?.relative === null && typeof cell.value === "number";
  });
}

/** How many cells before and after it a formula reads in its own stretch; what lies further off is another table. */
function seriesReach(
  relative: string,
  direction: Direction,
  filled: readonly number[],
): { readonly back: number; readonly ahead: number } {
  const longest = ((filled.at(-1) ?? 0) - (filled[0] ?? 0)) / 2;
  const all = direction === "down" ? rowOffsets(relative) : columnOffsets(relative);
  const offsets = all.filter((offset) => Math.abs(offset) <= longest);
  return { back: -Math.min(0, ...offsets), ahead: Math.max(0, ...offsets) };
}
