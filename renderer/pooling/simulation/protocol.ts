// What the driver and a simulation worker say to each other. The worker gets the request once and makes the programme
// itself; then it is given chunks one at a time. A reply carries the id of its run, so late replies to a cancelled run
// are ignored. Both ends get `unknown` from the other thread and look at it here, once.

import type { ChunkResult } from "./chunk.ts";
import type { Chunk } from "./chunkGrid.ts";
import type { SimulationRequest } from "./model.ts";

export type ToWorker =
  | { readonly type: "prepare"; readonly runId: number; readonly request: SimulationRequest }
  | {
      readonly type: "chunk";
      readonly runId: number;
      readonly chunk: Chunk;
      readonly contributions: readonly Float64Array[];
      readonly pilot: boolean;
    }
  | { readonly type: "forget"; readonly runId: number };

export type FromWorker =
  | { readonly type: "done"; readonly runId: number; readonly pilot: boolean; readonly result: ChunkResult }
  | { readonly type: "failed"; readonly runId: number; readonly reason: string };

/** What is used of a Web Worker or a thread of Node, through a small adapter. */
export interface SimulationPort {
  post(message: ToWorker): void;
  /** Set once by the driver: what to call with the data of a message, and when the thread breaks. */
  listen(onMessage: (data: unknown) => void, onFault: (reason: string) => void): void;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** The message to a worker, or null when it is none. What stands inside comes from our own driver. */
export function parseToWorker(message: unknown): ToWorker | null {
  if (!isRecord(message) || typeof message.runId !== "number") return null;
  switch (message.type) {
    case "prepare":
      return isRecord(message.request) ? (message as unknown as ToWorker) : null;
    case "chunk":
      return isRecord(message.chunk) && Array.isArray(message.contributions)
        ? (message as unknown as ToWorker)
        : null;
    case "forget":
      return message as unknown as ToWorker;
    default:
      return null;
  }
}

/** The reply of a worker, or null when it is none. */
export function parseFromWorker(message: unknown): FromWorker | null {
  if (!isRecord(message) || typeof message.runId !== "number") return null;
  if (message.type === "done" && isRecord(message.result)) return message as unknown as FromWorker;
  if (message.type === "failed" && typeof message.reason === "string") {
    return message as unknown as FromWorker;
  }
  return null;
}

/** The memory of a result that can change owner instead of being copied. */
export function transferables(result: ChunkResult): ArrayBufferLike[] {
  const arrays = [
    ...[result.gross, result.net],
    ...[...result.slotSums, ...result.poolSums],
    ...[...result.neededIncome, ...result.closingBalances],
  ];
  return arrays.filter((each) => each.byteLength > 0).map((each) => each.buffer);
}
