// A table as a CSV file for Excel in the UK: UTF-8 with a byte order mark, commas, CRLF, quotation marks where they are
// needed, and a guard, because Excel calculates whatever text in a CSV begins like a formula.
//
// What must stay true: a text that begins with = + - @, a tab or a line break gets an apostrophe in front, and only texts:
// numbers stay numbers. Reading takes the apostrophe off again (withoutGuard), and a text that had one there already gets
// another, so nothing changes on the way out and back.
// Sources: RFC 4180; OWASP, "CSV injection".

import { isError, type Value } from "../../engine/values/value.ts";
import { toDelimitedText } from "./delimitedText.ts";

const BYTE_ORDER_MARK = "\ufeff";
const BEGINS_FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const GUARDED = /^'+[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** The text of a CSV file with headings; every line ends in CRLF. */
export function csvFile(headings: readonly string[], rows: readonly (readonly Value[])[]): string {
  const lines = [headings.map(guarded), ...rows.map((row) => row.map(csvCell))];
  return `${BYTE_ORDER_MARK}${toDelimitedText(lines, ",")}\r\n`;
}

/** A value at full precision: numbers in shortest form, errors as their code, blank as nothing, texts guarded. */
function csvCell(value: Value): string {
  if (value === null) return "";
  if (isError(value)) return value.error;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return typeof value === "string" ? guarded(value) : String(value);
}

function guarded(text: string): string {
  return BEGINS_FORMULA.test(text) ? `'${text}` : text;
}

/** A cell of a CSV file without the apostrophe that guards it; any other cell as it is. */
export function withoutGuard(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}
