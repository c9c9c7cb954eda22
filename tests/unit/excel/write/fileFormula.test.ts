import { describe, expect, test } from "vitest";
import type { ColumnProblem } from "../../../../renderer/engine/model.ts";
import { OptionFormulas } from "../../../../renderer/excel/write/fileFormula.ts";
import { workbookNames } from "../../../../renderer/excel/write/names.ts";
import type { Plan } from "../../../../renderer/plan/plan.ts";
import { unescapeXml } from "../../../support/readXlsxBack.ts";
import { smallPlan } from "./smallPlan.ts";

const [base, second] = smallPlan.options;
const plan: Plan = {
  ...smallPlan,
  options: [base as Plan["options"][number], { ...(second as Plan["options"][number]), id: "b", name: "B" }],
};
const names = workbookNames(plan);

function formulas(optionId: string, problems: readonly ColumnProblem[] = []): OptionFormulas {
  return new OptionFormulas(names.get(optionId) as NonNullable<ReturnType<typeof names.get>>, problems);
}

/** The file form in the option B, or the reason why there is none. */
function inB(table: string, formula: string): string {
  const form = formulas("b").fileForm(table, "New", formula);
  return form.ok ? unescapeXml(form.value.xml) : form.problem.message;
}

test.each([
  [
    "Practices",
    "=[@[List size]]*Allowance_per_head",
    "Practices_B[[#This Row],[List size]]*Allowance_per_head_B",
  ],
  [
    "Places",
    "=SUMIFS(Practices[List size],Practices[Place],[@Place])",
    "SUMIFS(Practices_B[List size],Practices_B[Place],Places_B[[#This Row],[Place]])",
  ],
  ["Places", "=sum([list size])+allowance_PER_head", "SUM(Places_B[list size])+Allowance_per_head_B"],
  [
    "Options",
    "=[@Patients]/SUM([Patients])+SUM(Places[List size])",
    "Options[[#This Row],[Patients]]/SUM(Options[Patients])+SUM(Places_B[List size])",
  ],
  ["Places", "=ROWS(Practices)", "ROWS(Practices_B[])"],
  [
    "Places",
    "=LET(Lump_sum,2,Lump_sum*[@Target])",
    "_xlfn.LET(_xlpm.Lump_sum,2,_xlpm.Lump_sum*Places_B[[#This Row],[Target]])",
  ],
  [
    "Places",
    "=LET(a,[@Target],b,SUM([@Target]),c,-[@Target]*2,d,1,a+b+c+d)",
    "_xlfn.LET(_xlpm.a,(Places_B[[#This Row],[Target]]),_xlpm.b,SUM(Places_B[[#This Row],[Target]])," +
      "_xlpm.c,(-Places_B[[#This Row],[Target]]*2),_xlpm.d,1,_xlpm.a+_xlpm.b+_xlpm.c+_xlpm.d)",
  ],
  ["Places", '=IF([@Place]="<a & b>",1,0)', 'IF(Places_B[[#This Row],[Place]]="<a & b>",1,0)'],
  [
    "Places",
    "=XLOOKUP([@Place],Practices[Place],Practices[List size])",
    "_xlfn.XLOOKUP(Places_B[[#This Row],[Place]],Practices_B[Place],Practices_B[List size])",
  ],
  ["Places", "=UNKNOWN_FUNCTION(1)", "UNKNOWN_FUNCTION(1)"],
  ["Places", "=@[Target]*-@[Target]", "Places_B[Target]*-Places_B[Target]"],
  ["Places", "=ROUND(@[Target],0)", "ROUND(Places_B[Target],0)"],
  ["Places", "=SUM(@[Target])", "SUM(_xlfn.SINGLE(Places_B[Target]))"],
])("in %s, %s is stored for option B as %s", (table, formula, expected) => {
  expect(inB(table, formula)).toBe(expected);
});

test("the base's formula is the plan's own", () => {
  const form = formulas("base").fileForm("Places", "New", "=SUM(Practices[List size])*Lump_sum");
  expect(form).toEqual({ ok: true, value: { xml: "SUM(Practices[List size])*Lump_sum", isArray: false } });
});

describe("what Excel would call damage is refused in words", () => {
  test.each([
    ["does not parse", "=SUM(", /is not live in the workbook/],
    ["refers to a cell", "=A1*2", /refers to cells/],
    ["refers to another sheet", "=Sheet2!B4", /refers to cells/],
    ["holds a long text", `="${"x".repeat(300)}"`, /255 characters/],
    ["is too long", `=${Array.from({ length: 500 }, () => "[@[List size]]").join("+")}`, /Excel allows 8192/],
  ])("a formula that %s", (_, formula, reason) => {
    expect(inB("Practices", formula)).toMatch(reason);
  });

  test("a column that the engine found to be in a cycle", () => {
    const problem = {
      code: "cycle",
      message: "It needs itself.",
      start: 0,
      end: 1,
      table: "places",
      column: "NEW",
    } as const;
    const form = formulas("b", [problem]).fileForm("Places", "New", "=[@New]");
    expect(form.ok ? "" : form.problem.where).toEqual({ subject: "Places", column: "New" });
  });
});

describe("only a formula that the old rules read differently gets the mark of a dynamic array", () => {
  test.each([
    ["=[@[List size]]*2", false],
    ["=SUM(Practices[List size])", false],
    ["=SUMIFS(Practices[List size],Practices[Place],[@Place])", false],
    ["=SUMPRODUCT((Practices[Place]=[@Place])*Practices[List size])", false],
    ["=INDEX(Practices[List size],MATCH([@Place],Practices[Place],0))", false],
    ["=XLOOKUP([@Place],Practices[Place],Practices[List size])", false],
    ["=MAX(Practices[List size])-MIN(Practices[List size])", false],
    ["=ROWS(Practices[Place])-1", false],
    ["=SUM(Practices[List size]*2)", true],
    ['=SUM(IF(Practices[Place]="x",Practices[List size],0))', true],
    ["=SUM(FILTER(Practices[List size],Practices[Place]=[@Place]))", true],
    ["=MATCH(1,(Practices[Place]=[@Place])*(Practices[Open]=TRUE),0)", true],
    ["=SUM(LEN(Practices[Place]))", true],
    ["=SUMPRODUCT(LEN(Practices[Place]))", true],
    ["=[Target]*2", true],
    ['=SUM(SUMIFS(Practices[List size],Practices[Place],{"a","b"}))', true],
    ["=@[Target]*2", false],
    ["=LET(size,[@Target],mean,AVERAGE([Target]),size-mean)", false],
    ["=LET(all,[Target],SUM(all))", false],
    ["=LET(all,[Target],SUM(all*2))", true],
    ["=LET(all,[Target],one,2,one*3)", false],
  ])("%s: %s", (formula, isArray) => {
    const form = formulas("base").fileForm("Places", "New", formula);
    expect(form.ok && form.value.isArray).toBe(isArray);
  });
});

test.each([
  ["Places", "=ROWS(Practices)", "ROWS(Practices_B[[Practice code]:[List size]])"],
  [
    "Practices",
    "=COUNTA(Practices[#Headers])",
    "COUNTA(Practices_B[[#Headers],[Practice code]:[List size]])",
  ],
  ["Practices", "=COUNTA([@])", "COUNTA(Practices_B[[#This Row],[Practice code]:[List size]])"],
  ["Practices", "=COLUMNS(Places)", "COLUMNS(Places_B[])"],
])("in %s, where a table has a column of ours, %s means the plan's columns", (table, formula, expected) => {
  const spans = new Map([["Practices", { first: "Practice code", last: "List size" }]]);
  const own = names.get("b") as NonNullable<ReturnType<typeof names.get>>;
  const form = new OptionFormulas(own, [], spans).fileForm(table, "New", formula);
  expect(form.ok && unescapeXml(form.value.xml)).toBe(expected);
});
