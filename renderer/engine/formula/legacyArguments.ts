// How a formula from before dynamic arrays takes ranges where one value is wanted: it intersects them with its own row
// or column. Which arguments do not, is data of Excel's function table, kept here apart from the functions because it
// concerns only formulas of old sheets.
//
// Source: OpenOffice.org's Documentation of the Microsoft Excel File Format, 3.11 (parameter classes of functions).

import type { Expression } from "./expression.ts";

/** Functions whose arguments are calculated as arrays without being asked to (parameter class A). */
const ARRAY_TAKERS: ReadonlySet<string> = new Set(
  `SUMPRODUCT MMULT MDETERM MINVERSE TRANSPOSE LOOKUP FREQUENCY LINEST LOGEST TREND GROWTH CORREL COVAR COVARIANCE.P
  COVARIANCE.S PEARSON RSQ SLOPE INTERCEPT STEYX FORECAST FORECAST.LINEAR SUMX2MY2 SUMX2PY2 SUMXMY2 MODE MODE.SNGL
  MODE.MULT PROB TTEST T.TEST FTEST F.TEST CHITEST CHISQ.TEST FILTER SORT SORTBY UNIQUE XLOOKUP XMATCH TAKE DROP
  CHOOSECOLS CHOOSEROWS HSTACK VSTACK TOCOL TOROW WRAPROWS WRAPCOLS EXPAND MAP REDUCE SCAN BYROW BYCOL MAKEARRAY
  TEXTSPLIT ARRAYTOTEXT AGGREGATE`.split(/\s+/),
);

export function takesArrays(name: string): boolean {
  return ARRAY_TAKERS.has(name);
}

/** Whether an argument that need not be an array still takes a reference as it is: the choices of IF and CHOOSE. */
export function keepsReference(name: string, place: number): boolean {
  return place > 0 && (name === "IF" || name === "CHOOSE" || name === "IFS" || name === "SWITCH");
}

const REFERENCE_GIVERS: ReadonlySet<string> = new Set(
  "OFFSET INDEX INDIRECT CHOOSE IF IFS SWITCH XLOOKUP TAKE DROP IFERROR IFNA".split(" "),
);

/** Whether an expression may turn out to be a reference. */
export function mayRefer(expression: Expression): boolean {
  switch (expression.kind) {
    case "place":
    case "join":
    case "apply":
    case "variable":
      return true;
    case "let":
      return mayRefer(expression.body);
    case "call":
      return REFERENCE_GIVERS.has(expression.entry.name);
    default:
      return false;
  }
}
