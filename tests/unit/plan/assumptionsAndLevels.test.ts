import { describe, expect, test } from "vitest";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import { effectiveAssumption } from "../../../renderer/plan/effective.ts";
import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";
import { pluralOf } from "../../../renderer/plan/nameRules.ts";
import { nearestName, slug, uniqueId } from "../../../renderer/plan/names.ts";
import {
  applied,
  memberNames,
  optionNamed,
  planAfter,
  refusal,
  smallPlan,
} from "../../support/planBuilder.ts";

const plan = smallPlan();

describe("assumptions", () => {
  test("an option's own value counts there, the base's elsewhere", () => {
    const next = planAfter(plan, { type: "setAssumption", name: "rate", value: "30", option: "merged" });
    expect(effectiveAssumption(next, "Rate", optionNamed(next, "Merged"))).toBe(30);
    expect(effectiveAssumption(next, "Rate", optionNamed(next, "Today"))).toBe(25);
    const reset = applied(next, { type: "resetAssumption", name: "Rate", option: "Merged" });
    expect(reset.plan).toEqual(plan);
    expect(reset.label).toBe("Reset Rate in Merged");
  });

  test("edits keep what is not given", () => {
    const next = planAfter(plan, { type: "editAssumption", name: "Rate", note: "see paper" });
    expect(next.assumptions[0]).toEqual({
      name: "Rate",
      value: 25,
      unit: "£ per head",
      source: "Test.",
      note: "see paper",
      format: "General",
    });
  });

  test.each<[Command, string]>([
    [{ type: "setAssumption", name: "Rate", value: "a lot" }, "text-in-number"],
    [{ type: "setAssumption", name: "Rates", value: 1 }, "unknown-assumption"],
    [{ type: "setAssumption", name: "Rate", value: 1, option: "No" }, "unknown-option"],
    [{ type: "resetAssumption", name: "Rate", option: "Today" }, "nothing-inherited"],
    [{ type: "resetAssumption", name: "Rate", option: "Merged" }, "not-overridden"],
    [{ type: "addAssumption", name: "RATE", value: 1 }, "duplicate-assumption"],
    [{ type: "addAssumption", name: "Places", value: 1 }, "name-of-table"],
    [{ type: "addAssumption", name: "assumptions", value: 1 }, "name-of-table"],
    [{ type: "addAssumption", name: "X", value: Number.NaN }, "not-finite"],
    [{ type: "editAssumption", name: "Rate", newName: "Rule" }, "duplicate-assumption"],
  ])("refused %#: %s", (command, code) => {
    expect(refusal(plan, command).code).toBe(code);
  });

  test.each([
    "A1",
    "xfd1048576",
    "R1C1",
    "r",
    "C",
    "C7",
    "RC",
    "1st",
    "per head",
    "a-b",
    "£rate",
    "TRUE",
    "_xlnm.x",
    "__proto__",
    "",
  ])("%j is no name for one", (name) => {
    const { code } = refusal(plan, { type: "addAssumption", name, value: 1 });
    expect(code).toBe(name === "" ? "empty-name" : "invalid-assumption-name");
  });

  test.each(["Rate2025", "_rate", "Größe", "XFE1", "A1048577", "a.b", "PCN", "Ratio_1"])(
    "%j is one",
    (name) => {
      expect(planAfter(plan, { type: "addAssumption", name, value: 1 }).assumptions.at(-1)?.name).toBe(name);
    },
  );
});

describe("levels", () => {
  test.each([
    ["Place", "Places"],
    ["Locality", "Localities"],
    ["Survey", "Surveys"],
    ["Branch", "Branches"],
    ["Bus", "Buses"],
    ["Box", "Boxes"],
    ["PCN", "PCNs"],
    ["ICB", "ICBs"],
    ["NHS", "NHSs"],
    ["Federation", "Federations"],
    ["Sub ICB", "Sub ICBs"],
    ["Care community", "Care communities"],
  ])("the plural of %s is %s", (name, plural) => {
    expect(pluralOf(name)).toBe(plural);
  });

  test("a level goes to the top, or below another", () => {
    const next = planAfter(
      plan,
      { type: "addLevel", name: "ICB" },
      { type: "addLevel", name: "Sub-locality", below: "places" },
      { type: "addLevel", name: "District", plural: "The districts", below: "CCG" },
    );
    expect(next.levels.map((level) => [level.name, level.plural, level.tableName])).toEqual([
      ["Sub-locality", "Sub-localities", "Sub_localities"],
      ["Place", "Places", "Places"],
      ["District", "The districts", "The_districts"],
      ["CCG", "CCGs", "CCGs"],
      ["ICB", "ICBs", "ICBs"],
    ]);
    expect(next.levelColumns["sub-locality"]).toEqual([]);
  });

  test.each<[Command, string]>([
    [{ type: "addLevel", name: "PLACE" }, "level-name-taken"],
    [{ type: "addLevel", name: "Practice" }, "level-name-taken"],
    [{ type: "addLevel", name: "Option" }, "level-name-taken"],
    [{ type: "addLevel", name: "assumption" }, "level-name-taken"],
    [{ type: "addLevel", name: "Practice name" }, "level-name-taken"],
    [{ type: "addLevel", name: "List size" }, "level-name-taken"],
    [{ type: "addLevel", name: "Staff" }, "level-name-taken"],
    [{ type: "addLevel", name: "Spot", plural: "Places" }, "level-name-taken"],
    [{ type: "addLevel", name: "Spot", plural: "Rate" }, "level-name-taken"],
    [{ type: "addLevel", name: "" }, "empty-name"],
    [{ type: "addLevel", name: "Area", below: "Nothing" }, "unknown-level"],
    [{ type: "renameLevel", level: "Place", newName: "ccg" }, "level-name-taken"],
    [{ type: "removeLevel", level: "ICB" }, "unknown-level"],
  ])("refused %#: %s", (command, code) => {
    expect(refusal(plan, command).code).toBe(code);
  });

  test("removing one keeps everyone in the groups above", () => {
    const free = planAfter(
      plan,
      { type: "removeColumn", table: "Options", column: "Total" },
      { type: "setInput", table: "Places", row: "Hill", column: "Staff", value: 1, option: "Merged" },
      { type: "addLevel", name: "Ward", below: "Place" },
      { type: "addGroup", level: "Ward", name: "Top", parent: "Hill" },
      { type: "movePractices", practices: ["C1"], level: "Ward", group: "Top" },
    );
    const next = planAfter(free, { type: "removeLevel", level: "Place" });
    expect(memberNames(next, "Today")).toEqual({
      C1: "Top",
      C2: "East",
      C3: "East",
      C4: "East",
      C5: "West",
      C6: null,
    });
    const { groups } = optionNamed(next, "Today");
    expect(groups.find((group) => group.name === "Top")?.parentId).toBe("east");
    expect(next.levelColumns).toEqual({ ward: [], ccg: [] });
    expect(next.keyedInputs).toEqual({ bodies: { today: 2, merged: 2 } });
    expect(optionNamed(next, "Merged").inputOverrides).toEqual({});
  });
});

describe("the plan itself", () => {
  test("has a title", () => {
    expect(planAfter(plan, { type: "setTitle", title: " A plan " }).title).toBe("A plan");
    expect(refusal(plan, { type: "setTitle", title: "" }).code).toBe("empty-name");
  });

  test("practices go with their figures and members", () => {
    const next = planAfter(
      plan,
      { type: "setInput", table: "Practices", row: "C2", column: "List size", value: 1, option: "Merged" },
      { type: "setInput", table: "Practices", row: "C3", column: "List size", value: 1, option: "Merged" },
      { type: "removePractices", practices: ["c2", "C5"] },
    );
    expect(next.practices).toEqual(["C1", "C3", "C4", "C6"]);
    expect(next.practiceInputs["list-size"]).toEqual([1000, 3000, 4000, 6000]);
    expect(memberNames(next, "Merged")).toEqual({ C1: "Hill", C3: "East", C4: "Lake", C6: null });
    expect(optionNamed(next, "Merged").inputOverrides).toEqual({ "list-size": { C3: 1 } });
    expect(refusal(plan, { type: "removePractices", practices: ["C1", "C77"] }).code).toBe(
      "unknown-practice",
    );
  });

  test("new practices are at the end, blank and in no group", () => {
    const next = planAfter(plan, { type: "addPractices", practices: [" c9", "C8"] });
    expect(next.practices.slice(-2)).toEqual(["C9", "C8"]);
    expect(next.practiceInputs["list-size"]?.slice(-2)).toEqual([null, null]);
    expect(memberNames(next, "Merged")).toMatchObject({ C8: null, C9: null });
    for (const [practices, code] of [
      [["C1"], "duplicate-code"],
      [["C8", "c8"], "duplicate-code"],
      [[" "], "no-code"],
    ] as const)
      expect(refusal(plan, { type: "addPractices", practices }).code).toBe(code);
  });

  test("begins with one option and nothing else", () => {
    expect(emptyPlan("New").options.map((option) => option.name)).toEqual(["Today"]);
  });
});

describe("names", () => {
  test.each([
    ["North & West", "north-west"],
    ["Élan Valley", "elan-valley"],
    ["  ", ""],
    ["£", ""],
  ])("slug of %j: %j", (name, expected) => {
    expect(slug(name)).toBe(expected);
  });

  test("ids are told apart by numbers", () => {
    expect(uniqueId(new Set(["a", "a-2"]), "A")).toBe("a-3");
    expect(uniqueId(new Set(), "£")).toBe("unnamed");
    expect(uniqueId(new Set(), "Constructor")).toBe("constructor-2");
  });

  test.each([
    ["Lst size", "List size"],
    ["Lake", "Lake"],
    ["Weigh", "Weighted list size"],
    ["Completely different", null],
    ["", null],
  ])("nearest to %j: %j", (wanted, expected) => {
    expect(nearestName(wanted, ["List size", "Weighted list size", "Lake"])).toBe(expected);
  });
});
