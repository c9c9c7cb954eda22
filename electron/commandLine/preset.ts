// `preset`: lists the allowance rules that were paid or proposed, with their sources, or puts one in force in a plan.

import {
  ALLOWANCE_PRESETS,
  isComparable,
  RELIABILITY_IN_WORDS,
} from "../../renderer/funding/allowancePresets.ts";
import { presetCommands } from "../../renderer/funding/applyPreset.ts";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { expectValue, printJson, printLine, printProblems, printTable } from "./output.ts";
import { readPlan, writePlan } from "./planFiles.ts";

export const presetVerb: Verb = {
  name: "preset",
  usage: "preset PLAN (--list | --apply NAME [--option O] [--replace] [--out PLAN]) [--json]",
  help: "Lists allowance presets with sources, or puts one in force in the base or in one option. --replace: also over formulas of your own.",
  async run(argumentList) {
    const given = parseArguments(argumentList, {
      texts: ["apply", "option", "out"],
      flags: ["list", "replace", "json"],
    });
    const [path, ...more] = given.files;
    const name = given.text("apply");
    if (given.flag("list")) {
      if (given.flag("json")) printJson(ALLOWANCE_PRESETS.map(asJson));
      else printList();
      return;
    }
    if (path === undefined || more.length > 0 || name === undefined)
      throw new UsageError("Name a plan file, and a preset with --apply, or use --list.");
    const plan = await readPlan(path);
    const option = given.text("option");
    const batch = expectValue(
      presetCommands(plan, name, {
        ...(option === undefined ? {} : { option }),
        replaceOwnFormulas: given.flag("replace"),
      }),
    );
    const applied = expectValue(applyCommand(plan, batch));
    const out = given.text("out") ?? path;
    await writePlan(out, applied.plan);
    printProblems(applied.problems);
    if (given.flag("json")) printJson({ plan: out, applied: applied.label, problems: applied.problems });
    else printLine(applied.label);
  },
};

function asJson(preset: (typeof ALLOWANCE_PRESETS)[number]): unknown {
  const { name, scope, year, source, reliability, covers, rule, values, steps } = preset;
  return {
    ...{ name, scope, year, source, reliability: RELIABILITY_IN_WORDS[reliability], covers },
    ...{ comparable: isComparable(preset), rule, values, steps: steps ?? [] },
  };
}

function printList(): void {
  printTable(
    ["Preset", "Year", "Rule", "Comparable", "Source"],
    ALLOWANCE_PRESETS.map((preset) => [
      preset.name,
      preset.year,
      preset.rule,
      isComparable(preset) ? "yes" : `no: ${preset.covers}`,
      `${preset.source} (${RELIABILITY_IN_WORDS[preset.reliability]})`,
    ]),
    new Set(),
  );
}
