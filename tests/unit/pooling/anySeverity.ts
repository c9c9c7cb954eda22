// Arbitrary severities with a finite mean, for properties.

import fc from "fast-check";
import {
  makeSeverity,
  type SeverityDescription,
} from "../../../renderer/pooling/distributions/makeSeverity.ts";
import { must } from "./printed.ts";

function between(min: number, max: number) {
  return fc.double({ min, max, noNaN: true });
}

const description: fc.Arbitrary<SeverityDescription> = fc.oneof(
  fc.record({ family: fc.constant("lognormal" as const), mu: between(2, 8), sigma: between(0.1, 2.2) }),
  fc.record({ family: fc.constant("gamma" as const), shape: between(0.2, 20), scale: between(10, 2000) }),
  fc.record({ family: fc.constant("pareto" as const), alpha: between(1.2, 8), theta: between(100, 9000) }),
  fc.record({
    family: fc.constant("singleParameterPareto" as const),
    alpha: between(1.2, 8),
    theta: between(100, 900),
  }),
  fc.record({ family: fc.constant("exponential" as const), mean: between(10, 5000) }),
  fc.record({ family: fc.constant("uniform" as const), from: between(0, 1000), to: between(1001, 9000) }),
  fc
    .array(
      fc.integer({ min: 0, max: 2_000_000 }).map((pence) => pence / 100),
      { minLength: 1, maxLength: 20 },
    )
    .map((claims) => ({ family: "empirical" as const, claims })),
);

export const anySeverity = description.map((each) => must(makeSeverity(each)));
