// The findings of a plan for the command line: cells of formula columns that hold something else than their formula gives.
// `findings` lists them, `import` shows those that a file brought.

import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import { serialOfMoment } from "../../renderer/plan/clock.ts";
import { type Findings, findingsOf } from "../../renderer/plan/findings.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import { plainValue, printJson, printLine, printTable, shown } from "./output.ts";

/** The plan's findings with their figures. */
export function planFindings(plan: Plan): Findings {
  return findingsOf(plan, new PlanCalculation(plan, serialOfMoment(new Date())));
}

export function showPlanFindings(plan: Plan, asJson: boolean): void {
  const findings = planFindings(plan);
  if (asJson) printJson({ plan: plan.title, ...findingsAsJson(findings) });
  else printFindings(plan, findings);
}

export function findingsAsJson({ cells, total }: Findings) {
  return {
    findings: cells.map((each) => ({
      table: each.table,
      row: each.rowName,
      column: each.column,
      file: each.finding.fileName,
      cell: each.finding.cell,
      kind: each.finding.kind,
      value: plainValue(each.standing),
      formula: each.finding.formula === "" ? null : each.finding.formula,
      expected: plainValue(each.formulaValue),
      expectedFormula: each.formula,
      difference: each.difference,
      money: each.isMoney,
      status: each.finding.status,
    })),
    total,
  };
}

function printFindings(plan: Plan, { cells, total }: Findings): void {
  if (cells.length === 0) {
    printLine(`${plan.title}: every cell of a formula column holds what its formula gives.`);
    return;
  }
  printTable(
    ["Table", "Row", "Column", "Came from", "Stands there", "Would give", "Difference", "Status"],
    cells.map((each) => [
      each.table,
      each.rowName,
      each.column,
      [each.finding.fileName, each.finding.cell].filter((part) => part !== "").join(" "),
      each.finding.formula === "" ? shown(each.standing, each.format) : each.finding.formula,
      shown(each.formulaValue, each.format),
      shown(each.difference, each.format),
      each.finding.status,
    ]),
    new Set([4, 5, 6]),
  );
  const count = `${total.cells} ${total.cells === 1 ? "finding" : "findings"}, ${total.open} open`;
  const money =
    total.moneySize === 0
      ? ""
      : ` Differences in money come to ${shown(total.money, "#,##0.00")}, ${shown(total.moneySize, "#,##0.00")} without their signs.`;
  printLine(`${count}.${money}`);
}
