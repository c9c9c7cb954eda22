import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { scratchBlock } from "../../../../renderer/excel/read/cellWriter.ts";
import { numberIn } from "../../../../renderer/excel/read/numberBytes.ts";
import { openFile, packFile, transferOf } from "../../../../renderer/excel/read/packedFile.ts";
import { readPacked } from "../../../../renderer/excel/read/readFile.ts";
import { readWorkbook } from "../../../../renderer/excel/read/readWorkbook.ts";
import { SheetScan } from "../../../../renderer/excel/read/sheetScan.ts";
import { TextHeap, textAt } from "../../../../renderer/excel/read/textHeap.ts";
import type {
  ReadWorkbookOptions,
  SheetContent,
  WorkbookContent,
} from "../../../../renderer/excel/read/workbookContent.ts";
import { bytesOf, listFile, rawPackage } from "../../../support/makeFiles.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A package of one sheet with these rows and whatever else is given. */
function book(
  rows: string,
  more: Readonly<Record<string, string>> = {},
  options: ReadWorkbookOptions = {},
): WorkbookContent {
  const links = Object.keys(more)
    .filter((name) => /^xl\/(sharedStrings|styles)\.xml$/.test(name))
    .map((name, at) => {
      const type = name.slice(3, -4);
      return `<Relationship Id="rIdx${at}" Type="${OFFICE}/${type}" Target="${type}.xml"/>`;
    });
  const read = readWorkbook(
    rawPackage(`<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`, {
      "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>${links.join("")}</Relationships>`,
      ...more,
    }),
    options,
  );
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
}

function sheet(rows: string, more: Readonly<Record<string, string>> = {}, options: ReadWorkbookOptions = {}) {
  return book(rows, more, options).sheets[0] as SheetContent;
}

const STYLES = {
  "xl/styles.xml": `<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="200" formatCode="dd/mm/yyyy"/><numFmt numFmtId="201" formatCode="&quot;day&quot; 0"/><numFmt numFmtId="202" formatCode="[h]:mm"/></numFmts><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="200"/><xf numFmtId="201"/><xf numFmtId="202"/><xf numFmtId="4"/></cellXfs></styleSheet>`,
};

describe("values", () => {
  it.each([
    ["a number", '<c r="A1"><v>1.5</v></c>', 1.5],
    ["a number with blanks", '<c r="A1"><v> 7\n</v></c>', 7],
    ["a tiny number", '<c r="A1"><v>-1.7976931348623157E-300</v></c>', -1.7976931348623157e-300],
    ["seventeen digits", '<c r="A1"><v>0.10000000000000001</v></c>', 0.1],
    ["a result of 0", '<c r="A1"><f>1-1</f><v>0</v></c>', 0],
    ["a result of nothing", '<c r="A1" t="str"><f>""</f><v></v></c>', ""],
    ["an empty result", '<c r="A1" t="str"><f>""</f><v/></c>', ""],
    ["a result that is false", '<c r="A1" t="b"><f>1=2</f><v>0</v></c>', false],
    ["true in words", '<c r="A1" t="b"><v>true</v></c>', true],
    ["an error", '<c r="A1" t="e"><v>#DIV/0!</v></c>', { error: "#DIV/0!" }],
    ["an error we do not know", '<c r="A1" t="e"><v>#FIELD!</v></c>', { error: "#VALUE!" }],
    ["a date in words", '<c r="A1" t="d"><v>2024-01-01T12:00:00</v></c>', 45292.5],
    ["an early date", '<c r="A1" t="d"><v>1900-01-01</v></c>', 1],
    ["a time", '<c r="A1" t="d"><v>06:00:00</v></c>', 0.25],
    ["a date that is none", '<c r="A1" t="d"><v>2024-02-30</v></c>', "2024-02-30"],
    ["an escaped text", '<c r="A1" t="str"><v>a&lt;b_x000A_&#163;&#x1F600;</v></c>', "a<b\n£😀"],
    ["an escaped escape", '<c r="A1" t="str"><v>_x005F_x0041_</v></c>', "_x0041_"],
    ["a surrogate pair in escapes", '<c r="A1" t="str"><v>_xD83D__xDE00_</v></c>', "😀"],
    [
      "every name XML knows",
      '<c r="A1" t="str"><v>&lt;&gt;&amp;&quot;&apos;&odd;&am;&;</v></c>',
      `<>&"'&odd;&am;&;`,
    ],
    ["line ends", '<c r="A1" t="str"><v>a\r\nb\rc</v></c>', "a\nb\nc"],
    ["CDATA", '<c r="A1" t="str"><v><![CDATA[a<b&amp;]]></v></c>', "a<b&amp;"],
    [
      "inline",
      '<c r="A1" t="inlineStr"><is><t> two_x0020_</t><r><t>runs</t></r><rPh sb="0"><t>X</t></rPh></is></c>',
      " two runs",
    ],
    ["inline in a value", '<c r="A1" t="inlineStr"><v>x</v></c>', "x"],
    ["single quotes and blanks in tags", "<c  r = 'A1'\n t='n' ><v >3</v ></c >", 3],
    ["an extension beside it", '<c r="A1"><v>4</v><extLst><ext><v>5</v></ext></extLst></c>', 4],
    ["a comment inside", '<c r="A1"><!-- <v>5</v> --><v>4</v></c>', 4],
    ["infinity", '<c r="A1"><v>1e999</v></c>', { error: "#NUM!" }],
    ["no value", '<c r="A1" s="1"/>', null],
  ])("%s", (_what, cell, expected) => {
    expect(sheet(`<row r="1">${cell}</row>`).value(1, 1)).toEqual(expected);
  });

  it("keeps what is no number as text and says so", () => {
    const read = book('<row r="1"><c r="A1"><v>n/a</v></c></row>');
    expect(read.sheets[0]?.value(1, 1)).toBe("n/a");
    expect(read.problems).toMatchObject([{ code: "odd-numbers", rows: 1 }]);
  });

  it("says so when a shared text is not there", () => {
    const read = book('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>7</v></c></row>', {
      "xl/sharedStrings.xml": `<sst xmlns="${MAIN}"><si><t>here</t></si></sst>`,
    });
    expect([read.sheets[0]?.value(1, 1), read.sheets[0]?.value(1, 2)]).toEqual(["here", null]);
    expect(read.problems).toMatchObject([{ code: "lost-texts", rows: 1 }]);
  });

  it("takes rows and cells out of their order, and the last of two", () => {
    const read = book(
      '<row r="3"><c r="B3"><v>32</v></c><c r="A3"><f>B3+1</f><v>31</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>99</v></c></row>',
    );
    const [one] = read.sheets;
    expect([one?.value(1, 1), one?.value(3, 1), one?.value(3, 2)]).toEqual([1, 31, 99]);
    expect([one?.formula(3, 1), one?.formula(1, 1)]).toEqual(["B3+1", undefined]);
    expect(read.problems).toMatchObject([{ code: "cells-twice", rows: 1 }]);
  });
});

describe("formulas", () => {
  it("are given as they read in their cell, wherever the shared one stands", () => {
    const one = sheet(
      '<row r="1"><c r="C1"><f t="shared" si="0"/><v>1</v></c></row><row r="2"><c r="C2"><f t="shared" ref="C1:C3" si="0">A2*$B$1+Sheet2!A2</f><v>2</v></c></row><row r="3"><c r="C3"><f t="shared" si="0"/><v>3</v></c><c r="D3"><f>"a&amp;b_x0041_"</f><v>3</v></c></row>',
    );
    expect([1, 2, 3].map((row) => one.formula(row, 3))).toEqual([
      "A1*$B$1+Sheet2!A1",
      "A2*$B$1+Sheet2!A2",
      "A3*$B$1+Sheet2!A3",
    ]);
    expect(one.formulaCell(1, 3)).toEqual({ text: "A2*$B$1+Sheet2!A2", writtenFor: { row: 2, column: 3 } });
    expect(one.formula(3, 4)).toBe('"a&b_x0041_"');
  });

  it("know arrays, spills and what-if tables", () => {
    const read = book(
      '<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2*2</f><v>1</v></c><c r="B1"><v>2</v></c><c r="E1" cm="1"><f t="array" ref="E1:E3">_xlfn.SEQUENCE(3)</f><v>1</v></c><c r="F1"><f t="dataTable" ref="F1:F2" dt2D="1"/><v>9</v></c></row>',
    );
    const [one] = read.sheets;
    expect(one?.formulaCell(1, 1)).toEqual({
      text: "C1:D2*2",
      array: { rows: 2, columns: 2, dynamic: false },
    });
    expect(one?.formulaCell(1, 5)?.array).toEqual({ rows: 3, columns: 1, dynamic: true });
    expect([one?.formula(1, 2), one?.formula(1, 6), one?.value(1, 6)]).toEqual([undefined, undefined, 9]);
    expect(read.notKept.map(({ kind, count }) => [kind, count])).toEqual(
      expect.arrayContaining([
        ["dynamic-array", 1],
        ["what-if-table", 1],
      ]),
    );
  });
});

describe("dates", () => {
  const rows =
    '<row r="1"><c r="A1" s="1"><v>100</v></c><c r="B1" s="2"><v>0</v></c><c r="C1" s="3"><v>5</v></c><c r="D1" s="4"><v>1.5</v></c><c r="E1" s="5"><v>6</v></c><c r="F1" t="d"><v>2024-01-01</v></c><c r="G1" s="1" t="str"><v>x</v></c></row>';
  const columns = [1, 2, 3, 4, 5, 6, 7];

  it("are told by their format", () => {
    const one = sheet(rows, STYLES);
    expect(columns.map((column) => one.isDate(1, column))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(columns.map((column) => one.numberFormat(1, column))).toEqual([
      "m/d/yy",
      "dd/mm/yyyy",
      '"day" 0',
      "[h]:mm",
      "#,##0.00",
      "General",
      "m/d/yy",
    ]);
  });

  it("of a workbook that counts from 1904 come out in the usual count, times as they are", () => {
    const parts = {
      ...STYLES,
      "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="1"/><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    };
    const moved = sheet(rows, parts);
    expect(columns.map((column) => moved.value(1, column))).toEqual([1562, 1462, 5, 1.5, 6, 45292, "x"]);
    const stored = sheet(rows, parts, { dates: "asStored" });
    expect(columns.map((column) => stored.value(1, column))).toEqual([100, 0, 5, 1.5, 6, 43830, "x"]);
  });
});

describe("the workbook", () => {
  it("knows its tables, names, sheet states and hidden rows", () => {
    const read = readWorkbook(
      rawPackage(
        `<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"/></sheetData><autoFilter ref="A1:B5"><filterColumn colId="0"/></autoFilter></worksheet>`,
        {
          "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="One" sheetId="1" state="veryHidden" r:id="rId1"/><sheet name="Gone" sheetId="2" r:id="rId9"/></sheets><definedNames><definedName name="Rate" comment="per head">1.5</definedName><definedName name="Here" localSheetId="0" hidden="1">One!$A$1</definedName></definedNames><calcPr fullCalcOnLoad="1" iterate="1"/></workbook>`,
          "xl/worksheets/_rels/sheet1.xml.rels": `<Relationships><Relationship Id="rId1" Type="${OFFICE}/table" Target="/xl/tables/table1.xml"/></Relationships>`,
          "xl/tables/table1.xml": `<table xmlns="${MAIN}" name="T" displayName="Posts" ref="A1:B4" totalsRowCount="1"><tableColumns><tableColumn id="1" name="Post_x000a_name" totalsRowLabel="Total"/><tableColumn id="2" name="Cost" totalsRowFunction="sum"><calculatedColumnFormula>Posts[[#This Row],[Grade]]*2</calculatedColumnFormula></tableColumn></tableColumns></table>`,
        },
      ),
    );
    if (!read.ok) throw new Error(read.problem.message);
    const { sheets, tables, names, isStale, iterates, problems } = read.value;
    expect(sheets.map(({ name, state, rows }) => [name, state, rows])).toEqual([
      ["One", "veryHidden", 1],
      ["Gone", "visible", 0],
    ]);
    expect(problems).toMatchObject([{ code: "missing-sheet", where: { sheet: "Gone" } }]);
    expect([sheets[0]?.isRowHidden(2), sheets[0]?.filteredRows.has(2)]).toEqual([true, true]);
    expect(tables).toEqual([
      {
        name: "Posts",
        sheet: 0,
        area: { top: 1, left: 1, bottom: 4, right: 2 },
        hasHeaders: true,
        hasTotals: true,
        isFiltered: false,
        columns: [
          { name: "Post\nname", isArrayFormula: false, totalsRowLabel: "Total" },
          {
            name: "Cost",
            isArrayFormula: false,
            calculatedColumnFormula: "Posts[[#This Row],[Grade]]*2",
            totalsRowFunction: "sum",
          },
        ],
      },
    ]);
    expect(names).toEqual([
      { name: "Rate", sheet: null, refersTo: "1.5", comment: "per head", isHidden: false },
      { name: "Here", sheet: 0, refersTo: "One!$A$1", comment: "", isHidden: true },
    ]);
    expect([isStale, iterates]).toEqual([true, true]);
  });

  it("stops when its time is up, and tells how far it is", () => {
    const bytes = rawPackage(`<worksheet xmlns="${MAIN}"><sheetData/></worksheet>`);
    expect(readWorkbook(bytes, { isTimeUp: () => true })).toMatchObject({
      ok: false,
      problem: { code: "reading-too-slow" },
    });
    const fractions: number[] = [];
    readWorkbook(bytes, { onProgress: (_step, fraction) => fractions.push(fraction) });
    expect(fractions).toEqual([...fractions].sort((left, right) => left - right));
    expect(fractions.length).toBeGreaterThan(1);
  });

  it("refuses more cells than it keeps", () => {
    const row = `<row>${"<c><v>1</v></c>".repeat(16_000)}</row>`;
    const whole = `<worksheet><sheetData>${row.repeat(376)}</sheetData></worksheet>`;
    const part = strToU8(whole);
    const packed = zipSync({
      "xl/workbook.xml": strToU8(
        `<workbook xmlns:r="${OFFICE}"><sheets><sheet name="One" r:id="rId1"/></sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": strToU8(
        `<Relationships><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="sheet.xml"/></Relationships>`,
      ),
      // Stored, because packed it would be refused as a bomb.
      "xl/sheet.xml": [part, { level: 0 }],
    });
    const read = readWorkbook(packed, { fileName: "x.xlsx" });
    expect(read).toMatchObject({ ok: false, problem: { code: "too-many-cells" } });
  });
});

describe("in pieces", () => {
  const xml = strToU8(
    `<?xml version="1.0"?><x:worksheet xmlns:x="${MAIN}"><x:cols><x:col min="1" max="2"/></x:cols><x:sheetData><x:row r="2" hidden="1"><x:c r="A2" t="str"><x:f>IF(1&lt;2,"é€","")</x:f><x:v>é€ &amp; 😀</x:v></x:c><x:c r="C2" s="3"><x:v>12.25</x:v></x:c></x:row><!-- a > b --><x:row><x:c t="inlineStr"><x:is><x:r><x:t>in</x:t></x:r><x:r><x:t>line</x:t></x:r></x:is></x:c><x:c/></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>`,
  );

  function scanned(cuts: readonly number[]): unknown {
    const heap = new TextHeap();
    const around = { heap, scratch: scratchBlock(), sharedCount: 0, richErrors: new Map(), cellsLeft: 100 };
    const scan = new SheetScan(around);
    let rest = new Uint8Array();
    for (const [at, cut] of [...cuts, xml.length].entries()) {
      const piece = xml.subarray(cuts[at - 1] ?? 0, cut);
      const bytes = new Uint8Array(rest.length + piece.length + 8).fill(0x3e);
      bytes.set(rest);
      bytes.set(piece, rest.length);
      const end = rest.length + piece.length;
      rest = bytes.slice(scan.scan(bytes, end, cut === xml.length), end);
    }
    const { cells, order } = scan.cells.taken();
    return JSON.stringify([
      cells,
      scan.formulas.taken(order),
      [...scan.counts],
      scan.hiddenRows,
      heap.taken(),
    ]);
  }

  it("a sheet reads the same wherever it is cut", () => {
    const whole = scanned([]);
    const odd: number[] = [];
    for (let cut = 1; cut < xml.length; cut += 1) if (scanned([cut]) !== whole) odd.push(cut);
    expect(odd).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.nat(xml.length), { maxLength: 12 }), (cuts) => {
        expect(scanned([...cuts].sort((left, right) => left - right))).toBe(whole);
      }),
      { seed: 42, numRuns: 200 },
    );
  });
});

describe("numbers and texts in bytes", () => {
  it("numbers are those of Number", () => {
    const check = (text: string) => {
      const bytes = strToU8(`<${text}<`);
      expect([text, numberIn(bytes, 1, bytes.length - 1)]).toEqual([text, Number(text)]);
    };
    for (const text of ["0", "-0", "1.", ".5", "+3", "1E5", "123456789012345678", "0.1", "9007199254740993"])
      check(text);
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        check(String(value));
        check(value.toPrecision(17));
      }),
      { seed: 7, numRuns: 2_000 },
    );
    for (const text of ["", "-", "1,5", "0x10", "Infinity", "1e", "--1", "1 2"]) {
      const bytes = strToU8(text);
      expect([text, numberIn(bytes, 0, bytes.length)]).toEqual([text, Number.NaN]);
    }
  });

  it("texts come back as they went in", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 300 }), { maxLength: 50 }), (texts) => {
        const heap = new TextHeap();
        const places = texts.map((text) => heap.addString(text));
        const blocks = heap.taken();
        expect(places.map((place) => textAt(blocks, place))).toEqual(texts);
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it("blocks of text fill up without losing any", () => {
    const heap = new TextHeap();
    const long = "£".repeat(30_000);
    const places = Array.from({ length: 100 }, (_, at) => heap.addString(`${at}${long}`));
    const blocks = heap.taken();
    expect(blocks.length).toBeGreaterThan(5);
    expect(places.every((place, at) => textAt(blocks, place) === `${at}${long}`)).toBe(true);
  });
});

describe("across threads", () => {
  it.each([
    ["a text file", bytesOf(listFile()), "x.csv"],
    [
      "a workbook",
      rawPackage(
        `<worksheet xmlns="${MAIN}"><sheetData><row r="2"><c r="B2" t="str"><f>"é"</f><v>é</v></c><c r="C2" t="e"><v>#N/A</v></c></row></sheetData></worksheet>`,
      ),
      "x.xlsx",
    ],
  ])("%s arrives with the same rows", (_what, bytes, name) => {
    const read = readPacked(bytes, name);
    if (!read.ok) throw new Error(read.problem.message);
    const packed = read.value.packed();
    const before = read.value.file.sheets.map((each) => each.rows.slice(0));
    const there = openFile(structuredClone(packed, { transfer: transferOf(packed) as ArrayBuffer[] }));
    expect(there.sheets.map((each) => each.rows.slice(0))).toEqual(before);
    expect(there.sheets[0]?.content?.formula(2, 2)).toBe(name === "x.xlsx" ? '"é"' : undefined);
    expect(packed.book.sheets[0]?.cells.rowNumbers.length).toBe(0);
  });

  it("keeps the blank cells at the end of a text file's rows", () => {
    const rows = [["a", null, null], [], [null, 1, true, null]];
    const packed = packFile({
      fileName: "x.csv",
      format: "csv",
      sheets: [{ name: "x", rows }],
      problems: [],
    });
    expect(openFile(packed).sheets[0]?.rows.slice(0)).toEqual(rows);
  });
});
