// Findings and formulas of every real workbook beside the checkout: numbers typed over formulas by a patch are found, and
// nothing else; translated formulas give what Excel saved; the practices' 13,108 lookups come in as lookups.

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { readCell } from "../../renderer/engine/grammar/cellAddress.ts";
import { checkWorkbook } from "../../renderer/excel/check/checkWorkbook.ts";
import { findingsReport } from "../../renderer/excel/findings/report.ts";
import { findBlocks, type UnderstoodBook } from "../../renderer/excel/formulas/blocks.ts";
import { bookFormulas } from "../../renderer/excel/formulas/bookFormulas.ts";
import { type FormulaBook, formulaBook } from "../../renderer/excel/formulas/formulaBook.ts";
import { cellName } from "../../renderer/excel/package/areas.ts";
import type { PatchEdit } from "../../renderer/excel/package/cellEdit.ts";
import { patchWorkbook } from "../../renderer/excel/package/patchWorkbook.ts";
import { readWorkbook } from "../../renderer/excel/read/readWorkbook.ts";
import { sharedPath } from "../support/sharedData.ts";

const PRACTICES = sharedPath("data", "GP_Practice_WP_2022_23_run9_v2.xlsx");
const folders = ["workbooks", "tables", "calc"].flatMap((name) => {
  const path = sharedPath("corpora", name);
  return path === null ? [] : [path];
});
if (folders.length === 0) console.log("findingsCorpora: skipped, the workbooks are not beside this checkout");

function bookOf(bytes: Uint8Array, fileName: string): FormulaBook | null {
  const read = readWorkbook(bytes, { fileName, dates: "asStored" });
  return read.ok ? formulaBook(read.value) : null;
}

/** Always the same numbers from 0 to 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Long enough that three typed numbers cannot be taken for the rule. */
const LONG = 12;

/** Cells that hold their column's formula, in columns long enough. */
function formulaCells({ blocks, grids }: UnderstoodBook): readonly PatchEdit[] {
  return blocks.flatMap((block) =>
    block.lastRow - block.firstRow + 1 < LONG
      ? []
      : block.columns.flatMap((column) => {
          const whole = column.kind === "formula" && !column.isArray && column.breaks.length === 0;
          if (!whole) return [];
          const edits: PatchEdit[] = [];
          for (let row = block.firstRow; row <= block.lastRow; row++) {
            const cell = grids[block.sheet]?.at(row, column.number);
            if (typeof cell?.value !== "number" || block.totalRows.has(row)) continue;
            const value = cell.value * 1.5 + 17;
            edits.push({ sheet: block.sheetName, cell: cellName({ row, column: column.number }), value });
          }
          return edits;
        }),
  );
}

/** Two typed numbers at the end of a short column are a stretch of their own, and not what is tried here. */
function isBeside(one: PatchEdit, other: PatchEdit): boolean {
  const [a, b] = [one, other].map(({ cell }) => readCell(cell));
  const distance = Math.abs((a?.row ?? 0) - (b?.row ?? 0));
  return one.sheet === other.sheet && a?.column === b?.column && distance <= 3;
}

const named = (book: FormulaBook) =>
  findingsReport(book).findings.map((each) => `${each.sheet}!${each.cell}`);

describe.skipIf(folders.length === 0)("numbers typed over formulas", () => {
  const random = numbers(20_260_401);
  let [books, planted] = [0, 0];
  test.each(folders.map((folder) => [basename(folder), folder]))(
    "are found, and nothing else, in %s",
    (_, folder) => {
      const wrong: string[] = [];
      for (const file of readdirSync(folder)
        .filter((each) => /\.xls[xm]$/i.test(each))
        .sort()) {
        const bytes = new Uint8Array(readFileSync(join(folder, file)));
        const book = bookOf(bytes, file);
        if (book === null) continue;
        const cells = formulaCells(findBlocks(book));
        if (cells.length < LONG) continue;
        const edits = new Map<string, PatchEdit>();
        for (let each = 0; each < 3; each++) {
          const edit = cells[Math.floor(random() * cells.length)];
          if (edit === undefined || [...edits.values()].some((other) => isBeside(edit, other))) continue;
          edits.set(`${edit.sheet}!${edit.cell}`, edit);
        }
        const patched = patchWorkbook(bytes, [...edits.values()], { fileName: file, allowSigned: true });
        if (!patched.ok || patched.value.applied < edits.size) continue;
        const after = bookOf(patched.value.bytes, file);
        if (after === null) throw new Error(`${file} cannot be read after the patch`);
        const expected = new Set([...named(book), ...edits.keys()]);
        const found = new Set(named(after));
        for (const cell of expected) if (!found.has(cell)) wrong.push(`${file} ${cell} is missing`);
        for (const cell of found) if (!expected.has(cell)) wrong.push(`${file} ${cell} is no slip`);
        books++;
        planted += edits.size;
      }
      expect(wrong).toEqual([]);
    },
  );

  test("in a good number of workbooks", () => {
    console.log(`findingsCorpora: ${planted} numbers typed into ${books} workbooks`);
    expect(books).toBeGreaterThan(20);
  });
});

describe.skipIf(folders.length === 0)("findings of the workbooks as they are", () => {
  test("are few: a list that cries wolf is not read", () => {
    let [cells, formulas] = [0, 0];
    for (const folder of folders)
      for (const file of readdirSync(folder).filter((each) => /\.xls[xm]$/i.test(each))) {
        const book = bookOf(new Uint8Array(readFileSync(join(folder, file))), file);
        if (book === null) continue;
        const report = findingsReport(book);
        cells += report.findings.length;
        formulas += report.formulas;
      }
    console.log(`findingsCorpora: ${cells} findings among ${formulas} formulas`);
    expect(cells / formulas).toBeLessThan(0.002);
  });
});

describe.skipIf(PRACTICES === null)("the weighted populations of practices", () => {
  const bytes = PRACTICES === null ? new Uint8Array() : new Uint8Array(readFileSync(PRACTICES));

  test("13,108 lookups over whole columns are two column formulas, equal to Excel's values", () => {
    const book = bookOf(bytes, "practices.xlsx");
    if (book === null) throw new Error("not read");
    const { blocks, assumptions } = bookFormulas(findBlocks(book));
    const columns = blocks.flatMap((block) => block.columns).filter((each) => each.column.kind === "formula");
    expect(columns.map((each) => [each.column.name, each.formula, each.agreement, each.tables])).toEqual([
      [
        "CCG21",
        "=INDEX(Mapper[CCG21],MATCH([@Practice],Mapper[Practice_Code],0))",
        { compared: 6_554, differences: [], problem: null },
        ["Mapper"],
      ],
      [
        "PCN_Oct21",
        "=INDEX(Mapper[PCN_Code],MATCH([@Practice],Mapper[Practice_Code],0))",
        { compared: 6_554, differences: [], problem: null },
        ["Mapper"],
      ],
    ]);
    expect(assumptions).toEqual([]);
    expect(findingsReport(book).findings).toEqual([]);
    const { cells, agree, differ } = checkWorkbook(book);
    expect({ cells, agree, differ: differ.length }).toEqual({ cells: 13_108, agree: 13_108, differ: 0 });
  });

  test("a code typed over a lookup is found with the code that belongs there", () => {
    const edits = [
      { sheet: "Revised Outputs", cell: "D17", value: "99Z" },
      { sheet: "Revised Outputs", cell: "E6000", value: "U00000" },
    ];
    const patched = patchWorkbook(bytes, edits, { fileName: "practices.xlsx" });
    const book = patched.ok ? bookOf(patched.value.bytes, "practices.xlsx") : null;
    if (book === null) throw new Error("not read");
    const found = findingsReport(book).findings;
    expect(found.map((each) => [each.cell, each.kind, each.value, typeof each.expected])).toEqual([
      ["D17", "text", "99Z", "string"],
      ["E6000", "text", "U00000", "string"],
    ]);
    expect(found[0]?.expectedFormula).toBe("=INDEX(Mapper!D:D,MATCH($B17,Mapper!$A:$A,0))");
  });
});
