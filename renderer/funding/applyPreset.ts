// Putting an allowance preset in force: the commands that give a plan the assumptions, table and formulas the preset's rule reads,
// and then set the preset's figures, in the base or in one option.
//
// What must stay true: the result is ordinary assumptions and formulas, nothing remembers the preset but the text assumptions that
// name it; a formula of the user's own is never replaced unless asked; what cannot follow the rule (no weighted list) is refused
// with a sentence.

import type { Batch, SingleCommand } from "../plan/commands/command.ts";
import type { NewAssumption, NewColumn } from "../plan/commands/parts.ts";
import { requireOption } from "../plan/lookups.ts";
import type { FormulaColumn, Level, Plan } from "../plan/plan.ts";
import { done, failed, type Result } from "../plan/problem.ts";
import {
  ALLOWANCE_PRESETS,
  type AllowancePreset,
  isComparable,
  presetNamed,
  RELIABILITY_IN_WORDS,
  RUNNING_COSTS,
} from "./allowancePresets.ts";
import {
  ALLOWANCE,
  type AllowanceRule,
  allowanceFormula,
  BREAK_EVEN,
  breakEvenFormula,
  hasBodies,
  isOurs,
  STANDING_ALONE,
  STEPS_TABLE,
  standingAloneAllowance,
  usableRules,
  weightedColumn,
} from "./allowanceRule.ts";
import { STARTER_ASSUMPTIONS } from "./starterAssumptions.ts";

/** Assumptions that only some rules read. */
const MORE_ASSUMPTIONS: readonly NewAssumption[] = [
  {
    name: "Allowance_per_weighted_head",
    value: null,
    unit: "£ per weighted patient per year",
    source: "Given by the preset in force.",
    note: "Used by the rules per weighted head and per head + per weighted head.",
    format: "£#,##0.000",
  },
  {
    name: "Allowance_floor",
    value: null,
    unit: "£ per body per year",
    source: "Choice of the planner: no published figure found.",
    note: "The least a body gets under the rule per head with floor and ceiling. Blank: no floor.",
    format: "£#,##0",
  },
  {
    name: "Allowance_ceiling",
    value: null,
    unit: "£ per body per year",
    source: "Choice of the planner: no published figure found.",
    note: "The most a body gets under the rule per head with floor and ceiling. Blank: no ceiling.",
    format: "£#,##0",
  },
];

const READS: Readonly<Record<AllowanceRule, readonly string[]>> = {
  "per head": [],
  "lump sum + per head": [],
  "per weighted head": ["Allowance_per_weighted_head"],
  "per head + per weighted head": ["Allowance_per_weighted_head"],
  "per head with floor and ceiling": ["Allowance_floor", "Allowance_ceiling"],
  "steps by size": [],
};

const PRESET_NAME = "Allowance_preset";
const PRESET_COVERS = "Allowance_covers";

const LABELS: readonly NewAssumption[] = [
  {
    name: PRESET_NAME,
    value: "CCG 2013/14: £25 a head",
    unit: "name",
    source: "Choice of the planner.",
    note: "The preset put in force last. Change it when you change its figures.",
    format: "@",
  },
  {
    name: PRESET_COVERS,
    value: RUNNING_COSTS,
    unit: "what the allowance pays for",
    source: "Said by the preset in force.",
    note: `Anything but "${RUNNING_COSTS}" makes the rule Allowance comparable warn.`,
    format: "@",
  },
];

const OPTION_COLUMNS: readonly NewColumn[] = [
  {
    name: "Allowance in force",
    formula: `=${PRESET_NAME}`,
    format: "General",
    note: "The allowance preset put in force in this option.",
  },
  {
    name: "Allowance comparable",
    formula: `=${PRESET_COVERS}="${RUNNING_COSTS}"`,
    format: "General",
    note: "Whether the allowance pays for a commissioner's running costs and nothing else.",
    rule: {
      outcome: "warn",
      sentence:
        "This allowance is not comparable with a running-cost allowance: it pays for something else or for more.",
    },
  },
];

/** The table of steps with the preset's steps, in place of any the plan had. */
function stepCommands(plan: Plan, preset: AllowancePreset): readonly SingleCommand[] {
  if (preset.steps === undefined) return [];
  const existing = plan.supportingTables.find((table) => table.name === STEPS_TABLE);
  return [
    ...(existing === undefined ? [STEPS] : []),
    ...(existing === undefined || existing.rows.length === 0
      ? []
      : [
          {
            type: "removeRows",
            table: STEPS_TABLE,
            rows: existing.rows.map((_, at) => `#${at + 1}`),
          } as const,
        ]),
    {
      type: "addRows",
      table: STEPS_TABLE,
      rows: preset.steps.map((step) => ({
        "From patients": step.from,
        "Lump sum": step.lump,
        "Per head": step.perHead,
        Source: preset.source,
      })),
    },
  ];
}

const STEPS: SingleCommand = {
  type: "addTable",
  name: STEPS_TABLE,
  title: "Allowance steps",
  note: "The rule steps by size: a body gets the lump sum and the rate of the last row its patients reach. In rising order.",
  columns: [
    { name: "From patients", format: "#,##0", note: "The step holds from this many patients of the body." },
    { name: "Lump sum", format: "£#,##0", note: "£ per body per year." },
    { name: "Per head", format: "£#,##0.00", note: "£ per registered patient per year." },
    { name: "Source", type: "text", format: "@", note: "Where the step comes from." },
    {
      name: "Below patients",
      formula:
        '=IF(COUNTIFS([From patients],">"&[@[From patients]])=0,1E+99,MINIFS([From patients],[From patients],">"&[@[From patients]]))',
      format: '[>=1E+99]"no end";#,##0',
      note: "Where the next step begins.",
    },
    {
      name: "In rising order",
      formula:
        '=AND(COUNTIFS([From patients],[@[From patients]])=1,COUNTIFS([From patients],"<"&[@[From patients]])=MATCH([@[From patients]],[From patients],0)-1)',
      note: "Each step begins above the one before it.",
      rule: { outcome: "fail", sentence: "The steps are not in rising order, so sizes find the wrong one." },
    },
  ],
};

function allowanceColumn(plan: Plan, level: Level, name: string): FormulaColumn | undefined {
  return (plan.levelColumns[level.id] ?? []).find(
    (column): column is FormulaColumn => column.kind === "formula" && column.name === name,
  );
}

export interface PresetChoices {
  /** In this option only; left out: in the base, from which the others inherit. */
  readonly option?: string;
  /** Replace formulas of the user's own in the allowance and break-even columns. */
  readonly replaceOwnFormulas?: boolean;
}

/** The commands, as one step of undo, that put the preset of that name in force. */
export function presetCommands(plan: Plan, presetName: string, choices: PresetChoices = {}): Result<Batch> {
  const preset = presetNamed(presetName);
  if (preset === undefined)
    return failed("unknown-preset", `There is no allowance preset "${presetName}".`, {
      remedy: `Choose one of: ${ALLOWANCE_PRESETS.map((each) => each.name).join("; ")}.`,
    });
  const option = requireOption(plan, choices.option);
  if (!option.ok) return option;
  const levels = plan.levels.filter((level) => allowanceColumn(plan, level, ALLOWANCE) !== undefined);
  const unable = whyNot(plan, preset, levels, choices);
  if (unable !== null) return unable;
  const isBase = plan.options[0]?.id === option.value.id;
  return done({
    type: "batch",
    label: `Put the allowance ${preset.name} in force${isBase ? "" : ` in ${option.value.name}`}`,
    commands: [
      ...supplies(plan, preset),
      ...levels.flatMap((level) => formulaCommands(plan, preset, level, choices)),
      ...figures(preset, isBase ? undefined : option.value.name),
    ],
  });
}

function whyNot(
  plan: Plan,
  preset: AllowancePreset,
  levels: readonly Level[],
  choices: PresetChoices,
): Result<Batch> | null {
  if (levels.length === 0)
    return failed("no-allowance-column", `No level has a formula column ${ALLOWANCE}.`, {
      remedy: "Import list sizes and group the practices; the column then comes by itself.",
    });
  const needsWeights = /weighted/.test(preset.rule);
  const without = levels.find((level) => weightedColumn(plan, level) === null);
  if (needsWeights && without !== undefined)
    return failed(
      "no-weighted-lists",
      `${preset.name} pays per weighted patient, and ${without.plural} have no weighted list size.`,
      { remedy: "Import weighted list sizes first.", where: { subject: without.plural } },
    );
  if (choices.replaceOwnFormulas === true) return null;
  for (const level of levels)
    for (const name of [ALLOWANCE, BREAK_EVEN]) {
      const column = allowanceColumn(plan, level, name);
      if (
        column !== undefined &&
        needsChange(plan, preset, level) &&
        !isOurs(plan, level, name, column.formula)
      )
        return failed(
          "own-formula",
          `${name} of ${level.plural} has a formula of your own, which may not read the rule ${preset.rule}.`,
          {
            remedy: "Rename that column to keep it, or ask to replace own formulas.",
            where: { subject: level.plural, column: name },
          },
        );
    }
  return null;
}

/** The plan's own formula cannot follow the preset's rule yet, or is not ours at all. */
function needsChange(plan: Plan, preset: AllowancePreset, level: Level): boolean {
  return (
    allowanceColumn(plan, level, ALLOWANCE)?.formula !==
    allowanceFormula(plan, level, hasBodies(plan, level), rulesAfter(plan, preset, level))
  );
}

function rulesAfter(plan: Plan, preset: AllowancePreset, level: Level): ReadonlySet<AllowanceRule> {
  const rules = new Set(usableRules(plan, level));
  rules.add(preset.rule);
  if (READS[preset.rule].includes("Allowance_per_weighted_head")) {
    rules.add("per weighted head");
    rules.add("per head + per weighted head");
  }
  return rules;
}

/** Assumptions, steps and Options columns that the plan lacks. */
function supplies(plan: Plan, preset: AllowancePreset): readonly SingleCommand[] {
  const known = new Set(plan.assumptions.map((each) => each.name.toLowerCase()));
  const wanted = [
    ...STARTER_ASSUMPTIONS.filter((each) => /^(Allowance|Lump_sum|Fixed_cost)/.test(each.name)),
    ...MORE_ASSUMPTIONS.filter((each) => READS[preset.rule].includes(each.name)),
    ...LABELS,
  ];
  const measures = new Set(plan.optionColumns.map((column) => column.name));
  return [
    ...wanted
      .filter((each) => !known.has(each.name.toLowerCase()))
      .map((each): SingleCommand => ({ type: "addAssumption", ...each })),
    ...stepCommands(plan, preset),
    ...OPTION_COLUMNS.filter((column) => !measures.has(column.name)).map(
      (column): SingleCommand => ({ type: "addColumn", table: "Options", column }),
    ),
  ];
}

function formulaCommands(
  plan: Plan,
  preset: AllowancePreset,
  level: Level,
  choices: PresetChoices,
): readonly SingleCommand[] {
  const bodies = hasBodies(plan, level);
  const rules = rulesAfter(plan, preset, level);
  const set = (name: string, formula: string): readonly SingleCommand[] => {
    const column = allowanceColumn(plan, level, name);
    if (column === undefined || column.formula === formula) return [];
    const mayReplace = choices.replaceOwnFormulas === true || name === STANDING_ALONE;
    if (!mayReplace && !isOurs(plan, level, name, column.formula)) return [];
    return [{ type: "setFormula", table: level.tableName, column: name, formula }];
  };
  return [
    ...set(ALLOWANCE, allowanceFormula(plan, level, bodies, rules)),
    ...set(BREAK_EVEN, breakEvenFormula(plan, level, bodies, rules)),
    ...set(STANDING_ALONE, standingAloneAllowance(plan, level, rules)),
  ];
}

/** The preset's own figures; in the base also their sources, which an option cannot have of its own. */
function figures(preset: AllowancePreset, option: string | undefined): readonly SingleCommand[] {
  const values: Readonly<Record<string, string | number | null>> = {
    Allowance_rule: preset.rule,
    ...preset.values,
    [PRESET_NAME]: preset.name,
    [PRESET_COVERS]: preset.covers,
  };
  const source = `${preset.source} (${RELIABILITY_IN_WORDS[preset.reliability]}).`;
  const note = `${preset.scope}${isComparable(preset) ? "" : " Not comparable with a running-cost allowance."}`;
  return [
    ...Object.entries(values).map(
      ([name, value]): SingleCommand => ({
        type: "setAssumption",
        name,
        value,
        ...(option === undefined ? {} : { option }),
      }),
    ),
    ...(option === undefined
      ? Object.entries(preset.values)
          .filter(([, value]) => value !== null)
          .map(([name]): SingleCommand => ({ type: "editAssumption", name, source, note }))
      : []),
  ];
}
