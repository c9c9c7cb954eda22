// Reads an Excel number format code into what the formatter needs. Reading and formatting are apart because a code
// is read once and used for every cell of a column.
//
// What must stay true: every text is a code (Excel would refuse some; their odd characters show as themselves).
// Source: ECMA-376 Part 1, 18.8.30 (numFmt) and 18.8.31 (numFmts).

export type Placeholder = "0" | "#" | "?";

export type FormatToken =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "digit"; readonly placeholder: Placeholder }
  | { readonly kind: "point" | "comma" | "percent" | "slash" | "general" | "text" }
  /** `E+` shows the sign of a positive exponent, `E-` does not */
  | { readonly kind: "exponent"; readonly showsPlus: boolean; readonly letter: string }
  /** `yyyy`, `mm` (month), `dd`, `hh`, `nn` (minutes), `ss`, by letter and count */
  | { readonly kind: "date"; readonly letter: "y" | "m" | "d" | "h" | "n" | "s"; readonly count: number }
  /** `[h]`, `[mm]`, `[s]`: time that does not start again at midnight */
  | { readonly kind: "elapsed"; readonly letter: "h" | "n" | "s"; readonly count: number }
  /** `AM/PM` or `A/P`, as written */
  | { readonly kind: "half"; readonly text: string }
  /** decimals of a second: the `00` of `ss.00` */
  | { readonly kind: "fraction"; readonly count: number };

export interface FormatCondition {
  readonly operator: "<" | "<=" | ">" | ">=" | "=" | "<>";
  readonly value: number;
}

export interface FormatSection {
  readonly kind: "number" | "date" | "text" | "general";
  readonly tokens: readonly FormatToken[];
  readonly condition: FormatCondition | null;
  /** decimals of a second the section shows */
  readonly secondDecimals: number;
  readonly hasHalfDay: boolean;
}

const DATE_LETTERS = /^(?:y+|m+|d+|h+|s+)/i;
const HALF_DAY = /^(?:AM\/PM|A\/P)/i;
const EXPONENT = /^E[+-]/i;
const GENERAL = /^General/i;
const CONDITION = /^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d*)?(?:E[+-]?\d+)?)$/i;
const ELAPSED = /^(?:h+|m+|s+)$/i;
const MOST_SECTIONS = 4;

/** The sections of a code, one to four. */
export function readFormatCode(code: string): readonly FormatSection[] {
  return splitSections(code).slice(0, MOST_SECTIONS).map(readSection);
}

function splitSections(code: string): string[] {
  const sections: string[] = [];
  let start = 0;
  for (let at = 0; at < code.length; at++) {
    const character = code.charAt(at);
    if (character === "\\" || character === "_" || character === "*") at++;
    else if (character === '"' || character === "[") {
      const close = code.indexOf(character === "[" ? "]" : '"', at + 1);
      if (close > 0) at = close;
    } else if (character === ";") {
      sections.push(code.slice(start, at));
      start = at + 1;
    }
  }
  sections.push(code.slice(start));
  return sections;
}

function readSection(code: string): FormatSection {
  const tokens: FormatToken[] = [];
  let condition: FormatCondition | null = null;
  for (let at = 0; at < code.length; ) {
    const rest = code.slice(at);
    if (rest.startsWith("[")) {
      const close = rest.indexOf("]");
      if (close > 0) {
        const inside = rest.slice(1, close);
        condition = readCondition(inside) ?? condition;
        tokens.push(...bracketTokens(inside));
        at += close + 1;
        continue;
      }
    }
    const [token, length] = readToken(rest);
    if (token !== null) tokens.push(token);
    at += length;
  }
  return describe(tokens, condition);
}

/** Colours and unknown tags show nothing; `[$£-809]` shows its currency. */
function bracketTokens(inside: string): FormatToken[] {
  if (inside.startsWith("$")) {
    const dash = inside.indexOf("-");
    const text = inside.slice(1, dash < 0 ? undefined : dash);
    return text === "" ? [] : [{ kind: "literal", text }];
  }
  if (!ELAPSED.test(inside)) return [];
  const letter = inside.charAt(0).toLowerCase();
  return [
    { kind: "elapsed", letter: letter === "h" ? "h" : letter === "m" ? "n" : "s", count: inside.length },
  ];
}

function readCondition(inside: string): FormatCondition | null {
  const match = CONDITION.exec(inside);
  if (match === null) return null;
  return { operator: match[1] as FormatCondition["operator"], value: Number(match[2]) };
}

function readToken(rest: string): [FormatToken | null, number] {
  const first = rest.charAt(0);
  switch (first) {
    case '"': {
      const close = rest.indexOf('"', 1);
      const end = close < 0 ? rest.length : close;
      return [{ kind: "literal", text: rest.slice(1, end) }, end + 1];
    }
    case "\\":
      return [{ kind: "literal", text: rest.charAt(1) }, 2];
    case "_":
      return [{ kind: "literal", text: " " }, 2];
    case "*":
      return [null, 2];
    case "0":
    case "#":
    case "?":
      return [{ kind: "digit", placeholder: first }, 1];
    case ".":
      return [{ kind: "point" }, 1];
    case ",":
      return [{ kind: "comma" }, 1];
    case "%":
      return [{ kind: "percent" }, 1];
    case "/":
      return [{ kind: "slash" }, 1];
    case "@":
      return [{ kind: "text" }, 1];
  }
  return readWordToken(rest);
}

function readWordToken(rest: string): [FormatToken, number] {
  if (GENERAL.test(rest)) return [{ kind: "general" }, 7];
  const half = HALF_DAY.exec(rest)?.[0];
  if (half !== undefined) return [{ kind: "half", text: half }, half.length];
  if (EXPONENT.test(rest)) {
    return [{ kind: "exponent", showsPlus: rest.charAt(1) === "+", letter: rest.charAt(0) }, 2];
  }
  const letters = DATE_LETTERS.exec(rest)?.[0];
  if (letters !== undefined) {
    const letter = letters.charAt(0).toLowerCase() as "y" | "m" | "d" | "h" | "s";
    return [{ kind: "date", letter, count: letters.length }, letters.length];
  }
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  return [{ kind: "literal", text: character }, character.length];
}

function describe(tokens: FormatToken[], condition: FormatCondition | null): FormatSection {
  const isDate = tokens.some(({ kind }) => kind === "date" || kind === "elapsed" || kind === "half");
  const settled = isDate ? settleDate(tokens) : tokens;
  const decimals = settled.map((token) => (token.kind === "fraction" ? token.count : 0));
  return {
    kind: isDate ? "date" : sectionKind(tokens),
    tokens: settled,
    condition,
    secondDecimals: Math.max(0, ...decimals),
    hasHalfDay: tokens.some((token) => token.kind === "half"),
  };
}

function sectionKind(tokens: readonly FormatToken[]): FormatSection["kind"] {
  if (tokens.some(({ kind }) => kind === "general")) return "general";
  return tokens.some(({ kind }) => kind === "text") ? "text" : "number";
}

/** Tells minutes from months (`m` beside hours or seconds) and finds decimals of a second. */
function settleDate(tokens: readonly FormatToken[]): FormatToken[] {
  const settled: FormatToken[] = [];
  let before: string | null = null;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as FormatToken;
    if (token.kind === "date" || token.kind === "elapsed") {
      const isMinute =
        token.letter === "m" && token.count <= 2 && (before === "h" || nextDateLetter(tokens, at) === "s");
      settled.push(isMinute ? { kind: "date", letter: "n", count: token.count } : token);
      before = token.letter;
    } else if (token.kind === "point" && tokens[at + 1]?.kind === "digit") {
      let count = 0;
      while (tokens[at + 1 + count]?.kind === "digit") count++;
      settled.push({ kind: "fraction", count });
      at += count;
    } else settled.push(token);
  }
  return settled;
}

function nextDateLetter(tokens: readonly FormatToken[], from: number): string | null {
  for (const token of tokens.slice(from + 1)) {
    if (token.kind === "date" || token.kind === "elapsed") return token.letter;
  }
  return null;
}
