import { describe, expect, test } from "vitest";
import { PlanCalculation } from "../../../renderer/plan/calculation.ts";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import { simulationIsStale } from "../../../renderer/plan/effective.ts";
import { explainCell } from "../../../renderer/plan/explainCell.ts";
import { findingsOf, isMoneyFormat, ownOverridesOf } from "../../../renderer/plan/findings.ts";
import { checkPlan } from "../../../renderer/plan/invariants.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import { judgementInWords, judgementOf, rulesOf } from "../../../renderer/plan/rules.ts";
import { applied, optionNamed, planAfter, refusal, richPlan } from "../../support/planBuilder.ts";

const plan = richPlan();

function cell(row: string, value: number | string | null, option?: string): Command {
  const own = option === undefined ? {} : { option };
  return { type: "overrideFormula", table: "Practices", row, column: "Charge", value, ...own };
}

describe("a value in place of a formula", () => {
  test("in the base becomes a finding, in an option none", () => {
    expect(plan.findings).toEqual([
      {
        columnId: "charge",
        rowKey: "C2",
        fileName: "",
        cell: "",
        kind: "constant",
        formula: "",
        status: "open",
      },
    ]);
    expect(plan.keyedInputs.charge).toEqual({ C2: 50_000 });
    expect(optionNamed(plan, "Merged").inputOverrides.charge).toEqual({ C4: 90_000 });
  });

  test.each<[string, Command, string]>([
    ["a number", cell("C1", 5), "Override charge of C1 with 5"],
    ["a text in an option", cell("C1", "nil", "Merged"), 'Override charge of C1 with "nil" in Merged'],
    ["a blank", cell("C1", null), "Override charge of C1 with blank"],
    ["an empty text is a blank", cell("C1", ""), "Override charge of C1 with blank"],
  ])("%s", (_, command, label) => {
    const done = applied(plan, command);
    expect(done.label).toBe(label);
    expect(checkPlan(done.plan)).toEqual([]);
  });

  test("the same again changes nothing; another reopens the finding", () => {
    expect(applied(plan, cell("C2", 50_000)).changes).toEqual([]);
    const accepted = planAfter(plan, {
      type: "acceptFinding",
      table: "Practices",
      row: "c2",
      column: "charge",
    });
    expect(accepted.findings[0]?.status).toBe("accepted");
    expect(planAfter(accepted, cell("C2", 60_000)).findings[0]?.status).toBe("open");
    const reopened = planAfter(accepted, {
      type: "reopenFinding",
      table: "Practices",
      row: "C2",
      column: "Charge",
    });
    expect(reopened).toEqual(plan);
  });

  test("the formula comes back, and the finding goes", () => {
    const restore = (row: string, option?: string): Command => ({
      type: "restoreFormula",
      table: "Practices",
      row,
      column: "Charge",
      ...(option === undefined ? {} : { option }),
    });
    const next = planAfter(plan, restore("C2"), restore("C4", "Merged"));
    expect(next.findings).toEqual([]);
    expect(next.keyedInputs.charge).toBeUndefined();
    expect(optionNamed(next, "Merged").inputOverrides.charge).toBeUndefined();
    expect(refusal(next, restore("C2"))).toMatchObject({
      code: "not-overridden",
      remedy: "Nothing needs doing.",
    });
    expect(refusal(plan, restore("C2", "Merged"))).toMatchObject({
      code: "not-overridden",
      remedy: "Restore the formula in the base, or give the option a value of its own.",
    });
  });

  test.each<[string, Command, string]>([
    [
      "an input",
      { type: "overrideFormula", table: "Practices", row: "C1", column: "List size", value: 1 },
      "input-column",
    ],
    [
      "a key",
      { type: "overrideFormula", table: "Places", row: "Hill", column: "Place", value: 1 },
      "built-in-column",
    ],
    ["an infinite figure", cell("C1", Number.POSITIVE_INFINITY), "not-finite"],
    ["an endless text", cell("C1", "x".repeat(40_000)), "text-too-long"],
    ["no finding", { type: "acceptFinding", table: "Practices", row: "C1", column: "Charge" }, "no-finding"],
    [
      "typing over",
      { type: "setInput", table: "Practices", row: "C1", column: "Charge", value: 1 },
      "formula-column",
    ],
  ])("%s is refused", (_, command, code) => {
    expect(refusal(plan, command).code).toBe(code);
  });

  test("on groups and options: a group's goes with the group, an option's is copied with it", () => {
    const own: readonly Command[] = [
      { type: "overrideFormula", table: "Places", row: "Lake", column: "People", value: 1 },
      { type: "overrideFormula", table: "Options", row: "Merged", column: "Total", value: 2 },
    ];
    const next = planAfter(plan, ...own, { type: "addOption", name: "Copy", copyOf: "Merged" });
    expect(next.keyedInputs).toMatchObject({ people: { lake: 1 }, total: { merged: 2, copy: 2 } });
    expect(next.findings.map((each) => each.rowKey)).toEqual(["C2", "lake", "merged", "copy"]);
    const without = planAfter(
      next,
      { type: "removeOption", option: "Merged" },
      { type: "removeGroup", level: "Place", group: "Lake" },
      { type: "removeGroup", level: "Place", group: "Lake", option: "Copy" },
      { type: "removePractices", practices: ["C2"] },
    );
    expect(without.findings.map((each) => each.rowKey)).toEqual(["copy"]);
    expect(without.keyedInputs.charge).toBeUndefined();
    expect(checkPlan(without)).toEqual([]);
  });

  test("the base cannot go while the next option's own values would reach the others", () => {
    const three = planAfter(plan, { type: "addOption", name: "Third", copyOf: "Today" });
    expect(refusal(three, { type: "removeOption", option: "Today" })).toMatchObject({
      code: "fixed-in-heir",
      message: expect.stringContaining('1 cell of "Charge"'),
    });
    const two = planAfter(plan, { type: "removeOption", option: "Today" });
    expect(two.keyedInputs.charge).toEqual({ C2: 50_000, C4: 90_000 });
    expect(checkPlan(two)).toEqual([]);
  });
});

describe("findings with their figures", () => {
  test("what stands there, what the formula would give, the difference and the total", () => {
    const next = planAfter(
      plan,
      cell("C3", "not agreed"),
      { type: "overrideFormula", table: "Places", row: "Hill", column: "People", value: 2_000 },
      { type: "overrideFormula", table: "Rates", row: "small", column: "Monthly", value: 3 },
      { type: "acceptFinding", table: "Rates", row: "small", column: "Monthly" },
    );
    const { cells, total } = findingsOf(next, new PlanCalculation(next));
    expect(
      cells.map((each) => [
        each.tableTitle,
        each.column,
        each.rowName,
        each.standing,
        each.formulaValue,
        each.difference,
        each.isMoney,
        each.finding.status,
      ]),
    ).toEqual([
      ["Practices", "Charge", "C2", 50_000, 48_000, 2_000, true, "open"],
      ["Practices", "Charge", "C3", "not agreed", 72_000, null, true, "open"],
      ["Places", "People", "Hill", 2_000, 3_000, -1_000, false, "open"],
      ["Rates by size", "Monthly", "small", 3, 1, 2, true, "accepted"],
    ]);
    expect(total).toEqual({ cells: 4, open: 3, money: 2_002, moneySize: 2_002, withoutDifference: 1 });
  });

  test("what an option has of its own", () => {
    const figures = new PlanCalculation(plan);
    const own = ownOverridesOf(plan, figures, optionNamed(plan, "Merged"));
    expect(own.map((each) => [each.rowName, each.standing, each.formulaValue, each.difference])).toEqual([
      ["C4", 90_000, 96_000, -6_000],
    ]);
    expect(ownOverridesOf(plan, figures, optionNamed(plan, "Today"))).toEqual([]);
  });

  test.each([
    ["£#,##0", true],
    ["[$£-809]#,##0.00", true],
    ['"€"0', true],
    ["[$GBP] 0", true],
    ["[$-809]dd/mm/yyyy", false],
    ["#,##0", false],
    ["0.0%", false],
    ["General", false],
  ])("%s: money %s", (format, is) => {
    expect(isMoneyFormat(format)).toBe(is);
  });
});

describe("explained", () => {
  const explained = (of: Plan, row: string, column: string, option = "today") => {
    const found = explainCell(of, new PlanCalculation(of), "Practices", row, column, option);
    if (found === null) throw new Error("no cell");
    return found;
  };

  test("an override is said, with what the formula would give", () => {
    const found = explained(plan, "C2", "Charge");
    expect(found.shown).toBe("£50,000");
    expect(found.override).toMatchObject({
      formulaShown: "£48,000",
      ofOption: false,
      sentence: "A value in place of the formula; the formula would give £48,000.",
    });
    expect(found.sentence).toMatch(
      /^Charge of C2 Beech: £50,000, a value in place of the formula; the formula would give £48,000 = List size/,
    );
    expect(explained(plan, "C4", "Charge", "merged").override).toMatchObject({
      ofOption: true,
      sentence: "A value of this option alone; the formula would give £96,000.",
    });
    expect(explained(plan, "C1", "Charge").override).toBeNull();
  });

  test("an input of a supporting table names where the table comes from, a result its simulation", () => {
    const next = planAfter(plan, {
      type: "recordSimulation",
      model: "Normal losses",
      seed: 1,
      trials: 9,
      date: "2026-03-31",
      fingerprint: "",
      columns: [{ table: "Rates", column: { name: "Loss" }, values: [{ row: "small", value: 3 }] }],
    });
    const figures = new PlanCalculation(next);
    const sentence = (column: string, option = "today") =>
      explainCell(next, figures, "Rates", "3", column, option)?.sentence;
    expect(sentence("Price")).toBe("Price of large: £36.00: an input (Board paper, May).");
    expect(sentence("Price", "merged")).toBe("Price of large: £30.00: an input of this option alone.");
    expect(sentence("Loss")).toBe(
      "Loss of large: blank: an outcome of the simulation of 2026-03-31 (Normal losses).",
    );
  });

  test("a formula that uses it says so", () => {
    const next = planAfter(plan, {
      type: "addColumn",
      table: "Practices",
      column: { name: "Twice", formula: "=[@Charge]*2" },
    });
    expect(explained(next, "C2", "Twice").sentence).toContain(
      "Charge (£50,000, a value in place of the formula)",
    );
  });
});

describe("rules", () => {
  test.each([
    [true, "passes", ""],
    [1, "passes", ""],
    [false, "doesNotPass", "Too small"],
    [0, "doesNotPass", "Too small"],
    ["", "doesNotApply", ""],
    [null, "doesNotApply", ""],
    ["yes", "error", "The rule gives a text, not TRUE or FALSE."],
    [{ error: "#N/A" } as const, "error", "#N/A"],
  ])("%j %s", (value, judgement, words) => {
    expect(judgementOf(value)).toBe(judgement);
    expect(judgementInWords({ outcome: "fail", sentence: "Too small" }, value)).toBe(words);
  });

  test("how an option stands: the base fails, an option that merges passes", () => {
    const merged = planAfter(plan, {
      type: "mergeGroups",
      level: "Place",
      groups: ["Hill", "Moor"],
      into: "Lake",
      option: "Merged",
    });
    const figures = new PlanCalculation(merged);
    const today = rulesOf(merged, figures, "today");
    expect(today.standing).toBe("fail");
    expect(today.rules).toMatchObject([
      {
        tableTitle: "Places",
        column: "Large enough",
        passes: 2,
        doesNotPass: 1,
        doesNotApply: 0,
        errors: 0,
        failing: [{ rowKey: "hill", name: "Hill" }],
        rule: { outcome: "fail", sentence: "Fewer than 4,000 patients" },
        standing: "fail",
      },
    ]);
    expect(rulesOf(merged, figures, "merged")).toMatchObject({ standing: "pass", rules: [{ passes: 1 }] });
  });

  test("a rule of Options judges its own option; an error warns; blanks do not apply", () => {
    const next = planAfter(
      plan,
      { type: "setRule", table: "Places", column: "Large enough", rule: null },
      {
        type: "addColumn",
        table: "Options",
        column: {
          name: "Cheap",
          formula: '=IF([@Option]="Merged",FALSE,TRUE)',
          rule: { outcome: "warn", sentence: "Dear" },
        },
      },
      {
        type: "addColumn",
        table: "Practices",
        column: {
          name: "Judged",
          formula: '=IF([@[Practice code]]="C1",1/0,"")',
          rule: { outcome: "fail", sentence: "No" },
        },
      },
    );
    const figures = new PlanCalculation(next);
    const today = rulesOf(next, figures, "today");
    expect(
      today.rules.map((each) => [each.column, each.passes, each.errors, each.doesNotApply, each.standing]),
    ).toEqual([
      ["Judged", 0, 1, 5, "warn"],
      ["Cheap", 1, 0, 0, "pass"],
    ]);
    expect(today.rules[0]?.inError).toEqual([{ rowKey: "C1", name: "C1" }]);
    expect(rulesOf(next, figures, "merged").rules[1]).toMatchObject({ doesNotPass: 1, standing: "warn" });
    expect(
      rulesOf(
        planAfter(plan, { type: "setRule", table: "Places", column: "Large enough", rule: null }),
        figures,
        "today",
      ),
    ).toEqual({ rules: [], standing: "pass" });
  });
});

describe("a simulation", () => {
  const record = (
    columns: Extract<Command, { type: "recordSimulation" }>["columns"],
    fingerprint = "f1",
  ): Command => ({
    type: "recordSimulation",
    model: "Normal losses",
    seed: -3,
    trials: 1000,
    date: "2026-03-31",
    fingerprint,
    columns,
  });
  const first = record([
    {
      table: "Options",
      column: { name: "Chance", format: "0%" },
      values: [
        { row: "Today", value: 0.3 },
        { row: "Merged", value: 0.1 },
      ],
    },
    {
      table: "Places",
      column: { name: "Loss" },
      values: [
        { row: "Hill", value: 5 },
        { option: "Merged", row: "Hill", value: 4 },
      ],
    },
    { table: "Practices", column: { name: "Share" }, values: [{ row: "C2", value: 0.5 }] },
  ]);

  test("writes its columns for the base and for the options, and says what they came from", () => {
    const next = planAfter(plan, first);
    expect(checkPlan(next)).toEqual([]);
    expect(next.simulation).toEqual({
      model: "Normal losses",
      seed: -3,
      trials: 1000,
      date: "2026-03-31",
      fingerprint: "f1",
      columns: ["chance", "loss", "share"],
    });
    expect(next.keyedInputs).toMatchObject({ chance: { today: 0.3, merged: 0.1 }, loss: { hill: 5 } });
    expect(optionNamed(next, "Merged").inputOverrides.loss).toEqual({ hill: 4 });
    expect(next.practiceInputs.share).toEqual([null, 0.5, null, null, null, null]);
    expect(simulationIsStale(next, "f1")).toBe(false);
    expect(simulationIsStale(next, "f2")).toBe(true);
    expect(simulationIsStale(plan, "f2")).toBe(false);
  });

  test("nobody else writes its results", () => {
    const next = planAfter(plan, first);
    expect(
      refusal(next, { type: "setInput", table: "Options", row: "Today", column: "Chance", value: 0 }).code,
    ).toBe("simulated-column");
    const removed = planAfter(
      next,
      { type: "removeColumn", table: "Places", column: "Loss" },
      { type: "removeColumn", table: "Practices", column: "Share" },
    );
    expect(removed.simulation?.columns).toEqual(["chance"]);
    expect(
      planAfter(removed, { type: "removeColumn", table: "Options", column: "Chance" }).simulation,
    ).toBeNull();
  });

  test("the next one replaces them: what it does not give goes, or is blank where formulas use it", () => {
    const used = planAfter(plan, first, {
      type: "addColumn",
      table: "Places",
      column: { name: "Twice", formula: "=[@Loss]*2" },
    });
    const again = applied(
      used,
      record(
        [{ table: "Options", column: { name: "Chance" }, values: [{ row: "Today", value: 0.2 }] }],
        "f2",
      ),
    );
    expect(again.plan.simulation).toMatchObject({ fingerprint: "f2", columns: ["chance", "loss"] });
    expect(again.plan.keyedInputs.chance).toEqual({ today: 0.2 });
    expect(again.plan.keyedInputs.loss).toBeUndefined();
    expect(optionNamed(again.plan, "Merged").inputOverrides.loss).toBeUndefined();
    expect(again.plan.practiceColumns.map((column) => column.id)).not.toContain("share");
    expect(again.problems.map((each) => each.code)).toEqual(["result-kept-blank"]);
    expect(checkPlan(again.plan)).toEqual([]);
  });

  test.each<[string, Command, string]>([
    [
      "a column of the user's",
      record([{ table: "Options", column: { name: "Bodies" }, values: [] }]),
      "duplicate-column",
    ],
    [
      "a result twice",
      record([
        { table: "Options", column: { name: "A" }, values: [] },
        { table: "Options", column: { name: "a" }, values: [] },
      ]),
      "duplicate-column",
    ],
    [
      "a formula",
      record([{ table: "Options", column: { name: "A", formula: "=1" }, values: [] }]),
      "result-formula",
    ],
    [
      "an unknown row",
      record([{ table: "Options", column: { name: "A" }, values: [{ row: "X", value: 1 }] }]),
      "unknown-option",
    ],
    [
      "a text for a number",
      record([{ table: "Options", column: { name: "A" }, values: [{ row: "Today", value: "x" }] }]),
      "text-in-number",
    ],
    ["no results", record([]), "simulation-without-results"],
    ["no day", { ...first, date: "2026-02-30" } as Command, "not-a-date"],
    ["half a trial", { ...first, trials: 0.5 } as Command, "simulation-numbers"],
  ])("%s is refused", (_, command, code) => {
    expect(refusal(plan, command).code).toBe(code);
  });
});

describe("overrides that are the result of another formula", () => {
  const override = {
    type: "overrideFormula",
    table: "Practices",
    row: "C1",
    column: "Charge",
    value: 12,
    formula: "=[@[List size]]*3",
    fileName: "book.xlsx",
    cell: "Practices!F2",
  } as const;

  test("the finding has the formula and where it came from; the same again changes nothing", () => {
    const next = planAfter(plan, override);
    expect(next.findings.find(({ rowKey }) => rowKey === "C1")).toMatchObject({
      kind: "formula",
      formula: "=[@[List size]]*3",
      fileName: "book.xlsx",
      cell: "Practices!F2",
      status: "open",
    });
    expect(applied(next, override).changes).toEqual([]);
  });

  test("typed over with the same figure it is a constant", () => {
    const next = planAfter(plan, override, { ...override, formula: "" });
    expect(next.findings.find(({ rowKey }) => rowKey === "C1")).toMatchObject({
      kind: "constant",
      formula: "",
    });
  });
});
