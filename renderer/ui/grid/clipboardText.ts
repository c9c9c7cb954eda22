// The text that spreadsheets exchange through the clipboard: rows on lines, cells between tabs, a cell that holds
// a tab, a line break or a quotation mark in quotation marks that are doubled inside (as Excel writes it).

/** The block of cells as clipboard text, without a line break at the end. */
export function toClipboardText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join("\t")).join("\r\n");
}

function quoted(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The cells of a clipboard text. A line break at the very end, as Excel adds it, makes no row. */
export function fromClipboardText(pasted: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= pasted.length) {
    const cell = pasted[at] === '"' ? quotedCell(pasted, at) : plainCell(pasted, at);
    row.push(cell.text);
    at = cell.end;
    if (pasted[at] === "\t") {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (at >= pasted.length) break;
    at += pasted[at] === "\r" && pasted[at + 1] === "\n" ? 2 : 1;
    if (at >= pasted.length) break;
  }
  return rows;
}

function plainCell(pasted: string, start: number): { text: string; end: number } {
  let end = start;
  while (end < pasted.length && !/[\t\r\n]/.test(pasted[end] ?? "")) end += 1;
  return { text: pasted.slice(start, end), end };
}

/** A cell in quotation marks; a mark that nothing closes is taken as it stands. */
function quotedCell(pasted: string, start: number): { text: string; end: number } {
  let text = "";
  let at = start + 1;
  for (;;) {
    const mark = pasted.indexOf('"', at);
    if (mark === -1) return plainCell(pasted, start);
    text += pasted.slice(at, mark);
    if (pasted[mark + 1] !== '"') {
      const rest = plainCell(pasted, mark + 1);
      return { text: text + rest.text, end: rest.end };
    }
    text += '"';
    at = mark + 2;
  }
}
