import fc from "fast-check";
import { expect, it } from "vitest";
import { groupText } from "../../../../renderer/excel/import/mapping.ts";
import {
  type ColumnFacts,
  knownFacts,
  rememberFacts,
  sheetFacts,
} from "../../../../renderer/excel/import/sheetFacts.ts";
import {
  cellDate,
  cellErrorText,
  cellNumber,
  isBlankCell,
  isPackedDate,
} from "../../../../renderer/excel/read/cells.ts";
import { openFile, packFile } from "../../../../renderer/excel/read/packedFile.ts";
import type { Cell, SourceSheet } from "../../../../renderer/excel/read/sourceFile.ts";

function sheetOf(rows: readonly (readonly Cell[])[]): SourceSheet {
  return { name: "Sheet1", rows };
}

/** The same cells as a worker hands them over: with content that gives them without rows. */
function packedSheetOf(rows: readonly (readonly Cell[])[]): SourceSheet {
  const file = { fileName: "x.xlsx", format: "xlsx", sheets: [sheetOf(rows)], problems: [] } as const;
  const opened = openFile({ ...packFile(file), rowLengths: null });
  return opened.sheets[0] as (typeof opened.sheets)[number];
}

/** The definition, cell by cell. */
function plainly(rows: readonly (readonly Cell[])[], index: number): ColumnFacts {
  const cells = rows.map((row) => row[index] ?? null);
  const filled = cells.filter((cell) => !isBlankCell(cell) && cellErrorText(cell) === null);
  const isNumber = (cell: Cell) => cellNumber(cell) !== undefined && !isPackedDate(cell);
  const texts = cells.map(groupText).filter((text) => text !== "");
  const distinct = [...new Set(texts)];
  const isPlain = distinct.every((text) => cellNumber(text) !== undefined || cellDate(text) !== undefined);
  const names = isPlain ? [] : distinct;
  return {
    filled: filled.length,
    numbers: filled.filter(isNumber).length,
    dates: filled.filter((cell) => !isNumber(cell) && cellDate(cell) !== undefined).length,
    hasFractions: filled.some((cell) => {
      const number = cellNumber(cell);
      return number !== undefined && !Number.isInteger(number);
    }),
    hasCodes: filled.some((cell) => cell === "007" || cell === "1234567890123456"),
    named: texts.length,
    distinct: names.length,
    examples: names.slice(0, 3),
  };
}

const anyCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constantFrom<Cell>(null, "", " ", "A81001", "a81001", "PCN 1", "Unallocated", "n/a", "#N/A", "e5"),
  fc.constantFrom<Cell>("12", "-1,250.50", "£3", "20240401", "01-Apr-20", "2024-04-01", "3.5%", "Apr 20"),
  fc.constantFrom<Cell>("007", "1234567890123456", "0", "0.5"),
  fc.constantFrom<Cell>(true, false, 20_240_401, 45_000, 45_000.5, 0, -1, { error: "#N/A" }),
);

it.each([
  ["rows", sheetOf],
  ["a workbook's content", packedSheetOf],
])("counts of %s are those of every cell", (_, make) => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyCell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 30 }),
      (rows) => {
        const facts = sheetFacts(make([["A", "B", "C"], ...rows]), 2);
        expect(facts.rows).toBe(rows.filter((row) => !row.every(isBlankCell)).length);
        expect(facts.columns).toEqual([0, 1, 2].map((index) => plainly(rows, index)));
      },
    ),
    { seed: 4, numRuns: 300 },
  );
});

it("facts that came with the cells are used instead of counting again", () => {
  const sheet = sheetOf([["A"], ["x"], ["y"]]);
  expect(knownFacts(sheet)).toBeNull();
  const handed = { firstRow: 2, rows: 7, columns: [] };
  rememberFacts(sheet, handed);
  expect(sheetFacts(sheet, 2)).toBe(handed);
  expect(sheetFacts(sheet, 3).rows).toBe(1);
});
