// The rows and cells of a worksheet part as places in its text. A row is only taken apart when one of its cells is
// wanted; the others are stepped over in one go.
//
// What must stay true: a row or cell without a reference follows the one before it (ECMA-376 Part 1, 18.3.1.4,
// 18.3.1.73); rows may stand in any order and twice.

import { LAST_COLUMN, LAST_ROW, readCell } from "../../engine/grammar/cellAddress.ts";
import {
  attributeValue,
  childrenOf,
  type Element,
  elementAt,
  Malformed,
  nextTag,
  type Tag,
} from "./xmlScan.ts";

export interface RowPlace {
  /** From 1. */
  readonly number: number;
  readonly element: Element;
}

export interface CellPlace {
  readonly row: number;
  /** From 1. */
  readonly column: number;
  readonly element: Element;
}

/** Calls `visit` for every row in the order of the text. */
export function forEachRow(text: string, sheetData: Element, visit: (row: RowPlace) => void): void {
  if (sheetData.tag.kind === "empty") return;
  // A comment or a CDATA section could hold what looks like a row's end.
  const isPlain = text.indexOf("<!", sheetData.contentStart) < 0;
  let number = 0;
  for (let at = sheetData.contentStart; ; ) {
    const tag = nextTag(text, at, sheetData.contentEnd);
    if (tag === null) return;
    const element = isPlain ? quickElement(text, tag, sheetData.contentEnd) : elementAt(text, tag);
    at = element.end;
    if (element.name !== "row") continue;
    const said = Number(attributeValue(text, tag, "r") ?? number + 1);
    if (!Number.isInteger(said) || said < 1 || said > LAST_ROW) throw new Malformed();
    number = said;
    visit({ number, element });
  }
}

/** A row cannot hold a row, so its first closing tag is its own. */
function quickElement(text: string, tag: Tag, limit: number): Element {
  if (tag.kind !== "open" || !/(^|:)row$/.test(tag.name)) return elementAt(text, tag);
  const contentEnd = text.indexOf(`</${tag.name}`, tag.end);
  if (contentEnd < 0 || contentEnd >= limit) throw new Malformed();
  const close = text.indexOf(">", contentEnd);
  return { tag, name: "row", contentStart: tag.end, contentEnd, end: close + 1 };
}

/** The cells of a row in the order of the text. */
export function cellsOf(text: string, row: RowPlace): readonly CellPlace[] {
  const cells: CellPlace[] = [];
  let column = 0;
  for (const element of childrenOf(text, row.element)) {
    if (element.name !== "c") continue;
    const reference = attributeValue(text, element.tag, "r");
    const said = reference === null ? null : readCell(reference.trim());
    if (reference !== null && said === null) throw new Malformed();
    // The row's own number counts: Excel calls a cell that contradicts it damaged.
    column = said?.column ?? column + 1;
    if (column > LAST_COLUMN) throw new Malformed();
    cells.push({ row: row.number, column, element });
  }
  return cells;
}

/** The formula of a cell: its element and what it says of itself. */
export interface CellFormula {
  readonly element: Element;
  /** `normal`, `shared`, `array` or `dataTable` (18.18.6). */
  readonly type: string;
  readonly si: string | null;
  readonly ref: string | null;
}

export function formulaOf(text: string, cell: CellPlace): CellFormula | null {
  for (const element of childrenOf(text, cell.element)) {
    if (element.name !== "f") continue;
    const { tag } = element;
    return {
      element,
      type: attributeValue(text, tag, "t") ?? "normal",
      si: attributeValue(text, tag, "si"),
      ref: attributeValue(text, tag, "ref"),
    };
  }
  return null;
}
