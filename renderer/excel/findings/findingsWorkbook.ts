// The findings as a small workbook of their own, to be sent round: plain, with figures as figures, filters and frozen
// headings. Written with exceljs, which is right here: the workbook is new, small and holds nothing to lose.
//
// What must stay true: what somebody typed never becomes a formula in the report: all texts are stored as texts.

import ExcelJS from "exceljs";
import { isError, type Value } from "../../engine/index.ts";
import { type FindingsReport, kindInWords } from "./report.ts";

const HEADINGS = [
  ["Sheet", 18],
  ["Cell", 8],
  ["Table", 22],
  ["Column or row", 28],
  ["What it is", 24],
  ["Stands there", 16],
  ["Its formula", 36],
  ["Formula of the column or row", 36],
  ["Would give", 16],
  ["Difference", 16],
  ["Money", 8],
] as const;

const TEXT = "@";

/** The report as the bytes of an .xlsx. `created`: when, as the file's properties say it. */
export async function findingsWorkbook(report: FindingsReport, created: Date): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = "Catchment";
  workbook.created = created;
  workbook.modified = created;
  writeFindings(workbook.addWorksheet("Findings", { views: [{ state: "frozen", ySplit: 1 }] }), report);
  writeAbout(workbook.addWorksheet("About"), report);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function writeFindings(sheet: ExcelJS.Worksheet, { findings }: FindingsReport): void {
  sheet.columns = HEADINGS.map(([header, width]) => ({ header, width }));
  sheet.getRow(1).font = { bold: true };
  for (const each of findings) {
    const row = sheet.addRow([
      each.sheet,
      each.cell,
      each.block,
      each.line,
      kindInWords(each.kind),
      plain(each.value),
      each.formula ?? "",
      each.expectedFormula ?? "",
      plain(each.expected),
      each.difference,
      each.money ? "yes" : "no",
    ]);
    row.eachCell((cell) => {
      if (typeof cell.value === "string") cell.numFmt = TEXT;
      else cell.numFmt = each.numberFormat;
    });
  }
  sheet.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: findings.length + 1, column: HEADINGS.length },
  };
}

function writeAbout(sheet: ExcelJS.Worksheet, report: FindingsReport): void {
  sheet.columns = [{ width: 44 }, { width: 60 }];
  const rows: readonly (readonly [string, string | number])[] = [
    ["Workbook", report.workbook],
    ["Findings", report.findings.length],
    ["Formula cells looked at", report.formulas],
    ["Sum of all differences", report.total],
    ["Sum of the differences in money", report.moneyTotal],
    ["Difference", "What stands in the cell less what the formula would give."],
  ];
  for (const row of rows) {
    const added = sheet.addRow([...row]);
    added.getCell(1).font = { bold: true };
    if (typeof row[1] === "string") added.getCell(2).numFmt = TEXT;
    else added.getCell(2).numFmt = Number.isInteger(row[1]) ? "#,##0" : "#,##0.00";
  }
}

/** A value as a report shows it: an error as its code, a blank as nothing. */
function plain(value: Value): string | number | boolean | null {
  return isError(value) ? value.error : value;
}
