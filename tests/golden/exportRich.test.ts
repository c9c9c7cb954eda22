// A plan with everything in it goes out, and other programs judge it: LibreOffice recalculates every cell of every sheet
// (comparison, totals, findings, supporting tables of two options), openpyxl sees tables, drop-downs, notes and names, and
// after either has saved the workbook again the plan inside and the notes are still whole.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8 } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { readEmbeddedPlan } from "../../renderer/excel/write/embeddedPlan.ts";
import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { PlanCalculation } from "../../renderer/plan/calculation.ts";
import { libreOfficeMissing, recalculate } from "../support/libreOffice.ts";
import { changeCells, openpyxlMissing, runPython } from "../support/openpyxl.ts";
import { cellCount, cellDifferences, type ReadWorkbook, readXlsxBack } from "../support/readXlsxBack.ts";
import { workbookFaults } from "../support/validWorkbook.ts";
import { richPlan, TWO } from "../unit/excel/write/richPlan.ts";

const folder = mkdtempSync(join(tmpdir(), "catchment-rich-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noOffice = libreOfficeMissing();
const noPython = openpyxlMissing();
if (noOffice !== null) console.log(`Skipped: ${noOffice}.`);
if (noPython !== null) console.log(`Skipped: ${noPython}.`);

const plan = richPlan();
const { bytes, problems } = writeWorkbook(plan, new PlanCalculation(plan));
const ours = readXlsxBack(bytes);
const path = join(folder, "rich.xlsx");
writeFileSync(path, bytes);

function sheet(book: ReadWorkbook, name: string) {
  const found = book.sheets.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no sheet ${name}`);
  return found.cells;
}

function planInside(book: ReadWorkbook) {
  const cells = [...sheet(book, "Catchment plan").values()].map(({ value }) => value);
  const read = readEmbeddedPlan(cells);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value.plan;
}

/** Texts of all notes, over all parts that hold notes. */
function notes(book: ReadWorkbook): string[] {
  return Object.entries(book.parts)
    .filter(([part]) => /comment[^/]*\.xml$/.test(part))
    .flatMap(([, part]) => [...strFromU8(part).matchAll(/<comment [\s\S]*?<\/comment>/g)])
    .map(([comment]) =>
      [...comment.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)].map(([, text]) => text).join(""),
    );
}

test("the workbook is sound", () => {
  expect(problems).toEqual([]);
  expect(workbookFaults(bytes)).toEqual([]);
});

test("findings, overrides and supporting tables hold what the plan says", () => {
  const findings = sheet(ours, "Findings");
  expect([findings.get("D2")?.value, findings.get("E2")?.value, findings.get("F2")?.value]).toEqual([
    123,
    (plan.practiceInputs[
      plan.practiceColumns.find(({ name }) => name === "List size")?.id ?? ""
    ]?.[2] as number) * 2,
    123 -
      (plan.practiceInputs[
        plan.practiceColumns.find(({ name }) => name === "List size")?.id ?? ""
      ]?.[2] as number) *
        2,
  ]);
  expect(findings.get("F5")?.formula).toBe("SUBTOTAL(109,Findings[Difference in £])");
  expect(sheet(ours, "Posts").get("D4")).toMatchObject({ value: 100_000, formula: null });
  expect(sheet(ours, "Posts").get("D2")).toMatchObject({ value: 40_000 });
  const two = sheet(ours, `Posts (${TWO})`);
  expect(two.get("B3")).toMatchObject({ value: 150_000, formula: null });
  expect(two.get("B2")?.formula).toMatch(/^INDEX\(Posts\[Salary\]/);
  expect(two.get("D4")?.formula).toMatch(/^INDEX\(Posts\[Cost\]/);
  expect(ours.sheets.map(({ name }) => name).filter((name) => name.startsWith("Bands"))).toEqual(["Bands"]);
});

describe.skipIf(noOffice !== null)("LibreOffice", () => {
  test("calculates every cell as we do, and keeps the plan inside and the notes", async () => {
    const theirs = readXlsxBack(await recalculate(path));
    const differences = cellDifferences(ours, theirs);
    expect({ count: differences.length, first: differences.slice(0, 5) }).toEqual({ count: 0, first: [] });
    expect(cellCount(ours)).toBeGreaterThan(8_000);
    expect(planInside(theirs)).toEqual(plan);
    expect(notes(theirs).length).toBe(notes(ours).length);
    expect(notes(ours).length).toBeGreaterThan(200);
  });

  test.skipIf(noPython !== null)("the comparison follows the option that is chosen", async () => {
    const chosen = join(folder, "chosen.xlsx");
    changeCells(path, chosen, [{ sheet: "Comparison", cell: "B2", value: TWO }]);
    const cells = sheet(readXlsxBack(await recalculate(chosen)), "Comparison");
    const row = [...cells].find(
      ([address, { value }]) => /^A\d+$/.test(address) && value === "Allowance of CCGs",
    )?.[0];
    const at = (letter: string) => Number(cells.get(`${letter}${row?.slice(1)}`)?.value);
    expect(at("E")).toBeCloseTo(at("B") - at("C"), 6);
    expect(at("F")).toBe(0);
    expect(at("E")).toBeGreaterThan(1_000_000);
    expect(at("H")).toBeCloseTo((at("B") - at("C")) / at("C"), 9);
  });
});

describe.skipIf(noPython !== null)("openpyxl", () => {
  test("opens it without a warning and sees tables, drop-downs, notes, conditional formats and names", () => {
    const seen = runPython(
      `import warnings
warnings.simplefilter("error")
book = openpyxl.load_workbook(given["path"])
practices = book["Practices"]
print(json.dumps({
  "states": {s.title: s.sheet_state for s in book.worksheets if s.sheet_state != "visible"},
  "totals": {c.name: [c.totalsRowFunction, c.totalsRowLabel] for c in practices.tables["Practices"].tableColumns},
  "lists": {str(v.sqref): v.formula1 for v in practices.data_validations.dataValidation if v.type == "list"},
  "note": practices["E1"].comment.text,
  "typed": practices["G4"].comment.text,
  "rules": sum(len(r.rules) for r in practices.conditional_formatting),
  "name": [book.defined_names["Lump_sum"].attr_text, book.defined_names["Lump_sum"].comment],
  "assumption": book["Assumptions"]["B2"].comment.text,
  "rule": [v.formula1 for v in book["Assumptions"].data_validations.dataValidation if "B2" in str(v.sqref)],
  "print": [practices.page_setup.orientation, practices.page_setup.fitToHeight, practices.sheet_properties.pageSetUpPr.fitToPage, practices.print_title_rows, practices.oddHeader.left.text, practices.oddFooter.right.text],
  "properties": [book.properties.title, book.properties.creator, book.properties.lastModifiedBy],
}))`,
      { path },
    );
    expect(seen).toMatchObject({
      states: { Lists: "hidden", "Catchment plan": "veryHidden" },
      totals: { "Practice code": [null, "Total"], "List size": ["sum", null], "Large enough": [null, null] },
      lists: {
        "C2:C241": "'Places'!$A$2:$A$16",
        "H2:H241": '"GMS,PMS,APMS"',
        "I2:I241": "'Lists'!$A$2:$A$31",
      },
      note: "Registered patients, drawn at random.",
      name: ["'Assumptions'!$B$4", expect.stringContaining("£ per body per year. Source: Proposal")],
      assumption: expect.stringContaining("Unit: per head, or lump sum + per head"),
      rule: ['"per head,lump sum + per head"'],
      print: ["landscape", "0", true, "$1:$1", "Sample plan", "Page &P of &N"].map((each) =>
        each === "0" ? expect.anything() : each,
      ),
      properties: ["Sample plan", "Catchment", null],
    });
    expect((seen as { typed: string }).typed).toMatch(
      /^Typed in place of the column's formula, which gives £/,
    );
    expect((seen as { rules: number }).rules).toBeGreaterThan(3);
  });

  test("saves it with the plan inside, the notes and the tables", () => {
    const saved = join(folder, "saved.xlsx");
    changeCells(path, saved, [{ sheet: "Practices", cell: "E2", value: 1 }]);
    const theirs = readXlsxBack(new Uint8Array(readFileSync(saved)));
    expect(planInside(theirs)).toEqual(plan);
    expect(notes(theirs).length).toBe(notes(ours).length);
    expect(theirs.sheets.flatMap(({ tables }) => tables.map(({ name, ref }) => `${name} ${ref}`))).toEqual(
      ours.sheets.flatMap(({ tables }) => tables.map(({ name, ref }) => `${name} ${ref}`)),
    );
  });
});
