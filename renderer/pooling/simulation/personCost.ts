// A severity scaled to mean 1, as the simulation draws it: a practice's own mean (its expected cost a head, or a case)
// takes the place of the distribution's.

import type { SeverityDescription } from "../distributions/makeSeverity.ts";
import { makeSeverity } from "../distributions/makeSeverity.ts";
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
  return {
    above: (x) => severity.above(0, x * mean),
    meanUpTo: (x) => severity.below(1, x * mean) / mean,
    squareUpTo: (x) => severity.below(2, x * mean) / mean ** 2,
    draw: (stream) => exceededWith(stream.nextUniform()),
    drawLargest: (stream, probability) => exceededWith(stream.nextUniform() * probability),
    exceededWith,
  };
}
