// The command line as a script meets it: the real program, started anew for every example, with exit codes, standard
// output and standard error. The files are invented.

import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { csv, listFile, mapFile, sessionFile, weightedRows } from "../support/makeFiles.ts";

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
        done({
          exitCode: typeof error?.code === "number" ? error.code : error === null ? 0 : -1,
          output,
          errors,
        });
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
  folder = await mkdtemp(join(tmpdir(), "catchment-command line-"));
  const files = {
    "lists.csv": listFile(),
    "map.csv": mapFile(),
    "weighted.csv": csv(weightedRows(false)),
    "session.json": sessionFile(),
    "headings.csv": listFile().split(/\r?\n/)[0] ?? "",
    "unknown.csv": "GP,Surgery,Registered patients\nA10001,One,100\nA10002,Two,200\n",
    "names.csv": "name,value\nNorth,1\nSouth,2\n",
    "good.json": '{"type":"setTitle","title":"Changed"}',
    "bad.json": '[{"type":"setTitle","title":"Changed"},{"type":"setTitle","title":""}]',
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  await run(
    "import",
    "lists.csv",
    "map.csv",
    "--levels",
    "PCN=PCN_NAME,CCG=CCG_NAME",
    "--plan",
    "plan.catchment",
  );
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("exit codes", () => {
  test.each<[number, string, readonly string[]]>([
    [0, "", ["help"]],
    [0, "", ["show", "--help"]],
    [2, "", []],
    [2, "There is no verb", ["sow"]],
    [2, "at least one data file", ["import"]],
    [2, "--plan", ["import", "lists.csv"]],
    [2, "--plan", ["import", "lists.csv", "--plan", ""]],
    [2, "over the data file", ["import", "lists.csv", "--plan", "./lists.csv"]],
    [2, '"PCN" is not one', ["import", "lists.csv", "--plan", "x.catchment", "--levels", "PCN"]],
    [2, "--sideways", ["show", "plan.catchment", "--sideways"]],
    [2, "--table", ["show", "plan.catchment"]],
    [2, "one of", ["show", "plan.catchment", "--table", "CCGs", "--json", "--csv"]],
    [2, ".xlsx", ["export", "plan.catchment", "book.csv"]],
    [3, "no such file", ["import", "missing.csv", "--plan", "x.catchment"]],
    [3, "it is a folder", ["import", ".", "--plan", "x.catchment"]],
    [3, "no such file or folder", ["import", "lists.csv", "--plan", "nowhere/x.catchment"]],
    [3, 'no column "PLACE"', ["import", "lists.csv", "--plan", "x.catchment", "--levels", "Place=PLACE"]],
    [3, "no rows below its headings", ["import", "headings.csv", "--plan", "x.catchment"]],
    [3, "error: No column", ["import", "names.csv", "--plan", "x.catchment"]],
    [3, 'no table "Towns"', ["show", "plan.catchment", "--table", "Towns"]],
    [3, 'no column "Colour"', ["show", "plan.catchment", "--table", "CCGs", "--columns", "Colour"]],
    [3, 'no option "B"', ["show", "plan.catchment", "--table", "CCGs", "--option", "B"]],
    [3, "not a Catchment plan", ["compare", "lists.csv"]],
    [3, "Command 2 (setTitle)", ["apply", "plan.catchment", "bad.json"]],
    [3, "is not JSON", ["apply", "plan.catchment", "lists.csv"]],
  ])("%i: %s", async (exitCode, said, words) => {
    const result = await run(...words);
    expect([result.exitCode, result.errors]).toEqual([exitCode, expect.stringContaining(said)]);
    if (exitCode === 3) expect(result.output).toBe("");
    expect(existsSync(join(folder, "x.catchment"))).toBe(false);
  });

  test("a command that cannot be done saves none of the others", async () => {
    const before = await readFile(join(folder, "plan.catchment"), "utf8");
    await run("apply", "plan.catchment", "bad.json");
    expect(await readFile(join(folder, "plan.catchment"), "utf8")).toBe(before);
    const changed = await json("apply", "plan.catchment", "good.json", "--out", "changed.catchment");
    expect(changed.applied).toHaveLength(1);
    expect(await readFile(join(folder, "plan.catchment"), "utf8")).toBe(before);
  });

  test("a reader that has seen enough is no failure", async () => {
    const exit = await new Promise<unknown>((done) => {
      const program = spawn(process.execPath, [PROGRAM, "show", "plan.catchment", "--table", "Practices"], {
        cwd: folder,
      });
      let errors = "";
      program.stderr.on("data", (text) => {
        errors += String(text);
      });
      program.stdout.destroy();
      program.on("close", (code) => done([code, errors]));
    });
    expect(exit).toEqual([0, ""]);
  });
});

describe("import", () => {
  test("a table nobody knows says what was taken for what", async () => {
    const { problems, patients } = await json("import", "unknown.csv", "--plan", "unknown.catchment");
    const [guess] = problems.filter((each: { code: string }) => each.code === "guessed-columns");
    expect([guess.severity, guess.message, patients]).toEqual([
      "warning",
      expect.stringContaining(
        'It took "GP" for the practice code, "Surgery" for the name and "Registered patients" for the list size.',
      ),
      300,
    ]);
  });

  const sessionLevels: readonly [string, readonly string[], readonly string[]][] = [
    ["no levels asked for", [], ["Place", "ICB"]],
    ["a level of another file", ["--levels", "ICB=ICS22name"], ["Place", "ICB"]],
    ["another name for its places", ["--levels", "Locality=Place,ICB=ICS22name"], ["Locality", "ICB"]],
    ["places of another file", ["--levels", "Place=LTLA21"], ["Place"]],
  ];
  test.each(sessionLevels)("a saved session and %s", async (_what, words, levels) => {
    const imported = await json(
      "import",
      "session.json",
      "weighted.csv",
      ...words,
      "--plan",
      "places.catchment",
    );
    expect(imported.levels.map((each: { level: string }) => each.level)).toEqual(levels);
    const unused = imported.problems.filter((each: { code: string }) => each.code === "places-not-used");
    expect(unused).toHaveLength(words.includes("Place=LTLA21") ? 1 : 0);
  });

  test("a saved session alone keeps its own ICB", async () => {
    const imported = await json("import", "session.json", "--plan", "session.catchment");
    expect(imported.levels).toEqual([
      { level: "Place", table: "Places", groups: 2 },
      { level: "ICB", table: "ICBs", groups: 1 },
    ]);
  });
});
