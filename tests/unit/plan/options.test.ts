import { expect, test } from "vitest";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import { effectiveAssumption, effectiveInput } from "../../../renderer/plan/effective.ts";
import { checkPlan } from "../../../renderer/plan/invariants.ts";
import { baseOption } from "../../../renderer/plan/lookups.ts";
import type { Option, Plan } from "../../../renderer/plan/plan.ts";
import {
  applied,
  memberNames,
  optionNamed,
  planAfter,
  refusal,
  smallPlan,
} from "../../support/planBuilder.ts";

const plan = smallPlan();

/** Every figure an option shows: inputs of practices and of its own groups, and assumptions. */
function figures(of: Plan, option: Option) {
  const rows = ["Unassigned", ...option.groups.map((group) => group.id)];
  return {
    practices: of.practiceColumns.map((column) =>
      of.practices.map((code) => effectiveInput(of, column.id, code, option)),
    ),
    groups: of.levels.flatMap((level) =>
      (of.levelColumns[level.id] ?? []).map((column) =>
        rows.map((row) => effectiveInput(of, column.id, row, option)),
      ),
    ),
    option: of.optionColumns.map((column) => effectiveInput(of, column.id, option.id, option)),
    assumptions: of.assumptions.map(({ name }) => effectiveAssumption(of, name, option)),
  };
}

test("a copy has groups, members and own values; the copy of the base has none of its own", () => {
  const next = planAfter(
    plan,
    { type: "setAssumption", name: "Rate", value: 30, option: "Merged" },
    { type: "setInput", table: "Practices", row: "C1", column: "List size", value: 5, option: "Merged" },
    { type: "movePractices", practices: ["C1"], level: "Place", group: "Lake", option: "Merged" },
    { type: "addOption", name: "Copy", copyOf: "merged", note: "n" },
    { type: "addOption", name: "Second copy" },
  );
  const copy = optionNamed(next, "Copy");
  expect(copy.note).toBe("n");
  expect(copy.assumptionOverrides).toEqual({ Rate: 30 });
  expect(copy.inputOverrides).toEqual({ "list-size": { C1: 5 } });
  expect(memberNames(next, "Copy").C1).toBe("Lake");
  expect(optionNamed(next, "Second copy")).toMatchObject({ assumptionOverrides: {}, inputOverrides: {} });
  expect(optionNamed(next, "Second copy").membership).toBe(baseOption(next).membership);
});

test.each<[Command, string]>([
  [{ type: "addOption", name: "today" }, "duplicate-option"],
  [{ type: "addOption", name: "" }, "empty-name"],
  [{ type: "addOption", name: "X", copyOf: "Yesterday" }, "unknown-option"],
  [{ type: "editOption", option: "Merged", newName: "TODAY" }, "duplicate-option"],
  [{ type: "removeOption", option: "Nothing" }, "unknown-option"],
])("refused %#: %s", (command, code) => {
  expect(refusal(plan, command).code).toBe(code);
});

test("an option is renamed in place", () => {
  const next = applied(plan, { type: "editOption", option: "Today", newName: "Now", note: "as is" });
  expect(next.plan.options.map((option) => [option.id, option.name, option.note])).toEqual([
    ["today", "Now", "as is"],
    ["merged", "Merged", ""],
  ]);
  expect(next.label).toBe("Rename Today to Now");
});

test("the last option stays", () => {
  const one = planAfter(plan, { type: "removeOption", option: "Merged" });
  expect(one.keyedInputs.bodies).toEqual({ today: 2 });
  expect(refusal(one, { type: "removeOption", option: "Today" }).code).toBe("last-option");
});

test("when the base goes, every other option shows what it showed", () => {
  const before = planAfter(
    plan,
    { type: "addOption", name: "Third" },
    { type: "addOption", name: "Fourth" },
    { type: "setAssumption", name: "Rate", value: 30, option: "Merged" },
    { type: "setAssumption", name: "Rule", value: "other", option: "Third" },
    { type: "setInput", table: "Practices", row: "C1", column: "List size", value: 11, option: "Merged" },
    { type: "setInput", table: "Practices", row: "C2", column: "List size", value: 22, option: "Merged" },
    { type: "setInput", table: "Practices", row: "C2", column: "List size", value: 33, option: "Third" },
    { type: "setInput", table: "Practices", row: "C3", column: "List size", value: null, option: "Merged" },
    { type: "setInput", table: "Practices", row: "C4", column: "List size", value: 4000, option: "Merged" },
    { type: "addGroup", level: "Place", name: "Only here", option: "Merged" },
    { type: "setInput", table: "Places", row: "Only here", column: "Staff", value: 9, option: "Merged" },
    { type: "setInput", table: "Places", row: "Hill", column: "Staff", value: null, option: "Merged" },
    { type: "setInput", table: "Places", row: "Lake", column: "Staff", value: 8, option: "Merged" },
    { type: "setInput", table: "Places", row: "Unassigned", column: "Staff", value: 1, option: "Merged" },
    { type: "removeGroup", level: "Place", group: "Lake", option: "Fourth" },
  );
  const { plan: next, problems } = applied(before, { type: "removeOption", option: "Today" });
  expect(problems.map((each) => each.code)).toEqual(["new-base"]);
  expect(baseOption(next)).toMatchObject({ name: "Merged", assumptionOverrides: {}, inputOverrides: {} });
  for (const name of ["Merged", "Third", "Fourth"])
    expect(figures(next, optionNamed(next, name)), name).toEqual(figures(before, optionNamed(before, name)));
  expect(checkPlan(next)).toEqual([]);
  // the new base's figures are base values now, and only what differs from them is an option's own
  expect(next.practiceInputs["list-size"]).toEqual([11, 22, null, 4000, 5000, 6000]);
  expect(optionNamed(next, "Third").inputOverrides).toEqual({
    "list-size": { C1: 1000, C2: 33, C3: 3000 },
    staff: { hill: 7, lake: null, Unassigned: null },
  });
  expect(optionNamed(next, "Fourth").inputOverrides.staff).toEqual({ hill: 7, Unassigned: null });
  expect(optionNamed(next, "Fourth").assumptionOverrides).toEqual({ Rate: 25 });
});
