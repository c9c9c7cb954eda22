// What counts as a finding and what does not.

import { describe, expect, test } from "vitest";
import type { Value } from "../../../../renderer/engine/index.ts";
import type { WorkbookFinding } from "../../../../renderer/excel/findings/findings.ts";
import { findingsReport } from "../../../../renderer/excel/findings/report.ts";
import { type BookExtras, bookOf, tableAt } from "../../../support/formulaBooks.ts";

function findings(rows: readonly (readonly Value[])[], extras: BookExtras = {}): readonly WorkbookFinding[] {
  return findingsReport(bookOf({ Sheet1: rows }, extras)).findings;
}

function cells(rows: readonly (readonly Value[])[], extras: BookExtras = {}): readonly string[] {
  return findings(rows, extras).map((each) => `${each.cell} ${each.kind}`);
}

/** Practices in rows 2 to 9; `change` replaces cells by address. */
function practices(
  change: Readonly<Record<string, Value>> = {},
  more: readonly (readonly Value[])[] = [],
): Value[][] {
  const rows: Value[][] = [["Practice", "List size", "Rate", "Payment"]];
  for (let row = 2; row <= 9; row++) rows.push([`P${row}`, row * 100, 2, `=B${row}*C${row}`]);
  rows.push(...more.map((each) => [...each]));
  for (const [cell, value] of Object.entries(change)) {
    const row = rows[Number(cell.slice(1)) - 1];
    if (row !== undefined) row["ABCDEF".indexOf(cell.charAt(0))] = value;
  }
  return rows;
}

describe("a cell that breaks its column's formula", () => {
  test("a number typed over it, with what it would give and the difference in pounds", () => {
    expect(findings(practices({ D5: 1_250 }), { formats: { "Sheet1!D": "£#,##0" } })).toEqual([
      {
        sheet: "Sheet1",
        cell: "D5",
        block: "Sheet1",
        line: "Payment",
        direction: "column",
        kind: "constant",
        value: 1_250,
        formula: null,
        expected: 1_000,
        expectedFormula: "=B5*C5",
        difference: 250,
        money: true,
        numberFormat: "£#,##0",
      },
    ]);
  });

  test.each([
    ["in the first row", { D2: 1 }, ["D2 constant"]],
    ["in the last row", { D9: 1 }, ["D9 constant"]],
    ["another formula", { D4: "=B4*C4+50" }, ["D4 formula"]],
    ["another formula with the same result", { D4: "=B4+B4" }, ["D4 formula"]],
    ["a text over it", { D4: "to be agreed" }, ["D4 text"]],
    ["two of them", { D3: 1, D7: "=B7" }, ["D3 constant", "D7 formula"]],
    ["a formula in the wrong row", { D4: "=B5*C5" }, ["D4 formula"]],
  ])("%s", (_, change, expected) => {
    expect(cells(practices(change as Readonly<Record<string, Value>>))).toEqual(expected);
  });

  test("a number entered as text among numbers", () => {
    const rows = practices({}, [
      ["P10", "1,000", 2, "=B10*C10"],
      ["P11", 1_100, 2, "=B11*C11"],
    ]);
    expect(findings(rows).map((each) => [each.cell, each.kind, each.expected, each.difference])).toEqual([
      ["B10", "text-number", 1_000, -1_000],
    ]);
  });

  test("a total that leaves out the last rows", () => {
    const rows = practices({}, [["Total", "=SUM(B2:B7)", null, "=SUM(D2:D9)"]]);
    expect(
      findings(rows).map((each) => [each.cell, each.kind, each.expectedFormula, each.difference]),
    ).toEqual([["B10", "short-sum", "=SUM(B2:B9)", -1_700]]);
  });

  test("in a table of Excel", () => {
    const rows = practices({ D5: 7 });
    const table = tableAt("Payments", 0, "A1:D9", ["Practice", "List size", "Rate", "Payment"]);
    expect(findings(rows, { tables: [table] }).map((each) => [each.block, each.cell])).toEqual([
      ["Payments", "D5"],
    ]);
  });
});

describe("months across a row", () => {
  const model = (change: (rows: Value[][]) => void = () => {}): Value[][] => {
    const months = "BCDEFGHI".split("");
    const rows: Value[][] = [
      ["Line", ...months.map((_, place) => `M${place + 1}`), "Year"],
      ["Patients", ...months.map((_, place) => 100 + place), "=SUM(B2:I2)"],
      ["Income", ...months.map((letter) => `=${letter}2*3`), "=SUM(B3:I3)"],
      ["Cost", ...months.map((letter) => `=${letter}2*2+5`), "=SUM(B4:I4)"],
      ["Surplus", ...months.map((letter) => `=${letter}3-${letter}4`), "=SUM(B5:I5)"],
      ["Balance", "=B5", ...months.slice(1).map((letter, place) => `=${months[place]}6+${letter}5`), "=I6"],
    ];
    change(rows);
    return rows;
  };

  test("nothing to find: totals at the end, a balance that begins, other formulas in other rows", () => {
    expect(cells(model())).toEqual([]);
  });

  test("a number typed into a row is found", () => {
    const rows = model((all) => {
      const income = all[2];
      if (income !== undefined) income[4] = 900;
    });
    expect(findings(rows).map((each) => [each.cell, each.direction, each.line, each.expected])).toEqual([
      ["E3", "row", "Income", 309],
    ]);
  });

  test("actual figures before the forecast are no slip", () => {
    const rows = model((all) => {
      for (const place of [1, 2, 3]) for (const line of [2, 3]) (all[line] ?? [])[place] = 300;
    });
    expect(cells(rows)).toEqual([]);
  });
});

describe("what the sheet explains is no finding", () => {
  const running = (): Value[][] => {
    const rows = practices();
    rows[0]?.push("Running");
    for (let row = 2; row <= 9; row++) rows[row - 1]?.push(row === 2 ? "=D2" : `=E${row - 1}+D${row}`);
    return rows;
  };
  test.each([
    ["totals below", practices({}, [["Total", "=SUM(B2:B9)", null, "=SUM(D2:D9)"]])],
    ["totals after a blank row", practices({}, [[null], ["Total", "=SUM(B2:B9)", null, "=SUM(D2:D9)"]])],
    [
      "averages below totals",
      practices({}, [
        ["Total", "=SUM(B2:B9)", null, "=SUM(D2:D9)"],
        ["Average", "=AVERAGE(B2:B9)", null, "=AVERAGE(D2:D9)"],
      ]),
    ],
    ["a running total that begins", running()],
    ["half typed, half calculated", practices({ D2: 1, D3: 2, D4: 3, D5: 4 })],
    ["a heading between", practices({ A5: "Second part", B5: null, C5: null, D5: null })],
    ["blanks", practices({ D5: null })],
    [
      "text where there is nothing to calculate with",
      practices({ B5: "closed", C5: "closed", D5: "closed" }),
    ],
  ])("%s", (_, rows) => {
    expect(cells(rows)).toEqual([]);
  });

  test("alternating formulas", () => {
    const rows = practices();
    for (let row = 2; row <= 9; row += 2) (rows[row - 1] ?? [])[3] = `=B${row}/C${row}`;
    expect(cells(rows)).toEqual([]);
  });
});

test("the totals of a report are the sums of its differences", () => {
  const formats = { "Sheet1!D": "£#,##0" };
  const report = findingsReport(bookOf({ Sheet1: practices({ D3: 700, D5: 900 }) }, { formats }));
  expect([report.total, report.moneyTotal, report.formulas]).toEqual([0, 0, 6]);
  expect(report.findings.map((each) => each.difference)).toEqual([100, -100]);
});
