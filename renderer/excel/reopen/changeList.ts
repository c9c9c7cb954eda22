// The changes found, before they are put in an order in which they can be done. What cannot be done is told instead, with
// the plan's own reason, so that the user is never offered something that would fail.
//
// What must stay true: done one after another in their order, all changes can be done; names in commands are those that the
// plan has before any renaming, because renaming comes last.

import { applyCommand } from "../../plan/apply.ts";
import type { Command } from "../../plan/commands/command.ts";
import type { Plan } from "../../plan/plan.ts";
import { type Problem, problem } from "../../plan/problem.ts";

/** When a change is done: what others need comes first, what takes away late, new names last. */
export const PHASE = {
  assumption: 0,
  column: 1,
  group: 2,
  practice: 3,
  formula: 4,
  cell: 5,
  parent: 6,
  move: 7,
  words: 8,
  remove: 9,
  rename: 10,
} as const;

export interface WorkbookChange {
  /** `Y90001 List size 4,000 -> 4,100`. */
  readonly sentence: string;
  readonly command: Command;
  /** Where it was found; `cell` is "" when it is about more than one. */
  readonly sheet: string;
  readonly cell: string;
}

interface Candidate extends WorkbookChange {
  readonly phase: number;
}

export class ChangeList {
  readonly #candidates: Candidate[] = [];
  readonly problems: Problem[] = [];

  add(phase: number, change: WorkbookChange): void {
    this.#candidates.push({ phase, ...change });
  }

  /** Something that was changed in the workbook and cannot become a change of the plan. */
  tell(code: string, message: string, sheet: string, more: Partial<Problem> = {}): void {
    this.problems.push(problem(code, message, { severity: "warning", where: { sheet }, ...more }));
  }

  /** The changes in an order in which they can be done; those that cannot become problems. */
  settle(plan: Plan): readonly WorkbookChange[] {
    let waiting = [...this.#candidates].sort((left, right) => left.phase - right.phase);
    const settled: WorkbookChange[] = [];
    let at = plan;
    const refused = new Map<Candidate, Problem>();
    // A formula may use a column that comes later in the list, so what fails is tried again after the others.
    for (let grew = true; grew && waiting.length > 0; ) {
      grew = false;
      const later: Candidate[] = [];
      for (const candidate of waiting) {
        const applied = applyCommand(at, candidate.command);
        if (!applied.ok) {
          refused.set(candidate, applied.problem);
          later.push(candidate);
          continue;
        }
        grew = true;
        if (applied.value.changes.length === 0) continue;
        at = applied.value.plan;
        const { sentence, command, sheet, cell } = candidate;
        settled.push({ sentence, command, sheet, cell });
      }
      waiting = later;
    }
    for (const candidate of waiting) this.problems.push(refusal(candidate, refused.get(candidate)));
    return settled;
  }
}

function refusal({ sentence, sheet, cell }: Candidate, why: Problem | undefined): Problem {
  return problem("change-not-possible", `Not taken over: ${sentence}. ${why?.message ?? ""}`.trim(), {
    severity: "warning",
    ...(why?.remedy === undefined ? {} : { remedy: why.remedy }),
    where: { sheet, ...(cell === "" ? {} : { subject: cell }) },
  });
}

export interface AppliedChanges {
  readonly plan: Plan;
  /** How many of the changes the plan has now. */
  readonly taken: number;
  /** What the changes had to say, and those that could not be done because others were left out. */
  readonly problems: readonly Problem[];
}

/** The plan with the changes that the user accepts, in their order. */
export function applyWorkbookChanges(plan: Plan, changes: readonly WorkbookChange[]): AppliedChanges {
  const problems: Problem[] = [];
  let at = plan;
  let taken = 0;
  for (const change of changes) {
    const applied = applyCommand(at, change.command);
    if (!applied.ok) {
      problems.push(refusal({ ...change, phase: 0 }, applied.problem));
      continue;
    }
    at = applied.value.plan;
    taken += 1;
    problems.push(...applied.value.problems.filter(({ severity }) => severity !== "note"));
  }
  return { plan: at, taken, problems };
}
