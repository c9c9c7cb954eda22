// `rules`: how a plan stands by its rules, with the names of what does not pass; the ready rules there are; and adding one.

import { RULE_CATALOGUE, ruleCommands } from "../../renderer/funding/ruleCatalogue.ts";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import { serialOfMoment } from "../../renderer/plan/clock.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import { type RuleResult, rulesOf } from "../../renderer/plan/rules.ts";
import { type ParsedArguments, parseArguments, UsageError, type Verb } from "./arguments.ts";
import { expectValue, printJson, printLine, printProblems, printTable } from "./output.ts";
import { optionNamed, readPlan, writePlan } from "./planFiles.ts";

export const rulesVerb: Verb = {
  name: "rules",
  usage:
    "rules PLAN [--option O] [--json] | PLAN --add RULE --level L [--value N] [--column C] [--out PLAN] | --list",
  help: "Shows pass, warn or fail for each rule of each option (or of one) with the names that do not pass; adds a ready rule. Exit code 0, also when rules fail.",
  async run(argumentList) {
    const given = parseArguments(argumentList, {
      texts: ["option", "add", "level", "value", "column", "out"],
      flags: ["list", "json"],
    });
    if (given.flag("list")) return printCatalogue(given.flag("json"));
    const [path, ...more] = given.files;
    if (path === undefined || more.length > 0) throw new UsageError("Name one plan file.");
    const plan = await readPlan(path);
    if (given.text("add") !== undefined) return await addRule(path, plan, given);
    report(plan, given);
  },
};

function printCatalogue(json: boolean): void {
  const rules = RULE_CATALOGUE.map(({ name, what, bound, ofLevel }) => ({
    name,
    what,
    ofLevel,
    bound: bound?.unit ?? null,
    usual: bound?.usual ?? null,
  }));
  if (json) printJson(rules);
  else
    printTable(
      ["Rule", "What it asks", "Bound", "Usual"],
      rules.map((rule) => [
        rule.name,
        rule.what,
        rule.bound ?? "",
        rule.usual === null ? "" : String(rule.usual),
      ]),
      new Set([3]),
    );
}

async function addRule(path: string, plan: Plan, given: ParsedArguments): Promise<void> {
  const level = given.text("level") ?? plan.levels.at(-1)?.name;
  if (level === undefined) throw new UsageError("The plan has no levels; a rule needs one (--level).");
  const typed = given.text("value");
  const value = typed === undefined ? undefined : Number(typed);
  if (value !== undefined && (typed?.trim() === "" || !Number.isFinite(value)))
    throw new UsageError(`--value takes a number; "${typed}" is not one.`);
  const column = given.text("column");
  const batch = expectValue(
    ruleCommands(plan, given.text("add") ?? "", level, {
      ...(value === undefined ? {} : { value }),
      ...(column === undefined ? {} : { column }),
    }),
  );
  const applied = expectValue(applyCommand(plan, batch));
  const out = given.text("out") ?? path;
  await writePlan(out, applied.plan);
  printProblems(applied.problems);
  if (given.flag("json")) printJson({ plan: out, applied: applied.label, problems: applied.problems });
  else printLine(applied.label);
}

function report(plan: Plan, given: ParsedArguments): void {
  const figures = new PlanCalculation(plan, serialOfMoment(new Date()));
  const name = given.text("option");
  const options = name === undefined ? plan.options : [optionNamed(plan, name)];
  const standings = options.map((option) => ({ option, ...rulesOf(plan, figures, option.id) }));
  if (given.flag("json")) {
    printJson(
      standings.map(({ option, standing, rules }) => ({
        option: option.name,
        standing,
        rules: rules.map(ruleJson),
      })),
    );
    return;
  }
  if (standings.every(({ rules }) => rules.length === 0)) {
    printLine("The plan has no rules. Add one with --add, or make any formula column a rule.");
    return;
  }
  for (const { option, standing, rules } of standings) {
    printLine(`${option.name}: ${standing}`);
    printTable(
      ["Table", "Rule", "Stands", "Pass", "Do not", "Names"],
      rules.map((rule) => [
        rule.tableTitle,
        rule.column,
        rule.standing,
        String(rule.passes),
        String(rule.doesNotPass + rule.errors),
        names(rule),
      ]),
      new Set([3, 4]),
    );
    printLine();
  }
}

function ruleJson(rule: RuleResult): unknown {
  return {
    table: rule.table,
    rule: rule.column,
    outcome: rule.rule.outcome,
    sentence: rule.rule.sentence,
    standing: rule.standing,
    passes: rule.passes,
    doesNotPass: rule.doesNotPass,
    doesNotApply: rule.doesNotApply,
    errors: rule.errors,
    failing: rule.failing.map((row) => row.name),
    inError: rule.inError.map((row) => row.name),
  };
}

const NAMES_SHOWN = 3;

/** The first few names that do not pass, and why. */
function names(rule: RuleResult): string {
  const rows = [...rule.failing, ...rule.inError];
  if (rows.length === 0) return "";
  const more = rows.length > NAMES_SHOWN ? ` and ${rows.length - NAMES_SHOWN} more` : "";
  return `${rows
    .slice(0, NAMES_SHOWN)
    .map((row) => row.name)
    .join(", ")}${more}: ${rule.rule.sentence}`;
}
