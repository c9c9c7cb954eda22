// `risk`: adds the risk tables, assumptions and live columns to a plan that does not have them.

import { applyCommand } from "../../renderer/plan/apply.ts";
import { riskCommands } from "../../renderer/pooling/plan/riskCommands.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { expectValue, printJson, printLine, printProblems } from "./output.ts";
import { readPlan, writePlan } from "./planFiles.ts";

export const riskVerb: Verb = {
  name: "risk",
  usage: "risk PLAN [--out PLAN] [--json]",
  help: "Adds the Service lines and Pools tables with ready rows, their assumptions, and live risk columns on every level.",
  async run(argumentList) {
    const given = parseArguments(argumentList, { texts: ["out"], flags: ["json"] });
    const [path, ...more] = given.files;
    if (path === undefined || more.length > 0) throw new UsageError("Name one plan file.");
    const plan = await readPlan(path);
    const batch = expectValue(riskCommands(plan));
    const applied = expectValue(applyCommand(plan, batch));
    const out = given.text("out") ?? path;
    await writePlan(out, applied.plan);
    printProblems(applied.problems);
    const added = batch.commands.length;
    if (given.flag("json")) printJson({ plan: out, applied: added, problems: applied.problems });
    else printLine(`${applied.label} (${added} steps).`);
  },
};
