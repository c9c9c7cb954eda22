// How the sheets of another option follow the base's inputs. A helper column finds each row's counterpart by code or name,
// and an input cell fetches the base's figure from there, so that both sheets may be sorted as anyone likes.
//
// What must stay true: only what the option does not override follows; a cell that is blank in the base does not, because
// INDEX of a blank cell gives 0, which is not the same; a group follows only the very same group of the base, which
// the workbook knows by its name. A row of a supporting table is found by its first column where that tells the rows
// apart, else by its place; what rows are found by is typed, because what follows cannot lead.

import { printStructured } from "../../engine/grammar/structuredText.ts";
import { baseInput, isOverridden } from "../../plan/effective.ts";
import { nameKey, uniqueName } from "../../plan/names.ts";
import type { Column } from "../../plan/plan.ts";
import type { PlanTable } from "../../plan/tables.ts";
import { figureWidth } from "./columnWidths.ts";
import type { OptionExport, WorkbookExport } from "./export.ts";
import { calculatedElement, type FileFormula } from "./fileFormula.ts";
import type { SheetColumn } from "./tableSheet.ts";
import { xmlFormula } from "./xmlText.ts";

const HELPER_COLUMN = "Base row";
/** MATCH cannot look up a longer text. */
const LONGEST_KEY = 255;

/** How another option's rows find the base's. */
export interface Inheritance {
  /** Per row of the option: the row in the base (0-based), or -1 where the base has no such row. */
  readonly baseRows: readonly number[];
  /** The base's Excel table, and this option's. */
  readonly baseTable: string;
  readonly ownTable: string;
  readonly helper: string;
  /** The formula that finds the row; null where rows are found by their place, which is then a constant. */
  readonly match: FileFormula | null;
  /** The column whose cells the rows are found by. */
  readonly key: string | null;
  /** Whether any cell fetches from the base; without one there is no helper column. */
  readonly isUsed: boolean;
}

/** How the rows of another option's table find the base's. `ownTable`: its Excel table. */
export function inheritance(
  workbook: WorkbookExport,
  option: OptionExport,
  table: PlanTable,
  ownTable: string,
): Inheritance {
  const baseTable = workbook.base.names.tables.get(table.name) ?? table.name;
  const names = option.figures(table.name).rowNames;
  const baseRows =
    table.kind === "supporting" ? names.map((_, row) => row) : namedRows(workbook, option, table);
  const isFound = table.kind !== "supporting" || namesTellApart(workbook, option, table);
  const key = isFound ? (table.columns[0]?.name ?? "") : null;
  const taken = new Set(table.columns.map((column) => nameKey(column.name)));
  const draft = {
    baseRows,
    baseTable,
    ownTable,
    helper: uniqueName(taken, HELPER_COLUMN),
    match: key === null ? null : matchFormula(key, names, baseTable, ownTable),
    key,
  };
  const isUsed = table.columns.some(
    (column) =>
      (column.role === "input" || column.role === "formula") &&
      column.name !== key &&
      baseRows.some((baseRow, row) => follows(workbook, option, table, column.column, row, baseRow)),
  );
  return { ...draft, isUsed };
}

/** Rows of the base by code or by the name of the very same group. */
function namedRows(workbook: WorkbookExport, option: OptionExport, table: PlanTable): readonly number[] {
  const [baseFigures, figures] = [workbook.base.figures(table.name), option.figures(table.name)];
  const rowOf = new Map(baseFigures.rowNames.map((name, row) => [nameKey(name), row]));
  return figures.rowNames.map((name, row) => {
    const found = name.length > LONGEST_KEY ? undefined : rowOf.get(nameKey(name));
    // A group of the same name that is not the same group shares nothing with the base's.
    return found !== undefined && baseFigures.rowKeys[found] === figures.rowKeys[row] ? found : -1;
  });
}

/** Whether the typed texts of a supporting table's first column are the same as in the base and each there once. */
function namesTellApart(workbook: WorkbookExport, option: OptionExport, table: PlanTable): boolean {
  const [first] = table.columns;
  if (first === undefined || first.role !== "input") return false;
  const [baseFigures, figures] = [workbook.base.figures(table.name), option.figures(table.name)];
  const seen = new Set<string>();
  return figures.rowKeys.every((_, row) => {
    const value = figures.value(row, first.name);
    if (typeof value !== "string" || value === "" || value.length > LONGEST_KEY) return false;
    if (value !== baseFigures.value(row, first.name) || seen.has(nameKey(value))) return false;
    seen.add(nameKey(value));
    return true;
  });
}

function matchFormula(
  key: string,
  names: readonly string[],
  baseTable: string,
  ownTable: string,
): FileFormula {
  const wanted = ownTable + thisRow(key);
  // MATCH reads * ? ~ in the wanted text as wildcards; ~ in front of them takes that away.
  const literal = names.some((name) => /[*?~]/.test(name))
    ? ["~", "*", "?"].reduce((text, sign) => `SUBSTITUTE(${text},"${sign}","~${sign}")`, wanted)
    : wanted;
  return { xml: xmlFormula(`MATCH(${literal},${baseTable}${wholeColumn(key)},0)`), isArray: false };
}

function thisRow(column: string): string {
  return printStructured({ items: ["thisRow"], columns: { first: column, last: column } }, "file");
}

function wholeColumn(column: string): string {
  return printStructured({ items: [], columns: { first: column, last: column } }, "file");
}

/** Whether an input of another option, or an override of a formula, is the base's own, and not blank there. */
export function follows(
  workbook: WorkbookExport,
  option: OptionExport,
  table: PlanTable,
  column: Column,
  row: number,
  baseRow: number,
): boolean {
  if (baseRow < 0) return false;
  const key = option.figures(table.name).rowKeys[row] ?? "";
  if (isOverridden(column.id, key, option.option)) return false;
  const value = baseInput(workbook.plan, column.id, key) ?? null;
  // An empty text is blank to a person, and LibreOffice reads it as a blank cell.
  return value !== null && value !== "";
}

/** The formula that fetches an input of the base into another option's row. */
export function fetchFormula(inherited: Inheritance, column: string): FileFormula {
  const { baseTable, ownTable, helper } = inherited;
  return {
    xml: xmlFormula(`INDEX(${baseTable}${wholeColumn(column)},${ownTable}${thisRow(helper)})`),
    isArray: false,
  };
}

/** The helper column, at the right end of the option's table. */
export function helperColumn({ cells, styles }: WorkbookExport, inherited: Inheritance): SheetColumn {
  const style = styles.index("helper", "0");
  const { match, baseRows, baseTable } = inherited;
  const write = match === null ? null : cells.prepare(style, match);
  return {
    name: inherited.helper,
    width: figureWidth(inherited.helper),
    calculated: match === null ? "" : calculatedElement(match),
    value: (row) => baseRows[row] ?? null,
    note: `The row of ${baseTable} that this row follows. Leave it as it is.`,
    cell: (row) => {
      const baseRow = baseRows[row] ?? -1;
      if (baseRow < 0) cells.constant(style, null);
      else if (write === null) cells.constant(style, baseRow + 1);
      else write(baseRow + 1);
    },
  };
}
