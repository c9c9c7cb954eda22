// What is simulated: the risk model of each service line, the practices with their people and expected costs, and the
// options as groupings of those practices with their pools. Plain data that crosses to a worker by structured
// clone; nothing here knows the plan document.
//
// The model: cost = expected x (1 + bias) x (1 + common shock) x (1 + area shock) x (1 + practice effect) x chance, for
// every practice, year and service line. Every random factor has mean 1, so the mean is expected x (1 + bias). Chance
// and practice effects shrink when practices are pooled, area shocks when areas are, bias and common shock never.
// Need does not move with the grouping: all options see the same costs in the same trial.

import type { SeverityDescription } from "../distributions/makeSeverity.ts";
import type { Pool } from "../pools/pool.ts";

/** How the cost of a practice's people scatters about its mean, by chance alone. */
export type Chance =
  /** Standard deviation personSpread / sqrt(people), in one of three shapes. */
  | {
      readonly kind: "gamma" | "lognormal" | "normal";
      /** Coefficient of variation of one person's annual cost. */
      readonly personSpread: number;
    }
  /** The sum over people of a cost each: people above a threshold one by one, the others as a gamma sum. */
  | {
      readonly kind: "people";
      readonly severity: SeverityDescription;
      /** Pounds a person and year above which people are drawn one by one; null: chosen from the pools' layers. */
      readonly threshold: number | null;
    }
  /** Poisson cases a person and year, each with a cost. */
  | { readonly kind: "cases"; readonly casesPerPerson: number; readonly severity: SeverityDescription };

export interface Shock {
  /** Standard deviation, as a share of the mean: 0.01 is 1 %. */
  readonly spread: number;
  readonly shape: "normal" | "lognormal";
}

export interface ServiceLine {
  readonly name: string;
  /** Expected overspend as a share of the expected cost; 0.025 is 2.5 % over, negative is under. */
  readonly bias: number;
  readonly chance: Chance;
  /** What moves all practices together in a year. */
  readonly commonShock: Shock;
  /** Standard deviation of what is particular to a practice beyond chance; lognormal with mean 1. */
  readonly practiceSpread: number;
  /** What moves the practices of one area together. */
  readonly areaShock: Shock & {
    /** Correlation of the shocks (on the normal scale) of any two areas, 0 to 1. */
    readonly correlation: number;
  };
}

export interface RiskModel {
  readonly lines: readonly ServiceLine[];
  /** Correlation, 0 to 1, of the common shocks of any two service lines. */
  readonly lineCorrelation: number;
}

export interface Practices {
  /** What names each practice; its draws follow its code, whatever else is in the plan. */
  readonly codes: readonly string[];
  /** People of each practice (list size). */
  readonly people: Float64Array;
  /** Weighted people, for contributions by weighted head; null where there are none. */
  readonly weightedPeople: Float64Array | null;
  /** Expected cost in pounds a year: one array for each service line, before bias. */
  readonly expectedCosts: readonly Float64Array[];
  /** The area whose shock a practice shares: an index from 0, or -1 for a shock of none. */
  readonly areas: Int32Array;
}

export interface LevelGrouping {
  readonly name: string;
  readonly groupNames: readonly string[];
  /** For each practice the index of its group at this level, or -1. */
  readonly groupOf: Int32Array;
}

export interface OptionGrouping {
  readonly name: string;
  /** Lowest first. */
  readonly levels: readonly LevelGrouping[];
  /** Budget of each practice in pounds a year, all service lines; null: its expected cost. */
  readonly budgets: Float64Array | null;
  /** From the lowest to the highest: a pool may take from pools before it. */
  readonly pools: readonly Pool[];
}

export interface SimulationRequest {
  readonly model: RiskModel;
  readonly practices: Practices;
  readonly options: readonly OptionGrouping[];
  readonly trials: number;
  /** A whole number from 0 to 2^53 - 1. */
  readonly seed: number;
  /** Years in a trial, 1 to 30: pools carry their balances from one to the next; group figures are of all years. */
  readonly years: number;
}
