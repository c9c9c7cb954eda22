import fc from "fast-check";
import { expect, test } from "vitest";
import { isValidDefinedName, isValidTableName } from "../../../../renderer/engine/grammar/names.ts";
import { nameSlug, workbookNames } from "../../../../renderer/excel/write/names.ts";
import type { Plan } from "../../../../renderer/plan/plan.ts";
import { smallPlan } from "./smallPlan.ts";

test.each([
  ["North and South", "North_and_South"],
  ["  2024/25 (draft) ", "2024_25_draft"],
  ["Über-Bezirk №1", "Über_Bezirk_1"],
  ["£££", "option"],
  ["a.b", "a_b"],
])("the option %j is %j in names", (name, slug) => {
  expect(nameSlug(name)).toBe(slug);
});

function withOptions(names: readonly string[]): Plan {
  const [base] = smallPlan.options;
  return {
    ...smallPlan,
    options: names.map((name, index) => ({ ...(base as Plan["options"][number]), id: `o${index}`, name })),
  };
}

function allNames(plan: Plan) {
  const options = [...workbookNames(plan).values()];
  return {
    sheets: options.flatMap((each) =>
      [...each.sheets].filter(([table]) => table !== "Options").map(([, name]) => name),
    ),
    names: options.flatMap((each) => [
      ...[...each.tables].filter(([table]) => table !== "Options").map(([, name]) => name),
      ...each.assumptions.values(),
    ]),
  };
}

test("the base keeps the plan's names", () => {
  const base = workbookNames(smallPlan).get("base");
  expect(base?.tables.get("Places")).toBe("Places");
  expect(base?.sheets.get("Places")).toBe("Places");
  expect(base?.assumptions.get("Lump_sum")).toBe("Lump_sum");
});

test("another option's names say which option", () => {
  const names = workbookNames(withOptions(["Today", "One body"])).get("o1");
  expect(names?.tables.get("Places")).toBe("Places_One_body");
  expect(names?.sheets.get("Places")).toBe("Places (One body)");
  expect(names?.assumptions.get("Lump_sum")).toBe("Lump_sum_One_body");
});

test("whatever options are called, names are valid and unique and sheets at most 31 characters", () => {
  const optionName = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom("A", "a", "A ", "[1]", "It's", "Options", "Read me", "x".repeat(255), "per_head"),
  );
  fc.assert(
    fc.property(fc.array(optionName, { minLength: 1, maxLength: 8 }), (options) => {
      const { sheets, names } = allNames(withOptions(options));
      for (const sheet of sheets) {
        expect(sheet.length).toBeLessThanOrEqual(31);
        expect(sheet).not.toMatch(/[\\/?*[\]:]|^'|'$|^\s*$/);
      }
      for (const name of names) expect(isValidDefinedName(name) && isValidTableName(name)).toBe(true);
      const lower = [...sheets, "Read me", "Assumptions", "Options"].map((each) => each.toLowerCase());
      expect(new Set(lower).size).toBe(lower.length);
      const all = [...names, "Assumptions", "Options"].map((each) => each.toLowerCase());
      expect(new Set(all).size).toBe(all.length);
    }),
    { seed: 4, numRuns: 300 },
  );
});
