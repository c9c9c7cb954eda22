// Two projects of the browser runner: `web`, the built page as a plain browser gets it from build/serve.mjs, and
// `electron`, the desktop program's own main process and preload against the stand-in of Electron.

import { defineConfig } from "playwright/test";
import { chromiumArguments, chromiumPath } from "./support/chromium.ts";

const WEB_PORT = 47931;
const isWebWanted = !process.argv.includes("--project=electron") && !hasProjectArgument("electron");

function hasProjectArgument(name: string): boolean {
  const at = process.argv.indexOf("--project");
  return at !== -1 && process.argv[at + 1] === name;
}

export default defineConfig({
  testDir: "e2e",
  outputDir: "results/artefacts",
  workers: 1,
  retries: 0,
  timeout: 60_000,
  reporter: [["list"], ["json", { outputFile: "results/playwright.json" }]],
  use: {
    locale: "en-GB",
    timezoneId: "Europe/London",
    viewport: { width: 1400, height: 900 },
    // Tests see every request; the worker that keeps the page for offline has its own test.
    serviceWorkers: "block",
    launchOptions: {
      args: [...chromiumArguments],
      ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    },
  },
  projects: [
    { name: "web", testDir: "e2e/web", use: { baseURL: `http://127.0.0.1:${WEB_PORT}/` } },
    { name: "electron", testDir: "e2e/electron" },
  ],
  ...(isWebWanted
    ? {
        webServer: {
          command: `node ../build/serve.mjs --port ${WEB_PORT}`,
          url: `http://127.0.0.1:${WEB_PORT}/`,
          reuseExistingServer: false,
          timeout: 120_000,
        },
      }
    : {}),
});
