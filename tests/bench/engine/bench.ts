// The engine against the hand-written loop on the same model and data, results compared cell by cell before anything
// is timed. Every timed edit really changes a value, and is measured up to the recalculated columns.

import { Engine, type Value } from "../../../renderer/engine/index.ts";
import {
  type BenchLine,
  measure,
  measurePaired,
  median,
  PAIRED_CALLS,
  type PeerFigure,
  timed,
} from "../measure.ts";
import { HandLoop } from "./handLoop.ts";
import {
  ASSUMPTIONS,
  type BenchData,
  benchStructure,
  GROUP_FORMULAS,
  GROUPS,
  makeData,
  membershipNames,
  PRACTICE_FORMULAS,
  PRACTICE_INPUTS,
  PRACTICES,
} from "./model.ts";
import { assumptionCell, type PeerEdit, practiceCell, runPeers } from "./peers/peers.ts";

const SIZES = [6_300, 100_000];
const BASE = "base";
const OPTIONS = [6, 20];
/** Cell programs are measured at this size only: at the larger one they take hours. */
const PEER_ROWS = 6_300;

/**
 * Measures all cases at both sizes and reports each as it is done; with `peers`, those that other programs are measured
 * on once these are.
 */
export async function runEngineBench(
  report: (line: BenchLine) => void,
  options: { readonly peers: boolean },
): Promise<void> {
  for (const rows of SIZES) {
    const data = makeData(rows);
    const compared = new Map<string, BenchLine>();
    const single = (each: BenchLine) => {
      if (options.peers && rows === PEER_ROWS) compared.set(each.case, each);
      else report(each);
    };
    buildCase(data, single);
    const engine = buildEngine(data, [BASE]);
    const loop = new HandLoop(data);
    loop.full();
    compare(engine, loop, data, "after the first calculation");
    editCases(engine, loop, data, single);
    compare(engine, loop, data, "after all edits");
    if (compared.size > 0) for (const each of await withPeers(compared, data)) report(each);
    for (const count of OPTIONS) optionsCase(data, count, report);
    memoryCase(data, report);
  }
}

/** The lines with what other programs took for the same cases. */
async function withPeers(
  lines: ReadonlyMap<string, BenchLine>,
  data: BenchData,
): Promise<readonly BenchLine[]> {
  const peers = new Map<string, Record<string, PeerFigure | null>>();
  const group = data.groupNames[7] ?? "";
  const edits: readonly PeerEdit[] = [
    {
      name: "one assumption",
      edit: assumptionCell("Allowance_per_head", 27),
      ours: (engine) => engine.setName("Allowance_per_head", null, 27),
    },
    {
      name: "one list size",
      edit: practiceCell(4_000, "List size", 4_321),
      ours: (engine) => engine.setInput(PRACTICES, "List size", null, 4_000, 4_321),
    },
    {
      name: "one practice moved",
      edit: practiceCell(5_000, "CCG", group),
      ours: (engine) => engine.setInput(PRACTICES, "CCG", null, 5_000, group),
    },
  ];
  await runPeers(
    data,
    () => buildEngine(data, [BASE]),
    edits.map((each) => ({
      ...each,
      ours: (engine) => {
        each.ours(engine);
        engine.recalculate();
      },
    })),
    (name, peer, ms) => {
      const ours = lines.get(name)?.ms ?? Number.NaN;
      peers.set(name, {
        ...peers.get(name),
        [peer]: ms === null ? null : { ms, timesSlower: ms / ours },
      });
    },
  );
  return [...lines].map(([name, each]) => {
    const measured = peers.get(name);
    return measured === undefined ? each : { ...each, peers: measured };
  });
}

/** What an engine holds, against the raw arrays of the same columns. */
function memoryCase(data: BenchData, report: (line: BenchLine) => void): void {
  const before = heldMegabytes();
  const engine = buildEngine(data, [BASE]);
  const ours = heldMegabytes() - before;
  const columns = PRACTICE_INPUTS.length + PRACTICE_FORMULAS.length;
  const raw = (data.rows * (columns * 8 + 4) + data.groups * (GROUP_FORMULAS.length + 1) * 8) / 2 ** 20;
  report({ ...line("memory of one option", data.rows, ours, raw), unit: "MB" });
  if (engine.rowCount(PRACTICES, BASE) !== data.rows) throw new Error("The engine lost rows");
}

function heldMegabytes(): number {
  for (let pass = 0; pass < 3; pass++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

function line(name: string, rows: number, ms: number, limitMs: number): BenchLine {
  return { suite: "engine", case: name, rows, ms, limitMs, ratioToLimit: ms / limitMs };
}

function buildEngine(data: BenchData, scopes: readonly string[]): Engine {
  const engine = new Engine();
  engine.setStructure(benchStructure(scopes));
  for (const [name, value] of Object.entries(ASSUMPTIONS)) engine.setName(name, null, value);
  engine.setRowCount(PRACTICES, null, data.rows);
  engine.setInputColumn(PRACTICES, "CCG", null, membershipNames(data));
  for (const [place, name] of PRACTICE_INPUTS.entries())
    engine.setInputColumn(PRACTICES, name, null, Array.from(data.inputs[place] ?? []));
  for (const scope of scopes) {
    engine.setRowCount(GROUPS, scope, data.groups);
    engine.setInputColumn(GROUPS, "CCG", scope, data.groupNames);
    engine.setInputColumn(GROUPS, "Rate", scope, Array.from(data.rates));
  }
  engine.recalculate();
  return engine;
}

function buildCase(data: BenchData, report: (line: BenchLine) => void): void {
  const runs = 7;
  const ours = Array.from({ length: runs }, () => timed(() => buildEngine(data, [BASE])));
  const limit = Array.from({ length: runs }, () =>
    timed(() => {
      const loop = new HandLoop(data);
      const numbers = new Map(data.groupNames.map((name, group) => [name, group]));
      for (const [row, name] of membershipNames(data).entries())
        loop.membership[row] = numbers.get(name as string) as number;
      loop.full();
    }),
  );
  report(line("build + first calculation", data.rows, median(ours.slice(2)), median(limit.slice(2))));
}

function editCases(engine: Engine, loop: HandLoop, data: BenchData, report: (line: BenchLine) => void): void {
  const { rows, groups } = data;
  // Every input changes, so that every column of every row is calculated again.
  const allEdits = (call: number) => {
    const factor = call % 2 === 0 ? 1.25 : 1;
    for (const [place, name] of PRACTICE_INPUTS.entries()) {
      const values = data.inputs[place] as Float64Array;
      const column = loop.inputs[place] as Float64Array;
      for (let row = 0; row < rows; row++) column[row] = (values[row] as number) * factor;
      engine.setInputColumn(PRACTICES, name, null, Array.from(column));
    }
  };
  const ours: number[] = [];
  const limit: number[] = [];
  for (let call = 0; call < 24; call++) {
    allEdits(call);
    ours.push(timed(() => engine.recalculate()));
    limit.push(timed(() => loop.full()));
  }
  report(line("full recalculation", rows, median(ours.slice(9)), median(limit.slice(9))));
  compare(engine, loop, data, "after a full recalculation");

  const assumption = (call: number) => 20 + (call % 7);
  report(
    line(
      "one assumption",
      rows,
      measure((call) => {
        engine.setName("Allowance_per_head", null, assumption(call));
        engine.recalculate();
      }),
      measure((call) => loop.setAllowance(assumption(call))),
    ),
  );
  synchronise(engine, loop);
  const rowAt = (call: number) => (call * 7919) % rows;
  const size = (call: number) => 1000 + ((call * 37) % 9000);
  report(
    line(
      "one list size",
      rows,
      measure((call) => {
        engine.setInput(PRACTICES, "List size", null, rowAt(call), size(call));
        engine.recalculate();
      }),
      measure((call) => loop.setSize(rowAt(call), size(call))),
    ),
  );
  synchroniseSizes(engine, loop, data);
  // Any practice to any group: a regular sequence would in time leave groups of equal size.
  const [practices, targets] = [anyNumbers(rows, 1), anyNumbers(groups, 2)];
  const moved = measurePaired(
    (call) => {
      const group = data.groupNames[targets[call] as number] ?? null;
      engine.setInput(PRACTICES, "CCG", null, practices[call] as number, group);
      engine.recalculate();
    },
    (call) => loop.move(practices[call] as number, targets[call] as number),
  );
  report(line("one practice moved", rows, moved.ms, moved.limitMs));
  compare(engine, loop, data, "after practices moved");
}

/** A number below a limit for every call of `measurePaired` (the linear congruential sequence of model.ts). */
function anyNumbers(below: number, seed: number): Int32Array {
  let state = seed;
  return Int32Array.from({ length: PAIRED_CALLS }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  });
}

/** The two were edited a different number of times; bring the engine to where the loop stands. */
function synchronise(engine: Engine, loop: HandLoop): void {
  engine.setName("Allowance_per_head", null, loop.assumptions.Allowance_per_head ?? null);
  engine.recalculate();
}

function synchroniseSizes(engine: Engine, loop: HandLoop, data: BenchData): void {
  const sizes = loop.inputs[0] as Float64Array;
  for (let row = 0; row < data.rows; row++) {
    engine.setInput(PRACTICES, "List size", null, row, sizes[row] as number);
    if (row % 997 === 0) engine.recalculate();
  }
  engine.recalculate();
  compare(engine, loop, data, "after edited list sizes");
}

/** Options that differ in membership and two assumptions, against the loop run once per option. */
function optionsCase(data: BenchData, count: number, report: (line: BenchLine) => void): void {
  const scopes = Array.from({ length: count }, (_, place) => (place === 0 ? BASE : `option ${place}`));
  const engine = buildEngine(data, scopes);
  const loops = scopes.map((scope, place) => {
    const loop = new HandLoop(data);
    for (let row = 0; row < data.rows; row++)
      loop.membership[row] = ((data.membership[row] as number) + place) % data.groups;
    if (place > 0) {
      loop.assumptions.Allowance_per_head = 25 + place;
      loop.assumptions.Cost_cap = 400_000 - place;
      engine.setName("Allowance_per_head", scope, 25 + place);
      engine.setName("Cost_cap", scope, 400_000 - place);
      engine.setInputColumn(PRACTICES, "CCG", scope, membershipNames(data, loop.membership));
    }
    loop.full();
    return new HandLoop({ ...data, membership: loop.membership });
  });
  engine.recalculate();
  for (const [place, loop] of loops.entries()) {
    if (place > 0)
      Object.assign(loop.assumptions, { Allowance_per_head: 25 + place, Cost_cap: 400_000 - place });
    loop.full();
    compare(engine, loop, data, `in option ${place}`, scopes[place]);
  }
  const rowAt = (call: number) => (call * 7919) % data.rows;
  const size = (call: number) => 1000 + ((call * 37) % 9000);
  report(
    line(
      `one list size, ${count} options`,
      data.rows,
      measure((call) => {
        engine.setInput(PRACTICES, "List size", null, rowAt(call), size(call));
        engine.recalculate();
      }),
      measure((call) => {
        for (const loop of loops) loop.setSize(rowAt(call), size(call));
      }),
    ),
  );
  const factor = (call: number) => (call % 2 === 0 ? 1.25 : 1);
  const column = new Float64Array(data.rows);
  const [ours, limit]: [number[], number[]] = [[], []];
  for (let call = 0; call < 16; call++) {
    for (const [place, name] of PRACTICE_INPUTS.entries()) {
      const values = data.inputs[place] as Float64Array;
      for (let row = 0; row < data.rows; row++) column[row] = (values[row] as number) * factor(call);
      for (const loop of loops) (loop.inputs[place] as Float64Array).set(column);
      engine.setInputColumn(PRACTICES, name, null, Array.from(column));
    }
    ours.push(timed(() => engine.recalculate()));
    limit.push(
      timed(() => {
        for (const loop of loops) loop.full();
      }),
    );
  }
  report(
    line(`full recalculation, ${count} options`, data.rows, median(ours.slice(6)), median(limit.slice(6))),
  );
}

const SIZE_BANDS = ["Small", "Medium", "Large"];

/** Throws at the first cell that differs by more than rounding of sums in another order. */
function compare(engine: Engine, loop: HandLoop, data: BenchData, when: string, scope = BASE): void {
  const check = (table: string, column: string, expected: Float64Array, texts?: readonly string[]) => {
    const view = engine.column(table, column, scope);
    for (let row = 0; row < expected.length; row++) {
      const wanted = expected[row] as number;
      const found = view.value(row);
      if (!agrees(found, wanted, texts))
        throw new Error(
          `${table}[${column}] row ${row} ${when}: ${JSON.stringify(found)}, by hand ${wanted}`,
        );
    }
  };
  for (const [place, [name]] of PRACTICE_FORMULAS.entries())
    check(
      PRACTICES,
      name,
      loop.columns[place] as Float64Array,
      name === "Size band" ? SIZE_BANDS : undefined,
    );
  for (const [place, [name]] of GROUP_FORMULAS.entries())
    check(GROUPS, name, (loop.groupColumns[place] as Float64Array).subarray(0, data.groups));
}

function agrees(found: Value, wanted: number, texts?: readonly string[]): boolean {
  if (texts !== undefined) return found === texts[wanted];
  if (Number.isNaN(wanted)) return typeof found === "object" && found !== null;
  return typeof found === "number" && Math.abs(found - wanted) <= 1e-12 * Math.max(1, Math.abs(wanted));
}
