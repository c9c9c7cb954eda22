// Simulation: 6,300 practices in 10,000 years, 63 million draws, summed to 211 groups, on one and two workers, against
// numpy on one thread in the same run where python3 has it. One year's distribution of a group by FFT.

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { populationDistribution } from "../../../renderer/pooling/aggregate/annualDistribution.ts";
import { makeSeverity } from "../../../renderer/pooling/distributions/makeSeverity.ts";
import { type BenchLine, measure } from "../measure.ts";

const SUITE = "pooling";
const PRACTICES = 6_300;

/** Longer would be felt as a button that does nothing. */
const FIRST_RESULT_MS = 200;
const MOST_MEGABYTES = 200;

interface CaseFigures {
  readonly startMs: number;
  readonly processorMs: number;
  readonly firstMs: number;
  readonly ms: number;
  readonly peakMegabytes: number;
}

function runCase(kind: string, workers: number, options: number): CaseFigures {
  const program = join(dirname(fileURLToPath(import.meta.url)), "poolingCase.mjs");
  const run = spawnSync(process.execPath, [program, kind, String(workers), String(options)], {
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as CaseFigures;
}

/** The same sums in numpy: medians of five after a warm-up, in milliseconds; null without numpy. */
const NUMPY = `
import json, sys, time
import numpy as np
P, T, G = 6300, 10000, 211
rng = np.random.Generator(np.random.PCG64(1))
n = 1000.0 + (np.arange(P) * 7919) % 15000
starts = np.searchsorted(np.arange(P) * G // P, np.arange(G))
budget = n * 952.1
s = np.sqrt(np.log1p(3.6 ** 2 / n))
mu = -0.5 * s * s
shape = n / 3.6 ** 2
def lognormal():
    out = np.empty((T, G))
    for t in range(0, T, 100):
        x = rng.standard_normal((100, P))
        x *= s
        x += mu
        np.exp(x, out=x)
        x *= budget
        out[t:t + 100] = np.add.reduceat(x, starts, axis=1)
def gamma():
    out = np.empty((T, G))
    for t in range(0, T, 100):
        x = rng.standard_gamma(shape, size=(100, P))
        x *= budget / shape
        out[t:t + 100] = np.add.reduceat(x, starts, axis=1)
run = {"lognormal": lognormal, "gamma": gamma}[sys.argv[1]]
taken = []
busy = []
for each in range(6):
    start = time.perf_counter()
    processor = time.process_time()
    run()
    taken.append(time.perf_counter() - start)
    busy.append(time.process_time() - processor)
median = lambda times: 1000 * sorted(times[1:])[2]
print(json.dumps({"version": np.__version__, "ms": median(taken), "processorMs": median(busy)}))
`;

interface NumpyFigures {
  readonly version: string;
  readonly ms: number;
  readonly processorMs: number;
}

function runNumpy(kind: string): NumpyFigures | null {
  const run = spawnSync("python3", ["-c", NUMPY, kind], { encoding: "utf8" });
  if (run.status !== 0) {
    console.log("numpy is not there (python3-numpy), so it is not compared with.");
    return null;
  }
  return JSON.parse(run.stdout) as NumpyFigures;
}

export function runPoolingBench(
  report: (line: BenchLine) => void,
  options: { readonly peers: boolean },
): void {
  for (const kind of ["lognormal", "gamma"]) {
    // Right before ours, so that both see the same machine.
    const numpy = options.peers ? runNumpy(kind) : null;
    for (const workers of [1, 2]) {
      const { ms, processorMs, startMs, firstMs, peakMegabytes } = runCase(kind, workers, 1);
      const against = (theirs: number, ours: number) =>
        numpy === null
          ? {}
          : { peers: { [`numpy ${numpy.version}`]: { ms: theirs, timesSlower: theirs / ours } } };
      const name = `${kind}, ${workers} worker${workers > 1 ? "s" : ""}`;
      report({
        suite: SUITE,
        case: `10,000 years to 211 groups, ${name}`,
        rows: PRACTICES,
        ms,
        ...against(numpy?.ms ?? 0, ms),
        ...(numpy === null || workers === 1
          ? {}
          : { target: { is: ms, atMost: numpy.ms, words: "numpy on one thread" } }),
      });
      // What the clock would say if nothing else ran: the work is shared evenly.
      const share = processorMs / workers;
      report({
        suite: SUITE,
        case: `processor time of each worker, ${name}`,
        rows: PRACTICES,
        ms: share,
        ...against(numpy?.processorMs ?? 0, share),
        ...(numpy === null || workers === 1
          ? {}
          : { target: { is: share, atMost: numpy.processorMs, words: "numpy on one thread" } }),
      });
      if (workers === 1) continue;
      report({
        suite: SUITE,
        case: `first result of the first run, workers there, ${name}`,
        rows: PRACTICES,
        ms: firstMs,
        target: { is: firstMs, atMost: FIRST_RESULT_MS, words: `${FIRST_RESULT_MS} ms` },
      });
      report({ suite: SUITE, case: `workers start, ${name}`, rows: PRACTICES, ms: startMs });
      report({
        suite: SUITE,
        case: `peak memory, ${name}`,
        rows: PRACTICES,
        ms: peakMegabytes,
        unit: "MB",
        target: { is: peakMegabytes, atMost: MOST_MEGABYTES, words: `${MOST_MEGABYTES} MB` },
      });
    }
  }
  const twenty = runCase("lognormal", 2, 20);
  report({ suite: SUITE, case: "the same for 20 options, 2 workers", rows: PRACTICES, ms: twenty.ms });

  const severity = makeSeverity({ family: "lognormal", mu: 5.4475, sigma: 1.68 });
  if (!severity.ok) throw new Error(severity.problem.message);
  const ms = measure(() => populationDistribution(severity.value, 100_000, { points: 65_536 }));
  report({ suite: SUITE, case: "a group's year by FFT, 65,536 points", rows: 100_000, ms });
}
