// The page's simulation workers. Apart from what uses them, because only this knows that there are Web Workers.

import type { SimulationPort } from "../pooling/simulation/protocol.ts";
import type { SimulationThreads } from "./simulating.ts";

/** More than this wins little and takes memory from the rest of the machine. */
const MOST_THREADS = 8;

function startWorker(): Worker {
  return new Worker(new URL("../pooling/simulation/simulation.worker.ts", import.meta.url), {
    type: "module",
  });
}

function portOf(worker: Worker): SimulationPort {
  let tell: (data: unknown) => void = () => {};
  let fail: (reason: string) => void = () => {};
  worker.addEventListener("message", (event: MessageEvent<unknown>) => tell(event.data));
  worker.addEventListener("error", (event) => fail(event.message || "the thread stopped"));
  worker.addEventListener("messageerror", () => fail("its answer could not be read"));
  return {
    post: (message) => worker.postMessage(message),
    // Each run listens anew in place of the one before.
    listen(onMessage, onFault) {
      tell = onMessage;
      fail = onFault;
    },
  };
}

/** Two threads at least, one for each processor where there are more. */
export function startSimulationThreads(): SimulationThreads {
  const count = Math.min(MOST_THREADS, Math.max(2, navigator.hardwareConcurrency));
  const workers = Array.from({ length: count }, startWorker);
  return {
    ports: workers.map(portOf),
    dispose: () => {
      for (const worker of workers) worker.terminate();
    },
  };
}
