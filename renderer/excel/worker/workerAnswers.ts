// The worker's side of the protocol without any thread in it: a message in, replies out. The Web Worker entry and
// the command line's thread both hand their messages to this.

import { recognise } from "../import/recognise.ts";
import { readFile } from "../read/readFile.ts";
import { parseRequest, type WorkerReply } from "./workerProtocol.ts";

/** Answers one message; messages that are no request are ignored. */
export async function answerRequest(message: unknown, reply: (reply: WorkerReply) => void): Promise<void> {
  const request = parseRequest(message);
  if (request === null) return;
  const { requestId, fileName, bytes } = request;
  const read = await readFile(bytes, fileName, (step, fraction) =>
    reply({ type: "progress", requestId, step, fraction }),
  );
  if (!read.ok) {
    reply({ type: "failed", requestId, problem: read.problem });
    return;
  }
  reply({ type: "progress", requestId, step: "Looking at the headings", fraction: 0.95 });
  reply({ type: "read", requestId, value: { file: read.value, recognition: recognise(read.value) } });
}
