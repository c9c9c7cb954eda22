// An option's pools made ready to run: every membership of a group or a lower pool in a pool is a slot, with its
// budget, its people, and the slots of lower pools that lie inside it, whose payments reach it first.
//
// Losses flow from the lowest pool to the highest. A higher pool sees what lower pools have left with its groups, and,
// for each pool that is its member, what that pool has taken on.

import type { ExcessLayer } from "./layers.ts";
import { toPence } from "./layers.ts";
import type { Pool } from "./pool.ts";

export interface Slot {
  readonly pool: number;
  /** The pool that is the member, or -1 for a group. */
  readonly sourcePool: number;
  /** The group that is the member, at the pool's level, or -1 for a pool. */
  readonly group: number;
  /** Row of the group's simulated cost, or -1 for a pool. */
  readonly row: number;
  /** Slots of lower pools whose member groups lie inside this group. */
  readonly inside: readonly number[];
  /** Pence a year; for a pool, of the groups below it. */
  readonly budgetPence: number;
  readonly people: number;
  readonly weightedPeople: number;
}

export interface PoolLayout {
  readonly pools: readonly Pool[];
  readonly slots: readonly Slot[];
  /** The slots of each pool. */
  readonly slotsOf: readonly (readonly number[])[];
  /** The slots in which each pool is the member. */
  readonly slotsAsMember: readonly (readonly number[])[];
  /** How many rounds of pilot trials expected payments need; 0 when nothing depends on them. */
  readonly pilotRounds: number;
}

/** What the layout needs to know of the option: all by practice. */
export interface PoolGround {
  readonly pools: readonly Pool[];
  /** Practices of each group, by level and group, ascending. */
  readonly practicesOf: readonly (readonly Int32Array[])[];
  /** Row of each group, by level. */
  readonly rowOf: readonly Int32Array[];
  /** Pounds a year. */
  readonly budgets: Float64Array;
  readonly people: Float64Array;
  readonly weightedPeople: Float64Array | null;
}

function sumOver(practices: Int32Array, values: Float64Array | null): number {
  let sum = 0;
  if (values !== null) for (const practice of practices) sum += values[practice] as number;
  return sum;
}

/** True when every practice of the first list is in the second; both ascending. */
export function liesInside(inner: Int32Array, outer: Int32Array): boolean {
  let at = 0;
  for (const practice of inner) {
    while (at < outer.length && (outer[at] as number) < practice) at += 1;
    if (outer[at] !== practice) return false;
  }
  return true;
}

export function layoutPools(ground: PoolGround): PoolLayout {
  const slots: Slot[] = [];
  const slotsOf: number[][] = [];
  const slotsAsMember: number[][] = ground.pools.map(() => []);
  for (const [poolIndex, pool] of ground.pools.entries()) {
    const own: number[] = [];
    const add = (slot: Slot) => {
      own.push(slots.length);
      if (slot.sourcePool >= 0) slotsAsMember[slot.sourcePool]?.push(slots.length);
      slots.push(slot);
    };
    for (const group of pool.groups) {
      const practices = ground.practicesOf[pool.level]?.[group];
      if (practices === undefined || practices.length === 0) continue;
      add({
        pool: poolIndex,
        sourcePool: -1,
        group,
        row: ground.rowOf[pool.level]?.[group] ?? -1,
        inside: slotsInside(pool.level, group, slots, ground),
        budgetPence: toPence(sumOver(practices, ground.budgets)),
        people: sumOver(practices, ground.people),
        weightedPeople: sumOver(practices, ground.weightedPeople),
      });
    }
    for (const sourcePool of pool.pools) {
      const members = (slotsOf[sourcePool] ?? []).map((index) => slots[index] as Slot);
      const total = (read: (slot: Slot) => number) => members.reduce((sum, slot) => sum + read(slot), 0);
      add({
        pool: poolIndex,
        sourcePool,
        group: -1,
        row: -1,
        inside: [],
        budgetPence: total((slot) => slot.budgetPence),
        people: total((slot) => slot.people),
        weightedPeople: total((slot) => slot.weightedPeople),
      });
    }
    slotsOf.push(own);
  }
  return { pools: ground.pools, slots, slotsOf, slotsAsMember, pilotRounds: pilotRounds(ground.pools) };
}

function slotsInside(
  level: number,
  group: number,
  slots: readonly Slot[],
  ground: PoolGround,
): readonly number[] {
  const outer = ground.practicesOf[level]?.[group] ?? new Int32Array();
  const found: number[] = [];
  for (const [index, slot] of slots.entries()) {
    if (slot.group < 0) continue;
    const ownLevel = ground.pools[slot.pool]?.level ?? -1;
    if (ownLevel === level) {
      if (slot.group === group) found.push(index);
      continue;
    }
    const inner = ground.practicesOf[ownLevel]?.[slot.group];
    if (inner !== undefined && liesInside(inner, outer)) found.push(index);
  }
  return found;
}

/** A pool with risk-based contributions needs one round, and one more for every pool below it that needs one too. */
function pilotRounds(pools: readonly Pool[]): number {
  const rounds: number[] = [];
  for (const pool of pools) {
    const below = Math.max(0, ...pool.pools.map((index) => rounds[index] ?? 0));
    rounds.push(below + (pool.contribution.kind === "riskBased" ? 1 : 0));
  }
  return Math.max(0, ...rounds);
}

/** One step of a person's cost through the excess layers: from what somebody holds of it, to a pool. */
export interface ExcessStep {
  /** Who holds it: 0 the group itself, otherwise 1 + the index of the pool. */
  readonly from: number;
  readonly to: number;
  readonly slot: number;
  readonly layer: ExcessLayer;
}

/** The steps for the people of a practice, given its group at each level (-1 none). */
export function excessSteps(layout: PoolLayout, groupAt: readonly number[]): readonly ExcessStep[] {
  const steps: ExcessStep[] = [];
  const holds = new Set([0]);
  for (const [poolIndex, pool] of layout.pools.entries()) {
    const layers = pool.layers.filter((layer) => layer.kind === "excess");
    if (layers.length === 0) continue;
    for (const slotIndex of layout.slotsOf[poolIndex] ?? []) {
      const slot = layout.slots[slotIndex];
      if (slot === undefined) continue;
      const from = slot.sourcePool + 1;
      const reached = slot.sourcePool >= 0 ? holds.has(from) : groupAt[pool.level] === slot.group;
      if (!reached) continue;
      for (const layer of layers) steps.push({ from, to: poolIndex + 1, slot: slotIndex, layer });
    }
    if (steps.some((step) => step.to === poolIndex + 1)) holds.add(poolIndex + 1);
  }
  return steps;
}
