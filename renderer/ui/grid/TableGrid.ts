// One AG Grid on the screen: the practices or the groups of a level. AG Grid paints, scrolls, filters, sorts and
// edits one cell; everything a spreadsheet user expects beyond that (group rows, totals, clipboard, keys) is ours
// and in the files beside this one. The grid holds row numbers only and reads every figure from the session.
//
// What must stay true: the grid never changes the plan (`readOnlyEdit`), it asks `GridEvents`; after an edit only
// the columns whose figures changed are read again; `dispose` stops everything that listens.

import {
  type CellEditRequestEvent,
  createGrid,
  type GridApi,
  type GridOptions,
  type IRowNode,
} from "ag-grid-community";
import type { Session } from "../../app/session.ts";
import { findColumn, type PlanTable, type TableColumn } from "../../plan/tables.ts";
import { text } from "../text.ts";
import type { CellPlace, TableView } from "../uiState.ts";
import { arrangeNodes, isUnassigned } from "./arrangeNodes.ts";
import { columnDefs, ROW_NUMBER, remPixels } from "./columnDefs.ts";
import { handlesKey, hasSelection, type KeyTarget } from "./gridKeys.ts";
import { registerGridModules } from "./gridModules.ts";
import { GridRows, TOTAL_ROW } from "./gridRows.ts";
import { GridSelection, selectionOptions } from "./gridSelection.ts";
import { gridTheme, nonceOption } from "./gridTheme.ts";
import { groupCell, markGroupRow, plainCell } from "./groupCell.ts";
import type { GridRow } from "./groupRows.ts";
import { formatCell } from "./tableReader.ts";

/** What happens in the grid and is for others to act on. */
export interface GridEvents {
  focused(place: CellPlace): void;
  /** Keys of the rows that are selected: practice codes, or row ids of a supporting table. */
  selected(rows: readonly string[]): void;
  edited(column: string, rowKey: string, typed: string): void;
  /** A key or a double click wants to edit a cell that is not an input. */
  notEditable(column: TableColumn, row: GridRow, typed: boolean): void;
  clear(): void;
  insertRow(): void;
  typeNewRow(column: string, character: string): void;
  removeRows(): void;
  /** So many columns are hidden. */
  hidden(count: number): void;
  editFormula(): void;
  counts(shown: number, all: number): void;
  closed(groups: ReadonlySet<string>): void;
}

interface GridSetup {
  readonly host: HTMLElement;
  readonly session: Session;
  readonly table: PlanTable;
  readonly groupBy: string | null;
  readonly label: string;
  readonly events: GridEvents;
  /** How an earlier grid of the same table was left. */
  readonly before: {
    readonly closed: ReadonlySet<string> | null;
    readonly selected: readonly string[];
    readonly view: TableView | null;
  };
}

/** Rem of width below which nothing is pinned. */
const NARROW_REM = 44;

export class TableGrid {
  readonly #session: Session;
  readonly #events: GridEvents;
  readonly #host: HTMLElement;
  readonly #api: GridApi<GridRow>;
  #rows: GridRows;
  #closed: ReadonlySet<string> = new Set<string>();
  #quickFind = "";
  #isNarrow = false;
  #hidden: ReadonlySet<string> = new Set<string>();
  #frozenTo: string | null = null;
  /** A value is being typed over a formula. */
  #isTypingOver = false;
  readonly #selection: GridSelection;

  constructor({ host, session, table, groupBy, label, events, before }: GridSetup) {
    registerGridModules();
    this.#session = session;
    this.#events = events;
    this.#host = host;
    this.#rows = new GridRows(session, table, groupBy);
    if (before.closed === null) this.#closeAtFirst();
    else this.#closed = before.closed;
    this.#selection = new GridSelection(
      () => this.#api,
      () => this.#rows,
      (codes) => events.selected(codes),
    );
    if (before.view !== null) {
      this.#hidden = before.view.hidden;
      this.#frozenTo = before.view.frozenTo;
      this.#quickFind = before.view.find;
    }
    this.#api = createGrid(host, this.#options(label));
    if (before.view !== null) this.#restore(before.view);
    this.#events.hidden(this.#hiddenCount());
    this.#selection.restore(before.selected);
    this.#setRole();
  }

  get api(): GridApi<GridRow> {
    return this.#api;
  }

  get rows(): GridRows {
    return this.#rows;
  }

  /** Structure, option or grouping changed: columns and rows are made anew, widths and sorting stay. */
  rebuild(table: PlanTable, groupBy: string | null): void {
    const before = this.#rows;
    const place = this.#placeToKeep();
    this.#rows = new GridRows(this.#session, table, groupBy);
    const sameGroups =
      before.groupedBy === this.#rows.groupedBy &&
      before.reader.rowKeys.length === this.#rows.reader.rowKeys.length;
    if (!sameGroups) this.#closeAtFirst();
    this.#events.hidden(this.#hiddenCount());
    this.#api.updateGridOptions({ columnDefs: this.#columns(), rowData: [...this.#rows.rows()] });
    this.#api.refreshClientSideRowModel("sort");
    this.#api.refreshCells({ force: true });
    this.#markGroups();
    this.#setRole();
    this.#keepPlace(place);
  }

  /** These columns have other figures in the option on screen. */
  refresh(columns: readonly string[]): void {
    const place = this.#placeToKeep();
    const regroup = this.#rows.changed(columns);
    if (regroup) this.#api.refreshClientSideRowModel("sort");
    this.#api.refreshCells(regroup ? { force: true } : { columns: [...columns], force: true });
    if (!regroup) return;
    this.#markGroups();
    this.#selection.changed();
    this.#keepPlace(place);
  }

  find(words: string): void {
    this.#quickFind = words;
    this.#api.setGridOption("quickFilterText", words);
    this.#markGroups();
  }

  /** How the table is shown now, for showing it so again. */
  view(): TableView {
    return {
      find: this.#quickFind,
      filters: { ...this.#api.getFilterModel() },
      sorting: this.#api
        .getColumnState()
        .filter((each) => each.sort === "asc" || each.sort === "desc")
        .sort((one, other) => (one.sortIndex ?? 0) - (other.sortIndex ?? 0))
        .map((each) => ({ column: each.colId, direction: each.sort === "desc" ? "desc" : "asc" })),
      hidden: this.#hidden,
      frozenTo: this.#frozenTo,
    };
  }

  #restore({ filters, sorting }: TableView): void {
    const known = Object.entries(filters).filter(([column]) => this.#api.getColumn(column) !== null);
    if (known.length > 0) this.#api.setFilterModel(Object.fromEntries(known));
    if (sorting.length > 0)
      this.#api.applyColumnState({
        state: sorting.map(({ column, direction }, sortIndex) => ({
          colId: column,
          sort: direction,
          sortIndex,
        })),
      });
  }

  hideColumn(column: string): void {
    const at = this.#focusedCell();
    const shown = this.#api.getAllDisplayedColumns();
    const next = shown[shown.findIndex((each) => each.getColId() === column) + 1] ?? shown.at(-2);
    this.#show(new Set([...this.#hidden, column]));
    if (at !== null && next !== undefined) this.#api.setFocusedCell(at.rowIndex, next, at.rowPinned);
  }

  showAllColumns(): void {
    this.#show(new Set());
  }

  #show(hidden: ReadonlySet<string>): void {
    this.#hidden = hidden;
    this.#api.setGridOption("columnDefs", this.#columns());
    this.#events.hidden(this.#hiddenCount());
  }

  #hiddenCount(): number {
    return this.#rows.reader.table.columns.filter((each) => this.#hidden.has(each.name)).length;
  }

  /** Columns up to this one stay in sight; null: those that name the row. */
  freeze(upTo: string | null): void {
    this.#frozenTo = upTo;
    this.#api.setGridOption("columnDefs", this.#columns());
  }

  expandAll(): void {
    this.#closed = new Set();
    this.#rearrange();
  }

  collapseAll(): void {
    this.#closed = new Set(this.#rows.groups.map((group) => group.name));
    this.#rearrange();
  }

  toggle(group: string): void {
    const closed = new Set(this.#closed);
    if (!closed.delete(group)) closed.add(group);
    this.#closed = closed;
    this.#rearrange();
  }

  selectAll(): void {
    this.#api.selectAll("filtered");
  }

  /** Shows the row and gives it the focus; opens its group when that is closed. */
  goTo(rowKey: string, column: string): void {
    this.#openGroupOf(rowKey);
    const node = this.#api.getRowNode(rowKey);
    if (node?.rowIndex === null || node?.rowIndex === undefined) return;
    this.#api.ensureIndexVisible(node.rowIndex);
    this.#api.ensureColumnVisible(column);
    this.#api.setFocusedCell(node.rowIndex, column);
  }

  #openGroupOf(rowKey: string): void {
    const { groupedBy, reader } = this.#rows;
    const row = reader.rowOf(rowKey);
    if (groupedBy === null || row === undefined) return;
    const group = String(reader.value(row, groupedBy));
    if (this.#closed.has(group)) this.toggle(group);
  }

  showColumn(column: string): void {
    if (this.#api.getColumn(column)) this.#api.ensureColumnVisible(column);
  }

  goToColumn(column: string): void {
    if (!this.#api.getColumn(column)) return;
    this.#api.ensureColumnVisible(column);
    this.#api.setFocusedCell(this.#focusedCell()?.rowIndex ?? 0, column);
  }

  focus(): void {
    const at = this.#focusedCell();
    const column =
      at?.column ?? this.#api.getAllDisplayedColumns().find((each) => !isSelector(each.getColId()));
    if (column !== undefined) this.#api.setFocusedCell(at?.rowIndex ?? 0, column);
  }

  /** Opens an editor over a formula cell, which can only be typed into this way. */
  #typeOver(character: string): void {
    const at = this.#focusedCell();
    if (at === null) return;
    this.#isTypingOver = true;
    this.#api.startEditingCell({ rowIndex: at.rowIndex, colKey: at.column, key: character });
    this.#isTypingOver = this.#api.getEditingCells().length > 0;
  }

  /** Opens an editor in the focused cell, as if the character had been typed there. */
  type(character: string): void {
    const at = this.#focusedCell();
    if (at !== null) this.#api.startEditingCell({ rowIndex: at.rowIndex, colKey: at.column, key: character });
  }

  startEdit(): void {
    const at = this.#focusedCell();
    if (at !== null) this.#api.startEditingCell({ rowIndex: at.rowIndex, colKey: at.column });
  }

  /** The row and column the keyboard is on. */
  focusedPlace(): { readonly row: GridRow; readonly column: TableColumn } | null {
    const at = this.#focusedCell();
    if (at === null) return null;
    const row = at.rowPinned === "bottom" ? TOTAL_ROW : this.#api.getDisplayedRowAtIndex(at.rowIndex)?.data;
    const column = findColumn(this.#rows.reader.table, at.column.getColId());
    return row === undefined || column === undefined ? null : { row, column };
  }

  /** What a cell shows, as text. */
  shownText({ row, column }: { readonly row: GridRow; readonly column: TableColumn }): string {
    return formatCell(this.#rows.cell(row, column), column.format);
  }

  /** Puts the keyboard on the cell that this element of the page is (or is in). */
  focusElement(cell: Element): void {
    const row = cell.closest('[role="row"]');
    const index = Number(row?.getAttribute("row-index") ?? Number.NaN);
    const column = cell.getAttribute("col-id");
    if (row === null || column === null) return;
    const bottom = /^b-/.exec(row.getAttribute("row-index") ?? "") !== null;
    if (bottom) this.#api.setFocusedCell(0, column, "bottom");
    else if (Number.isInteger(index)) this.#api.setFocusedCell(index, column);
  }

  /** Rows from the focused one downwards as the screen shows them, without group rows. */
  rowKeysFrom(count: number): readonly string[] {
    const at = this.#focusedCell();
    const keys: string[] = [];
    for (let index = at?.rowIndex ?? 0; keys.length < count; index += 1) {
      const row = this.#api.getDisplayedRowAtIndex(index)?.data;
      if (row === undefined) break;
      if (row.kind === "row") keys.push(row.key);
    }
    return keys;
  }

  /** Names of the columns on screen from left to right. */
  shownColumns(): readonly TableColumn[] {
    return this.#api.getAllDisplayedColumns().flatMap((each) => {
      const found = findColumn(this.#rows.reader.table, each.getColId());
      return found === undefined ? [] : [found];
    });
  }

  dispose(): void {
    this.#api.destroy();
  }

  /** Where the keyboard is, when it is in this grid; a button or dialog that has it keeps it. */
  #placeToKeep() {
    return this.#host.contains(document.activeElement) ? this.focusedPlace() : null;
  }

  /** The keyboard goes with its row to where that is now; when it is gone, it stays where it was. */
  #keepPlace(place: ReturnType<TableGrid["focusedPlace"]>): void {
    if (place === null || !this.#api.getColumn(place.column.name)) return;
    const at = this.#focusedCell();
    const index = this.#api.getRowNode(place.row.key)?.rowIndex ?? at?.rowIndex ?? 0;
    const pinned = place.row.kind === "total" ? "bottom" : null;
    if (pinned === null) this.#api.ensureIndexVisible(Math.min(index, this.#api.getDisplayedRowCount() - 1));
    this.#api.setFocusedCell(pinned === null ? index : 0, place.column.name, pinned);
  }

  #options(label: string): GridOptions<GridRow> {
    const { table } = this.#rows.reader;
    return {
      theme: gridTheme,
      ...nonceOption(),
      columnDefs: this.#columns(),
      defaultColDef: {
        sortable: true,
        resizable: true,
        wrapHeaderText: true,
        autoHeaderHeight: true,
        suppressMovable: true,
      },
      rowData: [...this.#rows.rows()],
      pinnedBottomRowData: [TOTAL_ROW],
      getRowId: ({ data }) => data.key,
      ...(hasSelection(table) ? selectionOptions() : {}),
      ...(this.#quickFind === "" ? {} : { quickFilterText: this.#quickFind }),
      readOnlyEdit: true,
      enterNavigatesVertically: true,
      enterNavigatesVerticallyAfterEdit: true,
      stopEditingWhenCellsLoseFocus: true,
      animateRows: false,
      suppressColumnMoveAnimation: true,
      suppressDragLeaveHidesColumns: true,
      ensureDomOrder: true,
      tooltipShowDelay: 400,
      alwaysPassFilter: ({ data }) => data?.kind === "group",
      postSortRows: ({ nodes }) => this.#arrange(nodes),
      rowClassRules: {
        "row-group": ({ data }) => data?.kind === "group",
        "row-total": ({ data }) => data?.kind === "total",
        "row-child": ({ data }) => data?.kind === "row" && this.#rows.isGrouped,
        "row-unassigned": ({ data }) => data !== undefined && isUnassigned(data),
      },
      processRowPostCreate: ({ node, eRow }) => this.#markRow(eRow, node.data),
      localeText: table.kind === "supporting" ? { ...text.gridWords, ...text.rowWords } : text.gridWords,
      onCellEditingStopped: () => {
        this.#isTypingOver = false;
      },
      onCellFocused: () => this.#tellPlace(),
      onCellEditRequest: (event) => this.#edited(event),
      onCellDoubleClicked: ({ data, colDef }) => this.#doubleClicked(data, colDef.colId),
      onRowSelected: (event) => this.#selection.rowSelected(event),
      onSelectionChanged: () => this.#selection.changed(),
      onModelUpdated: () => this.#counted(),
      onGridColumnsChanged: () => this.#setRole(),
      onGridSizeChanged: ({ clientWidth }) => this.#fit(clientWidth),
      onGridReady: ({ api }) => api.setGridAriaProperty("label", label),
    };
  }

  #columns() {
    return columnDefs(
      this.#rows.reader.table,
      {
        cell: (row, column) => this.#rows.cell(row, column),
        rowName: (row) => this.#rows.rowName(row),
        isOverridden: (row, column) => this.#rows.isOverridden(row, column),
        longestText: (column) => this.#rows.longestText(column),
        ownValue: (row, column) => this.#rows.ownValue(row, column),
        isEditable: (row, column) => row.kind === "row" && (column.role === "input" || this.#isTypingOver),
        explain: (row, column) => this.#rows.explain(row, column),
        keyCell: (row, shown) => this.#keyCell(row, shown),
        handlesKey: (params) => {
          // The grid reports a new place a moment later; a quick key must not act on the place before.
          this.#tellPlace();
          return handlesKey(params, this.#keyTarget());
        },
      },
      {
        grouped: this.#rows.isGrouped,
        pins: !this.#isNarrow,
        hidden: this.#hidden,
        frozenTo: this.#frozenTo,
      },
    );
  }

  /** Columns are pinned or not by the room there is: half the table at least must be able to scroll. */
  #fit(width: number): void {
    const isNarrow = width < NARROW_REM * remPixels();
    if (isNarrow === this.#isNarrow) return;
    this.#isNarrow = isNarrow;
    this.#api.setGridOption("columnDefs", this.#columns());
  }

  #keyCell(row: GridRow, shown: string): HTMLElement {
    if (row.kind !== "group") return plainCell(shown);
    const count = this.#rows.group(row.group)?.members.length ?? 0;
    return groupCell(row.group, count, this.#isOpen(row.group), () => this.toggle(row.group));
  }

  get #isSearching(): boolean {
    return this.#quickFind.trim() !== "";
  }

  /** What is found is shown even in a closed group. */
  #isOpen(group: string): boolean {
    return this.#isSearching || !this.#closed.has(group);
  }

  /** Large plans begin with their groups closed, so that the first screen is an overview. */
  #closeAtFirst(): void {
    const many = this.#rows.reader.rowKeys.length > 300;
    this.#closed = new Set(many ? this.#rows.groups.map((group) => group.name) : []);
  }

  #rearrange(): void {
    this.#events.closed(this.#closed);
    this.#api.refreshClientSideRowModel("sort");
    this.#markGroups();
  }

  #arrange(nodes: IRowNode<GridRow>[]): void {
    const searching = this.#isSearching;
    const filtered = searching || this.#api?.isAnyFilterPresent() === true;
    arrangeNodes(nodes, this.#rows, searching ? new Set() : this.#closed, filtered);
  }

  /** The grid says undefined where its types say null. */
  #focusedCell() {
    return this.#api.getFocusedCell() ?? null;
  }

  #setRole(): void {
    const element = this.#host.querySelector('[role="grid"], [role="treegrid"]');
    element?.setAttribute("role", this.#rows.isGrouped ? "treegrid" : "grid");
  }

  #markRow(element: HTMLElement, row: GridRow | undefined): void {
    if (row === undefined || !this.#rows.isGrouped) return;
    markGroupRow(element, row, row.kind === "group" && this.#isOpen(row.group));
  }

  /** After opening or closing: the rows already on screen get their marks anew. */
  #markGroups(): void {
    const nodes = this.#api.getRenderedNodes();
    const groups = nodes.filter((node) => node.data?.kind === "group");
    if (groups.length > 0)
      this.#api.refreshCells({ rowNodes: groups, columns: [this.#keyColumn()], force: true });
    for (const node of nodes) {
      const selector = `[role="row"][row-id="${CSS.escape(node.data?.key ?? "")}"]`;
      for (const element of this.#host.querySelectorAll<HTMLElement>(selector))
        this.#markRow(element, node.data);
    }
  }

  /** What the keys of gridKeys.ts act on. */
  #keyTarget(): KeyTarget {
    return {
      table: this.#rows.reader.table,
      selection: this.#selection,
      events: this.#events,
      isOpen: (group) => this.#isOpen(group),
      toggle: (group) => this.toggle(group),
      openChoices: () => this.startEdit(),
      typeOver: (character) => this.#typeOver(character),
    };
  }

  #keyColumn(): string {
    return this.#rows.reader.table.columns[0]?.name ?? "";
  }

  #counted(): void {
    if (this.#api === undefined) return;
    const all = this.#rows.reader.rowKeys.length;
    let shown = 0;
    this.#api.forEachNodeAfterFilter?.((node) => {
      if (node.data?.kind === "row") shown += 1;
    });
    this.#events.counts(shown, all);
  }

  #tellPlace(): void {
    const place = this.focusedPlace();
    if (place === null) return;
    const { row, column } = place;
    this.#events.focused({
      table: this.#rows.reader.table.name,
      rowKey: row.kind === "row" ? row.key : null,
      rowName: row.kind === "total" ? "" : this.#rows.rowName(row),
      column: column.name,
    });
  }

  #edited(event: CellEditRequestEvent<GridRow>): void {
    if (event.data.kind !== "row") return;
    this.#events.edited(event.column.getColId(), event.data.key, String(event.newValue ?? ""));
  }

  #doubleClicked(row: GridRow | undefined, columnName: string | undefined): void {
    const column = findColumn(this.#rows.reader.table, columnName ?? "");
    if (row === undefined || column === undefined) return;
    if (row.kind === "group" && column.role === "key") return;
    if (row.kind !== "row" || column.role !== "input") this.#events.notEditable(column, row, false);
  }
}

function isSelector(columnId: string): boolean {
  return columnId.startsWith("ag-Grid-") || columnId === ROW_NUMBER;
}
