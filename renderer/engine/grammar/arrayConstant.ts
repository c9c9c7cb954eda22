// Array constants, `{1,2;"a",#N/A}`: rows of constants, a small grammar of their own inside the formula's.
//
// What must stay true: rows of equal length; only constants, with signs before numbers.
// Grammar: ECMA-376 Part 1, 18.17.2.1 (array constants).

import { type ErrorCode, errorValue } from "../values/value.ts";
import { syntaxProblem, type Token } from "./lexer.ts";
import { isSign, peek, refuse, type State, take } from "./parserCursor.ts";
import type { ArrayElement, SyntaxNode } from "./syntaxTree.ts";

/** Reads from "{" to "}". */
export function parseArray(state: State): SyntaxNode {
  const open = take(state);
  const rows: ArrayElement[][] = [[]];
  while (true) {
    (rows.at(-1) as ArrayElement[]).push(parseElement(state, open));
    const token = take(state);
    if (isSign(token, ",")) continue;
    if (isSign(token, ";")) rows.push([]);
    else if (isSign(token, "}")) {
      if (rows.some((row) => row.length !== rows[0]?.length)) {
        refuse(
          syntaxProblem("Every row of an array needs the same number of values.", open.start, token.end),
        );
      }
      return { kind: "array", rows, start: open.start, end: token.end };
    } else if (token.kind === "end") {
      refuse(syntaxProblem("This { is never closed. Add } where the array ends.", open.start, open.end));
    } else
      refuse(
        syntaxProblem("An array holds values with commas and semicolons between.", token.start, token.end),
      );
  }
}

function parseElement(state: State, open: Token): ArrayElement {
  let sign = 1;
  while (isSign(peek(state), "-") || isSign(peek(state), "+")) {
    if (take(state).text === "-") sign = -sign;
    if (peek(state).kind !== "number") break;
  }
  const token = take(state);
  if (token.kind === "number") return sign * token.value;
  if (token.kind === "text") return token.text;
  if (token.kind === "error") return errorValue(token.text as ErrorCode);
  const word = token.text.toUpperCase();
  if (token.kind === "word" && (word === "TRUE" || word === "FALSE")) return word === "TRUE";
  if (token.kind === "end") {
    return refuse(syntaxProblem("This { is never closed. Add } where the array ends.", open.start, open.end));
  }
  return refuse(
    syntaxProblem(
      "An array in { } can hold only numbers, text, TRUE, FALSE and errors.",
      token.start,
      token.end,
    ),
  );
}
