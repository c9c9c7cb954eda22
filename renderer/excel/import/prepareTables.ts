// The import of a file without practices: its tables come in as tables of the plan's own, for formulas to look up. Apart
// from the import of practices, which is about rows and codes.
//
// What must stay true: nothing is brought in but the tables chosen and those that their formulas read.

import type { ImportData } from "../../plan/commands/command.ts";
import type { Plan } from "../../plan/plan.ts";
import { done, failed, type ProblemPlace, type Result } from "../../plan/problem.ts";
import { listSizeColumnId } from "../../plan/tables.ts";
import type { ReadFile } from "../read/sourceFile.ts";
import { bringFormulas } from "./bringFormulas.ts";
import { chosenFormulas } from "./chosenFormulas.ts";
import { reportUntranslated } from "./formulaProblems.ts";
import type { Mapping } from "./mapping.ts";
import type { ImportSummary, PreparedImport } from "./prepareImport.ts";
import { firstOf, ProblemList } from "./problemList.ts";
import type { FileTables } from "./sheetTables.ts";
import { sourcePlaces, withPlaces } from "./sourcePlaces.ts";

/** A file without practices: its tables, to be looked up. */
export function prepareTables(
  plan: Plan,
  file: ReadFile,
  mapping: Mapping,
  found: FileTables,
): Result<PreparedImport> {
  const place: ProblemPlace = { file: file.fileName };
  const chosen = chosenFormulas(file, mapping, found, new Set());
  if (chosen.tables.length === 0)
    return failed("no-tables", `None of the tables of ${file.fileName} is chosen.`, {
      remedy:
        found.tables.length === 0
          ? "Choose a file with a row of headings and rows below it."
          : `Choose one of its tables: ${firstOf(found.tables.map((each) => each.name))}.`,
      where: place,
    });
  const problems = new ProblemList();
  problems.addAll(file.problems);
  reportUntranslated(mapping, chosen, new Map(), { place }, problems);
  const rows = chosen.tables.reduce((sum, table) => sum + table.rows.length, 0);
  const empty: ImportData = {
    type: "importData",
    source: {
      fileName: file.fileName,
      description: mapping.description,
      dataDate: mapping.dataDate,
      rows,
      columns: [],
    },
    practices: [],
    columns: [],
    levels: [],
    groups: [],
    membership: [],
  };
  const request = { plan, file, mapping, found, chosen, command: empty, rows: [], place };
  const brought = bringFormulas({ ...request, practiceColumns: new Map() }, problems);
  const sizes = plan.practiceInputs[listSizeColumnId(plan) ?? ""] ?? [];
  const planPatients = sizes.reduce<number>((sum, size) => sum + (typeof size === "number" ? size : 0), 0);
  const summary: ImportSummary = {
    fileName: file.fileName,
    description: mapping.description,
    dataDate: mapping.dataDate,
    sheet: chosen.tables.map((table) => table.sheet).join(", "),
    rows,
    filteredRows: 0,
    filter: "",
    rowsWithoutCode: 0,
    duplicateRows: 0,
    practices: 0,
    patients: null,
    matched: 0,
    matchedPatients: 0,
    added: 0,
    addedPatients: 0,
    unknown: { codes: [], patients: 0 },
    unmatched: { codes: [], patients: 0 },
    planPractices: plan.practices.length,
    planPatients,
    listSizesTaken: false,
    levels: [],
  };
  const places = sourcePlaces({
    command: brought.command,
    sheet: mapping.sheet,
    headingRow: null,
    codeIndex: -1,
    rows: [],
    practiceColumns: new Map(),
    tables: chosen.tables,
    found,
  });
  const command = withPlaces(brought.command, file, mapping, places);
  return done({ ...brought, command, problems: problems.list(), summary });
}
