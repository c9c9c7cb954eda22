// No formula, however broken or odd, may throw or leave a value that is not one: what is wrong is a problem or an error
// value.

import fc from "fast-check";
import { expect, test } from "vitest";
import { checkFormula, functionList, isError } from "../../../renderer/engine/index.ts";
import { smallEngine, smallStructure } from "./support/table.ts";

const pieces = fc.constantFrom(
  ...functionList.map((each) => `${each.name}(`),
  ...[
    "[@n]",
    "[n]",
    "[@key]",
    "[key]",
    "[@mixed]",
    "U[key]",
    "U[rate]",
    "T[[n]:[x]]",
    "T[#Headers]",
    "T[@[n]:[x]]",
  ],
  ...[
    "1",
    "0",
    "-1",
    "1E300",
    '"a"',
    '">1"',
    '""',
    "TRUE",
    "#N/A",
    "{1,2;3,4}",
    "Rate",
    "Nothing",
    "[@blank]",
    "A1",
  ],
  ...["+", "-", "*", "/", "^", "&", "=", "<>", ">", "%", ",", ")", "(", "x", "[", "]", '"'],
);

/** A call of a random function with some arguments, so that most formulas get past the parser. */
const argument = fc.constantFrom(
  "[@n]",
  "[n]",
  "[@key]",
  "[key]",
  "[@mixed]",
  "[mixed]",
  "U[key]",
  "2",
  "0",
  "-1",
  '"a"',
  "TRUE",
  "",
  "#N/A",
  "{1,2;3,4}",
  "T[[n]:[x]]",
  "[@blank]",
  "1E300",
);
const call = fc
  .tuple(fc.constantFrom(...functionList.map((each) => each.name)), fc.array(argument, { maxLength: 5 }))
  .map(([name, given]) => `${name}(${given.join(",")})`);
const formula = fc.oneof(
  fc.array(pieces, { minLength: 1, maxLength: 12 }).map((each) => `=${each.join("")}`),
  call.map((each) => `=${each}`),
  fc.tuple(call, fc.constantFrom("+", "*", "&", "=", "/"), call).map((each) => `=${each.join("")}`),
  fc.tuple(call, call, call).map(([a, b, c]) => `=IF(${a},${b},SUM(${c}))`),
);

test("every cell of every formula is a value, and a number is finite", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(formula, (text) => {
      const problem = checkFormula(smallStructure({}), "T", "result", text);
      const engine = smallEngine({ result: text });
      const view = engine.column("T", "result", "base");
      for (let row = 0; row < view.length; row++) {
        const value = view.value(row);
        expect(value, text).not.toBeNull();
        if (typeof value === "number") expect(Number.isFinite(value), `${text} gives ${value}`).toBe(true);
        if (problem !== null) expect(isError(value), text).toBe(true);
      }
    }),
    { numRuns: 5000, seed: 11 },
  );
});
