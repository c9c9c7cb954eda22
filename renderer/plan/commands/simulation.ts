// The results of a simulation put into the plan: input columns that only a new simulation writes, and the record of what
// they came from. The simulation itself runs elsewhere (renderer/pooling).
//
// What must stay true: the columns of the record hold what this simulation gave and nothing older; a result column that
// formulas use never disappears under them.

import type { Scalar } from "../../engine/values/value.ts";
import { serialFromIsoDate } from "../inputValues.ts";
import { ownColumns, requireOption, requireTable, rowFinder, withOwnColumns } from "../lookups.ts";
import type { Column, ColumnId, InputColumn, KeyedValues, Option, Plan } from "../plan.ts";
import { done, failed, type Problem, type Result } from "../problem.ts";
import { findColumn, type PlanTable, planTables } from "../tables.ts";
import { newColumn, withColumn, withoutColumnValues } from "./columns.ts";
import type { Command } from "./command.ts";
import { refuseIfUsed } from "./formulas.ts";
import { checkedValue } from "./inputChecks.ts";
import { overridesOf } from "./inputs.ts";
import { counted, type Outcome, outcome, partsChange } from "./outcome.ts";
import type { SimulatedColumn } from "./parts.ts";

type RecordSimulation = Extract<Command, { type: "recordSimulation" }>;

function wrongRecord(command: RecordSimulation): Result<null> {
  const refuse = (code: string, message: string, remedy: string) =>
    failed<null>(code, message, { remedy, where: { subject: "simulation" } });
  if (command.model.trim() === "")
    return refuse(
      "simulation-without-model",
      "A simulation needs its model in words.",
      "Say what was simulated.",
    );
  if (!Number.isSafeInteger(command.seed) || !Number.isSafeInteger(command.trials) || command.trials < 1)
    return refuse(
      "simulation-numbers",
      "The seed and the number of trials of a simulation are whole numbers, with at least one trial.",
      "Correct the two numbers.",
    );
  if (serialFromIsoDate(command.date) === null)
    return refuse("not-a-date", `"${command.date}" is not a date.`, "Write the date as 2026-03-31.");
  if (command.columns.length === 0)
    return refuse(
      "simulation-without-results",
      "The simulation has no result columns.",
      "Give at least one.",
    );
  return done(null);
}

/** The input column for a result: the one an earlier simulation made under that name, or a new one. */
function resultColumn(
  plan: Plan,
  table: PlanTable,
  given: SimulatedColumn,
): Result<{ readonly plan: Plan; readonly column: InputColumn }> {
  const known = findColumn(table, given.column.name);
  if (known?.role === "input" && plan.simulation?.columns.includes(known.column.id))
    return done({ plan: withoutValues(plan, known.column), column: known.column as InputColumn });
  const made = newColumn(plan, table, given.column);
  if (!made.ok) return made;
  const column = made.value;
  if (column.kind === "formula")
    return failed("result-formula", `The result "${column.name}" cannot be a formula.`, {
      remedy: "Leave out the formula.",
      where: { column: column.name },
    });
  return done({ plan: withColumn(plan, table, column, ownColumns(plan, table).length), column });
}

/** The plan with a column blank everywhere; it stays a result of the simulation. */
function withoutValues(plan: Plan, column: Column): Plan {
  const blank = { ...withoutColumnValues(plan, column.id), simulation: plan.simulation };
  if (plan.practiceInputs[column.id] === undefined) return blank;
  const blanks: readonly Scalar[] = plan.practices.map(() => null);
  return { ...blank, practiceInputs: { ...blank.practiceInputs, [column.id]: blanks } };
}

/** The figures of one result column written: the base's, and each option's as its own. */
function withFigures(
  plan: Plan,
  table: PlanTable,
  column: InputColumn,
  values: SimulatedColumn["values"],
): Result<Plan> {
  const base: Record<string, Scalar> = {};
  const own = new Map<Option, Record<string, Scalar>>();
  const finders = new Map<Option, ReturnType<typeof rowFinder>>();
  for (const given of values) {
    const option = requireOption(plan, given.option);
    if (!option.ok) return option;
    const find = finders.get(option.value) ?? rowFinder(plan, table, option.value);
    finders.set(option.value, find);
    const row = find(given.row);
    if (!row.ok) return row;
    const value = checkedValue(column, given.value, given.row);
    if (!value.ok) return value;
    const owner = overridesOf(plan, table, option.value);
    if (owner === null) base[row.value] = value.value;
    else {
      const figures = own.get(owner) ?? {};
      figures[row.value] = value.value;
      own.set(owner, figures);
    }
  }
  const options = plan.options.map((option) => {
    const figures = own.get(option);
    return figures === undefined
      ? option
      : { ...option, inputOverrides: { ...option.inputOverrides, [column.id]: figures } };
  });
  const next = own.size === 0 ? plan : { ...plan, options };
  if (table.kind === "practices") {
    const figures = plan.practices.map((code): Scalar => base[code] ?? null);
    return done({ ...next, practiceInputs: { ...next.practiceInputs, [column.id]: figures } });
  }
  const filled: KeyedValues = Object.fromEntries(Object.entries(base).filter(([, value]) => value !== null));
  if (Object.keys(filled).length === 0) return done(next);
  return done({ ...next, keyedInputs: { ...next.keyedInputs, [column.id]: filled } });
}

/** Results of the simulation before that this one does not give: removed, or blank where formulas use them. */
function withoutOldResults(
  plan: Plan,
  results: ReadonlySet<ColumnId>,
): { readonly plan: Plan; readonly kept: readonly Column[] } {
  let next = plan;
  const kept: Column[] = [];
  for (const id of plan.simulation?.columns ?? []) {
    if (results.has(id)) continue;
    const table = planTables(next).find((each) => ownColumns(next, each).some((column) => column.id === id));
    const column = table === undefined ? undefined : ownColumns(next, table).find((each) => each.id === id);
    if (table === undefined || column === undefined) continue;
    const without = withoutColumn(next, table, column);
    if (without !== null) next = without;
    else {
      next = withoutValues(next, column);
      kept.push(column);
    }
  }
  return { plan: next, kept };
}

/** The plan without the column, null when a formula uses it. */
function withoutColumn(plan: Plan, table: PlanTable, column: Column): Plan | null {
  const rest = ownColumns(plan, table).filter((each) => each !== column);
  const next = withoutColumnValues({ ...plan, ...withOwnColumns(plan, table, rest) }, column.id);
  return refuseIfUsed(plan, next, column.name).ok ? { ...next, simulation: plan.simulation } : null;
}

export function recordSimulation(plan: Plan, command: RecordSimulation): Result<Outcome> {
  const wrong = wrongRecord(command);
  if (!wrong.ok) return wrong;
  let next = plan;
  const results = new Set<ColumnId>();
  for (const given of command.columns) {
    const table = requireTable(next, given.table);
    if (!table.ok) return table;
    const made = resultColumn(next, table.value, given);
    if (!made.ok) return made;
    const { column } = made.value;
    if (results.has(column.id))
      return failed("duplicate-column", `The simulation gives "${column.name}" of ${given.table} twice.`, {
        remedy: "Leave one of them out.",
        where: { column: column.name },
      });
    results.add(column.id);
    const filled = withFigures(made.value.plan, table.value, column, given.values);
    if (!filled.ok) return filled;
    next = filled.value;
  }
  const cleared = withoutOldResults(next, results);
  const { model, seed, trials, date, fingerprint } = command;
  const columns = [...results, ...cleared.kept.map((column) => column.id)];
  const simulation = { model: model.trim(), seed, trials, date, fingerprint, columns };
  return outcome(
    `Record a simulation of ${counted(trials, "trial")}`,
    partsChange(plan, { ...cleared.plan, simulation }),
    keptResults(cleared.kept),
  );
}

function keptResults(kept: readonly Column[]): readonly Problem[] {
  return kept.map((column) => ({
    code: "result-kept-blank",
    severity: "warning",
    message: `This simulation does not give "${column.name}"; formulas use it, so it stays and is blank.`,
    remedy: "Run a simulation that gives it, or change the formulas and remove it.",
    where: { column: column.name },
  }));
}
