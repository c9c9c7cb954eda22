// Which row of the edited workbook is which row of the exported one, and the same for columns. By name first; what is left
// on both sides in the same gap between two known neighbours has been renamed.
//
// What must stay true: every row and every column of both sides is in exactly one of the lists.

import { nameKey } from "../../plan/names.ts";
import type { TableView, ViewColumn, ViewRow } from "./tableView.ts";

export interface Matched<T> {
  /** The exported and the edited one. */
  readonly pairs: readonly (readonly [T, T])[];
  /** Pairs whose name is another one now. */
  readonly renamed: readonly (readonly [T, T])[];
  readonly added: readonly T[];
  readonly removed: readonly T[];
}

function match<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
  renames: boolean,
): Matched<T> {
  const waiting = new Map<string, T[]>();
  for (const item of before) {
    const key = keyOf(item);
    waiting.set(key, [...(waiting.get(key) ?? []), item]);
  }
  const partner = new Map<T, T>();
  for (const item of after) {
    const found = waiting.get(keyOf(item))?.shift();
    if (found !== undefined) partner.set(item, found);
  }
  const taken = new Set(partner.values());
  const renamed = renames ? inSameGaps(before, after, partner, taken) : [];
  const renamedBefore = new Set(renamed.map(([item]) => item));
  const renamedAfter = new Set(renamed.map(([, item]) => item));
  return {
    pairs: after.flatMap((item): (readonly [T, T])[] => {
      const found = partner.get(item);
      return found === undefined ? [] : [[found, item]];
    }),
    renamed,
    added: after.filter((item) => !partner.has(item) && !renamedAfter.has(item)),
    removed: before.filter((item) => !taken.has(item) && !renamedBefore.has(item)),
  };
}

/** Items without a partner, by the partner before them: as many on both sides of one gap are the same ones renamed. */
function inSameGaps<T>(
  before: readonly T[],
  after: readonly T[],
  partner: ReadonlyMap<T, T>,
  taken: ReadonlySet<T>,
): readonly (readonly [T, T])[] {
  const gaps = (items: readonly T[], anchorOf: (item: T) => T | undefined) => {
    const found = new Map<T | null, { items: T[]; next: T | null }>();
    let anchor: T | null = null;
    for (const item of items) {
      const known = anchorOf(item);
      if (known === undefined) {
        const gap = found.get(anchor) ?? { items: [], next: null };
        gap.items.push(item);
        found.set(anchor, gap);
        continue;
      }
      const gap = found.get(anchor);
      if (gap !== undefined) gap.next = known;
      anchor = known;
    }
    return found;
  };
  const left = gaps(before, (item) => (taken.has(item) ? item : undefined));
  const right = gaps(after, (item) => partner.get(item));
  return [...left].flatMap(([anchor, gap]) => {
    const other = right.get(anchor);
    if (other === undefined || other.items.length !== gap.items.length || other.next !== gap.next) return [];
    return gap.items.map((item, at): readonly [T, T] => [item, other.items[at] as T]);
  });
}

/** `renames`: whether a row may have another name and be the same row. */
export function matchRows(before: TableView, after: TableView, renames: boolean): Matched<ViewRow> {
  return match(before.rows, after.rows, ({ key }) => nameKey(key), renames);
}

export function matchColumns(before: TableView, after: TableView): Matched<ViewColumn> {
  return match(before.columns, after.columns, ({ name }) => nameKey(name), true);
}
