// The verb `patch` as a user runs it: exit codes, what it writes, and what it leaves alone.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { book } from "../unit/excel/package/books.ts";
import { cellValue, cellXml } from "../unit/excel/package/patched.ts";

const PROGRAM = resolve(import.meta.dirname, "../../build/catchment.mjs");
const folder = mkdtempSync(join(tmpdir(), "catchment-patch-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, "book.xlsx");
const out = join(folder, "out.xlsx");
const bytes = book({
  sheet: '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>',
  more: {
    "xl/vbaProject.bin": "macros",
    "xl/charts/chart1.xml": "<chart/>",
    "xl/charts/chart2.xml": "<chart/>",
  },
});

beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  writeFileSync(path, bytes);
});

function run(...given: readonly string[]): { code: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync("node", [PROGRAM, "patch", ...given], { encoding: "utf8" });
  return { code: status, out: stdout, error: stderr };
}

const valueIn = (file: string, cell: string) => {
  const content = new Uint8Array(readFileSync(file));
  return cellValue(content, cellXml(content).get(cell));
};

describe("patch", () => {
  test("sets cells, keeps the input, and says what it kept", () => {
    const ran = run(
      path,
      "--set",
      "Data!A1=12%",
      "--set",
      "'It''s & Other'!B2='007",
      "--set",
      "Data!B3=01/04/2026",
      "--out",
      out,
    );
    expect(ran.code).toBe(0);
    expect(ran.out).toContain("3 cells set");
    expect(ran.out).toMatch(/Kept byte for byte: .*2 charts.*1 macro project \(VBA\)/);
    expect(ran.error).toContain("everything is calculated again");
    expect([valueIn(out, "A1"), valueIn(out, "B3")]).toEqual([0.12, 46_113]);
    expect(new Uint8Array(readFileSync(path))).toEqual(bytes);
  });

  test("as JSON", () => {
    const ran = run(path, "--set", "Data!A1=5", "--out", out, "--json");
    const told = JSON.parse(ran.out) as {
      cells: number;
      differences: { part: string; change: string }[];
      same: string[];
    };
    expect(told.cells).toBe(1);
    expect(told.differences.map((each) => `${each.change} ${each.part}`)).toEqual([
      "changed xl/workbook.xml",
      "changed xl/worksheets/sheet1.xml",
    ]);
    expect(told.same).toContain("xl/vbaProject.bin");
  });

  test("in place", () => {
    expect(run(path, "--set", "Data!A1=7", "--in-place").code).toBe(0);
    expect(valueIn(path, "A1")).toBe(7);
    expect(readdirSync(folder)).toEqual(["book.xlsx"]);
  });

  test.each([
    [["--set", "Data!A1=7"], 2, "--out OUT.xlsx"],
    [["--out", out], 2, "Say what to change"],
    [["--set", "A1=7", "--out", out], 2, "--set takes"],
    [["--set", "Data!A1=7", "--out", path], 2, "--in-place"],
    [["--set", "Data!A1=7", "--out", out, "--in-place"], 2, "not both"],
    [["--set", "Data!A1=7", "--out", join(folder, "out.xlsm")], 2, "must end in .xlsx"],
    [["--set", "Data!A1=7", "--set", "None!A1=1", "--out", out], 3, 'no sheet called "None"'],
    [["--set", "Data!A1==Nowhere!B2", "--out", out], 3, 'no sheet called "Nowhere"'],
  ] as const)("%j ends with %i", (given, code, words) => {
    const ran = run(path, ...given);
    expect([ran.code, ran.error]).toEqual([code, expect.stringContaining(words)]);
    expect(readdirSync(folder)).toEqual(["book.xlsx"]);
    expect(new Uint8Array(readFileSync(path))).toEqual(bytes);
  });

  test("another name for the workbook is the workbook", () => {
    const link = join(folder, "link.xlsx");
    symlinkSync(path, link);
    expect(run(path, "--set", "Data!A1=7", "--out", link).code).toBe(2);
    expect(new Uint8Array(readFileSync(path))).toEqual(bytes);
  });

  test("what is no workbook", () => {
    writeFileSync(path, "a,b\n1,2\n");
    const ran = run(path, "--set", "Data!A1=7", "--out", out);
    expect([ran.code, ran.error]).toEqual([
      3,
      expect.stringContaining("book.xlsx is not an Excel workbook."),
    ]);
  });
});
