// Checking one formula finds the loop that compiling the whole model finds, and costs little enough for every keystroke.

import fc from "fast-check";
import { expect, test } from "vitest";
import { checkFormula, Engine, type ModelStructure } from "../../../renderer/engine/index.ts";

const NAMES = ["a", "b", "c", "d", "e"];
const reads = fc.subarray(NAMES, { maxLength: 3 });

function formulaOf(columns: readonly string[], place: number): string {
  return `=${[place, ...columns.map((each) => (place % 2 === 0 ? `[@${each}]` : `SUM([${each}])`))].join("+")}`;
}

test("the same loops as the whole model has", () => {
  fc.assert(
    fc.property(fc.array(reads, { minLength: 5, maxLength: 5 }), reads, (all, next) => {
      const structure: ModelStructure = {
        scopes: ["base"],
        names: [],
        tables: [
          {
            name: "T",
            rows: "shared",
            columns: NAMES.map((name, place) => ({ name, formula: formulaOf(all[place] ?? [], place) })),
          },
        ],
      };
      for (const column of ["c", "new"]) {
        const formula = formulaOf(next, 0);
        const engine = new Engine();
        engine.setStructure({
          ...structure,
          tables: structure.tables.map((table) => ({
            ...table,
            columns: [...table.columns.filter((each) => each.name !== column), { name: column, formula }],
          })),
        });
        const whole = engine.problems().find((each) => each.column === column) ?? null;
        const found = checkFormula(structure, "T", column, formula);
        expect(found?.code ?? null).toBe(whole?.code ?? null);
        expect(found?.message.split("→").length).toBe(whole?.message.split("→").length);
      }
    }),
    { seed: 3, numRuns: 150 },
  );
});

test("a new column that an older formula already names closes a loop", () => {
  const structure: ModelStructure = {
    scopes: ["base"],
    names: [],
    tables: [{ name: "T", rows: "shared", columns: [{ name: "a", formula: "=[@later]" }] }],
  };
  expect(checkFormula(structure, "T", "later", "=[@a]*2")).toMatchObject({
    code: "cycle",
    message: expect.stringContaining("later → a → later"),
  });
  expect(checkFormula(structure, "T", "other", "=[@a]*2")).toBeNull();
});
