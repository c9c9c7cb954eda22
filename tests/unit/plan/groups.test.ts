import { describe, expect, test } from "vitest";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import { memberGroupIndex, practicesByGroup } from "../../../renderer/plan/effective.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import {
  applied,
  memberNames,
  optionNamed,
  planAfter,
  refusal,
  smallPlan,
} from "../../support/planBuilder.ts";

const plan = smallPlan();

function parentOf(of: Plan, group: string, option = "Today"): string | null {
  const { groups } = optionNamed(of, option);
  const parentId = groups.find((each) => each.name === group)?.parentId ?? null;
  return groups.find((each) => each.id === parentId)?.name ?? null;
}

describe("adding and renaming", () => {
  test("a new group has its parent and belongs to its option alone", () => {
    const next = planAfter(plan, {
      type: "addGroup",
      level: "place",
      name: " Fen ",
      parent: "west",
      option: "Merged",
    });
    expect(parentOf(next, "Fen", "Merged")).toBe("West");
    expect(optionNamed(next, "Today").groups).toBe(optionNamed(plan, "Today").groups);
  });

  test.each([
    ["Hill", "duplicate-group"],
    ["HILL", "duplicate-group"],
    ["  ", "empty-name"],
    ["unassigned", "reserved-name"],
    ["true", "value-name"],
    ["#N/A", "value-name"],
    ["North*", "wildcard-name"],
    ["Who?", "wildcard-name"],
    ["a~b", "wildcard-name"],
    ["=North", "comparison-name"],
    ["<100k", "comparison-name"],
    [">100k", "comparison-name"],
    ["x".repeat(256), "name-too-long"],
    ["a\u0000b", "unwritable-name"],
  ])("the name %j is refused: %s", (name, code) => {
    expect(refusal(plan, { type: "addGroup", level: "Place", name }).code).toBe(code);
    expect(refusal(plan, { type: "renameGroup", level: "Place", group: "Lake", newName: name }).code).toBe(
      code,
    );
  });

  test("ids come from names, and an id of another option is not taken again", () => {
    const next = planAfter(
      plan,
      { type: "addGroup", level: "Place", name: "Fen", option: "Merged" },
      { type: "addGroup", level: "Place", name: "Fen" },
      { type: "addGroup", level: "CCG", name: "Fen" },
      { type: "addGroup", level: "Place", name: "Constructor" },
    );
    const ids = next.options.flatMap((option) => option.groups.filter((each) => /Fen|Con/.test(each.name)));
    expect(ids.map((group) => group.id).sort()).toEqual(["constructor-2", "fen", "fen-2", "fen-3"]);
  });

  test("a change of case only is a new name", () => {
    const next = planAfter(plan, { type: "renameGroup", level: "Place", group: "Hill", newName: "HILL" });
    expect(optionNamed(next, "Today").groups.some((group) => group.name === "HILL")).toBe(true);
    expect(optionNamed(next, "Merged").groups.some((group) => group.name === "HILL")).toBe(false);
  });
});

describe("parents", () => {
  test("are of a higher level", () => {
    expect(
      parentOf(planAfter(plan, { type: "setParent", level: "Place", group: "Hill", parent: "West" }), "Hill"),
    ).toBe("West");
    expect(
      parentOf(planAfter(plan, { type: "setParent", level: "Place", group: "Hill", parent: null }), "Hill"),
    ).toBe(null);
    const up: Command = { type: "setParent", level: "CCG", group: "East", parent: "Hill" };
    expect(refusal(plan, up).code).toBe("unknown-group");
    expect(refusal(plan, { ...up, parentLevel: "Place" }).code).toBe("parent-not-higher");
    expect(refusal(plan, { ...up, parent: "West", parentLevel: "CCG" }).code).toBe("parent-not-higher");
  });

  test("need their level when the name alone is not unique", () => {
    const two = planAfter(
      plan,
      { type: "addLevel", name: "ICB" },
      { type: "addGroup", level: "ICB", name: "East" },
    );
    const command: Command = { type: "setParent", level: "Place", group: "Moor", parent: "East" };
    expect(refusal(two, command).code).toBe("ambiguous-parent");
    expect(parentOf(planAfter(two, { ...command, parentLevel: "CCG" }), "Moor")).toBe("East");
  });
});

describe("nobody is lost", () => {
  test("when a group is removed, its practices go to its parent", () => {
    const next = applied(plan, { type: "removeGroup", level: "Place", group: "Hill" });
    expect(memberNames(next.plan, "Today")).toMatchObject({ C1: "East", C2: "East", C4: "Lake" });
    expect(memberNames(next.plan, "Merged")).toMatchObject({ C1: "Hill" });
    expect(next.problems).toEqual([]);
    expect(next.plan.keyedInputs.staff).toEqual({ hill: 7 });
  });

  test("the base's input of a group goes with the last option that has it", () => {
    const remove: Command = { type: "removeGroup", level: "Place", group: "Hill" };
    const next = applied(planAfter(plan, remove), { ...remove, option: "Merged" });
    expect(next.plan.keyedInputs.staff).toBeUndefined();
    expect(next.problems.map((each) => each.code)).toEqual(["values-removed"]);
  });

  test("when a group without parent is removed, its practices and children have none", () => {
    const next = planAfter(plan, { type: "removeGroup", level: "CCG", group: "East" });
    expect(memberNames(next, "Today")).toMatchObject({ C1: "Hill", C3: null, C4: "Lake" });
    expect(parentOf(next, "Hill")).toBe(null);
  });

  test("when groups are merged, practices and children join", () => {
    const places = planAfter(plan, {
      type: "mergeGroups",
      level: "Place",
      groups: ["Lake", "Hill", "Moor"],
      into: "Moor",
    });
    expect(memberNames(places, "Today")).toEqual({
      C1: "Moor",
      C2: "Moor",
      C3: "East",
      C4: "Moor",
      C5: "Moor",
      C6: null,
    });
    const bodies = planAfter(plan, {
      type: "mergeGroups",
      level: "CCG",
      groups: ["West"],
      into: "East",
      option: "Merged",
    });
    expect(parentOf(bodies, "Moor", "Merged")).toBe("East");
    expect(parentOf(bodies, "Moor", "Today")).toBe("West");
  });

  test("a name that is not there merges nothing", () => {
    expect(
      refusal(plan, { type: "mergeGroups", level: "Place", groups: ["Lake", "Hull"], into: "Moor" }).code,
    ).toBe("unknown-group");
  });
});

describe("moving practices", () => {
  const move = (
    practices: string[],
    level: string | null,
    group: string | null,
    option?: string,
  ): Command => ({
    type: "movePractices",
    practices,
    level,
    group,
    ...(option === undefined ? {} : { option }),
  });

  test.each([
    [move(["C1", "c6"], "Place", "Lake"), { C1: "Lake", C6: "Lake", C2: "Hill" }, "Move 2 practices to Lake"],
    [move(["C1"], "CCG", "West"), { C1: "West" }, "Move C1 to West"],
    [move(["C1"], null, null), { C1: null }, "Move C1 to Unassigned"],
    [
      move(["C1", "C3", "C5"], "Place", null),
      { C1: "East", C3: "East", C5: "West" },
      "Move 3 practices to no Place",
    ],
    [move(["C1"], "CCG", "unassigned"), { C1: null }, "Move C1 to no CCG"],
  ])("%#", (command, expected, label) => {
    const next = applied(plan, command);
    expect(memberNames(next.plan, "Today")).toMatchObject(expected);
    expect(next.label).toBe(label);
    expect(next.plan.options[1]).toBe(plan.options[1]);
  });

  test("a move to where they are is no change", () => {
    expect(applied(plan, move(["C1"], "Place", "Hill")).changes).toEqual([]);
  });

  test.each([
    [move(["C1", "C99"], "Place", "Lake"), "unknown-practice"],
    [move(["C1"], "Place", "Lak"), "unknown-group"],
    [move(["C1"], "Plaice", "Lake"), "unknown-level"],
    [move(["C1"], null, "Lake"), "level-missing"],
    [move(["C1"], "Place", "Lake", "Never"), "unknown-option"],
  ])("refusal %#: %s", (command, code) => {
    expect(refusal(plan, command).code).toBe(code);
  });
});

test("at each level every practice is in one group or Unassigned", () => {
  const option = optionNamed(plan, "Today");
  const byPlace = practicesByGroup(option, "place");
  expect([...byPlace]).toEqual([
    ["Unassigned", [2, 5]],
    ["hill", [0, 1]],
    ["lake", [3]],
    ["moor", [4]],
  ]);
  expect([...practicesByGroup(option, "ccg").values()]).toEqual([[5], [0, 1, 2, 3], [4]]);
  expect([...memberGroupIndex(option, "ccg")]).toEqual([1, 1, 1, 1, 2, 0]);
});

test("names that SUMIFS reads as the same number are one name", () => {
  const numbered = planAfter(plan, { type: "addGroup", level: "Place", name: "7" });
  expect(refusal(numbered, { type: "addGroup", level: "Place", name: "007" }).code).toBe("duplicate-group");
  expect(planAfter(numbered, { type: "addGroup", level: "Place", name: "007 North" })).toBeDefined();
});
