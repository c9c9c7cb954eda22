// The journal file by itself, on a disk that fills up and lines that are cut at every byte.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { JournalFile } from "../../../electron/journal.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "catchment-journal-"));
  path = join(folder, "journal.jsonl");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = async () => {
  const result = await new JournalFile(path).read();
  return result.ok ? result.value : result.problem;
};

test("what was appended comes back as it was, whatever is in it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: "binary" }), { maxLength: 8 }), async (entries) => {
      const journal = new JournalFile(path);
      await journal.start("plan\n\u2028", "label");
      for (const entry of entries) await journal.append(entry);
      expect(await read()).toEqual({ planText: "plan\n\u2028", label: "label", entries, problems: [] });
      await journal.clear();
      expect(await read()).toBeNull();
    }),
    { seed: 20_262, numRuns: 40 },
  );
});

test("cut at any byte, it gives the whole lines before the cut", async () => {
  const journal = new JournalFile(path);
  await journal.start("plan", "label");
  for (const entry of ["one", "zwei ü", "three"]) await journal.append(entry);
  const whole = readFileSync(path);
  const headerEnd = whole.indexOf("\n") + 1;
  for (let length = headerEnd; length <= whole.byteLength; length += 1) {
    writeFileSync(path, whole.subarray(0, length));
    const lines = whole.subarray(headerEnd, length).toString().split("\n").length - 1;
    expect(await read()).toMatchObject({ entries: ["one", "zwei ü", "three"].slice(0, lines), problems: [] });
  }
});

test("a journal whose plan cannot be read is set aside with a problem, and does not come back", async () => {
  writeFileSync(path, "not a journal\n");
  expect(await read()).toMatchObject({ code: "journal-damaged" });
  expect(await read()).toBeNull();
  expect(readFileSync(`${path}.damaged`, "utf8")).toBe("not a journal\n");
});

test("a recovery starts with the edits it brought back, and goes on after them", async () => {
  const journal = new JournalFile(path);
  await journal.start("plan", "label", ["one", "two"]);
  await journal.append("three");
  expect(await read()).toMatchObject({ planText: "plan", entries: ["one", "two", "three"] });
});

test("starting anew leaves nothing of the old one, also when both are asked for at once", async () => {
  const journal = new JournalFile(path);
  await Promise.all([
    journal.start("first", "a"),
    journal.append("1"),
    journal.start("second", "b"),
    journal.append("2"),
  ]);
  expect(await read()).toMatchObject({ planText: "second", entries: ["2"] });
});
