// Moving everything out of groups that go, and letting go of figures whose row is no longer there. Removing and
// merging groups, removing levels and removing options all end here, so nobody is lost on the way.

import { keyedRows, ownColumns, rowIndex } from "../lookups.ts";
import type { GroupId, KeyedValues, Option, Plan } from "../plan.ts";
import type { Problem } from "../problem.ts";
import { planTables } from "../tables.ts";
import { counted } from "./outcome.ts";

/** The option without some groups: their practices and child groups go to the replacement, or to none. */
export function withoutGroups(option: Option, replacements: ReadonlyMap<GroupId, GroupId | null>): Option {
  const replaced = (id: GroupId | null) => {
    const replacement = id === null ? undefined : replacements.get(id);
    return replacement === undefined ? id : replacement;
  };
  const isTouched = option.membership.some((id) => id !== null && replacements.has(id));
  return {
    ...option,
    groups: option.groups
      .filter((group) => !replacements.has(group.id))
      .map((group) => {
        const parentId = replaced(group.parentId);
        return parentId === group.parentId ? group : { ...group, parentId };
      }),
    membership: isTouched ? option.membership.map(replaced) : option.membership,
  };
}

export function withOptionReplaced(plan: Plan, option: Option): Plan {
  return { ...plan, options: plan.options.map((each) => (each.id === option.id ? option : each)) };
}

function keeping(values: KeyedValues, isKept: (key: string) => boolean): KeyedValues | undefined {
  const keys = Object.keys(values);
  if (keys.every(isKept)) return values;
  const kept = keys.filter(isKept).map((key) => [key, values[key] ?? null] as const);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function keepingRows(
  inputs: Readonly<Record<string, KeyedValues>>,
  isKept: (columnId: string, key: string) => boolean,
): Readonly<Record<string, KeyedValues>> {
  const next = Object.entries(inputs).flatMap(([columnId, values]) => {
    const kept = keeping(values, (key) => isKept(columnId, key));
    return kept === undefined ? [] : [[columnId, kept] as const];
  });
  const isSame =
    next.length === Object.keys(inputs).length && next.every(([id, values]) => inputs[id] === values);
  return isSame ? inputs : Object.fromEntries(next);
}

function valueCount(plan: Plan): number {
  const count = (inputs: Readonly<Record<string, KeyedValues>>) =>
    Object.values(inputs).reduce((sum, values) => sum + Object.keys(values).length, 0);
  return plan.options.reduce((sum, option) => sum + count(option.inputOverrides), count(plan.keyedInputs));
}

/**
 * The plan without inputs and overrides of rows that are gone: a group's base input stays while any option has the
 * group, an option's own goes with its group. Findings go with their overrides. Returns how many values were let go.
 */
export function withoutLostRows(plan: Plan): { readonly plan: Plan; readonly lost: number } {
  const everywhere = rowsOfColumns(plan, plan.options);
  const keyedInputs = keepingRows(
    plan.keyedInputs,
    (columnId, key) => everywhere.get(columnId)?.has(key) === true,
  );
  const options = plan.options.map((option) => {
    const rows = rowsOfColumns(plan, [option]);
    const inputOverrides = keepingRows(
      option.inputOverrides,
      (columnId, key) => rows.get(columnId)?.has(key) === true,
    );
    return inputOverrides === option.inputOverrides ? option : { ...option, inputOverrides };
  });
  const isSame = options.every((option, at) => option === plan.options[at]);
  const next = withoutLostFindings({ ...plan, keyedInputs, options: isSame ? plan.options : options });
  return { plan: next, lost: valueCount(plan) - valueCount(next) };
}

/** Column id -> the keys its values may have in these options. */
function rowsOfColumns(
  plan: Plan,
  options: readonly Option[],
): ReadonlyMap<string, { has(key: string): boolean }> {
  const rows = new Map<string, { has(key: string): boolean }>();
  for (const table of planTables(plan)) {
    const keys = rowIndex(keyedRows(plan, table, options));
    for (const column of ownColumns(plan, table)) rows.set(column.id, keys);
  }
  return rows;
}

/** The plan without findings of cells that hold no override any more. */
export function withoutLostFindings(plan: Plan): Plan {
  const findings = plan.findings.filter(({ columnId, rowKey }) =>
    Object.hasOwn(plan.keyedInputs[columnId] ?? {}, rowKey),
  );
  return findings.length === plan.findings.length ? plan : { ...plan, findings };
}

/** The warning that inputs went with their rows; none when nothing did. */
export function lostValues(lost: number): readonly Problem[] {
  if (lost === 0) return [];
  return [
    {
      code: "values-removed",
      severity: "warning",
      message: `${counted(lost, "typed value")} of the removed groups went with them.`,
      remedy: "Undo to have them back.",
      rows: lost,
    },
  ];
}
