// What the page and the Excel worker say to each other. Both ends get `unknown` from the other thread and validate
// it here, once; a reply carries the id of the request it answers, so late replies to a cancelled one are ignored.

import type { Problem } from "../../plan/problem.ts";
import type { Recognition } from "../import/recognition.ts";
import type { SheetFacts } from "../import/sheetFacts.ts";
import type { PackedFile } from "../read/packedFile.ts";
import type { ReadFile } from "../read/sourceFile.ts";

/** The largest real workbooks take 2 seconds on a slow laptop; five times that is a file made to hang. */
export const READ_TIMEOUT_MILLISECONDS = 10_000;

/** How far a job is when its file has been read and nothing but its headings remain to be looked at. */
export const READ_FRACTION = 0.95;

/** A file that has been read and recognised: all that the import screen needs. */
export interface FileAndRecognition {
  readonly file: ReadFile;
  readonly recognition: Recognition;
}

/** The same on its way: cells as buffers that change hands, because millions of copied cells would hold up the page. */
export interface PackedAndRecognition {
  readonly packed: PackedFile;
  readonly recognition: Recognition;
  /** What was counted of each sheet, so that the page need not go through its cells; null where nothing was. */
  readonly facts: readonly (SheetFacts | null)[];
}

export interface ReadRequest {
  readonly type: "read";
  readonly requestId: number;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export type WorkerRequest = ReadRequest;

export type WorkerReply =
  | {
      readonly type: "progress";
      readonly requestId: number;
      readonly step: string;
      /** 0 to 1. */
      readonly fraction: number;
    }
  | { readonly type: "read"; readonly requestId: number; readonly value: PackedAndRecognition }
  | { readonly type: "failed"; readonly requestId: number; readonly problem: Problem };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** The request a message holds, or null when it is none. */
export function parseRequest(message: unknown): WorkerRequest | null {
  if (!isRecord(message)) return null;
  const { type, requestId, fileName, bytes } = message;
  if (type !== "read" || typeof requestId !== "number") return null;
  if (typeof fileName !== "string" || !(bytes instanceof Uint8Array)) return null;
  return { type, requestId, fileName, bytes };
}

/** The reply a message holds, or null. What stands inside a value comes from our own reader and is not looked at. */
export function parseReply(message: unknown): WorkerReply | null {
  if (!isRecord(message)) return null;
  const { type, requestId } = message;
  if (typeof requestId !== "number") return null;
  switch (type) {
    case "progress": {
      const { step, fraction } = message;
      if (typeof step !== "string" || typeof fraction !== "number") return null;
      return { type, requestId, step, fraction };
    }
    case "read": {
      const { value } = message;
      if (!isRecord(value) || !isRecord(value.packed) || !isRecord(value.recognition)) return null;
      if (!Array.isArray(value.facts)) return null;
      return { type, requestId, value: value as unknown as PackedAndRecognition };
    }
    case "failed": {
      const { problem } = message;
      if (!isRecord(problem) || typeof problem.message !== "string") return null;
      return { type, requestId, problem: problem as unknown as Problem };
    }
    default:
      return null;
  }
}
