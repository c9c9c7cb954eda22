// The plan that a first start shows: the sample with the starter columns of funding in it.

import { starterCommands } from "../funding/starterColumns.ts";
import type { Plan } from "../plan/plan.ts";
import { samplePlan } from "../plan/samplePlan.ts";

export function openingPlan(): Plan {
  return samplePlan(starterCommands);
}
