// Every known difference between Catchment's formulas and Excel's, as data with an example where one can be calculated.
// documents.test.ts checks the examples and writes renderer/engine/DIFFERENCES.md from this list, so the page cannot
// say what is not so. Add an entry when a difference is found; remove it when it is mended.

import type { Value } from "../../../renderer/engine/index.ts";

export interface Difference {
  readonly topic: "In a plan's columns" | "Arithmetic" | "Text and dates" | "Functions" | "Not there";
  /** What differs and why, in a sentence or two. */
  readonly what: string;
  readonly example?: {
    /** Calculated in the second row of the tests' small table T. */
    readonly formula: string;
    readonly catchment: Value;
    /** What Excel shows. */
    readonly excel: string;
  };
}

export const DIFFERENCES: readonly Difference[] = [
  {
    topic: "In a plan's columns",
    what: "Cell references cannot be used in a plan's column; they are calculated in sheets of imported workbooks only.",
    example: { formula: "=B2*2", catchment: { error: "#REF!" }, excel: "the cell's value times 2" },
  },
  {
    topic: "In a plan's columns",
    what: "A formula column holds one value per row, as an Excel table does: a formula that gives several is #SPILL! and a sentence says what to do.",
    example: { formula: "=SEQUENCE(3)", catchment: { error: "#SPILL!" }, excel: "#SPILL!" },
  },
  {
    topic: "In a plan's columns",
    what: "A formula that refers to itself in a circle is refused and the circle is named. Excel warns and shows 0; its iterative calculation is not there.",
  },
  {
    topic: "Arithmetic",
    what: "The last addition or subtraction of a formula, and the last addition of SUM, gives 0 when its first binary digit stands 50 places or more below that of the number added. Excel does not document its correction; this is what the sums saved in real workbooks show.",
    example: { formula: "=0.5-0.4-0.1", catchment: 0, excel: "0" },
  },
  {
    topic: "Arithmetic",
    what: "A column's total is added in blocks of 512 rows, so that an edit adds one block again; its last digit can differ from adding row after row.",
  },
  {
    topic: "Arithmetic",
    what: "Near a pole of TAN and for very large arguments of the trigonometric functions the last digits are those of the machine's own functions.",
  },
  {
    topic: "Text and dates",
    what: "A date without a year is not read from text, because a formula has no clock to take the year from.",
    example: {
      formula: '=VALUE("1 Apr")',
      catchment: { error: "#VALUE!" },
      excel: "1 April of the current year",
    },
  },
  {
    topic: "Text and dates",
    what: "Text is read and money is shown the British way: day before month, £ as currency. Excel follows the computer's region.",
    example: {
      formula: "=DOLLAR(1234.5)",
      catchment: "£1,234.50",
      excel: "£1,234.50 in the United Kingdom, $1,234.50 in the United States",
    },
  },
  {
    topic: "Text and dates",
    what: "Numbers typed into a formula with more than 15 digits keep all the digits a double can hold; Excel cuts them after the 15th.",
  },
  {
    topic: "Functions",
    what: "IRR, XIRR, RATE and the odd-period yields stop when they are exact to the last digits; Excel stops after a fixed tolerance, so results differ from about the ninth digit on, and an NPV at such a rate differs by its distance from 0.",
  },
  {
    topic: "Functions",
    what: "BESSELJ is exact to 15 digits; Excel's own is exact to about 5 for some arguments.",
  },
  {
    topic: "Functions",
    what: "ACCRINT with an odd first period counts part periods by rules that Excel does not document.",
  },
  {
    topic: "Functions",
    what: "FORECAST.ETS finds its shares of smoothing by its own search, because Excel does not document its; the forecasts of a series without noise are equal, those of a noisy one differ by a part of their interval. For the 144 months of Box and Jenkins' air passengers the next month is 454.36 here and 454.05 in LibreOffice, the twelfth 468.8 and 482.0. FORECAST.ETS.CONFINT takes the variance from the model's formula.",
    example: {
      formula: "=FORECAST.ETS.STAT({2;4;6;8;10},{1;2;3;4;5},1)",
      catchment: 0.9,
      excel: "0.9",
    },
  },
  {
    topic: "Functions",
    what: "ASC, DBCS, LENB, LEFTB and their kin treat every character as one byte, as Excel does where the language has no double-byte characters.",
    example: { formula: '=LENB("Ward")', catchment: 4, excel: "4 in the United Kingdom" },
  },
  {
    topic: "Functions",
    what: "REGEXTEST, REGEXEXTRACT and REGEXREPLACE read the language's own expressions, not PCRE2; a pattern that could take forever on its text is #VALUE!.",
    example: {
      formula: '=REGEXTEST(REPT("a",40)&"!","^(a+)+$")',
      catchment: { error: "#VALUE!" },
      excel: "FALSE or an error after its limit of steps",
    },
  },
  {
    topic: "Not there",
    what: "Functions of pivot tables, cubes, the web and other programs (GETPIVOTDATA, CUBE..., WEBSERVICE, STOCKHISTORY, IMAGE, RTD), of the computer (INFO), of other languages (BAHTTEXT, PHONETIC), GROUPBY and PIVOTBY, add-in and macro functions. Their formulas are kept; the column says why the function cannot be calculated.",
    example: {
      formula: '=WEBSERVICE("x")',
      catchment: { error: "#NAME?" },
      excel: "the answer of a web site",
    },
  },
];
