// Conditional aggregates whose criterion is an order with a value of the row: COUNTIFS([CCG],[@CCG],[Size],">"&[@Size])
// and its kin. An OrderNode keeps each group's rows sorted by the compared column with a tree of partial sums; an
// AnswerNode finds, for every row of the formula's table, the stretch of its group that meets the criterion.
//
// What must stay true: a group's answer depends on nothing but the group's rows, in the order of (value, row), so what
// an edit leaves is bit for bit what calculating anew gives. The sum is added pair by pair in that order, so its
// last digit may differ from a sum in row order.

import type { OrderOperator } from "../formula/expression.ts";
import type { Aggregate } from "../functions/conditional.ts";
import { Column, ERROR, NUMBER } from "../values/column.ts";
import { compareNumbers, fifteenDigits } from "../values/compare.ts";
import type { TextPool } from "../values/textPool.ts";
import { errorValue, type Value } from "../values/value.ts";
import type { ColumnNode } from "./columnNodes.ts";
import { type Change, GraphNode, sortedRows } from "./graph.ts";
import type { IndexNode, JoinNode } from "./groupNodes.ts";
import { FIRST_ERROR, NO_GROUP } from "./keyDictionary.ts";
import type { KeyIndex } from "./keyIndex.ts";
import type { ScalarNode } from "./scalarNodes.ts";
import { placeBelow } from "./sortedColumn.ts";

/** One group's rows that hold a number in the compared column, ascending. */
interface GroupOrder {
  readonly keys: Float64Array;
  /** Leaves from `keys.length` on: the rows' numbers; above them the aggregate of each pair. Null for counts. */
  readonly tree: Float64Array | null;
  /** How many of the first n rows have a number to aggregate. */
  readonly counts: Int32Array | null;
  /** The group holds an error among its values, so only the criteria can tell. */
  readonly unsure: boolean;
}

export class OrderNode extends GraphNode {
  readonly #index: IndexNode;
  readonly #by: ColumnNode;
  readonly #source: ColumnNode | null;
  readonly aggregate: Aggregate;
  readonly #groups = new Map<number, GroupOrder>();

  constructor(
    key: string,
    index: IndexNode,
    by: ColumnNode,
    source: ColumnNode | null,
    aggregate: Aggregate,
  ) {
    super(key, source === null ? [index, by] : [index, by, source]);
    this.#index = index;
    this.#by = by;
    this.#source = source;
    this.aggregate = aggregate;
  }

  /** The changed groups. They are sorted again when next asked for. */
  override update(): Change {
    const changes = [this.#by.change, this.#source?.change ?? null];
    if (this.fresh || this.#index.change === "all" || changes.includes("all")) {
      this.#groups.clear();
      return "all";
    }
    const touched = this.#index.change === null ? [] : [...this.#index.change];
    const { groupOfRow } = this.#index.index as KeyIndex;
    for (const change of changes)
      for (const row of change === "all" || change === null ? [] : change) {
        const group = groupOfRow[row] ?? NO_GROUP;
        if (group >= 0) touched.push(group);
      }
    for (const group of touched) this.#groups.delete(group);
    return touched.length === 0 ? null : sortedRows(touched);
  }

  orderOf(group: number): GroupOrder {
    let order = this.#groups.get(group);
    if (order === undefined) {
      order = this.#sort((this.#index.index as KeyIndex).lists.rowsOf(group));
      this.#groups.set(group, order);
    }
    return order;
  }

  #sort(members: ArrayLike<number>): GroupOrder {
    const by = this.#by.column;
    const { keys, rows } = sortedRowsOf(by, members);
    const source = this.#source?.column;
    if (source === undefined || this.aggregate === "count")
      return { keys, tree: null, counts: null, unsure: false };
    const size = rows.length;
    const tree = new Float64Array(2 * size);
    const counts = new Int32Array(size + 1);
    const nothing = neutral(this.aggregate);
    for (let place = 0; place < size; place++) {
      const row = rows[place] as number;
      const is = source.kind(row) === NUMBER;
      tree[size + place] = is ? (source.numbers[row] as number) : nothing;
      counts[place + 1] = (counts[place] as number) + (is ? 1 : 0);
    }
    for (let place = size - 1; place > 0; place--)
      tree[place] = together(this.aggregate, tree[2 * place] as number, tree[2 * place + 1] as number);
    const holdsError = (source.mask & ERROR) !== 0;
    let unsure = false;
    for (let place = 0; holdsError && place < members.length; place++)
      unsure ||= source.kind(members[place] as number) === ERROR;
    return { keys, tree, counts, unsure };
  }
}

/** The rows that hold a number, in the order of (number, row), and those numbers. */
function sortedRowsOf(by: Column, members: ArrayLike<number>): { keys: Float64Array; rows: Int32Array } {
  const { numbers } = by;
  const found: number[] = [];
  for (let place = 0; place < members.length; place++) {
    const row = members[place] as number;
    if (by.kind(row) === NUMBER) found.push(row);
  }
  // -0 would be sorted before the 0 that it equals
  const keys = Float64Array.from(found, (row) => (numbers[row] as number) + 0).sort();
  const rows = new Int32Array(found.length);
  const taken = new Int32Array(found.length);
  for (const row of found) {
    const first = placeBelow(keys, numbers[row] as number);
    const equals = taken[first] as number;
    rows[first + equals] = row;
    taken[first] = equals + 1;
  }
  return { keys, rows };
}

function neutral(aggregate: Aggregate): number {
  return aggregate === "minimum" ? Infinity : aggregate === "maximum" ? -Infinity : 0;
}

function together(aggregate: Aggregate, left: number, right: number): number {
  if (aggregate === "minimum") return Math.min(left, right);
  return aggregate === "maximum" ? Math.max(left, right) : left + right;
}

/** The aggregate of the leaves from `low` to `high` (exclusive), left parts before right ones. */
function stretch(aggregate: Aggregate, tree: Float64Array, low: number, high: number): number {
  const size = tree.length >> 1;
  let left = neutral(aggregate);
  let right = left;
  for (let [from, to] = [low + size, high + size]; from < to; from >>= 1, to >>= 1) {
    if (from & 1) left = together(aggregate, left, tree[from++] as number);
    if (to & 1) right = together(aggregate, tree[--to] as number, right);
  }
  return together(aggregate, left, right);
}

/** A bound of the stretch: the operator, and the row's limit or the one for all rows. */
export interface BoundLimit {
  readonly operator: OrderOperator;
  /** the limit is part of a criterion's text, which has 15 digits */
  readonly written: boolean;
  readonly node: ColumnNode | ScalarNode;
  readonly column: Column | null;
}

export class AnswerNode extends GraphNode {
  readonly #order: OrderNode;
  readonly #join: JoinNode;
  readonly #limits: readonly BoundLimit[];
  readonly values: Column;
  /** Rows that only the criteria can answer: 1. */
  readonly open: Uint8Array;
  openCount = 0;

  constructor(key: string, order: OrderNode, join: JoinNode, limits: readonly BoundLimit[], pool: TextPool) {
    super(key, [order, join, ...limits.map((each) => each.node)]);
    this.#order = order;
    this.#join = join;
    this.#limits = limits;
    this.values = new Column(pool, join.groups.length);
    this.open = new Uint8Array(join.groups.length);
  }

  /** A row's answer, undefined when only the criteria can tell. */
  answer(row: number): Value | undefined {
    return this.open[row] === 1 ? undefined : this.values.value(row);
  }

  override update(): Change {
    const rows = this.fresh ? "all" : this.#rows();
    const changed: number[] = [];
    if (rows === "all") for (let row = 0; row < this.open.length; row++) this.#answer(row, changed);
    else for (const row of rows) this.#answer(row, changed);
    this.values.narrow();
    if (this.fresh) return "all";
    return changed.length === 0 ? null : changed;
  }

  #rows(): "all" | readonly number[] {
    const rows: number[] = [];
    const take = (change: Change): boolean => {
      if (change === "all") return false;
      for (const row of change ?? []) rows.push(row);
      return true;
    };
    if (this.#order.change === "all" || !take(this.#join.change)) return "all";
    for (const { node, column } of this.#limits)
      if (column === null ? node.change !== null : !take(node.change)) return "all";
    for (const group of this.#order.change ?? []) this.#join.lists.addRowsOf(group, rows);
    return sortedRows(rows);
  }

  #answer(row: number, changed: number[]): void {
    const value = this.#value(row);
    const open = value === undefined ? 1 : 0;
    const flipped = this.open[row] !== open;
    if (flipped) {
      this.open[row] = open;
      this.openCount += open === 1 ? 1 : -1;
    }
    if (this.values.write(row, value ?? null) || flipped) changed.push(row);
  }

  #value(row: number): Value | undefined {
    const group = this.#join.groups[row] as number;
    if (group < NO_GROUP || group <= FIRST_ERROR) return undefined;
    const { aggregate } = this.#order;
    const order = group === NO_GROUP ? null : this.#order.orderOf(group);
    if (order?.unsure) return undefined;
    let low = 0;
    let high = order?.keys.length ?? 0;
    for (const limit of this.#limits) {
      const wanted = limitAt(limit, row);
      if (wanted === undefined) return undefined;
      if (order === null) continue;
      const below = limit.operator === "<" || limit.operator === ">=";
      const place = placeOf(order.keys, wanted, below);
      if (limit.operator.startsWith("<")) high = Math.min(high, place);
      else low = Math.max(low, place);
    }
    return result(aggregate, order, low, Math.max(low, high));
  }
}

/** The number that the rows are compared with, undefined when it is not a number. */
function limitAt({ node, column, written }: BoundLimit, row: number): number | undefined {
  const value = column === null ? (node as ScalarNode).value : column.value(row);
  if (typeof value !== "number") return undefined;
  return written && !Number.isInteger(value) ? fifteenDigits(value) : value;
}

/** How many keys are below the limit (or not above it), at 15 digits as criteria compare. */
function placeOf(keys: Float64Array, limit: number, below: boolean): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareNumbers(keys[middle] as number, limit);
    if (below ? order < 0 : order <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function result(aggregate: Aggregate, order: GroupOrder | null, low: number, high: number): Value {
  const { tree = null, counts = null } = order ?? {};
  if (aggregate === "count") return high - low;
  const count = counts === null ? 0 : (counts[high] as number) - (counts[low] as number);
  if (count === 0 || tree === null) return aggregate === "average" ? errorValue("#DIV/0!") : 0;
  const total = stretch(aggregate, tree, low, high);
  if (!Number.isFinite(total)) return errorValue("#NUM!");
  return aggregate === "average" ? total / count : total;
}
