import { describe, expect, test } from "vitest";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import { effectiveInput, isOverridden } from "../../../renderer/plan/effective.ts";
import { numberFromText, serialFromIsoDate } from "../../../renderer/plan/inputValues.ts";
import { applied, optionNamed, planAfter, refusal, smallPlan } from "../../support/planBuilder.ts";

const plan = smallPlan();

function set(table: string, row: string, column: string, value: unknown, option?: string): Command {
  return { type: "setInput", table, row, column, value, ...(option ? { option } : {}) } as Command;
}

describe("a value is kept as its column's type", () => {
  test.each([
    ["Practices", "C1", "List size", 4100, 4100],
    ["practices", " c1 ", "LIST SIZE", "4,100", 4100],
    ["Practices", "C1", "List size", " -1.5e3 ", -1500],
    ["Practices", "C1", "List size", "", null],
    ["Practices", "C1", "List size", -0, 0],
    ["Practices", "C1", "Practice name", 12, "12"],
    ["Practices", "C1", "Practice name", "", null],
    ["Practices", "C1", "Opened", "2026-03-31", 46112],
    ["Practices", "C1", "Opened", 45000.5, 45000.5],
    ["Practices", "C1", "Training", "true", true],
    ["Places", "lake", "Staff", "3", 3],
    ["Places", "Unassigned", "Staff", 4, 4],
    ["Options", "merged", "Bodies", 1, 1],
  ])("%s %s %s: %s", (table, row, column, value, kept) => {
    const { plan: next } = applied(plan, set(table, row, column, value));
    const columnId = column.toLowerCase().replace(" ", "-");
    const key = { lake: "lake", merged: "merged", Unassigned: "Unassigned" }[row] ?? "C1";
    expect(effectiveInput(next, columnId, key, optionNamed(next, "Today"))).toBe(kept);
  });
});

describe("what cannot be kept is refused", () => {
  test.each([
    ["Practices", "C1", "List size", "many", "text-in-number"],
    ["Practices", "C1", "List size", "1,23", "text-in-number"],
    ["Practices", "C1", "List size", "12 000", "text-in-number"],
    ["Practices", "C1", "List size", true, "text-in-number"],
    ["Practices", "C1", "List size", Number.POSITIVE_INFINITY, "not-finite"],
    ["Practices", "C1", "List size", Number.NaN, "not-finite"],
    ["Practices", "C1", "Opened", "2026-02-30", "not-a-date"],
    ["Practices", "C1", "Opened", -1, "not-a-date"],
    ["Practices", "C1", "Training", 1, "not-true-or-false"],
    ["Practices", "C1", "Practice name", "x".repeat(32768), "text-too-long"],
    ["Practices", "C1", "Money", 1, "formula-column"],
    ["Practices", "C1", "Place", "Hill", "built-in-column"],
    ["Practices", "C1", "Practice code", "C9", "built-in-column"],
    ["Practices", "C9", "List size", 1, "unknown-practice"],
    ["Places", "Hil", "Staff", 1, "unknown-group"],
    ["Places", "Hill", "Staf", 1, "unknown-column"],
    ["Plases", "Hill", "Staff", 1, "unknown-table"],
  ])("%s %s %s: %s", (table, row, column, value, code) => {
    expect(refusal(plan, set(table, row, column, value)).code).toBe(code);
  });

  test("with the name that was probably meant", () => {
    expect(refusal(plan, set("Places", "Hil", "Staff", 1)).remedy).toBe('Did you mean "Hill"?');
    expect(refusal(plan, set("Practices", "C1", "Lsit size", 1)).remedy).toBe('Did you mean "List size"?');
    expect(refusal(plan, set("Practices", "C1", "List size", 1, "Mergd")).remedy).toBe(
      'Did you mean "Merged"?',
    );
  });
});

test("another option's input is its own, the base's stays", () => {
  const next = planAfter(plan, set("Practices", "C2", "List size", 2500, "Merged"));
  expect(effectiveInput(next, "list-size", "C2", optionNamed(next, "Merged"))).toBe(2500);
  expect(effectiveInput(next, "list-size", "C2", optionNamed(next, "Today"))).toBe(2000);
  const base = planAfter(next, set("Practices", "C2", "List size", 2600));
  expect(effectiveInput(base, "list-size", "C2", optionNamed(base, "Merged"))).toBe(2500);
  expect(base.practiceInputs["list-size"]?.[1]).toBe(2600);
});

test("an option's own value may equal the base's, and may be blank", () => {
  const same = planAfter(plan, set("Practices", "C2", "List size", 2000, "Merged"));
  expect(isOverridden("list-size", "C2", optionNamed(same, "Merged"))).toBe(true);
  const blank = planAfter(plan, set("Places", "Hill", "Staff", null, "Merged"));
  expect(effectiveInput(blank, "staff", "Hill".toLowerCase(), optionNamed(blank, "Merged"))).toBe(null);
  expect(effectiveInput(blank, "staff", "hill", optionNamed(blank, "Today"))).toBe(7);
});

test("reset gives the base's value again and leaves no trace", () => {
  const next = planAfter(plan, set("Practices", "C2", "List size", 2500, "Merged"), {
    type: "resetInput",
    table: "Practices",
    row: "C2",
    column: "List size",
    option: "Merged",
  });
  expect(next).toEqual(plan);
  const reset = { type: "resetInput", table: "Practices", row: "C2", column: "List size" } as const;
  expect(refusal(plan, { ...reset, option: "Merged" }).code).toBe("not-overridden");
  expect(refusal(plan, { ...reset, option: "Today" }).code).toBe("nothing-inherited");
});

test("a blank base input of a level is no entry at all", () => {
  const next = planAfter(plan, set("Places", "Hill", "Staff", null));
  expect(next.keyedInputs).toEqual({ bodies: { today: 2, merged: 2 } });
});

test("setting what is there already changes nothing", () => {
  const { plan: next, changes } = applied(plan, set("Practices", "C1", "List size", 1000));
  expect(changes).toEqual([]);
  expect(next).toBe(plan);
});

test("many cells are one step; the last of a cell counts; one bad cell refuses all", () => {
  const cells = [
    { row: "C1", column: "List size", value: 1 },
    { row: "C1", column: "list size", value: 2 },
    { row: "C2", column: "Practice name", value: "Birch" },
  ];
  const next = applied(plan, { type: "setInputs", table: "Practices", cells });
  expect(next.plan.practiceInputs["list-size"]?.slice(0, 2)).toEqual([2, 2000]);
  expect(next.plan.practiceInputs["practice-name"]?.[1]).toBe("Birch");
  expect(next.label).toBe("Set 3 cells of Practices");
  const bad = [...cells, { row: "C3", column: "List size", value: "x" }];
  expect(refusal(plan, { type: "setInputs", table: "Practices", cells: bad }).where).toEqual({
    subject: "C3",
    column: "List size",
  });
});

test.each([
  [set("Practices", "C1", "List size", 4100), "Set list size of C1 to 4,100"],
  [set("Practices", "C1", "List size", null), "Clear list size of C1"],
  [set("Practices", "C1", "List size", 5, "Merged"), "Set list size of C1 to 5 in Merged"],
])("labels say what was done", (command, label) => {
  expect(applied(plan, command).label).toBe(label);
});

test.each([
  ["12", 12],
  ["1,234,567.5", 1234567.5],
  [".5", 0.5],
  ["5.", null],
  ["", null],
  [".", null],
  ["e5", null],
  ["1e999", null],
  ["12,34", null],
  ["0x10", null],
  ["Infinity", null],
])("number from text %j: %s", (text, value) => {
  expect(numberFromText(text)).toBe(value);
});

test.each([
  ["1900-01-01", 1],
  ["1900-02-28", 59],
  ["1900-03-01", 61],
  ["2026-03-31", 46112],
  ["9999-12-31", 2958465],
  ["1900-02-29", 60],
  ["1900-02-30", null],
  ["1899-12-31", null],
  ["2026-3-1", null],
])("date serial of %s: %s", (text, serial) => {
  expect(serialFromIsoDate(text)).toBe(serial);
});
