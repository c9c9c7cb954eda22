// One sheet looked at with one row as its headings, and what can be told of its columns from their cells. Every
// recogniser looks through this, so they agree on what a heading is and which columns could be groups.

import { cellDate, isBlankCell } from "../../read/cells.ts";
import type { Cell, SourceSheet } from "../../read/sourceFile.ts";
import { type GroupColumn, groupText, headerKey, headersOf, type MappedColumn } from "../mapping.ts";
import { columnCells, sheetFacts } from "../sheetFacts.ts";

export interface SheetView {
  readonly sheet: SourceSheet;
  /** 1-based; null for a sheet without headings. */
  readonly headerRow: number | null;
  readonly firstDataRow: number;
  readonly headers: readonly string[];
  /** `headerKey` of each column; "" where there is no heading. */
  readonly keys: readonly string[];
}

export function sheetView(sheet: SourceSheet, headerRow: number | null): SheetView {
  const row = headerRow === null ? [] : (sheet.rows.at(headerRow - 1) ?? []);
  const headers = headersOf(sheet, headerRow);
  return {
    sheet,
    headerRow,
    firstDataRow: (headerRow ?? 0) + 1,
    headers,
    keys: headers.map((_, index) => headerKey(row[index])),
  };
}

/** First column whose heading is one of the keys, in the order of the keys. */
export function columnOf(view: SheetView, ...keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const index = view.keys.indexOf(key);
    if (index >= 0) return index;
  }
  return undefined;
}

/** Data rows, blank ones included; made as they are asked for. */
export function* dataRows(view: SheetView): Iterable<readonly Cell[]> {
  const { rows } = view.sheet;
  for (let index = view.firstDataRow - 1; index < rows.length; index += 1) yield rows.at(index) ?? [];
}

/** The first date a column gives, as ISO, or "". */
export function dataDateOf(view: SheetView, index: number | undefined): string {
  if (index === undefined) return "";
  for (const cell of columnCells(view.sheet, view.firstDataRow, index))
    if (!isBlankCell(cell)) return cellDate(cell) ?? "";
  return "";
}

/** Levels that well-known headings are usually made into. */
const SUGGESTED_LEVELS: Readonly<Record<string, string>> = {
  "pcn name": "PCN",
  "ccg name": "CCG",
  "former ccg": "CCG",
  "ccg code": "CCG",
  "stp name": "STP",
  "sub icb location name": "Sub ICB location",
  "sub icb loc name": "Sub ICB location",
  "sub icb location code": "Sub ICB location",
  "sub icb loc code": "Sub ICB location",
  "sub icb name": "Sub ICB location",
  loc22name: "Sub ICB location",
  "pcn parent sub icb loc name": "Sub ICB location",
  "icb name": "ICB",
  icb: "ICB",
  ics22name: "ICB",
  "comm region name": "Region",
  region22: "Region",
  region: "Region",
  ltla21: "Place",
  place: "Place",
  locality: "Locality",
  cluster: "Cluster",
  federation: "Federation",
};

export function suggestedLevel(header: string): string | undefined {
  return SUGGESTED_LEVELS[headerKey(header)];
}

/**
 * Columns with few distinct texts: at most one for every two rows that have any. Columns of numbers or dates and
 * the ones in `except` are left out; `names` puts a better word on a misleading heading.
 */
export function groupColumnsOf(
  view: SheetView,
  except: ReadonlySet<number>,
  names: ReadonlyMap<number, string> = new Map(),
): readonly GroupColumn[] {
  const { rows, columns } = sheetFacts(view.sheet, view.firstDataRow);
  return view.headers.flatMap((header, index) => {
    const facts = columns[index];
    if (facts === undefined || except.has(index)) return [];
    const { named, distinct, examples } = facts;
    if (distinct === 0 || distinct * 2 > named) return [];
    const name = names.get(index) ?? header;
    const level = suggestedLevel(name);
    const column: GroupColumn = {
      index,
      header,
      name,
      distinct,
      blank: rows - named,
      examples,
      ...(level === undefined ? {} : { suggestedLevel: level }),
    };
    return [column];
  });
}

/** What a column's cells are, by nine in ten of those that hold anything; error values do not count. */
export function columnKind(view: SheetView, index: number): "number" | "date" | "text" | "blank" {
  const facts = sheetFacts(view.sheet, view.firstDataRow).columns[index];
  if (facts === undefined || facts.filled === 0) return "blank";
  const { filled, numbers, dates, hasCodes } = facts;
  // One 007 among 123 and 456 says that they are codes, which would lose their zeros as numbers.
  if (hasCodes && dates < filled * 0.9) return "text";
  if (numbers >= filled * 0.9) return "number";
  return dates >= filled * 0.9 ? "date" : "text";
}

/** A column proposed as it stands: type and format from its cells. Postcodes and coordinates stay texts. */
export function proposedColumn(view: SheetView, index: number, selected: boolean): MappedColumn {
  const header = view.headers[index] ?? "";
  const kind = columnKind(view, index);
  const base = { index, header, name: header, selected: selected && kind === "number" };
  if (kind === "number") return { ...base, type: "number", format: numberFormat(view, index) };
  if (kind === "date") return { ...base, type: "date", format: "dd/mm/yyyy" };
  return { ...base, type: "text", format: "@" };
}

function numberFormat(view: SheetView, index: number): string {
  const facts = sheetFacts(view.sheet, view.firstDataRow).columns[index];
  return facts?.hasFractions === true ? "#,##0.00" : "#,##0";
}

/** Every column not in `except`, none of them selected: the user may tick them in the mapping screen. */
export function otherColumns(view: SheetView, except: ReadonlySet<number>): readonly MappedColumn[] {
  return view.headers.flatMap((_, index) => {
    if (except.has(index) || columnKind(view, index) === "blank") return [];
    return [proposedColumn(view, index, false)];
  });
}

/** The distinct texts of a column that name anything, upper-cased, up to a limit. */
export function distinctTexts(view: SheetView, index: number, limit: number): ReadonlySet<string> {
  const texts = new Set<string>();
  let before: Cell = null;
  for (const cell of columnCells(view.sheet, view.firstDataRow, index)) {
    // A column of few texts repeats them row after row.
    if (cell === before) continue;
    before = cell;
    const text = groupText(cell).toUpperCase();
    if (text !== "") texts.add(text);
    if (texts.size >= limit) break;
  }
  return texts;
}
