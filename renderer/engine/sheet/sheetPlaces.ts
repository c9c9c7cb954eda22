// What the references of a sheet's formula stand for, seen from its cell: areas (moved with a shared formula), tables
// and their parts, and the sheets of a 3-D reference.

import type { Place } from "../formula/expression.ts";
import { LAST_COLUMN, LAST_ROW } from "../grammar/cellAddress.ts";
import type { CellAddress, TableItem } from "../grammar/syntaxTree.ts";
import { type CellHost, CellRange, CellRanges } from "../values/cellRange.ts";
import type { Operand } from "../values/operand.ts";
import { foldText } from "../values/textPool.ts";
import { errorValue } from "../values/value.ts";
import type { SnapshotTable } from "./snapshot.ts";

const REFERENCE = errorValue("#REF!");
const VALUE = errorValue("#VALUE!");

/** How far a formula stands from the cell it was written for. */
export interface Shift {
  readonly rows: number;
  readonly columns: number;
}

type Area = Extract<Place, { type: "area" }>;
type TablePlace = Extract<Place, { type: "table" }>;

/** A number from 1 to `last`, going round at the ends as Excel moves relative references. */
function wrapped(value: number, last: number): number {
  return ((((value - 1) % last) + last) % last) + 1;
}

export function moved(address: CellAddress, shift: Shift): CellAddress {
  const { row, column, rowAbsolute, columnAbsolute } = address;
  return {
    ...address,
    row: row === null || rowAbsolute ? row : wrapped(row + shift.rows, LAST_ROW),
    column: column === null || columnAbsolute ? column : wrapped(column + shift.columns, LAST_COLUMN),
  };
}

/** Places of sheets and tables of a workbook. */
export class SheetPlaces {
  readonly #host: CellHost;
  readonly #sheets: ReadonlyMap<string, number>;
  readonly #tables = new Map<string, SnapshotTable>();
  readonly #list: readonly SnapshotTable[];

  constructor(host: CellHost, tables: readonly SnapshotTable[]) {
    this.#host = host;
    this.#sheets = new Map(host.sheetNames.map((name, place) => [foldText(name), place]));
    this.#list = tables;
    for (const table of tables) this.#tables.set(foldText(table.name), table);
  }

  /** The number of a sheet, or -1. */
  sheet(name: string): number {
    return this.#sheets.get(foldText(name)) ?? -1;
  }

  table(name: string): SnapshotTable | undefined {
    return this.#tables.get(foldText(name));
  }

  area(place: Area, here: CellRange, shift: Shift): Operand {
    const first = place.sheet === null ? here.sheet : this.sheet(place.sheet);
    const last = place.lastSheet === null ? first : this.sheet(place.lastSheet);
    if (first < 0 || last < 0) return REFERENCE;
    const one = moved(place.first, shift);
    const other = place.last === null ? one : moved(place.last, shift);
    const ranges: CellRange[] = [];
    for (let sheet = Math.min(first, last); sheet <= Math.max(first, last); sheet++)
      ranges.push(this.#range(sheet, one, other));
    const [only] = ranges;
    return ranges.length === 1 && only !== undefined ? only : new CellRanges(ranges);
  }

  #range(sheet: number, one: CellAddress, other: CellAddress): CellRange {
    const top = Math.min(one.row ?? 1, other.row ?? 1);
    const bottom = Math.max(one.row ?? LAST_ROW, other.row ?? LAST_ROW);
    const left = Math.min(one.column ?? 1, other.column ?? 1);
    const right = Math.max(one.column ?? LAST_COLUMN, other.column ?? LAST_COLUMN);
    return new CellRange(this.#host, sheet, top, left, bottom - top + 1, right - left + 1);
  }

  /** A structured reference; one without a table's name means the table that the cell stands in. */
  structured({ node }: TablePlace, here: CellRange): Operand {
    const table = node.table === null ? this.#around(here) : this.table(node.table);
    if (table === undefined) return REFERENCE;
    let [left, width] = [0, table.columns.length];
    if (node.columns !== null) {
      const { first, last } = node.columns;
      const [a, b] = [columnPlace(table, first), columnPlace(table, last)];
      if (a < 0 || b < 0) return REFERENCE;
      [left, width] = [Math.min(a, b), Math.abs(a - b) + 1];
    }
    const rows = rowsOf(table, new Set(node.items), here);
    if (rows === null) return node.items.includes("thisRow") ? VALUE : REFERENCE;
    return new CellRange(this.#host, table.sheet, rows.first, table.column + left, rows.count, width);
  }

  #around(here: CellRange): SnapshotTable | undefined {
    return this.#list.find(
      ({ sheet, row, column, rows, columns }) =>
        sheet === here.sheet &&
        here.row >= row &&
        here.row < row + rows &&
        here.column >= column &&
        here.column < column + columns.length,
    );
  }
}

function columnPlace(table: SnapshotTable, name: string): number {
  return table.columns.findIndex((each) => foldText(each) === foldText(name));
}

/** The rows that the items of a structured reference take, or null where the table has none of them. */
function rowsOf(
  table: SnapshotTable,
  items: ReadonlySet<TableItem>,
  here: CellRange,
): { first: number; count: number } | null {
  const headers = table.hasHeaders ? 1 : 0;
  const totals = table.hasTotals ? 1 : 0;
  const data = { first: table.row + headers, count: table.rows - headers - totals };
  if (items.has("thisRow")) {
    const inside = here.row >= data.first && here.row < data.first + data.count;
    return inside ? { first: here.row, count: 1 } : null;
  }
  if (items.has("all")) return { first: table.row, count: table.rows };
  const wantsData = items.size === 0 || items.has("data");
  const from = items.has("headers") ? table.row : data.first;
  const total = table.row + table.rows - 1;
  if (items.has("headers") && headers === 0 && items.size === 1) return null;
  if (items.has("totals") && totals === 0 && items.size === 1) return null;
  if (items.has("totals") && totals > 0) {
    const first = wantsData || items.has("headers") ? from : total;
    return { first, count: total - first + 1 };
  }
  return { first: from, count: wantsData ? data.first + data.count - from : 1 };
}
