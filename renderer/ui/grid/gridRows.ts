// The rows of the table on screen and what their cells hold: practices under their groups with subtotals, or the
// groups of a level with Unassigned first, and the total. Knows the session, not the grid.
//
// What must stay true: a subtotal is the sum over all practices of the group, whether a filter hides some or
// not, so subtotals always add up to the total; what is cached is dropped as soon as its column changes.

import type { Session } from "../../app/session.ts";
import { isError, type Value } from "../../engine/index.ts";
import { baseInput } from "../../plan/effective.ts";
import { judgementOf } from "../../plan/rules.ts";
import { groupsOfLevel, type PlanTable, type TableColumn } from "../../plan/tables.ts";
import { errorMeaning, text } from "../text.ts";
import { isAdditive } from "./additive.ts";
import { ruleOf } from "./columnDefs.ts";
import { type GridRow, gatherGroups, groupKey, type RowGroup, subtotal } from "./groupRows.ts";
import { formatCell, TableReader } from "./tableReader.ts";

/** Characters from which a text may be cut off in its cell, so that it is said in full beside it. */
const LONG_TEXT = 20;

/** Rows that say how wide a column of texts is. */
const LOOKED_AT = 50;

export const TOTAL_ROW: GridRow = { kind: "total", key: "total row" };

export class GridRows {
  readonly reader: TableReader;
  readonly #session: Session;
  readonly #groupColumn: string | null;
  #groups: readonly RowGroup[] | null = null;
  #byName = new Map<string, RowGroup>();
  #subtotals = new Map<string, Value>();
  readonly #all: readonly number[];

  /** `groupBy`: the level name whose groups head the practices; null for a plain list. */
  constructor(session: Session, table: PlanTable, groupBy: string | null) {
    this.#session = session;
    this.reader = new TableReader(session, table);
    this.#all = this.reader.rowKeys.map((_, row) => row);
    const isMembership = table.columns.some((each) => each.role === "membership" && each.name === groupBy);
    this.#groupColumn = isMembership ? groupBy : null;
    this.#gather();
  }

  get isGrouped(): boolean {
    return this.#groupColumn !== null;
  }

  /** The level name whose groups head the practices, or null. */
  get groupedBy(): string | null {
    return this.#groupColumn;
  }

  get groups(): readonly RowGroup[] {
    return this.#groups ?? [];
  }

  group(name: string): RowGroup | undefined {
    return this.#byName.get(name);
  }

  /** Every row the grid holds, groups first; `arrangeRows` decides what is shown. */
  rows(): readonly GridRow[] {
    const own = this.reader.rowKeys.map((key, index): GridRow => ({ kind: "row", key, index }));
    const heads = this.groups.map(
      (group): GridRow => ({ kind: "group", key: groupKey(group.name), group: group.name }),
    );
    return [...heads, ...own];
  }

  /** Forgets subtotals of these columns. True when practices are now in other groups. */
  changed(columns: readonly string[]): boolean {
    const regroup = this.#groupColumn !== null && columns.includes(this.#groupColumn);
    if (regroup) {
      this.#gather();
      this.#subtotals.clear();
    }
    for (const key of this.#subtotals.keys())
      if (columns.some((column) => key.startsWith(`${column}\n`))) this.#subtotals.delete(key);
    return regroup;
  }

  cell(row: GridRow, column: TableColumn): Value {
    if (row.kind === "row") return this.reader.value(row.index, column.name);
    if (column.role === "key") return row.kind === "group" ? row.group : text.total;
    if (!isAdditive(column)) return null;
    const key = `${column.name}\n${row.key}`;
    const known = this.#subtotals.get(key);
    if (known !== undefined) return known;
    const rows = row.kind === "group" ? (this.group(row.group)?.members ?? []) : this.#all;
    const sum = subtotal(rows, (each) => this.reader.value(each, column.name));
    this.#subtotals.set(key, sum);
    return sum;
  }

  rowName(row: GridRow): string {
    if (row.kind === "row") return this.reader.rowName(row.index);
    return row.kind === "group" ? row.group : text.total;
  }

  isOverridden(row: GridRow, column: TableColumn): boolean {
    return row.kind === "row" && this.reader.isOverridden(column, row.index);
  }

  longestText(column: TableColumn): number {
    const rows = this.#all.slice(0, LOOKED_AT);
    return rows.reduce((most, row) => Math.max(most, this.reader.shown(row, column).length), 0);
  }

  /** What stands in a formula cell instead of the formula's result, in words; null where the formula counts. */
  ownValue(row: GridRow, column: TableColumn): string | null {
    if (row.kind !== "row") return null;
    const given = this.reader.formulaValue(column, row.index);
    return given === undefined ? null : text.ownFormulaValue(formatCell(given, column.format) || text.blank);
  }

  /** Why a cell shows an error, what the base has where this option has its own value, or a long text in full. */
  explain(row: GridRow, column: TableColumn): string | null {
    const value = this.cell(row, column);
    const own = this.ownValue(row, column);
    if (own !== null) return own;
    if (isError(value)) {
      const found = this.#session.calculation
        .problems()
        .find((each) => each.table === this.reader.table.name && each.column === column.name);
      return `${value.error}: ${found?.message ?? errorMeaning[value.error] ?? ""}`;
    }
    const rule = row.kind === "row" ? ruleOf(column) : null;
    if (rule !== null && judgementOf(value) === "doesNotPass") return rule.sentence;
    if (row.kind !== "row" || !this.isOverridden(row, column) || column.role !== "input")
      return typeof value === "string" && value.length > LONG_TEXT ? value : null;
    const base = baseInput(this.#session.plan.value, column.column.id, row.key) ?? null;
    return text.overriddenCell(formatCell(base, column.format) || text.blank);
  }

  #gather(): void {
    if (this.#groupColumn === null) return;
    const plan = this.#session.plan.value;
    const level = plan.levels.find((each) => each.name === this.#groupColumn);
    const { option } = this.reader;
    const order = level === undefined ? [] : groupsOfLevel(option, level.id).map((group) => group.name);
    const names = this.reader.values(this.#groupColumn).map(String);
    this.#groups = gatherGroups(names, order);
    this.#byName = new Map(this.#groups.map((group) => [group.name, group]));
  }
}
