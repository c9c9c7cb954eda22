// Help with a formula that cannot be accepted: its first problem, and whole new texts that put common slips right. A
// repair is only offered when the engine accepts the repaired formula, so a wrong guess is never shown.
//
// What must stay true: whatever the text, it gives an answer in bounded time; a repair differs from the text.

import { checkFormula } from "../formula/checkFormula.ts";
import { compileFormula } from "../formula/compileModel.ts";
import { ModelNames } from "../formula/references.ts";
import { findFunction, functionList } from "../functions/registry.ts";
import { codeMask } from "../grammar/formulaScan.ts";
import { printStructured } from "../grammar/structuredText.ts";
import type { FormulaProblem, ModelStructure, TableStructure } from "../model.ts";
import { foldText } from "../values/textPool.ts";
import { rowReference } from "./completion.ts";
import { bareColumns, rowSlips } from "./repairColumns.ts";
import type { Candidate } from "./repairText.ts";
import { bracketSlips, cutOffSlips, quoteSlips, separatorSlips, signSlips } from "./repairText.ts";
import { nearestFunctions, nearestNames } from "./suggest.ts";

export interface Repair {
  /** The whole new formula. */
  readonly text: string;
  /** What was changed, as a sentence: `Add the missing closing bracket.` */
  readonly message: string;
}

export interface FormulaHelp {
  /** The first problem; null when the formula can be accepted. */
  readonly problem: FormulaProblem | null;
  /** Where to put the caret, when there is a problem. */
  readonly caret: number | null;
  /** Best first; also for a formula that is accepted but would give several values in one cell. */
  readonly repairs: readonly Repair[];
}

const MOST_REPAIRS = 4;
/** A text may need several repairs, one after the other. */
const MOST_STEPS = 3;
/** Texts tried altogether, so that a long and very broken formula takes no time. */
const MOST_TRIED = 160;
const LONGEST = 8_192;

/** The first problem of a formula for a column of the table, and how it may be put right. */
export function helpWithFormula(
  structure: ModelStructure,
  table: string,
  column: string,
  formula: string,
): FormulaHelp {
  const problem = problemOf(structure, table, column, formula);
  const caret = problem === null ? null : Math.min(problem.start, formula.length);
  const own = structure.tables.find((each) => foldText(each.name) === foldText(table));
  if (own === undefined || formula.length > LONGEST) return { problem, caret, repairs: [] };
  if (problem === null) {
    const repairs = givesMany(structure, own, formula) ? rowSlips(own, formula) : [];
    const single = repairs.filter(
      ({ text }) => problemOf(structure, table, column, text) === null && !givesMany(structure, own, text),
    );
    return { problem, caret, repairs: single.slice(0, MOST_REPAIRS) };
  }
  return {
    problem,

    caret,
    repairs: new Search(structure, own, column).repairs(formula, problem),
  };
}

/** As checkFormula, and a formula begins with =. */
function problemOf(
  structure: ModelStructure,
  table: string,
  column: string,
  formula: string,
): FormulaProblem | null {
  if (formula.trimStart().startsWith("=")) return checkFormula(structure, table, column, formula);
  const message = "A formula begins with =. Put = in front.";
  return { code: "syntax", message, start: 0, end: Math.min(1, formula.length) };
}

/** Whether the formula's result is an array, which a cell of a table cannot hold. */
function givesMany(structure: ModelStructure, table: TableStructure, formula: string): boolean {
  const result = compileFormula(new ModelNames(structure), table, formula);
  return "template" in result && result.template.expression.array;
}

interface Attempt {
  readonly text: string;
  readonly problem: FormulaProblem;
  readonly messages: readonly string[];
}

/** Tries slips on the text, and on what they make of it while the problem moves on. */
class Search {
  readonly #structure: ModelStructure;
  readonly #table: TableStructure;
  readonly #column: string;

  constructor(structure: ModelStructure, table: TableStructure, column: string) {
    this.#structure = structure;
    this.#table = table;
    this.#column = column;
  }

  repairs(formula: string, problem: FormulaProblem): readonly Repair[] {
    const found: Repair[] = [];
    const tried = new Set([formula]);
    let attempts: Attempt[] = [{ text: formula, problem, messages: [] }];
    for (let step = 0; step < MOST_STEPS && found.length === 0; step++) {
      const next: Attempt[] = [];
      for (const attempt of attempts)
        for (const candidate of this.#candidates(attempt)) {
          if (tried.has(candidate.text) || tried.size >= MOST_TRIED) continue;
          tried.add(candidate.text);
          const messages = [...attempt.messages, candidate.message];
          const left = problemOf(this.#structure, this.#table.name, this.#column, candidate.text);
          if (left !== null) next.push({ text: candidate.text, problem: left, messages });
          else found.push({ text: candidate.text, message: [...new Set(messages)].join(" ") });
        }
      attempts = next;
    }
    return found.slice(0, MOST_REPAIRS);
  }

  #candidates({ text, problem }: Attempt): readonly Candidate[] {
    return [
      ...beginning(text),
      ...this.#nearNames(text, problem),
      ...quoteSlips(text),
      ...signSlips(text),
      ...bracketSlips(text),
      ...separatorSlips(text),
      ...cutOffSlips(text),
      ...splitNames(text),
      ...bareColumns(this.#table, text),
    ];
  }

  /** Names that are a slip away from the one that is not there. */
  #nearNames(text: string, problem: FormulaProblem): readonly Candidate[] {
    const { tables, names } = this.#structure;
    const written = text.slice(problem.start, problem.end);
    const put = (insert: string, name: string, end = problem.end): Candidate => ({
      text: text.slice(0, problem.start) + insert + text.slice(end),
      message: `Use ${name}.`,
    });
    switch (problem.code) {
      case "unknown-function": {
        const all = functionList.map((each) => each.name);
        return nearestFunctions(written, all).map((name) => put(name, name));
      }
      case "unknown-column": {
        const wanted = written.replace(/^\[|\]$/g, "").replace(/'(.)/g, "$1");
        return tables.flatMap((table) =>
          nearestNames(
            wanted,
            table.columns.map((each) => each.name),
          ).map((name) => put(columnLike(written, text, problem, name), name)),
        );
      }
      case "unknown-table": {
        const wanted = /^[^[]*/.exec(written)?.[0] ?? "";
        const known = tables.map((each) => each.name);
        return nearestNames(wanted, known).map((name) => put(name, name, problem.start + wanted.length));
      }
      case "unknown-name": {
        const columns = this.#table.columns.map((each) => each.name);
        const same = columns.filter((each) => foldText(each) === foldText(written));
        return [
          ...same.map((name) => put(rowReference(name), rowReference(name))),
          ...nearestNames(written, names).map((name) => put(name, name)),
          ...nearestNames(written, columns).map((name) => put(rowReference(name), rowReference(name))),
        ];
      }
      default:
        return [];
    }
  }
}

/** A column's name as it must stand in place of the one written: with brackets of its own where it needs them. */
function columnLike(written: string, text: string, { start }: FormulaProblem, name: string): string {
  const whole = printStructured({ items: [], columns: { first: name, last: name } }, "display");
  const bare = whole.replace(/^\[+|\]+$/g, "");
  const inside = text.charAt(start - 1);
  // `[@Lst]` becomes `[@[List size]]`: after @, only a plain word goes without brackets
  return inside === "@" && !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !written.startsWith("[")
    ? `[${bare}]`
    : bare;
}

function beginning(text: string): readonly Candidate[] {
  const trimmed = text.trim();
  if (trimmed.startsWith("=")) {
    const once = trimmed.replace(/^=[\s=]+/, "=");
    return once === trimmed ? [] : [{ text: once, message: "Begin with a single =." }];
  }
  return [{ text: `=${trimmed.replace(/^[+@]/, "")}`, message: "Begin with =." }];
}

/** A function's name written in two: `SUMIF S(`. */
function splitNames(text: string): readonly Candidate[] {
  const mask = codeMask(text);
  return [...text.matchAll(/([A-Za-z][A-Za-z.]*)\s+([A-Za-z.]+)\s*\(/g)].flatMap((match) => {
    const name = `${match[1]}${match[2]}`.toUpperCase();
    if (mask[match.index] !== true || findFunction(name) === undefined) return [];
    const after = text.slice(match.index + match[0].length);
    return [{ text: `${text.slice(0, match.index)}${name}(${after}`, message: `Use ${name}.` }];
  });
}
