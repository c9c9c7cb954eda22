// One cell changed in a small sheet: what the row's XML is afterwards, to the character.

import { strToU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { errorValue } from "../../../../renderer/engine/values/value.ts";
import type { EditValue } from "../../../../renderer/excel/package/cellEdit.ts";
import { book, bookParts, rows, zipParts } from "./books.ts";
import { partText, patched, refusals, sheetRows } from "./patched.ts";

interface Example {
  readonly name: string;
  readonly before: string;
  readonly cell: string;
  readonly value: EditValue;
  readonly after: string;
}

const EXAMPLES: readonly Example[] = [
  {
    name: "number over number, style kept",
    before: '<row r="1"><c r="A1" s="4"><v>1</v></c></row>',
    cell: "A1",
    value: 42,
    after: '<row r="1"><c r="A1" s="4"><v>42</v></c></row>',
  },
  {
    name: "number over shared string",
    before: '<row r="1"><c r="A1" s="4" t="s"><v>0</v></c></row>',
    cell: "A1",
    value: 0.1,
    after: '<row r="1"><c r="A1" s="4"><v>0.1</v></c></row>',
  },
  {
    name: "number over inline string",
    before: '<row r="1"><c t="inlineStr" r="A1"><is><t>x</t></is></c></row>',
    cell: "A1",
    value: -1e-7,
    after: '<row r="1"><c r="A1"><v>-1E-7</v></c></row>',
  },
  {
    name: "number over formula text",
    before: '<row r="1"><c r="A1" t="str"><f>"x"</f><v>x</v></c></row>',
    cell: "A1",
    value: 1e21,
    after: '<row r="1"><c r="A1"><v>1E+21</v></c></row>',
  },
  {
    name: "number over error",
    before: '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>',
    cell: "A1",
    value: 3,
    after: '<row r="1"><c r="A1"><v>3</v></c></row>',
  },
  {
    name: "number over ISO date",
    before: '<row r="1"><c r="A1" s="2" t="d"><v>2024-01-01</v></c></row>',
    cell: "A1",
    value: 46113,
    after: '<row r="1"><c r="A1" s="2"><v>46113</v></c></row>',
  },
  {
    name: "minus zero",
    before: '<row r="1"><c r="A1"/></row>',
    cell: "A1",
    value: -0,
    after: '<row r="1"><c r="A1"><v>0</v></c></row>',
  },
  {
    name: "boolean over boolean, type in its place",
    before: '<row r="1"><c t="b" r="A1" s="1"><v>1</v></c></row>',
    cell: "A1",
    value: false,
    after: '<row r="1"><c t="b" r="A1" s="1"><v>0</v></c></row>',
  },
  {
    name: "error value",
    before: '<row r="1"><c r="A1"><v>1</v></c></row>',
    cell: "A1",
    value: errorValue("#N/A"),
    after: '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>',
  },
  {
    name: "emptied, style kept",
    before: '<row r="1"><c r="A1" s="4" t="s"><v>0</v></c></row>',
    cell: "A1",
    value: null,
    after: '<row r="1"><c r="A1" s="4"/></row>',
  },
  {
    name: "self-closing cell filled",
    before: '<row r="1"><c r="A1" s="4"/><c r="B1"><v>2</v></c></row>',
    cell: "A1",
    value: true,
    after: '<row r="1"><c r="A1" s="4" t="b"><v>1</v></c><c r="B1"><v>2</v></c></row>',
  },
  {
    name: "dynamic array and rich value marks go",
    before: '<row r="1"><c r="A1" cm="1" vm="2" s="3"><f t="array" ref="A1">SORT(B1)</f><v>1</v></c></row>',
    cell: "A1",
    value: 5,
    after: '<row r="1"><c r="A1" s="3"><v>5</v></c></row>',
  },
  {
    name: "single quotes and odd spacing in tags",
    before: "<row r='1' ><c  r='A1'\n s='4' ><v >1</v ></c ></row >",
    cell: "A1",
    value: 2,
    after: "<row r='1' ><c  r='A1'\n s='4'><v>2</v></c></row >",
  },
  {
    name: "CDATA and comments",
    before:
      '<row r="1"><!-- <c r="A1"> --><c r="A1" t="str"><v><![CDATA[</c>]]></v></c><!-- </row> --></row>',
    cell: "A1",
    value: 2,
    after: '<row r="1"><!-- <c r="A1"> --><c r="A1"><v>2</v></c><!-- </row> --></row>',
  },
  {
    name: "cell without references",
    before: '<row><c><v>1</v></c><c s="2"><v>2</v></c></row><row><c><v>3</v></c></row>',
    cell: "B1",
    value: 9,
    after: '<row><c><v>1</v></c><c s="2"><v>9</v></c></row><row><c><v>3</v></c></row>',
  },
  {
    name: "extension list of a cell stays",
    before: '<row r="1"><c r="A1"><v>1</v><extLst><ext uri="x"/></extLst></c></row>',
    cell: "A1",
    value: 2,
    after: '<row r="1"><c r="A1"><v>2</v><extLst><ext uri="x"/></extLst></c></row>',
  },
  {
    name: "missing cell between two",
    before: '<row r="1" spans="1:3"><c r="A1"/><c r="C1"/></row>',
    cell: "B1",
    value: 2,
    after: '<row r="1" spans="1:3"><c r="A1"/><c r="B1"><v>2</v></c><c r="C1"/></row>',
  },
  {
    name: "missing cell at the end widens the spans",
    before: '<row r="1" spans="1:3"><c r="A1"/></row>',
    cell: "E1",
    value: 2,
    after: '<row r="1" spans="1:5"><c r="A1"/><c r="E1"><v>2</v></c></row>',
  },
  {
    name: "missing cell in a styled row",
    before: '<row r="1" s="7" customFormat="1"/>',
    cell: "B1",
    value: 2,
    after: '<row r="1" s="7" customFormat="1"><c r="B1" s="7"><v>2</v></c></row>',
  },
  {
    name: "missing row between two",
    before: '<row r="1"/><row r="3"/>',
    cell: "B2",
    value: 2,
    after: '<row r="1"/><row r="2"><c r="B2"><v>2</v></c></row><row r="3"/>',
  },
  {
    name: "missing row at the end",
    before: '<row r="1"/>',
    cell: "A1048576",
    value: 2,
    after: '<row r="1"/><row r="1048576"><c r="A1048576"><v>2</v></c></row>',
  },
  {
    name: "rows out of order: found where it stands",
    before: '<row r="5"><c r="A5"><v>5</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
    cell: "A2",
    value: 7,
    after: '<row r="5"><c r="A5"><v>5</v></c></row><row r="2"><c r="A2"><v>7</v></c></row>',
  },
  {
    name: "a row in two pieces",
    before: '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>',
    cell: "B1",
    value: 7,
    after: '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>7</v></c></row>',
  },
  {
    name: "emptying what is not there changes nothing",
    before: '<row r="1"/>',
    cell: "C9",
    value: null,
    after: '<row r="1"/>',
  },
  {
    name: "formula over number",
    before: '<row r="1"><c r="A1" s="4"><v>1</v></c></row>',
    cell: "A1",
    value: { formula: '=IF(B1<2,"a&b",SUM(B1:B9))' },
    after: '<row r="1"><c r="A1" s="4"><f>IF(B1&lt;2,&quot;a&amp;b&quot;,SUM(B1:B9))</f></c></row>',
  },
  {
    name: "newer function gets its stored name",
    before: "",
    cell: "A1",
    value: { formula: "XLOOKUP(1,B1:B9,C1:C9)" },
    after: '<row r="1"><c r="A1"><f t="array" ref="A1">_xlfn.XLOOKUP(1,B1:B9,C1:C9)</f></c></row>',
  },
];

describe("a cell's XML after the change", () => {
  test.each(EXAMPLES)("$name", ({ before, cell, value, after }) => {
    const result = patched(rows(before), { [cell]: value });
    expect(refusals(result)).toEqual([]);
    expect(sheetRows(result.bytes)).toBe(after);
  });

  test("several cells of one missing row, given in any order", () => {
    const result = patched(rows('<row r="9"/>'), { C2: 3, A2: 1, B2: 2, A1: 0 });
    expect(sheetRows(result.bytes)).toBe(
      '<row r="1"><c r="A1"><v>0</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c><c r="C2"><v>3</v></c></row><row r="9"/>',
    );
  });

  test("the last edit of a cell counts", () => {
    const bytes = rows("");
    expect(sheetRows(patched(bytes, { A1: 1, $A$1: 2 }).bytes)).toBe(
      '<row r="1"><c r="A1"><v>2</v></c></row>',
    );
  });

  test("a column's style goes to a new cell of it", () => {
    const bytes = book({ sheet: '<cols><col min="2" max="3" width="9" style="6"/></cols><sheetData/>' });
    expect(sheetRows(patched(bytes, { B1: 1, D1: 2 }).bytes)).toBe(
      '<row r="1"><c r="B1" s="6"><v>1</v></c><c r="D1"><v>2</v></c></row>',
    );
  });

  test.each([
    ["A1", "C4", "A1:C4"],
    ["B2:C3", "A1", "A1:C3"],
    ["A1:Z99", "C4", "A1:Z99"],
  ])("used range %s with a cell put in at %s is %s", (before, cell, after) => {
    const bytes = book({
      sheet: `<dimension ref="${before}"/><sheetData><row r="1"><c r="B1"/></row></sheetData>`,
    });
    const xml = partText(patched(bytes, { [cell]: 1 }).bytes, "xl/worksheets/sheet1.xml");
    expect(xml).toContain(`<dimension ref="${after}"/>`);
  });

  test("nothing but the edited cell of a sheet with prefixes, a BOM and bytes beyond ASCII changes", () => {
    const parts = bookParts({ sheet: "" });
    const sheet = (value: string) =>
      `\ufeff<?xml version='1.0'?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" note="a>b é€😀"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Ünï</x:t></x:is></x:c><x:c r="B1">${value}</x:c></x:row></x:sheetData></x:worksheet>`;
    const bytes = zipParts({ ...parts, "xl/worksheets/sheet1.xml": sheet("<x:v>1</x:v>") });
    const after = unzipSync(patched(bytes, { B1: 2 }).bytes)["xl/worksheets/sheet1.xml"];
    expect(after).toEqual(strToU8(sheet("<x:v>2</x:v>")));
  });

  test("a row of 16,384 cells and a text of 32,767 characters", () => {
    const content = Array.from({ length: 16_384 }, () => "<c><v>1</v></c>").join("");
    const result = patched(rows(`<row r="1">${content}</row>`), { XFD1: "x".repeat(32_767) });
    expect(sheetRows(result.bytes)).toHaveLength(
      `<row r="1">${content}</row>`.length +
        32_767 +
        '<c t="inlineStr"><is><t></t></is></c>'.length -
        "<c><v>1</v></c>".length,
    );
  });
});

describe("text", () => {
  const texts: readonly (readonly [string, string])[] = [
    ["plain", "<t>plain</t>"],
    ['a<b & "c"', "<t>a&lt;b &amp; &quot;c&quot;</t>"],
    [" kept ", '<t xml:space="preserve"> kept </t>'],
    ["two\nlines", '<t xml:space="preserve">two\nlines</t>'],
    ["_x000D_ as typed", "<t>_x005F_x000D_ as typed</t>"],
    ["bell \u0007, return \r", '<t xml:space="preserve">bell _x0007_, return _x000D_</t>'],
    ["£ é 😀", "<t>£ é 😀</t>"],
  ];

  test.each(texts)("%j without shared strings stands in the cell", (text, xml) => {
    const result = patched(rows('<row r="1"><c r="A1" s="2"><v>1</v></c></row>'), { A1: text });
    expect(sheetRows(result.bytes)).toBe(
      `<row r="1"><c r="A1" s="2" t="inlineStr"><is>${xml}</is></c></row>`,
    );
  });

  test.each(texts)("%j with shared strings is added to them", (text, xml) => {
    const bytes = rows('<row r="1"><c r="A1" s="2" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>', {
      strings: "<si><t>one</t></si><si><r><t>tw</t></r><r><t>o</t></r></si>",
      stringsTag: ' count="2" uniqueCount="2"',
    });
    const result = patched(bytes, { A1: text, C1: text });
    expect(sheetRows(result.bytes)).toBe(
      '<row r="1"><c r="A1" s="2" t="s"><v>2</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>2</v></c></row>',
    );
    expect(partText(result.bytes, "xl/sharedStrings.xml")).toContain(
      ` count="3" uniqueCount="3"><si><t>one</t></si><si><r><t>tw</t></r><r><t>o</t></r></si><si>${xml}</si></sst>`,
    );
  });

  test("shared strings with a wrong count, an extension list or nothing in them", () => {
    const wrong = rows("", { strings: "<si><t>one</t></si><extLst/>", stringsTag: ' uniqueCount="999"' });
    expect(partText(patched(wrong, { A1: "x" }).bytes, "xl/sharedStrings.xml")).toContain(
      ' uniqueCount="1000"><si><t>one</t></si><si><t>x</t></si><extLst/></sst>',
    );
    const parts = bookParts({ sheet: "<sheetData/>", strings: "" });
    const empty = zipParts({ ...parts, "xl/sharedStrings.xml": '<sst count="0" uniqueCount="0"/>' });
    const result = patched(empty, { A1: "x" });
    expect(partText(result.bytes, "xl/sharedStrings.xml")).toBe(
      '<sst count="1" uniqueCount="1"><si><t>x</t></si></sst>',
    );
    expect(sheetRows(result.bytes)).toBe('<row r="1"><c r="A1" t="s"><v>0</v></c></row>');
  });

  test("a part in another encoding gets character references", () => {
    const parts = bookParts({ sheet: "" });
    const sheet =
      '<?xml version="1.0" encoding="ISO-8859-1"?><worksheet><sheetData><row r="1"><c r="A1"/></row></sheetData></worksheet>';
    const result = patched(zipParts({ ...parts, "xl/worksheets/sheet1.xml": sheet }), { A1: "£ 😀" });
    expect(sheetRows(result.bytes)).toBe(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>&#163; &#128512;</t></is></c></row>',
    );
  });
});
