// Binds templates in scopes and makes the nodes of the graph. A node's key says what it calculates from which nodes,
// so whatever comes out the same in two scopes is one node, and whatever is the same after a change of the model is the
// node that was there before, with its values.

import { Bindings, type BoundSlot, HeadedRange, nodesOf } from "../formula/boundSlots.ts";
import type { CompiledColumn, CompiledModel } from "../formula/compileModel.ts";
import {
  type ColumnSymbol,
  type MembersSlot,
  SALT_COLUMN,
  type Slot,
  type Template,
} from "../formula/expression.ts";
import { Column } from "../values/column.ts";
import { RangeValue } from "../values/operand.ts";
import type { TextPool } from "../values/textPool.ts";
import { type ColumnNode, FormulaNode, InputNode, ScopesNode } from "./columnNodes.ts";
import type { GraphNode, NodeState } from "./graph.ts";
import { type BoundKey, GroupNode, IndexNode, JoinNode } from "./groupNodes.ts";
import type { Inputs } from "./inputs.ts";
import { MembersNode } from "./memberNodes.ts";
import { AnswerNode, type BoundLimit, OrderNode } from "./orderNodes.ts";
import { OverriddenNode, type Overrides } from "./overrides.ts";
import { rowSalt } from "./salt.ts";
import { CountNode, type NameNode, PartNode, type ScalarNode, TotalNode } from "./scalarNodes.ts";

type GroupSlot = Extract<Slot, { type: "group" }>;
type OrderedSlot = Extract<Slot, { type: "ordered" }>;

export interface Graph {
  /** Live nodes in order of making. */
  readonly nodes: readonly NodeState[];
  readonly byKey: ReadonlyMap<string, GraphNode>;
  /** column key -> scope -> node */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, ColumnNode>>;
}

export const EMPTY_GRAPH: Graph = { nodes: [], byKey: new Map(), columns: new Map() };

/** The graph of a model as its inputs stand, with the nodes of the graph before it where they are the same. */
export function buildGraph(
  model: CompiledModel,
  scopes: readonly string[],
  inputs: Inputs,
  overrides: Overrides,
  pool: TextPool,
  before: Graph,
): Graph {
  return new NodeFactory(scopes, inputs, overrides, pool, before).build(model);
}

class NodeFactory {
  readonly #scopes: readonly string[];
  readonly #inputs: Inputs;
  readonly #overrides: Overrides;
  readonly #pool: TextPool;
  readonly #before: Graph;
  readonly #byKey = new Map<string, GraphNode>();
  readonly #live = new Set<GraphNode>();
  readonly #columns = new Map<string, Map<string, ColumnNode>>();
  /** Bound slots per scope and row domain, so that a slot shared by many formulas is bound once. */
  readonly #bound = new Map<string, BoundSlot>();
  /** The key of the column whose nodes are being made. */
  #making = "";

  constructor(
    scopes: readonly string[],
    inputs: Inputs,
    overrides: Overrides,
    pool: TextPool,
    before: Graph,
  ) {
    this.#scopes = scopes;
    this.#inputs = inputs;
    this.#overrides = overrides;
    this.#pool = pool;
    this.#before = before;
  }

  build(model: CompiledModel): Graph {
    for (const column of model.columns) {
      const byScope = new Map<string, ColumnNode>();
      this.#columns.set(column.symbol.key, byScope);
      if (column.table.rows === "scopes" && column.template !== null) {
        const [base = ""] = this.#scopes;
        const node = this.#overridden(column, base, this.#scopesColumn(column, column.template));
        for (const scope of this.#scopes) byScope.set(scope, node);
      } else for (const scope of this.#scopes) byScope.set(scope, this.#column(column, scope));
    }
    const nodes = [...this.#live].sort((left, right) => left.id - right.id);
    for (const { state } of nodes) {
      state.dependents = [];
      state.uses = [];
    }
    for (const node of nodes)
      for (const precedent of new Set(node.precedents)) precedent.state.dependents.push(node.state);
    for (const { symbol } of model.columns)
      for (const [scope, { state }] of this.#columns.get(symbol.key) ?? [])
        state.uses = [...state.uses, { scope, table: symbol.table, column: symbol.column }];
    return { nodes: nodes.map((node) => node.state), byKey: this.#byKey, columns: this.#columns };
  }

  /** The node of that key, made if neither this graph nor the one before has it. */
  #node<T extends GraphNode>(key: string, make: () => T): T {
    const known = this.#byKey.get(key) ?? this.#before.byKey.get(key);
    const node = known === undefined ? make() : (known as T);
    this.#byKey.set(key, node);
    this.#live.add(node);
    return node as T;
  }

  #column(column: CompiledColumn, scope: string): ColumnNode {
    const { symbol, table, template } = column;
    this.#making = symbol.key;
    if (template === null) {
      const node = this.#inputs.node(symbol.table, symbol.column, scope);
      this.#live.add(node);
      return node;
    }
    return this.#overridden(column, scope, this.#formula(template, table.name, scope, false));
  }

  /** A formula's node as the scope sees it: with the cells that hold a value of their own. */
  #overridden({ symbol, table }: CompiledColumn, scope: string, formula: ColumnNode): ColumnNode {
    const overrides = this.#overrides.of(table, symbol.column, scope);
    if (overrides === null) return formula;
    this.#live.add(overrides);
    const key = `overridden ${formula.id} ${overrides.id}`;
    return this.#node(key, () => new OverriddenNode(key, formula, overrides, this.#pool));
  }

  #formula(template: Template, table: string, scope: string, helper: boolean): FormulaNode {
    const length = this.#inputs.rowCount(table, scope);
    const slots = this.#bindAll(template, table, scope);
    const key = `${helper ? "helper" : "column"} ${length} ${template.key} | ${Bindings.identity(slots)}`;
    return this.#node(
      key,
      () =>
        new FormulaNode(
          key,
          slots.flatMap(nodesOf),
          new Bindings(template, slots),
          length,
          this.#pool,
          helper,
        ),
    );
  }

  #scopesColumn({ symbol, table }: CompiledColumn, template: Template): ScopesNode {
    this.#making = symbol.key;
    const rows = this.#scopes.map((scope) => this.#bindAll(template, table.name, scope));
    const key = `scopes ${symbol.key} ${template.key} | ${rows.map(Bindings.identity).join(";")}`;
    return this.#node(key, () => {
      const bindings = rows.map((slots) => new Bindings(template, slots));
      return new ScopesNode(key, rows.flat().flatMap(nodesOf), bindings, this.#pool);
    });
  }

  #bindAll(template: Template, table: string, scope: string): BoundSlot[] {
    return template.slots.map((slot) => this.#bind(slot, table, scope));
  }

  #bind(slot: Slot, table: string, scope: string): BoundSlot {
    if (slot.key === SALT_COLUMN.key)
      return { type: "cell", node: this.#salt(this.#inputs.rowCount(table, scope)) };
    const key = `${scope}\n${table}\n${slot.key}`;
    let bound = this.#bound.get(key);
    if (bound === undefined) {
      bound = this.#newlyBound(slot, table, scope);
      this.#bound.set(key, bound);
    }
    return bound;
  }

  #newlyBound(slot: Slot, table: string, scope: string): BoundSlot {
    switch (slot.type) {
      case "cell":
        return { type: "cell", node: this.#columnNode(slot.column, scope) };
      case "cells":
        return { type: "cells", nodes: slot.columns.map((each) => this.#columnNode(each, scope)) };
      case "range": {
        const nodes = slot.columns.map((each) => this.#columnNode(each, scope));
        const data = new RangeValue(nodes.map((each) => each.column));
        const names = slot.columns.map((each) => each.column);
        return { type: "range", nodes, range: slot.headed ? new HeadedRange(names, data) : data };
      }
      case "name":
        return { type: "scalar", node: this.#name(slot.name, scope) };
      case "rows": {
        const rows = this.#inputs.rowCount(slot.table, scope);
        const key = `rows ${rows}`;
        return { type: "scalar", node: this.#node(key, () => new CountNode(key, rows)) };
      }
      case "scalar":
        return { type: "scalar", node: this.#part(slot.template, table, scope) };
      case "total": {
        const source = this.#columnNode(slot.column, scope);
        const key = `${slot.total} ${source.id}`;
        return { type: "scalar", node: this.#node(key, () => new TotalNode(key, slot.total, source)) };
      }
      case "helper":
        return { type: "cell", node: this.#formula(slot.template, table, scope, true) };
      case "group":
        return this.#group(slot, table, scope);
      case "members":
        return this.#members(slot, table, scope);
      case "ordered":
        return this.#ordered(slot, table, scope);
    }
  }

  /** The salts of the column that is being made. */
  #salt(length: number): ColumnNode {
    const column = this.#making;
    return this.#node(`salt ${length} ${column}`, () => {
      const values = new Column(this.#pool, length);
      values.assign(Array.from({ length }, (_, row) => rowSalt(column, row)));
      return new InputNode("", values);
    });
  }

  #columnNode(symbol: ColumnSymbol, scope: string): ColumnNode {
    const node = this.#columns.get(symbol.key)?.get(scope);
    if (node === undefined) throw new Error(`${symbol.table}[${symbol.column}] is not calculated yet`);
    return node;
  }

  #name(name: string, scope: string): NameNode {
    const node = this.#inputs.name(name, scope);
    this.#live.add(node);
    return node;
  }

  #part(template: Template, table: string, scope: string): ScalarNode {
    const slots = this.#bindAll(template, table, scope);
    const key = `part ${template.key} | ${Bindings.identity(slots)}`;
    return this.#node(key, () => new PartNode(key, slots.flatMap(nodesOf), new Bindings(template, slots)));
  }

  #group(slot: GroupSlot, table: string, scope: string): BoundSlot {
    const { index, join } = this.#joined(slot, table, scope);
    const source = slot.value === null ? null : this.#columnNode(slot.value, scope);
    const groupKey = `group ${slot.aggregate} ${index.id} ${source?.id ?? ""}`;
    const group = this.#node(
      groupKey,
      () => new GroupNode(groupKey, index, slot.aggregate, source, this.#pool),
    );
    return { type: "group", join, group };
  }

  #members(slot: MembersSlot, table: string, scope: string): BoundSlot {
    const { index, join } = this.#joined(slot, table, scope);
    const { values } = slot;
    const sources = typeof values === "number" ? [] : values.map((each) => this.#columnNode(each, scope));
    const given = typeof values === "number" ? `=${values}` : sources.map((each) => each.id).join("+");
    const key = `members ${index.id} ${given} ${JSON.stringify(slot.filler)}`;
    const group = this.#node(key, () => new MembersNode(key, index, sources, slot));
    return { type: "members", join, group };
  }

  #ordered(slot: OrderedSlot, table: string, scope: string): BoundSlot {
    const { index, join } = this.#joined(slot, table, scope);
    const by = this.#columnNode(slot.by, scope);
    const source = slot.value === null ? null : this.#columnNode(slot.value, scope);
    const orderKey = `order ${slot.aggregate} ${index.id} ${by.id} ${source?.id ?? ""}`;
    const order = this.#node(orderKey, () => new OrderNode(orderKey, index, by, source, slot.aggregate));
    const limits = slot.limits.map(({ operator, written, slot: limit }): BoundLimit => {
      const bound = this.#bind(limit, table, scope);
      if (bound.type === "cell") return { operator, written, node: bound.node, column: bound.node.column };
      if (bound.type === "scalar") return { operator, written, node: bound.node, column: null };
      throw new Error(`${limit.key} is not one value`);
    });
    const names = limits.map(({ operator, written, node }) => `${operator}${written ? "" : "!"}${node.id}`);
    const key = `answer ${order.id} ${join.id} ${names.join(",")}`;
    const node = this.#node(key, () => new AnswerNode(key, order, join, limits, this.#pool));
    return { type: "ordered", node };
  }

  /** The index that a slot asks, and for every row of the formula's table the group that it finds there. */
  #joined(
    slot: GroupSlot | MembersSlot | OrderedSlot,
    table: string,
    scope: string,
  ): { readonly index: IndexNode; readonly join: JoinNode } {
    const { mode } = slot.index;
    const columns = slot.index.columns.map((each) => this.#columnNode(each, scope));
    const filtered = slot.index.filters.map((each) => this.#columnNode(each.column, scope));
    const criteria = slot.index.filters.map((each) => this.#scalar(each.criterion, table, scope));
    const guards = slot.index.guards.map((each) => this.#columnNode(each.column, scope));
    const ids = (nodes: readonly GraphNode[]) => nodes.map((each) => each.id).join("+");
    const home = slot.index.table;
    const rows = this.#inputs.rowCount(home, scope);
    const kinds = slot.index.guards.map((each, place) => `${guards[place]?.id}:${each.kinds}`);
    const searched = columns.length === 0 ? `${home} ${rows}` : ids(columns);
    const indexKey = `index ${mode} ${searched} ${ids(filtered)} ${ids(criteria)} ${kinds}`;
    const index = this.#node(
      indexKey,
      () => new IndexNode(indexKey, slot.index, columns, filtered, criteria, guards, rows, this.#pool),
    );
    const keys = slot.keys.map(
      (each): BoundKey => (each.type === "fixed" ? each : this.#bind(each, table, scope)),
    );
    const precedents = keys.flatMap((each) => (each.type === "fixed" ? [] : nodesOf(each)));
    const length = this.#inputs.rowCount(table, scope);
    const wanted = slot.keys.map((each, place) => {
      const bound = keys[place];
      return bound === undefined || bound.type === "fixed" ? each.key : ids(nodesOf(bound));
    });
    const joinKey = `join ${length} ${index.id} ${wanted.join(",")}`;
    const join = this.#node(
      joinKey,
      () => new JoinNode(joinKey, index, keys, precedents, length, this.#pool),
    );
    return { index, join };
  }

  #scalar(slot: Slot, table: string, scope: string): ScalarNode {
    const bound = this.#bind(slot, table, scope);
    if (bound.type !== "scalar") throw new Error(`${slot.key} is not one value`);
    return bound.node;
  }
}
