// `open`: a workbook that Catchment exported, as a plan again, with the edits that were made in it since.
//
// What must stay true: the workbook stays as it is; every edit is listed, taken or not.

import { basename, resolve } from "node:path";
import { readWorkbook } from "../../renderer/excel/read/readWorkbook.ts";
import { applyWorkbookChanges, reopenWorkbook } from "../../renderer/excel/reopen/reopenWorkbook.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { expectValue, printJson, printLine, printProblems } from "./output.ts";
import { readBytes, writePlan } from "./planFiles.ts";
import { oneWorkbook } from "./workbookFile.ts";

export const openVerb: Verb = {
  name: "open",
  usage: "open BOOK.xlsx --plan OUT.catchment [--accept all|none] [--json]",
  help: "Opens a workbook that Catchment exported: the plan it carries, with the edits made in it since as changes (all are taken, or with --accept none only listed).",
  async run(argumentList) {
    const given = parseArguments(argumentList, { texts: ["plan", "accept"], flags: ["json"] });
    const path = oneWorkbook(given.files);
    const out = given.text("plan");
    const accept = given.text("accept") ?? "all";
    if (out === undefined || out === "") throw new UsageError("Name the plan to write with --plan.");
    if (accept !== "all" && accept !== "none") throw new UsageError("--accept takes all or none.");
    if (resolve(path) === resolve(out))
      throw new UsageError("The plan would be written over the workbook. Give it another name.");
    const content = expectValue(readWorkbook(await readBytes(path), { fileName: basename(path) }));
    const { plan, changes, problems } = expectValue(reopenWorkbook(content));
    const taken = applyWorkbookChanges(plan, accept === "all" ? changes : []);
    await writePlan(out, taken.plan);
    const all = [...content.problems, ...problems, ...taken.problems];
    printProblems(all);
    if (given.flag("json")) {
      const list = changes.map(({ sentence, sheet, cell, command }) => ({ sentence, sheet, cell, command }));
      printJson({ workbook: path, plan: out, changes: list, taken: taken.taken, problems: all });
      return;
    }
    for (const { sentence, sheet, cell } of changes)
      printLine(`${cell === "" ? sheet : `${sheet}!${cell}`}: ${sentence}`);
    const edits = `${changes.length} ${changes.length === 1 ? "edit" : "edits"}`;
    printLine(
      changes.length === 0
        ? `Wrote ${out}: nothing was edited in the workbook.`
        : `Wrote ${out}: ${edits} found, ${taken.taken} taken.`,
    );
  },
};
