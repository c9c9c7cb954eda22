// Cells of formula columns that hold something else than their formula gives: the findings of the plan with what stands
// there, what the formula would give and the difference between the two, and what an option has of its own.
//
// What must stay true: the figures are the calculated ones of the option in which the row is; a difference is there
// only between two numbers; money is told from other figures by the column's number format alone.

import type { Value } from "../engine/values/value.ts";
import type { CalculatedPlan } from "./calculation.ts";
import { baseOption, rowIndex } from "./lookups.ts";
import type { ColumnId, Finding, FormulaColumn, Option, OptionId, Plan } from "./plan.ts";
import { type PlanTable, planTables, rowKeys } from "./tables.ts";

/** A cell of a formula column that holds a value of its own. */
export interface OverriddenCell {
  /** Excel name of the table, and what its tab says. */
  readonly table: string;
  readonly tableTitle: string;
  readonly columnId: ColumnId;
  readonly column: string;
  /** Number format of the column. */
  readonly format: string;
  /** The column's formula. */
  readonly formula: string;
  readonly rowKey: string;
  readonly rowName: string;
  /** 0-based place in the table. */
  readonly row: number;
  /** The option whose figures these are. */
  readonly optionId: OptionId;
  /** What stands in the cell. */
  readonly standing: Value;
  readonly formulaValue: Value;
  /** What stands there less what the formula gives; null when one of them is no number. */
  readonly difference: number | null;
  readonly isMoney: boolean;
}

export interface FoundCell extends OverriddenCell {
  readonly finding: Finding;
}

export interface FindingTotals {
  readonly cells: number;
  readonly open: number;
  /** Sum of the differences in money, with their signs, and without. */
  readonly money: number;
  readonly moneySize: number;
  /** How many cells have no difference in numbers. */
  readonly withoutDifference: number;
}

export interface Findings {
  /** In the plan's order. */
  readonly cells: readonly FoundCell[];
  readonly total: FindingTotals;
}

/** Whether a number format shows money: it has a currency sign, for instance `£#,##0`. */
export function isMoneyFormat(format: string): boolean {
  // [$-809] is a language alone, [$£-809] a currency; a sign in quotes or behind a backslash shows as well
  return /[\p{Sc}]/u.test(format.replace(/\[\$-[^\]]*\]/g, "").replace(/\[\$([^\]-]+)[^\]]*\]/g, "¤"));
}

interface Home {
  readonly table: PlanTable;
  readonly column: FormulaColumn;
}

function formulaHomes(plan: Plan): ReadonlyMap<ColumnId, Home> {
  const homes = new Map<ColumnId, Home>();
  for (const table of planTables(plan))
    for (const each of table.columns)
      if (each.role === "formula" && each.column.kind === "formula")
        homes.set(each.column.id, { table, column: each.column });
  return homes;
}

/** Reads overridden cells; what it needs of a table is looked up once. */
class CellReader {
  readonly #plan: Plan;
  readonly #figures: CalculatedPlan;
  readonly #homes: ReadonlyMap<ColumnId, Home>;
  readonly #tables = new Map<
    string,
    { readonly table: ReturnType<CalculatedPlan["table"]>; readonly rows: ReadonlyMap<string, number> }
  >();

  constructor(plan: Plan, figures: CalculatedPlan) {
    this.#plan = plan;
    this.#figures = figures;
    this.#homes = formulaHomes(plan);
  }

  /** The cell in an option; null when the option has no such row. */
  read(columnId: ColumnId, rowKey: string, option: Option): OverriddenCell | null {
    const home = this.#homes.get(columnId);
    if (home === undefined) return null;
    const { table, column } = home;
    const calculated = this.#calculated(table, option);
    const row = calculated.rows.get(rowKey);
    if (row === undefined) return null;
    const standing = calculated.table.value(row, column.name);
    const formulaValue = calculated.table.formulaValue(row, column.name);
    const difference =
      typeof standing === "number" && typeof formulaValue === "number" ? standing - formulaValue : null;
    return {
      table: table.name,
      tableTitle: table.title,
      columnId,
      column: column.name,
      format: column.format,
      formula: column.formula,
      rowKey,
      rowName: calculated.table.rowNames[row] ?? rowKey,
      row,
      optionId: option.id,
      standing,
      formulaValue,
      difference: difference !== null && Number.isFinite(difference) ? difference : null,
      isMoney: isMoneyFormat(column.format),
    };
  }

  #calculated(table: PlanTable, option: Option) {
    const key = `${table.name}\n${option.id}`;
    let known = this.#tables.get(key);
    if (known === undefined) {
      const calculated = this.#figures.table(table.name, option.id);
      known = { table: calculated, rows: rowIndex(rowKeys(this.#plan, table, option)) };
      this.#tables.set(key, known);
    }
    return known;
  }
}

/** Every finding of the plan with its figures: the base's, or of the first option that has the row. */
export function findingsOf(plan: Plan, figures: CalculatedPlan): Findings {
  const reader = new CellReader(plan, figures);
  const cells = plan.findings.flatMap((finding): readonly FoundCell[] => {
    for (const option of plan.options) {
      const cell = reader.read(finding.columnId, finding.rowKey, option);
      if (cell !== null) return [{ ...cell, finding }];
    }
    return [];
  });
  return { cells, total: totalOf(cells) };
}

/** Cells of formula columns for which an option has a value of its own. None in the base: those are findings. */
export function ownOverridesOf(
  plan: Plan,
  figures: CalculatedPlan,
  option: Option,
): readonly OverriddenCell[] {
  if (option === baseOption(plan)) return [];
  const reader = new CellReader(plan, figures);
  const formulas = formulaHomes(plan);
  return Object.entries(option.inputOverrides).flatMap(([columnId, values]) =>
    formulas.has(columnId)
      ? Object.keys(values).flatMap((rowKey) => reader.read(columnId, rowKey, option) ?? [])
      : [],
  );
}

function totalOf(cells: readonly FoundCell[]): FindingTotals {
  let money = 0;
  let moneySize = 0;
  for (const { difference, isMoney } of cells) {
    if (difference === null || !isMoney) continue;
    money += difference;
    moneySize += Math.abs(difference);
  }
  return {
    cells: cells.length,
    open: cells.filter(({ finding }) => finding.status === "open").length,
    money,
    moneySize,
    withoutDifference: cells.filter(({ difference }) => difference === null).length,
  };
}
