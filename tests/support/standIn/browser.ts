// The Chromium behind the stand-in's windows. Started by itself rather than by Playwright, so that both the
// stand-in and the test can be connected to the same pages.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type BrowserContext, chromium } from "playwright";
import { chromiumArguments, chromiumPath } from "../chromium.ts";

export interface RunningBrowser {
  readonly context: BrowserContext;
  readonly debuggingUrl: string;
  readonly processId: number;
  readonly close: () => Promise<void>;
}

/** Starts Chromium with a profile in the data folder, so that it goes when the test removes that. */
export async function startBrowser(dataFolder: string): Promise<RunningBrowser> {
  const profile = join(dataFolder, `chromium-${process.pid}`);
  const child = spawn(
    chromiumPath ?? chromium.executablePath(),
    [
      ...chromiumArguments,
      "--headless=new",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "--lang=en-GB",
      "about:blank",
    ],
    // Its own process group, so that a test can end all of it after killing the program.
    { stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  const processId = child.pid;
  if (processId === undefined) throw new Error("Chromium could not be started.");
  const debuggingUrl = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on("line", (line) => {
      const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on("exit", (code) => reject(new Error(`Chromium ended with ${code}.`)));
  });
  const browser = await chromium.connectOverCDP(debuggingUrl);
  const [context] = browser.contexts();
  if (context === undefined) throw new Error("Chromium has no pages.");
  return {
    context,
    debuggingUrl,
    processId,
    async close() {
      await browser.close();
      const ended = new Promise((resolve) => child.once("exit", resolve));
      process.kill(-processId, "SIGTERM");
      await ended;
    },
  };
}
