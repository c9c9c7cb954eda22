// Columns longer than a block, with every kind of value in some blocks and not in others: the kernels against the
// interpreter, and edits against calculating anew.

import fc from "fast-check";
import { expect, test } from "vitest";
import { Engine, isError, type ModelStructure, type Scalar } from "../../../renderer/engine/index.ts";

const ROWS = 1_337;
const COLUMNS = ["a", "b", "key"] as const;

const FORMULAS = [
  "=[@a]+[@b]",
  "=[@a]*[@b]-1",
  "=([@a]-[@b])*2",
  "=[@a]/[@b]",
  "=[@a]^[@b]",
  "=-[@a]%",
  "=[@a]>[@b]",
  '=[@key]="k1"',
  '=IF([@a]>5,"big",IF([@a]>2,[@b],[@key]))',
  "=IFERROR([@a]/[@b],[@key])",
  "=ROUND([@a]*1.1,1)",
  "=MIN([@a],[@b],3)",
  "=MAX([@a],[@b])",
  "=SQRT([@a])",
  "=AND([@a]>1,[@b]>1)",
  "=OR([@a]>8,[@b])",
  "=ABS([@b])+INT([@a])",
  "=[@key]&[@a]",
  "=SUMIFS([a],[key],[@key])",
  "=AVERAGEIFS([b],[key],[@key])",
  "=COUNTIFS([key],[@key])",
  "=MATCH([@key],[key],0)",
  "=[@a]/SUM([b])",
  "=IF(TRUE,,[@a])",
  "=NOT([@a])",
  "=SUM([@a],[@b])",
] as const;

function structure(): ModelStructure {
  const slow = (formula: string) => {
    const body = COLUMNS.reduce((text, name) => text.replaceAll(`[@${name}]`, `${name}_v`), formula.slice(1));
    return `=LET(${COLUMNS.map((name) => `${name}_v,[@${name}]`).join(",")},${body})`;
  };
  return {
    scopes: ["base"],
    names: [],
    tables: [
      {
        name: "Rows",
        rows: "shared",
        columns: [
          ...COLUMNS.map((name) => ({ name })),
          ...FORMULAS.flatMap((formula, place) => [
            { name: `fast ${place}`, formula },
            // formulas of ranges are compared with themselves calculated anew, not with the interpreter
            ...(formula.includes("S(") || formula.includes("MATCH")
              ? []
              : [{ name: `slow ${place}`, formula: slow(formula) }]),
          ]),
        ],
      },
    ],
  };
}

/** Plain numbers, but in the second block also blanks, texts and truth values. */
function values(seed: number, name: string): Scalar[] {
  const odd: readonly Scalar[] = [null, "text", "7", true, false, "", -1, 0];
  return Array.from({ length: ROWS }, (_, row) => {
    const random = (Math.imul(row + seed * 977, 2_654_435_761) >>> 0) % 1000;
    if (name === "key") return `k${random % 40}`;
    return row >= 512 && row < 1024 && random % 5 === 0 ? (odd[random % odd.length] ?? null) : random / 100;
  });
}

function filled(inputs: ReadonlyMap<string, readonly Scalar[]>): Engine {
  const engine = new Engine();
  engine.setStructure(structure());
  engine.setRowCount("Rows", null, ROWS);
  for (const [name, list] of inputs) engine.setInputColumn("Rows", name, null, list);
  engine.recalculate();
  return engine;
}

function shown(engine: Engine, column: string): unknown[] {
  const view = engine.column("Rows", column, "base");
  return Array.from({ length: view.length }, (_, row) => {
    const value = view.value(row);
    return isError(value) ? value.error : value;
  });
}

test("kernels agree with the interpreter in every block", () => {
  const engine = filled(new Map(COLUMNS.map((name, place) => [name, values(place + 1, name)])));
  expect(engine.problems()).toEqual([]);
  const { columns } = structure().tables[0] ?? { columns: [] };
  for (const [place, formula] of FORMULAS.entries())
    if (columns.some((each) => each.name === `slow ${place}`))
      expect(shown(engine, `fast ${place}`), formula).toEqual(shown(engine, `slow ${place}`));
});

test("edits across blocks give what calculating anew gives", { timeout: 60_000 }, () => {
  const value = fc.constantFrom<Scalar>(1, 0, 3.7, null, "word", "k3", true, 9.99);
  const edits = fc.array(fc.record({ column: fc.constantFrom(...COLUMNS), row: fc.nat(ROWS - 1), value }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(edits, fc.nat(3), (list, every) => {
      const inputs = new Map(COLUMNS.map((name, place) => [name as string, values(place + 1, name)]));
      const engine = filled(inputs);
      for (const [place, edit] of list.entries()) {
        (inputs.get(edit.column) as Scalar[])[edit.row] = edit.value;
        engine.setInput("Rows", edit.column, null, edit.row, edit.value);
        if (place % (every + 1) === 0) engine.recalculate();
      }
      engine.recalculate();
      const fresh = filled(inputs);
      for (const [place, formula] of FORMULAS.entries())
        expect(shown(engine, `fast ${place}`), formula).toEqual(shown(fresh, `fast ${place}`));
    }),
    { numRuns: 10, seed: 7 },
  );
});
