// Whether a style of the workbook shows a number as a date or time: asked only when a date is put into a cell.
//
// Source: ECMA-376 Part 1, 18.8.10 (cellXfs), 18.8.30 (numFmt: the numbers of the formats that have no text).

import { isDateFormat } from "../../engine/format/numberFormat.ts";
import type { OpenPackage } from "./openPackage.ts";
import { attributeValue, childrenOf, type Element, rootOf, unescapeXml } from "./xmlScan.ts";

/** Dates and times among the built-in formats; 27 to 36 and 50 to 58 are those of East Asian languages. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** For each style number of the styles part, whether it shows dates; style 0 is what cells without one have. */
export function dateStyles(book: OpenPackage, part: string | undefined): readonly boolean[] {
  if (part === undefined) return [];
  const { text, decode } = book.text(part);
  const lists = new Map<string, Element>();
  for (const child of childrenOf(text, rootOf(text))) lists.set(child.name, child);
  const items = (name: string) => {
    const list = lists.get(name);
    return list === undefined ? [] : [...childrenOf(text, list)];
  };
  const codes = new Map<number, string>();
  for (const { tag } of items("numFmts")) {
    const code = unescapeXml(decode(attributeValue(text, tag, "formatCode") ?? ""));
    codes.set(Number(attributeValue(text, tag, "numFmtId")), code);
  }
  return items("cellXfs").map(({ tag }) => {
    const id = Number(attributeValue(text, tag, "numFmtId") ?? 0);
    const code = codes.get(id);
    return code === undefined ? isBuiltInDate(id) : isDateFormat(code);
  });
}
