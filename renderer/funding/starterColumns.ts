// The columns and assumptions a fresh plan starts with, so that it answers before anyone has typed a formula:
// who is in each group, what the group is allowed, what it costs to exist, and how likely chance alone is to
// make it overspend. All of them are ordinary columns and assumptions: the user edits or removes them freely.
//
// What must stay true: every formula means the same in Excel; every figure shipped as an assumption carries its
// source; a text in `Allowance_rule` that is neither of the two rules gives #N/A, never a quiet default.
// Sources: running-cost allowance of £25 a head, Operating Framework for the NHS 2012/13 (November 2011);
// "£1m plus £20", proposal of October 2011; corporate base costs of about £1.5m, Department of Health ready reckoner as
// reported by HSJ (September 2011); spread of one person's annual cost, the value that reproduces the statements reported
// from McKinsey's GP commissioning discussion paper (2010-11) under a normal distribution.

import { applyCommand } from "../plan/apply.ts";
import type { ImportData, SingleCommand } from "../plan/commands/command.ts";
import type { NewColumn } from "../plan/commands/parts.ts";
import { type Level, LIST_SIZE, type Plan, UNASSIGNED } from "../plan/plan.ts";
import { done, type Result } from "../plan/problem.ts";
import { ALLOWANCE, allowanceFormula, BREAK_EVEN, breakEvenFormula } from "./allowanceRule.ts";
import { withArticle } from "./article.ts";
import {
  COUNT,
  columnOf,
  forBodies,
  groupSum,
  here,
  isUnassigned,
  MONEY,
  PERCENT,
  practices,
  realGroups,
} from "./formulaText.ts";
import { hasListSizes, populationColumn, weightedColumns } from "./practiceColumns.ts";
import { STARTER_ASSUMPTIONS } from "./starterAssumptions.ts";

const INDEX = "0.000";

/**
 * Commands that give `plan` the starter assumptions and columns it does not have yet. A plan without list
 * sizes gets only counts: nothing can be said about money or risk without people.
 */
export function starterCommands(plan: Plan): readonly SingleCommand[] {
  const hasListSize = hasListSizes(plan);
  return [
    ...assumptionCommands(plan, hasListSize),
    ...plan.levels.flatMap((level) => levelCommands(plan, level, hasListSize)),
    ...measureCommands(plan, [
      ...(hasListSize ? [PATIENTS] : []),
      ...plan.levels.flatMap((level) => levelMeasures(level, hasListSize)),
    ]),
  ];
}

/** The same for one level only: what the user took away elsewhere does not come back. */
export function levelStarterCommands(plan: Plan, level: Level): readonly SingleCommand[] {
  const hasListSize = hasListSizes(plan);
  return [
    ...assumptionCommands(plan, hasListSize),
    ...levelCommands(plan, level, hasListSize),
    ...measureCommands(plan, levelMeasures(level, hasListSize)),
  ];
}

function assumptionCommands(plan: Plan, hasListSize: boolean): readonly SingleCommand[] {
  if (!hasListSize) return [];
  const known = new Set(plan.assumptions.map((assumption) => assumption.name.toLowerCase()));
  return STARTER_ASSUMPTIONS.filter((assumption) => !known.has(assumption.name.toLowerCase())).map(
    (assumption): SingleCommand => ({ type: "addAssumption", ...assumption }),
  );
}

/** The import with the starter columns its result would lack, so that both are one step of undo. */
export function withStarterColumns(plan: Plan, command: ImportData): Result<ImportData> {
  const imported = applyCommand(plan, command);
  if (!imported.ok) return imported;
  return done({ ...command, starter: starterCommands(imported.value.plan) });
}

function missing(existing: readonly { readonly name: string }[], columns: readonly NewColumn[]) {
  const names = new Set(existing.map((column) => column.name.toLowerCase()));
  return columns.filter((column) => !names.has(column.name.toLowerCase()));
}

function levelCommands(plan: Plan, level: Level, hasListSize: boolean): readonly SingleCommand[] {
  const columns = [
    countColumn(level),
    ...(hasListSize
      ? [
          ...sizeColumns(plan, level),
          ...moneyColumns(plan, level),
          ...riskColumns(level),
          ...sizeFlags(level),
        ]
      : []),
    ...indexColumns(plan, level),
  ];
  return missing(plan.levelColumns[level.id] ?? [], columns).map((column) => ({
    type: "addColumn",
    table: level.tableName,
    column,
  }));
}

function countColumn(level: Level): NewColumn {
  return {
    name: "Practices",
    formula: `=COUNTIFS(${practices(level.name)},${here(level.name)})`,
    format: COUNT,
    note: `Number of practices in the ${level.name}.`,
  };
}

function sizeColumns(plan: Plan, level: Level): readonly NewColumn[] {
  const population = populationColumn(plan);
  const sums = [
    ...(population === LIST_SIZE ? [] : [population]),
    ...weightedColumns(plan).map((column) => column.name),
  ];
  return [
    {
      name: LIST_SIZE,
      formula: `=${groupSum(level, LIST_SIZE)}`,
      format: COUNT,
      note: "Registered patients of its practices.",
    },
    {
      name: "Share of patients",
      formula: `=IF(SUM([${LIST_SIZE}])=0,0,${here(LIST_SIZE)}/SUM([${LIST_SIZE}]))`,
      format: PERCENT,
      note: "Its part of all registered patients of the plan.",
    },
    ...sums.map((name) => ({
      name,
      formula: `=${groupSum(level, name)}`,
      format: COUNT,
      note: `Sum of ${name} over its practices; blanks count as nothing.`,
    })),
  ];
}

function moneyColumns(plan: Plan, level: Level): readonly NewColumn[] {
  return [
    {
      name: ALLOWANCE,
      formula: allowanceFormula(plan, level),
      format: MONEY,
      note: "What the rule in Allowance_rule gives a body of this size each year.",
    },
    {
      name: "Fixed cost",
      formula: `=IF(${isUnassigned(level)},0,Fixed_cost_of_body)`,
      format: MONEY,
      note: "What a body costs each year whatever its size.",
    },
    {
      name: "Balance",
      formula: `=${here(ALLOWANCE)}-${here("Fixed cost")}`,
      format: MONEY,
      note: "Allowance less fixed cost: what is left to work with; negative means it cannot pay for itself.",
    },
    {
      name: BREAK_EVEN,
      formula: breakEvenFormula(plan, level),
      format: COUNT,
      note: "Patients at which the allowance just pays the fixed cost.",
    },
  ];
}

function riskColumns(level: Level): readonly NewColumn[] {
  const spread = "Spread of annual cost";
  // The lower tail at -x, which equals 1 minus the distribution at x but keeps its digits when the chance is tiny.
  const chance = (percent: number): NewColumn => ({
    name: `Chance of overspending by more than ${percent} %`,
    formula: `=IF(${here(spread)}="","",NORM.S.DIST(-${percent}%/${here(spread)},TRUE))`,
    format: PERCENT,
    note: `Chance alone (normal approximation, independent patients): probability that a year costs over ${percent} % more than expected.`,
  });
  return [
    {
      name: spread,
      formula: forBodies(level, `Person_spread/SQRT(${here(LIST_SIZE)})`),
      format: "0.00%",
      note: "Standard deviation of a year's cost as a share of the budget: c/√n for n independent patients.",
    },
    chance(1),
    chance(2),
  ];
}

function sizeFlags(level: Level): readonly NewColumn[] {
  return [100_000, 500_000, 1_000_000].map((floor) => ({
    name: `At least ${floor.toLocaleString("en-GB")}`,
    formula: forBodies(level, `IF(${here(LIST_SIZE)}>=${floor},"Yes","No")`),
    format: "General",
    note: `Whether it reaches ${floor.toLocaleString("en-GB")} patients.`,
  }));
}

/**
 * Relative Need Index of each weighted population w, as NHS England's Place Based Allocation Tool defines it:
 * (sum of w / sum of population) of the group, over the same ratio of the group of the next higher level (of
 * all practices, at the highest level).
 */
function indexColumns(plan: Plan, level: Level): readonly NewColumn[] {
  const population = populationColumn(plan);
  if (!plan.practiceColumns.some((column) => column.name === population)) return [];
  const parent = plan.levels[plan.levels.indexOf(level) + 1];
  const whole = (column: string) =>
    parent === undefined
      ? `SUM(${practices(column)})`
      : `SUMIFS(${practices(column)},${practices(parent.name)},${here(parent.name)})`;
  return weightedColumns(plan).map(({ name }) => ({
    name: `${name} index`,
    formula:
      `=IF(OR(${here(level.name)}="${UNASSIGNED}",${here(population)}=0),"",` +
      `(${here(name)}/${here(population)})/(${whole(name)}/${whole(population)}))`,
    format: INDEX,
    note: `Relative Need Index: ${name} per head of ${population} against ${parent === undefined ? "all practices" : `its ${parent.name}`}; 1 is average need.`,
  }));
}

function measureCommands(plan: Plan, columns: readonly NewColumn[]): readonly SingleCommand[] {
  return missing(plan.optionColumns, columns).map((column) => ({
    type: "addColumn",
    table: "Options",
    column,
  }));
}

const PATIENTS: NewColumn = {
  name: "Patients",
  formula: `=SUM(${practices(LIST_SIZE)})`,
  format: COUNT,
  note: "All registered patients.",
};

function levelMeasures(level: Level, hasListSize: boolean): readonly NewColumn[] {
  const { tableName: table, plural } = level;
  const column = (name: string) => columnOf(table, name);
  const bodies = realGroups(level);
  const measures: NewColumn[] = [
    { name: plural, formula: `=ROWS(${column(level.name)})-1`, format: COUNT, note: `Number of ${plural}.` },
  ];
  if (!hasListSize) return measures;
  return [
    ...measures,
    {
      name: `Patients in no ${level.name}`,
      formula: `=SUMIFS(${practices(LIST_SIZE)},${practices(level.name)},"${UNASSIGNED}")`,
      format: COUNT,
      note: `Patients of practices that are in no ${level.name}.`,
    },
    {
      name: `Smallest ${level.name}`,
      formula: `=MINIFS(${column(LIST_SIZE)},${bodies})`,
      format: COUNT,
      note: `List size of the smallest ${level.name}.`,
    },
    {
      name: `Allowance of ${plural}`,
      formula: `=SUMIFS(${column("Running-cost allowance")},${bodies})`,
      format: MONEY,
      note: `Running-cost allowance of all ${plural} together.`,
    },
    {
      name: `Balance of ${plural}`,
      formula: `=SUMIFS(${column("Balance")},${bodies})`,
      format: MONEY,
      note: `Allowance less fixed cost of all ${plural} together.`,
    },
    {
      name: `${plural} in deficit`,
      formula: `=COUNTIFS(${column("Balance")},"<0",${bodies})`,
      format: COUNT,
      note: `${plural} whose allowance does not pay their fixed cost.`,
    },
    {
      name: `${plural} under 100,000`,
      formula: `=COUNTIFS(${column(LIST_SIZE)},"<100000",${bodies})`,
      format: COUNT,
      note: `${plural} with fewer than 100,000 patients.`,
    },
    {
      name: `Highest 2 % risk of ${withArticle(level.name)}`,
      formula: `=MAX(${column("Chance of overspending by more than 2 %")})`,
      format: PERCENT,
      note: `Of all ${plural}, the highest chance of overspending by more than 2 %.`,
    },
  ];
}
