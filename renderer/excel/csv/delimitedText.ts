// Rows of texts as delimited text and back: lines, delimiters, quotation marks doubled inside quotation marks (RFC 4180).
// CSV files and the clipboard are the same thing with another delimiter; Excel writes both so.
//
// What must stay true: what is written here reads back as the same rows.

/** Cells between delimiters, lines ended by CRLF, none after the last. */
export function toDelimitedText(rows: readonly (readonly string[])[], delimiter: string): string {
  return rows.map((row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter)).join("\r\n");
}

function quoted(cell: string, delimiter: string): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The cells of a text; any line break ends a line, and one at the very end makes no row. */
export function fromDelimitedText(text: string, delimiter: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : plainCell(text, at, delimiter);
    row.push(cell.text);
    at = cell.end;
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (at >= text.length) break;
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    if (at >= text.length) break;
  }
  return rows;
}

interface CellText {
  readonly text: string;
  readonly end: number;
}

function plainCell(text: string, start: number, delimiter: string): CellText {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\r" && text[end] !== "\n") end += 1;
  return { text: text.slice(start, end), end };
}

/** A cell in quotation marks; a mark that nothing closes is taken as it stands. */
function quotedCell(text: string, start: number, delimiter: string): CellText {
  let cell = "";
  let at = start + 1;
  for (;;) {
    const mark = text.indexOf('"', at);
    if (mark === -1) return plainCell(text, start, delimiter);
    cell += text.slice(at, mark);
    if (text[mark + 1] !== '"') {
      const rest = plainCell(text, mark + 1, delimiter);
      return { text: cell + rest.text, end: rest.end };
    }
    cell += '"';
    at = mark + 2;
  }
}
