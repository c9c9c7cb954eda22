// A plan of six practices written by hand, with names chosen to be awkward in a workbook, and its figures
// worked out by hand-written JavaScript, so that what the workbook holds is not judged by the engine it came from.

import { errorValue, type Value } from "../../../../renderer/engine/values/value.ts";
import type { CalculatedPlan } from "../../../../renderer/plan/calculation.ts";
import { effectiveAssumption, effectiveInput } from "../../../../renderer/plan/effective.ts";
import type { Option, Plan } from "../../../../renderer/plan/plan.ts";
import { namesAtLevel, planTables, rowKeys } from "../../../../renderer/plan/tables.ts";

const practices = ["A81001", "A81002", "A81003", "A81004", "A81005", "A81006"];

export const AWKWARD = "Rate [24/25]\n'#1' @ 5 %, <net> & \"more\": x";

function option(id: string, name: string, more: Partial<Option> = {}): Option {
  return {
    id,
    name,
    note: "",
    groups: [
      { id: "south", levelId: "icb", name: "South & West", parentId: null },
      { id: "p1", levelId: "place", name: "Ashby's", parentId: "south" },
      { id: "p2", levelId: "place", name: 'Bell "B"', parentId: null },
    ],
    membership: ["p1", "p1", "p2", "p2", null, "south"],
    assumptionOverrides: {},
    inputOverrides: {},
    ...more,
  };
}

export const smallPlan: Plan = {
  title: "Small <plan> & co",
  levels: [
    { id: "place", name: "Place", plural: "Places", tableName: "Places" },
    { id: "icb", name: "ICB", plural: "ICBs", tableName: "ICBs" },
  ],
  practices,
  practiceColumns: [
    { id: "name", name: "Practice name", kind: "input", type: "text", format: "@", note: "" },
    { id: "list", name: "List size", kind: "input", type: "number", format: "#,##0", note: "Patients." },
    { id: "rate", name: AWKWARD, kind: "input", type: "number", format: "0.00", note: "" },
    { id: "open", name: "Open", kind: "input", type: "boolean", format: "General", note: "" },
    { id: "from", name: "Opened on", kind: "input", type: "date", format: "dd/mm/yyyy", note: "" },
    {
      id: "money",
      name: "Allowance",
      kind: "formula",
      formula: "=[@[List size]]*Allowance_per_head",
      format: "£#,##0.00",
      note: "What it gets.",
    },
    {
      id: "double",
      name: "Doubled",
      kind: "formula",
      formula: "=[@[Rate '[24/25']\n'''#1'' '@ 5 %, <net> & \"more\": x]]*2",
      format: "General",
      note: "",
    },
    {
      id: "text",
      name: "Label",
      kind: "formula",
      formula: '=[@[Practice name]]&" <"&[@Place]&">"',
      format: "@",
      note: "",
    },
    {
      id: "big",
      name: "Is large",
      kind: "formula",
      formula: "=[@[List size]]>5000",
      format: "General",
      note: "",
    },
    {
      id: "err",
      name: "Per patient",
      kind: "formula",
      formula: "=1/[@[List size]]",
      format: "0.000",
      note: "",
    },
  ],
  practiceInputs: {
    name: ["=Alpha", "Beta  ", "Gamma _x_ 's", "Delta\u0001 & <co>", "", "Zeta\nsecond line"],
    list: [5000, 7500.5, 0, 12_000, null, 1e-7],
    rate: [1.25, null, -3, 0.1, 2, 1e21],
    open: [true, false, null, true, false, true],
    from: [45_000, 36_526.5, null, 2_958_465, 61, 44_927],
  },
  levelColumns: {
    place: [
      { id: "target", name: "Target", kind: "input", type: "number", format: "#,##0", note: "" },
      {
        id: "size",
        name: "List size",
        kind: "formula",
        formula: "=SUMIFS(Practices[List size],Practices[Place],[@Place])",
        format: "#,##0",
        note: "",
      },
    ],
    icb: [
      {
        id: "isize",
        name: "List size",
        kind: "formula",
        formula: "=SUMIFS(Practices[List size],Practices[ICB],[@ICB])",
        format: "#,##0",
        note: "",
      },
    ],
  },
  supportingTables: [],
  optionColumns: [
    { id: "pref", name: "Preference", kind: "input", type: "number", format: "General", note: "" },
    {
      id: "all",
      name: "Patients",
      kind: "formula",
      formula: "=SUM(Practices[List size])",
      format: "#,##0",
      note: "",
    },
    {
      id: "paid",
      name: "Paid",
      kind: "formula",
      formula: "=SUM(Practices[Allowance])+Lump_sum",
      format: "£#,##0",
      note: "",
    },
    {
      id: "share",
      name: "Share",
      kind: "formula",
      formula: "=[@Patients]/SUM([Patients])",
      format: "0.0%",
      note: "",
    },
  ],
  keyedInputs: { target: { p1: 10_000, Unassigned: 5 }, pref: { base: 1, o2: 2 } },
  assumptions: [
    {
      name: "Allowance_per_head",
      value: 25,
      unit: "£ per head",
      source: "Hand",
      note: "",
      format: "£#,##0.00",
    },
    { name: "Lump_sum", value: 1_000_000, unit: "£", source: "Hand", note: "Once.", format: "£#,##0" },
  ],
  options: [
    option("base", "Today"),
    option("o2", "North/South: a very long name for an option of grouping", {
      membership: ["p2", "p1", "p2", "p2", "p1", null],
      assumptionOverrides: { Lump_sum: 2_000_000 },
      inputOverrides: { list: { A81002: 9000, A81005: 10 }, target: { p2: 77 } },
    }),
    option("o3", "North South a very long name for an option of grouping"),
  ],
  sources: [],
  findings: [],
  simulation: null,
};

type Row = (column: string) => Value;

function number(value: Value): number {
  return typeof value === "number" ? value : 0;
}

/** The figures of the small plan, by hand. */
export function calculateByHand(plan: Plan): CalculatedPlan {
  const optionOf = (id: string) => plan.options.find((each) => each.id === id) as Option;
  const groupOf = (own: Option, index: number, levelId: string) =>
    namesAtLevel(own, levelId).get(own.membership[index] ?? "") ?? "Unassigned";

  function practiceRow(own: Option, index: number): Row {
    const input = (id: string) => effectiveInput(plan, id, plan.practices[index] as string, own);
    return (column) => {
      switch (column) {
        case "Practice code":
          return plan.practices[index] as string;
        case "Place":
          return groupOf(own, index, "place");
        case "ICB":
          return groupOf(own, index, "icb");
        case "Allowance":
          return number(input("list")) * number(effectiveAssumption(plan, "Allowance_per_head", own) ?? null);
        case "Doubled":
          return number(input("rate")) * 2;
        case "Label":
          return `${input("name")} <${groupOf(own, index, "place")}>`;
        case "Is large":
          return number(input("list")) > 5000;
        case "Per patient":
          return number(input("list")) === 0 ? errorValue("#DIV/0!") : 1 / number(input("list"));
        default: {
          const found = plan.practiceColumns.find((each) => each.name === column);
          return input(found?.id ?? "");
        }
      }
    };
  }

  function levelRow(own: Option, levelId: string, key: string): Row {
    const group = own.groups.find((each) => each.id === key);
    const name = group?.name ?? "Unassigned";
    return (column) => {
      if (column === "Target") return effectiveInput(plan, "target", key, own);
      if (column === "List size")
        return plan.practices.reduce(
          (sum, _, index) =>
            groupOf(own, index, levelId) === name ? sum + number(practiceRow(own, index)("List size")) : sum,
          0,
        );
      if (column === "ICB" && levelId === "place") return namesAtLevel(own, "icb").get(key) ?? "Unassigned";
      return name;
    };
  }

  const total = (own: Option, column: string) =>
    plan.practices.reduce((sum, _, index) => sum + number(practiceRow(own, index)(column)), 0);

  function optionRow(own: Option): Row {
    return (column) => {
      if (column === "Option") return own.name;
      if (column === "Preference") return plan.keyedInputs.pref?.[own.id] ?? null;
      if (column === "Patients") return total(own, "List size");
      if (column === "Paid")
        return total(own, "Allowance") + number(effectiveAssumption(plan, "Lump_sum", own) ?? null);
      return total(own, "List size") / plan.options.reduce((sum, each) => sum + total(each, "List size"), 0);
    };
  }

  return {
    problems: () => [],
    assumption: (name, optionId) => effectiveAssumption(plan, name, optionOf(optionId)) ?? null,
    table: (tableName, optionId) => {
      const own = optionOf(optionId);
      const table = planTables(plan).find((each) => each.name === tableName);
      if (table === undefined) throw new Error(`no table ${tableName}`);
      const keys = rowKeys(plan, table, own);
      const rows = keys.map((key, index) =>
        table.kind === "practices"
          ? practiceRow(own, index)
          : table.kind === "level"
            ? levelRow(own, table.level?.id ?? "", key)
            : optionRow(optionOf(key)),
      );
      return {
        rowKeys: keys,
        rowNames: rows.map((row) => String(row(table.columns[0]?.name ?? ""))),
        value: (row, column) => rows[row]?.(column) ?? null,
        formulaValue: (row, column) => rows[row]?.(column) ?? null,
        isOverridden: () => false,
      };
    },
  };
}
