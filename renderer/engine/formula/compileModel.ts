// From a model's formulas to templates in an order of calculation. It knows no values and no scopes' differences; what
// cannot be calculated becomes a column of error values and a problem.

import { parseFormula } from "../grammar/parser.ts";
import type { ColumnProblem, FormulaProblem, ModelStructure, TableStructure } from "../model.ts";
import { orderKeys } from "./cycles.ts";
import { type ColumnSymbol, SALT_COLUMN, type Slot, type Template } from "./expression.ts";
import { lower } from "./lower.ts";
import { columnTemplate, errorTemplate } from "./optimise.ts";
import { columnSymbol, ModelNames, TableReferences } from "./references.ts";

export interface CompiledColumn {
  readonly symbol: ColumnSymbol;
  readonly table: TableStructure;
  /** null for an input column */
  readonly template: Template | null;
}

export interface CompiledModel {
  /** All columns, precedents first. */
  readonly columns: readonly CompiledColumn[];
  readonly problems: readonly ColumnProblem[];
}

export type FormulaResult = { readonly template: Template } | { readonly problem: FormulaProblem };

/** Compiles formulas, and remembers those it compiled against the same structure of names. */
export class FormulaCompiler {
  #names: ModelNames | null = null;
  #signature = "";
  readonly #known = new Map<string, FormulaResult>();

  use(structure: ModelStructure): ModelNames {
    const tables = structure.tables.map((table) => [
      table.name,
      table.rows,
      table.columns.map((each) => each.name),
    ]);
    const signature = JSON.stringify([tables, structure.names]);
    if (signature !== this.#signature) this.#known.clear();
    this.#signature = signature;
    this.#names = new ModelNames(structure);
    return this.#names;
  }

  compile(table: TableStructure, formula: string): FormulaResult {
    const key = `${table.name} ${formula}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const result = compileFormula(this.#names as ModelNames, table, formula);
    this.#known.set(key, result);
    return result;
  }
}

/** One formula of a column of that table, or the first problem in it (cycles are not looked for). */
export function compileFormula(names: ModelNames, table: TableStructure, formula: string): FormulaResult {
  const parsed = parseFormula(formula);
  if (!parsed.ok) return { problem: parsed.problem };
  const lowered = lower(parsed.tree, new TableReferences(names, table.name));
  if ("problem" in lowered) return lowered;
  return { template: columnTemplate(lowered.expression, table.rows !== "scopes") };
}

/** The error that every row of a column with that problem shows. */
function errorOf(problem: FormulaProblem): "#NAME?" | "#REF!" | "#VALUE!" | "#CALC!" {
  switch (problem.code) {
    case "cycle":
      return "#CALC!";
    case "argument-count":
      return "#VALUE!";
    case "unknown-column":
    case "unknown-table":
    case "unsupported":
      return "#REF!";
    default:
      return "#NAME?";
  }
}

export function compileModel(structure: ModelStructure, compiler: FormulaCompiler): CompiledModel {
  compiler.use(structure);
  const problems: ColumnProblem[] = [];
  const compiled = new Map<string, CompiledColumn>();
  const reads = new Map<string, ReadonlySet<string>>();
  for (const table of structure.tables)
    for (const { name, formula } of table.columns) {
      const symbol = columnSymbol(table.name, name);
      const result = formula === undefined ? null : compiler.compile(table, formula);
      let template: Template | null = null;
      if (result !== null && "problem" in result) {
        problems.push({ ...result.problem, table: table.name, column: name });
        template = errorTemplate(errorOf(result.problem));
      } else if (result !== null) template = result.template;
      compiled.set(symbol.key, { symbol, table, template });
      reads.set(symbol.key, template === null ? new Set() : columnsRead(template));
    }
  const { order, looped } = orderKeys(reads);
  const columns = order.map((key) => {
    const column = compiled.get(key) as CompiledColumn;
    const loop = looped.get(key);
    if (loop === undefined) return column;
    const { table, column: name } = column.symbol;
    const formula = column.table.columns.find((each) => each.name === name)?.formula ?? "";
    const found = cycleProblem(
      loop.map((each) => (compiled.get(each) as CompiledColumn).symbol),
      formula.length,
    );
    problems.push({ ...found, table, column: name });
    return { ...column, template: errorTemplate("#CALC!") };
  });
  return { columns, problems };
}

/** Names a loop in words: `Balance → Share → Balance`, with the table where it is not the same throughout. */
export function cycleProblem(loop: readonly ColumnSymbol[], length: number): FormulaProblem {
  const oneTable = loop.every((each) => each.table === loop[0]?.table);
  const path = loop.map((each) => (oneTable ? each.column : `${each.table}[${each.column}]`)).join(" → ");
  const message =
    loop.length === 2
      ? `The formula of ${loop[0]?.column} uses its own result (${path}). Change it so that it does not.`
      : `These columns depend on each other in a loop: ${path}. Change one of them so that the loop is broken.`;
  return { code: "cycle", message, start: 0, end: length };
}

/** Keys of all columns that a template reads, however indirectly within its formula. */
export function columnsRead(template: Template): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting: Slot[] = [...template.slots];
  for (let slot = waiting.pop(); slot !== undefined; slot = waiting.pop()) {
    switch (slot.type) {
      case "cell":
        if (slot.column !== SALT_COLUMN) found.add(slot.column.key);
        break;
      case "total":
        found.add(slot.column.key);
        break;
      case "cells":
      case "range":
        for (const column of slot.columns) found.add(column.key);
        break;
      case "scalar":
      case "helper":
        waiting.push(...slot.template.slots);
        break;
      case "ordered":
        found.add(slot.by.key);
        for (const limit of slot.limits) waiting.push(limit.slot);
        readsOfGroup(slot, found, waiting);
        if (slot.value !== null) found.add(slot.value.key);
        break;
      case "group":
        readsOfGroup(slot, found, waiting);
        if (slot.value !== null) found.add(slot.value.key);
        break;
      case "members":
        readsOfGroup(slot, found, waiting);
        if (typeof slot.values !== "number") for (const column of slot.values) found.add(column.key);
        break;
      case "name":
      case "rows":
        break;
    }
  }
  return found;
}

function readsOfGroup(
  { index, keys }: Extract<Slot, { type: "group" | "ordered" | "members" }>,
  found: Set<string>,
  waiting: Slot[],
): void {
  for (const column of index.columns) found.add(column.key);
  for (const { column, criterion } of index.filters) {
    found.add(column.key);
    waiting.push(criterion);
  }
  for (const { column } of index.guards) found.add(column.key);
  for (const key of keys) if (key.type !== "fixed") waiting.push(key);
}
