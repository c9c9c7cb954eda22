// How the styles of a workbook show numbers: the code of each, and whether it is one of a date or time.
//
// Source: ECMA-376 Part 1, 18.8.10 (cellXfs), 18.8.30 (numFmt: the numbers of the formats that have no text).

import { isDateFormat } from "../../engine/format/numberFormat.ts";
import type { OpenPackage } from "./openPackage.ts";
import { attributeValue, childrenOf, type Element, rootOf, unescapeXml } from "./xmlScan.ts";

/** Dates and times among the built-in formats; 27 to 36 and 50 to 58 are those of East Asian languages. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** The codes of the built-in formats as English Excel has them (18.8.30); the others are General. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  5: "$#,##0_);($#,##0)",
  6: "$#,##0_);[Red]($#,##0)",
  7: "$#,##0.00_);($#,##0.00)",
  8: "$#,##0.00_);[Red]($#,##0.00)",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "m/d/yy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "m/d/yy h:mm",
  37: "#,##0_);(#,##0)",
  38: "#,##0_);[Red](#,##0)",
  39: "#,##0.00_);(#,##0.00)",
  40: "#,##0.00_);[Red](#,##0.00)",
  41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
  42: '_($* #,##0_);_($* \\(#,##0\\);_($* "-"_);_(@_)',
  43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
  44: '_($* #,##0.00_);_($* \\(#,##0.00\\);_($* "-"??_);_(@_)',
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
  48: "##0.0E+0",
  49: "@",
};

export interface NumberFormat {
  readonly code: string;
  readonly isDate: boolean;
}

/** The format of each style number of the styles part; style 0 is what cells without one have. */
export function numberFormats(book: OpenPackage, part: string | undefined): readonly NumberFormat[] {
  if (part === undefined) return [];
  const { text, decode } = book.text(part);
  const lists = new Map<string, Element>();
  for (const child of childrenOf(text, rootOf(text))) lists.set(child.name, child);
  const items = (name: string) => {
    const list = lists.get(name);
    return list === undefined ? [] : [...childrenOf(text, list)];
  };
  const own = new Map<number, NumberFormat>();
  for (const { tag } of items("numFmts")) {
    const code = unescapeXml(decode(attributeValue(text, tag, "formatCode") ?? ""));
    own.set(Number(attributeValue(text, tag, "numFmtId")), { code, isDate: isDateFormat(code) });
  }
  return items("cellXfs").map(({ tag }) => {
    const id = Number(attributeValue(text, tag, "numFmtId") ?? 0);
    return own.get(id) ?? { code: BUILT_IN[id] ?? "General", isDate: isBuiltInDate(id) };
  });
}
