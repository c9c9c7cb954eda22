// Which rows of an island are totals: rows whose formulas add up cells above them in their own column, or that say so.
// A totals row is no data, and its formulas break nothing.
//
// What must stay true: a row that has the same formulas as the rows around it is data, whatever its label says.

import type { Area } from "../package/areas.ts";
import type { GridCell, SheetGrid } from "./sheetGrid.ts";

const SAYS_TOTAL =
  /^(?:grand |sub-? ?)?totals?\b[^a-z]*$|\b(?:sub-?)?total$|^(?:sum|average|mean|median|overall|check)$/i;
const AGGREGATE = /\b(?:SUM|SUBTOTAL|AGGREGATE|AVERAGE|COUNT|COUNTA|MIN|MAX|MEDIAN|STDEV(?:\.[SP])?)\(/;
/** A stretch above the formula that begins in its own column: `R[-9]C:R[-1]C`, `R2C:R[-1]C`, `R2C:R40C[3]`. */
const COLUMN_ABOVE = /\bR(?:\[-\d+\]|\d+)C:R(?:\[-\d+\]|\d+)C(?:\[\d+\])?(?![[\d])/;
const ROW_BESIDE = /\bR(\d*)C(?:\[-?\d+\]|\d+):R\1C(?:\[-?\d+\]|\d+)(?![[\d])/;
const OWN_ROW = /^\+?RC\[-\d+\](?:\+RC\[-\d+\])+$/;
const OWN_COLUMN = /^\+?R\[-\d+\]C(?:\+R\[-\d+\]C)+$/;

/** The rows of totals and subtotals in an area of data. */
export function totalRows(grid: SheetGrid, area: Area): ReadonlySet<number> {
  const found = new Set<number>();
  const often = frequentForms(grid, area);
  for (let row = area.top; row <= area.bottom; row++) {
    let [sums, others] = [0, 0];
    let label: GridCell | undefined;
    for (let column = area.left; column <= area.right; column++) {
      const cell = grid.at(row, column);
      if (cell === undefined) continue;
      label ??= typeof cell.value === "string" ? cell : undefined;
      if (cell.relative === null) continue;
      if (isSumAbove(cell.relative) && !often.get(column)?.has(cell.relative)) sums++;
      else if (often.get(column)?.has(cell.relative)) others++;
    }
    const saysTotal = SAYS_TOTAL.test(String(label?.value ?? "").trim());
    if (sums > 0 && (saysTotal || sums >= others)) found.add(row);
    else if (saysTotal && others === 0 && (row === area.bottom || row === area.top)) found.add(row);
  }
  return found;
}

/** Whether a formula adds up (or counts, averages) cells above it in its own column. */
export function isSumAbove(relative: string): boolean {
  return (AGGREGATE.test(relative) && COLUMN_ABOVE.test(relative)) || OWN_COLUMN.test(relative);
}

/** The same for cells to the left (or right) in its own row. */
export function isSumBeside(relative: string): boolean {
  return (AGGREGATE.test(relative) && ROW_BESIDE.test(relative)) || OWN_ROW.test(relative);
}

/** The formulas that more than a quarter of a column's rows have. */
function frequentForms(grid: SheetGrid, area: Area): ReadonlyMap<number, ReadonlySet<string>> {
  const columns = new Map<number, ReadonlySet<string>>();
  for (let column = area.left; column <= area.right; column++) {
    const counts = new Map<string, number>();
    let filled = 0;
    for (let row = area.top; row <= area.bottom; row++) {
      const cell = grid.at(row, column);
      if (cell !== undefined) filled++;
      if (cell?.relative != null) counts.set(cell.relative, (counts.get(cell.relative) ?? 0) + 1);
    }
    const forms = [...counts].filter(([, count]) => count > 1 && count > filled / 4).map(([form]) => form);
    columns.set(column, new Set(forms));
  }
  return columns;
}
