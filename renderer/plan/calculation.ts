// The plan, calculated. This is the one place where plan and engine meet: it describes a plan to the engine,
// feeds it the inputs, memberships and assumptions, and turns each change of the plan into the smallest
// edit of the engine. Screen, workbook, command line and rules read figures through `CalculatedPlan`.
//
// What must stay true: after `update`, every figure equals what a new PlanCalculation of the same plan gives.
// Changes that alter structure (columns, levels, options, the set of groups) describe the plan to the engine
// again; the engine keeps the data of what still exists, and only what is really different is calculated.

import {
  type ColumnChange,
  type ColumnProblem,
  Engine,
  type Explanation,
  type Scalar,
  type Value,
} from "../engine/index.ts";
import { isShared, isToBeDescribed, withOverrides } from "./calculationFeed.ts";
import type { Change } from "./change.ts";
import { effectiveInput, isOverridden } from "./effective.ts";
import { rowIndex } from "./lookups.ts";
import {
  type Column,
  type Group,
  type GroupId,
  type Option,
  type OptionId,
  type Plan,
  PRACTICES_TABLE,
  UNASSIGNED,
} from "./plan.ts";
import { rowNameOf, supportingRowNames } from "./rowNames.ts";
import { planStructure } from "./structure.ts";
import { groupsOfLevel, namesAtLevel, type PlanTable, planTables, rowKeys } from "./tables.ts";

/** A table of the plan in one option, ready to read. */
export interface CalculatedTable {
  readonly rowKeys: readonly string[];
  /** What the key column shows: practice code, group name, option name; in a supporting table the first column's text. */
  readonly rowNames: readonly string[];
  /** The value of a column (by name, as `planTables` lists it) in a row (0-based). */
  value(row: number, columnName: string): Value;
  /** What the formula of a column gives in a row, whether or not the cell has an override. */
  formulaValue(row: number, columnName: string): Value;
  /** The cell holds an override in place of what its formula gives. */
  isOverridden(row: number, columnName: string): boolean;
}

export interface CalculatedPlan {
  /** Throws only for a table or option the plan does not have: a programming error, not a user's. */
  table(tableName: string, optionId: OptionId): CalculatedTable;
  assumption(name: string, optionId: OptionId): Value;
  /** Columns whose formula cannot be calculated. */
  problems(): readonly ColumnProblem[];
}

export class PlanCalculation implements CalculatedPlan {
  readonly #engine = new Engine();
  #plan: Plan;
  /** What the engine was last told, per option and level, to feed it nothing twice. */
  #memberships = new Map<string, { membership: Option["membership"]; groups: readonly Group[] }>();
  /** Formula columns of which the engine was told overrides, as `table\ncolumn`. */
  readonly #overridden = new Set<string>();

  /** `now`: the moment of NOW and TODAY as a serial (clock.ts); left out, they are #N/A. */
  constructor(plan: Plan, now?: number) {
    this.#plan = plan;
    this.#describe();
    if (now !== undefined) this.#engine.setNow(now);
    this.#engine.recalculate();
  }

  get plan(): Plan {
    return this.#plan;
  }

  /** Columns whose formula cannot be calculated, with the place in the formula and a sentence. */
  problems(): readonly ColumnProblem[] {
    return this.#engine.problems();
  }

  /**
   * Brings the figures to `plan`, which must be the calculated plan with `changes` applied. Returns the columns
   * that changed, per option; empty when structure changed, then everything must be read again. `now` moves the
   * moment of NOW and TODAY on, as every calculation in Excel does.
   */
  update(
    plan: Plan,
    changes: readonly Change[],
    now?: number,
  ): { readonly structure: boolean; readonly columns: readonly ColumnChange[] } {
    const structural = changes.some((change) => change.kind === "parts");
    this.#plan = plan;
    if (changes.some(isToBeDescribed)) this.#describe();
    else for (const change of changes) this.#feed(change);
    if (now !== undefined) this.#engine.setNow(now);
    const columns = this.#engine.recalculate();
    return { structure: structural, columns: structural ? [] : columns };
  }

  table(tableName: string, optionId: OptionId): CalculatedTable {
    const plan = this.#plan;
    const option = plan.options.find((each) => each.id === optionId);
    if (option === undefined) throw new Error(`no option ${optionId}`);
    const table = planTables(plan).find((each) => each.name === tableName);
    if (table === undefined) throw new Error(`no table ${tableName}`);
    const engine = this.#engine;
    const keys = rowKeys(plan, table, option);
    const value = (row: number, columnName: string) =>
      engine.column(tableName, columnName, optionId).value(row);
    let names: readonly string[] | null = null;
    return {
      rowKeys: keys,
      // made when asked for: the names of a long supporting table cost more than the figures that are wanted
      get rowNames() {
        names ??= namesOfRows(plan, table, option, keys.length, value);
        return names;
      },
      value,
      formulaValue: (row, columnName) => engine.formulaValue(tableName, columnName, row, optionId),
      isOverridden: (row, columnName) => engine.isOverridden(tableName, columnName, row, optionId),
    };
  }

  assumption(name: string, optionId: OptionId): Value {
    return this.#engine.name(name, optionId);
  }

  /** Why a cell holds what it holds, as data (explainCell.ts puts it into words). `row` as in `table`. */
  explain(tableName: string, columnName: string, row: number, optionId: OptionId): Explanation {
    return this.#engine.explain(tableName, columnName, row, optionId);
  }

  /** Tells the engine the whole plan: structure, rows, inputs, memberships and assumptions. */
  #describe(): void {
    const plan = this.#plan;
    const engine = this.#engine;
    engine.setStructure(planStructure(plan));
    this.#memberships.clear();
    for (const table of planTables(plan)) {
      for (const option of table.kind === "level" ? plan.options : plan.options.slice(0, 1)) {
        engine.setRowCount(
          table.name,
          table.kind === "level" ? option.id : null,
          rowKeys(plan, table, option).length,
        );
      }
      if (table.kind !== "supporting") this.#describeKeys(table);
      this.#describeColumns(table);
    }
    for (const option of plan.options) this.#feedMembership(option);
    const [base, ...others] = plan.options;
    for (const assumption of plan.assumptions) {
      engine.setName(assumption.name, null, assumption.value);
      for (const option of others) {
        const own = option.assumptionOverrides[assumption.name];
        if (own === undefined) engine.clearName(assumption.name, option.id);
        else engine.setName(assumption.name, option.id, own);
      }
    }
    if (base === undefined) throw new Error("a plan has at least one option");
  }

  #describeKeys(table: PlanTable): void {
    const plan = this.#plan;
    const key = table.columns[0] as PlanTable["columns"][number];
    if (table.kind !== "level") {
      this.#engine.setInputColumn(
        table.name,
        key.name,
        null,
        keyNames(plan, table, plan.options[0] as Option),
      );
      return;
    }
    for (const option of plan.options) {
      this.#engine.setInputColumn(table.name, key.name, option.id, keyNames(plan, table, option));
      for (const column of table.columns) {
        if (column.role !== "ancestor") continue;
        const names = namesAtLevel(option, column.levelId);
        const values = rowKeys(plan, table, option).map((id) => names.get(id) ?? UNASSIGNED);
        this.#engine.setInputColumn(table.name, column.name, option.id, values);
      }
    }
  }

  #describeColumns(table: PlanTable): void {
    for (const each of table.columns) {
      if (each.role === "input") this.#feedInputColumn(table, each.column);
      else if (each.role === "formula") this.#feedOverrides(table, each.column);
    }
  }

  /** The base's values of an input column of a table that every option shares, row by row. */
  #baseValues(table: PlanTable, column: Column): readonly Scalar[] {
    const values = this.#plan.practiceInputs[column.id];
    if (values !== undefined) return values;
    const keyed = this.#plan.keyedInputs[column.id] ?? {};
    return rowKeys(this.#plan, table, this.#plan.options[0] as Option).map((key) => keyed[key] ?? null);
  }

  /** An input column in every option: the base's values, and for options with overrides their own complete column. */
  #feedInputColumn(table: PlanTable, column: Column): void {
    const plan = this.#plan;
    const engine = this.#engine;
    const [base, ...others] = plan.options;
    if (isShared(table)) {
      const keys = rowKeys(plan, table, base as Option);
      const values = this.#baseValues(table, column);
      engine.setInputColumn(table.name, column.name, null, values);
      for (const option of others) {
        const own = option.inputOverrides[column.id];
        if (own === undefined) engine.clearInputColumn(table.name, column.name, option.id);
        else engine.setInputColumn(table.name, column.name, option.id, withOverrides(keys, values, own));
      }
      return;
    }
    const keyed = plan.keyedInputs[column.id] ?? {};
    for (const option of table.kind === "level" ? plan.options : [base as Option]) {
      const own = option.inputOverrides[column.id] ?? {};
      const values = rowKeys(plan, table, option).map(
        (key): Scalar => (Object.hasOwn(own, key) ? own[key] : keyed[key]) ?? null,
      );
      engine.setInputColumn(table.name, column.name, table.kind === "level" ? option.id : null, values);
    }
  }

  /** The overrides of a formula column in every option; nothing is said of a column that never had any. */
  #feedOverrides(table: PlanTable, column: Column): void {
    const plan = this.#plan;
    const engine = this.#engine;
    const keyed = plan.keyedInputs[column.id];
    const key = `${table.name}\n${column.name}`;
    const hasAny =
      keyed !== undefined || plan.options.some((option) => option.inputOverrides[column.id] !== undefined);
    if (!hasAny && !this.#overridden.has(key)) return;
    if (hasAny) this.#overridden.add(key);
    else this.#overridden.delete(key);
    for (const option of table.kind === "options" ? plan.options.slice(0, 1) : plan.options) {
      const own = option.inputOverrides[column.id];
      const isBase = option === plan.options[0];
      if (isShared(table) && !isBase && own === undefined) {
        engine.clearOverrides(table.name, column.name, option.id);
        continue;
      }
      const index = rowIndex(rowKeys(plan, table, option));
      const cells = new Map<number, Scalar>();
      for (const values of [keyed ?? {}, own ?? {}])
        for (const [rowKey, value] of Object.entries(values)) {
          const row = index.get(rowKey);
          if (row !== undefined) cells.set(row, value);
        }
      const scope = table.kind === "level" || !isBase ? option.id : null;
      engine.setOverrides(table.name, column.name, scope, [...cells.keys()], [...cells.values()]);
    }
  }

  /** Membership columns of one option: for each level, the name of each practice's group. */
  #feedMembership(option: Option): void {
    const plan = this.#plan;
    const isBase = option === plan.options[0];
    const base = plan.options[0] as Option;
    const same = !isBase && option.membership === base.membership && option.groups === base.groups;
    for (const level of plan.levels) {
      if (same) {
        this.#engine.clearInputColumn(PRACTICES_TABLE, level.name, option.id);
        continue;
      }
      const names = namesAtLevel(option, level.id);
      const values = option.membership.map((id) =>
        id === null ? UNASSIGNED : (names.get(id) ?? UNASSIGNED),
      );
      this.#engine.setInputColumn(PRACTICES_TABLE, level.name, isBase ? null : option.id, values);
    }
    this.#memberships.set(option.id, { membership: option.membership, groups: option.groups });
  }

  #feed(change: Change): void {
    switch (change.kind) {
      case "parts":
        return;
      case "assumption":
        if (change.optionId === null) this.#engine.setName(change.name, null, change.after ?? null);
        else if (change.after === undefined) this.#engine.clearName(change.name, change.optionId);
        else this.#engine.setName(change.name, change.optionId, change.after);
        return;
      case "membership":
        this.#feedMoves(change);
        return;
      case "inputs":
        this.#feedInputs(change);
    }
  }

  #feedMoves(change: Extract<Change, { kind: "membership" }>): void {
    const plan = this.#plan;
    const option = plan.options.find((each) => each.id === change.optionId);
    if (option === undefined) return;
    const base = plan.options[0] as Option;
    if (option === base) {
      // Options that followed the base's very membership now differ from it: give each its own first.
      for (const other of plan.options.slice(1)) this.#feedMembership(other);
    } else if (!this.#hasOwnMembership(option, base)) {
      this.#feedMembership(option);
      return;
    }
    const rows = change.moves.map((move) => move.index);
    for (const level of plan.levels) {
      const names = namesAtLevel(option, level.id);
      const nameOf = (id: GroupId | null) => (id === null ? UNASSIGNED : (names.get(id) ?? UNASSIGNED));
      const values = change.moves.map((move) => nameOf(option.membership[move.index] ?? null));
      this.#engine.setInputs(PRACTICES_TABLE, level.name, option === base ? null : option.id, rows, values);
    }
    this.#memberships.set(option.id, { membership: option.membership, groups: option.groups });
  }

  /** Whether the engine already holds membership columns of this option apart from the base's. */
  #hasOwnMembership(option: Option, base: Option): boolean {
    const told = this.#memberships.get(option.id);
    const toldBase = this.#memberships.get(base.id);
    return told !== undefined && toldBase !== undefined && told.membership !== toldBase.membership;
  }

  #feedInputs(change: Extract<Change, { kind: "inputs" }>): void {
    for (const table of planTables(this.#plan))
      for (const each of table.columns) {
        if (!("column" in each) || each.column.id !== change.columnId) continue;
        if (each.role === "formula") this.#feedOverrides(table, each.column);
        else if (isShared(table)) this.#feedSharedCells(table, each.column, change);
        else this.#feedInputColumn(table, each.column);
        return;
      }
  }

  /** Cells of an input column of a shared table: no more than those, in the base or in one option. */
  #feedSharedCells(table: PlanTable, column: Column, change: Extract<Change, { kind: "inputs" }>): void {
    const plan = this.#plan;
    const engine = this.#engine;
    const keys = change.cells.map((cell) => cell.rowKey);
    const index = rowIndex(rowKeys(plan, table, plan.options[0] as Option));
    const feed = (option: Option | undefined, rowKeysToFeed: readonly string[]) => {
      if (option === undefined || rowKeysToFeed.length === 0) return;
      const rows = rowKeysToFeed.map((key) => index.get(key) ?? -1);
      const values = rowKeysToFeed.map((key) => effectiveInput(plan, column.id, key, option));
      const scope = option === plan.options[0] ? null : option.id;
      engine.setInputs(table.name, column.name, scope, rows, values);
    };
    if (change.optionId !== null) {
      const option = plan.options.find((each) => each.id === change.optionId);
      if (option?.inputOverrides[column.id] === undefined)
        engine.clearInputColumn(table.name, column.name, change.optionId);
      else feed(option, keys);
      return;
    }
    feed(plan.options[0], keys);
    // an option with a column of its own inherits where it has no value of its own
    for (const option of plan.options.slice(1))
      if (option.inputOverrides[column.id] !== undefined)
        feed(
          option,
          keys.filter((key) => !isOverridden(column.id, key, option)),
        );
  }
}

/** What the rows of a table are called in one option, as calculated. */
function namesOfRows(
  plan: Plan,
  table: PlanTable,
  option: Option,
  rows: number,
  value: CalculatedTable["value"],
): readonly string[] {
  const first = table.supporting?.columns[0];
  if (first === undefined) return keyNames(plan, table, option);
  return Array.from({ length: rows }, (_, row) => rowNameOf(value(row, first.name), first, row));
}

/** What the key column of a table shows in one option, row by row. */
export function keyNames(plan: Plan, table: PlanTable, option: Option): readonly string[] {
  switch (table.kind) {
    case "practices":
      return plan.practices;
    case "level":
      return [UNASSIGNED, ...groupsOfLevel(option, table.level?.id ?? "").map((group) => group.name)];
    case "options":
      return plan.options.map((each) => each.name);
    case "supporting":
      return supportingRowNames(plan, table, option);
  }
}
