// The rows of every group, in row order, for an array that says which group each row is in. Listed when first asked
// for; afterwards only the lists of groups that change are touched.

export class RowLists {
  readonly #groupOfRow: Int32Array;
  #starts: Int32Array | null = null;
  #rows = new Int32Array(0);
  /** Lists of groups that changed since `#starts` was made. */
  readonly #changed = new Map<number, number[]>();

  /** @param groupOfRow each row's group; negative for none */
  constructor(groupOfRow: Int32Array) {
    this.#groupOfRow = groupOfRow;
  }

  /** Everything may have changed. */
  forget(): void {
    this.#starts = null;
    this.#changed.clear();
  }

  /** A row went from one group to another (negative for none). To be told before `groupOfRow` says so. */
  moved(row: number, from: number, to: number): void {
    if (this.#starts === null) return;
    if (from >= 0) removeSorted(this.#own(from), row);
    if (to >= 0) insertSorted(this.#own(to), row);
  }

  rowsOf(group: number): ArrayLike<number> {
    const starts = this.#starts ?? this.#list();
    const own = this.#changed.get(group);
    if (own !== undefined) return own;
    return group + 1 < starts.length ? this.#rows.subarray(starts[group], starts[group + 1]) : [];
  }

  /** How many rows a group has. */
  countOf(group: number): number {
    const starts = this.#starts ?? this.#list();
    const own = this.#changed.get(group);
    if (own !== undefined) return own.length;
    return group + 1 < starts.length ? (starts[group + 1] as number) - (starts[group] as number) : 0;
  }

  /** The sum of the group's rows, added in row order. */
  sumOf(group: number, numbers: Float64Array): number {
    const starts = this.#starts ?? this.#list();
    const own = this.#changed.get(group);
    let sum = 0;
    if (own !== undefined)
      for (let place = 0; place < own.length; place++) sum += numbers[own[place] as number] as number;
    else if (group + 1 < starts.length)
      for (let place = starts[group] as number; place < (starts[group + 1] as number); place++)
        sum += numbers[this.#rows[place] as number] as number;
    return sum;
  }

  /** Appends the rows of a group to a list. */
  addRowsOf(group: number, rows: number[]): void {
    const starts = this.#starts ?? this.#list();
    const own = this.#changed.get(group);
    if (own !== undefined) for (const row of own) rows.push(row);
    else if (group + 1 < starts.length)
      for (let place = starts[group] as number; place < (starts[group + 1] as number); place++)
        rows.push(this.#rows[place] as number);
  }

  #own(group: number): number[] {
    let own = this.#changed.get(group);
    if (own === undefined) {
      own = Array.from(this.rowsOf(group));
      this.#changed.set(group, own);
    }
    return own;
  }

  /** Counting sort of the rows by group. */
  #list(): Int32Array {
    const groups = this.#groupOfRow;
    let most = -1;
    for (let row = 0; row < groups.length; row++) most = Math.max(most, groups[row] as number);
    const starts = new Int32Array(most + 2);
    for (let row = 0; row < groups.length; row++) {
      const group = groups[row] as number;
      if (group >= 0) starts[group + 1] = (starts[group + 1] as number) + 1;
    }
    for (let group = 1; group < starts.length; group++)
      starts[group] = (starts[group] as number) + (starts[group - 1] as number);
    const next = starts.slice();
    this.#rows = new Int32Array(starts[starts.length - 1] ?? 0);
    for (let row = 0; row < groups.length; row++) {
      const group = groups[row] as number;
      if (group < 0) continue;
      const place = next[group] as number;
      this.#rows[place] = row;
      next[group] = place + 1;
    }
    this.#starts = starts;
    return starts;
  }
}

function placeOf(rows: readonly number[], row: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as number) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insertSorted(rows: number[], row: number): void {
  rows.splice(placeOf(rows, row), 0, row);
}

function removeSorted(rows: number[], row: number): void {
  const place = placeOf(rows, row);
  if (rows[place] === row) rows.splice(place, 1);
}
