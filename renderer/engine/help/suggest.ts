// The nearest of some names to one that is not there, for "did you mean" sentences.

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

/** The name that is a slip away from the wanted one, or null when none is near. */
export function nearest(wanted: string, names: readonly string[]): string | null {
  const word = wanted.toLowerCase();
  let best: string | null = null;
  let least = Math.min(4, Math.floor(word.length / 3) + 1) + 1;
  for (const name of names) {
    const steps = distance(word, name.toLowerCase(), least);
    if (steps < least) [best, least] = [name, steps];
  }
  return best;
}

/** Names that a slip may have been meant for, nearest first: at most three. */
export function nearestNames(wanted: string, names: readonly string[]): readonly string[] {
  const word = wanted.toLowerCase();
  const limit = Math.min(4, Math.floor(word.length / 3) + 1) + 1;
  return names
    .map((name) => ({ name, steps: distance(word, name.toLowerCase(), limit) }))
    .filter((each) => each.steps > 0 && each.steps < limit)
    .sort((left, right) => left.steps - right.steps)
    .slice(0, 3)
    .map((each) => each.name);
}

/** ` Did you mean X?`, or what there is when nothing is near. */
export function suggestion(wanted: string, names: readonly string[], otherwise = ""): string {
  const name = nearest(wanted, names);
  return name === null ? otherwise : ` Did you mean ${name}?`;
}
