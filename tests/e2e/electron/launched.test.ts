// The desktop program in Electron's own binary: what the stand-in cannot show. Runs wherever the binary is; where
// it is not, each test says that it was skipped.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { _electron, test as base, type ElectronApplication, expect } from "playwright/test";
import { ensureBuilt, projectRoot } from "../../../build/bundle.mjs";

const folder = dirname(createRequire(import.meta.url).resolve("electron/package.json"));

/** Electron's executable where it was fetched; the package itself would try to fetch it. */
function electronPath(): string | null {
  try {
    const path = join(folder, "dist", readFileSync(join(folder, "path.txt"), "utf8"));
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

const executablePath = electronPath();

const test = base.extend<{ readonly program: ElectronApplication; readonly dataFolder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from its pattern.
  dataFolder: async ({}, use) => {
    const created = mkdtempSync(join(tmpdir(), "catchment-launched-"));
    await use(created);
    rmSync(created, { recursive: true, force: true });
  },
  program: async ({ dataFolder }, use) => {
    await ensureBuilt("page");
    await ensureBuilt("electron");
    const isRoot = process.getuid?.() === 0;
    const program = await _electron.launch({
      ...(executablePath === null ? {} : { executablePath }),
      // Chromium's sandbox refuses to run as root, as in a container.
      args: [projectRoot, `--user-data-dir=${dataFolder}`, ...(isRoot ? ["--no-sandbox"] : [])],
    });
    await use(program);
    await program.evaluate(({ app }) => app.exit(0)).catch(() => undefined);
  },
});

// biome-ignore lint/suspicious/noSkippedTests: only where the binary is missing, and the report says so.
test.skip(executablePath === null, "Electron's binary is not installed here.");

test("the page runs walled off, under its policy, without an error", async ({ program }) => {
  const page = await program.firstWindow();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await expect(page.getByRole("grid").or(page.getByRole("treegrid")).first()).toBeVisible();
  expect(page.url()).toBe("catchment://app/");
  const seen = await page.evaluate(() => ({
    node: [typeof Reflect.get(globalThis, "require"), typeof Reflect.get(globalThis, "process")],
    bridge: typeof Reflect.get(globalThis, "catchment"),
    secure: globalThis.isSecureContext,
  }));
  expect(seen).toEqual({ node: ["undefined", "undefined"], bridge: "object", secure: true });
  expect(errors).toEqual([]);
});

test("nothing outside is reached: not by the page, not by navigation, not by a window", async ({
  program,
}) => {
  const page = await program.firstWindow();
  expect(await page.evaluate(() => fetch("https://example.com").then(String, () => "refused"))).toBe(
    "refused",
  );
  await page.evaluate(() => {
    window.open("https://example.com");
    location.href = "https://example.com";
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe("catchment://app/");
  expect(program.windows()).toHaveLength(1);
});

test("the bridge carries bytes and texts both ways", async ({ program, dataFolder }) => {
  const page = await program.firstWindow();
  const path = join(dataFolder, "Options.xlsx");
  await program.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  const saved = await page.evaluate(() => {
    const { catchment } = globalThis as unknown as {
      catchment: { saveWorkbook(bytes: Uint8Array, name: string): Promise<unknown> };
    };
    return catchment.saveWorkbook(new Uint8Array([0, 255, 10, 128]), "Options");
  });
  expect(saved).toMatchObject({ ok: true, value: { fileName: "Options.xlsx" } });
  expect([...readFileSync(path)]).toEqual([0, 255, 10, 128]);
});
