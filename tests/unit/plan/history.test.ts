// The promise of undo: whatever is done, all of it can be taken back to the very same file, and done again.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Applied, applyCommand } from "../../../renderer/plan/apply.ts";
import { applyChanges, invertChanges } from "../../../renderer/plan/applyChanges.ts";
import { practicesByGroup } from "../../../renderer/plan/effective.ts";
import { emptyHistory, recordStep, redoStep, undoStep } from "../../../renderer/plan/history.ts";
import { checkPlan } from "../../../renderer/plan/invariants.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import { parsePlanFile, serialisePlan } from "../../../renderer/plan/planFile.ts";
import { applied, richPlan } from "../../support/planBuilder.ts";
import { randomCommand, seededRandom } from "../../support/randomCommands.ts";

const start = richPlan();
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** The plans along a walk of random commands, each with the step that led to it. */
function walk(
  seed: number,
  commands: number,
): { readonly steps: readonly Applied[]; readonly refused: number } {
  const random = seededRandom(seed);
  const steps: Applied[] = [];
  let plan = frozen(start);
  let refused = 0;
  for (let each = 0; each < commands; each++) {
    const result = applyCommand(plan, randomCommand(plan, random));
    if (!result.ok) {
      expect(result.problem.message).not.toBe("");
      refused++;
      continue;
    }
    steps.push(result.value);
    plan = frozen(result.value.plan);
  }
  return { steps, refused };
}

function expectSound(plan: Plan): void {
  expect(checkPlan(plan)).toEqual([]);
  for (const option of plan.options)
    for (const level of plan.levels) {
      const members = [...practicesByGroup(option, level.id).values()].flat().sort((a, b) => a - b);
      expect(members).toEqual(plan.practices.map((_, at) => at));
    }
}

describe("any 200 commands", () => {
  test("keep the plan sound, undo to the same file byte for byte, and redo to the same end", () => {
    let steps = 0;
    let refused = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const walked = walk(seed, 200);
        steps += walked.steps.length;
        refused += walked.refused;
        let history = emptyHistory;
        for (const step of walked.steps) {
          expectSound(step.plan);
          history = recordStep(history, step);
        }
        const end = walked.steps.at(-1)?.plan ?? start;
        let plan = end;
        for (let undone = undoStep(history); undone !== null; undone = undoStep(history)) {
          plan = applyChanges(plan, undone.changes);
          history = undone.history;
        }
        expect(serialisePlan(plan)).toBe(serialisePlan(start));
        expect(plan).toEqual(start);
        for (let redone = redoStep(history); redone !== null; redone = redoStep(history)) {
          plan = applyChanges(plan, redone.changes);
          history = redone.history;
        }
        expect(serialisePlan(plan)).toBe(serialisePlan(end));
        expect(plan).toEqual(end);
      }),
      { seed: 2011, numRuns: 12 },
    );
    // the walk must do things, and be refused things, for this test to mean anything
    expect(steps).toBeGreaterThan(1000);
    expect(refused).toBeGreaterThan(100);
  });

  test("every step alone is undone to the file before it, and the file is read back as it was", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        let before: Plan = start;
        for (const step of walk(seed, 60).steps) {
          expect(serialisePlan(applyChanges(step.plan, invertChanges(step.changes)))).toBe(
            serialisePlan(before),
          );
          const text = serialisePlan(step.plan);
          const read = parsePlanFile(text);
          if (!read.ok) throw new Error(read.problem.message);
          expect(read.value).toEqual({ plan: step.plan, problems: [] });
          expect(serialisePlan(read.value.plan)).toBe(text);
          before = step.plan;
        }
      }),
      { seed: 2025, numRuns: 12 },
    );
  });

  test("the same commands make the same file", () => {
    const end = (seed: number) => serialisePlan(walk(seed, 100).steps.at(-1)?.plan ?? start);
    expect(end(7)).toBe(end(7));
    expect(end(7)).not.toBe(end(8));
  });
});

describe("history", () => {
  const first = applied(start, { type: "setTitle", title: "A" });
  const second = applied(first.plan, { type: "setTitle", title: "B" });

  test("labels name what is undone and redone next", () => {
    const history = recordStep(recordStep(emptyHistory, first), second);
    const undone = undoStep(history);
    expect(undone?.label).toBe("Rename the plan to B");
    expect(redoStep(undone?.history ?? emptyHistory)?.label).toBe("Rename the plan to B");
    expect(redoStep(history)).toBe(null);
    expect(undoStep(emptyHistory)).toBe(null);
  });

  test("a new step forgets what was undone", () => {
    const undone = undoStep(recordStep(recordStep(emptyHistory, first), second));
    const history = recordStep(undone?.history ?? emptyHistory, second);
    expect(history.future).toEqual([]);
    expect(history.past.map((step) => step.label)).toEqual(["Rename the plan to A", "Rename the plan to B"]);
  });

  test("a step that changed nothing is no step", () => {
    expect(recordStep(emptyHistory, { label: "Nothing", changes: [] })).toBe(emptyHistory);
  });

  test("undoing a replaced part gives back the very same object", () => {
    const { plan, changes } = applied(start, { type: "addGroup", level: "Place", name: "Fen" });
    expect(applyChanges(plan, invertChanges(changes)).options).toBe(start.options);
  });
});
