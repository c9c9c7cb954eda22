// The nearest of some names to one that is not there, for "did you mean" sentences and repairs.
//
// What must stay true: no suggestion is better than a wrong one. A name is near when it is the same but for blanks and
// signs; when few letters are mistyped for its length (about one in four, neighbours swapped counts once); or when it
// begins with, or has as one of its words, all that was written.

import { foldText } from "../values/textPool.ts";

const MOST = 3;
/** Fewer letters than these begin too many names, or are one slip away from too many. */
const SHORTEST_PART = 3;

/** How near a name is, the smallest first; each rank is nearer than all of the next. */
interface Nearness {
  readonly name: string;
  readonly rank: number;
  readonly steps: number;
  readonly shared: number;
}

/** The name that was most likely meant, or null when none is near. */
export function nearest(wanted: string, names: readonly string[]): string | null {
  return nearestNames(wanted, names)[0] ?? null;
}

/** Names that may have been meant, nearest first: at most three. */
export function nearestNames(wanted: string, names: readonly string[]): readonly string[] {
  const found = names.flatMap((name) => nearness(wanted, name) ?? []);
  return found
    .sort(compare)
    .slice(0, MOST)
    .map((each) => each.name);
}

function compare(left: Nearness, right: Nearness): number {
  return (
    left.rank - right.rank ||
    left.steps - right.steps ||
    right.shared - left.shared ||
    left.name.length - right.name.length
  );
}

function nearness(wanted: string, name: string): Nearness | null {
  const [typed, known] = [squeezed(wanted), squeezed(name)];
  if (wanted === name || typed === "" || known === "") return null;
  const shared = sharedBeginning(typed, known);
  if (typed === known) return { name, rank: 0, steps: 0, shared };
  const limit = Math.floor((Math.max(typed.length, SHORTEST_PART) + 2) / 4) + 1;
  const steps = distance(typed, known, limit);
  const isSlip = steps < limit && (typed.length > SHORTEST_PART || likely(typed, known));
  if (isSlip) return { name, rank: 1, steps, shared };
  if (typed.length < SHORTEST_PART) return null;
  if (known.startsWith(typed)) return { name, rank: 2, steps: known.length - typed.length, shared };
  const words = foldText(name).split(/[^\p{L}\p{N}]+/u);
  return words.includes(foldText(wanted).trim()) ? { name, rank: 3, steps: known.length, shared } : null;
}

/** Of three letters and less, the first is seldom mistyped, but any two may be swapped. */
function likely(typed: string, known: string): boolean {
  const sorted = (text: string) => [...text].sort().join("");
  return typed.length > 1 && (typed[0] === known[0] || sorted(typed) === sorted(known));
}

/** Lower case without blanks, points, underscores and other signs. */
function squeezed(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]+/gu, "");
}

function sharedBeginning(left: string, right: string): number {
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}

/** Edits (insert, delete, replace, swap neighbours) between two words; stops counting at `limit`. */
function distance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) return limit;
  let [before, previous] = [[] as number[], Array.from({ length: right.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= left.length; i++) {
    const current = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      let least = Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      current[j] = least;
    }
    [before, previous] = [previous, current];
  }
  return Math.min(limit, previous[right.length] ?? limit);
}

/** ` Did you mean X?`, or what there is when nothing is near. */
export function suggestion(wanted: string, names: readonly string[], otherwise = ""): string {
  const name = nearest(wanted, names);
  return name === null ? otherwise : ` Did you mean ${name}?`;
}

/** Functions of other programs and what people call Excel's: not slips, so no distance finds them. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  AVG: "AVERAGE",
  MEAN: "AVERAGE",
  TOTAL: "SUM",
  ADD: "SUM",
  CEIL: "CEILING",
  COALESCE: "IF",
  IIF: "IF",
  CASE: "SWITCH",
  ISNULL: "ISBLANK",
  ISEMPTY: "ISBLANK",
  LENGTH: "LEN",
  LOOKUPX: "XLOOKUP",
  POW: "POWER",
  STDDEV: "STDEV.S",
  SUBSTR: "MID",
  SUBSTRING: "MID",
  TRUNCATE: "TRUNC",
  TOUPPER: "UPPER",
  UCASE: "UPPER",
  TOLOWER: "LOWER",
  LCASE: "LOWER",
  DISTINCT: "UNIQUE",
};

/** The functions that may have been meant by one that is not there, nearest first. */
export function nearestFunctions(wanted: string, functions: readonly string[]): readonly string[] {
  const upper = wanted.toUpperCase();
  const known = Object.hasOwn(OTHER_WORDS, upper) ? OTHER_WORDS[upper] : undefined;
  return known === undefined ? nearestNames(wanted, functions) : [known];
}
