// Why formulas of the workbooks still differ from what was saved, so that a new failure stands out among the known.
// A reason names a workbook and what in it; it excuses nothing: these cells count as failed.

import type { CheckedCell } from "./compare.ts";

interface Reason {
  readonly file: RegExp;
  /** A function of the formula; absent for all of the file. */
  readonly uses?: string;
  readonly reason: string;
}

const REASONS: readonly Reason[] = [
  {
    file: /IronCalc__IRR/,
    uses: "NPV",
    reason: "rounding noise: the value at its own rate of return, about 1e-11 of the flows",
  },
  {
    file: /IronCalc__XNPV|IronCalc__XIRR/,
    uses: "XIRR",
    reason: "Excel stops its search for the rate after 1e-8; ours goes on",
  },
  { file: /IronCalc__IRR/, uses: "IRR", reason: "a rate of 0: Excel stops its search within 1e-7 of it" },
  { file: /IronCalc__TAN/, reason: "near its poles Excel's tangent has three correct digits" },
  { file: /IronCalc__BESSEL/, reason: "Excel's own approximation has seven correct digits" },
  { file: /IronCalc__PRICE_YIELD/, reason: "Excel stops its search for the yield early" },
  { file: /IronCalc__ACCRINT/, reason: "ACCRINT counts part periods by rules Excel does not document" },
  {
    file: /clone_sheet/,
    reason: "saved by a program that read (-4,3) as a decimal comma; Excel gives #VALUE!",
  },
  {
    file: /LONumbers|missing-v-node|issue\.2301|61495-test/,
    reason: "values not saved by Excel, or not after the last change",
  },
  { file: /udf_tests/, reason: "depends on cells filled by an add-in when it was saved" },
  {
    file: /FormulaEvalTestData/,
    uses: "DOLLAR",
    reason: "the currency of the region: pounds here, dollars there",
  },
  {
    file: /FormulaEvalTestData/,
    reason: "written to test another program's parser: a defined mistake in its arguments",
  },
  {
    file: /model2?\.xlsx/,
    reason: "rounding noise of a sum that cancels, from inputs that differ in their last digit",
  },
  {
    file: /table_functions/,
    uses: "FORMULATEXT",
    reason: "the name of an add-in's function is shown in capitals",
  },
  {
    file: /calamine__tests__errors/,
    uses: "VLOOKUP",
    reason: "Excel looks for the value before it looks at the column number",
  },
  { file: /54436/, uses: "GETPIVOTDATA", reason: "pivot tables are not calculated" },
];

/** Why a failed cell differs, or null when nobody knows yet. */
export function reasonFor(file: string, cell: CheckedCell): string | null {
  const found = REASONS.find(
    (each) => each.file.test(file) && (each.uses === undefined || cell.functions.includes(each.uses)),
  );
  return found?.reason ?? null;
}
