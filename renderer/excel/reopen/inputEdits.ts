// Inputs that were typed in the workbook: the base's own cells, and those of other options, which hold a figure of their own
// or a formula that fetches the base's.
//
// What must stay true: a cell that holds what the plan would export gives nothing; every other gives one change or one
// sentence on why not.

import { formatValue } from "../../engine/index.ts";
import type { Scalar, Value } from "../../engine/values/value.ts";
import { isOverridden } from "../../plan/effective.ts";
import { valueInWords } from "../../plan/inputValues.ts";
import type { Column } from "../../plan/plan.ts";
import { PHASE } from "./changeList.ts";
import {
  addressOf,
  type Comparing,
  columnOf,
  heldCell,
  inOption,
  optionField,
  placeOf,
  sameConstant,
  scalarOf,
  type TablePair,
} from "./comparing.ts";
import type { RowNames } from "./rowNames.ts";

/** A value in a sentence about a column: dates as dates, figures as the plan says them. */
export function inWords(value: Scalar, column: Column | null): string {
  const isDay = column?.kind === "input" && column.type === "date" && typeof value === "number";
  return isDay ? formatValue(value, column.format) : valueInWords(value);
}

/** The value of an edited input cell: a constant, or what its formula gives, which is then told. */
export function typedValue(
  comparing: Comparing,
  pair: { readonly edited: { readonly view: TablePair["edited"]["view"] } },
  row: number,
  column: number,
  what: string,
): Scalar | undefined {
  const { view } = pair.edited;
  const held = heldCell(view, row, column);
  const value: Value = held.formula === null ? held.value : comparing.resultAt(view.sheetIndex, row, column);
  const scalar = scalarOf(value);
  const cell = addressOf(row, column);
  if (scalar === undefined)
    comparing.list.tell(
      "error-in-input",
      `${what} holds an error value, which an input cannot hold; it stays as it was.`,
      view.sheet.name,
      {
        where: { sheet: view.sheet.name, subject: cell },
      },
    );
  else if (held.formula !== null)
    comparing.list.tell(
      "formula-in-input",
      `${what} holds a formula in the workbook (=${held.formula.slice(0, 80)}); the plan takes its result, ${valueInWords(scalar)}.`,
      view.sheet.name,
      { severity: "note", where: { sheet: view.sheet.name, subject: cell } },
    );
  return scalar;
}

/** Compares the cells of one input column. */
export function compareInputColumn(
  comparing: Comparing,
  pair: TablePair,
  column: Column,
  names: RowNames,
): void {
  const { exported, edited, table, option, isBase } = pair;
  const was = columnOf(exported.view, column.name);
  const matched = [...pair.columns.pairs, ...pair.columns.renamed].find(([before]) => before.column === was);
  if (was === undefined || matched === undefined) return;
  const now = matched[1].column;
  const isResult = comparing.plan.simulation?.columns.includes(column.id) ?? false;
  for (const [before, after] of [...pair.rows.pairs, ...pair.rows.renamed]) {
    const old = heldCell(exported.view, before.row, was);
    const held = heldCell(edited.view, after.row, now);
    if (old.formula === null && held.formula === null && sameConstant(old.value, held.value)) continue;
    if (old.formula !== null && held.formula !== null) {
      const left = comparing.exportedForms.form(old.formula, placeOf(exported, option.id, before.row));
      const right = comparing.editedForms.form(held.formula, placeOf(edited, option.id, after.row));
      if (left.key === right.key) continue;
    }
    const name = names.of(before);
    const cell = addressOf(after.row, now);
    const sheet = edited.view.sheet.name;
    const what = `${name} ${column.name}${inOption(pair)}`;
    if (isResult) {
      comparing.list.tell(
        "simulated-column",
        `${what} is the result of a simulation, so the figure typed over it is not taken.`,
        sheet,
      );
      continue;
    }
    const rowName = names.address(before);
    const isFetched = held.formula !== null && followsBase(comparing, pair, held.formula);
    if (!isBase && isFetched) {
      const key = names.key(before);
      if (key === null || !isOverridden(column.id, key, option)) continue;
      comparing.list.add(PHASE.cell, {
        sentence: `${what} follows the base again`,
        command: {
          type: "resetInput",
          table: table.name,
          row: rowName,
          column: column.name,
          option: option.name,
        },
        sheet,
        cell,
      });
      continue;
    }
    const value = typedValue(comparing, pair, after.row, now, what);
    if (value === undefined) continue;
    const oldValue = scalarOf(old.formula === null ? old.value : exported.view.sheet.value(before.row, was));
    // What an option's blank gets when the base's blank is filled with the same comes from the base.
    if (!isBase && old.formula === null && sameConstant(value, names.newBase(column.name, before))) continue;
    names.note(column.name, before, value);
    if (value === null && old.formula === null && sameConstant(old.value, null)) continue;
    comparing.list.add(PHASE.cell, {
      sentence: `${what} ${inWords(oldValue ?? null, column)} -> ${inWords(value, column)}`,
      command: {
        type: "setInput",
        table: table.name,
        row: rowName,
        column: column.name,
        value,
        ...(table.kind === "options" ? {} : optionField(pair)),
      },
      sheet,
      cell,
    });
  }
}

/** Whether a formula in another option's input cell is the one that fetches the base's figure. */
function followsBase({ names, plan }: Comparing, pair: TablePair, formula: string): boolean {
  const base = names.get(plan.options[0]?.id ?? "")?.tables.get(pair.table.name);
  return base !== undefined && new RegExp(`^INDEX\\(\\s*${base}\\[`, "i").test(formula);
}
