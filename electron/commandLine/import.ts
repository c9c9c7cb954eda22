// `import`: data files into a new plan, with levels from the files' own columns and the starter columns. The same
// steps as the screen's import dialog, with its defaults.

import { basename } from "node:path";
import type { Mapping } from "../../renderer/excel/mapping.ts";
import {
  type ImportSummary,
  type LevelRequest,
  levelsInFile,
  orderFiles,
  prepareImport,
} from "../../renderer/excel/prepareImport.ts";
import type { ReadFile } from "../../renderer/excel/sourceFile.ts";
import { withStarterColumns } from "../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { emptyPlan } from "../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import { type Problem, problem } from "../../renderer/plan/problem.ts";
import { groupsOfLevel } from "../../renderer/plan/tables.ts";
import { parseArguments, parseLevels, UsageError, type Verb } from "./arguments.ts";
import { CannotBeDone, expectValue, printJson, printLine, printProblems } from "./output.ts";
import { writePlan } from "./planFiles.ts";
import { readDataFiles } from "./readDataFiles.ts";

export const importVerb: Verb = {
  name: "import",
  usage:
    'import FILE... --plan OUT.catchment [--levels "Place=LTLA21,ICB=ICS22name"] [--title TITLE] [--json]',
  help: "Reads data files into a new plan, joined by ODS code; --levels makes groups from a file's columns, lowest level first.",
  async run(argumentList) {
    const given = parseArguments(argumentList, { texts: ["plan", "levels", "title"], flags: ["json"] });
    const out = given.text("plan");
    if (given.files.length === 0) throw new UsageError("Name at least one data file.");
    if (out === undefined) throw new UsageError("Name the plan to write with --plan.");
    const levelText = given.text("levels");
    const levels = levelText === undefined ? [] : parseLevels(levelText);
    const title = given.text("title") ?? basename(out).replace(/\.catchment$/i, "");
    const imported = await importFiles(given.files, levels, title);
    await writePlan(out, imported.plan);
    printProblems(imported.problems);
    if (given.flag("json")) printJson(summaryAsJson(out, imported));
    else printSummary(out, imported);
  },
};

interface Imported {
  readonly plan: Plan;
  readonly summaries: readonly ImportSummary[];
  readonly problems: readonly Problem[];
}

interface MappedFile {
  readonly file: ReadFile;
  readonly mapping: Mapping;
  readonly problems: readonly Problem[];
}

async function importFiles(
  paths: readonly string[],
  levels: readonly LevelRequest[],
  title: string,
): Promise<Imported> {
  const read = await readDataFiles(paths);
  const mapped = read.map(({ file, recognition }): MappedFile => {
    const { mapping, problems } = recognition;
    if (mapping === null) throw new CannotBeDone(problems.length > 0 ? problems : [nothingIn(file)]);
    // On the screen a person would choose the column; here nobody can.
    const codeless = problems.filter((each) => each.code === "no-practice-codes");
    if (codeless.length > 0) throw new CannotBeDone(codeless);
    return { file, mapping, problems };
  });
  const ordered = orderFiles(mapped);
  const asked = shareLevels(ordered, levels);
  let plan = emptyPlan(title);
  // Levels from several files: only the order they were asked for in says which is the lower.
  if (asked.size > 1) {
    for (const { level } of levels)
      plan = expectValue(applyCommand(plan, { type: "addLevel", name: level })).plan;
  }
  const summaries: ImportSummary[] = [];
  const problems: Problem[] = [];
  for (const each of ordered) {
    const prepared = expectValue(prepareImport(plan, each.file, each.mapping, asked.get(each) ?? []));
    const command = expectValue(withStarterColumns(plan, prepared.command));
    const applied = expectValue(applyCommand(plan, command));
    plan = applied.plan;
    summaries.push(prepared.summary);
    problems.push(...each.problems, ...prepared.problems, ...applied.problems);
  }
  return { plan, summaries, problems };
}

function nothingIn(file: ReadFile): Problem {
  return problem("nothing-to-import", `${file.fileName} holds no practices that could be imported.`);
}

/** Which file makes which levels: each level comes from the first file that has its column. */
function shareLevels(
  files: readonly MappedFile[],
  levels: readonly LevelRequest[],
): ReadonlyMap<MappedFile, readonly LevelRequest[]> {
  const shares = new Map<MappedFile, LevelRequest[]>();
  for (const level of levels) {
    // Where no file has it, the first one's own check says so and lists the columns there are.
    const file = files.find((each) => levelsInFile(each.file, each.mapping, [level]).length > 0) ?? files[0];
    if (file !== undefined) shares.set(file, [...(shares.get(file) ?? []), level]);
  }
  return shares;
}

function summaryAsJson(out: string, { plan, summaries, problems }: Imported) {
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
    problems,
  };
}

function counted({ codes, patients }: { readonly codes: readonly string[]; readonly patients: number }) {
  return { count: codes.length, patients, codes };
}

function printSummary(out: string, { plan, summaries }: Imported): void {
  const number = (value: number) => value.toLocaleString("en-GB");
  for (const summary of summaries) {
    const date = summary.dataDate === "" ? "" : `, ${summary.dataDate}`;
    printLine(`${summary.fileName}: ${summary.description}${date}`);
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
  printLine(
    `${out}: ${number(plan.practices.length)} practices, ${number(summaries.at(-1)?.planPatients ?? 0)} patients.`,
  );
}
