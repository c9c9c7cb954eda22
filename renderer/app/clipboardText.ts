// The text that spreadsheets exchange through the clipboard: delimited text with tabs, as Excel writes it. What is pasted
// is text: a cell that begins with "=" is never calculated.

import { fromDelimitedText, toDelimitedText } from "../excel/csv/delimitedText.ts";

/** The block of cells as clipboard text, without a line break at the end. */
export function toClipboardText(rows: readonly (readonly string[])[]): string {
  return toDelimitedText(rows, "\t");
}

/** The cells of a clipboard text. A line break at the very end, as Excel adds it, makes no row. */
export function fromClipboardText(pasted: string): readonly (readonly string[])[] {
  return fromDelimitedText(pasted, "\t");
}
