// The risk tables and columns leave in the workbook as live formulas: LibreOffice works all of them out from scratch and
// must agree with our engine in every cell, in every option, also with several service lines, a pool in force and the
// results of a simulation kept as columns.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { starterCommands } from "../../renderer/funding/starterColumns.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import { samplePlan } from "../../renderer/plan/samplePlan.ts";
import { recordCommand } from "../../renderer/pooling/plan/recordCommand.ts";
import { libreOfficeMissing, recalculate } from "../support/libreOffice.ts";
import { planAfter } from "../support/planBuilder.ts";
import { cellCount, cellDifferences, readXlsxBack } from "../support/readXlsxBack.ts";
import { workbookFaults } from "../support/validWorkbook.ts";
import { modelOf, run, withRisk } from "../unit/pooling/plan/riskPlans.ts";

const folder = mkdtempSync(join(tmpdir(), "catchment-risk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noOffice = libreOfficeMissing();
if (noOffice !== null) console.log(`Skipped: ${noOffice}.`);

const line = (row: string, column: string, value: number, option?: string) => ({
  type: "setInput" as const,
  table: "Service lines",
  row,
  column,
  value,
  ...(option === undefined ? {} : { option }),
});

async function riskPlan() {
  const [, second] = samplePlan(starterCommands).options;
  const plan = planAfter(
    withRisk(samplePlan(starterCommands)),
    line("Whole budget", "Share of budget", 0.5),
    line("Whole budget", "Common shock", 0.01),
    line("Hospital care", "Share of budget", 0.45),
    line("Hospital care", "Dependence between groups", 0.2),
    line("Hospital care", "Common shock", 0.02),
    line("Mental health", "Share of budget", 0.05),
    line("Whole budget", "Bias", 0.01, second?.name),
    { type: "setAssumption", name: "Dependence_between_lines", value: 0.5 },
    { type: "setInput", table: "Pools", row: "1 % of budgets set aside", column: "In force", value: "Yes" },
  );
  const { words, fingerprint } = modelOf(plan);
  const parts = await run(plan, { trials: 200 });
  return planAfter(
    plan,
    recordCommand(plan, parts, { model: words, fingerprint, seed: 1, trials: 200, date: "2026-03-31" }),
  );
}

test.skipIf(noOffice !== null)("every risk column is what LibreOffice calculates", async () => {
  const plan = await riskPlan();
  const { bytes, problems } = writeWorkbook(plan, new PlanCalculation(plan));
  expect(problems).toEqual([]);
  expect(workbookFaults(bytes)).toEqual([]);
  const ours = readXlsxBack(bytes);
  const path = join(folder, "risk.xlsx");
  writeFileSync(path, bytes);
  const differences = cellDifferences(ours, readXlsxBack(await recalculate(path)));
  expect({ count: differences.length, first: differences.slice(0, 5) }).toEqual({ count: 0, first: [] });
  expect(cellCount(ours)).toBeGreaterThan(8_000);
});
