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
import type { Change } from "./change.ts";
import {
  type Group,
  type GroupId,
  type InputColumn,
  type Option,
  type OptionId,
  type Plan,
  PRACTICES_TABLE,
  UNASSIGNED,
} from "./plan.ts";
import { supportingRowNames } from "./rowNames.ts";
import { planStructure } from "./structure.ts";
import { groupsOfLevel, namesAtLevel, type PlanTable, planTables, rowKeys } from "./tables.ts";

/** A table of the plan in one option, ready to read. */
export interface CalculatedTable {
  readonly rowKeys: readonly string[];
  /** What the key column shows: practice code, group name, option name. */
  readonly rowNames: readonly string[];
  /** The value of a column (by name, as `planTables` lists it) in a row (0-based). */
  value(row: number, columnName: string): Value;
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
    if (structural) this.#describe();
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
    return {
      rowKeys: rowKeys(plan, table, option),
      rowNames: keyNames(plan, table, option),
      value: (row, columnName) => this.#engine.column(tableName, columnName, optionId).value(row),
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
      this.#describeKeys(table);
      this.#describeInputs(table);
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

  #describeInputs(table: PlanTable): void {
    for (const each of table.columns) {
      if (each.role === "input") this.#feedInputColumn(table, each.column as InputColumn);
    }
  }

  /** An input column in every option: the base's values, and for options with overrides their own complete column. */
  #feedInputColumn(table: PlanTable, column: InputColumn): void {
    const plan = this.#plan;
    const engine = this.#engine;
    const [base, ...others] = plan.options;
    if (table.kind === "practices") {
      const values = plan.practiceInputs[column.id] ?? [];
      engine.setInputColumn(table.name, column.name, null, values);
      for (const option of others) {
        const own = option.inputOverrides[column.id];
        if (own === undefined || Object.keys(own).length === 0)
          engine.clearInputColumn(table.name, column.name, option.id);
        else
          engine.setInputColumn(
            table.name,
            column.name,
            option.id,
            withOverrides(plan.practices, values, own),
          );
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
    const plan = this.#plan;
    for (const table of planTables(plan)) {
      const found = table.columns.find((each) => each.role === "input" && each.column.id === change.columnId);
      if (found === undefined || found.role !== "input") continue;
      const column = found.column as InputColumn;
      const overridden = plan.options.some((option) => option.inputOverrides[column.id] !== undefined);
      const plain = table.kind === "practices" && change.optionId === null && !overridden;
      if (!plain) {
        this.#feedInputColumn(table, column);
        return;
      }
      const values = plan.practiceInputs[column.id] ?? [];
      const rows = change.cells.map((cell) => this.#practiceIndex(cell.rowKey));
      this.#engine.setInputs(
        table.name,
        column.name,
        null,
        rows,
        rows.map((row) => values[row] ?? null),
      );
      return;
    }
  }

  #practiceRows: { practices: readonly string[]; rows: Map<string, number> } | null = null;

  #practiceIndex(code: string): number {
    const practices = this.#plan.practices;
    if (this.#practiceRows?.practices !== practices) {
      this.#practiceRows = { practices, rows: new Map(practices.map((each, index) => [each, index])) };
    }
    return this.#practiceRows.rows.get(code) ?? -1;
  }
}

function withOverrides(
  keys: readonly string[],
  values: readonly Scalar[],
  own: Readonly<Record<string, Scalar>>,
): readonly Scalar[] {
  return keys.map((key, index) => (Object.hasOwn(own, key) ? (own[key] ?? null) : (values[index] ?? null)));
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
