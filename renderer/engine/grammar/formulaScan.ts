// Reads the text before a caret while a formula is being typed, so it may stop anywhere: within a text, a bracket or a
// function. Completion, argument hints and repairs stand on it; the parser is for whole formulas.
//
// What must stay true: it never fails, and looks at each character once.

/** An opening bracket that is not closed yet; the function's name when it follows one. */
export interface OpenCall {
  /** upper-cased; "" for a bracket that only groups */
  readonly name: string;
  /** where the name starts, and where the bracket is */
  readonly start: number;
  readonly open: number;
  /** where each argument so far starts */
  readonly arguments: readonly number[];
}

export interface Scan {
  readonly calls: readonly OpenCall[];
  /** the place of a quotation mark that is not closed yet, or -1 */
  readonly text: number;
  /** the place of the outermost `[` that is not closed yet, or -1 */
  readonly bracket: number;
  /** how many `[` are open */
  readonly depth: number;
}

const NAME_BEFORE = /[\p{L}\p{N}_.\\]+$/u;

/** What is open at the end of `before`. */
export function scanFormula(before: string): Scan {
  const calls: { name: string; start: number; open: number; arguments: number[] }[] = [];
  let braces = 0;
  for (let at = 0; at < before.length; at++) {
    const character = before.charAt(at);
    if (character === '"') {
      const end = closingQuote(before, at);
      if (end < 0) return { calls, text: at, bracket: -1, depth: 0 };
      at = end;
    } else if (character === "[") {
      const { end, depth } = closingBracket(before, at);
      if (end < 0) return { calls, text: -1, bracket: at, depth };
      at = end;
    } else if (character === "{") braces++;
    else if (character === "}") braces--;
    else if (character === "(") {
      const name = NAME_BEFORE.exec(before.slice(0, at))?.[0] ?? "";
      calls.push({ name: name.toUpperCase(), start: at - name.length, open: at, arguments: [at + 1] });
    } else if (character === ")") calls.pop();
    else if (character === "," && braces <= 0) calls.at(-1)?.arguments.push(at + 1);
  }
  return { calls, text: -1, bracket: -1, depth: 0 };
}

/** The quotation mark that ends the text that one at `start` begins, or -1. */
export function closingQuote(formula: string, start: number): number {
  for (let at = formula.indexOf('"', start + 1); at >= 0; at = formula.indexOf('"', at + 2))
    if (formula.charAt(at + 1) !== '"') return at;
  return -1;
}

/** The `]` that ends the bracket at `start`, or -1 and how many are open; an apostrophe hides the next character. */
export function closingBracket(formula: string, start: number): { end: number; depth: number } {
  let depth = 0;
  for (let at = start; at < formula.length; at++) {
    const character = formula.charAt(at);
    if (character === "'") at++;
    else if (character === "[") depth++;
    else if (character === "]" && --depth === 0) return { end: at, depth };
  }
  return { end: -1, depth };
}

/** For each character of a formula whether it is code: neither within a text nor within brackets. */
export function codeMask(formula: string): readonly boolean[] {
  const mask = new Array<boolean>(formula.length).fill(true);
  for (let at = 0; at < formula.length; at++) {
    const character = formula.charAt(at);
    if (character !== '"' && character !== "[") continue;
    const found = character === '"' ? closingQuote(formula, at) : closingBracket(formula, at).end;
    const end = found < 0 ? formula.length - 1 : found;
    mask.fill(false, at, end + 1);
    at = end;
  }
  return mask;
}
