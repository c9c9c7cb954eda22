// What every function and operator gives, as `formula | result`, in the second row of the table of
// support/table.ts (n 20, x -2.5, key "a", text "Banana", mixed "2", flag FALSE, day 44196). Results are Excel's.

import { expect, test } from "vitest";
import { functionList } from "../../../renderer/engine/index.ts";
import { ARRAY_EXAMPLES } from "./functionExamples/arraysAndLambdas.ts";
import { DATE_EXAMPLES } from "./functionExamples/dates.ts";
import { DISTRIBUTION_EXAMPLES } from "./functionExamples/distributions.ts";
import { ENGINEERING_EXAMPLES } from "./functionExamples/engineering.ts";
import { FINANCIAL_EXAMPLES } from "./functionExamples/financial.ts";
import { MATH_EXAMPLES } from "./functionExamples/math.ts";
import { STATISTICS_EXAMPLES } from "./functionExamples/statistics.ts";
import { WRITTEN_EXAMPLES } from "./functionExamples/written.ts";
import { examples, resultOf, shown, smallEngine } from "./support/table.ts";

const GROUPS: Readonly<Record<string, string>> = {
  ...ARRAY_EXAMPLES,
  ...DATE_EXAMPLES,
  ...ENGINEERING_EXAMPLES,
  ...FINANCIAL_EXAMPLES,
  ...WRITTEN_EXAMPLES,
  ...MATH_EXAMPLES,
  ...STATISTICS_EXAMPLES,
  ...DISTRIBUTION_EXAMPLES,
  operators: `
    =1+2*3 | 7
    =2^3^2 | 64
    =-2^2 | 4
    =10% | 0.1
    =50%*[@n] | 10
    ="3"+4 | 7
    =TRUE+1 | 2
    ="a"+1 | #VALUE!
    =[@blank]+1 | 1
    =[@blank]&"x" | "x"
    =[@blank] | 0
    =1/0 | #DIV/0!
    =0/0 | #DIV/0!
    =1E300*1E300 | #NUM!
    =0^0 | #NUM!
    =0^-1 | #DIV/0!
    =(-8)^(1/3) | #NUM!
    =#N/A+1/0 | #N/A
    =1/0+#N/A | #DIV/0!
    =1&2 | "12"
    =0.1+0.2&"" | "0.3"
    =1/3&"" | "0.333333333333333"
    =1E20&"" | "1E+20"
    =123456789012&"" | "123456789012"
    =0.00001&"" | "0.00001"
    =TRUE&"" | "TRUE"
    =-[@x] | 2.5
    =+[@text] | "Banana"
    =-[@text] | #VALUE!
    =0.5-0.4-0.1 | 0
    =(0.5-0.4-0.1) | -2.7755575615628914e-17
    =1*(0.5-0.4-0.1) | -2.7755575615628914e-17
  `,
  comparisons: `
    ="a"="A" | true
    ="a"<"B" | true
    =1<"1" | true
    ="z"<TRUE | true
    =1="1" | false
    =[@blank]=0 | true
    =[@blank]="" | true
    =[@blank]=FALSE | true
    =0.1+0.2=0.3 | true
    =[@n]>=20 | true
    =[@n]<>20 | false
    =[@key]="A" | true
    =[@x]<0 | true
    =#N/A=1 | #N/A
  `,
  sums: `
    =SUM(-1,0.9,0.1) | 0
    =SUM({-1,0.91,0.09}) | 0
    =SUM(-1,0.97,0.03) | -2.7755575615628914e-17
    =SUM(-1,0.9,0.1,0) | 2.7755575615628914e-17
    =SUM([n]) | 150
    =SUM([mixed]) | 1
    =SUM(1,"2",TRUE) | 4
    =SUM("x") | #VALUE!
    =SUM([@mixed]) | 0
    =SUM([@n],[@x]) | 17.5
    =SUM([n],[x]) | 10000000151
    =SUM(T[[n]:[x]]) | 10000000151
    =SUM(U[rate]*U[size]) | 100
    =SUM(IF([key]="a",[n],0)) | 70
    =SUMPRODUCT(([key]=[@key])*[n]) | 70
    =SUMPRODUCT([n],[n]) | 5500
    =SUMPRODUCT([n],U[size]) | #VALUE!
    =SUMPRODUCT(--([n]>20)) | 3
    =PRODUCT(2,3,4) | 24
    =SUBTOTAL(9,[n]) | 150
    =SUBTOTAL(109,[n]) | 150
    =SUBTOTAL(1,[n]) | 30
    =SUBTOTAL(2,[mixed]) | 1
    =SUBTOTAL(4,[n]) | 50
  `,
  conditional: `
    =SUMIF([key],"a",[n]) | 70
    =SUMIF([key],[@key],[n]) | 70
    =SUMIF([n],">20") | 120
    =SUMIF([key],"b",U[size]) | 400
    =SUMIFS([n],[key],"b") | 40
    =SUMIFS([n],[key],[@key]) | 70
    =SUMIFS([n],[key],[@key],[n],">20") | 50
    =SUMIFS([n],[key],[@key],[n],">"&[@n]) | 50
    =SUMIFS([n],[flag],[@flag]) | 60
    =SUMIFS([n],[key],"nobody") | 0
    =SUMIFS([n],[key],"<>a") | 80
    =SUMIFS([n],U[key],"a") | #VALUE!
    =COUNTIF([key],"b") | 2
    =COUNTIF([n],30) | 1
    =COUNTIF([n],"30") | 1
    =COUNTIF([n],">") | 0
    =COUNTIF([text],"<>5") | 5
    =COUNTIF([text],5) | 1
    =COUNTIF([text],"*an*") | 1
    =COUNTIF([text],"?") | 1
    =COUNTIF([blank],"") | 5
    =COUNTIF([blank],"=") | 5
    =COUNTIF([text],"<>") | 5
    =COUNTIF([text],"") | 1
    =COUNTIF([n],[@blank]) | 0
    =COUNTIF([n],"<="&30) | 3
    =COUNTIF([mixed],TRUE) | 1
    =COUNTIF([mixed],"TRUE") | 1
    =COUNTIFS([key],[@key],[flag],FALSE) | 1
    =SUM(COUNTIF([key],{"a","b"})) | 4
    =AVERAGEIF([key],"a",[n]) | 35
    =AVERAGEIFS([n],[key],[@key]) | 35
    =AVERAGEIFS([n],[key],"nobody") | #DIV/0!
    =MINIFS([n],[key],[@key]) | 20
    =MAXIFS([n],[key],[@key]) | 50
    =MAXIFS([n],[key],"nobody") | 0
  `,
  statistics: `
    =COUNT([mixed]) | 1
    =COUNT(1,"2","x",TRUE) | 3
    =COUNTA([mixed]) | 4
    =COUNTBLANK([text]) | 1
    =AVERAGE([n]) | 30
    =AVERAGE([blank]) | #DIV/0!
    =MIN([n]) | 10
    =MAX([x]) | 10000000000
    =MIN([blank]) | 0
    =MIN([@n],5) | 5
    =MAX([@mixed],1) | 1
    =MEDIAN([n]) | 30
    =MEDIAN(1,2,3,4) | 2.5
    =LARGE([n],2) | 40
    =SMALL([n],2) | 20
    =LARGE([n],6) | #NUM!
    =STDEV.S([n]) | 15.811388300841896
    =STDEV.P([n]) | 14.142135623730951
    =VAR.S([n]) | 250
    =VAR.P([n]) | 200
    =VAR.S(1) | #DIV/0!
    =PERCENTILE.INC([n],0.3) | 22
    =PERCENTILE([n],0.5) | 30
    =QUARTILE.INC([n],1) | 20
    =QUARTILE([n],5) | #NUM!
    =STDEV([n]) | 15.811388300841896
    =RANK([@n],[n]) | 4
    =RANK.EQ([@n],[n],1) | 2
    =RANK.AVG(1,{1,1,2},1) | 1.5
    =RANK(7,[n]) | #N/A
  `,
  distributions: `
    =ROUND(NORM.S.DIST(1.96,TRUE),12) | 0.975002104852
    =ROUND(NORM.S.DIST(0,FALSE),12) | 0.398942280401
    =NORM.S.DIST(0,TRUE) | 0.5
    =1-NORM.S.DIST(9,TRUE) | 0
    =NORM.S.DIST(-10,TRUE) | 7.619853024160526e-24
    =NORMSDIST(-1) | 0.15865525393145707
    =NORM.DIST(42,40,1.5,TRUE) | 0.9087887802741321
    =NORMDIST(42,40,0,TRUE) | #NUM!
    =ROUND(NORM.S.INV(0.975),12) | 1.959963984540
    =NORM.S.INV(0.5) | 0
    =NORM.S.INV(0) | #NUM!
    =ROUND(NORM.INV(0.9,100,10),10) | 112.8155156554
    =NORMINV(0.5,3,2) | 3
    =NORMSINV(0.5) | 0
    =ROUND(POISSON.DIST(2,5,TRUE),12) | 0.124652019483
    =ROUND(POISSON.DIST(2,5,FALSE),12) | 0.084224337489
    =ROUND(POISSON.DIST(9,5,TRUE),12) | 0.968171942694
    =POISSON.DIST(1E9,1E9,TRUE)>0.5 | true
    =POISSON.DIST(1E300,5,TRUE) | #NUM!
    =POISSON.DIST(0,0,TRUE) | 1
    =ROUND(BINOM.DIST(6,10,0.5,FALSE),12) | 0.205078125
    =ROUND(BINOM.DIST(6,10,0.5,TRUE),12) | 0.828125
  `,
  logic: `
    =IF([@n]>15,"yes","no") | "yes"
    =IF(FALSE,1) | false
    =IF(TRUE,,2) | 0
    =IF("x",1,2) | #VALUE!
    =IF(#N/A,1,2) | #N/A
    =IF(TRUE,1,1/0) | 1
    =IF([@blank],1,2) | 2
    =IFERROR(1/0,"e") | "e"
    =IFERROR([@n],0) | 20
    =IFNA(#N/A,1) | 1
    =IFNA(1/0,1) | #DIV/0!
    =IFS([@n]>50,"a",[@n]>10,"b") | "b"
    =IFS(FALSE,1) | #N/A
    =SWITCH([@key],"b",1,"A",2) | 2
    =SWITCH(9,1,"a","other") | "other"
    =SWITCH(9,1,"a") | #N/A
    =CHOOSE(2,"a","b") | "b"
    =CHOOSE(3,"a","b") | #VALUE!
    =AND(TRUE,[@n]>10) | true
    =AND(TRUE,"x") | #VALUE!
    =AND(TRUE,"") | true
    =OR("") | #VALUE!
    =AND([flag]) | false
    =OR(FALSE,[@flag]) | false
    =OR([text]) | #VALUE!
    =XOR(TRUE,TRUE,TRUE) | true
    =NOT([@flag]) | true
    =TRUE() | true
    =FALSE() | false
    =NA() | #N/A
    =LET(a,2,b,a+1,a*b) | 6
    =LET(v,[@n],LET(w,v+1,w*v)) | 420
  `,
  rounding: `
    =CEILING.MATH(0.1,0.0999999999999996) | 0.0999999999999996
    =CEILING.MATH(0.4,0.0999999999999996) | 0.499999999999998
    =ROUND(2.675,2) | 2.68
    =ROUND(1.005,2) | 1.01
    =ROUND(-2.5,0) | -3
    =ROUND(1234.5,-2) | 1200
    =ROUND(0.5,0) | 1
    =ROUNDUP(1.01,1) | 1.1
    =ROUNDUP(-1.01,0) | -2
    =ROUNDDOWN(-1.99,0) | -1
    =ROUNDUP(0.1*3,1) | 0.3
    =TRUNC(-8.9) | -8
    =TRUNC(8.987,2) | 8.98
    =INT(-1.5) | -2
    =MROUND(10,3) | 9
    =MROUND(7.5,5) | 10
    =MROUND(-10,3) | #NUM!
    =MOD(-3,2) | 1
    =MOD(3,-2) | -1
    =MOD(1,0) | #DIV/0!
    =MOD(5,1E-10) | 9.999981783901343e-11
    =ABS([@x]) | 2.5
    =SIGN([@x]) | -1
    =SQRT(16) | 4
    =SQRT([@x]) | #NUM!
    =POWER(2,10) | 1024
    =EXP(0) | 1
    =EXP(1000) | #NUM!
    =LN(1) | 0
    =LN(0) | #NUM!
    =LOG(8,2) | 3
    =LOG10(1000) | 3
    =LOG(100) | 2
    =PI() | 3.141592653589793
  `,
  lookups: `
    =INDEX([n],3) | 30
    =INDEX(T[[n]:[x]],2,2) | -2.5
    =INDEX([n],6) | #REF!
    =SUM(INDEX(T[[n]:[x]],0,1)) | 150
    =INDEX({1,2,3},2) | 2
    =MATCH("B",[key],0) | 1
    =MATCH([@key],U[key],0) | 1
    =MATCH(25,[n]) | 2
    =MATCH(25,[n],1) | 2
    =MATCH(5,[n]) | #N/A
    =MATCH("ban*",[text],0) | 2
    =MATCH(5,[text],0) | #N/A
    =MATCH("5",[text],0) | 3
    =MATCH(#N/A,[n],0) | #N/A
    =MATCH(25,{50,40,30,20},-1) | 3
    =XMATCH(25,[n],-1) | 2
    =XMATCH(25,[n],1) | 3
    =XMATCH("a",[key],0,-1) | 5
    =XLOOKUP([@key],U[key],U[size]) | 100
    =XLOOKUP("q",U[key],U[size]) | #N/A
    =XLOOKUP("q",U[key],U[size],"none") | "none"
    =XLOOKUP("q",U[key],U[size],,0) | #N/A
    =SUM(XLOOKUP("b",U[key],U[[rate]:[size]])) | 200.25
    =XLOOKUP("z",U[key],U[rate]) | 0
    =VLOOKUP([@key],U[[key]:[size]],3,FALSE) | 100
    =VLOOKUP("B",U[[key]:[size]],2,0) | 0.25
    =VLOOKUP("c",U[[key]:[size]],3,TRUE) | 200
    =VLOOKUP("q",U[[key]:[size]],2,FALSE) | #N/A
    =VLOOKUP("a",U[[key]:[size]],4,FALSE) | #REF!
    =VLOOKUP("a",U[#All],3,FALSE) | 100
    =HLOOKUP("size",U[#All],3,FALSE) | 200
    =LOOKUP(25,[n]) | 20
    =LOOKUP(25,[n],[x]) | -2.5
    =INDEX(U[rate],MATCH([@key],U[key],0)) | 0.5
    =INDEX(T[#Headers],1,2) | "x"
    =T[[#Headers],[n]] | "n"
    =ROWS([n]) | 5
    =COLUMNS(T[[n]:[key]]) | 3
    =ROW([@n])-ROW(T[[#Headers],[n]]) | 2
    =U[@size] | #VALUE!
    =SUM(T[@[n]:[x]]) | 17.5
  `,
  texts: `
    =TEXT(1234.5,"#,##0.00") | "1,234.50"
    =TEXT(0.25,"0%") | "25%"
    =TEXT([@blank],"#,##0") | "0"
    =TEXT(1,"mm###") | #VALUE!
    =TEXT(-1,"d/m/yy") | #VALUE!
    =VALUE("1,234") | 1234
    =VALUE("x") | #VALUE!
    =LEFT([@text],3) | "Ban"
    =LEFT("ab") | "a"
    =RIGHT([@text],2) | "na"
    =RIGHT("ab",0) | ""
    =MID([@text],2,3) | "ana"
    =MID("ab",0,1) | #VALUE!
    =LEN([@text]) | 6
    =LEN([@n]) | 2
    =TRIM("  a   b ") | "a b"
    =CLEAN("a"&CHAR(10)&"b") | "ab"
    =UPPER("aé") | "AÉ"
    =LOWER("AB") | "ab"
    =PROPER("o'neil OF dr.smith") | "O'Neil Of Dr.Smith"
    =CONCAT("a",1,TRUE) | "a1TRUE"
    =CONCAT(U[key]) | "abz"
    =CONCATENATE("a",[@n]) | "a20"
    =TEXTJOIN(", ",TRUE,[text]) | "apple, Banana, 5, cherry pie"
    =TEXTJOIN("-",FALSE,"a","","b") | "a--b"
    =SUBSTITUTE("a-b-c","-","+") | "a+b+c"
    =SUBSTITUTE("a-b-c","-","+",2) | "a-b+c"
    =REPLACE("abcdef",2,3,"X") | "aXef"
    =FIND("n",[@text]) | 3
    =FIND("b",[@text]) | #VALUE!
    =FIND("n",[@text],4) | 5
    =SEARCH("B",[@text]) | 1
    =SEARCH("n?n",[@text]) | 3
    =SEARCH("~",[@text]) | 1
    =EXACT("a","A") | false
    =REPT("ab",3) | "ababab"
    =CHAR(163) | "£"
    =CODE("A") | 65
    =CODE("€") | 128
    =N("x") | 0
    =N(TRUE) | 1
    =T(1) | ""
    =T("x") | "x"
  `,
  information: `
    =ISBLANK([@blank]) | true
    =ISBLANK("") | false
    =ISNUMBER([@n]) | true
    =ISNUMBER([@mixed]) | false
    =ISTEXT([@mixed]) | true
    =ISNONTEXT([@blank]) | true
    =ISLOGICAL([@flag]) | true
    =ISERROR(1/0) | true
    =ISERR(#N/A) | false
    =ISNA(#N/A) | true
    =ISEVEN([@n]) | true
    =ISODD(3.9) | true
  `,
  dates: `
    =DATE(2020,1,1) | 43831
    =DATE(2020,14,1) | 44228
    =DATE(1900,2,29) | 60
    =DATE(9999,13,-1) | #NUM!
    =YEAR([@day]) | 2020
    =MONTH([@day]) | 12
    =DAY([@day]) | 31
    =YEAR("2020-05-06") | 2020
    =EDATE([@day],2) | 44255
    =EOMONTH([@day],0) | 44196
    =EOMONTH([@day],-1) | 44165
    =DATEDIF(DATE(2020,1,31),DATE(2021,3,1),"Y") | 1
    =DATEDIF(DATE(2020,1,31),DATE(2021,3,1),"M") | 13
    =DATEDIF(DATE(2020,1,31),DATE(2020,1,1),"D") | #NUM!
    =DATEDIF(DATE(2020,1,15),DATE(2021,3,10),"YM") | 1
    =DAYS(DATE(2020,3,1),DATE(2020,2,1)) | 29
    =YEAR(-1) | #NUM!
  `,
  arrays: `
    =SUM(FILTER([n],[key]="a")) | 70
    =FILTER([n],[key]="c") | 40
    =SUM(FILTER([n],[key]="q",0)) | 0
    =FILTER([n],[key]="q") | #CALC!
    =INDEX(SORT([n],1,-1),1) | 50
    =ROWS(UNIQUE([key])) | 3
    =SUM(SEQUENCE(4)) | 10
    =SUM(SEQUENCE(2,2,10,5)) | 70
    =[n]*2 | #SPILL!
    =UNIQUE([key]) | #SPILL!
    =SUM({1,2;3,4}*{10;100}) | 730
    =SUM(LEN([text])) | 22
    =MAX(ABS([x]-[n])) | 9999999950
  `,
};

for (const [group, text] of Object.entries(GROUPS))
  test(group, () => {
    for (const [formula, wanted] of examples(text)) {
      const found = resultOf(formula);
      if (typeof wanted === "number" && typeof found === "number")
        expect(Math.abs(found - wanted), `${formula} gives ${found}`).toBeLessThanOrEqual(
          1e-14 * Math.abs(wanted),
        );
      else expect(found, formula).toBe(wanted);
    }
  });

test("a formula calculated block by block and value by value gives the same", () => {
  // With its cells in LET's variables, a formula is evaluated value by value: no kernel, index or kept total.
  for (const text of Object.values(GROUPS))
    for (const [formula] of examples(text)) {
      if (formula.startsWith("=0.5-0.4") || formula.includes("U[@")) continue;
      const cells = [...new Set(formula.match(/\[@\w+\]/g) ?? ["[@n]"])];
      const names = cells.map((cell, place) => [`cell${place}_`, cell] as const);
      const body = names.reduce((text, [name, cell]) => text.replaceAll(cell, name), formula.slice(1));
      const slow = `=LET(${names.map((pair) => pair.join(",")).join(",")},${body})`;
      const engine = smallEngine({ fast: formula, slow });
      expect(
        engine.problems().filter((each) => each.code !== "unsupported"),
        slow,
      ).toEqual([]);
      for (let row = 0; row < 5; row++) {
        const [fast, value] = ["fast", "slow"].map((each) =>
          shown(engine.column("T", each, "base").value(row)),
        );
        expect(value, `${slow} in row ${row}`).toBe(fast);
      }
    }
});

test("every function described has an example", () => {
  const text = Object.values(GROUPS).join("\n");
  const without = functionList.map((each) => each.name).filter((name) => !text.includes(`${name}(`));
  expect(without).toEqual([]);
});
