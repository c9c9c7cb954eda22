// Recalculates every formula cell of a workbook with our engine and compares it with the value that was saved: does
// Catchment calculate as Excel did? What cannot be compared is counted by its reason, never left out in silence.
//
// What must stay true: a cell is in exactly one of the three: it agrees, it differs, it was not compared.

import {
  isError,
  parseFormula,
  referencesOf,
  SheetCalculator,
  type SnapshotCell,
  type Value,
} from "../../engine/index.ts";
import type { FormulaBook } from "../formulas/formulaBook.ts";
import { cellName } from "../package/areas.ts";
import { isSameValue } from "./sameValue.ts";

/** Why a formula cell was not compared. */
export const NOT_COMPARED = {
  volatile: "depends on the moment of calculation (NOW, RAND and their kin)",
  external: "reads another workbook or a server",
  "unknown-function": "uses a function that is not built in, such as an add-in's or a macro's",
  unsupported: "has a formula that cannot be read",
  circular: "reads its own result",
  "no-saved-value": "has no saved value",
} as const;

export type NotComparedReason = keyof typeof NOT_COMPARED;

export interface CellDifference {
  readonly sheet: string;
  /** `C17`. */
  readonly cell: string;
  /** With "=". */
  readonly formula: string;
  /** The functions in it, upper-cased. */
  readonly functions: readonly string[];
  readonly cached: Value;
  readonly ours: Value;
}

export interface WorkbookCheck {
  /** Formula cells, those that an array formula fills counted with it. */
  readonly cells: number;
  readonly agree: number;
  readonly differ: readonly CellDifference[];
  readonly notCompared: Readonly<Partial<Record<NotComparedReason, number>>>;
  /** The cells that differ by each function in them, most first; `(operators)` where there is none. */
  readonly byFunction: readonly { readonly name: string; readonly differ: number }[];
}

/** Calculates and compares. The values are those the file holds; nothing is asked of anybody else. */
export function checkWorkbook(book: FormulaBook): WorkbookCheck {
  const calculator = new SheetCalculator(book.snapshot);
  const differ: CellDifference[] = [];
  const notCompared: Partial<Record<NotComparedReason, number>> = {};
  let [cells, agree] = [0, 0];
  for (const [sheet, { name, cells: given }] of book.snapshot.sheets.entries()) {
    const filled = arrayCells(given);
    for (const cell of given) {
      if (cell.formula === undefined) continue;
      cells++;
      const { row, column } = cell;
      // an array formula agrees when every cell that it fills does
      const wrong = [cell, ...(filled.get(cell) ?? [])].find(
        (each) => !isSameValue(each.value, calculator.value(sheet, each.row, each.column)),
      );
      const why = reasonOf(calculator, sheet, cell);
      if (why !== null) notCompared[why] = (notCompared[why] ?? 0) + 1;
      else if (wrong === undefined) agree++;
      else {
        const formula = calculator.formulaText(sheet, row, column) ?? `=${cell.formula}`;
        differ.push({
          sheet: name,
          cell: cellName(wrong),
          formula,
          functions: functionsOf(formula),
          cached: wrong.value,
          ours: calculator.value(sheet, wrong.row, wrong.column),
        });
      }
    }
  }
  return { cells, agree, differ, notCompared, byFunction: byFunction(differ) };
}

function reasonOf(calculator: SheetCalculator, sheet: number, cell: SnapshotCell): NotComparedReason | null {
  const { row, column } = cell;
  const reason = calculator.notCalculated(sheet, row, column);
  if (reason !== null) return reason;
  if (cell.value === null) return "no-saved-value";
  return calculator.isCircular(sheet, row, column) ? "circular" : null;
}

/** The other cells with values that each array formula fills. */
function arrayCells(cells: Iterable<SnapshotCell>): ReadonlyMap<SnapshotCell, readonly SnapshotCell[]> {
  const arrays = [...cells].filter(
    (cell) => cell.array !== undefined && cell.array.rows * cell.array.columns > 1,
  );
  if (arrays.length === 0) return new Map();
  const byPlace = new Map([...cells].map((cell) => [`${cell.row},${cell.column}`, cell]));
  return new Map(
    arrays.map((cell) => {
      const filled: SnapshotCell[] = [];
      for (let down = 0; down < (cell.array?.rows ?? 0); down++)
        for (let across = 0; across < (cell.array?.columns ?? 0); across++) {
          const each = byPlace.get(`${cell.row + down},${cell.column + across}`);
          if (each !== undefined && each !== cell && each.value !== null) filled.push(each);
        }
      return [cell, filled];
    }),
  );
}

function functionsOf(formula: string): readonly string[] {
  const parsed = parseFormula(formula.replace(/^\{(.*)\}$/s, "$1"));
  return parsed.ok ? [...new Set(referencesOf(parsed.tree).functions.map(({ name }) => name))] : [];
}

function byFunction(differ: readonly CellDifference[]): WorkbookCheck["byFunction"] {
  const counts = new Map<string, number>();
  for (const { functions } of differ)
    for (const name of functions.length === 0 ? ["(operators)"] : functions)
      counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, differ: count })).sort((a, b) => b.differ - a.differ);
}

/** A value in words, for lists: `"text"`, `12`, `#N/A`, `blank`. */
export function valueInWords(value: Value): string {
  if (value === null) return "blank";
  if (isError(value)) return value.error;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return typeof value === "string" ? `"${value}"` : String(value);
}
