// A file's data joined into the plan by practice code: one command, one step of undo. What the file was and how
// its rows were read is settled before (renderer/excel); here it meets what the plan already has.
//
// What must stay true: nothing the file does not mention changes; nothing of the file is left out without a problem
// that says how much; inputs become the base's values, memberships those of the option named.

import type { Scalar } from "../../engine/values/value.ts";
import { inputValue, valueInWords } from "../inputValues.ts";
import { practiceCode, practiceIndex, requireOption } from "../lookups.ts";
import { nameKey } from "../names.ts";
import { type Column, type InputColumn, type Plan, PRACTICES_TABLE, type Source } from "../plan.ts";
import { done, failed, type Problem, problem, type Result } from "../problem.ts";
import { findColumn, findTable, practicesTable } from "../tables.ts";
import { inputColumn, withColumn } from "./columns.ts";
import type { Command, ImportData } from "./command.ts";
import { importFormulas } from "./importFormulas.ts";
import { importGroups } from "./importGroups.ts";
import { importMembership } from "./importMembership.ts";
import { type ImportedFormula, importTables, withRefusedFormula } from "./importTables.ts";
import { firstFew, headingName } from "./importWords.ts";
import { withLevel } from "./levels.ts";
import { counted, type Outcome, outcome, partsChange } from "./outcome.ts";
import type { ImportedColumn, NewAssumption } from "./parts.ts";
import { withNewPractices } from "./practices.ts";
import { withOptionReplaced } from "./regroup.ts";

type ApplyCommand = (
  plan: Plan,
  command: Command,
) => Result<{ readonly plan: Plan; readonly problems: readonly Problem[] }>;

function note(code: string, message: string, rows: number): Problem {
  return { code, severity: "note", message, rows };
}

/** The first thing about the command that cannot be: lists that should have one entry per practice. */
function misaligned(command: ImportData): string | null {
  const { length } = command.practices;
  if (command.membership.length !== length) return "memberships";
  const isWrong = ({ formula, values }: ImportedColumn) =>
    values.length !== length && (formula === undefined || values.length > 0);
  return command.columns.find(isWrong)?.name ?? null;
}

/** Levels of the file that the plan lacks, put in where the file's own order says. */
function withLevels(plan: Plan, command: ImportData): Result<Plan> {
  let next = plan;
  const placeOf = (name: string) => next.levels.findIndex((each) => nameKey(each.name) === nameKey(name));
  for (const [at, level] of command.levels.entries()) {
    if (placeOf(level.name) >= 0) continue;
    const above = command.levels
      .slice(at + 1)
      .map((each) => placeOf(each.name))
      .find((place) => place >= 0);
    const below = at === 0 ? -1 : placeOf(command.levels[at - 1]?.name ?? "");
    const added = withLevel(next, level, above ?? (below >= 0 ? below + 1 : next.levels.length));
    if (!added.ok) return added;
    next = added.value;
  }
  return done(next);
}

interface Joined {
  readonly plan: Plan;
  /** For each row of the file: index of its practice, or -1 for a row that is left out. */
  readonly rows: readonly number[];
  readonly problems: readonly Problem[];
}

/** New practices at the end of every list that runs along the practices. */
function withPractices(plan: Plan, command: ImportData): Joined {
  const index = practiceIndex(plan);
  const seen = new Map<string, number>();
  const added: string[] = [];
  const twice: string[] = [];
  let blank = 0;
  const rows = command.practices.map((text) => {
    const code = practiceCode(text);
    if (code === "" || code.length > 255) {
      blank++;
      return -1;
    }
    if (seen.has(code)) {
      twice.push(code);
      return -1;
    }
    const at = index.get(code) ?? plan.practices.length + added.push(code) - 1;
    seen.set(code, at);
    return at;
  });
  const problems: Problem[] = [];
  if (blank > 0)
    problems.push(
      problem("no-code", `${counted(blank, "row")} without a practice code left out.`, {
        remedy: "Give these rows a code in the file.",
        rows: blank,
      }),
    );
  if (twice.length > 0)
    problems.push(
      problem(
        "duplicate-code",
        `${counted(twice.length, "row")} left out because the file has the code before: ${firstFew(twice)}.`,
        { remedy: "Keep one row per practice in the file.", rows: twice.length },
      ),
    );
  const matched = seen.size - added.length;
  if (added.length > 0)
    problems.push(note("practices-added", `${counted(added.length, "practice")} added.`, added.length));
  if (plan.practices.length > 0) {
    problems.push(note("practices-matched", `${counted(matched, "practice")} matched by code.`, matched));
    const missing = plan.practices.length - matched;
    if (missing > 0)
      problems.push(
        note(
          "practices-not-in-file",
          `${counted(missing, "practice")} of the plan not in the file.`,
          missing,
        ),
      );
  }
  if (added.length === 0) return { plan, rows, problems };
  return { plan: withNewPractices(plan, added), rows, problems };
}

/** The input column that takes a file's column: the one of that name, or a new one, beside what is taken. */
function targetColumn(
  plan: Plan,
  given: ImportedColumn,
): { readonly plan: Plan; readonly column: InputColumn; readonly problems: readonly Problem[] } {
  const wanted = headingName(given.name);
  const table = practicesTable(plan);
  const inputNamed = (name: string): InputColumn | undefined => {
    const found = findColumn(table, name);
    if (found?.role !== "input" || found.column.kind !== "input") return undefined;
    return plan.simulation?.columns.includes(found.column.id) ? undefined : found.column;
  };
  let name = wanted;
  for (let count = 2; findColumn(table, name) !== undefined && inputNamed(name) === undefined; count++)
    name = `${wanted} (${count})`;
  const problems: readonly Problem[] =
    name === wanted
      ? []
      : [
          {
            code: "column-name-taken",
            severity: "warning",
            message: `"${wanted}" of Practices is not an input column, so the file's figures are in "${name}".`,
            remedy: "Rename one of the two.",
            where: { column: name },
          },
        ];
  const existing = inputNamed(name);
  if (existing !== undefined) return { plan, column: existing, problems };
  const column = inputColumn(plan, { ...given, name });
  return { plan: withColumn(plan, table, column, plan.practiceColumns.length), column, problems };
}

/** One column of the file put into the plan's base values; values that do not fit its type are left out and counted. */
function withFileColumn(joined: Joined, given: ImportedColumn): Joined {
  const { plan, column, problems } = targetColumn(joined.plan, given);
  const values: Scalar[] = [...(plan.practiceInputs[column.id] ?? [])];
  const unfit: string[] = [];
  joined.rows.forEach((at, row) => {
    const value = given.values[row];
    if (at < 0 || value === undefined) return;
    const checked = inputValue(column.type, value);
    if (checked.ok) values[at] = checked.value;
    else unfit.push(plan.practices[at] ?? "");
  });
  const left: readonly Problem[] =
    unfit.length === 0
      ? []
      : [
          problem(
            "value-left-out",
            `${counted(unfit.length, "value")} of "${column.name}" left out, not a ${column.type}: ${firstFew(unfit)}.`,
            {
              remedy: "Correct the file, or type the values in.",
              rows: unfit.length,
              where: { column: column.name },
            },
          ),
        ];
  return {
    plan: { ...plan, practiceInputs: { ...plan.practiceInputs, [column.id]: values } },
    rows: joined.rows,
    problems: [...joined.problems, ...problems, ...left],
  };
}

/** Assumptions the plan has no name for yet; one it has keeps its value, and a problem says when the file's is another. */
function withAssumptions(joined: Joined, given: readonly NewAssumption[], apply: ApplyCommand): Joined {
  const commands = given.map((each): Command => ({ type: "addAssumption", ...each }));
  const problems = given.flatMap((each): Problem[] => {
    const known = joined.plan.assumptions.find(({ name }) => nameKey(name) === nameKey(each.name));
    if (known === undefined || known.value === each.value) return [];
    return [
      {
        code: "assumption-kept",
        severity: "warning",
        message: `${known.name} stays ${valueInWords(known.value)}; the file has ${valueInWords(each.value)}.`,
        remedy: "Change the assumption when the file is right.",
        where: { subject: known.name },
      },
    ];
  });
  const next = withStarter(joined, commands, apply);
  return { ...next, problems: [...next.problems, ...problems] };
}

/** The file's tables, then all its formula columns, which may use each other and the tables. */
function withTablesAndFormulas(joined: Joined, before: Plan, command: ImportData): Result<Joined> {
  const tables = importTables(joined.plan, command.tables ?? []);
  if (!tables.ok) return tables;
  const rowKeys = joined.rows.map((at) => (at < 0 ? "" : (joined.plan.practices[at] ?? "")));
  const ofPractices = command.columns
    .filter((column) => column.formula !== undefined)
    .map((given): ImportedFormula => ({ table: PRACTICES_TABLE, given, rowKeys }));
  const put = importFormulas(
    tables.value.plan,
    [...tables.value.formulas, ...ofPractices],
    command.source.fileName,
    (plan, refused) => {
      if (refused.table !== PRACTICES_TABLE) return withRefusedFormula(plan, refused);
      const { formula: _, overrides: __, ...column } = refused.given;
      const { plan: next, problems } = withFileColumn({ plan, rows: joined.rows, problems: [] }, column);
      return { plan: next, problems };
    },
  );
  const problems = [...joined.problems, ...tables.value.problems, ...put.problems];
  return done({ ...joined, plan: inFileOrder(put.plan, before, command), problems });
}

/** Columns in the order of the file: all of a supporting table, as VLOOKUP counts them; of Practices the new ones. */
function inFileOrder(plan: Plan, before: Plan, command: ImportData): Plan {
  const sorted = (columns: readonly Column[], given: readonly ImportedColumn[]): readonly Column[] => {
    const places = new Map(given.map((each, at) => [nameKey(headingName(each.name)), at]));
    const placeOf = (column: Column) => places.get(nameKey(column.name)) ?? given.length;
    return columns.toSorted((one, other) => placeOf(one) - placeOf(other));
  };
  const old = new Set(before.practiceColumns.map((column) => column.id));
  return {
    ...plan,
    supportingTables: plan.supportingTables.map((table) => {
      const given = command.tables?.find((each) => nameKey(each.name) === nameKey(table.name));
      return given === undefined ? table : { ...table, columns: sorted(table.columns, given.columns) };
    }),
    practiceColumns: [
      ...plan.practiceColumns.filter((column) => old.has(column.id)),
      ...sorted(
        plan.practiceColumns.filter((column) => !old.has(column.id)),
        command.columns,
      ),
    ],
  };
}

/** Whether a starter command would add what the plan already has. */
function isThere(plan: Plan, command: Command): boolean {
  const has = (names: readonly { readonly name: string }[], name: string) =>
    names.some((each) => nameKey(each.name) === nameKey(name));
  switch (command.type) {
    case "addColumn": {
      const table = findTable(plan, command.table);
      return table !== undefined && findColumn(table, command.column.name) !== undefined;
    }
    case "addAssumption":
      return has(plan.assumptions, command.name);
    case "addLevel":
      return has(plan.levels, command.name);
    case "addOption":
      return has(plan.options, command.name);
    default:
      return false;
  }
}

function withStarter(joined: Joined, commands: readonly Command[], apply: ApplyCommand): Joined {
  let { plan } = joined;
  const problems = [...joined.problems];
  for (const command of commands) {
    if (isThere(plan, command)) continue;
    const applied = apply(plan, command);
    if (applied.ok) {
      plan = applied.value.plan;
      problems.push(...applied.value.problems);
    } else problems.push({ ...applied.problem, severity: "warning" });
  }
  return { ...joined, plan, problems };
}

/** Joins a file into the plan. `apply` is applyCommand itself, for the starter commands. */
export function importData(plan: Plan, command: ImportData, apply: ApplyCommand): Result<Outcome> {
  const wrong = misaligned(command);
  if (wrong !== null)
    return failed("misaligned-import", `"${wrong}" does not have one value for each practice of the file.`, {
      remedy: "Give one value per practice.",
      where: { file: command.source.fileName },
    });
  const option = requireOption(plan, command.option);
  if (!option.ok) return option;
  const levelled = withLevels(plan, command);
  if (!levelled.ok) return levelled;
  let joined = withPractices(levelled.value, command);
  joined = withAssumptions(joined, command.assumptions ?? [], apply);
  for (const column of command.columns)
    if (column.formula === undefined) joined = withFileColumn(joined, column);
  const target = joined.plan.options.find((each) => each.id === option.value.id) ?? option.value;
  const grouped = importGroups(joined.plan, target, command);
  if (!grouped.ok) return grouped;
  const placed = importMembership(
    joined.plan,
    { ...target, groups: grouped.value.groups },
    command,
    joined.rows,
    grouped.value.ids,
  );
  const withMembers = withOptionReplaced(joined.plan, {
    ...target,
    groups: placed.groups,
    membership: placed.membership,
  });
  const { fingerprint, mapping } = command.source;
  const source: Source = { ...command.source, fingerprint: fingerprint ?? "", mapping: mapping ?? null };
  const filled = withTablesAndFormulas(
    {
      plan: {
        ...withMembers,
        sources: [...plan.sources, source],
      },
      rows: joined.rows,
      problems: [...joined.problems, ...grouped.value.problems, ...placed.problems],
    },
    plan,
    command,
  );
  if (!filled.ok) return filled;
  const result = withStarter(filled.value, command.starter ?? [], apply);
  const file = command.source.fileName;
  return outcome(
    `Import ${file}`,
    partsChange(plan, result.plan),
    result.problems.map((each) => ({ ...each, where: { file, ...each.where } })),
  );
}
