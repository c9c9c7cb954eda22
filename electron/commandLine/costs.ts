// `costs`: gives a level of a plan the running-cost model: posts, functions, other costs and sharing in place of one fixed cost.

import { runningCostCommands } from "../../renderer/funding/runningCost.ts";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { expectValue, printJson, printLine, printProblems } from "./output.ts";
import { readPlan, writePlan } from "./planFiles.ts";

export const costsVerb: Verb = {
  name: "costs",
  usage: "costs PLAN --level L [--out PLAN] [--json]",
  help: "Adds the running-cost model to a level: tables of posts, functions, providers and other costs, shared posts, and what each group pays, has left and saves.",
  async run(argumentList) {
    const given = parseArguments(argumentList, { texts: ["level", "out"], flags: ["json"] });
    const [path, ...more] = given.files;
    const level = given.text("level");
    if (path === undefined || more.length > 0 || level === undefined)
      throw new UsageError("Name one plan file, and the level whose groups are bodies with --level.");
    const plan = await readPlan(path);
    const batch = expectValue(runningCostCommands(plan, level));
    const applied = expectValue(applyCommand(plan, batch));
    const out = given.text("out") ?? path;
    await writePlan(out, applied.plan);
    printProblems(applied.problems);
    if (given.flag("json")) printJson({ plan: out, applied: applied.label, problems: applied.problems });
    else printLine(applied.label);
  },
};
