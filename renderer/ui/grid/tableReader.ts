// One table of the plan in one option, as the grid and the formula bar read it. Made anew when structure or option
// changes; figures are read from the session's calculation each time, so there is no second copy of them.

import type { Session } from "../../app/session.ts";
import { formatValue, isError, type Value } from "../../engine/index.ts";
import type { CalculatedTable } from "../../plan/calculation.ts";
import { isOverridden } from "../../plan/effective.ts";
import type { InputColumn, Option, OptionId } from "../../plan/plan.ts";
import { rowAddresses } from "../../plan/rowNames.ts";
import { findColumn, findTable, type PlanTable, type TableColumn } from "../../plan/tables.ts";
import type { CellPlace } from "../uiState.ts";

export class TableReader {
  readonly table: PlanTable;
  readonly #session: Session;
  readonly #optionId: OptionId;
  readonly #calculated: CalculatedTable;
  #rows: ReadonlyMap<string, number> | null = null;

  constructor(session: Session, table: PlanTable) {
    this.table = table;
    this.#session = session;
    this.#optionId = session.option.id;
    this.#calculated = session.calculation.table(table.name, this.#optionId);
  }

  /** The option shown, as the plan has it now. */
  get option(): Option {
    const { options } = this.#session.plan.value;
    return options.find((each) => each.id === this.#optionId) ?? this.#session.option;
  }

  get rowKeys(): readonly string[] {
    return this.#calculated.rowKeys;
  }

  rowName(row: number): string {
    return this.#calculated.rowNames[row] ?? "";
  }

  /** By what name a command finds the row: its name, in a supporting table where several rows share it its place. */
  address(row: number): string {
    if (this.table.kind !== "supporting") return this.rowName(row);
    return rowAddresses(this.#session.plan.value, this.#currentTable(), this.option)[row] ?? `#${row + 1}`;
  }

  /** The table with the rows the plan has now. */
  #currentTable(): PlanTable {
    return findTable(this.#session.plan.value, this.table.name) ?? this.table;
  }

  rowOf(key: string): number | undefined {
    this.#rows ??= new Map(this.#calculated.rowKeys.map((each, index) => [each, index]));
    return this.#rows.get(key);
  }

  value(row: number, column: string): Value {
    return this.#calculated.value(row, column);
  }

  /** What the cell shows, in the column's number format. */
  shown(row: number, column: TableColumn): string {
    return formatCell(this.value(row, column.name), column.format);
  }

  /** All values of a column, in table order. */
  values(column: string): readonly Value[] {
    return this.rowKeys.map((_, row) => this.value(row, column));
  }

  /** What the formula gives where the cell holds a value of its own instead; undefined where the formula counts. */
  formulaValue(column: TableColumn, row: number): Value | undefined {
    if (column.role !== "formula" || !this.#calculated.isOverridden(row, column.name)) return undefined;
    return this.#calculated.formulaValue(row, column.name);
  }

  isOverridden(column: TableColumn, row: number): boolean {
    if (column.role !== "input") return false;
    const key = this.rowKeys[row];
    return key !== undefined && isOverridden(column.column.id, key, this.option);
  }
}

/** The reader of a table by its Excel name; undefined when the plan has no such table (Assumptions). */
export function readTable(session: Session, tableName: string): TableReader | undefined {
  const table = findTable(session.plan.value, tableName);
  return table === undefined ? undefined : new TableReader(session, table);
}

/** A value in a number format; an error as its code, a blank as nothing. */
export function formatCell(value: Value, format: string): string {
  if (value === null) return "";
  return isError(value) ? value.error : formatValue(value, format);
}

/** The input column of that name, with its type; undefined when it is something else. */
export function inputColumn(table: PlanTable, name: string): InputColumn | undefined {
  const found = findColumn(table, name);
  return found?.role === "input" && found.column.kind === "input" ? found.column : undefined;
}

/** By what name a command finds the row of a cell on the screen. */
export function addressOf(session: Session, cell: Pick<CellPlace, "table" | "rowKey" | "rowName">): string {
  const reader = readTable(session, cell.table);
  const row = cell.rowKey === null ? undefined : reader?.rowOf(cell.rowKey);
  return row === undefined || reader === undefined ? cell.rowName : reader.address(row);
}
