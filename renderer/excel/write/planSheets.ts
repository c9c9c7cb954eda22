// The sheets of one option: its Practices and a sheet per level. Inputs of the base are constants; in another option an
// input that is not the option's own fetches the base's (inheritance.ts), so that a list size typed once on the
// sheet Practices moves every option.
//
// What must stay true: each cell shows the value the plan has in that option; key, membership and ancestor columns are
// texts, `Unassigned` included.

import { isOverridden } from "../../plan/effective.ts";
import type { FormulaColumn, InputColumn } from "../../plan/plan.ts";
import type { PlanTable, TableColumn } from "../../plan/tables.ts";
import { figureWidth, textWidth } from "./columnWidths.ts";
import type { OptionExport, WorkbookExport } from "./export.ts";
import { calculatedElement } from "./fileFormula.ts";
import { fetchFormula, follows, helperColumn, type Inheritance, inheritance } from "./inheritance.ts";
import type { SheetColumn, TableSheet } from "./tableSheet.ts";

/** The sheet of a plan table (not of Options) in one option. */
export function planSheet(workbook: WorkbookExport, option: OptionExport, table: PlanTable): TableSheet {
  const name = option.names.tables.get(table.name) ?? table.name;
  const inherited = option.isBase ? null : inheritance(workbook, option, table, name);
  const columns = table.columns.map((column) => sheetColumn(workbook, option, table, column, inherited));
  if (inherited?.isUsed) columns.push(helperColumn(workbook, inherited));
  return {
    sheetName: option.names.sheets.get(table.name) ?? table.title,
    tableName: name,
    columns,
    rowCount: option.figures(table.name).rowKeys.length,
    filter: true,
    frozenColumns: table.kind === "practices" && table.columns[1]?.role === "input" ? 2 : 1,
  };
}

function sheetColumn(
  workbook: WorkbookExport,
  option: OptionExport,
  table: PlanTable,
  column: TableColumn,
  inherited: Inheritance | null,
): SheetColumn {
  switch (column.role) {
    case "key":
      return textColumn(workbook, option, table, column, "key");
    case "membership":
    case "ancestor":
      return textColumn(workbook, option, table, column, "input");
    case "formula":
      return formulaColumn(workbook, option, table, column, column.column as FormulaColumn);
    case "input":
      return inputColumn(workbook, option, table, column, column.column as InputColumn, inherited);
  }
}

function textColumn(
  { cells, styles }: WorkbookExport,
  option: OptionExport,
  table: PlanTable,
  column: TableColumn,
  kind: "key" | "input",
): SheetColumn {
  const figures = option.figures(table.name);
  const value =
    column.role === "key"
      ? (row: number) => figures.rowNames[row] ?? ""
      : (row: number) => figures.value(row, column.name);
  const style = styles.index(kind, column.format);
  const sample = figures.rowKeys.slice(0, 300).map((_, row) => String(value(row) ?? ""));
  return {
    name: column.name,
    width: textWidth(column.name, sample, 44),
    calculated: "",
    cell: (row, address) => cells.constant(style, value(row), address),
  };
}

function formulaColumn(
  { cells, styles, report }: WorkbookExport,
  option: OptionExport,
  table: PlanTable,
  { name, format }: TableColumn,
  column: FormulaColumn,
): SheetColumn {
  const form = option.formulas.fileForm(table.name, name, column.formula);
  const figures = option.figures(table.name);
  const style = styles.index("formula", format);
  const shared = { name, width: figureWidth(name) };
  if (!form.ok) {
    report(form.problem);
    return {
      ...shared,
      calculated: "",
      cell: (row, address) => cells.constant(style, figures.value(row, name), address),
    };
  }
  const formula = form.value;
  return {
    ...shared,
    calculated: calculatedElement(formula),
    hasArrays: formula.isArray,
    cell: (row, address) => cells.formula(style, formula, figures.value(row, name), address),
  };
}

function inputColumn(
  workbook: WorkbookExport,
  option: OptionExport,
  table: PlanTable,
  { name, format }: TableColumn,
  column: InputColumn,
  inherited: Inheritance | null,
): SheetColumn {
  const { cells, styles } = workbook;
  const figures = option.figures(table.name);
  const input = styles.index("input", format);
  const sample = column.type === "text" ? figures.rowKeys.slice(0, 300) : [];
  const width =
    column.type === "text"
      ? textWidth(
          name,
          sample.map((_, row) => String(figures.value(row, name) ?? "")),
          44,
        )
      : figureWidth(name);
  if (inherited === null) {
    const cell = (row: number, address: string) => cells.constant(input, figures.value(row, name), address);
    return { name, width, calculated: "", cell };
  }
  const formula = fetchFormula(inherited, name);
  const override = styles.index("override", format);
  const fetched = styles.index("formula", format);
  return {
    name,
    width,
    calculated: inherited.isUsed ? calculatedElement(formula) : "",
    cell: (row, address) => {
      const value = figures.value(row, name);
      if (isOverridden(column.id, figures.rowKeys[row] ?? "", option.option))
        return cells.constant(override, value, address);
      return follows(workbook, option, table, column, row, inherited.baseRows[row] ?? -1)
        ? cells.formula(fetched, formula, value, address)
        : cells.constant(input, value, address);
    },
  };
}
