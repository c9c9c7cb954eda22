// The distinct groups of all options. Options mostly differ in a few moves, so most groups have the same practices in
// several options: each distinct set of practices is one row, simulated and kept once. Practices that are in the same
// rows everywhere form an atom; their costs are summed first and then added to each of their rows, so that twenty
// options cost little more than one.
//
// What must stay true: two groups share a row only when their practices are the same; every practice is in exactly one
// atom.

import type { OptionGrouping } from "./model.ts";

export interface Rows {
  /** The practices of each row, ascending. */
  readonly members: readonly Int32Array[];
  /** Row of each group: by option, level, group. -1 where a group has no practice. */
  readonly rowOf: readonly (readonly Int32Array[])[];
  /** Practices that are in the same rows, and those rows. */
  readonly atoms: readonly Atom[];
}

export interface Atom {
  readonly practices: Int32Array;
  readonly rows: Int32Array;
}

function sameValues(left: Int32Array, right: Int32Array): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}

/** The practices of each group of a level, ascending. */
export function practicesByGroup(groupOf: Int32Array, groups: number): Int32Array[] {
  const counts = new Int32Array(groups);
  for (const group of groupOf) if (group >= 0) counts[group] = (counts[group] ?? 0) + 1;
  const members = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (const [practice, group] of groupOf.entries()) {
    const list = members[group];
    if (list === undefined) continue;
    const at = counts[group] ?? 0;
    list[at] = practice;
    counts[group] = at + 1;
  }
  return members;
}

function hashOf(practices: Int32Array): number {
  let hash = practices.length;
  for (const practice of practices) hash = Math.imul(hash ^ practice, 0x9e3779b1) ^ (hash >>> 15);
  return hash;
}

export function distinctRows(options: readonly OptionGrouping[], practiceCount: number): Rows {
  const members: Int32Array[] = [];
  const byHash = new Map<number, number[]>();
  const rowFor = (practices: Int32Array): number => {
    if (practices.length === 0) return -1;
    const hash = hashOf(practices);
    const candidates = byHash.get(hash) ?? [];
    const known = candidates.find((row) => sameValues(members[row] as Int32Array, practices));
    if (known !== undefined) return known;
    members.push(practices);
    byHash.set(hash, [...candidates, members.length - 1]);
    return members.length - 1;
  };
  const rowOf = options.map(({ levels }) =>
    levels.map(({ groupOf, groupNames }) =>
      Int32Array.from(practicesByGroup(groupOf, groupNames.length), rowFor),
    ),
  );
  return { members, rowOf, atoms: atomsOf(members, practiceCount) };
}

function atomsOf(members: readonly Int32Array[], practiceCount: number): Atom[] {
  const rowsOf: number[][] = Array.from({ length: practiceCount }, () => []);
  for (const [row, practices] of members.entries()) {
    for (const practice of practices) rowsOf[practice]?.push(row);
  }
  const byRows = new Map<string, { practices: number[]; rows: number[] }>();
  for (const [practice, rows] of rowsOf.entries()) {
    if (rows.length === 0) continue;
    const key = rows.join(",");
    const atom = byRows.get(key);
    if (atom === undefined) byRows.set(key, { practices: [practice], rows });
    else atom.practices.push(practice);
  }
  return [...byRows.values()].map(({ practices, rows }) => ({
    practices: Int32Array.from(practices),
    rows: Int32Array.from(rows),
  }));
}
