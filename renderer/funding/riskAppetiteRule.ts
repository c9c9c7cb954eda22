// The rule that a body can bear its risk. The risk of a group alone is in the columns of renderer/pooling; where groups are parts
// of a statutory body (runningCost.ts), it is the body whose budget is at risk, so its spread is put together from its groups.
//
// What must stay true: of a body with one group, spread and chance are the group's own; the appetite is that of the risk columns
// (Appetite_line, Appetite_chance), never one of this rule's own.

import type { SingleCommand } from "../plan/commands/command.ts";
import type { NewColumn } from "../plan/commands/parts.ts";
import type { Level, Plan } from "../plan/plan.ts";
import { done, type Result } from "../plan/problem.ts";
import { APPETITE_CHANCE, APPETITE_LINE, LINE, SERVICE_LINES_TABLE } from "../pooling/plan/names.ts";
import { chanceOver, RISK } from "../pooling/plan/riskColumns.ts";
import { riskCommands } from "../pooling/plan/riskCommands.ts";
import { hasBodies } from "./allowanceRule.ts";
import { columnOf, here, PERCENT } from "./formulaText.ts";
import type { RuleChoices, RuleParts } from "./ruleParts.ts";

const WEIGHTS = [
  { name: "Risk weight of practices", of: RISK.practices, variance: LINE.ofPractices },
  { name: "Risk weight of patients", of: RISK.patients, variance: LINE.ofPeople },
];
const SPREAD = "Spread of its body";
const CHANCE = "Chance of its body beyond the appetite";

function lines(name: string): string {
  return `SUM(${columnOf(SERVICE_LINES_TABLE, name)})`;
}

function bodyColumns(): readonly NewColumn[] {
  const ofBody = (name: string) => `SUMIFS([${name}],[Body],[@Body])`;
  const parts = WEIGHTS.map(({ name, variance }) => `${lines(variance)}*${ofBody(name)}`).join("+");
  return [
    ...WEIGHTS.map(({ name, of }) => ({
      name,
      formula: `=IF(${here(of)}="",0,${here(RISK.budget)}^2/${here(of)})`,
      format: "0.00E+00",
      note: "For the spread of the statutory body that the group is part of.",
    })),
    {
      name: SPREAD,
      formula: `=IF(OR([@Body]="",${here(RISK.spread)}=""),"",SQRT(${lines(LINE.inCommon)}+(${parts})/${ofBody(RISK.budget)}^2))`,
      format: "0.00%",
      note: "Standard deviation of a year's cost of its statutory body as a share of the budget.",
    },
    {
      name: CHANCE,
      formula: `=IF(${here(SPREAD)}="","",${chanceOver(APPETITE_LINE, here(SPREAD))})`,
      format: PERCENT,
      note: "Chance that a year costs its statutory body over the budget by more than Appetite_line.",
    },
  ];
}

export function riskAppetiteRule(plan: Plan, level: Level, choices: RuleChoices): Result<RuleParts> {
  const hasRisk = (plan.levelColumns[level.id] ?? []).some((column) => column.name === RISK.appetiteChance);
  const before: SingleCommand[] = [];
  if (!hasRisk) {
    const risk = riskCommands(plan);
    if (!risk.ok) return risk;
    before.push(...risk.value.commands);
  }
  if (choices.value !== undefined)
    before.push({ type: "setAssumption", name: APPETITE_CHANCE, value: choices.value });
  const bodies = hasBodies(plan, level);
  const chance = bodies ? CHANCE : RISK.appetiteChance;
  const table = level.tableName;
  return done({
    before,
    assumptions: [],
    columns: [
      ...(bodies ? bodyColumns().map((column) => ({ table, column })) : []),
      {
        table,
        column: {
          name: "Risk within appetite",
          formula: `=IF(${here(chance)}="","",${here(chance)}<=${APPETITE_CHANCE})`,
          note: `${chance} against the assumption ${APPETITE_CHANCE}.`,
          rule: {
            outcome: "fail",
            sentence: "The chance of overspending by more than the line of the appetite is too high.",
          },
        },
      },
    ],
  });
}
