// Files made or found to break readers: encrypted, cut short, fuzzed, bombs. Each is read within the limits or refused
// with the sentence that is right for it, by a process of its own whose time and memory are measured.

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "vite";
import { beforeAll, describe, expect, it } from "vitest";
import { sharedPath } from "../support/sharedData.ts";

const folder = sharedPath("corpora", "hostile");
if (folder === null) console.log("hostileWorkbooks: skipped, the workbooks are not beside this checkout");

const MOST_MEGABYTES = 512;
const MOST_MILLISECONDS = 10_000;
const output = resolve("build/dist/test-reader");

interface Outcome {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly sheets: readonly number[];
  readonly milliseconds: number;
  /** The most that the whole process had. */
  readonly megabytes: number;
}

/** What each file must give: a problem's code, or "read". By its name. */
const EXPECTED: readonly (readonly [RegExp, string])[] = [
  [/_pwd_password|__pass_protected|encryptSHA512|protected_sha512|protected_passtika/, "password-protected"],
  // Locked, but not encrypted: everybody may look.
  [/protectstructurewith(out)?password|workbookProtection-|2007_password/, "read"],
  [/00D4EE78301DA16F3BF92631CA9B68E6|00a5888d-6d63/, "read"],
  // Only pictures and charts, no cell.
  [/00c6a24e-a99f|00d63cdd-ee44/, "empty-file"],
  [/__51444|__64473|OPCCompliance_NoCoreProperties|MalformedSSTCount/, "read"],
  [/npoi.*poc-xmlbomb-empty/, "empty-file"],
  [/poi__.*poc-xmlbomb-empty/, "xml-entities"],
  [/null_archive/, "zip-archive"],
  [/openxml4j__invalid/, "not-a-workbook"],
  [/clusterfuzz-testcase/, "damaged-package"],
  // A row 0, among a quarter of a million texts.
  [/poc-shared-strings/, "damaged-package"],
];

const files = folder === null ? [] : readdirSync(folder);

function outcomeOf(name: string): Outcome {
  const run = spawnSync(process.execPath, [`${output}/readOne.mjs`, `${folder}/${name}`], {
    encoding: "utf8",
    timeout: MOST_MILLISECONDS * 2,
  });
  if (run.status !== 0) throw new Error(`${name}: ${run.signal ?? ""} ${run.stderr.slice(0, 500)}`);
  return JSON.parse(run.stdout) as Outcome;
}

describe.runIf(files.length > 0)("hostile workbooks", () => {
  beforeAll(async () => {
    await build({
      configFile: false,
      logLevel: "warn",
      ssr: { noExternal: true },
      build: {
        ssr: resolve("tests/support/readOne.ts"),
        outDir: output,
        emptyOutDir: true,
        target: "node20",
        rolldownOptions: { output: { entryFileNames: "[name].mjs" } },
      },
    });
  });

  it.each(files)("%s", (name) => {
    const outcome = outcomeOf(name);
    expect(outcome.milliseconds).toBeLessThan(MOST_MILLISECONDS);
    expect(outcome.megabytes).toBeLessThan(MOST_MEGABYTES);
    const expected = EXPECTED.find(([pattern]) => pattern.test(name))?.[1];
    expect([name, outcome.code]).toEqual([name, expected]);
    if (outcome.code !== "read") {
      expect(outcome.message).toMatch(/\.$/);
      expect(outcome.remedy).toMatch(/\.$/);
    }
  });
});
