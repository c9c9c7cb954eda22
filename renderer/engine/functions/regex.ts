// REGEXTEST, REGEXEXTRACT and REGEXREPLACE. Excel uses PCRE2, we the language's own expressions: the same for what
// people write (classes, groups, counts, alternatives, look-around); a pattern that cannot be read is #VALUE!.
//
// What must stay true: no formula hangs. The language's expressions have no limit of steps (PCRE2 has), so a pattern
// that could take too many on its text is #VALUE! too: see `couldTakeForever`.

import { ListValue, type Operand } from "../values/operand.ts";
import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";
import { build } from "./slices.ts";

const VALUE = errorValue("#VALUE!");
const NOT_AVAILABLE = errorValue("#N/A");

/** So many characters may a text have to the power of the pattern's open-ended counts. */
const MOST_STEPS = 1e8;

/**
 * Whether matching could take exponentially long (an open-ended count of a group that holds one itself, or
 * alternatives: `(a+)+`, `(a|a)*`) or too long for this text (`a*a*a*b`: a step for each way to split it).
 */
function couldTakeForever(pattern: string, text: string): boolean {
  const plain = pattern.replace(/\\./g, "x").replace(/\[\^?\]?[^\]]*\]/g, "x");
  const openEnded = /[*+]|\{\d*,\}/g;
  // For each open group: whether an open-ended count or alternatives stand in it.
  const groups: boolean[] = [];
  let counts = 0;
  for (let at = 0; at < plain.length; at++) {
    const sign = plain[at] ?? "";
    openEnded.lastIndex = at;
    if (sign === "(") groups.push(false);
    else if (sign === "|") groups.fill(true);
    else if (sign === ")") {
      const risky = groups.pop() ?? false;
      if (risky && /^(?:[*+]|\{\d*,\})/.test(plain.slice(at + 1))) return true;
    } else if (openEnded.exec(plain)?.index === at) {
      counts += 1;
      groups.fill(true);
    }
  }
  return counts > 1 && text.length ** counts > MOST_STEPS;
}

/** @param insensitive 1 ignores case; `(?i)` at the start does so too */
function expression(pattern: string, text: string, insensitive: number): RegExp | null {
  if (couldTakeForever(pattern, text)) return null;
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const flags = new Set(["g", "u", ...(insensitive === 1 ? ["i"] : []), ...(inline?.[1] ?? "")]);
  const source = inline === null ? pattern : pattern.slice(inline[0].length);
  try {
    return new RegExp(source, [...flags].join(""));
  } catch {
    return null;
  }
}

function test(text: string, pattern: string, insensitive = 0): Value {
  const found = expression(pattern, text, insensitive);
  return found === null ? VALUE : found.test(text);
}

/** Mode 0: the first match; 1: all, below each other; 2: the groups of the first, side by side. */
function extract(text: string, pattern: string, mode = 0, insensitive = 0): Operand {
  const found = expression(pattern, text, insensitive);
  const kind = Math.trunc(mode);
  if (found === null || kind < 0 || kind > 2) return VALUE;
  const all = [...text.matchAll(found)];
  const [first] = all;
  if (first === undefined) return NOT_AVAILABLE;
  if (kind === 0) return first[0];
  if (kind === 1) return build(all.length, 1, (row) => all[row]?.[0] ?? "");
  const groups = first.length > 1 ? first.slice(1) : [first[0]];
  return new ListValue(
    1,
    groups.length,
    groups.map((each) => each ?? ""),
  );
}

/** Occurrence 0 replaces all matches, 1 the first, -1 the last. */
function replace(text: string, pattern: string, by: string, occurrence = 0, insensitive = 0): Value {
  const found = expression(pattern, text, insensitive);
  if (found === null) return VALUE;
  const all = [...text.matchAll(found)];
  const wanted = Math.trunc(occurrence);
  const chosen = wanted === 0 ? null : wanted > 0 ? wanted - 1 : all.length + wanted;
  let place = 0;
  return text.replace(found, (...parts: unknown[]) => {
    const match = String(parts[0]);
    const at = place++;
    if (chosen !== null && at !== chosen) return match;
    const groups = all[at] ?? [match];
    return by.replace(
      /\$(?:(\d+)|\{(\d+)\})/g,
      (_, bare?: string, braced?: string) => groups[Number(bare ?? braced)] ?? "",
    );
  });
}

export const regexFunctions: readonly FunctionEntry[] = withTraits({ absent: true }, [
  define(
    "Text",
    "REGEXTEST",
    "text: text, pattern: text, case?: number",
    "Whether a pattern occurs in a text.",
    test,
  ),
  define(
    "Text",
    "REGEXEXTRACT",
    "text: text, pattern: text, mode?: number, case?: number",
    "The parts of a text that match a pattern.",
    extract,
    true,
  ),
  define(
    "Text",
    "REGEXREPLACE",
    "text: text, pattern: text, replacement: text, occurrence?: number, case?: number",
    "Replaces what matches a pattern.",
    replace,
  ),
]);
