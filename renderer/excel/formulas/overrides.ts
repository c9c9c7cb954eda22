// What an import takes of a block besides its formulas: which sheet rows are data, and the cells of a formula column
// that hold something of their own and must stay as they are.
//
// What must stay true: every data cell that is not the column's formula is an override, explained or not, so that the
// values after an import are those of the workbook.

import type { Value } from "../../engine/index.ts";
import { cellName } from "../package/areas.ts";
import type { BlockColumn, ColumnBreak, SheetBlock, UnderstoodBook } from "./blocks.ts";

export interface FormulaOverride {
  /** The sheet's row, from 1. */
  readonly row: number;
  /** `Sheet1!C17`. */
  readonly cell: string;
  /** What the cell shows; null for a blank one. */
  readonly value: Value;
  readonly kind: "constant" | "formula";
  /** The cell's own formula with "="; "" for a constant or a blank. */
  readonly formula: string;
  /** What explains it, so that it is no finding; null when nothing does. */
  readonly explanation: ColumnBreak["explanation"];
}

/** The sheet rows of a block's data, totals and subtotals left out. */
export function dataRows({ firstRow, lastRow, totalRows }: SheetBlock): readonly number[] {
  const rows: number[] = [];
  for (let row = firstRow; row <= lastRow; row++) if (!totalRows.has(row)) rows.push(row);
  return rows;
}

/** The cells of a formula column that hold something else; none for a column of values. */
export function overridesOf(
  { grids }: UnderstoodBook,
  block: SheetBlock,
  column: BlockColumn,
): readonly FormulaOverride[] {
  return column.breaks.map(({ row, formula, explanation }) => ({
    row,
    cell: `${block.sheetName}!${cellName({ row, column: column.number })}`,
    value: grids[block.sheet]?.at(row, column.number)?.value ?? null,
    kind: formula === null ? "constant" : "formula",
    formula: formula ?? "",
    explanation,
  }));
}
