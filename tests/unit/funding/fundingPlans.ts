// Plans for the tests of funding: one practice a group, so that sizes are what the test says; and figures read by name.

import { isError, type Value } from "../../../renderer/engine/index.ts";
import { runningCostCommands } from "../../../renderer/funding/runningCost.ts";
import { starterCommands } from "../../../renderer/funding/starterColumns.ts";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { Command, ImportData } from "../../../renderer/plan/commands/command.ts";
import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import type { Result } from "../../../renderer/plan/problem.ts";
import { optionNamed, planAfter } from "../../support/planBuilder.ts";

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

export interface Body {
  readonly name: string;
  readonly size: number;
  readonly weighted?: number;
}

function imported(bodies: readonly Body[], weighted: boolean): ImportData {
  const number = (name: string, values: number[]) => ({
    name,
    type: "number" as const,
    format: "#,##0",
    note: "",
    values,
  });
  return {
    type: "importData",
    source: {
      fileName: "bodies.csv",
      description: "Test data",
      dataDate: "",
      rows: bodies.length,
      columns: [],
    },
    practices: bodies.map((_, at) => `P${at + 1}`),
    columns: [
      number(
        "List size",
        bodies.map((body) => body.size),
      ),
      ...(weighted
        ? [
            number(
              "Weighted list size",
              bodies.map((body) => body.weighted ?? body.size),
            ),
          ]
        : []),
    ],
    levels: [{ name: "CCG" }],
    groups: bodies.map((body) => ({ level: "CCG", name: body.name, parent: null })),
    membership: bodies.map((_, at) => at),
  };
}

/** A plan of those bodies with the starter columns, with a weighted list where one is given. */
export function bodiesPlan(bodies: readonly Body[]): Plan {
  const plan = planAfter(
    emptyPlan("Bodies"),
    imported(
      bodies,
      bodies.some((body) => body.weighted !== undefined),
    ),
  );
  return planAfter(plan, ...starterCommands(plan));
}

/** The same with the running-cost model. */
export function costedPlan(bodies: readonly Body[], ...commands: readonly Command[]): Plan {
  const plan = bodiesPlan(bodies);
  return planAfter(plan, must(runningCostCommands(plan, "CCG")), ...commands);
}

/** A figure of a table's row. */
export type Figures = (table: string, row: string, column: string) => Value;

const calculated = new WeakMap<Plan, PlanCalculation>();

function calculationOf(plan: Plan): PlanCalculation {
  const known = calculated.get(plan) ?? new PlanCalculation(plan);
  calculated.set(plan, known);
  return known;
}

/** The plan's figures in an option (the base when none is named); a row by its name or, as `#2`, by its number. */
export function figuresOf(plan: Plan, optionName?: string): Figures {
  const option = optionName === undefined ? plan.options[0] : optionNamed(plan, optionName);
  if (option === undefined) throw new Error("no option");
  return (tableName, row, column) => {
    const table = calculationOf(plan).table(tableName, option.id);
    const at = row.startsWith("#") ? Number(row.slice(1)) - 1 : table.rowNames.indexOf(row);
    if (at < 0) throw new Error(`no row ${row} in ${tableName}`);
    const value = table.value(at, column);
    return isError(value) ? value.error : value;
  };
}

/** Every formula that cannot be calculated, in words. */
export function errorsOf(plan: Plan): readonly string[] {
  return calculationOf(plan)
    .problems()
    .map((each) => `${each.table}[${each.column}]: ${each.message}`);
}
