// How the main process says what went wrong: the same shape as everywhere in Catchment, with a sentence that tells
// the user what the system's error code means. Paths stay out of the sentences; only the file's name is told.

import type { BridgeProblem, BridgeResult } from "./bridge/contract.ts";
import { codeOf } from "./durableFile.ts";

export function done<T>(value: T): BridgeResult<T> {
  return { ok: true, value };
}

export function failed<T>(code: string, message: string, more: Partial<BridgeProblem> = {}): BridgeResult<T> {
  return { ok: false, problem: problemOf(code, message, more) };
}

export function problemOf(code: string, message: string, more: Partial<BridgeProblem> = {}): BridgeProblem {
  return { code, severity: "error", message, ...more };
}

const CAUSES: Readonly<Record<string, readonly [code: string, cause: string, remedy: string]>> = {
  ENOENT: [
    "file-missing",
    "it is not there any more",
    "Look for it where it was moved to and open it again.",
  ],
  EACCES: ["file-refused", "you are not allowed to use it", "Choose another folder, or ask for access."],
  EPERM: ["file-refused", "the system refused it", "Close other programs that use it, then try again."],
  EBUSY: ["file-in-use", "another program is using it", "Close it there, then try again."],
  EROFS: ["file-refused", "this place can only be read", "Choose another folder."],
  ENOSPC: ["disk-full", "the disk is full", "Make room or choose another disk, then try again."],
  EDQUOT: [
    "disk-full",
    "your share of the disk is full",
    "Make room or choose another disk, then try again.",
  ],
  EISDIR: ["not-a-file", "it is a folder", "Choose a file."],
  ENAMETOOLONG: ["name-too-long", "its name is too long", "Choose a shorter name."],
};

/**
 * The problem for a file that could not be read or written. `doing` is a verb, such as "saved".
 */
export function fileFailure<T>(failure: unknown, doing: string, fileName: string): BridgeResult<T> {
  const known = CAUSES[codeOf(failure)];
  const [code, cause, remedy] = known ?? [
    "file-failure",
    `the system said "${codeOf(failure) || "unknown"}"`,
    "Try again, or choose another folder.",
  ];
  return failed(code, `"${fileName}" could not be ${doing}: ${cause}.`, {
    remedy,
    where: { file: fileName },
  });
}
