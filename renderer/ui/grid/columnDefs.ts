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
import { PRACTICE_NAME, type Rule } from "../../plan/plan.ts";
import { judgementOf } from "../../plan/rules.ts";
import type { PlanTable, TableColumn } from "../../plan/tables.ts";
import { text } from "../text.ts";
import { CellEditor, ChoiceEditor } from "./cellEditor.ts";
import { describedCell } from "./groupCell.ts";
import type { GridRow } from "./groupRows.ts";
import { HeaderName } from "./headerName.ts";
import { isShownRed } from "./redFigures.ts";
import { formatCell } from "./tableReader.ts";

/** What the columns ask the table on screen. */
export interface CellSource {
  cell(row: GridRow, column: TableColumn): Value;
  rowName(row: GridRow): string;
  isOverridden(row: GridRow, column: TableColumn): boolean;
  /** What is to be said of a formula cell that holds a value of its own; null of any other. */
  ownValue(row: GridRow, column: TableColumn): string | null;
  /** Characters of the longest text among the first rows, for a width that shows it. */
  longestText(column: TableColumn): number;
  /** What is being typed may go into this cell. */
  isEditable(row: GridRow, column: TableColumn): boolean;
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

/** Id of the column of row numbers, which is no column of the plan. */
export const ROW_NUMBER = "row number";

/** How a table is laid out besides what its columns say. */
export interface ColumnLayout {
  readonly grouped: boolean;
  /** Code and name stay in sight while the rest scrolls; where the table is narrow they would fill it. */
  readonly pins: boolean;
  readonly hidden: ReadonlySet<string>;
  /** Columns up to this one stay in sight instead of those that name the row. */
  readonly frozenTo: string | null;
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

/** Nobody knows beforehand what a table of the user's own holds, so its texts say how wide they are. */
function textRem(column: TableColumn, longest: number): number {
  return Math.min(22, Math.max(widthRem(column, false), longest * 0.5 + 1.5));
}

export function columnDefs(
  table: PlanTable,
  source: CellSource,
  { grouped, pins, hidden, frozenTo }: ColumnLayout,
): ColDef<GridRow>[] {
  const rem = remPixels();
  const manyLevels = table.columns.filter((each) => each.role === "membership").length > 2;
  const frozen = table.columns.findIndex((each) => each.name === frozenTo);
  const namesRow = (column: TableColumn, at: number) =>
    column.role === "key" || column.name === PRACTICE_NAME || (table.kind === "supporting" && at === 0);
  const own = table.columns.map((column, at): ColDef<GridRow> => {
    const isOwn = column.role === "input" || column.role === "formula";
    const key = column.role === "key";
    const isOfOwnTable = table.kind === "supporting" && !isNumeric(column);
    const plain = isOfOwnTable ? textRem(column, source.longestText(column)) : widthRem(column, manyLevels);
    const width = !key ? plain : table.kind === "practices" ? (grouped ? 10 : 8) : 17;
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
      hide: hidden.has(column.name),
      pinned: pins && (frozen === -1 ? namesRow(column, at) : at <= frozen) ? "left" : null,
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
      ...(column.role === "formula" ? ownValueRenderer(source, column) : {}),
      ...(isOwn
        ? {
            editable: ({ data }) => data !== undefined && source.isEditable(data, column),
            cellEditor: choicesOf(column).length > 0 ? ChoiceEditor : CellEditor,
            cellEditorParams: {
              input: {
                name: column.name,
                type: column.column.kind === "input" ? column.column.type : "text",
                isNumeric: isNumeric(column),
                format: column.format,
                choices: choicesOf(column),
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
        "cell-choices": ({ data }: CellClassParams<GridRow>) =>
          data?.kind === "row" && choicesOf(column).length > 0,
        "cell-formula": () => column.role === "formula",
        "cell-red": ({ value }: CellClassParams<GridRow>) => isShownRed(value, column.format),
        "cell-error": ({ value }: CellClassParams<GridRow>) => isError(value),
        "cell-overridden": ({ data }: CellClassParams<GridRow>) =>
          data !== undefined && source.isOverridden(data, column),
        "cell-rule-broken": ({ data, value }: CellClassParams<GridRow>) =>
          data?.kind === "row" && ruleOf(column) !== null && judgementOf(value ?? null) === "doesNotPass",
        "cell-own-value": ({ data }: CellClassParams<GridRow>) =>
          data !== undefined && column.role === "formula" && source.ownValue(data, column) !== null,
      },
    };
  });
  return table.kind === "supporting" ? [rowNumbers(pins), ...own] : own;
}

/** What the column judges its rows by; null when it is no rule. */
export function ruleOf(column: TableColumn): Rule | null {
  return column.role === "formula" && column.column.kind === "formula" ? (column.column.rule ?? null) : null;
}

/** The texts meant for a column; empty when any text will do. */
export function choicesOf(column: TableColumn): readonly string[] {
  return column.role === "input" && column.column.kind === "input" ? (column.column.choices ?? []) : [];
}

/** The place of each row in its table, by which formulas' messages and commands call it (`#3`). */
function rowNumbers(pins: boolean): ColDef<GridRow> {
  const width = Math.round(4 * remPixels());
  return {
    colId: ROW_NUMBER,
    headerName: text.rowNumber,
    initialWidth: width,
    minWidth: width,
    resizable: false,
    sortable: false,
    filter: false,
    suppressNavigable: true,
    suppressHeaderMenuButton: true,
    pinned: pins ? "left" : null,
    lockPinned: true,
    valueGetter: ({ data }) =>
      data?.kind === "row" ? data.index + 1 : data?.kind === "total" ? text.total : null,
    getQuickFilterText: () => "",
    cellClass: "cell-row-number",
  };
}

/** A value of its own in a formula cell is said, not only marked. */
function ownValueRenderer(source: CellSource, column: TableColumn): ColDef<GridRow> {
  return {
    cellRendererSelector: ({ data }) => {
      const said = data === undefined ? null : source.ownValue(data, column);
      if (said === null) return undefined;
      return {
        component: ({ valueFormatted }: { valueFormatted: string | null }) =>
          describedCell(valueFormatted ?? "", said),
      };
    },
  };
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
