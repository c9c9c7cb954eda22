// The Service lines table: what is spent on what, how each kind of spending scatters, and, in formula columns, what that
// makes of a group's variance. Ready rows are the presets with their sources; the first has the whole budget.
//
// The variance of a group's result, as a share of its budget, is exactly
//   in common + of practices / effective practices + of people / effective patients
// for any shape of chance with the given spreads: factors with mean 1 multiply as 1 + variance, and independent practices
// add. W is a line's weight (share x (1 + bias)), t its common shock, e its practice effect, d its dependence, c its
// person spread; effects of two practices have the covariance (1 + e^2)^d - 1, shocks of two lines exp(r s s') - 1.

import type { Scalar } from "../../engine/values/value.ts";
import type { NewColumn } from "../../plan/commands/parts.ts";
import { type PresetParameter, RISK_PRESETS, type RiskPreset } from "../presets.ts";
import { DEPENDENCE_OF_LINES, LINE, SHAPES } from "./names.ts";
import { LINE_RANGES } from "./readServiceLines.ts";
import { column, row } from "./references.ts";

const PERCENT = "0.0%";

/** A row's figure as it counts: blanks and texts as 0, the rest brought into its range, as the simulation takes them. */
function counted(key: keyof typeof LINE_RANGES): string {
  const { least, most } = LINE_RANGES[key];
  return `MIN(${most},MAX(${least},N(${row(LINE[key])})))`;
}

const SHOCK_DEVIATION = "Common shock on the log scale";
export const COUNTED_SHARE = "Counted share";

const total = (name: string) =>
  `SUMIFS(${column(name)},${column(name)},">0",${column(name)},"<=1")+COUNTIFS(${column(name)},">1")`;
const onlyEffects = `(1+${counted("practiceEffect")}^2)`;
const dependentEffects = `${onlyEffects}^${counted("dependence")}`;
const shock = `(1+${counted("commonShock")}^2)`;
const weight = row(LINE.weight);
const deviation = row(SHOCK_DEVIATION);

function impossible(): string {
  const keys = Object.keys(LINE_RANGES) as (keyof typeof LINE_RANGES)[];
  const tests = keys.map((key) => {
    const cell = row(LINE[key]);
    const { least, most } = LINE_RANGES[key];
    return `ISTEXT(${cell}),N(${cell})<${least},N(${cell})>${most}`;
  });
  return `OR(${tests.join(",")})`;
}

const input = (key: keyof typeof LINE_RANGES, format: string, note: string): NewColumn => ({
  name: LINE[key],
  type: "number",
  format,
  note,
});

export const SERVICE_LINE_COLUMNS: readonly NewColumn[] = [
  { name: LINE.name, type: "text", format: "@", note: "A kind of spending that scatters in its own way." },
  input(
    "share",
    PERCENT,
    "Its part of every practice's budget; what the lines leave of 100 % is taken as certain.",
  ),
  input(
    "personSpread",
    "0.00",
    "How widely one person's annual cost scatters by chance: standard deviation over mean. Pooling shrinks it with the square root of the patients.",
  ),
  input(
    "commonShock",
    PERCENT,
    "How far a year's price, winter or policy moves all practices together: a standard deviation. No pool removes it.",
  ),
  input(
    "practiceEffect",
    PERCENT,
    "How far practices differ for reasons other than chance: a standard deviation. Pooling shrinks it with the number of practices.",
  ),
  input("bias", PERCENT, "How far spending is expected above the budget on average; no pool removes it."),
  input(
    "dependence",
    "0.00",
    "How far practice effects, and so groups, move together: 0 each its own way, 1 all as one, which pooling cannot shrink.",
  ),
  {
    name: LINE.shape,
    type: "text",
    format: "@",
    choices: SHAPES,
    note: "Shape of chance in the simulation; blank: gamma, or person by person where a pool takes part of single persons' costs.",
  },
  { name: LINE.source, type: "text", format: "@", note: "Where the figures come from." },
  {
    name: COUNTED_SHARE,
    formula: `=${counted("share")}/MAX(1,${total(LINE.share)})`,
    format: PERCENT,
    note: "Share as it counts: scaled down where the shares sum to more than 100 %.",
  },
  {
    name: LINE.weight,
    formula: `=${row(COUNTED_SHARE)}*(1+${counted("bias")})`,
    format: PERCENT,
    note: "Expected cost of the line as a share of the budget.",
  },
  {
    name: SHOCK_DEVIATION,
    formula: `=SQRT(LN${shock})`,
    format: "0.0000",
    note: "Standard deviation of the logarithm of the common shock.",
  },
  {
    name: LINE.inCommon,
    formula:
      `=${weight}^2*(${shock}*${dependentEffects}-EXP(${DEPENDENCE_OF_LINES}*${deviation}^2))` +
      `+${weight}*SUMPRODUCT(${column(LINE.weight)},EXP(${DEPENDENCE_OF_LINES}*${deviation}*${column(SHOCK_DEVIATION)})-1)`,
    format: "0.000E+00",
    note: "Part of the variance of a group's result that no pool removes, with its part of what lines share.",
  },
  {
    name: LINE.ofPractices,
    formula: `=${weight}^2*${shock}*(${onlyEffects}-${dependentEffects})`,
    format: "0.000E+00",
    note: "Part of the variance that shrinks with the number of practices.",
  },
  {
    name: LINE.ofPeople,
    formula: `=${weight}^2*${shock}*${onlyEffects}*${counted("personSpread")}^2`,
    format: "0.000E+00",
    note: "Part of the variance that shrinks with the number of patients.",
  },
  {
    name: LINE.possible,
    formula: `=NOT(${impossible()})`,
    format: "General",
    note: "Whether all figures of the line are possible; one that is not counts as the nearest possible one.",
    rule: {
      outcome: "fail",
      sentence:
        "A figure is impossible: shares and dependence lie from 0 to 100 %, spreads are not negative, bias is above -100 %",
    },
  },
];

const LABELS: Readonly<Record<PresetParameter["name"], string>> = {
  personSpread: LINE.personSpread,
  practiceSpread: LINE.practiceEffect,
  commonShock: LINE.commonShock,
  areaShock: LINE.dependence,
  bias: LINE.bias,
};

function presetRow(preset: RiskPreset, share: number, personSpread?: Scalar): Record<string, Scalar> {
  const value = (name: PresetParameter["name"]) =>
    preset.parameters.find((each) => each.name === name)?.value ?? 0;
  const sources = preset.parameters
    .filter((each) => each.value !== 0)
    .map((each) => `${LABELS[each.name]}: ${each.source}`);
  return {
    [LINE.name]: preset.name,
    [LINE.share]: share,
    [LINE.personSpread]: personSpread ?? value("personSpread"),
    [LINE.commonShock]: value("commonShock"),
    [LINE.practiceEffect]: value("practiceSpread"),
    [LINE.bias]: value("bias"),
    [LINE.dependence]: 0,
    [LINE.source]: `${sources.join(". ")}.`,
  };
}

/**
 * The ready rows: the first preset has the whole budget, the others none until the user gives them a share.
 * @param personSpread what the plan's own assumption says of the whole budget, where it has one
 */
export function serviceLineRows(personSpread: Scalar | undefined): readonly Record<string, Scalar>[] {
  return RISK_PRESETS.map((preset, index) =>
    presetRow(preset, index === 0 ? 1 : 0, index === 0 ? personSpread : undefined),
  );
}
