// Small invented files with the headings and quirks of the real NHS ones: no name, code or figure in them is real.
// Workbooks are built with exceljs where Excel could have written them, and byte by byte where it could not.

import ExcelJS from "exceljs";
import { strToU8, zipSync } from "fflate";
import { emptyPlan } from "../../renderer/plan/emptyPlan.ts";
import { LIST_SIZE, type Plan } from "../../renderer/plan/plan.ts";
import { planAfter } from "./planBuilder.ts";

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Lines of cells to CSV; a cell with a comma, quote or line break is quoted. */
export function csv(
  rows: readonly (readonly (string | number)[])[],
  delimiter = ",",
  lineEnd = "\r\n",
): string {
  const cell = (value: string | number) => {
    const text = String(value);
    return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(cell).join(delimiter) + lineEnd).join("");
}

export interface InventedPractice {
  readonly code: string;
  readonly name: string;
  readonly list: number;
  readonly pcn: string;
  readonly ccg: string;
}

/** Twelve practices: three PCNs of two CCGs, one PCN that straddles both, one practice in no PCN. */
export const PRACTICES: readonly InventedPractice[] = [
  { code: "A10001", name: "ALDER SURGERY", list: 5903, pcn: "NORTH MOOR PCN", ccg: "NHS Moor CCG" },
  { code: "A10002", name: "BEECH SURGERY", list: 14738, pcn: "NORTH MOOR PCN", ccg: "NHS Moor CCG" },
  { code: "A10003", name: "CEDAR HOUSE", list: 12066, pcn: "NORTH MOOR PCN", ccg: "NHS Moor CCG" },
  { code: "A10004", name: "DOGWOOD CENTRE", list: 8638, pcn: "SOUTH MOOR PCN", ccg: "NHS Moor CCG" },
  { code: "A10005", name: "ELM PRACTICE", list: 10224, pcn: "SOUTH MOOR PCN", ccg: "NHS Moor CCG" },
  { code: "B10001", name: "FIR TREE SURGERY", list: 4519, pcn: "BORDER PCN", ccg: "NHS Moor CCG" },
  { code: "B10002", name: "GORSE LANE", list: 26612, pcn: "BORDER PCN", ccg: "NHS Vale CCG" },
  { code: "B10003", name: "HAZEL, HOLLY & CO", list: 7001, pcn: "VALE PCN", ccg: "NHS Vale CCG" },
  { code: "B10004", name: "IVY HOUSE", list: 3999, pcn: "VALE PCN", ccg: "NHS Vale CCG" },
  { code: "B10005", name: "JUNIPER COURT", list: 6150, pcn: "VALE PCN", ccg: "NHS Vale CCG" },
  { code: "Y90001", name: "KESTREL CENTRE", list: 1, pcn: "Unallocated", ccg: "NHS Vale CCG" },
  { code: "Y90002", name: "LARCH WALK-IN", list: 912, pcn: "Unallocated", ccg: "NHS Moor CCG" },
];

export const PATIENTS = PRACTICES.reduce((sum, practice) => sum + practice.list, 0);

export type ListEra = "ccg" | "sub-icb-loc" | "sub-icb-location";

const LIST_AREA: Readonly<Record<ListEra, readonly [string, string]>> = {
  ccg: ["CCG_CODE", "ONS_CCG_CODE"],
  "sub-icb-loc": ["SUB_ICB_LOC_CODE", "ONS_SUB_ICB_LOC_CODE"],
  "sub-icb-location": ["SUB_ICB_LOCATION_CODE", "ONS_SUB_ICB_LOCATION_CODE"],
};

const areaCode = (practice: InventedPractice) => (practice.ccg === "NHS Moor CCG" ? "99A" : "99B");

/** Patients registered at a GP practice, one row for each practice. */
export function listFile(era: ListEra = "ccg", date = "01JAN2021", practices = PRACTICES): string {
  return csv([
    [
      "PUBLICATION",
      "EXTRACT_DATE",
      "TYPE",
      ...LIST_AREA[era],
      "CODE",
      "POSTCODE",
      "SEX",
      "AGE",
      "NUMBER_OF_PATIENTS",
    ],
    ...practices.map((practice) => [
      "GP_PRAC_PAT_LIST",
      date,
      "GP",
      areaCode(practice),
      `E3899${areaCode(practice)}`,
      practice.code,
      `ZZ1 ${practice.code.slice(-1)}AA`,
      "ALL",
      "ALL",
      practice.list,
    ]),
  ]);
}

/** The sister file: totals among rows by sex and age; `totals` false leaves only the split rows. */
export function splitListFile(totals: boolean): string {
  const splits: readonly (readonly [string, string, number])[] = [
    ...(totals ? [["ALL", "ALL", 1] as const] : []),
    ["FEMALE", "0_4", 0.5],
    ["MALE", "0_4", 0.5],
  ];
  return csv([
    [
      "PUBLICATION",
      "EXTRACT_DATE",
      "ORG_TYPE",
      "ORG_CODE",
      "POSTCODE",
      "SEX",
      "AGE_GROUP_5",
      "NUMBER_OF_PATIENTS",
    ],
    ["GP_PRAC_PAT_LIST", "01JAN2021", "CCG", "99A", "", "ALL", "ALL", PATIENTS],
    ...PRACTICES.flatMap((practice) =>
      splits.map(([sex, age, share]) => [
        "GP_PRAC_PAT_LIST",
        "01JAN2021",
        "GP",
        practice.code,
        "ZZ1 1AA",
        sex,
        age,
        Math.round(practice.list * share),
      ]),
    ),
  ]);
}

/** The practice map of 2020 to 2022, or of 2026. */
export function mapFile(era: 2022 | 2026 = 2022, practices = PRACTICES): string {
  const upper =
    era === 2022
      ? ["ONS_CCG_CODE", "CCG_CODE", "CCG_NAME", "ONS_STP_CODE", "STP_CODE", "STP_NAME"]
      : [
          "ONS_SUB_ICB_LOCATION_CODE",
          "SUB_ICB_LOCATION_CODE",
          "SUB_ICB_LOCATION_NAME",
          "ONS_ICB_CODE",
          "ICB_CODE",
          "ICB_NAME",
        ];
  const supplier = era === 2022 ? [] : ["SUPPLIER_NAME"];
  return csv([
    [
      "PUBLICATION",
      "EXTRACT_DATE",
      "PRACTICE_CODE",
      "PRACTICE_NAME",
      "PRACTICE_POSTCODE",
      "PCN_CODE",
      "PCN_NAME",
      ...upper,
      "ONS_COMM_REGION_CODE",
      "COMM_REGION_CODE",
      "COMM_REGION_NAME",
      ...supplier,
    ],
    ...practices.map((practice) => [
      "GP_PRAC_PAT_LIST",
      era === 2022 ? "01Jan2022" : "2026-04-01",
      practice.code,
      practice.name,
      "ZZ1 1AA",
      practice.pcn === "Unallocated" ? "U" : `U99${practice.pcn.length}`,
      practice.pcn,
      `E38${areaCode(practice)}`,
      areaCode(practice),
      practice.ccg,
      "E54000099",
      "QZZ",
      "Moor and Vale",
      "E40000099",
      "Y99",
      "Middle England",
      ...(era === 2022 ? [] : ["SUPPLIER"]),
    ]),
  ]);
}

const WEIGHTED_COLUMNS = ["G&A WP", "CS WP", "MH WP", "Mat WP", "Health Ineq WP", "Prescr WP", "Final WP"];

/** Weighted populations; `patients` fills the Patients column that is blank in the published CSVs. */
export function weightedRows(patients: boolean): (string | number)[][] {
  return [
    [
      "Practice_Code",
      "GP_Practice_Name",
      "Practice_Postcode",
      "CCG21",
      "Former CCG",
      "PCN_Code",
      "PCN_Name",
      "ICS22",
      "ICS22name",
      "LAD21",
      "LTLA21",
      "Patients",
      "pop 2022/23",
      ...WEIGHTED_COLUMNS,
    ],
    ...PRACTICES.map((practice, index) => [
      practice.code,
      practice.name,
      "ZZ1 1AA",
      areaCode(practice),
      practice.ccg,
      "",
      "",
      index < 7 ? "QZ1" : "QZ2",
      index < 7 ? "NHS Moor ICB" : "NHS Vale ICB",
      "E0699",
      index < 4 ? "Moorside" : index < 9 ? "Middleton" : "Valeside",
      patients ? practice.list : "",
      practice.list + 0.25,
      ...WEIGHTED_COLUMNS.map((_, column) => practice.list * (0.9 + column / 50) + index),
    ]),
  ];
}

/** NHS Payments to General Practice: 2021-22 says PCN Name, 2022-23 calls the same columns Code and CCG NAME. */
export function paymentsFile(year: 2022 | 2023): string {
  const pcn = year === 2022 ? ["PCN Code", "PCN Name"] : ["Code", "CCG NAME"];
  const ccg = year === 2022 ? "CCG NAME" : "Sub ICB NAME";
  return `\ufeff${csv([
    [
      "NHS England (Region) code",
      "CCG Code",
      ccg,
      ...pcn,
      "Practice Code",
      "Practice Name",
      "Practice Open Date",
      "Practice Close Date",
      "Contract Type",
      "Number of Registered Patients (Last Known Figure)",
      "Number of Weighted Patients (Last Known Figure)",
      "Average payments per registered patient",
      "Average payments per weighted patient",
      "Global Sum",
      "Appraisal Costs ",
      "Other Payments",
      "Total NHS Payments to General Practice",
      "Deductions for Pensions, Levies and Prescription Charge Income",
      "Total NHS Payments to General Practice Minus Deductions",
      "Total NHS Payments to General Practice including covid vaccination, covid support and long covid payments",
      "PCN Leadership",
    ],
    ...PRACTICES.map((practice, index) => {
      const list = index === 11 ? 0 : practice.list + 0.75;
      const inPcn = practice.pcn !== "Unallocated";
      const code = inPcn ? `U990${String(practice.pcn.length).padStart(2, "0")}` : "Unknown or no PCN";
      const [sum, appraisal, other] = [practice.list * 90.5, 120, 30.25];
      const total = sum + appraisal + other;
      return [
        "Y99",
        areaCode(practice),
        practice.ccg,
        code,
        inPcn ? practice.pcn : "Unknown or no PCN",
        practice.code,
        practice.name,
        "01/04/1974",
        index === 11 ? "31/03/2022" : "",
        "GMS",
        list,
        `"${list * 1.1}"`.replaceAll('"', ""),
        100,
        95,
        index === 0 ? "534,221.50" : sum,
        appraisal,
        other,
        total,
        -100,
        total - 100,
        total + 5,
        0,
      ];
    }),
  ])}`;
}

/** epraccur: 27 quoted columns, no headings; two closed practices, a prison and a Welsh practice beside the twelve. */
export function epraccurFile(): string {
  const row = (code: string, name: string, status: string, setting: string) => {
    const cells: string[] = Array.from({ length: 27 }, () => "");
    cells.splice(0, 4, code, name, "Y99", "QZZ");
    cells.splice(
      9,
      7,
      "ZZ1 1AA",
      "19740401",
      status === "C" ? "20230331" : "",
      status,
      "B",
      "99A",
      "20130401",
    );
    cells[25] = setting;
    return cells.map((cell) => `"${cell}"`).join(",");
  };
  const rows = PRACTICES.map((practice) => row(practice.code, practice.name, "A", "4"));
  const others = [
    row("A10901", "CLOSED SURGERY", "C", "4"),
    row("A10902", "CLOSED TOO", "C", "4"),
    row("Y90901", "HMP SOMEWHERE", "A", "25"),
    row("W90001", "MEDDYGFA CAF\u00c9", "A", "4"),
  ];
  return `${[...rows, ...others].join("\n")}\n`;
}

/** A workbook of sheets of plain values. A cell `{ formula, result }` is a formula with its cached result. */
export async function workbook(
  sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = book.addWorksheet(name);
    for (const [index, row] of rows.entries()) {
      for (const [column, value] of row.entries()) {
        if (value === null || value === undefined || value === "") continue;
        sheet.getCell(index + 1, column + 1).value = value as ExcelJS.CellValue;
      }
    }
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** ePCN: headings with line breaks, a practice that changed its PCN, one whose membership has ended. */
export function epcnFile(): Promise<Uint8Array> {
  const head = [
    "Partner\nOrganisation\nCode",
    "Partner\nName",
    "Practice\nParent\nSub ICB Loc Code",
    "PCN Code",
    "PCN Name",
    "PCN Parent\nSub ICB Loc Name",
    "Practice to PCN\nRelationship\nStart Date",
    "Practice to PCN\nRelationship\nEnd Date",
  ];
  const member = (practice: InventedPractice, pcn: string, end: string) => [
    practice.code,
    practice.name,
    "99A",
    "U99001",
    pcn,
    practice.ccg,
    "20190701",
    end,
  ];
  const [first, second] = PRACTICES as readonly [InventedPractice, InventedPractice];
  return workbook({
    PCNDetails: [
      ["PCN Code", "PCN Name", "Open Date"],
      ["U99001", "NORTH MOOR PCN", "20190701"],
    ],
    "PCN Core Partner Details": [
      head,
      member(first, "OLD PCN", "20210331"),
      ...PRACTICES.filter((practice) => practice !== second && practice.pcn !== "Unallocated").map(
        (practice) => member(practice, practice.pcn, ""),
      ),
      member(second, "NORTH MOOR PCN", "20220331"),
    ],
  });
}

/** A saved session of the Place Based Allocation Tool. */
export function sessionFile(): string {
  return JSON.stringify({
    Moorside: { gps: PRACTICES.slice(0, 4).map(({ code, name }) => `${code}: ${name}`), icb: "NHS Moor ICB" },
    Middleton: {
      gps: PRACTICES.slice(4, 7).map(({ code, name }) => `${code}: ${name}`),
      icb: "NHS Moor ICB",
    },
    group_list: ["Middleton", "Moorside"],
  });
}

/** A workbook package from XML written by hand, for what no well-behaved program writes. */
export function rawPackage(sheetXml: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const parts: Record<string, string> = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/workbook.xml":
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": sheetXml,
    ...more,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

/** A plan with these practices and, where given, their list sizes. */
export function planWith(practices: readonly { readonly code: string; readonly list?: number }[]): Plan {
  const lists = practices.map((practice) => practice.list);
  return planAfter(emptyPlan("Test"), {
    type: "importData",
    source: { fileName: "before.csv", description: "", dataDate: "", rows: practices.length, columns: [] },
    practices: practices.map((practice) => practice.code),
    columns: lists.every((list) => list === undefined)
      ? []
      : [{ name: LIST_SIZE, type: "number", format: "#,##0", note: "", values: lists }],
    levels: [],
    groups: [],
    membership: practices.map(() => undefined),
  });
}
