// A simulation port without a thread: for hosts that have no workers, and for tests. Replies come later, never within the
// call that asked.

import type { FromWorker, SimulationPort, ToWorker } from "./protocol.ts";
import { simulationAnswers } from "./workerAnswers.ts";

export function inProcessPort(): SimulationPort {
  let tell: (message: FromWorker) => void = () => {};
  const answer = simulationAnswers((message) => tell(message));
  return {
    post(message: ToWorker) {
      void Promise.resolve().then(() => answer(message));
    },
    listen(onMessage) {
      tell = onMessage;
    },
  };
}
