// Whether translated columns give the values that the workbook holds: our engine calculates them over the block's data
// and every cell is compared with what Excel saved. What does not agree must not come in as a formula unseen.
//
// What must stay true: each column is calculated from the saved values of the others, so one wrong column is one
// difference and not many; cells that break their column's formula are not compared, and neither is what reads an error.

import { Engine, isError, type Scalar, type Value } from "../../engine/index.ts";
import { isSameValue } from "../check/sameValue.ts";
import { cellName } from "../package/areas.ts";
import type { BlockColumn, SheetBlock, UnderstoodBook } from "./blocks.ts";
import type { ProposedAssumption } from "./proposedAssumptions.ts";

export interface Agreement {
  /** Cells compared. */
  readonly compared: number;
  readonly differences: readonly CacheDifference[];
  /** Why the column cannot be calculated at all, as a sentence; null when it can. */
  readonly problem: string | null;
}

export interface CacheDifference {
  /** `C17`. */
  readonly cell: string;
  readonly row: number;
  readonly saved: Value;
  readonly ours: Value;
}

export interface FormulaToCompare {
  readonly column: BlockColumn;
  readonly formula: string;
}

/** Compares the formulas of one block with the saved values, in their order. */
export function agreesWithCache(
  understood: UnderstoodBook,
  block: SheetBlock,
  formulas: readonly FormulaToCompare[],
  assumptions: readonly ProposedAssumption[],
): readonly Agreement[] {
  const engine = new Engine();
  const tables = understood.blocks.filter(
    (each) => each === block || formulas.some(({ formula }) => mentions(formula, each)),
  );
  const aliases = formulas.map((_, place) => aliasOf(block, place));
  engine.setStructure({
    scopes: ["base"],
    names: assumptions.map((each) => each.name),
    tables: tables.map((each) => ({
      name: each.name,
      rows: "shared" as const,
      columns: [
        ...each.columns.map((column) => ({ name: column.name })),
        ...(each === block
          ? formulas.map(({ formula }, place) => ({ name: aliases[place] ?? "", formula }))
          : []),
      ],
    })),
  });
  for (const { name, value } of assumptions) engine.setName(name, null, value);
  for (const each of tables) {
    engine.setRowCount(each.name, null, each.lastRow - each.firstRow + 1);
    for (const column of each.columns)
      engine.setInputColumn(each.name, column.name, null, savedColumn(understood, each, column.number));
  }
  engine.recalculate();
  const problems = new Map(engine.problems().map((each) => [each.column, each.message]));
  return formulas.map(({ column }, place) =>
    compared(
      understood,
      block,
      column,
      (row) => engine.column(block.name, aliases[place] ?? "", "base").value(row),
      {
        problem: problems.get(aliases[place] ?? "") ?? null,
      },
    ),
  );
}

function compared(
  { grids }: UnderstoodBook,
  block: SheetBlock,
  column: BlockColumn,
  ours: (row: number) => Value,
  { problem }: { readonly problem: string | null },
): Agreement {
  if (problem !== null) return { compared: 0, differences: [], problem };
  const broken = new Set(column.breaks.map((each) => each.row));
  const differences: CacheDifference[] = [];
  let count = 0;
  for (let row = block.firstRow; row <= block.lastRow; row++) {
    const cell = grids[block.sheet]?.at(row, column.number);
    if (cell === undefined || broken.has(row) || block.totalRows.has(row) || cell.value === null) continue;
    const value = ours(row - block.firstRow);
    // an error that the formula read from another cell is not in the data it was given
    if (isError(cell.value) && readsError(grids[block.sheet], block, row, column.number)) continue;
    count++;
    if (!isSameValue(cell.value, value))
      differences.push({
        cell: cellName({ row, column: column.number }),
        row,
        saved: cell.value,
        ours: value,
      });
  }
  return { compared: count, differences, problem: null };
}

function readsError(
  grid: UnderstoodBook["grids"][number] | undefined,
  block: SheetBlock,
  row: number,
  column: number,
): boolean {
  return block.columns.some(
    ({ number }) => number !== column && isError(grid?.at(row, number)?.value ?? null),
  );
}

/** The saved values of a block's column; an error is left blank, because no input can hold one. */
function savedColumn({ grids }: UnderstoodBook, block: SheetBlock, column: number): readonly Scalar[] {
  const values: Scalar[] = [];
  for (let row = block.firstRow; row <= block.lastRow; row++) {
    const value = grids[block.sheet]?.at(row, column)?.value ?? null;
    values.push(isError(value) ? null : value);
  }
  return values;
}

function mentions(formula: string, { name }: SheetBlock): boolean {
  return formula.toLowerCase().includes(name.toLowerCase());
}

/** A column name that the block does not have. */
function aliasOf(block: SheetBlock, place: number): string {
  let name = `Formula ${place + 1}`;
  while (block.columns.some((each) => each.name.toLowerCase() === name.toLowerCase())) name += "_";
  return name;
}
