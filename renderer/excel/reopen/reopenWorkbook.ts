// A workbook that Catchment exported, opened in Catchment again: the plan it carries, and every edit made in Excel since as a
// change that the user takes or leaves. The plan is exported once more and the two workbooks are compared, so what counts
// as unchanged is exactly what the export writes.
//
// What must stay true: nothing edited, no changes, whatever program saved the workbook in between; results of formulas are
// never compared; everything that was edited is a change or a problem in words.

import { PlanCalculation } from "../../plan/calculation.ts";
import type { Plan } from "../../plan/plan.ts";
import { done, failed, type Problem, type Result } from "../../plan/problem.ts";
import { readWorkbook } from "../read/readWorkbook.ts";
import type { WorkbookContent } from "../read/workbookContent.ts";
import { isEmbeddedPlan } from "../write/embeddedPlan.ts";
import { COMPARISON_SHEET } from "../write/names.ts";
import { writeWorkbook } from "../write/workbook.ts";
import { carriedPlan } from "./carriedPlan.ts";
import type { WorkbookChange } from "./changeList.ts";
import { compareColumns, type NewColumns } from "./columnEdits.ts";
import { type Comparing, startComparing } from "./comparing.ts";
import { compareFormulaColumn, type NewFormulas } from "./formulaEdits.ts";
import { compareGroups } from "./groupEdits.ts";
import { compareInputColumn } from "./inputEdits.ts";
import { compareRows } from "./rowEdits.ts";
import { type BaseEdits, rowNamesOf } from "./rowNames.ts";
import { compareAssumptions, compareReadMe } from "./wordEdits.ts";

export { type AppliedChanges, applyWorkbookChanges, type WorkbookChange } from "./changeList.ts";

export interface ReopenedWorkbook {
  /** The plan as it was exported. */
  readonly plan: Plan;
  /** In an order in which they can be done. */
  readonly changes: readonly WorkbookChange[];
  /** Edits that cannot become changes, and what else deserves a look. */
  readonly problems: readonly Problem[];
}

/** The plan of a workbook that Catchment exported, and what was edited in it. A workbook without one is a problem. */
export function reopenWorkbook(content: WorkbookContent): Result<ReopenedWorkbook> {
  const embedded = carriedPlan(content);
  if (embedded === null)
    return failed(
      "no-plan-in-workbook",
      `${content.fileName} carries no plan of Catchment, or its hidden sheet was removed.`,
      {
        remedy: "Import data brings it in like any other workbook.",
        where: { file: content.fileName },
      },
    );
  if (!embedded.ok) return embedded;
  const { plan, problems } = embedded.value;
  const { bytes } = writeWorkbook(plan, new PlanCalculation(plan));
  const exported = readWorkbook(bytes, { fileName: content.fileName });
  if (!exported.ok) return exported;
  const comparing = startComparing(plan, exported.value, content);
  compareAll(comparing);
  const changes = comparing.list.settle(plan);
  return done({ plan, changes, problems: [...problems, ...comparing.list.problems] });
}

function compareAll(comparing: Comparing): void {
  const { plan, pairs } = comparing;
  tellOtherSheets(comparing);
  const newColumns: NewColumns = new Map();
  const formulas: NewFormulas = new Map();
  const baseEdits: BaseEdits = new Map();
  for (const pair of pairs) {
    const names = rowNamesOf(plan, pair, baseEdits);
    compareColumns(comparing, pair, names, newColumns);
    compareRows(comparing, pair, names, newColumns);
    for (const each of pair.table.columns) {
      if (each.role === "input") compareInputColumn(comparing, pair, each.column, names);
      else if (each.role === "formula" && each.column.kind === "formula")
        compareFormulaColumn(comparing, pair, each.column, names, formulas);
    }
  }
  for (const option of plan.options) compareGroups(comparing, option);
  compareAssumptions(comparing);
  compareReadMe(comparing);
}

/** Sheets that somebody added, and edits of the sheet that only shows what the others say. */
function tellOtherSheets({ exported, edited, list, pairs, assumptions }: Comparing): void {
  const known = new Set([...pairs.map(({ edited: { view } }) => view.sheet), assumptions?.edited.sheet]);
  const names = new Set(exported.sheets.map(({ name }) => name.toLowerCase()));
  for (const sheet of edited.sheets) {
    if (known.has(sheet) || names.has(sheet.name.toLowerCase()) || isEmbeddedPlan(sheet.value(1, 1)))
      continue;
    list.tell(
      "sheet-added",
      `The sheet "${sheet.name}" was added to the workbook; it is no part of the plan.`,
      sheet.name,
      {
        remedy: "To use what is on it, import the workbook's sheet as a table.",
      },
    );
  }
  const [before, after] = [exported, edited].map(({ sheets }) =>
    sheets.find(({ name }) => name === COMPARISON_SHEET),
  );
  if (before === undefined || after === undefined) return;
  let typed = 0;
  before.forEachCell((row, column) => {
    if (before.formula(row, column) !== undefined && after.formula(row, column) === undefined) typed += 1;
  });
  if (typed > 0)
    list.tell(
      "comparison-edited",
      `${typed} ${typed === 1 ? "cell" : "cells"} of the sheet ${COMPARISON_SHEET} ${typed === 1 ? "was" : "were"} typed over; the sheet shows what the plan calculates, so nothing was taken from it.`,
      COMPARISON_SHEET,
    );
}
