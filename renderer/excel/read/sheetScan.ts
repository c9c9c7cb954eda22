// A worksheet part from bytes to columns of numbers, in one pass and without a string for anything but what has to be
// one. Cells are by far the most of any workbook, so they are taken apart by hand here; everything else of a sheet is
// only counted, for the loss report.
//
// What must stay true: a cell is taken in full or, when its end is not there yet, left for the next piece; a row or cell
// that does not say where it is follows the one before it; results that are 0, "" or FALSE stay; what is not well-formed
// is Malformed, so that no cell is lost without a word. Source: ECMA-376 Part 1, 18.3.1 (sheetData, row, c, f, v, is).

import { LAST_COLUMN, LAST_ROW } from "../../engine/grammar/cellAddress.ts";
import { Malformed } from "../package/xmlScan.ts";
import { serialOfIsoText } from "./cells.ts";
import { CELL, type CellBlock, CellWriter } from "./cellWriter.ts";
import { errorIndex } from "./errorCodes.ts";
import { FORMULA, FormulaWriter } from "./formulaWriter.ts";
import { numberIn, wholeIn } from "./numberBytes.ts";
import type { ByteScanner } from "./pieceReader.ts";
import { appendItem } from "./stringScan.ts";
import { type TextHeap, utf8Text } from "./textHeap.ts";
import {
  afterElement,
  afterSpecial,
  afterTag,
  attributeIn,
  isBlank,
  isNameEnd,
  localNameAt,
} from "./xmlBytes.ts";

/** More cells than a workbook may have. */
export class TooManyCells extends Error {}

/** What the sheets of a workbook share while they are read. */
export interface SheetSurroundings {
  readonly heap: TextHeap;
  readonly scratch: CellBlock;
  /** How many shared texts there are. */
  readonly sharedCount: number;
  /** By a cell's `vm`: errors newer than the file format, as indexes in `ERROR_CODES`. */
  readonly richErrors: ReadonlyMap<number, number>;
  /** Cells that may still come. */
  cellsLeft: number;
}

export interface FilterRange {
  readonly first: number;
  readonly last: number;
}

const OUTSIDE = 0;
const IN_DATA = 1;
const IN_ROW = 2;

const TYPE = { number: 0, shared: 1, text: 2, boolean: 3, error: 4, date: 5, inline: 6 } as const;

export class SheetScan implements ByteScanner {
  readonly cells: CellWriter;
  readonly formulas = new FormulaWriter();
  readonly hiddenRows: number[] = [];
  /** How often each element outside the cells stands in the sheet, by local name. */
  readonly counts = new Map<string, number>();
  filter: FilterRange | null = null;
  styledCells = 0;
  outlinedRows = 0;
  richCells = 0;
  dynamicCells = 0;
  dataTables = 0;
  /** Cells whose shared text does not exist, and whose number is none. */
  lostTexts = 0;
  oddNumbers = 0;
  /** Cells with two values, of which the last counts. */
  doubleValues = 0;
  rootName = "";
  hasData = false;

  readonly #around: SheetSurroundings;
  #mode = OUTSIDE;
  /** Bytes of the prefix with its colon, which every element of the cells carries. */
  #prefix = 0;
  readonly #open: string[] = [];
  #isClosed = false;
  #row = 0;
  #column = 0;
  #filtered: FilterRange | null = null;

  constructor(around: SheetSurroundings) {
    this.#around = around;
    this.cells = new CellWriter(around.scratch);
  }

  scan(bytes: Uint8Array, end: number, isLast: boolean): number {
    let at = 0;
    while (at < end) {
      if (bytes[at] !== 0x3c) {
        at = bytes.indexOf(0x3c, at);
        if (at < 0 || at >= end) {
          at = end;
          break;
        }
      }
      const next = this.#step(bytes, at, end);
      if (next < 0) break;
      at = next;
    }
    if (isLast && (at < end || !this.#isClosed)) throw new Malformed();
    return at;
  }

  /** Reads the tag (or the whole cell) at `at`; -1 when it is not all there. */
  #step(bytes: Uint8Array, at: number, end: number): number {
    if (at + 1 >= end) return -1;
    const kind = bytes[at + 1];
    if (kind === 0x21 || kind === 0x3f) return afterSpecial(bytes, at, end);
    if (this.#mode === IN_ROW) {
      const name = at + 1 + this.#prefix;
      if (bytes[name] === 0x63 && isNameEnd(bytes[name + 1]) && name + 1 < end)
        return this.#cell(bytes, name + 1, end);
    }
    const after = afterTag(bytes, at, end);
    if (after < 0) return -1;
    const name = localNameAt(bytes, at, after);
    const isEmpty = bytes[after - 2] === 0x2f;
    if (this.#mode === OUTSIDE) this.#outside(bytes, at, after, name, isEmpty);
    else if (this.#mode === IN_DATA) {
      if (kind === 0x2f) {
        if (name !== "sheetData") throw new Malformed();
        this.#mode = OUTSIDE;
      } else if (name === "row") this.#startRow(bytes, at, after, isEmpty);
      else return afterElement(bytes, at, end);
    } else if (kind === 0x2f) {
      if (name !== "row") throw new Malformed();
      this.#mode = IN_DATA;
    } else return afterElement(bytes, at, end);
    return after;
  }

  #outside(bytes: Uint8Array, at: number, after: number, name: string, isEmpty: boolean): void {
    if (this.#isClosed) throw new Malformed();
    if (bytes[at + 1] === 0x2f) {
      if (this.#open.pop() !== name) throw new Malformed();
      this.#isClosed = this.#open.length === 0;
      return;
    }
    if (this.#open.length === 0) {
      this.rootName = name;
      const colon = bytes.indexOf(0x3a, at);
      if (colon >= 0 && colon < at + 1 + utf8Text(bytes, at, after).search(/[\s/>]/))
        this.#prefix = colon - at;
      this.#isClosed = isEmpty;
    } else if (name === "sheetData" && this.#open.length === 1) {
      this.hasData = true;
      if (!isEmpty) this.#mode = IN_DATA;
      return;
    }
    // The other half of an alternative holds the same things again for old programs.
    if (!this.#open.includes("Fallback")) {
      this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
      this.#look(bytes, at, after, name);
    }
    if (!isEmpty) this.#open.push(name);
  }

  #look(bytes: Uint8Array, at: number, after: number, name: string): void {
    if (name === "autoFilter" && this.#open.length === 1) {
      const rows = /(\d+):[$A-Z]*?\$?(\d+)$/i.exec(attributeIn(bytes, at, after, "ref") ?? "");
      if (rows !== null) this.#filtered = { first: Number(rows[1]), last: Number(rows[2]) };
    }
    if (name === "filterColumn" && this.#open.at(-1) === "autoFilter") this.filter = this.#filtered;
    if (name === "pane" && /frozen/i.test(attributeIn(bytes, at, after, "state") ?? ""))
      this.counts.set("frozenPane", 1);
    if (name === "sheetProtection" && !/^(1|true|on)$/i.test(attributeIn(bytes, at, after, "sheet") ?? ""))
      this.counts.delete(name);
  }

  #startRow(bytes: Uint8Array, at: number, after: number, isEmpty: boolean): void {
    this.#row += 1;
    this.#column = 0;
    let name = at + 1 + this.#prefix + 3;
    while (name < after) {
      while (isBlank(bytes[name])) name += 1;
      let equals = name;
      while (equals < after && bytes[equals] !== 0x3d) equals += 1;
      if (equals >= after) break;
      let from = equals + 1;
      while (isBlank(bytes[from])) from += 1;
      const to = bytes.indexOf(bytes[from] as number, from + 1);
      from += 1;
      let nameEnd = equals;
      while (isBlank(bytes[nameEnd - 1])) nameEnd -= 1;
      this.#rowAttribute(bytes, name, nameEnd, from, to);
      name = to + 1;
    }
    if (!isEmpty) this.#mode = IN_ROW;
  }

  #rowAttribute(bytes: Uint8Array, name: number, nameEnd: number, from: number, to: number): void {
    const length = nameEnd - name;
    if (length === 1 && bytes[name] === 0x72) {
      const row = wholeIn(bytes, from, to);
      if (row < 1 || row > LAST_ROW) throw new Malformed();
      this.#row = row;
    } else if (length === 6 || length === 12) {
      const text = utf8Text(bytes, name, nameEnd);
      const value = utf8Text(bytes, from, to);
      if (text === "hidden" && /^(1|true|on)$/i.test(value)) this.hiddenRows.push(this.#row);
      if (text === "outlineLevel" && value !== "0") this.outlinedRows += 1;
    }
  }

  /** A cell from after its name on; -1 when its end is not there yet. */
  #cell(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    let placeFrom = 0;
    let placeTo = 0;
    let type: number = TYPE.number;
    let style = 0;
    let vm = 0;
    let isDynamic = false;
    let isEmpty = false;
    for (;;) {
      let byte = bytes[at];
      while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++at];
      if (at >= end) return -1;
      if (byte === 0x3e) {
        at += 1;
        break;
      }
      if (byte === 0x2f) {
        if (at + 1 >= end) return -1;
        if (bytes[at + 1] !== 0x3e) throw new Malformed();
        at += 2;
        isEmpty = true;
        break;
      }
      const name = at;
      while (at < end && byte !== 0x3d && byte !== 0x3e && byte !== 0x3c && !isBlank(byte))
        byte = bytes[++at];
      const nameEnd = at;
      while (at < end && isBlank(bytes[at])) at += 1;
      if (at >= end) return -1;
      if (bytes[at] !== 0x3d) throw new Malformed();
      at += 1;
      while (at < end && isBlank(bytes[at])) at += 1;
      if (at >= end) return -1;
      const quote = bytes[at];
      if (quote !== 0x22 && quote !== 0x27) throw new Malformed();
      const from = at + 1;
      at = from;
      while (at < end && bytes[at] !== quote && bytes[at] !== 0x3c) at += 1;
      if (at >= end) return -1;
      if (bytes[at] === 0x3c) throw new Malformed();
      const to = at;
      at += 1;
      if (nameEnd - name === 1) {
        const letter = bytes[name];
        if (letter === 0x72) {
          placeFrom = from;
          placeTo = to;
        } else if (letter === 0x73) style = Math.max(0, wholeIn(bytes, from, to));
        else if (letter === 0x74) type = typeOf(bytes, from, to);
      } else if (nameEnd - name === 2 && bytes[name + 1] === 0x6d) {
        if (bytes[name] === 0x63) isDynamic = true;
        else if (bytes[name] === 0x76) vm = wholeIn(bytes, from, to);
      }
    }
    let valueFrom = -1;
    let valueTo = -1;
    let inlineFrom = -1;
    let inlineTo = -1;
    let formula = -1;
    let formulaTagEnd = -1;
    let formulaTo = -1;
    let doubles = 0;
    while (!isEmpty) {
      while (at < end && bytes[at] !== 0x3c) at += 1;
      const name = at + 1 + this.#prefix;
      if (name + 2 >= end) return -1;
      const kind = bytes[at + 1];
      if (kind === 0x2f) {
        if (bytes[name + 1] !== 0x63 || !isNameEnd(bytes[name + 2])) throw new Malformed();
        at += 3 + this.#prefix;
        while (at < end && bytes[at] !== 0x3e) at += 1;
        if (at >= end) return -1;
        at += 1;
        break;
      }
      if (kind === 0x21 || kind === 0x3f) {
        at = afterSpecial(bytes, at, end);
        if (at < 0) return -1;
        continue;
      }
      const letter = bytes[name];
      const isShort = isNameEnd(bytes[name + 1]);
      const isInline = letter === 0x69 && bytes[name + 1] === 0x73 && isNameEnd(bytes[name + 2]);
      if (!(isShort && (letter === 0x76 || letter === 0x66)) && !isInline) {
        at = afterElement(bytes, at, end);
        if (at < 0) return -1;
        continue;
      }
      const tag = at;
      const content = bytes[name + 1] === 0x3e ? name + 2 : afterTag(bytes, at, end);
      if (content < 0) return -1;
      if (isInline) {
        at = afterElement(bytes, tag, end);
        if (at < 0) return -1;
        if (inlineFrom >= 0) doubles += 1;
        inlineFrom = content;
        inlineTo = at;
        continue;
      }
      let to = content;
      if (bytes[content - 2] !== 0x2f) {
        to = textEnd(bytes, content, end);
        if (to < 0 || to + 3 + this.#prefix >= end) return -1;
        if (bytes[to + 2 + this.#prefix] !== letter) throw new Malformed();
        at = to + 3 + this.#prefix;
        while (at < end && bytes[at] !== 0x3e) at += 1;
        if (at >= end) return -1;
        at += 1;
      } else at = content;
      if (letter === 0x76) {
        if (valueFrom >= 0) doubles += 1;
        valueFrom = content;
        valueTo = to;
      } else {
        formula = tag;
        formulaTagEnd = content;
        formulaTo = to;
      }
    }
    this.#place(bytes, placeFrom, placeTo);
    if (style !== 0) this.styledCells += 1;
    if (isDynamic) this.dynamicCells += 1;
    this.doubleValues += doubles;
    const before = this.cells.count;
    if (valueFrom >= 0 || inlineFrom >= 0)
      this.#value(bytes, type, style, vm, valueFrom, valueTo, inlineFrom, inlineTo, formula >= 0);
    if (formula >= 0) {
      if (this.cells.count === before) this.#add(CELL.blank, style, 0);
      this.#formula(bytes, formula, formulaTagEnd, formulaTo, isDynamic);
    }
    return at;
  }

  /** Where the cell is: what it says, or after the one before it. */
  #place(bytes: Uint8Array, from: number, to: number): void {
    if (to === 0) {
      this.#column += 1;
    } else {
      let column = 0;
      let at = from;
      for (; at < to; at += 1) {
        const letter = (bytes[at] as number) & 0xdf;
        if (letter < 0x41 || letter > 0x5a) break;
        column = column * 26 + letter - 0x40;
      }
      const row = wholeIn(bytes, at, to);
      if (at === from || row < 1 || row > LAST_ROW) throw new Malformed();
      this.#column = column;
      this.#row = row;
    }
    if (this.#column > LAST_COLUMN || this.#row > LAST_ROW) throw new Malformed();
  }

  #add(kind: number, style: number, value: number): void {
    this.#around.cellsLeft -= 1;
    if (this.#around.cellsLeft < 0) throw new TooManyCells();
    this.cells.add(this.#row, this.#column, kind, style > 0xffff ? 0 : style, value);
  }

  #value(
    bytes: Uint8Array,
    type: number,
    style: number,
    vm: number,
    valueFrom: number,
    valueTo: number,
    inlineFrom: number,
    inlineTo: number,
    hasFormula: boolean,
  ): void {
    const { heap } = this.#around;
    if (inlineFrom >= 0 && (type === TYPE.inline || valueFrom < 0)) {
      heap.begin();
      if (appendItem(heap, bytes, inlineFrom, inlineTo)) this.richCells += 1;
      this.#add(CELL.text, style, heap.end());
      return;
    }
    if (valueFrom < 0) return;
    let from = valueFrom;
    let to = valueTo;
    if (type === TYPE.text || type === TYPE.inline) {
      if (from < to || hasFormula || type === TYPE.text)
        this.#add(CELL.text, style, heap.add(bytes, from, to, true));
      return;
    }
    while (from < to && isBlank(bytes[from])) from += 1;
    while (from < to && isBlank(bytes[to - 1])) to -= 1;
    if (from === to) return;
    switch (type) {
      case TYPE.shared: {
        const index = wholeIn(bytes, from, to);
        if (index >= 0 && index < this.#around.sharedCount) this.#add(CELL.shared, style, index);
        else this.lostTexts += 1;
        return;
      }
      case TYPE.boolean:
        this.#add(
          CELL.boolean,
          style,
          bytes[from] === 0x31 || (bytes[from] as number | 0x20) === 0x74 ? 1 : 0,
        );
        return;
      case TYPE.error:
        this.#add(
          CELL.error,
          style,
          this.#around.richErrors.get(vm) ?? errorIndex(utf8Text(bytes, from, to)),
        );
        return;
      case TYPE.date: {
        const serial = serialOfIsoText(utf8Text(bytes, from, to));
        if (serial !== undefined) this.#add(CELL.date, style, serial);
        else this.#add(CELL.text, style, heap.add(bytes, from, to, true));
        return;
      }
      default: {
        const number = numberIn(bytes, from, to);
        if (Number.isFinite(number)) this.#add(CELL.number, style, number);
        else if (Number.isNaN(number)) {
          this.oddNumbers += 1;
          this.#add(CELL.text, style, heap.add(bytes, from, to, true));
        } else this.#add(CELL.error, style, errorIndex("#NUM!"));
      }
    }
  }

  #formula(bytes: Uint8Array, tag: number, tagEnd: number, to: number, isDynamic: boolean): void {
    const hasAttributes = tagEnd - tag > 3 + this.#prefix;
    const read = (name: string) => (hasAttributes ? (attributeIn(bytes, tag, tagEnd, name) ?? "") : "");
    const type = read("t");
    let kind: number = FORMULA.normal;
    if (type === "shared") kind = FORMULA.shared;
    else if (type === "array") kind = isDynamic ? FORMULA.dynamicArray : FORMULA.array;
    else if (type === "dataTable") kind = FORMULA.dataTable;
    if (kind === FORMULA.dataTable) this.dataTables += 1;
    const isBlankText = to <= tagEnd;
    if (isBlankText && kind !== FORMULA.shared && kind !== FORMULA.dataTable) return;
    const text = isBlankText ? -1 : this.#around.heap.add(bytes, tagEnd, to, false);
    const si = kind === FORMULA.shared ? Number(read("si")) : 0;
    this.formulas.add(
      this.cells.count - 1,
      this.#row,
      this.#column,
      kind,
      text,
      Number.isInteger(si) ? si : 0,
      read("ref"),
    );
  }
}

/** Where the text of an element ends: before its closing tag; CDATA sections and comments belong to it. */
function textEnd(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; ; ) {
    while (at < end && bytes[at] !== 0x3c) at += 1;
    if (at + 2 >= end) return -1;
    if (bytes[at + 1] === 0x2f) return at;
    if (bytes[at + 1] !== 0x21) throw new Malformed();
    at = afterSpecial(bytes, at, end);
    if (at < 0) return -1;
  }
}

function typeOf(bytes: Uint8Array, from: number, to: number): number {
  if (to - from === 1) {
    switch (bytes[from]) {
      case 0x73:
        return TYPE.shared;
      case 0x62:
        return TYPE.boolean;
      case 0x65:
        return TYPE.error;
      case 0x64:
        return TYPE.date;
      default:
        return TYPE.number;
    }
  }
  // `str` comes with every formula that gives a text.
  if (to - from === 3) return bytes[from] === 0x73 && bytes[from + 2] === 0x72 ? TYPE.text : TYPE.number;
  return utf8Text(bytes, from, to) === "inlineStr" ? TYPE.inline : TYPE.number;
}
