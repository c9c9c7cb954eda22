// What could come next while a formula is typed: functions, columns, names, tables, variables of LET. Works on the text
// before the caret only, so it also works while the formula is not yet right.
//
// What must stay true: what is put in is what Excel would accept there: a column of the row in `[@...]`, a column
// of another table in `Table[...]`, special characters of a column's name escaped with an apostrophe.

import { functionList } from "../functions/registry.ts";
import { scanFormula } from "../grammar/formulaScan.ts";
import { printStructured } from "../grammar/structuredText.ts";
import type { ModelStructure, TableStructure } from "../model.ts";
import { foldText } from "../values/textPool.ts";
import { argumentHint } from "./signature.ts";

export type SuggestionKind = "function" | "column" | "name" | "table" | "item" | "variable";

export interface Suggestion {
  readonly label: string;
  readonly kind: SuggestionKind;
  /** Put in place of what was typed from the completion's `start` to its `end`. */
  readonly insert: string;
  /** What a function gives, in one line; "" for everything else. */
  readonly help: string;
}

export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly suggestions: readonly Suggestion[];
}

const LONGEST_LIST = 12;
const REFERENCE = /(?:([\p{L}_\\][\p{L}\p{N}_.]*)|(?<![\p{L}\p{N}_.\]]))\[(@?\[?)((?:[^[\]']|'.)*)$/u;
const WORD = /[\p{L}_\\][\p{L}\p{N}_.]*$/u;
const ITEMS = ["#All", "#Data", "#Headers"];

/** Suggestions at the caret for a formula of `table`; none inside a text or right after a complete word. */
export function completeFormula(
  structure: ModelStructure,
  table: string,
  formula: string,
  caret: number,
): Completion {
  const before = formula.slice(0, caret);
  const scan = scanFormula(before);
  const none = { start: caret, end: caret, suggestions: [] };
  if (!before.trimStart().startsWith("=") || scan.text >= 0) return none;
  const own = findTable(structure, table);
  const reference = scan.bracket < 0 ? null : REFERENCE.exec(before);
  if (reference !== null) {
    const [, named, opening = "", typed = ""] = reference;
    const start = caret - typed.length - opening.length - 1 - (named ?? "").length;
    // the brackets that close what is being typed are part of what is put in
    const closing = /^\]{0,2}/.exec(formula.slice(caret))?.[0].length ?? 0;
    const of = named === undefined ? own : findTable(structure, named);
    // a function that takes ranges wants the whole column, unless the row is asked for
    const row =
      of === own && (opening.startsWith("@") || (named === undefined && !wantsRange(formula, start)));
    const suggestions = [
      ...columnSuggestions(of, named, typed, row),
      ...itemSuggestions(named, opening, typed),
    ];
    return { start, end: caret + Math.min(closing, scan.depth), suggestions };
  }
  const word = scan.bracket >= 0 ? undefined : WORD.exec(before)?.[0];
  if (word === undefined) return none;
  const start = caret - word.length;
  if (/[\p{N}.\]$'"]$/u.test(before.slice(0, start))) return none;
  return { start, end: caret, suggestions: wordSuggestions(structure, own, word, variablesAt(before)) };
}

function wantsRange(formula: string, caret: number): boolean {
  const hint = argumentHint(formula, caret);
  return hint?.described != null && hint.function.arguments[hint.described]?.kind === "array";
}

function findTable(structure: ModelStructure, name: string): TableStructure | undefined {
  return structure.tables.find((each) => foldText(each.name) === foldText(name));
}

function columnSuggestions(
  table: TableStructure | undefined,
  named: string | undefined,
  typed: string,
  row: boolean,
): readonly Suggestion[] {
  const names = table?.columns.map((each) => each.name) ?? [];
  return matching(names, typed.replace(/'(.)/g, "$1")).map((name) => ({
    label: name,
    kind: "column",
    insert: row ? rowReference(name) : `${named ?? ""}${columnReference(name)}`,
    help: "",
  }));
}

function itemSuggestions(named: string | undefined, opening: string, typed: string): readonly Suggestion[] {
  if (!typed.startsWith("#") || opening !== "") return [];
  return matching(ITEMS, typed, true).map((item) => ({
    label: item,
    kind: "item",
    insert: `${named ?? ""}[${item}]`,
    help: "",
  }));
}

function wordSuggestions(
  structure: ModelStructure,
  own: TableStructure | undefined,
  word: string,
  variables: readonly string[],
): readonly Suggestion[] {
  const make = (names: readonly string[], kind: SuggestionKind, insert: (name: string) => string) =>
    names.map((name): Suggestion => ({ label: name, kind, insert: insert(name), help: "" }));
  const functions = matching(functionNames, word, true).map(
    (name): Suggestion => ({ label: name, kind: "function", insert: `${name}(`, help: help.get(name) ?? "" }),
  );
  const columns = own?.columns.map((each) => each.name) ?? [];
  const tables = structure.tables.map((each) => each.name);
  return [
    ...make(matching(variables, word, true), "variable", (name) => name),
    ...make(matching(columns, word), "column", rowReference),
    ...make(matching(structure.names, word), "name", (name) => name),
    ...functions,
    ...make(matching(tables, word, true), "table", (name) => `${name}[`),
  ].slice(0, LONGEST_LIST);
}

const functionNames = functionList.map((each) => each.name);
const help = new Map(functionList.map((each) => [each.name, each.help]));

/** Names that LET or LAMBDA declare before the caret, in the calls that are open there. */
function variablesAt(before: string): readonly string[] {
  const names: string[] = [];
  for (const call of scanFormula(before).calls) {
    if (call.name !== "LET" && call.name !== "LAMBDA") continue;
    for (const [place, start] of call.arguments.slice(0, -1).entries()) {
      if (call.name === "LET" && place % 2 === 1) continue;
      const name = before.slice(start, (call.arguments[place + 1] ?? before.length) - 1).trim();
      if (/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)) names.push(name);
    }
  }
  return names;
}

/** Names that begin with what was typed first, then names that contain it. */
function matching(names: readonly string[], typed: string, fromStart = false): readonly string[] {
  const wanted = foldText(typed);
  const begins = names.filter((name) => foldText(name).startsWith(wanted));
  const contains = fromStart
    ? []
    : names.filter((name) => foldText(name).includes(wanted) && !begins.includes(name));
  return [...begins, ...contains].slice(0, LONGEST_LIST);
}

/** `[@Place]`, or `[@[List size]]` where the name needs the second pair of brackets. */
export function rowReference(name: string): string {
  return printStructured({ items: ["thisRow"], columns: { first: name, last: name } }, "display");
}

/** `[List size]`: the whole column. */
export function columnReference(name: string): string {
  return printStructured({ items: [], columns: { first: name, last: name } }, "display");
}
