// The rows of a table by the values of one or several of its columns: every row has a group, every group its rows in
// order. Built once for all formulas that ask for the same columns, and kept up to date as rows change groups.
//
// What must stay true: a group's number never changes while the index lives; the rows of a group are in row order.

import { BLANK, type Column } from "../values/column.ts";
import type { Criterion } from "../values/criteria.ts";
import type { TextPool } from "../values/textPool.ts";
import { KeyDictionary, type KeyMode, NO_GROUP } from "./keyDictionary.ts";
import { RowLists } from "./rowLists.ts";

/** Larger than the number of distinct values a column can have (rows of a sheet and texts of a pool). */
const PAIR = 2 ** 26;

export interface Filter {
  readonly column: Column;
  readonly criterion: Criterion;
}

export class KeyIndex {
  readonly columns: readonly Column[];
  readonly groupOfRow: Int32Array;
  readonly #dictionaries: readonly KeyDictionary[];
  /** For columns after the first: (group so far, value) -> group. */
  readonly #pairs: readonly Map<number, number>[];
  #pairGroups = 0;
  #filters: readonly Filter[];
  /** The rows of every group. */
  readonly lists: RowLists;

  /** @param rows how many the table has; without key columns they are one group */
  constructor(
    pool: TextPool,
    mode: KeyMode,
    columns: readonly Column[],
    filters: readonly Filter[],
    rows: number,
  ) {
    this.columns = columns;
    this.#filters = filters;
    this.#dictionaries = columns.map(() => new KeyDictionary(pool, mode));
    this.#pairs = columns.slice(1).map(() => new Map<number, number>());
    this.groupOfRow = new Int32Array(rows);
    this.lists = new RowLists(this.groupOfRow);
    this.rebuild(filters);
  }

  get groupCount(): number {
    if (this.columns.length === 0) return 1;
    return this.#pairs.length === 0 ? (this.#dictionaries[0]?.size ?? 0) : this.#pairGroups;
  }

  /** Reads all rows again. Groups keep their numbers. */
  rebuild(filters: readonly Filter[]): void {
    this.#filters = filters;
    for (let row = 0; row < this.groupOfRow.length; row++) this.groupOfRow[row] = this.#groupAt(row);
    this.lists.forget();
  }

  /** Reads one row again; gives the group it was in. */
  update(row: number): number {
    const from = this.groupOfRow[row] ?? NO_GROUP;
    const to = this.#groupAt(row);
    if (from === to) return from;
    this.lists.moved(row, from, to);
    this.groupOfRow[row] = to;
    return from;
  }

  #groupAt(row: number): number {
    for (const { column, criterion } of this.#filters) if (!criterion(column.value(row))) return NO_GROUP;
    let group = this.columns.length === 0 ? 0 : NO_GROUP;
    for (let place = 0; place < this.columns.length; place++) {
      const column = this.columns[place] as Column;
      const kind = column.kinds === null ? column.mask : (column.kinds[row] ?? BLANK);
      const id = (this.#dictionaries[place] as KeyDictionary).add(kind, column.numbers[row] as number);
      if (id < 0) return NO_GROUP;
      group = place === 0 ? id : this.#pair(place - 1, group, id, true);
    }
    return group;
  }

  #pair(place: number, group: number, id: number, add: boolean): number {
    const pairs = this.#pairs[place] as Map<number, number>;
    const key = group * PAIR + id;
    const known = pairs.get(key);
    if (known !== undefined) return known;
    if (!add) return NO_GROUP;
    const last = place === this.#pairs.length - 1;
    const made = last ? this.#pairGroups++ : pairs.size;
    pairs.set(key, made);
    return made;
  }

  /** The group of a key given by kind and payload per column, or a negative sign (keyDictionary.ts). */
  find(kinds: ArrayLike<number>, payloads: ArrayLike<number>): number {
    let group = this.columns.length === 0 ? 0 : NO_GROUP;
    for (let place = 0; place < this.columns.length; place++) {
      const id = (this.#dictionaries[place] as KeyDictionary).find(
        kinds[place] ?? BLANK,
        payloads[place] ?? 0,
      );
      if (id < NO_GROUP) return id;
      if (id === NO_GROUP || (place > 0 && group === NO_GROUP)) group = NO_GROUP;
      else group = place === 0 ? id : this.#pair(place - 1, group, id, false);
    }
    return group;
  }
}
