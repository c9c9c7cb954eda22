// Problems as rows: counted, filtered and written out as text. Apart from the table so that it can be tested.

import type { Problem } from "../../plan/problem.ts";
import { importText } from "./text.ts";

export type SeverityFilter = "all" | Problem["severity"];

export function problemCounts(problems: readonly Problem[]): Readonly<Record<Problem["severity"], number>> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const problem of problems) counts[problem.severity] += 1;
  return counts;
}

const ORDER = { error: 0, warning: 1, note: 2 } as const;

/** The problems of a severity that hold every word of the text; errors first, otherwise as they came. */
export function matchingProblems(
  problems: readonly Problem[],
  severity: SeverityFilter,
  find: string,
): readonly Problem[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  return problems
    .filter((problem) => severity === "all" || problem.severity === severity)
    .filter((problem) => {
      const { row, column, subject } = problem.where ?? {};
      const all = [problem.message, problem.remedy, row, column, subject].join(" ").toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .sort((left, right) => ORDER[left.severity] - ORDER[right.severity]);
}

/** Tab-separated lines with headings, so that they paste into a spreadsheet as a table. */
export function problemsAsText(problems: readonly Problem[]): string {
  const clean = (text: string) => text.replace(/[\t\r\n]+/g, " ");
  const lines = problems.map((problem) => [
    importText.severities[problem.severity],
    problem.where?.file ?? "",
    problem.where?.sheet ?? "",
    String(problem.where?.row ?? ""),
    problem.where?.column ?? "",
    problem.message,
    problem.remedy ?? "",
  ]);
  const head = [
    importText.severity,
    importText.file,
    importText.sheet,
    importText.row,
    importText.field,
    importText.problem,
    importText.whatToDo,
  ];
  return [head, ...lines].map((line) => line.map(clean).join("\t")).join("\n");
}
