// The explanation of a subtotal or total: which rows it adds up, the largest first. The grid adds it up itself, so no
// formula of the plan can explain it.

import { isError } from "../../engine/index.ts";
import type { RowReading } from "../../plan/explainFigure.ts";
import { PRACTICE_NAME } from "../../plan/plan.ts";
import { findColumn } from "../../plan/tables.ts";
import type { App } from "../appContext.ts";
import { isAdditive } from "../grid/additive.ts";
import { groupKey, subtotal } from "../grid/groupRows.ts";
import { formatCell, readTable, type TableReader } from "../grid/tableReader.ts";
import { counted } from "../text.ts";
import { explainText } from "./text.ts";

export interface SubtotalExplanation {
  readonly title: string;
  /** Key of its row in the table. */
  readonly rowKey: string;
  readonly shown: string;
  readonly sentence: string;
  /** The rows with the largest figures. */
  readonly largest: readonly RowReading[];
  readonly count: number;
}

const MOST_ROWS = 10;

/** The subtotal or total that the keyboard is on; null on anything else, and where a sum would mean nothing. */
export function subtotalInHand({ session, ui }: App): SubtotalExplanation | null {
  const cell = ui.cell.value;
  void session.refresh.value;
  if (cell === null || cell.rowKey !== null || cell.rowName === "") return null;
  const reader = readTable(session, cell.table);
  const column = reader === undefined ? undefined : findColumn(reader.table, cell.column);
  if (reader === undefined || column === undefined || !isAdditive(column)) return null;
  const { name, format } = column;
  const inGroup =
    reader.table.kind === "practices" ? membersOf(reader, ui.groupBy.value, cell.rowName) : null;
  const rows = inGroup ?? reader.rowKeys.map((_, row) => row);
  const shown = formatCell(
    subtotal(rows, (row) => reader.value(row, name)),
    format,
  );
  const { title } = reader.table;
  const what = counted(rows.length, reader.table.kind === "practices" ? "practice" : "row");
  return {
    title: explainText.titleOf(name, cell.rowName),
    rowKey: inGroup === null ? "" : groupKey(cell.rowName),
    shown: shown === "" ? explainText.blank : shown,
    sentence:
      inGroup === null
        ? explainText.sumOfAll(name, title, what)
        : explainText.sumOfGroup(name, cell.rowName, what),
    largest: largestOf(reader, rows, name).map((row) => ({
      title: nameOf(reader, row),
      shown: formatCell(reader.value(row, name), format),
      place: {
        table: reader.table.name,
        column: name,
        rowKey: reader.rowKeys[row] ?? null,
        optionId: session.optionId.value,
      },
    })),
    count: rows.length,
  };
}

/** Rows of a group at the level that the table is grouped by; null when there is no such group: the total. */
function membersOf(reader: TableReader, groupBy: string | null, group: string): readonly number[] | null {
  if (groupBy === null || !reader.table.columns.some((each) => each.name === groupBy)) return null;
  const members = reader.values(groupBy).flatMap((name, row) => (name === group ? [row] : []));
  return members.length === 0 ? null : members;
}

/** Errors first, because the sum is theirs; then by figure. */
function largestOf(reader: TableReader, rows: readonly number[], column: string): readonly number[] {
  const size = (row: number) => {
    const value = reader.value(row, column);
    return isError(value) ? Infinity : typeof value === "number" ? value : -Infinity;
  };
  return rows
    .map((row) => ({ row, size: size(row) }))
    .filter((each) => each.size !== -Infinity)
    .sort((left, right) => (left.size === right.size ? left.row - right.row : right.size - left.size))
    .slice(0, MOST_ROWS)
    .map((each) => each.row);
}

function nameOf(reader: TableReader, row: number): string {
  const name = reader.rowName(row);
  if (reader.table.kind !== "practices") return name;
  const called = reader.value(row, PRACTICE_NAME);
  return typeof called === "string" && called !== "" ? `${name} ${called}` : name;
}
