// `apply`: plan commands from a JSON file, all of them or none.

import { basename } from "node:path";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { parseCommands } from "../../renderer/plan/commands/parseCommands.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import type { Problem } from "../../renderer/plan/problem.ts";
import { problem } from "../../renderer/plan/problem.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { CannotBeDone, expectValue, printJson, printLine, printProblems } from "./output.ts";
import { readPlan, readText, writePlan } from "./planFiles.ts";

export const applyVerb: Verb = {
  name: "apply",
  usage: "apply PLAN COMMANDS.json [--out PLAN] [--json]",
  help: "Applies plan commands (one object or a list; described in renderer/plan/README.md). If one cannot be done, none is.",
  async run(argumentList) {
    const given = parseArguments(argumentList, { texts: ["out"], flags: ["json"] });
    const [planPath, commandsPath, ...more] = given.files;
    if (planPath === undefined || commandsPath === undefined || more.length > 0) {
      throw new UsageError("Name a plan file and a file of commands.");
    }
    let plan: Plan = await readPlan(planPath);
    const commands = expectValue(parseCommands(parseJson(await readText(commandsPath), commandsPath)));
    const labels: string[] = [];
    const problems: Problem[] = [];
    for (const [index, command] of commands.entries()) {
      const result = applyCommand(plan, command);
      if (!result.ok) {
        const { problem: found } = result;
        throw new CannotBeDone([
          { ...found, message: `Command ${index + 1} (${command.type}): ${found.message}` },
        ]);
      }
      plan = result.value.plan;
      labels.push(result.value.label);
      problems.push(...result.value.problems);
    }
    const out = given.text("out") ?? planPath;
    await writePlan(out, plan);
    printProblems(problems);
    if (given.flag("json")) printJson({ plan: out, applied: labels, problems });
    else for (const label of labels) printLine(label);
  },
};

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotBeDone([problem("not-json", `${basename(path)} is not JSON: ${why}.`)]);
  }
}
