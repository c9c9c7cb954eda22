// The rows of every group, in row order, for an array that says which group each row is in. Listed when first asked
// for; afterwards only the lists of groups that change are touched.
//
// All lists lie in one array, so that walking a group's rows is walking memory. Lists that only ever are read lie close
// together; once a row has changed groups they are laid out with room to grow.

import type { Column } from "../values/column.ts";

/** Room beyond the rows of a group: for so many more, and a quarter of what there are. */
const ROOM = 4;
/** Groups that may yet appear. */
const MORE_GROUPS = 64;

export class RowLists {
  readonly #groupOfRow: Int32Array;
  /** Where each group's list begins, how many rows it has, how many it has room for. Null: not listed. */
  #starts: Int32Array | null = null;
  #counts = new Int32Array(0);
  #rooms = new Int32Array(0);
  #rows = new Int32Array(0);
  /** Where the unused part of `#rows` begins. */
  #end = 0;
  /** Rows have changed groups, so lists need room. */
  #roomy = false;

  /** @param groupOfRow each row's group; negative for none */
  constructor(groupOfRow: Int32Array) {
    this.#groupOfRow = groupOfRow;
  }

  /** Everything may have changed. */
  forget(): void {
    this.#starts = null;
  }

  /** A row went from one group to another (negative for none). To be told before `groupOfRow` says so. */
  moved(row: number, from: number, to: number): void {
    if (this.#starts === null) return;
    if (!this.#roomy || !this.#hasRoom(to)) {
      this.#roomy = true;
      this.#starts = null;
      return;
    }
    if (from >= 0) this.#remove(from, row);
    if (to >= 0) this.#insert(to, row);
  }

  rowsOf(group: number): ArrayLike<number> {
    const start = this.#startOf(group);
    return this.#rows.subarray(start, start + this.countOf(group));
  }

  /** The first row of a group, -1 when it has none. */
  firstOf(group: number): number {
    const start = this.#startOf(group);
    return this.countOf(group) === 0 ? -1 : (this.#rows[start] as number);
  }

  /** How many rows a group has. */
  countOf(group: number): number {
    if (this.#starts === null) this.#list();
    return group < this.#counts.length ? (this.#counts[group] as number) : 0;
  }

  /** The sum of the group's rows, added in row order. */
  sumOf(group: number, numbers: Float64Array): number {
    const start = this.#startOf(group);
    const end = start + this.countOf(group);
    const rows = this.#rows;
    let sum = 0;
    for (let place = start; place < end; place++) sum += numbers[rows[place] as number] as number;
    return sum;
  }

  /** Appends the rows of a group to a list. */
  addRowsOf(group: number, rows: number[]): void {
    const start = this.#startOf(group);
    const end = start + this.countOf(group);
    const own = this.#rows;
    for (let place = start; place < end; place++) rows.push(own[place] as number);
  }

  /** Stores one value in all rows of a group, and lists the rows that came out different. */
  storeIn(group: number, kind: number, payload: number, column: Column, changed: number[]): void {
    const start = this.#startOf(group);
    const end = start + this.countOf(group);
    const rows = this.#rows;
    if (column.kinds !== null || column.mask !== kind) {
      for (let place = start; place < end; place++)
        if (column.store(rows[place] as number, kind, payload)) changed.push(rows[place] as number);
      return;
    }
    const { numbers } = column;
    for (let place = start; place < end; place++) {
      const row = rows[place] as number;
      if (Object.is(numbers[row], payload)) continue;
      numbers[row] = payload;
      changed.push(row);
    }
  }

  #startOf(group: number): number {
    const starts = this.#starts ?? this.#list();
    return group < starts.length ? (starts[group] as number) : 0;
  }

  /** A group can take one more row, if need be at the end of the unused part. */
  #hasRoom(group: number): boolean {
    if (group < 0) return true;
    if (group >= this.#counts.length) return false;
    const count = this.#counts[group] as number;
    return count < (this.#rooms[group] as number) || this.#end + roomFor(count) <= this.#rows.length;
  }

  #insert(group: number, row: number): void {
    const starts = this.#starts as Int32Array;
    const rows = this.#rows;
    const count = this.#counts[group] as number;
    let start = starts[group] as number;
    if (count === this.#rooms[group]) {
      rows.copyWithin(this.#end, start, start + count);
      start = this.#end;
      starts[group] = start;
      this.#rooms[group] = roomFor(count);
      this.#end += roomFor(count);
    }
    let place = start + count;
    for (; place > start && (rows[place - 1] as number) > row; place--)
      rows[place] = rows[place - 1] as number;
    rows[place] = row;
    this.#counts[group] = count + 1;
  }

  #remove(group: number, row: number): void {
    const rows = this.#rows;
    const start = (this.#starts as Int32Array)[group] as number;
    const end = start + (this.#counts[group] as number);
    let place = start;
    while (place < end && rows[place] !== row) place++;
    if (place === end) return;
    for (; place + 1 < end; place++) rows[place] = rows[place + 1] as number;
    this.#counts[group] = end - start - 1;
  }

  /** Counting sort of the rows by group. */
  #list(): Int32Array {
    const groups = this.#groupOfRow;
    let most = -1;
    for (let row = 0; row < groups.length; row++) most = Math.max(most, groups[row] as number);
    const size = most + 1 + (this.#roomy ? MORE_GROUPS : 0);
    const counts = new Int32Array(size);
    for (let row = 0; row < groups.length; row++) {
      const group = groups[row] as number;
      if (group >= 0) counts[group] = (counts[group] as number) + 1;
    }
    const rooms = this.#roomy ? counts.map(roomFor) : counts;
    const starts = new Int32Array(size);
    let end = 0;
    for (let group = 0; group < size; group++) {
      starts[group] = end;
      end += rooms[group] as number;
    }
    const rows = new Int32Array(end + (this.#roomy ? roomFor(groups.length) : 0));
    const next = starts.slice();
    for (let row = 0; row < groups.length; row++) {
      const group = groups[row] as number;
      if (group < 0) continue;
      const place = next[group] as number;
      rows[place] = row;
      next[group] = place + 1;
    }
    this.#rows = rows;
    this.#counts = counts;
    this.#rooms = rooms;
    this.#end = end;
    this.#starts = starts;
    return starts;
  }
}

function roomFor(count: number): number {
  return count + ROOM + (count >> 2);
}
