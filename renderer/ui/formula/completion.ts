// What could come next while a formula is typed: functions, columns, assumptions, tables. Works on the text before
// the caret only, so it also works while the formula is not yet right.
//
// What must stay true: what is put in is what Excel would accept there: a column of the row in `[@...]`, a column
// of another table in `Table[...]`, special characters of a column's name escaped with an apostrophe.

export interface Suggestion {
  readonly label: string;
  readonly kind: "function" | "column" | "assumption" | "table";
  /** Put in place of what was typed from `start` to the caret. */
  readonly insert: string;
}

export interface Vocabulary {
  readonly functions: readonly string[];
  /** Columns by table name. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly assumptions: readonly string[];
}

export interface Completion {
  readonly start: number;
  readonly suggestions: readonly Suggestion[];
}

const LONGEST_LIST = 12;
const NONE: Completion = { start: 0, suggestions: [] };

/** Suggestions at the caret for a formula of `table`; none inside a text or right after a complete word. */
export function complete(formula: string, caret: number, table: string, words: Vocabulary): Completion {
  const before = formula.slice(0, caret);
  if (!before.startsWith("=") || isInsideText(before)) return NONE;
  const reference = /([\p{L}_][\p{L}\p{N}_.]*)?\[(@?\[?)((?:[^[\]']|'.)*)$/u.exec(before);
  if (reference !== null) {
    const [, named, opening = "", typed = ""] = reference;
    const start = caret - typed.length - opening.length - 1 - (named ?? "").length;
    return { start, suggestions: columnSuggestions(named, opening, typed, table, words) };
  }
  const word = /[\p{L}_][\p{L}\p{N}_.]*$/u.exec(before)?.[0];
  if (word === undefined) return NONE;
  return { start: caret - word.length, suggestions: wordSuggestions(word, table, words) };
}

/** A quotation mark that is not closed yet. */
function isInsideText(before: string): boolean {
  return (before.match(/"/g)?.length ?? 0) % 2 === 1;
}

function columnSuggestions(
  named: string | undefined,
  opening: string,
  typed: string,
  table: string,
  words: Vocabulary,
): readonly Suggestion[] {
  const own = named === undefined;
  const key = own ? table : Object.keys(words.columns).find((each) => isSame(each, named));
  const columns = key === undefined ? [] : (words.columns[key] ?? []);
  const row = own || opening.startsWith("@");
  return matching(columns, typed.replace(/'(.)/g, "$1")).map((name) => ({
    label: name,
    kind: "column" as const,
    insert: row ? rowReference(name) : `${named ?? ""}[${escapeName(name)}]`,
  }));
}

function wordSuggestions(word: string, table: string, words: Vocabulary): readonly Suggestion[] {
  const functions = matching(words.functions, word, true).map(
    (name): Suggestion => ({ label: name, kind: "function", insert: `${name}(` }),
  );
  const assumptions = matching(words.assumptions, word).map(
    (name): Suggestion => ({ label: name, kind: "assumption", insert: name }),
  );
  const columns = matching(words.columns[table] ?? [], word).map(
    (name): Suggestion => ({ label: name, kind: "column", insert: rowReference(name) }),
  );
  const tables = matching(Object.keys(words.columns), word, true).map(
    (name): Suggestion => ({ label: name, kind: "table", insert: `${name}[` }),
  );
  return [...columns, ...assumptions, ...functions, ...tables].slice(0, LONGEST_LIST);
}

/** Names that begin with what was typed first, then names that contain it. */
function matching(names: readonly string[], typed: string, fromStart = false): readonly string[] {
  const wanted = typed.toLowerCase();
  const begins = names.filter((name) => name.toLowerCase().startsWith(wanted));
  const contains = fromStart
    ? []
    : names.filter((name) => name.toLowerCase().includes(wanted) && !begins.includes(name));
  return [...begins, ...contains].slice(0, LONGEST_LIST);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function escapeName(name: string): string {
  return name.replace(/[[\]#'@]/g, "'$&");
}

/** `[@Place]`, or `[@[List size]]` where the name needs the second pair of brackets. */
export function rowReference(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) ? `[@${name}]` : `[@[${escapeName(name)}]]`;
}
