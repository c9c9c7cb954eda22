// Edits that begin in a grid, turned into commands: a typed cell, a cleared one, a pasted block, a copied one. Apart
// from the grid, so that they can be read and tested without one.

import type { Session } from "../../app/session.ts";
import type { Scalar } from "../../engine/values/value.ts";
import type { Command } from "../../plan/commands/command.ts";
import { done, failed, type Result } from "../../plan/problem.ts";
import type { PlanTable, TableColumn } from "../../plan/tables.ts";
import { optionArgument } from "../appContext.ts";
import { text } from "../text.ts";
import { readTyped } from "./cellInput.ts";
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

/**
 * The command for a block pasted with its corner on `columns[0]`, `rowNames[0]`. All of it or nothing: cells that
 * are calculated, outside the table or unreadable refuse the whole block. One single value fills every row given.
 */
export function pasteCommand(
  session: Session,
  table: PlanTable,
  rowNames: readonly string[],
  columns: readonly TableColumn[],
  block: readonly (readonly string[])[],
): Result<Command> {
  const cells: { row: string; column: string; value: Scalar }[] = [];
  let refused = 0;
  for (const [down, line] of block.entries()) {
    for (const [across, typed] of line.entries()) {
      const column = columns[across];
      const row = rowNames[down];
      const input = column === undefined ? undefined : inputColumn(table, column.name);
      if (input === undefined || row === undefined) {
        refused += 1;
        continue;
      }
      const value = readTyped(input.type, input.name, typed);
      if (!value.ok) return value;
      cells.push({ row, column: input.name, value: value.value });
    }
  }
  if (refused > 0) return failed("paste-outside", text.pasteRefused(refused), { remedy: text.pasteRemedy });
  return done({ type: "setInputs", table: table.name, cells, ...optionArgument(session) });
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
