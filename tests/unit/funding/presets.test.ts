import { describe, expect, test } from "vitest";
import { ALLOWANCE_PRESETS, isComparable } from "../../../renderer/funding/allowancePresets.ts";
import { presetCommands } from "../../../renderer/funding/applyPreset.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import { rulesOf } from "../../../renderer/plan/rules.ts";
import { planAfter } from "../../support/planBuilder.ts";
import { bodiesPlan, costedPlan, errorsOf, figuresOf, must } from "./fundingPlans.ts";

const BODIES = [
  { name: "Small", size: 25_000, weighted: 30_000 },
  { name: "Large", size: 300_000, weighted: 290_000 },
];
const plan = bodiesPlan(BODIES);
const costed = costedPlan(BODIES);

/** Preset, allowance of 25,000 patients (30,000 weighted) and of 300,000 (290,000 weighted). */
const ALLOWANCES: readonly (readonly [string, number, number])[] = [
  ["2010 talk: £10 a head", 250_000, 3_000_000],
  ["2011/12 range, low: £25 a head", 625_000, 7_500_000],
  ["2011/12 range, high: £35 a head", 875_000, 10_500_000],
  ["September 2011, low: £20 a head", 500_000, 6_000_000],
  ["September 2011, high: £25 a head", 625_000, 7_500_000],
  ["Ready reckoner 2011: £20 a head", 500_000, 6_000_000],
  ["Consortium proposal 2011: £1m + £20 a head", 1_500_000, 7_000_000],
  ["CCG 2013/14: £25 a head", 625_000, 7_500_000],
  ["CCG 2014/15: £24.73 a head", 618_250, 7_419_000],
  ["CCG 2015/16: £22.07 a head", 551_750, 6_621_000],
  ["ICB 2023/24: £17.84 a head", 446_000, 5_352_000],
  ["ICB 2024/25: £14.62 a head", 365_500, 4_386_000],
  ["ICB 2025/26, first version: £13.33 a head", 333_250, 3_999_000],
  ["ICB 2025/26: £13.69 a head", 342_250, 4_107_000],
  ["Model ICB 2025: £18.76 a head", 469_000, 5_628_000],
  ["PCN core 2019/20: £1.50 a head", 37_500, 450_000],
  ["PCN core 2024/25: £2.218 + £0.698 weighted", 55_450 + 20_940, 665_400 + 202_420],
  ["Global sum, end of 2024/25: £112.50", 3_375_000, 32_625_000],
  ["Global sum, April 2025: £121.79", 3_653_700, 35_319_100],
  ["Global sum 2025/26 after uplift: £123.34", 3_700_200, 35_768_600],
  ["Global sum 2026/27: £130.07", 3_902_100, 37_720_300],
  ["£1m + £20 below 200,000, £25 from there", 1_500_000, 7_500_000],
  ["£25 a head with your own floor and ceiling", 625_000, 7_500_000],
];

test("the table has every preset", () => {
  expect(ALLOWANCES.map(([name]) => name)).toEqual(ALLOWANCE_PRESETS.map((preset) => preset.name));
});

test.each(ALLOWANCES)("%s", (name, small, large) => {
  for (const start of [plan, costed]) {
    const after = planAfter(start, must(presetCommands(start, name)));
    const figure = figuresOf(after);
    expect(figure("CCGs", "Small", "Running-cost allowance")).toBeCloseTo(small, 4);
    expect(figure("CCGs", "Large", "Running-cost allowance")).toBeCloseTo(large, 4);
    expect(errorsOf(after)).toEqual([]);
  }
});

test("every figure names its source, and is kept with it on the assumption", () => {
  for (const preset of ALLOWANCE_PRESETS) {
    expect(preset.source.length).toBeGreaterThan(10);
    expect(preset.scope).toMatch(/\.$/);
    const after = planAfter(plan, must(presetCommands(plan, preset.name)));
    for (const [name, value] of Object.entries(preset.values).filter(([, each]) => each !== null)) {
      const assumption = after.assumptions.find((each) => each.name === name);
      expect(assumption).toMatchObject({ value });
      expect(assumption?.source).toContain(preset.source);
    }
  }
});

describe("what an allowance covers", () => {
  test("£18.76 and what is paid to networks and practices are not comparable, and say so", () => {
    expect(ALLOWANCE_PRESETS.filter((preset) => !isComparable(preset)).map((preset) => preset.year)).toEqual([
      "2025/26",
      "2019/20",
      "2024/25",
      "2024/25",
      "2025/26",
      "2025/26",
      "2026/27",
    ]);
    const after = planAfter(plan, must(presetCommands(plan, "model icb 2025: £18.76 a head")));
    expect(after.assumptions.find((each) => each.name === "Allowance_per_head")?.note).toContain(
      "Not comparable",
    );
    const [rule] = rulesOf(after, new PlanCalculation(after), "today").rules;
    expect(rule).toMatchObject({ column: "Allowance comparable", standing: "warn" });
  });

  test("an option may have a preset of its own", () => {
    const two = planAfter(plan, { type: "addOption", name: "Proposal" });
    const after = planAfter(
      two,
      must(presetCommands(two, "Consortium proposal 2011: £1m + £20 a head", { option: "proposal" })),
    );
    expect(figuresOf(after)("CCGs", "Small", "Running-cost allowance")).toBe(625_000);
    expect(figuresOf(after, "Proposal")("CCGs", "Small", "Running-cost allowance")).toBe(1_500_000);
    expect(figuresOf(after, "Proposal")("Options", "Proposal", "Allowance in force")).toBe(
      "Consortium proposal 2011: £1m + £20 a head",
    );
    expect(after.assumptions.find((each) => each.name === "Lump_sum")?.source).toContain("25,000-patient");
  });
});

describe("forms", () => {
  const bounded = planAfter(plan, must(presetCommands(plan, "£25 a head with your own floor and ceiling")));

  test.each([
    [null, null, 625_000, 7_500_000, 60_000],
    [1_000_000, null, 1_000_000, 7_500_000, 60_000],
    [null, 5_000_000, 625_000, 5_000_000, 60_000],
    [2_000_000, 5_000_000, 2_000_000, 5_000_000, 0],
    [null, 1_000_000, 625_000, 1_000_000, "never"],
  ])("floor %s, ceiling %s: %s and %s, break-even %s", (floor, ceiling, small, large, breakEven) => {
    const figure = figuresOf(
      planAfter(
        bounded,
        { type: "setAssumption", name: "Allowance_floor", value: floor },
        { type: "setAssumption", name: "Allowance_ceiling", value: ceiling },
      ),
    );
    expect(figure("CCGs", "Small", "Running-cost allowance")).toBe(small);
    expect(figure("CCGs", "Large", "Running-cost allowance")).toBe(large);
    expect(figure("CCGs", "Small", "Break-even population")).toBe(breakEven);
  });

  test("a rule nobody knows is #N/A, not a quiet default", () => {
    const figure = figuresOf(
      planAfter(bounded, { type: "setAssumption", name: "Allowance_rule", value: "per mile" }),
    );
    expect(figure("CCGs", "Small", "Running-cost allowance")).toBe("#N/A");
    expect(figure("CCGs", "Small", "Break-even population")).toBe("#N/A");
  });

  test("steps: the step of the size, its break-even, and an order that finds the wrong one", () => {
    const stepped = planAfter(plan, must(presetCommands(plan, "£1m + £20 below 200,000, £25 from there")));
    // fixed cost 1.5m: 1m + 20n pays at 25,000
    expect(figuresOf(stepped)("CCGs", "Large", "Break-even population")).toBe(25_000);
    const dear = planAfter(stepped, { type: "setAssumption", name: "Fixed_cost_of_body", value: 6_000_000 });
    // 1m + 20n would pay at 250,000, beyond its step; 25n pays at 240,000
    expect(figuresOf(dear)("CCGs", "Large", "Break-even population")).toBe(240_000);
    const between = planAfter(stepped, {
      type: "setAssumption",
      name: "Fixed_cost_of_body",
      value: 4_999_999,
    });
    expect(figuresOf(between)("CCGs", "Large", "Break-even population")).toBeCloseTo(199_999.95, 6);
    const poor = planAfter(dear, {
      type: "setInputs",
      table: "Allowance_steps",
      cells: [
        { row: "#1", column: "Per head", value: 0 },
        { row: "#2", column: "Per head", value: 0 },
      ],
    });
    expect(figuresOf(poor)("CCGs", "Large", "Break-even population")).toBe("never");
    expect(figuresOf(stepped)("Allowance_steps", "#2", "In rising order")).toBe(true);
    const wrong = planAfter(stepped, {
      type: "addRows",
      table: "Allowance_steps",
      rows: [{ "From patients": 100_000, "Lump sum": 1, "Per head": 1 }],
    });
    expect(figuresOf(wrong)("Allowance_steps", "#3", "In rising order")).toBe(false);
  });

  test("putting another preset in force goes back and forth between forms", () => {
    const names = [
      "£1m + £20 below 200,000, £25 from there",
      "Global sum, April 2025: £121.79",
      "CCG 2013/14: £25 a head",
    ];
    const after = names.reduce((so, name) => planAfter(so, must(presetCommands(so, name))), plan);
    expect(figuresOf(after)("CCGs", "Small", "Running-cost allowance")).toBe(625_000);
    expect(errorsOf(after)).toEqual([]);
    const again = planAfter(after, must(presetCommands(after, names[0] ?? "")));
    expect(figuresOf(again)("CCGs", "Large", "Running-cost allowance")).toBe(7_500_000);
    expect(again.supportingTables[0]?.rows).toHaveLength(2);
  });
});

describe("refused in words", () => {
  test("a preset nobody knows, an option that is not there, no weighted list", () => {
    const refused = (result: ReturnType<typeof presetCommands>) => (result.ok ? "" : result.problem.code);
    expect(refused(presetCommands(plan, "£26"))).toBe("unknown-preset");
    expect(refused(presetCommands(plan, "CCG 2013/14: £25 a head", { option: "Elsewhere" }))).toBe(
      "unknown-option",
    );
    const unweighted = bodiesPlan([{ name: "Small", size: 25_000 }]);
    expect(refused(presetCommands(unweighted, "Global sum, April 2025: £121.79"))).toBe("no-weighted-lists");
  });

  test("a formula of the user's own is kept unless asked", () => {
    const own = planAfter(plan, {
      type: "setFormula",
      table: "CCGs",
      column: "Running-cost allowance",
      formula: "=MAX(1,[@[List size]])*30",
    });
    const name = "Global sum, April 2025: £121.79";
    const result = presetCommands(own, name);
    expect(result.ok ? "" : result.problem.code).toBe("own-formula");
    const replaced = planAfter(own, must(presetCommands(own, name, { replaceOwnFormulas: true })));
    expect(figuresOf(replaced)("CCGs", "Small", "Running-cost allowance")).toBeCloseTo(3_653_700, 4);
  });
});
