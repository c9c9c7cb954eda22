// The explanation of a cell as a whole: its formula's tree, the columns that use it, and, when it holds an error, the
// way to where the error began.

import { columnSymbol, ModelNames } from "../formula/references.ts";
import { parseFormula } from "../grammar/parser.ts";
import { walkTree } from "../grammar/rewrite.ts";
import type { ColumnProblem, ModelStructure } from "../model.ts";
import { foldText } from "../values/textPool.ts";
import { type CellError, isError, type Value } from "../values/value.ts";
import {
  type CellPlace,
  columnsOf,
  type ExplainedPart,
  type ExplainSource,
  explainFormula,
  type Precedent,
} from "./explain.ts";

export interface Dependent {
  readonly table: string;
  readonly column: string;
  /** `row`: a row reads this row's value; `column`: every row may read any of them */
  readonly reads: "row" | "column";
}

/** One step on the way of an error, from the cell asked for to where it began. */
export interface ErrorStep extends CellPlace {
  readonly error: CellError;
  /** The part of the cell's formula that gave the error; null for an input that holds one. */
  readonly part: ExplainedPart | null;
}

export interface Explanation extends CellPlace {
  readonly value: Value;
  /** The cell holds a value of its own in place of the formula's; `formulaValue` and `tree` say what that would be. */
  readonly overridden: boolean;
  /** What the formula gives: the value itself unless the cell is overridden. */
  readonly formulaValue: Value;
  /** null for an input */
  readonly formula: string | null;
  /** null for an input, and for a formula that cannot be calculated */
  readonly tree: ExplainedPart | null;
  readonly problem: ColumnProblem | null;
  readonly dependents: readonly Dependent[];
  /** Empty unless the value is an error; the last step is where it began. */
  readonly error: readonly ErrorStep[];
}

/** A model, and the columns of it that cannot be calculated. */
export interface ExplainedModel extends ExplainSource {
  problems(): readonly ColumnProblem[];
  isOverridden(place: CellPlace): boolean;
}

/** An error is followed through at most so many cells. */
const LONGEST_WAY = 64;

/** Explains one cell. Throws for a table or column that is not there. */
export function explainCellOf(model: ExplainedModel, place: CellPlace): Explanation {
  const { table, column, row, scope } = place;
  const value = model.column(table, column, scope).value(row);
  const formula = formulaOf(model.structure, table, column);
  const problem = problemOf(model, table, column);
  const tree = formula === null || problem !== null ? null : explainFormula(model, place, formula);
  const dependents = dependentsOf(model.structure, columnSymbol(table, column).key);
  return {
    table,
    column,
    row,
    scope,
    value,
    overridden: model.isOverridden(place),
    formulaValue: model.formulaValue(place),
    formula,
    tree,
    problem,
    dependents,
    error: wayOfError(model, place),
  };
}

function formulaOf(structure: ModelStructure, table: string, column: string): string | null {
  const own = structure.tables.find((each) => foldText(each.name) === foldText(table));
  return own?.columns.find((each) => foldText(each.name) === foldText(column))?.formula ?? null;
}

function problemOf(model: ExplainedModel, table: string, column: string): ColumnProblem | null {
  const { key } = columnSymbol(table, column);
  return model.problems().find((each) => columnSymbol(each.table, each.column).key === key) ?? null;
}

/** The cells through which a cell's error came, each followed by the first of its precedents that holds an error. */
function wayOfError(model: ExplainedModel, start: CellPlace): readonly ErrorStep[] {
  const steps: ErrorStep[] = [];
  const seen = new Set<string>();
  let next: CellPlace | null = start;
  while (next !== null && steps.length < LONGEST_WAY) {
    const place: CellPlace = next;
    const { table, column, row, scope } = place;
    const value = model.column(table, column, scope).value(row);
    const key = `${columnSymbol(table, column).key} ${row} ${scope}`;
    if (!isError(value) || seen.has(key)) break;
    seen.add(key);
    const formula = formulaOf(model.structure, table, column);
    const tree =
      formula === null || problemOf(model, table, column) !== null
        ? null
        : explainFormula(model, place, formula);
    const from: { part: ExplainedPart; cell: CellPlace | null } | null =
      tree === null ? null : sourceIn(model, tree);
    steps.push({ table, column, row, scope, error: value, part: from?.part ?? tree });
    next = from?.cell ?? null;
  }
  return steps;
}

/** The innermost used part of a formula that gives an error, and the cell that it took the error from. */
function sourceIn(
  model: ExplainSource,
  part: ExplainedPart,
): { part: ExplainedPart; cell: CellPlace | null } | null {
  const cell = part.precedent === null ? null : errorCell(model, part.precedent);
  if (cell !== null) return { part, cell };
  for (const each of part.parts) {
    const found = each.used ? sourceIn(model, each) : null;
    if (found !== null) return found;
  }
  return isError(part.value) ? { part, cell: null } : null;
}

/** The first cell with an error among those that a part reads. */
function errorCell(model: ExplainSource, precedent: Precedent): CellPlace | null {
  if (precedent.kind === "name") return null;
  const { table, scope } = precedent;
  const holds = (column: string, row: number) => isError(model.column(table, column, scope).value(row));
  if (precedent.kind === "cell")
    return holds(precedent.column, precedent.row)
      ? { table, column: precedent.column, row: precedent.row, scope }
      : null;
  for (const column of precedent.columns)
    for (let at = 0; at < (precedent.taken?.length ?? precedent.count); at++) {
      const row = precedent.taken?.[at] ?? at;
      if (holds(column, row)) return { table, column, row, scope };
    }
  return null;
}

const readers = new WeakMap<ModelStructure, ReadonlyMap<string, readonly Dependent[]>>();

/** The formula columns that read a column (`key` of columnSymbol) or, with a key of `name x`, a name. */
export function dependentsOf(structure: ModelStructure, key: string): readonly Dependent[] {
  let known = readers.get(structure);
  if (known === undefined) {
    known = findReaders(structure);
    readers.set(structure, known);
  }
  return known.get(key) ?? [];
}

function findReaders(structure: ModelStructure): ReadonlyMap<string, readonly Dependent[]> {
  const names = new ModelNames(structure);
  const found = new Map<string, Dependent[]>();
  for (const table of structure.tables)
    for (const { name: column, formula } of table.columns) {
      const parsed = formula === undefined ? null : parseFormula(formula);
      if (parsed === null || !parsed.ok) continue;
      const add = (key: string, reads: Dependent["reads"]) => {
        const list = found.get(key) ?? [];
        if (!list.some((each) => each.table === table.name && each.column === column && each.reads === reads))
          found.set(key, [...list, { table: table.name, column, reads }]);
      };
      walkTree(parsed.tree, (node, scope) => {
        if (node.kind === "name" && node.sheet === null && !scope.has(node.name.toUpperCase())) {
          const name = names.name(node.name);
          if (name !== undefined) add(`name ${foldText(name)}`, "column");
          else
            for (const each of names.table(node.name)?.columns ?? [])
              add(columnSymbol(node.name, each.name).key, "column");
        }
        if (node.kind !== "structured") return;
        const owner = names.table(node.table ?? table.name);
        if (owner === undefined) return;
        for (const each of columnsOf(owner, node))
          add(columnSymbol(owner.name, each).key, node.items.includes("thisRow") ? "row" : "column");
      });
    }
  return found;
}
