// How each column of a table looks and behaves in the grid: width, alignment, format, filter, editor, heading. The
// values themselves come from a `CellSource`, which knows the table on screen.

import type {
  CellClassParams,
  ColDef,
  ITooltipParams,
  SuppressKeyboardEventParams,
  ValueFormatterParams,
} from "ag-grid-community";
import { isError, type Value } from "../../engine/index.ts";
import { PRACTICE_NAME } from "../../plan/plan.ts";
import type { PlanTable, TableColumn } from "../../plan/tables.ts";
import { CellEditor } from "./cellEditor.ts";
import type { GridRow } from "./groupRows.ts";
import { HeaderName } from "./headerName.ts";
import { isShownRed } from "./redFigures.ts";
import { formatCell } from "./tableReader.ts";

/** What the columns ask the table on screen. */
export interface CellSource {
  cell(row: GridRow, column: TableColumn): Value;
  rowName(row: GridRow): string;
  isOverridden(row: GridRow, column: TableColumn): boolean;
  /** Why the cell shows what it shows, when that needs saying. */
  explain(row: GridRow, column: TableColumn): string | null;
  /** The first column's content: names, expanders. */
  keyCell(row: GridRow, shown: string): HTMLElement;
  /** True when the table handles the key itself. */
  handlesKey(params: SuppressKeyboardEventParams<GridRow>): boolean;
}

/** Pixels per rem at present, for widths that follow the text size. */
export function remPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

export function isNumeric(column: TableColumn): boolean {
  if (column.role === "key" || column.role === "membership" || column.role === "ancestor") return false;
  return column.column.kind === "formula" || column.column.type !== "text";
}

/** Width in rem: enough for the heading on two or three lines and the figures under it. */
function widthRem(column: TableColumn, manyLevels: boolean): number {
  if (column.role === "key") return 9;
  if (column.name === PRACTICE_NAME) return 16;
  if (column.role === "membership" || column.role === "ancestor") return manyLevels ? 10.5 : 13;
  const longestWord = Math.max(...column.name.split(/\s+/).map((word) => word.length));
  const heading = Math.max(longestWord, Math.ceil(column.name.length / 2.4)) * 0.55 + 3.5;
  return Math.min(17, Math.max(column.format.includes("£") ? 9.5 : isNumeric(column) ? 7.5 : 9, heading));
}

/** `pins`: code and name stay in sight while the rest scrolls; where the table is narrow they would fill it. */
export function columnDefs(
  table: PlanTable,
  source: CellSource,
  grouped: boolean,
  pins: boolean,
): ColDef<GridRow>[] {
  const rem = remPixels();
  const manyLevels = table.columns.filter((each) => each.role === "membership").length > 2;
  return table.columns.map((column): ColDef<GridRow> => {
    const isInput = column.role === "input" && column.column.kind === "input";
    const key = column.role === "key";
    const width = !key ? widthRem(column, manyLevels) : table.kind === "practices" ? (grouped ? 10 : 8) : 17;
    return {
      colId: column.name,
      headerName: column.name,
      headerTooltip: headerTooltip(column),
      headerComponentParams: {
        innerHeaderComponent: HeaderName,
        innerHeaderComponentParams: { isFormula: column.role === "formula" },
      },
      initialWidth: Math.round(width * rem),
      minWidth: Math.round(4 * rem),
      pinned: pins && (key || column.name === PRACTICE_NAME) ? "left" : null,
      lockPinned: true,
      valueGetter: ({ data }) => (data === undefined ? null : source.cell(data, column)),
      valueFormatter: ({ value }: ValueFormatterParams<GridRow>) => formatCell(value ?? null, column.format),
      equals: (one: unknown, other: unknown) => one === other,
      comparator: compareCells,
      filter: isNumeric(column) ? "agNumberColumnFilter" : "agTextColumnFilter",
      filterValueGetter: ({ data }) => filterValue(data === undefined ? null : source.cell(data, column)),
      getQuickFilterText: ({ value, data }) =>
        data?.kind === "row" && !isNumeric(column) && typeof value === "string" ? value : "",
      ...(key ? keyRenderer(source, table, grouped) : {}),
      ...(isInput
        ? {
            editable: ({ data }) => data?.kind === "row",
            cellEditor: CellEditor,
            cellEditorParams: {
              input: {
                column: column.column,
                rowName: ({ data }: { data: GridRow }) => source.rowName(data),
              },
            },
          }
        : {}),
      tooltipValueGetter: ({ data }: ITooltipParams<GridRow>) =>
        data === undefined ? null : source.explain(data, column),
      suppressKeyboardEvent: (params) => source.handlesKey(params),
      cellClassRules: {
        "cell-key": () => key,
        "cell-number": ({ value }: CellClassParams<GridRow>) =>
          isNumeric(column) && (typeof value === "number" || value === null || isError(value)),
        "cell-formula": () => column.role === "formula",
        "cell-red": ({ value }: CellClassParams<GridRow>) => isShownRed(value, column.format),
        "cell-error": ({ value }: CellClassParams<GridRow>) => isError(value),
        "cell-overridden": ({ data }: CellClassParams<GridRow>) =>
          data !== undefined && source.isOverridden(data, column),
      },
    };
  });
}

/** A group's name takes the place of code and name, which it has none of. */
function keyRenderer(source: CellSource, table: PlanTable, grouped: boolean): ColDef<GridRow> {
  const hasName = table.columns.some((column) => column.name === PRACTICE_NAME);
  return {
    cellRenderer: ({ data, valueFormatted }: { data: GridRow; valueFormatted: string | null }) =>
      source.keyCell(data, valueFormatted ?? ""),
    ...(grouped && hasName
      ? { colSpan: ({ data }: { data: GridRow | undefined }) => (data?.kind === "group" ? 2 : 1) }
      : {}),
  };
}

function headerTooltip(column: TableColumn): string {
  if (column.role !== "input" && column.role !== "formula") return column.name;
  const formula = column.column.kind === "formula" ? column.column.formula : "";
  return [column.name, column.column.note, formula].filter((part) => part !== "").join("\n");
}

function filterValue(value: Value): string | number | null {
  if (isError(value)) return value.error;
  return typeof value === "boolean" ? String(value).toUpperCase() : value;
}

/** Excel's order of sorting: numbers, text, FALSE, TRUE, errors; the grid keeps blanks last by itself only going up. */
export function compareCells(one: unknown, other: unknown): number {
  const rank = (value: unknown) =>
    typeof value === "number"
      ? 0
      : typeof value === "string"
        ? 1
        : typeof value === "boolean"
          ? 2
          : isError(value)
            ? 3
            : 4;
  const difference = rank(one) - rank(other);
  if (difference !== 0) return difference;
  if (typeof one === "number" && typeof other === "number") return one - other;
  if (typeof one === "string" && typeof other === "string")
    return one.localeCompare(other, "en", { sensitivity: "base", numeric: true });
  return Number(one === true) - Number(other === true);
}
