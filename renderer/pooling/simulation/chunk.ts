// The pure chunk function: all that is simulated for one chunk of trials. For each atom of practices their years are
// drawn, rounded to pence and summed; the sums go to every row that holds the atom; people above retentions go through
// the excess steps of every option; then each option's pools run. Whole pence below 2^53 add up exactly in any order,
// so no figure depends on how options are cut into atoms.
//
// What must stay true: the result depends on the programme, the contributions and the chunk, and on nothing else.

import { takenByExcess, toPence } from "../pools/layers.ts";
import type { ExcessStep } from "../pools/layout.ts";
import { POOL_SUMS, type PoolOutcome, runPools, SLOT_SUMS } from "../pools/run.ts";
import {
  addChance,
  hasIndividuals,
  type Individuals,
  includesEffect,
  logVariance,
  newScratch,
  type Scratch,
} from "./chance.ts";
import type { Chunk } from "./chunkGrid.ts";
import type { Programme } from "./programme.ts";
import { toExponentials } from "./random/exponentials.ts";
import { fillNormals } from "./random/normals.ts";
import { PURPOSES, RandomStream, WHOLE } from "./random/randomStream.ts";
import type { Atom } from "./rows.ts";
import { Shocks } from "./shocks.ts";

export interface ChunkResult {
  readonly chunk: number;
  readonly trials: number;
  /** By row and trial: cost of all years over the expected cost, less 1. */
  readonly gross: Float32Array;
  /** By net group and trial, likewise, after pools. */
  readonly net: Float32Array;
  /** By option: SLOT_SUMS of each slot, in pence over all years. Empty without pools. */
  readonly slotSums: readonly Float64Array[];
  /** By option: POOL_SUMS of each pool. */
  readonly poolSums: readonly Float64Array[];
  /** By option, then pool and trial: the yearly income the pool would have needed, and its closing balance; pounds. */
  readonly neededIncome: readonly Float32Array[];
  readonly closingBalances: readonly Float32Array[];
}

/** Pilot trials draw from chunks of their own. */
const PILOT = 0x40000000;

/** The large columns of a chunk, kept from one chunk to the next so that a worker does not leave them to be collected. */
export class ChunkMemory {
  private costs = new Float64Array(0);

  /** A column of zeros of the length. */
  zeros(length: number): Float64Array {
    if (this.costs.length < length) this.costs = new Float64Array(length);
    return this.costs.subarray(0, length).fill(0);
  }
}

/**
 * Simulates one chunk. The memory is scratch; nothing of it is in the result.
 * @param contributions yearly contributions by option and slot in pence
 * @param pilot draw the pilot's years instead of those of the results
 */
export function simulateChunk(
  programme: Programme,
  contributions: readonly Float64Array[],
  chunk: Chunk,
  pilot = false,
  memory: ChunkMemory = new ChunkMemory(),
): ChunkResult {
  const { years } = programme.request;
  const width = chunk.trials * years;
  const costs = memory.zeros(programme.rows.members.length * width);
  const excess = programme.layouts.map((layout) => new Float64Array((layout?.slots.length ?? 0) * width));
  new ChunkDraws(programme, pilot ? PILOT + chunk.index : chunk.index, width).run(costs, excess);

  const outcomes = programme.layouts.map((layout, option) =>
    layout === null
      ? null
      : runPools({
          layout,
          contributions: contributions[option] ?? new Float64Array(layout.slots.length),
          trials: chunk.trials,
          years,
          costs,
          excess: excess[option] as Float64Array,
        }),
  );
  const { trials } = chunk;
  return {
    chunk: chunk.index,
    trials,
    gross: grossFigures(programme, costs, trials),
    net: netFigures(programme, costs, outcomes, trials),
    slotSums: outcomes.map((outcome) => slotSums(outcome, trials, years)),
    poolSums: outcomes.map((outcome, option) =>
      poolSums(programme, contributions[option] ?? new Float64Array(), outcome, option, trials),
    ),
    neededIncome: outcomes.map((each) => inPounds(each?.neededIncome)),
    closingBalances: outcomes.map((each) => inPounds(each?.closingBalances)),
  };
}

/** The draws of one chunk. */
class ChunkDraws {
  private readonly stream = new RandomStream();
  private readonly scratch: Scratch;
  private readonly total: Float64Array;
  private readonly shocks: Shocks;
  private readonly programme: Programme;
  private readonly chunk: number;
  private readonly width: number;

  constructor(programme: Programme, chunk: number, width: number) {
    this.programme = programme;
    this.chunk = chunk;
    this.width = width;
    this.scratch = newScratch(width);
    this.total = new Float64Array(width);
    this.shocks = new Shocks(programme.request.model, programme.seed, chunk, width);
  }

  run(costs: Float64Array, excess: readonly Float64Array[]): void {
    const { rows, excessSteps } = this.programme;
    for (const [index, atom] of rows.atoms.entries()) {
      this.total.fill(0);
      this.drawAtom(atom, excessSteps[index] ?? [], excess);
      for (const row of atom.rows) addColumn(costs, row * this.width, this.total);
    }
  }

  private drawAtom(
    atom: Atom,
    steps: readonly (readonly ExcessStep[])[],
    excess: readonly Float64Array[],
  ): void {
    const { request, chances } = this.programme;
    const { practices, model } = request;
    const { individuals } = this.scratch;
    const hasSteps = steps.some((each) => each.length > 0);
    for (const [line, prepared] of chances.entries()) {
      const expectedCosts = practices.expectedCosts[line] as Float64Array;
      const practiceSpread = model.lines[line]?.practiceSpread ?? 0;
      for (const practice of atom.practices) {
        const expected = expectedCosts[practice] as number;
        if (expected === 0) continue;
        let shocks = this.shocks.factors(line, practices.areas[practice] as number);
        if (practiceSpread > 0 && !includesEffect(prepared.chance)) {
          shocks = this.withEffect(shocks, practice, line, practiceSpread);
        }
        this.start(practice, line, PURPOSES.chance);
        const people = practices.people[practice] as number;
        addChance(this.stream, prepared, people, expected, practiceSpread, shocks, this.total, this.scratch);
        if (hasSteps && hasIndividuals(prepared.chance)) {
          takeExcess(individuals, 100 * expected, shocks, steps, excess, this.width);
        }
      }
    }
  }

  private start(practice: number, line: number, purpose: number): void {
    const { keys, seed } = this.programme;
    this.stream.start(
      seed,
      keys.low[practice] as number,
      keys.high[practice] as number,
      this.chunk,
      line,
      purpose,
    );
  }

  /** The shocks times the practice's own effect, lognormal with mean 1. */
  private withEffect(shocks: Float64Array, practice: number, line: number, spread: number): Float64Array {
    const { effects } = this.scratch;
    const variance = logVariance(spread);
    this.start(practice, line, PURPOSES.effect);
    fillNormals(this.stream, effects, this.width);
    toExponentials(effects, -variance / 2, Math.sqrt(variance));
    for (let at = 0; at < this.width; at++) effects[at] = (effects[at] as number) * (shocks[at] as number);
    return effects;
  }
}

function addColumn(sums: Float64Array, start: number, column: Float64Array): void {
  const count = column.length;
  for (let at = 0; at < count; at++) sums[start + at] = (sums[start + at] as number) + (column[at] as number);
}

/** Sends each single person's cost through the excess steps of every option. */
function takeExcess(
  individuals: Individuals,
  pence: number,
  shocks: Float64Array,
  steps: readonly (readonly ExcessStep[])[],
  excess: readonly Float64Array[],
  width: number,
): void {
  for (const [option, each] of steps.entries()) {
    const taken = excess[option];
    if (each.length === 0 || taken === undefined) continue;
    const holders = 1 + Math.max(...each.map((step) => Math.max(step.from, step.to)));
    const held = new Float64Array(holders);
    const plain = each.map(({ from, to, slot, layer }) => ({
      from,
      to,
      start: slot * width,
      retention: toPence(layer.retention),
      limit: layer.limit === null ? Number.POSITIVE_INFINITY : toPence(layer.limit),
      share: layer.share,
    }));
    const lowest = Math.min(...plain.map((step) => step.retention));
    for (let year = 0; year < width; year++) {
      const scale = pence * (shocks[year] as number);
      const end = individuals.starts[year + 1] as number;
      for (let index = individuals.starts[year] as number; index < end; index++) {
        const cost = scale * (individuals.amounts[index] as number) + WHOLE - WHOLE;
        if (cost <= lowest) continue;
        held.fill(0);
        held[0] = cost;
        for (const { from, to, start, retention, limit, share } of plain) {
          const part = takenByExcess(held[from] as number, retention, limit, share);
          if (part === 0) continue;
          held[from] = (held[from] as number) - part;
          held[to] = (held[to] as number) + part;
          taken[start + year] = (taken[start + year] as number) + part;
        }
      }
    }
  }
}

function grossFigures({ request, expected }: Programme, costs: Float64Array, trials: number): Float32Array {
  const { years } = request;
  const out = new Float32Array(expected.length * trials);
  for (let row = 0; row < expected.length; row++) {
    const scale = 1 / (100 * (expected[row] as number) * years);
    for (let trial = 0; trial < trials; trial++) {
      let sum = 0;
      const start = (row * trials + trial) * years;
      for (let at = start; at < start + years; at++) sum += costs[at] as number;
      out[row * trials + trial] = sum * scale - 1;
    }
  }
  return out;
}

function netFigures(
  { request, expected, netGroups }: Programme,
  costs: Float64Array,
  outcomes: readonly (PoolOutcome | null)[],
  trials: number,
): Float32Array {
  const { years, options } = request;
  const out = new Float32Array(netGroups.length * trials);
  const sums = new Float64Array(trials);
  const addYears = (values: Float64Array, block: number) => {
    for (let trial = 0; trial < trials; trial++) {
      const start = (block * trials + trial) * years;
      let sum = sums[trial] as number;
      for (let at = start; at < start + years; at++) sum += values[at] as number;
      sums[trial] = sum;
    }
  };
  for (const [index, { option, row, slots, pools }] of netGroups.entries()) {
    const outcome = outcomes[option];
    if (outcome === null || outcome === undefined) continue;
    sums.fill(0);
    addYears(costs, row);
    for (const slot of slots) addYears(outcome.transfers, slot);
    for (const pool of pools) {
      const opening = toPence(options[option]?.pools[pool]?.openingBalance ?? 0);
      const gains = outcome.closingBalances.subarray(pool * trials, (pool + 1) * trials);
      // The member slots of a pool inside another pool are no group's: what it paid there is in its balance.
      for (let trial = 0; trial < trials; trial++)
        sums[trial] = (sums[trial] as number) - ((gains[trial] as number) - opening);
    }
    const scale = 1 / (100 * (expected[row] as number) * years);
    for (let trial = 0; trial < trials; trial++)
      out[index * trials + trial] = (sums[trial] as number) * scale - 1;
  }
  return out;
}

function slotSums(outcome: PoolOutcome | null, trials: number, years: number): Float64Array {
  if (outcome === null) return new Float64Array();
  const width = trials * years;
  const slots = outcome.taken.length / width;
  const sums = new Float64Array(slots * SLOT_SUMS.length);
  for (let slot = 0; slot < slots; slot++) {
    let taken = 0;
    let transfer = 0;
    let squared = 0;
    for (let trial = 0; trial < trials; trial++) {
      let paid = 0;
      for (let year = 0; year < years; year++) {
        const at = slot * width + trial * years + year;
        taken += outcome.taken[at] as number;
        paid += outcome.transfers[at] as number;
      }
      transfer += paid;
      squared += paid * paid;
    }
    sums.set([taken, transfer, squared], slot * SLOT_SUMS.length);
  }
  return sums;
}

function poolSums(
  { layouts, request }: Programme,
  contributions: Float64Array,
  outcome: PoolOutcome | null,
  option: number,
  trials: number,
): Float64Array {
  const layout = layouts[option] ?? null;
  if (outcome === null || layout === null) return new Float64Array();
  const sums = new Float64Array(layout.pools.length * POOL_SUMS.length);
  for (let pool = 0; pool < layout.pools.length; pool++) {
    const income = (layout.slotsOf[pool] ?? []).reduce((sum, slot) => sum + (contributions[slot] ?? 0), 0);
    const own = sums.subarray(pool * POOL_SUMS.length, (pool + 1) * POOL_SUMS.length);
    for (let at = pool * trials; at < (pool + 1) * trials; at++) {
      const claims = outcome.claims[at] as number;
      const body = outcome.bodyPaid[at] as number;
      const figures = [
        outcome.ruined[at] as number,
        outcome.overLimit[at] as number,
        claims,
        claims * claims,
        income * request.years,
        body,
        body * body,
      ];
      for (let each = 0; each < figures.length; each++) {
        own[each] = (own[each] as number) + (figures[each] as number);
      }
    }
  }
  return sums;
}

function inPounds(pence: Float64Array | undefined): Float32Array {
  return pence === undefined ? new Float32Array() : Float32Array.from(pence, (each) => each / 100);
}
