// A packed workbook as something that can be asked: values, formulas, formats of cells, made when they are wanted.
//
// What must stay true: asking never throws and never changes what is answered; error values are the engine's own
// objects, also after the workbook has crossed a thread.

import type { Value } from "../../engine/values/value.ts";
import { translateFormula } from "../package/sharedFormula.ts";
import { CELL, columnOf, findCell, findIn, kindOf, numberOf, styleOf } from "./cellWriter.ts";
import { errorOfIndex } from "./errorCodes.ts";
import { FORMULA, masterOf } from "./formulaWriter.ts";
import type { PackedSheet, PackedWorkbook } from "./packedWorkbook.ts";
import { textAt } from "./textHeap.ts";
import type { CellFormula, SheetContent, SheetState, WorkbookContent } from "./workbookContent.ts";

/** Days between day 0 of the 1900 and of the 1904 system. */
export const DAYS_TO_1904 = 1462;

export function openPacked(book: PackedWorkbook): WorkbookContent {
  const texts = new SharedTexts(book);
  const { fileName, tables, names, date1904, isStale, iterates, notKept, problems } = book;
  const sheets = book.sheets.map((sheet) => new OpenedSheet(book, sheet, texts));
  return { fileName, sheets, tables, names, date1904, isStale, iterates, notKept, problems };
}

/** Shared texts as strings, each made once: thousands of cells may show one. */
class SharedTexts {
  readonly #book: PackedWorkbook;
  readonly #known: (string | undefined)[] = [];

  constructor(book: PackedWorkbook) {
    this.#book = book;
  }

  at(index: number): string {
    const known = this.#known[index];
    if (known !== undefined) return known;
    const text = textAt(this.#book.blocks, this.#book.sharedTexts[index] ?? 0);
    this.#known[index] = text;
    return text;
  }
}

class OpenedSheet implements SheetContent {
  readonly name: string;
  readonly state: SheetState;
  readonly kind: string;
  readonly rows: number;
  readonly columns: number;
  readonly cellCount: number;
  readonly formulaCount: number;
  readonly #book: PackedWorkbook;
  readonly #sheet: PackedSheet;
  readonly #texts: SharedTexts;
  #hidden: ReadonlySet<number> | null = null;
  #filtered: ReadonlySet<number> | null = null;

  constructor(book: PackedWorkbook, sheet: PackedSheet, texts: SharedTexts) {
    this.name = sheet.name;
    this.state = sheet.state;
    this.kind = sheet.kind;
    this.rows = sheet.cells.lastRow;
    this.columns = sheet.cells.lastColumn;
    this.cellCount = sheet.cells.count;
    this.formulaCount = sheet.formulas.cells.length;
    this.#book = book;
    this.#sheet = sheet;
    this.#texts = texts;
  }

  value(row: number, column: number): Value {
    const cell = findCell(this.#sheet.cells, row, column);
    return cell < 0 ? null : this.#valueOf(cell);
  }

  #valueOf(cell: number): Value {
    const { cells } = this.#sheet;
    const number = numberOf(cells, cell);
    switch (kindOf(cells, cell)) {
      case CELL.number:
        return this.#isShifted(styleOf(cells, cell)) ? number + DAYS_TO_1904 : number;
      case CELL.shared:
        return this.#texts.at(number);
      case CELL.text:
        return textAt(this.#book.blocks, number);
      case CELL.boolean:
        return number === 1;
      case CELL.error:
        return errorOfIndex(number);
      case CELL.date:
        return this.#book.date1904 && this.#book.dates === "asStored" && number >= DAYS_TO_1904
          ? number - DAYS_TO_1904
          : number;
      default:
        return null;
    }
  }

  #isShifted(style: number): boolean {
    const { date1904, dates, formats } = this.#book;
    return date1904 && dates === "to1900" && formats[style]?.hasDay === true;
  }

  formula(row: number, column: number): string | undefined {
    const found = this.formulaCell(row, column);
    if (found?.writtenFor === undefined) return found?.text;
    const { text, writtenFor } = found;
    return translateFormula(text, writtenFor, { row, column }) ?? text;
  }

  formulaCell(row: number, column: number): CellFormula | undefined {
    const { cells, formulas } = this.#sheet;
    if (formulas.cells.length === 0) return undefined;
    const cell = findCell(cells, row, column);
    const at = cell < 0 ? -1 : findIn(formulas.cells, cell, 0, formulas.cells.length);
    if (at < 0) return undefined;
    const kind = formulas.kinds[at] as number;
    const link = formulas.links[at] as number;
    const stored = formulas.texts[at] as number;
    if (kind === FORMULA.dataTable) return undefined;
    if (stored >= 0) {
      const text = textAt(this.#book.blocks, stored);
      const area =
        kind === FORMULA.array || kind === FORMULA.dynamicArray ? formulas.arrays[link] : undefined;
      if (area === undefined) return { text };
      const size = { rows: area.bottom - area.top + 1, columns: area.right - area.left + 1 };
      return { text, array: { ...size, dynamic: kind === FORMULA.dynamicArray } };
    }
    const master = masterOf(formulas.masters, link, row, column);
    if (master === undefined) return undefined;
    const writtenFor = { row: master.row, column: master.column };
    return { text: textAt(this.#book.blocks, master.text), writtenFor };
  }

  numberFormat(row: number, column: number): string {
    const cell = findCell(this.#sheet.cells, row, column);
    return this.#book.formats[cell < 0 ? 0 : styleOf(this.#sheet.cells, cell)]?.code ?? "General";
  }

  isDate(row: number, column: number): boolean {
    const cell = findCell(this.#sheet.cells, row, column);
    return cell >= 0 && this.#isDate(cell);
  }

  #isDate(cell: number): boolean {
    const { cells } = this.#sheet;
    const kind = kindOf(cells, cell);
    return (
      kind === CELL.date ||
      (kind === CELL.number && this.#book.formats[styleOf(cells, cell)]?.isDate === true)
    );
  }

  get hiddenRows(): ReadonlySet<number> {
    this.#hidden ??= new Set(this.#sheet.hiddenRows);
    return this.#hidden;
  }

  get filteredRows(): ReadonlySet<number> {
    this.#filtered ??= new Set(this.#sheet.filteredRows);
    return this.#filtered;
  }

  isRowHidden(row: number): boolean {
    return this.hiddenRows.has(row);
  }

  forEachCell(
    visit: (row: number, column: number, value: Value, isDate: boolean) => void,
    firstRow = 1,
  ): void {
    const { cells } = this.#sheet;
    for (let at = 0; at < cells.rowNumbers.length; at += 1) {
      const row = cells.rowNumbers[at] as number;
      if (row < firstRow) continue;
      const last = cells.rowStarts[at + 1] as number;
      for (let cell = cells.rowStarts[at] as number; cell < last; cell += 1)
        visit(row, columnOf(cells, cell), this.#valueOf(cell), this.#isDate(cell));
    }
  }

  forEachInRow(row: number, visit: (column: number, value: Value) => void): void {
    const { cells } = this.#sheet;
    const at = findIn(cells.rowNumbers, row, 0, cells.rowNumbers.length);
    if (at < 0) return;
    const last = cells.rowStarts[at + 1] as number;
    for (let cell = cells.rowStarts[at] as number; cell < last; cell += 1)
      visit(columnOf(cells, cell), this.#valueOf(cell));
  }
}
