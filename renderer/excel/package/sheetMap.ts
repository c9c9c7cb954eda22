// The parts of a worksheet's XML that a change of cells touches or must respect, found in one pass.
//
// Source: ECMA-376 Part 1, 18.3.1.99 (worksheet) and the elements named below.

import { type Area, readArea } from "./areas.ts";
import {
  attributeValue,
  childrenOf,
  type Element,
  elementAt,
  Malformed,
  nextTag,
  prefixOf,
  type Tag,
} from "./xmlScan.ts";

export interface SheetMap {
  /** The prefix of the sheet's elements with its colon, or "". */
  readonly prefix: string;
  readonly dimension: Element | null;
  readonly sheetData: Element;
  /** Default style numbers by column: from, to, style. */
  readonly columnStyles: readonly { readonly first: number; readonly last: number; readonly style: string }[];
  readonly merges: readonly Area[];
  readonly isProtected: boolean;
}

export function mapSheet(text: string): SheetMap {
  const root = nextTag(text, 0);
  if (root === null || root.kind !== "open") throw new Malformed();
  let dimension: Element | null = null;
  let sheetData: Element | null = null;
  const columnStyles: { first: number; last: number; style: string }[] = [];
  const merges: Area[] = [];
  let isProtected = false;
  let isClosed = false;
  for (let at = root.end; ; ) {
    const tag = nextTag(text, at);
    if (tag === null) break;
    if (tag.kind === "close") {
      isClosed = tag.name === root.name;
      break;
    }
    const element = sheetElement(text, tag);
    at = element.end;
    if (element.name === "dimension") dimension = element;
    else if (element.name === "sheetData") sheetData = element;
    else if (element.name === "cols") columnStyles.push(...stylesOf(text, element));
    else if (element.name === "mergeCells") merges.push(...mergesOf(text, element));
    else if (element.name === "sheetProtection")
      isProtected = /^(1|true|on)$/i.test(attributeValue(text, tag, "sheet") ?? "");
  }
  if (sheetData === null || !isClosed) throw new Malformed();
  return { prefix: prefixOf(root.name), dimension, sheetData, columnStyles, merges, isProtected };
}

/** The cells are most of the text: they are stepped over without looking at each. */
function sheetElement(text: string, tag: Tag): Element {
  if (tag.kind !== "open" || !/(^|:)sheetData$/.test(tag.name) || text.includes("<!", tag.end))
    return elementAt(text, tag);
  const contentEnd = text.indexOf(`</${tag.name}`, tag.end);
  if (contentEnd < 0) throw new Malformed();
  const end = text.indexOf(">", contentEnd) + 1;
  if (end === 0) throw new Malformed();
  return { tag, name: "sheetData", contentStart: tag.end, contentEnd, end };
}

function stylesOf(text: string, columns: Element): SheetMap["columnStyles"] {
  return [...childrenOf(text, columns)].flatMap(({ tag }) => {
    const style = attributeValue(text, tag, "style");
    if (style === null) return [];
    const first = Number(attributeValue(text, tag, "min"));
    return [{ first, last: Number(attributeValue(text, tag, "max")), style }];
  });
}

function mergesOf(text: string, list: Element): readonly Area[] {
  return [...childrenOf(text, list)].flatMap(({ tag }) => {
    const area = readArea(attributeValue(text, tag, "ref") ?? "");
    return area === null ? [] : [area];
  });
}
