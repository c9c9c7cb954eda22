// The workbook under a judge as strict as Excel (tests/support/validWorkbook.ts): small and awkward, the sample, one with
// everything in it, and a large one. And the judge itself: it must see what it is there to see.

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { writeWorkbook } from "../../../../renderer/excel/write/workbook.ts";
import { starterCommands } from "../../../../renderer/funding/starterColumns.ts";
import { PlanCalculation } from "../../../../renderer/plan/calculation.ts";
import { emptyPlan } from "../../../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../../../renderer/plan/plan.ts";
import { samplePlan } from "../../../../renderer/plan/samplePlan.ts";
import { workbookFaults } from "../../../support/validWorkbook.ts";
import { richPlan } from "./richPlan.ts";
import { smallPlan } from "./smallPlan.ts";

function write(plan: Plan): Uint8Array {
  const { bytes, problems } = writeWorkbook(plan, new PlanCalculation(plan));
  expect(problems).toEqual([]);
  return bytes;
}

/** 20,000 practices, 24 input and 6 formula columns, one of them overridden in 1,500 cells, so with as many notes. */
function largePlan(): Plan {
  const practices = Array.from({ length: 20_000 }, (_, at) => `Z${String(at).padStart(5, "0")}`);
  const inputs = Array.from({ length: 24 }, (_, at) => ({
    id: `i${at}`,
    name: `Figure ${at}`,
    kind: "input" as const,
    type: at % 6 === 5 ? ("text" as const) : ("number" as const),
    format: at % 6 === 5 ? "@" : "#,##0",
    note: `The figure ${at}.`,
  }));
  const formulas = Array.from({ length: 6 }, (_, at) => ({
    id: `f${at}`,
    name: `Result ${at}`,
    kind: "formula" as const,
    formula: `=[@[Figure ${at}]]*${at + 1}`,
    format: "£#,##0",
    note: "",
  }));
  return {
    ...emptyPlan("Large"),
    practices,
    practiceColumns: [...inputs, ...formulas],
    practiceInputs: Object.fromEntries(
      inputs.map(({ id, type }, column) => [
        id,
        practices.map((_, row) => (type === "text" ? `text ${row % 100}` : row * column)),
      ]),
    ),
    keyedInputs: { f0: Object.fromEntries(practices.slice(0, 1_500).map((code) => [code, 1])) },
    options: emptyPlan("Large").options.map((option) => ({
      ...option,
      membership: practices.map(() => null),
    })),
  };
}

describe("nothing that Excel would repair", () => {
  test.each<[string, () => Plan]>([
    ["a plan of six practices with awkward names", () => smallPlan],
    ["an empty plan", () => emptyPlan("Nothing yet")],
    ["the sample plan", () => samplePlan(starterCommands)],
    ["a plan with everything", richPlan],
    ["20,000 practices, 1,500 notes", largePlan],
  ])("%s", (_, make) => {
    expect(workbookFaults(write(make()))).toEqual([]);
  });
});

describe("the judge sees", () => {
  const good = write(richPlan());

  function spoilt(path: string, from: string | RegExp, to: string): string[] {
    const parts = unzipSync(good);
    const text = strFromU8(parts[path] as Uint8Array);
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    return workbookFaults(zipSync({ ...parts, [path]: strToU8(changed) }));
  }

  const SHEET = "xl/worksheets/sheet5.xml";
  test.each<[string, string, string | RegExp, string]>([
    [
      "elements out of order",
      SHEET,
      /(<dataValidations[\s\S]*<\/dataValidations>)(<pageMargins[^>]*>)/,
      "$2$1",
    ],
    ["a column that is not its heading", "xl/tables/table3.xml", 'name="List size"', 'name="List sizes"'],
    ["a table wider than its columns", "xl/tables/table3.xml", /ref="A1:K(\d+)"/, 'ref="A1:L$1"'],
    ["a formula without a value", SHEET, /<\/f><v>[^<]*<\/v>/, "</f>"],
    ["a format that is not there", SHEET, / s="\d+"/, ' s="999"'],
    ["a list too long", SHEET, /<formula1>&quot;[^<]*</, `<formula1>&quot;${"x".repeat(300)}&quot;<`],
    ["a list on no sheet", SHEET, "'Lists'!", "'List'!"],
    ["a note without its box", "xl/comments4.xml", /<comment [\s\S]*?<\/comment>/, ""],
    ["a text that is not counted", "xl/sharedStrings.xml", /uniqueCount="\d+"/, 'uniqueCount="1"'],
    ["a relationship that leads nowhere", "xl/worksheets/_rels/sheet5.xml.rels", "table3.xml", "table99.xml"],
    ["a name that is a cell", "xl/workbook.xml", 'name="Lump_sum"', 'name="LS1"'],
    ["a total its column does not state", "xl/tables/table3.xml", ' totalsRowFunction="sum"', ""],
    [
      "a part that is not declared",
      "[Content_Types].xml",
      /<Override PartName="\/xl\/comments1.xml"[^>]*>/,
      "",
    ],
  ])("%s", (_, path, from, to) => {
    expect(spoilt(path, from, to).length).toBeGreaterThan(0);
  });
});
