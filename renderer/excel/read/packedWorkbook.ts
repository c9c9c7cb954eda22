// A workbook as data that another thread can take over without a copy of its cells: columns of numbers, blocks of text,
// and small plain objects for the rest. Apart from what is made of it (openedWorkbook.ts), because this crosses threads.

import type { Problem } from "../../plan/problem.ts";
import type { NumberFormat } from "../package/numberFormats.ts";
import type { PackedCells } from "./cellWriter.ts";
import type { PackedFormulas } from "./formulaWriter.ts";
import type { TextBlocks } from "./textHeap.ts";
import type { PackageFeature, SheetState, WorkbookName, WorkbookTable } from "./workbookContent.ts";

export interface PackedSheet {
  readonly name: string;
  readonly state: SheetState;
  readonly kind: string;
  readonly cells: PackedCells;
  readonly formulas: PackedFormulas;
  readonly hiddenRows: Uint32Array;
  readonly filteredRows: Uint32Array;
}

/** Style numbers of a cell: what they show, and whether that has a day in it (a time alone is the same in 1904). */
export interface PackedFormat extends NumberFormat {
  readonly hasDay: boolean;
}

export interface PackedWorkbook {
  readonly fileName: string;
  readonly sheets: readonly PackedSheet[];
  readonly blocks: TextBlocks;
  /** Texts of the heap by their number in the table of shared texts. */
  readonly sharedTexts: Float64Array;
  readonly formats: readonly PackedFormat[];
  readonly date1904: boolean;
  readonly dates: "to1900" | "asStored";
  readonly tables: readonly WorkbookTable[];
  readonly names: readonly WorkbookName[];
  readonly isStale: boolean;
  readonly iterates: boolean;
  readonly notKept: readonly PackageFeature[];
  readonly problems: readonly Problem[];
}

/** The buffers that go to the other thread instead of being copied. The workbook is empty here afterwards. */
export function buffersOf(book: PackedWorkbook): readonly ArrayBufferLike[] {
  const buffers = new Set<ArrayBufferLike>([book.sharedTexts.buffer]);
  for (const block of book.blocks) buffers.add(block.buffer);
  for (const { cells, formulas, hiddenRows, filteredRows } of book.sheets) {
    const lists = [cells.rowNumbers, cells.rowStarts, formulas.cells, formulas.kinds, formulas.texts];
    for (const list of [...lists, formulas.links, hiddenRows, filteredRows]) buffers.add(list.buffer);
    for (const block of cells.blocks)
      for (const list of [block.columns, block.kinds, block.styles, block.values]) buffers.add(list.buffer);
  }
  return [...buffers];
}
