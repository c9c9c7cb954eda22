// Entries for assumptions, the format they suggest, and where assumptions are used.

import { describe, expect, it } from "vitest";
import type { Scalar } from "../../../../renderer/engine/values/value.ts";
import { starterCommands } from "../../../../renderer/funding/starterColumns.ts";
import { samplePlan } from "../../../../renderer/plan/samplePlan.ts";
import { formatOfEntry, readEntry } from "../../../../renderer/ui/assumptions/assumptionEntry.ts";
import { assumptionUses } from "../../../../renderer/ui/assumptions/whereUsed.ts";

describe("an entry", () => {
  const cases: readonly (readonly [string, Scalar, string, Scalar | "refused"])[] = [
    ["a percentage", 0.1, "25%", 0.25],
    ["pounds", 20, "£25", 25],
    ["thousands", 1, "1,000,000", 1_000_000],
    ["a text for a text", "per head", "lump sum + per head", "lump sum + per head"],
    ["digits for a text stay text", "per head", "25", "25"],
    ["letters for a number", 20, "3x", "refused"],
    ["a new figure", null, "4.5%", 0.045],
    ["a new text", null, "per head", "per head"],
    ["nothing", 20, " ", null],
  ];
  it.each(cases)("%s", (_, present, typed, expected) => {
    const read = readEntry("Name", present, typed);
    expect(read.ok ? read.value : "refused").toBe(expected);
  });

  const formats: readonly (readonly [string, string])[] = [
    ["25%", "0%"],
    ["2.5%", "0.0%"],
    ["£25", "£#,##0"],
    ["£25.50", "£#,##0.00"],
    ["1,000,000", "#,##0"],
    ["3.6", "General"],
    ["per head", "@"],
  ];
  it.each(formats)("%s is shown as %s", (typed, format) => {
    expect(formatOfEntry(typed)).toBe(format);
  });
});

describe("where an assumption is used", () => {
  const uses = assumptionUses(samplePlan(starterCommands));

  it("lists the columns that name it", () => {
    const columns = uses.get("allowance_per_head")?.map((use) => `${use.table}: ${use.column}`);
    expect(columns).toContain("Places: Running-cost allowance");
  });

  it("has an entry for every assumption", () => {
    expect([...uses.keys()].sort()).toEqual(
      samplePlan(starterCommands)
        .assumptions.map((each) => each.name.toLowerCase())
        .sort(),
    );
  });
});
