// The engine: a model's structure and values in, calculated columns out. It holds what lives between two edits (the
// pool of texts, the inputs, the graph); everything it does is in the files beside it.
//
// What must stay true: after `recalculate`, every column of every scope is, bit for bit, what calculating the whole
// model anew would give.

import type { ColumnNode } from "./calculation/columnNodes.ts";
import { forget, type GraphNode, type NodeState, recalculate } from "./calculation/graph.ts";
import { Inputs } from "./calculation/inputs.ts";
import { buildGraph, EMPTY_GRAPH, type Graph } from "./calculation/nodeFactory.ts";
import { OverriddenNode, Overrides } from "./calculation/overrides.ts";
import { type CompiledModel, compileModel, FormulaCompiler } from "./formula/compileModel.ts";
import { NOW_NAME, SEED_NAME } from "./formula/expression.ts";
import { columnSymbol, ModelNames } from "./formula/references.ts";
import { type Explanation, explainCellOf } from "./help/explainModel.ts";
import type { ColumnChange, ColumnProblem, ColumnView, ModelStructure, TableStructure } from "./model.ts";
import { foldText, TextPool } from "./values/textPool.ts";
import type { Scalar, Value } from "./values/value.ts";

export class Engine {
  readonly #pool = new TextPool();
  readonly #inputs = new Inputs(this.#pool);
  readonly #overrides = new Overrides(this.#inputs);
  readonly #compiler = new FormulaCompiler();
  #structure: ModelStructure = { scopes: ["base"], tables: [], names: [] };
  #model: CompiledModel = { columns: [], problems: [] };
  #graph: Graph = EMPTY_GRAPH;

  /**
   * Replaces tables, columns, formulas, names and scopes. Input data and overrides of columns, tables, names and scopes
   * that still exist (by name) are kept.
   */
  setStructure(structure: ModelStructure): void {
    this.#structure = structure;
    this.#inputs.setStructure(structure);
    this.#overrides.setStructure(structure);
    this.#model = compileModel(structure, this.#compiler);
  }

  /**
   * Rows of a table: scope null for "shared" tables (and ignored for "scopes" tables, which have one row per scope); a
   * scope id for "scoped" tables. New rows are blank, rows beyond the number are dropped.
   */
  setRowCount(table: string, scope: string | null, rows: number): void {
    this.#inputs.setRowCount(table, scope, rows);
    this.#overrides.dropBeyond(this.#inputs.table(table));
  }

  /**
   * All values of an input column: scope null or the base's id for the base's (shared) values, another scope's id for
   * that scope's own complete column. Rows beyond the values are blank.
   */
  setInputColumn(table: string, column: string, scope: string | null, values: readonly Scalar[]): void {
    this.#inputs.own(table, column, scope).assign(values);
  }

  /** The scope inherits the base's column again (shared tables only). */
  clearInputColumn(table: string, column: string, scope: string): void {
    this.#inputs.clear(table, column, scope);
  }

  /** One value; in a scope other than the base that had none of its own, the scope gets a copy of the base's column. */
  setInput(table: string, column: string, scope: string | null, row: number, value: Scalar): void {
    this.#inputs.own(table, column, scope).set(row, value);
  }

  setInputs(
    table: string,
    column: string,
    scope: string | null,
    rows: readonly number[],
    values: readonly Scalar[],
  ): void {
    const node = this.#inputs.own(table, column, scope);
    for (const [place, row] of rows.entries()) node.set(row, values[place] ?? null);
  }

  /**
   * The cells of a formula column that hold a value of their own: `values[i]` in `rows[i]`, null for a blank. Complete:
   * replaces what was set before for that table, column and scope. Scope null or the base's id: what every scope
   * without a set of its own sees (shared tables); another scope's id: that scope's own complete set, which may be
   * empty. Rows beyond the table's are left out. Throws when the column is no formula.
   */
  setOverrides(
    table: string,
    column: string,
    scope: string | null,
    rows: readonly number[],
    values: readonly Scalar[],
  ): void {
    const structure = this.#formulaTable(table, column);
    const own = new Map(rows.map((row, place) => [row, values[place] ?? null]));
    this.#overrides.set(structure, column, this.#inputs.home(structure, scope), own);
  }

  /** The scope sees the base's overrides again (shared tables only). */
  clearOverrides(table: string, column: string, scope: string): void {
    this.#overrides.clear(this.#formulaTable(table, column), column, scope);
  }

  #formulaTable(name: string, column: string): TableStructure {
    const table = this.#inputs.table(name);
    const found = table.columns.find((each) => foldText(each.name) === foldText(column));
    if (found === undefined) throw new Error(`The table ${table.name} has no column called ${column}`);
    if (found.formula === undefined)
      throw new Error(`${table.name}[${found.name}] is an input, not a formula`);
    return table;
  }

  setName(name: string, scope: string | null, value: Scalar): void {
    this.#inputs.setName(name, scope, value);
  }

  /** The scope inherits the base's value again. */
  clearName(name: string, scope: string): void {
    this.#inputs.clearName(name, scope);
  }

  /** The present moment as a serial number, for NOW and TODAY. Without it they are #N/A: the engine has no clock. */
  setNow(serial: number): void {
    this.#inputs.setOutside(NOW_NAME, serial);
  }

  /** A whole number from 0 up; another one gives RAND and its kin other numbers, the same one the same. */
  setRandomSeed(seed: number): void {
    this.#inputs.setOutside(SEED_NAME, seed);
  }

  /** Brings every column of every scope up to date; what changed since the last call. */
  recalculate(): readonly ColumnChange[] {
    const before = this.#graph;
    if (this.#inputs.changed) {
      const { scopes } = this.#structure;
      this.#graph = buildGraph(this.#model, scopes, this.#inputs, this.#overrides, this.#pool, before);
      this.#inputs.changed = false;
    }
    const changed = recalculate(this.#graph.nodes);
    const changes = before === this.#graph ? this.#changedColumns(changed) : this.#changes(before);
    forget(changed);
    return changes;
  }

  /** What changed in a graph that stayed as it was. */
  #changedColumns(changed: readonly NodeState[]): ColumnChange[] {
    const changes: ColumnChange[] = [];
    for (const { uses, change } of changed)
      for (const { scope, table, column } of uses)
        if (change !== null) changes.push({ scope, table, column, rows: change });
    return changes;
  }

  /** What changed in a new graph: nodes that are not the column's node of before changed altogether. */
  #changes(before: Graph): ColumnChange[] {
    const changes: ColumnChange[] = [];
    for (const { symbol } of this.#model.columns) {
      const { table, column, key } = symbol;
      const old = before.columns.get(key);
      for (const [scope, node] of this.#graph.columns.get(key) ?? []) {
        const rows = old?.get(scope) === node ? node.change : "all";
        if (rows !== null) changes.push({ scope, table, column, rows });
      }
    }
    return changes;
  }

  /** A column as the last `recalculate` left it. Throws when the model has no such column or scope. */
  column(table: string, column: string, scope: string): ColumnView {
    return this.#node(table, column, scope).column;
  }

  /**
   * What a column's formula gives in a row, whether or not the cell holds a value of its own; of an input its value. As
   * the last `recalculate` left it. Throws when the model has no such column or scope.
   */
  formulaValue(table: string, column: string, row: number, scope: string): Value {
    const node = this.#node(table, column, scope);
    return (node instanceof OverriddenNode ? node.formula : node).column.value(row);
  }

  /** The cell holds a value of its own in place of its formula's. */
  isOverridden(table: string, column: string, row: number, scope: string): boolean {
    const node = this.#node(table, column, scope);
    return node instanceof OverriddenNode && node.isOverridden(row);
  }

  #node(table: string, column: string, scope: string): ColumnNode {
    const node = this.#graph.columns.get(columnSymbol(table, column).key)?.get(scope);
    if (node === undefined) throw new Error(`There is no calculated column ${table}[${column}] in ${scope}`);
    return node;
  }

  /** Why a cell holds what it holds, as the last `recalculate` left it. Throws when there is no such column. */
  explain(table: string, column: string, row: number, scope: string): Explanation {
    const structure = this.#structure;
    return explainCellOf(
      {
        structure,
        names: new ModelNames(structure),
        column: (ofTable, name, inScope) => this.#node(ofTable, name, inScope).column,
        formulaValue: (at) => this.formulaValue(at.table, at.column, at.row, at.scope),
        isOverridden: (at) => this.isOverridden(at.table, at.column, at.row, at.scope),
        name: (name, inScope) => this.name(name, inScope),
        problems: () => this.problems(),
      },
      { table, column, row, scope },
    );
  }

  rowCount(table: string, scope: string): number {
    return this.#inputs.rowCount(table, scope);
  }

  name(name: string, scope: string): Value {
    return this.#inputs.nameValue(name, scope);
  }

  /** Columns that cannot be calculated, and why. */
  problems(): readonly ColumnProblem[] {
    const spilled: ColumnProblem[] = [];
    for (const { symbol, table, template } of this.#model.columns) {
      const nodes: GraphNode[] = [...(this.#graph.columns.get(symbol.key)?.values() ?? [])];
      if (template === null || !nodes.some((node) => (node as ColumnNode).spilled)) continue;
      const formula = table.columns.find((each) => each.name === symbol.column)?.formula ?? "";
      spilled.push({
        code: "unsupported",
        message:
          "The result is several values, and a cell of a table holds one. " +
          "Use [@Column] for this row's value, or a function such as SUM that makes one value of many.",
        start: 0,
        end: formula.length,
        table: symbol.table,
        column: symbol.column,
      });
    }
    return [...this.#model.problems, ...spilled];
  }

  /** How many nodes the graph has: shared ones count once. For tests and diagnosis. */
  get nodeCount(): number {
    return this.#graph.nodes.length;
  }
}
