// `import`: data files into a new plan, with levels from the files' own columns and the starter columns. The same
// steps as the screen's import dialog, with its defaults.

import { basename, resolve } from "node:path";
import type { BroughtFormula } from "../../renderer/excel/import/bringFormulas.ts";
import { tablesMapping } from "../../renderer/excel/import/chosenFormulas.ts";
import { findSheet, headersOf, type Mapping } from "../../renderer/excel/import/mapping.ts";
import { type NotKept, notKeptInWords } from "../../renderer/excel/import/notKept.ts";
import {
  type ImportSummary,
  type LevelRequest,
  levelsInFile,
  orderFiles,
  prepareImport,
} from "../../renderer/excel/import/prepareImport.ts";
import { recogniseSheet } from "../../renderer/excel/import/recognise.ts";
import type { Recognition } from "../../renderer/excel/import/recognition.ts";
import type { FileTables } from "../../renderer/excel/import/sheetTables.ts";
import { SESSION_LEVELS } from "../../renderer/excel/import/sourceKinds/savedSession.ts";
import type { ReadFile } from "../../renderer/excel/read/sourceFile.ts";
import { withStarterColumns } from "../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { emptyPlan } from "../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import { type Problem, problem } from "../../renderer/plan/problem.ts";
import { groupsOfLevel } from "../../renderer/plan/tables.ts";
import { parseArguments, parseLevels, UsageError, type Verb } from "./arguments.ts";
import { CannotBeDone, expectValue, printJson, printLine, printProblems } from "./output.ts";
import { writePlan } from "./planFiles.ts";
import { findingsAsJson, planFindings } from "./planFindings.ts";
import { readDataFiles } from "./readDataFiles.ts";

export const importVerb: Verb = {
  name: "import",
  usage:
    'import FILE... --plan OUT.catchment [--levels "Place=LTLA21,ICB=ICS22name"] [--title TITLE] [--sheet SHEET] [--values-only] [--as-tables] [--json]',
  help: "Reads data files into a new plan, joined by ODS code; --levels makes groups from a file's columns, lowest level first. Formulas of a workbook come in as formulas, or with --values-only as the values they show. --sheet names the sheet with the practices; --as-tables brings in files without practices as tables that formulas can look up.",
  async run(argumentList) {
    const given = parseArguments(argumentList, {
      texts: ["plan", "levels", "title", "sheet"],
      flags: ["json", "values-only", "as-tables"],
    });
    const out = given.text("plan");
    if (given.files.length === 0) throw new UsageError("Name at least one data file.");
    if (out === undefined || out === "") throw new UsageError("Name the plan to write with --plan.");
    if (given.files.some((file) => resolve(file) === resolve(out)))
      throw new UsageError(`The plan would be written over the data file ${out}. Give it another name.`);
    const levelText = given.text("levels");
    const levels = levelText === undefined ? [] : parseLevels(levelText);
    const title = given.text("title") ?? basename(out).replace(/\.catchment$/i, "");
    const imported = await importFiles(given.files, levels, title, {
      sheet: given.text("sheet"),
      valuesOnly: given.flag("values-only"),
      asTables: given.flag("as-tables"),
    });
    await writePlan(out, imported.plan);
    printProblems(imported.problems);
    if (given.flag("json")) printJson(summaryAsJson(out, imported));
    else printSummary(out, imported);
  },
};

interface Choices {
  readonly sheet: string | undefined;
  readonly valuesOnly: boolean;
  readonly asTables: boolean;
}

interface Imported {
  readonly plan: Plan;
  readonly notKept: readonly { readonly fileName: string; readonly what: readonly NotKept[] }[];
  /** Names of the assumptions that the files brought. */
  readonly assumptions: readonly string[];
  /** What came in as formulas, of all files. */
  readonly formulas: readonly BroughtFormula[];
  readonly summaries: readonly ImportSummary[];
  readonly problems: readonly Problem[];
}

interface MappedFile {
  readonly kind: Recognition["kind"];
  readonly file: ReadFile;
  readonly mapping: Mapping;
  readonly tables: FileTables;
  readonly problems: readonly Problem[];
}

/** A level to make and the file whose column makes it. */
interface LevelOfFile {
  readonly request: LevelRequest;
  readonly from: MappedFile;
}

async function importFiles(
  paths: readonly string[],
  levels: readonly LevelRequest[],
  title: string,
  choices: Choices,
): Promise<Imported> {
  const read = await readDataFiles(paths);
  const mapped = read.map(({ file, recognition: known }): MappedFile => {
    const recognition = choices.sheet === undefined ? known : ofSheet(file, known, choices.sheet);
    const { kind, tables } = recognition;
    const codeless = recognition.problems.filter(({ code }) => code === "no-practice-codes");
    if (choices.asTables && (recognition.mapping === null || codeless.length > 0)) {
      const mapping = tablesMapping(file, tables, `Tables of ${file.fileName}`);
      return {
        kind,
        file,
        mapping: { ...mapping, valuesOnly: choices.valuesOnly },
        tables,
        problems: tables.problems,
      };
    }
    const { problems } = recognition;
    if (recognition.mapping === null)
      throw new CannotBeDone(problems.length > 0 ? problems : [nothingIn(file)]);
    // On the screen a person would choose the column; here nobody can.
    if (codeless.length > 0) throw new CannotBeDone(codeless.map(withoutCodes));
    const mapping = choices.valuesOnly
      ? { ...recognition.mapping, valuesOnly: true, tables: [] }
      : recognition.mapping;
    const guess = recognition.confidence === "guess" ? [guessedColumns(file, mapping)] : [];
    return { kind, file, mapping, tables, problems: [...problems, ...guess] };
  });
  const ordered = orderFiles(mapped);
  const asked = levels.flatMap((request) => {
    const from = fileWith(ordered, request);
    return from === undefined ? [] : [{ request, from }];
  });
  const chosen = withSessions(ordered, asked);
  let plan = emptyPlan(title);
  // Levels from several files: only the order they were asked for in says which is the lower.
  if (new Set(chosen.map(({ from }) => from)).size > 1) {
    for (const name of new Set(chosen.map(({ request }) => request.level)))
      plan = expectValue(applyCommand(plan, { type: "addLevel", name })).plan;
  }
  const summaries: ImportSummary[] = [];
  const formulas: BroughtFormula[] = [];
  const assumptions: string[] = [];
  const problems: Problem[] = [];
  for (const each of ordered) {
    const requests = chosen.filter(({ from }) => from === each).map(({ request }) => request);
    const prepared = expectValue(
      prepareImport(plan, each.file, each.mapping, requests, undefined, each.tables),
    );
    const command = expectValue(withStarterColumns(plan, prepared.command));
    const applied = expectValue(applyCommand(plan, command));
    plan = applied.plan;
    summaries.push(prepared.summary);
    formulas.push(...prepared.formulas);
    assumptions.push(...(prepared.command.assumptions ?? []).map(({ name }) => name));
    // Of what both the file's check and the plan have to say, the check says more.
    const said = new Set(prepared.problems.map(({ code }) => code));
    problems.push(...each.problems, ...prepared.problems);
    if (each.kind === "place-based-session" && requests.length === 0) problems.push(unusedPlaces(each.file));
    problems.push(...applied.problems.filter(({ code }) => !said.has(code)));
  }
  const notKept = ordered.flatMap(({ file }) => {
    const what = notKeptInWords(file.workbook?.notKept ?? []);
    return what.length === 0 ? [] : [{ fileName: file.fileName, what }];
  });
  return { plan, summaries, formulas, assumptions, notKept, problems };
}

/** The same file with the practices on the sheet named. */
function ofSheet(file: ReadFile, known: Recognition, name: string): Recognition {
  const sheet = file.sheets.find((each) => each.name.toLowerCase() === name.trim().toLowerCase());
  if (sheet === undefined) {
    // A text file has one sheet, which nobody names: --sheet is for the workbooks beside it.
    if (file.format !== "xlsx") return known;
    throw new CannotBeDone([
      problem("unknown-sheet", `${file.fileName} has no sheet called "${name}".`, {
        remedy: `Its sheets are: ${file.sheets.map((each) => each.name).join(", ")}.`,
        where: { file: file.fileName },
      }),
    ]);
  }
  return recogniseSheet(file, sheet, known.tables);
}

function withoutCodes(found: Problem): Problem {
  const remedy = `${found.remedy ?? ""} With --as-tables its tables come in, for formulas to look up.`.trim();
  return { ...found, severity: "error", remedy };
}

function nothingIn(file: ReadFile): Problem {
  return problem("nothing-to-import", `${file.fileName} holds no practices that could be imported.`);
}

function unusedPlaces({ fileName }: ReadFile): Problem {
  return problem(
    "places-not-used",
    `The places of ${fileName} were not used, because --levels makes the level Place from another file.`,
    {
      severity: "warning",
      remedy: 'Give them a level of their own, such as --levels "Locality=Place".',
      where: { file: fileName },
    },
  );
}

/** What was taken for what in a table nobody recognised: here no person has looked at the mapping. */
function guessedColumns(file: ReadFile, mapping: Mapping): Problem {
  const sheet = findSheet(file, mapping.sheet);
  const headers = sheet === undefined ? [] : headersOf(sheet, mapping.headerRow);
  const taken = (index: number | undefined, what: string) =>
    index === undefined ? `no column for ${what}` : `"${headers[index] ?? ""}" for ${what}`;
  return {
    code: "guessed-columns",
    severity: "warning",
    message: `${file.fileName} is a table Catchment does not know. It took ${taken(mapping.code, "the practice code")}, ${taken(mapping.name, "the name")} and ${taken(mapping.listSize, "the list size")}.`,
    remedy:
      "If one of them is wrong, change the headings, or import the file in the window, where every column can be chosen.",
    where: { file: file.fileName, sheet: mapping.sheet },
  };
}

/** Which file makes a level: the first that has its column. */
function fileWith(files: readonly MappedFile[], request: LevelRequest): MappedFile | undefined {
  // Where no file has it, the first one's own check says so and lists the columns there are.
  return files.find((each) => levelsInFile(each.file, each.mapping, [request]).length > 0) ?? files[0];
}

/**
 * A saved session of the Place Based Allocation Tool is nothing but groups, so its places become a level without being
 * asked for, unless a level was asked of it or another is called that. Their Relative Need Index is measured against
 * the ICB: without `--levels` the ICB becomes a level too, from the file that knows all its practices.
 */
function withSessions(files: readonly MappedFile[], asked: readonly LevelOfFile[]): readonly LevelOfFile[] {
  const sessions = files.filter((each) => each.kind === "place-based-session");
  const [place, icb] = SESSION_LEVELS;
  const isTaken = asked.some(
    ({ request, from }) =>
      sessions.includes(from) || request.level.trim().toLowerCase() === place.level.toLowerCase(),
  );
  if (sessions.length === 0 || isTaken) return asked;
  const places = sessions.map((from) => ({ request: place, from }));
  if (asked.length > 0) return [...places, ...asked];
  const whole = files.flatMap((from) => {
    const column = from.mapping.groupColumns.find((each) => each.suggestedLevel === icb.level);
    if (column === undefined || sessions.includes(from)) return [];
    return [{ request: { level: icb.level, column: column.header }, from }];
  });
  const icbs = whole.length > 0 ? whole.slice(0, 1) : sessions.map((from) => ({ request: icb, from }));
  return [...places, ...icbs];
}

function summaryAsJson(out: string, { plan, summaries, formulas, assumptions, notKept, problems }: Imported) {
  const brought = new Set(assumptions.map((name) => name.toLowerCase()));
  const findings = findingsAsJson(planFindings(plan));
  const last = summaries.at(-1);
  return {
    plan: out,
    practices: plan.practices.length,
    patients: last?.planPatients ?? 0,
    files: summaries.map((summary) => ({
      file: summary.fileName,
      recognisedAs: summary.description,
      dataDate: summary.dataDate,
      rows: summary.rows,
      filteredRows: summary.filteredRows,
      filter: summary.filter,
      rowsWithoutCode: summary.rowsWithoutCode,
      duplicateRows: summary.duplicateRows,
      practices: summary.practices,
      patients: summary.patients,
      matched: summary.matched,
      matchedPatients: summary.matchedPatients,
      added: summary.added,
      unknownInPlan: counted(summary.unknown),
      unmatched: counted(summary.unmatched),
    })),
    levels: plan.levels.map((level) => ({
      level: level.name,
      table: level.tableName,
      groups: groupsOfLevel(plan.options[0] as Plan["options"][number], level.id).length,
    })),
    formulas,
    tables: plan.supportingTables.map((table) => ({
      name: table.name,
      title: table.title,
      note: table.note,
      rows: table.rows.length,
      columns: table.columns.map((column) => ({
        name: column.name,
        formula: column.kind === "formula" ? column.formula : null,
      })),
    })),
    assumptions: plan.assumptions
      .filter(({ name }) => brought.has(name.toLowerCase()))
      .map(({ name, value, unit, source, note }) => ({ name, value, unit, source, note })),
    findings: findings.findings,
    findingTotals: findings.total,
    notKept: notKept.map(({ fileName, what }) => ({ file: fileName, parts: what })),
    problems,
  };
}

function counted({ codes, patients }: { readonly codes: readonly string[]; readonly patients: number }) {
  return { count: codes.length, patients, codes };
}

function printSummary(out: string, { plan, summaries, formulas, assumptions, notKept }: Imported): void {
  const number = (value: number) => value.toLocaleString("en-GB");
  for (const summary of summaries) {
    const date = summary.dataDate === "" ? "" : `, ${summary.dataDate}`;
    printLine(`${summary.fileName}: ${summary.description}${date}`);
    if (summary.filteredRows > 0)
      printLine(`  ${number(summary.filteredRows)} rows left out: only ${summary.filter} count`);
    if (summary.practices > 0)
      printLine(
        `  ${number(summary.practices)} practices: ${number(summary.added)} added, ${number(summary.matched)} matched, ${number(summary.unknown.codes.length)} not in the plan`,
      );
    if (summary.unmatched.codes.length > 0) {
      printLine(
        `  ${number(summary.unmatched.codes.length)} practices of the plan are not in it (${number(summary.unmatched.patients)} patients)`,
      );
    }
    for (const level of summary.levels)
      printLine(
        `  ${level.level}: ${number(level.groups)} groups, ${number(level.without)} practices in none`,
      );
  }
  for (const { table, column, formula } of formulas) printLine(`  ${table}[${column}] ${formula}`);
  for (const table of plan.supportingTables)
    printLine(`  table ${table.name}: ${number(table.rows.length)} rows, ${table.columns.length} columns`);
  if (assumptions.length > 0) printLine(`  assumptions: ${assumptions.join(", ")}`);
  for (const { fileName, what } of notKept) {
    const parts = what.filter((each) => each.matters).map((each) => each.text);
    if (parts.length > 0) printLine(`  not taken over from ${fileName}: ${parts.join("; ")}`);
  }
  printLine(
    `${out}: ${number(plan.practices.length)} practices, ${number(summaries.at(-1)?.planPatients ?? 0)} patients.`,
  );
}
