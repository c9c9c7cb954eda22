// A small table to try formulas on: the same for all tables of examples, so that an example is a formula and a result.

import {
  Engine,
  isError,
  type ModelStructure,
  type Scalar,
  type Value,
} from "../../../../renderer/engine/index.ts";

/** Columns of the table `T`, five rows; examples are calculated in its second row unless they say otherwise. */
export const T: Readonly<Record<string, readonly Scalar[]>> = {
  n: [10, 20, 30, 40, 50],
  x: [1.5, -2.5, 0, 2, 1e10],
  key: ["b", "a", "B", "c", "a"],
  text: ["apple", "Banana", "5", "", "cherry pie"],
  mixed: [1, "2", true, null, "x"],
  blank: [null, null, null, null, null],
  flag: [true, false, true, false, true],
  day: [43831, 44196, 36526, 60, 45000],
};

/** Columns of the table `U`, three rows. */
export const U: Readonly<Record<string, readonly Scalar[]>> = {
  key: ["a", "b", "z"],
  rate: [0.5, 0.25, null],
  size: [100, 200, 300],
};

export function smallStructure(formulas: Readonly<Record<string, string>>): ModelStructure {
  return {
    scopes: ["base"],
    names: ["Rate", "Word", "Nothing"],
    tables: [
      {
        name: "T",
        rows: "shared",
        columns: [
          ...Object.keys(T).map((name) => ({ name })),
          ...Object.entries(formulas).map(([name, formula]) => ({ name, formula })),
        ],
      },
      { name: "U", rows: "shared", columns: Object.keys(U).map((name) => ({ name })) },
    ],
  };
}

export function smallEngine(formulas: Readonly<Record<string, string>>): Engine {
  const engine = new Engine();
  engine.setStructure(smallStructure(formulas));
  for (const [table, columns] of Object.entries({ T, U })) {
    engine.setRowCount(table, null, Object.values(columns)[0]?.length ?? 0);
    for (const [name, values] of Object.entries(columns)) engine.setInputColumn(table, name, null, values);
  }
  engine.setName("Rate", null, 0.1);
  engine.setName("Word", null, "apple");
  engine.recalculate();
  return engine;
}

/** What `formula` gives in a row of T, errors as their code. */
export function resultOf(formula: string, row = 1): Scalar {
  const engine = smallEngine({ result: formula });
  const value = shown(engine.column("T", "result", "base").value(row));
  const problem = engine.problems()[0];
  if (problem !== undefined && value !== "#SPILL!") throw new Error(`${formula}: ${problem.message}`);
  return value;
}

export function shown(value: Value): Scalar {
  return isError(value) ? value.error : value;
}

/** Checks formulas against results written as `formula | result`, one a line; a result is JSON or an error code. */
export function examples(text: string): readonly (readonly [string, Scalar])[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//"))
    .map((line) => {
      const bar = line.lastIndexOf(" | ");
      const result = line.slice(bar + 3).trim();
      return [line.slice(0, bar).trim(), result.startsWith("#") ? result : JSON.parse(result)] as const;
    });
}
