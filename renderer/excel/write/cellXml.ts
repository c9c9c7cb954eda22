// The cells of all sheets, one after the other, as XML. The hot path of a big export: what repeats from row to row (a
// column's letters, a format, a whole formula) is turned into bytes once and copied from then on.
//
// What must stay true: a formula never stands without a cached value; a number that is not finite never
// reaches the file; text is a text cell whatever it looks like, so a text beginning with "=" stays text; what
// does not fit a cell is cut and reported.
// Source: ECMA-376 Part 1, 18.3.1.4 (c), 18.3.1.40 (f), 18.18.11 (cell types); Excel's limit of 32,767 characters.

import { strToU8 } from "fflate";
import { type ErrorCode, isError, type Value } from "../../engine/values/value.ts";
import type { Problem } from "../../plan/problem.ts";
import { columnLetter } from "../read/sourceFile.ts";
import type { FileFormula } from "./fileFormula.ts";
import { cutText } from "./names.ts";
import type { PartWriter } from "./packageWriter.ts";
import type { SharedStrings } from "./sharedStrings.ts";
import { keepSpace, xmlText } from "./xmlText.ts";

const LONGEST_TEXT = 32_767;
/** Up to here a whole number is written digit by digit. */
const LARGEST_COUNT = 2 ** 31;

/**
 * Errors younger than the file format. Excel writes them as #VALUE! with a rich-value record beside it, and works them
 * out again on load; so do we, without the record.
 */
const YOUNG_ERRORS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["#SPILL!", "#CALC!"]);

/** The error as the file holds it. */
export function fileError(code: ErrorCode): ErrorCode {
  return YOUNG_ERRORS.has(code) ? "#VALUE!" : code;
}

function errorText(value: Value): ErrorCode {
  return isError(value) ? fileError(value.error) : "#NUM!";
}

const VALUE_END = strToU8("</v></c>");

type ResultKind = "number" | "text" | "boolean" | "error";

const RESULT_TYPES: Readonly<Record<ResultKind, string>> = {
  number: "",
  text: ' t="str"',
  boolean: ' t="b"',
  error: ' t="e"',
};

function resultKind(value: Value): ResultKind {
  if (typeof value === "number") return Number.isFinite(value) ? "number" : "error";
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "boolean";
  return value === null ? "number" : "error";
}

/** The start of a constant's cell, after its address, for each kind of value in one format. */
interface ConstantHeads {
  readonly blank: Uint8Array;
  readonly number: Uint8Array;
  readonly text: Uint8Array;
  readonly boolean: Uint8Array;
  readonly error: Uint8Array;
}

function constantHeads(style: number): ConstantHeads {
  const head = (rest: string) => strToU8(`" s="${style}"${rest}`);
  return {
    blank: head("/>"),
    number: head("><v>"),
    text: head(' t="s"><v>'),
    boolean: head(' t="b"><v>'),
    error: head(' t="e"><v>'),
  };
}

/** Writes a formula with one result into the present cell. */
export type FormulaCell = (value: Value) => void;

/** Makes the cells of all sheets, one sheet after the other: `startSheet`, then rows, then cells from left to right. */
export class CellWriter {
  readonly strings: SharedStrings;
  #part: PartWriter | null = null;
  #sheetName = "";
  #row = 0;
  #column = 0;
  readonly #starts: Uint8Array[] = [];
  readonly #heads: ConstantHeads[] = [];
  readonly #cut = new Map<string, { first: string; count: number }>();

  constructor(strings: SharedStrings) {
    this.strings = strings;
  }

  /** Cells made from now on go into this part; the sheet's name is the place of a problem. */
  startSheet(name: string, part: PartWriter): void {
    this.#sheetName = name;
    this.#part = part;
  }

  /** Opens a row (1-based); `attributes` with a leading blank, such as ` ht="30" customHeight="1"`. */
  startRow(row: number, attributes = ""): void {
    this.#row = row;
    this.#out.write('<row r="');
    this.#out.writeCount(row);
    this.#out.write(`"${attributes}>`);
  }

  endRow(): void {
    this.#out.write("</row>");
  }

  /** The next cell stands in this column (0-based). */
  at(column: number): void {
    this.#column = column;
  }

  get #out(): PartWriter {
    if (this.#part === null) throw new Error("a cell before its sheet");
    return this.#part;
  }

  /** A constant; blank (`null`) gives a cell that has only its format. */
  constant(style: number, value: Value): void {
    const out = this.#out;
    this.#startCell(out);
    const heads = this.#heads[style] ?? constantHeads(style);
    this.#heads[style] = heads;
    if (typeof value === "number" && Number.isFinite(value)) {
      out.writeBytes(heads.number);
      writeNumber(out, value);
    } else if (value === null) {
      out.writeBytes(heads.blank);
      return;
    } else if (typeof value === "string") {
      out.writeBytes(heads.text);
      out.writeCount(this.strings.index(this.#fit(value)));
    } else if (typeof value === "boolean") {
      out.writeBytes(heads.boolean);
      out.write(value ? "1" : "0");
    } else {
      out.writeBytes(heads.error);
      out.write(errorText(value));
    }
    out.writeBytes(VALUE_END);
  }

  /**
   * A live formula, prepared once for all cells that hold it. A blank result is 0, as in Excel, where `=A1` of a blank A1
   * gives 0.
   */
  prepare(style: number, formula: FileFormula): FormulaCell {
    if (formula.isArray) return (value) => this.#formula(this.#head(style, formula, value), value);
    const kinds: Partial<Record<ResultKind, Uint8Array>> = {};
    return (value) => {
      const kind = resultKind(value);
      const head = kinds[kind] ?? this.#head(style, formula, value);
      kinds[kind] = head;
      this.#formula(head, value);
    };
  }

  /** One cell with a formula of its own. */
  formula(style: number, formula: FileFormula, value: Value): void {
    this.#formula(this.#head(style, formula, value), value);
  }

  /** A formula cell from the quote after its address to its value. */
  #head(style: number, formula: FileFormula, value: Value): Uint8Array {
    const type = RESULT_TYPES[resultKind(value)];
    const element = formula.isArray
      ? `<f t="array" ref="${columnLetter(this.#column)}${this.#row}">${formula.xml}</f>`
      : `<f>${formula.xml}</f>`;
    return strToU8(`" s="${style}"${formula.isArray ? ' cm="1"' : ""}${type}>${element}<v`);
  }

  #formula(head: Uint8Array, value: Value): void {
    const out = this.#out;
    this.#startCell(out);
    out.writeBytes(head);
    if (typeof value === "string") {
      const text = this.#fit(value);
      out.write(keepSpace(text));
      out.write(">");
      out.write(xmlText(text));
    } else {
      out.write(">");
      if (value === null) out.write("0");
      else if (typeof value === "number" && Number.isFinite(value)) writeNumber(out, value);
      else if (typeof value === "boolean") out.write(value ? "1" : "0");
      else out.write(errorText(value));
    }
    out.writeBytes(VALUE_END);
  }

  /** `<c r="B2`, without the quote that the heads begin with. */
  #startCell(out: PartWriter): void {
    const start = this.#starts[this.#column] ?? strToU8(`<c r="${columnLetter(this.#column)}`);
    this.#starts[this.#column] = start;
    out.writeBytes(start);
    out.writeCount(this.#row);
  }

  #fit(text: string): string {
    if (text.length <= LONGEST_TEXT) return text;
    const known = this.#cut.get(this.#sheetName);
    if (known === undefined)
      this.#cut.set(this.#sheetName, { first: `${columnLetter(this.#column)}${this.#row}`, count: 1 });
    else known.count += 1;
    return cutText(text, LONGEST_TEXT);
  }

  /** What had to be cut, one problem per sheet. */
  problems(): readonly Problem[] {
    return [...this.#cut].map(([sheet, { first, count }]) => ({
      code: "text-cut",
      severity: "warning",
      message: `${count === 1 ? "A text was" : `${count} texts were`} cut at 32,767 characters, the most an Excel cell holds, first in ${first} of ${sheet}.`,
      remedy: "Shorten the text in the plan, then export again.",
      where: { sheet, column: first.replace(/\d+$/, ""), row: Number(first.replace(/^\D+/, "")) },
      rows: count,
    }));
  }
}

/** A number as XML Schema writes doubles, which is as JavaScript does; minus zero is 0, as in Excel. */
function writeNumber(out: PartWriter, value: number): void {
  if (value >= 0 && value < LARGEST_COUNT && Number.isInteger(value)) out.writeCount(value);
  else out.write(String(value));
}
