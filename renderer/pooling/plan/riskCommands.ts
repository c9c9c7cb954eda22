// What makes a plan ready for risk, as commands like any other: assumptions, the tables of service lines and pools with
// their ready rows, and live columns on Practices, every level and Options. What the plan has already is left alone, so
// the commands can be asked for again after a level was added.

import type { Batch, SingleCommand } from "../../plan/commands/command.ts";
import type { NewColumn } from "../../plan/commands/parts.ts";
import { LIST_SIZE, OPTIONS_TABLE, type Plan, PRACTICES_TABLE } from "../../plan/plan.ts";
import { done, failed, type Result } from "../../plan/problem.ts";
import { findColumn, findTable, practicesTable } from "../../plan/tables.ts";
import { PERSON_SPREAD, POOLS_TABLE, SERVICE_LINES_TABLE } from "./names.ts";
import { poolColumns, poolRows } from "./poolTable.ts";
import { RISK_ASSUMPTIONS } from "./riskAssumptions.ts";
import { comparisonColumnsOf, PRACTICE_COLUMNS, riskColumnsOf, riskMeasuresOf } from "./riskColumns.ts";
import { SERVICE_LINE_COLUMNS, serviceLineRows } from "./serviceLineTable.ts";

/** The commands as one step of undo; a problem where the plan has no list sizes, or has everything already. */
export function riskCommands(plan: Plan): Result<Batch> {
  if (findColumn(practicesTable(plan), LIST_SIZE) === undefined)
    return failed("no-list-sizes", "The plan has no list sizes, so nothing can be said about risk.", {
      remedy: `Import a file with list sizes, or add a column ${LIST_SIZE} to Practices.`,
    });
  const commands: readonly SingleCommand[] = [
    ...assumptionCommands(plan),
    ...serviceLineCommands(plan),
    ...poolCommands(plan),
    ...missingColumns(plan, PRACTICES_TABLE, PRACTICE_COLUMNS),
    ...levelCommands(plan),
    ...missingColumns(
      plan,
      OPTIONS_TABLE,
      plan.levels.flatMap((level) => riskMeasuresOf(level, plan.levels)),
    ),
  ];
  if (commands.length === 0)
    return failed("nothing-to-add", "The plan has all risk tables and columns already.", {
      severity: "note",
    });
  return done({ type: "batch", label: "Add the risk tables and columns", commands });
}

function assumptionCommands(plan: Plan): readonly SingleCommand[] {
  const known = new Set(plan.assumptions.map(({ name }) => name.toLowerCase()));
  return RISK_ASSUMPTIONS.filter(({ name }) => !known.has(name.toLowerCase())).map((assumption) => ({
    type: "addAssumption",
    ...assumption,
  }));
}

function serviceLineCommands(plan: Plan): readonly SingleCommand[] {
  if (findTable(plan, SERVICE_LINES_TABLE) !== undefined)
    return missingColumns(plan, SERVICE_LINES_TABLE, SERVICE_LINE_COLUMNS);
  const known = plan.assumptions.find(({ name }) => name === PERSON_SPREAD);
  const own = known?.value;
  const spread = typeof own === "number" && own >= 0 ? own : undefined;
  // The table takes the assumption's value over, and whoever changes the assumption must know where risk is now.
  const note = `${known?.note ?? ""} Total spread and the simulation use the Service lines table.`.trim();
  return [
    ...(known === undefined ? [] : [{ type: "editAssumption", name: known.name, note } as const]),
    {
      type: "addTable",
      name: SERVICE_LINES_TABLE,
      title: "Service lines",
      note: "What is spent on what, and how each kind of spending scatters. Ready rows come from published figures; give those you use their share of the budget.",
      columns: SERVICE_LINE_COLUMNS,
    },
    { type: "addRows", table: SERVICE_LINES_TABLE, rows: serviceLineRows(spread) },
  ];
}

function poolCommands(plan: Plan): readonly SingleCommand[] {
  if (findTable(plan, POOLS_TABLE) !== undefined) return missingColumns(plan, POOLS_TABLE, poolColumns(plan));
  return [
    {
      type: "addTable",
      name: POOLS_TABLE,
      title: "Pools",
      note: "Risk pools and their layers, from the lowest level upwards. Ready rows are real clauses; say Yes in In force to use one.",
      columns: poolColumns(plan),
    },
    { type: "addRows", table: POOLS_TABLE, rows: poolRows(plan) },
  ];
}

function missingColumns(plan: Plan, table: string, columns: readonly NewColumn[]): readonly SingleCommand[] {
  const found = findTable(plan, table);
  const known = new Set(found?.columns.map((each) => each.name.toLowerCase()) ?? []);
  return columns
    .filter((column) => !known.has(column.name.toLowerCase()))
    .map((column) => ({ type: "addColumn", table, column }));
}

/** Columns of all levels; those that look at another level come after the columns they look at. */
function levelCommands(plan: Plan): readonly SingleCommand[] {
  return [riskColumnsOf, comparisonColumnsOf].flatMap((columnsOf) =>
    plan.levels.flatMap((level) => missingColumns(plan, level.tableName, columnsOf(level, plan.levels))),
  );
}
