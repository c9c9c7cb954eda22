// The results of a simulation as its chunks come in. Chunks may arrive in any order; they are taken up in the order of
// the grid, so that whatever has been taken up is the same for any number of workers. Values are kept in single
// precision (seven digits of an overspend); sums in pence are kept exactly.

import { POOL_SUMS, SLOT_SUMS } from "../pools/run.ts";
import type { ChunkResult } from "./chunk.ts";
import { type Chunk, chunkGrid } from "./chunkGrid.ts";
import type { Programme } from "./programme.ts";

export class SimulationResults {
  readonly programme: Programme;
  /** Yearly contributions by option and slot, in pence. */
  readonly contributions: readonly Float64Array[];
  readonly chunks: readonly Chunk[];
  private readonly waiting = new Map<number, ChunkResult>();
  private takenUp = 0;
  private doneTrials = 0;
  private readonly grossValues: Float32Array;
  private readonly netValues: Float32Array;
  private readonly needed: readonly Float32Array[];
  private readonly closing: readonly Float32Array[];
  private readonly slots: readonly Float64Array[];
  private readonly pools: readonly Float64Array[];

  constructor(programme: Programme, contributions: readonly Float64Array[]) {
    const { trials, years } = programme.request;
    this.programme = programme;
    this.contributions = contributions;
    this.chunks = chunkGrid(trials, years);
    this.grossValues = new Float32Array(programme.rows.members.length * trials);
    this.netValues = new Float32Array(programme.netGroups.length * trials);
    const sized = (factor: number) =>
      programme.layouts.map((layout) => new Float32Array((layout?.pools.length ?? 0) * factor));
    this.needed = sized(trials);
    this.closing = sized(trials);
    this.slots = programme.layouts.map(
      (layout) => new Float64Array((layout?.slots.length ?? 0) * SLOT_SUMS.length),
    );
    this.pools = programme.layouts.map(
      (layout) => new Float64Array((layout?.pools.length ?? 0) * POOL_SUMS.length),
    );
  }

  /** Trials taken up so far: the first so many of the grid. */
  get trials(): number {
    return this.doneTrials;
  }

  get isComplete(): boolean {
    return this.takenUp === this.chunks.length;
  }

  /** Takes in a chunk's result. True when there are more trials to show than before. */
  add(result: ChunkResult): boolean {
    this.waiting.set(result.chunk, result);
    const before = this.takenUp;
    for (;;) {
      const next = this.waiting.get(this.takenUp);
      const chunk = this.chunks[this.takenUp];
      if (next === undefined || chunk === undefined) break;
      this.waiting.delete(this.takenUp);
      this.takeUp(next, chunk);
      this.takenUp += 1;
      this.doneTrials = chunk.first + chunk.trials;
    }
    return this.takenUp > before;
  }

  /** By trial: a row's cost of all years over its expected cost, less 1. */
  gross(row: number): Float32Array {
    return this.part(this.grossValues, row);
  }

  /** By trial: likewise for a net group, after pools. */
  net(netGroup: number): Float32Array {
    return this.part(this.netValues, netGroup);
  }

  /** By trial: the yearly income from members that would have kept the pool out of deficit, in pounds. */
  neededIncome(option: number, pool: number): Float32Array {
    return this.part(this.needed[option] ?? new Float32Array(), pool);
  }

  /** By trial: the pool's balance at the end of the last year, in pounds. */
  closingBalance(option: number, pool: number): Float32Array {
    return this.part(this.closing[option] ?? new Float32Array(), pool);
  }

  /** One of SLOT_SUMS over the trials taken up, in pence (squares in pence squared). */
  slotSum(option: number, slot: number, figure: (typeof SLOT_SUMS)[number]): number {
    return this.slots[option]?.[slot * SLOT_SUMS.length + SLOT_SUMS.indexOf(figure)] ?? 0;
  }

  /** One of POOL_SUMS over the trials taken up. */
  poolSum(option: number, pool: number, figure: (typeof POOL_SUMS)[number]): number {
    return this.pools[option]?.[pool * POOL_SUMS.length + POOL_SUMS.indexOf(figure)] ?? 0;
  }

  private part(values: Float32Array, index: number): Float32Array {
    const start = index * this.programme.request.trials;
    return values.subarray(start, start + this.doneTrials);
  }

  private takeUp(result: ChunkResult, chunk: Chunk): void {
    const { trials } = this.programme.request;
    const place = (from: Float32Array, to: Float32Array) => {
      for (let row = 0; row * chunk.trials < from.length; row++) {
        const values = from.subarray(row * chunk.trials, (row + 1) * chunk.trials);
        to.set(values, row * trials + chunk.first);
      }
    };
    place(result.gross, this.grossValues);
    place(result.net, this.netValues);
    for (let option = 0; option < this.needed.length; option++) {
      place(result.neededIncome[option] as Float32Array, this.needed[option] as Float32Array);
      place(result.closingBalances[option] as Float32Array, this.closing[option] as Float32Array);
      addTo(this.slots[option] as Float64Array, result.slotSums[option] as Float64Array);
      addTo(this.pools[option] as Float64Array, result.poolSums[option] as Float64Array);
    }
  }
}

function addTo(sums: Float64Array, more: Float64Array): void {
  for (let index = 0; index < sums.length; index++)
    sums[index] = (sums[index] as number) + (more[index] as number);
}
