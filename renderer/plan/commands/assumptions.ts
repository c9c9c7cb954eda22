// Commands on assumptions: the named figures that formulas use. The base holds the value, an option may have its own.
//
// What must stay true: a name is a valid Excel defined name and no table's name; renaming rewrites every formula
// that uses it; an assumption that a formula uses is not removed.

import { withKey } from "../applyChanges.ts";
import { isAssumptionOverridden } from "../effective.ts";
import { assumptionValue, valueInWords } from "../inputValues.ts";
import { baseOption, requireAssumption, requireOption } from "../lookups.ts";
import { checkAssumptionName } from "../nameRules.ts";
import { isSameName, nameKey } from "../names.ts";
import { ASSUMPTIONS_TABLE, type Plan } from "../plan.ts";
import { done, failed, type Result } from "../problem.ts";
import { planTables } from "../tables.ts";
import type { Command } from "./command.ts";
import { refuseIfUsed, withFormulasRewritten } from "./formulas.ts";
import { type Outcome, outcome, partsChange } from "./outcome.ts";

type Named<T extends Command["type"]> = Extract<Command, { type: T }>;

function inWords(name: string): string {
  return name.replace(/_/g, " ");
}

export function setAssumption(plan: Plan, command: Named<"setAssumption">): Result<Outcome> {
  const assumption = requireAssumption(plan, command.name);
  if (!assumption.ok) return assumption;
  const option = requireOption(plan, command.option);
  if (!option.ok) return option;
  const { name, value: base } = assumption.value;
  const value = assumptionValue(base, command.value);
  if (!value.ok) return { ok: false, problem: { ...value.problem, where: { subject: name } } };
  const isBase = option.value === baseOption(plan);
  const where = isBase ? "" : ` in ${option.value.name}`;
  const label = `Set ${inWords(name)} to ${valueInWords(value.value)}${where}`;
  const own = isAssumptionOverridden(name, option.value) ? option.value.assumptionOverrides[name] : undefined;
  const before = isBase ? base : own;
  if (before === value.value) return outcome(label, []);
  const optionId = isBase ? null : option.value.id;
  return outcome(label, [{ kind: "assumption", name, optionId, before, after: value.value }]);
}

export function resetAssumption(plan: Plan, command: Named<"resetAssumption">): Result<Outcome> {
  const assumption = requireAssumption(plan, command.name);
  if (!assumption.ok) return assumption;
  const option = requireOption(plan, command.option);
  if (!option.ok) return option;
  const { name } = assumption.value;
  if (option.value === baseOption(plan))
    return failed(
      "nothing-inherited",
      `"${option.value.name}" is the base, so there is nothing to inherit.`,
      {
        remedy: "Set the value instead.",
        where: { subject: name },
      },
    );
  if (!isAssumptionOverridden(name, option.value))
    return failed("not-overridden", `"${option.value.name}" has no ${name} of its own.`, {
      remedy: "Nothing needs doing: it has the base's value already.",
      where: { subject: name },
    });
  const before = option.value.assumptionOverrides[name];
  return outcome(`Reset ${inWords(name)} in ${option.value.name}`, [
    { kind: "assumption", name, optionId: option.value.id, before, after: undefined },
  ]);
}

/** A valid name that neither another assumption nor a table has. */
function newAssumptionName(plan: Plan, given: string, except: string | null): Result<string> {
  const name = checkAssumptionName(given);
  if (!name.ok) return name;
  const where = { subject: name.value };
  const remedy = "Choose another name.";
  if (plan.assumptions.some((each) => each.name !== except && isSameName(each.name, name.value)))
    return failed("duplicate-assumption", `There is an assumption called "${name.value}" already.`, {
      remedy,
      where,
    });
  const tables = [ASSUMPTIONS_TABLE, ...planTables(plan).map((table) => table.name)];
  if (tables.map(nameKey).includes(nameKey(name.value)))
    return failed(
      "name-of-table",
      `"${name.value}" is the name of a table, and Excel keeps one list of both.`,
      {
        remedy,
        where,
      },
    );
  return done(name.value);
}

export function addAssumption(plan: Plan, command: Named<"addAssumption">): Result<Outcome> {
  const name = newAssumptionName(plan, command.name, null);
  if (!name.ok) return name;
  const value = assumptionValue(null, command.value);
  if (!value.ok) return { ok: false, problem: { ...value.problem, where: { subject: name.value } } };
  const added = {
    name: name.value,
    value: value.value,
    unit: command.unit ?? "",
    source: command.source ?? "",
    note: command.note ?? "",
    format: command.format ?? "General",
  };
  const assumptions = [...plan.assumptions, added];
  return outcome(`Add the assumption ${inWords(name.value)}`, partsChange(plan, { assumptions }));
}

export function editAssumption(plan: Plan, command: Named<"editAssumption">): Result<Outcome> {
  const found = requireAssumption(plan, command.name);
  if (!found.ok) return found;
  const old = found.value;
  const name =
    command.newName === undefined ? done(old.name) : newAssumptionName(plan, command.newName, old.name);
  if (!name.ok) return name;
  const edited = {
    ...old,
    name: name.value,
    unit: command.unit ?? old.unit,
    source: command.source ?? old.source,
    note: command.note ?? old.note,
    format: command.format ?? old.format,
  };
  const replaced = {
    ...plan,
    assumptions: plan.assumptions.map((each) => (each === old ? edited : each)),
  };
  if (name.value === old.name)
    return outcome(`Edit the assumption ${inWords(old.name)}`, partsChange(plan, replaced));
  const renamed = withFormulasRewritten(plan, replaced, { names: [[old.name, name.value]] });
  if (!renamed.ok) return renamed;
  const options = plan.options.map((option) => {
    const own = option.assumptionOverrides[old.name];
    if (own === undefined) return option;
    const rest = withKey(option.assumptionOverrides, old.name, undefined);
    return { ...option, assumptionOverrides: { ...rest, [name.value]: own } };
  });
  return outcome(
    `Rename ${inWords(old.name)} to ${inWords(name.value)}`,
    partsChange(plan, {
      ...renamed.value,
      options: options.some((each, at) => each !== plan.options[at]) ? options : plan.options,
    }),
  );
}

export function removeAssumption(plan: Plan, command: Named<"removeAssumption">): Result<Outcome> {
  const found = requireAssumption(plan, command.name);
  if (!found.ok) return found;
  const { name } = found.value;
  const next: Plan = {
    ...plan,
    assumptions: plan.assumptions.filter((each) => each !== found.value),
    options: plan.options.map((option) =>
      isAssumptionOverridden(name, option)
        ? { ...option, assumptionOverrides: withKey(option.assumptionOverrides, name, undefined) }
        : option,
    ),
  };
  const used = refuseIfUsed(plan, next, `the assumption ${name}`);
  if (!used.ok) return used;
  return outcome(`Remove the assumption ${inWords(name)}`, partsChange(plan, next));
}
