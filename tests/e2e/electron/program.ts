// The fixtures of the desktop tests: a program with a data folder of its own, and the same program started again
// over the same folder.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base } from "playwright/test";
import type { BridgeOperations, OperationName } from "../../../electron/bridge/contract.ts";
import { type RunningProgram, startProgram } from "../../support/electronStandIn.ts";

export { expect } from "playwright/test";

export interface TestedProgram extends RunningProgram {
  /** Calls an operation as the page does, through `window.catchment`. */
  call<Name extends OperationName>(name: Name, ...given: unknown[]): ReturnType<BridgeOperations[Name]>;
}

interface Fixtures {
  readonly dataFolder: string;
  readonly programArguments: readonly string[];
  readonly program: TestedProgram;
  readonly restart: () => Promise<TestedProgram>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from its pattern.
  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "catchment-data-"));
    await use(folder);
    // Chromium may still be writing its last files.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },
  programArguments: [[], { option: true }],
  program: async ({ dataFolder, programArguments }, use) => {
    const program = withCall(await startProgram(dataFolder, programArguments));
    await use(program);
    await program.dispose();
  },
  restart: async ({ dataFolder }, use) => {
    const started: TestedProgram[] = [];
    await use(async () => {
      const program = withCall(await startProgram(dataFolder));
      started.push(program);
      return program;
    });
    for (const program of started) await program.dispose();
  },
});

export function withCall(program: RunningProgram): TestedProgram {
  const call = <Name extends OperationName>(name: Name, ...given: unknown[]) =>
    program.page.evaluate(
      ([operation, args]) => {
        const { catchment } = globalThis as unknown as {
          catchment: Record<string, (...values: readonly unknown[]) => Promise<unknown>>;
        };
        return catchment[operation]?.(...args);
      },
      [name, given] as const,
    ) as ReturnType<BridgeOperations[Name]>;
  return { ...program, call };
}
