// The plan inside its workbook: whatever a plan holds, the cells give it back; whatever happened to the cells is noticed;
// and a workbook made from the plan that came out of a workbook is the same workbook.

import fc from "fast-check";
import { expect, test } from "vitest";
import {
  embeddedPlan,
  isEmbeddedPlan,
  readEmbeddedPlan,
} from "../../../../renderer/excel/write/embeddedPlan.ts";
import { writeWorkbook } from "../../../../renderer/excel/write/workbook.ts";
import { starterCommands } from "../../../../renderer/funding/starterColumns.ts";
import { PlanCalculation } from "../../../../renderer/plan/calculation.ts";
import type { Plan } from "../../../../renderer/plan/plan.ts";
import { samplePlan } from "../../../../renderer/plan/samplePlan.ts";
import { readXlsxBack } from "../../../support/readXlsxBack.ts";
import { richPlan } from "./richPlan.ts";
import { smallPlan } from "./smallPlan.ts";

function must(plan: Plan): Plan {
  const read = readEmbeddedPlan(embeddedPlan(plan));
  if (!read.ok) throw new Error(read.problem.message);
  return read.value.plan;
}

const sample = samplePlan(starterCommands);
/** An empty text is not a value that a plan keeps. */
const sound: Plan = {
  ...smallPlan,
  practiceInputs: {
    ...smallPlan.practiceInputs,
    name: (smallPlan.practiceInputs.name ?? []).map((value) => (value === "" ? null : value)),
  },
};

test.each<[string, Plan]>([
  ["the sample plan", sample],
  ["a plan with everything", richPlan()],
  ["awkward names", sound],
])("%s comes back as it was", (_, plan) => {
  expect(must(plan)).toEqual(plan);
});

test("every cell is short printable ASCII that no spreadsheet takes for a formula", () => {
  const cells = embeddedPlan({ ...sample, title: `${"£ é 𝕏 _x0041_  ".repeat(9_000)}` });
  expect(cells.length).toBeGreaterThan(5);
  for (const cell of cells) {
    expect(cell.length).toBeLessThanOrEqual(32_000);
    expect(cell).toMatch(/^[\dC][\x20-\x7e]*$/);
    expect(cell).not.toMatch(/_x|\s\s|\s$|^\d+:\s/);
  }
});

test("any text survives", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
      expect(must({ ...sound, title }).title).toBe(title);
    }),
    { seed: 20_260_203, numRuns: 300 },
  );
});

test.each<[string, (cells: string[]) => unknown[]]>([
  [
    "a cell changed",
    (cells) => cells.map((cell, at) => (at === 1 ? cell.replace("Sample", "Simple") : cell)),
  ],
  ["a cell lost", (cells) => cells.filter((_, at) => at !== 1)],
  ["a cell emptied", (cells) => cells.map((cell, at) => (at === 2 ? null : cell))],
  [
    "a later layout",
    (cells) => cells.map((cell, at) => (at === 0 ? cell.replace("layout 1", "layout 2") : cell)),
  ],
  ["something else", () => ["Hello"]],
  ["nothing", () => []],
])("%s is noticed", (_, change) => {
  const cells = embeddedPlan(sample);
  expect(isEmbeddedPlan(cells[0])).toBe(true);
  expect(cells.length).toBeGreaterThan(2);
  const read = readEmbeddedPlan(change([...cells]));
  expect(read.ok).toBe(false);
  if (!read.ok) expect(read.problem.code).toBe("embedded-plan-unreadable");
});

test.each<[string, Plan]>([
  ["the sample plan", sample],
  ["a plan with everything", richPlan()],
])("export, import, export of %s gives the same bytes", (_, plan) => {
  const first = writeWorkbook(plan, new PlanCalculation(plan), { savedAt: "2026-02-03T04:05:06Z" });
  const sheet = readXlsxBack(first.bytes).sheets.find(({ name }) => name === "Catchment plan");
  const cells = [...(sheet?.cells.values() ?? [])].map(({ value }) => value);
  const read = readEmbeddedPlan(cells);
  if (!read.ok) throw new Error(read.problem.message);
  const again = writeWorkbook(read.value.plan, new PlanCalculation(read.value.plan), {
    savedAt: "2026-02-03T04:05:06Z",
  });
  expect(Buffer.from(again.bytes).equals(Buffer.from(first.bytes))).toBe(true);
});
