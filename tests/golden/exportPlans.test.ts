// The sample plan and real plans of England go out as workbooks. LibreOffice works every formula out from scratch and
// must agree with our engine in every cell; then one assumption and one list size are changed inside the workbook, as a
// person would, and every figure of every option must be what the plan gives after the same two commands.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { prepareImport } from "../../renderer/excel/import/prepareImport.ts";
import { recognise } from "../../renderer/excel/import/recognise.ts";
import { readFile } from "../../renderer/excel/read/readFile.ts";
import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { starterCommands, withStarterColumns } from "../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import type { Command } from "../../renderer/plan/commands/command.ts";
import { emptyPlan } from "../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import type { Result } from "../../renderer/plan/problem.ts";
import { samplePlan } from "../../renderer/plan/samplePlan.ts";
import { libreOfficeMissing, recalculate } from "../support/libreOffice.ts";
import { changeCells, openpyxlMissing } from "../support/openpyxl.ts";
import { cellCount, cellDifferences, type ReadWorkbook, readXlsxBack } from "../support/readXlsxBack.ts";
import { sharedPath } from "../support/sharedData.ts";
import { workbookFaults } from "../support/validWorkbook.ts";

const folder = mkdtempSync(join(tmpdir(), "catchment-export-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noOffice = libreOfficeMissing();
const noPython = openpyxlMissing();
if (noOffice !== null) console.log(`Skipped: ${noOffice}.`);
if (noPython !== null) console.log(`Skipped the edited workbooks: ${noPython}.`);

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function apply(plan: Plan, commands: readonly Command[]): Plan {
  return commands.reduce((at, command) => must(applyCommand(at, command)).plan, plan);
}

/** The real files of that name as one plan with the starter columns, or null where one is not there. */
async function importPlan(
  fileNames: readonly string[],
  levels: readonly { level: string; column: string }[],
): Promise<Plan | null> {
  let plan = emptyPlan("England");
  for (const name of fileNames) {
    const path = sharedPath("data", name);
    if (path === null) return null;
    const file = must(await readFile(new Uint8Array(readFileSync(path)), basename(path)));
    const { mapping } = recognise(file);
    if (mapping === null) throw new Error(`${name} is not recognised`);
    const isLast = name === fileNames.at(-1);
    const { command } = must(prepareImport(plan, file, mapping, isLast ? levels : []));
    plan = must(applyCommand(plan, must(withStarterColumns(plan, command)))).plan;
  }
  return plan;
}

/** A second option: a copy of the base, 12 practices moved, one assumption of its own. */
function withSecondOption(plan: Plan): Plan {
  const [level] = plan.levels;
  const [base] = plan.options;
  const target = base?.groups.find((group) => group.levelId === level?.id);
  if (level === undefined || target === undefined) throw new Error("the plan has no groups");
  return apply(plan, [
    { type: "addOption", name: "Twelve moved (draft: 1/2)" },
    {
      type: "movePractices",
      practices: plan.practices.filter((_, index) => index % 500 === 7).slice(0, 12),
      level: level.name,
      group: target.name,
      option: "Twelve moved (draft: 1/2)",
    },
    { type: "setAssumption", name: "Allowance_per_head", value: 18.76, option: "Twelve moved (draft: 1/2)" },
  ]);
}

function write(plan: Plan): Uint8Array {
  const { bytes, problems } = writeWorkbook(plan, new PlanCalculation(plan));
  expect(problems).toEqual([]);
  return bytes;
}

/** Address of the cell in a sheet whose first column holds `row` and whose first row holds `column`. */
function addressOf(book: ReadWorkbook, sheetName: string, row: string, column: string): string {
  const cells = [...(book.sheets.find((sheet) => sheet.name === sheetName)?.cells ?? [])];
  const heading = cells.find(([address, cell]) => /^[A-Z]+1$/.test(address) && cell.value === column)?.[0];
  const key = cells.find(([address, cell]) => /^A\d+$/.test(address) && cell.value === row)?.[0];
  if (heading === undefined || key === undefined) throw new Error(`no ${column} of ${row} on ${sheetName}`);
  return heading.replace("1", key.slice(1));
}

function judge(name: string, plan: Plan, leastCells: number): void {
  const bytes = write(plan);
  const ours = readXlsxBack(bytes);
  const path = join(folder, `${name}.xlsx`);
  writeFileSync(path, bytes);

  test("nothing in it that Excel would repair", () => {
    expect(workbookFaults(bytes)).toEqual([]);
  });

  test.skipIf(noOffice !== null)("every cell is what LibreOffice calculates", async () => {
    const differences = cellDifferences(ours, readXlsxBack(await recalculate(path)));
    expect({ count: differences.length, first: differences.slice(0, 5) }).toEqual({ count: 0, first: [] });
    expect(cellCount(ours)).toBeGreaterThan(leastCells);
  });

  test.skipIf(noOffice !== null || noPython !== null)(
    "edited in the workbook, every option moves as in the plan",
    async () => {
      const practice = plan.practices[3] as string;
      const edited = apply(plan, [
        { type: "setAssumption", name: "Allowance_per_head", value: 31.5 },
        { type: "setInput", table: "Practices", row: practice, column: "List size", value: 123_456 },
      ]);
      const changed = join(folder, `${name}-changed.xlsx`);
      const base = plan.options[0]?.name ?? "";
      changeCells(path, changed, [
        {
          sheet: "Assumptions",
          cell: addressOf(ours, "Assumptions", "Allowance_per_head", base),
          value: 31.5,
        },
        { sheet: "Practices", cell: addressOf(ours, "Practices", practice, "List size"), value: 123_456 },
      ]);
      const expected = readXlsxBack(write(edited));
      // The plan inside stays the one that was exported: that is how edits are found.
      const differences = cellDifferences(expected, readXlsxBack(await recalculate(changed))).filter(
        ({ sheet }) => sheet !== "Catchment plan",
      );
      expect({ count: differences.length, first: differences.slice(0, 5) }).toEqual({ count: 0, first: [] });
      expect(cellDifferences(expected, ours).length).toBeGreaterThan(10 * plan.options.length);
    },
  );
}

describe("the sample plan", () => {
  judge("sample", samplePlan(starterCommands), 5_000);
});

const REAL = [
  {
    name: "patients registered, 2021, by PCN and CCG",
    file: "registered",
    files: ["gp-reg-pat-prac-all-2021-01.csv", "gp-reg-pat-prac-map-2022-01.csv"],
    levels: [
      { level: "PCN", column: "PCN_NAME" },
      { level: "CCG", column: "CCG_NAME" },
    ],
    leastCells: 100_000,
  },
  {
    name: "weighted populations, 2024-25, by place and ICB",
    file: "weighted",
    files: ["weighted-populations-2024-25.csv"],
    levels: [
      { level: "Place", column: "LTLA21" },
      { level: "ICB", column: "ICS22name" },
    ],
    leastCells: 150_000,
  },
] as const;

for (const real of REAL) {
  const plan = await importPlan(real.files, real.levels);
  if (plan === null) console.log(`Skipped ${real.name}: the real files are not beside the checkout.`);
  describe.skipIf(plan === null)(real.name, () => {
    if (plan !== null) judge(real.file, withSecondOption(plan), real.leastCells);
  });
}
