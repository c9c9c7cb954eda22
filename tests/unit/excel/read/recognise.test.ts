import { describe, expect, it } from "vitest";
import { previewRows } from "../../../../renderer/excel/import/preview.ts";
import { recognise } from "../../../../renderer/excel/import/recognise.ts";
import type { Recognition } from "../../../../renderer/excel/import/recognition.ts";
import { readFile } from "../../../../renderer/excel/read/readFile.ts";
import type { ReadFile } from "../../../../renderer/excel/read/sourceFile.ts";
import {
  bytesOf,
  csv,
  epcnFile,
  epraccurFile,
  type ListEra,
  listFile,
  mapFile,
  PRACTICES,
  paymentsFile,
  sessionFile,
  splitListFile,
  weightedRows,
  workbook,
} from "../../../support/makeFiles.ts";

async function look(
  content: string | Uint8Array,
  name = "x.csv",
): Promise<{ file: ReadFile; known: Recognition }> {
  const read = await readFile(typeof content === "string" ? bytesOf(content) : content, name);
  if (!read.ok) throw new Error(read.problem.message);
  return { file: read.value, known: recognise(read.value) };
}

async function mapped(content: string | Uint8Array, name?: string) {
  const { file, known } = await look(content, name);
  if (known.mapping === null) throw new Error(`no mapping: ${known.problems[0]?.message}`);
  return { file, known, mapping: known.mapping };
}

const codes = (known: Recognition) => known.problems.map((problem) => problem.code);

describe("patients registered at a GP practice", () => {
  it.each<[ListEra, string, string]>([
    ["ccg", "01JAN2021", "2021-01-01"],
    ["ccg", "01-Apr-20", "2020-04-01"],
    ["ccg", "01Jan2022", "2022-01-01"],
    ["ccg", "01APR2021", "2021-04-01"],
    ["sub-icb-loc", "01SEP2023", "2023-09-01"],
    ["sub-icb-location", "2026-04-01", "2026-04-01"],
  ])("%s form dated %s", async (era, spelling, date) => {
    const { known, mapping, file } = await mapped(listFile(era, spelling));
    expect([known.kind, known.confidence, known.dataDate]).toEqual(["registered-patients", "certain", date]);
    expect([mapping.code, mapping.listSize, mapping.headerRow, mapping.firstDataRow]).toEqual([5, 9, 1, 2]);
    expect(mapping.groupColumns.map((column) => column.index)).toEqual([3, 4]);
    expect(mapping.columns.every((column) => !column.selected)).toBe(true);
    expect(previewRows(file, mapping, 1)).toMatchObject({
      dataRows: 12,
      keptRows: 12,
      rows: [{ row: 2, code: "A10001", listSize: "5903" }],
    });
    expect(codes(known)).toEqual([]);
  });

  it("counts only the totals of a file that also has splits by sex and age", async () => {
    const { known, mapping, file } = await mapped(splitListFile(true));
    expect(known.kind).toBe("registered-patients");
    expect(previewRows(file, mapping, 0)).toMatchObject({ dataRows: 37, keptRows: 12 });
  });

  it("refuses a file of split rows only and names the right one", async () => {
    const { known } = await look(splitListFile(false).replace(/.*,CCG,.*\r\n/, ""));
    expect(known.mapping).toBeNull();
    expect(codes(known)).toEqual(["split-rows-only"]);
    expect(known.problems[0]?.remedy).toContain("gp-reg-pat-prac-all.csv");
  });

  it("refuses the file by area of residence", async () => {
    const { known } = await look(
      csv([
        [
          "PUBLICATION",
          "EXTRACT_DATE",
          "PRACTICE_CODE",
          "PRACTICE_NAME",
          "LSOA_CODE",
          "SEX",
          "NUMBER_OF_PATIENTS",
        ],
        ["P", "01JAN2021", "A10001", "X", "E01000001", "ALL", 5],
      ]),
    );
    expect([known.kind, known.mapping]).toEqual(["registered-patients-by-area", null]);
  });

  it("does not mind order, case, blanks, extra columns and title rows", async () => {
    const { known, mapping } = await mapped(
      csv([
        ["List of practices"],
        [],
        ["number of  patients", "Extra", "Age", "SEX", "extract date", "Code"],
        [10, "x", "ALL", "ALL", "01JAN2021", "A10001"],
      ]),
    );
    expect(known.kind).toBe("registered-patients");
    expect([mapping.headerRow, mapping.code, mapping.listSize]).toEqual([3, 5, 0]);
  });
});

describe("the other known files", () => {
  it.each([2022, 2026] as const)("practice map of %d", async (era) => {
    const { known, mapping } = await mapped(mapFile(era));
    expect([known.kind, mapping.code, mapping.name, mapping.listSize]).toEqual([
      "practice-map",
      2,
      3,
      undefined,
    ]);
    expect(known.dataDate).toBe(era === 2022 ? "2022-01-01" : "2026-04-01");
    const pcn = mapping.groupColumns.find((column) => column.header === "PCN_NAME");
    expect(pcn).toMatchObject({
      distinct: 4,
      blank: 2,
      suggestedLevel: "PCN",
      examples: ["NORTH MOOR PCN", "SOUTH MOOR PCN", "BORDER PCN"],
    });
    const upper = era === 2022 ? "CCG_NAME" : "SUB_ICB_LOCATION_NAME";
    expect(mapping.groupColumns.some((column) => column.header === upper && column.distinct === 2)).toBe(
      true,
    );
  });

  it("epraccur: active GP practices, closed ones known", async () => {
    const { known, mapping, file } = await mapped(epraccurFile());
    expect([known.kind, mapping.headerRow, mapping.firstDataRow, mapping.code, mapping.name]).toEqual([
      "epraccur",
      null,
      1,
      0,
      1,
    ]);
    expect(previewRows(file, mapping, 0)).toMatchObject({ dataRows: 16, keptRows: 13 });
    expect(mapping.groupColumns.map((column) => column.name)).toContain("Commissioner");
  });

  it("weighted populations: the population stands in where Patients is blank", async () => {
    const { known, mapping } = await mapped(csv(weightedRows(false)));
    expect([known.kind, mapping.code, mapping.name, mapping.listSize]).toEqual([
      "weighted-populations",
      0,
      1,
      12,
    ]);
    expect(codes(known)).toEqual(["list-size-stand-in"]);
    expect(mapping.columns.filter((column) => column.selected).map((column) => column.name)).toEqual([
      "pop 2022/23",
      "G&A WP",
      "CS WP",
      "MH WP",
      "Mat WP",
      "Health Ineq WP",
      "Prescr WP",
      "Final WP",
    ]);
    expect(mapping.groupColumns.find((column) => column.header === "LTLA21")).toMatchObject({
      distinct: 3,
      suggestedLevel: "Place",
    });
    expect(mapping.groupColumns.some((column) => column.header === "PCN_Name")).toBe(false);
  });

  it("weighted populations as a workbook: the sheet with the most of them, headings tidied", async () => {
    const rows = weightedRows(true).map((row, index) =>
      index === 0 ? row.map((cell) => (cell === "Final WP" ? "Final WP " : cell)) : row,
    );
    const bytes = await workbook({
      Mapper: rows.map((row) => row.slice(0, 12)),
      "Revised Outputs": rows.map((row) => row.slice(12)),
      GP_wp: rows,
    });
    const { known, mapping } = await mapped(bytes, "wp.xlsx");
    expect([mapping.sheet, mapping.listSize, mapping.listSizeIsAverage]).toEqual(["GP_wp", 11, false]);
    expect(mapping.columns.some((column) => column.name === "Final WP" && column.selected)).toBe(true);
    expect(codes(known)).toEqual(["untidy-heading"]);
  });

  it.each([2022, 2023] as const)("NHS payments of %d", async (year) => {
    const { known, mapping } = await mapped(paymentsFile(year));
    expect([known.kind, mapping.code, mapping.name, mapping.listSize]).toEqual(["gp-payments", 5, 6, 10]);
    expect(
      mapping.columns.filter((column) => column.selected).map((column) => [column.name, column.format]),
    ).toEqual([
      ["Weighted list size", "#,##0"],
      ["Global Sum", "£#,##0"],
      ["Appraisal Costs", "£#,##0"],
      ["Other Payments", "£#,##0"],
      ["Total NHS Payments to General Practice", "£#,##0"],
      ["Deductions for Pensions, Levies and Prescription Charge Income", "£#,##0"],
      ["Total NHS Payments to General Practice Minus Deductions", "£#,##0"],
    ]);
    const pcn = mapping.groupColumns.find(
      (column) => column.name === (year === 2022 ? "PCN Name" : "PCN Name"),
    );
    expect(pcn).toMatchObject({ index: 4, distinct: 4, blank: 2, suggestedLevel: "PCN" });
    expect(mapping.columns.find((column) => column.name === "Practice Open Date")?.type).toBe("date");
  });

  it("ePCN: current memberships of the right sheet", async () => {
    const { known, mapping, file } = await mapped(await epcnFile(), "ePCN.xlsx");
    expect([known.kind, mapping.sheet, mapping.code]).toEqual(["epcn", "PCN Core Partner Details", 0]);
    expect(previewRows(file, mapping, 0)).toMatchObject({ dataRows: 11, keptRows: 9 });
    expect(mapping.columns.find((column) => column.header.includes("Start Date"))?.type).toBe("date");
    expect(codes(known)).toEqual(["untidy-heading"]);
  });

  it("a saved session of the Place Based Allocation Tool, in the order of its group list", async () => {
    const { known, mapping, file } = await mapped(sessionFile(), "session.json");
    expect([known.kind, mapping.code, mapping.name]).toEqual(["place-based-session", 0, 1]);
    expect(file.sheets[0]?.rows.at(1)).toEqual(["A10005", "ELM PRACTICE", "Middleton", "NHS Moor ICB"]);
    expect(mapping.groupColumns.map((column) => column.suggestedLevel)).toEqual(["Place", "ICB"]);
  });

  it("ICB allocations: no practices", async () => {
    const head = ["R23", "Region", "ICB23", "System Name", "2023/24 Recurrent\nallocation (£k)"];
    const { known } = await look(
      await workbook({
        "ICB Core": [["Allocations"], [], head, [], ["Y99", "North", "QZZ", "NHS Moor ICB", 1]],
      }),
      "a.xlsx",
    );
    expect([known.kind, known.mapping]).toEqual(["icb-allocations", null]);
    expect(codes(known)).toEqual(["no-practices"]);
  });
});

it("weighted populations beside the office's own list sizes", async () => {
  const [heading, ...rows] = weightedRows(true);
  const text = csv([(heading ?? []).map((each) => (each === "Patients" ? "List size" : each)), ...rows]);
  const { known, mapping } = await mapped(text);
  expect([known.kind, mapping.listSize, codes(known)]).toEqual(["weighted-populations", 11, []]);
});

it("a file of registered patients cut down to its headings is not taken for one of split lists", async () => {
  const { known } = await mapped(listFile().split(/\r?\n/)[0] ?? "");
  expect(codes(known)).toEqual([]);
});

describe("files nobody knows", () => {
  it("guesses headings, code, name, list size, groups and numbers", async () => {
    const rows = PRACTICES.map((practice, index) => [
      index + 1,
      practice.name,
      practice.code.toLowerCase(),
      practice.list,
      practice.pcn,
      index * 1.5,
      "01/04/2020",
    ]);
    const { known, mapping, file } = await mapped(
      csv([
        ["Our practices, draft"],
        [],
        ["No", "Surgery", "Org", "List size at April", "Locality", "Need", "Opened"],
        ...rows,
      ]),
    );
    expect([known.kind, known.confidence]).toEqual(["unknown", "guess"]);
    expect([mapping.headerRow, mapping.code, mapping.name, mapping.listSize]).toEqual([3, 2, 1, 3]);
    expect(mapping.groupColumns.map((column) => [column.name, column.suggestedLevel])).toEqual([
      ["Locality", "Locality"],
    ]);
    expect(mapping.columns.map(({ name, type, selected }) => [name, type, selected])).toEqual([
      ["No", "number", true],
      ["Locality", "text", false],
      ["Need", "number", true],
      ["Opened", "date", true],
    ]);
    expect(previewRows(file, mapping, 2).rows.map(({ row, code }) => [row, code])).toEqual([
      [4, "A10001"],
      [5, "A10002"],
    ]);
  });

  it("guesses a file without headings", async () => {
    const { mapping } = await mapped(
      csv(PRACTICES.map((practice) => [practice.code, practice.name, practice.list])),
    );
    expect([mapping.headerRow, mapping.firstDataRow, mapping.code, mapping.name]).toEqual([null, 1, 0, 1]);
  });

  it.each([
    ["Raw list", "Weighted list"],
    ["Registered list", "List per GP"],
    ["Registered", "Weighted list size"],
  ])("takes %s for the list size, not %s", async (raw, other) => {
    const text = csv([
      ["ODS", "Practice code", "Site name", other, raw],
      ...[1, 2, 3].map((n) => [`A1000${n}`, `A1000${n}`, `Site ${n}`, n + 0.5, n]),
    ]);
    const { mapping } = await mapped(text);
    expect([mapping.code, mapping.name, mapping.listSize]).toEqual([0, 2, 4]);
  });

  it("a known file with a renamed column becomes a guess that still finds the codes", async () => {
    const { known, mapping } = await mapped(listFile().replace("NUMBER_OF_PATIENTS", "PATIENTS"));
    expect([known.confidence, mapping.code, mapping.listSize]).toEqual(["guess", 5, 9]);
  });

  it("says so when there are no practice codes", async () => {
    const { known } = await look(
      csv([
        ["Town", "People"],
        ["Moorside", 100],
        ["Valeside", 200],
      ]),
    );
    expect(codes(known)).toEqual(["no-practice-codes"]);
  });

  it("tells repeated headings apart and says so", async () => {
    const { known, mapping } = await mapped(
      csv([
        ["Code", "Value", "value", "Value"],
        ["A10001", 1, 2, 3],
      ]),
    );
    expect(mapping.columns.map((column) => column.name)).toEqual(["Value", "value (2)", "Value (3)"]);
    expect(codes(known)).toContain("repeated-heading");
  });
});
