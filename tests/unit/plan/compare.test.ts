// Comparing options: a small plan with a base and variants, figures given by a plain table.

import { describe, expect, it } from "vitest";
import { errorValue, type Value } from "../../../renderer/engine/values/value.ts";
import type { CalculatedPlan } from "../../../renderer/plan/calculation.ts";
import { compareMeasures, compareOptions, difference } from "../../../renderer/plan/compare.ts";
import type { Group, Option, Plan } from "../../../renderer/plan/plan.ts";

const CODES = ["A1", "A2", "A3", "A4", "A5"];
const LIST_SIZES = [1000, 2000, 3000, 4000, 5000];

const GROUPS: readonly Group[] = [
  { id: "north", levelId: "place", name: "North", parentId: "east-icb" },
  { id: "south", levelId: "place", name: "South", parentId: "west-icb" },
  { id: "east-icb", levelId: "icb", name: "East", parentId: null },
  { id: "west-icb", levelId: "icb", name: "West", parentId: null },
];

function option(id: string, more: Partial<Option> = {}): Option {
  return {
    id,
    name: id,
    note: "",
    groups: GROUPS,
    membership: ["north", "north", "south", "south", null],
    assumptionOverrides: {},
    inputOverrides: {},
    ...more,
  };
}

function planOf(...options: readonly Option[]): Plan {
  return {
    title: "Test",
    levels: [
      { id: "place", name: "Place", plural: "Places", tableName: "Places" },
      { id: "icb", name: "ICB", plural: "ICBs", tableName: "ICBs" },
    ],
    practices: CODES,
    practiceColumns: [
      { id: "size", kind: "input", type: "number", name: "List size", format: "#,##0", note: "" },
      { id: "name", kind: "input", type: "text", name: "Practice name", format: "@", note: "" },
    ],
    practiceInputs: {},
    levelColumns: {},
    supportingTables: [],
    optionColumns: [
      {
        id: "cost",
        kind: "formula",
        name: "Running cost",
        formula: "=1",
        format: "£#,##0",
        note: "Per year",
      },
    ],
    keyedInputs: {},
    assumptions: [],
    options,
    sources: [],
    findings: [],
    simulation: null,
  };
}

/** Figures as a table would give them: list sizes by row, and the measures of each option. */
function figures(measures: readonly Value[] = [], listSizes: readonly Value[] = LIST_SIZES): CalculatedPlan {
  return {
    table: (name) => ({
      rowKeys: [],
      rowNames: [],
      value: (row, column) => {
        if (name === "Options") return measures[row] ?? null;
        return column === "List size" ? (listSizes[row] ?? null) : `Surgery ${CODES[row]}`;
      },
      formulaValue: () => null,
      isOverridden: () => false,
    }),
    assumption: () => null,
    problems: () => [],
  };
}

describe("difference", () => {
  const cases: readonly (readonly [string, Value, Value, ReturnType<typeof difference>])[] = [
    ["more", 110, 100, { kind: "number", absolute: 10, relative: 0.1 }],
    ["less", 90, 100, { kind: "number", absolute: -10, relative: -0.1 }],
    ["a deficit that shrinks is more", -50, -100, { kind: "number", absolute: 50, relative: 0.5 }],
    ["from nothing: no percentage", 5, 0, { kind: "number", absolute: 5, relative: null }],
    ["to nothing", 0, 5, { kind: "number", absolute: -5, relative: -1 }],
    [
      "from a tiny base: no infinite percentage",
      1e300,
      1e-300,
      { kind: "number", absolute: 1e300, relative: null },
    ],
    ["beyond all numbers", 1.7e308, -1.7e308, { kind: "other" }],
    ["same", 3, 3, { kind: "same" }],
    ["both blank", null, null, { kind: "same" }],
    ["blank is not 0", null, 0, { kind: "other" }],
    ["same error", errorValue("#N/A"), errorValue("#N/A"), { kind: "same" }],
    ["error against number", errorValue("#DIV/0!"), 3, { kind: "other" }],
    ["text", "yes", "no", { kind: "other" }],
    ["truth value is not a number", true, 1, { kind: "other" }],
  ];
  it.each(cases)("%s", (_, value, base, expected) => {
    expect(difference(value, base)).toEqual(expected);
  });
});

describe("compareMeasures", () => {
  it("gives each option's value and its difference from the first", () => {
    const plan = planOf(option("base"), option("two"), option("three"));
    const [measure] = compareMeasures(plan, figures([200, 150, errorValue("#DIV/0!")]));
    expect(measure).toEqual({
      name: "Running cost",
      role: "formula",
      format: "£#,##0",
      note: "Per year",
      values: [
        { optionId: "base", value: 200, difference: { kind: "same" } },
        { optionId: "two", value: 150, difference: { kind: "number", absolute: -50, relative: -0.25 } },
        { optionId: "three", value: errorValue("#DIV/0!"), difference: { kind: "other" } },
      ],
    });
  });
});

describe("compareOptions", () => {
  const base = option("base");
  const compare = (other: Option, listSizes?: readonly Value[]) =>
    compareOptions(planOf(base, other), figures([], listSizes), base, other);

  it("finds nothing between an option and its copy", () => {
    expect(compare(option("copy"))).toEqual({ moved: [], groups: [] });
  });

  it("lists a moved practice with its groups at every level", () => {
    const { moved, groups } = compare(
      option("two", { membership: ["north", "south", "south", "south", null] }),
    );
    expect(moved).toEqual([
      {
        code: "A2",
        name: "Surgery A2",
        patients: 2000,
        levels: [
          { levelId: "place", levelName: "Place", from: "North", to: "South" },
          { levelId: "icb", levelName: "ICB", from: "East", to: "West" },
        ],
      },
    ]);
    expect(groups.map((group) => [group.name, group.baseSize.patients, group.size.patients])).toEqual([
      ["North", 3000, 1000],
      ["South", 7000, 9000],
      ["East", 3000, 1000],
      ["West", 7000, 9000],
    ]);
  });

  it("knows Unassigned at both ends", () => {
    const { moved } = compare(option("two", { membership: ["north", "north", "south", null, "west-icb"] }));
    expect(moved.map((each) => each.levels.map((level) => `${level.from} > ${level.to}`))).toEqual([
      ["South > Unassigned", "West > Unassigned"],
      ["Unassigned > West"],
    ]);
  });

  it("does not move the practices of a renamed group", () => {
    const groups = GROUPS.map((group) => (group.id === "north" ? { ...group, name: "Northern" } : group));
    const result = compare(option("two", { groups }));
    expect(result.moved).toEqual([]);
    expect(result.groups.map((group) => [group.baseName, group.name])).toEqual([["North", "Northern"]]);
  });

  it("takes groups of other ids but the same name as the same", () => {
    const groups = GROUPS.map((group) => ({
      ...group,
      id: `x-${group.id}`,
      parentId: group.parentId && `x-${group.parentId}`,
    }));
    const membership = base.membership.map((id) => id && `x-${id}`);
    expect(compare(option("two", { groups, membership }))).toEqual({ moved: [], groups: [] });
  });

  it("shows a group under another parent, and its practices moved at that level only", () => {
    const groups = GROUPS.map((group) => (group.id === "south" ? { ...group, parentId: "east-icb" } : group));
    const result = compare(option("two", { groups }));
    expect(result.moved.map((each) => each.levels.map((level) => level.levelId))).toEqual([["icb"], ["icb"]]);
    const south = result.groups.find((group) => group.name === "South");
    expect(south).toMatchObject({ baseParent: "West", parent: "East", hasOtherParent: true });
  });

  it("lists groups that only one of the two has", () => {
    const groups = [
      ...GROUPS.filter((group) => group.id !== "south"),
      { id: "mid", levelId: "place", name: "Middle", parentId: null },
    ];
    const result = compare(option("two", { groups, membership: ["north", "north", "mid", "mid", null] }));
    expect(result.groups.filter((group) => group.levelId === "place")).toMatchObject([
      { baseName: "South", name: null, baseSize: { practices: 2, patients: 7000 }, size: { practices: 0 } },
      { baseName: null, name: "Middle", size: { practices: 2, patients: 7000 } },
    ]);
    expect(result.moved.map((each) => each.code)).toEqual(["A3", "A4"]);
  });

  it("counts a practice whose list size is no number as one practice of no patients", () => {
    const { moved, groups } = compare(
      option("two", { membership: ["south", "north", "south", "south", null] }),
      [errorValue("#VALUE!"), 2000, 3000, 4000, 5000],
    );
    expect(moved[0]?.patients).toBeNull();
    const south = groups.find((group) => group.name === "South");
    expect(south).toMatchObject({
      baseSize: { practices: 2, patients: 7000 },
      size: { practices: 3, patients: 7000 },
    });
  });
});
