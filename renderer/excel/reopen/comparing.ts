// What every comparison of one reopened workbook needs at hand: the plan, the workbook it would export and the one that was
// edited, table by table, and the formulas of both in the plan's words.
//
// What must stay true: tables, rows and columns are matched once, here, so that all comparisons agree on what is what.

import { SheetCalculator } from "../../engine/index.ts";
import { isError, type Scalar, type Value } from "../../engine/values/value.ts";
import { nameKey } from "../../plan/names.ts";
import { ASSUMPTIONS_TABLE, type Option, type Plan } from "../../plan/plan.ts";
import { type PlanTable, planTables } from "../../plan/tables.ts";
import { formulaBook } from "../formulas/formulaBook.ts";
import { cellName } from "../package/areas.ts";
import type { WorkbookContent } from "../read/workbookContent.ts";
import { type WorkbookNames, workbookNames } from "../write/names.ts";
import { ChangeList } from "./changeList.ts";
import { FormulaForms, type Place, type PlacedName, type PlacedTable } from "./formulaForms.ts";
import { type Matched, matchColumns, matchRows } from "./matching.ts";
import { editedView, exportedView, type TableView, type ViewColumn, type ViewRow } from "./tableView.ts";

/** A plan table in one option (or in all that share it), on both sides. */
export interface TablePair {
  readonly table: PlanTable;
  readonly option: Option;
  readonly isBase: boolean;
  readonly exported: PlacedTable;
  readonly edited: PlacedTable;
  readonly rows: Matched<ViewRow>;
  readonly columns: Matched<ViewColumn>;
}

export interface Comparing {
  readonly plan: Plan;
  readonly exported: WorkbookContent;
  readonly edited: WorkbookContent;
  readonly list: ChangeList;
  /** The base's tables first, in the plan's order; tables that were not found are not among them. */
  readonly pairs: readonly TablePair[];
  readonly assumptions: { readonly exported: TableView; readonly edited: TableView } | null;
  readonly exportedForms: FormulaForms;
  readonly editedForms: FormulaForms;
  readonly names: WorkbookNames;
  /** The value of a cell of the edited workbook, worked out where it has a formula. */
  resultAt(sheetIndex: number, row: number, column: number): Value;
}

/** What a cell holds: a constant, or a formula. */
export interface HeldCell {
  readonly value: Value;
  /** As the file stores it, without "="; null for a constant. */
  readonly formula: string | null;
}

export function heldCell(view: TableView, row: number, column: number | undefined): HeldCell {
  if (column === undefined) return { value: null, formula: null };
  const formula = view.sheet.formula(row, column) ?? null;
  return { value: formula === null ? view.sheet.value(row, column) : null, formula };
}

/** Digits that every program keeps when it saves a number. */
const KEPT_DIGITS = 15;

/** Whether two constants are the same to the plan; blank and empty text are. */
export function sameConstant(left: Value, right: Value): boolean {
  const [a, b] = [left === "" ? null : left, right === "" ? null : right];
  if (typeof a === "number" && typeof b === "number")
    return a === b || a.toPrecision(KEPT_DIGITS) === b.toPrecision(KEPT_DIGITS);
  if (typeof a === "string" && typeof b === "string")
    return a.replace(/\r\n?/g, "\n") === b.replace(/\r\n?/g, "\n");
  if (isError(a) && isError(b)) return a.error === b.error;
  return a === b;
}

/** A constant as the plan can hold it; an error value cannot be held and is `undefined`. */
export function scalarOf(value: Value): Scalar | undefined {
  if (isError(value)) return undefined;
  return value === "" ? null : (value as Scalar);
}

export function columnOf(view: TableView, name: string): number | undefined {
  return view.columns.find((each) => nameKey(each.name) === nameKey(name))?.column;
}

/** `C17`, or "" for a cell that is not there. */
export function addressOf(row: number, column: number | undefined): string {
  return column === undefined ? "" : cellName({ row, column });
}

/** ` in One CCG`, nothing for the base. */
export function inOption(pair: { readonly option: Option; readonly isBase: boolean }): string {
  return pair.isBase ? "" : ` in ${pair.option.name}`;
}

/** The `option` of a command, left out for the base. */
export function optionField(pair: { readonly option: Option; readonly isBase: boolean }): {
  readonly option?: string;
} {
  return pair.isBase ? {} : { option: pair.option.name };
}

export function placeOf(placed: PlacedTable, optionId: string, row: number): Place {
  return { optionId, table: placed, sheetIndex: placed.view.sheetIndex, row };
}

/** Everything matched; what cannot be found is told. */
export function startComparing(plan: Plan, exported: WorkbookContent, edited: WorkbookContent): Comparing {
  const list = new ChangeList();
  const names = workbookNames(plan);
  const baseTables = names.get(plan.options[0]?.id ?? "")?.tables;
  const pairs: TablePair[] = [];
  for (const [index, option] of plan.options.entries()) {
    for (const table of planTables(plan)) {
      const fileName = names.get(option.id)?.tables.get(table.name) ?? table.name;
      if (index > 0 && fileName === baseTables?.get(table.name)) continue;
      const before = exportedView(exported, fileName);
      if (before === null) continue;
      const after = editedView(edited, before, table.kind === "practices");
      if (after === null) {
        list.tell(
          "table-not-found",
          `The table ${fileName} of the sheet "${before.sheet.name}" is not in the workbook any more; the plan keeps it as it was.`,
          before.sheet.name,
          { remedy: "To take it out of the plan, remove it in Catchment." },
        );
        continue;
      }
      const sharing = plan.options.filter((each) => names.get(each.id)?.tables.get(table.name) === fileName);
      pairs.push(pairOf(table, option, index === 0, before, after, new Set(sharing.map(({ id }) => id))));
    }
  }
  const assumptionsBefore = exportedView(exported, ASSUMPTIONS_TABLE);
  const assumptionsAfter = assumptionsBefore === null ? null : editedView(edited, assumptionsBefore, false);
  const assumptions =
    assumptionsBefore === null || assumptionsAfter === null
      ? null
      : { exported: assumptionsBefore, edited: assumptionsAfter };
  const forms = (content: WorkbookContent, side: "exported" | "edited") =>
    new FormulaForms(
      content.sheets.map(({ name }) => name),
      pairs.map((pair) => pair[side]),
      assumptions === null ? [] : placedNames(plan, names, content, assumptions[side]),
    );
  let calculator: SheetCalculator | null = null;
  return {
    plan,
    exported,
    edited,
    list,
    pairs,
    assumptions,
    names,
    exportedForms: forms(exported, "exported"),
    editedForms: forms(edited, "edited"),
    resultAt: (sheetIndex, row, column) => {
      const sheet = edited.sheets[sheetIndex];
      if (sheet?.formula(row, column) === undefined) return sheet?.value(row, column) ?? null;
      calculator ??= new SheetCalculator(formulaBook(edited).snapshot);
      return calculator.value(sheetIndex, row, column);
    },
  };
}

function pairOf(
  table: PlanTable,
  option: Option,
  isBase: boolean,
  before: TableView,
  after: TableView,
  options: ReadonlySet<string>,
): TablePair {
  const columns = matchColumns(before, after);
  const own = before.columns.map(({ name }): [string, string] => [nameKey(name), name]);
  const now = [...columns.pairs, ...columns.renamed].map(([was, is]): [string, string] => [
    nameKey(is.name),
    was.name,
  ]);
  const added = columns.added.map(({ name }): [string, string] => [nameKey(name), name]);
  const placed = (view: TableView, columnNames: ReadonlyMap<string, string>) => ({
    planTable: table.name,
    options,
    view,
    columnNames,
  });
  // The helper column that finds the base's row is the workbook's own: no formula of the plan may read it.
  const planColumns = new Set(table.columns.map(({ name }) => nameKey(name)));
  const inPlan = ([, name]: [string, string]) => planColumns.has(nameKey(name));
  return {
    table,
    option,
    isBase,
    exported: placed(before, new Map(own.filter(inPlan))),
    // A heading typed over by another program leaves the old name in formulas; both are the same column.
    edited: placed(after, new Map([...own.filter(inPlan), ...added, ...now.filter(inPlan)])),
    rows: matchRows(before, after, table.kind !== "practices"),
    columns,
  };
}

/** Where the assumptions' defined names point; a name that was taken out is found by the table. */
function placedNames(
  plan: Plan,
  names: WorkbookNames,
  content: WorkbookContent,
  view: TableView,
): readonly PlacedName[] {
  const sheetIndex = content.sheets.indexOf(view.sheet);
  return plan.options.flatMap((option) => {
    const own = names.get(option.id)?.assumptions;
    const column = columnOf(view, option.name);
    return plan.assumptions.flatMap(({ name }): readonly PlacedName[] => {
      const row = view.rows.find((each) => nameKey(each.key) === nameKey(name))?.row;
      return [
        {
          name: own?.get(name) ?? name,
          assumption: name,
          optionId: option.id,
          sheetIndex,
          row: row ?? -1,
          column: column ?? -1,
        },
      ];
    });
  });
}
