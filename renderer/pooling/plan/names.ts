// What the risk tables, their columns and their assumptions are called, and the words their cells choose from. One place,
// because the commands that make them, the formulas that use them and the reader of the model must agree.

export const SERVICE_LINES_TABLE = "Service_lines";
export const POOLS_TABLE = "Pools";

/** Column of the Practices table with each practice's budget in pounds a year. */
export const BUDGET = "Budget";
/** Column of the Practices table with what each practice is expected to cost, where that is not its budget. */
export const EXPECTED_COST = "Expected cost";

export const LINE = {
  name: "Service line",
  share: "Share of budget",
  personSpread: "Person spread",
  commonShock: "Common shock",
  practiceEffect: "Practice effect",
  bias: "Bias",
  dependence: "Dependence between groups",
  shape: "Shape of chance",
  source: "Source",
  weight: "Weight",
  inCommon: "Variance in common",
  ofPractices: "Variance of practices",
  ofPeople: "Variance of people",
  possible: "Possible",
} as const;

export const POOL = {
  name: "Pool",
  level: "Level",
  covers: "Covers",
  within: "One pool for each",
  layer: "Layer",
  retention: "Retention",
  limit: "Limit",
  share: "Share",
  shareUnder: "Share of underspends",
  basis: "Contribution basis",
  contribution: "Contribution",
  openingBalance: "Opening balance",
  annualLimit: "Limit a year",
  years: "Years",
  deficit: "Deficit",
  repayment: "Repayment",
  surplus: "Surplus rule",
  reserve: "Reserve",
  inForce: "In force",
  source: "Source",
} as const;

export const SHAPES = ["gamma", "lognormal", "normal", "person by person"] as const;
export const LAYERS = ["none", "excess of loss per person", "corridor", "stop-loss"] as const;
export const BASES = [
  "none",
  "per head",
  "per weighted head",
  "share of budget",
  "expected payments",
] as const;
export const DEFICITS = [
  "carried forward",
  "members by what was paid for them",
  "members by contribution",
  "higher body",
] as const;
export const SURPLUSES = ["kept", "returned by contribution", "returned to net payers"] as const;
export const YES = "Yes";
export const NO = "No";
/** Text of Covers for every group of the level. */
export const ALL_GROUPS = "all groups";

export const PERSON_SPREAD = "Person_spread";
export const BUDGET_PER_HEAD = "Budget_per_head";
export const DEPENDENCE_OF_LINES = "Dependence_between_lines";
export const FIRST_LINE = "Overspend_line";
export const SECOND_LINE = "Second_overspend_line";
export const APPETITE_LINE = "Appetite_line";
export const APPETITE_CHANCE = "Appetite_chance";
export const CONFIDENCE = "Pool_confidence";
export const RETENTION = "Retention_per_person";
