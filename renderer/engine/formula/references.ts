// What the references of a formula stand for. The compiler asks through `ReferenceResolver`, so that formulas over a
// plan's tables and formulas over a sheet's cells are the same formulas with another resolver.

import { findFunction } from "../functions/registry.ts";
import { printStructured } from "../grammar/structuredText.ts";
import type { SyntaxNode } from "../grammar/syntaxTree.ts";
import { nearest, suggestion } from "../help/suggest.ts";
import type { FormulaProblem, ModelStructure, TableStructure } from "../model.ts";
import { ListValue } from "../values/operand.ts";
import { foldText } from "../values/textPool.ts";
import { errorValue } from "../values/value.ts";
import { arrayConstant, type ColumnSymbol, constant, type Expression, slotExpression } from "./expression.ts";

export type StructuredNode = Extract<SyntaxNode, { kind: "structured" }>;
export type NameNode = Extract<SyntaxNode, { kind: "name" }>;

export type Resolution = { readonly expression: Expression } | { readonly problem: FormulaProblem };

export interface ReferenceResolver {
  structured(node: StructuredNode): Resolution;
  name(node: NameNode): Resolution;
  /** Cells, areas, whole rows and columns; unions and intersections where the resolver does not `join`. */
  address(node: SyntaxNode): Resolution;
  /** References are values that operators can join. */
  readonly joins: boolean;
  /** Ranges are intersected with the formula's row or column where one value is wanted. */
  readonly intersects: boolean;
  /** A defined name that is called like a function, or null when there is none. */
  callable(name: string): Resolution | null;
}

export function columnSymbol(table: string, column: string): ColumnSymbol {
  return { key: `${foldText(table)}[${foldText(column)}]`, table, column };
}

export function makeProblem(
  code: FormulaProblem["code"],
  message: string,
  span: { readonly start: number; readonly end: number },
): { readonly problem: FormulaProblem } {
  return { problem: { code, message, start: span.start, end: span.end } };
}

/** Tables, columns and names of a model, found as Excel finds them. */
export class ModelNames {
  readonly structure: ModelStructure;
  readonly #tables = new Map<string, TableStructure>();
  readonly #columns = new Map<string, ColumnSymbol>();
  readonly #names = new Map<string, string>();

  constructor(structure: ModelStructure) {
    this.structure = structure;
    for (const table of structure.tables) {
      this.#tables.set(foldText(table.name), table);
      for (const column of table.columns) {
        const symbol = columnSymbol(table.name, column.name);
        if (!this.#columns.has(symbol.key)) this.#columns.set(symbol.key, symbol);
      }
    }
    for (const name of structure.names) this.#names.set(foldText(name), name);
  }

  table(name: string): TableStructure | undefined {
    return this.#tables.get(foldText(name));
  }

  column(table: string, column: string): ColumnSymbol | undefined {
    return this.#columns.get(columnSymbol(table, column).key);
  }

  name(name: string): string | undefined {
    return this.#names.get(foldText(name));
  }
}

/** References of a formula column of one table of a model. */
export class TableReferences implements ReferenceResolver {
  readonly joins = false;
  readonly intersects = false;
  readonly #names: ModelNames;
  readonly #own: string;

  constructor(names: ModelNames, own: string) {
    this.#names = names;
    this.#own = own;
  }

  name(node: NameNode): Resolution {
    const name = node.sheet === null ? this.#names.name(node.name) : undefined;
    if (name !== undefined)
      return { expression: slotExpression({ type: "name", key: `name ${foldText(name)}`, name }) };
    const table = this.#names.table(node.name);
    if (table !== undefined)
      return this.#columns(
        table,
        table.columns.map((each) => each.name),
        "data",
      );
    const { names, tables } = this.#names.structure;
    const known = [...names, ...tables.map((each) => each.name)];
    const own = this.#names.column(this.#own, node.name);
    const hint =
      own === undefined ? this.#nameHint(node, known) : ` To use the column, write ${rowOf(own.column)}.`;
    return makeProblem("unknown-name", `There is no assumption or table called ${node.name}.${hint}`, node);
  }

  /** The nearest assumption, table or column, or a function written without its brackets. */
  #nameHint(node: NameNode, known: readonly string[]): string {
    const upper = node.name.toUpperCase();
    if (findFunction(upper) !== undefined) return ` ${upper} is a function: write ${upper}(…).`;
    const columns = this.#names.table(this.#own)?.columns.map((each) => each.name) ?? [];
    const meant = nearest(node.name, [...known, ...columns]);
    if (meant === null) return "";
    return ` Did you mean ${known.includes(meant) ? meant : `the column ${rowOf(meant)}`}?`;
  }

  callable(): null {
    return null;
  }

  address(node: SyntaxNode): Resolution {
    return makeProblem(
      "unsupported",
      "A formula of a table cannot use cell addresses. Name the column instead, such as [@[List size]].",
      node,
    );
  }

  structured(node: StructuredNode): Resolution {
    const name = node.table ?? this.#own;
    const table = this.#names.table(name);
    if (table === undefined) {
      const known = this.#names.structure.tables.map((each) => each.name);
      const hint = suggestion(name, known, ` The tables are ${known.join(", ")}.`);
      return makeProblem("unknown-table", `There is no table called ${name}.${hint}`, node);
    }
    const columns = this.#span(table, node);
    if ("problem" in columns) return columns;
    const items = new Set(node.items);
    if (items.has("thisRow")) {
      const own = foldText(table.name) === foldText(this.#own);
      return own ? this.#columns(table, columns, "row") : { expression: constant(errorValue("#VALUE!")) };
    }
    if (items.has("totals") && items.size === 1) return { expression: constant(errorValue("#REF!")) };
    if (items.has("all") || (items.has("headers") && items.has("data")))
      return this.#columns(table, columns, "all");
    if (items.has("headers")) return headers(table, columns);
    return this.#columns(table, columns, "data");
  }

  /** Names of the columns of a reference. */
  #span(table: TableStructure, node: StructuredNode): readonly string[] | { problem: FormulaProblem } {
    const all = table.columns.map((each) => each.name);
    if (node.columns === null) return all;
    const places: number[] = [];
    for (const wanted of [node.columns.first, node.columns.last]) {
      const place = all.findIndex((each) => foldText(each) === foldText(wanted));
      if (place < 0) {
        const where = node.columnSpan ?? node;
        const message = `The table ${table.name} has no column called ${wanted}.${suggestion(wanted, all)}`;
        return makeProblem("unknown-column", message, where);
      }
      places.push(place);
    }
    const [first = 0, last = 0] = places;
    return all.slice(Math.min(first, last), Math.max(first, last) + 1);
  }

  #columns(table: TableStructure, names: readonly string[], part: "row" | "data" | "all"): Resolution {
    const columns = names.map((each) => columnSymbol(table.name, each));
    const list = columns.map((each) => each.key).join(":");
    const [first] = columns;
    if (part === "row" && columns.length === 1 && first !== undefined)
      return { expression: slotExpression({ type: "cell", key: `@${list}`, column: first }) };
    if (part === "row") return { expression: slotExpression({ type: "cells", key: `@${list}`, columns }) };
    const headed = part === "all";
    const key = headed ? `#${list}` : list;
    return { expression: slotExpression({ type: "range", key, columns, headed }) };
  }
}

/** A column's value in the formula's own row, as Excel writes it. */
function rowOf(column: string): string {
  return printStructured({ items: ["thisRow"], columns: { first: column, last: column } }, "display");
}

function headers(table: TableStructure, columns: readonly string[]): Resolution {
  const value = new ListValue(1, columns.length, columns, true);
  return { expression: arrayConstant(value, `headers ${table.name} ${JSON.stringify(columns)}`) };
}
