// `npm test`: every suite, fast ones first, then one closing line that sums them all up. A runner that dies
// without a report counts as one failure, so a crash can never look like success.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { ensureTestTools } from "../build/testTools.mjs";

const root = resolve(import.meta.dirname, "..");
const results = resolve(root, "tests/results");
mkdirSync(results, { recursive: true });

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @param {string} program @param {readonly string[]} argumentList @param {Record<string, string>} [environment] */
function run(program, argumentList, environment = {}) {
  return spawnSync(resolve(root, "node_modules/.bin", program), argumentList, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...environment },
  }).status;
}

/**
 * @param {string} report
 * @param {number | null} status
 * @param {(report: any) => Count} read
 * @returns {Count}
 */
function count(report, status, read) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const counted = read(JSON.parse(readFileSync(report, "utf8")));
  return status !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

/** @param {string} project */
function vitest(project) {
  const report = resolve(results, `${project}.json`);
  rmSync(report, { force: true });
  const status = run("vitest", [
    ...["run", "--config", "tests/vitest.config.ts", "--project", project],
    ...["--reporter", "default", "--reporter", "json", `--outputFile.json=${report}`],
  ]);
  return count(report, status, (json) => ({
    passed: json.numPassedTests,
    failed:
      json.numFailedTests +
      json.testResults.filter(
        (/** @type {any} */ file) => file.status === "failed" && file.assertionResults.length === 0,
      ).length,
    skipped: json.numPendingTests + (json.numTodoTests ?? 0),
  }));
}

/** @param {string} project */
function playwright(project) {
  const report = resolve(results, `${project}.json`);
  rmSync(report, { force: true });
  const status = run(
    "playwright",
    ["test", "--config", "tests/playwright.config.ts", "--project", project, "--reporter", "list,json"],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  );
  return count(report, status, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));
}

const missing = ensureTestTools();
for (const tool of missing)
  console.log(`${tool} is missing and could not be installed: the suites that need it skip.`);

const build = spawnSync(process.execPath, [resolve(root, "build/bundle.mjs")], {
  cwd: root,
  stdio: "inherit",
});
/** @type {Record<string, Count>} */
const counts = { build: { passed: 0, failed: build.status === 0 ? 0 : 1, skipped: 0 } };
counts.unit = vitest("unit");
counts.golden = vitest("golden");
if (!missing.includes("Chromium")) {
  counts.web = playwright("web");
  counts.electron = playwright("electron");
}
console.log(
  "\nThe suite that drives a launched Electron is not run: its binary is not part of the install (see README).",
);

const sum = { passed: 0, failed: 0, skipped: 0 };
console.log("");
for (const [suite, { passed, failed, skipped }] of Object.entries(counts)) {
  console.log(`${suite}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  sum.passed += passed;
  sum.failed += failed;
  sum.skipped += skipped;
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed === 0 ? 0 : 1);
