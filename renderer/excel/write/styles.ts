// The few cell formats a workbook of ours has: what a cell is (heading, input, formula, ...) times its number
// format. The colours are the NHS identity's blue and the finance custom of blue inputs and black formulas.
//
// What must stay true: a style index, once given, keeps its meaning; no number format that Excel would reject
// reaches the file (one bad format makes Excel offer to repair the whole workbook).
// Source: ECMA-376 Part 1, 18.8 (styles), 18.8.30 (built-in number formats).

import { xmlAttribute } from "./xmlText.ts";

/** What a cell is to the reader. */
export type CellKind =
  | "plain"
  | "wrapped"
  | "title"
  | "section"
  | "link"
  | "heading"
  | "key"
  | "input"
  | "override"
  | "formula"
  /** a formula whose results are short texts or truth values */
  | "flag"
  /** a constant in place of the column's formula */
  | "typedOver"
  | "total"
  /** the cell that chooses what a sheet shows */
  | "choice"
  /** a figure of the comparison, and the heading above it */
  | "figure"
  | "figureHeading"
  | "helper";

/** How a conditional format changes a cell's look; the position is its number in the file. */
const DIFFERENCES = ["fail", "warn", "pass", "negative", "own", "typedOver"] as const;

export type DifferenceKind = (typeof DIFFERENCES)[number];

const DIFFERENCE_LOOKS: Readonly<Record<DifferenceKind, string>> = {
  fail: look("FF9C0006", "FFFFC7CE"),
  warn: look("FF7F4F00", "FFFFE5B4"),
  pass: look("FF00591E", "FFDDF3E4"),
  negative: '<dxf><font><color rgb="FFB71C1C"/></font></dxf>',
  own: look("FF0000FF", "FFFFF4CC"),
  typedOver: look("FF330072", "FFE8E0F4"),
};

/** A solid ground of a conditional format is its background colour, unlike a cell's. */
function look(text: string, ground: string): string {
  return `<dxf><font><color rgb="${text}"/></font><fill><patternFill patternType="solid"><fgColor rgb="${ground}"/><bgColor rgb="${ground}"/></patternFill></fill></dxf>`;
}

/** The number of a conditional format's look, for its `dxfId`. */
export function differenceId(kind: DifferenceKind): number {
  return DIFFERENCES.indexOf(kind);
}

const FONTS = [
  '<font><sz val="11"/><color rgb="FF000000"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font>',
  '<font><sz val="11"/><color rgb="FF0000FF"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="18"/><color rgb="FF005EB8"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="12"/><color rgb="FF005EB8"/><name val="Calibri"/><family val="2"/></font>',
  '<font><u/><sz val="11"/><color rgb="FF005EB8"/><name val="Calibri"/><family val="2"/></font>',
  '<font><sz val="11"/><color rgb="FF768692"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="11"/><color rgb="FF000000"/><name val="Calibri"/><family val="2"/></font>',
  '<font><sz val="11"/><color rgb="FF330072"/><name val="Calibri"/><family val="2"/></font>',
];

const FILLS = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FF005EB8"/><bgColor indexed="64"/></patternFill></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF4CC"/><bgColor indexed="64"/></patternFill></fill>',
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE8E0F4"/><bgColor indexed="64"/></patternFill></fill>',
];

const BORDERS = [
  "<border><left/><right/><top/><bottom/><diagonal/></border>",
  '<border><left/><right/><top style="thin"><color rgb="FF005EB8"/></top><bottom/><diagonal/></border>',
  `<border>${["left", "right", "top", "bottom"].map((side) => `<${side} style="thin"><color rgb="FF005EB8"/></${side}>`).join("")}<diagonal/></border>`,
];

const TOP = '<alignment vertical="top"/>';
const WRAPPED = '<alignment vertical="top" wrapText="1"/>';

const LOOKS: Readonly<Record<CellKind, { font: number; fill: number; border?: number; alignment?: string }>> =
  {
    plain: { font: 0, fill: 0 },
    wrapped: { font: 0, fill: 0, alignment: WRAPPED },
    title: { font: 3, fill: 0 },
    section: { font: 4, fill: 0 },
    link: { font: 5, fill: 0, alignment: WRAPPED },
    heading: { font: 1, fill: 2, alignment: '<alignment vertical="center" wrapText="1"/>' },
    key: { font: 0, fill: 0, alignment: TOP },
    input: { font: 2, fill: 0, alignment: TOP },
    override: { font: 2, fill: 3, alignment: TOP },
    formula: { font: 0, fill: 0, alignment: TOP },
    flag: { font: 0, fill: 0, alignment: '<alignment horizontal="center" vertical="top"/>' },
    typedOver: { font: 8, fill: 4, alignment: TOP },
    total: { font: 7, fill: 0, border: 1 },
    choice: { font: 2, fill: 3, border: 2 },
    figure: { font: 0, fill: 0, alignment: '<alignment horizontal="right"/>' },
    figureHeading: {
      font: 1,
      fill: 2,
      alignment: '<alignment horizontal="right" vertical="center" wrapText="1"/>',
    },
    helper: { font: 6, fill: 0 },
  };

/** Formats that mean the same in every language and have a fixed number; 14 (a date) does not, so it is not here. */
const BUILT_IN = new Map([
  ["General", 0],
  ["0", 1],
  ["0.00", 2],
  ["#,##0", 3],
  ["#,##0.00", 4],
  ["0%", 9],
  ["0.00%", 10],
  ["0.00E+00", 11],
  ["@", 49],
]);

const FIRST_OWN_FORMAT = 164;

/** Whether Excel takes the number format code: at most four sections, quotes and brackets closed, of sane length. */
export function isNumberFormat(code: string): boolean {
  if (code === "" || code.length > 255) return false;
  const bare = code
    .replace(/\\./g, "")
    .replace(/"[^"]*"/g, "")
    .replace(/[_*]./g, "");
  if (/["\\]/.test(bare) || /[_*]$/.test(bare)) return false;
  const outside = bare.replace(/\[[^[\]]*\]/g, "");
  return !/[[\]]/.test(outside) && outside.split(";").length <= 4;
}

export class Styles {
  readonly #formats = new Map<string, number>();
  readonly #cells = new Map<string, number>();
  readonly #xml: string[] = [];

  constructor() {
    this.index("plain", "General");
  }

  /**
   * The index of a cell format, for the `s` of a cell. A code that Excel would reject counts as `General`; so does the
   * format of texts on a formula, because such a cell, once edited, would show its formula instead of its result.
   */
  index(kind: CellKind, code: string): number {
    const isResult =
      kind === "formula" ||
      kind === "flag" ||
      kind === "total" ||
      kind === "figure" ||
      kind === "figureHeading";
    const format = isResult && code === "@" ? "General" : code;
    const key = `${kind} ${format}`;
    let index = this.#cells.get(key);
    if (index === undefined) {
      index = this.#xml.length;
      this.#cells.set(key, index);
      this.#xml.push(this.#cellXml(kind, isNumberFormat(format) ? format : "General"));
    }
    return index;
  }

  #cellXml(kind: CellKind, format: string): string {
    const { font, fill, border = 0, alignment } = LOOKS[kind];
    const attributes =
      `numFmtId="${this.#formatId(format)}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0"` +
      `${format === "General" ? "" : ' applyNumberFormat="1"'}${font === 0 ? "" : ' applyFont="1"'}` +
      `${fill === 0 ? "" : ' applyFill="1"'}${border === 0 ? "" : ' applyBorder="1"'}`;
    return alignment === undefined
      ? `<xf ${attributes}/>`
      : `<xf ${attributes} applyAlignment="1">${alignment}</xf>`;
  }

  #formatId(format: string): number {
    const known = BUILT_IN.get(format) ?? this.#formats.get(format);
    if (known !== undefined) return known;
    const id = FIRST_OWN_FORMAT + this.#formats.size;
    this.#formats.set(format, id);
    return id;
  }

  xml(): string {
    const own = [...this.#formats].map(
      ([code, id]) => `<numFmt numFmtId="${id}" formatCode="${xmlAttribute(code)}"/>`,
    );
    return (
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      (own.length === 0 ? "" : `<numFmts count="${own.length}">${own.join("")}</numFmts>`) +
      `<fonts count="${FONTS.length}">${FONTS.join("")}</fonts>` +
      `<fills count="${FILLS.length}">${FILLS.join("")}</fills>` +
      `<borders count="${BORDERS.length}">${BORDERS.join("")}</borders>` +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      `<cellXfs count="${this.#xml.length}">${this.#xml.join("")}</cellXfs>` +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
      `<dxfs count="${DIFFERENCES.length}">${DIFFERENCES.map((kind) => DIFFERENCE_LOOKS[kind]).join("")}</dxfs>` +
      '<tableStyles count="0" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"/>' +
      "</styleSheet>"
    );
  }
}
