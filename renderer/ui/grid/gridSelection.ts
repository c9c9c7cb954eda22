// Which practices, or rows of a supporting table, are selected in the grid: boxes, Space, Shift with the arrow keys, whole groups. The grid keeps the
// marks; this keeps groups and their practices in step and tells the screen which practices they are.
//
// What must stay true: a group's box stands for those of its practices that pass the filters, so nothing is selected
// that cannot be seen by opening the group; a group is marked when all of them are.

import type { GridApi, GridOptions, IRowNode, RowSelectedEvent } from "ag-grid-community";
import { remPixels } from "./columnDefs.ts";
import type { GridRows } from "./gridRows.ts";
import { type GridRow, groupKey } from "./groupRows.ts";

export class GridSelection {
  readonly #grid: () => GridApi<GridRow>;
  readonly #rows: () => GridRows;
  readonly #tell: (practices: readonly string[]) => void;
  /** True while marks are being brought in step, which the grid reports like any other selecting. */
  #busy = false;
  /** Where Shift+arrow selection began. */
  #anchor: number | null = null;

  constructor(
    grid: () => GridApi<GridRow>,
    rows: () => GridRows,
    tell: (practices: readonly string[]) => void,
  ) {
    this.#grid = grid;
    this.#rows = rows;
    this.#tell = tell;
  }

  /** Selects what was selected in an earlier grid of the same table. */
  restore(keys: readonly string[]): void {
    const nodes = keys.flatMap((key) => this.#grid().getRowNode(key) ?? []);
    if (nodes.length > 0) this.#grid().setNodesSelected({ nodes, newValue: true });
  }

  rowSelected(event: RowSelectedEvent<GridRow>): void {
    if (this.#busy || event.data?.kind !== "group") return;
    const nodes = this.#members(event.data.group);
    this.#busy = true;
    this.#grid().setNodesSelected({ nodes, newValue: event.node.isSelected() === true });
    this.#busy = false;
  }

  /** Practices were selected or moved: marks the groups anew and tells which practices are selected. */
  changed(): void {
    if (this.#busy) return;
    this.#busy = true;
    const marked = new Map<boolean, IRowNode<GridRow>[]>([
      [true, []],
      [false, []],
    ]);
    for (const { name } of this.#rows().groups) {
      const node = this.#grid().getRowNode(groupKey(name));
      const members = this.#members(name);
      const isFull = members.length > 0 && members.every((member) => member.isSelected() === true);
      if (node !== undefined && node.isSelected() !== isFull) marked.get(isFull)?.push(node);
    }
    for (const [newValue, nodes] of marked)
      if (nodes.length > 0) this.#grid().setNodesSelected({ nodes, newValue });
    this.#busy = false;
    const chosen = this.#grid()
      .getSelectedNodes()
      .flatMap(({ data }) => (data?.kind === "row" ? [data] : []));
    this.#tell(chosen.sort((one, other) => one.index - other.index).map(({ key }) => key));
  }

  toggle(node: IRowNode<GridRow>): void {
    node.setSelected(node.isSelected() !== true);
  }

  /** Another key was pressed: the next Shift+arrow begins a new stretch. */
  endStretch(): void {
    this.#anchor = null;
  }

  /** Shift+arrow: everything from where it began to the next row is selected. */
  stretch(from: number, step: 1 | -1): void {
    const grid = this.#grid();
    const to = from + step;
    const focused = grid.getFocusedCell() ?? null;
    if (focused === null || grid.getDisplayedRowAtIndex(to) === undefined) return;
    const anchor = this.#anchor ?? from;
    const [first, last] = anchor < to ? [anchor, to] : [to, anchor];
    const nodes: IRowNode<GridRow>[] = [];
    for (let index = first; index <= last; index += 1) {
      const node = grid.getDisplayedRowAtIndex(index);
      if (node?.data?.kind === "row") nodes.push(node);
    }
    const leaving = grid.getDisplayedRowAtIndex(from);
    if (leaving !== undefined && (from < first || from > last))
      grid.setNodesSelected({ nodes: [leaving], newValue: false });
    grid.setNodesSelected({ nodes, newValue: true });
    grid.ensureIndexVisible(to);
    grid.setFocusedCell(to, focused.column);
    this.#anchor = anchor;
  }

  /** The practices of a group that pass the filters. */
  #members(group: string): IRowNode<GridRow>[] {
    const grid = this.#grid();
    const { rowKeys } = this.#rows().reader;
    const rows = this.#rows().group(group)?.members ?? [];
    const nodes = rows.flatMap((row) => grid.getRowNode(rowKeys[row] ?? "") ?? []);
    if (!grid.isAnyFilterPresent()) return nodes;
    const passing = new Set<IRowNode<GridRow>>();
    grid.forEachNodeAfterFilter((node) => passing.add(node));
    return nodes.filter((node) => passing.has(node));
  }
}

/** Boxes before practices and their groups; nothing is selected by a click elsewhere. */
export function selectionOptions(): Pick<GridOptions<GridRow>, "rowSelection" | "selectionColumnDef"> {
  return {
    rowSelection: {
      mode: "multiRow",
      headerCheckbox: true,
      selectAll: "filtered",
      checkboxes: ({ data }) => data?.kind !== "total",
      isRowSelectable: ({ data }) => data?.kind !== "total",
      enableClickSelection: false,
    },
    selectionColumnDef: {
      pinned: "left",
      width: Math.round(2.75 * remPixels()),
      suppressHeaderMenuButton: true,
    },
  };
}
