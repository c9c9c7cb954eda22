import { describe, expect, test } from "vitest";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { ImportData } from "../../../renderer/plan/commands/command.ts";
import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";
import { checkPlan } from "../../../renderer/plan/invariants.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import {
  applied,
  memberNames,
  optionNamed,
  planAfter,
  refusal,
  SMALL_IMPORT,
  smallPlan,
} from "../../support/planBuilder.ts";

const plan = smallPlan();

const EMPTY: ImportData = {
  type: "importData",
  source: { fileName: "more.csv", description: "More", dataDate: "", rows: 0, columns: [] },
  practices: [],
  columns: [],
  levels: [],
  groups: [],
  membership: [],
};

function column(
  name: string,
  values: ImportData["columns"][number]["values"],
  type: "number" | "text" = "number",
) {
  return { name, type, format: "General", note: "", values };
}

function codes(problems: readonly { readonly code: string }[]): string[] {
  return problems.map((each) => each.code);
}

test("into an empty plan: everything is new", () => {
  const next = applied(emptyPlan("New"), SMALL_IMPORT);
  expect(next.plan.practices).toEqual(["C1", "C2", "C3", "C4", "C5", "C6"]);
  expect(next.plan.levels.map((level) => level.name)).toEqual(["Place", "CCG"]);
  expect(memberNames(next.plan, "Today")).toEqual({
    C1: "Hill",
    C2: "Hill",
    C3: "East",
    C4: "Lake",
    C5: "Moor",
    C6: null,
  });
  expect(next.plan.sources).toEqual([{ ...SMALL_IMPORT.source, fingerprint: "", mapping: null }]);
  expect(next.problems.map((each) => [each.code, each.severity, each.rows])).toEqual([
    ["practices-added", "note", 6],
    ["groups-added", "note", 5],
  ]);
  expect(next.label).toBe("Import small.csv");
  expect(checkPlan(next.plan)).toEqual([]);
});

test("a second file joins by code: known practices matched, new ones appended in every option", () => {
  const next = applied(plan, {
    ...EMPTY,
    practices: [" c2 ", "C9", "C5", "C5", ""],
    columns: [column("list size", [2222, 9999, undefined, 1, 1]), column("Weighted", [20, 90, "50", 1, 1])],
    groups: [{ level: "Place", name: "LAKE", parent: null }],
    membership: [0, 0, undefined, null, null],
  });
  expect(next.plan.practices).toEqual(["C1", "C2", "C3", "C4", "C5", "C6", "C9"]);
  expect(next.plan.practiceInputs["list-size"]).toEqual([1000, 2222, 3000, 4000, 5000, 6000, 9999]);
  expect(next.plan.practiceInputs.weighted).toEqual([null, 20, null, null, 50, null, 90]);
  expect(next.plan.practiceInputs.opened).toHaveLength(7);
  expect(memberNames(next.plan, "Today")).toMatchObject({ C2: "Lake", C9: "Lake", C5: "Moor" });
  expect(memberNames(next.plan, "Merged")).toMatchObject({ C2: "Hill", C9: null });
  expect(next.problems.map((each) => [each.code, each.rows])).toEqual([
    ["no-code", 1],
    ["duplicate-code", 1],
    ["practices-added", 1],
    ["practices-matched", 2],
    ["practices-not-in-file", 4],
  ]);
  expect(next.problems.every((each) => each.where?.file === "more.csv")).toBe(true);
  expect(checkPlan(next.plan)).toEqual([]);
});

test("memberships go into the option named, figures to the base", () => {
  const next = planAfter(plan, {
    ...EMPTY,
    option: "merged",
    practices: ["C1"],
    columns: [column("List size", [1])],
    groups: [{ level: "Place", name: "Fen", parent: null }],
    membership: [0],
  });
  expect(memberNames(next, "Merged").C1).toBe("Fen");
  expect(optionNamed(next, "Today").groups).toBe(optionNamed(plan, "Today").groups);
  expect(next.practiceInputs["list-size"]?.[0]).toBe(1);
  expect(optionNamed(next, "Merged").inputOverrides).toEqual({});
});

test("a column that cannot take figures leaves its name to a second one, found again by the next file", () => {
  const file = {
    ...EMPTY,
    practices: ["C1"],
    columns: [column("Money", [5]), column("Place", ["x"], "text")],
    membership: [null],
  };
  const first = applied(plan, file);
  expect(codes(first.problems).filter((code) => code === "column-name-taken")).toHaveLength(2);
  expect(first.plan.practiceInputs["money-2"]?.[0]).toBe(5);
  expect(first.plan.practiceColumns.map((each) => each.name).slice(-2)).toEqual(["Money (2)", "Place (2)"]);
  const second = applied(first.plan, {
    ...file,
    columns: [column("Money", [6]), column("Place", ["y"], "text")],
  });
  expect(second.plan.practiceColumns).toHaveLength(first.plan.practiceColumns.length);
  expect(second.plan.practiceInputs["money-2"]?.[0]).toBe(6);
});

test("values that do not fit are left out and counted", () => {
  const next = applied(plan, {
    ...EMPTY,
    practices: ["C1", "C2", "C3"],
    columns: [column("List size", ["many", 2, "n/a"])],
    membership: [undefined, undefined, undefined],
  });
  expect(next.plan.practiceInputs["list-size"]?.slice(0, 3)).toEqual([1000, 2, 3000]);
  const left = next.problems.find((each) => each.code === "value-left-out");
  expect(left).toMatchObject({ severity: "error", rows: 2 });
  expect(left?.message).toContain("C1, C3");
  expect(memberNames(next.plan, "Today")).toEqual(memberNames(plan, "Today"));
});

describe("groups", () => {
  const withGroups = (groups: ImportData["groups"]): ImportData => ({ ...EMPTY, groups });

  test("keep the parent they have, and the conflict is told", () => {
    const next = applied(
      plan,
      withGroups([
        { level: "CCG", name: "West", parent: null },
        { level: "Place", name: "Hill", parent: 0 },
      ]),
    );
    expect(next.plan.options).toEqual(plan.options);
    expect(next.problems.find((each) => each.code === "parent-kept")?.message).toBe(
      '"Hill" stays under "East"; the file has it under "West".',
    );
  });

  test("without a parent take the file's", () => {
    const orphan = planAfter(plan, { type: "setParent", level: "Place", group: "Hill", parent: null });
    const next = planAfter(
      orphan,
      withGroups([
        { level: "CCG", name: "West", parent: null },
        { level: "Place", name: "Hill", parent: 0 },
      ]),
    );
    expect(optionNamed(next, "Today").groups.find((group) => group.id === "hill")?.parentId).toBe("west");
  });

  test("are never put under a group of a lower level", () => {
    const next = applied(
      plan,
      withGroups([
        { level: "Place", name: "Hill", parent: null },
        { level: "CCG", name: "New", parent: 0 },
      ]),
    );
    expect(codes(next.problems)).toContain("parent-not-higher");
    expect(checkPlan(next.plan)).toEqual([]);
  });

  test("whose names SUMIFS would misread are mended, or left out, and told", () => {
    const next = applied(plan, {
      ...EMPTY,
      practices: ["C1", "C2", "C3"],
      groups: [
        { level: "Place", name: "Who?", parent: null },
        { level: "Place", name: "=", parent: null },
        { level: "Place", name: "Unassigned", parent: null },
      ],
      membership: [0, 1, 2],
    });
    expect(memberNames(next.plan, "Today")).toMatchObject({
      C1: "Who-",
      C2: "East",
      C3: "East",
    });
    expect(codes(next.problems)).toEqual(expect.arrayContaining(["group-renamed", "group-left-out"]));
  });
});

describe("levels that come from several files", () => {
  const placesOnly: ImportData = {
    ...EMPTY,
    practices: ["C1", "C2", "C3", "C4", "C5", "C6"],
    levels: [{ name: "Place" }],
    groups: [
      { level: "Place", name: "Hill", parent: null },
      { level: "Place", name: "Moor", parent: null },
    ],
    membership: [0, 0, 0, 1, 1, null],
  };
  const ccgsOnly: ImportData = {
    ...EMPTY,
    practices: ["C1", "C2", "C3", "C4", "C5", "C6"],
    levels: [{ name: "CCG" }],
    groups: [
      { level: "CCG", name: "East", parent: null },
      { level: "CCG", name: "West", parent: null },
    ],
    membership: [0, 0, 0, 1, 1, 1],
  };
  const columnOf = (of: Plan, level: string) => {
    const practices = new PlanCalculation(of).table("Practices", of.options[0]?.id ?? "");
    return of.practices.map((_, row) => practices.value(row, level));
  };

  test.each([
    ["higher level second", [placesOnly, ccgsOnly]],
    ["lower level second", [ccgsOnly, placesOnly]],
  ])("%s: each file speaks about its own level only", (_, files) => {
    const levelled = { ...EMPTY, levels: [{ name: "Place" }, { name: "CCG" }] };
    const next = planAfter(emptyPlan("Two files"), levelled, ...files);
    expect(columnOf(next, "Place")).toEqual(["Hill", "Hill", "Hill", "Moor", "Moor", "Unassigned"]);
    expect(columnOf(next, "CCG")).toEqual(["East", "East", "East", "West", "West", "West"]);
    expect(checkPlan(next)).toEqual([]);
  });

  test("a group whose members come under two parents becomes two, and it is told", () => {
    const crossing = { ...ccgsOnly, membership: [0, 0, 1, 1, 1, undefined] };
    const next = applied(planAfter(emptyPlan("Two files"), placesOnly), crossing);
    expect(columnOf(next.plan, "Place")).toEqual([
      "Hill",
      "Hill",
      "Hill (West)",
      "Moor",
      "Moor",
      "Unassigned",
    ]);
    expect(columnOf(next.plan, "CCG")).toEqual(["East", "East", "West", "West", "West", "Unassigned"]);
    expect(next.problems.find((each) => each.code === "group-split")?.message).toContain("Hill (West)");
    expect(checkPlan(next.plan)).toEqual([]);
  });

  test("practices the file does not mention stay where they are", () => {
    const next = planAfter(plan, { ...ccgsOnly, practices: ["C1"], membership: [1] });
    expect(columnOf(next, "Place")).toEqual([
      "Hill (West)",
      "Hill",
      "Unassigned",
      "Lake",
      "Moor",
      "Unassigned",
    ]);
    expect(columnOf(next, "CCG")).toEqual(["West", "East", "East", "East", "West", "Unassigned"]);
  });
});

test("levels are put where the file's order says", () => {
  const levels = ["PCN", "Place", "District", "CCG", "ICB"].map((name) => ({ name }));
  const next = planAfter(plan, { ...EMPTY, levels });
  expect(next.levels.map((level) => level.name)).toEqual(["PCN", "Place", "District", "CCG", "ICB"]);
});

test("starter commands add what is missing, and one that fails is a warning", () => {
  const next = applied(plan, {
    ...EMPTY,
    starter: [
      { type: "addAssumption", name: "RATE", value: 99 },
      { type: "addAssumption", name: "Fixed_cost", value: 5 },
      { type: "addColumn", table: "Places", column: { name: "people", formula: "=1" } },
      { type: "addColumn", table: "Places", column: { name: "Cost", formula: "=[@People]*Fixed_cost" } },
      { type: "addColumn", table: "Places", column: { name: "Bad", formula: "=Nowhere" } },
    ],
  });
  expect(next.plan.assumptions.map((each) => each.value)).toEqual([25, "per head", 5]);
  expect(next.plan.levelColumns.place?.map((each) => each.name)).toEqual(["Staff", "People", "Cost"]);
  expect(next.problems.filter((each) => each.severity === "warning").map((each) => each.code)).toEqual([
    "formula-unknown-name",
  ]);
});

test.each<[string, ImportData, string]>([
  ["lists of unequal length", { ...EMPTY, practices: ["C1"], membership: [] }, "misaligned-import"],
  [
    "a column too short",
    { ...EMPTY, practices: ["C1"], columns: [column("A", [])], membership: [null] },
    "misaligned-import",
  ],
  ["an unknown level", { ...EMPTY, groups: [{ level: "Ward", name: "A", parent: null }] }, "unknown-level"],
  ["a level called like a column", { ...EMPTY, levels: [{ name: "List size" }] }, "level-name-taken"],
  ["an unknown option", { ...EMPTY, option: "Never" }, "unknown-option"],
])("%s is refused", (_, command, code) => {
  expect(refusal(plan, command).code).toBe(code);
});
