// The small parts that hold a workbook together: content types, relationships, the workbook itself and its
// properties. Nothing here knows what the sheets mean.
//
// What must stay true: every part of the package is declared once; no clock and no user name gets in, the time
// of saving comes from the caller or is left out. `fullCalcOnLoad` makes Excel and LibreOffice work every formula
// out afresh, so the cached results are only what is seen until then.
// Source: ECMA-376 Part 2 (packages), Part 1, 18.2 (workbook), 15.2.12 (properties).

import {
  COMMENTS_RELATIONSHIP,
  DRAWING_RELATIONSHIP,
  MAIN_NAMESPACE,
  RELATIONSHIPS,
  type SheetPart,
  TABLE_RELATIONSHIP,
} from "./sheetPart.ts";
import { xmlAttribute, xmlFormula, xmlText } from "./xmlText.ts";

const PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export interface DefinedName {
  readonly name: string;
  /** What it refers to, without "=". */
  readonly refersTo: string;
  /** 0-based sheet, for a name that belongs to one sheet only. */
  readonly sheet?: number;
  readonly comment?: string;
}

/** A sheet's name as it stands in a reference: `'Read me'`. */
export function quotedSheet(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

/** How many parts of each kind the package has; each kind is numbered from 1. */
export interface PartCounts {
  readonly sheets: number;
  readonly tables: number;
  /** Sheets with notes: so many comments parts and drawings. */
  readonly notes: number;
  readonly hasMetadata: boolean;
}

export function contentTypesXml({ sheets, tables, notes, hasMetadata }: PartCounts): string {
  const overrides = [
    ["/xl/workbook.xml", `${SPREADSHEET}.sheet.main+xml`],
    ...numbered(sheets, (n) => [`/xl/worksheets/sheet${n}.xml`, `${SPREADSHEET}.worksheet+xml`]),
    ...numbered(tables, (n) => [`/xl/tables/table${n}.xml`, `${SPREADSHEET}.table+xml`]),
    ...numbered(notes, (n) => [`/xl/comments${n}.xml`, `${SPREADSHEET}.comments+xml`]),
    ["/xl/styles.xml", `${SPREADSHEET}.styles+xml`],
    ["/xl/sharedStrings.xml", `${SPREADSHEET}.sharedStrings+xml`],
    ...(hasMetadata ? [["/xl/metadata.xml", `${SPREADSHEET}.sheetMetadata+xml`]] : []),
    ["/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"],
    ["/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"],
  ];
  const drawings =
    notes === 0
      ? ""
      : '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>';
  return (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${drawings}` +
    overrides.map(([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`).join("") +
    "</Types>"
  );
}

function numbered<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

interface Relationship {
  readonly type: string;
  readonly target: string;
  /** Left out: numbered from rId1 in their order. */
  readonly id?: string;
}

function relationshipsXml(relationships: readonly Relationship[]): string {
  const items = relationships.map(
    ({ type, target, id }, index) =>
      `<Relationship Id="${id ?? `rId${index + 1}`}" Type="${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE_RELATIONSHIPS}">${items.join("")}</Relationships>`;
}

export function packageRelationshipsXml(): string {
  return relationshipsXml([
    { type: `${RELATIONSHIPS}/officeDocument`, target: "xl/workbook.xml" },
    {
      type: "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
      target: "docProps/core.xml",
    },
    { type: `${RELATIONSHIPS}/extended-properties`, target: "docProps/app.xml" },
  ]);
}

/** rId1..rIdN are the sheets. */
export function workbookRelationshipsXml({ sheets, hasMetadata }: PartCounts): string {
  return relationshipsXml([
    ...numbered(sheets, (n) => ({ type: `${RELATIONSHIPS}/worksheet`, target: `worksheets/sheet${n}.xml` })),
    { type: `${RELATIONSHIPS}/styles`, target: "styles.xml" },
    { type: `${RELATIONSHIPS}/sharedStrings`, target: "sharedStrings.xml" },
    ...(hasMetadata ? [{ type: `${RELATIONSHIPS}/sheetMetadata`, target: "metadata.xml" }] : []),
  ]);
}

/** A sheet's related parts by their numbers, 0 for none; "" when it has none at all. */
export function sheetRelationshipsXml(tableNumber: number, notesNumber: number): string {
  if (tableNumber === 0 && notesNumber === 0) return "";
  const table = {
    id: TABLE_RELATIONSHIP,
    type: `${RELATIONSHIPS}/table`,
    target: `../tables/table${tableNumber}.xml`,
  };
  const notes = [
    {
      id: DRAWING_RELATIONSHIP,
      type: `${RELATIONSHIPS}/vmlDrawing`,
      target: `../drawings/vmlDrawing${notesNumber}.vml`,
    },
    { id: COMMENTS_RELATIONSHIP, type: `${RELATIONSHIPS}/comments`, target: `../comments${notesNumber}.xml` },
  ];
  return relationshipsXml([...(tableNumber === 0 ? [] : [table]), ...(notesNumber === 0 ? [] : notes)]);
}

export function workbookXml(
  parts: readonly Pick<SheetPart, "name" | "state">[],
  names: readonly DefinedName[],
): string {
  const sheets = parts.map(
    ({ name, state }, index) =>
      `<sheet name="${xmlAttribute(name)}" sheetId="${index + 1}"${state === undefined ? "" : ` state="${state}"`} r:id="rId${index + 1}"/>`,
  );
  const defined = names.map(
    ({ name, refersTo, sheet, comment }) =>
      `<definedName name="${xmlAttribute(name)}"${comment ? ` comment="${xmlAttribute(comment)}"` : ""}` +
      `${sheet === undefined ? "" : ` localSheetId="${sheet}"`}>${xmlFormula(refersTo)}</definedName>`,
  );
  return (
    `<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="${RELATIONSHIPS}"><workbookPr/>` +
    `<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000"/></bookViews>` +
    `<sheets>${sheets.join("")}</sheets>` +
    (defined.length === 0 ? "" : `<definedNames>${defined.join("")}</definedNames>`) +
    '<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'
  );
}

/** `savedAt` in ISO 8601, UTC, to the second; left out when there is none. */
export function corePropertiesXml(title: string, savedAt: string | undefined): string {
  const stamp = (element: string) =>
    savedAt === undefined
      ? ""
      : `<dcterms:${element} xsi:type="dcterms:W3CDTF">${xmlText(savedAt.replace(/\.\d+/, ""))}</dcterms:${element}>`;
  return (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${xmlText(title)}</dc:title><dc:creator>Catchment</dc:creator>${stamp("created")}${stamp("modified")}</cp:coreProperties>`
  );
}

export function appPropertiesXml(): string {
  return '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Catchment</Application></Properties>';
}

/**
 * Cell metadata 1: "this is a dynamic-array formula", which a cell refers to as `cm="1"`. Without it Excel takes an
 * array formula for one typed with Ctrl+Shift+Enter and shows it in braces.
 */
export function metadataXml(): string {
  return (
    `<metadata xmlns="${MAIN_NAMESPACE}" xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray">` +
    '<metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes>' +
    '<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>' +
    '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
  );
}
