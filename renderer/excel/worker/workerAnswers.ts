// The worker's side of the protocol without any thread in it: a message in, replies out. The Web Worker entry and
// the command line's thread both hand their messages to this.

import { recognise } from "../import/recognise.ts";
import { knownFacts } from "../import/sheetFacts.ts";
import { transferOf } from "../read/packedFile.ts";
import { readPacked } from "../read/readFile.ts";
import { refuseCarriedPlan } from "../reopen/carriedPlan.ts";
import {
  parseRequest,
  READ_FRACTION,
  READ_TIMEOUT_MILLISECONDS,
  type WorkerReply,
} from "./workerProtocol.ts";

/** Sends a reply; the buffers change hands instead of being copied. */
export type SendReply = (reply: WorkerReply, transfer: readonly ArrayBufferLike[]) => void;

/**
 * Answers one message; messages that are no request are ignored. `now` counts milliseconds: a workbook that takes longer
 * than READ_TIMEOUT_MILLISECONDS to read is given up.
 */
export function answerRequest(message: unknown, reply: SendReply, now: () => number): void {
  const request = parseRequest(message);
  if (request === null) return;
  const { requestId, fileName, bytes } = request;
  const end = now() + READ_TIMEOUT_MILLISECONDS;
  const read = readPacked(
    bytes,
    fileName,
    (step, fraction) => reply({ type: "progress", requestId, step, fraction }, []),
    () => now() > end,
  );
  if (!read.ok) {
    reply({ type: "failed", requestId, problem: read.problem }, []);
    return;
  }
  reply({ type: "progress", requestId, step: "Looking at the headings", fraction: READ_FRACTION }, []);
  const { file } = read.value;
  const refusal = file.workbook === undefined ? null : refuseCarriedPlan(file.workbook);
  if (refusal !== null) {
    reply({ type: "failed", requestId, problem: refusal }, []);
    return;
  }
  const recognition = recognise(file);
  const facts = file.sheets.map(knownFacts);
  const packed = read.value.packed();
  reply({ type: "read", requestId, value: { packed, recognition, facts } }, transferOf(packed));
}
