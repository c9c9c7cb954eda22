// `npm start`: builds what is stale, then opens Catchment: the desktop program when Electron can be had, else the
// same page in a browser. A closed network must never stop it.
//
// Options: --browser (do not try the desktop program), --no-open (only print the address), --port N.
// Anything else is passed to the desktop program, such as the path of a plan.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { ensureBuilt, outputOf, projectRoot } from "./bundle.mjs";
import { startServer } from "./serve.mjs";

/** Electron fetches its program on first use. Where nobody answers at all, that must be known soon. */
const PROBE_LIMIT_MS = 5_000;
/** About 120 MB, on a slow line. */
const DOWNLOAD_LIMIT_MS = 300_000;
const USUAL_MIRROR = "https://github.com/electron/electron/releases/download/";

const require = createRequire(import.meta.url);

/** @typedef {{ path: string } | { reason: string }} FoundElectron */

/**
 * Electron's executable, fetched by its own installer when it is not there yet.
 * @returns {Promise<FoundElectron>}
 */
async function findElectron() {
  let folder;
  try {
    folder = dirname(require.resolve("electron/package.json"));
  } catch {
    return { reason: "Electron is not installed; run npm install" };
  }
  const present = executableIn(folder);
  if (present !== null) return { path: present };
  if (!(await canReachMirror()))
    return { reason: "Electron is not here and cannot be fetched on this network" };
  console.log("Fetching Electron (first start only; about 120 MB)...");
  const installed = spawnSync(process.execPath, [join(folder, "install.js")], {
    timeout: DOWNLOAD_LIMIT_MS,
    killSignal: "SIGKILL",
    encoding: "utf8",
  });
  const fetched = executableIn(folder);
  if (fetched !== null) return { path: fetched };
  if (installed.error !== undefined) return { reason: "Electron could not be fetched in five minutes" };
  const cause = /(?:Error|Module not found)[^\n]*/.exec(installed.stderr)?.[0];
  return { reason: `Electron could not be fetched (${cause ?? `exit code ${installed.status}`})` };
}

/** True when the place Electron is fetched from answers at all, whatever it says. */
async function canReachMirror() {
  // Behind a proxy only Electron's own installer knows the way.
  if (process.env.ELECTRON_GET_USE_PROXY !== undefined) return true;
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? USUAL_MIRROR;
  try {
    await fetch(mirror, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(PROBE_LIMIT_MS) });
    return true;
  } catch {
    return false;
  }
}

/**
 * Follows node_modules/electron/index.js, which cannot be called here because it downloads without a time limit.
 * @param {string} folder
 */
function executableIn(folder) {
  try {
    const name = readFileSync(join(folder, "path.txt"), "utf8");
    const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, "dist"), name);
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** @param {string} executable @param {string[]} passedOn */
async function runDesktop(executable, passedOn) {
  await ensureBuilt("page");
  await ensureBuilt("electron");
  const child = spawn(executable, [projectRoot, ...passedOn], { stdio: "inherit" });
  child.on("error", (failure) => {
    console.error(`Electron could not be started: ${failure.message}`);
    process.exitCode = 1;
  });
  child.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
}

/** @param {number | null} port @param {boolean} open */
async function runBrowser(port, open) {
  await ensureBuilt("page");
  const { url } = await startServer(outputOf("page"), port);
  console.log(`Catchment is at ${url}`);
  if (open) openBrowser(url);
}

/** Opens the address in the user's browser if there is one; says nothing when there is none. @param {string} url */
function openBrowser(url) {
  const [program, given] =
    process.platform === "win32"
      ? ["cmd", ["/c", "start", "", url]]
      : process.platform === "darwin"
        ? ["open", [url]]
        : ["xdg-open", [url]];
  const child = spawn(/** @type {string} */ (program), /** @type {string[]} */ (given), {
    stdio: "ignore",
    detached: true,
  });
  child.on("error", () => {});
  child.unref();
}

/** @param {string | undefined} text */
function portFrom(text) {
  if (text === undefined) return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    console.error(`--port needs a number from 1 to 65535, not "${text}".`);
    process.exit(2);
  }
  return port;
}

const { values, positionals } = parseArgs({
  options: {
    browser: { type: "boolean", default: false },
    "no-open": { type: "boolean", default: false },
    port: { type: "string" },
  },
  allowPositionals: true,
});
const port = portFrom(values.port);
const electron = values.browser ? null : await findElectron();
if (electron !== null && "path" in electron) await runDesktop(electron.path, positionals);
else {
  if (electron !== null) console.log(`${electron.reason}. Opening Catchment in the browser instead.`);
  await runBrowser(port, !values["no-open"]);
}
