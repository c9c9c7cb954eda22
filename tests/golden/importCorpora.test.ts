// Opens every real workbook beside the checkout: each gives sheets or a problem in words, and none throws or hangs.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { recognise } from "../../renderer/excel/import/recognise.ts";
import { readFile } from "../../renderer/excel/read/readFile.ts";
import { sharedPath } from "../support/sharedData.ts";

const folders = ["calc", "tables", "workbooks", "hostile"].flatMap((name) => {
  const path = sharedPath("corpora", name);
  return path === null ? [] : [[name, path] as const];
});
if (folders.length === 0) console.log("importCorpora: skipped, the workbooks are not beside this checkout");

/** Codes that say that our reader, not the file, is at fault. */
const OUR_FAULT = ["unreadable-file", "unreadable-workbook"];

describe.runIf(folders.length > 0)("real workbooks", () => {
  it.each(folders)("%s", async (name, path) => {
    const refused: string[] = [];
    for (const fileName of readdirSync(path)) {
      const read = await readFile(new Uint8Array(readFileSync(`${path}/${fileName}`)), fileName);
      if (read.ok) {
        expect(recognise(read.value).why).not.toBe("");
        continue;
      }
      expect(read.problem.message).toMatch(/\.$/);
      refused.push(`${read.problem.code} ${fileName}`);
    }
    if (name !== "hostile")
      expect(refused.filter((each) => OUR_FAULT.some((code) => each.startsWith(code)))).toEqual([]);
    console.log(`${name}: ${refused.length} refused\n  ${refused.join("\n  ")}`);
  });
});
