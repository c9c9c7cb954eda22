// What is typed into a cell and what an editor begins with.

import { describe, expect, it } from "vitest";
import { editText, readTyped, typedDate, typedNumber } from "../../../../renderer/ui/grid/cellInput.ts";

describe("numbers as people type them", () => {
  it.each([
    ["12500", 12500],
    ["12,500", 12500],
    [" 1,234,567.5 ", 1234567.5],
    ["£1,200", 1200],
    ["-£1,200", -1200],
    ["£ 18.76", 18.76],
    ["3.5%", 0.035],
    ["35 %", 0.35],
    ["(4.5)", -4.5],
    ["(£4,500)", -4500],
    ["−4", -4],
    ["+4", 4],
    ["1e6", 1000000],
    [".5", 0.5],
    ["0.1%", 0.001],
    ["12,50", null],
    ["--4", null],
    ["(-4)", null],
    ["twelve", null],
    ["4 000", null],
    ["%", null],
    ["£", null],
    ["1/2", null],
  ])("%s", (typed, number) => {
    expect(typedNumber(typed)).toBe(number);
  });
});

describe("dates as people type them", () => {
  it.each([
    ["31/03/2026", 46112],
    ["31.3.2026", 46112],
    ["2026-03-31", 46112],
    ["1/1/1900", 1],
    ["31/02/2026", null],
    ["03/31/2026", null],
    ["31 March", null],
  ])("%s", (typed, serial) => {
    expect(typedDate(typed)).toBe(serial);
  });
});

describe("reading an entry into a column", () => {
  it.each([
    ["number", "", null],
    ["number", "7", 7],
    ["text", "007", "007"],
    ["text", " ", null],
    ["boolean", "yes", true],
    ["boolean", "FALSE", false],
    ["date", "31/03/2026", 46112],
  ] as const)("%s: %s", (type, typed, value) => {
    expect(readTyped(type, "List size", typed)).toEqual({ ok: true, value });
  });

  it.each([
    ["number", "about 12"],
    ["date", "soon"],
    ["boolean", "perhaps"],
  ] as const)("refuses %s %s and names the field", (type, typed) => {
    const result = readTyped(type, "List size", typed);
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.problem.message).toContain("List size");
      expect(result.problem.message).toContain(typed);
      expect(result.problem.remedy).not.toBe("");
    }
  });
});

describe("what an editor begins with", () => {
  it.each([
    [12500.25, "number", "#,##0", "12500.25"],
    [0.035, "number", "0.0%", "3.5%"],
    [0.07, "number", "0%", "7%"],
    [46112, "date", "dd/mm/yyyy", "31/03/2026"],
    [true, "boolean", "General", "TRUE"],
    ["Alder", "text", "@", "Alder"],
    [null, "number", "0", ""],
  ] as const)("%s %s %s", (value, type, format, text) => {
    expect(editText(value, type, format)).toBe(text);
  });

  it("can be entered again without changing the value", () => {
    for (const value of [0.035, 0.1234567, 0.29, 1.005, -0.5]) {
      expect(typedNumber(editText(value, "number", "0.0%"))).toBe(value);
    }
  });
});
