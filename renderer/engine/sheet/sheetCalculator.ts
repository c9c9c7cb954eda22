// Calculates the cells of a workbook's snapshot: the same formulas, functions and coercions as the tables of a plan,
// over A1 references. A cell is calculated when somebody asks for it, with whatever it reads.
//
// Cells read each other by recursion up to a depth; beyond it the reading is given up (`Waiting`), the cell that was
// wanted is calculated first, and then the reader again. So a chain of any length needs little stack, and at most
// every cell in a hundred is begun twice.
//
// What must stay true: a snapshot never changes, so a value once calculated stays; asking never throws.

import { withDateSystem } from "../format/serialDate.ts";
import type { Place } from "../formula/expression.ts";
import { type Context, evaluate, type SheetContext } from "../formula/interpreter.ts";
import { type CellHost, CellRange } from "../values/cellRange.ts";
import { finite } from "../values/coercion.ts";
import { indexKey } from "../values/compare.ts";
import { LambdaValue } from "../values/lambdaValue.ts";
import { isArray, type Operand } from "../values/operand.ts";
import { intersectCell } from "../values/rangeOperators.ts";
import { foldText } from "../values/textPool.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { formulaTextOf, IndirectTexts } from "./referenceText.ts";
import { hasSubtotal, SheetFormulas } from "./sheetFormulas.ts";
import { SheetPlaces, type Shift } from "./sheetPlaces.ts";
import type { NotCalculated, SnapshotCell, SnapshotName, WorkbookSnapshot } from "./snapshot.ts";

const NAME = errorValue("#NAME?");
const SPILL = errorValue("#SPILL!");
const NOT_AVAILABLE = errorValue("#N/A");

/** How deep cells may calculate each other before the reading is given up. */
const DEEPEST = 40;

const COLUMNS = 16_384;

/** Shorter ranges are searched faster than an index is found. */
const INDEXED_FROM = 32;

/** A cell as the calculator keeps it. */
interface Cell {
  readonly given: SnapshotCell;
  readonly sheet: number;
  state: "input" | "open" | "running" | "done";
  value: Value;
  /** what an array formula gave, of which the cell shows the first value */
  array: Operand;
  /** for a cell that shows part of another's array: that cell */
  readonly source: Cell | null;
}

/** Given up because this cell must be calculated first; never leaves this file. */
class Waiting {
  readonly cell: Cell;
  constructor(cell: Cell) {
    this.cell = cell;
  }
}

/** Given up because the formula cannot be calculated; never leaves this file. */
class Unavailable {
  readonly reason: NotCalculated;
  constructor(reason: NotCalculated) {
    this.reason = reason;
  }
}

/** What a cell's formula reads: cells, never slots of tables. */
class CellContext implements Context, SheetContext {
  readonly variables: (Operand | undefined)[] = [];
  readonly references: null[] = [];
  readonly here: CellRange;
  readonly #book: SheetCalculator;
  readonly #shift: Shift;

  constructor(book: SheetCalculator, here: CellRange, shift: Shift) {
    this.#book = book;
    this.here = here;
    this.#shift = shift;
  }

  get sheet(): SheetContext {
    return this;
  }

  read(): undefined {
    return undefined;
  }

  reference(): null {
    return null;
  }

  place(place: Place): Operand {
    return this.#book.place(place, this.here, this.#shift);
  }
}

export class SheetCalculator implements CellHost {
  readonly sheetNames: readonly string[];
  readonly lastRow: number;
  readonly lastColumn: number;
  readonly #snapshot: WorkbookSnapshot;
  readonly #sheets: Map<number, Cell>[];
  readonly #places: SheetPlaces;
  readonly #formulas: SheetFormulas;
  readonly #indirect = new IndirectTexts();
  readonly #names = new Map<string, SnapshotName>();
  readonly #known = new Set<string>();
  readonly #reasons = new Map<Cell, NotCalculated>();
  /** Per searched range: how often it was searched, then its index. */
  readonly #indexes = new Map<string, number | ReadonlyMap<Value, number>>();
  readonly #circular = new Set<Cell>();
  #depth = 0;

  constructor(snapshot: WorkbookSnapshot) {
    this.#snapshot = snapshot;
    this.sheetNames = snapshot.sheets.map((each) => each.name);
    [this.lastRow, this.lastColumn] = [1, 1];
    this.#sheets = snapshot.sheets.map(() => new Map());
    for (const [sheet, { cells }] of snapshot.sheets.entries()) {
      const { lastRow, lastColumn } = this.#load(sheet, cells);
      this.lastRow = Math.max(this.lastRow, lastRow);
      this.lastColumn = Math.max(this.lastColumn, lastColumn);
    }
    for (const name of snapshot.names) {
      this.#names.set(`${name.sheet ?? ""}!${foldText(name.name)}`, name);
      this.#known.add(foldText(name.name));
    }
    this.#places = new SheetPlaces(this, snapshot.tables);
    this.#formulas = new SheetFormulas((name) => this.#known.has(foldText(name)));
  }

  #load(sheet: number, cells: Iterable<SnapshotCell>): { lastRow: number; lastColumn: number } {
    const map = this.#sheets[sheet] as Map<number, Cell>;
    let [lastRow, lastColumn] = [1, 1];
    const arrays: Cell[] = [];
    for (const given of cells) {
      const { row, column, value, formula } = given;
      const state = formula === undefined ? "input" : "open";
      const cell: Cell = { given, sheet, state, value, array: null, source: null };
      map.set(row * COLUMNS + column, cell);
      if (given.array !== undefined) arrays.push(cell);
      lastRow = Math.max(lastRow, row);
      lastColumn = Math.max(lastColumn, column);
    }
    for (const source of arrays) {
      const { row, column, array } = source.given;
      for (let r = row; r < row + (array?.rows ?? 1); r++)
        for (let c = column; c < column + (array?.columns ?? 1); c++) {
          if (r === row && c === column) continue;
          const given = map.get(r * COLUMNS + c)?.given ?? { row: r, column: c, value: null };
          map.set(r * COLUMNS + c, { given, sheet, state: "open", value: given.value, array: null, source });
          lastRow = Math.max(lastRow, r);
          lastColumn = Math.max(lastColumn, c);
        }
    }
    return { lastRow, lastColumn };
  }

  /** The value of a cell, by the number of its sheet (from 0), row and column (from 1); calculated when it is not yet. */
  value(sheet: number, row: number, column: number): Value {
    const cell = this.#sheets[sheet]?.get(row * COLUMNS + column);
    if (cell === undefined) return null;
    if (cell.state === "input" || cell.state === "done") return cell.value;
    if (this.#depth === 0) this.#settle(cell);
    else this.#read(cell);
    return cell.value;
  }

  /** Why a cell keeps its saved value although it has a formula; null when it was calculated. */
  notCalculated(sheet: number, row: number, column: number): NotCalculated | null {
    const cell = this.#sheets[sheet]?.get(row * COLUMNS + column);
    return cell === undefined ? null : (this.#reasons.get(cell.source ?? cell) ?? null);
  }

  /** Whether a cell's formula reads its own result; its value is 0, as Excel shows it. */
  isCircular(sheet: number, row: number, column: number): boolean {
    const cell = this.#sheets[sheet]?.get(row * COLUMNS + column);
    return cell !== undefined && this.#circular.has(cell);
  }

  /** Calculates a cell and, first, whatever it waits for. */
  #settle(wanted: Cell): void {
    const waiting: Cell[] = [wanted];
    while (waiting.length > 0) {
      const cell = waiting.at(-1) as Cell;
      if (cell.state !== "done") {
        cell.state = "running";
        const before = this.#depth;
        try {
          this.#depth = 1;
          withDateSystem(this.#snapshot.dateSystem, () => this.#calculate(cell));
        } catch (thrown) {
          if (!(thrown instanceof Waiting)) throw thrown;
          waiting.push(thrown.cell);
          continue;
        } finally {
          this.#depth = before;
        }
      }
      waiting.pop();
    }
  }

  /** Calculates a cell that another is reading. */
  #read(cell: Cell): void {
    if (cell.state === "running") {
      this.#circular.add(cell);
      cell.value = 0;
      return;
    }
    if (this.#depth >= DEEPEST) throw new Waiting(cell);
    cell.state = "running";
    this.#depth++;
    try {
      this.#calculate(cell);
    } catch (thrown) {
      cell.state = "open";
      // the stack is at its end for the formulas between: this one starts again with all of it
      if (thrown instanceof RangeError) throw new Waiting(cell);
      throw thrown;
    } finally {
      this.#depth--;
    }
  }

  #calculate(cell: Cell): void {
    try {
      if (cell.source === null) this.#result(cell);
      else this.#partOf(cell, cell.source);
    } catch (thrown) {
      if (thrown instanceof RangeError && this.#depth === 1) cell.value = errorValue("#NUM!");
      else if (!(thrown instanceof Unavailable)) throw thrown;
      else {
        this.#reasons.set(cell, thrown.reason);
        cell.value = cell.given.value;
      }
    }
    cell.state = "done";
  }

  /** A cell that shows part of an array: what stretches covers it, the rest of the range is #N/A. */
  #partOf(cell: Cell, source: Cell): void {
    if (source.state !== "done") this.#read(source);
    const { array } = source;
    if (this.#reasons.has(source)) cell.value = cell.given.value;
    else if (!isArray(array)) cell.value = source.given.array?.dynamic ? null : source.value;
    else {
      const row = cell.given.row - source.given.row;
      const column = cell.given.column - source.given.column;
      const stretched = source.given.array?.dynamic !== true;
      const r = stretched && array.rows === 1 ? 0 : row;
      const c = stretched && array.columns === 1 ? 0 : column;
      const inside = r < array.rows && c < array.columns;
      cell.value = inside ? (array.at(r, c) ?? 0) : stretched ? NOT_AVAILABLE : null;
    }
  }

  #result(cell: Cell): void {
    const { row, column, formula = "", array } = cell.given;
    const made = this.#formulas.formula(formula, array === undefined);
    if ("reason" in made) throw new Unavailable(made.reason);
    const here = new CellRange(this, cell.sheet, row, column);
    const written = cell.given.writtenFor ?? cell.given;
    const shift = { rows: row - written.row, columns: column - written.column };
    const result = evaluate(made.expression, this.#context(here, shift));
    cell.array = result;
    cell.value = this.#shown(cell, result, here);
  }

  /** What the formula's own cell shows of its result. */
  #shown(cell: Cell, result: Operand, here: CellRange): Value {
    const { array } = cell.given;
    let operand = result;
    if (operand instanceof CellRange && array === undefined) operand = intersectCell(operand, here);
    if (isArray(operand) && array?.dynamic && this.#isBlocked(cell, operand)) {
      cell.array = null;
      return SPILL;
    }
    // a formula from before dynamic arrays shows the first value of an array
    const value = (isArray(operand) ? operand.at(0, 0) : operand) ?? 0;
    return typeof value === "number" ? finite(value) : value;
  }

  #isBlocked(cell: Cell, { rows, columns }: { readonly rows: number; readonly columns: number }): boolean {
    const { row, column } = cell.given;
    const map = this.#sheets[cell.sheet];
    if (row + rows - 1 > 1_048_576 || column + columns - 1 > COLUMNS) return true;
    for (let r = row; r < row + Math.min(rows, this.lastRow); r++)
      for (let c = column; c < column + Math.min(columns, this.lastColumn); c++) {
        const other = map?.get(r * COLUMNS + c);
        if (other === undefined || other === cell || other.source === cell) continue;
        if (other.given.formula !== undefined || other.given.value !== null) return true;
      }
    return false;
  }

  #context(here: CellRange, shift: Shift): CellContext {
    return new CellContext(this, here, shift);
  }

  /** What a reference stands for in the formula of a cell, moved by `shift`. */
  place(place: Place, here: CellRange, shift: Shift): Operand {
    switch (place.type) {
      case "area":
        return this.#places.area(place, here, shift);
      case "table":
        return this.#places.structured(place, here);
      case "name":
        return this.#named(place.name, place.sheet, here);
    }
  }

  /** A defined name seen from a cell (the sheet's own before the workbook's), or a table by its name alone. */
  #named(name: string, qualifier: string | null, here: CellRange): Operand {
    const sheet = qualifier === null ? here.sheet : this.#places.sheet(qualifier);
    const folded = foldText(name);
    const found = this.#names.get(`${sheet < 0 ? "" : sheet}!${folded}`) ?? this.#names.get(`!${folded}`);
    if (found === undefined) {
      const table = qualifier === null ? this.#places.table(name) : undefined;
      if (table === undefined) return NAME;
      const { row, rows, column, columns, hasHeaders, hasTotals } = table;
      const count = rows - Number(hasHeaders) - Number(hasTotals);
      return new CellRange(this, table.sheet, row + Number(hasHeaders), column, count, columns.length);
    }
    const made = this.#formulas.formula(found.formula, false);
    if ("reason" in made) throw new Unavailable(made.reason);
    // relative references of a name are written as seen from A1
    return evaluate(made.expression, this.#context(here, { rows: here.row - 1, columns: here.column - 1 }));
  }

  formulaText(sheet: number, row: number, column: number): string | null {
    const cell = this.#sheets[sheet]?.get(row * COLUMNS + column);
    const given = (cell?.source ?? cell)?.given;
    if (given?.formula === undefined) return null;
    const written = given.writtenFor ?? given;
    const shift = { rows: given.row - written.row, columns: given.column - written.column };
    return formulaTextOf(given.formula, shift, given.array !== undefined && !given.array.dynamic);
  }

  isHidden(sheet: number, row: number, filtered: boolean): boolean {
    const rows = this.#snapshot.sheets[sheet];
    return (filtered ? rows?.filteredRows : rows?.hiddenRows)?.has(row) ?? false;
  }

  isSubtotal(sheet: number, row: number, column: number): boolean {
    const given = this.#sheets[sheet]?.get(row * COLUMNS + column)?.given;
    if (given?.formula === undefined) return false;
    const made = this.#formulas.formula(given.formula, given.array === undefined);
    return "tree" in made && hasSubtotal(made.tree);
  }

  spilled(cell: CellRange): CellRange | null {
    const source = this.#sheets[cell.sheet]?.get(cell.row * COLUMNS + cell.column);
    if (source === undefined || source.source !== null || source.given.array === undefined) return null;
    const value = this.value(cell.sheet, cell.row, cell.column);
    if (!isArray(source.array)) return isError(value) ? null : cell.part(0, 0, 1, 1);
    return cell.part(0, 0, source.array.rows, source.array.columns);
  }

  indirect(text: string, a1: boolean, here: CellRange): Operand {
    const made = this.#indirect.expression(text, a1, here);
    if (made === null) return errorValue("#REF!");
    const found = evaluate(made, this.#context(here, { rows: 0, columns: 0 }));
    return found === NAME ? errorValue("#REF!") : found;
  }

  placesIn(range: CellRange): ReadonlyMap<Value, number> | null {
    const length = range.rows * range.columns;
    if (length < INDEXED_FROM) return null;
    const { sheet, row, column, rows } = range;
    const key = `${sheet}!${row},${column},${rows},${length}`;
    const known = this.#indexes.get(key) ?? 0;
    if (typeof known !== "number") return known;
    if (known < 2) {
      this.#indexes.set(key, known + 1);
      return null;
    }
    const places = new Map<Value, number>();
    for (let place = 0; place < length; place++) {
      const value = indexKey(rows > 1 ? range.at(place, 0) : range.at(0, place));
      if (value !== null && !isError(value) && !places.has(value)) places.set(value, place);
    }
    this.#indexes.set(key, places);
    return places;
  }

  numberFormat(sheet: number, row: number, column: number): string {
    return this.#sheets[sheet]?.get(row * COLUMNS + column)?.given.numberFormat ?? "General";
  }

  /** What a formula typed into a cell would give, arrays included. */
  evaluateText(text: string, sheet: number, row: number, column: number): Operand {
    const made = this.#formulas.formula(text, false);
    if ("reason" in made) return NAME;
    const here = new CellRange(this, sheet, row, column);
    const result = evaluate(made.expression, this.#context(here, { rows: 0, columns: 0 }));
    return result instanceof LambdaValue ? result.at(0, 0) : result;
  }

  /**
   * What a cell would show if it held this formula and all others stayed as they are; undefined when that cannot be
   * known from the workbook. `isArray`: entered as an array formula.
   */
  resultIn(text: string, sheet: number, row: number, column: number, isArray: boolean): Value | undefined {
    const made = this.#formulas.formula(text, !isArray);
    if ("reason" in made) return undefined;
    const here = new CellRange(this, sheet, row, column);
    const given = {
      row,
      column,
      value: null,
      ...(isArray && { array: { rows: 1, columns: 1, dynamic: false } }),
    };
    const cell: Cell = { given, sheet, state: "done", value: null, array: null, source: null };
    try {
      return withDateSystem(this.#snapshot.dateSystem, () =>
        this.#shown(cell, evaluate(made.expression, this.#context(here, { rows: 0, columns: 0 })), here),
      );
    } catch (thrown) {
      if (thrown instanceof Unavailable) return undefined;
      if (thrown instanceof RangeError) return errorValue("#NUM!");
      throw thrown;
    }
  }
}
