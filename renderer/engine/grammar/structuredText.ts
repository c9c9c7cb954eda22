// The inside of a structured reference's brackets, as text: `[#Headers],[Rate 24'/25]`, `@List size`. Apart from
// the parser because brackets follow rules of their own: column names are free text with apostrophe escapes.
//
// What must stay true: readStructured(printStructured(x)) = x for every column name.
// Rules: ECMA-376 Part 1, 18.17.2.4; Excel, "Using structured references with Excel tables" (special characters).

import type { FormulaProblem } from "../model.ts";
import { syntaxProblem } from "./lexer.ts";
import type { Span, TableItem } from "./syntaxTree.ts";

export interface StructuredParts {
  readonly items: readonly TableItem[];
  readonly columns: { readonly first: string; readonly last: string } | null;
  readonly columnSpan: Span | null;
}

const ITEMS: Readonly<Record<string, TableItem>> = {
  "#all": "all",
  "#data": "data",
  "#headers": "headers",
  "#totals": "totals",
  "#this row": "thisRow",
};

const ITEM_TEXT: Readonly<Record<TableItem, string>> = {
  all: "#All",
  data: "#Data",
  headers: "#Headers",
  totals: "#Totals",
  thisRow: "#This Row",
};

/** What Excel writes for a column that was deleted: the whole reference is then #REF!. */
const DELETED = /^\s*#REF!\s*$/i;

const ESCAPED = /'([[\]#'@])/g;
const TO_ESCAPE = /[[\]#'@]/g;
const PLAIN = /^[\p{L}\p{M}\p{N}_.]+$/u;
const NEEDS_OWN_BRACKETS = /^\s|\s$|[:,]|^$/;

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** the sign between this piece and the one before: "," or ":" */
  readonly separator: string;
}

/** The parts of a bracket whose inside is `text`, standing at `offset`; "deleted" for `[#REF!]`. */
export function readStructured(text: string, offset: number): StructuredParts | "deleted" | FormulaProblem {
  if (DELETED.test(text)) return "deleted";
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (start >= end) return { items: [], columns: null, columnSpan: null };
  const first = text.charAt(start);
  if (first === "@") return readThisRow(text, start + 1, end, offset);
  if (first === "[") return readPieces(text, start, end, offset, []);
  if (first === "#") {
    const item = readItem(text.slice(start, end), offset + start, offset + end);
    return typeof item === "string" ? { items: [item], columns: null, columnSpan: null } : item;
  }
  return oneColumn(text, start, end, offset, []);
}

function readThisRow(
  text: string,
  start: number,
  end: number,
  offset: number,
): StructuredParts | "deleted" | FormulaProblem {
  if (start >= end) return { items: ["thisRow"], columns: null, columnSpan: null };
  const inner = text.length - text.slice(start).trimStart().length;
  if (text.charAt(inner) === "[") return readPieces(text, inner, end, offset, ["thisRow"]);
  return oneColumn(text, inner, end, offset, ["thisRow"]);
}

function oneColumn(
  text: string,
  start: number,
  end: number,
  offset: number,
  items: readonly TableItem[],
): StructuredParts | FormulaProblem {
  const written = text.slice(start, end);
  const stray = written.replace(ESCAPED, "  ").search(/[[\]]/);
  if (stray >= 0) {
    return syntaxProblem(
      "Put an apostrophe before a bracket that is part of a column name: '[ or '].",
      offset + start + stray,
      offset + start + stray + 1,
    );
  }
  const name = unescapeColumn(written);
  return {
    items,
    columns: { first: name, last: name },
    columnSpan: { start: offset + start, end: offset + end },
  };
}

function readItem(text: string, start: number, end: number): TableItem | FormulaProblem {
  const item = ITEMS[text.trim().toLowerCase().replace(/\s+/g, " ")];
  if (item !== undefined) return item;
  return syntaxProblem(
    `${text} is not a part of a table. Use #All, #Data, #Headers, #Totals or #This Row; in a column name write '# for #.`,
    start,
    end,
  );
}

/** `[a],[b]:[c]` from start to end of `text`, cut at its separators. */
function splitPieces(text: string, start: number, end: number, offset: number): Piece[] | FormulaProblem {
  const pieces: Piece[] = [];
  let separator = "";
  let at = start;
  while (true) {
    while (at < end && /\s/.test(text.charAt(at))) at++;
    if (text.charAt(at) !== "[" || at >= end) {
      return syntaxProblem(
        "A column name or #item in brackets is expected here.",
        offset + at,
        offset + at + 1,
      );
    }
    const close = closingBracket(text, at, end);
    pieces.push({ text: text.slice(at + 1, close), start: offset + at + 1, end: offset + close, separator });
    at = close + 1;
    while (at < end && /\s/.test(text.charAt(at))) at++;
    if (at >= end) return pieces;
    separator = text.charAt(at);
    if (separator !== "," && separator !== ":") {
      return syntaxProblem("Put a comma or a colon between the brackets.", offset + at, offset + at + 1);
    }
    at++;
  }
}

function closingBracket(text: string, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const character = text.charAt(at);
    if (character === "'" && "[]#'@".includes(text.charAt(at + 1) || "x")) at++;
    else if (character === "[") depth++;
    else if (character === "]" && --depth === 0) return at;
  }
  return end;
}

function readPieces(
  text: string,
  start: number,
  end: number,
  offset: number,
  given: readonly TableItem[],
): StructuredParts | "deleted" | FormulaProblem {
  const pieces = splitPieces(text, start, end, offset);
  if ("code" in pieces) return pieces;
  const items: TableItem[] = [...given];
  const columns: Piece[] = [];
  for (const piece of pieces) {
    if (DELETED.test(piece.text)) return "deleted";
    if (/^\s*#/.test(piece.text)) {
      const item = readItem(piece.text, piece.start, piece.end);
      if (typeof item !== "string") return item;
      if (columns.length > 0 || piece.separator === ":") {
        return syntaxProblem(
          "The #item goes before the column name, with a comma after it.",
          piece.start,
          piece.end,
        );
      }
      items.push(item);
      continue;
    }
    if (columns.length > 0 && piece.separator !== ":") {
      return syntaxProblem(
        "Excel cannot take two separate columns in one reference. Use two references, or a colon for all columns between.",
        piece.start,
        piece.end,
      );
    }
    if (columns.length === 2 || (columns.length === 0 && piece.separator === ":")) {
      return syntaxProblem("A span of columns has one colon: [first]:[last].", piece.start, piece.end);
    }
    const stray = piece.text.replace(ESCAPED, "  ").search(/[[\]]/);
    if (stray >= 0) {
      return syntaxProblem(
        "Put an apostrophe before a bracket that is part of a column name: '[ or '].",
        piece.start + stray,
        piece.start + stray + 1,
      );
    }
    columns.push(piece);
  }
  if (items.length > 1 && items.includes("thisRow")) {
    return syntaxProblem(
      "#This Row cannot be combined with other parts of a table.",
      offset + start,
      offset + end,
    );
  }
  const [first, last = first] = columns;
  if (first === undefined || last === undefined) return { items, columns: null, columnSpan: null };
  return {
    items,
    columns: { first: unescapeColumn(first.text), last: unescapeColumn(last.text) },
    columnSpan: { start: first.start, end: last.end },
  };
}

function unescapeColumn(text: string): string {
  return text.replace(ESCAPED, "$1");
}

/** A column name as it stands between brackets: `[ ] # ' @` get an apostrophe. */
export function escapeColumn(name: string): string {
  return name.replace(TO_ESCAPE, "'$&");
}

/** The bracket of a reference in the form Excel shows: `[@Col]`, `[@[List size]]`, `[[#Headers],[Col]]`. */
export function printStructured(
  parts: Omit<StructuredParts, "columnSpan">,
  form: "display" | "file",
): string {
  const { items, columns } = parts;
  const span = columns === null ? "" : printSpan(columns);
  if (form === "display" && items.length === 1 && items[0] === "thisRow") {
    if (columns === null) return "[@]";
    if (columns.first === columns.last && PLAIN.test(columns.first)) return `[@${columns.first}]`;
    return `[@${span}]`;
  }
  if (items.length === 0) {
    if (columns === null) return "[]";
    const isSingle = columns.first === columns.last && !NEEDS_OWN_BRACKETS.test(columns.first);
    return isSingle ? `[${escapeColumn(columns.first)}]` : `[${span}]`;
  }
  if (items.length === 1 && columns === null) return `[${items.map((item) => ITEM_TEXT[item]).join("")}]`;
  const list = items.map((item) => `[${ITEM_TEXT[item]}]`);
  if (columns !== null) list.push(span);
  return `[${list.join(",")}]`;
}

function printSpan(columns: { readonly first: string; readonly last: string }): string {
  const first = `[${escapeColumn(columns.first)}]`;
  return columns.first === columns.last ? first : `${first}:[${escapeColumn(columns.last)}]`;
}
