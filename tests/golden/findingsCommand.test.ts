// The verbs `findings` and `check` as a user runs them: what they print, write and give as exit code.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { libreOfficeMissing } from "../support/libreOffice.ts";

const PROGRAM = resolve(import.meta.dirname, "../../build/catchment.mjs");
const folder = mkdtempSync(join(tmpdir(), "catchment-findings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, "book.xlsx");
const noOffice = libreOfficeMissing();
if (noOffice !== null) console.log(`findingsCommand: LibreOffice skipped: ${noOffice}.`);

/** Payments of eight practices: one typed over, one with a saved value that is not what the formula gives. */
beforeAll(async () => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("Payments");
  sheet.addRow(["Practice", "List size", "Payment"]);
  for (let row = 2; row <= 9; row++) {
    const formula = `B${row}*2`;
    const result = row === 8 ? 1 : row * 200;
    sheet.addRow([`P${row}`, row * 100, row === 5 ? 1_250 : { formula, result }]);
    sheet.getCell(`C${row}`).numFmt = "£#,##0";
  }
  sheet.getCell("C4").value = "=cmd";
  writeFileSync(path, new Uint8Array(await workbook.xlsx.writeBuffer()));
});

function run(...given: readonly string[]): { code: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync("node", [PROGRAM, ...given], { encoding: "utf8" });
  return { code: status, out: stdout, error: stderr };
}

describe("findings", () => {
  test("in words, with the total", () => {
    const ran = run("findings", path);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/Payments!C5 +Payment +Value over the formula +£1,250 +£1,000 +£250/);
    expect(ran.out).toContain(
      "2 findings among 6 formulas. Differences come to 250.00, of them 250.00 in money",
    );
  });

  test("as JSON", () => {
    const ran = run("findings", path, "--json");
    const report = JSON.parse(ran.out);
    expect(report).toMatchObject({ workbook: "book.xlsx", total: 250, moneyTotal: 250, formulas: 6 });
    expect(report.findings[1]).toMatchObject({
      sheet: "Payments",
      cell: "C5",
      table: null,
      block: "Payments",
      column: "Payment",
      kind: "constant",
      value: 1_250,
      formula: null,
      expected: 1_000,
      expectedFormula: "=B5*2",
      difference: 250,
      money: true,
    });
    expect(report.blocks).toEqual([
      expect.objectContaining({ sheet: "Payments", range: "A2:C9", headingRow: 1, formulaColumns: 1 }),
    ]);
  });

  test("as a workbook in which no text has become a formula", async () => {
    const out = join(folder, "findings.xlsx");
    expect(run("findings", path, "--out", out).out).toContain(`Wrote ${out}`);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(readFileSync(out) as unknown as ExcelJS.Buffer);
    const sheet = workbook.getWorksheet("Findings");
    const rows = [2, 3].map((row) =>
      [2, 3, 4, 5, 6, 7, 8, 9, 10].map((column) => sheet?.getCell(row, column).value),
    );
    expect(rows).toEqual([
      ["C4", "Payments", "Payment", "Text over the formula", "=cmd", "", "=B4*2", 800, null],
      ["C5", "Payments", "Payment", "Value over the formula", 1_250, "", "=B5*2", 1_000, 250],
    ]);
    expect([sheet?.getCell("J3").numFmt, sheet?.views[0]?.state, sheet?.autoFilter]).toEqual([
      "£#,##0",
      "frozen",
      "A1:K3",
    ]);
  });
});

describe("check", () => {
  test("lists the cell that differs and gives 1", () => {
    const ran = run("check", path, "--no-libreoffice");
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/Payments!C8 +=B8\*2 +1 +1600/);
    expect(ran.out).toContain("6 formula cells: 5 agree with their saved values, 1 differ.");
  });

  test.skipIf(noOffice !== null)("with LibreOffice's value as a third", () => {
    const ran = run("check", path, "--json");
    expect(ran.code).toBe(1);
    const { libreOffice, differ, ...counts } = JSON.parse(ran.out);
    expect(counts).toMatchObject({ cells: 6, agree: 5, notCompared: {}, problems: [] });
    expect(differ).toEqual([
      {
        sheet: "Payments",
        cell: "C8",
        formula: "=B8*2",
        functions: [],
        cached: 1,
        ours: 1_600,
        libreOffice: 1_600,
      },
    ]);
    expect(libreOffice).toMatchObject({ compared: 6, differ: [] });
    expect(libreOffice.version).toMatch(/^\d+\./);
    expect(readdirSync(folder).filter((name) => name.startsWith(".~"))).toEqual([]);
  });

  test("says what is no workbook, and what was typed wrongly", () => {
    const text = join(folder, "notes.xlsx");
    writeFileSync(text, "no workbook");
    expect(run("check", text).code).toBe(3);
    expect(run("findings").code).toBe(2);
    expect(run("findings", path, "--out", "report.csv").error).toContain("must end in .xlsx");
    expect(run("check", "--help").out).toContain("Exit code 0 when all agree, 1 when a cell differs");
  });
});
