// Ready-made risk models for kinds of spending, calibrated against published figures. Each parameter has one plain sentence
// and its source; nothing here is from general knowledge alone. Users change any of it.
//
// How the spreads were found: for independent people the standard deviation of a group's cost is c / sqrt(people) of its
// mean, so every published spread for a known number of people gives a c.

import type { ServiceLine } from "./simulation/model.ts";

export interface PresetParameter {
  readonly name: "personSpread" | "practiceSpread" | "commonShock" | "bias" | "areaShock";
  readonly value: number;
  /** What it is and why this value, in one sentence. */
  readonly sentence: string;
  readonly source: string;
  /** A: read in the source; B: in its abstract; C: in a report of it; D: worked out from those. */
  readonly reliability: "A" | "B" | "C" | "D";
}

export interface RiskPreset {
  readonly id: string;
  readonly name: string;
  /** What spending it is for. */
  readonly scope: string;
  readonly parameters: readonly PresetParameter[];
}

const MCKINSEY =
  "McKinsey discussion paper on GP commissioning, 2010-11, as reported by HSJ, Pulse and GPonline (patient-level data)";
const NUFFIELD = "Nuffield work on 8,238 practices' acute spending against target, reported by HSJ, 2010";
const CONSORTIA =
  "HSJ, September 2010: 190 practice-based commissioning consortia overspent by 2.5 % in 2009-10";

function spread(value: number, sentence: string, source: string): PresetParameter {
  return { name: "personSpread", value, sentence, source, reliability: "D" };
}

function none(name: "practiceSpread" | "commonShock" | "bias" | "areaShock"): PresetParameter {
  const sentences = {
    practiceSpread: "No difference between practices beyond chance; raise it where data or behaviour differ.",
    commonShock:
      "Nothing moves all practices together; raise it for price, winter or policy, which no pool removes.",
    bias: "Budgets are right on average; a positive value means that spending is expected above them.",
    areaShock:
      "Nothing moves the practices of one area together; raise it for a shared hospital or community.",
  };
  return {
    name,
    value: 0,
    sentence: sentences[name],
    source: "Left out so that chance can be seen by itself",
    reliability: "D",
  };
}

export const RISK_PRESETS: readonly RiskPreset[] = [
  {
    id: "wholeBudget",
    name: "Whole budget",
    scope: "All commissioned care of a population",
    parameters: [
      spread(
        3.6,
        "One person's annual cost scatters 3.6 times its mean: 100,000 people overspend by more than 1 % in about 1 year of 5.",
        `${MCKINSEY}; 3.5 to 3.8 from its three statements`,
      ),
      none("practiceSpread"),
      none("commonShock"),
      none("areaShock"),
      none("bias"),
    ],
  },
  {
    id: "wholeBudgetAsSeen",
    name: "Whole budget with what pools cannot remove",
    scope: "All commissioned care, with the overspend and the scatter of 2009-10",
    parameters: [
      spread(
        3.6,
        "One person's annual cost scatters 3.6 times its mean.",
        `${MCKINSEY}; 3.5 to 3.8 from its three statements`,
      ),
      {
        name: "practiceSpread",
        value: 0.04,
        sentence:
          "Practices differ by 4 % for reasons that are not chance; it shrinks when practices are pooled.",
        source: `${NUFFIELD}; 3 to 5 % fits the shares that miss by 5 % and by 10 %`,
        reliability: "D",
      },
      none("commonShock"),
      none("areaShock"),
      {
        name: "bias",
        value: 0.025,
        sentence: "Spending came out 2.5 % above budgets on average; no pool of such groups removes that.",
        source: CONSORTIA,
        reliability: "C",
      },
    ],
  },
  {
    id: "hospital",
    name: "Hospital care",
    scope: "Hospital spending only",
    parameters: [
      spread(
        5.5,
        "Hospital cost is concentrated: 1 % of people account for 32 % of it, which makes the spread 5.5.",
        "Kelly, Stoye and Vera-Hernandez, Public hospital spending in England, IFS W15/21, 2015",
      ),
      {
        name: "practiceSpread",
        value: 0.03,
        sentence:
          "Practices differ by 3 % for reasons that are not chance; it shrinks when practices are pooled.",
        source: `${NUFFIELD}; with 5.5 it gives the published 53 % of practices that miss by more than 5 %`,
        reliability: "D",
      },
      none("commonShock"),
      none("areaShock"),
      none("bias"),
    ],
  },
  {
    id: "electiveSurgery",
    name: "Elective surgery",
    scope: "Planned operations of the kind in the 1991 fund",
    parameters: [
      spread(
        7.5,
        "Few people have an operation in a year, so one person's cost scatters 7 to 8 times its mean.",
        "Crump and others, Fundholding in general practice and financial risk, BMJ 1991;302:1582-4",
      ),
      none("practiceSpread"),
      none("commonShock"),
      none("areaShock"),
      none("bias"),
    ],
  },
  {
    id: "mentalHealth",
    name: "Mental health",
    scope: "Mental health spending only",
    parameters: [
      spread(
        8.5,
        "Mental health cost sits with very few people: 15 to 26 of 500 to 600 groups overspend by 5 % or more each year.",
        "Asthana and others, J Health Serv Res Policy 2011;16(2):95-101",
      ),
      none("practiceSpread"),
      none("commonShock"),
      none("areaShock"),
      none("bias"),
    ],
  },
];

function parameterOf(preset: RiskPreset, name: PresetParameter["name"]): number {
  return preset.parameters.find((each) => each.name === name)?.value ?? 0;
}

/** The preset as a service line with gamma chance (never below zero); shocks are lognormal. */
export function serviceLineOf(preset: RiskPreset): ServiceLine {
  return {
    name: preset.name,
    bias: parameterOf(preset, "bias"),
    chance: { kind: "gamma", personSpread: parameterOf(preset, "personSpread") },
    commonShock: { spread: parameterOf(preset, "commonShock"), shape: "lognormal" },
    practiceSpread: parameterOf(preset, "practiceSpread"),
    areaShock: { spread: parameterOf(preset, "areaShock"), shape: "lognormal", correlation: 0 },
  };
}

export function riskPreset(id: string): RiskPreset | undefined {
  return RISK_PRESETS.find((each) => each.id === id);
}
