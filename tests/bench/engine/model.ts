// The benchmark's model: practices with 5 input columns and 12 formula columns, and a table of groups with 6 columns
// that aggregate them. Spelled as an expert would write it in Excel. The hand-written loop (handLoop.ts) calculates the
// same columns; both take their data from here.

import type { ModelStructure, Scalar } from "../../../renderer/engine/index.ts";

export const PRACTICES = "Practices";
export const GROUPS = "CCGs";

/** Formula columns of the practices, in the order in which the hand loop has them. */
export const PRACTICE_FORMULAS: readonly (readonly [string, string])[] = [
  ["Allowance", "=[@[List size]]*Allowance_per_head"],
  ["Small fee", "=IF([@[List size]]<Small_threshold,Small_payment,0)"],
  ["Weighted", "=ROUND([@[List size]]*[@Weight],2)"],
  ["Capped cost", "=MAX(Cost_floor,MIN([@Cost],Cost_cap))"],
  ["Cost per head", "=IFERROR([@Cost]/[@[List size]],0)"],
  ["Share", "=[@Weighted]/SUM([Weighted])"],
  ["Group list", "=SUMIFS([List size],[CCG],[@CCG])"],
  ["Group rate", "=INDEX(CCGs[Rate],MATCH([@CCG],CCGs[CCG],0))"],
  ["Deviation", "=SQRT([@[List size]]*[@Risk])"],
  ["Need band", "=IF([@Need]>1.4,4,IF([@Need]>1.1,3,IF([@Need]>0.8,2,1)))"],
  ["Size band", '=IF([@[List size]]>12000,"Large",IF([@[List size]]>6000,"Medium","Small"))'],
  ["Net", "=[@Allowance]+[@[Small fee]]-[@[Capped cost]]*[@[Group rate]]"],
];

export const GROUP_FORMULAS: readonly (readonly [string, string])[] = [
  ["Patients", "=SUMIFS(Practices[List size],Practices[CCG],[@CCG])"],
  ["Members", "=COUNTIFS(Practices[CCG],[@CCG])"],
  ["Mean need", "=AVERAGEIFS(Practices[Need],Practices[CCG],[@CCG])"],
  ["Cost", "=SUMIFS(Practices[Capped cost],Practices[CCG],[@CCG])"],
  ["Net", "=SUMIFS(Practices[Net],Practices[CCG],[@CCG])"],
  ["Weighted", "=SUMIFS(Practices[Weighted],Practices[CCG],[@CCG])"],
];

export const PRACTICE_INPUTS = ["List size", "Weight", "Cost", "Risk", "Need"] as const;

export const ASSUMPTIONS = {
  Allowance_per_head: 25,
  Small_threshold: 3000,
  Small_payment: 5000,
  Cost_floor: 10_000,
  Cost_cap: 400_000,
};

export interface BenchData {
  readonly rows: number;
  readonly groups: number;
  /** One array per name of PRACTICE_INPUTS. */
  readonly inputs: readonly Float64Array[];
  /** Each practice's group, by number. */
  readonly membership: Int32Array;
  readonly rates: Float64Array;
  readonly groupNames: readonly string[];
}

/** Plausible practices from a fixed seed (a linear congruential sequence, Numerical Recipes' constants). */
export function makeData(rows: number): BenchData {
  let state = 12345;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const groups = Math.max(1, Math.round(rows / 30));
  const inputs = PRACTICE_INPUTS.map(() => new Float64Array(rows));
  const [sizes, weights, costs, risks, needs] = inputs as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const membership = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    sizes[row] = Math.floor(500 + next() * 20_000);
    weights[row] = untied(sizes[row] as number, Math.round((0.7 + next() * 0.6) * 1e4)) / 1e4;
    costs[row] = Math.round(next() * 500_000 * 100) / 100;
    risks[row] = Math.round((0.05 + next()) * 1e3) / 1e3;
    needs[row] = Math.round((0.5 + next() * 1.2) * 1e3) / 1e3;
    membership[row] = Math.floor(next() * groups);
  }
  const rates = Float64Array.from({ length: groups }, () => Math.round((0.5 + next()) * 1e3) / 1e3);
  const groupNames = Array.from({ length: groups }, (_, group) => `NHS Group ${group + 1} CCG`);
  return { rows, groups, inputs, membership, rates, groupNames };
}

/**
 * The weight, in ten-thousandths, moved by one where size times weight would lie exactly between two hundredths: there
 * programs differ in which way they round, and the benchmark compares them.
 */
function untied(size: number, weight: number): number {
  return (size * weight) % 100 === 50 ? weight + 1 : weight;
}

export function benchStructure(scopes: readonly string[]): ModelStructure {
  return {
    scopes,
    names: Object.keys(ASSUMPTIONS),
    tables: [
      {
        name: PRACTICES,
        rows: "shared",
        columns: [
          { name: "CCG" },
          ...PRACTICE_INPUTS.map((name) => ({ name })),
          ...PRACTICE_FORMULAS.map(([name, formula]) => ({ name, formula })),
        ],
      },
      {
        name: GROUPS,
        rows: "scoped",
        columns: [
          { name: "CCG" },
          { name: "Rate" },
          ...GROUP_FORMULAS.map(([name, formula]) => ({ name, formula })),
        ],
      },
    ],
  };
}

/** The names of the practices' groups, as an input column holds them. */
export function membershipNames(data: BenchData, membership: Int32Array = data.membership): Scalar[] {
  return Array.from(membership, (group) => data.groupNames[group] ?? null);
}
