import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { presetCommands } from "../../../renderer/funding/applyPreset.ts";
import { runningCostCommands } from "../../../renderer/funding/runningCost.ts";
import type { Command } from "../../../renderer/plan/commands/command.ts";
import type { Plan } from "../../../renderer/plan/plan.ts";
import { planAfter } from "../../support/planBuilder.ts";
import { bodiesPlan, costedPlan, errorsOf, figuresOf, must } from "./fundingPlans.ts";

const RECKONER = [
  { name: "Fifty", size: 50_000 },
  { name: "Hundred", size: 100_000 },
  { name: "Typical", size: 175_000 },
  { name: "ThreeHundred", size: 300_000 },
];

function input(row: string, column: string, value: string | number | null, table = "CCGs"): Command {
  return { type: "setInput", table, row, column, value };
}

describe("the ready reckoner at £25 a head, fixed cost £1.946m", () => {
  const figure = figuresOf(costedPlan(RECKONER));
  test.each([
    ["Fifty", -696_000, -13.92, "No"],
    ["Hundred", 554_000, 5.54, "Yes"],
    ["Typical", 2_429_000, 13.88, "Yes"],
    ["ThreeHundred", 5_554_000, 18.513333, "Yes"],
  ])("%s: balance %d, %d a head, viable %s", (name, balance, perHead, viable) => {
    expect(figure("CCGs", name, "Running cost")).toBe(1_946_000);
    expect(figure("CCGs", name, "Balance")).toBe(balance);
    expect(figure("CCGs", name, "Balance per head")).toBeCloseTo(perHead, 5);
    expect(figure("CCGs", name, "Viable")).toBe(viable);
    expect(figure("CCGs", name, "Break-even population")).toBe(77_840);
  });

  test("at £20 a head a body of 175,000 has £8.88 a head left", () => {
    const plan = costedPlan(RECKONER);
    const after = planAfter(plan, must(presetCommands(plan, "Ready reckoner 2011: £20 a head")));
    expect(figuresOf(after)("CCGs", "Typical", "Balance per head")).toBeCloseTo(8.88, 2);
  });

  test("the posts come to the reckoner's figures", () => {
    expect(figure("Posts", "Nurse and secondary care doctor on the governing body", "Annual cost")).toBe(
      111_000,
    );
    expect(figure("Posts", "Clinical leadership and practice engagement", "Annual cost")).toBe(446_000);
    expect(figure("Posts", "Lay member for audit", "Cost per WTE")).toBe(null);
  });
});

describe("break-even: fixed cost over allowance less variable cost", () => {
  /** A body that needs £1m and £20 a head. */
  function needing(perHead: number): Plan {
    const plan = costedPlan([{ name: "One", size: 25_000 }]);
    return planAfter(
      plan,
      {
        type: "removeRows",
        table: "Posts",
        rows: plan.supportingTables[0]?.rows.map((_, at) => `#${at + 1}`) ?? [],
      },
      {
        type: "addRows",
        table: "Other_costs",
        rows: [{ Cost: "All", Body: "Every body", Fixed: 1_000_000, "Per head": 20 }],
      },
      { type: "setAssumption", name: "Allowance_per_head", value: perHead },
    );
  }
  test.each([
    [25, 200_000],
    [30, 100_000],
    [35, 66_667],
  ])("£1m + £20 a head is paid by £%d a head at %d", (perHead, population) => {
    const figure = figuresOf(needing(perHead));
    expect(Math.round(Number(figure("CCGs", "One", "Break-even population")))).toBe(population);
    expect(Math.round(Number(figure("Options", "Today", "Both rules pay the same at")))).toBe(population);
  });

  test("where no size pays, it says never", () => {
    expect(figuresOf(needing(20))("CCGs", "One", "Break-even population")).toBe("never");
    expect(figuresOf(needing(20))("Options", "Today", "Smallest viable size of a CCG")).toBe("never");
  });

  test("at the break-even population the balance is nothing, under each form", () => {
    const rules: readonly (readonly [string, string])[] = [
      ["CCG 2013/14: £25 a head", "One"],
      ["Consortium proposal 2011: £1m + £20 a head", "One"],
      ["£1m + £20 below 200,000, £25 from there", "One"],
    ];
    for (const [name, body] of rules) {
      const plan = costedPlan([{ name: body, size: 90_000 }], {
        type: "addRows",
        table: "Other_costs",
        rows: [{ Cost: "Rent", Body: "Every body", Fixed: 120_000, "Per head": 3.5 }],
      });
      const after = planAfter(plan, must(presetCommands(plan, name)));
      const population = Number(figuresOf(after)("CCGs", body, "Break-even population"));
      const there = planAfter(after, input("P1", "List size", population, "Practices"));
      expect(Number(figuresOf(there)("CCGs", body, "Balance"))).toBeCloseTo(0, 4);
    }
  });
});

describe("sharing", () => {
  const bodies = ["A", "B", "C", "D", "E", "F"].map((name, at) => ({ name, size: 20_000 + 7_000 * at }));
  const total = (plan: Plan, column: string) =>
    bodies.reduce((sum, { name }) => sum + Number(figuresOf(plan)("CCGs", name, column)), 0);
  const SHAREABLE = 167_050 + 154_200 + 1_067_750;
  const OWN = 111_000 + 446_000;

  test("whatever groups share and delegate, together they pay for each post once a body or once a cluster", () => {
    const plan = costedPlan(bodies);
    const kind = fc.constantFrom(
      { part: "", cluster: "" },
      { part: "", cluster: "North" },
      { part: "", cluster: "South" },
      { part: "Host one", cluster: "" },
      { part: "Host two", cluster: "" },
      { part: "Host two", cluster: "" },
    );
    fc.assert(
      fc.property(fc.tuple(kind, kind, kind, kind, kind, kind), (kinds) => {
        const after = planAfter(plan, {
          type: "setInputs",
          table: "CCGs",
          cells: kinds.flatMap(({ part, cluster }, at) => {
            const row = bodies[at]?.name ?? "";
            return [
              { row, column: "Kind", value: part === "" ? "Statutory body" : "Delegated group" },
              { row, column: "Part of body", value: part === "" ? null : part },
              { row, column: "Shares leadership with", value: cluster === "" ? null : cluster },
            ];
          }),
        });
        const standing = kinds.filter((each) => each.part === "").length;
        const hosts = new Set(kinds.map((each) => each.part).filter((part) => part !== "")).size;
        const clustered = kinds.filter((each) => each.cluster !== "").length;
        const clusters = new Set(kinds.map((each) => each.cluster).filter((each) => each !== "")).size;
        const expected = OWN * (standing + hosts) + SHAREABLE * (standing + hosts - clustered + clusters);
        expect(total(after, "Staff cost")).toBeCloseTo(expected, 3);
        expect(total(after, "Running cost") + total(after, "Saving from sharing")).toBeCloseTo(
          total(after, "Running cost standing alone"),
          3,
        );
        expect(total(after, "Running-cost allowance")).toBeCloseTo(
          25 * bodies.reduce((sum, each) => sum + each.size, 0),
          3,
        );
      }),
      { seed: 2011, numRuns: 25 },
    );
  });

  test("a post in shares of its own is still paid for once, and says when the shares do not add up", () => {
    const shares = (first: number): readonly Command[] => [
      input("A", "Shares leadership with", "North"),
      input("B", "Shares leadership with", "North"),
      {
        type: "addRows",
        table: "Shared_posts",
        rows: [
          { Post: "Accountable officer", Group: "A", Share: first },
          { Post: "Accountable officer", Group: "B", Share: 0.3 },
        ],
      },
    ];
    const equal = costedPlan(bodies, ...shares(0.7).slice(0, 2));
    const own = costedPlan(bodies, ...shares(0.7));
    expect(total(own, "Staff cost")).toBeCloseTo(total(equal, "Staff cost"), 4);
    const difference =
      Number(figuresOf(own)("CCGs", "A", "Staff cost")) - Number(figuresOf(equal)("CCGs", "A", "Staff cost"));
    expect(difference).toBeCloseTo(0.2 * 167_050, 4);
    expect(figuresOf(own)("Shared_posts", "#1", "Shares add up")).toBe(true);
    const wrong = figuresOf(costedPlan(bodies, ...shares(0.6)));
    expect(wrong("Shared_posts", "#1", "Shares add up")).toBe(false);
  });

  test("a post of one named body is shared by its delegated groups", () => {
    const plan = costedPlan(
      bodies,
      ...["A", "B"].flatMap((row) => [
        input(row, "Kind", "Delegated group"),
        input(row, "Part of body", "Host"),
        input(row, "Budget use delegated", "Yes"),
      ]),
      {
        type: "addRows",
        table: "Posts",
        rows: [{ Post: "Head of place", Body: "Host", "Whole-time equivalent": 1, "Cost per WTE": 47_000 }],
      },
    );
    const figure = figuresOf(plan);
    const part = 20_000 / 47_000;
    expect(figure("CCGs", "A", "Body share")).toBeCloseTo(part, 12);
    expect(figure("CCGs", "A", "Staff cost")).toBeCloseTo(part * (1_946_000 + 47_000), 4);
    expect(figure("Posts", "Head of place", "Body known")).toBe(true);
    expect(figure("CCGs", "A", "Delegation clear")).toBe(true);
    expect(figure("CCGs", "C", "Delegation clear")).toBe("");
    expect(figure("Options", "Today", "Statutory bodies of CCGs")).toBe(5);
  });

  test("delegated groups get a lump sum once between them", () => {
    const plan = costedPlan(
      bodies,
      ...bodies.flatMap(({ name }) => [
        input(name, "Kind", "Delegated group"),
        input(name, "Part of body", "Host"),
      ]),
    );
    const after = planAfter(plan, must(presetCommands(plan, "Consortium proposal 2011: £1m + £20 a head")));
    const people = bodies.reduce((sum, each) => sum + each.size, 0);
    expect(total(after, "Running-cost allowance")).toBeCloseTo(1_000_000 + 20 * people, 4);
    expect(total(after, "Allowance standing alone")).toBeCloseTo(6_000_000 + 20 * people, 4);
    expect(total(after, "Gain against standing alone")).toBeCloseTo(
      total(after, "Saving from sharing") - 5_000_000,
      4,
    );
  });

  test("a leadership cluster has no body, no allowance and no cost", () => {
    const figure = figuresOf(costedPlan(bodies, input("A", "Kind", "Leadership cluster")));
    expect(
      ["Running-cost allowance", "Running cost", "Balance"].map((column) => figure("CCGs", "A", column)),
    ).toEqual([0, 0, 0]);
    expect(figure("CCGs", "A", "Viable")).toBe("");
  });
});

describe("functions", () => {
  const WORK = "Contracts";
  const base: readonly Command[] = [
    {
      type: "addRows",
      table: "Providers",
      rows: [
        {
          Provider: "Near",
          Function: WORK,
          "In the area": "Yes",
          "Price per head": 2,
          "Lump sum per body": 10_000,
        },
        { Provider: "Far", Function: "Every function", "In the area": "No", "Price per head": 1.5 },
      ],
    },
    {
      type: "addRows",
      table: "Functions",
      rows: [{ Function: WORK, "Done by": "In-house", "In-house lump sum": 50_000, "In-house per head": 3 }],
    },
  ];
  const plan = costedPlan(RECKONER, ...base);
  const set = (column: string, value: string | null) => input(WORK, column, value, "Functions");

  test.each<[string, readonly Command[], number, number, boolean]>([
    ["in-house", [], 350_000, 0, true],
    [
      "bought from a provider with a price for it",
      [set("Done by", "Commissioning support"), set("Provider", "Near")],
      0,
      210_000,
      true,
    ],
    [
      "bought from a provider with one price for all",
      [set("Done by", "Commissioning support"), set("Provider", "Far")],
      0,
      150_000,
      true,
    ],
    ["by the higher body", [set("Done by", "Higher body")], 0, 0, true],
    ["bought from nobody", [set("Done by", "Commissioning support")], 0, 0, false],
    [
      "bought from a provider without a price",
      [set("Done by", "Commissioning support"), set("Provider", "Nobody")],
      0,
      0,
      false,
    ],
    ["by nobody", [set("Done by", null)], 0, 0, false],
    ["by a post and its own cost", [set("Done by post", "Accountable officer")], 350_000, 0, false],
  ])("%s", (_, commands, inHouse, bought, paidOnce) => {
    const after = planAfter(plan, ...commands);
    const figure = figuresOf(after);
    expect(figure("CCGs", "Hundred", "Functions in-house")).toBe(inHouse);
    expect(figure("CCGs", "Hundred", "Bought support")).toBe(bought);
    expect(figure("Functions", WORK, "Paid for once")).toBe(paidOnce);
    if (!paidOnce)
      expect(figure("Functions", WORK, "What is wrong")).toMatch(/^(Nobody|Paid twice|The provider)/);
    expect(errorsOf(after)).toEqual([]);
  });

  test("one group may have it done otherwise", () => {
    const arranged = (provider: string | null, group = "Fifty") =>
      planAfter(plan, {
        type: "addRows",
        table: "Function_arrangements",
        rows: [{ Function: WORK, Group: group, "Done by": "Commissioning support", Provider: provider }],
      });
    const figure = figuresOf(arranged("Near"));
    expect(figure("CCGs", "Fifty", "Functions in-house")).toBe(0);
    expect(figure("CCGs", "Fifty", "Bought support")).toBe(110_000);
    expect(figure("CCGs", "Fifty", "Variable cost per head")).toBe(2);
    expect(figure("CCGs", "Fifty", "Fixed cost")).toBe(1_956_000);
    expect(figure("CCGs", "Hundred", "Functions in-house")).toBe(350_000);
    expect(figure("Function_arrangements", WORK, "Paid for once")).toBe(true);
    expect(figuresOf(arranged(null))("Function_arrangements", WORK, "Paid for once")).toBe(false);
    expect(figuresOf(arranged("Near", "Nowhere"))("Function_arrangements", WORK, "Paid for once")).toBe("");
  });
});

describe("other answers", () => {
  test("other costs by body, head and practice; incentives; transition by year", () => {
    const plan = costedPlan(
      RECKONER,
      {
        type: "addRows",
        table: "Other_costs",
        rows: [
          { Cost: "Rent", Body: "Every body", Fixed: 30_000, "Per head": 1, "Per practice": 500 },
          { Cost: "Lease", Body: "Fifty", Fixed: 7_000 },
        ],
      },
      input("Fifty", "Incentive per head", 2),
      input("Fifty", "Start date", 41_364), // 31 March 2013: still 2012/13
      input("Hundred", "Start date", 41_365), // 1 April 2013
      input("Typical", "Start date", 42_094), // 31 March 2015
      input("ThreeHundred", "Start date", 42_095), // 1 April 2015
      { type: "setAssumption", name: "One_off_cost_of_body", value: 250_000 },
    );
    const figure = figuresOf(plan);
    expect(figure("Other_costs", "Lease", "Body known")).toBe(true);
    const elsewhere = figuresOf(planAfter(plan, input("Lease", "Body", "Nowhere", "Other_costs")));
    expect(elsewhere("Other_costs", "Lease", "Body known")).toBe(false);
    expect(figure("CCGs", "Fifty", "Other fixed costs")).toBe(37_500);
    expect(figure("CCGs", "Fifty", "Running cost")).toBe(1_946_000 + 37_500 + 50_000 + 100_000);
    expect(figure("CCGs", "Fifty", "Variable cost per head")).toBe(3);
    expect(
      [1, 2, 3].map((year) => figure("Options", "Today", `Transition cost of CCGs, year ${year}`)),
    ).toEqual([250_000 + 500_000, 250_000 + 875_000, 250_000 + 1_500_000]);
  });

  test("a fresh plan stays simple, and the model comes once, for one level", () => {
    const simple = bodiesPlan(RECKONER);
    expect(simple.supportingTables).toEqual([]);
    expect(figuresOf(simple)("CCGs", "Fifty", "Fixed cost")).toBe(1_500_000);
    const costed = planAfter(simple, must(runningCostCommands(simple, "CCG")));
    const again = runningCostCommands(costed, "CCG");
    expect(again.ok ? "" : again.problem.code).toBe("already-modelled");
    const without = planAfter(simple, {
      type: "renameGroup",
      level: "CCG",
      group: "Fifty",
      newName: "Fifty two",
    });
    expect(runningCostCommands(without, "Nowhere").ok).toBe(false);
    expect(errorsOf(costed)).toEqual([]);
  });
});
