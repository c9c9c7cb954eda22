// `check`: recalculates a workbook with our engine, and with LibreOffice where that is installed, and lists every cell
// whose value is not the one that was saved.

import {
  type CellDifference,
  checkWorkbook,
  NOT_COMPARED,
  type NotComparedReason,
  valueInWords,
  type WorkbookCheck,
} from "../../renderer/excel/check/checkWorkbook.ts";
import {
  compareRecalculated,
  type RecalculatedCell,
} from "../../renderer/excel/check/compareRecalculated.ts";
import type { FormulaBook } from "../../renderer/excel/formulas/formulaBook.ts";
import { parseArguments, type Verb } from "./arguments.ts";
import { libreOfficeMissing, libreOfficeVersion, recalculate } from "./libreOffice.ts";
import { FoundDifferences, plainValue, printJson, printLine, printProblems, printTable } from "./output.ts";
import { oneWorkbook, readWorkbookFile, workbookOf } from "./workbookFile.ts";

/** LibreOffice gets this long for one workbook. */
const LONGEST_MILLISECONDS = 180_000;

export const checkVerb: Verb = {
  name: "check",
  usage: "check BOOK.xlsx [--json] [--no-libreoffice]",
  help: "Recalculates every formula and lists the cells that differ from their saved values. Exit code 0 when all agree, 1 when a cell differs; what LibreOffice makes of them is shown and changes nothing.",
  async run(argumentList) {
    const given = parseArguments(argumentList, { texts: [], flags: ["json", "no-libreoffice"] });
    const path = oneWorkbook(given.files);
    const { book, problems } = await readWorkbookFile(path);
    const check = checkWorkbook(book);
    const asked = given.flag("no-libreoffice")
      ? { missing: "not asked" }
      : await askLibreOffice(path, book, check);
    printProblems(problems);
    if (given.flag("json")) printJson(asJson(book, check, asked, problems));
    else printCheck(book, check, asked);
    if (check.differ.length > 0) throw new FoundDifferences();
  },
};

type LibreOfficeAnswer =
  | {
      readonly version: string;
      readonly compared: number;
      /** Where LibreOffice's value is not ours. */
      readonly differ: readonly RecalculatedCell[];
      /** LibreOffice's value of every cell that differs from the saved one with us, by `Sheet!A1`. */
      readonly values: ReadonlyMap<string, RecalculatedCell["libreOffice"]>;
    }
  | { readonly missing: string };

async function askLibreOffice(
  path: string,
  book: FormulaBook,
  check: WorkbookCheck,
): Promise<LibreOfficeAnswer> {
  const missing = libreOfficeMissing();
  if (missing !== null) return { missing };
  try {
    const version = await libreOfficeVersion();
    const recalculated = workbookOf(await recalculate(path, LONGEST_MILLISECONDS), book.fileName).book;
    return { version, ...compareRecalculated(book, recalculated, check) };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

function asJson(
  book: FormulaBook,
  check: WorkbookCheck,
  asked: LibreOfficeAnswer,
  problems: readonly unknown[],
): unknown {
  const values = "missing" in asked ? new Map<string, never>() : asked.values;
  const cell = (each: CellDifference) => {
    const libreOffice = values.get(`${each.sheet}!${each.cell}`);
    return {
      sheet: each.sheet,
      cell: each.cell,
      formula: each.formula,
      functions: each.functions,
      cached: plainValue(each.cached),
      ours: plainValue(each.ours),
      ...(libreOffice !== undefined && { libreOffice: plainValue(libreOffice) }),
    };
  };
  return {
    workbook: book.fileName,
    stale: book.isStale,
    cells: check.cells,
    agree: check.agree,
    differ: check.differ.map(cell),
    notCompared: check.notCompared,
    byFunction: check.byFunction,
    libreOffice:
      "missing" in asked
        ? asked
        : {
            version: asked.version,
            compared: asked.compared,
            differ: asked.differ.map((each) => ({
              ...each,
              cached: plainValue(each.cached),
              ours: plainValue(each.ours),
              libreOffice: plainValue(each.libreOffice),
            })),
          },
    problems,
  };
}

function printCheck(book: FormulaBook, check: WorkbookCheck, asked: LibreOfficeAnswer): void {
  if (book.isStale)
    printLine(
      `${book.fileName} asks to be calculated when it is opened: its saved values may be out of date.`,
    );
  if (check.differ.length > 0) {
    const values = "missing" in asked ? null : asked.values;
    printTable(
      ["Cell", "Formula", "Saved", "Ours", ...(values === null ? [] : ["LibreOffice"])],
      check.differ.map((each) => [
        `${each.sheet}!${each.cell}`,
        each.formula.length > 60 ? `${each.formula.slice(0, 57)}...` : each.formula,
        valueInWords(each.cached),
        valueInWords(each.ours),
        ...(values === null ? [] : [valueInWords(values.get(`${each.sheet}!${each.cell}`) ?? null)]),
      ]),
      new Set([2, 3, 4]),
    );
    printLine(`By function: ${check.byFunction.map(({ name, differ }) => `${name} ${differ}`).join(", ")}.`);
  }
  printLine(
    `${check.cells} formula cells: ${check.agree} agree with their saved values, ${check.differ.length} differ.`,
  );
  for (const [reason, count] of Object.entries(check.notCompared))
    printLine(
      `Not compared: ${count} ${count === 1 ? "cell" : "cells"}, which ${NOT_COMPARED[reason as NotComparedReason]}.`,
    );
  if ("missing" in asked) printLine(`LibreOffice: ${asked.missing}.`);
  else
    printLine(
      `LibreOffice ${asked.version}: ${asked.compared} cells compared with ours, ${asked.differ.length} differ${asked.differ.length === 0 ? "" : ` (first: ${asked.differ[0]?.sheet}!${asked.differ[0]?.cell})`}.`,
    );
}
