// `simulate` and `risk` as a script meets them: the real program, its JSON, its exit codes, the same figures for any number
// of threads, and, where the real files are beside the checkout, all England by PCN, ICB and cluster.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { starterCommands } from "../../renderer/funding/starterColumns.ts";
import type { Command } from "../../renderer/plan/commands/command.ts";
import { serialisePlan } from "../../renderer/plan/planFile.ts";
import { samplePlan } from "../../renderer/plan/samplePlan.ts";
import { planAfter } from "../support/planBuilder.ts";
import { sharedPath } from "../support/sharedData.ts";
import { withRisk } from "../unit/pooling/plan/riskPlans.ts";

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
      { cwd: folder, maxBuffer: 1 << 28 },
      (error, output, errors) =>
        done({
          exitCode: typeof error?.code === "number" ? error.code : error === null ? 0 : -1,
          output,
          errors,
        }),
    );
  });
}

// biome-ignore lint/suspicious/noExplicitAny: what the program printed, looked at field by field
async function json(...words: readonly string[]): Promise<any> {
  const { exitCode, output, errors } = await run(...words, "--json");
  if (exitCode !== 0) throw new Error(errors);
  return JSON.parse(output);
}

const POOLED: Command = {
  type: "addRows",
  table: "Pools",
  rows: [
    {
      Pool: "High-cost patients",
      Level: "Place",
      "One pool for each": "CCG",
      Layer: "excess of loss per person",
      Retention: 100_000,
      "Contribution basis": "expected payments",
      "In force": "Yes",
    },
  ],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "catchment-simulate-"));
  const sample = samplePlan(starterCommands);
  await writeFile(join(folder, "bare.catchment"), serialisePlan(sample));
  await writeFile(join(folder, "pooled.catchment"), serialisePlan(planAfter(withRisk(sample), POOLED)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("simulate", () => {
  test("one record a group with figures, standard errors and units", async () => {
    const told = await json("simulate", "bare.catchment", "--trials", "2000", "--seed", "5");
    expect(told).toMatchObject({ plan: "bare.catchment", seed: 5, trials: 2000, pools: [] });
    expect(told.model).toContain("person spread 3.6");
    const found = told.records.find(
      // biome-ignore lint/suspicious/noExplicitAny: a record of the program's output
      (each: any) => each.option === "Today" && each.level === "CCG" && each.group === "Midmarsh CCG",
    );
    expect(found).toMatchObject({ patients: 212_964, trials: 2000, years: 1 });
    expect(found.budget).toBeCloseTo(212_964 * 1828.38, 0);
    const { gross } = found;
    expect(Math.abs(gross.standardDeviation - 3.6 / Math.sqrt(212_964))).toBeLessThan(
      4 * gross.standardDeviationStandardError,
    );
    expect(gross.chances.map((each: { line: number }) => each.line)).toEqual([0, 0.01, 0.02, 0.05, 0.1]);
    expect(gross.quantiles.map((each: { level: number }) => each.level)).toEqual([
      0.75, 0.9, 0.95, 0.99, 0.995,
    ]);
    expect(found.afterPools).toEqual(gross);
    expect(JSON.stringify(told.records)).not.toContain("NaN");
  });

  test("the same seed gives the same output for any number of threads", async () => {
    const words = ["simulate", "pooled.catchment", "--trials", "1500", "--seed", "9"];
    const [one, two, three] = await Promise.all(
      ["1", "2", "3"].map((workers) => run(...words, "--workers", workers, "--json")),
    );
    expect(one?.exitCode).toBe(0);
    expect(two?.output).toBe(one?.output);
    expect(three?.output).toBe(one?.output);
    const other = await run("simulate", "pooled.catchment", "--trials", "1500", "--seed", "10", "--json");
    expect(other.output).not.toBe(one?.output);
  });

  test("pools have ruin, payments and needed contributions; members are calmer for them", async () => {
    const told = await json("simulate", "pooled.catchment", "--trials", "1500", "--option", "today");
    expect(told.pools).toHaveLength(4);
    expect(told.pools[0].pool).toBe("High-cost patients: Northfell CCG");
    expect(told.pools[0].ruinChance.chance).toBeGreaterThan(0);
    expect(told.pools[0].neededContributions.length).toBe(5);
    const small = told.records.find((each: { group: string }) => each.group === "Upper Tarn");
    expect(small.afterPools.standardDeviation).toBeLessThan(small.gross.standardDeviation);
    expect(new Set(told.records.map((each: { option: string }) => each.option))).toEqual(new Set(["Today"]));
  });

  test("words, a level by its plural, and results kept as columns", async () => {
    const words = await run("simulate", "pooled.catchment", "--trials", "500", "--level", "ccgs", "--record");
    expect(words.exitCode).toBe(0);
    expect(words.output).toContain("Four Vales CCG");
    expect(words.output).not.toContain("Upper Tarn ");
    expect(words.output).toContain("500 trials, seed 1");
    const shown = await json("show", "pooled.catchment", "--table", "CCGs");
    expect(shown.rows[1]["Simulated spread"]).toBeGreaterThan(0);
    const plan = await readFile(join(folder, "pooled.catchment"), "utf8");
    expect(plan).toContain('"trials"');
  });

  test.each([
    ["no trials", ["--trials", "0"], 2, "--trials takes a whole number"],
    ["half a trial", ["--trials", "2.5"], 2, "--trials takes a whole number"],
    ["a negative seed", ["--seed=-1"], 2, "--seed takes a whole number"],
    ["no thread", ["--workers", "0"], 2, "--workers takes a whole number"],
    ["an unknown option", ["--option", "Tomorrow"], 3, "no option"],
    ["an unknown level", ["--level", "Parish"], 3, "Parish"],
  ])("%s is refused", async (_, words, exitCode, message) => {
    const told = await run("simulate", "bare.catchment", ...words);
    expect(told.exitCode).toBe(exitCode);
    expect(told.errors).toContain(message);
  });

  test("risk adds the tables once", async () => {
    const told = await json("risk", "bare.catchment", "--out", "ready.catchment");
    expect(told.applied).toBeGreaterThan(50);
    expect((await json("show", "ready.catchment", "--table", "Pools")).rows).toHaveLength(6);
    expect(await run("risk", "ready.catchment")).toMatchObject({ exitCode: 3 });
  });
});

const lists = sharedPath("data", "gp-reg-pat-prac-all-2021-01.csv");
const map = sharedPath("data", "gp-reg-pat-prac-map-2022-01.csv");
const isThere = lists !== null && map !== null;
if (!isThere) console.log("Skipped England: the real files are not beside the checkout.");

describe.skipIf(!isThere)("England", () => {
  test("PCN against ICB against cluster: risk and affordability in one comparison, in seconds", async () => {
    const levels = "PCN=PCN_NAME,ICB=STP_NAME";
    await json("import", lists ?? "", map ?? "", "--levels", levels, "--plan", "england.catchment");
    await json("risk", "england.catchment");
    const icbs: { ICB: string }[] = (await json("show", "england.catchment", "--table", "ICBs")).rows.slice(
      1,
    );
    const clusters: Command[] = [{ type: "addOption", name: "Clusters" }];
    for (let at = 0; at + 1 < icbs.length; at += 2)
      clusters.push({
        type: "mergeGroups",
        option: "Clusters",
        level: "ICB",
        groups: [icbs[at + 1]?.ICB ?? ""],
        into: icbs[at]?.ICB ?? "",
      });
    await writeFile(join(folder, "clusters.json"), JSON.stringify(clusters));
    await json("apply", "england.catchment", "clusters.json");
    const started = performance.now();
    const told = await json("simulate", "england.catchment", "--trials", "10000", "--workers", "2");
    const seconds = (performance.now() - started) / 1000;
    console.log(`England, 2 options, 10,000 trials, ${told.records.length} groups: ${seconds.toFixed(1)} s`);
    // Four seconds by itself on two cores; other tests run beside it.
    expect(seconds).toBeLessThan(120);
    const worst = (option: string, level: string) =>
      Math.max(
        ...told.records
          .filter((each: GroupOfOutput) => each.option === option && each.level === level)
          .map((each: GroupOfOutput) => each.gross.standardDeviation),
      );
    expect(worst("Today", "PCN")).toBeGreaterThan(worst("Today", "ICB"));
    expect(worst("Today", "ICB")).toBeGreaterThan(worst("Clusters", "ICB"));
    const options = (await json("show", "england.catchment", "--table", "Options")).rows;
    expect(options[0]["PCNs that can bear their risk"]).toBeLessThan(100);
    expect(options[0]["ICBs that can bear their risk"]).toBe(42);
    expect(options[1]["ICBs that can bear their risk"]).toBe(21);
  }, 400_000);
});

interface GroupOfOutput {
  readonly option: string;
  readonly level: string;
  readonly gross: { readonly standardDeviation: number };
}
