// Nodes of grouped lookups. An IndexNode groups the rows of one table by key; a JoinNode holds, for every row of the
// formula's table, the group of its key; a GroupNode the aggregate of one column for every group. SUMIFS by group is
// then reading the group's value, and a changed row recalculates its own group only, in row order, so that the result
// is bit for bit that of calculating everything.

import type { BoundSlot } from "../formula/boundSlots.ts";
import type { GroupAggregate, IndexSpecification } from "../formula/expression.ts";
import { Accumulator } from "../functions/conditional.ts";
import { Column, decode, ERROR, errorOfNumber, kindOf, NUMBER, payloadOf } from "../values/column.ts";
import { criterion } from "../values/criteria.ts";
import { type Operand, topLeft } from "../values/operand.ts";
import type { TextPool } from "../values/textPool.ts";
import { errorValue, type Value } from "../values/value.ts";
import type { ColumnNode } from "./columnNodes.ts";
import { type Change, distinct, GraphNode } from "./graph.ts";
import { FIRST_ERROR, NO_GROUP, PATTERN } from "./keyDictionary.ts";
import { KeyIndex } from "./keyIndex.ts";
import { RowLists } from "./rowLists.ts";
import type { ScalarNode } from "./scalarNodes.ts";

export class IndexNode extends GraphNode {
  readonly #specification: IndexSpecification;
  readonly columns: readonly ColumnNode[];
  readonly #filterColumns: readonly ColumnNode[];
  readonly #sources: readonly ColumnNode[];
  readonly #criteria: readonly ScalarNode[];
  readonly #pool: TextPool;
  readonly #guards: readonly ColumnNode[];
  readonly #rows: number;
  index: KeyIndex | null = null;
  /** Some column holds what the index cannot speak for, so that only the original formula can answer. */
  unsure = false;

  constructor(
    key: string,
    specification: IndexSpecification,
    columns: readonly ColumnNode[],
    filterColumns: readonly ColumnNode[],
    criteria: readonly ScalarNode[],
    guards: readonly ColumnNode[],
    rows: number,
    pool: TextPool,
  ) {
    super(key, [...columns, ...filterColumns, ...criteria, ...guards]);
    this.#guards = guards;
    this.#rows = rows;
    this.#specification = specification;
    this.columns = columns;
    this.#filterColumns = filterColumns;
    this.#sources = [...columns, ...filterColumns];
    this.#criteria = criteria;
    this.#pool = pool;
  }

  /** It groups all rows of just these columns. */
  isOf(columns: readonly (GraphNode | null)[]): boolean {
    const same =
      columns.length === this.columns.length && columns.every((each, at) => each === this.columns[at]);
    return same && this.#filterColumns.length === 0;
  }

  /** The changed groups. */
  override update(): Change {
    if (this.index === null) {
      const columns = this.columns.map((each) => each.column);
      const { mode } = this.#specification;
      this.index = new KeyIndex(this.#pool, mode, columns, this.#filters(), this.#rows);
      this.unsure = this.#isUnsure();
      return "all";
    }
    const unsure = this.#isUnsure();
    let again = unsure !== this.unsure;
    this.unsure = unsure;
    for (const each of this.#criteria) again ||= each.change !== null;
    for (const each of this.#sources) again ||= each.change === "all";
    if (again) {
      this.index.rebuild(this.#filters());
      return "all";
    }
    const groups: number[] = [];
    for (const { change } of this.#sources) {
      if (change === null || change === "all") continue;
      for (const row of change) {
        const from = this.index.update(row);
        const to = this.index.groupOfRow[row] ?? NO_GROUP;
        if (from === to) continue;
        if (from >= 0) groups.push(from);
        if (to >= 0) groups.push(to);
      }
    }
    return groups.length === 0 ? null : distinct(groups);
  }

  #isUnsure(): boolean {
    const { mode, guards } = this.#specification;
    if (mode === "equal") for (const { column } of this.columns) if ((column.mask & ERROR) !== 0) return true;
    for (let place = 0; place < guards.length; place++) {
      const { mask } = (this.#guards[place] as ColumnNode).column;
      if ((mask & ~(guards[place]?.kinds ?? 0)) !== 0) return true;
    }
    return false;
  }

  #filters() {
    return this.#filterColumns.map(({ column }, place) => {
      const condition = this.#criteria[place]?.value ?? null;
      return { column, criterion: criterion(topLeft(condition)) };
    });
  }
}

/** A key of a join: bound to the row or to all rows, or fixed. */
export type BoundKey = BoundSlot | { readonly type: "fixed"; readonly value: Value };

export class JoinNode extends GraphNode {
  readonly index: IndexNode;
  readonly groups: Int32Array;
  readonly #keys: readonly BoundKey[];
  readonly #pool: TextPool;
  readonly #kinds: Uint8Array;
  readonly #payloads: Float64Array;
  readonly #lists: RowLists;
  /** The keys are the very columns of the index, so a row's group may be the group that the row itself is in. */
  readonly #own: boolean;
  /** It is so for every row, and the lists of the index serve for the join too. */
  #same = false;
  #groupCount = 0;
  #unsure = false;
  /** Rows whose key only the criteria themselves can answer. */
  patterns = 0;

  constructor(
    key: string,
    index: IndexNode,
    keys: readonly BoundKey[],
    precedents: readonly GraphNode[],
    length: number,
    pool: TextPool,
  ) {
    super(key, [index, ...precedents]);
    this.index = index;
    this.groups = new Int32Array(length);
    this.#lists = new RowLists(this.groups);
    this.#keys = keys;
    this.#pool = pool;
    this.#kinds = new Uint8Array(keys.length);
    this.#payloads = new Float64Array(keys.length);
    this.#own = index.isOf(keys.map((each) => (each.type === "cell" ? each.node : null)));
  }

  override update(): Change {
    const keyIndex = this.index.index as KeyIndex;
    const grown = keyIndex.groupCount !== this.#groupCount || this.index.unsure !== this.#unsure;
    this.#unsure = this.index.unsure;
    this.#groupCount = keyIndex.groupCount;
    const rows: number[] = [];
    let all = this.fresh || grown;
    for (const key of this.#keys) {
      if (key.type !== "cell") all ||= key.type === "scalar" && key.node.change !== null;
      else if (key.node.change === "all") all = true;
      else if (key.node.change !== null) for (const row of key.node.change) rows.push(row);
    }
    const changed: number[] = [];
    this.#readScalars();
    if (all) {
      this.#lists.forget();
      this.#same = this.#own;
      for (let row = 0; row < this.groups.length; row++) this.#join(keyIndex, row, changed);
    } else for (const row of rows) this.#join(keyIndex, row, changed);
    if (this.fresh) return "all";
    return changed.length === 0 ? null : changed;
  }

  #readScalars(): void {
    for (let place = 0; place < this.#keys.length; place++) {
      const key = this.#keys[place] as BoundKey;
      if (key.type !== "fixed" && key.type !== "scalar") continue;
      const value = key.type === "fixed" ? key.value : topLeft(key.node.value);
      this.#kinds[place] = kindOf(value);
      this.#payloads[place] = payloadOf(value, this.#pool);
    }
  }

  #join(index: KeyIndex, row: number, changed: number[]): void {
    for (let place = 0; place < this.#keys.length; place++) {
      const key = this.#keys[place];
      if (key?.type !== "cell") continue;
      this.#kinds[place] = key.node.column.kind(row);
      this.#payloads[place] = key.node.column.numbers[row] as number;
    }
    const group = this.#unsure ? PATTERN : index.find(this.#kinds, this.#payloads);
    if (this.#same && group !== index.groupOfRow[row]) {
      this.#same = false;
      this.#lists.forget();
    }
    const before = this.groups[row] as number;
    if (group === before) return;
    if (group === PATTERN) this.patterns++;
    if (before === PATTERN) this.patterns--;
    if (!this.#same) this.#lists.moved(row, before, group);
    this.groups[row] = group;
    changed.push(row);
  }

  /** The rows by the group that their key has. */
  get lists(): RowLists {
    return this.#same ? (this.index.index as KeyIndex).lists : this.#lists;
  }
}

/** The groups that changed or that hold a changed row. */
export function touchedGroups(
  { groupOfRow }: KeyIndex,
  groups: readonly number[] | null,
  rows: readonly number[] | null,
): readonly number[] {
  if (rows === null) return groups ?? [];
  const touched = groups === null ? [] : [...groups];
  for (const row of rows) {
    const group = groupOfRow[row] ?? NO_GROUP;
    if (group >= 0) touched.push(group);
  }
  return distinct(touched);
}

export class GroupNode extends GraphNode {
  readonly #index: IndexNode;
  readonly #aggregate: GroupAggregate;
  readonly #source: ColumnNode | null;
  readonly #pool: TextPool;
  /** The value of each group. */
  values: Column;
  /** What a key without rows gives. */
  readonly empty: Value;

  constructor(
    key: string,
    index: IndexNode,
    aggregate: GroupAggregate,
    source: ColumnNode | null,
    pool: TextPool,
  ) {
    super(key, source === null ? [index] : [index, source]);
    this.#index = index;
    this.#aggregate = aggregate;
    this.#source = source;
    this.#pool = pool;
    this.values = new Column(pool, 0);
    this.empty =
      aggregate === "average"
        ? errorValue("#DIV/0!")
        : aggregate === "first" || aggregate === "place"
          ? errorValue("#N/A")
          : 0;
  }

  /** The value for what a join found, undefined when only the criteria can tell. */
  answer(group: number): Operand | undefined {
    if (group === PATTERN) return undefined;
    if (group <= FIRST_ERROR) return errorOfNumber(FIRST_ERROR - group);
    return group === NO_GROUP ? this.empty : this.values.value(group);
  }

  override update(): Change {
    const index = this.#index.index as KeyIndex;
    const valueChange = this.#source?.change ?? null;
    const groupChange = this.#index.change;
    if (this.fresh || valueChange === "all" || groupChange === "all") {
      this.#all(index);
      return "all";
    }
    const { groupCount } = index;
    if (groupCount > this.values.length) this.values = this.values.copy(groupCount);
    const changed: number[] = [];
    const numbers = this.#summed();
    for (const group of touchedGroups(index, groupChange, valueChange)) {
      const sum = numbers === null ? Number.NaN : index.lists.sumOf(group, numbers);
      const different = Number.isFinite(sum)
        ? this.values.store(group, NUMBER, sum)
        : this.values.write(group, this.#one(index, group));
      if (different) changed.push(group);
    }
    this.values.narrow();
    return changed.length === 0 ? null : changed;
  }

  /** The numbers of which each group's sum is its value; null when it is not as simple. */
  #summed(): Float64Array | null {
    const column = this.#source?.column;
    const plain = column !== undefined && column.kinds === null && column.mask === NUMBER;
    return plain && this.#aggregate === "sum" ? column.numbers : null;
  }

  #all(index: KeyIndex): void {
    const size = index.groupCount;
    if (this.values.length !== size) this.values = new Column(this.#pool, size);
    const numbers = this.#summed();
    if (numbers !== null) {
      this.#sumAll(index, numbers);
      return;
    }
    this.values.makeUniform(NUMBER);
    for (let group = 0; group < size; group++) this.values.set(group, this.#one(index, group));
    this.values.narrow();
  }

  /** Sums of plain numbers, one walk over the rows: each group is added in row order, as `#one` does. */
  #sumAll(index: KeyIndex, numbers: Float64Array): void {
    const sums = this.values.numbers;
    const groups = index.groupOfRow;
    sums.fill(0);
    this.values.makeUniform(NUMBER);
    for (let row = 0; row < groups.length; row++) {
      const place = groups[row] as number;
      if (place >= 0) sums[place] = (sums[place] as number) + (numbers[row] as number);
    }
    for (let place = 0; place < sums.length; place++)
      if (!Number.isFinite(sums[place])) this.values.set(place, errorValue("#NUM!"));
  }

  #one(index: KeyIndex, group: number): Value {
    const aggregate = this.#aggregate;
    const { lists } = index;
    const count = lists.countOf(group);
    if (count === 0) return this.empty;
    const column = this.#source?.column;
    if (aggregate === "place") return lists.firstOf(group) + 1;
    if (aggregate === "count" || column === undefined) return count;
    if (column.kinds === null && column.mask === NUMBER && (aggregate === "sum" || aggregate === "average")) {
      const sum = lists.sumOf(group, column.numbers);
      if (!Number.isFinite(sum)) return errorValue("#NUM!");
      return aggregate === "sum" ? sum : sum / count;
    }
    if (aggregate === "first") return column.value(lists.firstOf(group));
    const rows = lists.rowsOf(group);
    const accumulator = new Accumulator(aggregate);
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place] as number;
      accumulator.add(decode(column.kind(row), column.numbers[row] as number, this.#pool));
    }
    return accumulator.result();
  }
}
