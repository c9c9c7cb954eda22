// The findings as a list that can be worked through: every cell that holds something other than its column's formula,
// what it holds, what the formula gives, and what that comes to. Both figures are formulas, so the list moves with the plan.
//
// What must stay true: pounds are added up, and only pounds; a formula is worked out here exactly as it would be in its own
// row, and where that cannot be written as one formula, its result stands as it is now.

import { parseFormula } from "../../engine/grammar/parser.ts";
import { printFormula } from "../../engine/grammar/printer.ts";
import { mapTree, walkTree } from "../../engine/grammar/rewrite.ts";
import { printStructured } from "../../engine/grammar/structuredText.ts";
import type { SyntaxNode } from "../../engine/grammar/syntaxTree.ts";
import type { Value } from "../../engine/values/value.ts";
import { tableOfColumn } from "../../plan/lookups.ts";
import type { Finding, FormulaColumn } from "../../plan/plan.ts";
import { findColumn, type PlanTable } from "../../plan/tables.ts";
import { figureWidth, textWidth } from "./columnWidths.ts";
import type { WorkbookExport } from "./export.ts";
import { calculatedElement, type FileFormula } from "./fileFormula.ts";
import { FINDINGS_SHEET } from "./names.ts";
import type { SheetColumn, TableSheet } from "./tableSheet.ts";
import { xmlFormula } from "./xmlText.ts";

const VALUE = "Value";
const GIVES = "Formula gives";
const MONEY_FORMAT = "£#,##0;[Red]-£#,##0";

interface FindingRow {
  readonly finding: Finding;
  readonly table: PlanTable;
  readonly column: FormulaColumn;
  /** 0-based. */
  readonly row: number;
  readonly rowName: string;
  readonly value: Value;
  readonly gives: Value;
  readonly isMoney: boolean;
}

function findingRows({ plan, base }: WorkbookExport): readonly FindingRow[] {
  const rowsOf = new Map<string, ReadonlyMap<string, number>>();
  return plan.findings.flatMap((finding): readonly FindingRow[] => {
    const table = tableOfColumn(plan, finding.columnId);
    const column = table?.columns.find(
      (each) => each.role === "formula" && each.column.id === finding.columnId,
    );
    if (table === undefined || column === undefined || column.role !== "formula") return [];
    const figures = base.figures(table.name);
    const rows = rowsOf.get(table.name) ?? new Map(figures.rowKeys.map((key, row) => [key, row]));
    rowsOf.set(table.name, rows);
    const row = rows.get(finding.rowKey);
    if (row === undefined) return [];
    return [
      {
        finding,
        table,
        column: column.column as FormulaColumn,
        row,
        rowName: figures.rowNames[row] ?? "",
        value: figures.value(row, column.name),
        gives: figures.formulaValue(row, column.name),
        isMoney: /[£$€]/.test(column.format),
      },
    ];
  });
}

/** The sheet; null when the plan has no findings. */
export function findingsSheet(workbook: WorkbookExport): TableSheet | null {
  const rows = findingRows(workbook);
  if (rows.length === 0) return null;
  const { cells, styles } = workbook;
  const at = (row: number) => rows[row] as FindingRow;
  const text = (name: string, note: string, of: (row: FindingRow) => string, isKey = false): SheetColumn => ({
    name,
    note,
    width: textWidth(name, rows.map(of), 60),
    calculated: "",
    cell: (row) => cells.constant(styles.index(isKey ? "key" : "wrapped", "@"), of(at(row)) || null),
  });
  const formats = (row: FindingRow) => styles.index("formula", row.column.format);
  return {
    sheetName: FINDINGS_SHEET,
    tableName: FINDINGS_SHEET,
    rowCount: rows.length,
    filter: true,
    frozenColumns: 3,
    columns: [
      text("Table", "", ({ table }) => table.title, true),
      text("Row", "", ({ rowName }) => rowName, true),
      text("Column", "", ({ column }) => column.name, true),
      figure(
        workbook,
        rows,
        VALUE,
        "What stands in the cell.",
        formats,
        valueFormula,
        ({ value }) => value ?? "",
      ),
      figure(
        workbook,
        rows,
        GIVES,
        "What the column's formula gives there.",
        formats,
        givesFormula,
        ({ gives }) => gives,
      ),
      difference(
        workbook,
        rows,
        "Difference in £",
        "Value less what the formula gives, where both are money.",
        true,
      ),
      difference(
        workbook,
        rows,
        "Other difference",
        "The same for figures that are not money; not added up.",
        false,
      ),
      text("Status", "Open until somebody accepts it.", ({ finding }) => finding.status),
      text("From", "File and cell that it came from.", ({ finding: { fileName, cell } }) =>
        [fileName, cell].filter((part) => part !== "").join(", "),
      ),
      text("What stands there", "", ({ finding }) =>
        finding.kind === "formula" ? finding.formula : "A constant",
      ),
    ],
  };
}

function figure(
  { base, cells }: WorkbookExport,
  rows: readonly FindingRow[],
  name: string,
  note: string,
  style: (row: FindingRow) => number,
  formula: (row: FindingRow) => string | null,
  value: (row: FindingRow) => Value,
): SheetColumn {
  const forms = rows.map((row) => {
    const display = formula(row);
    const form = display === null ? null : base.formulas.fileForm(FINDINGS_SHEET, name, display);
    return form?.ok ? form.value : null;
  });
  return {
    name,
    note,
    width: figureWidth(name),
    calculated: "",
    hasArrays: forms.some((form) => form?.isArray),
    value: (at) => value(rows[at] as FindingRow),
    cell: (at) => {
      const row = rows[at] as FindingRow;
      const form = forms[at] ?? null;
      if (form === null) cells.constant(style(row), value(row));
      else cells.formula(style(row), form, value(row));
    },
  };
}

function difference(
  { cells, styles }: WorkbookExport,
  rows: readonly FindingRow[],
  name: string,
  note: string,
  isMoney: boolean,
): SheetColumn {
  const here = (column: string) =>
    FINDINGS_SHEET +
    printStructured({ items: ["thisRow"], columns: { first: column, last: column } }, "file");
  const formula: FileFormula = {
    xml: xmlFormula(
      `IF(AND(ISNUMBER(${here(VALUE)}),ISNUMBER(${here(GIVES)})),${here(VALUE)}-${here(GIVES)},"")`,
    ),
    isArray: false,
  };
  const style = styles.index("formula", isMoney ? MONEY_FORMAT : "#,##0.####");
  const blank = styles.index("formula", "General");
  const result = ({ value, gives }: FindingRow) =>
    typeof value === "number" && typeof gives === "number" ? value - gives : "";
  const isShown = rows.map((row) => row.isMoney === isMoney);
  return {
    name,
    note,
    width: figureWidth(name),
    calculated: isShown.every((shown) => shown) ? calculatedElement(formula) : "",
    totalFormat: isMoney ? MONEY_FORMAT : null,
    value: (at) => (isShown[at] ? result(rows[at] as FindingRow) : null),
    cell: (at) => {
      if (isShown[at]) cells.formula(style, formula, result(rows[at] as FindingRow));
      else cells.constant(blank, null);
    },
  };
}

function wholeColumn(table: string, name: string): string {
  return table + printStructured({ items: [], columns: { first: name, last: name } }, "display");
}

/** Where the row stands in its table, as a formula: found by its name, or by its place where no column names it. */
function placeFormula({ table, row, rowName }: FindingRow): string {
  const [key] = table.columns;
  const isNamed = (table.kind === "practices" || table.kind === "level") && !/[*?~]/.test(rowName);
  if (!isNamed || key === undefined) return String(row + 1);
  return `MATCH("${rowName.replaceAll('"', '""')}",${wholeColumn(table.name, key.name)},0)`;
}

function valueFormula(row: FindingRow): string {
  const cell = `INDEX(${wholeColumn(row.table.name, row.column.name)},${placeFormula(row)})`;
  return row.value === null ? `=IF(ISBLANK(${cell}),"",${cell})` : `=${cell}`;
}

/** The column's formula as it would be in this row, written for a cell elsewhere; null where that cannot be done. */
function givesFormula(row: FindingRow): string | null {
  const parsed = parseFormula(row.column.formula);
  if (!parsed.ok) return null;
  let isMovable = true;
  const place = placeFormula(row);
  const moved = mapTree(parsed.tree, (node): SyntaxNode => {
    if (node.kind !== "structured") return node;
    const isOwn = node.table === null || node.table.toLowerCase() === row.table.name.toLowerCase();
    if (!node.items.includes("thisRow")) return isOwn ? { ...node, table: row.table.name } : node;
    const column = node.columns?.first;
    const found = column === undefined ? undefined : findColumn(row.table, column);
    if (!isOwn || column !== node.columns?.last || found === undefined) {
      isMovable = false;
      return node;
    }
    const fetched = parseFormula(`=INDEX(${wholeColumn(row.table.name, found.name)},${place})`);
    if (!fetched.ok) {
      isMovable = false;
      return node;
    }
    return fetched.tree;
  });
  walkTree(parsed.tree, (node) => {
    const readsPlace = node.kind === "call" && /^(ROW|COLUMN|CELL|INDIRECT|OFFSET)$/.test(node.name);
    if (readsPlace || (node.kind === "unary" && node.operator === "@")) isMovable = false;
  });
  return isMovable ? printFormula(moved, { form: "display" }) : null;
}
