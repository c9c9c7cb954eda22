// The sheets of one option: its Practices, a sheet per level, and its supporting tables. Inputs of the base are constants; in
// another option an input that is not the option's own fetches the base's (inheritance.ts), so that a list size typed once
// on the sheet Practices moves every option.
//
// What must stay true: each cell shows the value the plan has in that option; key, membership and ancestor columns are
// texts, `Unassigned` included; a cell with an override holds that value, while its column keeps its formula.

import type { Value } from "../../engine/values/value.ts";
import { formulaOverride, isOverridden } from "../../plan/effective.ts";
import type { Finding, FormulaColumn, InputColumn } from "../../plan/plan.ts";
import type { PlanTable, TableColumn } from "../../plan/tables.ts";
import type { FormulaCell } from "./cellXml.ts";
import { columnMarks } from "./columnMarks.ts";
import { figureWidth, textWidth } from "./columnWidths.ts";
import { OWN_FIGURE } from "./conditions.ts";
import type { OptionExport, WorkbookExport } from "./export.ts";
import { calculatedElement } from "./fileFormula.ts";
import { fetchFormula, follows, helperColumn, type Inheritance, inheritance } from "./inheritance.ts";
import { overrideNote } from "./overrideNotes.ts";
import { type SheetColumn, sampleValue, type TableSheet } from "./tableSheet.ts";

const SAMPLE = 300;
const WIDEST_TEXT = 44;
const LONGEST_FLAG = 6;

/** What the columns of one sheet share. */
interface SheetContext {
  readonly workbook: WorkbookExport;
  readonly option: OptionExport;
  readonly table: PlanTable;
  readonly inherited: Inheritance | null;
}

/** The sheet of a plan table (not of Options) in one option. */
export function planSheet(workbook: WorkbookExport, option: OptionExport, table: PlanTable): TableSheet {
  const name = option.names.tables.get(table.name) ?? table.name;
  const inherited = option.isBase ? null : inheritance(workbook, option, table, name);
  const context = { workbook, option, table, inherited };
  const columns = table.columns.map((column) => sheetColumn(context, column));
  if (inherited?.isUsed) columns.push(helperColumn(workbook, inherited));
  return {
    sheetName: option.names.sheets.get(table.name) ?? table.title,
    tableName: name,
    columns,
    rowCount: option.figures(table.name).rowKeys.length,
    filter: !isFoundByPlace(workbook, table),
    frozenColumns: table.kind === "practices" && table.columns[1]?.role === "input" ? 2 : 1,
  };
}

/** Whether another option's copy of the table finds the rows by their place: then nobody should sort it by mistake. */
function isFoundByPlace(workbook: WorkbookExport, table: PlanTable): boolean {
  if (table.kind !== "supporting") return false;
  return workbook.options.some((option) => {
    const name = option.names.tables.get(table.name) ?? table.name;
    return (
      name !== workbook.base.names.tables.get(table.name) &&
      inheritance(workbook, option, table, name).match === null
    );
  });
}

function sheetColumn(context: SheetContext, column: TableColumn): SheetColumn {
  const { workbook, option, table } = context;
  const figures = option.figures(table.name);
  const shared = {
    name: column.name,
    ...columnMarks(workbook, option, table, column),
    value: (row: number) => figures.value(row, column.name),
  };
  switch (column.role) {
    case "key":
      return { ...shared, ...textColumn(context, column, "key") };
    case "membership":
    case "ancestor":
      return { ...shared, ...textColumn(context, column, "input") };
    case "formula":
      return { ...shared, ...formulaColumn(context, column, column.column as FormulaColumn, shared) };
    case "input":
      return { ...shared, ...inputColumn(context, column, column.column as InputColumn, shared) };
  }
}

type ColumnCells = Pick<SheetColumn, "width" | "calculated" | "cell"> &
  Partial<Pick<SheetColumn, "hasArrays" | "conditions" | "cellNotes">>;

function textColumn(
  { workbook: { cells, styles }, option, table }: SheetContext,
  column: TableColumn,
  kind: "key" | "input",
): ColumnCells {
  const figures = option.figures(table.name);
  const value =
    column.role === "key"
      ? (row: number) => figures.rowNames[row] ?? ""
      : (row: number) => figures.value(row, column.name);
  const style = styles.index(kind, column.format);
  const sample = figures.rowKeys.slice(0, SAMPLE).map((_, row) => String(value(row) ?? ""));
  return {
    width: textWidth(column.name, sample, WIDEST_TEXT),
    calculated: "",
    cell: (row) => cells.constant(style, value(row)),
  };
}

function formulaColumn(
  context: SheetContext,
  { name, format }: TableColumn,
  column: FormulaColumn,
  marks: Pick<SheetColumn, "conditions">,
): ColumnCells {
  const { workbook, option, table } = context;
  const { cells, styles, report } = workbook;
  const form = option.formulas.fileForm(table.name, name, column.formula);
  const figures = option.figures(table.name);
  const sample = sampleValue({ value: (row) => figures.value(row, name) }, figures.rowKeys.length);
  const style = styles.index(formulaKind(sample), format);
  const width = figureWidth(name);
  if (!form.ok) {
    report(form.problem);
    return {
      width,
      calculated: "",
      conditions: (marks.conditions ?? []).filter(({ look }) => look !== "typedOver"),
      cell: (row) => cells.constant(style, figures.value(row, name)),
    };
  }
  const write = cells.prepare(style, form.value);
  const overridden = overriddenRows(context, column);
  return {
    width,
    calculated: calculatedElement(form.value),
    hasArrays: form.value.isArray,
    cellNotes: overridden.map((row) => ({ row, text: noteOf(context, column, row) })),
    cell:
      overridden.length === 0
        ? (row) => write(figures.value(row, name))
        : overrideCells(context, column, write),
  };
}

/** Yes and No, TRUE and FALSE stand in the middle: beside right-aligned figures they would touch them. */
export function formulaKind(sample: Value): "formula" | "flag" {
  const isFlag = typeof sample === "boolean" || (typeof sample === "string" && sample.length <= LONGEST_FLAG);
  return isFlag ? "flag" : "formula";
}

/** Rows that hold a value of their own in place of the formula's. */
function overriddenRows(
  { workbook: { plan }, option, table }: SheetContext,
  { id }: FormulaColumn,
): readonly number[] {
  const own = option.option.inputOverrides[id];
  const base = plan.keyedInputs[id];
  if (own === undefined && base === undefined) return [];
  return option
    .figures(table.name)
    .rowKeys.flatMap((key, row) =>
      formulaOverride(plan, id, key, option.option) === undefined ? [] : [row],
    );
}

function noteOf(
  { workbook: { plan }, option, table }: SheetContext,
  column: FormulaColumn,
  row: number,
): string {
  const figures = option.figures(table.name);
  const key = figures.rowKeys[row] ?? "";
  const isFinding = (each: Finding) => each.columnId === column.id && each.rowKey === key;
  const finding = isOverridden(column.id, key, option.option) ? undefined : plan.findings.find(isFinding);
  return overrideNote(column, figures.formulaValue(row, column.name), finding);
}

/** The cells of a formula column with overrides: in another option those of the base are fetched from there. */
function overrideCells(
  { workbook, option, table, inherited }: SheetContext,
  column: FormulaColumn,
  write: FormulaCell,
): (row: number) => void {
  const { cells, styles, plan } = workbook;
  const figures = option.figures(table.name);
  const typed = styles.index("typedOver", column.format);
  const fetch = inherited?.isUsed ? cells.prepare(typed, fetchFormula(inherited, column.name)) : null;
  return (row) => {
    const value = figures.value(row, column.name);
    const key = figures.rowKeys[row] ?? "";
    if (formulaOverride(plan, column.id, key, option.option) === undefined) write(value);
    else if (fetch !== null && follows(workbook, option, table, column, row, inherited?.baseRows[row] ?? -1))
      fetch(value);
    else cells.constant(typed, value);
  };
}

function inputColumn(
  { workbook, option, table, inherited }: SheetContext,
  { name, format }: TableColumn,
  column: InputColumn,
  marks: Pick<SheetColumn, "conditions">,
): ColumnCells {
  const { cells, styles } = workbook;
  const figures = option.figures(table.name);
  const input = styles.index("input", format);
  const width = column.type === "text" ? sampledWidth(figures, name) : figureWidth(name);
  if (inherited === null || name === inherited.key)
    return { width, calculated: "", cell: (row) => cells.constant(input, figures.value(row, name)) };
  const formula = fetchFormula(inherited, name);
  const override = styles.index("override", format);
  const fetch = cells.prepare(styles.index("formula", format), formula);
  return {
    width,
    calculated: inherited.isUsed ? calculatedElement(formula) : "",
    conditions: [...(marks.conditions ?? []), ...(inherited.isUsed ? [OWN_FIGURE] : [])],
    cell: (row) => {
      const value = figures.value(row, name);
      if (isOverridden(column.id, figures.rowKeys[row] ?? "", option.option)) cells.constant(override, value);
      else if (follows(workbook, option, table, column, row, inherited.baseRows[row] ?? -1)) fetch(value);
      else cells.constant(input, value);
    },
  };
}

function sampledWidth(figures: ReturnType<OptionExport["figures"]>, name: string): number {
  const sample = figures.rowKeys.slice(0, SAMPLE).map((_, row) => String(figures.value(row, name) ?? ""));
  return textWidth(name, sample, WIDEST_TEXT);
}
