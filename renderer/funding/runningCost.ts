// The running-cost model of a level: posts, functions, other costs and sharing in place of one fixed cost for every body. A plan does
// without it until it is asked for; then it comes by one batch of ordinary commands.
//
// What must stay true: the names of the simple columns (Fixed cost, Balance, Break-even population) stay and mean the same, so
// that formulas, measures and risk columns that read them go on working; one level at a time has the model, because the supporting tables
// name groups of that level.

import type { Batch, SingleCommand } from "../plan/commands/command.ts";
import type { NewAssumption, NewColumn } from "../plan/commands/parts.ts";
import { requireLevel } from "../plan/lookups.ts";
import { type Level, LIST_SIZE, type Plan } from "../plan/plan.ts";
import { done, failed, type Result } from "../plan/problem.ts";
import {
  ALLOWANCE,
  allowanceFormula,
  BREAK_EVEN,
  breakEvenFormula,
  hasBodies,
  isOurs,
} from "./allowanceRule.ts";
import { withArticle } from "./article.ts";
import { COUNT, columnOf, MONEY, realGroups } from "./formulaText.ts";
import { FUNCTION_ARRANGEMENTS, FUNCTIONS, OTHER_COSTS, PROVIDERS } from "./functionTables.ts";
import { POSTS, SHARED_POSTS } from "./postTables.ts";
import { bodyColumns, GROUP_INPUTS, resultColumns, TRANSITION_YEARS } from "./runningCostColumns.ts";
import type { RunningCostTable } from "./supportingTableParts.ts";

/** In the order in which their formulas need one another. */
export const RUNNING_COST_TABLES: readonly RunningCostTable[] = [
  POSTS,
  PROVIDERS,
  FUNCTIONS,
  OTHER_COSTS,
  SHARED_POSTS,
  FUNCTION_ARRANGEMENTS,
];

const ASSUMPTIONS: readonly NewAssumption[] = [
  {
    name: "First_year",
    value: 2013,
    unit: "calendar year in which the first financial year begins (April)",
    source: "Choice of the planner; 2013/14 was the first year of clinical commissioning groups.",
    note: "Year 1 of the transition costs.",
    format: "0",
  },
  {
    name: "One_off_cost_of_body",
    value: null,
    unit: "£ per body, once",
    source: "No published figure found.",
    note: "Cost of setting a body up, in the financial year of its start date. Blank counts as nothing.",
    format: "£#,##0",
  },
  {
    name: "Dual_running_per_head",
    value: 5,
    unit: "£ per registered patient, once",
    source:
      "Calculated: South Manchester CCG 2013 spent £34 a head with dual running and £29 without, as reported by HSJ (5055219).",
    note: "Cost of running old and new side by side, in the financial year of the start date.",
    format: "£#,##0.00",
  },
];

/** The commands, as one step of undo, that give the level the running-cost model. */
export function runningCostCommands(plan: Plan, levelName: string): Result<Batch> {
  const found = requireLevel(plan, levelName);
  if (!found.ok) return found;
  const level = found.value;
  const unable = whyNot(plan, level);
  if (unable !== null) return unable;
  return done({
    type: "batch",
    label: `Work out the running cost of ${level.plural}`,
    commands: [
      ...assumptions(plan),
      ...GROUP_INPUTS.map((column) => added(level, { column, ...afterAnswers(plan, level) })),
      ...bodyColumns(plan, level).map((column) => added(level, { column })),
      ...RUNNING_COST_TABLES.flatMap((table) => tableCommands(table, level)),
      ...resultColumns(plan, level).map((each) => added(level, each)),
      ...simpleColumns(plan, level),
      ...measures(plan, level),
    ],
  });
}

const SIMPLE = [LIST_SIZE, "Practices", ALLOWANCE, "Fixed cost", "Balance", BREAK_EVEN];

function whyNot(plan: Plan, level: Level): Result<Batch> | null {
  const columns = plan.levelColumns[level.id] ?? [];
  const modelled = plan.levels.find((each) => hasBodies(plan, each));
  if (modelled !== undefined)
    return failed("already-modelled", `The running cost of ${modelled.plural} is worked out already.`, {
      remedy: "Posts, functions and costs name groups of one level; a plan has them for one level.",
      where: { subject: modelled.plural },
    });
  const lacking = SIMPLE.find((name) => !columns.some((column) => column.name === name));
  if (lacking !== undefined)
    return failed(
      "column-missing",
      `${level.plural} have no column ${lacking}, which the running cost needs.`,
      {
        remedy: "Import list sizes, or add the starter columns of the level again.",
        where: { subject: level.plural },
      },
    );
  const table = RUNNING_COST_TABLES.find((each) =>
    plan.supportingTables.some((own) => own.name.toLowerCase() === each.name.toLowerCase()),
  );
  if (table !== undefined)
    return failed("table-exists", `The plan has a table ${table.name} already.`, {
      remedy: "Rename that table first.",
      where: { subject: table.name },
    });
  const own = [ALLOWANCE, BREAK_EVEN].find((name) =>
    columns.some(
      (each) => each.kind === "formula" && each.name === name && !isOurs(plan, level, name, each.formula),
    ),
  );
  if (own !== undefined)
    return failed("own-formula", `${own} of ${level.plural} has a formula of your own.`, {
      remedy: "Rename that column to keep it, and add the starter columns of the level again.",
      where: { subject: level.plural, column: own },
    });
  return null;
}

function assumptions(plan: Plan): readonly SingleCommand[] {
  const known = new Set(plan.assumptions.map((each) => each.name.toLowerCase()));
  return ASSUMPTIONS.filter((each) => !known.has(each.name.toLowerCase())).map((each) => ({
    type: "addAssumption",
    ...each,
  }));
}

function added(
  level: Level,
  { column, before }: { readonly column: NewColumn; readonly before?: string },
): SingleCommand {
  return { type: "addColumn", table: level.tableName, column, ...(before === undefined ? {} : { before }) };
}

/** What the user says of a group stands next to the answers, before the columns about risk. */
function afterAnswers(plan: Plan, level: Level): { readonly before?: string } {
  const columns = plan.levelColumns[level.id] ?? [];
  const next = columns[columns.findIndex((column) => column.name === BREAK_EVEN) + 1];
  return next === undefined ? {} : { before: next.name };
}

function tableCommands(table: RunningCostTable, level: Level): readonly SingleCommand[] {
  const { name, title, note, rows } = table;
  return [
    { type: "addTable", name, title, note, columns: table.columns(level) },
    ...(rows.length === 0 ? [] : [{ type: "addRows", table: name, rows } as const]),
  ];
}

/** The simple columns now read the model. */
function simpleColumns(plan: Plan, level: Level): readonly SingleCommand[] {
  const set = (column: string, formula: string, note: string): readonly SingleCommand[] => [
    { type: "setFormula", table: level.tableName, column, formula },
    { type: "editColumn", table: level.tableName, column, note },
  ];
  return [
    ...set(
      ALLOWANCE,
      allowanceFormula(plan, level, true),
      "What the rule in Allowance_rule gives it each year: its body's allowance, or its part of it.",
    ),
    ...set(
      "Fixed cost",
      "=[@[Running cost]]-[@[Cost that grows with patients]]",
      "The part of its running cost that does not grow with patients.",
    ),
    ...set(
      "Balance",
      `=[@[${ALLOWANCE}]]-[@[Running cost]]`,
      "Allowance less running cost; negative means it cannot pay for itself.",
    ),
    ...set(
      BREAK_EVEN,
      breakEvenFormula(plan, level, true),
      "Patients at which the allowance just pays its running cost; never: no size does.",
    ),
  ];
}

function measures(plan: Plan, level: Level): readonly SingleCommand[] {
  const { plural, name, tableName } = level;
  const column = (each: string) => columnOf(tableName, each);
  const known = new Set(plan.optionColumns.map((each) => each.name.toLowerCase()));
  const columns: readonly NewColumn[] = [
    {
      name: `Statutory bodies of ${plural}`,
      formula: `=ROUND(SUM(${column("Body share")}),0)`,
      format: COUNT,
      note: `How many bodies by law the ${plural} are or are part of.`,
    },
    {
      name: `Running cost of ${plural}`,
      formula: `=SUMIFS(${column("Running cost")},${realGroups(level)})`,
      format: MONEY,
      note: `Running cost of all ${plural} together.`,
    },
    {
      name: `${plural} that pay their way`,
      formula: `=COUNTIFS(${column("Viable")},"Yes")`,
      format: COUNT,
      note: `${plural} whose allowance pays their running cost.`,
    },
    {
      name: `Smallest viable size of ${withArticle(name)}`,
      formula: `=IF(COUNTIFS(${column(BREAK_EVEN)},">=0")=0,"never",MINIFS(${column(BREAK_EVEN)},${realGroups(level)}))`,
      format: COUNT,
      note: `Patients from which ${withArticle(name)} of this option can pay its way: the lowest break-even population of its ${plural}.`,
    },
    {
      name: `Smallest ${name} that pays its way`,
      formula: `=IF(COUNTIFS(${column("Viable")},"Yes")=0,"none",MINIFS(${column(LIST_SIZE)},${column("Viable")},"Yes"))`,
      format: COUNT,
      note: `List size of the smallest ${name} whose allowance pays its running cost.`,
    },
    {
      name: `Saving of ${plural} from sharing`,
      formula: `=SUM(${column("Saving from sharing")})`,
      format: MONEY,
      note: `What the ${plural} save a year in running cost by sharing posts or a body, against each standing alone.`,
    },
    {
      name: `Gain of ${plural} against standing alone`,
      formula: `=SUM(${column("Gain against standing alone")})`,
      format: MONEY,
      note: `The same with the allowances each would have standing alone.`,
    },
    {
      name: "Both rules pay the same at",
      formula:
        '=IF(Allowance_per_head>Lump_sum_per_head,Lump_sum/(Allowance_per_head-Lump_sum_per_head),"never")',
      format: COUNT,
      note: "Patients at which a lump sum and less per head pays as much as the rule per head: £1m + £20 and £25 at 200,000.",
    },
    ...TRANSITION_YEARS.map((year) => ({
      name: `Transition cost of ${plural}, year ${year}`,
      formula: `=SUM(${column(`Transition cost, year ${year}`)})`,
      format: MONEY,
      note: `One-off cost and double running of ${plural} that start in that year.`,
    })),
    {
      name: `${plural} ready`,
      formula: `=COUNTIFS(${column("Status")},"Ready")`,
      format: COUNT,
      note: `${plural} with the status Ready.`,
    },
  ];
  return columns
    .filter((each) => !known.has(each.name.toLowerCase()))
    .map((each) => ({ type: "addColumn", table: "Options", column: each }));
}
