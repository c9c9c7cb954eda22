// The simulation of the open plan: it starts, sharpens, ends, is stopped, grows stale, and is kept as columns.

import { afterEach, describe, expect, test } from "vitest";
import { Session } from "../../../renderer/app/session.ts";
import {
  Simulating,
  type SimulationState,
  type SimulationThreads,
} from "../../../renderer/app/simulating.ts";
import { starterCommands } from "../../../renderer/funding/starterColumns.ts";
import { createMemoryHost } from "../../../renderer/host/memoryHost.ts";
import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import { samplePlan } from "../../../renderer/plan/samplePlan.ts";
import { inProcessPort } from "../../../renderer/pooling/simulation/inProcessPort.ts";
import type { SimulationPort } from "../../../renderer/pooling/simulation/protocol.ts";

const SAMPLE = samplePlan(starterCommands);
const open: Simulating[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
});

function setUp(plan: Plan = SAMPLE, ports: readonly SimulationPort[] = [inProcessPort(), inProcessPort()]) {
  const session = new Session(createMemoryHost(), plan);
  const threads = { made: 0, disposed: 0 };
  const makeThreads = (): SimulationThreads => {
    threads.made += 1;
    return {
      ports,
      dispose: () => {
        threads.disposed += 1;
      },
    };
  };
  let time = 0;
  const simulating = new Simulating(session, makeThreads, () => (time += 60));
  open.push(simulating);
  const seen: SimulationState[] = [];
  simulating.state.subscribe((state) => seen.push(state));
  const ended = () =>
    new Promise<SimulationState>((resolve) => {
      const stop = simulating.state.subscribe((state) => {
        if (state.phase === "running") return;
        resolve(state);
        queueMicrotask(() => stop());
      });
    });
  return { session, simulating, seen, threads, ended };
}

describe("a run", () => {
  test("gives figures that sharpen, then ends with those of all trials", async () => {
    const { simulating, seen, ended } = setUp();
    simulating.start({ trials: 4_000, seed: 1 });
    const state = await ended();
    expect(state).toMatchObject({ phase: "done", progress: 1, stale: false, problem: null });
    expect(state.results).toMatchObject({ trials: 4_000, isComplete: true });
    const running = seen.filter((each) => each.phase === "running" && each.results !== null);
    expect(running.length).toBeGreaterThan(1);
    const trials = running.map((each) => each.results?.trials ?? 0);
    expect(trials[0]).toBeLessThan(500);
    expect([...trials].sort((left, right) => left - right)).toEqual(trials);
    const progress = seen.filter((each) => each.phase === "running").map((each) => each.progress);
    expect([...progress].sort((left, right) => left - right)).toEqual(progress);
    const [group] = state.results?.groups ?? [];
    const record = group === undefined ? null : state.results?.record(group);
    expect(record).toMatchObject({ option: "Today", level: "Place", group: "Harrowgarth", trials: 4_000 });
    expect(group === undefined ? null : state.results?.values(group)?.gross.length).toBe(4_000);
    expect(state.results?.diversification(0.95).length).toBeGreaterThan(0);
  });

  test("of one option and level has only their groups", async () => {
    const { simulating, ended, session } = setUp();
    const [level] = session.plan.value.levels;
    const [option] = session.plan.value.options;
    simulating.start({
      trials: 200,
      seed: 1,
      options: new Set([option?.id ?? ""]),
      levels: new Set([level?.id ?? ""]),
    });
    const { results } = await ended();
    expect(new Set(results?.groups.map((each) => `${each.optionId} ${each.levelId}`))).toEqual(
      new Set([`${option?.id} ${level?.id}`]),
    );
  });

  test("that is stopped leaves the figures it had, and the next one works", async () => {
    const { simulating, ended } = setUp();
    const stop = simulating.state.subscribe(({ phase, results }) => {
      if (phase === "running" && results !== null) simulating.cancel();
    });
    simulating.start({ trials: 20_000, seed: 1 });
    expect(await ended()).toMatchObject({ phase: "idle", results: { isComplete: false } });
    stop();
    simulating.start({ trials: 300, seed: 1 });
    expect((await ended()).results).toMatchObject({ trials: 300, isComplete: true });
  });

  test("of a plan without patients fails with the reason", () => {
    const { simulating } = setUp(emptyPlan("Empty"));
    simulating.start({ trials: 100, seed: 1 });
    expect(simulating.state.value).toMatchObject({
      phase: "failed",
      problem: { code: "nothing-to-simulate" },
    });
  });

  test("whose thread breaks down fails with the reason, and the next one gets new threads", async () => {
    const broken: SimulationPort = {
      post: () => {},
      listen: (_, onFault) => queueMicrotask(() => onFault("out of memory")),
    };
    const { simulating, ended, threads } = setUp(SAMPLE, [broken]);
    simulating.start({ trials: 100, seed: 1 });
    expect(await ended()).toMatchObject({ phase: "failed", problem: { code: "simulation-failed" } });
    expect(threads).toEqual({ made: 1, disposed: 1 });
    simulating.start({ trials: 100, seed: 1 });
    expect(threads.made).toBe(2);
  });
});

describe("staleness", () => {
  test("comes with an edit that moves the figures, and goes when it is undone", async () => {
    const { simulating, session, ended } = setUp();
    simulating.start({ trials: 200, seed: 1 });
    await ended();
    const edit = (value: number) =>
      session.dispatch({ type: "setInput", table: "Practices", row: "Y90001", column: "List size", value });
    session.dispatch({ type: "setTitle", title: "Another title" });
    expect(simulating.state.value.stale).toBe(false);
    edit(4_321);
    expect(simulating.state.value.stale).toBe(true);
    expect(simulating.record("2026-03-31")).toMatchObject({
      ok: false,
      problem: { code: "stale-simulation" },
    });
    session.undo();
    expect(simulating.state.value.stale).toBe(false);
  });

  test("an edit during a run makes its figures stale", async () => {
    const { simulating, session, ended } = setUp();
    simulating.start({ trials: 2_000, seed: 1 });
    session.dispatch({ type: "setAssumption", name: "Person_spread", value: 5 });
    expect(await ended()).toMatchObject({ phase: "done", stale: true });
  });
});

describe("keeping the results", () => {
  test("makes columns of them in one step of undo; they know when they are stale", async () => {
    const { simulating, session, ended } = setUp();
    expect(simulating.record("2026-03-31")).toMatchObject({ ok: false, problem: { code: "no-simulation" } });
    simulating.start({ trials: 400, seed: 3 });
    await ended();
    expect(simulating.record("2026-03-31").ok).toBe(true);
    expect(session.plan.value.simulation).toMatchObject({ seed: 3, trials: 400, date: "2026-03-31" });
    expect([simulating.state.value.stale, simulating.recordIsStale.value]).toEqual([false, false]);
    session.dispatch({ type: "setAssumption", name: "Person_spread", value: 5 });
    expect([simulating.state.value.stale, simulating.recordIsStale.value]).toEqual([true, true]);
    session.undo();
    session.undo();
    expect(session.plan.value.simulation).toBeNull();
  });
});

describe("risk tables and the size curve", () => {
  test("the tables come as one step of undo, once", () => {
    const { simulating, session } = setUp();
    expect(simulating.addRiskTables().ok).toBe(true);
    expect(session.plan.value.supportingTables.map((each) => each.title)).toEqual(["Service lines", "Pools"]);
    expect(simulating.addRiskTables().ok).toBe(false);
    session.undo();
    expect(session.plan.value.supportingTables).toEqual([]);
  });

  test("the curve has every group as a point", () => {
    const { simulating, session } = setUp();
    const [place] = session.plan.value.levels;
    const [today] = session.plan.value.options;
    const curve = simulating.sizeCurve(today?.id ?? "", place?.id ?? "");
    expect(curve?.groups.map((each) => each.name)).toContain("Harrowgarth");
    expect(curve?.groups).toHaveLength(14);
  });
});
