// Simulated figures as text: digits that mean something, and what was typed as settings.

import { describe, expect, it } from "vitest";
import { openingPlan } from "../../../../renderer/app/sample.ts";
import {
  errorWords,
  percent,
  shortPeople,
  shortPounds,
  shownFigure,
  shownPeople,
  type Unit,
} from "../../../../renderer/ui/risk/figures.ts";
import { chanceCell, figureCell } from "../../../../renderer/ui/risk/resultRows.ts";
import { createRiskState } from "../../../../renderer/ui/risk/riskState.ts";
import { readSettings, wholeNumber } from "../../../../renderer/ui/risk/simulationSettings.ts";

describe("a simulated figure", () => {
  it.each<[number, number, Unit, string]>([
    [0.12345, 0.0032, "share", "12.3%"],
    [0.12345, 0.032, "share", "12%"],
    [0.12345, 0.32, "share", "10%"],
    [-0.0042, 0.0004, "share", "\u22120.42%"],
    [0, 0, "share", "0%"],
    [0.25, 0, "share", "25%"],
    [1_234_567, 12_000, "pounds", "£1,230,000"],
    [-1_234_567, 12, "pounds", "\u2212£1,234,570"],
    [-3, 12, "pounds", "£0"],
    [39_916_918, 0, "pounds", "£39,916,918"],
  ])("%d with an error of %d (%s) is %s", (value, standardError, unit, shown) => {
    expect(shownFigure({ value, standardError }, unit)).toBe(shown);
  });

  it("says how far off it may be, and nothing where it is certain", () => {
    expect(errorWords({ value: 0.1, standardError: 0.0043 }, "share")).toBe(
      "standard error 0.43 percentage points",
    );
    expect(errorWords({ value: 9, standardError: 12_345 }, "pounds")).toBe("standard error £12,000");
    expect(errorWords({ value: 9, standardError: 0 }, "pounds")).toBe("");
  });

  it("in pounds has its error in pounds", () => {
    expect(figureCell({ value: 0.01, standardError: 0.001 }, "pounds", 1_000_000, 10_000)).toEqual({
      shown: "£10,000",
      words: "standard error £1,000, from 10,000 trials",
    });
  });

  it("that never came up is told by what it is certainly below", () => {
    expect(chanceCell({ chance: 0, standardError: 0.00007 }, 10_000)).toMatchObject({ shown: "<0.03%" });
    expect(chanceCell({ chance: 1, standardError: 0.00007 }, 10_000)).toMatchObject({ shown: ">99.97%" });
    expect(chanceCell({ chance: 0.031, standardError: 0.0017 }, 10_000)).toMatchObject({ shown: "3.1%" });
  });
});

describe("short figures", () => {
  it.each([
    [88_712, "88,700"],
    [999, "999"],
    [1_250_000, "1.25 million"],
    [67_700_000, "67.7 million"],
  ])("%d people is %s", (people, shown) => {
    expect(shownPeople(people)).toBe(shown);
  });

  it("are short on an axis", () => {
    expect([500, 20_000, 2_500, 1_000_000, 2_500_000].map(shortPeople)).toEqual([
      ...["500", "20k", "2.5k", "1m", "2.5m"],
    ]);
    expect([0, 950, -40_000, 1_250_000, 2e9].map(shortPounds)).toEqual([
      ...["£0", "£950", "\u2212£40k", "£1.25m", "£2bn"],
    ]);
    expect([0, 0.01, 0.025, 0.005, 1, -0.1].map((share) => percent(share))).toEqual([
      ...["0%", "1%", "2.5%", "0.5%", "100%", "\u221210%"],
    ]);
  });
});

describe("settings as typed", () => {
  it.each([
    ["10,000", 10_000],
    [" 2 000 ", 2_000],
    ["0", 0],
    ["-4", null],
    ["1.5", null],
    ["ten", null],
    ["", null],
    ["99999999999999999", null],
  ])("%s is %s", (typed, number) => {
    expect(wholeNumber(typed)).toBe(number);
  });

  it("are a run, or say why not", () => {
    const plan = openingPlan();
    const state = createRiskState();
    expect(readSettings(state, plan).settings).toEqual({ trials: 10_000, seed: 1 });
    state.trials.value = "50";
    expect(readSettings(state, plan)).toMatchObject({
      settings: null,
      trialsError: '"50" is not a number of trials. Enter a whole number from 100 to 1,000,000.',
    });
    state.trials.value = "500";
    state.seed.value = "x";
    expect(readSettings(state, plan)).toMatchObject({ settings: null });
    state.seed.value = "7";
    const [first, ...others] = plan.options;
    state.withoutOptions.value = new Set(others.map(({ id }) => id));
    expect(readSettings(state, plan).settings?.options).toEqual(new Set([first?.id]));
    state.withoutOptions.value = new Set(plan.options.map(({ id }) => id));
    expect(readSettings(state, plan)).toMatchObject({
      settings: null,
      scopeError: "Choose at least one option and one level to simulate.",
    });
  });
});
