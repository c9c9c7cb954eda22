// The findings of a workbook as a report: the list, the totals, and what was looked at. The same for the screen, the
// command line and the workbook that is handed to an auditor.
//
// What must stay true: totals are sums of the differences as listed, signs kept: what stands there less what the
// formula would give. A finding whose difference is no number counts in no total.

import { columnLetters } from "../../engine/grammar/cellAddress.ts";
import { findBlocks, type SheetBlock } from "../formulas/blocks.ts";
import type { FormulaBook } from "../formulas/formulaBook.ts";
import { findingsOf, type WorkbookFinding } from "./findings.ts";

export interface BlockSummary {
  readonly sheet: string;
  readonly name: string;
  /** An Excel table. */
  readonly isTable: boolean;
  /** `A2:F45`: its data rows. */
  readonly range: string;
  readonly headingRow: number | null;
  readonly columns: number;
  /** Columns that are one formula, and the cells in them that hold something else for a reason that shows. */
  readonly formulaColumns: number;
  readonly explained: number;
}

export interface FindingsReport {
  readonly workbook: string;
  readonly findings: readonly WorkbookFinding[];
  /** The sum of all differences, and of those in cells that show money. */
  readonly total: number;
  readonly moneyTotal: number;
  readonly blocks: readonly BlockSummary[];
  /** Formula cells in the workbook. */
  readonly formulas: number;
}

export function findingsReport(book: FormulaBook): FindingsReport {
  const understood = findBlocks(book);
  const findings = findingsOf(understood);
  const sum = (list: readonly WorkbookFinding[]) =>
    list.reduce((total, each) => total + (each.difference ?? 0), 0);
  return {
    workbook: book.fileName,
    findings,
    total: sum(findings),
    moneyTotal: sum(findings.filter((each) => each.money)),
    blocks: understood.blocks.map(summary),
    formulas: understood.grids.reduce((count, grid) => count + grid.formulaCount, 0),
  };
}

function summary(block: SheetBlock): BlockSummary {
  const formulas = block.columns.filter((column) => column.kind === "formula");
  const explained = formulas.flatMap((column) => column.breaks.filter((each) => each.explanation !== null));
  const first = `${columnLetters(block.firstColumn)}${block.firstRow}`;
  return {
    sheet: block.sheetName,
    name: block.name,
    isTable: block.isTable,
    range: `${first}:${columnLetters(block.lastColumn)}${block.lastRow}`,
    headingRow: block.headingRow,
    columns: block.columns.length,
    formulaColumns: formulas.length,
    explained: explained.length,
  };
}

const KIND_WORDS: Readonly<Record<WorkbookFinding["kind"], string>> = {
  constant: "Value over the formula",
  text: "Text over the formula",
  formula: "Another formula",
  "text-number": "Number entered as text",
  "short-sum": "Total that misses rows",
};

/** A finding's kind in words. */
export function kindInWords(kind: WorkbookFinding["kind"]): string {
  return KIND_WORDS[kind];
}
