// Which columns get a total: every formula of the starter columns, and formulas as users write them.

import { describe, expect, test } from "vitest";
import { AdditiveColumns } from "../../../../renderer/excel/write/additive.ts";
import { starterCommands } from "../../../../renderer/funding/starterColumns.ts";
import { applyCommand } from "../../../../renderer/plan/apply.ts";
import type { Plan } from "../../../../renderer/plan/plan.ts";
import { samplePlan } from "../../../../renderer/plan/samplePlan.ts";
import { findTable, type PlanTable } from "../../../../renderer/plan/tables.ts";

const sample = samplePlan(starterCommands);

function withColumn(
  table: string,
  column: { name: string; formula?: string; type?: "number"; format?: string },
): Plan {
  const applied = applyCommand(sample, { type: "addColumn", table, column });
  if (!applied.ok) throw new Error(applied.problem.message);
  return applied.value.plan;
}

function adds(plan: Plan, table: string, column: string): boolean {
  return new AdditiveColumns(plan).isAdditive(findTable(plan, table) as PlanTable, column);
}

test("of the starter columns only amounts add up", () => {
  const places = findTable(sample, "Places") as PlanTable;
  const additive = new AdditiveColumns(sample);
  expect(
    places.columns.filter(({ name }) => additive.isAdditive(places, name)).map(({ name }) => name),
  ).toEqual([
    "Practices",
    "List size",
    "Share of patients",
    "Weighted list size",
    "Running-cost allowance",
    "Fixed cost",
    "Balance",
  ]);
});

test("options never add up: they are alternatives", () => {
  expect(adds(sample, "Options", "Patients")).toBe(false);
});

describe("formulas on Practices", () => {
  test.each([
    ["=[@[List size]]*Allowance_per_head", true],
    ["=ROUND([@[List size]]*1.5,0)", true],
    ['=IF([@[List size]]>5000,[@[List size]]*2,"")', true],
    ["=IF([@[List size]]>5000,1,0)", true],
    ["=[@[List size]]-[@[Weighted list size]]", true],
    ["=MAX(0,[@[List size]]-[@[Weighted list size]])", true],
    ["=[@[List size]]/SUM([List size])", true],
    ["=SUMIFS([List size],[Practice code],[@[Practice code]])", true],
    ["=LET(size,[@[List size]],size*Allowance_per_head)", true],
    ["=IFERROR([@[List size]]/12,0)", true],
    ["=SUMPRODUCT(([Practice code]=[@[Practice code]])*[List size])", true],
    ["=SUMIFS([List size],[Place],[@Place])", false],
    ["=XLOOKUP([@Place],Places[Place],Places[List size])", false],
    ["=[@[Weighted list size]]/[@[List size]]", false],
    ["=Allowance_per_head", false],
    ["=Fixed_cost_of_body/Allowance_per_head", false],
    ["=RANK.EQ([@[List size]],[List size])", false],
    ["=AVERAGE([List size])", false],
    ["=MAX([List size])", false],
    ["=[@[List size]]*[@[List size]]", false],
    ["=[@[List size]]+1", false],
    ['=[@[Practice name]]&"!"', false],
    ["=SQRT([@[List size]])", false],
    ["=SUM(", false],
  ])("%s: %s", (formula, expected) => {
    if (formula === "=SUM(") {
      const broken: Plan = {
        ...sample,
        practiceColumns: [
          ...sample.practiceColumns,
          { id: "x", name: "Tried", kind: "formula", formula, format: "#,##0", note: "" },
        ],
      };
      expect(adds(broken, "Practices", "Tried")).toBe(expected);
    } else
      expect(adds(withColumn("Practices", { name: "Tried", formula }), "Practices", "Tried")).toBe(expected);
  });
});

describe("inputs", () => {
  test.each([
    ["Registered patients", "#,##0", true],
    ["Payment", "£#,##0.00", true],
    ["Number of GPs", "General", true],
    ["Cost per head", "£#,##0", false],
    ["Need index", "0.000", false],
    ["Overhead", "0.0%", false],
    ["Average age", "General", false],
    ["Deprivation score", "#,##0", false],
    ["Something", "0.000", false],
  ])("%s as %s: %s", (name, format, expected) => {
    expect(adds(withColumn("Practices", { name, type: "number", format }), "Practices", name)).toBe(expected);
  });
});
