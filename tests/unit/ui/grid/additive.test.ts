// Which columns have subtotals.

import { describe, expect, it } from "vitest";
import type { InputType } from "../../../../renderer/plan/plan.ts";
import type { TableColumn } from "../../../../renderer/plan/tables.ts";
import { isAdditive } from "../../../../renderer/ui/grid/additive.ts";

function input(name: string, format: string, type: InputType = "number"): TableColumn {
  return { role: "input", name, format, column: { id: name, name, format, note: "", kind: "input", type } };
}

describe("columns that add up", () => {
  it.each([
    ["List size", "#,##0"],
    ["Weighted list size", "General"],
    ["Final WP", "0.0"],
    ["Running-cost allowance", "£#,##0;[Red]-£#,##0"],
    ["Balance", '"£"#,##0'],
  ])("%s %s", (name, format) => {
    expect(isAdditive(input(name, format))).toBe(true);
  });
});

describe("columns that do not", () => {
  it.each([
    ["Share of patients", "#,##0"],
    ["Allowance per head", "£0.00"],
    ["Growth", "0.0%"],
    ["Final WP index", "0.000"],
    ["Opened", "dd/mm/yyyy"],
    ["Region code", "0"],
    ["Break-even population", "#,##0"],
    ["IMD_score", "0.0"],
  ])("%s %s", (name, format) => {
    expect(isAdditive(input(name, format))).toBe(false);
  });

  it("texts and keys", () => {
    expect(isAdditive(input("Postcode", "@", "text"))).toBe(false);
    expect(isAdditive({ role: "key", name: "Practice code", format: "@" })).toBe(false);
  });
});

describe("formula columns", () => {
  function formula(text: string): TableColumn {
    const own = { id: "x", name: "Own", format: "General", note: "" };
    return {
      role: "formula",
      name: "Own",
      format: "General",
      column: { ...own, kind: "formula", formula: text },
    };
  }

  it.each([
    "=[@[List size]]*Allowance_per_head",
    "=SUMIFS(Practices[List size],Practices[Place],[@Place])",
    "=[@[Cost / year]]*2",
    '=IF([@CCG]="A/B",1,0)',
  ])("%s adds up", (text) => {
    expect(isAdditive(formula(text))).toBe(true);
  });

  it.each([
    "=[@[Fixed cost]]/[@[List size]]",
    "=1/([@Practices]-1)",
    "=RANK.EQ([@[List size]],[List size])",
    "=SQRT([@x])",
  ])("%s does not", (text) => {
    expect(isAdditive(formula(text))).toBe(false);
  });
});
