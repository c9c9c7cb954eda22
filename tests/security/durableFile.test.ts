// Faults while saving: every step of the writing is made to fail or to be the last one before a crash. Whatever
// happens, the file is the old one or the new one, whole.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as nodeFiles from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type DurableFileSystem, previousPath, writeFileDurably } from "../../electron/durableFile.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "catchment-durable-"));
  path = join(folder, "Plan.catchment");
  writeFileSync(path, "old");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Fault {
  /** Counts every call; the call of this number fails. */
  readonly at: number;
  readonly code: string;
  /** As by a crash: nothing that comes after does anything either. */
  readonly crash: boolean;
}

/** Node's files with a fault; `steps` records what was called. */
function faultyFiles(fault: Fault | null) {
  const steps: string[] = [];
  let isDead = false;
  async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
    steps.push(name);
    if (isDead || steps.length === fault?.at) {
      isDead = fault?.crash === true;
      throw Object.assign(new Error(`${name} failed`), { code: fault?.code });
    }
    return run();
  }
  const files = {
    realpath: (...given: [string]) => step("realpath", () => nodeFiles.realpath(...given)),
    stat: (...given: [string]) => step("stat", () => nodeFiles.stat(...given)),
    link: (...given: [string, string]) => step("link", () => nodeFiles.link(...given)),
    copyFile: (...given: [string, string]) => step("copyFile", () => nodeFiles.copyFile(...given)),
    rename: (...given: [string, string]) => step("rename", () => nodeFiles.rename(...given)),
    rm: (...given: [string, { force: boolean }]) => step("rm", () => nodeFiles.rm(...given)),
    open: (...given: [string, string]) =>
      step(`open ${given[1]}`, async () => {
        const handle = await nodeFiles.open(...given);
        return {
          writeFile: (content: string) => step("write", () => handle.writeFile(content)),
          chmod: (mode: number) => step("chmod", () => handle.chmod(mode)),
          sync: () => step("sync", () => handle.sync()),
          close: () => handle.close(),
        };
      }),
  } as unknown as DurableFileSystem;
  return { files, steps };
}

const linux = { platform: "linux", keepPrevious: true } as const;

test("the steps and their order", async () => {
  const { files, steps } = faultyFiles(null);
  await writeFileDurably(path, "new", { ...linux, fileSystem: files });
  expect(steps).toEqual([
    ...["realpath", "stat", "open wx", "write", "chmod", "sync"],
    ...["link", "rename", "rm", "rename", "open r", "sync"],
  ]);
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(readFileSync(previousPath(path), "utf8")).toBe("old");
});

describe.each([
  ["fails", false],
  ["is cut off by a crash", true],
] as const)("when step number N %s", (_what, crash) => {
  test.each(Array.from({ length: 12 }, (_each, index) => index + 1))("N = %i", async (at) => {
    const { files } = faultyFiles({ at, code: "EIO", crash });
    const outcome = await writeFileDurably(path, "new", { ...linux, fileSystem: files }).then(
      () => "done",
      () => "failed",
    );
    const content = readFileSync(path, "utf8");
    expect(["old", "new"]).toContain(content);
    if (outcome === "done") expect(content).toBe("new");
    // Before the renaming the old file stands; after it, only the folder's own entry is in doubt.
    if (at < 10) expect(outcome === "done" || content === "old").toBe(true);
    if (!crash) expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

test.each(["ENOSPC", "EDQUOT", "EROFS"])(
  "%s while writing leaves the old file and its previous one",
  async (code) => {
    writeFileSync(previousPath(path), "older");
    const { files } = faultyFiles({ at: 4, code, crash: false });
    await expect(writeFileDurably(path, "new", { ...linux, fileSystem: files })).rejects.toMatchObject({
      code,
    });
    expect([readFileSync(path, "utf8"), readFileSync(previousPath(path), "utf8")]).toEqual(["old", "older"]);
  },
);

describe("Windows locks", () => {
  /** The target is held by a virus scanner for the first attempts. */
  function lockedFor(attempts: number, code: string): { files: DurableFileSystem; renames: () => number } {
    let renames = 0;
    const files: DurableFileSystem = {
      ...nodeFiles,
      rename: async (from, to) => {
        renames += 1;
        if (renames <= attempts) throw Object.assign(new Error("locked"), { code });
        await nodeFiles.rename(from, to);
      },
    };
    return { files, renames: () => renames };
  }

  test.each(["EPERM", "EBUSY", "EACCES"])("%s is waited for, longer each time", async (code) => {
    const waits: number[] = [];
    const { files } = lockedFor(4, code);
    const wait = async (ms: number) => void waits.push(ms);
    await writeFileDurably(path, "new", { fileSystem: files, platform: "win32", wait });
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(waits).toEqual([10, 20, 50, 100]);
  });

  test("a lock that stays is told after about three seconds, and the old file stands", async () => {
    const waits: number[] = [];
    const { files } = lockedFor(1000, "EBUSY");
    const wait = async (ms: number) => void waits.push(ms);
    await expect(
      writeFileDurably(path, "new", { fileSystem: files, platform: "win32", wait }),
    ).rejects.toMatchObject({ code: "EBUSY" });
    expect(waits.reduce((sum, ms) => sum + ms)).toBe(3180);
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["Plan.catchment"]);
  });

  test("elsewhere than on Windows the same error is told at once", async () => {
    const { files, renames } = lockedFor(1000, "EACCES");
    await expect(
      writeFileDurably(path, "new", { fileSystem: files, platform: "linux" }),
    ).rejects.toMatchObject({ code: "EACCES" });
    expect(renames()).toBe(1);
  });
});

test("a file system without links keeps a copy of the previous one", async () => {
  const files = {
    ...nodeFiles,
    link: () => Promise.reject(Object.assign(new Error("no links"), { code: "EPERM" })),
  };
  await writeFileDurably(path, "new", { ...linux, fileSystem: files });
  expect([readFileSync(path, "utf8"), readFileSync(previousPath(path), "utf8")]).toEqual(["new", "old"]);
});

test("a new file needs no previous one; bytes are written as they are", async () => {
  const fresh = join(folder, "Fresh.xlsx");
  await writeFileDurably(fresh, new Uint8Array([0, 255, 10]), { keepPrevious: true });
  expect([...readFileSync(fresh)]).toEqual([0, 255, 10]);
  expect(readdirSync(folder).sort()).toEqual(["Fresh.xlsx", "Plan.catchment"]);
});

test("the permissions of the old file are kept", async () => {
  await nodeFiles.chmod(path, 0o640);
  await writeFileDurably(path, "new");
  expect((await nodeFiles.stat(path)).mode & 0o777).toBe(0o640);
});
