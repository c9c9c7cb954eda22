// The allowance rules that were paid or proposed, ready to be put in force: data only. Each says in words whom it was for and what
// it covers, where the figure was published and how sure that is; applyPreset.ts makes the commands.
//
// What must stay true: no figure without its source; a preset that pays for more or less than the running cost of a
// commissioner says so (`covers`), because its balance cannot be compared with the others; a figure that was calculated from
// published ones says how. Years for which only a national total was published (2018: £1.21 billion; 2020/21: 20 % lower) have
// no figure per head and so no preset.

import type { AllowanceRule } from "./allowanceRule.ts";

/** How well a figure is known. */
export type Reliability =
  /** read in the primary source */
  | "A"
  /** read in the primary source's abstract or opening */
  | "B"
  /** read in a report about the source */
  | "C"
  /** calculated from published figures */
  | "D";

export const RELIABILITY_IN_WORDS: Readonly<Record<Reliability, string>> = {
  A: "read in the source itself",
  B: "read in the source's abstract",
  C: "as reported by the press",
  D: "calculated from published figures",
};

/** What the standard allowance pays for; every other text makes a preset not comparable. */
export const RUNNING_COSTS = "Running costs of a commissioner";

export interface AllowancePreset {
  readonly name: string;
  /** Whom it was for and what was meant, in one sentence. */
  readonly scope: string;
  readonly year: string;
  readonly source: string;
  readonly reliability: Reliability;
  readonly covers: string;
  readonly rule: AllowanceRule;
  /** Values of assumptions by name; null is a figure the user gives. */
  readonly values: Readonly<Record<string, number | null>>;
  /** Rows of the table of steps. */
  readonly steps?: readonly { readonly from: number; readonly lump: number; readonly perHead: number }[];
}

export function isComparable(preset: AllowancePreset): boolean {
  return preset.covers === RUNNING_COSTS;
}

type PerHead = Omit<AllowancePreset, "rule" | "values" | "covers"> & {
  readonly pounds: number;
  readonly covers?: string;
};

function perHead({ pounds, ...preset }: PerHead): AllowancePreset {
  return { covers: RUNNING_COSTS, ...preset, rule: "per head", values: { Allowance_per_head: pounds } };
}

const ICB_WORKBOOK = "NHS England allocations workbook, sheet ICB running cost allowance";
const BHATTI = "Proposal of a 25,000-patient consortium, October 2011: one million pounds plus £20 a head";
const GMS_SCOPE =
  "Core payment to a GP practice under the General Medical Services contract, per weighted patient.";
const PRACTICE_FUNDING = "Core funding of GP practices";
const NETWORK_FUNDING = "Core funding of a primary care network";
const GMS_NOTE = "NHS England implementing note, 14 April 2025";

export const ALLOWANCE_PRESETS: readonly AllowancePreset[] = [
  perHead({
    name: "2010 talk: £10 a head",
    scope: "Speculation before GP consortia were set up: about 35 staff for 250,000 patients.",
    year: "2010",
    source: "McKinsey, as reported by GPonline (1045547)",
    reliability: "C",
    pounds: 10,
  }),
  perHead({
    name: "2011/12 range, low: £25 a head",
    scope: "Lower end of the range of the Operating Framework for 2011/12.",
    year: "2011/12",
    source: "Operating Framework 2011/12, as reported by HSJ, 8 September 2011",
    reliability: "C",
    pounds: 25,
  }),
  perHead({
    name: "2011/12 range, high: £35 a head",
    scope: "Upper end of the range of the Operating Framework for 2011/12.",
    year: "2011/12",
    source: "Operating Framework 2011/12, as reported by HSJ, 8 September 2011",
    reliability: "C",
    pounds: 35,
  }),
  perHead({
    name: "September 2011, low: £20 a head",
    scope: "Lower end of the range in the national commissioning development update.",
    year: "2011",
    source: "Commissioning development update, Department of Health, September 2011",
    reliability: "A",
    pounds: 20,
  }),
  perHead({
    name: "September 2011, high: £25 a head",
    scope: "Upper end of the range in the national commissioning development update.",
    year: "2011",
    source: "Commissioning development update, Department of Health, September 2011",
    reliability: "A",
    pounds: 25,
  }),
  perHead({
    name: "Ready reckoner 2011: £20 a head",
    scope: "Default of the Department of Health's ready reckoner for a typical body of 175,000 patients.",
    year: "2011",
    source: "Department of Health ready reckoner, as reported by HSJ, September 2011",
    reliability: "C",
    pounds: 20,
  }),
  {
    name: "Consortium proposal 2011: £1m + £20 a head",
    scope: "What a consortium of 25,000 patients asked for to stand alone.",
    year: "2011",
    source: BHATTI,
    reliability: "A",
    covers: RUNNING_COSTS,
    rule: "lump sum + per head",
    values: { Lump_sum: 1_000_000, Lump_sum_per_head: 20 },
  },
  perHead({
    name: "CCG 2013/14: £25 a head",
    scope: "Maximum running-cost allowance of a clinical commissioning group.",
    year: "2013/14",
    source: "Operating Framework for the NHS, November 2011: running-cost maximum for 2013/14",
    reliability: "A",
    pounds: 25,
  }),
  perHead({
    name: "CCG 2014/15: £24.73 a head",
    scope:
      "Running-cost allowance of a clinical commissioning group; a reply below the same page says £24.78.",
    year: "2014/15",
    source: "NHS England, costs and allowances, February 2014",
    reliability: "A",
    pounds: 24.73,
  }),
  perHead({
    name: "CCG 2015/16: £22.07 a head",
    scope:
      "Running-cost allowance of a clinical commissioning group; a reply below the same page says £22.11.",
    year: "2015/16",
    source: "NHS England, costs and allowances, February 2014",
    reliability: "A",
    pounds: 22.07,
  }),
  perHead({
    name: "ICB 2023/24: £17.84 a head",
    scope: "Running-cost allowance of integrated care boards, England: £1,108.760 million.",
    year: "2023/24",
    source: `${ICB_WORKBOOK}, v1.2; divided by the population its core sheet implies`,
    reliability: "D",
    pounds: 17.84,
  }),
  perHead({
    name: "ICB 2024/25: £14.62 a head",
    scope: "Running-cost allowance of integrated care boards, England: £908.760 million.",
    year: "2024/25",
    source: `${ICB_WORKBOOK}, v1.2; divided by the 62.15 million people its core sheet implies`,
    reliability: "D",
    pounds: 14.62,
  }),
  perHead({
    name: "ICB 2025/26, first version: £13.33 a head",
    scope:
      "Running-cost allowance of integrated care boards before employer National Insurance: £828.299 million.",
    year: "2025/26",
    source: `${ICB_WORKBOOK}, v1.2; divided by the population its core sheet implies`,
    reliability: "D",
    pounds: 13.33,
  }),
  perHead({
    name: "ICB 2025/26: £13.69 a head",
    scope:
      "Running-cost allowance of integrated care boards with employer National Insurance: £873.992 million; from £11.54 to £14.51 by board.",
    year: "2025/26",
    source: "NHS England allocations workbook 2025/26, v1.4; divided by the 63.85 million people it implies",
    reliability: "D",
    pounds: 13.69,
  }),
  perHead({
    name: "Model ICB 2025: £18.76 a head",
    scope:
      "All running cost and programme pay of an integrated care board, without delegated pharmacy, optometry, dentistry and specialised services; due by the end of the third quarter of 2025/26.",
    year: "2025/26",
    source: "Model ICB, as published by Healthcare Leader, 8 May 2025",
    reliability: "A",
    covers: "All running cost and programme pay",
    pounds: 18.76,
  }),
  perHead({
    name: "PCN core 2019/20: £1.50 a head",
    scope: "Core funding of a primary care network per registered patient.",
    year: "2019/20",
    source: "BMA, as reported by Management in Practice, March 2019",
    reliability: "C",
    covers: NETWORK_FUNDING,
    pounds: 1.5,
  }),
  {
    name: "PCN core 2024/25: £2.218 + £0.698 weighted",
    scope:
      "Core funding of a primary care network: per registered patient and per weighted patient at 1 January.",
    year: "2024/25",
    source: "Network contract 2024/25, as set out by Doncaster LMC and Pulse PCN",
    reliability: "A",
    covers: NETWORK_FUNDING,
    rule: "per head + per weighted head",
    values: { Allowance_per_head: 2.218, Allowance_per_weighted_head: 0.698 },
  },
  {
    name: "Global sum, end of 2024/25: £112.50",
    scope: GMS_SCOPE,
    year: "2024/25",
    source: GMS_NOTE,
    reliability: "A",
    covers: PRACTICE_FUNDING,
    rule: "per weighted head",
    values: { Allowance_per_weighted_head: 112.5 },
  },
  {
    name: "Global sum, April 2025: £121.79",
    scope: GMS_SCOPE,
    year: "2025/26",
    source: GMS_NOTE,
    reliability: "A",
    covers: PRACTICE_FUNDING,
    rule: "per weighted head",
    values: { Allowance_per_weighted_head: 121.79 },
  },
  {
    name: "Global sum 2025/26 after uplift: £123.34",
    scope: GMS_SCOPE,
    year: "2025/26",
    source: "As reported by medicinesteam.co.uk",
    reliability: "C",
    covers: PRACTICE_FUNDING,
    rule: "per weighted head",
    values: { Allowance_per_weighted_head: 123.34 },
  },
  {
    name: "Global sum 2026/27: £130.07",
    scope: GMS_SCOPE,
    year: "2026/27",
    source: "As reported by medicinesteam.co.uk",
    reliability: "C",
    covers: PRACTICE_FUNDING,
    rule: "per weighted head",
    values: { Allowance_per_weighted_head: 130.07 },
  },
  {
    name: "£1m + £20 below 200,000, £25 from there",
    scope: "The proposal of 2011 for small bodies and the national figure for large ones: steps by size.",
    year: "2011",
    source: `${BHATTI}; Operating Framework, November 2011: £25. Both pay the same at 200,000 patients`,
    reliability: "D",
    covers: RUNNING_COSTS,
    rule: "steps by size",
    values: {},
    steps: [
      { from: 0, lump: 1_000_000, perHead: 20 },
      { from: 200_000, lump: 0, perHead: 25 },
    ],
  },
  {
    name: "£25 a head with your own floor and ceiling",
    scope: "The national figure for 2013/14 held between a least and a greatest sum that you give.",
    year: "2013/14",
    source: "Operating Framework for the NHS, November 2011: running-cost maximum for 2013/14",
    reliability: "A",
    covers: RUNNING_COSTS,
    rule: "per head with floor and ceiling",
    values: { Allowance_per_head: 25, Allowance_floor: null, Allowance_ceiling: null },
  },
];

export function presetNamed(name: string): AllowancePreset | undefined {
  const wanted = name.trim().toLowerCase();
  return ALLOWANCE_PRESETS.find((preset) => preset.name.toLowerCase() === wanted);
}
