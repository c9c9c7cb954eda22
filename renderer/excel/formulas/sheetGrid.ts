// A sheet's cells by row and column, each with what comparing formulas needs. Made once per sheet and shared by the
// search for blocks, the findings and the translation.
//
// What must stay true: a shared formula's cells have one relative form without being read again; the formula of a cell
// is spelled as its own cell shows it.

import type { SnapshotCell, SnapshotSheet, Value } from "../../engine/index.ts";
import type { CellPosition } from "../package/areas.ts";
import { translateFormula } from "../package/sharedFormula.ts";
import { relativeForm } from "./relativeForm.ts";

export interface GridCell extends CellPosition {
  readonly value: Value;
  readonly numberFormat: string;
  /** The formula's relative form; null for a cell without one. Array formulas are marked by braces. */
  readonly relative: string | null;
  readonly given: SnapshotCell;
}

export class SheetGrid {
  readonly sheet: number;
  readonly name: string;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly formulaCount: number;
  readonly #rows: (GridCell | undefined)[][] = [];

  constructor(sheet: number, { name, cells }: SnapshotSheet) {
    this.sheet = sheet;
    this.name = name;
    const forms = new Map<string, string>();
    let [last, formulas] = [0, 0];
    for (const given of cells) {
      const { row, column, value, formula, numberFormat = "General" } = given;
      if (value === null && formula === undefined) continue;
      const relative = formula === undefined ? null : formOf(given, formula, forms);
      if (relative !== null) formulas++;
      const line = this.#rows[row] ?? [];
      this.#rows[row] = line;
      line[column] = { row, column, value, numberFormat, relative, given };
      if (column > last) last = column;
    }
    this.rowCount = Math.max(0, this.#rows.length - 1);
    this.columnCount = last;
    this.formulaCount = formulas;
  }

  /** The cell that is not empty, by row and column from 1. */
  at(row: number, column: number): GridCell | undefined {
    return this.#rows[row]?.[column];
  }

  /** The columns of a row's cells, in order. */
  columnsOf(row: number): readonly number[] {
    const found: number[] = [];
    this.#rows[row]?.forEach((cell, column) => {
      if (cell !== undefined) found.push(column);
    });
    return found;
  }
}

/** A shared formula is read once: its cells differ only in where they stand. */
function formOf(given: SnapshotCell, formula: string, forms: Map<string, string>): string {
  const written = given.writtenFor ?? given;
  const key = `${written.row},${written.column}`;
  const known = forms.get(key);
  const form = known ?? relativeForm(formula, written);
  if (known === undefined) forms.set(key, form);
  return given.array === undefined ? form : `{${form}}`;
}

/** A cell's formula with "=" as Excel shows it in that cell, or null. */
export function formulaAt(cell: GridCell): string | null {
  const { formula, writtenFor } = cell.given;
  return formula === undefined ? null : formulaFilled(formula, writtenFor ?? cell, cell);
}

/** The formula of one cell filled into another, with "="; null when it would leave the sheet. */
export function formulaFilled(formula: string, from: CellPosition, to: CellPosition): string | null {
  const bare = formula.startsWith("=") ? formula.slice(1) : formula;
  if (from.row === to.row && from.column === to.column) return `=${bare}`;
  const moved = translateFormula(bare, from, to);
  return moved === null ? null : `=${moved}`;
}

/** The formula of a cell as it would read in another cell, with "="; null when it would leave the sheet. */
export function formulaMoved(cell: GridCell, to: CellPosition): string | null {
  const { formula, writtenFor } = cell.given;
  return formula === undefined ? null : formulaFilled(formula, writtenFor ?? cell, to);
}
