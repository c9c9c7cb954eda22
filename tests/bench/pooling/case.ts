// One simulation case in a process of its own, so that its memory is its own: 6,300 practices, 10,000 years, 211 groups.
// Arguments: shape of chance, number of workers, number of options. Prints one JSON object: milliseconds until the workers
// have started, milliseconds from then to the first result of the very first run, median milliseconds of a whole run, by the
// clock and of processor time in all threads, and peak memory of the whole process after one run.

import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { OptionGrouping, SimulationRequest } from "../../../renderer/pooling/simulation/model.ts";
import type { SimulationPort } from "../../../renderer/pooling/simulation/protocol.ts";
import { SimulationRun } from "../../../renderer/pooling/simulation/simulationRun.ts";
import { median } from "../measure.ts";

const PRACTICES = 6_300;
const GROUPS = 211;
const TRIALS = 10_000;
const RUNS = 7;

const [, , kind = "lognormal", workerCount = "2", optionCount = "1"] = process.argv;

function optionOf(index: number): OptionGrouping {
  // Each further option moves about one practice in forty to the next group.
  const groupOf = Int32Array.from({ length: PRACTICES }, (_, practice) => {
    const home = Math.floor((practice * GROUPS) / PRACTICES);
    return index > 0 && (practice * 31 + index * 17) % 40 === 0 ? (home + 1) % GROUPS : home;
  });
  const groupNames = Array.from({ length: GROUPS }, (_, group) => `Group ${group + 1}`);
  return {
    name: `Option ${index}`,
    levels: [{ name: "CCG", groupNames, groupOf }],
    budgets: null,
    pools: [],
  };
}

const people = Float64Array.from({ length: PRACTICES }, (_, index) => 1_000 + ((index * 7_919) % 15_000));
const request: SimulationRequest = {
  model: {
    lines: [
      {
        name: "Whole budget",
        bias: 0,
        chance: { kind: kind === "gamma" ? "gamma" : "lognormal", personSpread: 3.6 },
        commonShock: { spread: 0.01, shape: "lognormal" },
        practiceSpread: 0,
        areaShock: { spread: 0, shape: "lognormal", correlation: 0 },
      },
    ],
    lineCorrelation: 0,
  },
  practices: {
    codes: Array.from({ length: PRACTICES }, (_, index) => `A${10_000 + index}`),
    people,
    weightedPeople: null,
    expectedCosts: [people.map((each) => each * 952.1)],
    areas: new Int32Array(PRACTICES).fill(-1),
  },
  options: Array.from({ length: Number(optionCount) }, (_, index) => optionOf(index)),
  trials: TRIALS,
  seed: 1,
  years: 1,
};

const workerFile = join(dirname(fileURLToPath(import.meta.url)), "simulationWorker.mjs");
const beginMs = performance.now();
const workers = Array.from(
  { length: Number(workerCount) },
  () => new Worker(workerFile, { resourceLimits: { maxYoungGenerationSizeMb: 8 } }),
);
const ports: SimulationPort[] = workers.map((worker) => ({
  post: (message) => worker.postMessage(message),
  listen: (onMessage, onFault) => {
    worker.removeAllListeners();
    worker.on("message", onMessage);
    worker.on("error", (error) => onFault(String(error)));
  },
}));

// The screen starts its workers when it is opened, long before somebody asks for figures.
await Promise.all(workers.map((worker) => new Promise((give) => worker.once("online", give))));
const startMs = performance.now() - beginMs;
let firstMs = Number.NaN;
let peakMegabytes = Number.NaN;
const times: number[] = [];
const processorTimes: number[] = [];
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
for (let run = 0; run <= RUNS; run++) {
  const start = performance.now();
  const processor = processorMs();
  const result = await new SimulationRun(request, ports, run, {
    onProgress: () => {
      if (Number.isNaN(firstMs)) firstMs = performance.now() - start;
    },
  }).result;
  if (!result.ok) throw new Error(result.problem.message);
  if (run > 0) {
    times.push(performance.now() - start);
    processorTimes.push(processorMs() - processor);
  } else peakMegabytes = process.resourceUsage().maxRSS / 1024;
}
console.log(
  JSON.stringify({
    startMs,
    firstMs,
    ms: median(times),
    processorMs: median(processorTimes),
    peakMegabytes,
  }),
);
for (const worker of workers) await worker.terminate();
