// A table as a CSV file for Excel in the UK: UTF-8 with a byte order mark, commas, CRLF, quotation marks where they are
// needed, dates day first, and a guard, because Excel calculates whatever text in a CSV begins like a formula.
//
// What must stay true: a text that begins with = + - @, a tab or a line break gets an apostrophe in front, and only texts:
// numbers stay numbers. Reading takes the apostrophe off again (withoutGuard), and a text that had one there already gets
// another, so nothing changes on the way out and back.
// Sources: RFC 4180; OWASP, "CSV injection".

import { formatValue, isDateFormat } from "../../engine/index.ts";
import { isError, type Value } from "../../engine/values/value.ts";
import { toDelimitedText } from "./delimitedText.ts";

const BYTE_ORDER_MARK = "\ufeff";
const BEGINS_FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
/** 1 March 1900: before it Excel's day numbers are not those of the calendar. */
const FIRST_DAY = 61;
const GUARDED = /^'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

export interface CsvColumn {
  readonly name: string;
  /** Excel number format: tells dates from numbers. */
  readonly format: string;
}

/** The text of a CSV file with headings; every line ends in CRLF. */
export function csvFile(columns: readonly CsvColumn[], rows: readonly (readonly Value[])[]): string {
  const isDate = columns.map(({ format }) => isDateFormat(format));
  const lines = [
    columns.map(({ name }) => guarded(name)),
    ...rows.map((row) => row.map((value, at) => (isDate[at] === true ? dateCell(value) : csvCell(value)))),
  ];
  return `${BYTE_ORDER_MARK}${toDelimitedText(lines, ",")}\r\n`;
}

/** A value at full precision: numbers in shortest form, errors as their code, blank as nothing, texts guarded. */
function csvCell(value: Value): string {
  if (value === null) return "";
  if (isError(value)) return value.error;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return typeof value === "string" ? guarded(value) : String(value);
}

/** A day as people in the UK write it, so that Excel opens it as a date; with its time where it has one. */
function dateCell(value: Value): string {
  if (typeof value !== "number" || value < FIRST_DAY) return csvCell(value);
  return formatValue(value, Number.isInteger(value) ? "dd/mm/yyyy" : "dd/mm/yyyy hh:mm:ss");
}

function guarded(text: string): string {
  return BEGINS_FORMULA.test(text) ? `'${text}` : text;
}

/** A cell of a CSV file without the apostrophe that guards it; any other cell as it is. */
export function withoutGuard(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}
