// Text on its way into a part. XML cannot carry most control characters, and SpreadsheetML carries them (and
// anything that would look like one of its own escapes) as `_xHHHH_`.
//
// What must stay true: whatever text a plan holds, the part stays well-formed and reads back as the same text.
// Source: ECMA-376 Part 1, 22.9.2.19 (ST_Xstring); in the names of table columns Excel writes the escape also
// for line breaks, in lower case.

const NEEDS_CARE = /[&<>"\p{Cc}\p{Cs}\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/u;

const SPECIAL = /[&<>"\p{Cs}\ufffe\uffff]|(?![\t\n])\p{Cc}|_(?=x[0-9A-Fa-f]{4}_)/gu;

const LINE_CHARACTERS = /[\t\n]/g;

function hexEscape(character: string, upper: boolean): string {
  const hex = character.charCodeAt(0).toString(16).padStart(4, "0");
  return `_x${upper ? hex.toUpperCase() : hex}_`;
}

function escapeSpecial(character: string): string {
  switch (character) {
    case "&":
      return "&amp;";
    case "<":
      return "&lt;";
    case ">":
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return hexEscape(character, true);
  }
}

/** Text of an element that holds a string value (`<t>`, `<v>` of a text result). */
export function xmlText(text: string): string {
  return NEEDS_CARE.test(text) ? text.replace(SPECIAL, escapeSpecial) : text;
}

/** Text of an attribute; line breaks and tabs escaped too, which XML would otherwise turn into blanks. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replace(LINE_CHARACTERS, (character) => hexEscape(character, false));
}

/** Text of an element that holds a formula: what looks like an escape in it is part of the formula. */
export function xmlFormula(text: string): string {
  return text.replace(SPECIAL, (character) => (character === "_" ? character : escapeSpecial(character)));
}

/** The attribute that keeps blanks at either end of a text, where it has any. */
export function keepSpace(text: string): string {
  return /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : "";
}
