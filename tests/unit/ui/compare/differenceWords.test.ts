// Differences as people read them.

import { describe, expect, it } from "vitest";
import { errorValue, type Value } from "../../../../renderer/engine/values/value.ts";
import { difference } from "../../../../renderer/plan/compare.ts";
import { differenceWords, shownFigure } from "../../../../renderer/ui/compare/differenceWords.ts";
import { moveFlows } from "../../../../renderer/ui/compare/moveFlows.ts";

describe("differenceWords", () => {
  const cases: readonly (readonly [string, Value, Value, string, string])[] = [
    ["more money", 112_000, 100_000, "£#,##0", "£12,000 higher (+12%)"],
    ["less money", 99_500, 100_000, "£#,##0;[Red]-£#,##0", "£500 lower (\u22120.5%)"],
    ["a tiny share", 1_000_001, 1_000_000, "#,##0", "1 higher (+<0.1%)"],
    ["percentages in points", 0.125, 0.1, "0.0%", "2.5 percentage points higher"],
    ["from nothing", 3, 0, "#,##0", "3 higher"],
    ["the same", 3, 3, "#,##0", "same as base"],
    ["an error", errorValue("#N/A"), 3, "#,##0", "differs from base"],
    ["a truth value", false, true, "General", "differs from base"],
    ["a quoted % is no percentage", 6, 5, '0" % points"', "1 % points higher (+20%)"],
  ];
  it.each(cases)("%s", (_, value, base, format, expected) => {
    expect(differenceWords(difference(value, base), format).text).toBe(expected);
  });

  it("says that a figure is blank", () => {
    expect(shownFigure(null, "#,##0")).toBe("blank");
    expect(shownFigure("", "@")).toBe("blank");
    expect(shownFigure(0, "#,##0")).toBe("0");
  });
});

describe("moveFlows", () => {
  const levels = [
    { id: "place", name: "Place", plural: "Places", tableName: "Places" },
    { id: "icb", name: "ICB", plural: "ICBs", tableName: "ICBs" },
  ];
  const moved = (code: string, patients: number | null, from: string, to: string) => ({
    code,
    name: "",
    patients,
    levels: [{ levelId: "place", levelName: "Place", from, to }],
  });

  it("adds up practices and patients by from and to, the most patients first", () => {
    const flows = moveFlows(levels, [
      moved("A", 10, "North", "South"),
      moved("B", 500, "South", "North"),
      moved("C", null, "North", "South"),
    ]);
    expect(flows).toEqual([
      { levelName: "Place", from: "South", to: "North", practices: 1, patients: 500 },
      { levelName: "Place", from: "North", to: "South", practices: 2, patients: 10 },
    ]);
  });
});
