// What the rows of a table are called in commands and in sentences, by the row of the exported workbook that they are; and
// what was typed into the base's cells, which the other options are compared with.

import type { Scalar } from "../../engine/values/value.ts";
import { nameKey } from "../../plan/names.ts";
import type { Plan } from "../../plan/plan.ts";
import { rowAddresses, supportingRowNames } from "../../plan/rowNames.ts";
import { rowKeys } from "../../plan/tables.ts";
import type { TablePair } from "./comparing.ts";
import type { ViewRow } from "./tableView.ts";

/** Values typed into the base: table, row and column -> value. */
export type BaseEdits = Map<string, Scalar>;

export interface RowNames {
  /** In a sentence. */
  of(row: ViewRow): string;
  /** In a command. */
  address(row: ViewRow): string;
  /** The plan's key of the row, null when it has none. */
  key(row: ViewRow): string | null;
  /** What was typed into the base's cell of this row; undefined when nothing was. */
  newBase(column: string, row: ViewRow): Scalar;
  note(column: string, row: ViewRow, value: Scalar): void;
}

/** The exported rows stand in the plan's order, so a row's place tells which of the plan's it is. */
export function rowNamesOf(plan: Plan, pair: TablePair, edits: BaseEdits): RowNames {
  const { table, option, exported, isBase } = pair;
  const keys = rowKeys(plan, table, option);
  const isSupporting = table.kind === "supporting";
  const addresses = isSupporting ? rowAddresses(plan, table, option) : null;
  const shown = isSupporting ? supportingRowNames(plan, table, option) : null;
  const at = (row: ViewRow) => row.row - exported.view.headRow - 1;
  const id = (column: string, row: ViewRow) =>
    [table.name, isSupporting ? at(row) : nameKey(row.key), nameKey(column)].join("\n");
  return {
    of: (row) => shown?.[at(row)] ?? row.key,
    address: (row) => addresses?.[at(row)] ?? row.key,
    key: (row) => keys[at(row)] ?? null,
    newBase: (column, row) => edits.get(id(column, row)) ?? null,
    note: (column, row, value) => {
      if (isBase) edits.set(id(column, row), value);
    },
  };
}
