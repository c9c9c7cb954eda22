// Cells that cannot be changed one by one: what Excel itself refuses (part of an array, of a data table, of a pivot
// table, under a merged cell), and headings and totals of tables, which stand in the table's own part too.
//
// A heading of a table is refused rather than renamed: every formula that names the column, on any sheet and in any
// name, chart or rule, would have to be renamed with it, and one that was missed would be lost.
// Source: ECMA-376 Part 1, 18.5.1.2 (table), 18.10.1.73 (pivotTableDefinition), 18.3.1.40 (f).

import { type Area, type CellPosition, cellName, contains, isOneCell, readArea } from "./areas.ts";
import type { OpenPackage } from "./openPackage.ts";
import { relationshipsOf } from "./relationships.ts";
import type { SheetMap } from "./sheetMap.ts";
import { attributeValue, childrenOf, nextTag, rootOf, unescapeXml } from "./xmlScan.ts";

export interface TablePlace {
  readonly name: string;
  readonly area: Area;
  readonly headerRows: number;
  readonly totalsRows: number;
  readonly columns: readonly { readonly name: string; readonly isCalculated: boolean }[];
}

export interface SheetGuards {
  readonly tables: readonly TablePlace[];
  readonly pivots: readonly Area[];
  readonly merges: readonly Area[];
  readonly arrays: readonly { readonly area: Area; readonly what: "array" | "data table" }[];
}

/** Everything on a sheet that a change must respect. */
export function guardsOf(book: OpenPackage, part: string, text: string, map: SheetMap): SheetGuards {
  const { list } = relationshipsOf(book, part);
  const partsOf = (type: string) =>
    list.flatMap((each) => (each.type === type && each.part !== undefined ? [each.part] : []));
  return {
    tables: partsOf("table").flatMap((name) => tableOf(book, name) ?? []),
    pivots: partsOf("pivotTable").flatMap((name) => pivotArea(book, name) ?? []),
    merges: map.merges,
    arrays: arraysOf(text, map),
  };
}

/** What a table part says; null when it is no table. */
export function tableOf(book: OpenPackage, part: string): TablePlace | null {
  const { text, decode } = book.text(part);
  const root = rootOf(text);
  const read = (name: string) => attributeValue(text, root.tag, name);
  const area = readArea(read("ref") ?? "");
  if (root.name !== "table" || area === null) return null;
  const columns: { name: string; isCalculated: boolean }[] = [];
  for (const list of childrenOf(text, root)) {
    if (list.name !== "tableColumns") continue;
    for (const column of childrenOf(text, list)) {
      const children = [...childrenOf(text, column)];
      columns.push({
        name: plainName(decode(attributeValue(text, column.tag, "name") ?? "")),
        isCalculated: children.some((each) => each.name === "calculatedColumnFormula"),
      });
    }
  }
  return {
    name: plainName(decode(read("displayName") ?? read("name") ?? "")),
    area,
    headerRows: Number(read("headerRowCount") ?? 1),
    totalsRows: Number(read("totalsRowCount") ?? 0),
    columns,
  };
}

/** Names in parts: references resolved and `_x000a_` turned back into its character (22.9.2.19). */
export function plainName(raw: string): string {
  return unescapeXml(raw).replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function pivotArea(book: OpenPackage, part: string): Area | null {
  const { text } = book.text(part);
  for (const child of childrenOf(text, rootOf(text))) {
    if (child.name === "location") return readArea(attributeValue(text, child.tag, "ref") ?? "");
  }
  return null;
}

const ARRAY = /\bt\s*=\s*["'](array|dataTable)["']/g;

/** Ranges of array formulas and data tables; the tag around each mark is read in full. */
function arraysOf(text: string, map: SheetMap): SheetGuards["arrays"] {
  const found: { area: Area; what: "array" | "data table" }[] = [];
  ARRAY.lastIndex = map.sheetData.contentStart;
  for (let match = ARRAY.exec(text); match !== null; match = ARRAY.exec(text)) {
    if (match.index >= map.sheetData.contentEnd) break;
    const start = text.lastIndexOf("<", match.index);
    const tag = start < 0 ? null : nextTag(text, start);
    const area = tag === null ? null : readArea(attributeValue(text, tag, "ref") ?? "");
    if (area !== null) found.push({ area, what: match[1] === "array" ? "array" : "data table" });
  }
  return found;
}

/** Why a cell cannot be changed, as a sentence and what to do; null when it can. */
export function whyRefused(
  guards: SheetGuards,
  cell: CellPosition,
): { readonly code: string; readonly message: string; readonly remedy: string } | null {
  const name = cellName(cell);
  const merge = guards.merges.find((area) => contains(area, cell));
  if (merge !== undefined && (merge.top !== cell.row || merge.left !== cell.column)) {
    const first = cellName({ row: merge.top, column: merge.left });
    return {
      code: "merged-cell",
      message: `${name} lies under the merged cell ${first}, so nothing in it would be seen.`,
      remedy: `Change ${first} instead.`,
    };
  }
  const array = guards.arrays.find(({ area }) => contains(area, cell) && !isOneCell(area));
  if (array !== undefined) {
    const first = cellName({ row: array.area.top, column: array.area.left });
    return array.what === "array"
      ? {
          code: "part-of-array",
          message: `${name} is part of the array formula that starts in ${first}; Excel does not let part of it be changed.`,
          remedy: "Change or delete the whole array formula in Excel.",
        }
      : {
          code: "part-of-data-table",
          message: `${name} is a result of the what-if data table that starts in ${first}.`,
          remedy: "Change the cells the data table works with, or delete it in Excel.",
        };
  }
  if (guards.pivots.some((area) => contains(area, cell))) {
    return {
      code: "part-of-pivot",
      message: `${name} is part of a pivot table, which writes over its cells whenever it is refreshed.`,
      remedy: "Change the data the pivot table counts.",
    };
  }
  return tableRefusal(guards.tables, cell);
}

function tableRefusal(tables: readonly TablePlace[], cell: CellPosition): ReturnType<typeof whyRefused> {
  const table = tables.find(({ area }) => contains(area, cell));
  if (table === undefined) return null;
  const name = cellName(cell);
  if (cell.row < table.area.top + table.headerRows) {
    return {
      code: "table-heading",
      message: `${name} is a heading of the table ${table.name}; formulas that name the column would break.`,
      remedy: "Rename the column in Excel, which renames it in every formula.",
    };
  }
  if (cell.row > table.area.bottom - table.totalsRows) {
    return {
      code: "table-totals",
      message: `${name} is in the totals row of the table ${table.name}, whose contents the table itself keeps.`,
      remedy: "Choose the total in Excel.",
    };
  }
  return null;
}

/** The table and column a cell lies in, when that column is one formula. */
export function calculatedColumnOf(
  guards: SheetGuards,
  cell: CellPosition,
): { readonly table: string; readonly column: string } | null {
  const table = guards.tables.find(({ area }) => contains(area, cell));
  const column = table?.columns[cell.column - table.area.left];
  return table !== undefined && column?.isCalculated === true
    ? { table: table.name, column: column.name }
    : null;
}
