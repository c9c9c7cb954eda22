// The worker's side of the protocol without any thread in it: messages in, replies out. The Web Worker's entry and the
// command line's thread both hand their messages to this.

import { ChunkMemory, simulateChunk } from "./chunk.ts";
import { makeProgramme, type Programme } from "./programme.ts";
import { type FromWorker, parseToWorker, transferables } from "./protocol.ts";

export type Reply = (message: FromWorker, transfer: ArrayBufferLike[]) => void;

/** A function that answers one message after the other; messages that are none of the protocol's are ignored. */
export function simulationAnswers(reply: Reply): (message: unknown) => void {
  let current: { readonly runId: number; readonly programme: Programme } | null = null;
  const memory = new ChunkMemory();
  return (data) => {
    const message = parseToWorker(data);
    if (message === null) return;
    const { runId } = message;
    try {
      switch (message.type) {
        case "prepare":
          current = { runId, programme: makeProgramme(message.request) };
          return;
        case "forget":
          if (current?.runId === runId) current = null;
          return;
        case "chunk": {
          if (current?.runId !== runId) return;
          const { chunk, contributions, pilot } = message;
          const result = simulateChunk(current.programme, contributions, chunk, pilot, memory);
          reply({ type: "done", runId, pilot, result }, transferables(result));
        }
      }
    } catch (error) {
      reply({ type: "failed", runId, reason: error instanceof Error ? error.message : String(error) }, []);
    }
  };
}
