// How the sheets of another option follow the base's inputs. A helper column finds each row's counterpart by code or name,
// and an input cell fetches the base's figure from there, so that both sheets may be sorted as anyone likes.
//
// What must stay true: only what the option does not override follows; a cell that is blank in the base does not, because
// INDEX of a blank cell gives 0, which is not the same; a group follows only the very same group of the base, which
// the workbook knows by its name.

import { printStructured } from "../../engine/grammar/structuredText.ts";
import type { Scalar } from "../../engine/values/value.ts";
import { baseInput, isOverridden } from "../../plan/effective.ts";
import { nameKey, uniqueName } from "../../plan/names.ts";
import type { InputColumn } from "../../plan/plan.ts";
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
  readonly match: FileFormula;
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
export function follows(
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
