// Entry of a thread in which the command line simulates: the same code as the page's worker.

import { parentPort, type TransferListItem } from "node:worker_threads";
import { simulationAnswers } from "../renderer/pooling/simulation/workerAnswers.ts";

const port = parentPort;
if (port === null) throw new Error("This file is a worker's entry.");
const answer = simulationAnswers((message, transfer) =>
  port.postMessage(message, transfer as unknown as TransferListItem[]),
);
port.on("message", answer);
