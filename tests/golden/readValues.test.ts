// Every value of every real workbook, as our reader has it and as openpyxl has it: the same number to the last bit, the
// same text, the same error, and the same opinion on what is a date. What openpyxl is known to read otherwise is listed
// with the reason; a difference that is not on the list fails, and so does one on the list that is gone.

import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { isError, type Value } from "../../renderer/engine/values/value.ts";
import { readWorkbook } from "../../renderer/excel/read/readWorkbook.ts";
import type { SheetContent } from "../../renderer/excel/read/workbookContent.ts";
import { openpyxlMissing, runPython } from "../support/openpyxl.ts";
import { sharedPath } from "../support/sharedData.ts";

const FOLDERS = [["corpora", "calc"], ["corpora", "tables"], ["corpora", "workbooks"], ["data"]] as const;

const paths = FOLDERS.flatMap((folder) => {
  const path = sharedPath(...folder);
  return path === null
    ? []
    : readdirSync(path)
        .filter((name) => /\.xls[xm]$/i.test(name))
        .map((name) => `${path}/${name}`);
});
const missing =
  openpyxlMissing() ?? (paths.length === 0 ? "the workbooks are not beside this checkout" : null);
if (missing !== null) console.log(`readValues: skipped, ${missing}`);

/**
 * openpyxl as an oracle: values as saved, dates left as the numbers they are, with what it takes for a date. Strict
 * workbooks are handed to it under the usual namespaces, because it finds no sheet in them otherwise. A cell is
 * [row, column, type, text, date?]; numbers are spelled so that they come back as the same double.
 */
const SCRIPT = `
import io, warnings, zipfile, datetime
warnings.simplefilter("ignore")
from openpyxl.worksheet import _reader
from openpyxl.utils.datetime import to_excel
_reader.from_excel = lambda value, epoch=None, timedelta=False: value
def usual(path):
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            for name in (b"spreadsheetml", b"drawingml"):
                data = data.replace(b"http://purl.oclc.org/ooxml/%s/" % name, b"http://schemas.openxmlformats.org/%s/2006/" % name)
            data = data.replace(b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/")
            if item.filename.startswith("xl/worksheets/_rels/"): continue
            new.writestr(item.filename, data)
    out.seek(0)
    return out
def plain(cell):
    value = cell._value
    if value is None: return None
    date = 1 if cell.data_type == "d" else 0
    if isinstance(value, bool): return ["b", "1" if value else "0", 0]
    if isinstance(value, (int, float)): return ["n", repr(float(value)), date]
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)): return ["n", repr(float(to_excel(value))), 1]
    return ["e" if cell.data_type == "e" else "s", str(value), 0]
out = {}
for path in given:
    try:
        book = openpyxl.load_workbook(path, data_only=True)
        if not book._sheets: book = openpyxl.load_workbook(usual(path), data_only=True)
        sheets = {}
        for sheet in book._sheets:
            cells = []
            for (row, column), cell in getattr(sheet, "_cells", {}).items():
                one = plain(cell)
                if one is not None: cells.append([row, column] + one)
            sheets[sheet.title] = cells
        out[path] = {"sheets": sheets}
    except Exception as error:
        out[path] = {"error": type(error).__name__ + ": " + str(error)[:120]}
print(json.dumps(out))
`;

type TheirCell = readonly [row: number, column: number, type: string, text: string, isDate: number];

interface TheirBook {
  readonly sheets?: Readonly<Record<string, readonly TheirCell[]>>;
  readonly error?: string;
}

interface Known {
  readonly reason: string;
  /** How many cells differ. */
  readonly cells: number;
}

/** What openpyxl 3.0.9 reads otherwise than Excel shows it, by file. */
const KNOWN: Readonly<Record<string, Known>> = {
  "IronCalc__SEQUENCE.xlsx": {
    reason: "newer errors stand in the rich values, which openpyxl does not read",
    cells: 2,
  },
  "IronCalc__event_calendar.xlsx": {
    reason: 'the format "d" alone is no date to openpyxl',
    cells: 365,
  },
  "IronCalc__wordle.xlsx": { reason: "openpyxl drops what stands under a merged cell", cells: 2 },
  "ExcelDataReader__src__TestData__Test_git_issue_324.xlsx": {
    reason: "openpyxl drops what stands under a merged cell",
    cells: 5,
  },
  "ExcelDataReader__src__TestData__strict__Test_Encoding_Formula_Date_1520.xlsx": {
    reason: "openpyxl cuts the seconds of a date that is spelled out after three places",
    cells: 3,
  },
  "calamine__tests__has_x000D_.xlsx": { reason: "openpyxl leaves _x000D_ as it is spelled", cells: 1 },
  "readxl__tests__testthat__sheets__new_line_errors.xlsx": {
    reason: "openpyxl leaves _x000D_ as it is spelled",
    cells: 1,
  },
  "test_files__LONumbers-2011.xlsx": {
    reason: 'the format "d" alone is no date to openpyxl',
    cells: 45,
  },
  "test_files__LONumbers.xlsx": { reason: 'the format "D" alone is no date to openpyxl', cells: 90 },
  "test_files__comments_stress_test.xlsx": {
    reason: "openpyxl leaves _x000D_ as it is spelled",
    cells: 2,
  },
  "test_files__crlf__crlf.xlsx": { reason: "openpyxl leaves _x000D_ as it is spelled", cells: 1 },
};

/** What openpyxl does not open and we read: backslashes, case, odd colours, links to nowhere, strict links. */
const ONLY_OURS: readonly string[] = [
  "ExcelDataReader__src__TestData__Test_git_issue_301_IgnoreCase.xlsx",
  "ExcelDataReader__src__TestData__Test_git_issue_385_backslash.xlsx",
  "ExcelDataReader__src__TestData__strict__Test_Issue_4145.xlsx",
  "Open-XML-SDK__test__DocumentFormat.OpenXml.Tests.Assets__assets__TestDataStorage__O14ISOStrict__Excel__Hyperlinks_on_OArt_Objects-O12-XL-Hyperlinks.xlsx",
  "PhpSpreadsheet__tests__data__Reader__XLSX__issue.2494.xlsx",
  "calamine__tests__minimal_package.xlsx",
  "exceljs__spec__integration__data__invalid-xml.xlsx",
  "exceljs__spec__integration__data__test-row-styles.xlsx",
  "poi__spreadsheet__49609.xlsx",
  "test_files__wtf_path.xlsx",
  "tidyxl__tests__testthat__openxlsx1900.xlsx",
  "xlsx-populate__examples__ranges__out.xlsx",
  "xlsx-populate__test__e2e-generate__styles__out.xlsx",
];

/** Files that are no workbook, and what the user is told. */
const REFUSED: Readonly<Record<string, string>> = {
  "exceljs__spec__integration__data__missing-bits.xlsx": "damaged-package",
  "npoi__poifs__extenxls_pwd123.xlsx": "password-protected",
  "roo__test__files__type_excel.xlsm": "old-excel-file",
  "roo__test__files__type_openoffice.xlsm": "ods-file",
};

function spelled(value: Value): readonly [string, string | number] | null {
  if (value === null) return null;
  if (isError(value)) return ["e", value.error];
  if (typeof value === "number") return ["n", value];
  return typeof value === "boolean" ? ["b", value ? "1" : "0"] : ["s", value];
}

/** The cells of a sheet in which the two differ, in words. */
function differences(ours: SheetContent, theirs: readonly TheirCell[]): readonly string[] {
  const found: string[] = [];
  const left = new Map(theirs.map((cell) => [`${cell[0]},${cell[1]}`, cell]));
  ours.forEachCell((row, column, value) => {
    const key = `${row},${column}`;
    const [, , type, text, isDate] = left.get(key) ?? [];
    left.delete(key);
    const [ourType, ourValue] = spelled(value) ?? [];
    // openpyxl takes an empty result for no result.
    if (type === undefined && (value === null || value === "")) return;
    const isSame = ourType === type && (ourType === "n" ? Number(text) === ourValue : text === ourValue);
    if (!isSame) found.push(`${ours.name} ${key}: ours ${ourType} ${ourValue}, theirs ${type} ${text}`);
    else if (type === "n" && ours.isDate(row, column) !== (isDate === 1))
      found.push(`${ours.name} ${key}: date ${ours.numberFormat(row, column)}, theirs ${isDate}`);
  });
  for (const [key, cell] of left) found.push(`${ours.name} ${key}: ours nothing, theirs ${cell[3]}`);
  return found;
}

describe.skipIf(missing !== null)("values of real workbooks", () => {
  it("are those that openpyxl reads", () => {
    const theirs = runPython(SCRIPT, paths) as Readonly<Record<string, TheirBook>>;
    const refused: Record<string, string> = {};
    const onlyOurs: string[] = [];
    const unexplained: string[] = [];
    const counts: Record<string, number> = {};
    let cells = 0;
    for (const path of paths) {
      const name = basename(path);
      const read = readWorkbook(new Uint8Array(readFileSync(path)), { fileName: name, dates: "asStored" });
      if (!read.ok) {
        expect(read.problem.message).toMatch(/\.$/);
        expect(read.problem.remedy).toMatch(/\.$/);
        refused[name] = read.problem.code;
        continue;
      }
      const { sheets, error } = theirs[path] ?? {};
      if (sheets === undefined) {
        onlyOurs.push(name);
        expect(error).toBeDefined();
        expect(read.value.sheets.some((sheet) => sheet.rows > 0)).toBe(true);
        continue;
      }
      // openpyxl leaves out sheets of charts that it cannot read; none of ours may be missing.
      const ourNames = read.value.sheets.map((sheet) => sheet.name);
      expect(Object.keys(sheets).filter((sheet) => !ourNames.includes(sheet))).toEqual([]);
      for (const sheet of read.value.sheets) {
        const their = sheets[sheet.name];
        if (their === undefined) {
          if (sheet.kind === "worksheet") unexplained.push(`${name}: openpyxl has no sheet ${sheet.name}`);
          continue;
        }
        cells += their.length;
        const found = differences(sheet, their);
        if (found.length === 0) continue;
        counts[name] = (counts[name] ?? 0) + found.length;
        if (KNOWN[name] === undefined)
          unexplained.push(...found.slice(0, 5).map((each) => `${name}: ${each}`));
      }
    }
    console.log(`readValues: ${cells} cells of ${paths.length} workbooks compared with openpyxl`);
    expect(unexplained).toEqual([]);
    expect(counts).toEqual(
      Object.fromEntries(Object.entries(KNOWN).map(([name, { cells }]) => [name, cells])),
    );
    expect(refused).toEqual(REFUSED);
    expect(onlyOurs.sort()).toEqual([...ONLY_OURS].sort());
  });
});
