// Shared formulas whose master gets a value: the next cell takes the formula over, and every other keeps its meaning.

import { describe, expect, test } from "vitest";
import { translateFormula } from "../../../../renderer/excel/package/sharedFormula.ts";
import { book, rows } from "./books.ts";
import { patched, refusals, sheetRows } from "./patched.ts";

describe("a formula filled to another cell", () => {
  const from = { row: 2, column: 2 };
  test.each([
    ["A1+$A1+A$1+$A$1", { row: 4, column: 3 }, "B3+$A3+B$1+$A$1"],
    ["SUM(A1:B2,C:C,$3:3)", { row: 3, column: 3 }, "SUM(B2:C3,D:D,$3:4)"],
    ["'It''s A1!'!A1 & \"A1\" & Table1[A1]", { row: 3, column: 2 }, "'It''s A1!'!A2 & \"A1\" & Table1[A1]"],
    ["'[1]Other'!$B1*Rate", { row: 3, column: 9 }, "'[1]Other'!$B2*Rate"],
    ["_xlfn.XLOOKUP( A1 ,B:B, C:C )", { row: 2, column: 3 }, "_xlfn.XLOOKUP( B1 ,C:C, D:D )"],
    ["LOG10(A1)+1.50", { row: 3, column: 2 }, "LOG10(A2)+1.50"],
    ["_xlfn.LET(_xlpm.a1x,B2,_xlpm.a1x+B2)", { row: 3, column: 2 }, "_xlfn.LET(_xlpm.a1x,B3,_xlpm.a1x+B3)"],
    ["A1", { row: 1, column: 2 }, null],
    ["A1 +", { row: 3, column: 2 }, null],
  ])("%s", (formula, to, expected) => {
    expect(translateFormula(formula, from, to)).toBe(expected);
  });
});

const f = (text: string) => `<f t="shared" si="0"${text}`;
const SHARED = [
  `<row r="1"><c r="B1">${f(' ref="B1:B3">A1*2</f>')}<v>2</v></c></row>`,
  `<row r="2"><c r="B2" s="3">${f("/>")}<v>4</v></c></row>`,
  `<row r="3"><c r="B3">${f("/>")}<v>6</v></c></row>`,
];

describe("shared formulas", () => {
  test("the master hands over to the next cell", () => {
    const result = patched(rows(SHARED.join("")), { B1: 7 });
    expect(refusals(result)).toEqual([]);
    expect(result.problems.map((each) => each.code)).toContain("formula-replaced");
    expect(sheetRows(result.bytes)).toBe(
      `<row r="1"><c r="B1"><v>7</v></c></row><row r="2"><c r="B2" s="3"><f t="shared" si="0" ref="B2:B3">A2*2</f><v>4</v></c></row>${SHARED[2]}`,
    );
  });

  test("the next one goes too: the one after it", () => {
    const result = patched(rows(SHARED.join("")), { B1: 7, B2: 8 });
    expect(sheetRows(result.bytes)).toBe(
      '<row r="1"><c r="B1"><v>7</v></c></row><row r="2"><c r="B2" s="3"><v>8</v></c></row><row r="3"><c r="B3"><f t="shared" si="0" ref="B3">A3*2</f><v>6</v></c></row>',
    );
  });

  test("all go", () => {
    expect(sheetRows(patched(rows(SHARED.join("")), { B1: 1, B2: 2, B3: 3 }).bytes)).not.toContain("<f");
  });

  test("one that is not the master goes: nothing else changes", () => {
    const result = patched(rows(SHARED.join("")), { B2: 7 });
    expect(sheetRows(result.bytes)).toBe(
      `${SHARED[0]}<row r="2"><c r="B2" s="3"><v>7</v></c></row>${SHARED[2]}`,
    );
  });

  test("a master below its cells", () => {
    const below =
      '<row r="1"><c r="A1"><f t="shared" si="4"/></c></row><row r="2"><c r="A2"><f t="shared" si="4" ref="A1:A2">$B2&amp;"x"</f></c></row>';
    expect(sheetRows(patched(rows(below), { A2: null }).bytes)).toBe(
      '<row r="1"><c r="A1"><f t="shared" si="4" ref="A1">$B1&amp;&quot;x&quot;</f></c></row><row r="2"><c r="A2"/></row>',
    );
  });

  test("a number used for two groups: only the master's own cells are handed on", () => {
    const twice = `${SHARED.join("")}<row r="9"><c r="B9">${f(' ref="B9:B10">A9*3</f>')}</c></row><row r="10"><c r="B10">${f("/>")}</c></row>`;
    const after = sheetRows(patched(rows(twice), { B9: 1 }).bytes);
    expect(after).toBe(
      `${SHARED.join("")}<row r="9"><c r="B9"><v>1</v></c></row><row r="10"><c r="B10"><f t="shared" si="0" ref="B10">A10*3</f></c></row>`,
    );
  });

  test("a formula that cannot be moved: the edit is refused, the others are made", () => {
    const broken = rows(
      `<row r="1"><c r="A1"><v>1</v></c><c r="B1">${f(' ref="B1:B2">A1 ~ 2</f>')}</c></row><row r="2"><c r="B2">${f("/>")}</c></row>`,
    );
    const result = patched(broken, { A1: 5, B1: 7 });
    expect(refusals(result)).toEqual(["shared-formula"]);
    expect(result.applied).toBe(1);
    expect(sheetRows(result.bytes)).toContain(
      '<c r="A1"><v>5</v></c><c r="B1"><f t="shared" si="0" ref="B1:B2">A1 ~ 2</f></c>',
    );
  });
});

describe("formulas that are typed in", () => {
  const bytes = book({ sheet: "<sheetData/>" });
  test.each([
    ["=SUM(Data!A1:A3,'It''s & Other'!B1)", "SUM(Data!A1:A3,&apos;It&apos;&apos;s &amp; Other&apos;!B1)"],
    ["=1+", null],
    ["=Nowhere!A1", null],
    ["=NoTable[Column]", null],
    ["=[@Column]", null],
    ["='[Book2.xlsx]Sheet1'!A1", null],
    [`=${Array.from({ length: 3000 }, () => "123").join("+")}`, null],
  ])("%s", (formula, stored) => {
    const result = patched(bytes, { A1: { formula } });
    if (stored === null) expect(refusals(result)).toEqual(["formula-refused"]);
    else expect(sheetRows(result.bytes).replaceAll("'", "&apos;")).toContain(`<f>${stored}</f>`);
  });
});
