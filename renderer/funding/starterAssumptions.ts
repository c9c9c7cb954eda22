// The figures a fresh plan starts from, each with its source in words. Data only: the formulas that use them
// are in starterColumns.ts.

/** An assumption as the addAssumption command takes it. */
export interface StarterAssumption {
  readonly name: string;
  readonly value: number | string;
  readonly unit: string;
  readonly source: string;
  readonly note: string;
  readonly format: string;
}

export const STARTER_ASSUMPTIONS: readonly StarterAssumption[] = [
  {
    name: "Allowance_rule",
    value: "per head",
    unit: "per head, or lump sum + per head; presets add more rules",
    source: "Choice of the planner.",
    note: "Which rule pays for running costs. Any other text makes the allowance #N/A.",
    format: "@",
  },
  {
    name: "Allowance_per_head",
    value: 25,
    unit: "£ per registered patient per year",
    source: "Operating Framework for the NHS, November 2011: running-cost maximum for 2013/14.",
    note: "Used by the rule per head.",
    format: "£#,##0.00",
  },
  {
    name: "Lump_sum",
    value: 1_000_000,
    unit: "£ per body per year",
    source: "Proposal of a 25,000-patient consortium, October 2011: one million pounds plus £20 a head.",
    note: "Used by the rule lump sum + per head.",
    format: "£#,##0",
  },
  {
    name: "Lump_sum_per_head",
    value: 20,
    unit: "£ per registered patient per year",
    source: "Proposal of a 25,000-patient consortium, October 2011: one million pounds plus £20 a head.",
    note: "Used by the rule lump sum + per head.",
    format: "£#,##0.00",
  },
  {
    name: "Fixed_cost_of_body",
    value: 1_500_000,
    unit: "£ per body per year",
    source:
      "Department of Health ready reckoner, corporate base costs of a typical body of 175,000 patients, as reported by HSJ, September 2011.",
    note: "Chair, accountable officer, finance, governing body. Held constant whatever the size, which overstates small bodies.",
    format: "£#,##0",
  },
  {
    name: "Person_spread",
    value: 3.6,
    unit: "standard deviation ÷ mean of one person's annual cost",
    source:
      "Derived: reproduces the chances of overspending reported from McKinsey's GP commissioning paper (2010-11) at 100,000, 300,000 and 1,000,000 patients; whole budget.",
    note: "About 5.5 for hospital spend only, 8.5 for mental health only. Covers chance alone, not bias or shared shocks.",
    format: "0.00",
  },
];
