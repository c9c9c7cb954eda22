// What a command gives: what to change, what to call it in the undo list, and what the user should know. A command
// never builds the new plan itself; applyChanges does, from the changes.

import type { Change } from "../change.ts";
import { numberInWords } from "../inputValues.ts";
import type { Plan } from "../plan.ts";
import { done, type Problem, type Result } from "../problem.ts";

export interface Outcome {
  readonly changes: readonly Change[];
  /** Plain words for the undo list: `Move 12 practices to North`. */
  readonly label: string;
  /** Warnings and notes; an error is the command's failure instead. */
  readonly problems: readonly Problem[];
}

export function outcome(
  label: string,
  changes: readonly Change[],
  problems: readonly Problem[] = [],
): Result<Outcome> {
  return done({ label, changes, problems });
}

/** The change from one plan to another by the parts that are not the same object; none when all are. */
export function partsChange(plan: Plan, next: Partial<Plan>): readonly Change[] {
  const keys = (Object.keys(next) as (keyof Plan)[]).filter((key) => next[key] !== plan[key]);
  if (keys.length === 0) return [];
  const pick = (from: Partial<Plan>) => Object.fromEntries(keys.map((key) => [key, from[key]]));
  return [{ kind: "parts", before: pick(plan), after: pick(next) }];
}

/** `1 practice`, `1,204 practices`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${numberInWords(count)} ${count === 1 ? noun : plural}`;
}

/** A name inside a sentence: `List size` -> `list size`, `PCN` and `NHS cost` stay. */
export function inSentence(name: string): string {
  return /^\p{Lu}[\p{Ll}\s]/u.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name;
}
