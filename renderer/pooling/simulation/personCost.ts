// A severity scaled to mean 1, as the simulation draws it: a practice's own mean (its expected cost a head, or a case)
// takes the place of the distribution's.

import { normalQuantile } from "../../engine/functions/normal.ts";
import { makeSeverity, type SeverityDescription } from "../distributions/makeSeverity.ts";
import { nextNormal } from "./random/normals.ts";
import type { RandomStream } from "./random/randomStream.ts";

export interface PersonCost {
  /** Probability of more than x times the mean. */
  above(x: number): number;
  /** E[X; X <= x] and E[X^2; X <= x], in means and squared means. */
  meanUpTo(x: number): number;
  squareUpTo(x: number): number;
  draw(stream: RandomStream): number;
  /** A draw given that it is among the largest: above the amount that is exceeded with the probability. */
  drawLargest(stream: RandomStream, probability: number): number;
  /** The amount, in means, that is exceeded with the probability. */
  exceededWith(probability: number): number;
}

/** The cost with mean 1. The description must be possible, with a positive mean (checked with the model). */
export function personCost(description: SeverityDescription): PersonCost {
  const made = makeSeverity(description);
  if (!made.ok) throw new Error(made.problem.message);
  const severity = made.value;
  const { mean } = severity;
  const exceededWith = (probability: number) => severity.quantile(1 - probability) / mean;
  const general: PersonCost = {
    above: (x) => severity.above(0, x * mean),
    meanUpTo: (x) => severity.below(1, x * mean) / mean,
    squareUpTo: (x) => severity.below(2, x * mean) / mean ** 2,
    draw: (stream) => exceededWith(stream.nextUniform()),
    drawLargest: (stream, probability) => exceededWith(stream.nextUniform() * probability),
    exceededWith,
  };
  if (description.family !== "lognormal" || !(description.sigma > 0)) return general;
  // The same distribution, drawn by way of normals: ten times as fast as by its quantiles.
  const { sigma } = description;
  const location = (-sigma * sigma) / 2;
  // All years of a practice draw above the same edge, so the last one is kept.
  let lastProbability = Number.NaN;
  let lastEdge = 0;
  return {
    ...general,
    draw: (stream) => Math.exp(location + sigma * nextNormal(stream)),
    drawLargest: (stream, probability) => {
      if (probability !== lastProbability) {
        lastProbability = probability;
        // Everybody is above nothing: an ordinary draw.
        lastEdge = probability < 1 ? -normalQuantile(probability) : Number.NEGATIVE_INFINITY;
      }
      return Math.exp(location + sigma * normalAbove(stream, lastEdge));
    },
  };
}

/** Below this an ordinary draw is above the edge often enough. */
const NEAR = 0.3;

/**
 * A standard normal draw given that it is above the edge, exactly: exponential proposals for a far edge (Robert,
 * Simulation of truncated normal variables, 1995), ordinary draws until one fits for a near one.
 */
function normalAbove(stream: RandomStream, edge: number): number {
  if (edge < NEAR) {
    for (;;) {
      const z = nextNormal(stream);
      if (z > edge) return z;
    }
  }
  const rate = (edge + Math.sqrt(edge * edge + 4)) / 2;
  for (;;) {
    const z = edge - Math.log(stream.nextUniform()) / rate;
    if (-2 * Math.log(stream.nextUniform()) >= (z - rate) ** 2) return z;
  }
}
