// The plan that a workbook carries, if Catchment exported it. Apart from reopening, because whoever is given a workbook asks
// first: it is opened, and neither imported nor saved back into.

import type { Plan } from "../../plan/plan.ts";
import { type Problem, problem, type Result } from "../../plan/problem.ts";
import type { WorkbookContent } from "../read/workbookContent.ts";
import { isEmbeddedPlan, readEmbeddedPlan } from "../write/embeddedPlan.ts";

/** Code of the problem that an import gives for a workbook that is to be opened. */
export const WORKBOOK_WITH_PLAN = "workbook-with-plan";

/** The plan in the workbook, or why it cannot be read; null when it carries none. */
export function carriedPlan(
  content: WorkbookContent,
): Result<{ readonly plan: Plan; readonly problems: readonly Problem[] }> | null {
  const sheet = content.sheets.find((each) => isEmbeddedPlan(each.value(1, 1)));
  if (sheet === undefined) return null;
  return readEmbeddedPlan(Array.from({ length: sheet.rows }, (_, at) => sheet.value(at + 1, 1)));
}

/** Why a workbook is not imported: it carries a plan. Null when it carries none that could be opened; then its cells are all there is. */
export function refuseCarriedPlan(content: WorkbookContent): Problem | null {
  const carried = carriedPlan(content);
  if (carried === null || !carried.ok) return null;
  const { fileName } = content;
  return problem(
    WORKBOOK_WITH_PLAN,
    `${fileName} carries a Catchment plan, "${carried.value.plan.title}": it is opened, not imported.`,
    { remedy: "Open brings back the plan with what was edited in the workbook.", where: { file: fileName } },
  );
}
