// Real clauses as pools to start from, each with its source. What a source leaves open (a share, a retention) is an
// argument. Clauses known from general knowledge only are not here.

import type { Pool } from "./pool.ts";

export interface ClauseTerms {
  /** Share of what is shared, where the clause leaves it to the parties; 0 to 1. */
  readonly share: number;
  /** 99th percentile of one person's annual cost, in pounds. */
  readonly costAt99Percent: number;
}

export interface PoolClause {
  readonly id: string;
  readonly name: string;
  /** What it says, in one or two sentences. */
  readonly sentence: string;
  readonly source: string;
  readonly reliability: "A" | "B" | "C";
  /** Years a trial should have for the clause to show. */
  readonly years: number;
  /** The rules of the pool; name, level and members are the user's. */
  readonly rules: (terms: ClauseTerms) => PoolRules;
}

export type PoolRules = Omit<Pool, "name" | "level" | "groups" | "pools">;

const PLAIN: PoolRules = {
  layers: [],
  contribution: { kind: "none" },
  openingBalance: 0,
  annualLimit: null,
  beyondLimit: "members",
  deficit: { kind: "carried", repaymentYears: null },
  surplus: { kind: "kept", reserve: 0 },
};

const SECTION_75 = "Risk-share clauses of section 75 agreements, lawinsider.com/clause/risk-share";

export const POOL_CLAUSES: readonly PoolClause[] = [
  {
    id: "overThreeYears",
    name: "Balance over three years",
    sentence:
      "Each member's over- and underspends go into the pool, and a deficit is repaid over three years: pooling over time does what pooling over people does.",
    source:
      "Bachmann and Bevan, BMJ 1996;313:1054-7: a practice of 10,000 should have at least 3 years to balance",
    reliability: "B",
    years: 3,
    rules: () => ({
      ...PLAIN,
      layers: [{ kind: "corridor", band: 0, shareOver: 1, shareUnder: 1 }],
      deficit: { kind: "carried", repaymentYears: 3 },
    }),
  },
  {
    id: "capAt99Percent",
    name: "Each person's cost capped at the 99th percentile",
    sentence:
      "What one person costs above the 99th percentile of annual costs is the pool's, so that single catastrophes do not decide a result.",
    source: "42 CFR 425.604(a)(4), Medicare Shared Savings Program",
    reliability: "A",
    years: 1,
    rules: ({ costAt99Percent }) => ({
      ...PLAIN,
      layers: [{ kind: "excess", retention: costAt99Percent, limit: null, share: 1 }],
      contribution: { kind: "riskBased", loading: 0 },
    }),
  },
  {
    id: "topSlicedOnePercent",
    name: "1 % of budgets set aside",
    sentence:
      "Each member sets 1 % of its budget aside; the pool meets overspends as far as it goes and the members bear the rest.",
    source:
      "McKinsey, reported by Pulse: a top-sliced risk pool for deficits; HFMA briefing, 29 March 2017; Knowsley CCG paper, 5 April 2016: 1 % non-recurrent spend held by CCGs in 2016/17",
    reliability: "C",
    years: 1,
    rules: () => ({
      ...PLAIN,
      layers: [{ kind: "stopLoss", attachment: 1, cap: null, share: 1 }],
      contribution: { kind: "shareOfBudget", share: 0.01 },
      deficit: { kind: "members", by: "taken" },
      surplus: { kind: "proRata", reserve: 0 },
    }),
  },
  {
    id: "ownRisk",
    name: "Each manages its own risk",
    sentence:
      "Budgets are held together but every partner bears its own overspends and keeps its own underspends.",
    source: SECTION_75,
    reliability: "A",
    years: 1,
    rules: () => PLAIN,
  },
  {
    id: "fixedShare",
    name: "Fixed share of every variance",
    sentence:
      "The pool bears an agreed share of each partner's overspend and receives the same share of its underspend.",
    source: SECTION_75,
    reliability: "A",
    years: 1,
    rules: ({ share }) => ({
      ...PLAIN,
      layers: [{ kind: "corridor", band: 0, shareOver: share, shareUnder: share }],
      deficit: { kind: "members", by: "contribution" },
      surplus: { kind: "proRata", reserve: 0 },
    }),
  },
  {
    id: "proRataToContribution",
    name: "Overspend shared pro rata to contributions",
    sentence:
      "All variances are put together, and the total over- or underspend is divided in proportion to what the partners put in.",
    source: SECTION_75,
    reliability: "A",
    years: 1,
    rules: () => ({
      ...PLAIN,
      layers: [{ kind: "corridor", band: 0, shareOver: 1, shareUnder: 1 }],
      deficit: { kind: "members", by: "contribution" },
      surplus: { kind: "proRata", reserve: 0 },
    }),
  },
];
