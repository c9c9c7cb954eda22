// The values that were set: inputs of columns and values of names, per scope. They outlive the structure, so that
// changing a formula or adding a column loses no data.
//
// What must stay true: a shared table's scope without values of its own has the base's; every node's column has the
// length of its table in its scope.

import { NOW_NAME, SEED_NAME } from "../formula/expression.ts";
import { columnSymbol } from "../formula/references.ts";
import type { ModelStructure, TableStructure } from "../model.ts";
import { Column } from "../values/column.ts";
import { foldText, type TextPool } from "../values/textPool.ts";
import type { Scalar, Value } from "../values/value.ts";
import { InputNode } from "./columnNodes.ts";
import { NameNode } from "./scalarNodes.ts";

export class Inputs {
  readonly #pool: TextPool;
  #structure: ModelStructure = { scopes: ["base"], tables: [], names: [] };
  readonly #tables = new Map<string, TableStructure>();
  /** column key -> scope -> values */
  readonly #columns = new Map<string, Map<string, InputNode>>();
  readonly #names = new Map<string, Map<string, NameNode>>();
  readonly #rows = new Map<string, Map<string, number>>();
  /** Nodes of inputs by the names they were asked for with, so that an edit need not fold them again. */
  readonly #asked = new Map<string, Map<string, Map<string | null, InputNode>>>();
  /** Something appeared, went or changed length, so nodes must be found again. */
  changed = true;

  constructor(pool: TextPool) {
    this.#pool = pool;
  }

  get base(): string {
    return this.#structure.scopes[0] ?? "";
  }

  setStructure(structure: ModelStructure): void {
    this.#structure = structure;
    this.#asked.clear();
    this.#tables.clear();
    for (const table of structure.tables) this.#tables.set(foldText(table.name), table);
    const columns = new Set<string>();
    for (const table of structure.tables)
      for (const column of table.columns)
        if (column.formula === undefined) columns.add(columnSymbol(table.name, column.name).key);
    const names = new Set([...structure.names.map(foldText), NOW_NAME, SEED_NAME]);
    const scopes = new Set(structure.scopes);
    keep(this.#columns, columns);
    keep(this.#names, names);
    keep(this.#rows, new Set(this.#tables.keys()));
    for (const held of [...this.#columns.values(), ...this.#names.values(), ...this.#rows.values()])
      keep(held as Map<string, unknown>, scopes);
    this.changed = true;
  }

  table(name: string): TableStructure {
    const table = this.#tables.get(foldText(name));
    if (table === undefined) throw new Error(`There is no table called ${name}`);
    return table;
  }

  /** The scope under which a table's rows and inputs are held. */
  home(table: TableStructure, scope: string | null): string {
    return table.rows === "scoped" || table.rows === "shared" ? (scope ?? this.base) : this.base;
  }

  rowCount(tableName: string, scope: string): number {
    const table = this.table(tableName);
    if (table.rows === "scopes") return this.#structure.scopes.length;
    const held = this.#rows.get(foldText(table.name));
    return held?.get(table.rows === "shared" ? this.base : scope) ?? 0;
  }

  setRowCount(tableName: string, scope: string | null, rows: number): void {
    const table = this.table(tableName);
    const home = table.rows === "shared" ? this.base : this.home(table, scope);
    if (table.rows === "scopes" || this.rowCount(tableName, home) === rows) return;
    holder(this.#rows, foldText(table.name)).set(home, rows);
    this.#asked.clear();
    for (const column of table.columns) {
      const held = this.#columns.get(columnSymbol(table.name, column.name).key);
      for (const [each, node] of held ?? [])
        if (table.rows === "shared" || each === home) held?.set(each, this.#make(node.column.copy(rows)));
    }
    this.changed = true;
  }

  #make(column: Column): InputNode {
    return new InputNode("", column);
  }

  /** The node of an input column in a scope, the base's when the scope has none; made blank when there is none. */
  node(tableName: string, columnName: string, scope: string): InputNode {
    const table = this.table(tableName);
    const held = holder(this.#columns, columnSymbol(tableName, columnName).key);
    const home = this.home(table, scope);
    const length = this.rowCount(tableName, home);
    const own = held.get(home) ?? (table.rows === "scoped" ? undefined : held.get(this.base));
    if (own !== undefined && own.column.length === length) return own;
    const at = held.has(home) || table.rows === "scoped" ? home : this.base;
    const made = this.#make(own === undefined ? new Column(this.#pool, length) : own.column.copy(length));
    held.set(at, made);
    this.changed = true;
    return made;
  }

  /** The scope's own node, made from the base's when it has none yet. */
  own(tableName: string, columnName: string, scope: string | null): InputNode {
    const asked = this.#asked.get(tableName)?.get(columnName)?.get(scope);
    if (asked !== undefined) return asked;
    const node = this.#own(tableName, columnName, scope);
    const columns = this.#asked.get(tableName) ?? new Map<string, Map<string | null, InputNode>>();
    this.#asked.set(tableName, columns);
    const scopes = columns.get(columnName) ?? new Map<string | null, InputNode>();
    columns.set(columnName, scopes.set(scope, node));
    return node;
  }

  #own(tableName: string, columnName: string, scope: string | null): InputNode {
    const table = this.table(tableName);
    this.#input(table, columnName);
    const home = this.home(table, scope);
    const node = this.node(tableName, columnName, home);
    const held = holder(this.#columns, columnSymbol(tableName, columnName).key);
    if (held.has(home)) return node;
    const made = this.#make(node.column.copy());
    held.set(home, made);
    this.changed = true;
    return made;
  }

  clear(tableName: string, columnName: string, scope: string): void {
    const table = this.table(tableName);
    this.#input(table, columnName);
    if (table.rows !== "shared" || scope === this.base) return;
    this.#asked.clear();
    if (this.#columns.get(columnSymbol(tableName, columnName).key)?.delete(scope)) this.changed = true;
  }

  #input(table: TableStructure, columnName: string): void {
    const wanted = foldText(columnName);
    const column = table.columns.find((each) => foldText(each.name) === wanted);
    if (column === undefined) throw new Error(`The table ${table.name} has no column called ${columnName}`);
    if (column.formula !== undefined)
      throw new Error(`${table.name}[${columnName}] is a formula, not an input`);
  }

  name(name: string, scope: string): NameNode {
    const held = holder(this.#names, foldText(name));
    const node = held.get(scope) ?? held.get(this.base);
    if (node !== undefined) return node;
    const made = new NameNode("");
    held.set(this.base, made);
    return made;
  }

  setName(name: string, scope: string | null, value: Scalar): void {
    this.#known(name);
    const held = holder(this.#names, foldText(name));
    const home = scope ?? this.base;
    let node = held.get(home);
    if (node === undefined) {
      node = new NameNode("");
      held.set(home, node);
      this.changed = true;
    }
    node.set(value);
  }

  /** The time or the seed: one for all scopes. */
  setOutside(name: typeof NOW_NAME | typeof SEED_NAME, value: number): void {
    const node = this.name(name, this.base);
    if (node.current !== value) node.set(value);
  }

  clearName(name: string, scope: string): void {
    this.#known(name);
    if (scope !== this.base && this.#names.get(foldText(name))?.delete(scope)) this.changed = true;
  }

  #known(name: string): void {
    if (!this.#structure.names.some((each) => foldText(each) === foldText(name)))
      throw new Error(`There is no name called ${name}`);
  }

  nameValue(name: string, scope: string): Value {
    if (name !== NOW_NAME && name !== SEED_NAME) this.#known(name);
    return this.name(name, scope).current;
  }
}

function holder<T>(map: Map<string, Map<string, T>>, key: string): Map<string, T> {
  let held = map.get(key);
  if (held === undefined) {
    held = new Map();
    map.set(key, held);
  }
  return held;
}

function keep(map: Map<string, unknown>, keys: ReadonlySet<string>): void {
  for (const key of map.keys()) if (!keys.has(key)) map.delete(key);
}
