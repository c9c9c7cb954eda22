// The sheets of one option: its Practices and a sheet per level. Inputs of the base are constants. In another option an
// input that is not the option's own is a formula that fetches the base's, found by code or name in a helper
// column, so that a list size typed once on the sheet Practices moves every option, however the sheets are sorted.
//
// What must stay true: each cell shows the value the plan has in that option; a cell that is blank in the base stays
// blank, because INDEX of a blank cell gives 0, which is not the same; key, membership and ancestor columns are texts.

import { printStructured } from "../../engine/structuredText.ts";
import type { Scalar } from "../../engine/value.ts";
import { baseInput, isOverridden } from "../../plan/effective.ts";
import { nameKey, uniqueName } from "../../plan/names.ts";
import type { FormulaColumn, InputColumn } from "../../plan/plan.ts";
import type { PlanTable, TableColumn } from "../../plan/tables.ts";
import { figureWidth, textWidth } from "./columnWidths.ts";
import type { OptionExport, WorkbookExport } from "./export.ts";
import type { FileFormula } from "./fileFormula.ts";
import type { SheetColumn, TableSheet } from "./tableSheet.ts";
import { xmlFormula } from "./xmlText.ts";

const HELPER_COLUMN = "Base row";
/** MATCH cannot look up a longer text. */
const LONGEST_KEY = 255;

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

/** How another option's rows find the base's. */
interface Inheritance {
  /** Per row of the option: the row in the base (0-based), or -1 where the base has no such row. */
  readonly baseRows: readonly number[];
  /** The base's Excel table, and this option's. */
  readonly baseTable: string;
  readonly ownTable: string;
  readonly helper: string;
  readonly match: FileFormula;
  /** Whether any cell fetches from the base; without one there is no helper column. */
  readonly isUsed: boolean;
}

function inheritance(
  workbook: WorkbookExport,
  option: OptionExport,
  table: PlanTable,
  ownTable: string,
): Inheritance {
  const baseTable = workbook.base.names.tables.get(table.name) ?? table.name;
  const [baseFigures, figures] = [workbook.base.figures(table.name), option.figures(table.name)];
  const rowOf = new Map(baseFigures.rowNames.map((name, row) => [nameKey(name), row]));
  const baseRows = figures.rowNames.map((name, row) => {
    const found = name.length > LONGEST_KEY ? undefined : rowOf.get(nameKey(name));
    // A group of the same name that is not the same group shares nothing with the base's.
    return found !== undefined && baseFigures.rowKeys[found] === figures.rowKeys[row] ? found : -1;
  });
  const key = table.columns[0]?.name ?? "";
  const wanted = ownTable + thisRow(key);
  // MATCH reads * ? ~ in the wanted text as wildcards; ~ in front of them takes that away.
  const literal = figures.rowNames.some((name) => /[*?~]/.test(name))
    ? ["~", "*", "?"].reduce((text, sign) => `SUBSTITUTE(${text},"${sign}","~${sign}")`, wanted)
    : wanted;
  const taken = new Set(table.columns.map((column) => nameKey(column.name)));
  const isUsed = table.columns.some(
    (column) =>
      column.role === "input" &&
      baseRows.some((baseRow, row) =>
        follows(workbook, option, table, column.column as InputColumn, row, baseRow),
      ),
  );
  return {
    baseRows,
    baseTable,
    ownTable,
    helper: uniqueName(taken, HELPER_COLUMN),
    match: { xml: xmlFormula(`MATCH(${literal},${baseTable}${wholeColumn(key)},0)`), isArray: false },
    isUsed,
  };
}

function thisRow(column: string): string {
  return printStructured({ items: ["thisRow"], columns: { first: column, last: column } }, "file");
}

function wholeColumn(column: string): string {
  return printStructured({ items: [], columns: { first: column, last: column } }, "file");
}

/** Whether an input of another option is the base's own, and not blank there. */
function follows(
  workbook: WorkbookExport,
  option: OptionExport,
  table: PlanTable,
  column: InputColumn,
  row: number,
  baseRow: number,
): boolean {
  if (baseRow < 0) return false;
  const key = option.figures(table.name).rowKeys[row] ?? "";
  if (isOverridden(column.id, key, option.option)) return false;
  const value = baseValue(workbook, table, column, key, baseRow);
  // An empty text is blank to a person, and LibreOffice reads it as a blank cell.
  return value !== null && value !== "";
}

function baseValue(
  workbook: WorkbookExport,
  table: PlanTable,
  column: InputColumn,
  key: string,
  row: number,
): Scalar {
  if (table.kind === "practices") return workbook.plan.practiceInputs[column.id]?.[row] ?? null;
  return baseInput(workbook.plan, column.id, key) ?? null;
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

/** A cell with this format that is edited would show its formula, so a formula is never formatted as text. */
export function formulaFormat(format: string): string {
  return format === "@" ? "General" : format;
}

/** The `<calculatedColumnFormula>` that Excel fills new rows with. */
export function calculatedElement(formula: FileFormula): string {
  return `<calculatedColumnFormula${formula.isArray ? ' array="1"' : ""}>${formula.xml}</calculatedColumnFormula>`;
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
  const style = styles.index("formula", formulaFormat(format));
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
  const formula: FileFormula = {
    xml: xmlFormula(
      `INDEX(${inherited.baseTable}${wholeColumn(name)},${inherited.ownTable}${thisRow(inherited.helper)})`,
    ),
    isArray: false,
  };
  const override = styles.index("override", format);
  const fetched = styles.index("formula", formulaFormat(format));
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

function helperColumn({ cells, styles }: WorkbookExport, inherited: Inheritance): SheetColumn {
  const style = styles.index("helper", "0");
  return {
    name: inherited.helper,
    width: figureWidth(inherited.helper),
    calculated: calculatedElement(inherited.match),
    cell: (row, address) => {
      const baseRow = inherited.baseRows[row] ?? -1;
      return baseRow < 0
        ? cells.constant(style, null, address)
        : cells.formula(style, inherited.match, baseRow + 1, address);
    },
  };
}
