// Builds the four parts of Catchment with Vite: the page, Electron's main process and preload, and the command
// line. Plain JavaScript, so that Node 20 runs it without a step before it.
//
// What must stay true: a part is built beside its old self and swapped in whole, so that a reader never sees half
// a build; a part newer than everything it is made of is left alone; the output is readable without scripts or
// styles written into the HTML, because the content security policy forbids those; no source maps are shipped.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {"page" | "electron" | "cli"} Part */

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const distRoot = join(projectRoot, "build", "dist");

/** Packages that would use eval, and what stands in for them. */
const WITHOUT_EVAL = {
  "@stdlib/assert-has-generator-support": join(projectRoot, "build", "hasGeneratorSupport.cjs"),
};

/** Where each part is built, and the files and folders it is made of. */
const parts = {
  page: {
    output: join(distRoot, "renderer"),
    sources: ["renderer", "electron/bridge", "build/page", "build/bundle.mjs", "package-lock.json"],
    build: buildPage,
  },
  electron: {
    output: join(distRoot, "electron"),
    sources: ["electron", "build/bundle.mjs", "package-lock.json"],
    build: buildElectron,
  },
  cli: {
    output: join(distRoot, "cli"),
    sources: [
      ...["renderer/engine", "renderer/plan", "renderer/funding", "renderer/pooling", "renderer/excel"],
      ...["electron", "build/bundle.mjs", "package-lock.json"],
    ],
    build: buildCli,
  },
};

/** Written last into every build: its age is the age of the build. */
const STAMP = "built.txt";

/** Advice on how fast the build was is no part of what the command line prints. */
const quietChecks = { bundlerTimings: false };

/** @type {readonly Part[]} */
export const PARTS = ["page", "electron", "cli"];

/** The folder a part is built into. @param {Part} part */
export function outputOf(part) {
  return parts[part].output;
}

/**
 * Builds the part unless what is there is newer than all its sources. True when it had to build.
 * @param {Part} part
 */
export async function ensureBuilt(part) {
  const { output, sources } = parts[part];
  const builtAt = await modifiedMs(join(output, STAMP));
  if (builtAt !== null) {
    const changes = await Promise.all(sources.map((source) => newestMs(join(projectRoot, source))));
    if (Math.max(...changes) < builtAt) return false;
  }
  await buildPart(part);
  return true;
}

/** Builds the part whatever its age. @param {Part} part */
export async function buildPart(part) {
  const { output, build } = parts[part];
  const fresh = `${output}.new-${process.pid}`;
  const old = `${output}.old-${process.pid}`;
  // The stamp tells when reading the sources began: what changes during the build makes it stale.
  const startedAt = new Date().toISOString();
  await mkdir(distRoot, { recursive: true });
  try {
    await build(fresh);
    await writeFile(join(fresh, STAMP), `${startedAt}\n`);
    if (existsSync(output)) await rename(output, old);
    await rename(fresh, output);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

/** @param {string} output */
async function buildPage(output) {
  requireSource("renderer/index.html");
  const { build } = await import("vite");
  await build({
    configFile: false,
    root: join(projectRoot, "renderer"),
    publicDir: join(projectRoot, "build", "page"),
    base: "./",
    logLevel: "warn",
    mode: "production",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    resolve: { alias: WITHOUT_EVAL },
    worker: { format: "es" },
    build: {
      outDir: output,
      emptyOutDir: true,
      target: "es2023",
      sourcemap: false,
      // Nothing is turned into a data: address: scripts and workers must come from files for the policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4096,
      rolldownOptions: { checks: quietChecks },
      reportCompressedSize: false,
    },
  });
  await listForOffline(output);
}

/**
 * Writes the list of built files into the service worker, which keeps exactly this build for use offline.
 * @param {string} output
 */
async function listForOffline(output) {
  const files = (await filesBelow(output))
    .map((file) => relative(output, file).split(sep).join("/"))
    .filter((file) => file !== "serviceWorker.js")
    .sort();
  const digest = createHash("sha256");
  for (const file of files) digest.update(file).update(await readFile(join(output, file)));
  const path = join(output, "serviceWorker.js");
  const text = await readFile(path, "utf8");
  const filled = text
    .replace('"__BUILD__"', JSON.stringify(digest.digest("hex").slice(0, 16)))
    .replace('["__FILES__"]', JSON.stringify(files));
  await writeFile(path, filled);
}

/** @param {string} output */
async function buildElectron(output) {
  requireSource("electron/main.ts");
  await bundleForNode("electron/main.ts", output, "main.js", "es");
  // Electron loads the preload of a sandboxed window as one CommonJS script without a module system.
  await bundleForNode("electron/preload.ts", output, "preload.cjs", "cjs");
}

/** @param {string} output */
async function buildCli(output) {
  requireSource("electron/cli.ts");
  await bundleForNode("electron/cli.ts", output, "cli.mjs", "es");
  if (existsSync(join(projectRoot, "electron/fileWorker.ts"))) {
    await bundleForNode("electron/fileWorker.ts", output, "fileWorker.mjs", "es");
  }
  await bundleForNode("electron/simulationWorker.ts", output, "simulationWorker.mjs", "es");
}

/**
 * One file with everything in it but Node's own modules and `electron`.
 * @param {string} entry
 * @param {string} output
 * @param {string} fileName
 * @param {"es" | "cjs"} format
 */
async function bundleForNode(entry, output, fileName, format) {
  const { build } = await import("vite");
  await build({
    configFile: false,
    root: projectRoot,
    publicDir: false,
    logLevel: "warn",
    mode: "production",
    ssr: { noExternal: true, target: "node" },
    resolve: {
      alias: WITHOUT_EVAL,
      mainFields: ["module", "main"],
      conditions: ["node", "import", "default"],
    },
    build: {
      ssr: join(projectRoot, entry),
      outDir: output,
      emptyOutDir: false,
      target: "node20",
      sourcemap: false,
      minify: false,
      rolldownOptions: {
        checks: quietChecks,
        external: ["electron", /^node:/, ...builtinModules],
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
  });
}

/** @param {string} path */
function requireSource(path) {
  if (!existsSync(join(projectRoot, path))) throw new Error(`Cannot build: ${path} is missing.`);
}

/** @param {string} path @returns {Promise<number | null>} */
async function modifiedMs(path) {
  try {
    return Date.parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
}

/**
 * When the newest file or folder at or below the path changed; folders count because removing a file changes them.
 * @param {string} path
 * @returns {Promise<number>}
 */
async function newestMs(path) {
  const information = await stat(path).catch(() => null);
  if (information === null) return 0;
  if (!information.isDirectory()) return information.mtimeMs;
  const names = await readdir(path);
  const below = await Promise.all(names.map((name) => newestMs(join(path, name))));
  return Math.max(information.mtimeMs, ...below);
}

/** @param {string} folder @returns {Promise<string[]>} */
async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    }),
  );
  return nested.flat();
}

async function runFromCommandLine() {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !PARTS.includes(/** @type {Part} */ (name)));
  if (unknown !== undefined) {
    console.error(`There is no part called "${unknown}". The parts are: ${PARTS.join(", ")}.`);
    process.exitCode = 2;
    return;
  }
  const chosen = asked.length > 0 ? /** @type {Part[]} */ (asked) : PARTS;
  for (const part of chosen) {
    const startedMs = performance.now();
    await buildPart(part);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`Built ${part} into ${relative(projectRoot, outputOf(part))} in ${seconds} s`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runFromCommandLine();
