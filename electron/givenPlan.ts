// A plan the system asked to open: an argument of the command line, a second start of the program, or macOS's
// open-file event. Held until the page takes it, because the page may not be there yet.

import { isAbsolute, resolve } from "node:path";
import { PLAN_EXTENSION } from "./files.ts";

/** The full path of the last plan among the arguments, or null. Switches of Chromium are passed over. */
export function planPathIn(programArguments: readonly string[], workingFolder: string): string | null {
  const plans = programArguments.filter(
    (argument) => !argument.startsWith("-") && argument.toLowerCase().endsWith(PLAN_EXTENSION),
  );
  const last = plans.at(-1);
  if (last === undefined) return null;
  return isAbsolute(last) ? last : resolve(workingFolder, last);
}

/** Holds the path until it is taken, once. */
export class GivenPlan {
  #path: string | null;

  constructor(path: string | null) {
    this.#path = path;
  }

  give(path: string): void {
    this.#path = path;
  }

  take(): string | null {
    const path = this.#path;
    this.#path = null;
    return path;
  }
}
