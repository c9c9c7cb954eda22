// `save-back`: what was changed in a plan, put into the workbook its data came from.
//
// What must stay true: the workbook itself stays as it is, a new one is written; conflicts are listed and never written over
// without --overwrite.

import { basename, extname, resolve } from "node:path";
import { comparisonInWords, partDifferences } from "../../renderer/excel/package/partDifferences.ts";
import { type SavedBack, saveBack } from "../../renderer/excel/saveBack/saveBack.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { expectValue, printJson, printLine, printProblems } from "./output.ts";
import { readBytes, readPlan, write } from "./planFiles.ts";

export const saveBackVerb: Verb = {
  name: "save-back",
  usage: "save-back PLAN --into BOOK.xlsx --out OUT.xlsx [--overwrite] [--allow-signed] [--json]",
  help: "Writes what was changed in the plan into a copy of the workbook its data came from; every other part is kept byte for byte.",
  async run(argumentList) {
    const given = parseArguments(argumentList, {
      texts: ["into", "out"],
      flags: ["overwrite", "allow-signed", "json"],
    });
    const [planPath, ...more] = given.files;
    if (planPath === undefined || more.length > 0) throw new UsageError("Name one plan file.");
    const book = given.text("into");
    const out = given.text("out");
    if (book === undefined) throw new UsageError("Name the workbook with --into BOOK.xlsx.");
    if (out === undefined) throw new UsageError("Say where to write with --out OUT.xlsx.");
    if ([book, planPath].some((path) => resolve(path) === resolve(out)))
      throw new UsageError("--out must be a new file, not the workbook or the plan.");
    if (extname(out).toLowerCase() !== extname(book).toLowerCase())
      throw new UsageError(`The new workbook's name must end in ${extname(book)}, like the old one's.`);
    const plan = await readPlan(planPath);
    const bytes = await readBytes(book);
    const saved = expectValue(
      saveBack(plan, bytes, {
        fileName: basename(book),
        overwrite: given.flag("overwrite"),
        allowSigned: given.flag("allow-signed"),
      }),
    );
    await write(out, saved.bytes);
    printProblems(saved.problems);
    if (given.flag("json")) {
      const { bytes: _, ...report } = saved;
      printJson({ workbook: out, ...report });
      return;
    }
    printSaved(out, saved);
    for (const line of comparisonInWords(expectValue(partDifferences(bytes, saved.bytes, basename(book)))))
      printLine(line);
  },
};

function printSaved(out: string, { written, conflicts, changedInFile }: SavedBack): void {
  const cells = written.reduce((sum, item) => sum + item.cells, 0);
  printLine(`Wrote ${out}: ${cells} ${cells === 1 ? "cell" : "cells"} changed.`);
  for (const item of written)
    printLine(
      `  ${item.sheet}!${item.cell}: ${item.what}, ${item.cells} ${item.cells === 1 ? "cell" : "cells"}`,
    );
  if (changedInFile > 0)
    printLine(
      `${changedInFile} cells were changed in the workbook only since the import; they are left as they are.`,
    );
  if (conflicts.length === 0) return;
  printLine(
    `Changed on both sides (${conflicts.length}); the workbook's values stay unless --overwrite is given:`,
  );
  for (const { sheet, cell, what, plan, workbook } of conflicts)
    printLine(`  ${sheet}!${cell}: ${what}: plan ${plan ?? "blank"}, workbook ${workbook ?? "blank"}`);
}
