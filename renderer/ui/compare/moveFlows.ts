// Moved practices summed up: how many went from which group to which, at each level. A board reads this before it
// reads any list of practices.

import type { MovedPractice } from "../../plan/compare.ts";
import type { Level } from "../../plan/plan.ts";

export interface MoveFlow {
  readonly levelName: string;
  readonly from: string;
  readonly to: string;
  readonly practices: number;
  readonly patients: number;
}

/** By level, lowest first; within a level the largest flow of patients first. */
export function moveFlows(levels: readonly Level[], moved: readonly MovedPractice[]): readonly MoveFlow[] {
  return levels.flatMap((level) => {
    const flows = new Map<string, { from: string; to: string; practices: number; patients: number }>();
    for (const practice of moved) {
      const move = practice.levels.find((each) => each.levelId === level.id);
      if (move === undefined) continue;
      const key = JSON.stringify([move.from, move.to]);
      const flow = flows.get(key) ?? { from: move.from, to: move.to, practices: 0, patients: 0 };
      flow.practices += 1;
      flow.patients += practice.patients ?? 0;
      flows.set(key, flow);
    }
    return [...flows.values()]
      .sort((left, right) => right.patients - left.patients || right.practices - left.practices)
      .map((flow) => ({ levelName: level.name, ...flow }));
  });
}
