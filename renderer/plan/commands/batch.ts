// Several commands as one step of undo, for what a user sees as one deed: a new level with its columns and its
// first group. All of them are done or none is.

import type { Change } from "../change.ts";
import type { Plan } from "../plan.ts";
import { failed, type Problem, type Result } from "../problem.ts";
import type { Batch, Command } from "./command.ts";
import { type Outcome, outcome } from "./outcome.ts";

type ApplyCommand = (
  plan: Plan,
  command: Command,
) => Result<{
  readonly plan: Plan;
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
}>;

/** `apply` is applyCommand itself. The first command that cannot be done gives its problem, and nothing is done. */
export function batch(plan: Plan, command: Batch, apply: ApplyCommand): Result<Outcome> {
  const label = command.label.trim();
  if (label === "")
    return failed("empty-label", "Several commands in one step need a label for the undo list.", {
      remedy: "Give the batch a label.",
    });
  let next = plan;
  const changes: Change[] = [];
  const problems: Problem[] = [];
  for (const each of command.commands) {
    const applied = apply(next, each);
    if (!applied.ok) return applied;
    next = applied.value.plan;
    changes.push(...applied.value.changes);
    problems.push(...applied.value.problems);
  }
  return outcome(label, changes, problems);
}
