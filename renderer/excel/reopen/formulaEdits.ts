// Formulas that were changed in the workbook: of a whole column, which is the plan's formula changed, or of single cells, which
// become values of their own with a finding; and values typed over formulas.
//
// What must stay true: the results that a workbook holds are never looked at where the formula is the column's own; a column
// has one formula in all options, so what only one of them says is asked of all.

import { isError, type Scalar } from "../../engine/values/value.ts";
import { isOverridden } from "../../plan/effective.ts";
import { valueInWords } from "../../plan/inputValues.ts";
import type { FormulaColumn } from "../../plan/plan.ts";
import { PHASE } from "./changeList.ts";
import {
  addressOf,
  type Comparing,
  columnOf,
  type HeldCell,
  heldCell,
  inOption,
  optionField,
  placeOf,
  sameConstant,
  type TablePair,
} from "./comparing.ts";
import type { FormulaForm } from "./formulaForms.ts";
import type { RowNames } from "./rowNames.ts";
import type { ViewRow } from "./tableView.ts";

/** Column id -> the key of the formula that the base's sheet has now, where it is another one. */
export type NewFormulas = Map<string, string>;

interface FormulaRow {
  readonly before: ViewRow;
  readonly after: ViewRow;
  readonly old: HeldCell;
  readonly held: HeldCell;
  /** Of the held formula; null for a constant. */
  readonly form: FormulaForm | null;
  /** Of the old one. */
  readonly oldKey: string | null;
}

/** In Options each row's formulas belong to its own option. */
function optionOfRow(comparing: Comparing, pair: TablePair, row: ViewRow): string {
  if (pair.table.kind !== "options") return pair.option.id;
  return comparing.plan.options[row.row - pair.exported.view.headRow - 1]?.id ?? pair.option.id;
}

/** Compares the cells of one formula column. */
export function compareFormulaColumn(
  comparing: Comparing,
  pair: TablePair,
  column: FormulaColumn,
  names: RowNames,
  changed: NewFormulas,
): void {
  const { exported, edited } = pair;
  const was = columnOf(exported.view, column.name);
  const matched = [...pair.columns.pairs, ...pair.columns.renamed].find(([before]) => before.column === was);
  if (was === undefined || matched === undefined) return;
  const now = matched[1].column;
  const rows = [...pair.rows.pairs, ...pair.rows.renamed].map(([before, after]): FormulaRow => {
    const option = optionOfRow(comparing, pair, before);
    const old = heldCell(exported.view, before.row, was);
    const held = heldCell(edited.view, after.row, now);
    return {
      before,
      after,
      old,
      held,
      form:
        held.formula === null
          ? null
          : comparing.editedForms.form(held.formula, placeOf(edited, option, after.row)),
      oldKey:
        old.formula === null
          ? null
          : comparing.exportedForms.form(old.formula, placeOf(exported, option, before.row)).key,
    };
  });
  const columnKey = ownKey(comparing, pair, was);
  // A formula that the workbook could not hold live stands as constants: nothing there can be compared.
  if (columnKey === null) return;
  const newKey = compareColumn(comparing, pair, column, rows, columnKey, now, changed);
  for (const row of rows) compareCell(comparing, pair, column, row, newKey, now, names);
}

/** The key of the column's formula as exported; null where it was not exported as a formula. */
function ownKey(comparing: Comparing, pair: TablePair, was: number): string | null {
  const { exported } = pair;
  for (const row of exported.view.rows) {
    const option = optionOfRow(comparing, pair, row);
    const { formula } = heldCell(exported.view, row.row, was);
    if (formula === null) continue;
    const form = comparing.exportedForms.form(formula, placeOf(exported, option, row.row));
    if (form.formula !== null) return form.key;
  }
  const table = comparing.exported.tables.find(({ name }) => name === exported.view.tableName);
  const whole = table?.columns[was - (table?.area.left ?? 1)]?.calculatedColumnFormula;
  return whole === undefined
    ? null
    : comparing.exportedForms.form(whole, placeOf(exported, pair.option.id, exported.view.headRow + 1)).key;
}

/** The key that the column's cells are held to: the formula that most of them have now. */
function compareColumn(
  comparing: Comparing,
  pair: TablePair,
  column: FormulaColumn,
  rows: readonly FormulaRow[],
  columnKey: string,
  now: number,
  changed: NewFormulas,
): string {
  const counts = new Map<string, { count: number; row: FormulaRow }>();
  let formulas = 0;
  for (const row of rows) {
    if (row.form === null || (row.form.key === row.oldKey && row.oldKey !== columnKey)) continue;
    formulas += 1;
    const known = counts.get(row.form.key) ?? { count: 0, row };
    known.count += 1;
    counts.set(row.form.key, known);
  }
  const most = [...counts].sort(([, left], [, right]) => right.count - left.count)[0];
  if (most === undefined || most[0] === columnKey || most[1].count * 2 <= formulas) return columnKey;
  const [key, { row, count }] = most;
  const form = row.form;
  const { table } = pair;
  const sheet = pair.edited.view.sheet.name;
  const before = changed.get(column.id);
  if (form === null || before === key) return key;
  if (form.formula === null) {
    comparing.list.tell(
      "formula-not-taken",
      `The formula of ${column.name} was changed on the sheet "${sheet}" (=${(row.held.formula ?? "").slice(0, 120)}) and cannot be taken: ${form.why}.`,
      sheet,
      {
        remedy: `Change the formula in Catchment; until then it stays ${column.formula}`,
        where: { sheet, column: column.name },
      },
    );
    return key;
  }
  if (before !== undefined) {
    comparing.list.tell(
      "formula-in-two-ways",
      `The formula of ${column.name} was changed in two ways; the one of the base was taken, not ${form.formula} of the sheet "${sheet}".`,
      sheet,
      {
        remedy: "A column has one formula in all options: change it in Catchment.",
        where: { sheet, column: column.name },
      },
    );
    return key;
  }
  changed.set(column.id, key);
  const all =
    pair.isBase || comparing.plan.options.length < 2
      ? ""
      : ` (changed on the sheet of ${pair.option.name}; it holds in every option)`;
  const some = count < rows.length && count < formulas ? ` in ${count} of ${rows.length} rows` : "";
  comparing.list.add(PHASE.formula, {
    sentence: `Formula of ${column.name} of ${table.title}${some} ${column.formula} -> ${form.formula}${all}`,
    command: { type: "setFormula", table: table.name, column: column.name, formula: form.formula },
    sheet,
    cell: addressOf(row.after.row, now),
  });
  return key;
}

function compareCell(
  comparing: Comparing,
  pair: TablePair,
  column: FormulaColumn,
  row: FormulaRow,
  columnKey: string,
  now: number,
  names: RowNames,
): void {
  const { old, held, form, oldKey, before, after } = row;
  const { table, isBase, option } = pair;
  const isOptions = table.kind === "options";
  const sheet = pair.edited.view.sheet.name;
  const what = `${names.of(before)} ${column.name}${inOption(pair)}`;
  const cell = addressOf(after.row, now);
  const where = { sheet, subject: cell };
  const command = {
    table: table.name,
    row: names.address(before),
    column: column.name,
    ...(isOptions ? {} : optionField(pair)),
  };
  const wasTyped = old.formula === null;
  if (form !== null && form.key === oldKey) return;
  if (form !== null && form.key === columnKey) {
    const key = names.key(before);
    const isOwn = key !== null && (isBase || isOptions ? true : isOverridden(column.id, key, option));
    if (wasTyped && isOwn)
      comparing.list.add(PHASE.cell, {
        sentence: `${what} has its formula again, instead of ${valueInWords((isError(old.value) ? null : old.value) as Scalar)}`,
        command: { type: "restoreFormula", ...command },
        sheet,
        cell,
      });
    else if (oldKey?.startsWith("!"))
      comparing.list.tell(
        "base-override-kept",
        `${what} has its formula in this option alone; the value in place of it is the base's and stays.`,
        sheet,
        { remedy: "Restore the formula in the base.", where },
      );
    return;
  }
  if (held.formula === null && wasTyped && sameConstant(held.value, old.value)) return;
  if (form === null) {
    const { value } = held;
    if (isError(value)) {
      comparing.list.tell(
        "error-in-cell",
        `${what} holds an error value in place of its formula; the formula stays.`,
        sheet,
        { where },
      );
      return;
    }
    const scalar = (value === "" ? null : value) as Scalar;
    const was = wasTyped && !isError(old.value) ? valueInWords(old.value as Scalar) : "its formula";
    comparing.list.add(PHASE.cell, {
      sentence: `${what} ${was} -> ${scalar === null ? "blank, without a formula" : `the value ${valueInWords(scalar)}`}`,
      command: { type: "overrideFormula", ...command, value: scalar },
      sheet,
      cell,
    });
    return;
  }
  overrideByFormula(comparing, pair, row, what, cell, command);
}

/** A cell with a formula of its own: the plan keeps its result and, in the base, a finding that says so. */
function overrideByFormula(
  comparing: Comparing,
  pair: TablePair,
  { held, form, after }: FormulaRow,
  what: string,
  cell: string,
  command: {
    readonly table: string;
    readonly row: string;
    readonly column: string;
    readonly option?: string;
  },
): void {
  const { view } = pair.edited;
  const column = Number(view.columns.find(({ column: at }) => addressOf(after.row, at) === cell)?.column);
  const value = comparing.resultAt(view.sheetIndex, after.row, column);
  const text = form?.formula ?? `=${held.formula ?? ""}`;
  const sheet = view.sheet.name;
  if (isError(value)) {
    comparing.list.tell(
      "formula-gives-error",
      `${what} has a formula of its own (${text.slice(0, 120)}) that gives ${value.error}; the column's formula stays.`,
      sheet,
      { where: { sheet, subject: cell } },
    );
    return;
  }
  comparing.list.add(PHASE.cell, {
    sentence: `${what} has a formula of its own, ${text}, which gives ${valueInWords(value as Scalar)}`,
    command: {
      type: "overrideFormula",
      ...command,
      value: value as Scalar,
      formula: text,
      fileName: comparing.edited.fileName,
      cell: `${sheet}!${cell}`,
    },
    sheet,
    cell,
  });
}
