// The sheet that compares the options: one row each. A row's formulas read that option's own tables and names, so a
// column has one formula for the plan and one per row for the workbook.
//
// What must stay true: references to Options itself stay as they are; a column counts as calculated for Excel
// only when all its rows hold the same formula.

import type { FormulaColumn } from "../../plan/plan.ts";
import { OPTIONS_TABLE } from "../../plan/plan.ts";
import { optionsTable, type TableColumn } from "../../plan/tables.ts";
import { figureWidth, textWidth } from "./columnWidths.ts";
import type { WorkbookExport } from "./export.ts";
import { calculatedElement } from "./fileFormula.ts";
import type { SheetColumn, TableSheet } from "./tableSheet.ts";

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
  const { cells, styles, plan } = workbook;
  const figures = workbook.base.figures(OPTIONS_TABLE);
  if (column.role === "formula") return formulaColumn(workbook, column, column.column as FormulaColumn);
  if (column.role === "key") {
    const style = styles.index("key", column.format);
    return {
      name: column.name,
      width: textWidth(
        column.name,
        plan.options.map((option) => option.name),
        44,
      ),
      calculated: "",
      cell: (row, address) => cells.constant(style, figures.rowNames[row] ?? "", address),
    };
  }
  const style = styles.index("input", column.format);
  const texts = figures.rowKeys.map((_, row) => String(figures.value(row, column.name) ?? ""));
  return {
    name: column.name,
    width: Math.max(figureWidth(column.name), textWidth(column.name, texts, 44)),
    calculated: "",
    cell: (row, address) => cells.constant(style, figures.value(row, column.name), address),
  };
}

function formulaColumn(
  { cells, styles, report, options, base }: WorkbookExport,
  { name, format }: TableColumn,
  column: FormulaColumn,
): SheetColumn {
  const style = styles.index("formula", format);
  const figures = base.figures(OPTIONS_TABLE);
  const forms = options.map(({ formulas }) => formulas.fileForm(OPTIONS_TABLE, name, column.formula));
  for (const form of forms) if (!form.ok) report(form.problem);
  const [first] = forms;
  const isOne = forms.every((form) => form.ok && first?.ok && form.value.xml === first.value.xml);
  return {
    name,
    width: figureWidth(name),
    calculated: isOne && first?.ok ? calculatedElement(first.value) : "",
    hasArrays: forms.some((form) => form.ok && form.value.isArray),
    cell: (row, address) => {
      const form = forms[row];
      const value = figures.value(row, name);
      return form?.ok
        ? cells.formula(style, form.value, value, address)
        : cells.constant(style, value, address);
    },
  };
}
