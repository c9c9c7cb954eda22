// One number changed in every real workbook beside the checkout: every part that need not change is the same, byte for
// byte; three readers (ours, openpyxl, and on a sample LibreOffice) see the new number, and every other cell as before.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { cellName } from "../../renderer/excel/package/areas.ts";
import { type OpenedWorkbook, openWorkbook } from "../../renderer/excel/package/openWorkbook.ts";
import { partDifferences } from "../../renderer/excel/package/partDifferences.ts";
import { type PatchedWorkbook, patchWorkbook } from "../../renderer/excel/package/patchWorkbook.ts";
import { mapSheet } from "../../renderer/excel/package/sheetMap.ts";
import { cellsOf, forEachRow, formulaOf } from "../../renderer/excel/package/sheetRows.ts";
import { attributeValue } from "../../renderer/excel/package/xmlScan.ts";
import { readXlsx } from "../../renderer/excel/read/readXlsx.ts";
import type { SourceSheet } from "../../renderer/excel/read/sourceFile.ts";
import { libreOfficeMissing, recalculate } from "../support/libreOffice.ts";
import { openpyxlMissing, runPython } from "../support/openpyxl.ts";
import { readXlsxBack } from "../support/readXlsxBack.ts";
import { sharedPath } from "../support/sharedData.ts";

/** A number that no workbook holds, and exact in binary. */
const NEW = 31_415_926.125;

interface Change {
  readonly name: string;
  readonly sheet: string;
  readonly sheetPart: string;
  readonly cell: string;
  readonly before: Uint8Array;
  readonly patched: PatchedWorkbook;
}

const folders = ["workbooks", "tables", "calc"].flatMap((name) => {
  const path = sharedPath("corpora", name);
  return path === null ? [] : [path];
});
if (folders.length === 0) console.log("patchCorpora: skipped, the workbooks are not beside this checkout");
const noOffice = libreOfficeMissing();
const noPython = openpyxlMissing();
if (noOffice !== null) console.log(`patchCorpora: LibreOffice skipped: ${noOffice}.`);
if (noPython !== null) console.log(`patchCorpora: openpyxl skipped: ${noPython}.`);

const scratch = mkdtempSync(join(tmpdir(), "catchment-patch-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Cells that hold a number and no formula, at most so many of a sheet. */
function numberCells(opened: OpenedWorkbook, part: string, limit: number): readonly string[] {
  const { text } = opened.book.text(part);
  const found: string[] = [];
  forEachRow(text, mapSheet(text).sheetData, (row) => {
    if (found.length >= limit) return;
    for (const cell of cellsOf(text, row)) {
      const type = attributeValue(text, cell.element.tag, "t") ?? "n";
      const isFilled = cell.element.contentEnd > cell.element.contentStart;
      if (type === "n" && isFilled && formulaOf(text, cell) === null) found.push(cellName(cell));
    }
  });
  return found;
}

function patchOne(bytes: Uint8Array, sheet: string, cell: string): PatchedWorkbook | null {
  const result = patchWorkbook(bytes, [{ sheet, cell, value: NEW }], { allowSigned: true });
  if (!result.ok) throw new Error(result.problem.message);
  return result.value.applied === 1 ? result.value : null;
}

/** Changes one number of a workbook: the middle one of the first sheet that has any; null when it has no cells. */
function changeNumber(name: string, before: Uint8Array, opened: OpenedWorkbook): Change | null {
  for (const { name: sheet, part, type } of opened.index.sheets) {
    if (part === undefined || type !== "worksheet") continue;
    const cells = numberCells(opened, part, 200);
    const middle = Math.floor(cells.length / 2);
    for (const cell of [...cells.slice(middle), ...cells.slice(0, middle)]) {
      const patched = patchOne(before, sheet, cell);
      if (patched !== null) return { name, sheet, sheetPart: part, cell, before, patched };
    }
  }
  // A workbook of formulas or texts: the number goes into a cell that is not there yet.
  for (const { name: sheet, part, type } of opened.index.sheets) {
    const patched = part === undefined || type !== "worksheet" ? null : patchOne(before, sheet, "H300");
    if (part !== undefined && patched !== null)
      return { name, sheet, sheetPart: part, cell: "H300", before, patched };
  }
  return null;
}

const changes: Change[] = [];
const without: string[] = [];
const refused: string[] = [];
for (const folder of folders) {
  for (const name of readdirSync(folder)) {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    const opened = openWorkbook(bytes, name);
    if (!opened.ok) {
      refused.push(`${name}: ${opened.problem.message}`);
      continue;
    }
    const change = changeNumber(name, bytes, opened.value);
    if (change === null) without.push(name);
    else changes.push(change);
  }
}

describe.runIf(folders.length > 0)("one number changed", () => {
  test("in nearly every workbook; the others are named", () => {
    console.log(
      `patchCorpora: ${changes.length} changed, ${without.length} without a sheet of cells, ${refused.length} refused\n  ${refused.join("\n  ")}`,
    );
    for (const each of refused) expect(each).toMatch(/\.$/);
    expect(changes.length).toBeGreaterThan(10 * refused.length);
  });

  test("every part that need not change is the same, in the same order; no part is lost but the order of calculation", () => {
    const lines: string[] = [];
    for (const { name, before, patched, sheetPart } of changes) {
      const [old, now] = [unzipSync(before), unzipSync(patched.bytes)];
      const mayChange = /(^|[\\/])(\[Content_Types\]\.xml|workbook\d*\.xml|workbook\d*\.xml\.rels)$/i;
      const isChain = (part: string) => /calcChain\.xml$/i.test(part);
      for (const [part, bytes] of Object.entries(old)) {
        if (part === sheetPart || mayChange.test(part) || isChain(part)) continue;
        if (Buffer.compare(bytes, now[part] ?? new Uint8Array()) !== 0) lines.push(`${name}: ${part}`);
      }
      expect([name, Object.keys(now)]).toEqual([
        name,
        Object.keys(old).filter((part) => part in now || !isChain(part)),
      ]);
      const compared = partDifferences(before, patched.bytes);
      const found = compared.ok ? compared.value.differences.map((each) => each.part) : [];
      expect([name, found.toSorted()]).toEqual([
        name,
        [...patched.changedParts].filter((part) => part in old).toSorted(),
      ]);
    }
    expect(lines).toEqual([]);
  });

  test("our reader sees the new number and every other cell as before", () => {
    const wrong: string[] = [];
    let read = 0;
    for (const change of changes) {
      const [old, now] = [readXlsx(change.before, change.name), readXlsx(change.patched.bytes, change.name)];
      if (!old.ok && old.problem.code !== "empty-file") {
        wrong.push(...(now.ok ? [`${change.name}: opens only after the change`] : []));
        continue;
      }
      // A workbook without any cell is refused as empty; with the new number it is not.
      const sheets = old.ok ? old.value.file.sheets : [];
      read += 1;
      if (!now.ok) wrong.push(`${change.name}: ${now.problem.message}`);
      else wrong.push(...differences(change, sheets, now.value.file.sheets));
    }
    console.log(`patchCorpora: ${read} read again by our reader`);
    expect(wrong).toEqual([]);
    expect(read).toBeGreaterThan(changes.length * 0.9);
  });

  test.skipIf(noPython !== null)(
    "openpyxl sees the new number and every other cell and formula as before",
    () => {
      const given = changes.map((change, at) => {
        const [before, after] = [join(scratch, `${at}-before.xlsx`), join(scratch, `${at}-after.xlsx`)];
        writeFileSync(before, change.before);
        writeFileSync(after, change.patched.bytes);
        return { name: change.name, before, after, sheet: change.sheet, cell: change.cell };
      });
      const seen = runPython(COMPARE, { files: given, value: NEW }) as {
        compared: number;
        cells: number;
        unread: string[];
        wrong: string[];
      };
      console.log(
        `patchCorpora: openpyxl compared ${seen.compared} workbooks, ${seen.cells} cells; it cannot read ${seen.unread.length}`,
      );
      expect(seen.wrong).toEqual([]);
      expect(seen.compared).toBeGreaterThan(changes.length * 0.8);
    },
  );
});

/** From a date of a workbook that counts from 1904 to the same day counted from 1900, as the import reads it. */
const DAYS_1904 = 1462;

function counts1904(bytes: Uint8Array): boolean {
  const parts = unzipSync(bytes, { filter: ({ name }) => /workbook\.xml$/i.test(name) });
  return Object.values(parts).some((part) => /date1904="(1|true)"/.test(Buffer.from(part).toString()));
}

function differences(
  { name, sheet, cell, before: original }: Change,
  old: readonly SourceSheet[],
  now: readonly SourceSheet[],
): readonly string[] {
  const found: string[] = [];
  const shown: readonly unknown[] = counts1904(original) ? [NEW, NEW + DAYS_1904] : [NEW];
  for (const [at, after] of now.entries()) {
    const before = old[at] ?? { name: after.name, rows: [] };
    for (let row = 0; row < Math.max(before.rows.length, after.rows.length); row += 1) {
      const [left, right] = [before.rows.at(row) ?? [], after.rows.at(row) ?? []];
      for (let column = 0; column < Math.max(left.length, right.length); column += 1) {
        if ((left[column] ?? null) === (right[column] ?? null)) continue;
        const address = cellName({ row: row + 1, column: column + 1 });
        if (before.name === sheet && address === cell && shown.includes(right[column])) continue;
        found.push(`${name} ${before.name}!${address}`);
      }
    }
  }
  return found;
}

const COMPARE = `import warnings
warnings.simplefilter("ignore")
def shown(value):
    return [str(type(value).__name__), {key: str(each) for key, each in vars(value).items()}] if hasattr(value, "__dict__") else value
def cells(path):
    book = openpyxl.load_workbook(path)
    return {(sheet.title, cell.coordinate): shown(cell.value) for sheet in book.worksheets for cell in sheet._cells.values() if cell.value is not None}
compared, count, unread, wrong = 0, 0, [], []
for file in given["files"]:
    try:
        before = cells(file["before"])
    except Exception:
        unread.append(file["name"])
        continue
    try:
        after = cells(file["after"])
    except Exception as error:
        wrong.append(file["name"] + " cannot be opened any more: " + str(error))
        continue
    # In strict OOXML it finds no cells at all, neither before nor after.
    if not before and not after:
        unread.append(file["name"])
        continue
    compared += 1
    count += len(before)
    place = (file["sheet"], file["cell"])
    value = after.get(place)
    # A cell formatted as a date is a date to openpyxl, whatever the number.
    if value != given["value"] and not (isinstance(value, str) or "date" in type(value).__name__ or "time" in type(value).__name__):
        wrong.append(file["name"] + " " + str(place) + " is " + str(value))
    for each in set(before) | set(after):
        if each != place and before.get(each) != after.get(each):
            wrong.append(file["name"] + " " + str(each) + ": " + str(before.get(each)) + " became " + str(after.get(each)))
print(json.dumps({"compared": compared, "cells": count, "unread": unread, "wrong": wrong[:50]}))
`;

const hostile = sharedPath("corpora", "hostile");

describe.runIf(hostile !== null)("files made to break readers", () => {
  test.each(hostile === null ? [] : readdirSync(hostile))(
    "%s: patched or refused with a sentence, in time",
    (name) => {
      const bytes = new Uint8Array(readFileSync(join(hostile ?? "", name)));
      const opened = openWorkbook(bytes, name);
      const sheet = opened.ok ? opened.value.index.sheets[0]?.name : undefined;
      const result = patchWorkbook(bytes, [{ sheet: sheet ?? "Sheet1", cell: "B3", value: NEW }], {
        fileName: name,
      });
      const told = result.ok ? result.value.problems.map((each) => each.message) : [result.problem.message];
      expect(told.length).toBeGreaterThan(0);
      for (const each of told) expect(each).toMatch(/\.$/);
    },
    10_000,
  );
});

/** What LibreOffice itself makes of a workbook, changed or not. */
const NOT_IN_LIBREOFFICE: Readonly<Record<string, string>> = {
  "ExcelDataReader__src__TestData__Test_git_issue_301_IgnoreCase.xlsx":
    "it does not open the original either",
  "ExcelDataReader__src__TestData__Test_git_issue_385_backslash.xlsx": "it does not open the original either",
  "poi__spreadsheet__49609.xlsx": "it does not open the original either",
  "exceljs__spec__integration__data__invalid-xml.xlsx": "it shows the original empty",
  "IronCalc__shared_formula_volatile.xlsx": "it gives the sheet another name",
  "roo__test__files__chart_sheet.xlsx":
    "the cell is a date of a chart's axis: it draws 87,000 years month by month",
};

/** LibreOffice takes seconds for each: a sample of 25, or every one with LIBREOFFICE_BOOKS=all (about half an hour). */
function sampleOf(changed: readonly Change[]): readonly Change[] {
  const all = changed.filter((change) => NOT_IN_LIBREOFFICE[change.name] === undefined);
  if (process.env.LIBREOFFICE_BOOKS === "all") return all;
  const step = Math.max(1, Math.floor(all.length / 25));
  return all.filter((_, at) => at % step === 0).slice(0, 25);
}

describe.skipIf(folders.length === 0 || noOffice !== null)("LibreOffice", () => {
  const sample = sampleOf(changes);

  test.each(sample.map((change) => [change.name, change] as const))(
    "shows the new number: %s",
    async (_, change) => {
      const path = join(scratch, "book.xlsx");
      writeFileSync(path, change.patched.bytes);
      const book = readXlsxBack(await recalculate(path));
      const sheet = book.sheets.find((each) => each.name === change.sheet);
      expect(sheet?.cells.get(change.cell)?.value).toBe(NEW);
    },
  );
});
