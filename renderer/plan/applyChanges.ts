// Changes put into a plan and turned round. Doing, undoing and redoing all come through here, so what a command
// says it changed is by construction what it changed.
//
// What must stay true: keyed values that become empty are removed with their key, so that undoing leaves no trace
// in the file; the base's blank input outside Practices is an absent key, an option's own blank and an override by a blank are null.

import type { Scalar } from "../engine/values/value.ts";
import type { Change } from "./change.ts";
import { practiceIndex } from "./lookups.ts";
import type { KeyedValues, Option, Plan } from "./plan.ts";

type InputsChange = Extract<Change, { kind: "inputs" }>;
type MembershipChange = Extract<Change, { kind: "membership" }>;
type AssumptionChange = Extract<Change, { kind: "assumption" }>;

/** A record with one key set, or removed when the value is undefined. */
export function withKey<T>(
  record: Readonly<Record<string, T>>,
  key: string,
  value: T | undefined,
): Readonly<Record<string, T>> {
  if (value !== undefined) return { ...record, [key]: value };
  const { [key]: _, ...rest } = record;
  return rest;
}

function withCells(values: KeyedValues | undefined, change: InputsChange): KeyedValues | undefined {
  const next: Record<string, Scalar> = { ...values };
  for (const cell of change.cells) {
    if (cell.after === undefined) delete next[cell.rowKey];
    else next[cell.rowKey] = cell.after;
  }
  return isEmpty(next) ? undefined : next;
}

/** Without a list of the keys: a column may have very many. */
function isEmpty(record: Readonly<Record<string, unknown>>): boolean {
  for (const _ in record) return false;
  return true;
}

function withOption(plan: Plan, optionId: string, edit: (option: Option) => Option): Plan {
  return { ...plan, options: plan.options.map((each) => (each.id === optionId ? edit(each) : each)) };
}

function applyInputs(plan: Plan, change: InputsChange): Plan {
  const { columnId, optionId } = change;
  if (optionId !== null)
    return withOption(plan, optionId, (option) => ({
      ...option,
      inputOverrides: withKey(
        option.inputOverrides,
        columnId,
        withCells(option.inputOverrides[columnId], change),
      ),
    }));
  const values = plan.practiceInputs[columnId];
  if (values === undefined)
    return {
      ...plan,
      keyedInputs: withKey(plan.keyedInputs, columnId, withCells(plan.keyedInputs[columnId], change)),
    };
  const index = practiceIndex(plan);
  const next = values.slice();
  for (const cell of change.cells) {
    const at = index.get(cell.rowKey);
    if (at !== undefined) next[at] = cell.after ?? null;
  }
  return { ...plan, practiceInputs: { ...plan.practiceInputs, [columnId]: next } };
}

function applyMoves(plan: Plan, change: MembershipChange): Plan {
  return withOption(plan, change.optionId, (option) => {
    const membership = option.membership.slice();
    for (const move of change.moves) membership[move.index] = move.after;
    return { ...option, membership };
  });
}

function applyAssumption(plan: Plan, change: AssumptionChange): Plan {
  const { name, optionId, after } = change;
  if (optionId !== null)
    return withOption(plan, optionId, (option) => ({
      ...option,
      assumptionOverrides: withKey(option.assumptionOverrides, name, after),
    }));
  return {
    ...plan,
    assumptions: plan.assumptions.map((each) =>
      each.name === name ? { ...each, value: after ?? null } : each,
    ),
  };
}

function applyChange(plan: Plan, change: Change): Plan {
  switch (change.kind) {
    case "inputs":
      return applyInputs(plan, change);
    case "membership":
      return applyMoves(plan, change);
    case "assumption":
      return applyAssumption(plan, change);
    case "parts":
      return { ...plan, ...change.after };
  }
}

/** The plan after the changes, in their order. The changes must come from this very state of the plan. */
export function applyChanges(plan: Plan, changes: readonly Change[]): Plan {
  return changes.reduce(applyChange, plan);
}

function invertChange(change: Change): Change {
  switch (change.kind) {
    case "inputs":
      return {
        ...change,
        cells: change.cells.map((cell) => ({ ...cell, before: cell.after, after: cell.before })),
      };
    case "membership":
      return {
        ...change,
        moves: change.moves.map((move) => ({ ...move, before: move.after, after: move.before })),
      };
    case "assumption":
    case "parts":
      return { ...change, before: change.after, after: change.before } as Change;
  }
}

/** The changes that take it all back, last first. */
export function invertChanges(changes: readonly Change[]): readonly Change[] {
  return changes.map(invertChange).reverse();
}
