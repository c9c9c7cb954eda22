// A severity as plain data (what a plan stores and a worker is sent) and the one door from there to the mathematics.

import type { Result } from "../../plan/problem.ts";
import { discrete, empirical } from "./discrete.ts";
import { exponential, type GammaParameters, gammaSeverity } from "./gamma.ts";
import { type LognormalParameters, lognormal } from "./lognormal.ts";
import { type ParetoParameters, pareto, singleParameterPareto } from "./pareto.ts";
import type { Severity } from "./severity.ts";
import { normal, uniform } from "./uniformAndNormal.ts";

/** Amounts in pounds throughout. */
export type SeverityDescription =
  | ({ readonly family: "lognormal" } & LognormalParameters)
  | ({ readonly family: "gamma" } & GammaParameters)
  | ({ readonly family: "pareto" } & ParetoParameters)
  | ({ readonly family: "singleParameterPareto" } & ParetoParameters)
  | { readonly family: "exponential"; readonly mean: number }
  | { readonly family: "uniform"; readonly from: number; readonly to: number }
  | { readonly family: "normal"; readonly mean: number; readonly standardDeviation: number }
  | {
      readonly family: "discrete";
      readonly values: readonly number[];
      readonly probabilities: readonly number[];
    }
  | { readonly family: "empirical"; readonly claims: readonly number[] };

/** The distribution described, or the problem of its first impossible parameter (its name in `where.column`). */
export function makeSeverity(description: SeverityDescription): Result<Severity> {
  switch (description.family) {
    case "lognormal":
      return lognormal(description);
    case "gamma":
      return gammaSeverity(description);
    case "pareto":
      return pareto(description);
    case "singleParameterPareto":
      return singleParameterPareto(description);
    case "exponential":
      return exponential(description);
    case "uniform":
      return uniform(description);
    case "normal":
      return normal(description);
    case "discrete":
      return discrete(description.values, description.probabilities);
    case "empirical":
      return empirical(description.claims);
  }
}
