// One line of the journal: a command, an undo or a redo, as text that comes back as exactly what was sent.
//
// What must stay true: an import says "leave what the plan has" with `undefined` in its lists, which JSON would turn
// into null, and null is a blank value or Unassigned; here it is written as a word of its own.

import type { Command } from "../plan/commands/command.ts";

export type JournalEntry = { readonly command: Command } | { readonly undo: true } | { readonly redo: true };

/** Stands for `undefined` in a list. No list of a command holds an object with this field. */
const LEAVE = { leaveAsItIs: true };

export function writeEntry(entry: JournalEntry): string {
  return JSON.stringify(entry, (_key, value: unknown) =>
    Array.isArray(value) && value.includes(undefined)
      ? value.map((each: unknown) => (each === undefined ? LEAVE : each))
      : value,
  );
}

/** What `writeEntry` was given; null for a text that is not whole. */
export function readEntry(line: string): JournalEntry | null {
  try {
    return JSON.parse(line, (_key, value: unknown) =>
      Array.isArray(value) ? value.map((each: unknown) => (isLeave(each) ? undefined : each)) : value,
    ) as JournalEntry;
  } catch {
    return null;
  }
}

function isLeave(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "leaveAsItIs");
}
