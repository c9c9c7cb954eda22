// Why a cell holds what it holds: its formula as a tree in which every part has its place in the text, its value and
// what it reads. Each part is evaluated by the interpreter, so what is explained is what was calculated.
//
// What must stay true: explaining changes nothing; it is asked for one cell at a time, so it may take longer than
// calculating, but it never fails on a formula that can be calculated.

import { rowSalt } from "../calculation/salt.ts";
import { HeadedRange } from "../formula/boundSlots.ts";
import { type ColumnSymbol, SALT_COLUMN, type Slot } from "../formula/expression.ts";
import { evaluate } from "../formula/interpreter.ts";
import { lower } from "../formula/lower.ts";
import { columnSymbol, type ModelNames, TableReferences } from "../formula/references.ts";
import { parseFormula } from "../grammar/parser.ts";
import type { SyntaxKind, SyntaxNode } from "../grammar/syntaxTree.ts";
import type { ModelStructure, TableStructure } from "../model.ts";
import type { Column } from "../values/column.ts";
import { isArray, type Operand, RangeValue, topLeft } from "../values/operand.ts";
import { foldText } from "../values/textPool.ts";
import { isError, type Value } from "../values/value.ts";
import { chosenArguments, takenRows } from "./explainChoice.ts";

/** A calculated model to look into. */
export interface ExplainSource {
  readonly structure: ModelStructure;
  readonly names: ModelNames;
  column(table: string, column: string, scope: string): Column;
  name(name: string, scope: string): Value;
  /** What the cell's formula gives, whether or not the cell shows it. */
  formulaValue(place: CellPlace): Value;
}

export interface CellPlace {
  readonly table: string;
  readonly column: string;
  /** 0-based */
  readonly row: number;
  readonly scope: string;
}

/** What a part of a formula reads. */
export type Precedent =
  | ({ readonly kind: "cell"; readonly isFormula: boolean } & CellPlace)
  | {
      /** whole columns of a table */
      readonly kind: "rows";
      readonly table: string;
      readonly columns: readonly string[];
      readonly scope: string;
      /** how many rows the table has */
      readonly count: number;
      /** the rows that the function around it took (found, or that met its criteria); null: all */
      readonly taken: readonly number[] | null;
    }
  | { readonly kind: "name"; readonly name: string; readonly scope: string };

export interface ExplainedPart {
  readonly kind: SyntaxKind;
  /** The part's place in the formula's text, and that text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** A function's name, an operator; "" for everything else. */
  readonly label: string;
  /** The part's value; of an array its first. */
  readonly value: Value;
  /** The shape when the value is an array. */
  readonly array: { readonly rows: number; readonly columns: number } | null;
  /** False for what the result does not depend on, such as the branch of IF that was not taken. */
  readonly used: boolean;
  readonly precedent: Precedent | null;
  readonly parts: readonly ExplainedPart[];
}

/** Variables of LET in reach of a part, with what they were set to. */
type Variables = readonly { readonly name: string; readonly value: SyntaxNode }[];

/** The tree of a formula for one cell; null when the formula does not parse. */
export function explainFormula(
  source: ExplainSource,
  place: CellPlace,
  formula: string,
): ExplainedPart | null {
  const parsed = parseFormula(formula);
  const table = source.names.table(place.table);
  if (!parsed.ok || table === undefined) return null;
  const part = new Explainer(source, table, place, formula).part(parsed.tree, [], true, null);
  // the whole formula shows what its cell shows, or would show if it held no value of its own
  return { ...part, value: source.formulaValue(place), array: null };
}

/** The scope in which a row is calculated: rows of a table of scopes each in their own. */
export function scopeOfRow(structure: ModelStructure, table: TableStructure, place: CellPlace): string {
  return table.rows === "scopes" ? (structure.scopes[place.row] ?? place.scope) : place.scope;
}

/** Evaluates parts of one formula for one row. */
export class Explainer {
  readonly #source: ExplainSource;
  readonly #table: TableStructure;
  readonly #place: CellPlace;
  readonly #scope: string;
  readonly #formula: string;

  constructor(source: ExplainSource, table: TableStructure, place: CellPlace, formula: string) {
    this.#source = source;
    this.#table = table;
    this.#place = place;
    this.#scope = scopeOfRow(source.structure, table, place);
    this.#formula = formula;
  }

  part(
    node: SyntaxNode,
    variables: Variables,
    used: boolean,
    taken: readonly number[] | null,
  ): ExplainedPart {
    const operand = this.evaluate(node, variables);
    const plain = operand === undefined || isFunction(operand) ? null : operand;
    return {
      kind: node.kind,
      start: node.start,
      end: node.end,
      text: this.#formula.slice(node.start, node.end),
      label: labelOf(node),
      value: topLeft(plain),
      array: isArray(plain) ? { rows: plain.rows, columns: plain.columns } : null,
      used,
      precedent: this.#precedent(node, variables, taken),
      parts: this.#parts(node, variables, used, taken),
    };
  }

  /** A part's value; undefined when it has none of its own (a name that is being declared, an argument left out). */
  evaluate(node: SyntaxNode, variables: Variables): Operand | undefined {
    if (node.kind === "missing") return undefined;
    const { start, end } = node;
    // in brackets, so that Excel's correction of the formula's last operation is not made to a part
    const part: SyntaxNode = { kind: "parentheses", operand: node, start, end };
    const named = variables.flatMap(({ name, value }): SyntaxNode[] => [
      { kind: "name", name, sheet: null, start, end },
      value,
    ]);
    const whole: SyntaxNode =
      named.length === 0 ? part : { kind: "call", name: "LET", arguments: [...named, part], start, end };
    const lowered = lower(whole, new TableReferences(this.#source.names, this.#table.name));
    if ("problem" in lowered) return undefined;
    return evaluate(lowered.expression, {
      read: (slot) => this.#read(slot),
      reference: (slot) =>
        slot.type === "cell" ? new RangeValue([this.#column(slot.column)], this.#place.row, 1) : null,
      variables: [],
      references: [],
      sheet: null,
    });
  }

  #column({ table, column }: ColumnSymbol): Column {
    return this.#source.column(table, column, this.#scope);
  }

  #read(slot: Slot): Operand | undefined {
    switch (slot.type) {
      case "cell":
        if (slot.column === SALT_COLUMN)
          return rowSalt(columnSymbol(this.#place.table, this.#place.column).key, this.#place.row);
        return this.#column(slot.column).value(this.#place.row);
      case "cells":
        return new RangeValue(
          slot.columns.map((each) => this.#column(each)),
          this.#place.row,
          1,
        );
      case "range": {
        const data = new RangeValue(slot.columns.map((each) => this.#column(each)));
        const names = slot.columns.map((each) => each.column);
        return slot.headed ? new HeadedRange(names, data) : data;
      }
      case "name":
        return this.#source.name(slot.name, this.#scope);
      case "rows": {
        const [first] = this.#source.names.table(slot.table)?.columns ?? [];
        return first === undefined
          ? 0
          : this.#column({ key: "", table: slot.table, column: first.name }).length;
      }
      default:
        return undefined;
    }
  }

  #precedent(node: SyntaxNode, variables: Variables, taken: readonly number[] | null): Precedent | null {
    const { names } = this.#source;
    if (node.kind === "name") {
      if (node.sheet !== null || variables.some((each) => foldText(each.name) === foldText(node.name)))
        return null;
      const name = names.name(node.name);
      if (name !== undefined) return { kind: "name", name, scope: this.#scope };
      const table = names.table(node.name);
      const columns = table?.columns.map((each) => each.name) ?? [];
      return table === undefined ? null : this.#rows(table, columns, taken);
    }
    if (node.kind !== "structured") return null;
    const table = names.table(node.table ?? this.#table.name);
    if (table === undefined) return null;
    const columns = columnsOf(table, node);
    if (!node.items.includes("thisRow"))
      return node.items.includes("headers") || node.items.includes("totals")
        ? null
        : this.#rows(table, columns, taken);
    const [column] = columns;
    if (column === undefined || columns.length !== 1) return this.#rows(table, columns, [this.#place.row]);
    const { row } = this.#place;
    const isFormula = table.columns.some((each) => each.name === column && each.formula !== undefined);
    return { kind: "cell", table: table.name, column, row, scope: this.#scope, isFormula };
  }

  #rows(table: TableStructure, columns: readonly string[], taken: readonly number[] | null): Precedent {
    const first = columns[0];
    const count = first === undefined ? 0 : this.#source.column(table.name, first, this.#scope).length;
    return { kind: "rows", table: table.name, columns, scope: this.#scope, count, taken };
  }

  #parts(
    node: SyntaxNode,
    variables: Variables,
    used: boolean,
    taken: readonly number[] | null,
  ): readonly ExplainedPart[] {
    const again = (each: SyntaxNode) => this.part(each, variables, used, taken);
    switch (node.kind) {
      case "unary":
      case "percent":
      case "spill":
      case "parentheses":
        return [again(node.operand)];
      case "binary":
      case "range":
      case "union":
      case "intersection":
        return [again(node.left), again(node.right)];
      case "apply":
        return node.arguments.map(again);
      case "call":
        return node.name === "LET" ? this.#let(node, variables, used) : this.#call(node, variables, used);
      default:
        return [];
    }
  }

  #call(node: SyntaxNode & { kind: "call" }, variables: Variables, used: boolean): readonly ExplainedPart[] {
    if (node.name === "LAMBDA") return [];
    const value = (each: SyntaxNode) => this.evaluate(each, variables);
    const chosen = chosenArguments(node, value);
    const rows = takenRows(node, value);
    return node.arguments.map((each, place) =>
      this.part(each, variables, used && chosen(place), rows?.get(place) ?? null),
    );
  }

  /** Values of LET see the names before them; the names themselves are no parts. */
  #let(node: SyntaxNode & { kind: "call" }, variables: Variables, used: boolean): readonly ExplainedPart[] {
    const parts: ExplainedPart[] = [];
    let inReach = variables;
    for (let place = 0; place + 1 < node.arguments.length; place += 2) {
      const [name, value] = node.arguments.slice(place, place + 2);
      if (name?.kind !== "name" || value === undefined) return parts;
      parts.push(this.part(value, inReach, used, null));
      inReach = [...inReach, { name: name.name, value }];
    }
    const body = node.arguments.at(-1);
    if (body !== undefined) parts.push(this.part(body, inReach, used, null));
    return parts;
  }
}

/** A function made with LAMBDA is neither a value nor an array. */
function isFunction(operand: Operand): boolean {
  return typeof operand === "object" && operand !== null && !isArray(operand) && !isError(operand);
}

function labelOf(node: SyntaxNode): string {
  if (node.kind === "call" || node.kind === "name") return node.name;
  return node.kind === "binary" || node.kind === "unary" ? node.operator : node.kind === "percent" ? "%" : "";
}

/** The columns that a structured reference names, as the structure spells them. */
export function columnsOf(
  table: TableStructure,
  { columns }: Extract<SyntaxNode, { kind: "structured" }>,
): readonly string[] {
  const all = table.columns.map((each) => each.name);
  if (columns === null) return all;
  const placeOf = (name: string) => all.findIndex((each) => foldText(each) === foldText(name));
  const [first, last] = [placeOf(columns.first), placeOf(columns.last)];
  return first < 0 || last < 0 ? [] : all.slice(Math.min(first, last), Math.max(first, last) + 1);
}
