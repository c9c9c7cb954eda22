// Text to syntax tree: the whole of Excel's formula grammar that can stand in a cell. Recursive descent, one
// function per level of precedence, because the levels are few and their oddities (unary minus before ^, blank as
// an operator, comma as one only in brackets) are easier to see in the open than in a table.
//
// What must stay true: never throws, whatever the text; time grows linearly with its length; the tree is never
// deeper than a program can walk (parserCursor.ts); parse(print(tree)) is the same tree.
// Grammar: ECMA-376 Part 1, 18.17.2; precedence: Excel, "Calculation operators and precedence".

import { findFunction } from "../functions/registry.ts";
import type { FormulaProblem } from "../model.ts";
import { type ErrorCode, errorValue } from "../values/value.ts";
import { parseArray } from "./arrayConstant.ts";
import { readCell, readColumn, readRow } from "./cellAddress.ts";
import { lexFormula, syntaxProblem, type Token } from "./lexer.ts";
import {
  countLink,
  deeper,
  isSign,
  next,
  peek,
  Refusal,
  refuse,
  type State,
  take,
  unexpected,
} from "./parserCursor.ts";
import { readStructured } from "./structuredText.ts";
import type { BinaryOperator, CellAddress, SyntaxNode } from "./syntaxTree.ts";

export type ParseResult =
  | { readonly ok: true; readonly tree: SyntaxNode }
  | { readonly ok: false; readonly problem: FormulaProblem };

/** Binary operators from loosest to tightest; all are left-associative, `^` too: 2^3^2 is 64. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ["=", "<>", "<", "<=", ">", ">="],
  ["&"],
  ["+", "-"],
  ["*", "/"],
  ["^"],
];

/**
 * Parses a formula, with or without its "=". Offsets in the tree and the problem count the text as given.
 * Names are not looked up: `=Nothing+1` parses.
 */
export function parseFormula(text: string): ParseResult {
  const lead = /^[\s\u00a0\ufeff]*=?/.exec(text)?.[0].length ?? 0;
  const lexed = lexFormula(text, lead);
  if (!lexed.ok) return lexed;
  const state: State = { tokens: lexed.tokens, at: 0, depth: 0, chain: 0 };
  try {
    if (peek(state).kind === "end") {
      return {
        ok: false,
        problem: syntaxProblem("The formula is empty. Type something after =.", 0, text.length),
      };
    }
    const tree = parseExpression(state, false);
    const rest = peek(state);
    if (rest.kind !== "end") refuse(unexpected(rest, "after"));
    return { ok: true, tree };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { ok: false, problem: thrown.problem };
    throw thrown;
  }
}

/**
 * @param union whether a comma joins references here (inside plain brackets) or separates arguments. Excel lets
 * numbers be joined too (`(4,3)`, a decimal comma by mistake) and calculates #VALUE!, so the grammar does.
 */
function parseExpression(state: State, union: boolean): SyntaxNode {
  return deeper(state, () => parseLevel(state, 0, union));
}

function parseLevel(state: State, level: number, union: boolean): SyntaxNode {
  const operators = LEVELS[level];
  if (operators === undefined) return parsePercent(state, union);
  let left = parseLevel(state, level + 1, union);
  while (true) {
    const token = peek(state);
    const operator = token.kind === "sign" ? operators.find((sign) => sign === token.text) : undefined;
    if (operator === undefined) return left;
    take(state);
    countLink(state);
    const right = parseLevel(state, level + 1, union);
    left = { kind: "binary", operator, left, right, start: left.start, end: right.end };
  }
}

function parsePercent(state: State, union: boolean): SyntaxNode {
  let node = parseUnary(state, union);
  while (isSign(peek(state), "%")) {
    countLink(state);
    node = { kind: "percent", operand: node, start: node.start, end: take(state).end };
  }
  return node;
}

function parseUnary(state: State, union: boolean): SyntaxNode {
  const token = peek(state);
  const operator = token.kind === "sign" && (["-", "+", "@"] as const).find((sign) => sign === token.text);
  if (!operator) return parseUnion(state, union);
  take(state);
  const operand = deeper(state, () => parseUnary(state, union));
  return { kind: "unary", operator, operand, start: token.start, end: operand.end };
}

function parseUnion(state: State, union: boolean): SyntaxNode {
  let left = parseIntersection(state);
  while (union && isSign(peek(state), ",")) {
    take(state);
    countLink(state);
    const right = parseIntersection(state);
    left = { kind: "union", left, right, start: left.start, end: right.end };
  }
  return left;
}

function parseIntersection(state: State): SyntaxNode {
  let left = parseRange(state);
  while (peek(state).spaceBefore && isReferenceLike(left) && startsReference(state)) {
    countLink(state);
    const right = parseRange(state);
    if (!isReferenceLike(right)) {
      refuse(syntaxProblem("An operator such as + or & is missing before this.", right.start, right.end));
    }
    left = { kind: "intersection", left, right, start: left.start, end: right.end };
  }
  return left;
}

function parseRange(state: State): SyntaxNode {
  let left = parsePostfix(state);
  while (isSign(peek(state), ":")) {
    const colon = take(state);
    countLink(state);
    const right = parsePostfix(state);
    if (!isReferenceLike(left) || !isReferenceLike(right)) {
      refuse(syntaxProblem("A colon can only join two cells or columns.", colon.start, colon.end));
    }
    left = { kind: "range", left, right, start: left.start, end: right.end };
  }
  return left;
}

function parsePostfix(state: State): SyntaxNode {
  let node = parsePrimary(state);
  while (true) {
    const token = peek(state);
    if (isSign(token, "#") && isReferenceLike(node)) {
      countLink(state);
      node = { kind: "spill", operand: node, start: node.start, end: take(state).end };
    } else if (isSign(token, "(") && !token.spaceBefore && isReferenceLike(node)) {
      countLink(state);
      const list = parseArguments(state);
      node = { kind: "apply", callee: node, arguments: list.nodes, start: node.start, end: list.end };
    } else return node;
  }
}

/** Whether a value of this kind can be a reference, so that range, union and intersection make sense. */
function isReferenceLike(node: SyntaxNode): boolean {
  switch (node.kind) {
    case "number":
    case "text":
    case "boolean":
    case "array":
    case "percent":
    case "binary":
    case "missing":
      return false;
    case "unary":
      return node.operator === "@";
    case "parentheses":
      return isReferenceLike(node.operand);
    default:
      return true;
  }
}

function startsReference(state: State): boolean {
  const token = peek(state);
  if (token.kind === "number") return isSign(next(state), ":");
  if (token.kind === "sign") return token.text === "(";
  return (
    token.kind === "word" || token.kind === "sheet" || token.kind === "bracket" || token.kind === "error"
  );
}

function parsePrimary(state: State): SyntaxNode {
  const token = peek(state);
  switch (token.kind) {
    case "number":
      return isSign(next(state), ":") ? parseRowsOrNumber(state) : numberNode(take(state));
    case "text":
      take(state);
      return { kind: "text", value: token.text, start: token.start, end: token.end };
    case "error":
      return parseError(state);
    case "bracket":
      take(state);
      return structuredNode(token, null, token.start);
    case "sheet":
      return parseQualified(state);
    case "word":
      return parseWord(state, null);
    default:
      if (isSign(token, "(")) return parseParentheses(state);
      if (isSign(token, "{")) return parseArray(state);
      return refuse(unexpected(token, "before"));
  }
}

function numberNode(token: Token): SyntaxNode {
  return { kind: "number", value: token.value, start: token.start, end: token.end };
}

function parseParentheses(state: State): SyntaxNode {
  const open = take(state);
  const operand = parseExpression(state, true);
  const end = expectClose(state, open);
  return { kind: "parentheses", operand, start: open.start, end };
}

function expectClose(state: State, open: Token): number {
  const token = peek(state);
  if (isSign(token, ")")) return take(state).end;
  if (token.kind !== "end") refuse(unexpected(token, "after"));
  return refuse(
    syntaxProblem("This opening bracket is never closed. Add ) where it ends.", open.start, open.end),
  );
}

/** The arguments from "(" to ")"; an argument left out is a "missing" node, an empty list has none. */
function parseArguments(state: State): { readonly nodes: SyntaxNode[]; readonly end: number } {
  const open = take(state);
  const nodes: SyntaxNode[] = [];
  if (isSign(peek(state), ")")) return { nodes, end: take(state).end };
  while (true) {
    const token = peek(state);
    const isMissing = isSign(token, ",") || isSign(token, ")");
    nodes.push(
      isMissing ? { kind: "missing", start: token.start, end: token.start } : parseExpression(state, false),
    );
    if (!isSign(peek(state), ",")) break;
    take(state);
  }
  return { nodes, end: expectClose(state, open) };
}

function parseError(state: State): SyntaxNode {
  const token = take(state);
  let end = token.end;
  // a deleted sheet leaves `#REF!A1` or `#REF!#REF!`: an error all the same
  const after = peek(state);
  const sticks =
    token.text === "#REF!" && !after.spaceBefore && (after.kind === "word" || after.kind === "error");
  if (sticks) {
    end = take(state).end;
    if (isSign(peek(state), ":") && next(state).kind === "word") {
      take(state);
      end = take(state).end;
    }
  }
  return { kind: "error", value: errorValue(token.text as ErrorCode), start: token.start, end };
}

/** What follows a sheet prefix: a cell or area, a name, a table of another workbook, a function, or #REF!. */
function parseQualified(state: State): SyntaxNode {
  const sheet = take(state);
  const token = peek(state);
  if (token.kind === "error" && token.text === "#REF!") {
    take(state);
    return { kind: "error", value: errorValue("#REF!"), start: sheet.start, end: token.end };
  }
  if (token.kind === "number") {
    const rows = parseRowsOrNumber(state, sheet);
    if (rows.kind === "reference") return rows;
  }
  if (token.kind === "word") return parseWord(state, sheet);
  return refuse(syntaxProblem("A cell or a name is missing after the sheet name.", sheet.start, token.end));
}

function parseRowsOrNumber(state: State, sheet: Token | null = null): SyntaxNode {
  const token = take(state);
  const area = parseArea(state, token, sheet, readRow);
  if (area !== null) return area;
  return numberNode(token);
}

/** `first:last` where both ends read the same way (cells, columns, rows), or null with nothing taken. */
function parseArea(
  state: State,
  token: Token,
  sheet: Token | null,
  read: (word: string) => CellAddress | null,
): SyntaxNode | null {
  const first = read(token.text);
  const lastToken = next(state);
  if (first === null || !isSign(peek(state), ":")) return null;
  if (lastToken.kind !== "word" && lastToken.kind !== "number") return null;
  const last = read(lastToken.text);
  if (last === null) return null;
  const afterLast = state.tokens[state.at + 2];
  if (afterLast !== undefined && isSign(afterLast, "(") && !afterLast.spaceBefore) return null;
  state.at += 2;
  return referenceNode(token, sheet, first, last, lastToken.end);
}

function referenceNode(
  token: Token,
  sheet: Token | null,
  first: CellAddress,
  last: CellAddress | null,
  end: number,
): SyntaxNode {
  return {
    kind: "reference",
    sheet: sheet?.text ?? null,
    lastSheet: sheet?.lastSheet ?? null,
    first,
    last,
    start: (sheet ?? token).start,
    end,
  };
}

function parseWord(state: State, sheet: Token | null): SyntaxNode {
  const token = take(state);
  const start = (sheet ?? token).start;
  const after = peek(state);
  const cell = readCell(token.text);
  // `SUM (A1)` is a call, but `A1 (B1)` is an intersection
  if (isSign(after, "(") && !(after.spaceBefore && cell !== null)) return parseCall(state, token, sheet);
  if (cell !== null) {
    const area = parseArea(state, token, sheet, readCell);
    return area ?? referenceNode(token, sheet, cell, null, token.end);
  }
  const area = parseArea(state, token, sheet, readColumn) ?? parseArea(state, token, sheet, readRow);
  if (area !== null) return area;
  if (token.text.includes("$")) {
    return refuse(syntaxProblem(`${token.text} is not a cell. Check the $ signs.`, token.start, token.end));
  }
  if (after.kind === "bracket" && !after.spaceBefore) {
    take(state);
    return structuredNode(after, qualifiedName(token.text, sheet), start);
  }
  const upper = token.text.toUpperCase();
  if (sheet === null && (upper === "TRUE" || upper === "FALSE")) {
    return { kind: "boolean", value: upper === "TRUE", start, end: token.end };
  }
  if (/^[.?]/.test(token.text)) refuse(unexpected(token, "after"));
  return nameNode(token, sheet, start);
}

function nameNode(token: Token, sheet: Token | null, start: number): SyntaxNode {
  // the file form of an optional LAMBDA parameter, which Excel shows in brackets
  if (/^_xlop\./i.test(token.text)) {
    const name = token.text.slice(6);
    return {
      kind: "structured",
      table: null,
      items: [],
      columns: { first: name, last: name },
      columnSpan: { start: token.start, end: token.end },
      start,
      end: token.end,
    };
  }
  const name = token.text.replace(/^_xl(?:pm|eta)\./i, "");
  if (sheet === null) return { kind: "name", name, sheet: null, start, end: token.end };
  const prefix = sheet.lastSheet === null ? sheet.text : `${sheet.text}:${sheet.lastSheet}`;
  return { kind: "name", name, sheet: prefix, start, end: token.end };
}

function qualifiedName(word: string, sheet: Token | null): string {
  return sheet === null ? word : `${sheet.text}!${word}`;
}

function parseCall(state: State, token: Token, sheet: Token | null): SyntaxNode {
  const list = parseArguments(state);
  const start = (sheet ?? token).start;
  const stored = token.text.toUpperCase();
  // how a file stores `A1#` and `@A1:A9`
  const [operand] = list.nodes;
  if (operand !== undefined && list.nodes.length === 1) {
    if (stored === "_XLFN.ANCHORARRAY" && isReferenceLike(operand))
      return { kind: "spill", operand, start, end: list.end };
    if (stored === "_XLFN.SINGLE") return { kind: "unary", operator: "@", operand, start, end: list.end };
  }
  const prefix = /^(?:_xlfn\.)?(?:_xlws\.)?(?:_xlpm\.)?/i.exec(token.text)?.[0].length ?? 0;
  const name = qualifiedName(stored.slice(prefix), sheet);
  const written = qualifiedName(token.text.slice(prefix).replace(/^_xll\./i, "_XLL."), sheet);
  const node = { kind: "call", name, arguments: list.nodes, start, end: list.end } as const;
  return written === name || findFunction(name) !== undefined ? node : { ...node, written };
}

function structuredNode(bracket: Token, table: string | null, start: number): SyntaxNode {
  const parts = readStructured(bracket.text, bracket.start + 1);
  if (parts === "deleted") return { kind: "error", value: errorValue("#REF!"), start, end: bracket.end };
  if ("code" in parts) return refuse(parts);
  return { kind: "structured", table, ...parts, start, end: bracket.end };
}
