// Entry of the thread in which the command line reads files: the same reading code as the page's worker, under the
// memory limits its parent sets.

import { parentPort } from "node:worker_threads";
import { answerRequest } from "../renderer/excel/worker/workerAnswers.ts";

const port = parentPort;
if (port === null) throw new Error("This file is a worker's entry.");
port.on("message", (message: unknown) => {
  answerRequest(
    message,
    (reply, transfer) => port.postMessage(reply, transfer as readonly ArrayBuffer[]),
    () => performance.now(),
  );
});
