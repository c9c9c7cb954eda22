// The plan before anything is in it: no practices, no levels, one option.

import type { Plan } from "./plan.ts";

/** What the base of a new plan is called: how things are grouped today. */
export const FIRST_OPTION = "Today";

export function emptyPlan(title: string): Plan {
  return {
    title,
    levels: [],
    practices: [],
    practiceColumns: [],
    practiceInputs: {},
    levelColumns: {},
    optionColumns: [],
    supportingTables: [],
    keyedInputs: {},
    assumptions: [],
    options: [
      {
        id: "today",
        name: FIRST_OPTION,
        note: "",
        groups: [],
        membership: [],
        assumptionOverrides: {},
        inputOverrides: {},
      },
    ],
    sources: [],
    findings: [],
    simulation: null,
  };
}
