// A plan as a fresh Excel workbook in which everything is live: Read me, a comparison of the options, Assumptions,
// Options, and for every option its practices, the groups of each level and its supporting tables, as Excel tables with
// calculated columns. Every part is written here, as XML, by ourselves: exceljs drops the formula of every calculated
// column and writes tables that contradict their own range, so it cannot be used for writing.
//
// What must stay true: the same plan gives the same bytes; no formula without its cached result; changing an
// input or an assumption in Excel moves every option to the figures that Catchment shows after the same change.
// Source: ECMA-376 Part 1, 18 (SpreadsheetML); ECMA-376 Part 2 (packages).

import type { CalculatedPlan } from "../../plan/calculation.ts";
import { type Plan, UNASSIGNED } from "../../plan/plan.ts";
import { type Problem, problem } from "../../plan/problem.ts";
import { type PlanTable, planTables } from "../../plan/tables.ts";
import { assumptionNames, assumptionsSheet } from "./assumptionsSheet.ts";
import { comparisonSheet } from "./comparisonSheet.ts";
import { type OptionExport, startExport, type WorkbookExport } from "./export.ts";
import { findingsSheet } from "./findingsSheet.ts";
import { shapeBlocks, sortedNotes, writeComments, writeNoteShapes } from "./notes.ts";
import { optionsSheet } from "./optionsSheet.ts";
import { PackageWriter } from "./packageWriter.ts";
import { listsSheet, planTextSheet } from "./plainSheets.ts";
import { planSheet } from "./planSheets.ts";
import { readMeSheet } from "./readMeSheet.ts";
import { DRAWING_RELATIONSHIP, type SheetPart } from "./sheetPart.ts";
import {
  MOST_COLUMNS,
  MOST_ROWS,
  type TableSheet,
  tableNotes,
  tableXml,
  writeTableSheet,
} from "./tableSheet.ts";
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
  const sheets = allSheets(workbook);
  const counts = {
    sheets: sheets.length,
    tables: sheets.filter(({ table }) => table !== null).length,
    notes: sheets.filter(({ notes }) => notes.length > 0).length,
    hasMetadata: sheets.some(({ table }) => table?.columns.some((column) => column.hasArrays)),
  };
  const zip = new PackageWriter();
  zip.part("[Content_Types].xml", contentTypesXml(counts));
  zip.part("_rels/.rels", packageRelationshipsXml());
  zip.part("docProps/app.xml", appPropertiesXml());
  zip.part("docProps/core.xml", corePropertiesXml(plan.title, options.savedAt));
  zip.part("xl/workbook.xml", workbookXml(sheets, definedNames(workbook, sheets)));
  zip.part("xl/_rels/workbook.xml.rels", workbookRelationshipsXml(counts));
  if (counts.hasMetadata) zip.part("xl/metadata.xml", metadataXml());
  writeSheets(zip, sheets);
  zip.part("xl/styles.xml", workbook.styles.xml());
  const strings = zip.open("xl/sharedStrings.xml");
  workbook.cells.strings.write(strings);
  strings.end();
  return { bytes: zip.finish(), problems: workbook.problems() };
}

/** Every sheet with the parts that belong to it. */
function writeSheets(zip: PackageWriter, sheets: readonly SheetPart[]): void {
  let tables = 0;
  let drawings = 0;
  let block = 1;
  sheets.forEach((sheet, index) => {
    const hasNotes = sheet.notes.length > 0;
    const part = zip.open(`xl/worksheets/sheet${index + 1}.xml`);
    sheet.write(part, { legacyDrawing: hasNotes ? `<legacyDrawing r:id="${DRAWING_RELATIONSHIP}"/>` : "" });
    part.end();
    if (sheet.table !== null) {
      tables += 1;
      zip.part(`xl/tables/table${tables}.xml`, tableXml(sheet.table, tables));
    }
    if (hasNotes) {
      drawings += 1;
      const comments = zip.open(`xl/comments${drawings}.xml`);
      writeComments(comments, sheet.notes);
      comments.end();
      const shapes = zip.open(`xl/drawings/vmlDrawing${drawings}.vml`);
      writeNoteShapes(shapes, sheet.notes, block);
      shapes.end();
      block += shapeBlocks(sheet.notes.length);
    }
    const relationships = sheetRelationshipsXml(sheet.table === null ? 0 : tables, hasNotes ? drawings : 0);
    if (relationships !== "") zip.part(`xl/worksheets/_rels/sheet${index + 1}.xml.rels`, relationships);
  });
}

/** All sheets in the order of the tabs. */
function allSheets(workbook: WorkbookExport): readonly SheetPart[] {
  const several = workbook.plan.options.length > 1;
  const comparison = comparisonSheet(workbook);
  const findings = findingsSheet(workbook);
  const visible = [
    ...(comparison === null ? [] : [comparison]),
    tablePart(
      workbook,
      assumptionsSheet(workbook),
      `The figures that formulas use by name${several ? ", one column per option" : ""}.`,
    ),
    tablePart(workbook, optionsSheet(workbook), "The measures of every option, one row each."),
    ...workbook.options.flatMap((option) => optionSheets(workbook, option)),
    ...(findings === null
      ? []
      : [tablePart(workbook, findings, "Cells that hold something other than their column's formula.")]),
  ].map((sheet) => ({ ...sheet, notes: sortedNotes(sheet.notes) }));
  const lists = listsSheet(workbook);
  return [
    readMeSheet(workbook, visible),
    ...visible,
    ...(lists === null ? [] : [lists]),
    planTextSheet(workbook),
  ];
}

function optionSheets(workbook: WorkbookExport, option: OptionExport): readonly SheetPart[] {
  const several = workbook.plan.options.length > 1;
  const baseNames = workbook.base.names.tables;
  const isShared = ({ name }: PlanTable) =>
    workbook.options.every(({ names }) => names.tables.get(name) === baseNames.get(name));
  const isOwn = (table: PlanTable) =>
    option.isBase || option.names.tables.get(table.name) !== baseNames.get(table.name);
  return planTables(workbook.plan)
    .filter((table) => table.kind !== "options" && isOwn(table))
    .map((table) => {
      const inOption = several && !isShared(table) ? ` in the option ${option.option.name}` : "";
      return tablePart(workbook, planSheet(workbook, option, table), about(table, inOption));
    });
}

function about(table: PlanTable, inOption: string): string {
  switch (table.kind) {
    case "level":
      return `Each ${table.level?.name}${inOption}. The first row, ${UNASSIGNED}, stands for the practices in none.`;
    case "supporting":
      return `${table.supporting?.note || "A table that formulas look up."}${inOption === "" ? "" : ` The figures${inOption}.`}`;
    default:
      return `Every practice and the groups it belongs to${inOption}.`;
  }
}

function tablePart(workbook: WorkbookExport, whole: TableSheet, about: string): SheetPart {
  const sheet = within(whole, workbook);
  return {
    name: sheet.sheetName,
    about,
    printedRows: "$1:$1",
    table: sheet,
    notes: tableNotes(sheet),
    write: (part, relationships) =>
      writeTableSheet(part, sheet, workbook.plan.title, workbook.cells, workbook.styles, relationships),
  };
}

/** The sheet with what fits into Excel; the rest is reported. */
function within(sheet: TableSheet, { report }: WorkbookExport): TableSheet {
  if (sheet.rowCount <= MOST_ROWS && sheet.columns.length <= MOST_COLUMNS) return sheet;
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
  return {
    ...sheet,
    rowCount: Math.min(sheet.rowCount, MOST_ROWS),
    columns: sheet.columns.slice(0, MOST_COLUMNS),
  };
}

/** The assumptions' names, and per sheet the heading rows that are printed on every page. */
function definedNames(workbook: WorkbookExport, sheets: readonly SheetPart[]): readonly DefinedName[] {
  return [
    ...assumptionNames(workbook.plan, workbook.names),
    ...sheets.flatMap(({ name, printedRows }, index) =>
      printedRows === null
        ? []
        : [{ name: "_xlnm.Print_Titles", refersTo: `${quotedSheet(name)}!${printedRows}`, sheet: index }],
    ),
  ];
}
