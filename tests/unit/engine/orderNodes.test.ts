// Formulas that an index answers against the same formulas spelled so that no index can: every value of a mixed table
// must agree. The numbers are multiples of 1/8, so that sums are exact in any order.

import fc from "fast-check";
import { expect, test } from "vitest";
import { Engine, isError, type Scalar } from "../../../renderer/engine/index.ts";

/** Indexed spelling, plain spelling. */
const PAIRS = [
  ['=COUNTIFS([key],[@key],[a],">"&[@a])', '=COUNTIFS([key],[@key],[a],T(">")&[@a])'],
  ['=COUNTIF([a],"<="&[@b])', '=COUNTIF([a],T("<=")&[@b])'],
  ['=SUMIFS([b],[a],">="&[@a])', '=SUMIFS([b],[a],T(">=")&[@a])'],
  [
    '=SUMIFS([b],[key],[@key],[a],">="&[@b],[a],"<"&[@a])',
    '=SUMIFS([b],[key],[@key],[a],T(">=")&[@b],[a],T("<")&[@a])',
  ],
  ['=AVERAGEIFS([b],[a],"<"&[@a],[key],"x")', '=AVERAGEIFS([b],[a],T("<")&[@a],[key],"x")'],
  ['=MINIFS([b],[a],">"&[@a])', '=MINIFS([b],[a],T(">")&[@a])'],
  ['=MAXIFS([b],[a],">"&[@a],[b],"<3")', '=MAXIFS([b],[a],T(">")&[@a],[b],"<3")'],
  ['=SUMIF([a],"<"&[@b],[b])', '=SUMIF([a],T("<")&[@b],[b])'],
  ["=SUMPRODUCT(([key]=[@key])*[b])", "=SUMPRODUCT(IF(TRUE,([key]=[@key])*[b]))"],
  ["=SUMPRODUCT(--([key]=[@key]),[b])", "=SUMPRODUCT(IF(TRUE,--([key]=[@key])),[b])"],
  ["=SUMPRODUCT(([key]=[@key])*([a]>[@a]))+1", "=SUMPRODUCT(IF(TRUE,([key]=[@key])*([a]>[@a])))+1"],
  ["=SUMPRODUCT(([@a]>[a])*([key]=[@key])*[b])", "=SUMPRODUCT(IF(TRUE,([@a]>[a])*([key]=[@key])*[b]))"],
  ["=SUMPRODUCT(([key]=[@key])*1,--[b])", "=SUMPRODUCT(IF(TRUE,([key]=[@key])*1),--[b])"],
  ["=SUMPRODUCT([key]=[@key])", "=SUMPRODUCT(IF(TRUE,[key]=[@key]))"],
  [
    "=PERCENTRANK([a],[@a])+PERCENTILE.EXC([a],0.5)",
    "=PERCENTRANK(IF(TRUE,[a]),[@a])+PERCENTILE.EXC(IF(TRUE,[a]),0.5)",
  ],
  // e holds errors where a is 0
  ['=SUMIFS([e],[a],">"&[@a])', '=SUMIFS([e],[a],T(">")&[@a])'],
  ['=COUNTIFS([key],[@key],[e],">="&[@e])', '=COUNTIFS([key],[@key],[e],T(">=")&[@e])'],
  ['=MAXIFS([b],[e],"<"&[@b])', '=MAXIFS([b],[e],T("<")&[@b])'],
  ["=SUMPRODUCT(([key]=[@key])*[e])", "=SUMPRODUCT(IF(TRUE,([key]=[@key])*[e]))"],
  ["=SUMPRODUCT(--([e]=[@e]),[b])", "=SUMPRODUCT(IF(TRUE,--([e]=[@e])),[b])"],
  ["=SUMPRODUCT(([e]<[@b])*1)", "=SUMPRODUCT(IF(TRUE,([e]<[@b])*1))"],
  ["=RANK([@a],[e])", "=RANK([@a],IF(TRUE,[e]))"],
  ["=LARGE([e],1)", "=LARGE(IF(TRUE,[e]),1)"],
  ["=RANK([@a],[a])", "=RANK([@a],IF(TRUE,[a]))"],
  ["=RANK.AVG([@a],[a],1)", "=RANK.AVG([@a],IF(TRUE,[a]),1)"],
  ["=SMALL([a],2)+LARGE([b],1)", "=SMALL(IF(TRUE,[a]),2)+LARGE(IF(TRUE,[b]),1)"],
  ["=PERCENTILE([a],0.25)+QUARTILE([b],3)", "=PERCENTILE(IF(TRUE,[a]),0.25)+QUARTILE(IF(TRUE,[b]),3)"],
] as const;

function calculated(columns: Readonly<Record<string, readonly Scalar[]>>, rows: number): Engine {
  const engine = new Engine();
  engine.setStructure({
    scopes: ["base"],
    names: [],
    tables: [
      {
        name: "T",
        rows: "shared",
        columns: [
          ...Object.keys(columns).map((name) => ({ name })),
          { name: "e", formula: "=IF([@a]=0,1/0,[@a]*2)" },
          ...PAIRS.flatMap(([fast, slow], place) => [
            { name: `fast ${place}`, formula: fast },
            { name: `slow ${place}`, formula: slow },
          ]),
        ],
      },
    ],
  });
  engine.setRowCount("T", null, rows);
  for (const [name, values] of Object.entries(columns)) engine.setInputColumn("T", name, null, values);
  engine.recalculate();
  return engine;
}

function expectSame(engine: Engine, rows: number): void {
  expect(engine.problems()).toEqual([]);
  for (const [place, [formula]] of PAIRS.entries())
    for (let row = 0; row < rows; row++) {
      const [fast, slow] = ["fast", "slow"].map((name) => {
        const value = engine.column("T", `${name} ${place}`, "base").value(row);
        return isError(value) ? value.error : value;
      });
      expect(fast, `${formula} in row ${row}`).toBe(slow);
    }
}

const numbers = fc.integer({ min: -40, max: 40 }).map((each) => each / 8);
const mixed = fc.oneof(
  { weight: 12, arbitrary: numbers },
  { weight: 1, arbitrary: fc.constantFrom<Scalar>(null, "7", "word", true, false, "") },
);
const keys = fc.constantFrom<Scalar>("x", "X", "y", "", null, 0, 5, "5", "a*", true, false, ">1");
const plainKeys = fc.constantFrom<Scalar>("x", "X", "y", "z");
const ROWS = 23;

function table(value: fc.Arbitrary<Scalar>, key: fc.Arbitrary<Scalar>) {
  const column = (each: fc.Arbitrary<Scalar>) => fc.array(each, { minLength: ROWS, maxLength: ROWS });
  return fc.record({ a: column(value), b: column(value), key: column(key) });
}

test.each([
  ["plain numbers and texts", table(numbers, plainKeys)],
  ["every kind of value", table(mixed, keys)],
])("indexes agree with the criteria: %s", (_, tables) => {
  fc.assert(
    fc.property(
      tables,
      fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.nat(ROWS - 1), fc.oneof(numbers, mixed)), {
        maxLength: 6,
      }),
      (columns, edits) => {
        const engine = calculated(columns, ROWS);
        expectSame(engine, ROWS);
        for (const [column, row, value] of edits) {
          engine.setInput("T", column, null, row, value);
          engine.recalculate();
        }
        expectSame(engine, ROWS);
      },
    ),
    { seed: 20, numRuns: 60 },
  );
});

test("a column of many rows is not looked through once per row", () => {
  const rows = 20_000;
  const engine = new Engine();
  const formulas = PAIRS.map(([fast]) => fast).filter((each) => !each.includes("SUMPRODUCT([key]"));
  engine.setStructure({
    scopes: ["base"],
    names: [],
    tables: [
      {
        name: "T",
        rows: "shared",
        columns: [
          { name: "a" },
          { name: "b" },
          { name: "key" },
          { name: "e", formula: "=[@a]+1" },
          ...formulas.map((formula, place) => ({ name: `f${place}`, formula })),
        ],
      },
    ],
  });
  engine.setRowCount("T", null, rows);
  engine.setInputColumn(
    "T",
    "a",
    null,
    Array.from({ length: rows }, (_, row) => (row * 7919) % 10_007),
  );
  engine.setInputColumn(
    "T",
    "b",
    null,
    Array.from({ length: rows }, (_, row) => (row * 31) % 997),
  );
  engine.setInputColumn(
    "T",
    "key",
    null,
    Array.from({ length: rows }, (_, row) => `k${row % 600}`),
  );
  engine.recalculate();
  // looking through 20,000 rows for each of 20,000 takes minutes: the time limit of the test is what fails
  expect(engine.column("T", "f0", "base").value(0)).toBe(33);
}, 10_000);
