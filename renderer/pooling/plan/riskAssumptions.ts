// The assumptions of the risk model, each with its source in words.

import type { NewAssumption } from "../../plan/commands/parts.ts";
import * as names from "./names.ts";

/** What a practice has to spend a year where the plan does not say. */
export const DEFAULT_BUDGET_PER_HEAD = {
  value: 1828.38,
  source:
    "NHS England, ICB allocations 2025/26: core recurrent allocation of £116.741bn, £1,828.38 a head of the allocation population",
} as const;

const CHOICE = "Choice of the planner.";

export const RISK_ASSUMPTIONS: readonly NewAssumption[] = [
  {
    name: names.BUDGET_PER_HEAD,
    value: DEFAULT_BUDGET_PER_HEAD.value,
    unit: "£ per registered patient per year",
    source: `${DEFAULT_BUDGET_PER_HEAD.source}.`,
    note: "What a practice has to spend on the care of one patient. A practice column Budget of your own takes its place.",
    format: "£#,##0.00",
  },
  {
    name: names.FIRST_LINE,
    value: 0.01,
    unit: "share of the budget",
    source: "Line in McKinsey's GP commissioning paper (2010-11), as reported by HSJ and Pulse.",
    note: "Overspending by more than this is counted in Chance beyond the first line.",
    format: "0.0%",
  },
  {
    name: names.SECOND_LINE,
    value: 0.02,
    unit: "share of the budget",
    source: "Line in McKinsey's GP commissioning paper (2010-11), as reported by HSJ and Pulse.",
    note: "Overspending by more than this is counted in Chance beyond the second line.",
    format: "0.0%",
  },
  {
    name: names.APPETITE_LINE,
    value: 0.02,
    unit: "share of the budget",
    source: CHOICE,
    note: "A group can bear its risk when it overspends by more than this ...",
    format: "0.0%",
  },
  {
    name: names.APPETITE_CHANCE,
    value: 0.05,
    unit: "chance in a year",
    source: CHOICE,
    note: "... in at most this share of years: 5 % is one year of twenty.",
    format: "0.0%",
  },
  {
    name: names.CONFIDENCE,
    value: 0.95,
    unit: "share of years",
    source: CHOICE,
    note: "A contribution is set so that it is enough in this share of years.",
    format: "0.0%",
  },
  {
    name: names.RETENTION,
    value: 50_000,
    unit: "£ per person per year",
    source: CHOICE,
    note: "What the group bears of one person's annual cost where a pool takes the excess.",
    format: "£#,##0",
  },
  {
    name: names.DEPENDENCE_OF_LINES,
    value: 0,
    unit: "correlation, 0 to 1",
    source: CHOICE,
    note: "How far the common shocks of service lines move together: 0 not at all, 1 always.",
    format: "0.00",
  },
];
