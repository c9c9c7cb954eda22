// The plan that a first start shows, the small sample with the starter columns of funding in it, and the other samples.

import { starterCommands } from "../funding/starterColumns.ts";
import type { Plan } from "../plan/plan.ts";
import { samplePlan } from "../plan/samplePlan.ts";
import { SAMPLES, sampleNamed } from "../samples/samples.ts";

export function openingPlan(): Plan {
  return samplePlan(starterCommands);
}

export interface SampleChoice {
  readonly name: string;
  readonly title: string;
  /** What it shows, in one sentence. */
  readonly what: string;
}

export function sampleChoices(): readonly SampleChoice[] {
  return SAMPLES;
}

/** The sample of that name; the opening plan for a name that no sample has. */
export function makeSample(name: string): Plan {
  return sampleNamed(name)?.make() ?? openingPlan();
}
