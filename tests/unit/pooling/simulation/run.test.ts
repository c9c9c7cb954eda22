// The driver and what it promises: the same results whatever the number of workers, the same draws in every option, results
// that sharpen, a clean end when cancelled or broken.

import { describe, expect, test } from "vitest";
import type { Pool } from "../../../../renderer/pooling/pools/pool.ts";
import { chunkGrid } from "../../../../renderer/pooling/simulation/chunkGrid.ts";
import { inProcessPort } from "../../../../renderer/pooling/simulation/inProcessPort.ts";
import type {
  FromWorker,
  SimulationPort,
  ToWorker,
} from "../../../../renderer/pooling/simulation/protocol.ts";
import type { SimulationResults } from "../../../../renderer/pooling/simulation/results.ts";
import { SimulationRun } from "../../../../renderer/pooling/simulation/simulationRun.ts";
import {
  diversification,
  groupStatistics,
  poolStatistics,
} from "../../../../renderer/pooling/simulation/statistics.ts";
import { simulationAnswers } from "../../../../renderer/pooling/simulation/workerAnswers.ts";
import { level, request, serviceLine, simulate, simulateOver } from "./requests.ts";

const SEVERITY = { family: "lognormal" as const, mu: 5.4475, sigma: 1.68 };
const people = Array.from({ length: 24 }, (_, index) => 3_000 + 700 * index);
const pcn = people.map((_, index) => Math.floor(index / 4));
const icb = people.map((_, index) => Math.floor(index / 12));

function pool(more: Partial<Pool>): Pool {
  return {
    name: "Pool",
    level: 0,
    groups: [0, 1, 2],
    pools: [],
    layers: [{ kind: "stopLoss", attachment: 1.01, cap: 1.1, share: 0.8 }],
    contribution: { kind: "riskBased", loading: 0.1 },
    openingBalance: 100_000,
    annualLimit: null,
    beyondLimit: "members",
    deficit: { kind: "carried", repaymentYears: 2 },
    surplus: { kind: "proRata", reserve: 200_000 },
    ...more,
  };
}

const nested: readonly Pool[] = [
  pool({
    name: "Low",
    layers: [{ kind: "excess", retention: 60_000, limit: 80_000, share: 1 }, ...pool({}).layers],
  }),
  pool({ name: "High", level: 1, groups: [1], pools: [0], deficit: { kind: "higherBody" } }),
];

const PEOPLE_LINE = serviceLine(
  { kind: "people", severity: SEVERITY, threshold: null },
  { practiceSpread: 0.02, commonShock: { spread: 0.01, shape: "lognormal" } },
);

const FULL = request({
  people,
  levels: [pcn, icb],
  lines: [PEOPLE_LINE],
  option: { pools: nested },
  trials: 700,
  years: 3,
});

function digest(results: SimulationResults): unknown {
  const { programme } = results;
  return {
    trials: results.trials,
    gross: programme.rows.members.map((_, row) => [...results.gross(row)]),
    net: programme.netGroups.map((_, index) => [...results.net(index)]),
    needed: [0, 1].map((each) => [...results.neededIncome(0, each)]),
    closing: [0, 1].map((each) => [...results.closingBalance(0, each)]),
    pools: [0, 1].map((each) => poolStatistics(results, 0, each)),
  };
}

/** A port that keeps its replies back and lets them go in another order. */
function slowPort(hold: (() => void)[]): SimulationPort {
  let tell: (data: unknown) => void = () => {};
  const answer = simulationAnswers((message: FromWorker) => hold.push(() => tell(message)));
  return {
    post: (message: ToWorker) => answer(structuredClone(message)),
    listen: (onMessage) => {
      tell = onMessage;
    },
  };
}

describe("independent of workers", () => {
  test("1, 2, 3 and 7 ports give the same results to the last bit, pools and pilot included", async () => {
    const one = digest(await simulateOver(FULL, 1));
    for (const ports of [2, 3, 7]) expect(digest(await simulateOver(FULL, ports))).toEqual(one);
  });

  test("so do replies in another order", async () => {
    const hold: (() => void)[] = [];
    const run = new SimulationRun(FULL, [slowPort(hold), slowPort(hold), slowPort(hold)], 5);
    for (let turn = 0; hold.length > 0; turn++) hold.splice((turn * 7) % hold.length, 1)[0]?.();
    const result = await run.result;
    expect(result.ok && digest(result.value)).toEqual(digest(await simulateOver(FULL, 1)));
  });

  test("the same seed gives the same results, another seed others", async () => {
    const again = await simulateOver({ ...FULL, trials: 100 });
    const other = await simulateOver({ ...FULL, trials: 100, seed: 2 });
    expect([...(await simulateOver({ ...FULL, trials: 100 })).gross(0)]).toEqual([...again.gross(0)]);
    expect([...other.gross(0)]).not.toEqual([...again.gross(0)]);
  });

  test("the grid covers the trials once and begins small", () => {
    for (const [trials, years] of [
      [2, 1],
      [100, 30],
      [10_000, 1],
      [9_999, 3],
    ] as const) {
      const grid = chunkGrid(trials, years);
      let next = 0;
      for (const [index, chunk] of grid.entries()) {
        expect(chunk).toMatchObject({ index, first: next });
        next += chunk.trials;
      }
      expect(next).toBe(trials);
    }
    expect(chunkGrid(10_000, 1)[0]?.trials).toBe(64);
  });
});

describe("common random numbers", () => {
  test("a group has the same trials in every option, and options added or regrouped change no other", () => {
    const one = request({ people, levels: [pcn], trials: 300 });
    const [option] = one.options;
    if (option === undefined) throw new Error("no option");
    const moved = level("Level 1", [5, ...pcn.slice(1)]);
    const two = { ...one, options: [option, { ...option, name: "Moved", levels: [moved] }] };
    const first = simulate(one);
    const both = simulate(two);
    // Groups 2 to 5 are the same in both options and share their rows.
    expect(both.programme.rows.members).toHaveLength(first.programme.rows.members.length + 2);
    for (let group = 0; group < 6; group++) {
      const row = both.programme.rows.rowOf[0]?.[0]?.[group] ?? -1;
      expect([...both.gross(row)]).toEqual([...first.gross(group)]);
    }
  });

  test("practices keep their draws when others leave", () => {
    const all = simulate(request({ people, levels: [pcn], trials: 100 }));
    const part = simulate(request({ people: people.slice(0, 4), levels: [[0, 0, 0, 0]], trials: 100 }));
    expect([...part.gross(0)]).toEqual([...all.gross(0)]);
  });

  test("a group's cost is the sum of its parts to the penny", () => {
    const results = simulate(request({ people, levels: [pcn, icb], trials: 50 }));
    const { rows, expected } = results.programme;
    const pounds = (row: number, trial: number) =>
      ((results.gross(row)[trial] as number) + 1) * (expected[row] as number);
    for (let trial = 0; trial < 50; trial++) {
      const parts = [0, 1, 2].reduce(
        (sum, group) => sum + pounds(rows.rowOf[0]?.[0]?.[group] ?? 0, trial),
        0,
      );
      // Kept in single precision: seven digits.
      expect(pounds(rows.rowOf[0]?.[1]?.[0] ?? 0, trial) / parts).toBeCloseTo(1, 6);
    }
  });
});

describe("pools in a simulation", () => {
  test("before and after pools, who pays whom, what the pool needs", async () => {
    const results = await simulateOver({ ...FULL, trials: 2_000, years: 1 }, 2);
    const member = groupStatistics(results, { option: 0, level: 0, group: 0 });
    const outside = groupStatistics(results, { option: 0, level: 0, group: 4 });
    const high = groupStatistics(results, { option: 0, level: 1, group: 1 });
    expect(member?.net?.standardDeviation.value).toBeLessThan(member?.gross.standardDeviation.value ?? 0);
    // PCN 5 is in no pool itself, but its ICB is, and nothing says how its ICB divides a payment.
    expect(outside?.net).toBeNull();
    expect(high?.net).not.toBeNull();
    const low = poolStatistics(results, 0, 0);
    expect(low?.members.map((each) => each.name)).toEqual(["Level 1 1", "Level 1 2", "Level 1 3"]);
    for (const each of low?.members ?? []) {
      // Expected payments plus a loading of 10 %, from pilot trials of their own.
      expect(each.contributionPoundsAYear / each.takenPoundsAYear).toBeGreaterThan(0.9);
      expect(each.contributionPoundsAYear / each.takenPoundsAYear).toBeLessThan(1.3);
    }
    const needed = low?.neededContributions.map((each) => each.poundsAYear.value) ?? [];
    expect(needed).toEqual([...needed].sort((a, b) => a - b));
    expect(low?.ruinChance.value).toBeGreaterThan(0);
    expect(poolStatistics(results, 0, 1)?.members.map((each) => [each.name, each.isPool])).toEqual([
      ["Level 2 2", false],
      ["Low", true],
    ]);
  });

  test("a higher retention never raises what the pool takes, in any trial", async () => {
    const taken = async (retention: number) => {
      const layers = [{ kind: "excess" as const, retention, limit: null, share: 1 }];
      const given = request({
        people: people.slice(0, 4),
        lines: [serviceLine({ kind: "people", severity: SEVERITY, threshold: 5_000 })],
        option: { pools: [pool({ groups: [0], layers, contribution: { kind: "none" }, openingBalance: 0 })] },
        trials: 200,
      });
      return [...(await simulateOver(given)).neededIncome(0, 0)];
    };
    const low = await taken(10_000);
    const high = await taken(20_000);
    expect(low.every((each, trial) => each >= (high[trial] as number))).toBe(true);
    expect(low.some((each, trial) => each > (high[trial] as number))).toBe(true);
  });

  test("excess of loss pays what the layer table says: 30,000 people, 200,000 above 50,000", async () => {
    const layers = [{ kind: "excess" as const, retention: 50_000, limit: 200_000, share: 1 }];
    const severity = { family: "lognormal" as const, mu: Math.log(952.1) - 1.68 ** 2 / 2, sigma: 1.68 };
    const given = request({
      people: [10_000, 10_000, 10_000],
      lines: [serviceLine({ kind: "people", severity, threshold: null })],
      option: { pools: [pool({ groups: [0], layers, contribution: { kind: "none" } })] },
      trials: 20_000,
    });
    const { claimsPounds } = poolStatistics(await simulateOver(given), 0, 0) ?? {};
    // Table: mean 736,338, standard deviation 255,919.
    expect(Math.abs((claimsPounds?.value ?? 0) - 736_338)).toBeLessThan(4 * (255_919 / Math.sqrt(20_000)));
    expect((claimsPounds?.standardError ?? 0) * Math.sqrt(20_000)).toBeGreaterThan(0.96 * 255_919);
    expect((claimsPounds?.standardError ?? 0) * Math.sqrt(20_000)).toBeLessThan(1.04 * 255_919);
  });

  test("ten localities of 30,000 need 3.8 % of budget each alone and 1.2 % pooled (95 %)", () => {
    const localities = Array.from({ length: 10 }, (_, index) => index);
    const given = request({
      people: localities.map(() => 30_000),
      levels: [localities, localities.map(() => 0)],
      lines: [serviceLine({ kind: "normal", personSpread: 3.97708 })],
      trials: 20_000,
    });
    const [gain] = diversification(simulate(given), { option: 0, level: 1, group: 0 }, { level: 0 }, [0.95]);
    const budget = 300_000 * 952.1;
    expect((gain?.aloneValueAtRiskPounds ?? 0) / budget).toBeCloseTo(0.03777, 3);
    expect((gain?.togetherValueAtRiskPounds ?? 0) / budget).toBeCloseTo(0.01194, 3);
    expect((gain?.aloneValueAtRiskPounds ?? 0) / (gain?.togetherValueAtRiskPounds ?? 1)).toBeCloseTo(
      Math.sqrt(10),
      0,
    );
  });

  test("merging independent groups never raises relative risk", () => {
    const results = simulate(request({ people, levels: [pcn, icb], trials: 4_000 }));
    const spread = (levelIndex: number, group: number) =>
      groupStatistics(results, { option: 0, level: levelIndex, group })?.gross.standardDeviation.value ?? 0;
    for (let group = 0; group < 6; group++) {
      expect(spread(1, Math.floor(group / 3))).toBeLessThan(spread(0, group));
    }
  });

  test("a budget of the option's own moves what counts as overspend, not the costs", () => {
    const given = request({ people: [10_000], trials: 1_000 });
    const [option] = given.options;
    if (option === undefined) throw new Error("no option");
    const tight = { ...option, name: "Tight", budgets: Float64Array.of(10_000 * 952.1 * 0.95) };
    const results = simulate({ ...given, options: [option, tight] });
    const mean = (index: number) =>
      groupStatistics(results, { option: index, level: 0, group: 0 })?.gross.mean.value ?? 0;
    expect((1 + mean(1)) * 0.95).toBeCloseTo(1 + mean(0), 10);
  });
});

describe("the life of a run", () => {
  test("partial results sharpen: the first so many trials of the grid, each a prefix of the next", async () => {
    const seen: number[] = [];
    let first: number[] = [];
    const given = request({ people, trials: 3_000 });
    const run = new SimulationRun(given, [inProcessPort(), inProcessPort()], 1, {
      onProgress: (results, fraction) => {
        seen.push(results.trials);
        expect(fraction).toBe(results.trials / 3_000);
        if (first.length === 0) first = [...results.gross(0)];
      },
    });
    const result = await run.result;
    expect(seen[0]).toBe(64);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(3_000);
    expect(result.ok && [...result.value.gross(0).subarray(0, 64)]).toEqual(first);
  });

  test("cancelled: ends at once, gives out no more work, and the port serves the next run", async () => {
    const posted: string[] = [];
    const inner = inProcessPort();
    const port: SimulationPort = {
      post: (message) => {
        posted.push(message.type);
        inner.post(message);
      },
      listen: inner.listen,
    };
    const run = new SimulationRun(request({ people, trials: 5_000 }), [port], 1, {
      onProgress: () => run.cancel(),
    });
    expect(await run.result).toMatchObject({ ok: false, problem: { code: "cancelled" } });
    expect(posted.at(-1)).toBe("forget");
    const next = await new SimulationRun(request({ people, trials: 100 }), [port], 2).result;
    expect(next.ok && next.value.trials).toBe(100);
  });

  test("a broken worker ends the run with a problem", async () => {
    let breakDown: (reason: string) => void = () => {};
    const port: SimulationPort = {
      post: () => {},
      listen: (_, onFault) => {
        breakDown = onFault;
      },
    };
    const run = new SimulationRun(request({ people }), [port], 1);
    breakDown("out of memory");
    expect(await run.result).toMatchObject({ ok: false, problem: { code: "simulation-failed" } });
  });

  test("a request with an error is not started; without workers there is a problem", async () => {
    const wrong = new SimulationRun(request({ people, trials: 0 }), [inProcessPort()], 1);
    expect(await wrong.result).toMatchObject({ ok: false, problem: { code: "impossible-parameter" } });
    const none = new SimulationRun(request({ people }), [], 1);
    expect(await none.result).toMatchObject({ ok: false, problem: { code: "no-worker" } });
  });

  test("messages that are none of the protocol's are ignored", () => {
    const replies: unknown[] = [];
    const answer = simulationAnswers((message) => replies.push(message));
    for (const each of [null, 3, "chunk", {}, { type: "chunk" }, { type: "chunk", runId: 1, chunk: {} }])
      answer(each);
    expect(replies).toEqual([]);
  });
});
