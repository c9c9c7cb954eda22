// What an import takes from a workbook's formulas, in one call: every block with its columns, each formula column
// translated and compared with the saved values, and the assumptions that the formulas need.
//
// What must stay true: a column has either a formula that gives the saved values or a reason in words, never neither.

import { isError, parseFormula, referencesOf, type Value } from "../../engine/index.ts";
import { type Agreement, agreesWithCache, type FormulaToCompare } from "./agreesWithCache.ts";
import type { BlockColumn, SheetBlock, UnderstoodBook } from "./blocks.ts";
import type { ProposedAssumption } from "./proposedAssumptions.ts";
import { BookTranslator } from "./translate.ts";

export interface ColumnFormula {
  readonly column: BlockColumn;
  /** As Excel shows it, with "="; null when the column comes in as values. */
  readonly formula: string | null;
  /** Why a column with a formula comes in as values: a sentence; null when it does not, or has no formula. */
  readonly reason: string | null;
  /** Names of the assumptions and of the other blocks that the formula uses. */
  readonly assumptions: readonly string[];
  readonly tables: readonly string[];
  /** The comparison with the saved values; null where there is nothing to compare with. */
  readonly agreement: Agreement | null;
}

export interface BlockFormulas {
  readonly block: SheetBlock;
  /** In the order of the block's columns, columns of values included. */
  readonly columns: readonly ColumnFormula[];
}

export interface BookFormulas {
  readonly blocks: readonly BlockFormulas[];
  /** Those that the formulas taken over use, in the order of their first use. */
  readonly assumptions: readonly ProposedAssumption[];
}

/** Functions whose saved result nobody can calculate again. */
const VOLATILE: ReadonlySet<string> = new Set("RAND RANDBETWEEN RANDARRAY NOW TODAY".split(" "));

/** `taken`: names that assumptions cannot have besides those of the workbook's tables. */
export function bookFormulas(understood: UnderstoodBook, taken: Iterable<string> = []): BookFormulas {
  const translator = new BookTranslator(understood, taken);
  const blocks = understood.blocks.map((block) => blockFormulas(understood, block, translator));
  const used = new Set(blocks.flatMap(({ columns }) => columns.flatMap((each) => each.assumptions)));
  return { blocks, assumptions: translator.assumptions.filter(({ name }) => used.has(name)) };
}

const NOTHING = { formula: null, reason: null, assumptions: [], tables: [], agreement: null } as const;

function blockFormulas(
  understood: UnderstoodBook,
  block: SheetBlock,
  translator: BookTranslator,
): BlockFormulas {
  const columns = block.columns.map((column): ColumnFormula => {
    const translated = translator.column(block, column);
    if (translated === null) return { ...NOTHING, column };
    if ("reason" in translated) return { ...NOTHING, column, reason: translated.reason };
    return { ...NOTHING, column, ...translated };
  });
  const formulas = columns.flatMap(({ column, formula }): FormulaToCompare[] =>
    formula === null ? [] : [{ column, formula }],
  );
  if (formulas.length === 0) return { block, columns };
  const compared = agreesWithCache(understood, block, formulas, translator.assumptions);
  const agreements = new Map(formulas.map(({ column }, place) => [column, compared[place]]));
  return { block, columns: columns.map((each) => judged(understood, each, agreements.get(each.column))) };
}

/** A formula that does not give the saved values does not come in. */
function judged(
  understood: UnderstoodBook,
  each: ColumnFormula,
  agreement: Agreement | undefined,
): ColumnFormula {
  if (each.formula === null || agreement === undefined) return each;
  const values = (why: string) => ({
    ...NOTHING,
    column: each.column,
    reason: `${each.column.name} comes in as values: ${why}`,
    agreement,
  });
  if (agreement.problem !== null) return values(`its formula cannot be calculated. ${agreement.problem}`);
  if (understood.book.isStale || isVolatile(each.formula)) return { ...each, agreement: null };
  const [first] = agreement.differences;
  if (first === undefined) return { ...each, agreement };
  return values(
    `its formula would give other values than the workbook holds in ${agreement.differences.length} of ${agreement.compared} rows (${first.cell}: ${inWords(first.ours)} instead of ${inWords(first.saved)}).`,
  );
}

function isVolatile(formula: string): boolean {
  const parsed = parseFormula(formula);
  return parsed.ok && referencesOf(parsed.tree).functions.some(({ name }) => VOLATILE.has(name));
}

function inWords(value: Value): string {
  if (value === null) return "blank";
  return isError(value) ? value.error : typeof value === "string" ? `"${value}"` : String(value);
}
