// `export`: the plan as a live Excel workbook.

import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import { serialOfMoment } from "../../renderer/plan/clock.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { printJson, printLine, printProblems } from "./output.ts";
import { readPlan, write } from "./planFiles.ts";

export const exportVerb: Verb = {
  name: "export",
  usage: "export PLAN BOOK.xlsx [--json]",
  help: "Writes every option as Excel tables with live formulas and assumptions as defined names.",
  async run(argumentList) {
    const given = parseArguments(argumentList, { texts: [], flags: ["json"] });
    const [planPath, bookPath, ...more] = given.files;
    if (planPath === undefined || bookPath === undefined || more.length > 0) {
      throw new UsageError("Name a plan file and the workbook to write.");
    }
    if (!/\.xlsx$/i.test(bookPath)) throw new UsageError("The workbook's name must end in .xlsx.");
    const plan = await readPlan(planPath);
    const { bytes, problems } = writeWorkbook(plan, new PlanCalculation(plan, serialOfMoment(new Date())));
    await write(bookPath, bytes);
    printProblems(problems);
    if (given.flag("json"))
      printJson({ workbook: bookPath, bytes: bytes.length, options: plan.options.length, problems });
    else
      printLine(
        `Wrote ${bookPath}: ${plan.options.length} ${plan.options.length === 1 ? "option" : "options"}, live.`,
      );
  },
};
