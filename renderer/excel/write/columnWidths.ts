// How wide a column should be: enough for what it usually holds, never so wide that the next one leaves the screen.
// Measured in characters of the body font, as the file wants it.

const NARROWEST = 10;
/** Rows looked at; a width is a matter of taste, not worth reading 6,000 rows for. */
const SAMPLE = 300;
/** Room for the filter button and the cell's margins. */
const MARGIN = 3;

/** Width of a heading that may wrap: its longest word, and no more than about three lines. */
function headingWidth(name: string): number {
  const longest = Math.max(0, ...name.split(/\s+/).map((word) => word.length));
  return Math.max(longest, Math.ceil(name.length / 3)) + MARGIN;
}

/** Width of a column of texts, at most `widest`. */
export function textWidth(name: string, texts: readonly string[], widest: number): number {
  let longest = 0;
  for (const text of texts.slice(0, SAMPLE)) longest = Math.max(longest, text.length);
  return Math.max(NARROWEST, headingWidth(name), Math.min(longest + 2, widest));
}

/** Width of a column of figures: twelve characters hold £1,234,567,890 nearly always. */
export function figureWidth(name: string): number {
  return Math.max(13, headingWidth(name));
}
