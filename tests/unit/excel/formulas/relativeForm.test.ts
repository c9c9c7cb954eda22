// A formula's relative form is the same text wherever the formula was filled to.

import { describe, expect, test } from "vitest";
import { columnOffsets, relativeForm, rowOffsets } from "../../../../renderer/excel/formulas/relativeForm.ts";
import { translateFormula } from "../../../../renderer/excel/package/sharedFormula.ts";

const at = { row: 5, column: 3 };

describe("relative form", () => {
  test.each([
    ["A5*B5", "RC[-2]*RC[-1]"],
    ["= a5 * b5", "RC[-2]*RC[-1]"],
    ["$A$1+C4", "R1C1+R[-1]C"],
    ["SUM(A$2:A5)", "SUM(R2C[-2]:RC[-2])"],
    ["VLOOKUP($A5,Rates!$A:$C,3,FALSE)", "VLOOKUP(RC1,RATES!C1:C3,3,FALSE)"],
    ["D:D+5:5+$2:$3", "C[1]:C[1]+R:R+R2:R3"],
    ["'A1 and B2'!A1&\"A1\"", "'A1 and B2'!R[-4]C[-2]&\"A1\""],
    ["Q1!A5+LOG10(A5)+TAX_2020+A1B", "Q1!RC[-2]+LOG10(RC[-2])+TAX_2020+A1B"],
    ["Table1[[#This Row],[A1 b]]*2", "TABLE1[[#THIS ROW],[A1 B]]*2"],
    ["A1:B2 B1:B9", "R[-4]C[-2]:R[-3]C[-1] R[-4]C[-1]:R[4]C[-1]"],
    ["1E5+A5+1.5e-3", "1E5+RC[-2]+1.5E-3"],
  ])("%s", (formula, form) => {
    expect(relativeForm(formula, at)).toBe(form);
  });

  test("does not change when the formula is filled", () => {
    for (const formula of [
      "A5*$B5+C$1",
      "SUM($A$2:A5)/Rates!B5",
      "INDEX(Sheet2!$C:$C,MATCH(A5,Sheet2!$A:$A,0))",
    ])
      for (const to of [
        { row: 6, column: 3 },
        { row: 90, column: 7 },
      ])
        expect(relativeForm(translateFormula(formula, at, to) ?? "", to)).toBe(relativeForm(formula, at));
  });

  test("says how far a formula reads", () => {
    expect(rowOffsets("R[-1]C+RC[-1]+R2C3+R[2]C")).toEqual([-1, 0, 2]);
    expect(columnOffsets('R[-1]C+RC[-1]+R2C3&"RC[9]"')).toEqual([0, -1]);
  });
});
