// Commands on the plan's title and on its list of practices. Practices usually come in with data (importData.ts); adding some
// by their codes alone is for a practice that opens.

import type { Scalar } from "../../engine/values/value.ts";
import { practiceCode, practiceIndex, requirePractice } from "../lookups.ts";
import { checkName } from "../nameRules.ts";
import type { Plan } from "../plan.ts";
import { failed, type Result } from "../problem.ts";
import type { Command } from "./command.ts";
import { counted, type Outcome, outcome, partsChange } from "./outcome.ts";
import { withoutLostRows } from "./regroup.ts";

type Named<T extends Command["type"]> = Extract<Command, { type: T }>;

export function setTitle(plan: Plan, command: Named<"setTitle">): Result<Outcome> {
  const title = checkName("plan", command.title);
  if (!title.ok) return title;
  return outcome(`Rename the plan to ${title.value}`, partsChange(plan, { title: title.value }));
}

/** Excel looks up no longer text, so a longer code would name nothing. */
const LONGEST_CODE = 255;

/** Adds practices at the end of the plan, with blank figures, Unassigned in every option. */
export function addPractices(plan: Plan, command: Named<"addPractices">): Result<Outcome> {
  const known = practiceIndex(plan);
  const added = new Set<string>();
  for (const text of command.practices) {
    const code = practiceCode(text);
    if (code === "" || code.length > LONGEST_CODE)
      return failed("no-code", `"${code.slice(0, 40)}" cannot be the code of a practice.`, {
        remedy: "Give the practice its ODS code, such as A81001.",
      });
    if (known.has(code) || added.has(code))
      return failed("duplicate-code", `The plan has the practice ${code} already.`, {
        remedy: "Give the new practice its own code, or change the one that is there.",
        where: { subject: code },
      });
    added.add(code);
  }
  const label = `Add ${added.size === 1 ? [...added].join() : counted(added.size, "practice")}`;
  if (added.size === 0) return outcome(label, []);
  return outcome(label, partsChange(plan, withNewPractices(plan, [...added])));
}

/** The plan with new codes at the end of every list that runs along the practices. */
export function withNewPractices(plan: Plan, codes: readonly string[]): Plan {
  const blanks: readonly null[] = codes.map(() => null);
  // Options that shared one list of members still do.
  const lists = new Map<unknown, Plan["options"][number]["membership"]>();
  return {
    ...plan,
    practices: [...plan.practices, ...codes],
    practiceInputs: Object.fromEntries(
      Object.entries(plan.practiceInputs).map(([id, values]) => [id, [...values, ...blanks]]),
    ),
    options: plan.options.map((option) => {
      const membership = lists.get(option.membership) ?? [...option.membership, ...blanks];
      lists.set(option.membership, membership);
      return { ...option, membership };
    }),
  };
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
