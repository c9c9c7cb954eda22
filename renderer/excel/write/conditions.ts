// Conditional formats: what makes a cell of a column stand out, live, whatever is typed into the workbook later. One
// formula per condition, for the column's first cell; the program moves it down.
//
// What must stay true: a formula here reads in Excel, LibreOffice and openpyxl alike, so no structured references
// (Excel refuses them in conditional formats) and newer functions with their prefix.
// Source: ECMA-376 Part 1, 18.3.1.18 (conditionalFormatting), 18.3.1.10 (cfRule).

import { type DifferenceKind, differenceId } from "./styles.ts";
import { xmlFormula } from "./xmlText.ts";

export interface Condition {
  readonly look: DifferenceKind;
  /** The condition for the cell of that address, without "=". */
  formula(cell: string): string;
}

/** A rule's verdict: FALSE stands out; "" and errors do not. */
export function ruleCondition(look: "fail" | "warn"): Condition {
  return { look, formula: (cell) => `AND(ISLOGICAL(${cell}),NOT(${cell}))` };
}

export function textCondition(look: DifferenceKind, text: string): Condition {
  return { look, formula: (cell) => `${cell}="${text.replaceAll('"', '""')}"` };
}

export const NEGATIVE: Condition = {
  look: "negative",
  formula: (cell) => `AND(ISNUMBER(${cell}),${cell}<0)`,
};

/** A figure typed where a formula stood that fetched the base's. */
export const OWN_FIGURE: Condition = {
  look: "own",
  formula: (cell) => `AND(NOT(ISBLANK(${cell})),NOT(_xlfn.ISFORMULA(${cell})))`,
};

/** A value typed where the column's formula stood. */
export const TYPED_OVER: Condition = {
  look: "typedOver",
  formula: (cell) => `NOT(_xlfn.ISFORMULA(${cell}))`,
};

/** The conditions of one sheet: columns with their first and last cell. */
export function conditionsXml(
  columns: readonly {
    readonly first: string;
    readonly last: string;
    readonly conditions: readonly Condition[];
  }[],
): string {
  let priority = 0;
  return columns
    .filter(({ conditions }) => conditions.length > 0)
    .map(({ first, last, conditions }) => {
      const rules = conditions.map(({ look, formula }) => {
        priority += 1;
        return `<cfRule type="expression" dxfId="${differenceId(look)}" priority="${priority}"><formula>${xmlFormula(formula(first))}</formula></cfRule>`;
      });
      return `<conditionalFormatting sqref="${range(first, last)}">${rules.join("")}</conditionalFormatting>`;
    })
    .join("");
}

/** `B2:B9`, or `B2` where both are the same. */
export function range(first: string, last: string): string {
  return first === last ? first : `${first}:${last}`;
}
