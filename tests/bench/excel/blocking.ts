// How long a page stands still while its worker reads a workbook, in Chromium: the longest wait of a message that the page
// keeps sending to itself, from handing the file over until the sheets are there. Where processors are few and busy, a page
// waits for its turn however little it does; so the same page is watched just as long beside a worker that only counts, and
// the longest wait there is printed as the limit: a ratio of about 1 means that reading adds nothing.

import { existsSync, readFileSync } from "node:fs";
import { extname, join, resolve } from "node:path";
import { chromium, type Page } from "playwright";
import { build } from "vite";
import { chromiumArguments, chromiumPath } from "../../support/chromium.ts";
import { type BenchLine, median } from "../measure.ts";

const ADDRESS = "http://127.0.0.1:1/";
const RUNS = 3;
/** Longer would be felt as a page that hangs. */
const LIMIT_MS = 50;

interface Waits {
  readonly blockedMs: number;
  readonly ms: number;
}

interface Reading extends Waits {
  /** The longest of the application's own steps on the page. */
  readonly stepMs: number;
  readonly rows: number;
}

interface ReadingBench {
  /** Reads the workbook; how long the page stood still at most, how long it took, and how many rows came. */
  readWorkbook(): Promise<Reading>;
  /** The same without anything to read, beside a worker that counts for so long. */
  watchBesideBusyWorker(milliseconds: number): Promise<Waits>;
}

export async function runBlockingBench(
  report: (line: BenchLine) => void,
  rows: number,
  bytes: Uint8Array,
): Promise<void> {
  if (chromiumPath === undefined) {
    console.log("excel: the page's wait is left out, there is no Chromium on this machine");
    return;
  }
  const folder = resolve("build/dist/bench-reading-page");
  await build({
    root: resolve("tests/bench/excel/page"),
    configFile: false,
    logLevel: "warn",
    base: "./",
    worker: { format: "es" },
    build: { outDir: folder, emptyOutDir: true, target: "es2023", chunkSizeWarningLimit: 4096 },
  });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumArguments] });
  try {
    const found: Reading[] = [];
    const controls: Waits[] = [];
    for (let run = 0; run < RUNS; run++) {
      // A fresh page each time: clearing away what the one before held would be taken for waiting.
      const page = await browser.newPage();
      await openPage(page, folder, bytes);
      const one = await page
        .evaluate(() => (window as unknown as { readingBench: ReadingBench }).readingBench.readWorkbook())
        .catch((error: unknown) => String(error).split("\n")[0]);
      if (one === undefined || typeof one === "string") {
        console.log(`excel: the page did not read ${rows} rows: ${one}`);
        await page.close();
        continue;
      }
      const control = await page.evaluate(
        (milliseconds) =>
          (window as unknown as { readingBench: ReadingBench }).readingBench.watchBesideBusyWorker(
            milliseconds,
          ),
        one.ms,
      );
      if (one.rows !== rows + 1) throw new Error(`the page got ${one.rows} rows of ${rows + 1}`);
      found.push(one);
      controls.push(control);
      await page.close();
    }
    if (found.length === 0) return;
    const blocked = median(found.map((one) => one.blockedMs));
    const machine = median(controls.map((one) => one.blockedMs));
    report({
      suite: "excel",
      case: "page's longest wait while its worker reads them (limit: beside a worker that only counts)",
      rows,
      ms: blocked,
      limitMs: machine,
      ratioToLimit: blocked / machine,
      target: { is: blocked, atMost: LIMIT_MS, words: `${LIMIT_MS} ms` },
    });
    const step = median(found.map((one) => one.stepMs));
    report({
      suite: "excel",
      case: "page's longest own step in that: the file handed over, an answer taken in",
      rows,
      ms: step,
      target: { is: step, atMost: LIMIT_MS, words: `${LIMIT_MS} ms` },
    });
    report({
      suite: "excel",
      case: "read them in the page's worker, recognised",
      rows,
      ms: median(found.map((one) => one.ms)),
    });
  } finally {
    await browser.close();
  }
}

/** Serves the built page and the workbook to the browser without a server. */
async function openPage(page: Page, folder: string, bytes: Uint8Array): Promise<void> {
  await page.route("**/*", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/book.xlsx") return route.fulfill({ body: Buffer.from(bytes) });
    const path = join(folder, pathname === "/" ? "index.html" : pathname);
    if (!existsSync(path)) return route.fulfill({ status: 404 });
    const type = extname(path) === ".js" ? "text/javascript" : "text/html";
    return route.fulfill({ body: readFileSync(path), contentType: type });
  });
  await page.goto(ADDRESS);
}
