// Where two options start from different figures: every input, override and assumption that is not the same in both. Only
// what an option has of its own can differ, so nothing else is looked at.

import type { Scalar } from "../engine/values/value.ts";
import { effectiveAssumption, effectiveInput, formulaOverride, isAssumptionOverridden } from "./effective.ts";
import { keyedRows, ownColumns } from "./lookups.ts";
import { type Column, type Option, type Plan, UNASSIGNED } from "./plan.ts";
import { supportingRowNames } from "./rowNames.ts";
import { groupsOfLevel, type PlanTable, planTables } from "./tables.ts";

export interface InputDifference {
  /** Excel name of the table, and what its tab says. */
  readonly table: string;
  readonly tableTitle: string;
  readonly column: string;
  readonly format: string;
  readonly kind: "input" | "override";
  readonly rowKey: string;
  readonly rowName: string;
  /** The figures of the two options; of an override `undefined` where the formula counts. */
  readonly base: Scalar | undefined;
  readonly value: Scalar | undefined;
}

export interface AssumptionDifference {
  readonly name: string;
  readonly format: string;
  readonly base: Scalar;
  readonly value: Scalar;
}

/** The inputs of Practices, levels and supporting tables that differ, by table, column and row. */
export function compareInputs(plan: Plan, base: Option, option: Option): readonly InputDifference[] {
  return planTables(plan).flatMap((table) => {
    if (table.kind === "options") return [];
    const columns = ownColumns(plan, table).filter(
      ({ id }) => base.inputOverrides[id] !== undefined || option.inputOverrides[id] !== undefined,
    );
    if (columns.length === 0) return [];
    const rows = keyedRows(plan, table, [base, option]);
    const names = rowNames(plan, table, option, base);
    return columns.flatMap((column) => columnDifferences(plan, table, column, base, option, rows, names));
  });
}

function columnDifferences(
  plan: Plan,
  table: PlanTable,
  column: Column,
  base: Option,
  option: Option,
  rows: readonly string[],
  names: ReadonlyMap<string, string>,
): readonly InputDifference[] {
  const read = column.kind === "input" ? effectiveInput : formulaOverride;
  const [own, other] = [option.inputOverrides[column.id] ?? {}, base.inputOverrides[column.id] ?? {}];
  return rows.flatMap((rowKey): readonly InputDifference[] => {
    const rowName = names.get(rowKey);
    if (rowName === undefined || !(Object.hasOwn(own, rowKey) || Object.hasOwn(other, rowKey))) return [];
    const before = read(plan, column.id, rowKey, base);
    const value = read(plan, column.id, rowKey, option);
    if (before === value) return [];
    return [
      {
        table: table.name,
        tableTitle: table.title,
        column: column.name,
        format: column.format,
        kind: column.kind === "input" ? "input" : "override",
        rowKey,
        rowName,
        base: before,
        value,
      },
    ];
  });
}

/** Names of the rows that both options have; of groups the second option's. */
function rowNames(plan: Plan, table: PlanTable, option: Option, base: Option): ReadonlyMap<string, string> {
  if (table.kind === "practices") return new Map(plan.practices.map((code) => [code, code]));
  if (table.kind === "supporting") {
    const names = supportingRowNames(plan, table, option);
    return new Map((table.supporting?.rows ?? []).map((row, at) => [row, names[at] ?? row]));
  }
  const id = table.level?.id ?? "";
  const known = new Set(groupsOfLevel(base, id).map((group) => group.id));
  const shared = groupsOfLevel(option, id).filter((group) => known.has(group.id));
  return new Map([[UNASSIGNED, UNASSIGNED], ...shared.map((group) => [group.id, group.name] as const)]);
}

/** The assumptions that differ, in the plan's order. */
export function compareAssumptions(
  plan: Plan,
  base: Option,
  option: Option,
): readonly AssumptionDifference[] {
  return plan.assumptions.flatMap(({ name, format }) => {
    if (!isAssumptionOverridden(name, base) && !isAssumptionOverridden(name, option)) return [];
    const before = effectiveAssumption(plan, name, base) ?? null;
    const value = effectiveAssumption(plan, name, option) ?? null;
    return before === value ? [] : [{ name, format, base: before, value }];
  });
}
