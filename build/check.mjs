// `npm run check`: format and lint, types of every project, architecture. The same in CI and before a commit.
// Every check runs even when an earlier one failed, so one run shows all there is to mend.

import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");

/** @type {readonly (readonly [string, string, readonly string[]])[]} */
const CHECKS = [
  ["format and lint", "biome", ["check", "--error-on-warnings", "."]],
  ["types: pure folders", "tsc", ["-p", "renderer/pure.tsconfig.json"]],
  ["types: excel", "tsc", ["-p", "renderer/excel/tsconfig.json"]],
  ["types: renderer", "tsc", ["-p", "renderer"]],
  ["types: electron", "tsc", ["-p", "electron"]],
  ["types: tests", "tsc", ["-p", "tests"]],
  [
    "architecture",
    "vitest",
    ["run", "--config", "tests/vitest.config.ts", "--project", "unit", "tests/architecture.test.ts"],
  ],
];

const failed = CHECKS.filter(([name, program, argumentList]) => {
  process.stdout.write(`\n== ${name}\n`);
  const run = spawnSync(resolve(root, "node_modules/.bin", program), argumentList, {
    cwd: root,
    stdio: "inherit",
  });
  return run.status !== 0;
}).map(([name]) => name);

if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(", ")}`);
  process.exit(1);
}
console.log("\nAll checks passed.");
