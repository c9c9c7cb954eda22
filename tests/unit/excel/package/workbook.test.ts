// What happens around the cells: recalculation, paths and namespaces, what is refused and what is only warned of.

import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import type { EditValue } from "../../../../renderer/excel/package/cellEdit.ts";
import { partDifferences } from "../../../../renderer/excel/package/partDifferences.ts";
import { patchWorkbook } from "../../../../renderer/excel/package/patchWorkbook.ts";
import { book, bookParts, type Parts, rows, zipParts } from "./books.ts";
import { partText, patched, refusals, sheetRows } from "./patched.ts";

function differences(before: Uint8Array, after: Uint8Array): readonly string[] {
  const compared = partDifferences(before, after);
  if (!compared.ok) throw new Error(compared.problem.message);
  expect(compared.value.sameOrder).toBe(true);
  return compared.value.differences.map((each) => `${each.change} ${each.part}`);
}

describe("recalculation", () => {
  test.each([
    ["", '<calcPr fullCalcOnLoad="1"/>'],
    [
      '<definedNames><definedName name="a">1</definedName></definedNames><oleSize ref="A1"/>',
      '<definedNames><definedName name="a">1</definedName></definedNames><calcPr fullCalcOnLoad="1"/><oleSize ref="A1"/>',
    ],
    [
      "<externalReferences/><pivotCaches/><extLst/>",
      '<externalReferences/><calcPr fullCalcOnLoad="1"/><pivotCaches/><extLst/>',
    ],
    ['<calcPr calcId="191029"/>', '<calcPr calcId="191029" fullCalcOnLoad="1"/>'],
    ['<calcPr calcMode="manual" fullCalcOnLoad="0" />', '<calcPr calcMode="manual" fullCalcOnLoad="1" />'],
    ["<calcPr ></calcPr>", '<calcPr fullCalcOnLoad="1"></calcPr>'],
  ])("workbook with %j gets %j", (before, after) => {
    const bytes = rows('<row r="1"/>', { afterSheets: before });
    expect(partText(patched(bytes, { A1: 1 }).bytes, "xl/workbook.xml")).toContain(
      `</sheets>${after}</workbook>`,
    );
  });

  test("the calculation chain goes, with its link and its type; everything else stays", () => {
    const before = rows('<row r="1"/>', {
      calcChain: true,
      strings: "",
      more: { "xl/charts/chart1.xml": "<c/>" },
    });
    const result = patched(before, { A1: 1 });
    expect(differences(before, result.bytes).toSorted()).toEqual([
      "changed [Content_Types].xml",
      "changed xl/_rels/workbook.xml.rels",
      "changed xl/workbook.xml",
      "changed xl/worksheets/sheet1.xml",
      "removed xl/calcChain.xml",
    ]);
    const without = bookParts({ sheet: "", strings: "" });
    expect(partText(result.bytes, "[Content_Types].xml")).toBe(without["[Content_Types].xml"]);
    expect(partText(result.bytes, "xl/_rels/workbook.xml.rels")).toBe(without["xl/_rels/workbook.xml.rels"]);
    expect([...result.changedParts].toSorted()).toEqual(
      differences(before, result.bytes)
        .map((each) => each.replace(/^\w+ /, ""))
        .toSorted(),
    );
  });

  test("nothing to change: the same bytes", () => {
    const before = rows('<row r="1"><c r="A1"><v>7</v></c></row>', { calcChain: true });
    expect(patched(before, { A1: 7, B1: null }).bytes).toEqual(before);
  });

  test("the results that wait are told of, and pivot tables", () => {
    const pivot = { ...bookParts({ sheet: "<sheetData/>" }) };
    const rels = "xl/_rels/workbook.xml.rels";
    pivot[rels] = (pivot[rels] ?? "").replace(
      "</Relationships>",
      '<Relationship Id="p" Type="http://x/pivotCacheDefinition" Target="p.xml"/></Relationships>',
    );
    const codes = patched(zipParts(pivot), { A1: 1 }).problems.map((each) => each.code);
    expect(codes).toEqual(["results-not-calculated", "pivots-not-refreshed"]);
  });
});

const STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/** The same workbook at unusual places, under prefixes, with strict addresses and other quotes. */
function strangeParts(): Parts {
  return {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": `<r:Relationships xmlns:r='x'><r:Relationship Id='a' Type='${STRICT}/officeDocument' Target='/office/my%20book.xml'/></r:Relationships>`,
    "office/my book.xml": `<m:workbook xmlns:m='http://purl.oclc.org/ooxml/spreadsheetml/main' xmlns:q='${STRICT}'><m:workbookPr date1904='true'/><m:sheets><m:sheet name='Data' sheetId='7' q:id='s'/></m:sheets></m:workbook>`,
    "office/_rels/my book.xml.rels": `<Relationships><Relationship Id='s' Type='${STRICT}/worksheet' Target='../pages/One.XML'/></Relationships>`,
    "Pages\\one.xml": `<m:worksheet xmlns:m='y'><m:sheetData><m:row><m:c t='s'><m:v>0</m:v></m:c></m:row></m:sheetData></m:worksheet>`,
  };
}

test("paths, prefixes, strict namespaces, another case and 1904", () => {
  const parts = Object.fromEntries(
    Object.entries(strangeParts()).map(([name, text]) => [name, strToU8(text)]),
  );
  const bytes = zipSync(parts);
  const result = patched(bytes, { A1: { serial: 46_113 }, B1: "x", A2: { serial: 0.5 } });
  expect(partText(result.bytes, "Pages\\one.xml")).toContain(
    '<m:row><m:c><m:v>44651</m:v></m:c><m:c r="B1" t="inlineStr"><m:is><m:t>x</m:t></m:is></m:c></m:row><m:row r="2"><m:c r="A2"><m:v>0.5</m:v></m:c></m:row>',
  );
  expect(partText(result.bytes, "office/my book.xml")).toContain('</m:sheets><m:calcPr fullCalcOnLoad="1"/>');
});

test("sheets are found as Excel finds them, and by another part's path", () => {
  const set = (sheet: string) =>
    patchWorkbook(rows(""), [{ sheet, cell: "A1", value: 1 }], { fileName: "book.xlsx" });
  for (const name of ["Data", "DATA", "it's & other"]) {
    const result = set(name);
    expect(result.ok && refusals(result.value)).toEqual([]);
  }
  const unknown = set("Dta");
  expect(unknown.ok && unknown.value.problems[0]?.message).toBe('book.xlsx has no sheet called "Dta".');
});

const TABLE =
  '<table displayName="Sales" ref="A1:B4" totalsRowCount="1"><tableColumns count="2"><tableColumn id="1" name="Place"/><tableColumn id="2" name="Twice"><calculatedColumnFormula>2*Sales[Place]</calculatedColumnFormula></tableColumn></tableColumns></table>';
const REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function guardedBook(): Uint8Array {
  return book({
    sheet: `<sheetProtection sheet="1"/><sheetData><row r="6"><c r="D6"><f t="array" ref="D6:D8">SORT(A1:A3)</f></c><c r="F6"><f t="dataTable" ref="F6:F9" r1="A1"/></c><c r="H6"><f t="array" ref="H6">SUM(A1:A3*2)</f></c></row></sheetData><mergeCells><mergeCell ref="A20:B21"/></mergeCells>`,
    sheetRels: `<Relationship Id="t" Type="${REL}/table" Target="../tables/table1.xml"/><Relationship Id="p" Type="${REL}/pivotTable" Target="../pivotTables/p.xml"/>`,
    more: {
      "xl/tables/table1.xml": TABLE,
      "xl/pivotTables/p.xml": '<pivotTableDefinition><location ref="K1:L9"/></pivotTableDefinition>',
    },
  });
}

describe("cells that are not for changing", () => {
  test.each([
    ["A1", "table-heading"],
    ["B4", "table-totals"],
    ["D6", "part-of-array"],
    ["D8", "part-of-array"],
    ["F7", "part-of-data-table"],
    ["K9", "part-of-pivot"],
    ["B21", "merged-cell"],
  ])("%s: %s", (cell, code) => {
    const result = patched(guardedBook(), { [cell]: 1 });
    expect(refusals(result)).toEqual([code]);
    expect(result.applied).toBe(0);
    expect(result.bytes).toEqual(guardedBook());
  });

  test.each(["A2", "D9", "H6", "A20", "M1"])("%s can be changed", (cell) => {
    expect(refusals(patched(guardedBook(), { [cell]: 1 }))).toEqual([]);
  });

  test("a calculated column that is broken and a protected sheet are told of", () => {
    const codes = patched(guardedBook(), { B2: 5 }).problems.map((each) => each.code);
    expect(codes).toEqual(["protected-sheet", "breaks-column-formula", "results-not-calculated"]);
  });

  test("formulas know the tables", () => {
    const typed = (cell: string, formula: string) => patched(guardedBook(), { [cell]: { formula } });
    expect(sheetRows(typed("B2", "=[@Place]*2").bytes)).toContain("<f>Sales[[#This Row],[Place]]*2</f>");
    expect(sheetRows(typed("M1", "=SUM(sales[Place])+ROWS(Sales)").bytes)).toContain(
      "<f>SUM(sales[Place])+ROWS(Sales[])</f>",
    );
    expect(refusals(typed("M1", "=SUM(Sales[Nothing])"))).toEqual(["formula-refused"]);
  });

  const bad: readonly (readonly [string, EditValue, string])[] = [
    ["A0", 1, "bad-cell"],
    ["XFE1", 1, "bad-cell"],
    ["A1:B2", 1, "bad-cell"],
    ["A1", Number.NaN, "bad-value"],
    ["A1", Number.POSITIVE_INFINITY, "bad-value"],
    ["A1", "x".repeat(32_768), "bad-value"],
  ];
  test.each(bad)("%s cannot be set: %#", (cell, value, code) => {
    expect(refusals(patched(rows(""), { [cell]: value }))).toEqual([code]);
  });
});

describe("packages that are refused", () => {
  const signed = rows("", { more: { "_xmlsignatures/sig1.xml": "<s/>" } });
  const edit = [{ sheet: "Data", cell: "A1", value: 1 }];

  test("a signed workbook, unless it is asked for", () => {
    const refused = patchWorkbook(signed, edit);
    expect(refused.ok ? null : refused.problem.code).toBe("signed-workbook");
    const done = patchWorkbook(signed, edit, { allowSigned: true });
    expect(done.ok && done.value.problems[0]).toMatchObject({ code: "signed-workbook", severity: "warning" });
    expect(done.ok && done.value.applied).toBe(1);
  });

  const good = bookParts({ sheet: "<sheetData/>" });
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ["text", strToU8("a,b\n1,2"), "not-a-workbook"],
    ["an old workbook", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), "old-excel-file"],
    ["a binary workbook", zipSync({ "xl/workbook.bin": strToU8("x") }), "xlsb-workbook"],
    ["OpenDocument", zipSync({ mimetype: strToU8("x"), "content.xml": strToU8("<x/>") }), "ods-file"],
    ["a workbook cut short", zipParts(good).slice(0, -40), "damaged-package"],
    [
      "an entity declaration",
      zipParts({
        ...good,
        "xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>',
      }),
      "xml-entities",
    ],
    [
      "a sheet cut short",
      zipParts({ ...good, "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r='1'>" }),
      "damaged-package",
    ],
    [
      "a sheet without cells",
      zipParts({ ...good, "xl/worksheets/sheet1.xml": "<worksheet></worksheet>" }),
      "damaged-package",
    ],
    ["a row number that is none", rows('<row r="x"/>'), "damaged-package"],
  ];
  test.each(cases)("%s", (_, bytes, code) => {
    const result = patchWorkbook(bytes, edit, { fileName: "book.xlsx" });
    const found = result.ok ? result.value.problems[0] : result.problem;
    expect(found?.code).toBe(code);
    expect(found?.message).toMatch(/book\.xlsx .*\.$/);
  });

  test("a part whose bytes do not match its checksum", () => {
    const parts = zipSync(
      Object.fromEntries(Object.entries(good).map(([name, text]) => [name, [strToU8(text), { level: 0 }]])),
    );
    const at = new TextDecoder("latin1").decode(parts).indexOf("<sheetData/>");
    parts[at + 1] = 0x74;
    const result = patchWorkbook(parts, edit);
    expect(result.ok ? null : result.problem.message).toContain("does not match its checksum");
  });
});

test("a date in a cell that is not formatted as one is told of; in one that is, not", () => {
  const parts = bookParts({
    sheet: '<sheetData><row r="1"><c r="A1" s="1"/><c r="B1" s="2"/><c r="C1" s="3"/></row></sheetData>',
  });
  const rels = "xl/_rels/workbook.xml.rels";
  const styles =
    '<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="2"/></cellXfs></styleSheet>';
  const bytes = zipParts({
    ...parts,
    [rels]: (parts[rels] ?? "").replace(
      "</Relationships>",
      `<Relationship Id="s" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    ),
    "xl/styles.xml": styles,
  });
  const serial = { serial: 46_113 };
  const told = patched(bytes, {
    A1: serial,
    B1: serial,
    C1: serial,
    D1: serial,
    A9: serial,
    C9: 46_113,
  }).problems;
  const warned = told
    .filter((each) => each.code === "date-shown-as-number")
    .map((each) => each.message.split(" ")[0]);
  expect(warned).toEqual(["C1", "D1", "A9"]);
});
