// `show`: one table of a plan in one option, as words, JSON or CSV.

import type { Value } from "../../renderer/engine/index.ts";
import { csvFile } from "../../renderer/excel/csv/csvFile.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import { serialOfMoment } from "../../renderer/plan/clock.ts";
import { ASSUMPTIONS_TABLE, type Option, type Plan } from "../../renderer/plan/plan.ts";
import { problem } from "../../renderer/plan/problem.ts";
import { findTable, planTables } from "../../renderer/plan/tables.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { CannotBeDone, printJson, printTable, shown } from "./output.ts";
import { optionNamed, readPlan } from "./planFiles.ts";

interface ShownTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly format: string }[];
  readonly rows: readonly (readonly Value[])[];
}

export const showVerb: Verb = {
  name: "show",
  usage: "show PLAN --table TABLE [--option OPTION] [--columns A,B] [--json|--csv]",
  help: "Prints a table (Practices, a level's plural such as Places, Options, Assumptions, or a table of the plan's own) in one option, the base when none is named.",
  async run(argumentList) {
    const given = parseArguments(argumentList, {
      texts: ["option", "table", "columns"],
      flags: ["json", "csv"],
    });
    const [path, ...more] = given.files;
    const tableName = given.text("table");
    if (path === undefined || more.length > 0) throw new UsageError("Name one plan file.");
    if (tableName === undefined) throw new UsageError("Name the table with --table.");
    if (given.flag("json") && given.flag("csv")) throw new UsageError("Choose one of --json and --csv.");
    const plan = await readPlan(path);
    const option = optionNamed(plan, given.text("option"));
    const table = chooseColumns(readTable(plan, option, tableName), given.text("columns"));
    if (given.flag("json")) printJson(asJson(table, option));
    else if (given.flag("csv")) printCsv(table);
    else printWords(table);
  },
};

function readTable(plan: Plan, option: Option, name: string): ShownTable {
  const calculation = new PlanCalculation(plan, serialOfMoment(new Date()));
  if (name.trim().toLowerCase() === ASSUMPTIONS_TABLE.toLowerCase())
    return assumptionsTable(plan, option, calculation);
  const table = findTable(plan, name);
  if (table === undefined) {
    const names = [...planTables(plan).map((each) => each.name), ASSUMPTIONS_TABLE].join(", ");
    throw new CannotBeDone([
      problem("unknown-table", `The plan has no table "${name}". Its tables are: ${names}.`),
    ]);
  }
  const calculated = calculation.table(table.name, option.id);
  return {
    name: table.name,
    columns: table.columns,
    rows: calculated.rowKeys.map((_, row) =>
      table.columns.map((column) => calculated.value(row, column.name)),
    ),
  };
}

function assumptionsTable(plan: Plan, option: Option, calculation: PlanCalculation): ShownTable {
  const names = ["Assumption", "Value", "Unit", "Source", "Note"];
  return {
    name: ASSUMPTIONS_TABLE,
    columns: names.map((name) => ({ name, format: "General" })),
    rows: plan.assumptions.map((each) => [
      each.name,
      calculation.assumption(each.name, option.id),
      each.unit,
      each.source,
      each.note,
    ]),
  };
}

/** Keeps the columns named, in the order named. */
function chooseColumns(table: ShownTable, names: string | undefined): ShownTable {
  if (names === undefined) return table;
  const indexes = splitNames(names, table).map((name) => {
    const wanted = name.trim().toLowerCase();
    const index = table.columns.findIndex((column) => column.name.toLowerCase() === wanted);
    if (index < 0) {
      const known = table.columns.map((column) => column.name).join(", ");
      throw new CannotBeDone([
        problem("unknown-column", `${table.name} has no column "${name.trim()}". Its columns are: ${known}.`),
      ]);
    }
    return index;
  });
  return {
    name: table.name,
    columns: indexes.map((index) => table.columns[index] as ShownTable["columns"][number]),
    rows: table.rows.map((row) => indexes.map((index) => row[index] ?? null)),
  };
}

/** Names are parted by commas; a column whose own name has a comma ("At least 100,000") is still found. */
function splitNames(names: string, table: ShownTable): readonly string[] {
  const known = new Set(table.columns.map((column) => column.name.toLowerCase()));
  const parts = names.split(",");
  const found: string[] = [];
  for (let start = 0; start < parts.length; ) {
    let end = parts.length;
    while (end > start + 1 && !known.has(parts.slice(start, end).join(",").trim().toLowerCase())) end -= 1;
    found.push(parts.slice(start, end).join(","));
    start = end;
  }
  return found;
}

/** Errors appear as `{"error":"#DIV/0!"}`, blanks as null, so that no text can be mistaken for them. */
function asJson(table: ShownTable, option: Option) {
  return {
    table: table.name,
    option: option.name,
    columns: table.columns.map((column) => column.name),
    rows: table.rows.map((row) =>
      Object.fromEntries(row.map((value, index) => [table.columns[index]?.name ?? "", value])),
    ),
  };
}

function printCsv(table: ShownTable): void {
  process.stdout.write(csvFile(table.columns, table.rows));
}

function printWords(table: ShownTable): void {
  const right = new Set(
    table.columns.flatMap((_, index) =>
      table.rows.some((row) => typeof row[index] === "number") ? [index] : [],
    ),
  );
  const rows = table.rows.map((row) =>
    row.map((value, index) => shown(value, table.columns[index]?.format ?? "General")),
  );
  printTable(
    table.columns.map((column) => column.name),
    rows,
    right,
  );
}
