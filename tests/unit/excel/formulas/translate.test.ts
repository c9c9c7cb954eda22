// Formulas of sheets in the language of columns, and whether they give the values that were saved.

import { describe, expect, test } from "vitest";
import type { Value } from "../../../../renderer/engine/index.ts";
import { findBlocks } from "../../../../renderer/excel/formulas/blocks.ts";
import { type BookFormulas, bookFormulas } from "../../../../renderer/excel/formulas/bookFormulas.ts";
import { type BookExtras, bookOf, type SheetRows, tableAt } from "../../../support/formulaBooks.ts";

const CODES = ["A1", "B2", "C3", "D4", "E5", "F6"];

/** A sheet `Data` of practices in rows 2 to 7 with one formula column, and other sheets beside it. */
function columnOf(
  formula: (row: number) => string,
  others: Readonly<Record<string, SheetRows>> = {},
  extras: BookExtras = {},
): { readonly formula: string | null; readonly reason: string | null; readonly book: BookFormulas } {
  const rows: Value[][] = [["Code", "List size", "Need % (1)", "Result"]];
  for (const [place, code] of CODES.entries())
    rows.push([code, 100 * (place + 1), (place % 3) / 4 + 0.5, formula(place + 2)]);
  const book = bookFormulas(findBlocks(bookOf({ Data: rows, ...others }, extras)));
  const [data] = book.blocks;
  const column = data?.columns.at(-1);
  return { formula: column?.formula ?? null, reason: column?.reason ?? null, book };
}

const INPUTS: SheetRows = [
  ["Assumptions for 2025/26"],
  [null],
  ["Allowance per head (£):", 20],
  ["Uplift", "=B3/100"],
];

/** Headings in row 3, below a title. */
const LOOKUP: SheetRows = [
  ["Places"],
  [null],
  ["Code", "Place", "Rate"],
  ...CODES.map((code, place): Value[] => [code, place % 2 === 0 ? "North" : "South", place / 10]),
];

describe("columns", () => {
  test.each([
    ["own row", (row: number) => `=B${row}*C${row}`, "=[@[List size]]*[@[Need % (1)]]"],
    ["absolute column", (row: number) => `=$B${row}/2`, "=[@[List size]]/2"],
    ["span of its row", (row: number) => `=SUM(B${row}:C${row})`, "=SUM([@[List size]:[Need % (1)]])"],
    ["whole column", (row: number) => `=B${row}/SUM(B:B)`, "=[@[List size]]/SUM([List size])"],
    ["whole range", (row: number) => `=B${row}/SUM($B$2:$B$7)`, "=[@[List size]]/SUM([List size])"],
    [
      "criteria",
      (row: number) => `=SUMIFS($B:$B,$A:$A,A${row},$C:$C,">0")`,
      '=SUMIFS([List size],[Code],[@Code],[Need % (1)],">0")',
    ],
    ["first row of its own", (row: number) => `=B${row}/B$2`, "=[@[List size]]/INDEX([List size],1)"],
    ["heading", (row: number) => `=A${row}&$A$1`, "=[@Code]&[[#Headers],[Code]]"],
    [
      "row number",
      (row: number) => `=ROW()-1+B${row}`,
      "=(ROW([@Code])-ROW([[#Headers],[Code]]))+[@[List size]]",
    ],
    ["column cut to its own row", (row: number) => `=B:B+$C${row}`, "=[@[List size]]+[@[Need % (1)]]"],
  ])("%s", (_, write, expected) => {
    const { formula, reason } = columnOf(write);
    expect({ formula, reason }).toEqual({ formula: expected, reason: null });
  });
});

describe("single cells become assumptions", () => {
  test("named after what stands beside them, with unit and source", () => {
    const { formula, book } = columnOf(
      (row) => `=B${row}*Inputs!$B$3`,
      { Inputs: INPUTS },
      { formats: { "Inputs!B3": "£#,##0.00" } },
    );
    expect(formula).toBe("=[@[List size]]*Allowance_per_head");
    expect(book.assumptions).toEqual([
      {
        name: "Allowance_per_head",
        value: 20,
        unit: "£",
        format: "£#,##0.00",
        source: "book.xlsx, Inputs!B3",
        note: "Allowance per head (£):",
        sheet: "Inputs",
        cell: "B3",
      },
    ]);
  });

  test("a short calculation is taken in, so that it stays live", () => {
    const { formula, book } = columnOf((row) => `=B${row}*Inputs!$B$4`, { Inputs: INPUTS });
    expect(formula).toMatch(/^=\[@\[List size\]\]\*\(Allowance_per_head\S*\/100\)$/);
    expect(book.assumptions).toHaveLength(1);
  });

  test("a defined name keeps its name; a name for a range is what it refers to", () => {
    const extras = { names: { Rate: "Inputs!$B$3", Sizes: "Data!$B$2:$B$7", Share: "0.25" } };
    const { formula, book } = columnOf((row) => `=B${row}*Rate*Share/SUM(Sizes)`, { Inputs: INPUTS }, extras);
    expect(formula).toBe("=[@[List size]]*Rate*Share/SUM([List size])");
    expect(book.assumptions.map((each) => [each.name, each.value])).toEqual([
      ["Rate", 20],
      ["Share", 0.25],
    ]);
  });

  test("two cells with one label have two names", () => {
    const inputs: SheetRows = [["Rate", 1], [null], ["Rate", 2]];
    const { formula } = columnOf((row) => `=B${row}*Inputs!$B$1+Inputs!$B$3`, { Inputs: inputs });
    expect(formula).toBe("=[@[List size]]*Rate+Rate_2");
  });
});

describe("lookups into another sheet", () => {
  const places = { Places: LOOKUP };
  test.each([
    [
      "INDEX and MATCH over whole columns",
      (row: number) => `=INDEX(Places!$B:$B,MATCH($A${row},Places!$A:$A,0))`,
      "=INDEX(Places[Place],MATCH([@Code],Places[Code],0))",
    ],
    [
      "INDEX and MATCH over ranges that begin in different rows",
      (row: number) => `=INDEX(Places!$B$4:$B$9,MATCH($A${row},Places!$A$3:$A$9,0)-1)`,
      "=INDEX(Places[Place],(MATCH([@Code],Places[Code],0)+1)-1)",
    ],
    [
      "MATCH alone counts the rows above",
      (row: number) => `=MATCH($A${row},Places!$A:$A,0)`,
      "=(MATCH([@Code],Places[Code],0)+3)",
    ],
    [
      "VLOOKUP",
      (row: number) => `=VLOOKUP(A${row},Places!$A$3:$C$9,3,FALSE)`,
      "=VLOOKUP([@Code],Places[[Code]:[Rate]],3,FALSE)",
    ],
    [
      "XLOOKUP",
      (row: number) => `=_xlfn.XLOOKUP(A${row},Places!A:A,Places!C:C)`,
      "=XLOOKUP([@Code],Places[Code],Places[Rate])",
    ],
    [
      "SUMIF",
      (row: number) => `=SUMIF(Places!$A:$A,A${row},Places!$C:$C)`,
      "=SUMIF(Places[Code],[@Code],Places[Rate])",
    ],
  ])("%s", (_, write, expected) => {
    const { formula, reason, book } = columnOf(write, places);
    expect({ formula, reason }).toEqual({ formula: expected, reason: null });
    expect(book.blocks[0]?.columns.at(-1)?.tables).toEqual(["Places"]);
    expect(book.blocks[0]?.columns.at(-1)?.agreement).toEqual({
      compared: 6,
      differences: [],
      problem: null,
    });
  });
});

describe("what cannot be a column says why", () => {
  test.each([
    ["a running total", (row: number) => (row === 2 ? "=B2" : `=D${row - 1}+B${row}`), /reads the row above/],
    ["a growing range", (row: number) => `=SUM(B$2:B${row})`, /grows from row to row/],
    ["the row below", (row: number) => `=B${row + 1}`, /reads the row below/],
    ["part of a column", (row: number) => `=B${row}/SUM($B$2:$B$4)`, /holds only some rows/],
    ["the same row of another sheet", (row: number) => `=Places!C${row + 2}`, /same row of the sheet Places/],
    ["an address as text", (row: number) => `=INDIRECT("B"&ROW(A${row}))`, /INDIRECT/],
    ["another workbook", (row: number) => `=B${row}*[1]Rates!$A$1`, /another workbook/],
    ["cells beside", (row: number) => `=B${row}*H${row}`, /beside its table/],
    ["a name that is not there", (row: number) => `=B${row}*Nowhere`, /Nowhere, which is not defined/],
    [
      "another value than was saved",
      (row: number) => `=COUNTA(A:A)+B${row}`,
      /other values than the workbook holds in 6 of 6 rows/,
    ],
  ])("%s", (_, write, why) => {
    const { formula, reason } = columnOf(write, { Places: LOOKUP });
    expect(formula).toBeNull();
    expect(reason).toMatch(why);
    expect(reason).toMatch(/^Result comes in as values: .*\.$/s);
  });
});

test("structured references pass through, old ones are cut to the row", () => {
  const rows: Value[][] = [
    ["Plan", "Actual", "Gap", "Share"],
    ...[1, 2, 3].map((n): Value[] => [
      n * 10,
      n * 9,
      "=T[Plan]-T[[#This Row],[Actual]]",
      "=T[[#This Row],[Gap]]/SUM(T[Gap])",
    ]),
  ];
  const table = tableAt("T", 0, "A1:D4", ["Plan", "Actual", "Gap", "Share"]);
  const { blocks } = bookFormulas(findBlocks(bookOf({ S: rows }, { tables: [table] })));
  expect(blocks[0]?.columns.map((each) => each.formula)).toEqual([
    null,
    null,
    "=[@Plan]-[@Actual]",
    "=[@Gap]/SUM([Gap])",
  ]);
});

test("assumptions avoid the names that the plan has", () => {
  const rows: Value[][] = [["Code", "n"], ...CODES.map((code): Value[] => [code, "=Inputs!$B$1*2"])];
  const book = findBlocks(bookOf({ Data: rows, Inputs: [["Rate", 5]] }));
  expect(bookFormulas(book, ["rate"]).assumptions.map((each) => each.name)).toEqual(["Rate_2"]);
});
