// Whether a calculated value is the one that Excel saved, and what becomes of every formula cell of a workbook.

import { columnLetters } from "../../renderer/engine/grammar/cellAddress.ts";
import { parseFormula } from "../../renderer/engine/grammar/parser.ts";
import { referencesOf } from "../../renderer/engine/grammar/rewrite.ts";
import { SheetCalculator } from "../../renderer/engine/sheet/sheetCalculator.ts";
import type { SnapshotCell } from "../../renderer/engine/sheet/snapshot.ts";
import { isError, type Value } from "../../renderer/engine/values/value.ts";
import { isSameValue } from "../../renderer/excel/check/sameValue.ts";
import { isExcelFunction } from "./excelFunctions.ts";
import type { ReadWorkbook } from "./readWorkbook.ts";

export type Outcome = "passed" | "failed" | "volatile" | "external" | "add-in" | "circular";

export interface CheckedCell {
  readonly address: string;
  readonly formula: string;
  readonly functions: readonly string[];
  readonly outcome: Outcome;
  readonly expected: string;
  readonly got: string;
}

export function shown(value: Value): string {
  return isError(value) ? value.error : JSON.stringify(value);
}

/** The tolerance that a workbook states in METADATA!A1, or 1e-9. */
export function toleranceOf({ snapshot }: ReadWorkbook): number {
  const sheet = snapshot.sheets.find((each) => each.name === "METADATA");
  const cell =
    sheet === undefined ? undefined : [...sheet.cells].find((each) => each.row === 1 && each.column === 1);
  const match = /\d+(?:\.\d+)?(?:e[-+]?\d+)?/i.exec(String(cell?.value ?? ""));
  const stated = match === null ? Number.NaN : Number(match[0]);
  return stated > 0 && stated < 1 ? stated : 1e-9;
}

export interface CheckedWorkbook {
  readonly cells: readonly CheckedCell[];
  /** What calculating took, compiling included, comparing not. */
  readonly milliseconds: number;
}

export function checkWorkbook(book: ReadWorkbook): CheckedWorkbook {
  const start = performance.now();
  const calculator = new SheetCalculator(book.snapshot);
  for (const [sheet, { cells }] of book.snapshot.sheets.entries())
    for (const { row, column, formula } of cells)
      if (formula !== undefined) calculator.value(sheet, row, column);
  const milliseconds = performance.now() - start;
  const tolerance = toleranceOf(book);
  const checked: CheckedCell[] = [];
  const used = new FunctionsUsed();
  for (const [sheet, { name, cells }] of book.snapshot.sheets.entries()) {
    const saved = new Map([...cells].map((each) => [`${each.row},${each.column}`, each] as const));
    for (const cell of cells) {
      const { formula } = cell;
      if (formula === undefined || cell.value === null) continue;
      const address = `${name}!${columnLetters(cell.column)}${cell.row}`;
      const functions = used.in(formula);
      // an array formula is right when every cell that it fills is
      const results = [cell, ...filledCells(cell, saved)].map((each) => ({
        address: each === cell ? address : `${address} at ${columnLetters(each.column)}${each.row}`,
        ...checkCell(calculator, sheet, { ...each, formula }, functions, tolerance),
      }));
      const [first] = results;
      const wrong = results.find((each) => each.outcome === "failed");
      if (first !== undefined) checked.push(wrong ?? first);
    }
  }
  return { cells: checked, milliseconds };
}

/** The other cells with values that an array formula fills. */
function filledCells(cell: SnapshotCell, saved: ReadonlyMap<string, SnapshotCell>): SnapshotCell[] {
  const { row, column, array } = cell;
  const filled: SnapshotCell[] = [];
  for (let down = 0; down < (array?.rows ?? 0); down++)
    for (let across = 0; across < (array?.columns ?? 0); across++) {
      const each = saved.get(`${row + down},${column + across}`);
      if (each !== undefined && each !== cell && each.value !== null) filled.push(each);
    }
  return filled;
}

/** The functions of formulas, each text looked at once. */
class FunctionsUsed {
  readonly #known = new Map<string, readonly string[]>();

  in(formula: string): readonly string[] {
    const known = this.#known.get(formula);
    if (known !== undefined) return known;
    const parsed = parseFormula(formula);
    const functions = parsed.ok
      ? [...new Set(referencesOf(parsed.tree).functions.map((each) => each.name))]
      : ["(not parsed)"];
    this.#known.set(formula, functions);
    return functions;
  }
}

function checkCell(
  calculator: SheetCalculator,
  sheet: number,
  cell: SnapshotCell,
  functions: readonly string[],
  tolerance: number,
): Omit<CheckedCell, "address"> {
  const { row, column, formula = "" } = cell;
  const got = calculator.value(sheet, row, column);
  const reason = calculator.notCalculated(sheet, row, column);
  let outcome: Outcome = isSameValue(cell.value, got, tolerance) ? "passed" : "failed";
  if (reason === "volatile" || reason === "external") outcome = reason;
  else if (reason === "unsupported") outcome = "failed";
  else if (reason === "unknown-function") outcome = functions.every(isExcelFunction) ? "failed" : "add-in";
  else if (calculator.isCircular(sheet, row, column)) outcome = "circular";
  const shownFormula =
    outcome === "failed" ? (calculator.formulaText(sheet, row, column) ?? formula) : formula;
  return {
    formula: shownFormula,
    functions: functions.length === 0 ? ["(operators)"] : functions,
    outcome,
    expected: shown(cell.value),
    got: reason === null ? shown(got) : `(${reason})`,
  };
}
