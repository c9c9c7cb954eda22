// Entry of the Web Worker that simulates. Everything it does is in workerAnswers.ts.

import { simulationAnswers } from "./workerAnswers.ts";

/** What is used of a worker's global scope; the pure folders are compiled without the browser's types. */
interface WorkerScope {
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown, transfer: ArrayBufferLike[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const answer = simulationAnswers((message, transfer) => scope.postMessage(message, transfer));
scope.addEventListener("message", (event) => answer(event.data));
