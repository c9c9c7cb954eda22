// What a save back adds to the package besides cells: tables that reach further, and a sheet with the assumptions that new
// formulas use, each with a defined name.
//
// What must stay true: the parts that stay are cut, never rewritten; a table's columns and range agree with the cells.
// Source: ECMA-376 Part 1, 18.5.1.2 (table), 18.2.5 (definedName), 18.2.19 (sheet); Part 2, 7.2 (content types).

import { strToU8 } from "fflate";
import type { Scalar } from "../../engine/values/value.ts";
import { isSameName } from "../../plan/names.ts";
import { done, problem, type Result } from "../../plan/problem.ts";
import { type Area, areaName, readArea } from "../package/areas.ts";
import { CannotPatch, guarded } from "../package/openPackage.ts";
import { type OpenedWorkbook, openWorkbook } from "../package/openWorkbook.ts";
import type { Splice } from "../package/partText.ts";
import { relationshipsOf } from "../package/relationships.ts";
import { tableOf } from "../package/sheetGuards.ts";
import { findSheet } from "../package/workbookIndex.ts";
import {
  attributesOf,
  attributeValue,
  childrenOf,
  type Element,
  findAttribute,
  prefixOf,
  rootOf,
} from "../package/xmlScan.ts";
import { xmlAttribute, xmlFormula, xmlText } from "../write/xmlText.ts";

export interface TableGrowth {
  readonly sheet: string;
  readonly table: string;
  /** The last row of data, and the new columns at the right. */
  readonly bottom: number;
  readonly columns: readonly { readonly name: string; readonly formula: string }[];
}

export interface AddedAssumption {
  readonly definedName: string;
  readonly name: string;
  readonly value: Scalar;
  readonly unit: string;
  readonly source: string;
}

export const ASSUMPTIONS_SHEET = "Catchment assumptions";

/** The workbook with its tables grown and, where there are any, a sheet of assumptions. */
export function addParts(
  bytes: Uint8Array,
  fileName: string,
  growths: readonly TableGrowth[],
  assumptions: readonly AddedAssumption[],
): Result<Uint8Array> {
  if (growths.length === 0 && assumptions.length === 0) return done(bytes);
  const opened = openWorkbook(bytes, fileName);
  if (!opened.ok) return opened;
  return guarded(fileName, () => {
    const { book } = opened.value;
    for (const growth of growths) growTable(opened.value, growth);
    if (assumptions.length > 0) addSheet(opened.value, assumptions);
    return done(book.write());
  });
}

function growTable({ book, index }: OpenedWorkbook, { sheet, table, bottom, columns }: TableGrowth): void {
  const { part } = findSheet(index, sheet, book.fileName);
  const tablePart = relationshipsOf(book, part).list.find(
    (each) =>
      each.type === "table" &&
      each.part !== undefined &&
      isSameName(tableOf(book, each.part)?.name ?? "", table),
  )?.part;
  const place = tablePart === undefined ? null : tableOf(book, tablePart);
  if (tablePart === undefined || place === null)
    throw new CannotPatch(
      problem("unknown-table", `The workbook has no table ${table} on the sheet "${sheet}".`),
    );
  const { text, encode } = book.text(tablePart);
  const root = rootOf(text);
  const area: Area = { ...place.area, bottom, right: place.area.right + columns.length };
  const splices: Splice[] = [...attributeSplice(text, root, "ref", areaName(area))];
  for (const child of childrenOf(text, root)) {
    if (child.name === "autoFilter") {
      const own = readArea(attributeValue(text, child.tag, "ref") ?? "");
      if (own !== null)
        splices.push(...attributeSplice(text, child, "ref", areaName({ ...own, bottom, right: area.right })));
    }
    if (child.name !== "tableColumns" || columns.length === 0) continue;
    const known = [...childrenOf(text, child)];
    const last = Math.max(0, ...known.map(({ tag }) => Number(attributeValue(text, tag, "id") ?? 0)));
    const prefix = prefixOf(root.tag.name);
    const added = columns.map(({ name, formula }, at) => {
      const start = `<${prefix}tableColumn id="${last + 1 + at}" name="${encode(xmlAttribute(name))}"`;
      return formula === ""
        ? `${start}/>`
        : `${start}><${prefix}calculatedColumnFormula>${encode(xmlFormula(formula))}</${prefix}calculatedColumnFormula></${prefix}tableColumn>`;
    });
    splices.push(...attributeSplice(text, child, "count", String(known.length + columns.length)));
    splices.push({ start: child.contentEnd, end: child.contentEnd, text: added.join("") });
  }
  book.cut(tablePart, splices);
}

function attributeSplice(text: string, { tag }: Element, name: string, value: string): readonly Splice[] {
  const found = findAttribute(text, tag, name);
  if (found === null || text.slice(found.valueStart, found.valueEnd) === value) return [];
  return [{ start: found.valueStart, end: found.valueEnd, text: value }];
}

const SHEET_PART = "xl/worksheets/catchmentAssumptions.xml";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const SHEET_ID = "rIdCatchmentAssumptions";

function addSheet({ book, index }: OpenedWorkbook, assumptions: readonly AddedAssumption[]): void {
  const { text } = book.text(index.part);
  const sheets = index.children.find(({ name }) => name === "sheets");
  const listed = sheets === undefined ? [] : [...childrenOf(text, sheets)];
  const [example] = listed;
  const rels = index.relationshipsPart;
  const types = book.find("[Content_Types].xml");
  const worksheet = index.relationships.find(({ type }) => type === "worksheet");
  if (
    sheets === undefined ||
    example === undefined ||
    rels === undefined ||
    types === undefined ||
    worksheet === undefined
  )
    throw new CannotPatch(
      problem("damaged-package", `${book.fileName} does not list its sheets as a workbook does.`),
    );
  const idName = attributesOf(text, example.tag).find(({ name }) => /(^|:)id$/.test(name))?.name ?? "r:id";
  const numbers = listed.map(({ tag }) => Number(attributeValue(text, tag, "sheetId") ?? 0));
  const prefix = prefixOf(index.root.tag.name);
  // Some writers declare the prefix of the id on every sheet.
  const declared = attributesOf(text, example.tag)
    .filter(({ name }) => name.startsWith("xmlns"))
    .map(({ start, end }) => text.slice(start, end))
    .join("");
  const sheet = `<${prefix}sheet${declared} name="${ASSUMPTIONS_SHEET}" sheetId="${Math.max(0, ...numbers) + 1}" ${idName}="${SHEET_ID}"/>`;
  const names = assumptions
    .map(
      ({ definedName }, at) =>
        `<${prefix}definedName name="${xmlAttribute(definedName)}">'${ASSUMPTIONS_SHEET}'!$B$${at + 2}</${prefix}definedName>`,
    )
    .join("");
  const splices: Splice[] = [{ start: sheets.contentEnd, end: sheets.contentEnd, text: sheet }];
  const defined = index.children.find(({ name }) => name === "definedNames");
  if (defined !== undefined && defined.tag.kind !== "empty")
    splices.push({ start: defined.contentEnd, end: defined.contentEnd, text: names });
  else {
    const before = index.children
      .filter(({ name }) => ["sheets", "functionGroups", "externalReferences"].includes(name))
      .at(-1);
    const at = before?.end ?? sheets.end;
    splices.push({ start: at, end: at, text: `<${prefix}definedNames>${names}</${prefix}definedNames>` });
  }
  book.cut(index.part, splices);
  const relText = book.text(rels).text;
  const relRoot = rootOf(relText);
  const relType = attributeValue(relText, worksheet.element.tag, "Type") ?? "";
  const relation = `<${prefixOf(relRoot.tag.name)}Relationship Id="${SHEET_ID}" Type="${relType}" Target="/${SHEET_PART}"/>`;
  book.cut(rels, [{ start: relRoot.contentEnd, end: relRoot.contentEnd, text: relation }]);
  const typeText = book.text(types).text;
  const typeRoot = rootOf(typeText);
  const override = `<${prefixOf(typeRoot.tag.name)}Override PartName="/${SHEET_PART}" ContentType="${SHEET_TYPE}"/>`;
  book.cut(types, [{ start: typeRoot.contentEnd, end: typeRoot.contentEnd, text: override }]);
  book.add(SHEET_PART, strToU8(sheetXml(text, index.root, assumptions)));
}

/** A sheet of constants in the workbook's own namespace, which is another one in a strict workbook. */
function sheetXml(workbook: string, root: Element, assumptions: readonly AddedAssumption[]): string {
  const prefix = prefixOf(root.tag.name);
  const declared = findAttribute(
    workbook,
    root.tag,
    prefix === "" ? "xmlns" : `xmlns:${prefix.slice(0, -1)}`,
  );
  const namespace =
    declared === null
      ? "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
      : workbook.slice(declared.valueStart, declared.valueEnd);
  const text = (cell: string, value: string) =>
    `<c r="${cell}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
  const cell = (address: string, value: Scalar) => {
    if (value === null || value === "") return "";
    if (typeof value === "number") return `<c r="${address}"><v>${value}</v></c>`;
    return typeof value === "boolean"
      ? `<c r="${address}" t="b"><v>${value ? 1 : 0}</v></c>`
      : text(address, value);
  };
  const rows = assumptions.map(
    ({ name, value, unit, source }, at) =>
      `<row r="${at + 2}">${text(`A${at + 2}`, name)}${cell(`B${at + 2}`, value)}${cell(`C${at + 2}`, unit)}${cell(`D${at + 2}`, source)}</row>`,
  );
  const heading = `<row r="1">${["Assumption", "Value", "Unit", "Source"].map((each, at) => text(`${"ABCD"[at]}1`, each)).join("")}</row>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${namespace}"><cols><col min="1" max="4" width="28" customWidth="1"/></cols><sheetData>${heading}${rows.join("")}</sheetData></worksheet>`;
}
