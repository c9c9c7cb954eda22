// `findings`: lists the cells that break the formula of their column or row, with what the formula would give and the
// difference; of any workbook, or of a plan. The file stays as it is.

import type { Value } from "../../renderer/engine/index.ts";
import type { WorkbookFinding } from "../../renderer/excel/findings/findings.ts";
import { findingsWorkbook } from "../../renderer/excel/findings/findingsWorkbook.ts";
import { type FindingsReport, findingsReport, kindInWords } from "../../renderer/excel/findings/report.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { plainValue, printJson, printLine, printProblems, printTable, shown } from "./output.ts";
import { readPlan, write } from "./planFiles.ts";
import { showPlanFindings } from "./planFindings.ts";
import { oneWorkbook, readWorkbookFile } from "./workbookFile.ts";

export const findingsVerb: Verb = {
  name: "findings",
  usage: "findings BOOK.xlsx|PLAN.catchment [--json] [--out FINDINGS.xlsx]",
  help: "Lists the cells of a workbook that break the formula of their column or row, or a plan's cells that hold something else than their formula, and the difference each makes. Exit code 0, also with findings.",
  async run(argumentList) {
    const given = parseArguments(argumentList, { texts: ["out"], flags: ["json"] });
    const path = oneWorkbook(given.files);
    const out = given.text("out");
    if (out !== undefined && !/\.xlsx$/i.test(out))
      throw new UsageError("The report's name must end in .xlsx.");
    if (/\.catchment$/i.test(path)) {
      if (out !== undefined)
        throw new UsageError(
          "A plan's findings are in the workbook that export writes; --out is for workbooks.",
        );
      showPlanFindings(await readPlan(path), given.flag("json"));
      return;
    }
    const { book, problems } = await readWorkbookFile(path);
    const report = findingsReport(book);
    printProblems(problems);
    if (out !== undefined) await write(out, await findingsWorkbook(report, new Date()));
    if (given.flag("json")) printJson(asJson(report, problems));
    else printReport(report);
    if (out !== undefined && !given.flag("json")) printLine(`Wrote ${out}.`);
  },
};

function asJson(report: FindingsReport, problems: readonly unknown[]): unknown {
  const tables = new Set(report.blocks.filter((block) => block.isTable).map((block) => block.name));
  return {
    workbook: report.workbook,
    findings: report.findings.map(({ line, direction, numberFormat, ...each }) => ({
      sheet: each.sheet,
      cell: each.cell,
      table: tables.has(each.block) ? each.block : null,
      block: each.block,
      column: line,
      direction,
      kind: each.kind,
      value: plainValue(each.value),
      formula: each.formula,
      expected: plainValue(each.expected),
      expectedFormula: each.expectedFormula,
      difference: each.difference,
      money: each.money,
      numberFormat,
    })),
    total: report.total,
    moneyTotal: report.moneyTotal,
    formulas: report.formulas,
    blocks: report.blocks,
    problems,
  };
}

function printReport(report: FindingsReport): void {
  const { findings } = report;
  if (findings.length === 0) {
    printLine(
      `${report.workbook}: no cell breaks the formula of its column or row (${report.formulas} formulas).`,
    );
    return;
  }
  printTable(
    ["Cell", "Column or row", "What it is", "Stands there", "Would give", "Difference"],
    findings.map((each) => [
      `${each.sheet}!${each.cell}`,
      each.line,
      kindInWords(each.kind),
      each.formula ?? inFormat(each.value, each),
      inFormat(each.expected, each),
      inFormat(each.difference, each),
    ]),
    new Set([3, 4, 5]),
  );
  const count = `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`;
  const money = findings.filter((each) => each.money).length;
  const total = `Differences come to ${shown(report.total, "#,##0.00")}`;
  const part =
    money === 0 ? "" : `, of them ${shown(report.moneyTotal, "#,##0.00")} in money (${money} cells)`;
  printLine(`${count} among ${report.formulas} formulas. ${total}${part}.`);
}

function inFormat(value: Value, { numberFormat }: WorkbookFinding): string {
  return shown(value, numberFormat);
}
