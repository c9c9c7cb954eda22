// Checks a formula before it is accepted, without calculating anything. It is asked on every keystroke and once per
// column of a plan that is being made, so it looks only at the formula and at what the formula reaches: the names of a
// structure and the reads of its formulas are looked up once per structure.

import type { FormulaProblem, ModelStructure, TableStructure } from "../model.ts";
import { foldText } from "../values/textPool.ts";
import { columnsRead, compileFormula, cycleProblem } from "./compileModel.ts";
import type { ColumnSymbol } from "./expression.ts";
import { columnSymbol, ModelNames } from "./references.ts";

/** What is known of one structure; kept as long as the structure object lives. */
class StructureFacts {
  readonly names: ModelNames;
  readonly #owners = new Map<
    string,
    { symbol: ColumnSymbol; table: TableStructure; formula: string | undefined }
  >();
  readonly #reads = new Map<string, ReadonlySet<string>>();

  constructor(structure: ModelStructure) {
    this.names = new ModelNames(structure);
    for (const table of structure.tables)
      for (const { name, formula } of table.columns) {
        const symbol = columnSymbol(table.name, name);
        if (!this.#owners.has(symbol.key)) this.#owners.set(symbol.key, { symbol, table, formula });
      }
  }

  /** Keys of the columns that a column's formula reads; none for an input or a formula with a problem. */
  readsOf(key: string): ReadonlySet<string> {
    const known = this.#reads.get(key);
    if (known !== undefined) return known;
    const owner = this.#owners.get(key);
    const result =
      owner?.formula === undefined ? null : compileFormula(this.names, owner.table, owner.formula);
    const reads = result === null || "problem" in result ? new Set<string>() : columnsRead(result.template);
    this.#reads.set(key, reads);
    return reads;
  }

  /** The column of that key, as the structure spells it. */
  symbol(key: string): ColumnSymbol {
    return this.#owners.get(key)?.symbol ?? { key, table: "", column: key };
  }
}

const known = new WeakMap<ModelStructure, StructureFacts>();

function factsOf(structure: ModelStructure): StructureFacts {
  let facts = known.get(structure);
  if (facts === undefined) {
    facts = new StructureFacts(structure);
    known.set(structure, facts);
  }
  return facts;
}

/**
 * The first problem of a formula for a column of that table: syntax, unknown function, table, column or name, number
 * of arguments, and the loop that replacing or adding the column would make. Null when there is none.
 */
export function checkFormula(
  structure: ModelStructure,
  table: string,
  column: string,
  formula: string,
): FormulaProblem | null {
  const own = structure.tables.find((each) => foldText(each.name) === foldText(table));
  if (own === undefined)
    return {
      code: "unknown-table",
      message: `There is no table called ${table}.`,
      start: 0,
      end: formula.length,
    };
  const exists = own.columns.some((each) => foldText(each.name) === foldText(column));
  const facts = factsOf(exists ? structure : withColumn(structure, own, column));
  const result = compileFormula(facts.names, facts.names.table(table) ?? own, formula);
  if ("problem" in result) return result.problem;
  const loop = loopThrough(columnSymbol(own.name, column).key, columnsRead(result.template), facts);
  return loop === null ? null : cycleProblem(loop, formula.length);
}

/** The structure with an input column of that name added, so that formulas can name it. */
function withColumn(structure: ModelStructure, own: TableStructure, column: string): ModelStructure {
  const columns = [...own.columns, { name: column }];
  return {
    ...structure,
    tables: structure.tables.map((each) => (each === own ? { ...own, columns } : each)),
  };
}

/** The shortest way from a column that reads `reads` back to itself, first and last the column; null when none. */
function loopThrough(
  start: string,
  reads: ReadonlySet<string>,
  facts: StructureFacts,
): readonly ColumnSymbol[] | null {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (let place = 0; place < waiting.length; place++) {
    const key = waiting[place] as string;
    for (const next of place === 0 ? reads : facts.readsOf(key)) {
      if (next === start) {
        const path = [start];
        for (let at = key; at !== start; at = cameFrom.get(at) as string) path.unshift(at);
        path.unshift(start);
        return path.map((each) => facts.symbol(each));
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, key);
      waiting.push(next);
    }
  }
  return null;
}
