// TEXTSPLIT, TEXTBEFORE and TEXTAFTER: texts cut at delimiters.

import { toText } from "../values/coercion.ts";
import { type Operand, topLeft } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given, withTraits } from "./define.ts";
import { asArray, build } from "./slices.ts";

const VALUE = errorValue("#VALUE!");
const NOT_AVAILABLE = errorValue("#N/A");

/** The delimiters of an argument, or the first error. */
function delimiters(given: Given): string[] | Value {
  const array = asArray(given);
  const found: string[] = [];
  for (let row = 0; row < array.rows; row++)
    for (let column = 0; column < array.columns; column++) {
      const text = toText(array.at(row, column));
      if (isError(text)) return text;
      found.push(text);
    }
  return found;
}

interface Match {
  readonly at: number;
  readonly length: number;
}

/** Where delimiters stand, the longest first where several do; they do not overlap. */
function matches(text: string, wanted: readonly string[], ignoreCase: boolean): Match[] {
  const within = ignoreCase ? text.toLowerCase() : text;
  const marks = wanted
    .map((each) => (ignoreCase ? each.toLowerCase() : each))
    .sort((left, right) => right.length - left.length);
  const found: Match[] = [];
  for (let at = 0; at < within.length; ) {
    const mark = marks.find((each) => each !== "" && within.startsWith(each, at));
    if (mark !== undefined) found.push({ at, length: mark.length });
    at += mark?.length ?? 1;
  }
  return found;
}

/**
 * TEXTBEFORE and TEXTAFTER: the instance counts from the end below 0; `toEnd` takes the text's end for a delimiter.
 * Odd, and as Excel has it: an instance is rounded down, so -1.2 is -2; one that was given and cannot occur because the
 * text is too short for it is #VALUE!, while without one the result is #N/A.
 */
function side(after: boolean) {
  return (text: string, given: Given, instance?: number, mode = 0, toEnd = 0, missing?: Given): Operand => {
    const wanted = delimiters(given);
    if (!Array.isArray(wanted)) return wanted;
    const number = Math.floor(instance ?? 1);
    if (number === 0 || (toEnd !== 0 && toEnd !== 1)) return VALUE;
    // an empty delimiter matches at once: at the start, or counted from the end, at the end
    if (wanted.includes("")) return number > 0 === after ? text : "";
    const shortest = Math.min(...wanted.map((each) => each.length));
    if (instance !== undefined && Math.abs(number) > text.length - shortest + 1) return VALUE;
    const found = matches(text, wanted, Math.trunc(mode) === 1);
    if (toEnd === 1 && number > 0) found.push({ at: text.length, length: 0 });
    if (toEnd === 1 && number < 0) found.unshift({ at: 0, length: 0 });
    const match = found.at(number > 0 ? number - 1 : number);
    if (match === undefined) return missing === undefined ? NOT_AVAILABLE : (topLeft(missing) ?? "");
    return after ? text.slice(match.at + match.length) : text.slice(0, match.at);
  };
}

function cut(
  text: string,
  wanted: readonly string[] | null,
  ignoreEmpty: boolean,
  ignoreCase: boolean,
): string[] {
  if (wanted === null) return [text];
  const parts: string[] = [];
  let start = 0;
  for (const { at, length } of matches(text, wanted, ignoreCase)) {
    parts.push(text.slice(start, at));
    start = at + length;
  }
  parts.push(text.slice(start));
  return ignoreEmpty ? parts.filter((each) => each !== "") : parts;
}

/** TEXTSPLIT; of an array of texts only the first is split. Shorter rows are padded, with #N/A unless told. */
function split(
  given: Given,
  columnMarks: Given,
  rowMarks: Given,
  ignoreEmpty = false,
  mode = 0,
  pad?: Given,
): Operand {
  const text = toText(given === undefined ? null : topLeft(given));
  if (isError(text)) return text;
  const across = columnMarks === undefined ? null : delimiters(columnMarks);
  const down = rowMarks === undefined ? null : delimiters(rowMarks);
  if (across !== null && !Array.isArray(across)) return across;
  if (down !== null && !Array.isArray(down)) return down;
  if ((across === null && down === null) || across?.includes("") || down?.includes("")) return VALUE;
  const ignoreCase = Math.trunc(mode) === 1;
  const rows = cut(text, down, ignoreEmpty, ignoreCase).map((each) =>
    cut(each, across, ignoreEmpty, ignoreCase),
  );
  const width = Math.max(0, ...rows.map((each) => each.length));
  if (rows.length === 0 || width === 0) return errorValue("#CALC!");
  const filler = pad === undefined ? NOT_AVAILABLE : topLeft(pad);
  const values = build(rows.length, width, (row, column) => rows[row]?.[column] ?? filler);
  return rows.length * width === 1 ? values.at(0, 0) : values;
}

const SIDE =
  "text: text, delimiter: array, instance?: number, mode?: number, to_end?: number, if_missing?: array";

export const splitFunctions: readonly FunctionEntry[] = withTraits({ absent: true }, [
  define("Text", "TEXTBEFORE", SIDE, "The text before a delimiter.", side(false), true),
  define("Text", "TEXTAFTER", SIDE, "The text after a delimiter.", side(true), true),
  define(
    "Text",
    "TEXTSPLIT",
    "text: array, columns: array, rows?: array, ignore_empty?: boolean, mode?: number, pad?: array",
    "A text cut into columns and rows at delimiters.",
    split,
    true,
  ),
]);
