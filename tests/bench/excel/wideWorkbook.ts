// The workbook that reading and writing are measured with: 30 columns as a finance department has them (6 of text, 6
// whole numbers, 5 decimals, 3 dates, 10 formulas with saved results), in the spelling Excel itself uses.

import { strToU8, zipSync } from "fflate";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const COLUMNS = 30;
const HEADINGS = [
  ...["Code", "Practice", "PCN", "Sub ICB location", "Status", "Comment"],
  ...["List", "Under 5", "Over 65", "Over 85", "Staff", "Sites"],
  ...["Weighted", "Need index", "Rate", "Latitude", "Longitude"],
  ...["Opened", "Reviewed", "Next review"],
  ...["Share", "Payment", "Per head", "Young", "Old", "Per site", "Band", "Flag", "Uplift", "Total"],
];

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : `A${String.fromCharCode(65 + column - 26)}`;
}

/** Repeatable numbers between 0 and 1. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

class Strings {
  readonly #index = new Map<string, number>();
  uses = 0;

  of(text: string): number {
    this.uses += 1;
    const known = this.#index.get(text);
    if (known !== undefined) return known;
    this.#index.set(text, this.#index.size);
    return this.#index.size - 1;
  }

  get xml(): string {
    const items = [...this.#index.keys()].map((text) => `<si><t>${text.replaceAll("&", "&amp;")}</t></si>`);
    return `${HEAD}<sst xmlns="${MAIN}" count="${this.uses}" uniqueCount="${items.length}">${items.join("")}</sst>`;
  }
}

function rowXml(row: number, random: () => number, strings: Strings): string {
  const texts = [
    `A${String(row).padStart(6, "0")}`,
    `PRACTICE ${row} & PARTNERS`,
    `PCN ${Math.floor(random() * 1_250)}`,
    `NHS Sub ICB ${Math.floor(random() * 106)}`,
    random() < 0.9 ? "Active" : "Closing",
    random() < 0.05 ? `Note on ${row}: list frozen` : "None",
  ];
  const wholes = [9_000, 600, 1_500, 300, 40, 5].map((most) => Math.floor(random() * most) + 1);
  const decimals = [9_500, 2, 120, 5, 3].map((most) => random() * most);
  const dates = [35_000, 45_000, 46_000].map((first) => first + Math.floor(random() * 900));
  const [list = 1, young = 1, old = 1, , staff = 1, sites = 1] = wholes;
  const [weighted = 1, need = 1, rate = 1] = decimals;
  const share = weighted / 1e8;
  const payment = weighted * rate;
  const uplift = payment * 0.025;
  const formulas: readonly (readonly [string, number | string | boolean])[] = [
    [`M${row}/100000000`, share],
    [`M${row}*O${row}`, payment],
    [`V${row}/G${row}`, payment / list],
    [`H${row}/G${row}`, young / list],
    [`I${row}/G${row}`, old / list],
    [`G${row}/L${row}`, list / sites],
    [`IF(N${row}&gt;1,"high","low")`, need > 1 ? "high" : "low"],
    [`K${row}&lt;1`, staff < 1],
    [`V${row}*0.025`, uplift],
    [`V${row}+AC${row}`, payment + uplift],
  ];
  const cells: string[] = [];
  const place = (column: number) => `<c r="${letters(column)}${row}"`;
  for (const [at, text] of texts.entries()) cells.push(`${place(at)} t="s"><v>${strings.of(text)}</v></c>`);
  for (const [at, value] of wholes.entries()) cells.push(`${place(6 + at)} s="1"><v>${value}</v></c>`);
  for (const [at, value] of decimals.entries()) cells.push(`${place(12 + at)} s="2"><v>${value}</v></c>`);
  for (const [at, value] of dates.entries()) cells.push(`${place(17 + at)} s="3"><v>${value}</v></c>`);
  for (const [at, [formula, result]] of formulas.entries()) {
    const type = typeof result === "string" ? ' t="str"' : typeof result === "boolean" ? ' t="b"' : "";
    cells.push(
      `${place(20 + at)} s="2"${type}><f>${formula}</f><v>${typeof result === "boolean" ? Number(result) : result}</v></c>`,
    );
  }
  return `<row r="${row}" spans="1:${COLUMNS}">${cells.join("")}</row>`;
}

const SMALL_PARTS: Readonly<Record<string, string>> = {
  "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[
    ["workbook", "sheet.main"],
    ["worksheets/sheet1", "worksheet"],
    ["sharedStrings", "sharedStrings"],
    ["styles", "styles"],
  ]
    .map(
      ([part, type]) =>
        `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`,
    )
    .join("")}</Types>`,
  "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr/><sheets><sheet name="Practices" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${["worksheets/sheet1", "sharedStrings", "styles"].map((part, at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${["worksheet", "sharedStrings", "styles"][at]}" Target="${part}.xml"/>`).join("")}</Relationships>`,
  "xl/styles.xml": `<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};

export interface WideWorkbook {
  readonly bytes: Uint8Array;
  /** Bytes of the sheet's XML before it was packed. */
  readonly sheetBytes: number;
}

/** A workbook of so many rows under one row of headings; the same for the same number. */
export function wideWorkbook(rows: number): WideWorkbook {
  const strings = new Strings();
  const random = numbersFrom(20_260_401);
  const pieces: Uint8Array[] = [];
  let pending: string[] = [];
  const flush = () => {
    pieces.push(strToU8(pending.join("")));
    pending = [];
  };
  const last = `${letters(COLUMNS - 1)}${rows + 1}`;
  pending.push(
    `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><dimension ref="A1:${last}"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>`,
    `<row r="1">${HEADINGS.map((heading, at) => `<c r="${letters(at)}1" t="s"><v>${strings.of(heading)}</v></c>`).join("")}</row>`,
  );
  for (let row = 2; row <= rows + 1; row += 1) {
    pending.push(rowXml(row, random, strings));
    if (pending.length >= 500) flush();
  }
  pending.push("</sheetData></worksheet>");
  flush();
  const sheet = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    sheet.set(piece, at);
    at += piece.length;
  }
  const parts = Object.entries(SMALL_PARTS).map(([name, text]) => [name, strToU8(HEAD + text)] as const);
  const bytes = zipSync(
    {
      ...Object.fromEntries(parts),
      "xl/worksheets/sheet1.xml": sheet,
      "xl/sharedStrings.xml": strToU8(strings.xml),
    },
    { level: 6 },
  );
  return { bytes, sheetBytes: sheet.length };
}
