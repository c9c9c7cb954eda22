// Texts as they are typed into a cell, and settings as they are given on the command line.

import { describe, expect, test } from "vitest";
import { parseSetting } from "../../../../electron/commandLine/patch.ts";
import { errorValue } from "../../../../renderer/engine/values/value.ts";
import { typedValue } from "../../../../renderer/excel/package/typedValue.ts";

describe("typed into a cell", () => {
  test.each([
    ["", null],
    ["42", 42],
    ["-1,250.50", -1250.5],
    ["(3)", -3],
    ["12%", 0.12],
    ["£3.50", 3.5],
    ["1e3", 1000],
    ["01/04/2026", { serial: 46_113 }],
    ["1 Apr 2026", { serial: 46_113 }],
    ["1/4", { serial: 46_113 }],
    ["12:00", { serial: 0.5 }],
    ["31/02/2026", "31/02/2026"],
    ["true", true],
    ["FALSE", false],
    ["#n/a", errorValue("#N/A")],
    ["'00123", "00123"],
    ["'=A1", "=A1"],
    ["''quoted", "'quoted"],
    ["=SUM(A1:A3)", { formula: "=SUM(A1:A3)" }],
    ["=", "="],
    ["-A1*2", { formula: "=-A1*2" }],
    ["-", "-"],
    ["--", "--"],
    ["A81001", "A81001"],
    [" spaces stay ", " spaces stay "],
  ])("%j", (text, value) => {
    expect(typedValue(text, 2026)).toEqual(value);
  });
});

describe("--set", () => {
  test.each([
    ["Sheet1!B3=42", "Sheet1", "B3", 42],
    ["'It''s my sheet!'!$C$4=a=b!c", "It's my sheet!", "$C$4", "a=b!c"],
    ["My sheet!c4=", "My sheet", "c4", null],
    ["S!D5==SUM(A1:A3)", "S", "D5", { formula: "=SUM(A1:A3)" }],
  ])("%s", (text, sheet, cell, value) => {
    expect(parseSetting(text, 2026)).toEqual({ sheet, cell, value });
  });

  test.each(["B3=42", "Sheet1!B3", "Sheet1!B3:C4=1", "!A1=2", "Sheet1!=4"])("%s is refused", (text) => {
    expect(() => parseSetting(text, 2026)).toThrow(/--set takes/);
  });
});
