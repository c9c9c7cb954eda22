// One cell as XML, without its `<c r="B2"` (the sheet writes that). The hot path of a big export: plain strings, put
// together once per cell.
//
// What must stay true: a formula never stands without a cached value; a number that is not finite never
// reaches the file; text is a text cell whatever it looks like, so a text beginning with "=" stays text; what
// does not fit a cell is cut and reported.
// Source: ECMA-376 Part 1, 18.3.1.4 (c), 18.3.1.40 (f), 18.18.11 (cell types); Excel's limit of 32,767 characters.

import { type ErrorCode, isError, type Value } from "../../engine/values/value.ts";
import type { Problem } from "../../plan/problem.ts";
import type { FileFormula } from "./fileFormula.ts";
import { cutText } from "./names.ts";
import type { SharedStrings } from "./sharedStrings.ts";
import { keepSpace, xmlText } from "./xmlText.ts";

const LONGEST_TEXT = 32_767;

/**
 * Errors younger than the file format. Excel writes them as #VALUE! with a rich-value record beside it, and works them
 * out again on load; so do we, without the record.
 */
const YOUNG_ERRORS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["#SPILL!", "#CALC!"]);

/** The error as the file holds it. */
export function fileError(code: ErrorCode): ErrorCode {
  return YOUNG_ERRORS.has(code) ? "#VALUE!" : code;
}

/** A number as XML Schema writes doubles, which is as JavaScript does; minus zero is 0, as in Excel. */
function numberText(value: number): string {
  return value === 0 ? "0" : String(value);
}

function errorText(value: Value): ErrorCode {
  return isError(value) ? fileError(value.error) : "#NUM!";
}

/** Makes the cells of all sheets, one sheet after the other. */
export class CellWriter {
  readonly strings: SharedStrings;
  #sheetName = "";
  #cut = new Map<string, { first: string; count: number }>();

  constructor(strings: SharedStrings) {
    this.strings = strings;
  }

  /** Cells made from now on belong to this sheet (for the place of a problem). */
  startSheet(name: string): void {
    this.#sheetName = name;
  }

  /** A constant; blank (`null`) gives a cell that has only its format. */
  constant(style: number, value: Value, address: string): string {
    if (typeof value === "number" && Number.isFinite(value))
      return ` s="${style}"><v>${numberText(value)}</v></c>`;
    if (value === null) return ` s="${style}"/>`;
    if (typeof value === "string")
      return ` s="${style}" t="s"><v>${this.strings.index(this.#fit(value, address))}</v></c>`;
    if (typeof value === "boolean") return ` s="${style}" t="b"><v>${value ? 1 : 0}</v></c>`;
    return ` s="${style}" t="e"><v>${errorText(value)}</v></c>`;
  }

  /** A live formula with its result. A blank result is 0, as in Excel, where `=A1` of a blank A1 gives 0. */
  formula(style: number, formula: FileFormula, value: Value, address: string): string {
    const xml = formula.isArray
      ? `><f t="array" ref="${address}">${formula.xml}</f>`
      : `><f>${formula.xml}</f>`;
    const attributes = formula.isArray ? ` s="${style}" cm="1"` : ` s="${style}"`;
    if (value === null) return `${attributes}${xml}<v>0</v></c>`;
    if (typeof value === "number" && Number.isFinite(value))
      return `${attributes}${xml}<v>${numberText(value)}</v></c>`;
    if (typeof value === "string") {
      const text = this.#fit(value, address);
      return `${attributes} t="str"${xml}<v${keepSpace(text)}>${xmlText(text)}</v></c>`;
    }
    if (typeof value === "boolean") return `${attributes} t="b"${xml}<v>${value ? 1 : 0}</v></c>`;
    return `${attributes} t="e"${xml}<v>${errorText(value)}</v></c>`;
  }

  #fit(text: string, address: string): string {
    if (text.length <= LONGEST_TEXT) return text;
    const known = this.#cut.get(this.#sheetName);
    if (known === undefined) this.#cut.set(this.#sheetName, { first: address, count: 1 });
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
