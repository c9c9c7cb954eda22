// What may be typed into a cell: Excel's data validation, with the reason it gives.
//
// What must stay true: a list written into the validation itself fits Excel's limit of 255 characters and has no item with
// a comma, because the comma separates the items in every language of Excel; any other list stands on a sheet. What
// the plan keeps is never refused: only a group that does not exist is stopped, because no formula would find it.
// Source: ECMA-376 Part 1, 18.3.1.32 (dataValidation), 18.18.18 (errorStyle).

import { range } from "./conditions.ts";
import { cutText } from "./names.ts";
import { xmlAttribute, xmlFormula } from "./xmlText.ts";

export interface Validation {
  readonly type: "list" | "decimal" | "date";
  /** A list's range or its items in quotes; the lower limit of a number or date. */
  readonly formula: string;
  /** The upper limit of a number or date. */
  readonly upper?: string;
  /** Whether another value is refused, or only asked about. */
  readonly refuses: boolean;
  /** Said when another value is typed. */
  readonly message: string;
}

/** Excel's limits of a validation's title and message. */
const LONGEST_MESSAGE = 255;
const LONGEST_INLINE = 250;

/** The items as a list within the validation, or null when they need a range. */
export function inlineList(items: readonly string[]): string | null {
  const text = items.join(",");
  const isPlain = items.every((item) => item !== "" && item.trim() === item && !/[,"\n]/.test(item));
  return isPlain && text.length <= LONGEST_INLINE ? `"${text}"` : null;
}

export const TRUE_OR_FALSE: Validation = {
  type: "list",
  formula: '"TRUE,FALSE"',
  refuses: false,
  message: "This column holds TRUE or FALSE.",
};

export const ANY_NUMBER: Validation = {
  type: "decimal",
  formula: "-1E+300",
  upper: "1E+300",
  refuses: false,
  message: "This column holds numbers. A text in it counts as nothing in sums.",
};

/** 31 December 9999, the last day Excel has. */
export const ANY_DATE: Validation = {
  type: "date",
  formula: "0",
  upper: "2958465",
  refuses: false,
  message: "This column holds dates.",
};

export interface ValidatedRange {
  readonly first: string;
  readonly last: string;
  readonly validation: Validation;
}

export function validationsXml(ranges: readonly ValidatedRange[]): string {
  if (ranges.length === 0) return "";
  const items = ranges.map(({ first, last, validation: { type, formula, upper, refuses, message } }) => {
    const attributes =
      `type="${type}"${refuses ? "" : ' errorStyle="warning"'} allowBlank="1" showInputMessage="1" showErrorMessage="1"` +
      ` errorTitle="Catchment" error="${xmlAttribute(cutText(message, LONGEST_MESSAGE))}" sqref="${range(first, last)}"`;
    const second = upper === undefined ? "" : `<formula2>${xmlFormula(upper)}</formula2>`;
    return `<dataValidation ${attributes}><formula1>${xmlFormula(formula)}</formula1>${second}</dataValidation>`;
  });
  return `<dataValidations count="${items.length}">${items.join("")}</dataValidations>`;
}
