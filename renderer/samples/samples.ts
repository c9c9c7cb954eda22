// The sample plans by name, for the screen and the command line.

import { starterCommands } from "../funding/starterColumns.ts";
import type { Plan } from "../plan/plan.ts";
import { samplePlan } from "../plan/samplePlan.ts";
import { sample2011 } from "./sample2011.ts";
import { sample2025 } from "./sample2025.ts";

export interface Sample {
  /** Short, for the command line: `2011`. */
  readonly name: string;
  /** For a menu. */
  readonly title: string;
  /** One sentence. */
  readonly what: string;
  make(): Plan;
}

export const SAMPLES: readonly Sample[] = [
  {
    name: "2011",
    title: "The debate of 2011",
    what: "Eight positions on how small a commissioner may be, over 168 invented practices: which pay their way and which can bear their risk.",
    make: sample2011,
  },
  {
    name: "2025",
    title: "The clusters of 2025",
    what: "Seven invented integrated care boards at £18.76 a head: apart, sharing leaders in three clusters, and merged.",
    make: sample2025,
  },
  {
    name: "small",
    title: "A small plan to try things on",
    what: "240 invented practices in 14 places and four CCGs, with two other groupings.",
    make: () => samplePlan(starterCommands),
  },
];

export function sampleNamed(name: string): Sample | undefined {
  const wanted = name.trim().toLowerCase();
  return SAMPLES.find((each) => each.name === wanted || each.title.toLowerCase() === wanted);
}
