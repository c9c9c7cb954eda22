// Numbers written as texts and texts read as numbers, characters by their Unicode number, values shown as texts.

import { formatValue } from "../format/numberFormat.ts";
import { numberText, toNumber } from "../values/coercion.ts";
import { isArray } from "../values/operand.ts";
import { errorValue, isError, type Value } from "../values/value.ts";
import { define, type FunctionEntry, type Given } from "./define.ts";
import { round } from "./rounding.ts";

const VALUE = errorValue("#VALUE!");
const MOST_DECIMALS = 127;

function written(value: number, decimals: number, whole: string): Value {
  const places = Math.trunc(decimals);
  if (places > MOST_DECIMALS) return VALUE;
  const rounded = round(value, places);
  return formatValue(rounded, places > 0 ? `${whole}.${"0".repeat(places)}` : whole);
}

function fixed(value: number, decimals = 2, plain = false): Value {
  return written(value, decimals, plain ? "0" : "#,##0");
}

/** In the United Kingdom's currency, as numbers are read here; negative ones with a minus in front. */
function dollar(value: number, decimals = 2): Value {
  const text = written(Math.abs(value), decimals, "£#,##0");
  const isZero = typeof text === "string" && !/[1-9]/.test(text);
  return value < 0 && !isZero ? `-${text as string}` : text;
}

/** USDOLLAR: dollars wherever it is calculated, negative ones in brackets. */
function usDollar(value: number, decimals = 2): Value {
  const text = written(Math.abs(value), decimals, "$#,##0");
  const isZero = typeof text === "string" && !/[1-9]/.test(text);
  return value < 0 && !isZero ? `(${text as string})` : text;
}

/** Blanks are ignored wherever they stand, percent signs multiply, an empty text is 0. */
function numberValue(text: string, decimal = ".", group = ","): Value {
  const [point, comma] = [decimal.charAt(0), group.charAt(0)];
  if (point === "" || comma === "") return VALUE;
  let plain = text.replace(/\s/g, "");
  if (plain === "") return 0;
  const at = plain.indexOf(point);
  if (at >= 0 && plain.indexOf(comma, at) >= 0) return VALUE;
  plain = plain.split(comma).join("");
  const percents = /%*$/.exec(plain)?.[0].length ?? 0;
  const digits = plain.slice(0, plain.length - percents).replace(point, ".");
  const number = toNumber(digits);
  return isError(number) || digits.includes(",") ? VALUE : number / 100 ** percents;
}

/** Surrogates and the two last numbers of each plane are no characters: #N/A. */
function unichar(code: number): Value {
  const whole = Math.trunc(code);
  if (whole < 1 || whole > 0x10ffff) return VALUE;
  if ((whole >= 0xd800 && whole <= 0xdfff) || (whole & 0xfffe) === 0xfffe) return errorValue("#N/A");
  return String.fromCodePoint(whole);
}

function unicode(text: string): Value {
  const code = text.codePointAt(0);
  return code === undefined || (code >= 0xd800 && code <= 0xdfff) ? VALUE : code;
}

/** Strict: texts in quotes as a formula would have them. */
function shown(value: Value, strict: boolean): string {
  if (typeof value === "string") return strict ? `"${value.replaceAll('"', '""')}"` : value;
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return value === null ? "" : value.error;
}

function valueToText(value: Value, format = 0): Value {
  const kind = Math.trunc(format);
  return kind === 0 || kind === 1 ? shown(value, kind === 1) : VALUE;
}

/** Concise: values with commas between them; strict: an array constant. */
function arrayToText(given: Given, format = 0): Value {
  const kind = Math.trunc(format);
  if (kind !== 0 && kind !== 1) return VALUE;
  const array = isArray(given) ? given : null;
  const [rows, columns] = array === null ? [1, 1] : [array.rows, array.columns];
  const lines = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) =>
      shown(array === null ? ((given ?? null) as Value) : array.at(row, column), kind === 1),
    ),
  );
  if (kind === 0) return lines.flat().join(", ");
  return `{${lines.map((line) => line.join(",")).join(";")}}`;
}

/** Letters, digits and -_.~ stay; everything else by its bytes in UTF-8. */
function encodeUrl(text: string): Value {
  if (/\p{Surrogate}/u.test(text)) return VALUE;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export const writtenNumberFunctions: readonly FunctionEntry[] = [
  define(
    "Text",
    "FIXED",
    "number: number, decimals?: number, no_commas?: boolean",
    "A number as text with a number of decimals.",
    fixed,
  ),
  define("Text", "DOLLAR", "number: number, decimals?: number", "A number as text with a currency.", dollar),
  define("Text", "USDOLLAR", "number: number, decimals?: number", "A number as text in dollars.", usDollar),
  define(
    "Text",
    "NUMBERVALUE",
    "text: text, decimal?: text, group?: text",
    "The number that a text is, with separators of one's own.",
    numberValue,
  ),
  define("Text", "UNICHAR", "number: number", "The character with a Unicode number.", unichar),
  define("Text", "UNICODE", "text: text", "The Unicode number of the first character.", unicode),
  define("Text", "VALUETOTEXT", "value: any, format?: number", "A value as text.", valueToText),
  define("Text", "ARRAYTOTEXT", "array: array, format?: number", "An array as text.", arrayToText),
  define("Text", "ENCODEURL", "text: text", "A text as part of a web address.", encodeUrl),
];
