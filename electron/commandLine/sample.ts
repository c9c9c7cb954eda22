// `sample`: writes a sample plan to a file, or lists the samples there are.

import { SAMPLES, sampleNamed } from "../../renderer/samples/samples.ts";
import { parseArguments, UsageError, type Verb } from "./arguments.ts";
import { printJson, printLine, printTable } from "./output.ts";
import { writePlan } from "./planFiles.ts";

export const sampleVerb: Verb = {
  name: "sample",
  usage: "sample --list | NAME --plan FILE [--json]",
  help: "Makes a sample plan of invented practices: 2011 (how small may a commissioner be), 2025 (clusters at £18.76), small.",
  async run(argumentList) {
    const given = parseArguments(argumentList, { texts: ["plan"], flags: ["list", "json"] });
    if (given.flag("list")) {
      if (given.flag("json")) printJson(SAMPLES.map(({ name, title, what }) => ({ name, title, what })));
      else
        printTable(
          ["Name", "Title", "What it shows"],
          SAMPLES.map(({ name, title, what }) => [name, title, what]),
          new Set(),
        );
      return;
    }
    const [name, ...more] = given.files;
    const path = given.text("plan");
    if (name === undefined || more.length > 0 || path === undefined || path === "")
      throw new UsageError("Name a sample and, with --plan, the file to write.");
    const sample = sampleNamed(name);
    if (sample === undefined)
      throw new UsageError(
        `There is no sample ${name}. Use one of: ${SAMPLES.map((each) => each.name).join(", ")}.`,
      );
    const plan = sample.make();
    await writePlan(path, plan);
    const options = plan.options.map((option) => option.name);
    if (given.flag("json"))
      printJson({ plan: path, sample: sample.name, practices: plan.practices.length, options });
    else printLine(`Wrote ${path}: ${plan.practices.length} practices, ${options.length} options.`);
  },
};
