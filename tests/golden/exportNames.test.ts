// Names as people really type them (brackets, quotes, ampersands, line breaks, 250 characters) in levels, groups, columns,
// options and texts of the sample plan: LibreOffice must read them all, and every figure must still be found. Left out
// are names that look like numbers or errors ("007", "#N/A"): as criteria of SUMIFS Excel takes them for what they look
// like, LibreOffice for texts.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { starterCommands } from "../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../renderer/plan/apply.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import type { Command } from "../../renderer/plan/commands/command.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import { samplePlan } from "../../renderer/plan/samplePlan.ts";
import { libreOfficeMissing, recalculate } from "../support/libreOffice.ts";
import { cellCount, cellDifferences, readXlsxBack } from "../support/readXlsxBack.ts";

const folder = mkdtempSync(join(tmpdir(), "catchment-names-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noOffice = libreOfficeMissing();
if (noOffice !== null) console.log(`Skipped: ${noOffice}.`);

const GROUPS = [
  "No 7",
  "7 th",
  "x100",
  "TRUE north",
  "N/A #",
  "It's a 'place'",
  '£5 "x" & <y>',
  "Zoë – Ünï",
  "x".repeat(250),
  "a,b;c:d",
  "[br]acket#1",
  "@home",
];

const LEVEL = "Place [new]: '24 #1 @";
const PLURAL = "Places & 'neighbourhoods'";
const NOTES = "Notes\nline";

function edits(plan: Plan): readonly Command[] {
  const lowest = plan.levels[0]?.id;
  const groups = plan.options[0]?.groups.filter((group) => group.levelId === lowest) ?? [];
  const [first, second, third] = plan.practices as [string, string, string];
  const note = (row: string, value: string): Command => ({
    type: "setInput",
    table: "Practices",
    row,
    column: NOTES,
    value,
  });
  return [
    ...groups.slice(0, GROUPS.length).map(
      (group, index): Command => ({
        type: "renameGroup",
        level: "Place",
        group: group.name,
        newName: GROUPS[index] as string,
      }),
    ),
    { type: "renameLevel", level: "Place", newName: LEVEL, newPlural: PLURAL },
    { type: "addColumn", table: PLURAL, column: { name: "Target; it's", type: "number" } },
    { type: "addColumn", table: "Practices", column: { name: NOTES, type: "text" } },
    note(first, "'quoted"),
    note(second, "-1+2"),
    note(third, "=00012"),
    { type: "setInput", table: PLURAL, row: "It's a 'place'", column: "Target; it's", value: 5 },
    { type: "setInput", table: PLURAL, row: "Unassigned", column: "Target; it's", value: 7 },
    { type: "addOption", name: "copy of 'all' [1]" },
    {
      type: "addColumn",
      table: "Practices",
      column: { name: "Label", formula: `=[@[${NOTES}]]&"|"&[@[Place '[new']: ''24 '#1 '@]]` },
    },
  ];
}

test.skipIf(noOffice !== null)("names with every special character keep every figure", async () => {
  const sample = samplePlan(starterCommands);
  const plan = edits(sample).reduce((at, command) => {
    const applied = applyCommand(at, command);
    if (!applied.ok) throw new Error(applied.problem.message);
    return applied.value.plan;
  }, sample);
  const { bytes, problems } = writeWorkbook(plan, new PlanCalculation(plan));
  expect(problems).toEqual([]);
  const path = join(folder, "names.xlsx");
  writeFileSync(path, bytes);
  const ours = readXlsxBack(bytes);
  expect(cellDifferences(ours, readXlsxBack(await recalculate(path)))).toEqual([]);
  expect(cellCount(ours)).toBeGreaterThan(10_000);
  const labels = [...(ours.sheets.find((sheet) => sheet.name === "Practices")?.cells.values() ?? [])];
  expect(labels.some((cell) => cell.formula !== null && String(cell.value).startsWith("'quoted|"))).toBe(
    true,
  );
});
