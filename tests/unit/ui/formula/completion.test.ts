// What the formula bar offers while a formula is typed. `|` is the caret.

import { describe, expect, it } from "vitest";
import { complete, rowReference, type Vocabulary } from "../../../../renderer/ui/formula/completion.ts";

const words: Vocabulary = {
  functions: ["SUM", "SUMIFS", "SQRT", "IF"],
  columns: {
    Practices: ["Practice code", "Place", "List size", "Sum [£]"],
    Places: ["Place", "Practices", "List size"],
  },
  assumptions: ["Allowance_per_head", "Lump_sum"],
};

function offered(typed: string) {
  const caret = typed.indexOf("|");
  const formula = typed.replace("|", "");
  const { start, suggestions } = complete(formula, caret, "Places", words);
  return suggestions.map(({ insert }) => formula.slice(0, start) + insert + formula.slice(caret));
}

describe("suggestions", () => {
  it.each([
    ["=su|", ["=Lump_sum", "=SUM(", "=SUMIFS("]],
    ["=list|*2", ["=[@[List size]]*2"]],
    ["=[@li|", ["=[@[List size]]"]],
    ["=[@[li|", ["=[@[List size]]"]],
    ["=[pla|", ["=[@Place]"]],
    ["=SUM(Practices[li|", ["=SUM(Practices[List size]"]],
    ["=SUM(practices[su|", ["=SUM(practices[Sum '[£']]"]],
    ["=allow|", ["=Allowance_per_head"]],
  ])("%s", (typed, formulas) => {
    expect(offered(typed)).toEqual(formulas);
  });

  it.each([["li|"], ['="su|'], ["=1+|"], ["=Nowhere[li|"], ["=|"]])("none for %s", (typed) => {
    expect(offered(typed)).toEqual([]);
  });
});

it.each([
  ["Place", "[@Place]"],
  ["List size", "[@[List size]]"],
  ["a]b", "[@[a']b]]"],
  ["2 %", "[@[2 %]]"],
])("writes %s as Excel does", (name, reference) => {
  expect(rowReference(name)).toBe(reference);
});
