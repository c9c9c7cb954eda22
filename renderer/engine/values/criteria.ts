// The criteria of SUMIF, COUNTIFS and their kin: a number, a truth value, or a text such as ">=10", "<>x", "a*".
//
// Excel's rules, odd ones included:
// - "5", "=5" and 5 all match the number 5 and the text "5"; text compares without regard to case;
// - * ? match any run and any one character, ~ takes the next one literally (at the end it stands for nothing); only
//   "=" and "<>" know them;
// - "=" matches blank cells only; "" blank cells and empty texts; "<>" everything that is not blank;
// - an order (">5") only matches cells of the criterion's own kind; "<>5" matches every other kind as well;
// - "<>5" does match the text "5", although "5" matches it as well; an order of nothing (">") matches nothing;
// - a criterion that is itself a blank cell means 0.

import { textToNumber } from "../format/parseNumber.ts";
import { compareNumbers, compareTexts } from "./compare.ts";
import { foldText } from "./textPool.ts";
import { ERROR_CODES, errorValue, isError, type Value } from "./value.ts";

export type Criterion = (cell: Value) => boolean;

/** True when the text says more than "equal to this text": an operator or a wildcard. */
export function isPattern(text: string): boolean {
  return /^[=<>]|[*?~]/.test(text);
}

export function criterion(condition: Value): Criterion {
  if (condition === null) return equalTo(0);
  if (typeof condition !== "string") return equalTo(condition);
  const found = /^(<=|>=|<>|=|<|>)?([\s\S]*)$/.exec(condition);
  const operator = found?.[1];
  const rest = found?.[2] ?? "";
  if (operator === undefined)
    return rest === "" ? (cell) => cell === null || cell === "" : equalTo(typed(rest));
  if (operator === "=") return rest === "" ? (cell) => cell === null : equalTo(typed(rest));
  if (operator === "<>") {
    if (rest === "") return (cell) => cell !== null;
    const unwanted = typed(rest);
    const equal = typeof unwanted === "number" ? (cell: Value) => cell === unwanted : equalTo(unwanted);
    return (cell) => !equal(cell);
  }
  return rest === "" ? () => false : ordered(operator, typed(rest));
}

/** What a criterion's text stands for. */
function typed(text: string): Value {
  const number = textToNumber(text);
  if (number !== null) return number;
  const upper = text.toUpperCase();
  if (upper === "TRUE") return true;
  if (upper === "FALSE") return false;
  const code = ERROR_CODES.find((each) => each === upper);
  return code === undefined ? text : errorValue(code);
}

function equalTo(wanted: Value): Criterion {
  if (typeof wanted === "number")
    return (cell) => {
      if (typeof cell === "number") return cell === wanted || compareNumbers(cell, wanted) === 0;
      return typeof cell === "string" && textToNumber(cell) === wanted;
    };
  if (typeof wanted !== "string") return (cell) => cell === wanted;
  if (/[*?~]/.test(wanted)) {
    const pattern = wildcard(wanted);
    return (cell) => typeof cell === "string" && pattern.test(cell);
  }
  const folded = foldText(wanted);
  return (cell) => typeof cell === "string" && foldText(cell) === folded;
}

function ordered(operator: string, limit: Value): Criterion {
  const holds = (sign: number) =>
    operator === "<" ? sign < 0 : operator === "<=" ? sign <= 0 : operator === ">" ? sign > 0 : sign >= 0;
  if (typeof limit === "number")
    return (cell) => typeof cell === "number" && holds(compareNumbers(cell, limit));
  if (typeof limit === "string")
    return (cell) => typeof cell === "string" && holds(compareTexts(cell, limit));
  if (typeof limit === "boolean")
    return (cell) => typeof cell === "boolean" && holds(Number(cell) - Number(limit));
  return (cell) => isError(cell) && cell === limit && (operator === "<=" || operator === ">=");
}

/** A text with wildcards as a regular expression; `anywhere` for SEARCH, which need not match the whole text. */
export function wildcard(text: string, anywhere = false): RegExp {
  let source = "";
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "~") source += literal(text.charAt(++at));
    else if (character === "*") source += "[\\s\\S]*?";
    else if (character === "?") source += "[\\s\\S]";
    else source += literal(character);
  }
  return new RegExp(anywhere ? source : `^${source}$`, "i");
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
}
