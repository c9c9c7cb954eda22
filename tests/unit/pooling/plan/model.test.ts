// The plan read into the simulation's model: what counts, what is impossible and where, what makes results stale.

import { describe, expect, test } from "vitest";
import type { Scalar } from "../../../../renderer/engine/values/value.ts";
import type { Command } from "../../../../renderer/plan/commands/command.ts";
import { simulationIsStale } from "../../../../renderer/plan/effective.ts";
import { emptyPlan } from "../../../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../../../renderer/plan/plan.ts";
import { LINE, POOL } from "../../../../renderer/pooling/plan/names.ts";
import { PlanSimulation } from "../../../../renderer/pooling/plan/planSimulation.ts";
import { recordCommand } from "../../../../renderer/pooling/plan/recordCommand.ts";
import { poolRecords } from "../../../../renderer/pooling/plan/records.ts";
import { riskCommands } from "../../../../renderer/pooling/plan/riskCommands.ts";
import { requestsOf } from "../../../../renderer/pooling/plan/simulationModel.ts";
import { inProcessPort } from "../../../../renderer/pooling/simulation/inProcessPort.ts";
import { planAfter, SMALL_IMPORT } from "../../../support/planBuilder.ts";
import { cell, modelOf, planOf, recordOf, recordsOf, run } from "./riskPlans.ts";

const AREAS = [
  { name: "A", county: "X", sizes: [6_000, 9_000, 12_000] },
  { name: "B", county: "X", sizes: [7_000, 8_000] },
  { name: "C", county: "Y", sizes: [5_000, 20_000] },
];
const PLAN = planOf(AREAS);

const line = (column: string, value: Scalar, row = "Whole budget"): Command => ({
  type: "setInput",
  table: "Service lines",
  row,
  column,
  value,
});

const pool = (cells: Readonly<Record<string, Scalar>>): Command => ({
  type: "addRows",
  table: "Pools",
  rows: [{ [POOL.name]: "Ours", [POOL.level]: "Area", [POOL.inForce]: "Yes", ...cells }],
});

const CORRIDOR = { [POOL.layer]: "corridor", [POOL.retention]: 0, [POOL.share]: 1 };
const EXCESS = { [POOL.layer]: "excess of loss per person", [POOL.retention]: 50_000 };

/** Problems but notes, as `table!row column: code`. */
function places(plan: Plan): readonly string[] {
  return modelOf(plan)
    .problems.filter((each) => each.severity !== "note")
    .map(({ where, code }) => `${where?.sheet}!${where?.row ?? ""} ${where?.column}: ${code}`);
}

async function simulates(plan: Plan): Promise<void> {
  const records = await recordsOf(plan, { trials: 64 });
  expect(records.length).toBeGreaterThan(0);
  // NaN and infinities become null in JSON; the only null that is meant is a whole distribution.
  for (const each of records) {
    for (const part of [each.gross, each.afterPools])
      if (part !== null) expect(JSON.stringify(part)).not.toContain("null");
    expect(JSON.stringify(each.paidToPools ?? 0)).not.toContain("null");
  }
}

describe("impossible parameters: a problem at the cell, and the rest goes on", () => {
  test.each<readonly [string, readonly Command[], readonly string[]]>([
    ["nothing wrong", [], []],
    [
      "a negative spread",
      [line(LINE.personSpread, -1)],
      ["Service lines!1 Person spread: impossible-parameter"],
    ],
    [
      "a negative common shock",
      [line(LINE.commonShock, -0.1)],
      ["Service lines!1 Common shock: impossible-parameter"],
    ],
    [
      "a negative practice effect",
      [line(LINE.practiceEffect, -2)],
      ["Service lines!1 Practice effect: impossible-parameter"],
    ],
    ["a bias of -100 %", [line(LINE.bias, -1)], ["Service lines!1 Bias: impossible-parameter"]],
    [
      "a dependence over 1",
      [line(LINE.dependence, 1.5)],
      ["Service lines!1 Dependence between groups: impossible-parameter"],
    ],
    [
      "a share over 100 %",
      [line(LINE.share, 1.2)],
      ["Service lines!1 Share of budget: impossible-parameter"],
    ],
    [
      "shares that sum to more than 100 %",
      [line(LINE.share, 0.3, "Hospital care")],
      ["Service lines!3 Share of budget: impossible-parameter"],
    ],
    [
      "a shape that is none",
      [line(LINE.shape, "cauchy")],
      ["Service lines!1 Shape of chance: impossible-parameter"],
    ],
    [
      "a dependence of lines over 1",
      [{ type: "setAssumption", name: "Dependence_between_lines", value: 3 }],
      ["Assumptions! Value: impossible-parameter"],
    ],
    [
      "a practice without patients",
      [{ type: "setInput", table: "Practices", row: "P00000", column: "List size", value: null }],
      ["Practices! List size: practice-left-out"],
    ],
    [
      "a practice with fewer than no patients",
      [{ type: "setInput", table: "Practices", row: "P00001", column: "List size", value: -50 }],
      ["Practices!2 List size: impossible-parameter"],
    ],
    [
      "an empty group",
      [{ type: "addGroup", level: "Area", name: "Nobody", parent: "X" }],
      ["Area! Area: empty-group"],
    ],
    [
      "a layer above its limit",
      [pool({ ...EXCESS, [POOL.limit]: 40_000 })],
      ["Pools!7 Limit: impossible-parameter"],
    ],
    [
      "a stop-loss above its limit",
      [pool({ [POOL.layer]: "stop-loss", [POOL.retention]: 0.1, [POOL.limit]: 0.05 })],
      ["Pools!7 Limit: impossible-parameter"],
    ],
    [
      "a layer share over 100 %",
      [pool({ ...CORRIDOR, [POOL.share]: 1.5 })],
      ["Pools!7 Share: impossible-parameter"],
    ],
    [
      "a negative retention",
      [pool({ ...EXCESS, [POOL.retention]: -1 })],
      ["Pools!7 Retention: impossible-parameter"],
    ],
    [
      "no retention",
      [pool({ ...EXCESS, [POOL.retention]: null })],
      ["Pools!7 Retention: impossible-parameter"],
    ],
    [
      "a negative contribution",
      [pool({ ...CORRIDOR, [POOL.basis]: "per head", [POOL.contribution]: -3 })],
      ["Pools!7 Contribution: impossible-parameter"],
    ],
    [
      "a contribution of 200 % of budgets",
      [pool({ ...CORRIDOR, [POOL.basis]: "share of budget", [POOL.contribution]: 2 })],
      ["Pools!7 Contribution: impossible-parameter"],
    ],
    [
      "a basis that is none",
      [pool({ ...CORRIDOR, [POOL.basis]: "by lot" })],
      ["Pools!7 Contribution basis: impossible-parameter"],
    ],
    ["half a year", [pool({ ...CORRIDOR, [POOL.years]: 2.5 })], ["Pools!7 Years: impossible-parameter"]],
    ["no years", [pool({ ...CORRIDOR, [POOL.years]: 0 })], ["Pools!7 Years: impossible-parameter"]],
    [
      "an unknown level",
      [pool({ ...CORRIDOR, [POOL.level]: "Parish" })],
      ["Pools!7 Level: impossible-parameter"],
    ],
    [
      "an unknown group",
      [pool({ ...CORRIDOR, [POOL.covers]: "Z" })],
      ["Pools!7 Covers: impossible-parameter"],
    ],
    [
      "a level below as whole",
      [pool({ ...CORRIDOR, [POOL.level]: "County", [POOL.within]: "Area" })],
      ["Pools!7 One pool for each: impossible-parameter"],
    ],
    [
      "a layer per person without people",
      [pool(EXCESS), line(LINE.shape, "normal")],
      ["Pools!7 Layer: impossible-pool"],
    ],
  ])("%s", async (name, commands, expected) => {
    const plan = planAfter(PLAN, ...commands);
    expect(places(plan), name).toEqual(expected);
    await simulates(plan);
  });

  test("a level without patients anywhere is nothing to simulate, and says so", () => {
    const plan = planAfter(emptyPlan("Empty"), { ...SMALL_IMPORT, columns: [] });
    expect(modelOf(plan).parts).toEqual([]);
    expect(places(plan)).toEqual(["Practices! List size: practice-left-out"]);
    expect(riskCommands(plan)).toMatchObject({ ok: false, problem: { code: "no-list-sizes" } });
  });

  test("text where a number is meant cannot come in by a command; a formula's text or error is a problem", async () => {
    const plan = planAfter(PLAN, {
      type: "setFormula",
      table: "Practices",
      column: "Budget",
      formula: '=IF([@[List size]]=6000,"soon",IF([@[List size]]=9000,1/0,[@[List size]]*100))',
    });
    expect(places(plan)).toEqual([
      "Practices!1 Budget: impossible-parameter",
      "Practices!2 Budget: impossible-parameter",
    ]);
    await simulates(plan);
  });

  test("the live columns take an impossible figure as the simulation does, and the rule says so", async () => {
    const plan = planAfter(PLAN, line(LINE.commonShock, -0.1), line(LINE.bias, -7), line(LINE.share, 3));
    const { gross } = recordOf(await recordsOf(plan, { trials: 2_000 }), "A");
    expect(cell(plan, "Service lines", "Whole budget", LINE.possible)).toBe(false);
    const spread = cell(plan, "Areas", "A", "Total spread");
    expect(typeof spread === "number" && Math.abs(spread - gross.standardDeviation)).toBeLessThan(
      4 * gross.standardDeviationStandardError,
    );
  });
});

describe("pools of the table", () => {
  const pools = (plan: Plan, option = 0) =>
    (modelOf(plan).parts[0]?.request.options[option]?.pools ?? []).map(({ name, groups }) => [name, groups]);

  test("no ready clause is in force", () => {
    expect(pools(PLAN)).toEqual([]);
  });

  test.each<readonly [string, Readonly<Record<string, Scalar>>, readonly unknown[]]>([
    ["all groups", {}, [["Ours", [0, 1, 2]]]],
    ["all groups by word", { [POOL.covers]: "all groups" }, [["Ours", [0, 1, 2]]]],
    ["one group of a higher level", { [POOL.covers]: "x" }, [["Ours", [0, 1]]]],
    ["groups by name", { [POOL.covers]: "A; C" }, [["Ours", [0, 2]]]],
    [
      "one for each county",
      { [POOL.within]: "County" },
      [
        ["Ours: X", [0, 1]],
        ["Ours: Y", [2]],
      ],
    ],
    ["out of force", { [POOL.inForce]: "No" }, []],
  ])("%s", (_, cells, expected) => {
    expect(pools(planAfter(PLAN, pool({ ...CORRIDOR, ...cells })))).toEqual(expected);
  });

  test("rows of one name are layers of one pool, in order", () => {
    const plan = planAfter(
      PLAN,
      pool(EXCESS),
      pool({ [POOL.layer]: "stop-loss", [POOL.retention]: 0.02, [POOL.limit]: 0.1 }),
    );
    expect(modelOf(plan).parts[0]?.request.options[0]?.pools).toMatchObject([
      {
        layers: [
          { kind: "excess", retention: 50_000, limit: null, share: 1 },
          { kind: "stopLoss", attachment: 1.02, cap: 1.1, share: 1 },
        ],
      },
    ]);
  });

  test("a clause in force in one option only reaches that option", async () => {
    const plan = planAfter(
      PLAN,
      { type: "addOption", name: "Pooled" },
      {
        type: "setInput",
        table: "Pools",
        row: "Overspend shared pro rata to contributions",
        column: POOL.inForce,
        value: "Yes",
        option: "Pooled",
      },
    );
    expect([pools(plan, 0).length, pools(plan, 1).length]).toEqual([0, 1]);
    const records = await recordsOf(plan, { trials: 2_000 });
    const alone = recordOf(records, "A", "Today");
    const pooled = recordOf(records, "A", "Pooled");
    expect(pooled.gross).toEqual(alone.gross);
    expect(alone.afterPools).toEqual(alone.gross);
    expect(pooled.afterPools?.standardDeviation).toBeLessThan(0.8 * alone.gross.standardDeviation);
  });

  test("every ready clause can be put in force", async () => {
    for (const row of [
      "Balance over three years",
      "Each person's cost capped at the 99th percentile",
      "1 % of budgets set aside",
      "Each manages its own risk",
      "Fixed share of every variance",
      "Overspend shared pro rata to contributions",
    ]) {
      const plan = planAfter(PLAN, {
        type: "setInput",
        table: "Pools",
        row,
        column: POOL.inForce,
        value: "Yes",
      });
      expect(places(plan), row).toEqual([]);
      expect(pools(plan), row).toHaveLength(1);
      await simulates(plan);
    }
  });

  test("what members pay and get is on the pool's record, with ruin and what it needs", async () => {
    const plan = planAfter(
      PLAN,
      pool({ ...CORRIDOR, [POOL.basis]: "share of budget", [POOL.contribution]: 0.01 }),
    );
    const [record] = poolRecords(
      await run(plan, { trials: 1_000 }),
      ["today"].concat(plan.options.map((each) => each.id)),
    );
    expect(record?.members.map((each) => each.name)).toEqual(["A", "B", "C"]);
    expect(record?.contributions).toBeCloseTo(0.01 * 67_000 * 1828.38, 0);
    expect(record?.ruinChance.chance).toBeGreaterThan(0);
    const needed = record?.neededContributions.map((each) => each.pounds) ?? [];
    expect([...needed].sort((left, right) => left - right)).toEqual(needed);
  });
});

describe("options that have figures of their own", () => {
  test("are simulated as parts of their own, with the same seed", async () => {
    const plan = planAfter(
      PLAN,
      { type: "addOption", name: "Riskier" },
      { ...line(LINE.personSpread, 7.2), option: "Riskier" } as Command,
      { type: "addOption", name: "Copy" },
    );
    const model = modelOf(plan);
    expect(model.parts.map((part) => part.options.length)).toEqual([2, 1]);
    const records = await recordsOf(plan, { trials: 4_000 });
    const ratio =
      recordOf(records, "X", "Riskier").gross.standardDeviation /
      recordOf(records, "X", "Today").gross.standardDeviation;
    expect(ratio).toBeCloseTo(2, 1);
    expect(recordOf(records, "X", "Copy").gross).toEqual(recordOf(records, "X", "Today").gross);
  });

  test("only chosen options and levels are simulated", () => {
    const plan = planAfter(PLAN, { type: "addOption", name: "Other" });
    const other = plan.options[1]?.id ?? "";
    const level = plan.levels[1]?.id ?? "";
    const [part] = requestsOf(modelOf(plan), {
      trials: 10,
      seed: 1,
      options: new Set([other]),
      levels: new Set([level]),
    });
    expect(part?.request.options.map((each) => [each.name, each.levels.map((one) => one.name)])).toEqual([
      ["Other", ["County"]],
    ]);
  });

  test("a plan without risk tables is simulated with its Person_spread", async () => {
    const bare = planAfter(emptyPlan("Bare"), SMALL_IMPORT);
    const { problems } = modelOf(bare);
    expect(problems.map((each) => each.severity)).not.toContain("error");
    const { gross } = recordOf(await recordsOf(bare, { trials: 4_000 }), "East");
    expect(gross.standardDeviation).toBeCloseTo(3.6 / Math.sqrt(10_000), 2);
  });

  test("costs that are not the budget count against the budget", async () => {
    const plan = planAfter(PLAN, {
      type: "addColumn",
      table: "Practices",
      column: { name: "Expected cost", formula: "=[@Budget]*1.1" },
    });
    const { gross, budget } = recordOf(await recordsOf(plan, { trials: 4_000 }), "Y");
    expect(Math.abs(gross.mean - 0.1)).toBeLessThan(4 * gross.meanStandardError);
    expect(budget).toBeCloseTo(25_000 * 1828.38, 2);
  });
});

describe("fingerprint and staleness", () => {
  const fingerprint = (plan: Plan) => modelOf(plan).fingerprint;

  test.each<readonly [string, Command]>([
    [
      "a list size",
      { type: "setInput", table: "Practices", row: "P00000", column: "List size", value: 6_001 },
    ],
    ["a spread", line(LINE.personSpread, 3.7)],
    ["the budget", { type: "setAssumption", name: "Budget_per_head", value: 2_000 }],
    ["who is where", { type: "movePractices", practices: ["P00000"], level: "Area", group: "B" }],
    ["a pool", pool(CORRIDOR)],
    ["another option", { type: "addOption", name: "Other" }],
  ])("moves with %s", (_, command) => {
    expect(fingerprint(planAfter(PLAN, command))).not.toBe(fingerprint(PLAN));
  });

  test.each<readonly [string, Command]>([
    ["a name of a group", { type: "renameGroup", level: "Area", group: "A", newName: "Aa" }],
    ["the title", { type: "setTitle", title: "Another" }],
    ["the appetite", { type: "setAssumption", name: "Appetite_line", value: 0.03 }],
    [
      "a pool out of force",
      {
        type: "setInput",
        table: "Pools",
        row: "1 % of budgets set aside",
        column: POOL.contribution,
        value: 0.02,
      },
    ],
    ["a running-cost figure", { type: "setAssumption", name: "Allowance_per_head", value: 30 }],
  ])("stays with %s", (_, command) => {
    expect(fingerprint(planAfter(PLAN, command))).toBe(fingerprint(PLAN));
  });

  test("results kept as columns are rounded to their noise, can be used in formulas, and are stale after an edit", async () => {
    const parts = await run(PLAN, { trials: 500, seed: 7 });
    const { words, fingerprint: print } = modelOf(PLAN);
    const kept = planAfter(
      PLAN,
      recordCommand(PLAN, parts, {
        model: words,
        fingerprint: print,
        seed: 7,
        trials: 500,
        date: "2026-03-31",
      }),
      { type: "addColumn", table: "Areas", column: { name: "Twice", formula: "=[@[Simulated spread]]*2" } },
    );
    expect(kept.simulation).toMatchObject({ seed: 7, trials: 500, date: "2026-03-31", fingerprint: print });
    const spread = cell(kept, "Areas", "A", "Simulated spread") as number;
    expect(spread).toBeCloseTo(3.6 / Math.sqrt(27_000), 2);
    // 500 trials leave an error of about 0.07 % of the budget: hundredths of a per cent are the last digit that counts.
    expect(spread).toBe(Number(spread.toFixed(4)));
    expect(cell(kept, "Areas", "A", "Twice")).toBe(2 * spread);
    expect(cell(kept, "Areas", "A", "Simulated chance of overspending by more than 2 %")).toBeGreaterThan(0);
    expect(cell(kept, "Areas", "A", "Standard error of simulated mean result")).toBeGreaterThan(0);
    expect(cell(kept, "Areas", "Unassigned", "Simulated spread")).toBeNull();
    expect(simulationIsStale(kept, fingerprint(kept))).toBe(false);
    const moved = planAfter(kept, line(LINE.bias, 0.01));
    expect(simulationIsStale(moved, fingerprint(moved))).toBe(true);
  });
});

test("what pools do is kept on their rows; rows of no pool in force stay blank, the base's results are the base's only", async () => {
  const plan = planAfter(
    PLAN,
    pool({
      ...CORRIDOR,
      [POOL.within]: "County",
      [POOL.basis]: "share of budget",
      [POOL.contribution]: 0.01,
    }),
    { type: "addOption", name: "Without" },
    { type: "setInput", table: "Pools", row: "Ours", column: POOL.inForce, value: "No", option: "Without" },
  );
  const { words, fingerprint } = modelOf(plan);
  const parts = await run(plan, { trials: 500 });
  const kept = planAfter(
    plan,
    recordCommand(plan, parts, { model: words, fingerprint, seed: 1, trials: 500, date: "2026-03-31" }),
  );
  const records = poolRecords(parts, [plan.options[0]?.id ?? ""]);
  expect(records.map((each) => [each.pool, each.row])).toEqual([
    ["Ours: X", 6],
    ["Ours: Y", 6],
  ]);
  expect(cell(kept, "Pools", "Ours", "Simulated contributions")).toBeCloseTo(0.01 * 67_000 * 1828.38, 0);
  expect(cell(kept, "Pools", "Ours", "Simulated ruin chance")).toBeGreaterThan(0);
  expect(cell(kept, "Pools", "1 % of budgets set aside", "Simulated ruin chance")).toBeNull();
  expect(cell(kept, "Pools", "Ours", "Simulated ruin chance", "Without")).toBeNull();
  expect(modelOf(kept).fingerprint).toBe(fingerprint);
});

test("an option that was not simulated shows no results of the base; groups renamed since are found", async () => {
  const plan = planAfter(PLAN, { type: "addOption", name: "Other" });
  const { words, fingerprint } = modelOf(plan);
  const requests = requestsOf(modelOf(plan), {
    trials: 200,
    seed: 1,
    options: new Set([plan.options[0]?.id ?? ""]),
  });
  const ended = await new PlanSimulation(requests, [inProcessPort()], () => 1).result;
  if (!ended.ok) throw new Error(ended.problem.message);
  const renamed = planAfter(plan, { type: "renameGroup", level: "Area", group: "A", newName: "Alpha" });
  const kept = planAfter(
    renamed,
    recordCommand(renamed, ended.value, {
      model: words,
      fingerprint,
      seed: 1,
      trials: 200,
      date: "2026-03-31",
    }),
  );
  expect(cell(kept, "Areas", "Alpha", "Simulated spread")).toBeGreaterThan(0);
  expect(cell(kept, "Areas", "A", "Simulated spread", "Other")).toBeNull();
});

test("the same seed gives the same figures for any number of threads", async () => {
  const plan = planAfter(PLAN, pool({ ...EXCESS, [POOL.basis]: "expected payments" }));
  const one = await recordsOf(plan, { trials: 1_200, seed: 3, ports: 1 });
  expect(await recordsOf(plan, { trials: 1_200, seed: 3, ports: 3 })).toEqual(one);
  expect(await recordsOf(plan, { trials: 1_200, seed: 4, ports: 3 })).not.toEqual(one);
});
