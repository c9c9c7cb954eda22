import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFormula } from "../../../renderer/engine/grammar/parser.ts";
import { printFormula } from "../../../renderer/engine/grammar/printer.ts";
import { rewriteFormula, walkTree } from "../../../renderer/engine/grammar/rewrite.ts";
import type { SyntaxNode } from "../../../renderer/engine/grammar/syntaxTree.ts";

function parse(text: string): SyntaxNode {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem.message}`);
  return parsed.tree;
}

/** A tree in brackets and words, short enough to read in a table. */
function sketch(node: SyntaxNode): string {
  switch (node.kind) {
    case "number":
    case "boolean":
      return String(node.value);
    case "text":
      return JSON.stringify(node.value);
    case "error":
      return node.value.error;
    case "unary":
      return `(${node.operator} ${sketch(node.operand)})`;
    case "percent":
      return `(% ${sketch(node.operand)})`;
    case "spill":
      return `(spill ${sketch(node.operand)})`;
    case "binary":
      return `(${sketch(node.left)} ${node.operator} ${sketch(node.right)})`;
    case "range":
    case "union":
    case "intersection":
      return `(${sketch(node.left)} ${node.kind} ${sketch(node.right)})`;
    case "call":
      return `${node.name}(${node.arguments.map(sketch).join(" | ")})`;
    case "apply":
      return `apply ${sketch(node.callee)}(${node.arguments.map(sketch).join(" | ")})`;
    case "missing":
      return "missing";
    case "parentheses":
      return `[${sketch(node.operand)}]`;
    case "name":
      return `name ${node.sheet === null ? "" : `${node.sheet}!`}${node.name}`;
    case "structured": {
      const columns = node.columns === null ? "all" : `${node.columns.first}..${node.columns.last}`;
      return `table ${node.table ?? "own"} {${node.items.join(" ")}} ${columns}`;
    }
    case "reference":
      return `ref ${[node.sheet, node.lastSheet].filter((sheet) => sheet !== null).join(":")} ${printFormula({ ...node, sheet: null, lastSheet: null }, { form: "display" }).slice(1)}`;
    case "array":
      return `array ${node.rows.map((row) => row.map((cell) => JSON.stringify(cell)).join(" ")).join(" / ")}`;
  }
}

describe("operators, loosest to tightest", () => {
  it.each([
    ["=1+2*3", "(1 + (2 * 3))"],
    ["=-2^2", "((- 2) ^ 2)"],
    ["=2^-1", "(2 ^ (- 1))"],
    ["=2^3^2", "((2 ^ 3) ^ 2)"],
    ["=5-3-1", "((5 - 3) - 1)"],
    ["=10%%", "(% (% 10))"],
    ["=-10%", "(% (- 10))"],
    ["=2^50%", "(2 ^ (% 50))"],
    ['=1&2+3="5"', '((1 & (2 + 3)) = "5")'],
    ["=1<>2>=3", "((1 <> 2) >= 3)"],
    ["=1<=2", "(1 <= 2)"],
    ["=--1", "(- (- 1))"],
    ["=+A1", "(+ ref  A1)"],
    ["=@A1:A3", "(@ ref  A1:A3)"],
    ["=-@x", "(- (@ name x))"],
    ["=A1:INDEX(B:B,3)", "(ref  A1 range INDEX(ref  B:B | 3))"],
    ["=A1:B2 B1:B9", "(ref  A1:B2 intersection ref  B1:B9)"],
    ["=SUM(A:A 1:1)", "SUM((ref  A:A intersection ref  1:1))"],
    ["=SUM((A1,B2 C3))", "SUM([(ref  A1 union (ref  B2 intersection ref  C3))])"],
    ["=(1+2)*3", "([(1 + 2)] * 3)"],
    ["=A1#+1", "((spill ref  A1) + 1)"],
    ["=A1 (B1)", "(ref  A1 intersection [ref  B1])"],
    ["= \n1\t+ 2 \r\n", "(1 + 2)"],
    ["1+1", "(1 + 1)"],
  ])("%s", (text, tree) => expect(sketch(parse(text))).toBe(tree));
});

describe("constants", () => {
  it.each([
    ["=1", "1"],
    ["=.5", "0.5"],
    ["=1.", "1"],
    ["=1E3", "1000"],
    ["=1e-3", "0.001"],
    ["=1.5E+2", "150"],
    ['="a ""b"" c"', '"a \\"b\\" c"'],
    ['=""', '""'],
    ["=true", "true"],
    ["=FALSE", "false"],
    ["=TRUE()", "TRUE()"],
    ["=#N/A", "#N/A"],
    ["=#div/0!", "#DIV/0!"],
    ["=#SPILL!", "#SPILL!"],
    ["=#GETTING_DATA", "#GETTING_DATA"],
    ['={1,-2.5;TRUE,"x"}', 'array 1 -2.5 / true "x"'],
    ["={#N/A}", 'array {"error":"#N/A"}'],
  ])("%s", (text, tree) => expect(sketch(parse(text))).toBe(tree));
});

describe("functions and names", () => {
  it.each([
    ["=sum(1,,2)", "SUM(1 | missing | 2)"],
    ["=F()", "F()"],
    ["=IF(a,,)", "IF(name a | missing | missing)"],
    ["=SUM (1)", "SUM(1)"],
    ["=LOG10(5)", "LOG10(5)"],
    ["=_xlfn.XLOOKUP(1,2,3)", "XLOOKUP(1 | 2 | 3)"],
    ["=_xlfn._xlws.SORT(A1:A3)", "SORT(ref  A1:A3)"],
    ["=_xll.Rate(1)", "_XLL.RATE(1)"],
    ["=LAMBDA(x,x+1)(2)", "apply LAMBDA(name x | (name x + 1))(2)"],
    ["=_xlfn.LET(_xlpm.a,1,_xlpm.a)", "LET(name a | 1 | name a)"],
    ["=_xlfn.ANCHORARRAY(A1)", "(spill ref  A1)"],
    ["=_xlfn.SINGLE(A1:A2)", "(@ ref  A1:A2)"],
    ["=Rate.2024", "name Rate.2024"],
    ["=_x\\y?", "name _x\\y?"],
    ["=Größe+Бюджет", "(name Größe + name Бюджет)"],
    ["=XFE1", "name XFE1"],
    ["=A1048577", "name A1048577"],
    ["=Sheet1!Rate", "name Sheet1!Rate"],
    ["=[1]!Rate", "name [1]!Rate"],
    ["=Practices", "name Practices"],
    ["=TRUEST", "name TRUEST"],
  ])("%s", (text, tree) => expect(sketch(parse(text))).toBe(tree));
});

describe("structured references", () => {
  it.each([
    ["=[@Col]", "table own {thisRow} Col..Col"],
    ["=[@[List size]]", "table own {thisRow} List size..List size"],
    ["=@[Col]", "(@ table own {} Col..Col)"],
    ["=[Col]", "table own {} Col..Col"],
    ["=[[Col]]", "table own {} Col..Col"],
    ["=T[Col]", "table T {} Col..Col"],
    ["=T[[Col]]", "table T {} Col..Col"],
    ["=T[@Col]", "table T {thisRow} Col..Col"],
    ["=T[@]", "table T {thisRow} all"],
    ["=T[]", "table T {} all"],
    ["=T[#All]", "table T {all} all"],
    ["=T[#this row]", "table T {thisRow} all"],
    ["=T[[#Headers],[Col]]", "table T {headers} Col..Col"],
    ["=T[[#This Row],[Col]]", "table T {thisRow} Col..Col"],
    ["=T[[#Headers],[#Data],[A]:[B]]", "table T {headers data} A..B"],
    ["=T[ [#Headers] , [A] : [B] ]", "table T {headers} A..B"],
    ["=T[[A]:[B]]", "table T {} A..B"],
    ["=T[@[A]:[B]]", "table T {thisRow} A..B"],
    ["=[[#This Row],[x]]", "table own {thisRow} x..x"],
    ["=[@['[x'] '#1 ''q'' '@]]", "table own {thisRow} [x] #1 'q' @..[x] #1 'q' @"],
    ["=T[Rate %, net]", "table T {} Rate %, net..Rate %, net"],
    ["=T[[ a\nb ]]", "table T {}  a\nb .. a\nb "],
    ["=T[Бюджет]", "table T {} Бюджет..Бюджет"],
    ["=[1]!T[Col]", "table [1]!T {} Col..Col"],
    ["=T[#REF!]", "#REF!"],
    ["=T[[#This Row],[#REF!]]", "#REF!"],
    ["=T[[A]:[B]]:T[C]", "(table T {} A..B range table T {} C..C)"],
  ])("%s", (text, tree) => expect(sketch(parse(text))).toBe(tree));

  it("says where the column name stands", () => {
    const tree = parse("=1+T[[#This Row],[List size]]");
    const column = tree.kind === "binary" ? tree.right : tree;
    expect(column).toMatchObject({ start: 3, end: 29, columnSpan: { start: 18, end: 27 } });
  });
});

describe("A1 references", () => {
  it.each([
    ["=a1", "ref  A1"],
    ["=$A$1", "ref  $A$1"],
    ["=A$1:$B2", "ref  A$1:$B2"],
    ["=A:C", "ref  A:C"],
    ["=$A:C", "ref  $A:C"],
    ["=1:5", "ref  1:5"],
    ["=$1:$5", "ref  $1:$5"],
    ["=XFD1048576", "ref  XFD1048576"],
    ["=Sheet1!A1:B2", "ref Sheet1 A1:B2"],
    ["='My ''sheet'!A1", "ref My 'sheet A1"],
    ["=Sheet1!A:A", "ref Sheet1 A:A"],
    ["=Sheet1!2:3", "ref Sheet1 2:3"],
    ["=Sheet1:Sheet3!A1", "ref Sheet1:Sheet3 A1"],
    ["='Jan 1:Dec 2'!A1", "ref Jan 1:Dec 2 A1"],
    ["=[1]Sheet!A1", "ref [1]Sheet A1"],
    ["='[Book.xlsx]Sheet 1'!A1", "ref [Book.xlsx]Sheet 1 A1"],
    ["='C:\\Plans\\[Book.xlsx]Sheet'!A1", "ref C:\\Plans\\[Book.xlsx]Sheet A1"],
    ["=Sheet1!#REF!", "#REF!"],
    ["=#REF!A1", "#REF!"],
    ["=LOG10!A1", "ref LOG10 A1"],
  ])("%s", (text, tree) => expect(sketch(parse(text))).toBe(tree));
});

describe("what is refused, where, and why", () => {
  it.each<[string, string, RegExp]>([
    ["=", "=", /empty/],
    ["", "", /empty/],
    ["=SUM(1,2", "(", /never closed/],
    ["=(1+2", "(", /never closed/],
    ["=1+2)", ")", /no opening bracket/],
    ['="abc', '"abc', /closing quote/],
    ["=1+*2", "*", /two operators/],
    ["=1+", "", /stops too early/],
    ["=SUM(1;2)", ";", /commas, not semicolons/],
    ["=“abc”", "“", /straight quotes/],
    ["=2×3", "×", /\* to multiply/],
    ["=A1−1", "−", /- to subtract/],
    ["=A1≥1", "≥", />=/],
    ["=£5", "£", /without £/],
    ["=1,234", ",", /without a comma/],
    ["=1 2", "2", /operator/],
    ["=A1 2", "2", /operator/],
    ["=5x", "5x", /cannot start with a digit/],
    ["=[Col", "[Col", /no closing \]/],
    ["=Col]", "]", /no \[ before/],
    ["=T[[A],[B]]", "B", /two separate columns/],
    ["=T[#Nothing]", "#Nothing", /not a part of a table/],
    ["='Sheet1", "'Sheet1", /closing apostrophe/],
    ["='abc'", "'abc'", /double quotes/],
    ["={1,2;3}", "{1,2;3}", /same number of values/],
    ["={1,A1}", "A1", /only numbers/],
    ["={1", "{", /never closed/],
    ["=1:A", ":", /join two cells/],
    ["=Sheet1!", "Sheet1!", /missing after the sheet/],
    ["=$A", "$A", /not a cell/],
    ["=1e999", "1e999", /larger than Excel/],
    ["==1", "=", /two operators/],
    [`="${"x".repeat(256)}"`, `"${"x".repeat(256)}"`, /255 characters/],
  ])("%s", (text, place, message) => {
    const parsed = parseFormula(text);
    if (parsed.ok) throw new Error(`${text} was accepted`);
    expect(parsed.problem).toMatchObject({ code: "syntax", message: expect.stringMatching(message) });
    expect(text.slice(parsed.problem.start, parsed.problem.end)).toBe(place);
  });

  it("points at the second = of ==1", () => {
    const parsed = parseFormula("==1");
    expect(parsed).toMatchObject({ ok: false, problem: { start: 1, end: 2 } });
  });
});

describe("any text at all", () => {
  const signs = [
    ..."+-*/^&=<>%@#:,;(){}[]!'\"$.? \n“×_\\",
    "A1",
    "B:B",
    "SUM(",
    "T[",
    "1e",
    "#REF!",
    "TRUE",
    "x",
    "ß",
    "🙂",
  ];

  it("never throws, and a problem stands inside the text", () => {
    const garbage = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(fc.constantFrom(...signs), { maxLength: 40 }).map((parts) => `=${parts.join("")}`),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        const parsed = parseFormula(text);
        if (parsed.ok) {
          const shown = printFormula(parsed.tree, { form: "display" });
          const again = parseFormula(shown);
          expect(again.ok && printFormula(again.tree, { form: "display" })).toBe(shown);
        } else {
          const { start, end } = parsed.problem;
          expect(start >= 0 && start <= end && end <= text.length).toBe(true);
        }
      }),
      { seed: 20_260_404, numRuns: 20_000 },
    );
  });

  const size = 100_000;
  it.each([
    ["opening brackets", "(".repeat(size)],
    ["square brackets", "[".repeat(size)],
    ["square brackets that close", "[".repeat(size) + "]".repeat(size)],
    ["minus signs", "-".repeat(size)],
    ["functions", "F(".repeat(size)],
    ["arguments", `F(${"1,".repeat(size)}1)`],
    ["a long sum", "1+".repeat(size)],
    ["percent signs", `1${"%".repeat(size)}`],
    ["quotes", '"'.repeat(size)],
    ["apostrophes", "'".repeat(size)],
    ["a long word", "a".repeat(size)],
    ["words and colons", "a:".repeat(size)],
    ["intersections", "A1 ".repeat(size)],
    ["calls of calls", `F${"()".repeat(size)}`],
    ["braces", "{".repeat(size)],
    ["digits", "1".repeat(size)],
    ["bracketed names", "T[[a]:[b]]+".repeat(size / 10)],
    ["escapes", `T[${"''".repeat(size)}]`],
    ["blanks", " ".repeat(size)],
  ])("100,000 %s take no more than linear time", (_name, text) => {
    const started = performance.now();
    parseFormula(text);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it.each([
    ["a sum of 2,000 terms", `=1${"+1".repeat(2_000)}`],
    ["2,000 powers", `=1${"^1".repeat(2_000)}`],
    ["2,000 percent signs", `=1${"%".repeat(2_000)}`],
    ["2,000 intersections", `=A1${" A1".repeat(2_000)}`],
    ["60 levels of functions", `=${"IF(1,".repeat(60)}1${")".repeat(60)}`],
  ])("prints and walks %s", (_name, text) => {
    const tree = parse(text);
    expect(printFormula(tree, { form: "display" })).toBe(text);
    let count = 0;
    walkTree(tree, () => count++);
    expect(count).toBeGreaterThan(60);
    expect(rewriteFormula(text, { ownTable: null })).toBe(text);
  });

  it("refuses what is nested too deeply", () => {
    expect(parseFormula(`=${"(".repeat(300)}1${")".repeat(300)}`)).toMatchObject({
      ok: false,
      problem: { message: expect.stringMatching(/nested too deeply/) },
    });
  });
});
