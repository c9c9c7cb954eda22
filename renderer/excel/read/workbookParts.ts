// What a workbook says outside its sheets: tables, defined names, how numbers are shown, newer errors.
//
// Source: ECMA-376 Part 1, 18.5.1 (tables), 18.2.5 (definedName), 18.2.2 (calcPr); [MS-XLSX] 2.3.6, 2.6.207 (rich values).

import { readArea } from "../package/areas.ts";
import { type NumberFormat, numberFormats } from "../package/numberFormats.ts";
import type { OpenPackage } from "../package/openPackage.ts";
import { relationshipsOf } from "../package/relationships.ts";
import { plainName } from "../package/sheetGuards.ts";
import type { WorkbookIndex } from "../package/workbookIndex.ts";
import {
  attributeValue,
  childrenOf,
  type Element,
  localName,
  nextTag,
  rootOf,
  textOf,
} from "../package/xmlScan.ts";
import { errorIndex } from "./errorCodes.ts";
import type { PackedFormat } from "./packedWorkbook.ts";
import type { WorkbookName, WorkbookTable, WorkbookTableColumn } from "./workbookContent.ts";

function isTrue(text: string | null): boolean {
  return /^(1|true|on)$/i.test(text ?? "");
}

/** The part's attributes and texts as characters. */
function reader(book: OpenPackage, part: string) {
  const { text, decode } = book.text(part);
  return {
    text,
    attribute: ({ tag }: Element, name: string) => {
      const raw = attributeValue(text, tag, name);
      return raw === null ? undefined : plainName(decode(raw));
    },
    content: (element: Element) => textOf(decode(text.slice(element.contentStart, element.contentEnd))),
  };
}

export function formatsOf(book: OpenPackage, index: WorkbookIndex): readonly PackedFormat[] {
  const part = index.relationships.find((each) => each.type === "styles")?.part;
  return numberFormats(book, part).map((format) => ({ ...format, hasDay: hasDay(format) }));
}

/** Whether a date format shows a day or a year; one of hours alone shows a time. */
function hasDay({ code, isDate }: NumberFormat): boolean {
  // The built-in formats without a code of their own are dates of East Asian languages.
  if (isDate && code === "General") return true;
  return isDate && /[dye]|mmm/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|am\/pm/gi, ""));
}

/** The tables of a sheet's part. */
export function tablesOf(book: OpenPackage, sheetPart: string, sheet: number): readonly WorkbookTable[] {
  return relationshipsOf(book, sheetPart).list.flatMap((each) =>
    each.type === "table" && each.part !== undefined ? (tableIn(book, each.part, sheet) ?? []) : [],
  );
}

function tableIn(book: OpenPackage, part: string, sheet: number): WorkbookTable | null {
  const { text, attribute, content } = reader(book, part);
  const root = rootOf(text);
  const area = readArea(attribute(root, "ref") ?? "");
  if (root.name !== "table" || area === null) return null;
  const children = [...childrenOf(text, root)];
  const list = children.find((each) => each.name === "tableColumns");
  const filter = children.find((each) => each.name === "autoFilter");
  const columns = list === undefined ? [] : [...childrenOf(text, list)];
  const read = (column: Element): WorkbookTableColumn => {
    const children = [...childrenOf(text, column)];
    const formula = children.find((each) => each.name === "calculatedColumnFormula");
    const totals = children.find((each) => each.name === "totalsRowFormula");
    const [totalsFunction, label] = [
      attribute(column, "totalsRowFunction"),
      attribute(column, "totalsRowLabel"),
    ];
    return {
      name: attribute(column, "name") ?? "",
      isArrayFormula: formula !== undefined && isTrue(attribute(formula, "array") ?? null),
      ...(formula === undefined ? {} : { calculatedColumnFormula: content(formula) }),
      ...(totalsFunction === undefined || totalsFunction === "none"
        ? {}
        : { totalsRowFunction: totalsFunction }),
      ...(totals === undefined ? {} : { totalsRowFormula: content(totals) }),
      ...(label === undefined ? {} : { totalsRowLabel: label }),
    };
  };
  return {
    name: attribute(root, "displayName") ?? attribute(root, "name") ?? "",
    sheet,
    area,
    columns: columns.filter((each) => each.name === "tableColumn").map(read),
    hasHeaders: attribute(root, "headerRowCount") !== "0",
    hasTotals: Number(attribute(root, "totalsRowCount") ?? 0) > 0,
    isFiltered:
      filter !== undefined && [...childrenOf(text, filter)].some((each) => each.name === "filterColumn"),
  };
}

export function namesOf(book: OpenPackage, index: WorkbookIndex): readonly WorkbookName[] {
  const { text, attribute, content } = reader(book, index.part);
  const list = index.children.find((each) => each.name === "definedNames");
  const names = list === undefined ? [] : [...childrenOf(text, list)];
  return names
    .filter((each) => each.name === "definedName")
    .map((each) => {
      const sheet = attribute(each, "localSheetId");
      return {
        name: attribute(each, "name") ?? "",
        sheet: sheet === undefined || !/^\d+$/.test(sheet) ? null : Number(sheet),
        refersTo: content(each),
        comment: attribute(each, "comment") ?? "",
        isHidden: isTrue(attribute(each, "hidden") ?? null),
      };
    });
}

/** How the workbook wants to be calculated. */
export function calculationOf(
  book: OpenPackage,
  index: WorkbookIndex,
): { readonly isStale: boolean; readonly iterates: boolean } {
  const { text } = book.text(index.part);
  const settings = index.children.find((each) => each.name === "calcPr");
  const read = (name: string) => settings !== undefined && isTrue(attributeValue(text, settings.tag, name));
  return { isStale: read("fullCalcOnLoad"), iterates: read("iterate") };
}

/** The names of rich errors by their number ([MS-XLSX] 2.3.6.1.3). */
const RICH_ERRORS: Readonly<Record<string, string>> = { "8": "#SPILL!", "13": "#CALC!" };

/** Errors newer than the file format are stored as #VALUE! with the real one in the rich values: by a cell's `vm`. */
export function richErrorsOf(book: OpenPackage): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const metadata = book.find("xl/metadata.xml");
  const structurePart = book.find("xl/richData/rdrichvaluestructure.xml");
  const valuePart = book.find("xl/richData/rdrichvalue.xml");
  if (metadata === undefined || structurePart === undefined || valuePart === undefined) return found;
  const structures = childrenIn(book, structurePart).map((structure) =>
    structure.children.findIndex((each) => each.attribute("n") === "errorType"),
  );
  const values = childrenIn(book, valuePart);
  const { text } = book.text(metadata);
  const blocks = [...childrenOf(text, rootOf(text))];
  const future = blocks.find(
    (each) => each.name === "futureMetadata" && attributeValue(text, each.tag, "name") === "XLRICHVALUE",
  );
  const valueBlocks = blocks.find((each) => each.name === "valueMetadata");
  if (future === undefined || valueBlocks === undefined) return found;
  const indexes = [...childrenOf(text, future)].map((each) => Number(firstAttribute(text, each, "rvb", "i")));
  for (const [place, each] of [...childrenOf(text, valueBlocks)].entries()) {
    const value = values[indexes[Number(firstAttribute(text, each, "rc", "v"))] ?? -1];
    const key = structures[Number(value?.attribute("s"))] ?? -1;
    const error = RICH_ERRORS[value?.children[key]?.content() ?? ""];
    if (error !== undefined) found.set(place + 1, errorIndex(error));
  }
  return found;
}

interface Part {
  attribute(name: string): string | undefined;
  content(): string;
  readonly children: readonly Part[];
}

function childrenIn(book: OpenPackage, part: string): readonly Part[] {
  const { text, attribute, content } = reader(book, part);
  const made = (element: Element): Part => ({
    attribute: (name) => attribute(element, name),
    content: () => content(element),
    children: [...childrenOf(text, element)].map(made),
  });
  return [...childrenOf(text, rootOf(text))].map(made);
}

/** An attribute of the first tag of that name inside an element. */
function firstAttribute(text: string, element: Element, name: string, attribute: string): string | null {
  for (let at = element.contentStart; ; ) {
    const tag = nextTag(text, at, element.contentEnd);
    if (tag === null) return null;
    if (localName(tag.name) === name && tag.kind !== "close") return attributeValue(text, tag, attribute);
    at = tag.end;
  }
}
