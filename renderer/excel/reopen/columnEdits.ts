// Columns that were put beside a table, taken out of it, or given another heading.
//
// What must stay true: a column that was added in several options' sheets is one column; a heading that is the plan's own
// (a level, the practice code) is a level's new name or nothing.

import { isDateFormat } from "../../engine/index.ts";
import type { Scalar } from "../../engine/values/value.ts";
import type { SingleCommand } from "../../plan/commands/command.ts";
import { nameKey } from "../../plan/names.ts";
import type { InputType } from "../../plan/plan.ts";
import { PHASE } from "./changeList.ts";
import {
  addressOf,
  type Comparing,
  heldCell,
  inOption,
  optionField,
  placeOf,
  sameConstant,
  scalarOf,
  type TablePair,
} from "./comparing.ts";
import type { RowNames } from "./rowNames.ts";
import type { ViewColumn } from "./tableView.ts";

/** A column that the base's sheet (or the first option's that has it) brought. */
export interface NewColumn {
  readonly name: string;
  readonly isFormula: boolean;
  /** Row address -> value, of an input column. */
  readonly values: ReadonlyMap<string, Scalar>;
}

/** Table name and heading (as keys) -> what was added. */
export type NewColumns = Map<string, NewColumn>;

export function newColumnKey(table: string, name: string): string {
  return `${table}\n${nameKey(name)}`;
}

export function compareColumns(
  comparing: Comparing,
  pair: TablePair,
  names: RowNames,
  added: NewColumns,
): void {
  for (const column of pair.columns.added) addedColumn(comparing, pair, column, names, added);
  for (const column of pair.columns.removed) removedColumn(comparing, pair, column);
  for (const [before, after] of pair.columns.renamed) renamedColumn(comparing, pair, before, after);
}

function addedColumn(
  comparing: Comparing,
  pair: TablePair,
  column: ViewColumn,
  names: RowNames,
  added: NewColumns,
): void {
  const { view } = pair.edited;
  const { table } = pair;
  const sheet = view.sheet.name;
  const cell = addressOf(view.headRow, column.column);
  const key = newColumnKey(table.name, column.name);
  const rows = [...pair.rows.pairs, ...pair.rows.renamed];
  const held = rows.map(([before, after]) => ({
    before,
    after,
    cell: heldCell(view, after.row, column.column),
  }));
  const formulas = held.filter((each) => each.cell.formula !== null);
  const known = added.get(key);
  const isFormula = known?.isFormula ?? formulas.length * 2 > held.length;
  const first = held.find((each) => each.cell.formula !== null || each.cell.value !== null)?.after.row;
  const stored = first === undefined ? "General" : view.sheet.numberFormat(first, column.column);
  const format = stored === "General" ? {} : { format: stored };
  if (isFormula) {
    if (known !== undefined) return;
    const [sample] = formulas;
    if (sample === undefined) return;
    const form = comparing.editedForms.form(
      sample.cell.formula ?? "",
      placeOf(pair.edited, pair.option.id, sample.after.row),
    );
    if (form.formula === null) {
      comparing.list.tell(
        "formula-not-taken",
        `The new column ${column.name} on the sheet "${sheet}" has the formula =${(sample.cell.formula ?? "").slice(0, 120)}, which cannot be taken: ${form.why}.`,
        sheet,
        {
          remedy: "Add the column in Catchment, with a formula over columns.",
          where: { sheet, column: column.name },
        },
      );
      return;
    }
    added.set(key, { name: column.name, isFormula: true, values: new Map() });
    const others = formulas.filter(
      (each) =>
        comparing.editedForms.form(
          each.cell.formula ?? "",
          placeOf(pair.edited, pair.option.id, each.after.row),
        ).key !== form.key,
    );
    if (others.length > 0)
      comparing.list.tell(
        "formulas-differ",
        `${others.length} of ${held.length} cells of the new column ${column.name} have another formula than its first; they get the first one's.`,
        sheet,
        { where: { sheet, column: column.name } },
      );
    comparing.list.add(PHASE.formula, {
      sentence: `New column ${column.name} of ${table.title}: ${form.formula}`,
      command: {
        type: "addColumn",
        table: table.name,
        column: { name: column.name, formula: form.formula, ...format },
      },
      sheet,
      cell,
    });
    return;
  }
  const values = new Map<string, Scalar>();
  for (const { before, after } of held) {
    const value = scalarOf(comparing.resultAt(view.sheetIndex, after.row, column.column));
    if (value !== undefined && value !== null) values.set(names.address(before), value);
  }
  const type = typeOf([...values.values()], stored);
  const own = [...values].filter(
    ([row, value]) => known === undefined || !sameConstant(known.values.get(row) ?? null, value),
  );
  const option = table.kind === "options" ? {} : optionField(pair);
  const set: readonly SingleCommand[] =
    own.length === 0
      ? []
      : [
          {
            type: "setInputs",
            table: table.name,
            cells: own.map(([row, value]) => ({ row, column: column.name, value })),
            ...option,
          },
        ];
  if (known === undefined) {
    added.set(key, { name: column.name, isFormula: false, values: pair.isBase ? values : new Map() });
    const add: SingleCommand = {
      type: "addColumn",
      table: table.name,
      column: { name: column.name, type, ...format },
    };
    comparing.list.add(PHASE.column, {
      sentence: `New column ${column.name} of ${table.title} with ${values.size} ${values.size === 1 ? "value" : "values"}${inOption(pair)}`,
      command: { type: "batch", label: `Add the column ${column.name}`, commands: [add, ...set] },
      sheet,
      cell,
    });
    return;
  }
  for (const command of set)
    comparing.list.add(PHASE.column, {
      sentence: `${own.length} values of the new column ${column.name}${inOption(pair)}`,
      command,
      sheet,
      cell,
    });
}

/** The type of an input column that holds these values. */
export function typeOf(values: readonly Scalar[], format: string): InputType {
  if (values.length === 0) return "number";
  if (values.every((value) => typeof value === "number")) return isDateFormat(format) ? "date" : "number";
  if (values.every((value) => typeof value === "boolean")) return "boolean";
  return "text";
}

function removedColumn({ list, plan }: Comparing, pair: TablePair, column: ViewColumn): void {
  const { table, isBase } = pair;
  const own = table.columns.find(({ name }) => nameKey(name) === nameKey(column.name));
  const sheet = pair.edited.view.sheet.name;
  if (own === undefined) return;
  if (!isBase) {
    list.tell(
      "column-removed-in-option",
      `The column ${column.name} was removed from the sheet "${sheet}" of one option only; the plan keeps it.`,
      sheet,
    );
    return;
  }
  if (own.role === "input" || own.role === "formula")
    list.add(PHASE.remove, {
      sentence: `The column ${column.name} of ${table.title} was removed`,
      command: { type: "removeColumn", table: table.name, column: column.name },
      sheet,
      cell: "",
    });
  else if (own.role !== "key" || plan.levels.length > 0)
    list.tell(
      "column-removed",
      `The column ${column.name} was removed from the sheet "${sheet}"; the plan keeps it, because it says where the rows belong.`,
      sheet,
    );
}

function renamedColumn(
  { list, plan }: Comparing,
  pair: TablePair,
  before: ViewColumn,
  after: ViewColumn,
): void {
  const { table, isBase } = pair;
  const own = table.columns.find(({ name }) => nameKey(name) === nameKey(before.name));
  const { view } = pair.edited;
  const sheet = view.sheet.name;
  const cell = addressOf(view.headRow, after.column);
  if (own === undefined) return;
  if (own.role === "input" || own.role === "formula") {
    if (!isBase) return;
    list.add(PHASE.rename, {
      sentence: `The column ${before.name} of ${table.title} is called ${after.name}`,
      command: { type: "editColumn", table: table.name, column: before.name, newName: after.name },
      sheet,
      cell,
    });
    return;
  }
  const level =
    own.role === "membership" || own.role === "ancestor"
      ? plan.levels.find(({ id }) => id === own.levelId)
      : table.level;
  if (level === undefined || !isBase)
    list.tell(
      "heading-changed",
      `The heading ${before.name} of the sheet "${sheet}" is part of the table; "${after.name}" was not taken.`,
      sheet,
    );
  else if (own.role === "membership")
    list.add(PHASE.rename, {
      sentence: `The level ${level.name} is called ${after.name}`,
      command: { type: "renameLevel", level: level.name, newName: after.name },
      sheet,
      cell,
    });
  else
    list.tell(
      "heading-changed",
      `The heading ${before.name} of the sheet "${sheet}" is a level's name; rename the level on the sheet Practices or in Catchment.`,
      sheet,
    );
}
