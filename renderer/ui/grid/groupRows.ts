// Group rows over practices, worked out without a grid: which practice is under which group, in what order rows
// are shown, and which are hidden because their group is closed. The grid only paints what comes out of here.
//
// What must stay true: Unassigned is always there and always first; the other groups keep the order of their
// level's table; every practice is under exactly one group; sorting moves practices within their group only.

import { type CellError, isError, type Value } from "../../engine/values/value.ts";
import { UNASSIGNED } from "../../plan/plan.ts";

export interface RowGroup {
  readonly name: string;
  /** Table rows of the practices in it, in table order. */
  readonly members: readonly number[];
}

/** A row of a grid. `key` is stable while the thing it shows exists. */
export type GridRow =
  | { readonly kind: "row"; readonly key: string; readonly index: number }
  | { readonly kind: "group"; readonly key: string; readonly group: string }
  | { readonly kind: "total"; readonly key: string };

/** Keys of group rows cannot meet practice codes, which hold no spaces. */
export function groupKey(name: string): string {
  return `group ${name}`;
}

/**
 * Gathers table rows under their groups. `groupOf[row]` is the name of the row's group; `order` lists the level's
 * groups, empty ones too.
 */
export function gatherGroups(groupOf: readonly string[], order: readonly string[]): readonly RowGroup[] {
  const members = new Map<string, number[]>([[UNASSIGNED, []]]);
  for (const name of order) if (!members.has(name)) members.set(name, []);
  groupOf.forEach((name, row) => {
    const list = members.get(name);
    if (list === undefined) members.set(name, [row]);
    else list.push(row);
  });
  return [...members].map(([name, rows]) => ({ name, members: rows }));
}

/**
 * The rows to show, given the practices that pass the filters in the order they are sorted. A group that has
 * practices but none that passes is left out; an empty group stays, so that practices can be moved to it, unless
 * something is being looked for.
 */
export function arrangeRows(
  groups: readonly RowGroup[],
  sorted: readonly number[],
  closed: ReadonlySet<string>,
  filtered: boolean,
): readonly ({ readonly group: string } | { readonly row: number })[] {
  const groupOfRow = new Map<number, number>();
  groups.forEach((group, at) => {
    for (const row of group.members) groupOfRow.set(row, at);
  });
  const shown: number[][] = groups.map(() => []);
  for (const row of sorted) shown[groupOfRow.get(row) ?? 0]?.push(row);
  return groups.flatMap((group, at) => {
    const rows = shown[at] ?? [];
    if (filtered && rows.length === 0) return [];
    const head = { group: group.name };
    return closed.has(group.name) ? [head] : [head, ...rows.map((row) => ({ row }))];
  });
}

/**
 * The sum of a column over rows; null when there is no number among them, the first error when there is one: a sum that
 * leaves a row out would be a wrong figure, and Excel's SUM says so too.
 */
export function subtotal(
  rows: readonly number[],
  valueAt: (row: number) => Value,
): number | CellError | null {
  let sum = 0;
  let numbers = 0;
  for (const row of rows) {
    const value = valueAt(row);
    if (isError(value)) return value;
    if (typeof value !== "number") continue;
    sum += value;
    numbers += 1;
  }
  return numbers === 0 ? null : sum;
}
