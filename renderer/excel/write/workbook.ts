// A plan as a fresh Excel workbook in which everything is live: Read me, Assumptions, Options, and for every option its
// practices and the groups of each level, as Excel tables with calculated columns. Every part is written here, as XML,
// by ourselves: exceljs drops the formula of every calculated column and writes tables that contradict their own
// range, so it cannot be used for writing, however convenient it is for reading.
//
// What must stay true: the same plan gives the same bytes; no formula without its cached result; changing an
// input or an assumption in Excel moves every option to the figures that Catchment shows after the same change.
// Source: ECMA-376 Part 1, 18 (SpreadsheetML); ECMA-376 Part 2 (packages).

import type { CalculatedPlan } from "../../plan/calculation.ts";
import { type Plan, UNASSIGNED } from "../../plan/plan.ts";
import { type Problem, problem } from "../../plan/problem.ts";
import { levelTable, practicesTable } from "../../plan/tables.ts";
import { assumptionNames, assumptionsSheet } from "./assumptionsSheet.ts";
import { type OptionExport, startExport, type WorkbookExport } from "./export.ts";
import { READ_ME_SHEET } from "./names.ts";
import { optionsSheet } from "./optionsSheet.ts";
import { PackageWriter } from "./packageWriter.ts";
import { planSheet } from "./planSheets.ts";
import { type SheetEntry, writeReadMe } from "./readMeSheet.ts";
import { MOST_COLUMNS, MOST_ROWS, type TableSheet, tableXml, writeTableSheet } from "./tableSheet.ts";
import {
  appPropertiesXml,
  contentTypesXml,
  corePropertiesXml,
  type DefinedName,
  metadataXml,
  packageRelationshipsXml,
  quotedSheet,
  sheetRelationshipsXml,
  workbookRelationshipsXml,
  workbookXml,
} from "./workbookParts.ts";

export interface WriteOptions {
  /** Time of saving, ISO 8601 in UTC, for the document's properties; left out, they name no time. */
  readonly savedAt?: string;
}

export interface WrittenWorkbook {
  readonly bytes: Uint8Array;
  /** What could not go into the workbook as it is in the plan. Warnings: the workbook is whole and opens. */
  readonly problems: readonly Problem[];
}

/** The plan as an .xlsx file. `calculated` must be the calculation of this very plan. */
export function writeWorkbook(
  plan: Plan,
  calculated: CalculatedPlan,
  options: WriteOptions = {},
): WrittenWorkbook {
  const workbook = startExport(plan, calculated);
  const entries = sheetEntries(workbook).map((entry) => within(entry, workbook));
  const names = [READ_ME_SHEET, ...entries.map(({ sheet }) => sheet.sheetName)];
  const hasArrays = entries.some(({ sheet }) => sheet.columns.some((column) => column.hasArrays));
  const zip = new PackageWriter();
  zip.part("[Content_Types].xml", contentTypesXml(names.length, entries.length, hasArrays));
  zip.part("_rels/.rels", packageRelationshipsXml());
  zip.part("docProps/app.xml", appPropertiesXml());
  zip.part("docProps/core.xml", corePropertiesXml(plan.title, options.savedAt));
  zip.part("xl/workbook.xml", workbookXml(names, definedNames(workbook, entries)));
  zip.part("xl/_rels/workbook.xml.rels", workbookRelationshipsXml(names.length, hasArrays));
  if (hasArrays) zip.part("xl/metadata.xml", metadataXml());
  const readMe = zip.open("xl/worksheets/sheet1.xml");
  writeReadMe(readMe, workbook, entries);
  readMe.end();
  entries.forEach(({ sheet }, index) => {
    const part = zip.open(`xl/worksheets/sheet${index + 2}.xml`);
    writeTableSheet(part, sheet, workbook.cells, workbook.styles);
    part.end();
    zip.part(`xl/worksheets/_rels/sheet${index + 2}.xml.rels`, sheetRelationshipsXml(index + 1));
    zip.part(`xl/tables/table${index + 1}.xml`, tableXml(sheet, index + 1));
  });
  zip.part("xl/styles.xml", workbook.styles.xml());
  const strings = zip.open("xl/sharedStrings.xml");
  workbook.cells.strings.write(strings);
  strings.end();
  return { bytes: zip.finish(), problems: workbook.problems() };
}

/** All sheets with a table, in the order of the tabs. */
function sheetEntries(workbook: WorkbookExport): readonly SheetEntry[] {
  const { plan, calculated, cells, styles } = workbook;
  const several = plan.options.length > 1;
  return [
    {
      sheet: assumptionsSheet(plan, calculated, cells, styles),
      about: `The figures that formulas use by name${several ? ", one column per option" : ""}.`,
    },
    { sheet: optionsSheet(workbook), about: "The options side by side." },
    ...workbook.options.flatMap((option) => optionEntries(workbook, option, several)),
  ];
}

function optionEntries(
  workbook: WorkbookExport,
  option: OptionExport,
  several: boolean,
): readonly SheetEntry[] {
  const { plan } = workbook;
  const inOption = several ? ` in the option ${option.option.name}` : "";
  return [
    {
      sheet: planSheet(workbook, option, practicesTable(plan)),
      about: `Every practice and the groups it belongs to${inOption}.`,
    },
    ...plan.levels.map((level) => ({
      sheet: planSheet(workbook, option, levelTable(plan, level)),
      about: `Each ${level.name}${inOption}. The first row, ${UNASSIGNED}, stands for the practices in none.`,
    })),
  ];
}

/** The sheet with what fits into Excel; the rest is reported. */
function within(entry: SheetEntry, { report }: WorkbookExport): SheetEntry {
  const { sheet } = entry;
  if (sheet.rowCount <= MOST_ROWS && sheet.columns.length <= MOST_COLUMNS) return entry;
  const lost = [
    ...(sheet.rowCount > MOST_ROWS ? [`${sheet.rowCount - MOST_ROWS} rows`] : []),
    ...(sheet.columns.length > MOST_COLUMNS ? [`${sheet.columns.length - MOST_COLUMNS} columns`] : []),
  ].join(" and ");
  report(
    problem(
      "sheet-too-large",
      `The last ${lost} of ${sheet.sheetName} do not fit on an Excel sheet and were left out.`,
      {
        remedy: "Make a plan of a smaller area.",
        where: { sheet: sheet.sheetName, subject: sheet.sheetName },
      },
    ),
  );
  const fitting: TableSheet = {
    ...sheet,
    rowCount: Math.min(sheet.rowCount, MOST_ROWS),
    columns: sheet.columns.slice(0, MOST_COLUMNS),
  };
  return { ...entry, sheet: fitting };
}

/** The assumptions' names, and per sheet the heading row that is printed on every page. */
function definedNames(workbook: WorkbookExport, entries: readonly SheetEntry[]): readonly DefinedName[] {
  return [
    ...assumptionNames(workbook.plan, workbook.names),
    ...entries.map(({ sheet }, index) => ({
      name: "_xlnm.Print_Titles",
      refersTo: `${quotedSheet(sheet.sheetName)}!$1:$1`,
      sheet: index + 1,
    })),
  ];
}
