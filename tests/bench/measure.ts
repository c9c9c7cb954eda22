// How the benchmarks measure: the median of several runs after a warm-up, in one process.

import { performance } from "node:perf_hooks";

/** One measured case, printed as one JSON line. */
export interface BenchLine {
  readonly suite: string;
  readonly case: string;
  readonly rows: number;
  readonly ms: number;
  /** The hand-written limit, measured in the same run. */
  readonly limitMs?: number;
  readonly ratioToLimit?: number;
  /** Other programs on the same case; null: not finished within the limit. */
  readonly peers?: Readonly<Record<string, PeerFigure | null>>;
  /** What `ms` and `limitMs` count; milliseconds when left out. */
  readonly unit?: "MB";
  /** What the line has to show, and whether it does: `holds` is printed with the line. */
  readonly target?: Target;
}

/** A figure that must not be larger than another; `words` say what it is measured by: `50 ms`, `half of exceljs`. */
export interface Target {
  readonly is: number;
  readonly atMost: number;
  readonly words: string;
}

export interface PeerFigure {
  readonly ms: number;
  readonly timesSlower: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The warm-up lasts at least so many milliseconds, so that what is timed has been compiled. */
const WARM_UP_MS = 200;

/**
 * Median milliseconds of one call. Short calls are repeated within a run, so that the clock's grain does not matter.
 * @param runs at least 5
 */
export function measure(run: (call: number) => void, runs = 15, warmUp = 10): number {
  let call = 0;
  for (const start = performance.now(); call < warmUp || performance.now() - start < WARM_UP_MS; call++)
    run(call);
  const once = timed(() => run(call++));
  const repeats = Math.max(1, Math.min(200, Math.ceil(2 / Math.max(once, 1e-3))));
  const times: number[] = [];
  for (let each = 0; each < runs; each++)
    times.push(
      timed(() => {
        for (let repeat = 0; repeat < repeats; repeat++) run(call++);
      }) / repeats,
    );
  return median(times);
}

/** A round of `measurePaired`: so many calls to bring the caches to the work, then so many that are timed. */
const ROUND = { warm: 400, timed: 800 };
const ROUNDS = { warm: 10, timed: 21 };
/** How many calls `measurePaired` makes of each program. */
export const PAIRED_CALLS = (ROUND.warm + ROUND.timed) * (ROUNDS.warm + ROUNDS.timed);

/**
 * Median milliseconds of one call of two programs that do the same work, call for call: they take turns, each doing the
 * same stretch of calls, so that neither is further in the sequence than the other, and what else the machine does
 * meets both.
 */
export function measurePaired(
  ours: (call: number) => void,
  limit: (call: number) => void,
): { readonly ms: number; readonly limitMs: number } {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS.warm + ROUNDS.timed; round++)
    for (const [place, run] of [ours, limit].entries()) {
      const first = round * (ROUND.warm + ROUND.timed);
      const begin = first + ROUND.warm;
      for (let call = first; call < begin; call++) run(call);
      const ms = timed(() => {
        for (let call = begin; call < begin + ROUND.timed; call++) run(call);
      });
      if (round >= ROUNDS.warm) times[place]?.push(ms / ROUND.timed);
    }
  return { ms: median(times[0]), limitMs: median(times[1]) };
}

/** Milliseconds that one call takes. */
export function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Median milliseconds of one call of something long that may wait, such as reading a file. */
export async function measureLong(run: () => unknown, runs = 7, warmUp = 2): Promise<number> {
  const times: number[] = [];
  for (let call = 0; call < warmUp + runs; call++) {
    const start = performance.now();
    await run();
    if (call >= warmUp) times.push(performance.now() - start);
  }
  return median(times);
}
