import { strToU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readFile } from "../../../../renderer/excel/read/readFile.ts";
import type { ReadFile } from "../../../../renderer/excel/read/sourceFile.ts";
import type { Problem, Result } from "../../../../renderer/plan/problem.ts";
import {
  bytesOf,
  csv,
  epcnFile,
  listFile,
  PRACTICES,
  rawPackage,
  workbook,
} from "../../../support/makeFiles.ts";

function value(result: Result<ReadFile>): ReadFile {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

async function problemOf(bytes: Uint8Array, name: string): Promise<Problem> {
  const result = await readFile(bytes, name);
  if (result.ok) throw new Error(`${name} was read`);
  return result.problem;
}

const rowsOf = (file: ReadFile) => file.sheets[0]?.rows.slice(0);
const codes = (problems: readonly Problem[]) => problems.map((problem) => problem.code);

describe("text files", () => {
  it.each([
    ["comma", ","],
    ["semicolon", ";"],
    ["tab", "\t"],
    ["pipe", "|"],
  ])("finds the delimiter: %s", async (_name, delimiter) => {
    const text = csv(
      [
        ["Code", "Name", "List"],
        ["A10001", `A "quoted"${delimiter} name`, 12],
        ["A10002", "B", 0],
      ],
      delimiter,
    );
    const file = value(await readFile(bytesOf(text), "x.csv"));
    expect(rowsOf(file)).toEqual([
      ["Code", "Name", "List"],
      ["A10001", `A "quoted"${delimiter} name`, "12"],
      ["A10002", "B", "0"],
    ]);
    expect(file.problems).toEqual([]);
  });

  const name = "CAFÉ £ SURGERY";
  const utf16 = (little: boolean, mark: boolean) => {
    const text = `${mark ? "\ufeff" : ""}Code,Name\nA10001,${name}\n`;
    return Uint8Array.from(
      [...text].flatMap((letter) => {
        const unit = letter.charCodeAt(0);
        return little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255];
      }),
    );
  };
  const windows = Uint8Array.from(
    [..."Code,Name\nA10001,CAFÉ £ SURGERY \x80\n"].map((letter) => letter.charCodeAt(0)),
  );
  it.each([
    ["UTF-8", bytesOf(`Code,Name\nA10001,${name}\n`), "UTF-8", name],
    ["UTF-8 with mark", bytesOf(`\ufeffCode,Name\nA10001,${name}\n`), "UTF-8 with byte order mark", name],
    ["UTF-16 LE", utf16(true, true), "UTF-16 little endian", name],
    ["UTF-16 BE", utf16(false, true), "UTF-16 big endian", name],
    ["UTF-16 LE without mark", utf16(true, false), "UTF-16 little endian", name],
    ["Windows-1252", windows, "Windows-1252", `${name} €`],
  ])("decodes %s", async (_what, bytes, encoding, expected) => {
    const file = value(await readFile(bytes, "x.csv"));
    expect(file.encoding).toBe(encoding);
    expect(rowsOf(file)?.[0]?.[0]).toBe("Code");
    expect(String(rowsOf(file)?.[1]?.[1]).trim()).toBe(expected);
    expect(codes(file.problems)).toEqual(encoding === "Windows-1252" ? ["text-encoding"] : []);
  });

  it("reports short and long rows with the first of them", async () => {
    const text = "Code,Name,List\nA10001,A,1\nA10002,B\nA10003,C,3,extra\nA10004,D,4\nA10005,E";
    const file = value(await readFile(bytesOf(text), "x.csv"));
    expect(file.problems.map(({ code, rows, where }) => [code, rows, where?.row])).toEqual([
      ["short-rows", 2, 3],
      ["long-rows", 1, 4],
    ]);
    expect(file.problems[0]?.remedy).toContain("cut short");
    expect(rowsOf(file)?.[3]).toEqual(["A10003", "C", "3", "extra"]);
  });

  it("takes out NUL characters and says so", async () => {
    const rows = PRACTICES.map(({ code, name }) => [code, name]);
    const text = csv([["Code", "Name"], ...rows, ...rows, ...rows, ["A1\u00000009", "X"]]);
    const file = value(await readFile(bytesOf(text), "x.csv"));
    expect(codes(file.problems)).toEqual(["nul-characters"]);
    expect(rowsOf(file)?.at(-1)).toEqual(["A10009", "X"]);
  });

  it("keeps line breaks inside quotes, and names an unclosed quote", async () => {
    const good = value(await readFile(bytesOf('Code,"Two\nlines"\nA10001,x\n'), "x.csv"));
    expect(rowsOf(good)).toEqual([
      ["Code", "Two\nlines"],
      ["A10001", "x"],
    ]);
    const bad = value(await readFile(bytesOf('Code,Name\nA10001,"x\nA10002,y\n'), "x.csv"));
    expect(codes(bad.problems)).toContain("unclosed-quote");
  });

  it("does not take a heading in brackets for JSON", async () => {
    const file = value(await readFile(bytesOf("[Code],Name\nA10001,x\n"), "x.csv"));
    expect(file.format).toBe("csv");
  });

  it("reads a CSV whatever its name says", async () => {
    const file = value(await readFile(bytesOf(listFile()), "lists.xlsx"));
    expect(file.format).toBe("csv");
    expect(codes(file.problems)).toEqual(["misnamed-file"]);
  });
});

describe("workbooks", () => {
  it("keeps results of formulas, 0, FALSE and errors, dates as serials, rich text and links as text", async () => {
    const bytes = await workbook({
      First: [
        ["Code", "Value"],
        ["A10001", { formula: "1-1", result: 0 }],
        ["A10002", { formula: "1=2", result: false }],
        ["A10003", { formula: "NA()", result: { error: "#N/A" } }],
        ["A10004", new Date(Date.UTC(2024, 0, 1))],
        ["A10005", { richText: [{ text: "two " }, { text: "runs" }] }],
        ["A10006", { text: "link", hyperlink: "https://example.invalid/" }],
        ["A10007", true],
        [],
        ["A10008", 1.5],
      ],
      Second: [["Other"]],
    });
    const file = value(await readFile(bytes, "x.xlsx"));
    expect(file.sheets.map((sheet) => sheet.name)).toEqual(["First", "Second"]);
    expect(rowsOf(file)?.map((row) => row[1] ?? null)).toEqual([
      "Value",
      0,
      false,
      { error: "#N/A" },
      45292,
      "two runs",
      "link",
      true,
      null,
      1.5,
    ]);
    expect(rowsOf(file)?.[9]?.[0]).toBe("A10008");
  });

  it("reads a workbook that is called .csv", async () => {
    const file = value(await readFile(await epcnFile(), "ePCN.csv"));
    expect(file.format).toBe("xlsx");
    expect(codes(file.problems)).toEqual(["misnamed-file"]);
  });

  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  it.each([
    [
      "namespace prefixes",
      `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>A &amp; B</x:t></x:is></x:c><x:c r="B1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
      [["A & B", 7]],
    ],
    [
      "no references",
      `<worksheet ${main}><sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData></worksheet>`,
      [[1, 2], [3]],
    ],
    [
      "ISO dates",
      `<worksheet ${main}><sheetData><row r="1"><c r="A1" t="d"><v>2024-01-01T12:00:00Z</v></c><c r="B1" t="d"><v>06:00:00.000</v></c></row></sheetData></worksheet>`,
      [[45292.5, 0.25]],
    ],
    [
      "a shared formula whose master is missing",
      `<worksheet ${main}><sheetData><row r="1"><c r="A1" t="str"><f t="shared" si="4"/><v>text</v></c><c r="B1" t="b"><f>1=2</f><v>0</v></c></row></sheetData></worksheet>`,
      [["text", false]],
    ],
    [
      "data validation over whole columns",
      `<worksheet ${main}><sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData><dataValidations count="1"><dataValidation type="whole" sqref="A1:XFD1048576"><formula1>1</formula1></dataValidation></dataValidations></worksheet>`,
      [[5]],
    ],
    [
      "a merged block only once",
      `<worksheet ${main}><sheetData><row r="1"><c r="A1"><v>5</v></c></row><row r="2"><c r="B2"><v>6</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells></worksheet>`,
      [[5], [null, 6]],
    ],
  ])("reads %s", async (_name, xml, expected) => {
    expect(rowsOf(value(await readFile(rawPackage(xml), "x.xlsx")))).toEqual(expected);
  });

  it("finds sheets at unusual paths and with strict relationship types", async () => {
    const strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    const bytes = rawPackage("", {
      "xl/workbook.xml": `<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:r="${strict}"><sheets><sheet name="R&amp;D" sheetId="3" r:id="a"/></sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="${strict}/worksheet" Target="/data/page.xml"/></Relationships>`,
      "data/page.xml": `<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData><row r="2"><c r="A2"><v>5</v></c></row></sheetData></worksheet>`,
    });
    const file = value(await readFile(bytes, "x.xlsx"));
    expect(file.sheets.map((sheet) => sheet.name)).toEqual(["R&D"]);
    expect(rowsOf(file)).toEqual([[], [5]]);
  });
});

describe("odd packages", () => {
  it("reads parts whose names have backslashes", async () => {
    const plain = rawPackage(
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData></worksheet>',
    );
    const parts = Object.entries(unzipSync(plain)).map(([name, part]) => [name.replaceAll("/", "\\"), part]);
    expect(rowsOf(value(await readFile(zipSync(Object.fromEntries(parts)), "x.xlsx")))).toEqual([[5]]);
  });

  it("joins the runs of rich texts, inline and shared, plain parts included, without phonetic hints", async () => {
    const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
    const rich =
      '<t>one </t><r><rPr><b/></rPr><t xml:space="preserve">two </t></r><r><t>&lt;3</t></r><rPh sb="0" eb="1"><t>HINT</t></rPh>';
    const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const bytes = rawPackage(
      `<worksheet ${main}><sheetData><row r="1"><c r="A1" t="inlineStr"><is>${rich}</is></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>0</v></c></row></sheetData></worksheet>`,
      {
        "xl/sharedStrings.xml": `<sst ${main}><si/><si>${rich}</si></sst>`,
        "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
      },
    );
    expect(rowsOf(value(await readFile(bytes, "x.xlsx")))?.[0]?.slice(0, 2)).toEqual([
      "one two <3",
      "one two <3",
    ]);
  });

  it("cuts a cell that holds more than Excel allows, and says so", async () => {
    const file = value(await readFile(bytesOf(`Code,Name\nA10001,${"x".repeat(40_000)}\n`), "x.csv"));
    expect(String(rowsOf(file)?.[1]?.[1])).toHaveLength(32_767);
    expect(file.problems).toMatchObject([{ code: "long-cells", rows: 1, where: { row: 2 } }]);
  });
});

describe("what is no table of practices", () => {
  const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
  const utf16 = (text: string) => [...text].flatMap((letter) => [letter.charCodeAt(0), 0]);
  const zip = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8("x")])));
  const sheet =
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>';
  const random = Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7_919) % 251);
  const cases: readonly (readonly [string, string, Uint8Array, string])[] = [
    ["an empty file", "x.csv", new Uint8Array(), "empty-file"],
    ["only blanks", "x.csv", bytesOf(" \r\n\r\n  "), "empty-file"],
    ["only delimiters", "x.csv", bytesOf(",,,\n,,,\n"), "empty-file"],
    ["an old .xls", "x.xls", Uint8Array.from([...ole, ...new Array(600).fill(0)]), "old-excel-file"],
    [
      "a protected workbook",
      "x.xlsx",
      Uint8Array.from([...ole, ...new Array(600).fill(0), ...utf16("EncryptedPackage")]),
      "password-protected",
    ],
    ["an .ods", "x.ods", zip("mimetype", "content.xml"), "ods-file"],
    ["an .xlsb", "x.xlsb", zip("[Content_Types].xml", "xl/workbook.bin"), "xlsb-workbook"],
    ["a Word document", "x.docx", zip("[Content_Types].xml", "word/document.xml"), "other-office-file"],
    ["a zip of CSVs", "x.zip", zip("one.csv", "two.csv"), "zip-archive"],
    ["any other zip", "x.zip", zip("readme"), "not-a-workbook"],
    [
      "HTML called .xls",
      "x.xls",
      bytesOf("<html><table><tr><td>A10001</td></tr></table></html>"),
      "html-file",
    ],
    ["XML", "x.xml", bytesOf('<?xml version="1.0"?><Workbook/>'), "xml-file"],
    ["a PDF", "x.pdf", bytesOf("%PDF-1.7 ..."), "other-file-type"],
    ["a picture", "x.png", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2]), "other-file-type"],
    ["binary data", "x.csv", random, "binary-file"],
    ["10 MB of one line", "x.csv", bytesOf("A10001,".repeat(1_500_000)), "no-line-breaks"],
    ["a truncated workbook", "x.xlsx", rawPackage(sheet).slice(0, 400), "damaged-package"],
    ["a workbook without cells", "x.xlsx", rawPackage(sheet), "empty-file"],
    ["a sheet that is cut short", "x.xlsx", rawPackage(sheet.slice(0, 100)), "damaged-package"],
    ["XML entities", "x.xlsx", rawPackage(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${sheet}`), "xml-entities"],
    ["a bomb", "x.xlsx", rawPackage(`${sheet}${" ".repeat(30_000_000)}`), "package-too-big"],
    ["JSON of something else", "x.json", bytesOf('{"levels":[1,2]}'), "unknown-json"],
    ["JSON cut short", "x.json", bytesOf('{"Place": {"gps": ["A10'), "damaged-json"],
  ];
  it.each(cases)("%s", async (_what, name, bytes, code) => {
    const problem = await problemOf(bytes, name);
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(name);
    expect(problem.message).toMatch(/\.$/);
    expect(problem.remedy ?? "").toMatch(/\.$/);
    expect(problem.severity).toBe("error");
  });

  it("never throws: every cut and every damaged byte of a real workbook gives a file or a problem", async () => {
    const whole = await workbook({
      One: [
        ["Code", "List"],
        ["A10001", 5],
      ],
    });
    for (let cut = 30; cut < whole.length; cut += 97) {
      expect((await readFile(whole.slice(0, cut), "x.xlsx")).ok).toBe(false);
    }
    for (let at = 0; at < whole.length; at += 61) {
      const damaged = whole.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0xa5;
      const result = await readFile(damaged, "x.xlsx");
      expect(result.ok ? result.value.sheets.length : result.problem.message.length).toBeGreaterThan(0);
    }
  });
});
