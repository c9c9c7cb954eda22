// The threads in which the command line simulates: as many as are asked for, ended when the run is.

import { Worker } from "node:worker_threads";
import type { SimulationPort } from "../../renderer/pooling/simulation/protocol.ts";

export interface Threads {
  readonly ports: readonly SimulationPort[];
  end(): Promise<void>;
}

export function startThreads(count: number): Threads {
  // Beside the built command line; see build/bundle.mjs.
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL("./simulationWorker.mjs", import.meta.url)),
  );
  return {
    ports: workers.map(portOf),
    end: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function portOf(worker: Worker): SimulationPort {
  let tell: (data: unknown) => void = () => {};
  let fail: (reason: string) => void = () => {};
  worker.on("message", (data: unknown) => tell(data));
  worker.on("error", (error) => fail(error.message));
  return {
    post: (message) => worker.postMessage(message),
    // Each run listens anew in place of the one before.
    listen(onMessage, onFault) {
      tell = onMessage;
      fail = onFault;
    },
  };
}
