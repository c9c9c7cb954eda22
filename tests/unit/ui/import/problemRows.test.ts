// Problems counted, filtered and copied.

import { describe, expect, it } from "vitest";
import type { Problem } from "../../../../renderer/plan/problem.ts";
import {
  matchingProblems,
  problemCounts,
  problemsAsText,
} from "../../../../renderer/ui/import/problemRows.ts";

const PROBLEMS: readonly Problem[] = [
  { code: "note", severity: "note", message: "6 practices added." },
  {
    code: "text-in-number",
    severity: "error",
    message: 'Row 4 has "abc" in List size.',
    remedy: "Enter a number.",
    where: { file: "a.csv", row: 4, column: "List size", subject: "A81001" },
  },
  { code: "duplicate-code", severity: "warning", message: "A81002 twice,\nin rows 5\tand 6." },
];

describe("problems", () => {
  it("are counted by severity", () => {
    expect(problemCounts(PROBLEMS)).toEqual({ error: 1, warning: 1, note: 1 });
  });

  const filters = [
    ["all, errors first", "all", "", ["error", "warning", "note"]],
    ["warnings", "warning", "", ["warning"]],
    ["by practice code", "all", "a81001", ["error"]],
    ["by row and field", "all", "4 list", ["error"]],
    ["nothing found", "error", "added", []],
  ] as const;
  it.each(filters)("%s", (_, severity, find, expected) => {
    expect(matchingProblems(PROBLEMS, severity, find).map((problem) => problem.severity)).toEqual(expected);
  });

  it("become one line each, with as many cells as headings", () => {
    const lines = problemsAsText(PROBLEMS).split("\n");
    expect(lines).toHaveLength(1 + PROBLEMS.length);
    for (const line of lines) expect(line.split("\t")).toHaveLength(lines[0]?.split("\t").length ?? 0);
    expect(lines[2]).toContain("a.csv\t\t4\tList size");
  });
});
