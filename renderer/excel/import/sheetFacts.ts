// What is in the columns of a sheet, counted in one pass over its cells: how many are numbers, dates and texts, and how
// many different names. Recognisers and the mapping screen ask this of every column, some of them several times; a sheet of
// three million cells is gone through once, without making its rows.
//
// What must stay true: every cell below the headings counts, none is guessed from a sample; the counts are plain data,
// because the worker hands them to the page with the cells they belong to.

import { isError } from "../../engine/values/value.ts";
import {
  cellErrorText,
  cellNumber,
  cellText,
  isBlankCell,
  isDateCell,
  isNumberLikeCode,
  isPackedDate,
} from "../read/cells.ts";
import type { Cell, SourceSheet } from "../read/sourceFile.ts";
import { groupText, sheetWidth } from "./mapping.ts";

export interface ColumnFacts {
  /** Cells that hold anything; error values do not count. */
  readonly filled: number;
  /** Of these, numbers that are no dates, and dates. */
  readonly numbers: number;
  readonly dates: number;
  /** A number is not whole, dates among them. */
  readonly hasFractions: boolean;
  /** A text of digits that is no quantity: with leading zeros, or longer than a number keeps. */
  readonly hasCodes: boolean;
  /** Cells that could name a group: `groupText` is not "". */
  readonly named: number;
  /** How many different texts they give; 0 when all of them are numbers or dates. */
  readonly distinct: number;
  /** The first three of them. */
  readonly examples: readonly string[];
}

export interface SheetFacts {
  /** 1-based; what stands above is not counted. */
  readonly firstRow: number;
  /** Rows that are not blank. */
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
}

const known = new WeakMap<SourceSheet, SheetFacts>();

/** The columns of a sheet from a row on; counted when it is asked for the first time. */
export function sheetFacts(sheet: SourceSheet, firstRow: number): SheetFacts {
  const last = known.get(sheet);
  if (last?.firstRow === firstRow) return last;
  const facts = countFacts(sheet, firstRow);
  known.set(sheet, facts);
  return facts;
}

/** What was counted last of a sheet, to be handed on with its cells; null when nothing was. */
export function knownFacts(sheet: SourceSheet): SheetFacts | null {
  return known.get(sheet) ?? null;
}

/** Takes over what another thread counted of the same cells. */
export function rememberFacts(sheet: SourceSheet, facts: SheetFacts): void {
  known.set(sheet, facts);
}

class Column {
  filled = 0;
  numbers = 0;
  dates = 0;
  hasFractions = false;
  hasCodes = false;
  named = 0;
  /** Numbers and dates among the cells that could name a group. */
  #plain = 0;
  readonly #names = new Set<string>();

  add(cell: Cell, isDate: boolean): void {
    if (typeof cell === "number") this.#addNumber(cell, isDate);
    else if (typeof cell === "string") this.#addText(cell, isDate);
    else if (cell !== null && !isError(cell)) {
      this.filled += 1;
      this.#name(cellText(cell));
    }
  }

  #addNumber(cell: number, isDate: boolean): void {
    this.filled += 1;
    this.named += 1;
    this.#plain += 1;
    if (!isDate && !isPackedDate(cell)) this.numbers += 1;
    else if (isDateCell(cell)) this.dates += 1;
    if (!Number.isInteger(cell)) this.hasFractions = true;
  }

  #addText(cell: string, isDate: boolean): void {
    // A name met before is neither blank nor an error, number or date.
    if (this.#names.has(cell)) {
      this.filled += 1;
      this.named += 1;
      return;
    }
    if (isBlankCell(cell) || cellErrorText(cell) !== null) return;
    this.filled += 1;
    if (isNumberLikeCode(cell)) this.hasCodes = true;
    const number = cellNumber(cell);
    const couldBeDate = isDateCell(cell);
    if (number !== undefined && !Number.isInteger(number)) this.hasFractions = true;
    if (number !== undefined && !isDate && !isPackedDate(cell)) this.numbers += 1;
    else if (couldBeDate) this.dates += 1;
    const text = groupText(cell);
    if (text === "") return;
    if (number === undefined && !couldBeDate) this.#name(text);
    else {
      this.named += 1;
      this.#plain += 1;
    }
  }

  #name(text: string): void {
    this.named += 1;
    this.#names.add(text);
  }

  /** `cells`: this column's again, for the rare one that mixes names with numbers. */
  facts(cells: () => Iterable<Cell>): ColumnFacts {
    const { filled, numbers, dates, hasFractions, hasCodes, named } = this;
    let names: ReadonlySet<string> = this.#names;
    if (names.size > 0 && this.#plain > 0) {
      const all = new Set<string>();
      for (const cell of cells()) all.add(groupText(cell));
      all.delete("");
      names = all;
    }
    const examples: string[] = [];
    for (const name of names) {
      if (examples.length === 3) break;
      examples.push(name);
    }
    return { filled, numbers, dates, hasFractions, hasCodes, named, distinct: names.size, examples };
  }
}

function countFacts(sheet: SourceSheet, firstRow: number): SheetFacts {
  const width = sheetWidth(sheet);
  const columns = Array.from({ length: width }, () => new Column());
  const { content } = sheet;
  let rows = 0;
  let lastFilled = 0;
  const visit = (row: number, column: number, cell: Cell, isDate: boolean) => {
    columns[column - 1]?.add(cell, isDate);
    if (row === lastFilled || isBlankCell(cell)) return;
    lastFilled = row;
    rows += 1;
  };
  if (content !== undefined) content.forEachCell(visit, firstRow);
  else
    for (let row = firstRow; row <= sheet.rows.length; row += 1) {
      const cells = sheet.rows.at(row - 1) ?? [];
      for (let column = 1; column <= cells.length; column += 1)
        visit(row, column, cells[column - 1] as Cell, false);
    }
  return {
    firstRow,
    rows,
    columns: columns.map((column, index) => column.facts(() => columnCells(sheet, firstRow, index))),
  };
}

/** The cells of one column, null where a row is blank there. */
export function* columnCells(sheet: SourceSheet, firstRow: number, index: number): Iterable<Cell> {
  const { content, rows } = sheet;
  for (let row = firstRow; row <= rows.length; row += 1)
    yield content === undefined ? (rows.at(row - 1)?.[index] ?? null) : content.value(row, index + 1);
}
