// The names a formula of the plan can use, for completion. Kept per plan, because it is asked on every keystroke.

import { functionList } from "../../engine/index.ts";
import { ASSUMPTIONS_TABLE, type Plan } from "../../plan/plan.ts";
import { planTables } from "../../plan/tables.ts";
import type { Vocabulary } from "./completion.ts";

const known = new WeakMap<Plan, Vocabulary>();

export function vocabulary(plan: Plan): Vocabulary {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const made: Vocabulary = {
    functions: functionList.map((each) => each.name),
    columns: Object.fromEntries(
      planTables(plan)
        .filter((table) => table.name !== ASSUMPTIONS_TABLE)
        .map((table) => [table.name, table.columns.map((column) => column.name)]),
    ),
    assumptions: plan.assumptions.map((assumption) => assumption.name),
  };
  known.set(plan, made);
  return made;
}
