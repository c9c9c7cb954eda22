// The cells of a workbook that break the formula of their column or row: what stands there, what the formula would
// give, and the difference. This is the review that auditors do by eye.
//
// What must stay true: precision before completeness. What the sheet itself explains (totals, the start of a series,
// a row or column entered by hand, a formula that runs the other way) is left out; README.md says what counts.

import { readCell } from "../../engine/grammar/cellAddress.ts";
import {
  isDateFormat,
  isError,
  parseFormula,
  SheetCalculator,
  type Value,
  walkTree,
} from "../../engine/index.ts";
import { type BlockColumn, formulaInRow, type SheetBlock, type UnderstoodBook } from "../formulas/blocks.ts";
import { headingText } from "../formulas/headings.ts";
import { type LineFormula, lineFormula } from "../formulas/lines.ts";
import { formulaAt, formulaMoved, type GridCell, type SheetGrid } from "../formulas/sheetGrid.ts";
import { cellName } from "../package/areas.ts";
import { isMoney } from "./money.ts";
import { shortSums } from "./shortSums.ts";

export type FindingKind =
  /** a number (or TRUE, an error value) typed where the line has its formula */
  | "constant"
  /** a text typed where the line has its formula */
  | "text"
  /** another formula than the line's */
  | "formula"
  /** a number entered as text among numbers, which sums leave out */
  | "text-number"
  /** a total that leaves out the last rows of its table */
  | "short-sum";

export interface WorkbookFinding {
  readonly sheet: string;
  /** `C17`. */
  readonly cell: string;
  /** The Excel table's name, or the name of the range with headings. */
  readonly block: string;
  /** The heading of the column, or the label of the row when the formula runs across. */
  readonly line: string;
  readonly direction: "column" | "row";
  readonly kind: FindingKind;
  /** What stands in the cell: its value as saved. */
  readonly value: Value;
  /** The cell's own formula with "=", or null. */
  readonly formula: string | null;
  /** What the line's formula would give here; null for kinds without. */
  readonly expected: Value;
  readonly expectedFormula: string | null;
  /** What stands there less what the formula would give; null where either is no number. */
  readonly difference: number | null;
  /** Whether the number format shows money. */
  readonly money: boolean;
  readonly numberFormat: string;
}

/** Every finding of a workbook, sheet by sheet, row by row. */
export function findingsOf(understood: UnderstoodBook): readonly WorkbookFinding[] {
  const { grids, blocks, book } = understood;
  let calculator: SheetCalculator | null = null;
  const calculated = () => {
    calculator ??= new SheetCalculator(book.snapshot);
    return calculator;
  };
  return grids.flatMap((grid) => {
    const found = new Map<string, WorkbookFinding>();
    for (const block of blocks) {
      if (block.sheet !== grid.sheet) continue;
      for (const suspect of suspectsOf(grid, block)) {
        const name = cellName(suspect.cell);
        if (found.has(name)) continue;
        const expected = expectedOf(grid, suspect, calculated);
        if (isLikely(suspect, expected, block))
          found.set(name, findingOf(grid, block, suspect, expected, calculated));
      }
    }
    return [...found.values()].sort(byPlace);
  });
}

/** What the line's formula would give in the suspect's cell; null where that cannot be known. */
function expectedOf(grid: SheetGrid, suspect: Suspect, calculated: () => SheetCalculator): Value {
  const { cell, expectedFormula, isArray } = suspect;
  if (expectedFormula === null) return null;
  return calculated().resultIn(expectedFormula, grid.sheet, cell.row, cell.column, isArray) ?? null;
}

/** What the formula would give tells a slip from a heading between, a label, or the cell that the others refer to. */
function isLikely({ cell, kind, expectedFormula }: Suspect, expected: Value, block: SheetBlock): boolean {
  if (expectedFormula === null) return kind === "text-number";
  if (readsItself(expectedFormula, cell)) return false;
  // a word under a column of figures is a label of what follows
  if (kind === "text" && cell.row === block.lastRow && typeof expected === "number") return false;
  if (kind === "text") return !isError(expected) && expected !== null;
  if (kind !== "formula") return true;
  return (
    typeof cell.value === typeof expected || isError(cell.value) || isError(expected) === isError(cell.value)
  );
}

function readsItself(formula: string, { row, column }: GridCell): boolean {
  const parsed = parseFormula(formula);
  if (!parsed.ok) return false;
  let reads = false;
  walkTree(parsed.tree, (node) => {
    if (node.kind !== "reference" || node.sheet !== null) return;
    const { first, last } = node;
    const end = last ?? first;
    const within = (from: number | null, to: number | null, place: number) =>
      Math.min(from ?? place, to ?? place) <= place && place <= Math.max(from ?? place, to ?? place);
    reads ||= within(first.row, end.row, row) && within(first.column, end.column, column);
  });
  return reads;
}

function byPlace(a: WorkbookFinding, b: WorkbookFinding): number {
  const [left, right] = [readCell(a.cell), readCell(b.cell)];
  return (left?.row ?? 0) - (right?.row ?? 0) || (left?.column ?? 0) - (right?.column ?? 0);
}

/** A cell that breaks its line, before it is worked out what should stand there. */
interface Suspect {
  readonly cell: GridCell;
  readonly kind: FindingKind;
  readonly line: string;
  readonly direction: "column" | "row";
  /** The line's formula as it reads in the cell. */
  readonly expectedFormula: string | null;
  readonly isArray: boolean;
}

function suspectsOf(grid: SheetGrid, block: SheetBlock): readonly Suspect[] {
  const across = block.isTable ? [] : acrossLines(grid, block);
  return [
    ...downSuspects(grid, block, new Map(across)),
    ...acrossSuspects(grid, block, across),
    ...textNumbers(grid, block),
    ...shortSums(grid, block).map(({ cell, whole, letter }) => ({
      cell,
      kind: "short-sum" as const,
      line: block.columns.find((column) => column.letter === letter)?.name ?? letter,
      direction: "column" as const,
      expectedFormula: whole,
      isArray: false,
    })),
  ];
}

type AcrossLine = readonly [row: number, line: LineFormula];

/** The rows of a block that are one formula; labels do not count. */
function acrossLines(grid: SheetGrid, block: SheetBlock): readonly AcrossLine[] {
  const lines: AcrossLine[] = [];
  for (let row = block.firstRow; row <= block.lastRow; row++) {
    const cells = Array.from({ length: block.lastColumn - block.firstColumn + 1 }, (_, place) =>
      grid.at(row, block.firstColumn + place),
    );
    const line = lineFormula(cells, "across", (place) => isLabel(cells[place]));
    if (line !== null) lines.push([row, line]);
  }
  return lines;
}

function isLabel(cell: GridCell | undefined): boolean {
  return cell !== undefined && cell.relative === null && typeof cell.value === "string";
}

/** So many equal formulas make a rule. */
const LEAST_EQUAL = 3;

function downSuspects(
  grid: SheetGrid,
  block: SheetBlock,
  across: ReadonlyMap<number, LineFormula>,
): readonly Suspect[] {
  const formulas = block.columns.filter((column) => column.kind === "formula");
  const typedRows = rowsByHand(formulas);
  return formulas.flatMap((column) =>
    column.breaks.flatMap(({ row, kind, explanation }) => {
      const cell = grid.at(row, column.number);
      if (explanation !== null || kind === "blank" || cell === undefined) return [];
      if (kind === "text" && block.headingRow === null && row === block.firstRow) return [];
      if (block.lastRow - block.firstRow + 1 - column.breaks.length < LEAST_EQUAL) return [];
      if (kind !== "formula" && typedRows.has(row)) return [];
      if (followsRow(grid, cell, across.get(row))) return [];
      return [
        {
          cell,
          kind: kind === "error" ? "constant" : kind,
          line: column.name,
          direction: "column",
          expectedFormula: formulaInRow(column, row),
          isArray: column.isArray,
        },
      ];
    }),
  );
}

/** Rows in which most of the formula columns hold a value: entered as a whole, not a slip. */
function rowsByHand(formulas: readonly BlockColumn[]): ReadonlySet<number> {
  const rows = new Map<number, number>();
  for (const { breaks } of formulas)
    for (const { row, kind } of breaks)
      if (kind !== "formula" && kind !== "blank") rows.set(row, (rows.get(row) ?? 0) + 1);
  const whole = [...rows].filter(([, count]) => count >= LEAST_EQUAL && count >= formulas.length / 2);
  return new Set(whole.map(([row]) => row));
}

/** A formula that a neighbour to the left or right has too belongs to its row. */
function followsRow(
  grid: SheetGrid,
  { row, column, relative }: GridCell,
  line: LineFormula | undefined,
): boolean {
  if (relative === null) return false;
  const beside = [column - 1, column + 1].some((each) => grid.at(row, each)?.relative === relative);
  return beside || line?.relative === relative;
}

function followsColumn(grid: SheetGrid, { row, column, relative }: GridCell): boolean {
  if (relative === null) return false;
  return [row - 1, row + 1].some((each) => grid.at(each, column)?.relative === relative);
}

function acrossSuspects(
  grid: SheetGrid,
  block: SheetBlock,
  lines: readonly AcrossLine[],
): readonly Suspect[] {
  const byColumn = new Map<number, number>();
  for (const [, { breaks }] of lines)
    for (const { place, kind } of breaks)
      if (kind !== "formula") byColumn.set(place, (byColumn.get(place) ?? 0) + 1);
  const formulaColumns = new Map(
    block.columns.filter((column) => column.kind === "formula").map((column) => [column.number, column]),
  );
  return lines.flatMap(([row, line]) =>
    line.breaks.flatMap(({ place, kind, explanation }) => {
      const cell = grid.at(row, block.firstColumn + place);
      if (explanation !== null || kind === "blank" || kind === "text" || cell === undefined) return [];
      if (line.count < LEAST_EQUAL || block.totalRows.has(row)) return [];
      const typed = byColumn.get(place) ?? 0;
      if (kind !== "formula" && typed >= LEAST_EQUAL && typed >= lines.length / 2) return [];
      if (followsColumn(grid, cell)) return [];
      // a column with a formula of its own has judged the cell already
      if (formulaColumns.get(cell.column)?.formulaR1C1 != null) return [];
      return [
        {
          cell,
          kind: kind === "error" ? "constant" : kind,
          line: labelOf(grid, block, row),
          direction: "row",
          expectedFormula: formulaMoved(line.example, cell),
          isArray: line.example.given.array !== undefined,
        },
      ];
    }),
  );
}

/** What a row is called: the first text in it. */
function labelOf(grid: SheetGrid, block: SheetBlock, row: number): string {
  for (let column = 1; column <= block.lastColumn; column++) {
    const cell = grid.at(row, column);
    if (cell !== undefined && typeof cell.value === "string" && cell.value.trim() !== "")
      return headingText(cell);
  }
  return `Row ${row}`;
}

const NUMBER_TEXT = /^\s*[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*$/;
/** So many numbers make a column of numbers, and so few texts among them a slip. */
const LEAST_NUMBERS = 8;
const MOST_TEXTS = 0.1;

/** Numbers entered as text in a column of numbers. */
function textNumbers(grid: SheetGrid, block: SheetBlock): readonly Suspect[] {
  return block.columns.flatMap((column) => {
    if (column.kind === "formula") return [];
    let numbers = 0;
    const texts: GridCell[] = [];
    for (let row = block.firstRow; row <= block.lastRow; row++) {
      const cell = grid.at(row, column.number);
      if (cell === undefined || cell.relative !== null) continue;
      if (typeof cell.value === "number" && !isDateFormat(cell.numberFormat)) numbers++;
      else if (typeof cell.value === "string" && NUMBER_TEXT.test(cell.value)) texts.push(cell);
    }
    if (numbers < LEAST_NUMBERS || texts.length > Math.max(1, MOST_TEXTS * numbers)) return [];
    return texts.map((cell) => ({
      cell,
      kind: "text-number" as const,
      line: column.name,
      direction: "column" as const,
      expectedFormula: null,
      isArray: false,
    }));
  });
}

function findingOf(
  grid: SheetGrid,
  block: SheetBlock,
  { cell, kind, line, direction, expectedFormula }: Suspect,
  given: Value,
  calculated: () => SheetCalculator,
): WorkbookFinding {
  const { row, column, numberFormat } = cell;
  const value = cell.value ?? (cell.relative === null ? null : calculated().value(grid.sheet, row, column));
  const expected = kind === "text-number" ? Number(String(cell.value).replaceAll(",", "")) : given;
  const difference =
    kind === "text-number" && typeof expected === "number"
      ? -expected
      : typeof value === "number" && typeof expected === "number"
        ? value - expected
        : null;
  return {
    sheet: grid.name,
    cell: cellName(cell),
    block: block.name,
    line,
    direction,
    kind,
    value,
    formula: formulaAt(cell),
    expected,
    expectedFormula,
    difference,
    money: isMoney(numberFormat),
    numberFormat,
  };
}
