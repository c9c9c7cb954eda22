import { describe, expect, test } from "vitest";
import { fitCredibility } from "../../../../renderer/pooling/credibility/credibility.ts";
import { expectPrinted, must, present, problemOf } from "../printed.ts";

// Hachemeister 1975: average claim and number of claims in five states over twelve quarters.
const RATIOS = [
  [1738, 1642, 1794, 2051, 2079, 2234, 2032, 2035, 2115, 2262, 2267, 2517],
  [1364, 1408, 1597, 1444, 1342, 1675, 1470, 1448, 1464, 1831, 1612, 1471],
  [1759, 1685, 1479, 1763, 1674, 2103, 1502, 1622, 1828, 2155, 2233, 2059],
  [1223, 1146, 1010, 1257, 1426, 1532, 1953, 1123, 1343, 1243, 1762, 1306],
  [1456, 1499, 1609, 1741, 1482, 1572, 1606, 1735, 1607, 1573, 1613, 1690],
];
const WEIGHTS = [
  [7861, 9251, 8706, 8575, 7917, 8263, 9456, 8003, 7365, 7832, 7849, 9077],
  [1622, 1742, 1523, 1515, 1622, 1602, 1964, 1515, 1527, 1748, 1654, 1861],
  [1147, 1357, 1329, 1204, 998, 1077, 1277, 1218, 896, 1003, 1108, 1121],
  [407, 396, 348, 341, 315, 328, 352, 331, 287, 384, 321, 342],
  [2902, 3172, 3046, 3068, 2693, 2910, 3275, 2697, 2663, 3017, 3242, 3425],
];

function experience(cohorts: string) {
  return RATIOS.map((ratios, state) => ({
    cohort: present(cohorts[state]),
    ratios,
    weights: present(WEIGHTS[state]),
  }));
}

describe("hierarchical model of actuar's vignette (credibility.pdf), two cohorts, iterative estimators", () => {
  const model = must(fitCredibility(experience("12122")));

  test("collective premium and the variances", () => {
    expectPrinted([model.collective], "1746");
    expectPrinted([model.betweenCohorts, model.betweenGroups], "88,981 10,952");
    expectPrinted([model.withinGroups], "139,120,026");
  });

  test("cohorts", () => {
    expectPrinted(
      model.cohorts.map((each) => each.ownMean),
      "1967 1528",
    );
    expectPrinted(
      model.cohorts.map((each) => each.factor),
      ".9196 .9284",
    );
    expectPrinted(
      model.cohorts.map((each) => each.premium),
      "1949 1543",
    );
  });

  test("states", () => {
    const of = (figure: "weight" | "ownMean" | "factor" | "premium") =>
      model.groups.map((each) => each[figure]);
    expectPrinted(of("weight"), "100155 19895 13735 4152 36110");
    expectPrinted(of("ownMean"), "2061 1511 1806 1353 1600");
    expectPrinted(of("factor"), ".8874 .6103 .5195 .2463 .7398");
    expectPrinted(of("premium"), "2048 1524 1875 1497 1585");
  });
});

describe("Buhlmann-Straub: one cohort", () => {
  const model = must(fitCredibility(experience("11111")));

  test("the estimators satisfy their own equations", () => {
    const { withinGroups, betweenGroups, collective, groups } = model;
    const z = (weight: number) => weight / (weight + withinGroups / betweenGroups);
    const sum = groups.reduce((total, each) => total + z(each.weight) * (each.ownMean - collective) ** 2, 0);
    expect(sum / 4 / betweenGroups).toBeCloseTo(1, 9);
    for (const each of groups) expect(each.factor).toBeCloseTo(z(each.weight), 12);
  });

  test("every premium lies between the own mean and the collective", () => {
    for (const { ownMean, premium } of model.groups) {
      expect(premium).toBeGreaterThanOrEqual(Math.min(ownMean, model.collective));
      expect(premium).toBeLessThanOrEqual(Math.max(ownMean, model.collective));
    }
  });
});

describe("experience that says little", () => {
  const flat = { cohort: "a", ratios: [100, 120, 90], weights: [10, 10, 10] };

  test("groups that do not differ get the collective", () => {
    const model = must(fitCredibility([flat, flat]));
    expect(model.betweenGroups).toBe(0);
    expect(model.groups.map((each) => each.premium)).toEqual([model.collective, model.collective]);
  });

  test("a group without any weight gets the collective, not NaN", () => {
    const other = { cohort: "a", ratios: [900, 920, 910], weights: [10, 10, 10] };
    const model = must(fitCredibility([flat, other, { cohort: "a", ratios: [0, 0, 0], weights: [0, 0, 0] }]));
    expect(model.groups[2]).toEqual({ weight: 0, ownMean: 0, factor: 0, premium: model.collective });
    expect(model.collective).toBeGreaterThan(100);
  });

  test.each([
    ["nothing", [], "no-experience"],
    ["one year each", [{ cohort: "a", ratios: [1], weights: [1] }], "too-little-experience"],
    ["a weight missing", [{ cohort: "a", ratios: [1, 2], weights: [1] }], "years-differ"],
    ["a negative weight", [{ cohort: "a", ratios: [1, 2], weights: [1, -1] }], "impossible-experience"],
    [
      "a cost that is no number",
      [{ cohort: "a", ratios: [1, Number.NaN], weights: [1, 1] }],
      "impossible-experience",
    ],
  ])("%s is a problem", (_, given, code) => expect(problemOf(fitCredibility(given))).toBe(code));
});
