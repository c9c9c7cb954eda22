// The sample plans go out as workbooks, and LibreOffice works every formula out from scratch: posts, shared costs, break-evens,
// rules and risk must come out as in the plan, in every option. So must a plan with one allowance preset of each form.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { presetCommands } from "../../renderer/funding/applyPreset.ts";
import { ruleCommands } from "../../renderer/funding/ruleCatalogue.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import type { Plan } from "../../renderer/plan/plan.ts";
import { SAMPLES } from "../../renderer/samples/samples.ts";
import { libreOfficeMissing, recalculate } from "../support/libreOffice.ts";
import { planAfter } from "../support/planBuilder.ts";
import { cellCount, cellDifferences, readXlsxBack } from "../support/readXlsxBack.ts";
import { workbookFaults } from "../support/validWorkbook.ts";
import { costedPlan, must } from "../unit/funding/fundingPlans.ts";

const folder = mkdtempSync(join(tmpdir(), "catchment-samples-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noOffice = libreOfficeMissing();
if (noOffice !== null) console.log(`Skipped: ${noOffice}.`);

/** Allowance and break-even under every form, each in an option of its own, with sharing, exceptions and rules. */
function everyForm(): Plan {
  const start = costedPlan(
    [
      { name: "Ash", size: 60_000, weighted: 66_000 },
      { name: "Beech", size: 110_000, weighted: 101_000 },
      { name: "Cedar", size: 230_000, weighted: 228_000 },
      { name: "Dogwood", size: 40_000, weighted: 44_000 },
    ],
    {
      type: "addRows",
      table: "Providers",
      rows: [
        {
          Provider: "Outside",
          Function: "Every function",
          "In the area": "No",
          "Price per head": 3.2,
          "Lump sum per body": 25_000,
        },
      ],
    },
    {
      type: "addRows",
      table: "Functions",
      rows: [
        { Function: "Contracts", "Done by": "In-house", "In-house lump sum": 90_000, "In-house per head": 4 },
      ],
    },
    {
      type: "addRows",
      table: "Function_arrangements",
      rows: [
        { Function: "Contracts", Group: "Cedar", "Done by": "Commissioning support", Provider: "Outside" },
      ],
    },
    {
      type: "addRows",
      table: "Shared_posts",
      rows: [
        { Post: "Chief finance officer", Group: "Ash", Share: 0.7 },
        { Post: "Chief finance officer", Group: "Beech", Share: 0.3 },
      ],
    },
    {
      type: "addRows",
      table: "Other_costs",
      rows: [{ Cost: "Rent", Body: "Every body", Fixed: 40_000, "Per head": 0.4, "Per practice": 1_000 }],
    },
    {
      type: "setInputs",
      table: "CCGs",
      cells: [
        { row: "Ash", column: "Shares leadership with", value: "Trees" },
        { row: "Beech", column: "Shares leadership with", value: "Trees" },
        { row: "Dogwood", column: "Kind", value: "Delegated group" },
        { row: "Dogwood", column: "Part of body", value: "Cedar" },
        { row: "Dogwood", column: "Budget use delegated", value: "Yes" },
        { row: "Cedar", column: "Start date", value: 41_365 },
      ],
    },
  );
  const forms = [
    "CCG 2013/14: £25 a head",
    "Consortium proposal 2011: £1m + £20 a head",
    "PCN core 2024/25: £2.218 + £0.698 weighted",
    "Global sum, April 2025: £121.79",
    "£25 a head with your own floor and ceiling",
    "£1m + £20 below 200,000, £25 from there",
  ];
  const judged = ["affordable", "risk appetite", "smallest size", "everyone assigned"].reduce(
    (plan, rule) => planAfter(plan, must(ruleCommands(plan, rule, "CCG"))),
    start,
  );
  const formed = forms.reduce((plan, name, at) => {
    const option = `Form ${at + 1}`;
    const more = planAfter(plan, { type: "addOption", name: option });
    return planAfter(more, must(presetCommands(more, name, { option })));
  }, judged);
  return planAfter(formed, {
    type: "setAssumption",
    option: "Form 5",
    name: "Allowance_floor",
    value: 2_000_000,
  });
}

function judge(name: string, make: () => Plan): void {
  const plan = make();
  const { bytes, problems } = writeWorkbook(plan, new PlanCalculation(plan));
  const ours = readXlsxBack(bytes);

  test("goes out without a problem, and with nothing in it that Excel would repair", () => {
    expect(problems).toEqual([]);
    expect(workbookFaults(bytes)).toEqual([]);
  });

  test.skipIf(noOffice !== null)("every cell is what LibreOffice calculates", async () => {
    const path = join(folder, `${name}.xlsx`);
    writeFileSync(path, bytes);
    const differences = cellDifferences(ours, readXlsxBack(await recalculate(path)));
    expect({ count: differences.length, first: differences.slice(0, 5) }).toEqual({ count: 0, first: [] });
    expect(cellCount(ours)).toBeGreaterThan(1_000);
  });
}

for (const sample of SAMPLES.filter((each) => each.name !== "small"))
  describe(sample.title, () => judge(sample.name, sample.make));

describe("a plan with every form of allowance", () => judge("forms", everyForm));
