// The browser host in a real Chromium: what it keeps over a reload and between tabs, how it opens and saves with and
// without the File System Access API, and that it says so when the browser keeps nothing.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type BrowserContext, test as base, expect, type Page } from "playwright/test";
import { build } from "vite";
import { ensureBuilt, outputOf } from "../../../build/bundle.mjs";
import { startServer } from "../../../build/serve.mjs";
import type { Host } from "../../../renderer/host/host.ts";

const ROOT = resolve(import.meta.dirname, "../../support/hostPage");
const OUTPUT = resolve(import.meta.dirname, "../../results/hostPage");

type PageHost = { readonly host: Host; readonly startWorker: () => Promise<string> };

const test = base.extend<object, { readonly url: string }>({
  url: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from its pattern.
    async ({}, use) => {
      await build({
        configFile: false,
        root: ROOT,
        base: "./",
        logLevel: "error",
        worker: { format: "es" },
        // In a development build no service worker is registered, which this page has not.
        mode: "development",
        define: { "import.meta.env.PROD": "false" },
        build: { outDir: OUTPUT, emptyOutDir: true, target: "es2023", assetsInlineLimit: 0 },
      });
      const server = await startServer(OUTPUT, 0);
      await use(server.url);
      await server.close();
    },
    { scope: "worker" },
  ],
});

async function openPage(context: BrowserContext, url: string, before?: () => void): Promise<Page> {
  const page = await context.newPage();
  if (before !== undefined) await page.addInitScript(before);
  await page.goto(url);
  await page.waitForFunction(() => Reflect.has(globalThis, "host"));
  return page;
}

/** Runs in the page with its host. */
function withHost<T>(page: Page, run: (host: Host) => Promise<T>): Promise<T> {
  return page.evaluate(`(${run})(globalThis.host)`) as Promise<T>;
}

function withoutPickers(): void {
  Reflect.deleteProperty(globalThis, "showOpenFilePicker");
  Reflect.deleteProperty(globalThis, "showSaveFilePicker");
}

/** Pickers that choose a file of the origin's own folder, which behaves as one of the user's. */
function scriptedPickers(): void {
  const handle = async (name: string) =>
    (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
  Object.assign(globalThis, {
    showSaveFilePicker: ({ suggestedName }: { suggestedName: string }) => handle(suggestedName),
    showOpenFilePicker: async () => [await handle("Plan.catchment")],
  });
}

test("a worker of the build starts under the policy, markup from strings does not", async ({
  context,
  url,
}) => {
  const page = await openPage(context, url);
  expect(await page.evaluate(() => (globalThis as unknown as PageHost).startWorker())).toBe("started");
  const outcome = await page.evaluate(() => {
    const attempt = (run: () => unknown) => {
      try {
        run();
        return "ran";
      } catch {
        return "refused";
      }
    };
    return [
      attempt(() => {
        document.body.innerHTML = "<b>x</b>";
      }),
      attempt(() => new Worker("https://example.invalid/evil.js")),
    ];
  });
  expect(outcome).toEqual(["refused", "refused"]);
});

test("settings survive a reload", async ({ context, url }) => {
  const page = await openPage(context, url);
  expect(await withHost(page, (host) => host.readSettings())).toEqual({
    ok: true,
    value: { theme: "system", seenSample: false },
  });
  await withHost(page, (host) => host.writeSettings({ theme: "contrast", seenSample: true }));
  await page.reload();
  await page.waitForFunction(() => Reflect.has(globalThis, "host"));
  expect(await withHost(page, (host) => host.readSettings())).toEqual({
    ok: true,
    value: { theme: "contrast", seenSample: true },
  });
});

test("the journal of a tab that is gone comes back, in order, to one tab only", async ({ context, url }) => {
  const first = await openPage(context, url);
  expect(await withHost(first, (host) => host.journal.read())).toEqual({ ok: true, value: null });
  await withHost(first, async (host) => {
    await host.journal.start("plan A", "A");
    await Promise.all(["1", "2", "3", "4", "5"].map((entry) => host.journal.append(entry)));
  });
  const second = await openPage(context, url);
  // The first tab still lives: its journal is its own.
  expect(await withHost(second, (host) => host.journal.read())).toEqual({ ok: true, value: null });
  await withHost(second, async (host) => {
    await host.journal.start("plan B", "B");
    await host.journal.append("b");
  });
  await first.close();
  const third = await openPage(context, url);
  const left = { planText: "plan A", label: "A", entries: ["1", "2", "3", "4", "5"], problems: [] };
  expect(await withHost(third, (host) => host.journal.read())).toEqual({ ok: true, value: left });
  const fourth = await openPage(context, url);
  expect(await withHost(fourth, (host) => host.journal.read())).toEqual({ ok: true, value: null });
  // What the third tab took goes only when it starts its own.
  await withHost(third, (host) => host.journal.start("plan A2", "A2", ["kept", "too"]));
  await third.close();
  await second.close();
  const fifth = await openPage(context, url);
  expect(await withHost(fifth, (host) => host.journal.read())).toMatchObject({
    value: { label: "A2", entries: ["kept", "too"] },
  });
  await withHost(fifth, (host) => host.journal.clear());
  expect(await withHost(fifth, (host) => host.journal.read())).toMatchObject({
    value: { label: "B", entries: ["b"] },
  });
});

test("a window that keeps nothing says so, and saving still works", async ({ context, url }) => {
  const page = await openPage(context, url, () => {
    const refuse = () => {
      throw new DOMException("private", "SecurityError");
    };
    Object.defineProperty(globalThis, "indexedDB", { value: { open: refuse } });
    Reflect.deleteProperty(globalThis, "showSaveFilePicker");
  });
  const refused = { ok: false, problem: { code: "nothing-kept" } };
  expect(await withHost(page, (host) => host.readSettings())).toMatchObject(refused);
  expect(await withHost(page, (host) => host.journal.start("x", "x"))).toMatchObject(refused);
  const downloading = page.waitForEvent("download");
  expect(await withHost(page, (host) => host.savePlan("text", "Plan", null))).toMatchObject({
    ok: true,
    value: { fileName: "Plan.catchment" },
  });
  await downloading;
});

test("without the File System Access API a plan is downloaded and uploaded", async ({ context, url }) => {
  const page = await openPage(context, url, withoutPickers);
  const downloading = page.waitForEvent("download");
  await withHost(page, (host) => host.savePlan("text – ü", "Derby / Derbyshire", null));
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("Derby - Derbyshire.catchment");
  const saved = await download.path();
  expect(readFileSync(saved, "utf8")).toBe("text – ü");
  const choosing = page.waitForEvent("filechooser");
  const opening = withHost(page, (host) => host.openPlan());
  await (await choosing).setFiles({
    name: "Derby.catchment",
    mimeType: "",
    buffer: Buffer.from("text – ü"),
  });
  expect(await opening).toMatchObject({ ok: true, value: { fileName: "Derby.catchment", text: "text – ü" } });
});

test("data files come as bytes; a file that is not text is no plan", async ({ context, url }) => {
  const page = await openPage(context, url, withoutPickers);
  const bytes = Buffer.from([0, 255, 216, 10]);
  let choosing = page.waitForEvent("filechooser");
  const reading = page.evaluate(async () => {
    const result = await (globalThis as unknown as PageHost).host.chooseDataFiles();
    return result.ok && result.value.map((file) => [file.fileName, [...file.bytes]]);
  });
  await (await choosing).setFiles([{ name: "a.xlsx", mimeType: "", buffer: bytes }]);
  expect(await reading).toEqual([["a.xlsx", [0, 255, 216, 10]]]);
  choosing = page.waitForEvent("filechooser");
  const opening = withHost(page, (host) => host.openPlan());
  await (await choosing).setFiles([{ name: "a.catchment", mimeType: "", buffer: bytes }]);
  expect(await opening).toMatchObject({ ok: false, problem: { code: "not-a-plan" } });
});

test("a file handle is saved again without asking, remembered, and not overwritten behind a colleague", async ({
  context,
  url,
}) => {
  const page = await openPage(context, url, scriptedPickers);
  const outcome = await withHost(page, async (host) => {
    const first = await host.savePlan("one", "Plan", null);
    const token = first.ok && first.value !== null ? first.value.token : "";
    const again = await host.savePlan("two", "Plan", token);
    const opened = await host.openPlan();
    const folder = await navigator.storage.getDirectory();
    const colleague = await (await folder.getFileHandle("Plan.catchment")).createWritable();
    await colleague.write("a colleague's");
    await colleague.close();
    const refused = await host.savePlan("three", "Plan", token);
    const recent = await host.recentPlans();
    const recentToken = recent.ok ? (recent.value[0]?.token ?? "") : "";
    return { again, opened, refused, recent, reopened: await host.openRecent(recentToken) };
  });
  expect(outcome.again).toMatchObject({ ok: true, value: { fileName: "Plan.catchment" } });
  expect(outcome.opened).toMatchObject({ ok: true, value: { text: "two" } });
  expect(outcome.refused).toMatchObject({ ok: false, problem: { code: "changed-elsewhere" } });
  expect(outcome.recent).toMatchObject({ ok: true, value: [{ fileName: "Plan.catchment" }] });
  expect(outcome.reopened).toMatchObject({ ok: true, value: { text: "a colleague's" } });
  await page.reload();
  await page.waitForFunction(() => Reflect.has(globalThis, "host"));
  expect(await withHost(page, (host) => host.recentPlans())).toMatchObject({
    ok: true,
    value: [{ fileName: "Plan.catchment" }],
  });
});

test("a cancelled dialog is null, a refused one a problem", async ({ context, url }) => {
  const page = await openPage(context, url, () => {
    const reject = (name: string) => () => Promise.reject(new DOMException("", name));
    Object.assign(globalThis, {
      showSaveFilePicker: reject("AbortError"),
      showOpenFilePicker: reject("SecurityError"),
    });
  });
  expect(await withHost(page, (host) => host.savePlan("x", "x", null))).toEqual({ ok: true, value: null });
  expect(await withHost(page, (host) => host.openPlan())).toMatchObject({
    ok: false,
    problem: { code: "file-failure", remedy: expect.stringContaining("Press the button again") },
  });
});

test("leaving with unsaved changes asks; with saved ones it does not", async ({ context, url }) => {
  const page = await openPage(context, url);
  await page.locator("h1").click();
  await withHost(page, async (host) => host.showDocument("Derbyshire", true));
  expect(await page.title()).toBe("• Derbyshire - Catchment");
  const asking = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asking;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await withHost(page, async (host) => host.showDocument("Derbyshire", false));
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
});

test("the installed page opens when its server is gone", async ({ browser }) => {
  await ensureBuilt("page");
  const server = await startServer(outputOf("page"), 0);
  const context = await browser.newContext({ serviceWorkers: "allow" });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  await server.close();
  await page.reload();
  await expect(page.locator("#app")).not.toBeEmpty();
  await context.close();
});
