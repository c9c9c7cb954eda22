// The order in which columns can be calculated, and the loops that prevent it. R. Tarjan's strongly connected
// components ("Depth-first search and linear graph algorithms", 1972) with a stack of our own, so that a long chain of
// columns cannot exhaust the program's.

export interface Ordering {
  /** Every key, precedents before dependents; the members of a loop stand together. */
  readonly order: readonly string[];
  /** Each loop as a path that returns to its start: [a, b, a]. */
  readonly loops: readonly (readonly string[])[];
  /** Keys that are part of a loop. */
  readonly looped: ReadonlyMap<string, readonly string[]>;
}

interface Visit {
  readonly key: string;
  readonly next: Iterator<string>;
}

/** @param reads the keys that each key reads; keys not in the map are ignored */
export function orderKeys(reads: ReadonlyMap<string, ReadonlySet<string>>): Ordering {
  const place = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const order: string[] = [];
  const loops: string[][] = [];
  const looped = new Map<string, readonly string[]>();

  const enter = (key: string, visits: Visit[]) => {
    place.set(key, place.size);
    lowest.set(key, place.get(key) as number);
    open.push(key);
    isOpen.add(key);
    visits.push({ key, next: (reads.get(key) as ReadonlySet<string>).values() });
  };
  const lower = (key: string, to: number) => lowest.set(key, Math.min(lowest.get(key) as number, to));

  for (const start of reads.keys()) {
    if (place.has(start)) continue;
    const visits: Visit[] = [];
    enter(start, visits);
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const { key } = visit;
      const step = visit.next.next();
      if (!step.done) {
        if (!reads.has(step.value)) continue;
        if (!place.has(step.value)) enter(step.value, visits);
        else if (isOpen.has(step.value)) lower(key, place.get(step.value) as number);
        continue;
      }
      visits.pop();
      const parent = visits.at(-1);
      if (parent !== undefined) lower(parent.key, lowest.get(key) as number);
      if (lowest.get(key) !== place.get(key)) continue;
      const members = open.splice(open.indexOf(key));
      for (const member of members) isOpen.delete(member);
      order.push(...members);
      if (members.length === 1 && reads.get(key)?.has(key) !== true) continue;
      for (const member of members) looped.set(member, shortestLoop(member, new Set(members), reads));
      loops.push([...(looped.get(members[0] as string) as readonly string[])]);
    }
  }
  return { order, loops, looped };
}

/** The shortest way from a key back to itself within its component. */
function shortestLoop(
  start: string,
  members: ReadonlySet<string>,
  reads: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
    for (const next of reads.get(key) ?? []) {
      if (next === start) {
        const path = [start];
        for (let at = key; at !== start; at = cameFrom.get(at) as string) path.unshift(at);
        return [start, ...path];
      }
      if (!members.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, key);
      waiting.push(next);
    }
  }
  return [start, start];
}
