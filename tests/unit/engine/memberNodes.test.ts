// Arrays of a group's members, and lookups in any form, against the same formulas spelled so that no index can serve:
// every value of a mixed table must agree, bit for bit, before and after edits. The numbers nearly cancel, so that the
// order of adding and the correction of the last addition show.

import fc from "fast-check";
import { expect, test } from "vitest";
import { Engine, isError, type Scalar } from "../../../renderer/engine/index.ts";

const PLAIN_CONDITION = "IF(TRUE,[key]=[@key])";

/** `?` stands for the condition. */
const FORMS = [
  "=SUM(FILTER([b],?))",
  "=COUNT(FILTER([b],?))",
  "=MAX(FILTER([b],?))",
  "=MIN(FILTER([b],?,-1))",
  "=AVERAGE(FILTER([b],?))",
  '=COUNTA(FILTER([b],?,""))',
  "=ROWS(FILTER([[a]:[b]],?))",
  "=SUM(FILTER([[a]:[b]],?,0))",
  '=TEXTJOIN("-",FALSE,FILTER([b],?,"none"))',
  "=INDEX(FILTER([b],?),1)",
  "=INDEX(SORT(FILTER([a],?)),1)",
  "=FILTER([b],?)",
  "=SUM(IF(?,[b]))",
  "=SUM(IF(?,[b],0))",
  '=SUM(IF(?,[b],""))',
  "=MAX(IF(?,[b]))",
  "=MAX(IF(?,[b],0))",
  "=MIN(IF(?,[b],3))",
  "=MIN(IF(?,[b]))",
  "=COUNT(IF(?,[b]))",
  "=COUNT(IF(?,1))",
  "=SUM(IF(?,1,0))",
  "=AVERAGE(IF(?,[b]))",
  "=MEDIAN(IF(?,[b]))",
  "=LARGE(IF(?,[b]),1)",
  '=PERCENTILE(IF(?,[b],"no"),0.3)',
  "=STDEV.P(IF(?,[b]))",
  "=PRODUCT(IF(?,[b]))",
  "=SUM((?)*[b])",
  "=SUM([b]*(?))",
  "=SUM(--(?))",
  "=SUM((?)*1)",
  "=SUM(?)",
  "=SUM((?)*([other]=[@other])*[b])",
  "=SUM(FILTER([b],(?)*([other]=[@other]),0))",
  "=SUM(FILTER([e],?))",
  "=SUM((?)*[e])",
  "=SUM(IF(?,[e]))",
  "=MAX(IF([e]=[@e],[b]))",
] as const;

/** Indexed spelling, plain spelling. */
const LOOKUPS = [
  ["=XLOOKUP([@key],[key],[b])", "=XLOOKUP([@key],IF(TRUE,[key]),[b])"],
  ['=XLOOKUP([@key],[key],[b],"none")', '=XLOOKUP([@key],IF(TRUE,[key]),[b],"none")'],
  ["=XLOOKUP([@other],[key],[b],[@a],0,1)", "=XLOOKUP([@other],IF(TRUE,[key]),[b],[@a],0,1)"],
  ["=XLOOKUP([@key],[key],[b],0,2)", "=XLOOKUP([@key],IF(TRUE,[key]),[b],0,2)"],
  ["=XLOOKUP([@key],[key],[b],0,0,-1)", "=XLOOKUP([@key],IF(TRUE,[key]),[b],0,0,-1)"],
  ["=XMATCH([@other],[key],0)", "=XMATCH([@other],IF(TRUE,[key]),0)"],
  ["=XMATCH([@other],[key],0,1)", "=XMATCH([@other],IF(TRUE,[key]),0,1)"],
  ["=MATCH([@other],[key],0)", "=MATCH([@other],IF(TRUE,[key]),0)"],
  ["=INDEX([b],XMATCH([@other],[key]))", "=INDEX([b],XMATCH([@other],IF(TRUE,[key])))"],
  [
    "=INDEX(T[[key]:[other]],MATCH([@other],[key],0),2)",
    "=INDEX(T[[key]:[other]],MATCH([@other],IF(TRUE,[key]),0),2)",
  ],
  [
    '=INDEX(T[[a]:[key]],MATCH([@other],[key],0),MATCH("b",T[[#Headers],[a]:[key]],0))',
    "=INDEX([b],MATCH([@other],IF(TRUE,[key]),0))",
  ],
  ["=INDEX([b],MATCH([@other],[key],0),0)", "=INDEX([b],MATCH([@other],IF(TRUE,[key]),0),0)"],
  [
    "=VLOOKUP([@other],T[[key]:[other]],COLUMNS(T[[key]:[other]]),FALSE)",
    "=VLOOKUP([@other],IF(TRUE,T[[key]:[other]]),2,FALSE)",
  ],
  [
    "=VLOOKUP([@other],T[[key]:[other]],1+ISTEXT([@key]),FALSE)",
    "=VLOOKUP([@other],IF(TRUE,T[[key]:[other]]),1+ISTEXT([@key]),FALSE)",
  ],
  ["=MATCH([@b],[b],0)", "=MATCH([@b],IF(TRUE,[b]),0)"],
  ["=SUM(XLOOKUP([@other],[key],T[[a]:[b]],0))", "=SUM(XLOOKUP([@other],IF(TRUE,[key]),T[[a]:[b]],0))"],
] as const;

const PAIRS: readonly (readonly [string, string])[] = [
  ...FORMS.map((form) => [form.replace("?", "[key]=[@key]"), form.replace("?", PLAIN_CONDITION)] as const),
  ...LOOKUPS,
];

/** Enough rows that lookups in the whole column are worth an index of it. */
const ROWS = 40;

function calculated(columns: Readonly<Record<string, readonly Scalar[]>>): Engine {
  const engine = new Engine();
  engine.setStructure({
    scopes: ["base"],
    names: [],
    tables: [
      {
        name: "T",
        rows: "shared",
        columns: [
          ...["a", "b", "key", "other"].map((name) => ({ name })),
          { name: "e", formula: "=IF([@a]=0,1/0,[@a]*2)" },
          ...PAIRS.flatMap(([fast, slow], place) => [
            { name: `fast ${place}`, formula: fast },
            { name: `slow ${place}`, formula: slow },
          ]),
        ],
      },
    ],
  });
  engine.setRowCount("T", null, ROWS);
  for (const [name, values] of Object.entries(columns)) engine.setInputColumn("T", name, null, values);
  engine.recalculate();
  return engine;
}

function expectSame(engine: Engine): void {
  for (const [place, [formula]] of PAIRS.entries())
    for (let row = 0; row < ROWS; row++) {
      const [fast, slow] = ["fast", "slow"].map((name) => {
        const value = engine.column("T", `${name} ${place}`, "base").value(row);
        return isError(value) ? value.error : value;
      });
      expect(fast, `${formula} in row ${row}`).toBe(slow);
    }
}

const numbers = fc.constantFrom(0.1, 0.2, -0.3, 0.9, -1, 1e-9, 1e15, -1e15, 3, 0.7);
const mixed = fc.oneof(
  { weight: 8, arbitrary: numbers },
  { weight: 2, arbitrary: fc.constantFrom<Scalar>(null, "7", "word", true, false, "", 0) },
);
const plainKeys = fc.constantFrom<Scalar>("x", "X", "y", "z");
const keys = fc.constantFrom<Scalar>("x", "X", "y", "", null, 0, 5, "5", "a*", "a", true, false, ">1");

function table(value: fc.Arbitrary<Scalar>, key: fc.Arbitrary<Scalar>) {
  const column = (each: fc.Arbitrary<Scalar>) => fc.array(each, { minLength: ROWS, maxLength: ROWS });
  return fc.record({ a: column(value), b: column(value), key: column(key), other: column(key) });
}

test.each([
  ["plain numbers and texts", table(numbers, plainKeys), plainKeys],
  ["every kind of value", table(mixed, keys), keys],
])("members of groups are those of the whole array: %s", { timeout: 60_000 }, (_, tables, key) => {
  const edit = fc.oneof(
    fc.tuple(fc.constantFrom("a", "b"), fc.nat(ROWS - 1), fc.oneof(numbers, mixed)),
    fc.tuple(fc.constantFrom("key", "other"), fc.nat(ROWS - 1), key),
  );
  fc.assert(
    fc.property(tables, fc.array(edit, { maxLength: 6 }), (columns, edits) => {
      const engine = calculated(columns);
      expectSame(engine);
      for (const [column, row, value] of edits) {
        engine.setInput("T", column, null, row, value);
        engine.recalculate();
      }
      expectSame(engine);
    }),
    { seed: 40, numRuns: 15 },
  );
});

test("13,108 lookups in 10,000 rows, and as many groups' members, look at what they find only", () => {
  const formulas = [
    "=SUM(FILTER([b],[key]=[@key]))",
    "=SUM(IF([key]=[@key],[b]))",
    "=SUM(([key]=[@key])*[b])",
    '=XLOOKUP([@key],[key],[b],"none")',
    "=INDEX([b],XMATCH([@other],[key],0))",
    "=INDEX(T[[key]:[other]],MATCH([@other],[key],0),2)",
    "=VLOOKUP([@other],T[[key]:[other]],COLUMNS(T[[key]:[other]]),FALSE)",
    "=VLOOKUP([@other],T[[key]:[other]],1+ISTEXT([@key]),FALSE)",
  ];
  const engine = new Engine();
  const keyOf = (row: number) => `P${(row * 7919) % 10_000}`;
  engine.setStructure({
    scopes: ["base"],
    names: [],
    tables: [
      {
        name: "Lines",
        rows: "shared",
        columns: [
          { name: "key" },
          { name: "other" },
          { name: "a" },
          { name: "b" },
          ...formulas.map((formula, place) => ({
            name: `f${place}`,
            formula: formula.replaceAll("T[", "Posts[").replaceAll(/(?<![\w[\]:])\[(?=[a-z[])/g, "Posts["),
          })),
        ],
      },
      { name: "Posts", rows: "shared", columns: ["a", "b", "key", "other"].map((name) => ({ name })) },
    ],
  });
  engine.setRowCount("Lines", null, 13_108);
  engine.setRowCount("Posts", null, 10_000);
  for (const [table, rows] of [
    ["Lines", 13_108],
    ["Posts", 10_000],
  ] as const)
    for (const [name, value] of [
      ["key", keyOf],
      ["other", keyOf],
      ["a", (row: number) => row],
      ["b", (row: number) => row / 3],
    ] as const)
      engine.setInputColumn(
        table,
        name,
        null,
        Array.from({ length: rows }, (_, row) => value(row)),
      );
  engine.recalculate();
  expect(engine.problems().filter((each) => each.code !== "unsupported")).toEqual([]);
  // looking through 10,000 rows for each of 13,108 takes minutes: the time limit of the test is what fails
  expect(engine.column("Lines", "f0", "base").value(12_001)).toBe(2001 / 3);
}, 20_000);
