// A hand-written plan with awkward names goes out as a workbook, and two other programs judge it: LibreOffice
// recalculates every cell, openpyxl opens it and sees the tables. The figures were worked out by hand-written JavaScript.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { writeWorkbook } from "../../renderer/excel/write/workbook.ts";
import { libreOfficeMissing, recalculate } from "../support/libreOffice.ts";
import { changeCells, openpyxlMissing, runPython } from "../support/openpyxl.ts";
import { cellCount, cellDifferences, readXlsxBack } from "../support/readXlsxBack.ts";
import { calculateByHand, smallPlan } from "../unit/excel/write/smallPlan.ts";

const folder = mkdtempSync(join(tmpdir(), "catchment-export-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noOffice = libreOfficeMissing();
const noPython = openpyxlMissing();
if (noOffice !== null) console.log(`Skipped: ${noOffice}.`);
if (noPython !== null) console.log(`Skipped: ${noPython}.`);

const { bytes } = writeWorkbook(smallPlan, calculateByHand(smallPlan));
const path = join(folder, "small.xlsx");
writeFileSync(path, bytes);

describe.skipIf(noOffice !== null)("LibreOffice", () => {
  test("recalculates every cell to the value in the file", async () => {
    const ours = readXlsxBack(bytes);
    const theirs = readXlsxBack(await recalculate(path));
    expect(cellDifferences(ours, theirs)).toEqual([]);
    expect(cellCount(ours)).toBeGreaterThan(300);
  });

  test.skipIf(noPython !== null)(
    "an assumption and an input changed in the workbook move every option",
    async () => {
      const changed = join(folder, "changed.xlsx");
      changeCells(path, changed, [
        { sheet: "Assumptions", cell: "B2", value: 30 },
        { sheet: "Practices", cell: "E2", value: 6000 },
      ]);
      const plan = {
        ...smallPlan,
        assumptions: smallPlan.assumptions.map((each, index) =>
          index === 0 ? { ...each, value: 30 } : each,
        ),
        practiceInputs: { ...smallPlan.practiceInputs, list: [6000, 7500.5, 0, 12_000, null, 1e-7] },
      };
      const expected = readXlsxBack(writeWorkbook(plan, calculateByHand(plan)).bytes);
      const differences = cellDifferences(expected, readXlsxBack(await recalculate(changed)));
      // The plan inside stays the one that was exported: that is how edits are found.
      expect(differences.filter(({ sheet }) => sheet !== "Catchment plan")).toEqual([]);
    },
  );
});

describe.skipIf(noOffice !== null || noPython !== null)("sorting", () => {
  test("the base's practices in another order leave every option's figures with their practices", async () => {
    const sorted = join(folder, "sorted.xlsx");
    runPython(
      `book = openpyxl.load_workbook(given["from"])
sheet = book["Practices"]
last = sheet.max_row - sheet.tables["Practices"].totalsRowCount
rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=2, max_row=last)]
for index, row in enumerate(reversed(rows)):
    for column, (value, kind) in enumerate(row):
        cell = sheet.cell(index + 2, column + 1)
        cell.value = value
        cell.data_type = kind
book.save(given["to"])`,
      { from: path, to: sorted },
    );
    const isOption = (name: string) => name.includes("(") || name === "Options" || name === "Places";
    const isHelper = (formula: string | null) => formula?.startsWith("MATCH(") ?? false;
    const differences = cellDifferences(readXlsxBack(bytes), readXlsxBack(await recalculate(sorted)));
    const figures = differences.filter(({ sheet, formula }) => isOption(sheet) && !isHelper(formula));
    expect(figures).toEqual([]);
    expect(differences.filter(({ formula }) => isHelper(formula)).length).toBeGreaterThan(5);
  });
});

describe.skipIf(noPython !== null)("openpyxl", () => {
  test("opens the workbook and sees every table over its own columns", () => {
    const tables = runPython(
      `book = openpyxl.load_workbook(given["path"])
found = []
for sheet in book.worksheets:
    for table in sheet.tables.values():
        rows = list(sheet[table.ref])
        found.append([sheet.title, table.name, [openpyxl.utils.escape.unescape(c.name) for c in table.tableColumns] == [c.value for c in rows[0]], table.ref == sheet.dimensions])
print(json.dumps(found))`,
      { path },
    ) as [string, string, boolean, boolean][];
    expect(tables.map(([sheet, table]) => [sheet, table])).toEqual([
      ["Assumptions", "Assumptions"],
      ["Options", "Options"],
      ["Practices", "Practices"],
      ["Places", "Places"],
      ["ICBs", "ICBs"],
      ["Practices (North South a very)", "Practices_North_South_a_very_long_name_for_an_option_of_grouping"],
      ["Places (North South a very lon)", "Places_North_South_a_very_long_name_for_an_option_of_grouping"],
      ["ICBs (North South a very long)", "ICBs_North_South_a_very_long_name_for_an_option_of_grouping"],
      [
        "Practices (North South a ver 2)",
        "Practices_North_South_a_very_long_name_for_an_option_of_grouping_2",
      ],
      ["Places (North South a very l 2)", "Places_North_South_a_very_long_name_for_an_option_of_grouping_2"],
      ["ICBs (North South a very lon 2)", "ICBs_North_South_a_very_long_name_for_an_option_of_grouping_2"],
    ]);
    expect(tables.filter(([, , columns, range]) => !columns || !range)).toEqual([]);
  });
});
