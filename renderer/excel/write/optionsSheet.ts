// The sheet of the options: one row each. A row's formulas read that option's own tables and names, so a column has one
// formula for the plan and one per row for the workbook.
//
// What must stay true: references to Options itself stay as they are; a column counts as calculated for Excel
// only when all its rows hold the same formula; no totals, because the options are alternatives.

import { formulaOverride } from "../../plan/effective.ts";
import { type FormulaColumn, OPTIONS_TABLE } from "../../plan/plan.ts";
import { optionsTable, type TableColumn } from "../../plan/tables.ts";
import { columnMarks } from "./columnMarks.ts";
import { figureWidth, textWidth } from "./columnWidths.ts";
import type { WorkbookExport } from "./export.ts";
import { calculatedElement } from "./fileFormula.ts";
import { overrideNote } from "./overrideNotes.ts";
import type { SheetColumn, TableSheet } from "./tableSheet.ts";

const WIDEST_TEXT = 44;

export function optionsSheet(workbook: WorkbookExport): TableSheet {
  return {
    sheetName: OPTIONS_TABLE,
    tableName: OPTIONS_TABLE,
    columns: optionsTable(workbook.plan).columns.map((column) => sheetColumn(workbook, column)),
    rowCount: workbook.options.length,
    filter: true,
    frozenColumns: 1,
  };
}

function sheetColumn(workbook: WorkbookExport, column: TableColumn): SheetColumn {
  const { cells, styles, plan, base } = workbook;
  const figures = base.figures(OPTIONS_TABLE);
  const marks = {
    name: column.name,
    ...columnMarks(workbook, base, optionsTable(plan), column),
    totalFormat: null,
    value: (row: number) => (column.role === "key" ? null : figures.value(row, column.name)),
  };
  if (column.role === "formula")
    return { ...marks, ...formulaColumn(workbook, column, column.column as FormulaColumn) };
  const isKey = column.role === "key";
  const style = styles.index(isKey ? "key" : "input", column.format);
  const value = (row: number) => (isKey ? (figures.rowNames[row] ?? "") : figures.value(row, column.name));
  const texts = figures.rowKeys.map((_, row) => String(value(row) ?? ""));
  const width = textWidth(column.name, texts, WIDEST_TEXT);
  return {
    ...marks,
    width: isKey ? width : Math.max(figureWidth(column.name), width),
    calculated: "",
    cell: (row) => cells.constant(style, value(row)),
  };
}

function formulaColumn(
  { cells, styles, report, options, base, plan }: WorkbookExport,
  { name, format }: TableColumn,
  column: FormulaColumn,
): Pick<SheetColumn, "width" | "calculated" | "hasArrays" | "cellNotes" | "cell"> {
  const style = styles.index("formula", format);
  const typed = styles.index("typedOver", format);
  const figures = base.figures(OPTIONS_TABLE);
  const forms = options.map(({ formulas }) => formulas.fileForm(OPTIONS_TABLE, name, column.formula));
  for (const form of forms) if (!form.ok) report(form.problem);
  const [first] = forms;
  const isOne = forms.every((form) => form.ok && first?.ok && form.value.xml === first.value.xml);
  const isTyped = (row: number) =>
    formulaOverride(plan, column.id, figures.rowKeys[row] ?? "", base.option) !== undefined;
  const texts = figures.rowKeys.map((_, row) => {
    const value = figures.value(row, name);
    return typeof value === "string" ? value : "";
  });
  return {
    width: Math.max(figureWidth(name), textWidth(name, texts, WIDEST_TEXT)),
    calculated: isOne && first?.ok ? calculatedElement(first.value) : "",
    hasArrays: forms.some((form) => form.ok && form.value.isArray),
    cellNotes: figures.rowKeys.flatMap((key, row) => {
      if (!isTyped(row)) return [];
      const finding = plan.findings.find((each) => each.columnId === column.id && each.rowKey === key);
      return [{ row, text: overrideNote(column, figures.formulaValue(row, name), finding) }];
    }),
    cell: (row) => {
      const form = forms[row];
      const value = figures.value(row, name);
      if (isTyped(row)) cells.constant(typed, value);
      else if (form?.ok) cells.formula(style, form.value, value);
      else cells.constant(style, value);
    },
  };
}
