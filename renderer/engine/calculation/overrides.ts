// Cells of a formula column that hold a value of their own. The formula is calculated as ever in a node of its own; an
// OverriddenNode on top of it shows the formula's values with the overrides in their places, and that is the node that
// everything else reads. A column without overrides has no such node, so it costs nothing.
//
// What must stay true: a shared table's scope without a set of its own has the base's; no set holds a row beyond its
// table's rows; what an edit leaves is what laying all overrides over all values anew gives.

import { columnSymbol } from "../formula/references.ts";
import type { ModelStructure, TableStructure } from "../model.ts";
import { Column } from "../values/column.ts";
import type { TextPool } from "../values/textPool.ts";
import type { Scalar } from "../values/value.ts";
import { ColumnNode } from "./columnNodes.ts";
import { type Change, GraphNode, sortedRows } from "./graph.ts";
import type { Inputs } from "./inputs.ts";

/** The overrides of one column in one scope; its changed rows are those whose override came, went or changed. */
export class OverrideNode extends GraphNode {
  #values: ReadonlyMap<number, Scalar> = new Map();
  #pending: number[] = [];

  constructor() {
    super("", []);
  }

  get values(): ReadonlyMap<number, Scalar> {
    return this.#values;
  }

  /** Replaces the whole set. */
  set(values: ReadonlyMap<number, Scalar>): void {
    const before = this.#values;
    for (const row of before.keys()) if (!values.has(row)) this.#pending.push(row);
    for (const [row, value] of values)
      if (!before.has(row) || !Object.is(before.get(row), value)) this.#pending.push(row);
    this.#values = values;
    this.state.dirty ||= this.#pending.length > 0;
  }

  override update(): Change {
    const pending = this.#pending;
    this.#pending = [];
    return pending.length === 0 ? null : sortedRows(pending);
  }
}

/** A formula column as it is seen: the formula's values, and the overrides where there are some. */
export class OverriddenNode extends ColumnNode {
  readonly formula: ColumnNode;
  readonly #overrides: OverrideNode;

  constructor(key: string, formula: ColumnNode, overrides: OverrideNode, pool: TextPool) {
    super(key, [formula, overrides], new Column(pool, formula.column.length));
    this.formula = formula;
    this.#overrides = overrides;
  }

  isOverridden(row: number): boolean {
    return this.#overrides.values.has(row);
  }

  override update(): Change {
    this.spilled = this.formula.spilled;
    if (this.fresh || this.formula.change === "all" || this.#overrides.change === "all") {
      this.column.take(this.formula.column);
      for (const [row, value] of this.#overrides.values) this.column.write(row, value);
      this.column.narrow();
      return "all";
    }
    const rows = sortedRows([...(this.formula.change ?? []), ...(this.#overrides.change ?? [])]);
    const changed: number[] = [];
    const { values } = this.#overrides;
    for (const row of rows) {
      const own = values.get(row);
      if (this.column.write(row, own === undefined ? this.formula.column.value(row) : own)) changed.push(row);
    }
    this.column.narrow();
    return changed.length === 0 ? null : changed;
  }
}

/** The overrides of a model, per column and scope. They outlive the structure, as inputs do. */
export class Overrides {
  readonly #inputs: Inputs;
  /** column key -> scope -> overrides */
  readonly #columns = new Map<string, Map<string, OverrideNode>>();

  constructor(inputs: Inputs) {
    this.#inputs = inputs;
  }

  /** Keeps the overrides of formula columns and scopes that still exist. To be told after the inputs. */
  setStructure(structure: ModelStructure): void {
    const formulas = new Set<string>();
    for (const table of structure.tables)
      for (const { name, formula } of table.columns)
        if (formula !== undefined) formulas.add(columnSymbol(table.name, name).key);
    for (const [key, held] of this.#columns) {
      if (!formulas.has(key)) this.#columns.delete(key);
      for (const scope of held.keys()) if (!structure.scopes.includes(scope)) held.delete(scope);
    }
    for (const table of structure.tables) this.dropBeyond(table);
  }

  /** Drops overrides of rows that a table no longer has. */
  dropBeyond(table: TableStructure): void {
    for (const { name } of table.columns)
      for (const [scope, node] of this.#columns.get(columnSymbol(table.name, name).key) ?? []) {
        const rows = this.#inputs.rowCount(table.name, scope);
        if ([...node.values.keys()].some((row) => row >= rows))
          node.set(new Map([...node.values].filter(([row]) => row < rows)));
      }
  }

  set(table: TableStructure, column: string, scope: string, values: ReadonlyMap<number, Scalar>): void {
    const { key } = columnSymbol(table.name, column);
    let held = this.#columns.get(key);
    if (held === undefined) {
      held = new Map();
      this.#columns.set(key, held);
    }
    const rows = this.#inputs.rowCount(table.name, scope);
    const within = new Map([...values].filter(([row]) => row >= 0 && row < rows));
    const known = held.get(scope);
    const node = known ?? new OverrideNode();
    held.set(scope, node);
    // an empty set needs no node above the formula's; one that becomes empty keeps its own until the graph is made anew
    if (known === undefined || (known.values.size === 0 && within.size > 0)) this.#inputs.changed = true;
    node.set(within);
  }

  clear(table: TableStructure, column: string, scope: string): void {
    if (table.rows !== "shared" || scope === this.#inputs.base) return;
    if (this.#columns.get(columnSymbol(table.name, column).key)?.delete(scope)) this.#inputs.changed = true;
  }

  /** The overrides that a scope sees, null when there are none. */
  of(table: TableStructure, column: string, scope: string): OverrideNode | null {
    const held = this.#columns.get(columnSymbol(table.name, column).key);
    if (held === undefined) return null;
    const home = this.#inputs.home(table, scope);
    const node = held.get(home) ?? (table.rows === "shared" ? held.get(this.#inputs.base) : undefined);
    return node === undefined || node.values.size === 0 ? null : node;
  }
}
