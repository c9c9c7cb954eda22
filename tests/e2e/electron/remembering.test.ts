// What must outlive the program: settings over a restart, every acknowledged edit over a kill -9, and a damaged
// file, which is set aside and told.

import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./program.ts";

const contrast = { theme: "contrast", seenSample: true } as const;

test("settings survive a restart", async ({ program, restart }) => {
  expect(await program.call("readSettings")).toEqual({
    ok: true,
    value: { theme: "system", seenSample: false },
  });
  expect(await program.call("writeSettings", contrast)).toEqual({ ok: true, value: null });
  await program.control("closeWindow");
  expect(await program.ended).toBe(0);
  expect(await (await restart()).call("readSettings")).toEqual({ ok: true, value: contrast });
});

test("damaged settings are set aside, told once, and the program starts", async ({
  program,
  dataFolder,
  restart,
}) => {
  await program.call("writeSettings", contrast);
  await program.kill();
  const path = join(dataFolder, "userData", "settings.json");
  writeFileSync(path, readFileSync(path, "utf8").slice(0, 40));
  const again = await restart();
  expect(await again.call("readSettings")).toMatchObject({
    ok: false,
    problem: { code: "settings-damaged", severity: "warning" },
  });
  expect(await again.call("readSettings")).toMatchObject({ ok: true, value: { theme: "system" } });
  expect(existsSync(`${path}.damaged`)).toBe(true);
});

test("every acknowledged edit survives kill -9, in order", async ({ program, restart }) => {
  const entries = Array.from({ length: 60 }, (_each, index) => `{"edit":${index},"text":"line\\nbreak – ü"}`);
  await program.call("startJournal", '{"plan":1}', "Derbyshire", []);
  for (const entry of entries) expect(await program.call("appendJournal", entry)).toMatchObject({ ok: true });
  await program.kill();
  const again = await restart();
  expect(await again.call("readJournal")).toEqual({
    ok: true,
    value: { planText: '{"plan":1}', label: "Derbyshire", entries, problems: [] },
  });
});

test("edits sent together keep their order; those acknowledged before the kill are there", async ({
  program,
  restart,
}) => {
  await program.call("startJournal", "{}", "Derbyshire", []);
  const acknowledged = await program.page.evaluate(async () => {
    const { catchment } = globalThis as unknown as {
      catchment: { appendJournal(entry: string): Promise<{ ok: boolean }> };
    };
    const answers = Array.from({ length: 200 }, (_each, index) => catchment.appendJournal(String(index)));
    return (await Promise.all(answers.slice(0, 120))).filter(({ ok }) => ok).length;
  });
  await program.kill();
  const left = await (await restart()).call("readJournal");
  const entries = left.ok ? (left.value?.entries ?? []) : [];
  expect(acknowledged).toBe(120);
  expect(entries.length).toBeGreaterThanOrEqual(120);
  expect(entries).toEqual(Array.from({ length: entries.length }, (_each, index) => String(index)));
});

test("a line cut off by the crash is dropped, the acknowledged ones are kept", async ({
  program,
  dataFolder,
  restart,
}) => {
  await program.call("startJournal", "{}", "Derbyshire", []);
  await program.call("appendJournal", "first");
  await program.kill();
  appendFileSync(join(dataFolder, "userData", "journal.jsonl"), '"sec');
  const left = await (await restart()).call("readJournal");
  expect(left).toMatchObject({ ok: true, value: { entries: ["first"], problems: [] } });
});

test("a damaged journal gives what can be read, says so and is kept aside", async ({
  program,
  dataFolder,
  restart,
}) => {
  const path = join(dataFolder, "userData", "journal.jsonl");
  await program.call("startJournal", "{}", "Derbyshire", []);
  for (const entry of ["one", "two", "three"]) await program.call("appendJournal", entry);
  await program.kill();
  writeFileSync(path, readFileSync(path, "utf8").replace('"two"', '\u0000\u0000\u0000\u0000"'));
  const left = await (await restart()).call("readJournal");
  expect(left).toMatchObject({
    ok: true,
    value: { entries: ["one"], problems: [{ code: "journal-damaged" }] },
  });
  expect(existsSync(`${path}.damaged`)).toBe(true);
});

test("appending before starting is refused in words, not a crash", async ({ program }) => {
  expect(await program.call("appendJournal", "x")).toMatchObject({ ok: false });
  expect(await program.control("windowCount")).toBe(1);
});
