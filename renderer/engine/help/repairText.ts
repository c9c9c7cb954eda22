// Common slips that can be seen in the text alone: brackets, quotes, signs of other programs, and separators of other
// countries. Each gives whole new texts; repair.ts keeps those that the engine accepts.

import { closingBracket, codeMask, scanFormula } from "../grammar/formulaScan.ts";

export interface Candidate {
  readonly text: string;
  readonly message: string;
}

/** The text with every match of `pattern` outside texts and brackets replaced. */
function replaceCode(text: string, pattern: RegExp, by: (match: RegExpExecArray) => string): string {
  const mask = codeMask(text);
  let result = "";
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (mask[match.index] !== true) continue;
    result += text.slice(at, match.index) + by(match as RegExpExecArray);
    at = match.index + match[0].length;
  }
  return result + text.slice(at);
}

function changed(before: string, after: string, message: string): readonly Candidate[] {
  return before === after ? [] : [{ text: after, message }];
}

/** Curly and other quotes for straight ones, apostrophes for quotes, a text that is not closed. */
export function quoteSlips(text: string): readonly Candidate[] {
  const straight = text.replace(/[“”„‟«»″]/g, '"').replace(/[‘’‚‛]([^“”„‘’"']*)[‘’‚‛]/g, '"$1"');
  const apostrophes = replaceCode(straight, /'([^'"]*)'(?!!)/g, (match) => `"${match[1]}"`);
  const backticks = replaceCode(straight, /`([^`"]*)`/g, (match) => `"${match[1]}"`);
  const message = 'Put text in straight quotes (").';
  const open = scanFormula(straight).text;
  const closed: Candidate[] = [];
  if (open >= 0) {
    const before = /[,;)]/.exec(straight.slice(open))?.index;
    const places = [/[,;)\s]*$/.exec(straight)?.index ?? straight.length, straight.length];
    if (before !== undefined) places.unshift(open + before);
    for (const place of places)
      closed.push({
        text: `${straight.slice(0, place)}"${straight.slice(place)}`,
        message: "Close the text with a quote.",
      });
  }
  return [
    ...changed(text, straight, message),
    ...changed(text, apostrophes, message),
    ...changed(text, backticks, message),
    ...closed,
  ];
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  "×": "*",
  "·": "*",
  "÷": "/",
  "−": "-",
  "–": "-",
  "—": "-",
  "≤": "<=",
  "≥": ">=",
  "≠": "<>",
};

/** Operators of other programs and of print: ==, !=, &&, ||, =>, ×, ÷, £. */
export function signSlips(text: string): readonly Candidate[] {
  const printed = replaceCode(text, /[×·÷−–—≤≥≠]/g, (match) => LOOKALIKES[match[0]] ?? match[0]);
  const compared = replaceCode(printed, /===?|!==?|<>=|=>|=<|></g, ({ 0: sign, index }) => {
    if (sign.startsWith("==")) return index === 0 ? sign : "=";
    return sign === "=>" ? ">=" : sign === "=<" ? "<=" : "<>";
  });
  const powers = replaceCode(compared, /\*\*/g, () => "^");
  const money = replaceCode(powers, /[£$€](?=\s*\d)/g, () => "");
  return [
    ...changed(text, joined(joined(money, "&&", "AND"), "||", "OR"), "Use AND(…) and OR(…)."),
    ...changed(text, printed, "Use *, /, - and <= as they are typed."),
    ...changed(text, money, "Use =, <>, <= or >= to compare, and numbers without a currency sign."),
  ];
}

/** `a && b` as `AND(a,b)`, within the argument or bracket that it stands in. */
function joined(text: string, operator: "&&" | "||", name: string): string {
  const mask = codeMask(text);
  const at = text.indexOf(operator);
  if (at < 0 || mask[at] !== true) return text;
  const start = edge(text, mask, at - 1, -1) + 1;
  const end = edge(text, mask, at, 1);
  const inside = text.slice(start, end);
  const parts = inside.split(operator).map((part) => part.trim());
  return `${text.slice(0, start)}${name}(${parts.join(",")})${text.slice(end)}`;
}

/** Where the argument around `from` stops in a direction: at a comma or bracket of its own level, or the first =. */
function edge(text: string, mask: readonly boolean[], from: number, step: 1 | -1): number {
  const [into, outOf] = step === 1 ? ["(", ")"] : [")", "("];
  let depth = 0;
  let at = from;
  for (; at > 0 && at < text.length; at += step) {
    if (mask[at] !== true) continue;
    const character = text.charAt(at);
    if (character === into) depth++;
    else if (character === outOf && depth-- === 0) return at;
    else if (depth === 0 && (character === "," || character === ";")) return at;
  }
  return step === 1 ? text.length : 0;
}

/** A bracket too few or too many. */
export function bracketSlips(text: string): readonly Candidate[] {
  const scan = scanFormula(text);
  if (scan.text >= 0) return [];
  if (scan.bracket >= 0) return openBracket(text, scan.bracket, scan.depth);
  if (scan.calls.length > 0) {
    const missing = ")".repeat(scan.calls.length);
    const message = scan.calls.length === 1 ? "Add the closing bracket." : "Add the closing brackets.";
    return [
      { text: text.trimEnd().replace(/[,;]$/, "") + missing, message },
      { text: text.trimEnd() + missing, message },
    ];
  }
  const mask = codeMask(text);
  const closing = [...text].flatMap((character, at) => (character === ")" && mask[at] === true ? [at] : []));
  const spare = closing.reverse().map((at) => ({
    text: text.slice(0, at) + text.slice(at + 1),
    message: "Remove the closing bracket that is too many.",
  }));
  const square = text.lastIndexOf("]");
  const extra =
    square >= 0 && mask[square] === true
      ? [{ text: text.slice(0, square) + text.slice(square + 1), message: "Remove the ] that is too many." }]
      : [];
  return [...spare.slice(0, 6), ...extra];
}

/** `[@List size*2`: the bracket is closed before each sign that may follow it, and at the end. */
function openBracket(text: string, start: number, depth: number): readonly Candidate[] {
  const message = "Add the missing ].";
  const places = [text.trimEnd().length];
  for (let at = start + 1; at < text.length; at++) {
    if (/[-+*/^&=<>,;)]/.test(text.charAt(at))) places.unshift(at);
  }
  return places.slice(-8).map((at) => ({
    text: `${text.slice(0, at).trimEnd()}${"]".repeat(depthAt(text, start, at, depth))}${text.slice(at)}`,
    message,
  }));
}

/** How many brackets are open at a place. */
function depthAt(text: string, start: number, at: number, otherwise: number): number {
  const { depth } = closingBracket(text.slice(0, at), start);
  return depth > 0 ? depth : otherwise;
}

/** Decimal commas, semicolons between arguments, commas in large numbers. */
export function separatorSlips(text: string): readonly Candidate[] {
  const points = replaceCode(text, /(?<![\d.,])(\d+),(\d+)(?![\d.,])/g, (match) => `${match[1]}.${match[2]}`);
  const commas = replaceCode(points, /;/g, () => ",");
  const plain = replaceCode(text, /(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)/g, (match) =>
    match[0].replaceAll(",", ""),
  );
  return [
    ...changed(text, plain, "Write numbers without commas."),
    ...changed(
      text,
      text.includes(";") ? commas : points,
      "Use a point for decimals and commas between arguments.",
    ),
  ];
}

/** Something left over at the end: an operator or a comma. */
export function cutOffSlips(text: string): readonly Candidate[] {
  const trimmed = text.trimEnd();
  const message = "Remove what is left over at the end.";
  const open = /[-+*/^&=<>,;]+(\s*\)*)$/.exec(trimmed);
  if (open === null || open.index <= 1) return [];
  return changed(trimmed, trimmed.slice(0, open.index) + (open[1] ?? "").trim(), message);
}
