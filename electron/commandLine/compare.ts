// `compare`: the options of a plan side by side, with the differences from the base and who moved.

import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import { serialOfMoment } from "../../renderer/plan/clock.ts";
import {
  compareMeasures,
  compareOptions,
  type Difference,
  type Measure,
} from "../../renderer/plan/compare.ts";
import type { Option, Plan } from "../../renderer/plan/plan.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { printJson, printLine, printTable, shown } from "./output.ts";
import { readPlan } from "./planFiles.ts";

export const compareVerb: Verb = {
  name: "compare",
  usage: "compare PLAN [--json]",
  help: "Prints every measure of the Options table in every option, its difference from the base, and the practices moved.",
  async run(argumentList) {
    const given = parseArguments(argumentList, { texts: [], flags: ["json"] });
    const [path, ...more] = given.files;
    if (path === undefined || more.length > 0) throw new UsageError("Name one plan file.");
    const plan = await readPlan(path);
    const calculation = new PlanCalculation(plan, serialOfMoment(new Date()));
    const measures = compareMeasures(plan, calculation);
    const [base, ...others] = plan.options as [Option, ...Option[]];
    const comparisons = others.map((option) => ({
      option: option.name,
      ...compareOptions(plan, calculation, base, option),
    }));
    if (given.flag("json")) {
      printJson({
        base: base.name,
        options: plan.options.map((option) => option.name),
        measures: measures.map((each) => asJson(plan, each)),
        comparisons,
      });
      return;
    }
    printMeasures(plan, measures);
    for (const { option, moved, groups } of comparisons) {
      printLine();
      printLine(
        `${option} against ${base.name}: ${moved.length} practices moved, ${groups.length} groups changed.`,
      );
      for (const practice of moved) {
        const moves = practice.levels.map((level) => `${level.levelName} ${level.from} → ${level.to}`);
        printLine(`  ${practice.code} ${practice.name}: ${moves.join("; ")}`);
      }
    }
  },
};

function asJson(plan: Plan, measure: Measure) {
  const values = measure.values.map(({ value, difference }, index) => ({
    option: plan.options[index]?.name,
    value,
    difference,
  }));
  return { measure: measure.name, format: measure.format, values };
}

function differenceWords(difference: Difference, format: string): string {
  if (difference.kind === "same") return "";
  if (difference.kind === "other") return " (differs)";
  const sign = difference.absolute > 0 ? "+" : "";
  const percent = difference.relative === null ? "" : `, ${sign}${shown(difference.relative, "0.0%")}`;
  return ` (${sign}${shown(difference.absolute, format)}${percent})`;
}

function printMeasures(plan: Plan, measures: readonly Measure[]): void {
  const rows = measures.map((measure) => [
    measure.name,
    ...measure.values.map(
      ({ value, difference }) =>
        `${shown(value, measure.format)}${differenceWords(difference, measure.format)}`,
    ),
  ]);
  printTable(
    ["Measure", ...plan.options.map((option) => option.name)],
    rows,
    new Set(plan.options.map((_, index) => index + 1)),
  );
}
