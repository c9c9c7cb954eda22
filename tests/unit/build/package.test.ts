// The installers' settings: only the build is packed, nothing is published, every fuse is decided.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { FuseV1Options } from "@electron/fuses";
import { describe, expect, test } from "vitest";
import { executablePath, fuses } from "../../../build/afterPack.mjs";

const root = resolve(import.meta.dirname, "../../..");
const settings = readFileSync(resolve(root, "build/electron-builder.yml"), "utf8");

describe("fuses", () => {
  const byName = Object.fromEntries(
    Object.entries(FuseV1Options)
      .filter(([, value]) => typeof value === "number")
      .map(([name, value]) => [name, (fuses as Record<number, boolean | undefined>)[value as number]]),
  );

  test("every fuse of this Electron is decided, as the security checklist says", () => {
    expect(byName).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });

  test.each([
    ["darwin", "/out/Catchment.app"],
    ["win32", "/out/Catchment.exe"],
    ["linux", "/out/catchment"],
  ])("on %s they are turned in %s", (electronPlatformName, path) => {
    const packager = { appInfo: { productFilename: "Catchment" }, executableName: "catchment" };
    expect(executablePath({ appOutDir: "/out", electronPlatformName, arch: 1, packager })).toBe(path);
  });
});

describe("electron-builder.yml", () => {
  test("packs the build and nothing else", () => {
    const files = /^files:\n((?: {2}- .*\n)+)/m.exec(settings)?.[1]?.trim().split(/\n\s*/);
    expect(files).toEqual([
      "- build/dist/electron/**",
      "- build/dist/renderer/**",
      "- package.json",
      "- LICENSE",
      '- "!**/node_modules/**"',
    ]);
  });

  test("publishes nothing, turns the fuses, needs no administrator", () => {
    expect(settings).toMatch(/^publish: null$/m);
    expect(settings).toMatch(/^afterPack: \.\/build\/afterPack\.mjs$/m);
    expect(settings).toMatch(/^ {2}perMachine: false$/m);
    expect(settings).toMatch(/^asar: true$/m);
  });
});
