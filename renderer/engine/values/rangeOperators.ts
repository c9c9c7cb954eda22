// The operators on references: range, union, intersection, spilled range, and the implicit intersection of a range with
// the row or column of the formula's own cell.

import type { JoinOperator } from "../formula/expression.ts";
import { areasOf, CellRange, CellRanges } from "./cellRange.ts";
import type { Operand } from "./operand.ts";
import { errorValue, isError } from "./value.ts";

const VALUE = errorValue("#VALUE!");
const NULL = errorValue("#NULL!");
const REFERENCE = errorValue("#REF!");

/** The reference that an operator makes of two (`#`: of one); operands that are no references are #VALUE!. */
export function joinRanges(operator: JoinOperator, left: Operand, right: Operand): Operand {
  if (isError(left)) return left;
  const first = areasOf(left);
  if (operator === "#") {
    const [cell] = first ?? [];
    return cell === undefined ? VALUE : (cell.host.spilled(cell) ?? REFERENCE);
  }
  if (isError(right)) return right;
  const second = areasOf(right);
  if (first === null || second === null) return VALUE;
  if (operator === ",") return new CellRanges([...first, ...second]);
  if (operator === ":") return [...first, ...second].reduce<Operand>(hull, null);
  const shared = first.flatMap((a) => second.flatMap((b) => intersection(a, b) ?? []));
  const [only] = shared;
  if (only === undefined) return NULL;
  return shared.length === 1 ? only : new CellRanges(shared);
}

/** The smallest range that holds both; ranges of different sheets have none. */
function hull(whole: Operand, next: CellRange): Operand {
  if (whole === null) return next;
  if (!(whole instanceof CellRange)) return whole;
  if (whole.sheet !== next.sheet) return VALUE;
  const row = Math.min(whole.row, next.row);
  const column = Math.min(whole.column, next.column);
  const rows = Math.max(whole.row + whole.rows, next.row + next.rows) - row;
  const columns = Math.max(whole.column + whole.columns, next.column + next.columns) - column;
  return new CellRange(next.host, next.sheet, row, column, rows, columns);
}

function intersection(a: CellRange, b: CellRange): CellRange | null {
  if (a.sheet !== b.sheet) return null;
  const row = Math.max(a.row, b.row);
  const column = Math.max(a.column, b.column);
  const rows = Math.min(a.row + a.rows, b.row + b.rows) - row;
  const columns = Math.min(a.column + a.columns, b.column + b.columns) - column;
  return rows > 0 && columns > 0 ? new CellRange(a.host, a.sheet, row, column, rows, columns) : null;
}

/**
 * The cell of a column in the formula's row, or of a row in the formula's column, whatever the sheet; #VALUE! when
 * they do not meet, and for a range of several rows and columns.
 */
export function intersectCell(range: CellRange, here: CellRange | null): CellRange | typeof VALUE {
  if (range.isCell) return range;
  if (here === null) return VALUE;
  const [row, column] = [here.row - range.row, here.column - range.column];
  const inRows = row >= 0 && row < range.rows;
  const inColumns = column >= 0 && column < range.columns;
  if (range.columns === 1 && inRows) return range.part(row, 0, 1, 1) ?? VALUE;
  if (range.rows === 1 && inColumns) return range.part(0, column, 1, 1) ?? VALUE;
  return VALUE;
}
