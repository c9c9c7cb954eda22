// `import` of a workbook with formulas as a script sees it: what its JSON says of formulas, tables, assumptions, findings
// and what is not taken over; values only; files without practices as tables; and the plan's findings afterwards.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formulaFile } from "../support/formulaFiles.ts";

const PROGRAM = resolve(import.meta.dirname, "../../build/catchment.mjs");
const folder = mkdtempSync(join(tmpdir(), "catchment-import-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const rows = Array.from({ length: 10 }, (_, at) => {
    const payment = at === 4 ? 999 : `=C${at + 2}*Inputs!$B$2`;
    return [`A8100${at}`, `Surgery ${at}`, 100 * (at + 1), payment];
  });
  const sheets = {
    Data: [["Code", "Practice", "List size", "Payment"], ...rows],
    Inputs: [
      ["Figure", "Value"],
      ["Rate per head", 3],
    ],
  };
  writeFileSync(join(folder, "book.xlsx"), await formulaFile(sheets, { formats: { "Data!D": "£#,##0" } }));
  const posts = {
    Posts: [
      ["Post", "Cost"],
      ["Clerk", 20_000],
      ["Chief", "=B2*5"],
      ["Deputy", "=B2*4"],
    ],
  };
  writeFileSync(join(folder, "posts.xlsx"), await formulaFile(posts));
});

function run(...given: readonly string[]): { code: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync("node", [PROGRAM, ...given], {
    encoding: "utf8",
    cwd: folder,
  });
  return { code: status, out: stdout, error: stderr };
}

test("formulas, the figures they read and the cells that break them", () => {
  const ran = run("import", "book.xlsx", "--plan", "plan.catchment", "--json");
  const report = JSON.parse(ran.out);
  expect(report.formulas).toEqual([
    { table: "Practices", column: "Payment", formula: "=[@[List size]]*Rate_per_head" },
  ]);
  expect(report.assumptions).toEqual([
    {
      name: "Rate_per_head",
      value: 3,
      unit: "",
      source: "book.xlsx, Inputs!B2",
      note: "Rate per head",
    },
  ]);
  const found = {
    table: "Practices",
    row: "A81004",
    column: "Payment",
    file: "book.xlsx",
    cell: "Data!D6",
    kind: "constant",
    value: 999,
    formula: null,
    expected: 1500,
    expectedFormula: "=[@[List size]]*Rate_per_head",
    difference: -501,
    money: true,
    status: "open",
  };
  expect(report.findings).toEqual([found]);
  expect(report.findingTotals).toMatchObject({ cells: 1, open: 1, money: -501 });
  expect(report.notKept[0]).toMatchObject({ file: "book.xlsx" });
  expect(JSON.parse(run("findings", "plan.catchment", "--json").out).findings).toEqual([found]);
  expect(run("findings", "plan.catchment").out).toContain("1 finding, 1 open.");
});

test("values only", () => {
  const report = JSON.parse(
    run("import", "book.xlsx", "--plan", "v.catchment", "--values-only", "--json").out,
  );
  expect([report.formulas, report.assumptions, report.tables, report.findings]).toEqual([[], [], [], []]);
  const shown = run(
    "show",
    "v.catchment",
    "--table",
    "Practices",
    "--columns",
    "Practice code,Payment",
    "--csv",
  );
  expect(shown.out).toMatch(/^\ufeffPractice code,Payment\r\nA81000,300\r\n/);
});

test("a file without practices comes in as tables when that is asked for", () => {
  expect(run("import", "posts.xlsx", "--plan", "p.catchment")).toMatchObject({
    code: 3,
    error: expect.stringContaining("With --as-tables"),
  });
  const report = JSON.parse(
    run("import", "book.xlsx", "posts.xlsx", "--plan", "p.catchment", "--as-tables", "--json").out,
  );
  expect(report.practices).toBe(10);
  expect(report.tables).toMatchObject([{ name: "Posts", rows: 3 }]);
});

test("the sheet with the practices can be named", () => {
  expect(run("import", "book.xlsx", "--plan", "s.catchment", "--sheet", "Nowhere").error).toContain(
    "Its sheets are: Data, Inputs.",
  );
});
