// What a risk pool is: who is in it, what it covers layer by layer, who pays in, and what happens when it runs short or
// has money left. Amounts in pounds, shares as fractions. Plain data.

/** What the pool covers, in the order in which it applies to what a member is left with. */
export type Layer =
  /** For each person (or case): the part of the annual cost between retention and retention + limit. */
  | {
      readonly kind: "excess";
      readonly retention: number;
      /** Null: without limit. */
      readonly limit: number | null;
      /** Share of the part that the pool takes, 0 to 1. */
      readonly share: number;
    }
  /** A band around the budget stays with the member; beyond it the pool shares overspends and underspends. */
  | {
      readonly kind: "corridor";
      /** Half the width of the band as a share of the budget: 0.02 is 2 % either way. */
      readonly band: number;
      /** Share of an overspend beyond the band that the pool takes. */
      readonly shareOver: number;
      /** Share of an underspend beyond the band that the member pays into the pool. */
      readonly shareUnder: number;
    }
  /** A share of the member's annual cost between two multiples of its budget. */
  | {
      readonly kind: "stopLoss";
      /** 1.02: from 102 % of the budget. */
      readonly attachment: number;
      /** 1.1: up to 110 % of the budget; null: without cap. */
      readonly cap: number | null;
      readonly share: number;
    };

/** What a member pays in each year. */
export type Contribution =
  | { readonly kind: "none" }
  | { readonly kind: "perHead"; readonly pounds: number }
  | { readonly kind: "perWeightedHead"; readonly pounds: number }
  | { readonly kind: "shareOfBudget"; readonly share: number }
  /** What the pool is expected to take from the member, times 1 + loading. */
  | { readonly kind: "riskBased"; readonly loading: number };

/** What happens when the year's payments are more than the pool has. */
export type DeficitRule =
  /** The pool owes; its members repay in equal yearly parts (null: contributions alone have to). */
  | { readonly kind: "carried"; readonly repaymentYears: number | null }
  /** The members pay at once: in proportion to what the pool took from them that year, or to their contributions. */
  | { readonly kind: "members"; readonly by: "taken" | "contribution" }
  /** The body above pays. */
  | { readonly kind: "higherBody" };

export interface SurplusRule {
  /** Kept in the pool, returned in proportion to contributions, or to those who paid in more than they got out. */
  readonly kind: "kept" | "proRata" | "byExperience";
  /** What stays in the pool before anything is returned, in pounds. */
  readonly reserve: number;
}

export interface Pool {
  readonly name: string;
  /** The level of the groups that are its members: index into the option's levels. */
  readonly level: number;
  /** Groups of that level. */
  readonly groups: readonly number[];
  /** Pools before this one in the option's list that are its members. */
  readonly pools: readonly number[];
  readonly layers: readonly Layer[];
  readonly contribution: Contribution;
  /** Pounds in the pool at the start of the first year. */
  readonly openingBalance: number;
  /** The most the pool pays in a year, in pounds; null: no limit of its own. */
  readonly annualLimit: number | null;
  /** Who bears what is beyond the pool's own limit: the members pro rata to what was taken from them, or the body above. */
  readonly beyondLimit: "members" | "higherBody";
  readonly deficit: DeficitRule;
  readonly surplus: SurplusRule;
}
