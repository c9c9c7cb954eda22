// A chunk of trials through an option's pools. First upwards: what each pool takes from each of its members, layer by
// layer, for all years at once. Then downwards, from the highest pool: each pool's year is settled (limit, repayment,
// deficit, surplus), with what higher pools called in or gave back already in its books.
//
// What must stay true: all amounts are whole pence and every movement has two ends. For every trial the sum of what
// members paid, less what they got, equals the change of all balances less what the body above paid. A test holds
// this to the penny over random pools.

import { allocatePence } from "./allocate.ts";
import { type AggregateLayer, takenByAggregate, toPence } from "./layers.ts";
import type { PoolLayout, Slot } from "./layout.ts";
import type { Pool } from "./pool.ts";

/** Figures kept for each slot and each pool, summed over the trials of a chunk. Pence and pence squared. */
export const SLOT_SUMS = ["taken", "transfer", "transferSquared"] as const;
export const POOL_SUMS = [
  "ruined",
  "overLimit",
  "claims",
  "claimsSquared",
  "contributions",
  "bodyPaid",
  "bodyPaidSquared",
] as const;

export interface PoolInput {
  readonly layout: PoolLayout;
  /** Yearly contribution of each slot in pence. */
  readonly contributions: Float64Array;
  readonly trials: number;
  readonly years: number;
  /** Cost in pence of every row: trials x years each, a trial's years together. */
  readonly costs: Float64Array;
  /** Pence that excess layers take, by slot, laid out as `costs`. */
  readonly excess: Float64Array;
}

export interface PoolOutcome {
  /** What each member paid less what it got, by slot and year, in pence; laid out as `costs`. */
  readonly transfers: Float64Array;
  /** What the pool took from each member before settling, likewise. */
  readonly taken: Float64Array;
  /** By pool and trial, pence. */
  readonly closingBalances: Float64Array;
  readonly bodyPaid: Float64Array;
  /** The level yearly income from members that would have kept the pool out of deficit in every year; pence. */
  readonly neededIncome: Float64Array;
  /** By pool and trial: 1 when the pool could not pay in full out of its own in some year. */
  readonly ruined: Uint8Array;
  /** By pool and trial: 1 when its own limit was passed in some year. */
  readonly overLimit: Uint8Array;
  /** What the pool itself paid, after its limit and what it got from higher pools; by pool and trial, pence. */
  readonly claims: Float64Array;
}

/** Yearly contributions by slot in pence; `expectedTaken` holds the expected yearly payments by slot in pence. */
export function contributionsOf(layout: PoolLayout, expectedTaken: Float64Array): Float64Array {
  return Float64Array.from(layout.slots, (slot, index) => {
    const { contribution } = layout.pools[slot.pool] as Pool;
    switch (contribution.kind) {
      case "none":
        return 0;
      case "perHead":
        return toPence(contribution.pounds * slot.people);
      case "perWeightedHead":
        return toPence(contribution.pounds * slot.weightedPeople);
      case "shareOfBudget":
        return Math.round(contribution.share * slot.budgetPence);
      case "riskBased":
        return Math.max(0, Math.round((expectedTaken[index] as number) * (1 + contribution.loading)));
    }
  });
}

export function runPools(input: PoolInput): PoolOutcome {
  const { layout, trials, years } = input;
  const width = trials * years;
  const taken = takeLayers(input);
  const transfers = new Float64Array(taken.length);
  for (let slot = 0; slot < layout.slots.length; slot++) {
    const contribution = input.contributions[slot] as number;
    for (let at = slot * width; at < (slot + 1) * width; at++)
      transfers[at] = contribution - (taken[at] as number);
  }
  const perTrial = () => new Float64Array(layout.pools.length * trials);
  const outcome: PoolOutcome = {
    transfers,
    taken,
    closingBalances: perTrial(),
    bodyPaid: perTrial(),
    neededIncome: perTrial(),
    ruined: new Uint8Array(layout.pools.length * trials),
    overLimit: new Uint8Array(layout.pools.length * trials),
    claims: perTrial(),
  };
  for (let pool = layout.pools.length - 1; pool >= 0; pool--) settlePool(input, outcome, pool);
  return outcome;
}

/** Upwards: what each slot's pool takes, in pence. */
function takeLayers({ layout, contributions, trials, years, costs, excess }: PoolInput): Float64Array {
  const width = trials * years;
  const taken = new Float64Array(layout.slots.length * width);
  const loss = new Float64Array(width);
  for (const [index, slot] of layout.slots.entries()) {
    lossOf(slot, layout, costs, taken, width, loss);
    const pool = layout.pools[slot.pool] as Pool;
    const aggregate = pool.layers.filter((layer): layer is AggregateLayer => layer.kind !== "excess");
    const budget = slot.sourcePool < 0 ? slot.budgetPence : incomeOf(layout, slot.sourcePool, contributions);
    const start = index * width;
    for (let at = 0; at < width; at++) {
      const before = loss[at] as number;
      let left = before;
      // Aggregate layers of lower pools may already have paid for the same people.
      const fromPeople = excess[start + at] as number;
      left -= fromPeople < left ? fromPeople : Math.max(0, left);
      for (const layer of aggregate) left -= takenByAggregate(left, budget, layer);
      taken[start + at] = before - left;
    }
  }
  return taken;
}

/** What a member brings to its pool: its cost less what lower pools took, or what the member pool has taken. */
function lossOf(
  slot: Slot,
  layout: PoolLayout,
  costs: Float64Array,
  taken: Float64Array,
  width: number,
  loss: Float64Array,
): void {
  if (slot.sourcePool < 0) loss.set(costs.subarray(slot.row * width, (slot.row + 1) * width));
  else loss.fill(0);
  const sign = slot.sourcePool < 0 ? -1 : 1;
  const parts = slot.sourcePool < 0 ? slot.inside : (layout.slotsOf[slot.sourcePool] ?? []);
  for (const part of parts) {
    for (let at = 0; at < width; at++) {
      loss[at] = (loss[at] as number) + sign * (taken[part * width + at] as number);
    }
  }
  // What the pool has already passed on to another pool is no longer its own.
  if (slot.sourcePool >= 0) {
    for (const other of layout.slotsAsMember[slot.sourcePool] ?? []) {
      if (layout.slots[other] === slot) break;
      for (let at = 0; at < width; at++) {
        loss[at] = (loss[at] as number) - (taken[other * width + at] as number);
      }
    }
  }
}

function incomeOf(layout: PoolLayout, pool: number, contributions: Float64Array): number {
  return (layout.slotsOf[pool] ?? []).reduce((sum, slot) => sum + (contributions[slot] as number), 0);
}

/** One pool's years in every trial. */
function settlePool(input: PoolInput, outcome: PoolOutcome, poolIndex: number): void {
  const { layout, contributions, trials, years } = input;
  const pool = layout.pools[poolIndex] as Pool;
  const slots = layout.slotsOf[poolIndex] ?? [];
  const asMember = layout.slotsAsMember[poolIndex] ?? [];
  const width = trials * years;
  const opening = toPence(pool.openingBalance);
  const reserve = toPence(pool.surplus.reserve);
  const limit = pool.annualLimit === null ? Number.POSITIVE_INFINITY : toPence(pool.annualLimit);
  const income = incomeOf(layout, poolIndex, contributions);
  const { taken, transfers } = outcome;

  const weights = new Float64Array(slots.length);
  const shares = new Float64Array(slots.length);
  /** Members pay (sign 1) or get (-1) an amount, by the first of the measures that is positive for anyone. */
  const spread = (amount: number, at: number, sign: 1 | -1, measures: readonly Measure[]): boolean => {
    for (const measure of measures) {
      for (const [index, slot] of slots.entries()) weights[index] = measure(slot, at);
      shares.fill(0);
      if (!allocatePence(amount, weights, shares)) continue;
      for (const [index, slot] of slots.entries()) {
        const place = slot * width + at;
        transfers[place] = (transfers[place] as number) + sign * (shares[index] as number);
      }
      return true;
    }
    return false;
  };
  const byTaken: Measure = (slot, at) => taken[slot * width + at] as number;
  const byContribution: Measure = (slot) => contributions[slot] as number;
  const byBudget: Measure = (slot) => layout.slots[slot]?.budgetPence ?? 0;
  const equally: Measure = () => 1;
  const byExperience: Measure = (slot, at) => Math.max(0, transfers[slot * width + at] as number);

  for (let trial = 0; trial < trials; trial++) {
    const result = poolIndex * trials + trial;
    let balance = opening;
    let instalment = 0;
    let outgo = 0;
    let needed = Number.NEGATIVE_INFINITY;
    for (let year = 0; year < years; year++) {
      const at = trial * years + year;
      let claims = 0;
      for (const slot of slots) claims += taken[slot * width + at] as number;
      let passedOn = 0;
      let paidUp = 0;
      for (const slot of asMember) {
        passedOn += taken[slot * width + at] as number;
        paidUp += transfers[slot * width + at] as number;
      }
      const over = claims - passedOn - limit;
      if (over > 0) {
        outcome.overLimit[result] = 1;
        claims -= over;
        if (pool.beyondLimit === "members") spread(over, at, 1, [byTaken, byContribution, byBudget, equally]);
        else outcome.bodyPaid[result] = (outcome.bodyPaid[result] as number) + over;
      }
      outcome.claims[result] = (outcome.claims[result] as number) + claims - passedOn;
      outgo += claims + paidUp;
      needed = Math.max(needed, (outgo - opening) / (year + 1));
      if (balance < 0 && instalment > 0) {
        const repaid = Math.min(-balance, instalment);
        if (spread(repaid, at, 1, [byContribution, byBudget, equally])) balance += repaid;
      }
      const before = balance;
      balance += income - claims - paidUp;
      if (balance < 0) {
        outcome.ruined[result] = 1;
        if (pool.deficit.kind === "members") {
          const paid = [byContribution, byBudget, equally];
          spread(-balance, at, 1, pool.deficit.by === "taken" ? [byTaken, ...paid] : paid);
          balance = 0;
        } else if (pool.deficit.kind === "higherBody") {
          outcome.bodyPaid[result] = (outcome.bodyPaid[result] as number) - balance;
          balance = 0;
        } else if (pool.deficit.repaymentYears !== null && balance < before) {
          instalment = Math.ceil(-balance / pool.deficit.repaymentYears);
        }
      } else if (balance > reserve && pool.surplus.kind !== "kept") {
        const measures =
          pool.surplus.kind === "proRata" ? [byContribution, byBudget, equally] : [byExperience];
        if (spread(balance - reserve, at, -1, measures)) balance = reserve;
      }
    }
    outcome.closingBalances[result] = balance;
    outcome.neededIncome[result] = Math.ceil(needed);
  }
}

type Measure = (slot: number, at: number) => number;
