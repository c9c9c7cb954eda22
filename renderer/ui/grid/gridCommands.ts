// Edits that begin in a grid, turned into commands: a typed cell, a cleared one, a pasted block, a copied one. Apart
// from the grid, so that they can be read and tested without one.

import type { Session } from "../../app/session.ts";
import type { Scalar } from "../../engine/values/value.ts";
import type { Command, SingleCommand } from "../../plan/commands/command.ts";
import { done, failed, type Result } from "../../plan/problem.ts";
import { findColumn, type PlanTable, type TableColumn } from "../../plan/tables.ts";
import { optionArgument } from "../appContext.ts";
import { text } from "../text.ts";
import { readTyped, readUntyped } from "./cellInput.ts";
import { formatCell, inputColumn, type TableReader } from "./tableReader.ts";

/** The command for what was typed into an input; a problem that names the field when it cannot be read. */
export function editCommand(
  session: Session,
  table: PlanTable,
  rowName: string,
  column: string,
  typed: string,
): Result<Command> {
  const input = inputColumn(table, column);
  if (input === undefined)
    return failed("not-an-input", text.cannotEdit.formula(column), { where: { column, subject: rowName } });
  const value = readTyped(input.type, column, typed);
  if (!value.ok) return value;
  return done({
    type: "setInput",
    table: table.name,
    row: rowName,
    column,
    value: value.value,
    ...optionArgument(session),
  });
}

/** The command for what was typed over a formula; read as Excel would read it in a cell without a type. */
export function overrideCommand(
  session: Session,
  table: PlanTable,
  row: string,
  column: string,
  typed: string,
): Command {
  const format = findColumn(table, column)?.format ?? "General";
  const value = readUntyped(typed, format);
  return { type: "overrideFormula", table: table.name, row, column, value, ...optionArgument(session) };
}

/**
 * The command for a block pasted with its corner on `columns[0]`, `rowNames[0]`. All of it or nothing: cells that
 * are calculated, outside the table or unreadable refuse the whole block. Lines below the last row of a supporting
 * table become new rows of it.
 */
export function pasteCommand(
  session: Session,
  table: PlanTable,
  rowNames: readonly string[],
  columns: readonly TableColumn[],
  block: readonly (readonly string[])[],
): Result<Command> {
  const cells: { row: string; column: string; value: Scalar }[] = [];
  const added: Record<string, Scalar>[] = [];
  let refused = 0;
  for (const [down, line] of block.entries()) {
    const isNew = table.kind === "supporting" && down >= rowNames.length;
    const fresh: Record<string, Scalar> = {};
    if (isNew) added.push(fresh);
    for (const [across, typed] of line.entries()) {
      const column = columns[across];
      const row = rowNames[down];
      const input = column === undefined ? undefined : inputColumn(table, column.name);
      if (input === undefined || (row === undefined && !isNew)) {
        refused += 1;
        continue;
      }
      const value = readTyped(input.type, input.name, typed);
      if (!value.ok) return value;
      if (row === undefined) fresh[input.name] = value.value;
      else cells.push({ row, column: input.name, value: value.value });
    }
  }
  if (refused > 0) return failed("paste-outside", text.pasteRefused(refused), { remedy: text.pasteRemedy });
  const set: SingleCommand = { type: "setInputs", table: table.name, cells, ...optionArgument(session) };
  if (added.length === 0) return done(set);
  const add: SingleCommand = { type: "addRows", table: table.name, rows: added };
  return done(
    cells.length === 0
      ? add
      : { type: "batch", label: text.pasteStep(block.length, table.title), commands: [set, add] },
  );
}

/** The rows as text cells: what the screen shows, numbers with every digit so that nothing is lost on the way. */
export function copyBlock(
  reader: TableReader,
  rows: readonly number[],
  columns: readonly TableColumn[],
  heading: boolean,
): readonly (readonly string[])[] {
  const lines = rows.map((row) =>
    columns.map((column) => {
      const value = reader.value(row, column.name);
      return typeof value === "number" ? String(value) : formatCell(value, column.format);
    }),
  );
  return heading ? [columns.map((column) => column.name), ...lines] : lines;
}
