// What can be undone and redone, as a value: the steps done and the steps taken back, without limit. The session
// holds one; the plan itself knows nothing of its past.

import { invertChanges } from "./applyChanges.ts";
import type { Change } from "./change.ts";

/** One command's worth of changes with its label in plain words: `Move 12 practices to North`. */
export interface Step {
  readonly label: string;
  readonly changes: readonly Change[];
}

export interface History {
  /** Steps that can be undone, oldest first. */
  readonly past: readonly Step[];
  /** Steps that can be redone, the next one last. */
  readonly future: readonly Step[];
}

/** A history moved by one step, and the changes that bring the plan along with it. */
export interface HistoryMove extends Step {
  readonly history: History;
}

export const emptyHistory: History = { past: [], future: [] };

/** The history with a step just done; what had been undone can no longer be redone. A step that changed nothing is no step. */
export function recordStep(history: History, step: Step): History {
  if (step.changes.length === 0) return history;
  return { past: [...history.past, { label: step.label, changes: step.changes }], future: [] };
}

/** Takes the last step back, or null when there is none. Apply `changes` to the plan. */
export function undoStep(history: History): HistoryMove | null {
  const step = history.past.at(-1);
  if (step === undefined) return null;
  return {
    label: step.label,
    changes: invertChanges(step.changes),
    history: { past: history.past.slice(0, -1), future: [...history.future, step] },
  };
}

/** Does the step again that was undone last, or null when there is none. */
export function redoStep(history: History): HistoryMove | null {
  const step = history.future.at(-1);
  if (step === undefined) return null;
  return {
    label: step.label,
    changes: step.changes,
    history: { past: [...history.past, step], future: history.future.slice(0, -1) },
  };
}
