// `npm start` where Electron cannot be had: one line saying so, one line with the address, and the page is there.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "playwright/test";

const PORT = 47932;
const ADDRESS = `http://127.0.0.1:${PORT}/`;

/** What it printed up to the address, and the status of the page it then served. */
async function start(options: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = spawn(
    process.execPath,
    [
      resolve(import.meta.dirname, "../../../build/start.mjs"),
      "--no-open",
      "--port",
      String(PORT),
      ...options,
    ],
    { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const lines: string[] = [];
  const errors: string[] = [];
  child.stderr.on("data", (chunk) => errors.push(String(chunk)));
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line.startsWith("Catchment is at")) break;
    }
    const status = await new Promise((done, failed) => {
      get(ADDRESS, (response) => done(response.statusCode)).on("error", failed);
    });
    return { lines, errors, status };
  } finally {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill();
    await ended;
  }
}

test("asked for the browser, it prints the address and nothing else", async () => {
  expect(await start(["--browser"], {})).toEqual({
    lines: [`Catchment is at ${ADDRESS}`],
    errors: [],
    status: 200,
  });
});

test("where Electron cannot be fetched, it says so in one line and serves the page", async () => {
  const empty = mkdtempSync(join(tmpdir(), "catchment-electron-"));
  // Nothing is there, and the place to fetch it from does not answer.
  const closedNetwork = {
    ELECTRON_OVERRIDE_DIST_PATH: empty,
    ELECTRON_MIRROR: "http://127.0.0.1:9/",
    electron_config_cache: empty,
  };
  const { lines, status } = await start([], closedNetwork);
  expect(lines).toEqual([
    "Electron is not here and cannot be fetched on this network. Opening Catchment in the browser instead.",
    `Catchment is at ${ADDRESS}`,
  ]);
  expect(status).toBe(200);
  rmSync(empty, { recursive: true, force: true });
});
