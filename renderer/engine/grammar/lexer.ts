// Cuts a formula into tokens. It stands apart from the parser because Excel's words are awkward (a sheet prefix
// in quotes, brackets that nest, `#` that starts an error or ends a spill), and none of that is grammar.
//
// What must stay true: one pass, each character looked at a bounded number of times; never throws; the first
// thing that cannot be a token ends the work with a problem at its place.
// Grammar: ECMA-376 Part 1, 18.17.2.

import type { FormulaProblem } from "../model.ts";
import { ERROR_CODES, type ErrorCode } from "../values/value.ts";
import { readCell } from "./cellAddress.ts";

export type TokenKind =
  /** `1.5e3`; `value` holds the number */
  | "number"
  /** a string constant; `text` is its content */
  | "text"
  /** an error constant; `text` is its code */
  | "error"
  /** a name, function name, cell, or `$A` */
  | "word"
  /** everything before a `!`; `text` is unquoted, `lastSheet` the second sheet of a 3-D reference */
  | "sheet"
  /** `[...]` with everything in it; `text` is the inside */
  | "bracket"
  /** an operator, bracket or separator; `text` is the sign */
  | "sign"
  | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly value: number;
  readonly lastSheet: string | null;
  /** whether a blank or line break stands before it (an intersection, between two references) */
  readonly spaceBefore: boolean;
}

export type LexResult =
  | { readonly ok: true; readonly tokens: readonly Token[] }
  | { readonly ok: false; readonly problem: FormulaProblem };

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}\p{M}\p{N}_\\$?.]+/uy;
const SPACE = /[\s\u00a0\u200b\ufeff]+/y;
const SIGN = /<=|>=|<>|[-+*/^&=<>%@#:,;(){}!]/y;

/** Characters that look like Excel's signs and are not, with what to type instead. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  "“": 'straight quotes (") around text',
  "”": 'straight quotes (") around text',
  "„": 'straight quotes (") around text',
  "‘": "a straight apostrophe (')",
  "’": "a straight apostrophe (')",
  "×": "* to multiply",
  "÷": "/ to divide",
  "−": "- to subtract",
  "–": "- to subtract",
  "—": "- to subtract",
  "≤": "<=",
  "≥": ">=",
  "≠": "<>",
};

const CURRENCY = /[£$€]/;

/** Excel refuses longer text constants, and calls a workbook that holds one damaged. */
const LONGEST_TEXT = 255;

/** A syntax problem at a place in the text. */
export function syntaxProblem(message: string, start: number, end: number): FormulaProblem {
  return { code: "syntax", message, start, end };
}

/** The tokens of `text` from `offset` on, ending with one of kind "end". */
export function lexFormula(text: string, offset: number): LexResult {
  const tokens: Token[] = [];
  let at = offset;
  while (true) {
    const afterSpace = matchEnd(SPACE, text, at);
    const spaceBefore = afterSpace > at;
    at = Math.max(at, afterSpace);
    if (at >= text.length) {
      tokens.push({ ...plainToken("end", "", at, at), spaceBefore });
      return { ok: true, tokens };
    }
    const token = readToken(text, at, tokens.at(-1)?.kind === "sheet");
    if ("code" in token) return { ok: false, problem: token };
    tokens.push(spaceBefore ? { ...token, spaceBefore } : token);
    at = token.end;
  }
}

function plainToken(kind: TokenKind, text: string, start: number, end: number): Token {
  return { kind, text, start, end, value: 0, lastSheet: null, spaceBefore: false };
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** @param qualified a sheet prefix stands before it */
function readToken(text: string, at: number, qualified: boolean): Token | FormulaProblem {
  const first = text.charAt(at);
  if (first === '"') return readText(text, at);
  if (first === "'") return readQuotedSheet(text, at);
  if (first === "[") return readBracket(text, at);
  if (first === "#") return readHash(text, at);
  const afterNumber = matchEnd(NUMBER, text, at);
  if (afterNumber > at) return readNumber(text, at, afterNumber);
  const afterWord = matchEnd(WORD, text, at);
  if (afterWord > at) return readWord(text, at, afterWord, qualified);
  const afterSign = matchEnd(SIGN, text, at);
  if (afterSign > at) return plainToken("sign", text.slice(at, afterSign), at, afterSign);
  return strangeCharacter(text, at);
}

function strangeCharacter(text: string, at: number): FormulaProblem {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const end = at + character.length;
  const instead = LOOKALIKES[character];
  if (instead !== undefined) {
    return syntaxProblem(`Excel does not understand ${character} here. Type ${instead}.`, at, end);
  }
  if (CURRENCY.test(character)) {
    return syntaxProblem(
      `Type the number without ${character}; the column's format shows the currency.`,
      at,
      end,
    );
  }
  if (character === "]") return syntaxProblem("This ] has no [ before it. Remove it or add the [.", at, end);
  return syntaxProblem(`The character ${character} cannot stand here. Remove it.`, at, end);
}

function readText(text: string, start: number): Token | FormulaProblem {
  let at = start + 1;
  while (true) {
    const quote = text.indexOf('"', at);
    if (quote < 0) {
      return syntaxProblem('This text has no closing quote. Add " where it ends.', start, text.length);
    }
    if (text.charAt(quote + 1) !== '"') {
      const value = text.slice(start + 1, quote).replaceAll('""', '"');
      if (value.length > LONGEST_TEXT) {
        return syntaxProblem(
          "Excel allows at most 255 characters of text in quotes. Split it and join the parts with &.",
          start,
          quote + 1,
        );
      }
      return plainToken("text", value, start, quote + 1);
    }
    at = quote + 2;
  }
}

function readNumber(text: string, start: number, end: number): Token | FormulaProblem {
  const value = Number(text.slice(start, end));
  const afterWord = matchEnd(WORD, text, end);
  if (afterWord > end) {
    const next = text.charAt(afterWord);
    // an unquoted sheet name may start with a digit (`2024!A1`, `24-25` may not): Excel reads it and adds the quotes
    if (next === "!") return sheetToken(text.slice(start, afterWord), start, afterWord + 1);
    return syntaxProblem(
      `${text.slice(start, afterWord)} is neither a number nor a name. A name cannot start with a digit.`,
      start,
      afterWord,
    );
  }
  if (text.charAt(end) === "!") return sheetToken(text.slice(start, end), start, end + 1);
  if (!Number.isFinite(value)) {
    return syntaxProblem("This number is larger than Excel can hold (about 1.8E+308).", start, end);
  }
  return { ...plainToken("number", text.slice(start, end), start, end), value };
}

/** `Jan:Mar!` is two sheets, but the second `:` of `Sheet1!A1:Sheet1!B2`, and that of `A1:Sheet1!B2`, joins cells. */
function readWord(text: string, start: number, end: number, qualified: boolean): Token {
  const word = text.slice(start, end);
  if (text.charAt(end) === "!") return sheetToken(word, start, end + 1);
  if (text.charAt(end) === ":" && !qualified && readCell(word) === null) {
    const lastEnd = matchEnd(WORD, text, end + 1);
    if (lastEnd > end + 1 && text.charAt(lastEnd) === "!") {
      return sheetToken(text.slice(start, lastEnd), start, lastEnd + 1);
    }
  }
  return plainToken("word", word, start, end);
}

function sheetToken(name: string, start: number, end: number): Token {
  // the colon of a drive letter ('C:\Plans\[Book.xlsx]Sheet') stands before the workbook's bracket
  const colon = name.indexOf(":", name.lastIndexOf("]") + 1);
  const isPair = colon > 0 && !name.includes("\\");
  return {
    ...plainToken("sheet", isPair ? name.slice(0, colon) : name, start, end),
    lastSheet: isPair ? name.slice(colon + 1) : null,
  };
}

function readQuotedSheet(text: string, start: number): Token | FormulaProblem {
  let at = start + 1;
  while (true) {
    const quote = text.indexOf("'", at);
    if (quote < 0) {
      return syntaxProblem(
        "This sheet name has no closing apostrophe. Add ' where it ends.",
        start,
        text.length,
      );
    }
    if (text.charAt(quote + 1) === "'") {
      at = quote + 2;
      continue;
    }
    const name = text.slice(start + 1, quote).replaceAll("''", "'");
    if (text.charAt(quote + 1) !== "!") {
      return syntaxProblem(
        "A name in apostrophes must be a sheet name, followed by ! and a cell. Text goes in double quotes.",
        start,
        quote + 1,
      );
    }
    if (name === "")
      return syntaxProblem("The sheet name between the apostrophes is empty.", start, quote + 1);
    return sheetToken(name, start, quote + 2);
  }
}

/** `[...]` to its matching bracket; a workbook prefix (`[1]Sheet!`, `[Book.xlsx]!`) becomes a sheet token. */
function readBracket(text: string, start: number): Token | FormulaProblem {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "'" && "[]#'@".includes(text.charAt(at + 1) || "x")) at++;
    else if (character === "[") depth++;
    else if (character === "]" && --depth === 0) {
      const end = at + 1;
      const token = plainToken("bracket", text.slice(start + 1, at), start, end);
      if (text.charAt(end) === "!") return sheetToken(text.slice(start, end), start, end + 1);
      const afterWord = matchEnd(WORD, text, end);
      if (afterWord < 0) return token;
      if (text.charAt(afterWord) === "!")
        return sheetToken(text.slice(start, afterWord), start, afterWord + 1);
      const afterLast = text.charAt(afterWord) === ":" ? matchEnd(WORD, text, afterWord + 1) : -1;
      if (afterLast > 0 && text.charAt(afterLast) === "!") {
        return sheetToken(text.slice(start, afterLast), start, afterLast + 1);
      }
      return token;
    }
  }
  return syntaxProblem("This [ has no closing ]. Add ] after the column name.", start, text.length);
}

function readHash(text: string, start: number): Token {
  const code = ERROR_CODES.find(
    (candidate) => text.slice(start, start + candidate.length).toUpperCase() === candidate,
  ) satisfies ErrorCode | undefined;
  if (code !== undefined) return plainToken("error", code, start, start + code.length);
  return plainToken("sign", "#", start, start + 1);
}
