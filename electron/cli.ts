// The command line: the same commands as the screen, for scripts and tests. A Node host of the pure folders; it
// shares no state with the desktop program and opens no window.
//
// What must stay true: exit code 0 when it was done (warnings are in the output), 1 when it was done and a comparison
// found differences, 2 for bad usage, 3 when it could not be done; problems go to standard error in words, results to
// standard output.

import { applyVerb } from "./commandLine/apply.ts";
import { UsageError, type Verb } from "./commandLine/arguments.ts";
import { checkVerb } from "./commandLine/check.ts";
import { compareVerb } from "./commandLine/compare.ts";
import { costsVerb } from "./commandLine/costs.ts";
import { exportVerb } from "./commandLine/export.ts";
import { findingsVerb } from "./commandLine/findings.ts";
import { importVerb } from "./commandLine/import.ts";
import { openVerb } from "./commandLine/open.ts";
import { CannotBeDone, FoundDifferences, printProblem } from "./commandLine/output.ts";
import { patchVerb } from "./commandLine/patch.ts";
import { presetVerb } from "./commandLine/preset.ts";
import { riskVerb } from "./commandLine/risk.ts";
import { rulesVerb } from "./commandLine/rules.ts";
import { sampleVerb } from "./commandLine/sample.ts";
import { saveBackVerb } from "./commandLine/saveBack.ts";
import { showVerb } from "./commandLine/show.ts";
import { simulateVerb } from "./commandLine/simulate.ts";

const VERBS: readonly Verb[] = [
  importVerb,
  showVerb,
  applyVerb,
  compareVerb,
  exportVerb,
  openVerb,
  patchVerb,
  saveBackVerb,
  findingsVerb,
  checkVerb,
  sampleVerb,
  presetVerb,
  costsVerb,
  rulesVerb,
  riskVerb,
  simulateVerb,
];

function help(): string {
  const lines = VERBS.flatMap((verb) => [`  catchment ${verb.usage}`, `      ${verb.help}`]);
  return [
    "Catchment groups GP practices in alternative ways and shows what each does to money and risk.",
    "",
    ...lines,
  ].join("\n");
}

async function main(argumentList: readonly string[]): Promise<number> {
  const [name, ...rest] = argumentList;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(`${help()}\n`);
    return name === undefined ? 2 : 0;
  }
  const verb = VERBS.find((each) => each.name === name);
  if (verb === undefined) {
    process.stderr.write(
      `There is no verb ${name}. Use one of: ${VERBS.map((each) => each.name).join(", ")}.\n`,
    );
    return 2;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(`catchment ${verb.usage}\n    ${verb.help}\n`);
    return 0;
  }
  try {
    await verb.run(rest);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\nUsage: catchment ${verb.usage}\n`);
      return 2;
    }
    if (error instanceof FoundDifferences) return 1;
    if (error instanceof CannotBeDone) {
      for (const each of error.problems) printProblem(each, process.stderr);
      return 3;
    }
    throw error;
  }
}

// Whoever reads the output may have seen enough (`| head`): that is no failure, and there is nobody left to tell.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// The exit code is set, not forced, so that output to a pipe is written to the end.
process.exitCode = await main(process.argv.slice(2));
