// Functions of texts. Positions count characters (UTF-16 units, as Excel counts them) from 1; so do the functions for
// bytes (LENB and its kin), because two bytes to a character is only for the double-byte languages of Windows.

import { canFormat, formatValue } from "../format/numberFormat.ts";
import { toNumber, toText } from "../values/coercion.ts";
import { wildcard } from "../values/criteria.ts";
import { isArray } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";

const VALUE = errorValue("#VALUE!");
const LONGEST = 32767;

function simple(name: string, help: string, run: (text: string) => Value): FunctionEntry {
  return define("Text", name, "text: text", help, run);
}

function limited(text: string): Value {
  return text.length > LONGEST ? VALUE : text;
}

function left(text: string, count = 1): Value {
  return count < 0 ? VALUE : text.slice(0, Math.trunc(count));
}

function right(text: string, count = 1): Value {
  const length = Math.trunc(count);
  return count < 0 ? VALUE : length === 0 ? "" : text.slice(-length);
}

function mid(text: string, start: number, count: number): Value {
  const from = Math.trunc(start) - 1;
  return from < 0 || count < 0 ? VALUE : text.slice(from, from + Math.trunc(count));
}

function proper(text: string): string {
  return text
    .toLowerCase()
    .replace(/(^|[^\p{L}])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function find(wanted: string, within: string, start = 1): Value {
  const from = Math.trunc(start) - 1;
  if (from < 0 || from > within.length) return VALUE;
  const place = within.indexOf(wanted, from);
  return place < 0 ? VALUE : place + 1;
}

/** SEARCH: without regard to case, with wildcards. */
function search(wanted: string, within: string, start = 1): Value {
  const from = Math.trunc(start) - 1;
  if (from < 0 || from > within.length) return VALUE;
  const found = wildcard(wanted, true).exec(within.slice(from));
  return found === null ? VALUE : from + found.index + 1;
}

function substitute(text: string, old: string, replacement: string, instance?: number): Value {
  if (old === "") return text;
  if (instance === undefined) return limited(text.split(old).join(replacement));
  const wanted = Math.trunc(instance);
  if (wanted < 1) return VALUE;
  let place = -1;
  for (let seen = 0; seen < wanted; seen++) {
    place = text.indexOf(old, place < 0 ? 0 : place + old.length);
    if (place < 0) return text;
  }
  return limited(text.slice(0, place) + replacement + text.slice(place + old.length));
}

function replace(text: string, start: number, count: number, replacement: string): Value {
  const from = Math.trunc(start) - 1;
  if (from < 0 || count < 0) return VALUE;
  return limited(text.slice(0, from) + replacement + text.slice(from + Math.trunc(count)));
}

/** The texts of all arguments in order, or the first error. */
function texts(given: readonly Given[]): string[] | Value {
  const found: string[] = [];
  for (const each of given) {
    if (each === undefined) continue;
    const array = isArray(each) ? each : null;
    const [rows, columns] = array === null ? [1, 1] : [array.rows, array.columns];
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const text = toText(array === null ? (each as Value) : array.at(row, column));
        if (isError(text)) return text;
        found.push(text);
      }
  }
  return found;
}

function concat(...given: Given[]): Value {
  const found = texts(given);
  return Array.isArray(found) ? limited(found.join("")) : found;
}

function textJoin(delimiter: string, ignoreEmpty: boolean, ...given: Given[]): Value {
  const found = texts(given);
  if (!Array.isArray(found)) return found;
  return limited((ignoreEmpty ? found.filter((each) => each !== "") : found).join(delimiter));
}

/** CHAR and CODE use Windows-1252, as Excel for Windows does. */
const WINDOWS_1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

function char(code: number): Value {
  const whole = Math.trunc(code);
  if (whole < 1 || whole > 255) return VALUE;
  return whole >= 128 && whole < 160 ? WINDOWS_1252.charAt(whole - 128) : String.fromCharCode(whole);
}

function codeOf(text: string): Value {
  if (text === "") return VALUE;
  const place = WINDOWS_1252.indexOf(text.charAt(0));
  const code = text.charCodeAt(0);
  return place >= 0 ? place + 128 : code > 255 ? 63 : code;
}

export const textFunctions: readonly FunctionEntry[] = [
  define(
    "Text",
    "TEXT",
    "value: value, format: text",
    "A value as text in a number format.",
    // A blank cell is 0 here: TEXT(blank, "0") is "0".
    (value: Value, format: string) =>
      canFormat(value ?? 0, format) ? formatValue(value ?? 0, format) : VALUE,
  ),
  define("Text", "VALUE", "text: value", "The number that a text reads as.", (value: Value) =>
    typeof value === "boolean" ? VALUE : toNumber(value),
  ),
  define("Text", "LEFT", "text: text, count?: number", "The first characters.", left),
  define("Text", "RIGHT", "text: text, count?: number", "The last characters.", right),
  define("Text", "MID", "text: text, start: number, count: number", "Characters from the middle.", mid),
  define("Text", "LEFTB", "text: text, count?: number", "The first characters.", left),
  define("Text", "RIGHTB", "text: text, count?: number", "The last characters.", right),
  define("Text", "MIDB", "text: text, start: number, count: number", "Characters from the middle.", mid),
  define(
    "Text",
    "REPLACEB",
    "text: text, start: number, count: number, new: text",
    "Replaces characters at a place.",
    replace,
  ),
  define(
    "Text",
    "FINDB",
    "wanted: text, within: text, start?: number",
    "Where a text stands, by case.",
    find,
  ),
  define(
    "Text",
    "SEARCHB",
    "wanted: text, within: text, start?: number",
    "Where a text stands, whatever its case.",
    search,
  ),
  simple("ASC", "The text; in languages with double-byte characters, with single-byte ones.", (text) => text),
  simple("DBCS", "The text; in languages with double-byte characters, with those.", (text) => text),
  simple("LENB", "The number of characters.", (text) => text.length),
  simple("LEN", "The number of characters.", (text) => text.length),
  simple("TRIM", "Without spaces at the ends, and single spaces between words.", (text) =>
    text.replace(/ +/g, " ").replace(/^ | $/g, ""),
  ),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: CLEAN removes control characters.
  simple("CLEAN", "Without control characters.", (text) => text.replace(/[\u0000-\u001f]/g, "")),
  simple("UPPER", "In capitals.", (text) => text.toUpperCase()),
  simple("LOWER", "In small letters.", (text) => text.toLowerCase()),
  simple("PROPER", "With a capital at the start of each word.", proper),
  define("Text", "CONCAT", "text1: array, ...text: array", "Joins texts.", concat),
  define("Text", "CONCATENATE", "text1: text, ...text: text", "Joins texts.", (...all: string[]) =>
    limited(all.join("")),
  ),
  define(
    "Text",
    "TEXTJOIN",
    "delimiter: text, ignore_empty: boolean, text1: array, ...text: array",
    "Joins texts with a delimiter between them.",
    textJoin,
  ),
  define(
    "Text",
    "SUBSTITUTE",
    "text: text, old: text, new: text, instance?: number",
    "Replaces a text wherever it stands.",
    substitute,
  ),
  define(
    "Text",
    "REPLACE",
    "text: text, start: number, count: number, new: text",
    "Replaces characters at a place.",
    replace,
  ),
  define("Text", "FIND", "wanted: text, within: text, start?: number", "Where a text stands, by case.", find),
  define(
    "Text",
    "SEARCH",
    "wanted: text, within: text, start?: number",
    "Where a text stands, whatever its case; ? and * stand for any characters.",
    search,
  ),
  define(
    "Text",
    "EXACT",
    "text1: text, text2: text",
    "Whether two texts are the same by case too.",
    (a: string, b: string) => a === b,
  ),
  define(
    "Text",
    "REPT",
    "text: text, times: number",
    "A text several times.",
    (text: string, times: number) =>
      times < 0 || text.length * times > LONGEST ? VALUE : text.repeat(Math.trunc(times)),
  ),
  define("Text", "CHAR", "code: number", "The character with a code.", char),
  simple("CODE", "The code of the first character.", codeOf),
];
