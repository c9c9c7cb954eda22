// Nodes that hold a column: inputs as they were set, formulas calculated block by block, and the formula columns of a
// table that has one row per scope.

import { type Bindings, type BoundSlot, nodesOf } from "../formula/boundSlots.ts";
import { cellResult, evaluate } from "../formula/interpreter.ts";
import { cellKind } from "../kernels/operation.ts";
import { Program } from "../kernels/program.ts";
import { Column } from "../values/column.ts";
import type { TextPool } from "../values/textPool.ts";
import { errorValue, type Value } from "../values/value.ts";
import { type Change, GraphNode, type NodeState, sortedRows } from "./graph.ts";
import type { GroupNode, JoinNode } from "./groupNodes.ts";
import { PATTERN } from "./keyDictionary.ts";
import type { AnswerNode } from "./orderNodes.ts";

export abstract class ColumnNode extends GraphNode {
  readonly column: Column;
  /** A row's result was an array, so it shows #SPILL!. */
  spilled = false;

  constructor(key: string, precedents: readonly GraphNode[], column: Column) {
    super(key, precedents);
    this.column = column;
    this.state.counted = column;
  }
}

export class InputNode extends ColumnNode {
  #pending: number[] | "all" = [];

  constructor(key: string, column: Column) {
    super(key, [], column);
  }

  set(row: number, value: Value): void {
    if (row < 0 || row >= this.column.length || !this.column.write(row, value)) return;
    if (this.#pending !== "all") this.#pending.push(row);
    this.state.dirty = true;
  }

  assign(values: readonly Value[]): void {
    const changed = this.column.assign(values);
    if (changed.length === 0) return;
    if (changed.length * 4 > this.column.length) this.#pending = "all";
    else if (this.#pending !== "all") for (const row of changed) this.#pending.push(row);
    this.state.dirty = true;
  }

  override update(): Change {
    const pending = this.#pending;
    this.#pending = [];
    this.column.narrow();
    if (this.fresh || pending === "all") return "all";
    return pending.length === 0 ? null : sortedRows(pending);
  }
}

/** From so many rows on, a change of most of the rows is treated as a change of all. */
const MANY = 64;

/** A formula column: the same formula in every row. */
export class FormulaNode extends ColumnNode {
  /** A changed row of these reaches that row. */
  readonly #rows: readonly NodeState[];
  /** A changed group of these reaches the rows whose key has it. */
  readonly #groups: readonly JoinedGroup[];
  /** A change of these reaches all rows. */
  readonly #wholes: readonly NodeState[];
  /** What is only read for rows that an index cannot answer. */
  readonly #fallback: readonly NodeState[];
  readonly #answers: readonly AnswerNode[];
  /** The formula is this grouped value and nothing else. */
  readonly #only: GroupNode | null;
  readonly #program: Program;

  constructor(
    key: string,
    precedents: readonly GraphNode[],
    bindings: Bindings,
    length: number,
    pool: TextPool,
    helper: boolean,
  ) {
    super(key, precedents, new Column(pool, length));
    const direct = bindings.slots.slice(0, bindings.template.direct);
    const statesOf = (slots: readonly BoundSlot[]) => slots.flatMap(nodesOf).map((node) => node.state);
    this.#rows = statesOf(direct.filter(({ type }) => /^(cell|cells|ordered)$/.test(type)));
    this.#groups = direct.flatMap((bound) =>
      bound.type === "group" || bound.type === "members"
        ? [{ join: bound.join, joined: bound.join.state, group: bound.group.state }]
        : [],
    );
    const [first] = direct;
    const alone = bindings.template.expression.kind === "group" && !helper && direct.length === 1;
    this.#only = alone && first?.type === "group" ? first.group : null;
    this.#wholes = statesOf(direct.filter(({ type }) => type === "range" || type === "scalar"));
    this.#fallback = statesOf(bindings.slots.slice(bindings.template.direct));
    this.#answers = direct.flatMap((bound) => (bound.type === "ordered" ? [bound.node] : []));
    this.#program = new Program(bindings, this.column, helper);
  }

  override update(): Change {
    const [group] = this.#groups;
    const copied =
      this.#only === null || group === undefined || this.fresh ? null : this.#copyGroups(this.#only, group);
    if (copied !== null) return copied.length === 0 ? null : copied;
    const rows = this.fresh ? "all" : this.#dirtyRows();
    if (rows === null) return null;
    if (rows === "all") {
      this.#program.runAll();
      this.spilled = this.#program.spilled;
      return "all";
    }
    const changed = this.#program.runRows(rows);
    if (this.column.kinds !== null) this.column.narrow();
    this.spilled ||= this.#program.spilled;
    return changed.length === 0 ? null : changed;
  }

  /** The rows of the groups that changed, calculated; null, with nothing done, when it is not as simple. */
  #copyGroups({ values: column }: GroupNode, { join, joined, group }: JoinedGroup): number[] | null {
    if (joined.change === "all" || group.change === "all" || join.patterns > 0) return null;
    const changed = joined.change === null ? [] : this.#program.runRows(joined.change);
    if (group.change !== null) {
      const { lists } = join;
      for (const each of group.change)
        lists.storeIn(
          each,
          cellKind(column.kind(each)),
          column.numbers[each] as number,
          this.column,
          changed,
        );
    }
    if (this.column.kinds !== null) this.column.narrow();
    return changed;
  }

  /** The rows that what changed can reach, by each slot's relation. */
  #dirtyRows(): Change {
    for (const { change } of this.#wholes) if (change !== null) return "all";
    const rows: number[] = [];
    for (const { change } of this.#rows) if (!add(rows, change)) return "all";
    for (const { join, joined, group } of this.#groups) {
      const { change } = group;
      if (!add(rows, joined.change) || change === "all") return "all";
      if (change !== null) for (const each of change) join.lists.addRowsOf(each, rows);
    }
    for (const { change } of this.#fallback)
      if (change !== null) {
        for (const { join } of this.#groups) addPatterns(join, rows);
        for (const node of this.#answers) addOpen(node, rows);
        break;
      }
    if (rows.length === 0) return null;
    // a row that comes twice is calculated twice, which costs less than looking for it
    return rows.length > MANY && rows.length * 2 > this.column.length ? "all" : rows;
  }
}

function add(rows: number[], change: Change): boolean {
  if (change === "all") return false;
  if (change !== null) for (const row of change) rows.push(row);
  return true;
}

interface JoinedGroup {
  readonly join: JoinNode;
  readonly joined: NodeState;
  readonly group: NodeState;
}

function addPatterns({ patterns, groups }: JoinNode, rows: number[]): void {
  if (patterns === 0) return;
  for (let row = 0; row < groups.length; row++) if (groups[row] === PATTERN) rows.push(row);
}

function addOpen({ openCount, open }: AnswerNode, rows: number[]): void {
  if (openCount === 0) return;
  for (let row = 0; row < open.length; row++) if (open[row] === 1) rows.push(row);
}

/** A formula column of a table with one row per scope: each row is evaluated with its own scope's bindings. */
export class ScopesNode extends ColumnNode {
  readonly #rows: readonly Bindings[];

  constructor(key: string, precedents: readonly GraphNode[], rows: readonly Bindings[], pool: TextPool) {
    super(key, precedents, new Column(pool, rows.length));
    this.#rows = rows;
  }

  override update(): Change {
    const changed: number[] = [];
    this.spilled = false;
    for (const [row, bindings] of this.#rows.entries()) {
      bindings.row = row;
      const value = cellResult(evaluate(bindings.template.expression, bindings));
      if (value === errorValue("#SPILL!")) this.spilled = true;
      if (this.column.write(row, value)) changed.push(row);
    }
    this.column.narrow();
    if (this.fresh) return "all";
    return changed.length === 0 ? null : changed;
  }
}
