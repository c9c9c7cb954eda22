// The question behind every pool for dear patients: at which retention a person, what does it cost, how many claims, and
// how much calmer is the rest? One row a retention, in closed form; and a layer's total for a fixed number of people.

import { done, failed, type Result } from "../../plan/problem.ts";
import { mustBeWhole } from "../distributions/parameters.ts";
import {
  coefficientOfVariation,
  excessMoment,
  limitedMoment,
  type Severity,
} from "../distributions/severity.ts";
import { type Layer, layerMoments, layerProblem } from "./layer.ts";

export interface RetentionRow {
  /** Pounds a person a year that stay with the group; Infinity: no pool. */
  readonly retention: number;
  /** P(X > retention). */
  readonly chanceAbove: number;
  /** Expected claims on the pool per 100,000 people a year. */
  readonly claimsPer100000: number;
  /** What goes to the pool: pounds a head, and as a share of the expected cost. */
  readonly cededPerHead: number;
  readonly cededShare: number;
  /** What stays: expected pounds a head, and its coefficient of variation for one person. */
  readonly retainedPerHead: number;
  readonly retainedVariation: number;
  /** Standard deviation of what stays as a share of its mean, for each population asked for. */
  readonly retainedDeviation: readonly number[];
}

/** One row for each retention (pounds, above 0; Infinity for none) and the spread for each number of people. */
export function retentionTable(
  severity: Severity,
  retentions: readonly number[],
  populations: readonly number[],
): Result<readonly RetentionRow[]> {
  if (!Number.isFinite(severity.variance) || severity.mean <= 0)
    return failed(
      "no-finite-spread",
      `A ${severity.words} has no finite spread, so shares of it say nothing.`,
      {
        remedy: "Choose a severity with a finite variance, or cap it first.",
      },
    );
  for (const people of populations) {
    const wrong = mustBeWhole("population", "count", people, 1);
    if (wrong !== null) return { ok: false, problem: wrong };
  }
  const rows: RetentionRow[] = [];
  for (const retention of retentions) {
    const wrong = layerProblem({ retention: 0, limit: retention });
    if (wrong !== null) return { ok: false, problem: { ...wrong, where: { column: "retention" } } };
    rows.push(retentionRow(severity, retention, populations));
  }
  return done(rows);
}

function retentionRow(severity: Severity, retention: number, populations: readonly number[]): RetentionRow {
  const none = retention === Number.POSITIVE_INFINITY;
  const chanceAbove = none ? 0 : severity.above(0, retention);
  const cededPerHead = none ? 0 : excessMoment(severity, 1, retention);
  const retainedPerHead = none ? severity.mean : limitedMoment(severity, 1, retention);
  const variance = none
    ? severity.variance
    : Math.max(0, limitedMoment(severity, 2, retention) - retainedPerHead ** 2);
  const retainedVariation = none ? coefficientOfVariation(severity) : Math.sqrt(variance) / retainedPerHead;
  return {
    retention,
    chanceAbove,
    claimsPer100000: 100_000 * chanceAbove,
    cededPerHead,
    cededShare: cededPerHead / severity.mean,
    retainedPerHead,
    retainedVariation,
    retainedDeviation: populations.map((people) => retainedVariation / Math.sqrt(people)),
  };
}

export interface PoolLayer {
  /** Expected pounds a person. */
  readonly perHead: number;
  /** Expected pounds of all people together, and the standard deviation of that. */
  readonly mean: number;
  readonly standardDeviation: number;
  readonly skewness: number;
  /** Expected number of people who reach the layer. */
  readonly claims: number;
}

/** A layer of each person's cost, for a fixed number of independent people. */
export function poolLayer(severity: Severity, layer: Layer, people: number): Result<PoolLayer> {
  const wrong = mustBeWhole("population", "count", people, 1);
  if (wrong !== null) return { ok: false, problem: wrong };
  const moments = layerMoments(severity, layer);
  if (!moments.ok) return moments;
  const { mean, variance, skewness, reached } = moments.value;
  return done({
    perHead: mean,
    mean: people * mean,
    standardDeviation: Math.sqrt(people * variance),
    skewness: skewness / Math.sqrt(people),
    claims: people * reached,
  });
}
