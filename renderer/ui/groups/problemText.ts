// A refusal as one text for the place beside a field: what is wrong and what to do.

import type { Problem } from "../../plan/problem.ts";

export function problemText(problem: Problem): string {
  return problem.remedy === undefined ? problem.message : `${problem.message} ${problem.remedy}`;
}
