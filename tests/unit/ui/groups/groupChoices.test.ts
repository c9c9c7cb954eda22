// Where practices can go and what a move does, on the sample plan with the real calculation.

import { describe, expect, it } from "vitest";
import { starterCommands } from "../../../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../../../renderer/plan/calculation.ts";
import type { Option } from "../../../../renderer/plan/plan.ts";
import { samplePlan } from "../../../../renderer/plan/samplePlan.ts";
import { groupChoices, matchingChoices, movePreview } from "../../../../renderer/ui/groups/groupChoices.ts";

const plan = samplePlan(starterCommands);
const figures = new PlanCalculation(plan);
const base = plan.options[0] as Option;
const choices = groupChoices(plan, figures, base);

describe("groupChoices", () => {
  it("begins with Unassigned and then has every group of every level", () => {
    expect(choices[0]?.name).toBe("Unassigned");
    expect(choices).toHaveLength(1 + base.groups.length);
  });

  it("counts the practices of child groups", () => {
    const ofLevel = (name: string) => choices.filter((choice) => choice.level?.name === name);
    const sum = (list: typeof choices) => list.reduce((total, choice) => total + choice.patients, 0);
    expect(sum(ofLevel("CCG"))).toBeGreaterThanOrEqual(sum(ofLevel("Place")));
    expect(sum(ofLevel("Place"))).toBeGreaterThan(0);
  });
});

describe("matchingChoices", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["a name begins with it", "eastmere", "Eastmere CCG"],
    ["words in any order", "ccg east", "Eastmere CCG"],
    ["unassigned", "unass", "Unassigned"],
  ];
  it.each(cases)("%s", (_, text, first) => {
    expect(matchingChoices(choices, text)[0]?.name).toBe(first);
  });

  it("finds groups by their parent, after those of the name", () => {
    const found = matchingChoices(choices, "eastmere").map((choice) => choice.name);
    expect(found).toContain("Mereford");
    expect(found.indexOf("Mereford")).toBeGreaterThan(found.indexOf("Eastmere CCG"));
  });

  it("finds nothing for nonsense and everything for nothing", () => {
    expect(matchingChoices(choices, "zzz")).toEqual([]);
    expect(matchingChoices(choices, "  ")).toBe(choices);
  });
});

describe("movePreview", () => {
  it("says the very sizes that the move then gives", () => {
    const target = choices.find((choice) => choice.name === "Saltholme");
    if (target === undefined) throw new Error("the sample has no Saltholme");
    const codes = ["Y90001", "Y90002"];
    const preview = movePreview(plan, figures, base, codes, target);
    const moved = applyCommand(plan, {
      type: "movePractices",
      practices: codes,
      level: "Place",
      group: "Saltholme",
    });
    if (!moved.ok) throw new Error(moved.problem.message);
    const after = moved.value.plan;
    const sizes = groupChoices(after, new PlanCalculation(after), after.options[0] as Option);
    for (const change of preview) {
      const now = sizes.find((choice) => choice.level?.id === change.levelId && choice.name === change.name);
      expect(now?.patients).toBe(change.size.patients);
      expect(now?.practices).toBe(change.size.practices);
    }
    expect(preview.map((change) => change.name)).toContain("Saltholme");
  });

  it("is empty when they are there already", () => {
    const code = plan.practices[0] ?? "";
    const here = choices.find((choice) => choice.id === base.membership[0]);
    if (here === undefined) throw new Error("the first practice is in no group");
    expect(movePreview(plan, figures, base, [code], here)).toEqual([]);
  });
});
