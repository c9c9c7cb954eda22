// The risk of each group in live columns: closed form, in Excel functions only, so that the exported workbook shows the
// same. Mean and spread are exact for the model of the Service lines table; chances and quantiles take a gamma with that
// mean and spread by Wilson and Hilferty's cube root, which is normal for large groups and keeps the tail of small ones.
//
// Sources: moments of products and sums (renderer/pooling/simulation/sizeCurve.ts has the same for one size of practice);
// Wilson and Hilferty, The distribution of chi-square, PNAS 1931; limited expected value of a lognormal, Klugman, Panjer
// and Willmot, Loss Models.

import type { NewColumn } from "../../plan/commands/parts.ts";
import { type Level, LIST_SIZE, PRACTICES_TABLE, UNASSIGNED } from "../../plan/plan.ts";
import * as names from "./names.ts";
import { LINE, SERVICE_LINES_TABLE } from "./names.ts";
import { column, row } from "./references.ts";
import { COUNTED_SHARE } from "./serviceLineTable.ts";

const PERCENT = "0.0%";
const FINE_PERCENT = "0.00%";
const COUNT = "#,##0";
const MONEY = "£#,##0;[Red]-£#,##0";

export const RISK = {
  budget: names.BUDGET,
  practices: "Effective practices",
  patients: "Effective patients",
  spread: "Total spread",
  mean: "Expected result",
  over: "Chance of overspending",
  first: "Chance beyond the first line",
  second: "Chance beyond the second line",
  expected: "Expected overspend",
  margin95: "Risk margin 95 %",
  margin99: "Risk margin 99 %",
  retained: "Retained spread",
  contribution: "Contribution for the chosen confidence",
  contributionPerHead: "Contribution a head",
  appetiteSpread: "Spread within the appetite",
  appetiteSize: "Size that meets the appetite",
  appetiteChance: "Chance beyond the appetite",
  canBear: "Can bear its risk",
} as const;

const SQUARED = "Budget squared";
const SQUARED_PER_PATIENT = "Budget squared per patient";

const practices = (name: string) => column(name, PRACTICES_TABLE);
const lines = (name: string) => `SUM(${column(name, SERVICE_LINES_TABLE)})`;

/** Columns of Practices that the levels add up; the first is left out where the plan has budgets of its own. */
export const PRACTICE_COLUMNS: readonly NewColumn[] = [
  {
    name: names.BUDGET,
    formula: `=N(${row(LIST_SIZE)})*${names.BUDGET_PER_HEAD}`,
    format: MONEY,
    note: "What the practice has to spend a year: list size times Budget_per_head.",
  },
  {
    name: SQUARED,
    formula: `=MAX(0,N(${row(names.BUDGET)}))^2`,
    format: "0.00E+00",
    note: "For the effective number of practices of a group.",
  },
  {
    name: SQUARED_PER_PATIENT,
    formula: `=IF(N(${row(LIST_SIZE)})>0,${row(SQUARED)}/${row(LIST_SIZE)},0)`,
    format: "0.00E+00",
    note: "For the effective number of patients of a group.",
  },
];

/** A figure that only a group with a spread has; others show nothing. */
function ofGroup(formula: string): string {
  return `=IF(${row(RISK.spread)}="","",${formula})`;
}

/** Chance of a result over the line, a share of the budget, for a group with this mean and spread. */
export function chanceOver(line: string, spread = row(RISK.spread)): string {
  const whole = `(1+${row(RISK.mean)})`;
  return (
    `IF(${spread}=0,IF(${row(RISK.mean)}>${line},1,0),` +
    `NORM.S.DIST(-(((1+${line})/${whole})^(1/3)-1+(${spread}/${whole})^2/9)*3*${whole}/${spread},TRUE))`
  );
}

/** The result not exceeded with the confidence, a share of the budget. */
function quantile(confidence: string, spread = row(RISK.spread)): string {
  const whole = `(1+${row(RISK.mean)})`;
  return `(${whole}*(1-(${spread}/${whole})^2/9+NORM.S.INV(${confidence})*${spread}/${whole}/3)^3-1)`;
}

function sizeColumns(level: Level): readonly NewColumn[] {
  const sum = (name: string) => `SUMIFS(${practices(name)},${practices(level.name)},${row(level.name)})`;
  const effective = (squares: string) =>
    `=IF(OR(${row(level.name)}="${UNASSIGNED}",${row(RISK.budget)}=0,${sum(squares)}=0),"",${row(RISK.budget)}^2/${sum(squares)})`;
  return [
    {
      name: RISK.budget,
      formula: `=${sum(names.BUDGET)}`,
      format: MONEY,
      note: "What its practices have to spend a year.",
    },
    {
      name: RISK.practices,
      formula: effective(SQUARED),
      format: "#,##0.0",
      note: "Practices of equal budgets that would average out as well: fewer than there are when some are large.",
    },
    {
      name: RISK.patients,
      formula: effective(SQUARED_PER_PATIENT),
      format: COUNT,
      note: "Patients of equal budgets that would average out as well: its list size when budgets are per head.",
    },
  ];
}

function spreadColumns(): readonly NewColumn[] {
  const variance =
    `${lines(LINE.inCommon)}+${lines(LINE.ofPractices)}/${row(RISK.practices)}` +
    `+${lines(LINE.ofPeople)}/${row(RISK.patients)}`;
  return [
    {
      name: RISK.spread,
      formula: `=IF(OR(${row(RISK.practices)}="",${row(RISK.patients)}=""),"",SQRT(${variance}))`,
      format: FINE_PERCENT,
      note: "Standard deviation of a year's cost as a share of the budget: chance, practice effects and what all share.",
    },
    {
      name: RISK.mean,
      formula: ofGroup(`${lines(LINE.weight)}-${lines(COUNTED_SHARE)}`),
      format: FINE_PERCENT,
      note: "Mean overspend as a share of the budget: the bias of the service lines.",
    },
  ];
}

function chanceColumns(): readonly NewColumn[] {
  const chance = (name: string, line: string, words: string): NewColumn => ({
    name,
    formula: ofGroup(chanceOver(line)),
    format: PERCENT,
    note: `Chance that a year costs ${words} (gamma with this mean and spread).`,
  });
  const spread = row(RISK.spread);
  const mean = row(RISK.mean);
  return [
    chance(RISK.over, "0", "more than the budget"),
    chance(RISK.first, names.FIRST_LINE, "over the budget by more than Overspend_line"),
    chance(RISK.second, names.SECOND_LINE, "over the budget by more than Second_overspend_line"),
    {
      name: RISK.expected,
      formula: ofGroup(
        `${row(RISK.budget)}*IF(${spread}=0,MAX(0,${mean}),` +
          `${spread}*NORM.S.DIST(${mean}/${spread},FALSE)+${mean}*NORM.S.DIST(${mean}/${spread},TRUE))`,
      ),
      format: MONEY,
      note: "Pounds over the budget a year on average, counting years within it as nothing (normal approximation).",
    },
  ];
}

function marginColumns(): readonly NewColumn[] {
  const margin = (name: string, confidence: string, words: string): NewColumn => ({
    name,
    formula: ofGroup(`${row(RISK.budget)}*MAX(0,${quantile(confidence)})`),
    format: MONEY,
    note: `Pounds to set aside beside the budget so that they are enough in ${words}.`,
  });
  return [
    margin(RISK.margin95, "95%", "95 years of 100"),
    margin(RISK.margin99, "99%", "99 years of 100"),
    margin(RISK.contribution, names.CONFIDENCE, "the share of years in Pool_confidence"),
    {
      name: RISK.contributionPerHead,
      formula: ofGroup(`IF(${row(LIST_SIZE)}=0,"",${row(RISK.contribution)}/${row(LIST_SIZE)})`),
      format: "£#,##0.00",
      note: "The contribution for the chosen confidence for each patient.",
    },
    {
      name: RISK.retained,
      formula: ofGroup(retainedSpread()),
      format: FINE_PERCENT,
      note: "Spread as a share of the whole budget when a pool takes what one person costs above Retention_per_person (lognormal cost of a person).",
    },
  ];
}

/** Lognormal with this group's budget a head as mean: variance of min(cost, retention) in place of the cost's own. */
function retainedSpread(): string {
  const squared = `(${lines(LINE.ofPeople)})`;
  const sigma = `SQRT(LN(1+${squared}))`;
  const perHead = `(${row(RISK.budget)}/${row(LIST_SIZE)})`;
  // z of the retention, shifted by as many sigmas as the moment's order.
  const z = (order: number) =>
    `((LN(${names.RETENTION}/${perHead})+LN(1+${squared})/2)/${sigma}-${order}*${sigma})`;
  const share = `(${names.RETENTION}/${perHead})`;
  const above = `NORM.S.DIST(-${z(0)},TRUE)`;
  const first = `(NORM.S.DIST(${z(1)},TRUE)+${share}*${above})`;
  const second = `((1+${squared})*NORM.S.DIST(${z(2)},TRUE)+${share}^2*${above})`;
  const others = `${lines(LINE.inCommon)}+${lines(LINE.ofPractices)}/${row(RISK.practices)}`;
  return (
    `IF(OR(${squared}=0,${names.RETENTION}<=0,${row(LIST_SIZE)}=0),` +
    `IF(${squared}=0,${row(RISK.spread)},SQRT(${others})),` +
    `SQRT(${others}+(${second}-${first}^2)/${row(RISK.patients)}))`
  );
}

function appetiteColumns(): readonly NewColumn[] {
  const whole = `(1+${row(RISK.mean)})`;
  const normal = `NORM.S.INV(1-${names.APPETITE_CHANCE})`;
  const root = `((1+${names.APPETITE_LINE})/${whole})^(1/3)`;
  const left = `(${row(RISK.appetiteSpread)}^2-${lines(LINE.inCommon)})`;
  const needs = `(${lines(LINE.ofPractices)}*${row(RISK.patients)}/${row(RISK.practices)}+${lines(LINE.ofPeople)})`;
  return [
    {
      name: RISK.appetiteChance,
      formula: ofGroup(chanceOver(names.APPETITE_LINE)),
      format: PERCENT,
      note: "Chance that a year costs over the budget by more than Appetite_line.",
    },
    {
      name: RISK.canBear,
      formula: ofGroup(`IF(${row(RISK.appetiteChance)}<=${names.APPETITE_CHANCE},"Yes","No")`),
      format: "General",
      note: "Yes when it overspends by more than Appetite_line in at most the share of years in Appetite_chance.",
    },
    {
      name: RISK.appetiteSpread,
      formula: ofGroup(
        `IF(${names.APPETITE_LINE}<=${row(RISK.mean)},0,` +
          `3*${whole}*(${normal}-SQRT(MAX(0,${normal}^2-4*(${root}-1))))/2)`,
      ),
      format: FINE_PERCENT,
      note: "The widest total spread with which the appetite is met; 0 where the expected result alone is too much.",
    },
    {
      name: RISK.appetiteSize,
      formula: ofGroup(`IF(${left}<=0,NA(),ROUNDUP(${needs}/${left},0))`),
      format: COUNT,
      note: "Patients a group with practices like its own needs to bear its risk alone; #N/A where no size is enough, because what all practices share is too much.",
    },
  ];
}

/** Names of the columns that set a group against a level above it. */
export const pooledColumn = {
  spread: (higher: Level) => `Spread pooled in its ${higher.name}`,
  canBear: (higher: Level) => `Can bear its risk in its ${higher.name}`,
  contribution: (higher: Level) => `Contribution pooled in its ${higher.name}`,
  alone: (lower: Level) => `Contributions of its ${lower.plural} alone`,
  benefit: (lower: Level) => `Diversification of its ${lower.plural}`,
};

function pooledColumns(higher: Level): readonly NewColumn[] {
  const name = row(higher.name);
  const of = (column_: string) => column(column_, higher.tableName);
  const lookedUp = (column_: string) => `XLOOKUP(${name},${of(higher.name)},${of(column_)},"")`;
  const inside = (formula: string) => `=IF(OR(${row(RISK.spread)}="",${name}="${UNASSIGNED}"),"",${formula})`;
  return [
    {
      name: pooledColumn.spread(higher),
      formula: inside(lookedUp(RISK.spread)),
      format: FINE_PERCENT,
      note: `Spread of a year's cost where its ${higher.name} bears the risk as one.`,
    },
    {
      name: pooledColumn.canBear(higher),
      formula: inside(lookedUp(RISK.canBear)),
      format: "General",
      note: `Whether its ${higher.name} can bear the risk as one.`,
    },
    {
      name: pooledColumn.contribution(higher),
      formula: inside(
        `IF(${lookedUp(RISK.budget)}=0,"",${lookedUp(RISK.contribution)}*${row(RISK.budget)}/${lookedUp(RISK.budget)})`,
      ),
      format: MONEY,
      note: `Its part, by budget, of the contribution that its ${higher.name} needs for the chosen confidence.`,
    },
  ];
}

function benefitColumns(level: Level, lower: Level): readonly NewColumn[] {
  const sum = `SUMIFS(${column(RISK.contribution, lower.tableName)},${column(level.name, lower.tableName)},${row(level.name)})`;
  return [
    {
      name: pooledColumn.alone(lower),
      formula: ofGroup(sum),
      format: MONEY,
      note: `What its ${lower.plural} need for the chosen confidence when each stands alone.`,
    },
    {
      name: pooledColumn.benefit(lower),
      formula: ofGroup(`${row(pooledColumn.alone(lower))}-${row(RISK.contribution)}`),
      format: MONEY,
      note: `What pooling its ${lower.plural} saves: their contributions alone less its own.`,
    },
  ];
}

/** The risk columns of a level's table that look at the level alone, in the order in which they use each other. */
export function riskColumnsOf(level: Level): readonly NewColumn[] {
  return [
    ...sizeColumns(level),
    ...spreadColumns(),
    ...chanceColumns(),
    ...marginColumns(),
    ...appetiteColumns(),
  ];
}

/** Those that set it against the levels below and above it, whose own columns must be there. */
export function comparisonColumnsOf(level: Level, levels: readonly Level[]): readonly NewColumn[] {
  const at = levels.indexOf(level);
  return [
    ...levels.slice(0, at).flatMap((lower) => benefitColumns(level, lower)),
    ...levels.slice(at + 1).flatMap((higher) => pooledColumns(higher)),
  ];
}

/** Measures of Options: how many groups can bear their risk, alone and pooled. */
export function riskMeasuresOf(level: Level, levels: readonly Level[]): readonly NewColumn[] {
  const at = levels.indexOf(level);
  const count = (name: string) => `=COUNTIFS(${column(name, level.tableName)},"Yes")`;
  return [
    {
      name: `${level.plural} that can bear their risk`,
      formula: count(RISK.canBear),
      format: COUNT,
      note: `${level.plural} whose risk is within the appetite when each stands alone.`,
    },
    ...levels.slice(at + 1).map((higher) => ({
      name: `${level.plural} that can bear it pooled in their ${higher.name}`,
      formula: count(pooledColumn.canBear(higher)),
      format: COUNT,
      note: `${level.plural} whose ${higher.name} can bear the risk of them all as one.`,
    })),
    ...levels.slice(0, at).map((lower) => ({
      name: `Saved by pooling ${lower.plural} in ${level.plural}`,
      formula: `=SUM(${column(pooledColumn.benefit(lower), level.tableName)})`,
      format: MONEY,
      note: `Contributions of ${lower.plural} alone less those of ${level.plural} as one.`,
    })),
  ];
}
