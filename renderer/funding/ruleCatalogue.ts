// Ready rules: formula columns that judge groups, practices or options, made to order from a short catalogue. A rule is nothing but
// a formula that gives TRUE or FALSE and a sentence (setRule), so users write their own in the same way; these are the ones
// that everybody asks for.
//
// What must stay true: bounds are assumptions, so that an option may have its own and the board can change them; a bound that
// is blank judges nobody; the practices without a group are no group and are not judged as one.

import type { Batch, SingleCommand } from "../plan/commands/command.ts";
import type { NewColumn } from "../plan/commands/parts.ts";
import { requireLevel } from "../plan/lookups.ts";
import { type Level, LIST_SIZE, type Plan, type Rule } from "../plan/plan.ts";
import { done, failed, type Result } from "../plan/problem.ts";
import { findColumn, findTable } from "../plan/tables.ts";
import { withArticle } from "./article.ts";
import { boundaryRule } from "./boundaryRule.ts";
import { distanceRule } from "./distanceRule.ts";
import { COUNT, forBodies, here, isUnassigned, practices } from "./formulaText.ts";
import { riskAppetiteRule } from "./riskAppetiteRule.ts";
import { boundOf, type RuleChoices, type RuleParts } from "./ruleParts.ts";

export interface CatalogueRule {
  readonly name: string;
  /** One sentence for the list. */
  readonly what: string;
  /** Rules of a level are made for one level; the others are about all practices or an option. */
  readonly ofLevel: boolean;
  /** What the bound means; absent when the rule has none. */
  readonly bound?: { readonly unit: string; readonly usual: number | null };
  make(plan: Plan, level: Level, choices: RuleChoices): Result<RuleParts>;
}

const CHOICE = "Choice of the planner.";

function judging(name: string, formula: string, note: string, outcome: Rule["outcome"], sentence: string) {
  return { name, formula, note, rule: { outcome, sentence } } satisfies NewColumn;
}

/** A rule that compares one figure of a group with a bound. */
function bounded(
  rule: Pick<CatalogueRule, "name" | "what" | "bound">,
  parts: {
    readonly assumption: string;
    readonly source?: string;
    readonly figure: string;
    readonly comparison: "<=" | ">=";
    readonly column: string;
    readonly sentence: string;
  },
): CatalogueRule {
  return {
    ...rule,
    ofLevel: true,
    make(plan, level, choices) {
      const lacking = without(plan, level, parts.figure);
      if (lacking !== null) return lacking;
      const bound = boundOf(level, parts.assumption, choices.value ?? rule.bound?.usual ?? null, {
        unit: rule.bound?.unit ?? "",
        source: choices.value === undefined && parts.source !== undefined ? parts.source : CHOICE,
        note: `${rule.what} Blank: nobody is judged.`,
        format: COUNT,
      });
      return done({
        assumptions: [bound],
        columns: [
          {
            table: level.tableName,
            column: judging(
              parts.column,
              `=IF(OR(${isUnassigned(level)},${bound.name}=""),"",${here(parts.figure)}${parts.comparison}${bound.name})`,
              `${parts.figure} against the assumption ${bound.name}.`,
              "fail",
              parts.sentence,
            ),
          },
        ],
      });
    },
  };
}

function without(plan: Plan, level: Level, column: string): Result<RuleParts> | null {
  const table = findTable(plan, level.tableName);
  if (table !== undefined && findColumn(table, column) !== undefined) return null;
  return failed("column-missing", `${level.plural} have no column ${column}, which the rule judges.`, {
    remedy: "Add that column, or the starter columns of the level, first.",
    where: { subject: level.plural, column },
  });
}

const POSTCODE = /^(practice )?post ?code$/i;

/** The same practice under two codes: same name and, where known, same postcode. */
function countedOnce(plan: Plan): Result<RuleParts> {
  const columns = plan.practiceColumns.filter((column) => column.kind === "input" && column.type === "text");
  const name = columns.find((column) => column.name === "Practice name");
  const postcode = columns.find((column) => POSTCODE.test(column.name.trim()));
  const keys = [name, postcode].flatMap((column) => (column === undefined ? [] : [column.name]));
  if (keys.length === 0)
    return failed("column-missing", "Practices have neither names nor postcodes to tell doubles by.", {
      remedy: "Import practice names or postcodes first.",
    });
  const blank = keys.map((key) => `${here(key)}=""`).join(",");
  const pairs = keys.map((key) => `${practices(key)},${here(key)}`).join(",");
  return done({
    assumptions: [],
    columns: [
      {
        table: "Practices",
        column: judging(
          "Counted once",
          `=IF(OR(${blank}),"",COUNTIFS(${pairs})=1)`,
          `Whether no other code has the same ${keys.join(" and ").toLowerCase()}.`,
          "warn",
          "Another practice code has the same name and place: its patients may be counted twice.",
        ),
      },
    ],
  });
}

export const RULE_CATALOGUE: readonly CatalogueRule[] = [
  bounded(
    {
      name: "smallest size",
      what: "Each group has at least so many patients.",
      bound: { unit: "registered patients", usual: 100_000 },
    },
    {
      assumption: "Fewest_patients",
      source:
        "NHS Alliance and NAPC paper, November 2011: below 100,000 too small to act entirely independently.",
      figure: LIST_SIZE,
      comparison: ">=",
      column: "Large enough",
      sentence: "Fewer patients than the smallest size.",
    },
  ),
  bounded(
    {
      name: "largest size",
      what: "Each group has at most so many patients.",
      bound: { unit: "registered patients", usual: null },
    },
    {
      assumption: "Most_patients",
      figure: LIST_SIZE,
      comparison: "<=",
      column: "Small enough",
      sentence: "More patients than the largest size.",
    },
  ),
  bounded(
    {
      name: "fewest practices",
      what: "Each group has at least so many practices.",
      bound: { unit: "practices", usual: null },
    },
    {
      assumption: "Fewest_practices",
      figure: "Practices",
      comparison: ">=",
      column: "Enough practices",
      sentence: "Fewer practices than the least number.",
    },
  ),
  bounded(
    {
      name: "most practices",
      what: "Each group has at most so many practices.",
      bound: { unit: "practices", usual: null },
    },
    {
      assumption: "Most_practices",
      figure: "Practices",
      comparison: "<=",
      column: "Few enough practices",
      sentence: "More practices than the greatest number.",
    },
  ),
  {
    name: "everyone assigned",
    what: "Each practice is in a group of the level.",
    ofLevel: true,
    make: (_plan, level) =>
      done({
        assumptions: [],
        columns: [
          {
            table: "Practices",
            column: judging(
              `In ${withArticle(level.name)}`,
              `=NOT(${isUnassigned(level)})`,
              `Whether the practice is in ${withArticle(level.name)} in this option.`,
              "fail",
              `The practice is in no ${level.name}.`,
            ),
          },
        ],
      }),
  },
  {
    name: "no practice twice",
    what: "No two practice codes are the same practice: same name and postcode.",
    ofLevel: false,
    make: (plan) => countedOnce(plan),
  },
  {
    name: "no patient twice",
    what: "All lists together are no more than the people there are.",
    ofLevel: false,
    bound: { unit: "people", usual: null },
    make: (_plan, _level, choices) =>
      done({
        assumptions: [
          {
            name: "Resident_population",
            value: choices.value ?? null,
            unit: "people",
            source: CHOICE,
            note: "People of the area who can be on a list. Blank: not judged.",
            format: COUNT,
          },
        ],
        columns: [
          {
            table: "Options",
            column: judging(
              "Patients counted once",
              `=IF(Resident_population="","",SUM(${practices(LIST_SIZE)})<=Resident_population)`,
              "All registered patients against the assumption Resident_population.",
              "warn",
              "There are more registered patients than people: some are counted twice.",
            ),
          },
        ],
      }),
  },
  {
    name: "within boundary",
    what: "No group crosses a boundary (local authority, ICB) unless it is excused by name.",
    ofLevel: true,
    make: boundaryRule,
  },
  {
    name: "close together",
    what: "No practice is further than so many kilometres from the centre of its group.",
    ofLevel: true,
    bound: { unit: "km", usual: null },
    make: distanceRule,
  },
  {
    name: "affordable",
    what: "Each group's allowance pays its costs.",
    ofLevel: true,
    make: (plan, level) =>
      without(plan, level, "Balance") ??
      done({
        assumptions: [],
        columns: [
          {
            table: level.tableName,
            column: judging(
              "Pays its way",
              forBodies(level, `${here("Balance")}>=0`),
              "Whether its allowance pays its costs.",
              "fail",
              "The allowance does not pay the costs.",
            ),
          },
        ],
      }),
  },
  {
    name: "risk appetite",
    what: "The chance of each body overspending by more than Appetite_line is within the appetite for risk.",
    ofLevel: true,
    bound: { unit: "chance in a year (Appetite_chance)", usual: 0.05 },
    make: riskAppetiteRule,
  },
];

/** The commands, as one step of undo, that add the rule of that name; `levelName` where the rule is of a level. */
export function ruleCommands(
  plan: Plan,
  ruleName: string,
  levelName: string,
  choices: RuleChoices = {},
): Result<Batch> {
  const wanted = ruleName.trim().toLowerCase();
  const rule = RULE_CATALOGUE.find((each) => each.name === wanted);
  if (rule === undefined)
    return failed("unknown-rule", `There is no ready rule "${ruleName}".`, {
      remedy: `Choose one of: ${RULE_CATALOGUE.map((each) => each.name).join(", ")}. Any formula column can be a rule of your own.`,
    });
  const found = requireLevel(plan, levelName);
  if (!found.ok) return found;
  const parts = rule.make(plan, found.value, choices);
  if (!parts.ok) return parts;
  return done({
    type: "batch",
    label: `Add the rule ${rule.name}${rule.ofLevel ? ` for ${found.value.plural}` : ""}`,
    commands: asCommands(plan, parts.value, choices),
  });
}

function asCommands(plan: Plan, parts: RuleParts, choices: RuleChoices): readonly SingleCommand[] {
  const assumptions = parts.assumptions.flatMap((assumption): readonly SingleCommand[] => {
    const own = plan.assumptions.find((each) => each.name.toLowerCase() === assumption.name.toLowerCase());
    if (own === undefined) return [{ type: "addAssumption", ...assumption }];
    return choices.value === undefined
      ? []
      : [{ type: "setAssumption", name: own.name, value: choices.value }];
  });
  const tables = (parts.tables ?? []).filter(
    (command) => command.type !== "addTable" || findTable(plan, command.name) === undefined,
  );
  const columns = parts.columns.flatMap(({ table, column }): readonly SingleCommand[] => {
    const existing = findTable(plan, table);
    if (existing !== undefined && findColumn(existing, column.name) !== undefined) return [];
    return [{ type: "addColumn", table, column }];
  });
  return [...(parts.before ?? []), ...assumptions, ...tables, ...columns];
}
