// Commands on the plan's title and on its list of practices. Practices come in with data (importData.ts) only.

import type { Scalar } from "../../engine/values/value.ts";
import { requirePractice } from "../lookups.ts";
import { checkName } from "../nameRules.ts";
import type { KeyedValues, Plan } from "../plan.ts";
import type { Result } from "../problem.ts";
import type { Command } from "./command.ts";
import { counted, type Outcome, outcome, partsChange } from "./outcome.ts";

type Named<T extends Command["type"]> = Extract<Command, { type: T }>;

export function setTitle(plan: Plan, command: Named<"setTitle">): Result<Outcome> {
  const title = checkName("plan", command.title);
  if (!title.ok) return title;
  return outcome(`Rename the plan to ${title.value}`, partsChange(plan, { title: title.value }));
}

function withoutRows(
  inputs: Readonly<Record<string, KeyedValues>>,
  codes: ReadonlySet<string>,
): Readonly<Record<string, KeyedValues>> {
  return Object.fromEntries(
    Object.entries(inputs)
      .map(([id, values]): [string, KeyedValues] => [
        id,
        Object.fromEntries(Object.entries(values).filter(([key]) => !codes.has(key))),
      ])
      .filter(([, values]) => Object.keys(values).length > 0),
  );
}

/** Takes practices out of the plan, with their figures and their place in every option. */
export function removePractices(plan: Plan, command: Named<"removePractices">): Result<Outcome> {
  const gone = new Set<number>();
  for (const code of command.practices) {
    const index = requirePractice(plan, code);
    if (!index.ok) return index;
    gone.add(index.value);
  }
  const codes = new Set([...gone].map((index) => plan.practices[index] ?? ""));
  const practiceColumnIds = new Set(plan.practiceColumns.map((column) => column.id));
  const stays = (_: unknown, index: number) => !gone.has(index);
  const label = `Remove ${gone.size === 1 ? [...codes].join() : counted(gone.size, "practice")}`;
  if (gone.size === 0) return outcome(label, []);
  return outcome(
    label,
    partsChange(plan, {
      practices: plan.practices.filter(stays),
      practiceInputs: Object.fromEntries(
        Object.entries(plan.practiceInputs).map(([id, values]): [string, readonly Scalar[]] => [
          id,
          values.filter(stays),
        ]),
      ),
      options: plan.options.map((option) => {
        const ofPractices = Object.entries(option.inputOverrides).filter(([id]) => practiceColumnIds.has(id));
        const others = Object.entries(option.inputOverrides).filter(([id]) => !practiceColumnIds.has(id));
        return {
          ...option,
          membership: option.membership.filter(stays),
          inputOverrides: {
            ...Object.fromEntries(others),
            ...withoutRows(Object.fromEntries(ofPractices), codes),
          },
        };
      }),
    }),
  );
}
