// The plan's findings in the form of a workbook's: the same places, figures and totals.

import { expect, test } from "vitest";
import { planFindingsReport } from "../../../renderer/app/reviewing.ts";
import { Session } from "../../../renderer/app/session.ts";
import { createMemoryHost } from "../../../renderer/host/memoryHost.ts";
import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";

function planWithFindings(): Session {
  const session = new Session(createMemoryHost(), emptyPlan("County"));
  const steps = [
    {
      type: "addTable",
      name: "Posts",
      title: "Posts of the body",
      columns: [
        { name: "Post", type: "text" },
        { name: "Cost", format: "£#,##0" },
        { name: "Twice", formula: "=[@Cost]*2", format: "£#,##0" },
        { name: "Share", formula: "=[@Cost]/SUM([Cost])", format: "0%" },
      ],
    },
    {
      type: "addRows",
      table: "Posts",
      rows: [
        { Post: "Chair", Cost: 30 },
        { Post: "Nurse", Cost: 10 },
      ],
    },
    {
      type: "overrideFormula",
      table: "Posts",
      row: "Chair",
      column: "Twice",
      value: 50,
      fileName: "book.xlsx",
      cell: "Sums of May!C2",
    },
    { type: "overrideFormula", table: "Posts", row: "Nurse", column: "Share", value: "none" },
  ] as const;
  for (const step of steps) {
    const result = session.dispatch(step);
    if (!result.ok) throw new Error(result.problem.message);
  }
  return session;
}

test("each finding keeps its place, its formula and its difference", () => {
  const report = planFindingsReport(planWithFindings());
  expect(report.workbook).toBe("County");
  expect(report.formulas).toBe(4);
  expect(
    report.findings.map(({ sheet, cell, block, line, kind }) => [sheet, cell, block, line, kind]),
  ).toEqual([
    ["Sums of May", "C2", "Posts of the body", "Twice of Chair", "constant"],
    ["", "", "Posts of the body", "Share of Nurse", "text"],
  ]);
  expect(
    report.findings.map(({ value, expected, difference, money }) => [value, expected, difference, money]),
  ).toEqual([
    [50, 60, -10, true],
    ["none", 0.25, null, false],
  ]);
  expect([report.total, report.moneyTotal]).toEqual([-10, -10]);
});
