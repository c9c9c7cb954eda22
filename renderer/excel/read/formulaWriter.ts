// The formulas of a sheet while it is read, and as they are kept: beside the cells, because most cells have none.
//
// What must stay true: `cells` ascends; a shared formula's text stays with the cell that has it, and is found for the
// others when somebody asks, because that cell may stand below them. Source: ECMA-376 Part 1, 18.3.1.40, 18.18.6.

import { type Area, contains, readArea } from "../package/areas.ts";
import { GrowingList } from "./growingList.ts";

export const FORMULA = { normal: 0, shared: 1, array: 2, dynamicArray: 3, dataTable: 4 } as const;

export interface SharedMaster {
  readonly si: number;
  readonly row: number;
  readonly column: number;
  /** Text of the heap. */
  readonly text: number;
  readonly area: Area | null;
}

export interface PackedFormulas {
  /** Number of the cell each formula belongs to. */
  readonly cells: Uint32Array;
  readonly kinds: Uint8Array;
  /** Text of the heap; -1 for a cell that shares another's. */
  readonly texts: Float64Array;
  /** For shared formulas their number in the sheet; for arrays the index in `arrays`. */
  readonly links: Uint32Array;
  readonly masters: readonly SharedMaster[];
  readonly arrays: readonly Area[];
}

export class FormulaWriter {
  readonly #cells = new GrowingList<Uint32Array>((length) => new Uint32Array(length));
  readonly #kinds = new GrowingList<Uint8Array>((length) => new Uint8Array(length));
  readonly #texts = new GrowingList<Float64Array>((length) => new Float64Array(length));
  readonly #links = new GrowingList<Uint32Array>((length) => new Uint32Array(length));
  readonly #masters: SharedMaster[] = [];
  readonly #arrays: Area[] = [];

  get count(): number {
    return this.#cells.length;
  }

  /** `text` is -1 where the element is empty. */
  add(cell: number, row: number, column: number, kind: number, text: number, si: number, ref: string): void {
    let link = 0;
    if (kind === FORMULA.shared) {
      link = si;
      if (text >= 0) this.#masters.push({ si, row, column, text, area: ref === "" ? null : readArea(ref) });
    } else if (kind === FORMULA.array || kind === FORMULA.dynamicArray) {
      link = this.#arrays.length;
      this.#arrays.push(readArea(ref) ?? { top: row, left: column, bottom: row, right: column });
    }
    this.#cells.push(cell);
    this.#kinds.push(kind);
    this.#texts.push(text);
    this.#links.push(link);
  }

  /** `order`: the cells' numbers as they were added, in their final places; null when nothing moved. */
  taken(order: Uint32Array | null): PackedFormulas {
    const given = {
      cells: this.#cells.taken(),
      kinds: this.#kinds.taken(),
      texts: this.#texts.taken(),
      links: this.#links.taken(),
    };
    const rest = { masters: this.#masters, arrays: this.#arrays };
    if (order === null) return { ...given, ...rest };
    const byCell = new Map<number, number>();
    for (const [index, cell] of given.cells.entries()) byCell.set(cell, index);
    const cells: number[] = [];
    const kept: number[] = [];
    for (const [place, cell] of order.entries()) {
      const index = byCell.get(cell);
      if (index === undefined) continue;
      cells.push(place);
      kept.push(index);
    }
    return {
      cells: Uint32Array.from(cells),
      kinds: Uint8Array.from(kept, (index) => given.kinds[index] ?? 0),
      texts: Float64Array.from(kept, (index) => given.texts[index] ?? 0),
      links: Uint32Array.from(kept, (index) => given.links[index] ?? 0),
      ...rest,
    };
  }
}

/** The cell a shared formula was written for: a number may be used again further down, so the range decides. */
export function masterOf(
  masters: readonly SharedMaster[],
  si: number,
  row: number,
  column: number,
): SharedMaster | undefined {
  const all = masters.filter((master) => master.si === si);
  if (all.length < 2) return all[0];
  return (
    all.findLast((master) => master.area !== null && contains(master.area, { row, column })) ?? all.at(-1)
  );
}
