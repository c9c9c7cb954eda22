// Puts the grid's sorted rows where group rows and Unassigned want them. The grid hands over its list after sorting
// and shows whatever is in it afterwards.

import type { IRowNode } from "ag-grid-community";
import { UNASSIGNED } from "../../plan/plan.ts";
import type { GridRows } from "./gridRows.ts";
import { arrangeRows, type GridRow, groupKey } from "./groupRows.ts";

/** Rearranges `nodes` in place; practices of closed groups leave the list. */
export function arrangeNodes(
  nodes: IRowNode<GridRow>[],
  rows: GridRows,
  closed: ReadonlySet<string>,
  filtered: boolean,
): void {
  const byKey = new Map(nodes.map((node) => [node.data?.key ?? "", node]));
  const sorted = nodes.flatMap(({ data }) => (data?.kind === "row" ? [data.index] : []));
  const keyOf = (row: number) => rows.reader.rowKeys[row] ?? "";
  const order = rows.isGrouped
    ? arrangeRows(rows.groups, sorted, closed, filtered).map((each) =>
        "group" in each ? groupKey(each.group) : keyOf(each.row),
      )
    : unassignedFirst(sorted.map(keyOf));
  nodes.splice(0, nodes.length, ...order.flatMap((key) => byKey.get(key) ?? []));
}

function unassignedFirst(keys: readonly string[]): readonly string[] {
  return keys.includes(UNASSIGNED) ? [UNASSIGNED, ...keys.filter((key) => key !== UNASSIGNED)] : keys;
}

/** True for the row of practices in no group, as a row of a level or as a group row. */
export function isUnassigned(row: GridRow): boolean {
  return row.kind === "group" ? row.group === UNASSIGNED : row.kind === "row" && row.key === UNASSIGNED;
}
