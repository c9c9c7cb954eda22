// Commands on the plan's title and on its list of practices. Practices come in with data (importData.ts) only.

import type { Scalar } from "../../engine/values/value.ts";
import { requirePractice } from "../lookups.ts";
import { checkName } from "../nameRules.ts";
import type { Plan } from "../plan.ts";
import type { Result } from "../problem.ts";
import type { Command } from "./command.ts";
import { counted, type Outcome, outcome, partsChange } from "./outcome.ts";
import { withoutLostRows } from "./regroup.ts";

type Named<T extends Command["type"]> = Extract<Command, { type: T }>;

export function setTitle(plan: Plan, command: Named<"setTitle">): Result<Outcome> {
  const title = checkName("plan", command.title);
  if (!title.ok) return title;
  return outcome(`Rename the plan to ${title.value}`, partsChange(plan, { title: title.value }));
}

/** Takes practices out of the plan, with their figures and their place in every option. */
export function removePractices(plan: Plan, command: Named<"removePractices">): Result<Outcome> {
  const gone = new Set<number>();
  for (const code of command.practices) {
    const index = requirePractice(plan, code);
    if (!index.ok) return index;
    gone.add(index.value);
  }
  const codes = [...gone].map((index) => plan.practices[index] ?? "");
  const stays = (_: unknown, index: number) => !gone.has(index);
  const label = `Remove ${gone.size === 1 ? codes.join() : counted(gone.size, "practice")}`;
  if (gone.size === 0) return outcome(label, []);
  const next = {
    ...plan,
    practices: plan.practices.filter(stays),
    practiceInputs: Object.fromEntries(
      Object.entries(plan.practiceInputs).map(([id, values]): [string, readonly Scalar[]] => [
        id,
        values.filter(stays),
      ]),
    ),
    options: plan.options.map((option) => ({ ...option, membership: option.membership.filter(stays) })),
  };
  return outcome(label, partsChange(plan, withoutLostRows(next).plan));
}
