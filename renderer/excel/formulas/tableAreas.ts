// Ranges of a sheet as columns of a block: which table a fixed range or a whole column means, and how far above the
// first data row it begins, which matters to everything that counts positions.
//
// What must stay true: a range is only taken for a table's columns when it holds all of its data rows; what it holds
// beside them is the caller's to compare (agreesWithCache.ts).

import { LAST_ROW } from "../../engine/grammar/cellAddress.ts";
import { type Area, areaName } from "../package/areas.ts";
import type { SheetBlock, UnderstoodBook } from "./blocks.ts";

export interface TableArea {
  readonly block: SheetBlock;
  readonly first: string;
  readonly last: string;
  /** Rows of the range above the first data row: positions in the range are larger by so many. */
  readonly above: number;
}

/** The block whose data a range holds, or why it is none, as the end of a sentence. */
export function tableArea(understood: UnderstoodBook, sheet: number, area: Area): TableArea | string {
  const { blocks, grids } = understood;
  const shown = `${grids[sheet]?.name ?? ""}!${areaName(area)}`;
  const touching = blocks.filter(
    (block) =>
      block.sheet === sheet &&
      block.lastColumn >= area.left &&
      block.firstColumn <= area.right &&
      block.lastRow >= area.top &&
      block.firstRow <= area.bottom &&
      block.columns.some(({ number }) => number >= area.left && number <= area.right),
  );
  const [block] = touching;
  if (block === undefined) return `the range ${shown} is no table with headings`;
  if (touching.length > 1) return `the range ${shown} holds more than one table`;
  if (block.headingRow === null) return `the range ${shown} has no headings`;
  if (area.top > block.firstRow || area.bottom < block.lastRow)
    return `the range ${shown} holds only some rows of the table ${block.name} (rows ${block.firstRow} to ${block.lastRow})`;
  const inside = block.columns.filter(({ number }) => number >= area.left && number <= area.right);
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return `the range ${shown} is no table with headings`;
  const isGapless = inside.every(({ number }, place) => number === first.number + place);
  if (first.number !== Math.max(area.left, first.number) || !isGapless || first.number !== area.left)
    return `the range ${shown} begins outside the table ${block.name} or holds empty columns of it`;
  return { block, first: first.name, last: last.name, above: block.firstRow - area.top };
}

/** The rectangle of a reference with whole columns made finite. */
export function wholeColumns(left: number, right: number): Area {
  return { top: 1, bottom: LAST_ROW, left, right };
}
