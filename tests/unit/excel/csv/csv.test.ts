// CSV out and in again: what is quoted, what is guarded against being calculated, and that nothing changes on the way.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorValue, type Value } from "../../../../renderer/engine/values/value.ts";
import { csvFile, withoutGuard } from "../../../../renderer/excel/csv/csvFile.ts";
import { fromDelimitedText, toDelimitedText } from "../../../../renderer/excel/csv/delimitedText.ts";
import { recognise } from "../../../../renderer/excel/import/recognise.ts";
import { cellNumber } from "../../../../renderer/excel/read/cells.ts";
import { readFile } from "../../../../renderer/excel/read/readFile.ts";

async function rowsOf(content: string | Uint8Array) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const read = await readFile(bytes, "x.csv");
  if (!read.ok) throw new Error(read.problem.message);
  return [...(read.value.sheets[0]?.rows ?? [])];
}

describe("writing", () => {
  test.each<[string, Value, string]>([
    ["a number", -4.5, "-4.5"],
    ["a large number in full", 60_606_345, "60606345"],
    ["a fraction in full", 1 / 3, "0.3333333333333333"],
    ["TRUE", true, "TRUE"],
    ["a blank", null, ""],
    ["an error", errorValue("#N/A"), "#N/A"],
    ["a text", "Surgery", "Surgery"],
    ["a comma", "Smith, Jones", '"Smith, Jones"'],
    ["quotation marks", 'say "yes"', '"say ""yes"""'],
    ["a line break", "one\ntwo", '"one\ntwo"'],
    ["a formula as text", "=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["a minus as text", "-5", "'-5"],
    ["a plus", "+44 20", "'+44 20"],
    ["an at sign", "@SUM(1)", "'@SUM(1)"],
    ["a tab", "\t=1", "'\t=1"],
    ["an apostrophe before it", "'=1", "''=1"],
    ["an apostrophe alone", "'tis", "'tis"],
  ])("%s", (_, value, written) => {
    expect(csvFile([{ name: "Heading", format: "General" }], [[value]])).toBe(
      `\ufeffHeading\r\n${written}\r\n`,
    );
  });
});

const HEADINGS = ["First, of two", "Second"].map((name) => ({ name, format: "@" }));

test("dates are written day first, with their time where they have one", () => {
  const column = { name: "Opened", format: "d mmm yy" };
  expect(csvFile([column], [[45_000], [45_000.75], [null], ["-"]])).toBe(
    "\ufeffOpened\r\n15/03/2023\r\n15/03/2023 18:00:00\r\n\r\n'-\r\n",
  );
});

test("texts come back as they were, through the file and its reader", async () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "1", "=", "+", "-", "@", "'", '"', ",", ";", "\n", " ", "£", "é"),
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), async (rows) => {
      const [, ...back] = await rowsOf(csvFile(HEADINGS, rows));
      const filled = rows.map((row) => row.map((each) => (each === "" ? null : each)));
      while (filled.length > 0 && filled.at(-1)?.every((each) => each === null)) filled.pop();
      expect(back).toEqual(filled);
    }),
    { seed: 4180, numRuns: 300 },
  );
});

test("delimited text reads back what it writes, with any delimiter", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", ";", ",", "\t", '"', "\n", "\r"), maxLength: 5 });
  fc.assert(
    fc.property(
      fc.constantFrom(",", ";", "\t", "|"),
      fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      (delimiter, rows) => {
        expect(fromDelimitedText(toDelimitedText(rows, delimiter), delimiter)).toEqual(rows);
      },
    ),
    { seed: 20111125 },
  );
});

test("the guard is taken off where it guards something, and only there", () => {
  const cells = ["'=1", "''=1", "'-", "'tis", "=1", "'", ""];
  expect(cells.map(withoutGuard)).toEqual(["=1", "'=1", "-", "'tis", "=1", "'", ""]);
});

describe("reading what Excel writes in the UK", () => {
  const windows = (text: string) => Uint8Array.from([...text].map((each) => each.charCodeAt(0)));
  const utf16 = (text: string) =>
    Uint8Array.from([
      0xff,
      0xfe,
      ...[...text].flatMap((each) => [each.charCodeAt(0) & 255, each.charCodeAt(0) >> 8]),
    ]);
  test.each<[string, string | Uint8Array]>([
    ["commas", 'Code,Name,Cost\r\nA81001,"Smith, J\r\nand Sons",£5\r\n'],
    ["semicolons", 'Code;Name;Cost\r\nA81001;"Smith, J\r\nand Sons";£5\r\n'],
    ["tabs", 'Code\tName\tCost\r\nA81001\t"Smith, J\r\nand Sons"\t£5\r\n'],
    ["pipes", 'Code|Name|Cost\r\nA81001|"Smith, J\r\nand Sons"|£5\r\n'],
    ["Windows-1252", windows('Code,Name,Cost\r\nA81001,"Smith, J\r\nand Sons",\xa35\r\n')],
    ["Unicode text", utf16('Code\tName\tCost\r\nA81001\t"Smith, J\r\nand Sons"\t£5\r\n')],
    ["UTF-8 with a mark", '\ufeffCode,Name,Cost\r\nA81001,"Smith, J\r\nand Sons",£5\r\n'],
  ])("%s", async (_, content) => {
    expect(await rowsOf(content)).toEqual([
      ["Code", "Name", "Cost"],
      ["A81001", "Smith, J\r\nand Sons", "£5"],
    ]);
  });

  test("sep= names the delimiter", async () => {
    const rows = await rowsOf("sep=;\r\nCode;Name, first\r\nA81001;1,5\r\n");
    expect(rows.slice(1)).toEqual([
      ["Code", "Name, first"],
      ["A81001", "1,5"],
    ]);
  });

  test.each([
    ["£1,250.50", 1250.5],
    ["(1,250)", -1250],
    ["(£3.50)", -3.5],
    ["-£7", -7],
    ["12.5%", 0.125],
    [" 60,606,345 ", 60606345],
    ["1,2,3", undefined],
  ])("%s as a number", (text, number) => {
    expect(cellNumber(text)).toBe(number);
  });

  test("codes that look like numbers stay texts, dates are day first", async () => {
    const rows = Array.from(
      { length: 12 },
      (_, at) => `A8100${at},1${at},${at === 3 ? "007" : `1${at}`},0${(at % 9) + 1}/02/2024`,
    );
    const bytes = new TextEncoder().encode(["Code,Number,Cost centre,Opened", ...rows].join("\r\n"));
    const read = await readFile(bytes, "x.csv");
    const mapping = read.ok ? recognise(read.value).mapping : null;
    expect(mapping?.columns.map(({ name, type }) => [name, type])).toEqual([
      ["Number", "number"],
      ["Cost centre", "text"],
      ["Opened", "date"],
    ]);
  });
});
