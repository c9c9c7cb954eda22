// Formulas over the cells of a workbook: what references mean, what old formulas do with ranges, how arrays fill their
// cells, and how cells wait for each other. Results are Excel's.

import { describe, expect, test } from "vitest";
import type { Value } from "../../../renderer/engine/index.ts";
import { at, bookOf, sheetOf, type Typed } from "./support/book.ts";
import { examples, shown } from "./support/table.ts";

/** A1:C4 of the first sheet; D is blank; row 6 is free for formulas in row 6, column F. */
const DATA: readonly (readonly Typed[])[] = [
  [1, "x", 10, null],
  [2, "y", 20, null],
  [3, "x", 30, null],
  ["4", true, "=A1+A2", null],
];

const TABLE = {
  name: "Sales",
  sheet: 1,
  row: 1,
  column: 1,
  rows: 5,
  columns: ["Item", "Amount", "Rate %"],
  hasHeaders: true,
  hasTotals: true,
};

const OTHER: readonly (readonly Typed[])[] = [
  ["Item", "Amount", "Rate %", null],
  ["a", 100, 0.1, "=Sales[@Amount]*2"],
  ["b", 200, 0.2, "=Sales[Amount]"],
  ["c", 300, 0.3, "=SUM(Sales[[#This Row],[Amount]:[Rate %]])"],
  ["Total", "=SUBTOTAL(109,Sales[Amount])", null, "=Sales[@Amount]"],
];

const NAMES = [
  { name: "Rate", sheet: null, formula: "0.5" },
  { name: "Numbers", sheet: null, formula: "Data!$A$1:$A$3" },
  { name: "Local", sheet: 0, formula: '"of Data"' },
  { name: "Local", sheet: null, formula: '"of the workbook"' },
  { name: "LEFT_OF", sheet: null, formula: "Data!XFD1" },
  { name: "TWICE", sheet: null, formula: "_xlfn.LAMBDA(_xlpm.n,_xlpm.n*2)" },
  { name: "FACTORIAL", sheet: null, formula: "LAMBDA(n,IF(n<2,1,n*FACTORIAL(n-1)))" },
];

function value(formula: string, typed = formula): Value {
  const rows: Typed[][] = DATA.map((row) => [...row]);
  rows.push([], [null, null, null, null, null, typed]);
  const book = bookOf({
    sheets: [sheetOf("Data", rows), sheetOf("Other one", OTHER)],
    tables: [TABLE],
    names: NAMES,
  });
  return at(book, 6, 6);
}

const GROUPS: Readonly<Record<string, string>> = {
  "cells and ranges": `
    =A1+C1 | 11
    =C4 | 3
    =D1 | 0
    =D1="" | true
    =SUM(A1:A4) | 6
    =SUM(A1:A3,"4") | 10
    =A4+1 | 5
    =SUM(A:A) | 6
    =SUM(1:1) | 11
    =SUM(A1:B2:C3) | 66
    =SUM($A$1:A$3) | 6
    =SUM((A1:A2,C1)) | 13
    =SUM(A1:C3 B2:C9) | 50
    =A1:A2 C1 | #NULL!
    =SUM('Other one'!B2:B4) | 600
    =SUM('Data:Other one'!B2) | 100
    =SUM(Data!A1:Data!A3) | 6
    =SUM(A1:Data!A3) | 6
    =SUM('Other one'!B2:'Other one'!B4) | 600
    =SUM(Data!A1:Data!B2:C3) | 66
    =SUM(Data!A1:'Other one'!B4) | #VALUE!
    =Missing!A1 | #REF!
    =Missing | #NAME?
    =SUM(A1:INDEX(A1:A4,2)) | 3
    =SUM(OFFSET(A1,1,0):A3) | 5
    =COUNTBLANK(D:D) | 1048576
    =COUNTIF(A:A,"<>x") | 1048576
    =COUNTIF(A:A,">1") | 2
    =ROWS(A:A) | 1048576
    =COLUMNS(1:2) | 16384
    =SUMIF(B1:B3,"x",C1) | 40
    =AVERAGEIF(B:B,"x",C:C) | 20
    =SUMPRODUCT((B:B="x")*1,C:C) | 40
    =MATCH(20,C:C,0) | 2
    =VLOOKUP(2,A1:C3,3,FALSE) | 20
    =SUM(XLOOKUP("y",B1:B3,A1:C3)) | 22
    =ROW(XLOOKUP("y",B1:B3,A1:A3)) | 2
    =SUM(XLOOKUP(1,A1:A3,C1:C3):XLOOKUP(2,A1:A3,C1:C3)) | 30
  `,
  "implicit intersection": `
    =A1:A3 | #VALUE!
    =F1:F9 | 0
    =A:A&"" | ""
    =@A6:C6 | #VALUE!
    =ABS(A1:A3) | #VALUE!
    =SUM(ABS(A1:A3)) | #VALUE!
    =SUMPRODUCT(ABS(A1:A3)) | 6
    =SUM(IF(TRUE,A1:A3)) | 6
    =LEN({"a","bbb"}) | 1
    =SUM(LEN({"a","bbb"})) | 4
    =LOOKUP(2,1/(A1:A3<3),C1:C3) | 20
    =COUNTIF(A1:A3,A1:A3) | 0
    =SUMPRODUCT(COUNTIF(A1:A3,A1:A3)) | 3
    =INDEX(A1:A3,0) | #VALUE!
    =IF(A1:A3>0,1,2) | #VALUE!
    =-A1:A3 | #VALUE!
  `,
  places: `
    =ROW() | 6
    =COLUMN() | 6
    =ROW(C2) | 2
    =COLUMN(C2) | 3
    =ADDRESS(ROW(),COLUMN()) | "$F$6"
    =CELL("address",C2) | "$C$2"
    =CELL("address",'Other one'!C2) | "'Other one'!$C$2"
    =CELL("type",D1)&CELL("type",B1)&CELL("type",A1) | "blv"
    =CELL("contents",C4) | 3
    =SHEET() | 1
    =SHEET('Other one'!A1) | 2
    =SHEET("other ONE") | 2
    =SHEETS() | 2
    =SHEETS('Data:Other one'!A1) | 2
    =ISFORMULA(C4) | true
    =ISFORMULA(A1) | false
    =FORMULATEXT(C4) | "=A1+A2"
    =FORMULATEXT(A1) | #N/A
    =ISREF(A1) | true
    =ISREF(OFFSET(A1,1,1)) | true
    =ISREF(A1+1) | false
    =AREAS((A1,B1:B2,C1)) | 3
    =INDEX((A1:A3,C1:C3),2,1,2) | 20
    =OFFSET(A1,1,2) | 20
    =SUM(OFFSET(A1,0,0,3)) | 6
    =SUM(OFFSET(C3,0,0,-2,1)) | 50
    =OFFSET(A1,-1,0) | #REF!
    =OFFSET(A1,0,0,0,1) | #REF!
    =SUM(OFFSET(A1:A3,0,2,,1)) | 60
    =INDIRECT("C2") | 20
    =SUM(INDIRECT("A1:A3")) | 6
    =SUM(INDIRECT("'Other one'!B2:B4")) | 600
    =INDIRECT("R2C3",FALSE) | 20
    =INDIRECT("R[-4]C[-3]",FALSE) | 20
    =SUM(INDIRECT("C1",FALSE)) | 6
    =SUM(INDIRECT("Numbers")) | 6
    =INDIRECT("1+1") | #REF!
    =INDIRECT("nothing here") | #REF!
    =SUM(INDIRECT("Sales[Amount]")) | 600
    =SUMPRODUCT(SUMIF(INDIRECT({"A1:A3","C1:C3"}),">1")) | 65
    =SUMPRODUCT(SUBTOTAL(9,OFFSET(A1,{0,1,2},2))) | 60
    =SUM(OFFSET(A1,{0,1,2},2)) | 60
  `,
  names: `
    =Rate*2 | 1
    =SUM(Numbers) | 6
    =Local | "of Data"
    ='Other one'!Local | "of the workbook"
    =TWICE(21) | 42
    =FACTORIAL(10) | 3628800
    =FACTORIAL(170)>1 | true
    =LET(x,A1,x+1) | 2
    =SUM(MAP(A1:A3,LAMBDA(v,ROW(v)))) | 6
    =SUM(BYROW(A1:C3,LAMBDA(r,SUM(r)))) | 66
    =REDUCE(0,A1:A3,LAMBDA(a,v,a+v)) | 6
  `,
  tables: `
    =SUM(Sales[Amount]) | 600
    =ROUND(SUM(Sales),9) | 600.6
    =Sales[[#Totals],[Amount]] | 600
    =Sales[[#Headers],[Rate %]] | "Rate %"
    =ROWS(Sales[#All]) | 5
    =ROWS(Sales[[#Data],[#Totals],[Item]]) | 4
    =ROWS(Sales[[#Headers],[#Data],[Item]]) | 4
    =COUNT(Sales[[Amount]:[Rate %]]) | 6
    =Sales[@Amount] | #VALUE!
    =Sales[Nothing] | #REF!
    =Nothing[Amount] | #REF!
  `,
};

for (const [name, text] of Object.entries(GROUPS))
  test.each(examples(text))(`${name}: %s`, (formula, expected) => {
    expect(shown(value(formula))).toBe(expected);
  });

test("a name's relative reference is seen from A1, and goes round at the edge of the sheet", () => {
  expect(value("=SUM(LEFT_OF)", "=LEFT_OF")).toBe(0);
  const book = bookOf({ sheets: [sheetOf("Data", [[7, "=LEFT_OF"]])], names: NAMES });
  expect(at(book, 1, 2)).toBe(7);
});

test("structured references in a table take the row they stand in", () => {
  const book = bookOf({ sheets: [sheetOf("Data", DATA), sheetOf("Other one", OTHER)], tables: [TABLE] });
  expect([2, 3, 4, 5].map((row) => shown(at(book, row, 4, 1)))).toEqual([200, 200, 300.3, "#VALUE!"]);
});

describe("arrays", () => {
  test("one entered with Ctrl+Shift+Enter stretches over its range, and the rest is #N/A", () => {
    const book = bookOf({
      sheets: [sheetOf("S", [[1, 2, "{=A1:A2*10}3x2"], [3, 4], [5, 6], ["{=SUM((A1:A3>1)*B1:B3)}"]])],
    });
    const cells = [1, 2, 3].map((row) => [3, 4].map((column) => shown(at(book, row, column))));
    expect(cells).toEqual([
      [10, 10],
      [30, 30],
      ["#N/A", "#N/A"],
    ]);
    expect(at(book, 4, 1)).toBe(10);
  });

  test("a dynamic one spills, A1# is what it filled, and something in its way makes it #SPILL!", () => {
    const book = bookOf({
      sheets: [
        sheetOf("S", [
          ["[=SEQUENCE(3)]3x1", "[=A1#*2]3x1", "=SUM(B1#)", "[=SEQUENCE(2)]", "=D1#"],
          [null, null, "=A2", "in the way"],
          [null, null, "=SUM(A1:A9)"],
        ]),
      ],
    });
    expect([1, 2, 3].map((row) => at(book, row, 2))).toEqual([2, 4, 6]);
    expect([at(book, 1, 3), at(book, 2, 3), at(book, 3, 3)]).toEqual([12, 2, 6]);
    expect([shown(at(book, 1, 4)), shown(at(book, 1, 5))]).toEqual(["#SPILL!", "#REF!"]);
  });
});

test("SUBTOTAL and AGGREGATE leave out other totals, hidden rows and errors as they are told", () => {
  const sheet = {
    ...sheetOf("S", [
      [1, "=SUBTOTAL(9,A1:A6)", "=SUBTOTAL(109,A1:A6)", "=SUBTOTAL(9,A1:A7)"],
      [2, "=AGGREGATE(9,4,A1:A6)", "=AGGREGATE(9,5,A1:A6)", "=AGGREGATE(9,6,A1:A8)"],
      [4, "=AGGREGATE(14,6,A1:A8,2)", "=SUBTOTAL(12,A1)"],
      [8],
      [16],
      [32],
      ["=SUBTOTAL(9,A1:A2)"],
      ["=1/0"],
    ]),
    hiddenRows: new Set([2, 3]),
    filteredRows: new Set([3]),
  };
  const book = bookOf({ sheets: [sheet] });
  expect([2, 3, 4].map((column) => shown(at(book, 1, column)))).toEqual([59, 57, 59]);
  expect([2, 3, 4].map((column) => shown(at(book, 2, column)))).toEqual([63, 57, 66]);
  expect([2, 3].map((column) => shown(at(book, 3, column)))).toEqual([16, "#VALUE!"]);
});

test("a shared formula moves its relative references, and goes round at the edge of the sheet", () => {
  const written = { row: 1, column: 2 };
  const shared = (row: number, column: number) => ({
    row,
    column,
    value: null,
    formula: "A1*$A$1",
    writtenFor: written,
  });
  const inputs = [2, 3, 5].map((each, place) => ({ row: place + 1, column: 1, value: each }));
  const cells = [...inputs, shared(1, 2), shared(2, 2), shared(3, 2), shared(3, 3)];
  const book = bookOf({ sheets: [{ ...sheetOf("S", []), cells }] });
  expect([1, 2, 3].map((row) => at(book, row, 2))).toEqual([4, 6, 10]);
  expect(at(book, 3, 3)).toBe(20);
  expect(book.formulaText(0, 3, 3)).toBe("=B3*$A$1");
});

test("a chain of 100,000 cells is calculated without exhausting the stack, from either end", () => {
  const length = 100_000;
  const cells = Array.from({ length }, (_, place) => ({
    row: place + 1,
    column: 1,
    value: null,
    formula: place === 0 ? "1" : `A${place}+1`,
  }));
  const book = bookOf({ sheets: [{ ...sheetOf("S", []), cells }] });
  expect(at(book, length, 1)).toBe(length);
  const wide = bookOf({
    sheets: [
      { ...sheetOf("S", []), cells: [...cells, { row: 1, column: 2, value: null, formula: "SUM(A:A)" }] },
    ],
  });
  expect(at(wide, 1, 2)).toBe((length * (length + 1)) / 2);
});

test("cells that read each other in a circle are 0 and say so; a choice not taken makes no circle", () => {
  const book = bookOf({
    sheets: [sheetOf("S", [["=B1+1", "=C1+1", "=A1+1", "=IF(TRUE,1,D1)", "=IF(FALSE,F1,2)", "=E1"]])],
  });
  expect(at(book, 1, 1)).toBe(3);
  expect(book.isCircular(0, 1, 1)).toBe(true);
  expect([4, 5, 6].map((column) => at(book, 1, column))).toEqual([1, 2, 2]);
  expect(book.isCircular(0, 1, 6)).toBe(false);
});

test("what cannot be calculated keeps its saved value and says why", () => {
  const formulas: readonly (readonly [string, string])[] = [
    ["=NOW()", "volatile"],
    ["=[1]Sheet1!A1", "external"],
    ["=MYADDIN(1)", "unknown-function"],
    ["=1+", "unsupported"],
  ];
  const cells = formulas.map(([formula], place) => ({
    row: place + 1,
    column: 1,
    value: 42 + place,
    formula,
  }));
  const after = { row: 9, column: 1, value: null, formula: "A1+1" };
  const book = bookOf({ sheets: [{ ...sheetOf("S", []), cells: [...cells, after] }] });
  for (const [place, [, reason]] of formulas.entries()) {
    expect(at(book, place + 1, 1)).toBe(42 + place);
    expect(book.notCalculated(0, place + 1, 1)).toBe(reason);
  }
  expect(at(book, 9, 1)).toBe(43);
  expect(book.notCalculated(0, 9, 1)).toBeNull();
});

test("a workbook with the 1904 date system counts its days from there", () => {
  const rows = [["=DATE(1904,1,2)", "=YEAR(0)", '=TEXT(0,"yyyy-mm-dd")']];
  const read = (dateSystem: 1900 | 1904) => {
    const book = bookOf({ sheets: [sheetOf("S", rows)], dateSystem });
    return [1, 2, 3].map((column) => at(book, 1, column));
  };
  expect(read(1904)).toEqual([1, 1904, "1904-01-01"]);
  expect(read(1900)).toEqual([1463, 1900, "1900-01-00"]);
});

test("a list that is not sorted is searched by halving, as Excel does it", () => {
  const book = bookOf({
    sheets: [
      sheetOf("S", [[5, "=MATCH(4,A1:A5)"], [1, "=MATCH(6,A1:A5)"], ["x", '=MATCH("z",A1:A5)'], [3], [9]]),
    ],
  });
  expect([1, 2, 3].map((row) => shown(at(book, row, 2)))).toEqual([4, 4, 3]);
});
