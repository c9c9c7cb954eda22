import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFormula } from "../../../renderer/engine/grammar/parser.ts";
import { type PrintOptions, printFormula } from "../../../renderer/engine/grammar/printer.ts";
import type { SyntaxNode } from "../../../renderer/engine/grammar/syntaxTree.ts";
import { bareTree, formulaTree, shapeOf } from "../../support/formulaGenerator.ts";

const DISPLAY: PrintOptions = { form: "display" };
const FILE: PrintOptions = { form: "file", table: "Practices" };

function parse(text: string): SyntaxNode {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`);
  return parsed.tree;
}

describe("the two spellings of a formula", () => {
  const table: readonly (readonly [typed: string, shown: string, stored: string])[] = [
    ["=[@Col]", "=[@Col]", "=Practices[[#This Row],[Col]]"],
    ["=[@[List size]]*2", "=[@[List size]]*2", "=Practices[[#This Row],[List size]]*2"],
    ["=[@List size]", "=[@[List size]]", "=Practices[[#This Row],[List size]]"],
    ["=[Col]", "=[Col]", "=Practices[Col]"],
    ["=[[Col]]", "=[Col]", "=Practices[Col]"],
    ["=[[#This Row],[x]]", "=[@x]", "=Practices[[#This Row],[x]]"],
    ["=PCNs[@]", "=PCNs[@]", "=PCNs[#This Row]"],
    ["=PCNs[]", "=PCNs[]", "=PCNs[]"],
    ["=PCNs[#all]", "=PCNs[#All]", "=PCNs[#All]"],
    ["=PCNs[[#headers],[A]]", "=PCNs[[#Headers],[A]]", "=PCNs[[#Headers],[A]]"],
    ["=PCNs[@[A]:[B]]", "=PCNs[@[A]:[B]]", "=PCNs[[#This Row],[A]:[B]]"],
    ["=[[A]:[B]]", "=[[A]:[B]]", "=Practices[[A]:[B]]"],
    ["=[@[% of '#1 '[x']]]", "=[@[% of '#1 '[x']]]", "=Practices[[#This Row],[% of '#1 '[x']]]"],
    ["=[Bob's]", "=[Bob''s]", "=Practices[Bob''s]"],
    ["=[ a ]", "=[a]", "=Practices[a]"],
    ["=[[ a ]]", "=[[ a ]]", "=Practices[[ a ]]"],
    ["=xlookup(1,A:A,B:B)", "=XLOOKUP(1,A:A,B:B)", "=_xlfn.XLOOKUP(1,A:A,B:B)"],
    ["=filter(A1:A9,B1:B9)", "=FILTER(A1:A9,B1:B9)", "=_xlfn._xlws.FILTER(A1:A9,B1:B9)"],
    ["=norm.s.dist(1,true)", "=NORM.S.DIST(1,TRUE)", "=_xlfn.NORM.S.DIST(1,TRUE)"],
    ["=workday.intl(1,2)", "=WORKDAY.INTL(1,2)", "=WORKDAY.INTL(1,2)"],
    ["=sum(1,,2)", "=SUM(1,,2)", "=SUM(1,,2)"],
    ["=LET(x,1,x+Rate)", "=LET(x,1,x+Rate)", "=_xlfn.LET(_xlpm.x,1,_xlpm.x+Rate)"],
    ["=LET(x,x,x)", "=LET(x,x,x)", "=_xlfn.LET(_xlpm.x,x,_xlpm.x)"],
    ["=LAMBDA(a,[b],a+b)(2)", "=LAMBDA(a,[b],a+b)(2)", "=_xlfn.LAMBDA(_xlpm.a,_xlop.b,_xlpm.a+_xlpm.b)(2)"],
    [
      "=LET(f,LAMBDA(x,x),f(2))",
      "=LET(f,LAMBDA(x,x),f(2))",
      "=_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.x,_xlpm.x),_xlpm.f(2))",
    ],
    ["=BYROW(A1:B2,SUM)", "=BYROW(A1:B2,SUM)", "=_xlfn.BYROW(A1:B2,_xleta.SUM)"],
    ["=SUM(A1#)", "=SUM(A1#)", "=SUM(_xlfn.ANCHORARRAY(A1))"],
    ["=@A1:A9", "=@A1:A9", "=_xlfn.SINGLE(A1:A9)"],
    ["=Sheet1!A1:Sheet1!B2", "=Sheet1!A1:Sheet1!B2", "=Sheet1!A1:Sheet1!B2"],
    ["='Sheet1'!$A$1:'My sheet'!b2:C3", "=Sheet1!$A$1:'My sheet'!B2:C3", "=Sheet1!$A$1:'My sheet'!B2:C3"],
    ["=A1:Sheet1!B2", "=A1:Sheet1!B2", "=A1:Sheet1!B2"],
    ["='A1:Sheet1'!B2", "='A1:Sheet1'!B2", "='A1:Sheet1'!B2"],
    ["=_xll.Rate(1)", "=_xll.Rate(1)", "=_xll.Rate(1)"],
    ["=_xlfn.myRate(1)", "=myRate(1)", "=myRate(1)"],
    ["=Book!myRate(sum(1))", "=Book!myRate(SUM(1))", "=Book!myRate(SUM(1))"],
    ["=1E+21*1e-7", "=1E+21*1E-07", "=1E+21*1E-07"],
    ["= 1 +  2 ", "=1+2", "=1+2"],
    ["='Sheet1'!A1", "=Sheet1!A1", "=Sheet1!A1"],
    ["='My ''sheet'!$A$1", "='My ''sheet'!$A$1", "='My ''sheet'!$A$1"],
    ["='R1C1'!A1", "='R1C1'!A1", "='R1C1'!A1"],
    ["=(A1,B2)", "=(A1,B2)", "=(A1,B2)"],
    ["=(-4,3)", "=(-4,3)", "=(-4,3)"],
    ['={1,-2;"a",#N/A}', '={1,-2;"a",#N/A}', '={1,-2;"a",#N/A}'],
  ];
  it.each(table)("%s is shown as %s and stored as %s", (typed, shown, stored) => {
    const tree = parse(typed);
    expect(printFormula(tree, DISPLAY)).toBe(shown);
    expect(printFormula(tree, FILE)).toBe(stored);
    expect(printFormula(parse(stored), { form: "display", table: "practices" })).toBe(shown);
  });
});

describe("brackets a built tree needs", () => {
  const at = { start: 0, end: 0 };
  const one: SyntaxNode = { kind: "number", value: 1, ...at };
  const sum: SyntaxNode = { kind: "binary", operator: "+", left: one, right: one, ...at };
  const table: readonly (readonly [string, SyntaxNode])[] = [
    ["=(1+1)*1", { kind: "binary", operator: "*", left: sum, right: one, ...at }],
    ["=1+1+1", { kind: "binary", operator: "+", left: sum, right: one, ...at }],
    ["=1-(1+1)", { kind: "binary", operator: "-", left: one, right: sum, ...at }],
    ["=-(1+1)", { kind: "unary", operator: "-", operand: sum, ...at }],
    ["=(1+1)%", { kind: "percent", operand: sum, ...at }],
    ["=-(1%)", { kind: "unary", operator: "-", operand: { kind: "percent", operand: one, ...at }, ...at }],
  ];
  it.each(table)("%s", (text, tree) => expect(printFormula(tree, DISPLAY)).toBe(text));

  it("keeps the meaning of any tree built without brackets", () => {
    fc.assert(
      fc.property(bareTree, (tree) => {
        const shown = printFormula(tree, DISPLAY);
        const again = parse(shown);
        expect(printFormula(again, DISPLAY)).toBe(shown);
        expect(shapeOf(again, "no brackets")).toEqual(shapeOf(tree, "no brackets"));
      }),
      { seed: 20_260_401, numRuns: 3_000 },
    );
  });
});

describe("print and parse are inverse", () => {
  it("display form", () => {
    fc.assert(
      fc.property(formulaTree, (tree) => {
        const shown = printFormula(tree, DISPLAY);
        const again = parse(shown);
        expect(shapeOf(again)).toEqual(shapeOf(tree));
        expect(printFormula(again, DISPLAY)).toBe(shown);
      }),
      { seed: 20_260_402, numRuns: 5_000 },
    );
  });

  it("file form", () => {
    fc.assert(
      fc.property(formulaTree, (tree) => {
        const stored = printFormula(tree, FILE);
        expect(printFormula(parse(stored), FILE)).toBe(stored);
      }),
      { seed: 20_260_403, numRuns: 3_000 },
    );
  });
});
