// A value as Excel shows it under a number format code: for the grid, for exports, and for TEXT().
//
// What must stay true: any value and any text as code give a text, never an exception; rounding is on the 15
// digits Excel sees, half away from zero. Codes are compiled once and kept, as every cell on screen asks.
// Source: ECMA-376 Part 1, 18.8.30 and 18.8.31; Excel, "Number format codes".

import { isError, type Value } from "../values/value.ts";
import { formatDate } from "./dateFormat.ts";
import { type Decimal, roundDecimal, shiftDecimal, toDecimal } from "./decimalText.ts";
import {
  type FormatCondition,
  type FormatSection,
  type FormatToken,
  type Placeholder,
  readFormatCode,
} from "./formatCode.ts";
import { formatFraction } from "./fractionFormat.ts";
import { currentDateSystem, type DateSystem, dateOf } from "./serialDate.ts";

/** What Excel fills a cell with when a date is negative or beyond the year 9999. */
export const NOT_A_DATE = "########";

interface CompiledFormat {
  readonly sections: readonly FormatSection[];
  readonly hasConditions: boolean;
}

const compiled = new Map<string, CompiledFormat>();
/** A workbook has a few hundred codes at most; a hostile one cannot make the cache grow for ever. */
const MOST_COMPILED = 1_000;

function compile(code: string): CompiledFormat {
  const known = compiled.get(code);
  if (known !== undefined) return known;
  const sections = readFormatCode(code);
  const format = { sections, hasConditions: sections.some((section) => section.condition !== null) };
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  compiled.set(code, format);
  return format;
}

/**
 * The text Excel shows for a value under a format code. Errors show their code, truth values TRUE and FALSE, blank
 * nothing. A negative date shows `########` (TEXT() gives #VALUE! there: see `canFormat`).
 */
export function formatValue(value: Value, code: string, system: DateSystem = currentDateSystem()): string {
  if (value === null) return "";
  if (isError(value)) return value.error;
  const format = compile(code);
  if (typeof value === "boolean") return formatText(value ? "TRUE" : "FALSE", format);
  return typeof value === "string" ? formatText(value, format) : formatNumber(value, format, system);
}

/** Whether the code shows numbers as dates or times. */
export function isDateFormat(code: string): boolean {
  return compile(code).sections[0]?.kind === "date";
}

/** Whether Excel's TEXT() gives a text: not for a date out of range, nor for a date code with digit places. */
export function canFormat(value: Value, code: string): boolean {
  if (typeof value !== "number") return true;
  const choice = chooseSection(value, compile(code));
  if (choice === null) return false;
  if (choice.section.kind !== "date") return true;
  const hasDigits = choice.section.tokens.some(({ kind }) => kind === "digit");
  return !hasDigits && dateOf(value) !== null;
}

/** The fourth section shows text, or a last one with @; without them text shows as it is. */
function formatText(text: string, { sections }: CompiledFormat): string {
  const last = sections.at(-1);
  // a code that is nothing but words shows them for any value
  const isWords = sections.length === 1 && last?.tokens.every(({ kind }) => kind === "literal");
  const takesText = sections.length === 4 || last?.kind === "text" || (isWords && last?.tokens.length !== 0);
  const section = takesText ? last : undefined;
  if (section === undefined) return text;
  return section.tokens
    .map((token) => (token.kind === "text" ? text : token.kind === "literal" ? token.text : ""))
    .join("");
}

function formatNumber(value: number, format: CompiledFormat, system: DateSystem): string {
  const choice = chooseSection(value, format);
  if (choice === null) return NOT_A_DATE;
  const { section, showsMinus } = choice;
  if (section.kind === "date") return formatDate(value, section, system) ?? NOT_A_DATE;
  const minus = value < 0 && showsMinus ? "-" : "";
  if (section.kind === "number") {
    const text = numberText(Math.abs(value), section);
    return minus !== "" && roundsToZero(value, section) ? text : minus + text;
  }
  return (
    minus +
    section.tokens
      .map((token) => {
        if (token.kind === "general" || token.kind === "text") return formatGeneral(Math.abs(value));
        return tokenText(token);
      })
      .join("")
  );
}

interface Choice {
  readonly section: FormatSection;
  readonly showsMinus: boolean;
}

/** The section for a number; one that only negative numbers reach shows no minus of its own. */
function chooseSection(value: number, { sections, hasConditions }: CompiledFormat): Choice | null {
  const numeric = sections.length > 1 && sections.at(-1)?.kind === "text" ? sections.slice(0, -1) : sections;
  const usable = numeric.slice(0, 3);
  const [first, second, third] = usable;
  if (first === undefined) return null;
  if (hasConditions) return chooseByCondition(value, usable);
  if (value < 0 && second !== undefined) return { section: second, showsMinus: false };
  if (value === 0 && third !== undefined) return { section: third, showsMinus: false };
  return { section: first, showsMinus: true };
}

function chooseByCondition(value: number, sections: readonly FormatSection[]): Choice | null {
  let onlyNegativesLeft = false;
  for (const [index, section] of sections.entries()) {
    // without a condition of its own the second of three takes the negative numbers, as it always does
    const isLast = index === sections.length - 1;
    const implied: FormatCondition | null =
      isLast || section.condition !== null ? null : { operator: index === 0 ? ">" : "<", value: 0 };
    const condition = section.condition ?? implied;
    if (condition === null || holds(value, condition)) {
      const isForNegatives =
        condition !== null &&
        condition.value <= 0 &&
        (condition.operator === "<" || condition.operator === "<=");
      return { section, showsMinus: !(isForNegatives || onlyNegativesLeft) };
    }
    const isZeroUp = condition.operator === ">=" && condition.value <= 0;
    onlyNegativesLeft ||= isZeroUp;
  }
  return null;
}

function holds(value: number, { operator, value: limit }: FormatCondition): boolean {
  switch (operator) {
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "=":
      return value === limit;
    case "<>":
      return value !== limit;
  }
}

/** Excel shows at most 11 characters of a General number, sign not counted. */
const GENERAL_WIDTH = 11;

/** A number as "General" shows it: up to 11 characters, then with an exponent. */
export function formatGeneral(value: number): string {
  if (value === 0) return "0";
  const minus = value < 0 ? "-" : "";
  const decimal = toDecimal(value);
  if (decimal.point > GENERAL_WIDTH) return minus + generalExponent(decimal);
  // a small number stands in full when all its digits fit ("0." and the zeros before them)
  const isSmall = decimal.point < -3;
  if (isSmall && 2 - decimal.point + decimal.digits.length > GENERAL_WIDTH)
    return minus + generalExponent(decimal);
  const places = Math.max(0, GENERAL_WIDTH - 1 - Math.max(1, decimal.point));
  const { integer, fraction } = roundDecimal(decimal, places);
  if (integer.length > GENERAL_WIDTH) return minus + generalExponent(decimal);
  const decimals = fraction.replace(/0+$/, "");
  return minus + (integer || "0") + (decimals === "" ? "" : `.${decimals}`);
}

function generalExponent(decimal: Decimal): string {
  let exponent = decimal.point - 1;
  const places = Math.abs(exponent) >= 100 ? 4 : 5;
  let { integer, fraction } = roundDecimal(shiftDecimal(decimal, -exponent), places);
  if (integer.length > 1) {
    exponent++;
    integer = "1";
  }
  fraction = fraction.replace(/0+$/, "");
  const mantissa = fraction === "" ? integer : `${integer}.${fraction}`;
  return `${mantissa}E${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** The parts of a numeric section, found once per section. */
interface NumberLayout {
  readonly whole: readonly FormatToken[];
  readonly decimals: readonly FormatToken[];
  readonly exponent: readonly FormatToken[];
  readonly hasPoint: boolean;
  readonly exponentSign: Extract<FormatToken, { kind: "exponent" }> | null;
  readonly hasGrouping: boolean;
  /** powers of ten to shift by: 2 for each %, -3 for each scaling comma */
  readonly shift: number;
  readonly isFraction: boolean;
}

const layouts = new WeakMap<FormatSection, NumberLayout>();

function layoutOf(section: FormatSection): NumberLayout {
  const known = layouts.get(section);
  if (known !== undefined) return known;
  const layout = makeLayout(section.tokens);
  layouts.set(section, layout);
  return layout;
}

function makeLayout(tokens: readonly FormatToken[]): NumberLayout {
  const exponentAt = tokens.findIndex(({ kind }) => kind === "exponent");
  const beforeExponent = exponentAt < 0 ? tokens : tokens.slice(0, exponentAt);
  const pointAt = beforeExponent.findIndex(({ kind }) => kind === "point");
  const whole = pointAt < 0 ? beforeExponent : beforeExponent.slice(0, pointAt);
  const digitsBefore = (at: number) => beforeExponent.slice(0, at).some(({ kind }) => kind === "digit");
  let hasGrouping = false;
  let scaling = 0;
  beforeExponent.forEach((token, at) => {
    if (token.kind !== "comma" || !digitsBefore(at)) return;
    // between digits a comma groups; after the last digit (before or after the point) it divides by a thousand
    const digitAfter = beforeExponent.findIndex((later, index) => index > at && later.kind === "digit");
    if (digitAfter >= 0 && (pointAt < 0 || digitAfter < pointAt || at > pointAt)) hasGrouping = true;
    else scaling++;
  });
  const exponent = exponentAt < 0 ? null : tokens[exponentAt];
  return {
    whole: whole.map((token, at) => {
      // a comma before the first digit is only a comma
      return token.kind === "comma" && !digitsBefore(at) ? { kind: "literal", text: "," } : token;
    }),
    decimals: pointAt < 0 ? [] : beforeExponent.slice(pointAt + 1),
    exponent: exponentAt < 0 ? [] : tokens.slice(exponentAt + 1),
    hasPoint: pointAt >= 0,
    exponentSign: exponent?.kind === "exponent" ? exponent : null,
    hasGrouping,
    // % and scaling commas are only signs beside an exponent
    shift: exponentAt >= 0 ? 0 : 2 * tokens.filter(({ kind }) => kind === "percent").length - 3 * scaling,
    isFraction: isFractionFormat(tokens),
  };
}

/** A slash makes a fraction when a digit stands before it: `# ?/?`, not `/0`. */
function isFractionFormat(tokens: readonly FormatToken[]): boolean {
  const slash = tokens.findIndex(({ kind }) => kind === "slash");
  return slash > 0 && tokens.slice(0, slash).some(({ kind }) => kind === "digit");
}

function countDigits(tokens: readonly FormatToken[], placeholder?: Placeholder): number {
  const counts = (token: FormatToken) =>
    token.kind === "digit" && (placeholder === undefined || token.placeholder === placeholder);
  return tokens.filter(counts).length;
}

function numberText(magnitude: number, section: FormatSection): string {
  const layout = layoutOf(section);
  if (layout.isFraction) return formatFraction(magnitude, section.tokens);
  const decimal = shiftDecimal(toDecimal(magnitude), layout.shift);
  if (layout.exponentSign !== null) return scientificText(decimal, layout, layout.exponentSign);
  const { integer, fraction } = roundDecimal(decimal, countDigits(layout.decimals));
  return wholeText(integer, layout) + decimalsText(fraction, layout);
}

/** Excel shows no minus before a number of which only zeros are left. */
function roundsToZero(value: number, section: FormatSection): boolean {
  const layout = layoutOf(section);
  if (layout.isFraction || layout.exponentSign !== null) return false;
  const places = countDigits(layout.decimals);
  const { integer, fraction } = roundDecimal(shiftDecimal(toDecimal(value), layout.shift), places);
  return places + countDigits(layout.whole) > 0 && !/[1-9]/.test(integer + fraction);
}

/** More than one place before the point makes the exponent a multiple: `##0.0E+0` is engineering notation. */
function scientificText(
  decimal: Decimal,
  layout: NumberLayout,
  sign: Extract<FormatToken, { kind: "exponent" }>,
): string {
  const step = Math.max(1, countDigits(layout.whole));
  const places = countDigits(layout.decimals);
  let exponent = decimal.digits === "" ? 0 : Math.floor((decimal.point - 1) / step) * step;
  let rounded = roundDecimal(shiftDecimal(decimal, -exponent), places);
  if (rounded.integer.length > step) {
    exponent += step;
    rounded = roundDecimal(shiftDecimal(decimal, -exponent), places);
  }
  const digits = String(Math.abs(exponent))
    .padStart(countDigits(layout.exponent, "0"), "0")
    .padStart(countDigits(layout.exponent, "0") + countDigits(layout.exponent, "?"), " ");
  const mark = exponent < 0 ? "-" : sign.showsPlus ? "+" : "";
  // zero fills every place before the point
  const integer = decimal.digits === "" ? "0".repeat(step) : rounded.integer;
  const mantissa = wholeText(integer, layout) + decimalsText(rounded.fraction, layout);
  // all its digits, with the sign, stand in the first place of the exponent
  let isWritten = false;
  const after = layout.exponent.map((token) => {
    if (token.kind !== "digit") return tokenText(token);
    const text = isWritten ? "" : mark + digits;
    isWritten = true;
    return text;
  });
  return mantissa + sign.letter + after.join("");
}

/** The integer part, filled from the right: the leftmost placeholder takes every digit that is left. */
function wholeText(integer: string, layout: NumberLayout): string {
  const pieces: string[] = [];
  let left = countDigits(layout.whole);
  let rest = integer;
  let written = 0;
  const write = (digit: string) => {
    if (layout.hasGrouping && written > 0 && written % 3 === 0) pieces.push(digit === " " ? " " : ",");
    pieces.push(digit);
    written++;
  };
  for (const token of layout.whole.toReversed()) {
    if (token.kind !== "digit") {
      pieces.push(tokenText(token));
      continue;
    }
    left--;
    if (rest !== "") {
      const taken = left === 0 ? rest : rest.slice(-1);
      rest = rest.slice(0, rest.length - taken.length);
      for (const digit of [...taken].reverse()) write(digit);
    } else if (token.placeholder !== "#") write(token.placeholder === "0" ? "0" : " ");
  }
  // `.00` has no place before its point: the digits go before it all the same
  const whole = pieces.reverse().join("");
  return rest !== "" && layout.hasPoint ? whole + rest : whole;
}

function decimalsText(fraction: string, layout: NumberLayout): string {
  if (!layout.hasPoint) return "";
  const significant = fraction.replace(/0+$/, "").length;
  let at = 0;
  const text = layout.decimals.map((token) => {
    if (token.kind !== "digit") return tokenText(token);
    const digit = fraction.charAt(at++);
    if (at <= significant || token.placeholder === "0") return digit;
    return token.placeholder === "?" ? " " : "";
  });
  return `.${text.join("")}`;
}

function tokenText(token: FormatToken): string {
  if (token.kind === "literal") return token.text;
  if (token.kind === "percent") return "%";
  return token.kind === "slash" ? "/" : "";
}
