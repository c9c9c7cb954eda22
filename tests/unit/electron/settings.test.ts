import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SettingsStore } from "../../../electron/settings.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "catchment-settings-"));
  path = join(folder, "settings.json");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("writes asked for at once all land, the last one winning", async () => {
  const store = await SettingsStore.open(path);
  await Promise.all(
    Array.from({ length: 20 }, (_each, index) => store.remember(`/plans/${index % 12}.catchment`, "/plans")),
  );
  const again = await SettingsStore.open(path);
  expect(again.memory.recentPaths).toHaveLength(10);
  expect(again.memory.recentPaths[0]).toBe("/plans/7.catchment");
  expect(again.memory.lastFolder).toBe("/plans");
});

describe("a damaged file", () => {
  const whole = {
    version: 1,
    settings: { theme: "dark", seenSample: true },
    recentPaths: ["/a"],
    lastFolder: null,
    windowPlace: null,
  };
  test.each([
    ["empty", ""],
    ["cut off", JSON.stringify(whole).slice(0, -5)],
    ["of a later version", JSON.stringify({ ...whole, version: 2 })],
    ["another shape", "[]"],
    ["a theme there is not", JSON.stringify({ ...whole, settings: { theme: "neon", seenSample: true } })],
    ["numbers for paths", JSON.stringify({ ...whole, recentPaths: [1] })],
    ["a window nowhere", JSON.stringify({ ...whole, windowPlace: { x: null } })],
  ])("%s: set aside, told once, defaults used", async (_what, text) => {
    writeFileSync(path, text);
    const store = await SettingsStore.open(path);
    expect(store.memory.settings).toEqual({ theme: "system", seenSample: false });
    expect(store.takeDamage()?.code).toBe("settings-damaged");
    expect(store.takeDamage()).toBeNull();
    expect(readFileSync(`${path}.damaged`, "utf8")).toBe(text);
    expect(existsSync(path)).toBe(false);
  });

  test("a whole one is read", async () => {
    writeFileSync(path, JSON.stringify(whole));
    const store = await SettingsStore.open(path);
    expect([store.memory, store.takeDamage()]).toEqual([whole, null]);
  });
});
