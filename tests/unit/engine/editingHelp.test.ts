// Help while a formula is typed: what could come next, the hint for the argument, and repairs of common slips. `|` is
// the caret.

import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  argumentHint,
  checkFormula,
  completeFormula,
  helpWithFormula,
  type ModelStructure,
  parseFormula,
  rowReference,
} from "../../../renderer/engine/index.ts";

const structure: ModelStructure = {
  scopes: ["base"],
  names: ["Allowance_per_head", "Lump_sum"],
  tables: [
    {
      name: "Places",
      rows: "shared",
      columns: ["Place", "Practices", "List size", "Region"].map((name) => ({ name })),
    },
    {
      name: "Practices",
      rows: "shared",
      columns: ["Practice code", "Place", "List size", "Sum [£]"].map((name) => ({ name })),
    },
  ],
};

function offered(typed: string): readonly string[] {
  const caret = typed.indexOf("|");
  const formula = typed.replace("|", "");
  const { start, end, suggestions } = completeFormula(structure, "Places", formula, caret);
  return suggestions.map(({ insert }) => formula.slice(0, start) + insert + formula.slice(end));
}

describe("completion", () => {
  it.each([
    ["=list|*2", ["=[@[List size]]*2"]],
    ["=[@li|", ["=[@[List size]]"]],
    ["=[@[li|", ["=[@[List size]]"]],
    ["=[@[li|]]*2", ["=[@[List size]]*2"]],
    ["=[pla|", ["=[@Place]"]],
    ["=SUM([li|])", ["=SUM([List size])"]],
    ["=SUM([@li|])", ["=SUM([@[List size]])"]],
    ["=SUM(Practices[li|", ["=SUM(Practices[List size]"]],
    ["=SUM(practices[su|", ["=SUM(practices[Sum '[£']]"]],
    ["=COUNTA(Practices[#h|", ["=COUNTA(Practices[#Headers]"]],
    ["=allow|", ["=Allowance_per_head"]],
    ["=LET(share,2,sha|", ["=LET(share,2,share"]],
  ])("%s", (typed, formulas) => {
    expect(offered(typed)).toEqual(formulas);
  });

  it("functions come with their help", () => {
    const { suggestions } = completeFormula(structure, "Places", "=sumif", 6);
    expect(suggestions.map((each) => each.insert)).toEqual(["SUMIF(", "SUMIFS("]);
    expect(suggestions[0]?.help).not.toBe("");
  });

  it.each([["li|"], ['="su|'], ["=1+|"], ["=Nowhere[li|"], ["=|"], ["=2su|"]])("none for %s", (typed) => {
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

test.each([
  ["=IF(|", "IF", 0],
  ["=SUMIFS(a,b,|", "SUMIFS", 2],
  ["=SUMIFS(Practices[List size],Practices[Place],[@Place],Practices[Sum '[£']],|", "SUMIFS", 4],
  ["=ROUND(SUM(1,2)|,2)", "ROUND", 0],
  ['=IF([@Place]="a,b(",|', "IF", 1],
  ["=ROUND((1+2|", "ROUND", 0],
])("hint in %s", (typed, name, argument) => {
  const hint = argumentHint(typed.replace("|", ""), typed.indexOf("|"));
  expect([hint?.function.name, hint?.argument]).toEqual([name, argument]);
  const { text = "", places = [] } = hint?.signature ?? {};
  const place = places[hint?.described ?? -1];
  expect(text.startsWith(`${name}(`)).toBe(true);
  expect(place === undefined ? "" : text.slice(place.start, place.end)).not.toBe("");
});

test.each([["=|"], ["=1+2|"], ['="SUM(|'], ["=SUM(1)|"]])("no hint in %s", (typed) => {
  expect(argumentHint(typed.replace("|", ""), typed.indexOf("|"))).toBeNull();
});

describe("what a name that is not there may have been meant for", () => {
  it.each([
    ["=NOFUNC(1)", "There is no function called NOFUNC."],
    ["=Zzz(1)", "There is no function called Zzz."],
    ["=ROUDN(1,2)", "There is no function called ROUDN. Did you mean ROUND?"],
    ["=XLOKUP(1,2,3)", "There is no function called XLOKUP. Did you mean XLOOKUP?"],
    ["=AVG(1)", "There is no function called AVG. Did you mean AVERAGE?"],
    [
      "=LISTSIZE*2",
      "There is no assumption or table called LISTSIZE. Did you mean the column [@[List size]]?",
    ],
    ["=SUM", "There is no assumption or table called SUM. SUM is a function: write SUM(…)."],
    ["=Allowance", "There is no assumption or table called Allowance. Did you mean Allowance_per_head?"],
    ["=[@Size]", "The table Places has no column called Size. Did you mean List size?"],
    ["=[@Budget]", "The table Places has no column called Budget."],
    [
      '=GETPIVOTDATA("x",1)',
      "GETPIVOTDATA cannot be calculated here: it needs a pivot table, which a plan does not have.",
    ],
    ["=_xll.DSSData(1)", /^DSSData cannot be calculated here: it belongs to an add-in/],
  ])("%s", (formula, message) => {
    const found = helpWithFormula(structure, "Places", "New", formula).problem?.message ?? "";
    if (typeof message === "string") expect(found).toBe(message);
    else expect(found).toMatch(message);
  });
});

describe("repairs", () => {
  it.each([
    ["[@[List size]]*2", "=[@[List size]]*2"],
    ["==[@[List size]]", "=[@[List size]]"],
    ["=ROUND([@[List size]]/2,1", "=ROUND([@[List size]]/2,1)"],
    ["=ROUND(SUM([List size])/2,1", "=ROUND(SUM([List size])/2,1)"],
    ["=ROUND([@[List size]]/2,1))", "=ROUND([@[List size]]/2,1)"],
    ["=[@[List size]*2", "=[@[List size]]*2"],
    ["=[@[List size*2", "=[@[List size]]*2"],
    ["=SUM([List size)", "=SUM([List size])"],
    ["=[@[List sise]]*2", "=[@[List size]]*2"],
    ["=[@Regoin]", "=[@Region]"],
    ["=[@Lst]", null],
    [
      "=SUMIF S(Practices[List size],Practices[Place],[@Place])",
      "=SUMIFS(Practices[List size],Practices[Place],[@Place])",
    ],
    ["=LISTSIZE*2", "=[@[List size]]*2"],
    ["=NOFUNC([@[List size]])", null],
    ["=SUM(Practices[List sizes])", "=SUM(Practices[List size])"],
    ["=SUM(Practises[List size])", "=SUM(Practices[List size])"],
    ["=SUMM([List size])", "=SUM([List size])"],
    ["=[@[List size]]*Allowance_per_hed", "=[@[List size]]*Allowance_per_head"],
    ["=Region", "=[@Region]"],
    ["=List size*2", "=[@[List size]]*2"],
    ["=[@[List size]]*1,5", "=[@[List size]]*1.5"],
    ["=ROUND([@[List size]]*1,5;2)", "=ROUND([@[List size]]*1.5,2)"],
    ["=IF([@[List size]]>1,000,1,0)", "=IF([@[List size]]>1000,1,0)"],
    ["=IF([@Region]=“North”,1,0)", '=IF([@Region]="North",1,0)'],
    ["=IF([@Region]='North',1,0)", '=IF([@Region]="North",1,0)'],
    ['=IF([@Region]="North,1,0)', '=IF([@Region]="North",1,0)'],
    ['=IF([@Region]=="North",1,0)', '=IF([@Region]="North",1,0)'],
    ['=IF([@Region]!="North",1,0)', '=IF([@Region]<>"North",1,0)'],
    ["=IF([@[List size]]=>10,1,0)", "=IF([@[List size]]>=10,1,0)"],
    ["=IF([@[List size]]≥10,1,0)", "=IF([@[List size]]>=10,1,0)"],
    ['=IF([@Region]="N" && [@[List size]]>5,1,0)', '=IF(AND([@Region]="N",[@[List size]]>5),1,0)'],
    ["=[@[List size]]>5||[@[List size]]<2", "=OR([@[List size]]>5,[@[List size]]<2)"],
    ["=[@[List size]]×2", "=[@[List size]]*2"],
    ["=[@[List size]]*£25", "=[@[List size]]*25"],
    ["=[@[List size]]*2+", "=[@[List size]]*2"],
    ["=IF([@Region]=“North”,[@[List size]]*1,5;0", '=IF([@Region]="North",[@[List size]]*1.5,0)'],
    ["=[List size]*2", "=[@[List size]]*2"],
    ["=IF([List size]>5,SUM([List size]),0)", "=IF([@[List size]]>5,SUM([List size]),0)"],
  ])("%s", (broken, repaired) => {
    const help = helpWithFormula(structure, "Places", "New", broken);
    const texts = help.repairs.map((each) => each.text);
    if (repaired === null) expect(texts).toEqual([]);
    else expect(texts).toContain(repaired);
    for (const { text, message } of help.repairs) {
      expect(parseFormula(text).ok, text).toBe(true);
      expect(message).toMatch(/\.$/);
    }
  });

  it("a good formula needs none", () => {
    expect(helpWithFormula(structure, "Places", "New", "=SUM([List size])")).toEqual({
      problem: null,
      caret: null,
      repairs: [],
    });
  });

  it("whatever is typed, every repair is accepted and nothing fails", () => {
    const pieces = [
      "=",
      "[@",
      "[",
      "]",
      "(",
      ")",
      '"',
      "“",
      ",",
      ";",
      "List size",
      "SUM",
      "1,5",
      "&&",
      "+",
      "'",
      "#",
      "{",
      "£",
      "Region",
      " ",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 14 }), fc.nat(40), (typed, caret) => {
        const text = typed.join("");
        const help = helpWithFormula(structure, "Places", "New", text);
        for (const repair of help.repairs) {
          expect(repair.text).not.toBe(text);
          expect(checkFormula(structure, "Places", "New", repair.text)).toBeNull();
        }
        if (help.problem !== null) expect(help.caret).toBeLessThanOrEqual(text.length);
        completeFormula(structure, "Places", text, Math.min(caret, text.length));
        argumentHint(text, Math.min(caret, text.length));
      }),
      { seed: 7, numRuns: 400 },
    );
  });
});
