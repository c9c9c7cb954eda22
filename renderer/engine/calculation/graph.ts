// The dependency graph: its nodes are columns, single values, indexes and grouped values, never cells. A node tells
// after each update which of its rows changed, and each dependent reads that by its own relation to the node: the same
// row, the rows with a matching key, or anything at all.
//
// What must stay true: a node is made after its precedents, so the order of making is an order of calculating; what a
// node reads never changes while it lives (a changed formula or override makes a new node).

/** Which rows (or groups) of a node changed in a pass: none, all, or some, each once and in any order. */
export type Change = null | "all" | readonly number[];

let made = 0;

/** A column of a scope, by its names. */
export interface ColumnUse {
  readonly scope: string;
  readonly table: string;
  readonly column: string;
}

/**
 * What a pass has to know of a node. It is an object apart because a pass looks at all nodes: objects of one shape are
 * looked at much faster than those of a dozen classes.
 */
export class NodeState {
  readonly node: GraphNode;
  /** It must be updated in the next pass. */
  dirty = true;
  /** It was never calculated. */
  fresh = true;
  /** What changed in this pass. */
  change: Change = null;
  dependents: NodeState[] = [];
  /** The columns that the node is, in every scope that has it. */
  uses: readonly ColumnUse[] = [];
  /** The column whose changes are counted (column.ts). */
  counted: { version: number } | null = null;

  constructor(node: GraphNode) {
    this.node = node;
  }
}

export abstract class GraphNode {
  /** In order of making. */
  readonly id = made++;
  readonly key: string;
  readonly precedents: readonly GraphNode[];
  readonly state: NodeState;

  constructor(key: string, precedents: readonly GraphNode[]) {
    this.key = key;
    this.precedents = precedents;
    this.state = new NodeState(this);
  }

  get fresh(): boolean {
    return this.state.fresh;
  }

  get change(): Change {
    return this.state.change;
  }

  /** Brings the node up to date from its precedents' changes; with `fresh` set, from scratch. */
  abstract update(): Change;
}

/** Each once, in place; in no order when there are few. */
export function distinct(rows: number[]): readonly number[] {
  if (rows.length > FEW) return sortedRows(rows);
  let kept = 0;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as number;
    let known = false;
    for (let before = 0; before < kept; before++) known ||= rows[before] === row;
    if (!known) rows[kept++] = row;
  }
  rows.length = kept;
  return rows;
}

const FEW = 8;

/** Ascending, each once; in place. What comes in is mostly a few ascending stretches, such as the rows of two groups. */
export function sortedRows(rows: number[]): readonly number[] {
  const { length } = rows;
  const first = stretchEnd(rows, 0);
  if (first >= length) return rows;
  const second = stretchEnd(rows, first);
  const sorted = second < length ? Int32Array.from(rows).sort() : mergeTwo(rows, first);
  let kept = 1;
  rows[0] = sorted[0] as number;
  for (let place = 1; place < length; place++)
    if (sorted[place] !== sorted[place - 1]) rows[kept++] = sorted[place] as number;
  rows.length = kept;
  return rows;
}

/** Where a strictly ascending stretch from `start` ends. */
function stretchEnd(rows: readonly number[], start: number): number {
  let end = start + 1;
  while (end < rows.length && (rows[end - 1] as number) < (rows[end] as number)) end++;
  return end;
}

/** The two ascending stretches of `rows`, the second from `middle` on, as one. */
function mergeTwo(rows: readonly number[], middle: number): number[] {
  const merged: number[] = [];
  let left = 0;
  let right = middle;
  while (left < middle && right < rows.length)
    merged.push(
      (rows[left] as number) <= (rows[right] as number)
        ? (rows[left++] as number)
        : (rows[right++] as number),
    );
  while (left < middle) merged.push(rows[left++] as number);
  while (right < rows.length) merged.push(rows[right++] as number);
  return merged;
}

/**
 * Updates the dirty nodes of a graph given in order of making, and returns those that changed. Their `change` stays
 * readable until `forget`.
 */
export function recalculate(nodes: readonly NodeState[]): NodeState[] {
  const changed: NodeState[] = [];
  for (const state of nodes) {
    if (!state.dirty) continue;
    state.dirty = false;
    const change = state.node.update();
    state.change = change;
    state.fresh = false;
    if (change === null) continue;
    if (state.counted !== null) state.counted.version++;
    changed.push(state);
    for (const dependent of state.dependents) dependent.dirty = true;
  }
  return changed;
}

export function forget(changed: readonly NodeState[]): void {
  for (const state of changed) state.change = null;
}
