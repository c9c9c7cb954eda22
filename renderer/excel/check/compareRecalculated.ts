// Our results beside those of another program that calculated the same workbook anew and saved it (LibreOffice): a third
// opinion on cells that differ from the saved values, and a second on all others.
//
// What must stay true: only cells that we could calculate are compared; sheets are matched by name.

import { SheetCalculator, type Value } from "../../engine/index.ts";
import type { FormulaBook } from "../formulas/formulaBook.ts";
import { cellName } from "../package/areas.ts";
import type { WorkbookCheck } from "./checkWorkbook.ts";
import { isSameValue } from "./sameValue.ts";

export interface RecalculatedCell {
  readonly sheet: string;
  readonly cell: string;
  readonly formula: string;
  readonly cached: Value;
  readonly ours: Value;
  readonly libreOffice: Value;
}

export interface RecalculatedComparison {
  readonly compared: number;
  /** Where the other program's value is not ours. */
  readonly differ: readonly RecalculatedCell[];
  /** The other program's value of each cell in `check.differ`, by `Sheet!A1`. */
  readonly values: ReadonlyMap<string, Value>;
}

/** `recalculated`: the workbook as the other program saved it. */
export function compareRecalculated(
  book: FormulaBook,
  recalculated: FormulaBook,
  check: WorkbookCheck,
): RecalculatedComparison {
  const calculator = new SheetCalculator(book.snapshot);
  const theirs = new Map(
    recalculated.snapshot.sheets.map(({ name, cells }) => [name.toLowerCase(), cellValues(cells)]),
  );
  const wanted = new Set(check.differ.map(({ sheet, cell }) => `${sheet}!${cell}`));
  const values = new Map<string, Value>();
  const differ: RecalculatedCell[] = [];
  let compared = 0;
  for (const [sheet, { name, cells }] of book.snapshot.sheets.entries()) {
    const saved = theirs.get(name.toLowerCase());
    if (saved === undefined) continue;
    for (const { row, column, formula, value: cached } of cells) {
      const cell = cellName({ row, column });
      const key = `${name}!${cell}`;
      const libreOffice = saved.get(cell) ?? null;
      if (wanted.has(key)) values.set(key, libreOffice);
      if (formula === undefined) continue;
      const ours = calculator.value(sheet, row, column);
      if (calculator.notCalculated(sheet, row, column) !== null || calculator.isCircular(sheet, row, column))
        continue;
      compared++;
      if (isSameValue(libreOffice, ours)) continue;
      const text = calculator.formulaText(sheet, row, column) ?? `=${formula}`;
      differ.push({ sheet: name, cell, formula: text, cached, ours, libreOffice });
    }
  }
  return { compared, differ, values };
}

function cellValues(cells: FormulaBook["snapshot"]["sheets"][number]["cells"]): ReadonlyMap<string, Value> {
  return new Map([...cells].map((cell) => [cellName(cell), cell.value]));
}
