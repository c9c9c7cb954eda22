// What may be the name of a table or a defined name in Excel, and how to make one from any words. A name that
// Excel refuses makes it call the whole workbook damaged, so every name that can reach a file passes here.
//
// Rules: ECMA-376 Part 1, 18.2.5 (definedName) and 18.5.1.2 (table); Microsoft Support, "Names in formulas" and
// "Rename an Excel table".

import { readCell } from "./cellAddress.ts";

const LONGEST = 255;
const TABLE_NAME = /^[\p{L}_\\][\p{L}\p{M}\p{N}_.]*$/u;
const DEFINED_NAME = /^[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*$/u;
/** `R`, `C`, `R1`, `R1C1`, `RC2`, `R[1]C` cannot be typed: a reference in the R1C1 style. */
const R1C1 = /^(?:R\d*C\d*|R\d*|C\d*)$/i;
const RESERVED = /^(?:TRUE|FALSE)$/i;

/** Whether Excel accepts the text as a table's name. */
export function isValidTableName(text: string): boolean {
  return TABLE_NAME.test(text) && isFreeName(text);
}

/** Whether Excel accepts the text as a defined name. */
export function isValidDefinedName(text: string): boolean {
  return DEFINED_NAME.test(text) && isFreeName(text);
}

function isFreeName(text: string): boolean {
  return text.length <= LONGEST && readCell(text) === null && !R1C1.test(text) && !RESERVED.test(text);
}

/** A valid table name from any words: "GP practices" is `GP_practices`, "2024" is `_2024`. Not made unique. */
export function toTableName(text: string): string {
  return toName(text, /[^\p{L}\p{M}\p{N}_.]+/gu);
}

/** A valid defined name from any words: "Allowance per head (£)" is `Allowance_per_head`. Not made unique. */
export function toDefinedName(text: string): string {
  return toName(text, /[^\p{L}\p{M}\p{N}_.\\?]+/gu);
}

function toName(text: string, unwanted: RegExp): string {
  const words = text.trim().replace(unwanted, "_");
  // signs at the edges carry no meaning in a name; an underscore that was typed does
  const lead = /^[^\p{L}\p{N}_\\]/u.test(text.trim()) ? words.replace(/^_+/, "") : words;
  const trail = /[^\p{L}\p{M}\p{N}_.?\\]$/u.test(text.trim()) ? lead.replace(/_+$/, "") : lead;
  const started = /^[\p{L}_\\]/u.test(trail) ? trail : `_${trail}`;
  const short = started.slice(0, LONGEST - 1);
  const whole = /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short;
  return isFreeName(whole) ? whole : `_${whole}`;
}
