// Starts the built desktop program under Node against the stand-in of Electron (standIn/electron.ts) and hands the
// test its page, its data folder and a way to play the user.

import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright/test";
import { build } from "vite";
import { ensureBuilt, outputOf } from "../../build/bundle.mjs";
import type { ControlAnswer, ReadyMessage } from "./standIn/control.ts";

const RESULTS = resolve(import.meta.dirname, "..", "results");
const STAND_IN = join(RESULTS, "standIn");
/** The built program beside the test page, as it lies beside the real page in build/dist. */
const WITH_TEST_PAGE = join(RESULTS, "program");
const START_LIMIT_MS = 30_000;

/** `test`: the small page of testPage/, for tests of the shell alone. `real`: Catchment's own page. */
export type PageChoice = "test" | "real";

export interface RunningProgram {
  readonly page: Page;
  /** Asks the stand-in to do or tell something; see `offerAction` in standIn/. */
  control<T = unknown>(action: string, ...args: readonly unknown[]): Promise<T>;
  /** Resolves with the exit code when the program ended by itself. */
  readonly ended: Promise<number | null>;
  /** kill -9, as by a crash. */
  kill(): Promise<void>;
  /** Ends the program whatever it is doing, and its Chromium. */
  dispose(): Promise<void>;
}

let prepared: Promise<void> | null = null;

/** Builds what is stale and the stand-in itself, once. */
export function prepareProgram(): Promise<void> {
  prepared ??= prepare();
  return prepared;
}

async function prepare(): Promise<void> {
  await ensureBuilt("electron");
  rmSync(WITH_TEST_PAGE, { recursive: true, force: true });
  cpSync(outputOf("electron"), join(WITH_TEST_PAGE, "electron"), { recursive: true });
  cpSync(join(import.meta.dirname, "testPage"), join(WITH_TEST_PAGE, "renderer"), { recursive: true });
  rmSync(STAND_IN, { recursive: true, force: true });
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, "..", ".."),
    publicDir: false,
    logLevel: "error",
    build: {
      ssr: join(import.meta.dirname, "standIn", "electron.ts"),
      outDir: STAND_IN,
      target: "node20",
      minify: false,
      rolldownOptions: {
        external: ["playwright", /^node:/],
        output: { entryFileNames: "electron.mjs", codeSplitting: false },
      },
    },
  });
  // `import "electron"` of the program leads to the stand-in.
  const hook = `export const resolve = (name, context, next) =>
  name === "electron" ? { url: ${JSON.stringify(pathToFileURL(join(STAND_IN, "electron.mjs")).href)}, shortCircuit: true } : next(name, context);`;
  writeFileSync(join(STAND_IN, "hook.mjs"), hook);
  writeFileSync(
    join(STAND_IN, "register.mjs"),
    'import { register } from "node:module";\nregister("./hook.mjs", import.meta.url);\n',
  );
}

/** A second start of the program with the same data folder; resolves with its exit code. */
export function startSecond(dataFolder: string, programArguments: readonly string[]): Promise<number | null> {
  const child = spawnProgram("test", dataFolder, programArguments, { STAND_IN_IS_SECOND: "1" });
  return new Promise((resolve) => child.once("exit", resolve));
}

/** Starts the program; what it keeps lives in the data folder. */
export async function startProgram(
  dataFolder: string,
  programArguments: readonly string[] = [],
  pageChoice: PageChoice = "test",
): Promise<RunningProgram> {
  await prepareProgram();
  if (pageChoice === "real") await ensureBuilt("page");
  mkdirSync(dataFolder, { recursive: true });
  const child = spawnProgram(pageChoice, dataFolder, programArguments, {});
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const ready = await waitUntilReady(child);
  const browser = await chromium.connectOverCDP(ready.debuggingUrl);
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error("The program has no page.");
  const control = makeControl(child);
  return {
    page,
    control,
    ended,
    async kill() {
      child.kill("SIGKILL");
      await ended;
      await endBrowser(browser, ready.chromiumProcessId);
    },
    async dispose() {
      child.kill("SIGKILL");
      await ended;
      await endBrowser(browser, ready.chromiumProcessId);
    },
  };
}

function spawnProgram(
  pageChoice: PageChoice,
  dataFolder: string,
  programArguments: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(
    process.execPath,
    [
      "--import",
      pathToFileURL(join(STAND_IN, "register.mjs")).href,
      join(pageChoice === "real" ? outputOf("electron") : join(WITH_TEST_PAGE, "electron"), "main.js"),
      ...programArguments,
    ],
    {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      // A structured clone keeps bytes as bytes.
      serialization: "advanced",
      env: { ...process.env, ...environment, STAND_IN_DATA_FOLDER: dataFolder },
    },
  );
}

function waitUntilReady(child: ChildProcess): Promise<ReadyMessage> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error("The program did not start in time.")), START_LIMIT_MS);
    child.on("message", (message: object) => {
      if (!("ready" in message)) return;
      clearTimeout(limit);
      resolve(message as ReadyMessage);
    });
    child.once("exit", (code) => {
      clearTimeout(limit);
      reject(new Error(`The program ended with ${code} before its window was there.`));
    });
  });
}

function makeControl(child: ChildProcess): RunningProgram["control"] {
  let lastId = 0;
  const waiting = new Map<number, (answer: ControlAnswer) => void>();
  child.on("message", (message: object) => {
    if ("id" in message) waiting.get((message as ControlAnswer).id)?.(message as ControlAnswer);
  });
  return <T>(action: string, ...args: readonly unknown[]) =>
    new Promise<T>((resolve, reject) => {
      lastId += 1;
      const id = lastId;
      waiting.set(id, ({ value, error }) => {
        waiting.delete(id);
        if (error === undefined) resolve(value as T);
        else reject(new Error(error));
      });
      child.send({ id, action, args });
    });
}

/** Chromium was started in a process group of its own. */
async function endBrowser(browser: Browser, processId: number): Promise<void> {
  await browser.close().catch(() => undefined);
  try {
    process.kill(-processId, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
