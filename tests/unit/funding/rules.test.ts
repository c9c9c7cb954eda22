import { describe, expect, test } from "vitest";
import { RULE_CATALOGUE, ruleCommands } from "../../../renderer/funding/ruleCatalogue.ts";
import type { RuleChoices } from "../../../renderer/funding/ruleParts.ts";
import { starterCommands } from "../../../renderer/funding/starterColumns.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import { rulesOf } from "../../../renderer/plan/rules.ts";
import { planAfter } from "../../support/planBuilder.ts";
import { costedPlan, errorsOf, must } from "./fundingPlans.ts";

/** Two CCGs: East with three practices of 40,000 in one borough, West with two of 90,000 in two; one practice in none. */
function area(): Plan {
  const values = {
    "Practice name": ["Ash", "Beech", "Cedar", "Dogwood", "Elm", "Fir"],
    Postcode: ["AA1 1AA", "AA1 1AB", "AA1 1AC", "AA1 1AD", "AA1 1AE", "AA1 1AF"],
    Borough: ["Mere", "Mere", "Mere", "Vale", "Marsh", null],
    "List size": [40_000, 40_000, 40_000, 90_000, 90_000, 5_000],
    Easting: [400_000, 401_000, 402_000, 450_000, 480_000, null],
    Northing: [300_000, 300_000, 300_000, 300_000, 300_000, null],
  };
  const plan = planAfter(emptyPlan("Rules"), {
    type: "importData",
    source: { fileName: "area.csv", description: "", dataDate: "", rows: 6, columns: [] },
    practices: ["P1", "P2", "P3", "P4", "P5", "P6"],
    columns: Object.entries(values).map(([name, column]) => ({
      name,
      type: typeof column[0] === "number" ? ("number" as const) : ("text" as const),
      format: "General",
      note: "",
      values: column,
    })),
    levels: [{ name: "CCG" }],
    groups: [
      { level: "CCG", name: "East", parent: null },
      { level: "CCG", name: "West", parent: null },
    ],
    membership: [0, 0, 0, 1, 1, null],
  });
  return planAfter(plan, ...starterCommands(plan));
}

const plan = area();

/** What does not pass, of the one rule that was added. */
function failing(start: Plan, rule: string, choices: RuleChoices = {}, ...more: readonly Command[]) {
  const after = planAfter(start, must(ruleCommands(start, rule, "CCG", choices)), ...more);
  expect(errorsOf(after)).toEqual([]);
  const rules = rulesOf(after, new PlanCalculation(after), "today").rules;
  // the risk tables come with a rule of their own
  const [result, ...others] = rules.filter((each) => each.table !== "Service_lines");
  expect(others).toEqual([]);
  expect(result?.errors).toBe(0);
  return { names: result?.failing.map((row) => row.name), standing: result?.standing };
}

const ALONE: Command = { type: "movePractices", practices: ["P6"], level: "CCG", group: "East" };

test.each<[string, RuleChoices, string, readonly string[], readonly Command[]]>([
  ["smallest size", {}, "pass", [], []],
  ["smallest size", { value: 150_000 }, "fail", ["East"], []],
  ["largest size", {}, "pass", [], []],
  ["largest size", { value: 150_000 }, "fail", ["West"], []],
  ["fewest practices", { value: 2 }, "pass", [], []],
  ["fewest practices", { value: 3 }, "fail", ["West"], []],
  ["most practices", { value: 3 }, "pass", [], []],
  ["most practices", { value: 2 }, "fail", ["East"], []],
  ["everyone assigned", {}, "fail", ["P6"], []],
  ["everyone assigned", {}, "pass", [], [ALONE]],
  ["no practice twice", {}, "pass", [], []],
  [
    "no practice twice",
    {},
    "warn",
    ["P1", "P5"],
    [
      { type: "setInput", table: "Practices", row: "P5", column: "Practice name", value: "ASH" },
      { type: "setInput", table: "Practices", row: "P5", column: "Postcode", value: "AA1 1AA" },
    ],
  ],
  ["no patient twice", {}, "pass", [], []],
  ["no patient twice", { value: 305_000 }, "pass", [], []],
  ["no patient twice", { value: 304_999 }, "warn", ["Today"], []],
  ["within boundary", {}, "fail", ["West"], []],
  ["within boundary", { column: "borough" }, "fail", ["West"], []],
  [
    "within boundary",
    {},
    "pass",
    [],
    [
      {
        type: "addRows",
        table: "Excused_groups",
        rows: [{ Group: "West", Boundary: "Borough", Reason: "Agreed" }],
      },
    ],
  ],
  ["close together", {}, "pass", [], []],
  ["close together", { value: 15 }, "pass", [], []],
  ["close together", { value: 14.9 }, "fail", ["West"], []],
  ["affordable", {}, "pass", [], []],
  ["affordable", {}, "fail", ["East"], [{ type: "setAssumption", name: "Allowance_per_head", value: 12 }]],
  ["risk appetite", {}, "pass", [], []],
  ["risk appetite", { value: 0.02 }, "fail", ["East"], []],
])("%s %j: %s %j", (rule, choices, standing, names, more) => {
  expect(failing(plan, rule, choices, ...more)).toEqual({ names, standing });
});

test("every ready rule is in the table above", () => {
  expect(RULE_CATALOGUE.map((rule) => rule.name)).toEqual([
    "smallest size",
    "largest size",
    "fewest practices",
    "most practices",
    "everyone assigned",
    "no practice twice",
    "no patient twice",
    "within boundary",
    "close together",
    "affordable",
    "risk appetite",
  ]);
});

test("latitude and longitude do as well as eastings and northings", () => {
  const degrees = planAfter(
    plan,
    { type: "editColumn", table: "Practices", column: "Easting", newName: "Longitude" },
    { type: "editColumn", table: "Practices", column: "Northing", newName: "Latitude" },
    {
      type: "setInputs",
      table: "Practices",
      cells: ["P1", "P2", "P3", "P4", "P5"].flatMap((row, at) => [
        { row, column: "Latitude", value: 60 },
        { row, column: "Longitude", value: at < 3 ? 0 : at - 3 },
      ]),
    },
  );
  // West lies 1 degree of longitude apart at 60 degrees north: 27.83 km from the centre
  expect(failing(degrees, "close together", { value: 27.9 }).names).toEqual([]);
  expect(failing(degrees, "close together", { value: 27.8 }).names).toEqual(["West"]);
});

test("a bound may be an option's own", () => {
  const two = planAfter(plan, must(ruleCommands(plan, "smallest size", "CCG")), {
    type: "addOption",
    name: "Strict",
  });
  const after = planAfter(two, {
    type: "setAssumption",
    option: "Strict",
    name: "Fewest_patients_CCG",
    value: 170_000,
  });
  const figures = new PlanCalculation(after);
  expect(after.options.map((option) => rulesOf(after, figures, option.id).standing)).toEqual([
    "pass",
    "fail",
  ]);
});

test("the risk of a delegated group is its body's", () => {
  const bodies = ["A", "B", "C", "D"].map((name) => ({ name, size: 30_000 }));
  const alone = costedPlan(bodies);
  expect(namesOf(alone)).toEqual(["A", "B", "C", "D"]);
  const within = costedPlan(
    bodies,
    ...bodies.flatMap(({ name }): readonly Command[] => [
      { type: "setInput", table: "CCGs", row: name, column: "Kind", value: "Delegated group" },
      { type: "setInput", table: "CCGs", row: name, column: "Part of body", value: "Host" },
    ]),
  );
  expect(namesOf(within)).toEqual([]);

  function namesOf(start: Plan) {
    const after = planAfter(start, must(ruleCommands(start, "risk appetite", "CCG")));
    const rules = rulesOf(after, new PlanCalculation(after), "today").rules;
    return rules.find((rule) => rule.column === "Risk within appetite")?.failing.map((row) => row.name);
  }
});

describe("refused in words", () => {
  test.each<[string, Plan, string, RuleChoices, string]>([
    ["a rule nobody knows", plan, "beauty", {}, "unknown-rule"],
    ["a boundary nobody knows", plan, "within boundary", { column: "Colour" }, "no-boundary"],
    ["no coordinates", costedPlan([{ name: "A", size: 1 }]), "close together", {}, "no-coordinates"],
    ["no names", costedPlan([{ name: "A", size: 1 }]), "no practice twice", {}, "column-missing"],
  ])("%s", (_, start, rule, choices, code) => {
    const result = ruleCommands(start, rule, "CCG", choices);
    expect(result.ok ? "" : result.problem.code).toBe(code);
  });
});
