// Commands at random, mostly sensible, from what a plan has at that moment: real names, now and then a wrong one, so
// that refusals are met as well. Depends on the seed alone.

import type { Command } from "../../renderer/plan/commands/command.ts";
import type { NewColumn } from "../../renderer/plan/commands/parts.ts";
import type { Option, Plan } from "../../renderer/plan/plan.ts";
import { rowAddresses } from "../../renderer/plan/rowNames.ts";
import { groupsOfLevel, planTables } from "../../renderer/plan/tables.ts";

export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  chance(of: number): boolean;
  /** One of the items; undefined when there is none. */
  pick<T>(items: readonly T[]): T | undefined;
}

/** Numbers that depend on the seed only (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (of) => next() < of,
    pick: (items) => items[below(items.length)],
  };
}

const WORDS = [
  "North",
  "South",
  "Élan",
  "Budget",
  "R2 D2",
  "Risk",
  "constructor",
  "PCN",
  "£ a head",
  "Ward",
  "Hub",
  "Zone",
];

function word(random: Random): string {
  return `${random.pick(WORDS)} ${random.below(40)}`;
}

function identifier(random: Random): string {
  return `Figure_${random.below(30)}`;
}

function anyValue(random: Random) {
  return (
    random.pick([
      0,
      1,
      -2.5,
      1e-7,
      123_456.789,
      null,
      "text",
      "1,234",
      true,
      "2026-03-31",
      45_000,
      random.below(9999),
    ]) ?? null
  );
}

function optionOf(plan: Plan, random: Random): Option {
  return random.pick(plan.options) as Option;
}

/** `option` left out for the base now and then, so both ways of naming it are met. */
function named(plan: Plan, option: Option, random: Random): { option?: string } {
  return option === plan.options[0] && random.chance(0.5) ? {} : { option: option.name };
}

function somePractices(plan: Plan, random: Random): string[] {
  return Array.from({ length: 1 + random.below(5) }, () => random.pick(plan.practices) ?? "C1");
}

type Maker = (plan: Plan, random: Random) => Command;

function cell(plan: Plan, random: Random) {
  const table = random.pick(planTables(plan)) as ReturnType<typeof planTables>[number];
  const option = optionOf(plan, random);
  const inputs = table.columns.filter((column) => column.role === "input");
  const rows =
    table.kind === "practices"
      ? plan.practices
      : table.kind === "options"
        ? plan.options.map((each) => each.name)
        : table.kind === "supporting"
          ? rowAddresses(plan, table, option)
          : ["Unassigned", ...groupsOfLevel(option, table.level?.id ?? "").map((group) => group.name)];
  return {
    option,
    table: table.title,
    row: random.pick(rows) ?? "C1",
    column: (random.pick(random.chance(0.9) ? inputs : table.columns) ?? table.columns[0])?.name ?? "",
  };
}

/** A cell of a formula column, now and then of another. */
function formulaCell(plan: Plan, random: Random) {
  const target = cell(plan, random);
  const table = planTables(plan).find((each) => each.title === target.table);
  const formulas = table?.columns.filter((column) => column.role === "formula") ?? [];
  return { ...target, column: random.pick(formulas)?.name ?? target.column };
}

/** A formula cell that has an override, in the base or in an option; any formula cell when none has. */
function overriddenCell(plan: Plan, random: Random) {
  const option = optionOf(plan, random);
  const values = random.chance(0.5) ? plan.keyedInputs : option.inputOverrides;
  for (const table of planTables(plan))
    for (const each of table.columns) {
      if (each.role !== "formula" || values[each.column.id] === undefined || random.chance(0.3)) continue;
      const key = random.pick(Object.keys(values[each.column.id] ?? {})) ?? "";
      const row =
        table.kind === "practices"
          ? key
          : table.kind === "options"
            ? (plan.options.find(({ id }) => id === key)?.name ?? key)
            : table.kind === "supporting"
              ? (rowAddresses(plan, table, option)[table.supporting?.rows.indexOf(key) ?? 0] ?? key)
              : (option.groups.find(({ id }) => id === key)?.name ?? key);
      return { option, table: table.title, row, column: each.name };
    }
  return formulaCell(plan, random);
}

function supportingTableOf(plan: Plan, random: Random) {
  const table = random.pick(plan.supportingTables);
  return { table, title: table?.title ?? "Rates" };
}

function levelAndGroup(plan: Plan, random: Random) {
  const option = optionOf(plan, random);
  const level = random.pick(plan.levels);
  const groups = level === undefined ? [] : groupsOfLevel(option, level.id);
  return { option, level: level?.name ?? "Place", groups, group: random.pick(groups)?.name ?? "Hill" };
}

function higherGroup(plan: Plan, option: Option, level: string, random: Random) {
  const at = plan.levels.findIndex((each) => each.name === level);
  const above = random.pick(plan.levels.slice(at + 1));
  const group = above === undefined ? undefined : random.pick(groupsOfLevel(option, above.id));
  return group === undefined || above === undefined ? null : { parent: group.name, parentLevel: above.name };
}

function formula(plan: Plan, random: Random): string {
  const practice = random.pick(plan.practiceColumns)?.name ?? "List size";
  const assumption = random.pick(plan.assumptions)?.name ?? "Rate";
  const level = random.pick(plan.levels);
  return (
    random.pick([
      `=SUM(Practices[${practice}])`,
      `=${assumption}*2`,
      `=IF(${assumption}>1,ROWS(Practices[${practice}]),0)`,
      `=COUNTIFS(Practices[${level?.name ?? "Place"}],"x")`,
      `=SUM(${random.pick(plan.supportingTables)?.name ?? "Rates"}[Price])`,
      `=XLOOKUP("a",${random.pick(plan.supportingTables)?.name ?? "Rates"}[Band],Rates[Price],0)`,
      `=SUM(${level?.tableName ?? "Places"}[${level?.name ?? "Place"}])`,
      "=[@Nothing]+1",
      "=1+",
    ]) ?? "=1"
  );
}

const TABLE_COLUMNS: readonly NewColumn[] = [
  { name: "Band", type: "text", choices: ["a", "b"] },
  { name: "Price" },
  { name: "Share", formula: "=[@Price]/SUM([Price])" },
];

const MAKERS: readonly (readonly [weight: number, make: Maker])[] = [
  [1, (_, random) => ({ type: "setTitle", title: word(random) })],
  [
    10,
    (plan, random) => {
      const { option, ...rest } = cell(plan, random);
      return { type: "setInput", ...rest, value: anyValue(random), ...named(plan, option, random) };
    },
  ],
  [
    3,
    (plan, random) => {
      const { option, table, row, column } = cell(plan, random);
      const cells = Array.from({ length: 4 }, () => ({ row, column, value: anyValue(random) }));
      return { type: "setInputs", table, cells, ...named(plan, option, random) };
    },
  ],
  [
    3,
    (plan, random) => {
      const option = optionOf(plan, random);
      const columnId = random.pick(Object.keys(option.inputOverrides)) ?? "";
      const column = plan.practiceColumns.find((each) => each.id === columnId)?.name ?? "List size";
      const row = random.pick(Object.keys(option.inputOverrides[columnId] ?? {})) ?? "C1";
      return { type: "resetInput", table: "Practices", row, column, option: option.name };
    },
  ],
  [
    4,
    (plan, random) => ({
      type: "setAssumption",
      name: random.pick(plan.assumptions)?.name ?? "Rate",
      value: anyValue(random),
      ...named(plan, optionOf(plan, random), random),
    }),
  ],
  [
    2,
    (plan, random) => {
      const option = optionOf(plan, random);
      const name = random.pick(Object.keys(option.assumptionOverrides)) ?? "Rate";
      return { type: "resetAssumption", name, option: option.name };
    },
  ],
  [2, (_, random) => ({ type: "addAssumption", name: identifier(random), value: anyValue(random) })],
  [
    2,
    (plan, random) => ({
      type: "editAssumption",
      name: random.pick(plan.assumptions)?.name ?? "Rate",
      ...(random.chance(0.7) ? { newName: identifier(random) } : { note: word(random) }),
    }),
  ],
  [1, (plan, random) => ({ type: "removeAssumption", name: random.pick(plan.assumptions)?.name ?? "Rate" })],
  [
    4,
    (plan, random) => {
      const { table } = cell(plan, random);
      const name = word(random);
      const type = random.pick(["number", "text", "boolean", "date"] as const) ?? "number";
      const column = random.chance(0.5) ? { name, type } : { name, formula: formula(plan, random) };
      return { type: "addColumn", table, column };
    },
  ],
  [
    2,
    (plan, random) => {
      const table = random.pick(planTables(plan));
      const column = random.pick(table?.columns.filter((each) => each.role === "formula") ?? []);
      return {
        type: "setFormula",
        table: table?.title ?? "Practices",
        column: column?.name ?? "Money",
        formula: formula(plan, random),
      };
    },
  ],
  [
    3,
    (plan, random) => {
      const { table, column } = cell(plan, random);
      const edit = random.chance(0.7) ? { newName: word(random) } : { format: "0.0" };
      return { type: "editColumn", table, column, ...edit };
    },
  ],
  [
    2,
    (plan, random) => ({
      type: "removeColumn",
      table: cell(plan, random).table,
      column: cell(plan, random).column,
    }),
  ],
  [
    6,
    (plan, random) => {
      const { option, ...rest } = formulaCell(plan, random);
      return { type: "overrideFormula", ...rest, value: anyValue(random), ...named(plan, option, random) };
    },
  ],
  [
    3,
    (plan, random) => {
      const { option, ...rest } = overriddenCell(plan, random);
      return { type: "restoreFormula", ...rest, ...named(plan, option, random) };
    },
  ],
  [
    2,
    (plan, random) => {
      const { option: _, ...rest } = overriddenCell(plan, random);
      return { type: random.chance(0.7) ? "acceptFinding" : "reopenFinding", ...rest };
    },
  ],
  [
    1,
    (plan, random) => {
      const { table, column } = formulaCell(plan, random);
      const rule = random.chance(0.7) ? ({ outcome: "warn", sentence: word(random) } as const) : null;
      return { type: "setRule", table, column, rule };
    },
  ],
  [
    2,
    (plan, random) => ({
      type: "addTable",
      name: random.chance(0.4) ? "Rates" : `Table_${random.below(9)}`,
      columns: TABLE_COLUMNS.concat({ name: word(random), formula: formula(plan, random) }).slice(
        0,
        2 + random.below(3),
      ),
    }),
  ],
  [1, (plan, random) => ({ type: "removeTable", table: supportingTableOf(plan, random).title })],
  [
    1,
    (plan, random) => ({
      type: "renameTable",
      table: supportingTableOf(plan, random).title,
      newName: `Table_${random.below(9)}`,
    }),
  ],
  [
    5,
    (plan, random) => {
      const { table, title } = supportingTableOf(plan, random);
      const input = random.pick(table?.columns.filter((column) => column.kind === "input") ?? []);
      const rows = Array.from({ length: 1 + random.below(4) }, () => ({
        [input?.name ?? "Band"]: anyValue(random),
      }));
      return { type: "addRows", table: title, rows, ...(random.chance(0.3) ? { before: "#2" } : {}) };
    },
  ],
  [
    2,
    (plan, random) => ({
      type: "removeRows",
      table: supportingTableOf(plan, random).title,
      rows: [`#${1 + random.below(4)}`],
    }),
  ],
  [
    2,
    (plan, random) => {
      const { option, table, row } = cell(plan, random);
      const name = random.pick(["Chance", "Expected"]) ?? "Chance";
      return {
        type: "recordSimulation",
        model: word(random),
        seed: random.below(99),
        trials: 1 + random.below(99),
        date: "2026-03-31",
        fingerprint: word(random),
        columns: [{ table, column: { name }, values: [{ row, value: 0.5, option: option.name }] }],
      };
    },
  ],
  [
    1,
    (plan, random) => {
      const below = random.chance(0.5) ? random.pick(plan.levels)?.name : undefined;
      return { type: "addLevel", name: word(random), ...(below === undefined ? {} : { below }) };
    },
  ],
  [
    1,
    (plan, random) => ({
      type: "renameLevel",
      level: levelAndGroup(plan, random).level,
      newName: word(random),
    }),
  ],
  [1, (plan, random) => ({ type: "removeLevel", level: levelAndGroup(plan, random).level })],
  [
    5,
    (plan, random) => {
      const { option, level } = levelAndGroup(plan, random);
      const parent = random.chance(0.7) ? higherGroup(plan, option, level, random) : null;
      return { type: "addGroup", level, name: word(random), ...parent, ...named(plan, option, random) };
    },
  ],
  [
    2,
    (plan, random) => {
      const { option, level, group } = levelAndGroup(plan, random);
      return { type: "renameGroup", level, group, newName: word(random), ...named(plan, option, random) };
    },
  ],
  [
    3,
    (plan, random) => {
      const { option, level, group } = levelAndGroup(plan, random);
      const parent = higherGroup(plan, option, level, random) ?? { parent: null };
      return { type: "setParent", level, group, ...parent, ...named(plan, option, random) };
    },
  ],
  [
    2,
    (plan, random) => {
      const { option, level, group } = levelAndGroup(plan, random);
      return { type: "removeGroup", level, group, ...named(plan, option, random) };
    },
  ],
  [
    2,
    (plan, random) => {
      const { option, level, groups, group } = levelAndGroup(plan, random);
      const going = [random.pick(groups)?.name ?? "Hill", random.pick(groups)?.name ?? "Hill"];
      return { type: "mergeGroups", level, groups: going, into: group, ...named(plan, option, random) };
    },
  ],
  [
    10,
    (plan, random) => {
      const { option, level, group } = levelAndGroup(plan, random);
      const to = random.pick([
        { level, group },
        { level, group },
        { level, group: null },
        { level: null, group: null },
      ]) ?? { level, group };
      return {
        type: "movePractices",
        practices: somePractices(plan, random),
        ...to,
        ...named(plan, option, random),
      };
    },
  ],
  [
    2,
    (plan, random) => ({
      type: "addOption",
      name: word(random),
      ...(random.chance(0.5) ? { copyOf: optionOf(plan, random).name } : {}),
    }),
  ],
  [1, (plan, random) => ({ type: "editOption", option: optionOf(plan, random).name, newName: word(random) })],
  [1, (plan, random) => ({ type: "removeOption", option: optionOf(plan, random).name })],
  [1, (plan, random) => ({ type: "removePractices", practices: somePractices(plan, random).slice(0, 2) })],
  [
    1,
    (plan, random) => {
      const option = optionOf(plan, random);
      const practices = Array.from({ length: 6 }, () => `C${1 + random.below(60)}`);
      return {
        type: "importData",
        source: { fileName: "random.csv", description: "Random", dataDate: "", rows: 6, columns: [] },
        practices,
        columns: [
          {
            name: "List size",
            type: "number",
            format: "#,##0",
            note: "",
            values: practices.map(() => anyValue(random)),
          },
          {
            name: word(random),
            type: "text",
            format: "@",
            note: "",
            values: practices.map(() => anyValue(random)),
          },
          {
            name: random.chance(0.5) ? "Double" : word(random),
            type: "number",
            format: "0",
            note: "",
            formula: random.chance(0.7) ? "=[@[List size]]*2" : formula(plan, random),
            values: [],
            overrides: [
              { row: random.below(6), value: anyValue(random), cell: "S!B2", kind: "constant", formula: "" },
            ],
          },
        ],
        levels: [{ name: "Place" }, { name: "CCG" }],
        groups: [
          { level: "CCG", name: "East", parent: null },
          { level: "Place", name: word(random), parent: 0 },
          { level: "Place", name: "Hill", parent: null },
        ],
        membership: practices.map(() => random.pick([0, 1, 2, null, undefined])),
        assumptions: [{ name: identifier(random), value: random.below(9) }],
        tables: [
          {
            name: "Rates",
            title: "Rates",
            note: "",
            columns: [
              {
                name: "Band",
                type: "text",
                format: "@",
                note: "",
                values: ["a", "b", anyValue(random)],
              },
              { name: "Share", type: "number", format: "0%", note: "", formula: "=[@Price]/2", values: [] },
              {
                name: "Price",
                type: "number",
                format: "£0",
                note: "",
                values: [1, anyValue(random), undefined],
              },
            ],
          },
        ],
        ...named(plan, option, random),
      };
    },
  ],
];

const TOTAL_WEIGHT = MAKERS.reduce((sum, [weight]) => sum + weight, 0);

/** A command that fits the plan more often than not. */
export function randomCommand(plan: Plan, random: Random): Command {
  let left = random.below(TOTAL_WEIGHT);
  for (const [weight, make] of MAKERS) {
    left -= weight;
    if (left < 0) return make(plan, random);
  }
  throw new Error("weights do not add up");
}
