import { describe, expect, test } from "vitest";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import { allColumns } from "../../../renderer/plan/lookups.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import { practicesTable } from "../../../renderer/plan/tables.ts";
import { applied, optionNamed, planAfter, refusal, smallPlan } from "../../support/planBuilder.ts";

const plan = smallPlan();

function formulaOf(of: Plan, name: string): string | undefined {
  const column = allColumns(of).find((each) => each.column.name === name)?.column;
  return column?.kind === "formula" ? column.formula : undefined;
}

describe("columns", () => {
  test("an input column begins blank, with a format that fits its type", () => {
    const next = planAfter(plan, {
      type: "addColumn",
      table: "Practices",
      column: { name: " Opened on ", type: "date" },
    });
    expect(next.practiceColumns.at(-1)).toEqual({
      id: "opened-on",
      name: "Opened on",
      kind: "input",
      type: "date",
      format: "dd/mm/yyyy",
      note: "",
    });
    expect(next.practiceInputs["opened-on"]).toEqual([null, null, null, null, null, null]);
  });

  test("a column goes before another, or to the end", () => {
    const next = planAfter(
      plan,
      { type: "addColumn", table: "Practices", column: { name: "A" }, before: "list size" },
      { type: "addColumn", table: "practices", column: { name: "Z" } },
    );
    expect(practicesTable(next).columns.map((column) => column.name)).toEqual(
      "Practice code|Practice name|Place|CCG|A|List size|Opened|Training|Money|Z".split("|"),
    );
  });

  test("the same name in two tables gives two ids", () => {
    const next = planAfter(plan, { type: "addColumn", table: "CCGs", column: { name: "Staff" } });
    expect(next.levelColumns.ccg?.map((column) => column.id)).toEqual(["staff-2"]);
  });

  test.each<[Command, string]>([
    [{ type: "addColumn", table: "Practices", column: { name: "list SIZE" } }, "duplicate-column"],
    [{ type: "addColumn", table: "Practices", column: { name: "place" } }, "duplicate-column"],
    [{ type: "addColumn", table: "Practices", column: { name: "Practice code" } }, "duplicate-column"],
    [{ type: "addColumn", table: "Places", column: { name: "CCG" } }, "duplicate-column"],
    [{ type: "addColumn", table: "Places", column: { name: "Place" } }, "duplicate-column"],
    [{ type: "addColumn", table: "Options", column: { name: "Option" } }, "duplicate-column"],
    [{ type: "addColumn", table: "Practices", column: { name: " " } }, "empty-name"],
    [{ type: "addColumn", table: "Practices", column: { name: "x".repeat(256) } }, "name-too-long"],
    [{ type: "addColumn", table: "Practises", column: { name: "A" } }, "unknown-table"],
    [{ type: "addColumn", table: "Practices", column: { name: "A" }, before: "Place" }, "built-in-column"],
    [
      { type: "addColumn", table: "Practices", column: { name: "A", formula: "=1", type: "text" } },
      "formula-and-type",
    ],
    [
      { type: "addColumn", table: "Practices", column: { name: "A", formula: "1+1" } },
      "formula-without-equals",
    ],
    [
      { type: "addColumn", table: "Practices", column: { name: "A", formula: `=${"1+".repeat(5000)}1` } },
      "formula-too-long",
    ],
    [{ type: "setFormula", table: "Practices", column: "List size", formula: "=1" }, "input-column"],
    [{ type: "editColumn", table: "Practices", column: "Money", newName: "Opened" }, "duplicate-column"],
    [{ type: "editColumn", table: "Practices", column: "CCG", newName: "ICB" }, "built-in-column"],
    [{ type: "removeColumn", table: "Places", column: "Place" }, "built-in-column"],
  ])("refused %#: %s", (command, code) => {
    expect(refusal(plan, command).code).toBe(code);
  });

  test("a column of Places may have a name that only Practices uses", () => {
    expect(applied(plan, { type: "addColumn", table: "Places", column: { name: "List size" } }).label).toBe(
      "Add the column list size to Places",
    );
  });
});

describe("formulas are taken only when they can be calculated", () => {
  const add = (formula: string): Command => ({
    type: "addColumn",
    table: "Practices",
    column: { name: "New", formula },
  });

  test.each([
    ["=[@[Lst size]]*2", "formula-unknown-column"],
    ["=Practices[List size", "formula-syntax"],
    ["=Ratte*2", "formula-unknown-name"],
    ["=SUM(Plces[People])", "formula-unknown-table"],
  ])("%s: %s", (formula, code) => {
    const problem = refusal(plan, add(formula));
    expect(problem.code).toBe(code);
    expect(problem.message).not.toBe("");
    expect(problem.where?.start).toBeGreaterThanOrEqual(0);
    expect(problem.where?.end).toBeLessThanOrEqual(formula.length);
    expect(refusal(plan, { type: "setFormula", table: "Practices", column: "Money", formula }).code).toBe(
      code,
    );
  });

  test("a new formula replaces the old one", () => {
    const next = planAfter(plan, {
      type: "setFormula",
      table: "practices",
      column: "money",
      formula: " =[@[List size]]*Rate*2 ",
    });
    expect(formulaOf(next, "Money")).toBe("=[@[List size]]*Rate*2");
  });

  test("columns that would need each other are refused", () => {
    const circle: Command = {
      type: "setFormula",
      table: "Practices",
      column: "Money",
      formula: "=SUM(Places[People])",
    };
    const next = planAfter(plan, circle);
    const back: Command = {
      type: "setFormula",
      table: "Places",
      column: "People",
      formula: "=SUMIFS(Practices[Money],Practices[Place],[@Place])",
    };
    expect(refusal(next, back).code).toBe("formula-cycle");
  });
});

describe("renaming rewrites the formulas that use the name", () => {
  test("a column of Practices, in its own and in other tables", () => {
    const next = planAfter(plan, {
      type: "editColumn",
      table: "Practices",
      column: "List size",
      newName: "Patients",
    });
    expect(formulaOf(next, "Money")).toBe("=[@Patients]*Rate");
    expect(formulaOf(next, "People")).toBe("=SUMIFS(Practices[Patients],Practices[Place],[@Place])");
    expect(next.practiceInputs).toBe(plan.practiceInputs);
  });

  test("a column of the same name in another table stays", () => {
    const next = planAfter(
      plan,
      { type: "addColumn", table: "Places", column: { name: "List size" } },
      {
        type: "addColumn",
        table: "Places",
        column: { name: "Twice", formula: "=[@[List size]]+SUM(Practices[List size])" },
      },
      { type: "editColumn", table: "Places", column: "List size", newName: "Here" },
    );
    expect(formulaOf(next, "Twice")).toBe("=[@Here]+SUM(Practices[List size])");
    expect(formulaOf(next, "Money")).toBe("=[@[List size]]*Rate");
  });

  test("an assumption, with the options' own values", () => {
    const next = planAfter(
      plan,
      { type: "setAssumption", name: "Rate", value: 30, option: "Merged" },
      { type: "editAssumption", name: "rate", newName: "Allowance_per_head" },
    );
    expect(formulaOf(next, "Money")).toBe("=[@[List size]]*Allowance_per_head");
    expect(optionNamed(next, "Merged").assumptionOverrides).toEqual({ Allowance_per_head: 30 });
  });

  test("not onto the name of a variable in a formula", () => {
    const next = planAfter(plan, {
      type: "setFormula",
      table: "Practices",
      column: "Money",
      formula: "=LET(people,[@[List size]],people*Rate)",
    });
    expect(refusal(next, { type: "editAssumption", name: "Rate", newName: "People" }).code).toBe(
      "name-hidden",
    );
    expect(
      formulaOf(planAfter(next, { type: "editAssumption", name: "Rate", newName: "Sum_per_head" }), "Money"),
    ).toContain("Sum_per_head");
  });

  test("a level: its table, its membership column and its ancestor columns", () => {
    const next = planAfter(
      plan,
      { type: "addColumn", table: "Places", column: { name: "Body", formula: "=[@CCG]" } },
      {
        type: "addColumn",
        table: "CCGs",
        column: { name: "Places", formula: "=COUNTIFS(Places[CCG],[@CCG])" },
      },
      { type: "addColumn", table: "CCGs", column: { name: "Code", formula: '=[@CCG]&"!"' } },
      { type: "renameLevel", level: "CCG", newName: "Integrated body" },
    );
    expect(next.levels[1]).toMatchObject({
      name: "Integrated body",
      plural: "Integrated bodies",
      tableName: "Integrated_bodies",
    });
    expect(formulaOf(next, "Body")).toBe("=[@[Integrated body]]");
    expect(formulaOf(next, "Places")).toBe("=COUNTIFS(Places[Integrated body],[@[Integrated body]])");
    const place = planAfter(next, { type: "renameLevel", level: "Place", newName: "Locality" });
    expect(formulaOf(place, "People")).toBe("=SUMIFS(Practices[List size],Practices[Locality],[@Locality])");
    expect(formulaOf(place, "Total")).toBe("=SUM(Localities[People])");
    expect(formulaOf(place, "Money")).toBe(formulaOf(plan, "Money"));
  });
});

describe("what formulas use is not removed", () => {
  test.each<[Command, string]>([
    [
      { type: "removeColumn", table: "Practices", column: "List size" },
      '"Money" of Practices, "People" of Places',
    ],
    [{ type: "removeColumn", table: "Places", column: "People" }, '"Total" of Options'],
    [{ type: "removeAssumption", name: "Rate" }, '"Money" of Practices'],
    [{ type: "removeLevel", level: "Place" }, '"Total" of Options'],
  ])("%#", (command, users) => {
    const problem = refusal(plan, command);
    expect(problem.code).toBe("in-use");
    expect(problem.message).toContain(users);
  });

  test("once nothing uses it, it goes with its values", () => {
    const next = planAfter(
      plan,
      { type: "setInput", table: "Practices", row: "C1", column: "List size", value: 1, option: "Merged" },
      { type: "setAssumption", name: "Rate", value: 1, option: "Merged" },
      { type: "removeColumn", table: "Options", column: "Total" },
      { type: "removeColumn", table: "Places", column: "People" },
      { type: "removeColumn", table: "Practices", column: "Money" },
      { type: "removeColumn", table: "Practices", column: "List size" },
      { type: "removeAssumption", name: "Rate" },
      { type: "removeColumn", table: "Options", column: "Bodies" },
    );
    expect(next.practiceInputs["list-size"]).toBeUndefined();
    expect(optionNamed(next, "Merged")).toMatchObject({ inputOverrides: {}, assumptionOverrides: {} });
    expect(next.keyedInputs).toEqual({ staff: { hill: 7 } });
    expect(next.assumptions.map((each) => each.name)).toEqual(["Rule"]);
  });
});
