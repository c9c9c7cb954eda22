import { expect, test } from "vitest";
import { starterCommands } from "../../../renderer/funding/starterColumns.ts";
import { practicesByGroup } from "../../../renderer/plan/effective.ts";
import { checkPlan } from "../../../renderer/plan/invariants.ts";
import { baseOption } from "../../../renderer/plan/lookups.ts";
import { serialisePlan } from "../../../renderer/plan/planFile.ts";
import { samplePlan } from "../../../renderer/plan/samplePlan.ts";

const plan = samplePlan(starterCommands);

test("it is sound, and the same every time", () => {
  expect(checkPlan(plan)).toEqual([]);
  expect(serialisePlan(samplePlan(starterCommands))).toBe(serialisePlan(plan));
});

test("240 synthetic practices in 14 places and four CCGs, some in no place and one in nothing", () => {
  expect(plan.practices).toHaveLength(240);
  expect(plan.practices.every((code) => /^Y9\d{4}$/.test(code))).toBe(true);
  expect(new Set(plan.practiceInputs["practice-name"]).size).toBe(240);
  const today = baseOption(plan);
  const places = practicesByGroup(today, "place");
  expect(places.size).toBe(15);
  expect(places.get("Unassigned")).toHaveLength(4);
  const bodies = practicesByGroup(today, "ccg");
  expect(bodies.size).toBe(5);
  expect(bodies.get("Unassigned")).toHaveLength(1);
});

test("list sizes are like those of real practices", () => {
  const sizes = (plan.practiceInputs["list-size"] as number[]).slice().sort((a, b) => a - b);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(total / 240).toBeGreaterThan(8_500);
  expect(total / 240).toBeLessThan(11_000);
  expect(sizes[0]).toBeGreaterThanOrEqual(1_400);
  expect(sizes.at(-1)).toBeLessThanOrEqual(38_000);
});

test("two other options differ in bodies, federations and lump sums", () => {
  expect(plan.options.map((option) => option.name)).toEqual([
    "Today",
    "Two larger CCGs",
    "One CCG with federations",
  ]);
  const count = (at: number, level: string) =>
    practicesByGroup(plan.options[at] ?? baseOption(plan), level).size - 1;
  expect([0, 1, 2].map((at) => [count(at, "ccg"), count(at, "place")])).toEqual([
    [4, 14],
    [2, 14],
    [1, 5],
  ]);
  expect(plan.options.map((option) => option.assumptionOverrides.Lump_sum)).toEqual([
    undefined,
    1_500_000,
    3_000_000,
  ]);
});
