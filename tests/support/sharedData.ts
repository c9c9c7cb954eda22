// The real NHS files and workbooks that tests may read live outside the project (their licences, their size).
// A test that needs one asks here, and skips with the reason when it is not there.

import { existsSync } from "node:fs";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../../shared");

/** Absolute path of a shared file, or null where the folder beside the checkout does not hold it. */
export function sharedPath(...parts: readonly string[]): string | null {
  const path = resolve(ROOT, ...parts);
  return existsSync(path) ? path : null;
}
