// The workbook of weighted populations that finance staff pass on comes in with its lookups as formulas: each gives what
// Excel saved, moves when the table it looks into is edited, and gives LibreOffice the same when the plan goes out again.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { prepareImport } from "../../renderer/excel/import/prepareImport.ts";
import { recognise, recogniseSheet } from "../../renderer/excel/import/recognise.ts";
import { readFile } from "../../renderer/excel/read/readFile.ts";
import type { ReadFile } from "../../renderer/excel/read/sourceFile.ts";
import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { withStarterColumns } from "../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import { emptyPlan } from "../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import type { Result } from "../../renderer/plan/problem.ts";
import { libreOfficeMissing, recalculate } from "../support/libreOffice.ts";
import { cellCount, cellDifferences, readXlsxBack } from "../support/readXlsxBack.ts";
import { sharedPath } from "../support/sharedData.ts";
import { workbookFaults } from "../support/validWorkbook.ts";

const path = sharedPath("data", "GP_Practice_WP_2022_23_run9_v2.xlsx");
if (path === null) console.log("importFormulas: skipped, the real workbook is not beside this checkout");
const noOffice = libreOfficeMissing();
if (noOffice !== null) console.log(`importFormulas: LibreOffice skipped: ${noOffice}.`);
const folder = mkdtempSync(join(tmpdir(), "catchment-import-formulas-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CCG = "=INDEX(Mapper[CCG21],MATCH([@Practice],Mapper[Practice_Code],0))";
const PCN = "=INDEX(Mapper[PCN_Code],MATCH([@Practice],Mapper[Practice_Code],0))";

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

async function open(): Promise<ReadFile> {
  return must(await readFile(new Uint8Array(readFileSync(path ?? "")), basename(path ?? "")));
}

function bringIn(file: ReadFile, plan: Plan, sheet?: string) {
  const known = recognise(file);
  const on = file.sheets.find((each) => each.name === sheet);
  const { mapping, tables } = on === undefined ? known : recogniseSheet(file, on, known.tables);
  if (mapping === null) throw new Error("not recognised");
  const prepared = must(prepareImport(plan, file, mapping, [], undefined, tables));
  const applied = must(applyCommand(plan, must(withStarterColumns(plan, prepared.command))));
  return { ...applied, prepared };
}

/** How many cells of a formula column are what Excel saved, and the ones that are not. */
function compared(plan: Plan, file: ReadFile, table: string, column: string, letter: number) {
  const figures = new PlanCalculation(plan).table(table, plan.options[0]?.id ?? "");
  const saved = file.workbook?.sheets.find((sheet) => sheet.name === "Revised Outputs");
  const rows = figures.rowKeys.map((_, row) => row);
  const wrong = rows.filter((row) => figures.value(row, column) !== saved?.value(row + 2, letter));
  return { cells: rows.length, wrong };
}

describe.skipIf(path === null)("weighted populations 2022/23, run 9", () => {
  test("the sheet with lookups is a table, and what it looks into another", async () => {
    const file = await open();
    const { plan, problems, prepared } = bringIn(file, emptyPlan("Run 9"));
    expect(prepared.formulas).toEqual([
      { table: "Revised_Outputs", column: "CCG21", formula: CCG },
      { table: "Revised_Outputs", column: "PCN_Oct21", formula: PCN },
    ]);
    expect(
      plan.supportingTables.map(({ title, rows, columns }) => [title, rows.length, columns.length]),
    ).toEqual([
      ["Revised Outputs", 6554, 13],
      ["Mapper", 6554, 18],
    ]);
    expect(plan.findings).toEqual([]);
    expect([...problems, ...prepared.problems].filter(({ severity }) => severity !== "note")).toEqual([]);
    expect(compared(plan, file, "Revised_Outputs", "CCG21", 4)).toEqual({ cells: 6554, wrong: [] });
    expect(compared(plan, file, "Revised_Outputs", "PCN_Oct21", 5)).toEqual({ cells: 6554, wrong: [] });
    const again = bringIn(file, plan);
    expect(again.plan.supportingTables.map(({ name, rows }) => [name, rows.length])).toEqual([
      ["Revised_Outputs", 6554],
      ["Mapper", 6554],
    ]);
    expect(again.plan.practiceColumns).toEqual(plan.practiceColumns);
    expect(again.plan.practiceInputs).toEqual(plan.practiceInputs);
    expect(compared(again.plan, file, "Revised_Outputs", "PCN_Oct21", 5)).toEqual({ cells: 6554, wrong: [] });
  });

  test("the same sheet as the practices: the lookups are columns of Practices, and live", async () => {
    const file = await open();
    const { plan, prepared } = bringIn(file, emptyPlan("Run 9"), "Revised Outputs");
    const ofPractices = (formula: string) => formula.replace("[@Practice]", "[@[Practice code]]");
    expect(prepared.formulas).toEqual([
      { table: "Practices", column: "CCG21", formula: ofPractices(CCG) },
      { table: "Practices", column: "PCN_Oct21", formula: ofPractices(PCN) },
    ]);
    expect(plan.supportingTables.map(({ name }) => name)).toEqual(["Mapper"]);
    expect(compared(plan, file, "Practices", "CCG21", 4)).toEqual({ cells: 6554, wrong: [] });
    const code = plan.practices[100] ?? "";
    const moved = must(
      applyCommand(plan, { type: "setInput", table: "Mapper", row: code, column: "CCG21", value: "99Z" }),
    ).plan;
    const figures = new PlanCalculation(moved).table("Practices", plan.options[0]?.id ?? "");
    expect(figures.value(100, "CCG21")).toBe("99Z");
  });

  test.skipIf(noOffice !== null)(
    "goes out again as a workbook in which LibreOffice calculates every cell the same",
    async () => {
      const { plan } = bringIn(await open(), emptyPlan("Run 9"));
      const { bytes, problems } = writeWorkbook(plan, new PlanCalculation(plan));
      expect(problems).toEqual([]);
      expect(workbookFaults(bytes)).toEqual([]);
      const out = join(folder, "run9.xlsx");
      writeFileSync(out, bytes);
      const ours = readXlsxBack(bytes);
      const differences = cellDifferences(ours, readXlsxBack(await recalculate(out)));
      expect({ count: differences.length, first: differences.slice(0, 5) }).toEqual({ count: 0, first: [] });
      expect(cellCount(ours)).toBeGreaterThan(250_000);
    },
    300_000,
  );
});
