// Commands on options: copying, renaming, removing.
//
// What must stay true: removing the base makes the next option the base, and every remaining option shows the very
// same inputs and assumptions as before: the new base's own values become the base values, and an option that
// inherited something else gets it as its own.

import type { Scalar } from "../../engine/values/value.ts";
import { withKey } from "../applyChanges.ts";
import { effectiveInput, formulaOverride, isAssumptionOverridden, isOverridden } from "../effective.ts";
import { allColumns, baseOption, ownColumns, requireOption, tableOfColumn } from "../lookups.ts";
import { checkName } from "../nameRules.ts";
import { isSameName, uniqueId } from "../names.ts";
import { type KeyedValues, type Option, type Plan, UNASSIGNED } from "../plan.ts";
import { failed, type Result } from "../problem.ts";
import type { PlanTable } from "../tables.ts";
import type { Command } from "./command.ts";
import { counted, type Outcome, outcome, partsChange } from "./outcome.ts";
import { withOptionReplaced, withoutLostRows } from "./regroup.ts";

type Named<T extends Command["type"]> = Extract<Command, { type: T }>;

function newOptionName(plan: Plan, given: string, except: Option | null): Result<string> {
  const name = checkName("option", given);
  if (!name.ok) return name;
  const clash = plan.options.find((each) => isSameName(each.name, name.value));
  if (clash === undefined || clash === except) return name;
  return failed("duplicate-option", `There is an option called "${clash.name}" already.`, {
    remedy: "Choose another name.",
    where: { subject: clash.name },
  });
}

/** The rows of Options' inputs with one more: the copy's, equal to the copied option's. */
function withOptionRow(plan: Plan, fromId: string, toId: string): Plan["keyedInputs"] {
  let keyedInputs = plan.keyedInputs;
  for (const column of plan.optionColumns) {
    const values = keyedInputs[column.id];
    const value = values !== undefined && Object.hasOwn(values, fromId) ? values[fromId] : undefined;
    if (value !== undefined) keyedInputs = { ...keyedInputs, [column.id]: { ...values, [toId]: value } };
  }
  return keyedInputs;
}

export function addOption(plan: Plan, command: Named<"addOption">): Result<Outcome> {
  const name = newOptionName(plan, command.name, null);
  if (!name.ok) return name;
  const copied = requireOption(plan, command.copyOf);
  if (!copied.ok) return copied;
  const from = copied.value;
  const id = uniqueId(new Set(plan.options.map((option) => option.id)), name.value);
  const option: Option = { ...from, id, name: name.value, note: command.note ?? "" };
  const ofOptions = new Set(plan.optionColumns.map((column) => column.id));
  const findings = plan.findings.filter((each) => each.rowKey === from.id && ofOptions.has(each.columnId));
  return outcome(
    `Add the option ${name.value}, a copy of ${from.name}`,
    partsChange(plan, {
      options: [...plan.options, option],
      keyedInputs: withOptionRow(plan, from.id, id),
      findings:
        findings.length === 0
          ? plan.findings
          : [...plan.findings, ...findings.map((each) => ({ ...each, rowKey: id }))],
    }),
  );
}

export function editOption(plan: Plan, command: Named<"editOption">): Result<Outcome> {
  const found = requireOption(plan, command.option);
  if (!found.ok) return found;
  const option = found.value;
  let name = option.name;
  if (command.newName !== undefined) {
    const checked = newOptionName(plan, command.newName, option);
    if (!checked.ok) return checked;
    name = checked.value;
  }
  const note = command.note ?? option.note;
  const label = name === option.name ? `Edit the option ${name}` : `Rename ${option.name} to ${name}`;
  if (name === option.name && note === option.note) return outcome(label, []);
  return outcome(label, partsChange(plan, withOptionReplaced(plan, { ...option, name, note })));
}

export function removeOption(plan: Plan, command: Named<"removeOption">): Result<Outcome> {
  const found = requireOption(plan, command.option);
  if (!found.ok) return found;
  const option = found.value;
  if (plan.options.length === 1)
    return failed("last-option", `"${option.name}" is the only option, and a plan needs one.`, {
      remedy: "Add another option first.",
      where: { subject: option.name },
    });
  const isBase = option === baseOption(plan);
  const rest = plan.options.filter((each) => each !== option);
  const [heir] = rest;
  const fixed = isBase && heir !== undefined ? fixedForOthers(plan, heir, rest) : [];
  if (fixed.length > 0 && heir !== undefined)
    return failed(
      "fixed-in-heir",
      `"${heir.name}" would become the base, and the other options would get its values in place of formulas: ${fixed.join(", ")}.`,
      {
        remedy: `Restore these formulas in "${heir.name}" first, or give the other options values of their own there.`,
        where: { subject: heir.name },
      },
    );
  const next = isBase && heir !== undefined ? withNewBase(plan, heir, rest) : { ...plan, options: rest };
  const { plan: pruned } = withoutLostRows(next);
  const problems =
    isBase && heir !== undefined
      ? [
          {
            code: "new-base",
            severity: "note" as const,
            message: `"${heir.name}" is the base now: the other options inherit from it. No figure of theirs changed.`,
          },
        ]
      : [];
  return outcome(`Remove the option ${option.name}`, partsChange(plan, pruned), problems);
}

/** Whether a row of a column can show in an option at all: a group's row needs the group. */
function hasRow(table: PlanTable | undefined, option: Option, rowKey: string): boolean {
  if (table?.kind !== "level" || rowKey === UNASSIGNED) return true;
  return option.groups.some((group) => group.id === rowKey);
}

/**
 * Cells where the heir has a value in place of a formula and another option shows what the formula gives: as the base's
 * own, the heir's value would reach that option, and nothing could take it away there.
 */
function fixedForOthers(plan: Plan, heir: Option, rest: readonly Option[]): readonly string[] {
  return Object.entries(heir.inputOverrides).flatMap(([columnId, own]) => {
    const table = tableOfColumn(plan, columnId);
    const column = table && ownColumns(plan, table).find((each) => each.id === columnId);
    if (column?.kind !== "formula") return [];
    const keys = Object.keys(own).filter((key) =>
      rest.some(
        (option) => hasRow(table, option, key) && formulaOverride(plan, columnId, key, option) === undefined,
      ),
    );
    return keys.length === 0 ? [] : [`${counted(keys.length, "cell")} of "${column.name}"`];
  });
}

/** An option with the inputs it inherited from the old base made its own, where the heir's are different. */
function withInheritedInputs(plan: Plan, option: Option, heir: Option): Option {
  let inputOverrides = option.inputOverrides;
  for (const [columnId, values] of Object.entries(heir.inputOverrides)) {
    const table = tableOfColumn(plan, columnId);
    const own: Record<string, Scalar> = { ...inputOverrides[columnId] };
    for (const rowKey of Object.keys(values)) {
      if (isOverridden(columnId, rowKey, option) || !hasRow(table, option, rowKey)) continue;
      const inherited = effectiveInput(plan, columnId, rowKey, option);
      if (inherited !== effectiveInput(plan, columnId, rowKey, heir)) own[rowKey] = inherited;
    }
    if (Object.keys(own).length > 0) inputOverrides = { ...inputOverrides, [columnId]: own };
  }
  return inputOverrides === option.inputOverrides ? option : { ...option, inputOverrides };
}

/** The same for assumptions. */
function withInheritedAssumptions(plan: Plan, option: Option, heir: Option): Option {
  let assumptionOverrides = option.assumptionOverrides;
  for (const { name, value } of plan.assumptions) {
    if (!isAssumptionOverridden(name, heir) || isAssumptionOverridden(name, option)) continue;
    if (heir.assumptionOverrides[name] !== value)
      assumptionOverrides = { ...assumptionOverrides, [name]: value };
  }
  return assumptionOverrides === option.assumptionOverrides ? option : { ...option, assumptionOverrides };
}

/** The base's keyed values with an heir's own laid over them; an input's blanks take the key away. */
function folded(
  values: KeyedValues | undefined,
  own: KeyedValues,
  isFormula: boolean,
): KeyedValues | undefined {
  const next: Record<string, Scalar> = { ...values };
  for (const [key, value] of Object.entries(own)) {
    if (value === null && !isFormula) delete next[key];
    else next[key] = value;
  }
  return Object.keys(next).length === 0 ? undefined : next;
}

function withNewBase(plan: Plan, heir: Option, rest: readonly Option[]): Plan {
  let { practiceInputs, keyedInputs } = plan;
  const formulas = new Set(
    allColumns(plan).flatMap(({ column }) => (column.kind === "formula" ? [column.id] : [])),
  );
  for (const [columnId, own] of Object.entries(heir.inputOverrides)) {
    const values = practiceInputs[columnId];
    if (values === undefined)
      keyedInputs = withKey(
        keyedInputs,
        columnId,
        folded(keyedInputs[columnId], own, formulas.has(columnId)),
      );
    else {
      const next = plan.practices.map((code, index) =>
        Object.hasOwn(own, code) ? (own[code] ?? null) : (values[index] ?? null),
      );
      practiceInputs = { ...practiceInputs, [columnId]: next };
    }
  }
  return {
    ...plan,
    practiceInputs,
    keyedInputs,
    assumptions: plan.assumptions.map((each) =>
      isAssumptionOverridden(each.name, heir)
        ? { ...each, value: heir.assumptionOverrides[each.name] ?? null }
        : each,
    ),
    options: rest.map((option) =>
      option === heir
        ? { ...heir, assumptionOverrides: {}, inputOverrides: {} }
        : withInheritedAssumptions(plan, withInheritedInputs(plan, option, heir), heir),
    ),
  };
}
