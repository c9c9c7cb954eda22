// The islands of a sheet: cells that touch, as the eye sees tables. Found without looking at what the cells mean;
// headings and totals are sorted out afterwards (headings.ts, blocks.ts).
//
// What must stay true: cells of Excel tables are left out (a table says itself where it is); islands side by side
// with the same rows are one, so a blank column between two parts of a table does not split it.

import { type Area, contains } from "../package/areas.ts";
import type { SheetGrid } from "./sheetGrid.ts";

/** A blank column or two between parts of a table. */
const WIDEST_GAP = 2;
/** Parts of one table may start a heading row apart and end a totals row apart. */
const UNEVEN = 2;

interface Run {
  readonly row: number;
  readonly left: number;
  readonly right: number;
  readonly island: number;
}

/** The islands of a sheet from top to bottom, each as the smallest rectangle around it; `taken` areas belong to others. */
export function regionsOf(grid: SheetGrid, taken: readonly Area[]): readonly Area[] {
  const islands = new Islands();
  let above: readonly Run[] = [];
  for (let row = 1; row <= grid.rowCount; row++) {
    const busy = taken.filter((area) => row >= area.top && row <= area.bottom);
    const columns = grid
      .columnsOf(row)
      .filter((column) => !busy.some((area) => contains(area, { row, column })));
    const runs = runsOf(row, columns, islands);
    joinTouching(above, runs, islands);
    above = runs;
  }
  return joinSideBySide(joinOverlapping(islands.areas())).sort((a, b) => a.top - b.top || a.left - b.left);
}

function runsOf(row: number, columns: readonly number[], islands: Islands): readonly Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < columns.length; ) {
    const left = columns[at] ?? 0;
    let right = left;
    while (columns[at + 1] === right + 1) {
      right++;
      at++;
    }
    at++;
    runs.push({ row, left, right, island: islands.add({ top: row, bottom: row, left, right }) });
  }
  return runs;
}

/** Runs of two rows touch when their columns overlap or meet at a corner. */
function joinTouching(above: readonly Run[], runs: readonly Run[], islands: Islands): void {
  let from = 0;
  for (const run of runs) {
    while ((above[from]?.right ?? Number.POSITIVE_INFINITY) < run.left - 1) from++;
    for (let at = from; (above[at]?.left ?? Number.POSITIVE_INFINITY) <= run.right + 1; at++)
      islands.join(above[at]?.island ?? run.island, run.island);
  }
}

/** Sets of runs that grow together. */
class Islands {
  readonly #parents: number[] = [];
  readonly #areas: Area[] = [];

  add(area: Area): number {
    this.#areas.push(area);
    return this.#parents.push(this.#parents.length) - 1;
  }

  #root(island: number): number {
    let root = island;
    for (let parent = this.#parents[root] ?? root; parent !== root; parent = this.#parents[root] ?? root)
      root = parent;
    this.#parents[island] = root;
    return root;
  }

  join(one: number, other: number): void {
    const [a, b] = [this.#root(one), this.#root(other)];
    if (a === b) return;
    this.#parents[b] = a;
    this.#areas[a] = around(this.#areas[a] as Area, this.#areas[b] as Area);
  }

  areas(): Area[] {
    return this.#areas.filter((_, island) => this.#parents[island] === island);
  }
}

function around(a: Area, b: Area): Area {
  return {
    top: Math.min(a.top, b.top),
    bottom: Math.max(a.bottom, b.bottom),
    left: Math.min(a.left, b.left),
    right: Math.max(a.right, b.right),
  };
}

function overlaps(a: Area, b: Area): boolean {
  return a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}

/** More islands than this are scattered notes, not tables; they stay as they are. */
const MOST_ISLANDS = 2_000;

function joinWhere(areas: readonly Area[], belong: (a: Area, b: Area) => boolean): Area[] {
  const joined = [...areas];
  if (joined.length > MOST_ISLANDS) return joined;
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 0; i < joined.length; i++)
      for (let j = joined.length - 1; j > i; j--) {
        const [a, b] = [joined[i] as Area, joined[j] as Area];
        if (!belong(a, b)) continue;
        joined[i] = around(a, b);
        joined.splice(j, 1);
        changed = true;
      }
  }
  return joined;
}

function joinOverlapping(areas: readonly Area[]): Area[] {
  return joinWhere(areas, overlaps);
}

function joinSideBySide(areas: readonly Area[]): Area[] {
  const isTall = (area: Area) => area.bottom - area.top >= 2 * UNEVEN;
  return joinWhere(areas, (a, b) => {
    const gap = Math.max(a.left, b.left) - Math.min(a.right, b.right) - 1;
    return (
      overlaps(a, b) ||
      (gap >= 0 &&
        gap <= WIDEST_GAP &&
        isTall(a) &&
        isTall(b) &&
        Math.abs(a.top - b.top) <= UNEVEN &&
        Math.abs(a.bottom - b.bottom) <= UNEVEN)
    );
  });
}
