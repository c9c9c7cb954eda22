// From a read file and a mapping to one command that brings it into a plan, with a summary whose numbers add up and
// every problem by row. Nothing is changed here: the command is applied by the plan, as one step of undo.
//
// What must stay true:
//   rows of the file  = practices + rows filtered out + rows without a code + repeated codes
//   practices         = matched + added + unknown (not added)
//   plan before       = matched + unmatched;  plan after = plan before + added

import type { ImportData } from "../../plan/commands/command.ts";
import type { ImportedColumn } from "../../plan/commands/parts.ts";
import {
  LIST_SIZE,
  OPTIONS_TABLE,
  type Plan,
  PRACTICE_CODE,
  PRACTICE_NAME,
  PRACTICES_TABLE,
} from "../../plan/plan.ts";
import { done, failed, type Problem, type ProblemPlace, type Result } from "../../plan/problem.ts";
import { listSizeColumnId } from "../../plan/tables.ts";
import { cellNumber } from "../read/cells.ts";
import type { ReadFile, SourceSheet } from "../read/sourceFile.ts";
import { type BroughtFormula, bringFormulas } from "./bringFormulas.ts";
import { chosenFormulas } from "./chosenFormulas.ts";
import { reportUntranslated } from "./formulaProblems.ts";
import { importColumns } from "./importColumns.ts";
import { collectRows, type ImportRow, type ImportRows } from "./importRows.ts";
import { type MadeGroups, makeGroups } from "./makeGroups.ts";
import { findSheet, findSourceColumn, groupText, headersOf, type Mapping } from "./mapping.ts";
import { prepareTables } from "./prepareTables.ts";
import { counted, firstOf, ProblemList, wholeNumber } from "./problemList.ts";
import { type FileTables, NO_TABLES } from "./sheetTables.ts";
import { sourcePlaces, withPlaces } from "./sourcePlaces.ts";

/** A level to make from a column of the file; `column` is a heading, compared without regard to case. */
export interface LevelRequest {
  readonly level: string;
  readonly column: string;
  readonly plural?: string;
}

export interface CodeCount {
  readonly codes: readonly string[];
  readonly patients: number;
}

export interface ImportSummary {
  readonly fileName: string;
  readonly description: string;
  readonly dataDate: string;
  readonly sheet: string;
  /** Data rows that hold anything. */
  readonly rows: number;
  /** Rows the mapping's filter leaves out, and the filter in words ("" when there is none). */
  readonly filteredRows: number;
  readonly filter: string;
  readonly rowsWithoutCode: number;
  readonly duplicateRows: number;
  /** Different codes in the rows that count. */
  readonly practices: number;
  /** Their patients as the file has them; null when the file has no list sizes. */
  readonly patients: number | null;
  /** Practices the plan already had. Patients here and below: the file's list size, else the plan's. */
  readonly matched: number;
  readonly matchedPatients: number;
  readonly added: number;
  readonly addedPatients: number;
  /** Codes of the file the plan does not have and that were not added. */
  readonly unknown: CodeCount;
  /** Practices of the plan the file does not mention. */
  readonly unmatched: CodeCount;
  readonly planPractices: number;
  /** Patients of the plan once the command is applied. */
  readonly planPatients: number;
  readonly listSizesTaken: boolean;
  /** Lowest first. `without`: practices of the file that have no group at this level. */
  readonly levels: readonly { readonly level: string; readonly groups: number; readonly without: number }[];
}

export interface PreparedImport {
  readonly command: ImportData;
  /** What came in as formulas, in the plan's names: of the practices first, then of each table. */
  readonly formulas: readonly BroughtFormula[];
  readonly problems: readonly Problem[];
  readonly summary: ImportSummary;
}

/**
 * Prepares the import of one file. `levels`: lowest first; empty when no groups are to be made. `option`: the option
 * that gets the groups; the base when left out. `found`: the file's tables, as recognised; without them every formula
 * comes in as values. Fails, with nothing to apply, when the sheet, a level's column or
 * every practice code is missing.
 */
export function prepareImport(
  plan: Plan,
  file: ReadFile,
  mapping: Mapping,
  levels: readonly LevelRequest[],
  option?: string,
  found: FileTables = NO_TABLES,
): Result<PreparedImport> {
  if (mapping.tablesOnly === true) return prepareTables(plan, file, mapping, found);
  const sheet = findSheet(file, mapping.sheet);
  const place: ProblemPlace =
    file.sheets.length > 1 ? { file: file.fileName, sheet: mapping.sheet } : { file: file.fileName };
  if (sheet === undefined) {
    return failed("unknown-sheet", `${file.fileName} has no sheet called "${mapping.sheet}".`, {
      remedy: `Choose one of its sheets: ${firstOf(file.sheets.map((each) => each.name))}.`,
      where: place,
    });
  }
  const asked = resolveLevels(plan, sheet, mapping, levels, place);
  if (!asked.ok) return asked;
  const problems = new ProblemList();
  problems.addAll(file.problems);
  const rows = collectRows(sheet, mapping, place, problems);
  if (rows.practices.length === 0) return noPractices(rows, mapping, place);
  const takesListSize = takesListSizes(plan, mapping, file.fileName);
  const isNew = (row: ImportRow) => !known.has(row.code);
  const known = new Set(plan.practices);
  const adds = addsPractices(plan, mapping);
  const unknown = adds ? [] : rows.practices.filter(isNew);
  const brought = adds ? rows.practices : rows.practices.filter((row) => known.has(row.code));

  const levelNames = [...plan.levels.map((level) => level.name), ...asked.value.map((level) => level.name)];
  const levelAt = new Map(asked.value.map((level) => [level.index, level.name]));
  const chosen = chosenFormulas(file, mapping, found, new Set(levelAt.keys()));
  reportUntranslated(chosen.mapping, chosen, levelAt, { place }, problems);
  const brings = importColumns(
    {
      plan,
      mapping: chosen.mapping,
      headers: headersOf(sheet, mapping.headerRow),
      takesListSize,
      levelNames,
      formulas: new Set(chosen.formulas.keys()),
    },
    brought,
    place,
    problems,
  );
  const columns = brings.map(({ index: _, ...column }) => column);
  const made = groupsOf(asked.value, brought, file.fileName);
  problems.addAll(made.problems);
  reportUnknown(unknown, plan, mapping, place, problems);

  const patients = patientCounter(plan, mapping, columns, brought, takesListSize);
  const inFile = new Set(rows.practices.map((row) => row.code));
  const unmatched = plan.practices.filter((code) => !inFile.has(code));
  reportUnmatched(unmatched, patients.before, rows, place, problems);
  const added = brought.filter(isNew);
  const matched = brought.filter((row) => known.has(row.code));
  const codesOf = (list: readonly ImportRow[]) => list.map((row) => row.code);
  const addedPatients = sum(codesOf(added), patients.after);
  const summary: ImportSummary = {
    fileName: file.fileName,
    description: mapping.description,
    dataDate: mapping.dataDate,
    sheet: sheet.name,
    rows: rows.rows,
    filteredRows: rows.filtered,
    filter: mapping.keep?.words ?? "",
    rowsWithoutCode: rows.withoutCode,
    duplicateRows: rows.duplicates,
    practices: rows.practices.length,
    patients:
      mapping.listSize === undefined ? null : sum(rows.practices, (row) => filePatients(row, mapping)),
    matched: matched.length,
    matchedPatients: sum(codesOf(matched), patients.after),
    added: added.length,
    addedPatients,
    unknown: { codes: codesOf(unknown), patients: sum(unknown, (row) => filePatients(row, mapping)) },
    unmatched: { codes: unmatched, patients: sum(unmatched, patients.before) },
    planPractices: plan.practices.length + added.length,
    planPatients: sum(plan.practices, patients.after) + addedPatients,
    listSizesTaken: takesListSize,
    levels: made.levels.map((level) => ({ level: level.name, groups: level.groups, without: level.without })),
  };
  const command = commandOf(file, mapping, asked.value, brought, columns, made, option);
  const practiceColumns = new Map([
    [mapping.code, PRACTICE_CODE],
    ...levelAt,
    ...brings.map(({ index, name }) => [index, name] as const),
  ]);
  const request = { plan, file, mapping, found, chosen, command, practiceColumns, rows: brought, place };
  const { formulas, command: complete } = bringFormulas(request, problems);
  const places = sourcePlaces({
    command: complete,
    sheet: sheet.name,
    headingRow: mapping.headerRow,
    codeIndex: mapping.code,
    rows: brought,
    practiceColumns,
    tables: chosen.tables,
    found,
  });
  return done({
    command: withPlaces(complete, file, mapping, places),
    formulas,
    problems: problems.list(),
    summary,
  });
}

/** Files that bring list sizes first, whatever the order given, because they decide which practices a plan has. */
export function orderFiles<T extends { readonly mapping: Mapping }>(files: readonly T[]): readonly T[] {
  const rank = ({ mapping }: T) =>
    mapping.listSize === undefined ? 2 : mapping.listSizeUse === "always" ? 0 : 1;
  return [...files].sort((left, right) => rank(left) - rank(right));
}

/** Of the levels asked for, those whose column this file has: with several files each level comes from one of them. */
export function levelsInFile(
  file: ReadFile,
  mapping: Mapping,
  levels: readonly LevelRequest[],
): readonly LevelRequest[] {
  const sheet = findSheet(file, mapping.sheet);
  if (sheet === undefined) return [];
  return levels.filter((level) => findSourceColumn(sheet, mapping, level.column) !== undefined);
}

/** Whether codes the plan does not have become practices: the mapping's choice, or the rule for `auto`. */
export function addsPractices(plan: Plan, mapping: Mapping): boolean {
  if (mapping.newPractices !== "auto") return mapping.newPractices === "add";
  return plan.practices.length === 0 || (mapping.listSize !== undefined && !hasListSizes(plan));
}

/** Whether the file's list sizes go into the plan's List size column: a stand-in does where it stood in before. */
function takesListSizes(plan: Plan, mapping: Mapping, fileName: string): boolean {
  if (mapping.listSize === undefined) return false;
  const last = plan.sources.findLast((source) => source.columns.includes(LIST_SIZE));
  return mapping.listSizeUse === "always" || !hasListSizes(plan) || last?.fileName === fileName;
}

function hasListSizes(plan: Plan): boolean {
  const id = listSizeColumnId(plan);
  return id !== undefined && (plan.practiceInputs[id] ?? []).some((value) => value !== null);
}

interface AskedLevel {
  readonly name: string;
  readonly plural?: string;
  readonly index: number;
}

function resolveLevels(
  plan: Plan,
  sheet: SourceSheet,
  mapping: Mapping,
  levels: readonly LevelRequest[],
  place: ProblemPlace,
): Result<readonly AskedLevel[]> {
  const reserved = [PRACTICE_CODE, PRACTICE_NAME, LIST_SIZE, PRACTICES_TABLE, OPTIONS_TABLE];
  const columns = plan.practiceColumns.map((column) => column.name);
  const taken = new Set([...reserved, ...columns].map((name) => name.toLowerCase()));
  const asked: AskedLevel[] = [];
  for (const { level, column, plural } of levels) {
    const wanted = level.trim();
    const existing = plan.levels.find((each) => each.name.toLowerCase() === wanted.toLowerCase());
    const name = existing?.name ?? wanted;
    if (name === "" || taken.has(name.toLowerCase())) {
      return failed("level-name-taken", `A level cannot be called "${level}".`, {
        remedy:
          "Choose another name: it must not be empty, used twice, or the name of a column of the practices.",
        where: place,
      });
    }
    taken.add(name.toLowerCase());
    const index = findSourceColumn(sheet, mapping, column);
    if (index === undefined) {
      return failed("unknown-column", `${place.file ?? "The file"} has no column "${column}".`, {
        remedy: `Its columns are: ${firstOf(headersOf(sheet, mapping.headerRow), 100)}.`,
        where: { ...place, column },
      });
    }
    asked.push({ name, index, ...(plural === undefined ? {} : { plural }) });
  }
  return done(asked);
}

function groupsOf(levels: readonly AskedLevel[], rows: readonly ImportRow[], fileName: string): MadeGroups {
  const groupRows = rows.map((row) => ({ names: levels.map((level) => groupText(row.cells[level.index])) }));
  return makeGroups(
    levels.map((level) => level.name),
    groupRows,
    fileName,
  );
}

function commandOf(
  file: ReadFile,
  mapping: Mapping,
  asked: readonly AskedLevel[],
  rows: readonly ImportRow[],
  columns: readonly ImportedColumn[],
  made: MadeGroups,
  option: string | undefined,
): ImportData {
  const levelNames = made.levels.map((level) => level.name);
  return {
    type: "importData",
    source: {
      fileName: file.fileName,
      description: mapping.description,
      dataDate: mapping.dataDate,
      rows: rows.length,
      columns: [...columns.map((column) => column.name), ...levelNames],
    },
    practices: rows.map((row) => row.code),
    columns,
    levels: levelNames.map((name) => {
      const plural = asked.find((level) => level.name === name)?.plural;
      return plural === undefined ? { name } : { name, plural };
    }),
    groups: made.groups,
    membership: asked.length === 0 ? rows.map(() => undefined) : made.membership,
    ...(option === undefined ? {} : { option }),
  };
}

/** Patients of a code before the import and after it, for adding up. */
function patientCounter(
  plan: Plan,
  mapping: Mapping,
  columns: readonly ImportedColumn[],
  rows: readonly ImportRow[],
  takesListSize: boolean,
) {
  const id = listSizeColumnId(plan);
  const inputs = id === undefined ? [] : (plan.practiceInputs[id] ?? []);
  const before = new Map(plan.practices.map((code, at) => [code, inputs[at]]));
  const brought = new Map<string, number>();
  const values = columns.find((column) => column.name === LIST_SIZE)?.values ?? [];
  if (takesListSize && mapping.listSize !== undefined) {
    for (const [at, row] of rows.entries()) {
      const value = values[at];
      if (typeof value === "number") brought.set(row.code, value);
    }
  }
  const planPatients = (code: string): number => {
    const value = before.get(code);
    return typeof value === "number" ? value : 0;
  };
  return { before: planPatients, after: (code: string) => brought.get(code) ?? planPatients(code) };
}

function filePatients(row: ImportRow, mapping: Mapping): number {
  const value = mapping.listSize === undefined ? undefined : cellNumber(row.cells[mapping.listSize]);
  return value === undefined || value < 0 ? 0 : value;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function reportUnknown(
  unknown: readonly ImportRow[],
  plan: Plan,
  mapping: Mapping,
  place: ProblemPlace,
  problems: ProblemList,
): void {
  for (const row of unknown) {
    problems.addRow({
      code: "unknown-code",
      severity: "warning",
      message: `Practice ${row.code} in row ${row.row} is not among the plan's ${counted(plan.practices.length, "practice")}, so it was left out.`,
      remedy: "If it belongs to the plan, choose to add new practices in the mapping of the file.",
      where: { ...place, row: row.row, subject: row.code },
      ...(mapping.listSize === undefined ? {} : { patients: filePatients(row, mapping) }),
    });
  }
}

function reportUnmatched(
  unmatched: readonly string[],
  patients: (code: string) => number,
  rows: ImportRows,
  place: ProblemPlace,
  problems: ProblemList,
): void {
  if (unmatched.length === 0) return;
  const total = sum(unmatched, patients);
  const known = unmatched.filter((code) => rows.filteredCodes.has(code));
  const also =
    known.length === 0
      ? ""
      : ` ${counted(known.length, "of them stands", "of them stand")} in it only in rows that do not count (closed or ended): ${firstOf(known)}.`;
  problems.add({
    code: "practices-not-in-file",
    severity: "warning",
    message: `${counted(unmatched.length, "practice")} of the plan with ${wholeNumber(total)} patients ${unmatched.length === 1 ? "is" : "are"} not in ${place.file ?? "the file"}: ${firstOf(unmatched)}.${also}`,
    remedy: "They stay as they are. Check whether they have closed, merged or opened since.",
    where: place,
    rows: unmatched.length,
    patients: total,
  });
}

function noPractices(rows: ImportRows, mapping: Mapping, place: ProblemPlace): Result<PreparedImport> {
  const file = place.file ?? "The file";
  const why =
    rows.rows === 0
      ? "it has no rows below its headings"
      : rows.filtered === rows.rows
        ? `only ${mapping.keep?.words ?? "some rows"} count, and there are none`
        : "its column of practice codes is blank in every row that counts";
  return failed("no-practices", `${file} brings no practices: ${why}.`, {
    remedy: "Check the sheet, the row of headings and the column of practice codes in its mapping.",
    where: place,
    rows: rows.rows,
  });
}
