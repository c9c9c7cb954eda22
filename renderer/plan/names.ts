// How names are compared, turned into ids and guessed at when misspelt. Apart from the rules of what a name may
// be (nameRules.ts), because everything that looks something up needs this and nothing more.
//
// What must stay true: names compare as Excel compares them, without regard to case and outer spaces; an id
// depends only on the name and the ids already taken, so the same commands always make the same file.

import { type Problem, problem } from "./problem.ts";

/** What two names that Excel cannot tell apart have in common. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

export function isSameName(left: string, right: string): boolean {
  return nameKey(left) === nameKey(right);
}

/** Lower-case letters and digits joined by hyphens: `North & West` -> `north-west`. */
export function slug(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

/**
 * An id made from a name that `taken` does not hold: `north`, then `north-2`, `north-3`. `constructor` is the one
 * slug that every JavaScript object answers to, so it is never given.
 */
export function uniqueId(taken: { has(id: string): boolean }, name: string): string {
  const base = slug(name) || "unnamed";
  if (base !== "constructor" && !taken.has(base)) return base;
  let count = 2;
  while (taken.has(`${base}-${count}`)) count++;
  return `${base}-${count}`;
}

/** The first of `Name`, `Name (2)`, `Name (3)` whose key `taken` does not hold. */
export function uniqueName(taken: { has(key: string): boolean }, name: string): string {
  if (!taken.has(nameKey(name))) return name;
  let count = 2;
  while (taken.has(nameKey(`${name} (${count})`))) count++;
  return `${name} (${count})`;
}

/** Number of letters to add, drop, change or swap to get from one text to the other, at most `limit` + 1. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[right.length] ?? limit + 1;
}

/** The name that was probably meant: few letters apart, or the only one that begins with it; else null. */
export function nearestName(wanted: string, names: Iterable<string>): string | null {
  const key = nameKey(wanted).slice(0, 64);
  if (key === "") return null;
  const limit = Math.max(1, Math.floor(key.length / 3));
  let best: string | null = null;
  let bestDistance = limit + 1;
  const beginning: string[] = [];
  for (const name of names) {
    const candidate = nameKey(name);
    if (candidate.startsWith(key)) beginning.push(name);
    const distance = editDistance(key, candidate, limit);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best ?? (beginning.length === 1 ? (beginning[0] ?? null) : null);
}

/** The problem of a name that is not there; `kind` in words: `option`, `column of Practices`. */
export function unknownName(code: string, kind: string, wanted: string, names: Iterable<string>): Problem {
  const known = [...names];
  const near = nearestName(wanted, known);
  const shown = known.length > 0 && known.length <= 12 ? ` There is: ${known.join(", ")}.` : "";
  return problem(code, `There is no ${kind} called "${wanted}".`, {
    remedy: near === null ? `Check the name.${shown}` : `Did you mean "${near}"?`,
    where: { subject: wanted },
  });
}
