// From the Enter key that ends an edit to the new total on screen, in Chromium, at 6,300 practices, beside the bare
// grid's own refreshCells in the same page. One frame is 16.7 ms, so figures under 20 ms are at the floor.

import { existsSync, readFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { chromium, type Page } from "playwright";
import { build } from "vite";
import { chromiumArguments, chromiumPath } from "../../support/chromium.ts";
import { listFile } from "../../support/makeFiles.ts";
import { inventedPractices } from "../inventedPractices.ts";
import { type BenchLine, median } from "../measure.ts";

const ROWS = 6_300;
const EDITS = 15;
const ADDRESS = "http://127.0.0.1:1/";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

interface PaintBench {
  refreshBareGrid(): Promise<number>;
  nextEditToPaint(watched: Element): Promise<number>;
}

async function buildPage(): Promise<string> {
  const output = resolve("build/dist/bench-page");
  await build({
    root: resolve("tests/bench/paint"),
    configFile: false,
    logLevel: "warn",
    base: "./",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    worker: { format: "es" },
    build: { outDir: output, emptyOutDir: true, target: "es2023", chunkSizeWarningLimit: 4096 },
  });
  return output;
}

/** Serves the built page to the browser without a server. */
async function openPage(page: Page, folder: string): Promise<void> {
  await page.route("**/*", (route) => {
    const { pathname } = new URL(route.request().url());
    const path = join(folder, pathname === "/" ? "index.html" : pathname);
    if (!existsSync(path)) return route.fulfill({ status: 404 });
    return route.fulfill({
      body: readFileSync(path),
      contentType: TYPES[extname(path)] ?? "application/octet-stream",
    });
  });
  // Without the picker of the file system the page falls back to a file input, which the browser driver can fill.
  await page.addInitScript(() => {
    Object.assign(window, { showOpenFilePicker: undefined });
  });
  await page.goto(ADDRESS);
}

async function importPractices(page: Page): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Import data" }).click();
  const text = listFile("sub-icb-location", "2026-04-01", inventedPractices(ROWS));
  await (await chooser).setFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  const dialog = page.getByRole("dialog", { name: "Import data" });
  await dialog.getByRole("checkbox").first().check();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("button", { name: "Expand all" }).click();
}

/** One typed edit of a list size: milliseconds until the total of all practices is painted anew. */
async function editOnce(page: Page, value: number): Promise<number> {
  const total = page
    .getByRole("row", { name: /^Total/ })
    .getByRole("gridcell")
    .filter({ hasText: /\d/ })
    .first();
  const handle = await total.elementHandle();
  const waited = page.evaluate(
    (element) =>
      (window as unknown as { paintBench: PaintBench }).paintBench.nextEditToPaint(element as Element),
    handle,
  );
  await page.keyboard.type(String(value));
  await page.keyboard.press("Enter");
  return waited;
}

export async function runPaintBench(report: (line: BenchLine) => void): Promise<void> {
  if (chromiumPath === undefined) {
    console.log("paint: skipped, there is no Chromium on this machine");
    return;
  }
  const folder = await buildPage();
  const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumArguments] });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await openPage(page, folder);
    await importPractices(page);
    await page
      .getByRole("gridcell", { name: /^\d[\d,]*$/ })
      .nth(4)
      .click();
    const edits: number[] = [];
    for (let edit = 0; edit < EDITS; edit++) edits.push(await editOnce(page, 5_000 + edit));
    const refreshes: number[] = [];
    for (let run = 0; run < EDITS; run++) {
      refreshes.push(
        await page.evaluate(() =>
          (window as unknown as { paintBench: PaintBench }).paintBench.refreshBareGrid(),
        ),
      );
    }
    const ms = median(edits.slice(3));
    const limitMs = median(refreshes.slice(3));
    report({
      suite: "paint",
      case: "edited list size to painted total",
      rows: ROWS,
      ms,
      limitMs,
      ratioToLimit: ms / limitMs,
    });
  } finally {
    await browser.close();
  }
}
