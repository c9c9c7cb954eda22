// Samples, presets, the running-cost model and rules from the command line: the real program, with exit codes and output.

import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const PROGRAM = resolve(import.meta.dirname, "../../build/catchment.mjs");
let folder = "";

interface Run {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

function run(...words: readonly string[]): Promise<Run> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [PROGRAM, ...words],
      { cwd: folder, maxBuffer: 1 << 26 },
      (error, output, errors) => {
        const exitCode = typeof error?.code === "number" ? error.code : error === null ? 0 : -1;
        done({ exitCode, output, errors });
      },
    );
  });
}

// biome-ignore lint/suspicious/noExplicitAny: what the program printed, looked at field by field
async function json(...words: readonly string[]): Promise<any> {
  const { exitCode, output, errors } = await run(...words, "--json");
  if (exitCode !== 0) throw new Error(errors);
  return JSON.parse(output);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "catchment-funding-"));
  await run("sample", "small", "--plan", "small.catchment");
  await run("sample", "2011", "--plan", "2011.catchment");
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

test("samples are listed and made", async () => {
  expect((await json("sample", "--list")).map((each: { name: string }) => each.name)).toEqual([
    "2011",
    "2025",
    "small",
  ]);
  const made = await json("sample", "2025", "--plan", "clusters.catchment");
  expect(made).toMatchObject({ sample: "2025", practices: 894 });
  expect(made.options).toHaveLength(3);
});

test("a preset is put in force in one option, with its source", async () => {
  const presets = await json("preset", "small.catchment", "--list");
  expect(presets).toHaveLength(23);
  expect(presets.every((each: { source: string }) => each.source.length > 10)).toBe(true);
  expect(presets.find((each: { name: string }) => each.name.startsWith("Model ICB"))).toMatchObject({
    comparable: false,
    values: { Allowance_per_head: 18.76 },
  });
  await copyFile(join(folder, "small.catchment"), join(folder, "preset.catchment"));
  const applied = await json(
    ...["preset", "preset.catchment", "--apply", "Model ICB 2025: £18.76 a head"],
    ...["--option", "one ccg with federations"],
  );
  expect(applied.applied).toBe(
    "Put the allowance Model ICB 2025: £18.76 a head in force in One CCG with federations",
  );
  const [standing] = await json("rules", "preset.catchment", "--option", "One CCG with federations");
  expect(standing).toMatchObject({ standing: "warn" });
  expect(standing.rules).toEqual([
    {
      table: "Options",
      rule: "Allowance comparable",
      outcome: "warn",
      sentence:
        "This allowance is not comparable with a running-cost allowance: it pays for something else or for more.",
      standing: "warn",
      passes: 0,
      doesNotPass: 1,
      doesNotApply: 0,
      errors: 0,
      failing: ["One CCG with federations"],
      inError: [],
    },
  ]);
});

test("rules are listed, added and told option by option, with names", async () => {
  const standings = await json("rules", "2011.catchment");
  expect(standings.map((each: { standing: string }) => each.standing)).toEqual([
    "pass",
    "fail",
    "fail",
    "pass",
    "pass",
    "pass",
    "fail",
    "fail",
  ]);
  const words = await run("rules", "2011.catchment", "--option", "Independent at 100,000");
  expect(words.exitCode).toBe(0);
  expect(words.output).toMatch(
    /Pays its way +fail +0 +12 +Tarnside CCG, .* and 9 more: The allowance does not pay/,
  );
  await copyFile(join(folder, "small.catchment"), join(folder, "rules.catchment"));
  await json("rules", "rules.catchment", "--add", "smallest size", "--level", "Place", "--value", "50000");
  const [today] = await json("rules", "rules.catchment", "--option", "today");
  expect(today.rules[0]).toMatchObject({
    table: "Places",
    rule: "Large enough",
    standing: "fail",
    doesNotPass: 1,
  });
  expect((await json("rules", "--list")).length).toBe(11);
});

test("the running-cost model is added to a level", async () => {
  await copyFile(join(folder, "small.catchment"), join(folder, "costs.catchment"));
  expect((await json("costs", "costs.catchment", "--level", "ccg")).applied).toBe(
    "Work out the running cost of CCGs",
  );
  const again = await run("costs", "costs.catchment", "--level", "Place");
  expect(again.exitCode).toBe(3);
  expect(again.errors).toContain("already");
});

test.each<[number, string, readonly string[]]>([
  [2, "Name a sample", ["sample"]],
  [2, "There is no sample 1991", ["sample", "1991", "--plan", "x.catchment"]],
  [2, "preset with --apply", ["preset", "small.catchment"]],
  [3, "no allowance preset", ["preset", "small.catchment", "--apply", "£26"]],
  [
    3,
    "no option",
    ["preset", "small.catchment", "--apply", "CCG 2013/14: £25 a head", "--option", "Nowhere"],
  ],
  [3, "no ready rule", ["rules", "small.catchment", "--add", "beauty", "--level", "CCG"]],
  [
    2,
    "--value takes a number",
    ["rules", "small.catchment", "--add", "smallest size", "--level", "CCG", "--value", "many"],
  ],
  [
    3,
    "no coordinates|no columns Easting",
    ["rules", "small.catchment", "--add", "close together", "--level", "CCG"],
  ],
  [2, "with --level", ["costs", "small.catchment"]],
])("exit code %d: %s", async (exitCode, words, line) => {
  const done = await run(...line);
  expect(done.errors).toMatch(new RegExp(words));
  expect(done.exitCode).toBe(exitCode);
});
