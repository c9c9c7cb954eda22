// Opening, saving and exporting through the desktop program: what the user chose, byte for byte on the disk, and
// never a file the user did not choose.

import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BridgeOperations } from "../../../electron/bridge/contract.ts";
import { startSecond } from "../../support/electronStandIn.ts";
import { expect, type TestedProgram, test } from "./program.ts";

const choose = (program: TestedProgram, ...filePaths: string[]) =>
  program.control("answerDialog", { canceled: filePaths.length === 0, filePaths });
const saveTo = (program: TestedProgram, filePath: string) =>
  program.control("answerDialog", { canceled: false, filePath });

type Opened = Awaited<ReturnType<BridgeOperations["openPlan"]>>;

function tokenOf(opened: Opened): string {
  return opened.ok && opened.value !== null && "token" in opened.value ? opened.value.token : "";
}

test("opens a plan the user chooses and keeps its folder to itself", async ({ program, dataFolder }) => {
  const path = join(dataFolder, "documents", "Derbyshire.catchment");
  writeFileSync(path, '\ufeff{"title":"Derbyshire – 東京"}');
  await choose(program, path);
  const opened = await program.call("openPlan");
  expect(opened).toMatchObject({
    ok: true,
    value: { fileName: "Derbyshire.catchment", text: '{"title":"Derbyshire – 東京"}' },
  });
  expect(JSON.stringify(opened)).not.toContain(dataFolder);
});

test("a cancelled dialog is not a problem", async ({ program }) => {
  await choose(program);
  expect(await program.call("openPlan")).toEqual({ ok: true, value: null });
  await choose(program);
  expect(await program.call("chooseDataFiles")).toEqual({ ok: true, value: [] });
  await program.control("answerDialog", { canceled: true, filePath: "" });
  expect(await program.call("savePlan", "{}", "Plan", null)).toEqual({ ok: true, value: null });
});

test("a file that is not text, is a folder or is gone is a problem in words", async ({
  program,
  dataFolder,
}) => {
  const binary = join(dataFolder, "documents", "picture.catchment");
  writeFileSync(binary, Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
  await choose(program, binary);
  expect(await program.call("openPlan")).toMatchObject({ ok: false, problem: { code: "not-a-plan" } });
  const folder = join(dataFolder, "documents", "folder.catchment");
  mkdirSync(folder);
  await choose(program, folder);
  expect(await program.call("openPlan")).toMatchObject({ ok: false, problem: { code: "not-a-file" } });
  await choose(program, join(dataFolder, "gone.catchment"));
  expect(await program.call("openPlan")).toMatchObject({
    ok: false,
    problem: {
      code: "file-missing",
      message: '"gone.catchment" could not be opened: it is not there any more.',
    },
  });
});

test("saves where the user says, then again without asking, and keeps the previous one", async ({
  program,
  dataFolder,
}) => {
  const folder = join(dataFolder, "documents");
  await saveTo(program, join(folder, "Plan"));
  const first = await program.call("savePlan", "first – ü", "Plan", null);
  expect(first).toMatchObject({ ok: true, value: { fileName: "Plan.catchment" } });
  expect(readFileSync(join(folder, "Plan.catchment"), "utf8")).toBe("first – ü");
  const token = first.ok ? (first.value?.token ?? "") : "";
  expect(await program.call("savePlan", "second", "Other name", token)).toMatchObject({ ok: true });
  expect(readFileSync(join(folder, "Plan.catchment"), "utf8")).toBe("second");
  expect(readFileSync(join(folder, "Plan.catchment.bak"), "utf8")).toBe("first – ü");
  expect(readdirSync(folder).sort()).toEqual(["Plan.catchment", "Plan.catchment.bak"]);
});

test("asks before a name without its ending would replace another plan", async ({ program, dataFolder }) => {
  const path = join(dataFolder, "documents", "Plan.catchment");
  writeFileSync(path, "somebody's");
  await saveTo(program, join(dataFolder, "documents", "Plan"));
  await program.control("answerDialog", { response: 1 });
  expect(await program.call("savePlan", "mine", "Plan", null)).toEqual({ ok: true, value: null });
  expect(readFileSync(path, "utf8")).toBe("somebody's");
});

test("asks before replacing what somebody else saved meanwhile", async ({ program, dataFolder }) => {
  const path = join(dataFolder, "documents", "Shared.catchment");
  writeFileSync(path, "as opened");
  await choose(program, path);
  const opened = await program.call("openPlan");
  const token = tokenOf(opened);
  writeFileSync(path, "a colleague's longer text");
  await program.control("answerDialog", { response: 2 });
  expect(await program.call("savePlan", "mine", "Shared", token)).toEqual({ ok: true, value: null });
  expect(readFileSync(path, "utf8")).toBe("a colleague's longer text");
  await program.control("answerDialog", { response: 1 });
  expect(await program.call("savePlan", "mine", "Shared", token)).toMatchObject({ ok: true });
  expect(readFileSync(path, "utf8")).toBe("mine");
  expect(readFileSync(`${path}.bak`, "utf8")).toBe("a colleague's longer text");
});

test("a link to a plan stays a link", async ({ program, dataFolder }) => {
  const real = join(dataFolder, "documents", "real.catchment");
  const link = join(dataFolder, "documents", "link.catchment");
  writeFileSync(real, "old");
  symlinkSync(real, link);
  await choose(program, link);
  const opened = await program.call("openPlan");
  await program.call("savePlan", "new", "link", tokenOf(opened));
  expect(readFileSync(real, "utf8")).toBe("new");
  expect(readFileSync(link, "utf8")).toBe("new");
});

test("exports a workbook byte for byte", async ({ program, dataFolder }) => {
  const path = join(dataFolder, "documents", "Options.xlsx");
  await saveTo(program, path);
  const saved = await program.page.evaluate(() => {
    const bytes = new Uint8Array(70_000).map((_zero, index) => index % 256);
    return (
      globalThis as unknown as { catchment: { saveWorkbook(b: Uint8Array, n: string): unknown } }
    ).catchment.saveWorkbook(bytes, "Options");
  });
  expect(saved).toMatchObject({ ok: true, value: { fileName: "Options.xlsx" } });
  const written = readFileSync(path);
  expect(written.byteLength).toBe(70_000);
  expect(written.every((byte, index) => byte === index % 256)).toBe(true);
});

test("a workbook chosen with Open comes as its bytes and is no recent plan", async ({
  program,
  dataFolder,
}) => {
  const path = join(dataFolder, "documents", "Exported.XLSX");
  writeFileSync(path, Buffer.from([80, 75, 3, 4, 255]));
  await choose(program, path);
  const read = await program.page.evaluate(async () => {
    const { catchment } = globalThis as unknown as {
      catchment: {
        openPlan(): Promise<{ value: { fileName: string; bytes: Uint8Array } }>;
        recentPlans(): Promise<{ value: unknown[] }>;
      };
    };
    const { value } = await catchment.openPlan();
    return [value.fileName, [...value.bytes], (await catchment.recentPlans()).value.length];
  });
  expect(read).toEqual(["Exported.XLSX", [80, 75, 3, 4, 255], 0]);
});

test("reads the data files the user chooses, as bytes", async ({ program, dataFolder }) => {
  const first = join(dataFolder, "documents", "a.csv");
  const second = join(dataFolder, "documents", "b.xlsx");
  writeFileSync(first, "Code,List size\nC81001,1");
  writeFileSync(second, Buffer.from([0, 255, 128, 10]));
  await choose(program, first, second);
  const read = await program.page.evaluate(async () => {
    const { catchment } = globalThis as unknown as {
      catchment: { chooseDataFiles(): Promise<{ value: { fileName: string; bytes: Uint8Array }[] }> };
    };
    const { value } = await catchment.chooseDataFiles();
    return value.map(({ fileName, bytes }) => [fileName, bytes instanceof Uint8Array, [...bytes]]);
  });
  expect(read).toEqual([
    ["a.csv", true, [...Buffer.from("Code,List size\nC81001,1")]],
    ["b.xlsx", true, [0, 255, 128, 10]],
  ]);
});

test("the recent list survives a restart, newest first, and forgets what is gone", async ({
  program,
  dataFolder,
  restart,
}) => {
  for (const name of ["one", "two"]) {
    const path = join(dataFolder, "documents", `${name}.catchment`);
    writeFileSync(path, name);
    await choose(program, path);
    await program.call("openPlan");
  }
  await program.kill();
  const again = await restart();
  const recent = await again.call("recentPlans");
  expect(recent.ok && recent.value.map(({ fileName }) => fileName)).toEqual([
    "two.catchment",
    "one.catchment",
  ]);
  const [two] = recent.ok ? recent.value : [];
  expect(await again.call("openRecent", two?.token)).toMatchObject({ ok: true, value: { text: "two" } });
  const { unlinkSync } = await import("node:fs");
  unlinkSync(join(dataFolder, "documents", "two.catchment"));
  expect(await again.call("openRecent", two?.token)).toMatchObject({
    ok: false,
    problem: { code: "file-missing" },
  });
  const left = await again.call("recentPlans");
  expect(left.ok && left.value.map(({ fileName }) => fileName)).toEqual(["one.catchment"]);
});

test("a second start brings the first to the front and hands it the plan, once", async ({
  program,
  dataFolder,
}) => {
  const path = join(dataFolder, "documents", "given.catchment");
  writeFileSync(path, "given");
  expect(await startSecond(dataFolder, [path])).toBe(0);
  await expect
    .poll(() => program.page.evaluate(() => Reflect.get(globalThis, "menuCommands")))
    .toEqual(["openGivenPlan"]);
  expect(await program.control("focusCount")).toBe(1);
  expect(await program.call("takeGivenPlan")).toMatchObject({ ok: true, value: { text: "given" } });
  expect(await program.call("takeGivenPlan")).toEqual({ ok: true, value: null });
});

test("macOS's open-file event hands over the plan too", async ({ program, dataFolder }) => {
  const path = join(dataFolder, "documents", "mac.catchment");
  writeFileSync(path, "mac");
  await program.control("openFileEvent", path);
  expect(await program.call("takeGivenPlan")).toMatchObject({ ok: true, value: { text: "mac" } });
});

test.describe("started with a plan", () => {
  test.use({ programArguments: ["--some-switch", "relative-and-missing.catchment"] });

  test("a plan among the arguments that is not there is a problem in words", async ({ program }) => {
    expect(await program.call("takeGivenPlan")).toMatchObject({
      ok: false,
      problem: { code: "file-missing", where: { file: "relative-and-missing.catchment" } },
    });
  });
});

test("only what was chosen is ever written", async ({ program, dataFolder }) => {
  const before = existsSync(join(dataFolder, "documents", "evil.catchment"));
  const guessed = "00000000-0000-4000-8000-000000000000";
  expect(await program.call("savePlan", "x", "evil", guessed)).toMatchObject({
    ok: false,
    problem: { code: "unknown-file" },
  });
  expect(await program.call("openRecent", guessed)).toMatchObject({
    ok: false,
    problem: { code: "unknown-file" },
  });
  expect([before, existsSync(join(dataFolder, "documents", "evil.catchment"))]).toEqual([false, false]);
});
