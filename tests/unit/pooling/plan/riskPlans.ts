// Plans with the risk tables, for tests: the sample or the small plan after riskCommands and more, and their simulation in
// this thread.

import type { Value } from "../../../../renderer/engine/index.ts";
import { starterCommands } from "../../../../renderer/funding/starterColumns.ts";
import { PlanCalculation } from "../../../../renderer/plan/calculation.ts";
import type { Command } from "../../../../renderer/plan/commands/command.ts";
import { emptyPlan } from "../../../../renderer/plan/emptyPlan.ts";
import type { Plan } from "../../../../renderer/plan/plan.ts";
import { findTable } from "../../../../renderer/plan/tables.ts";
import { PlanSimulation, type SimulatedPart } from "../../../../renderer/pooling/plan/planSimulation.ts";
import { type GroupRecord, groupRecord, simulatedGroups } from "../../../../renderer/pooling/plan/records.ts";
import { riskCommands } from "../../../../renderer/pooling/plan/riskCommands.ts";
import { requestsOf, simulationModelOf } from "../../../../renderer/pooling/plan/simulationModel.ts";
import { inProcessPort } from "../../../../renderer/pooling/simulation/inProcessPort.ts";
import { planAfter } from "../../../support/planBuilder.ts";

export function withRisk(plan: Plan): Plan {
  const batch = riskCommands(plan);
  if (!batch.ok) throw new Error(batch.problem.message);
  return planAfter(plan, batch.value);
}

/** Practices of the given sizes in groups of a level "Area", which lie in groups of a level "County". */
export function planOf(
  areas: readonly { readonly name: string; readonly county: string; readonly sizes: readonly number[] }[],
  ...more: readonly Command[]
): Plan {
  const counties = [...new Set(areas.map((area) => area.county))];
  const codes = areas.flatMap((area, at) =>
    area.sizes.map((_, index) => `P${at}${String(index).padStart(4, "0")}`),
  );
  const imported = planAfter(emptyPlan("Risk"), {
    type: "importData",
    source: {
      fileName: "made.csv",
      description: "Made",
      dataDate: "",
      rows: codes.length,
      columns: ["List size"],
    },
    practices: codes,
    columns: [
      {
        name: "List size",
        type: "number",
        format: "#,##0",
        note: "",
        values: areas.flatMap((area) => area.sizes),
      },
    ],
    levels: [{ name: "Area" }, { name: "County", plural: "Counties" }],
    groups: [
      ...counties.map((name) => ({ level: "County", name, parent: null })),
      ...areas.map(({ name, county }) => ({ level: "Area", name, parent: counties.indexOf(county) })),
    ],
    membership: areas.flatMap((area, at) => area.sizes.map(() => counties.length + at)),
  });
  return planAfter(withRisk(planAfter(imported, ...starterCommands(imported))), ...more);
}

const calculations = new WeakMap<Plan, PlanCalculation>();

function calculated(plan: Plan): PlanCalculation {
  const known = calculations.get(plan) ?? new PlanCalculation(plan);
  calculations.set(plan, known);
  return known;
}

/** The value of a cell by the names the user sees. */
export function cell(plan: Plan, table: string, row: string, column: string, option?: string): Value {
  const found = findTable(plan, table);
  const optionId = plan.options.find((each) => each.name === (option ?? plan.options[0]?.name))?.id ?? "";
  const figures = calculated(plan).table(found?.name ?? "", optionId);
  return figures.value(figures.rowNames.indexOf(row), column);
}

export function figure(plan: Plan, table: string, row: string, column: string, option?: string): number {
  const value = cell(plan, table, row, column, option);
  if (typeof value !== "number") throw new Error(`${table} ${row} ${column} is ${JSON.stringify(value)}`);
  return value;
}

export function modelOf(plan: Plan) {
  return simulationModelOf(plan, calculated(plan));
}

/** A run over as many in-process ports. */
export async function run(
  plan: Plan,
  { trials = 4_000, seed = 1, ports = 1 }: { trials?: number; seed?: number; ports?: number } = {},
): Promise<readonly SimulatedPart[]> {
  let runs = 0;
  const requests = requestsOf(modelOf(plan), { trials, seed });
  const ended = await new PlanSimulation(requests, Array.from({ length: ports }, inProcessPort), () => ++runs)
    .result;
  if (!ended.ok) throw new Error(ended.problem.message);
  return ended.value;
}

export async function recordsOf(
  plan: Plan,
  choice: { trials?: number; seed?: number; ports?: number } = {},
): Promise<readonly GroupRecord[]> {
  const parts = await run(plan, choice);
  return simulatedGroups(
    parts,
    plan.options.map((option) => option.id),
  ).flatMap((group) => groupRecord(group) ?? []);
}

export function recordOf(records: readonly GroupRecord[], group: string, option = "Today"): GroupRecord {
  const found = records.find((each) => each.group === group && each.option === option);
  if (found === undefined) throw new Error(`no record of ${group} in ${option}`);
  return found;
}
