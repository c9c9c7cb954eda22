// Pools: every pound ends somewhere, to the penny, over random pools and losses; layers taken apart by hand; monotonicity.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocatePence } from "../../../../renderer/pooling/pools/allocate.ts";
import { takenByAggregate, takenByExcess } from "../../../../renderer/pooling/pools/layers.ts";
import { excessSteps, layoutPools, type PoolLayout } from "../../../../renderer/pooling/pools/layout.ts";
import type { Layer, Pool } from "../../../../renderer/pooling/pools/pool.ts";
import { contributionsOf, runPools } from "../../../../renderer/pooling/pools/run.ts";

const SEED = 20260512;

/** A pool of level 0 groups that does nothing unless told. */
function pool(more: Partial<Pool>): Pool {
  return {
    name: "Pool",
    level: 0,
    groups: [0, 1, 2],
    pools: [],
    layers: [],
    contribution: { kind: "none" },
    openingBalance: 0,
    annualLimit: null,
    beyondLimit: "members",
    deficit: { kind: "carried", repaymentYears: null },
    surplus: { kind: "kept", reserve: 0 },
    ...more,
  };
}

/** Six practices; level 0: three groups of two; level 1: groups of 4 and 2. Rows 0-2 and 3-4. Budgets 100, 200, 300 pounds. */
function layoutOf(pools: readonly Pool[]): PoolLayout {
  return layoutPools({
    pools,
    practicesOf: [
      [Int32Array.of(0, 1), Int32Array.of(2, 3), Int32Array.of(4, 5)],
      [Int32Array.of(0, 1, 2, 3), Int32Array.of(4, 5)],
    ],
    rowOf: [Int32Array.of(0, 1, 2), Int32Array.of(3, 4)],
    budgets: Float64Array.of(50, 50, 100, 100, 150, 150),
    people: Float64Array.of(1, 2, 3, 4, 5, 6),
    weightedPeople: Float64Array.of(2, 2, 2, 2, 2, 2),
  });
}

/** Costs in pence of the three small groups by year; the two large ones are their sums. */
function costsOf(small: readonly (readonly number[])[]): Float64Array {
  const [a = [], b = [], c = []] = small;
  return Float64Array.from([...a, ...b, ...c, ...a.map((each, index) => each + (b[index] ?? 0)), ...c]);
}

function run(
  pools: readonly Pool[],
  small: readonly (readonly number[])[],
  more: { trials?: number; years?: number; excess?: readonly number[] } = {},
) {
  const { trials = 1, years = small[0]?.length ?? 1 } = more;
  const layout = layoutOf(pools);
  const width = trials * years;
  const contributions = contributionsOf(layout, new Float64Array(layout.slots.length));
  const excess = new Float64Array(layout.slots.length * width);
  if (more.excess !== undefined) excess.set(more.excess);
  const outcome = runPools({ layout, contributions, trials, years, costs: costsOf(small), excess });
  return { layout, contributions, outcome, width };
}

const share = fc.integer({ min: 0, max: 20 }).map((each) => each / 20);
const aggregate: fc.Arbitrary<Layer> = fc.oneof(
  fc.record({
    kind: fc.constant("corridor" as const),
    band: share.map((each) => each / 4),
    shareOver: share,
    shareUnder: share,
  }),
  fc
    .record({ attachment: share.map((each) => each * 2), width: fc.option(share, { nil: null }), share })
    .map(({ attachment, width, share: part }) => ({
      kind: "stopLoss" as const,
      attachment,
      cap: width === null ? null : attachment + width,
      share: part,
    })),
);
const anyPool = fc.record({
  layers: fc.array(aggregate, { maxLength: 3 }),
  contribution: fc.oneof(
    fc.constant({ kind: "none" as const }),
    fc.record({
      kind: fc.constant("perHead" as const),
      pounds: fc.integer({ min: 0, max: 5000 }).map((x) => x / 100),
    }),
    fc.record({
      kind: fc.constant("perWeightedHead" as const),
      pounds: fc.integer({ min: 0, max: 5000 }).map((x) => x / 100),
    }),
    fc.record({ kind: fc.constant("shareOfBudget" as const), share }),
  ),
  openingBalance: fc.integer({ min: -5000, max: 20000 }).map((each) => each / 100),
  annualLimit: fc.option(
    fc.integer({ min: 0, max: 20000 }).map((each) => each / 100),
    { nil: null },
  ),
  beyondLimit: fc.constantFrom("members" as const, "higherBody" as const),
  deficit: fc.oneof(
    fc.record({
      kind: fc.constant("carried" as const),
      repaymentYears: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
    }),
    fc.record({
      kind: fc.constant("members" as const),
      by: fc.constantFrom("taken" as const, "contribution" as const),
    }),
    fc.constant({ kind: "higherBody" as const }),
  ),
  surplus: fc.record({
    kind: fc.constantFrom("kept" as const, "proRata" as const, "byExperience" as const),
    reserve: fc.integer({ min: 0, max: 10000 }).map((each) => each / 100),
  }),
});
const cost = fc.integer({ min: 0, max: 90_000 });

describe("conservation", () => {
  test("what members pay less what they get is what balances gain less what the body above pays, in every trial", () => {
    const years = 3;
    const trials = 2;
    fc.assert(
      fc.property(
        fc.tuple(anyPool, anyPool, anyPool),
        fc.array(fc.array(cost, { minLength: 6, maxLength: 6 }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 42, maxLength: 42 }),
        ([low, other, high], small, excess) => {
          // A pool of two small groups, one of the third, and above both a pool of the large groups and of the first pool.
          const pools = [
            pool({ ...low, groups: [0, 1] }),
            pool({ ...other, groups: [2] }),
            pool({ ...high, level: 1, groups: [0, 1], pools: [0, 1] }),
          ];
          const { layout, outcome, width } = run(pools, small, { trials, years, excess });
          for (let trial = 0; trial < trials; trial++) {
            let paid = 0;
            let gained = 0;
            for (const [slot, { sourcePool }] of layout.slots.entries()) {
              for (let year = 0; year < years; year++) {
                const transfer = outcome.transfers[slot * width + trial * years + year] as number;
                expect(Number.isInteger(transfer)).toBe(true);
                if (sourcePool < 0) paid += transfer;
              }
            }
            for (const [index, each] of pools.entries()) {
              gained +=
                (outcome.closingBalances[index * trials + trial] as number) -
                Math.round(each.openingBalance * 100);
              gained -= outcome.bodyPaid[index * trials + trial] as number;
            }
            expect(paid).toBe(gained);
          }
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });

  test("a person's cost is divided without remainder, whatever the layers", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.array(
          fc.record({
            retention: fc.integer({ min: 0, max: 5_000_000 }),
            limit: fc.integer({ min: 1, max: 5_000_000 }),
            share,
          }),
          { maxLength: 4 },
        ),
        (whole, layers) => {
          let left = whole;
          let taken = 0;
          for (const layer of layers) {
            const part = takenByExcess(left, layer.retention, layer.limit, layer.share);
            expect(Number.isInteger(part)).toBe(true);
            expect(part).toBeGreaterThanOrEqual(0);
            expect(part).toBeLessThanOrEqual(Math.max(0, left - layer.retention));
            left -= part;
            taken += part;
          }
          expect(left + taken).toBe(whole);
          expect(left).toBeGreaterThanOrEqual(0);
        },
      ),
      { seed: SEED },
    );
  });

  test("pence left over go to the largest remainders, first come first, with few or many to share", () => {
    const few = new Float64Array(4);
    allocatePence(10, [1, 1, 0, 1], few);
    expect([...few]).toEqual([4, 3, 0, 3]);
    // 3,000 equal shares of 10,000 pence: three each, and one more for the first 1,000.
    const many = new Float64Array(3_000);
    allocatePence(10_000, new Float64Array(3_000).fill(1), many);
    expect([many[0], many[999], many[1_000], many[2_999]]).toEqual([4, 4, 3, 3]);
  });

  test("sharing pence gives it all away, nobody more than a penny from their exact share", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 45 }),
        fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 40 }),
        (total, weights) => {
          const out = new Float64Array(weights.length);
          const sum = weights.reduce((all, each) => all + each, 0);
          const isShared = allocatePence(total, weights, out);
          expect(isShared).toBe(sum > 0);
          if (!isShared) return;
          expect(out.reduce((all, each) => all + each, 0)).toBe(total);
          for (const [index, part] of out.entries()) {
            const exact = total * ((weights[index] as number) / sum);
            expect(Math.abs(part - exact)).toBeLessThanOrEqual(1 + exact * 1e-12);
          }
        },
      ),
      { seed: SEED },
    );
  });
});

describe("monotonicity", () => {
  test("a higher retention or a lower limit never takes more of a person's cost", () => {
    const pence = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(pence, pence, pence, pence, share, (whole, retention, more, limit, part) => {
        const taken = takenByExcess(whole, retention, limit, part);
        expect(takenByExcess(whole, retention + more, limit, part)).toBeLessThanOrEqual(taken);
        expect(takenByExcess(whole, retention, limit + more, part)).toBeGreaterThanOrEqual(taken);
      }),
      { seed: SEED },
    );
  });

  test("a higher attachment never takes more of a group's cost, a greater cost never less", () => {
    const pence = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(pence, pence, pence, share, share, share, (loss, budget, more, attachment, step, part) => {
        const layer = (from: number) => ({
          kind: "stopLoss" as const,
          attachment: from,
          cap: null,
          share: part,
        });
        const taken = takenByAggregate(loss, budget, layer(attachment));
        expect(takenByAggregate(loss, budget, layer(attachment + step))).toBeLessThanOrEqual(taken);
        expect(takenByAggregate(loss + more, budget, layer(attachment))).toBeGreaterThanOrEqual(taken);
        expect(taken).toBeLessThanOrEqual(loss);
        const corridor = {
          kind: "corridor" as const,
          band: attachment / 10,
          shareOver: part,
          shareUnder: step,
        };
        expect(takenByAggregate(loss + more, budget, corridor)).toBeGreaterThanOrEqual(
          takenByAggregate(loss, budget, corridor),
        );
      }),
      { seed: SEED },
    );
  });
});

/** Transfers by slot of a single year. */
function transfers(pools: readonly Pool[], small: readonly (readonly number[])[]) {
  const { outcome } = run(pools, small);
  return { ...outcome, transfers: [...outcome.transfers] };
}

describe("by hand: budgets 100, 200 and 300 pounds", () => {
  const costs = [[13_000], [20_000], [27_000]];

  test("a corridor of 10 % shares half of the rest both ways", () => {
    const layers: Layer[] = [{ kind: "corridor", band: 0.1, shareOver: 0.5, shareUnder: 0.5 }];
    // 130 against 110: half of 20 comes; 270 is 270, exactly the band's edge.
    const { transfers: paid, closingBalances } = transfers([pool({ layers })], costs);
    expect(paid).toEqual([-1_000, 0, 0]);
    expect([...closingBalances]).toEqual([-1_000]);
  });

  test("stop-loss from 105 % to 120 % at 80 %", () => {
    const layers: Layer[] = [{ kind: "stopLoss", attachment: 1.05, cap: 1.2, share: 0.8 }];
    expect(transfers([pool({ layers })], costs).transfers).toEqual([-1_200, 0, 0]);
  });

  test("contributions by head, weighted head and budget", () => {
    const paid = (contribution: Pool["contribution"]) => transfers([pool({ contribution })], costs).transfers;
    expect(paid({ kind: "perHead", pounds: 1.5 })).toEqual([450, 1_050, 1_650]);
    expect(paid({ kind: "perWeightedHead", pounds: 1 })).toEqual([400, 400, 400]);
    expect(paid({ kind: "shareOfBudget", share: 0.01 })).toEqual([100, 200, 300]);
  });

  test("beyond its own limit the members bear it by what was taken from them, or the body above", () => {
    const layers: Layer[] = [{ kind: "stopLoss", attachment: 0.5, cap: null, share: 1 }];
    // Taken: 80, 100 and 120 pounds; the pool pays 150 of 300.
    const members = transfers([pool({ layers, annualLimit: 150 })], costs);
    expect(members.transfers).toEqual([-4_000, -5_000, -6_000]);
    const body = transfers([pool({ layers, annualLimit: 150, beyondLimit: "higherBody" })], costs);
    expect(body.transfers).toEqual([-8_000, -10_000, -12_000]);
    expect([...body.bodyPaid]).toEqual([15_000]);
    expect([...body.overLimit]).toEqual([1]);
  });

  test("a deficit is called at once, met by the body above, or carried and repaid in parts", () => {
    const layers: Layer[] = [{ kind: "stopLoss", attachment: 1, cap: null, share: 1 }];
    const given = { layers, openingBalance: 20 };
    const called = transfers([pool({ ...given, deficit: { kind: "members", by: "taken" } })], costs);
    expect(called.transfers).toEqual([-2_000, 0, 0]);
    expect([...called.ruined]).toEqual([1]);
    const met = transfers([pool({ ...given, deficit: { kind: "higherBody" } })], costs);
    expect([...met.bodyPaid]).toEqual([1_000]);
    const carried = pool({ ...given, deficit: { kind: "carried", repaymentYears: 2 } });
    const { outcome } = run(
      [carried],
      [
        [13_000, 10_000, 10_000, 10_000],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ],
      { years: 4 },
    );
    // The deficit of 10 pounds comes back as 5 and 5, by budget 1 : 2 : 3.
    expect([...outcome.transfers]).toEqual([-3_000, 83, 83, 0, 0, 167, 167, 0, 0, 250, 250, 0]);
    expect([...outcome.closingBalances]).toEqual([0]);
  });

  test("all variances shared and the rest called by contribution is a share of the total overspend", () => {
    const layers: Layer[] = [{ kind: "corridor", band: 0, shareOver: 1, shareUnder: 1 }];
    const deficit = { kind: "members", by: "contribution" } as const;
    const { transfers: paid } = transfers([pool({ layers, deficit })], [[13_000], [20_000], [30_000]]);
    // 30 over in all, by budgets 1 : 2 : 3.
    expect(paid).toEqual([-3_000 + 500, 1_000, 1_500]);
  });

  test("a surplus above the reserve goes back pro rata or by experience", () => {
    const layers: Layer[] = [{ kind: "stopLoss", attachment: 1, cap: null, share: 1 }];
    const contribution = { kind: "shareOfBudget", share: 0.1 } as const;
    const back = (kind: "proRata" | "byExperience") =>
      transfers([pool({ layers, contribution, surplus: { kind, reserve: 5 } })], costs);
    // In: 10, 20, 30. Out: 30 to the first. Left 30, of it 25 go back.
    expect(back("proRata").transfers).toEqual([-2_000 - 417, 2_000 - 833, 3_000 - 1_250]);
    expect(back("byExperience").transfers).toEqual([-2_000, 1_000, 1_500]);
    expect([...back("byExperience").closingBalances]).toEqual([500]);
  });

  test("needed income: the level yearly sum that keeps the balance from falling below zero", () => {
    const layers: Layer[] = [{ kind: "stopLoss", attachment: 1, cap: null, share: 1 }];
    const small = [
      [16_000, 10_000, 25_000],
      [0, 0, 0],
      [0, 0, 0],
    ];
    const { outcome } = run([pool({ layers, openingBalance: 30 })], small, { years: 3 });
    // Claims 60, 0, 150: after one year 30 / 1, after three 180 / 3.
    expect([...outcome.neededIncome]).toEqual([6_000]);
  });

  test("a pool inside a pool: losses flow upwards, the lower pool pays and is paid", () => {
    const low = pool({
      groups: [0, 1],
      layers: [{ kind: "stopLoss", attachment: 1, cap: null, share: 1 }],
      contribution: { kind: "shareOfBudget", share: 0.1 },
      deficit: { kind: "members", by: "taken" },
    });
    const high = pool({
      level: 1,
      groups: [1],
      pools: [0],
      layers: [{ kind: "stopLoss", attachment: 1, cap: null, share: 1 }],
      contribution: { kind: "shareOfBudget", share: 0.02 },
      deficit: { kind: "higherBody" },
    });
    // The low pool has an income of 30 and takes 50; the high pool takes the 20 beyond its income and gets 6 from each.
    const { outcome, layout } = run([low, high], [[15_000], [20_000], [30_000]]);
    expect(layout.slots.map(({ sourcePool, group }) => [sourcePool, group])).toEqual([
      [-1, 0],
      [-1, 1],
      [-1, 1],
      [0, -1],
    ]);
    expect([...outcome.transfers]).toEqual([-4_000 + 600, 2_000, 600, 600 - 2_000]);
    expect([...outcome.closingBalances]).toEqual([0, 0]);
    expect([...outcome.bodyPaid]).toEqual([0, 800]);
  });

  test("excess steps follow the practice's groups and member pools", () => {
    const layer: Layer = { kind: "excess", retention: 1_000, limit: 5_000, share: 1 };
    const layout = layoutOf([
      pool({ groups: [0], layers: [layer] }),
      pool({ level: 1, groups: [0], pools: [0], layers: [layer] }),
    ]);
    const flat = (groupAt: readonly number[]) =>
      excessSteps(layout, groupAt).map(({ from, to, slot }) => [from, to, slot]);
    expect(flat([0, 0])).toEqual([
      [0, 1, 0],
      [0, 2, 1],
      [1, 2, 2],
    ]);
    expect(flat([1, 0])).toEqual([[0, 2, 1]]);
    expect(flat([2, 1])).toEqual([]);
  });
});
