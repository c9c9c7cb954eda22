// Where a parse stands in its tokens, how deep it is, and how it gives up. The grammar (parser.ts) reads like a
// grammar because this is elsewhere.
//
// What must stay true: `refuse` is the only way out of a parse, and parseFormula catches it; the limits keep every
// tree shallow enough to walk.

import type { FormulaProblem } from "../model.ts";
import { syntaxProblem, type Token } from "./lexer.ts";

/** Levels of brackets, functions and signs. Excel itself stops at 64 levels of functions. */
const DEEPEST = 256;

/** Operators in one formula: Excel holds 16,384 bytes of it, and a reference with its operator takes 8. */
const LONGEST_CHAIN = 2_048;

export interface State {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  chain: number;
}

/** Carries the first problem out of the descent; parseFormula catches every one. */
export class Refusal extends Error {
  readonly problem: FormulaProblem;
  constructor(problem: FormulaProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

export function refuse(problem: FormulaProblem): never {
  throw new Refusal(problem);
}

export function peek(state: State): Token {
  return state.tokens[state.at] as Token;
}

export function next(state: State): Token {
  return state.tokens[Math.min(state.at + 1, state.tokens.length - 1)] as Token;
}

export function take(state: State): Token {
  const token = peek(state);
  if (token.kind !== "end") state.at++;
  return token;
}

export function isSign(token: Token, text: string): boolean {
  return token.kind === "sign" && token.text === text;
}

/** Why a token cannot stand where it does, in words that say what to do. */
export function unexpected(token: Token, place: "before" | "after"): FormulaProblem {
  const problem = (message: string) => syntaxProblem(message, token.start, token.end);
  if (token.kind === "end") {
    return problem("The formula stops too early. Add a value, a column or a name at the end.");
  }
  if (isSign(token, ")")) {
    return problem(
      place === "before"
        ? "A value, a column or a name is missing before this bracket."
        : "This closing bracket has no opening bracket. Remove it or add ( before.",
    );
  }
  if (isSign(token, ";")) return problem("Separate arguments with commas, not semicolons.");
  if (isSign(token, ",")) {
    return problem(
      place === "before"
        ? "A value is missing before this comma."
        : "A comma can only stand between the arguments of a function. Write 1234 without a comma.",
    );
  }
  if (isSign(token, "}")) return problem("This } has no { before it. Remove it or add {.");
  if (isSign(token, "!")) return problem("A sheet name is missing before !.");
  if (isSign(token, "%")) return problem("A number is missing before %.");
  if (isSign(token, "#"))
    return problem("This # is not the start of an error value such as #N/A. Remove it.");
  if (token.kind === "sign" && place === "before") {
    return problem(`Something is missing before ${token.text}: two operators cannot follow one another.`);
  }
  return problem("An operator such as + or & is missing before this.");
}

export function deeper<T>(state: State, parse: () => T): T {
  if (++state.depth > DEEPEST) {
    const token = peek(state);
    refuse(
      syntaxProblem(
        "This formula is nested too deeply. Move a part of it into a column of its own.",
        token.start,
        token.end,
      ),
    );
  }
  const result = parse();
  state.depth--;
  return result;
}

/** Counts one more operator: what makes a tree deep without any bracket. */
export function countLink(state: State): void {
  if (++state.chain > LONGEST_CHAIN) {
    const token = peek(state);
    refuse(
      syntaxProblem(
        "This formula has too many operators for Excel. Move a part of it into a column of its own.",
        token.start,
        token.end,
      ),
    );
  }
}
