// The plan that writing is measured with: so many practices with 30 columns on their sheet (code, 6 texts, 13 figures and
// dates, 10 formulas), in one option, as the workbook of reading has them.

import { emptyPlan } from "../../../renderer/plan/emptyPlan.ts";
import type { FormulaColumn, InputColumn, Plan } from "../../../renderer/plan/plan.ts";

/** Repeatable numbers between 0 and 1. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const TEXTS = ["Practice name", "PCN", "Sub ICB location", "Status", "Contract", "Comment"];
const WHOLES = ["List size", "Under 5", "Over 65", "Over 85", "Staff", "Sites"];
const DECIMALS = ["Weighted list", "Need index", "Rate", "Latitude", "Longitude"];
const DATES = ["Opened", "Reviewed"];
const FORMULAS: readonly (readonly [name: string, formula: string, format: string])[] = [
  ["Share", "=[@[Weighted list]]/100000000", "0.0000%"],
  ["Payment", "=[@[Weighted list]]*[@Rate]", "£#,##0.00"],
  ["Per head", "=[@Payment]/[@[List size]]", "£#,##0.00"],
  ["Young", "=[@[Under 5]]/[@[List size]]", "0.0%"],
  ["Old", "=[@[Over 65]]/[@[List size]]", "0.0%"],
  ["Per site", "=[@[List size]]/[@Sites]", "#,##0"],
  ["Need", '=IF([@[Need index]]>1,"high","low")', "General"],
  ["Small staff", "=[@Staff]<1", "General"],
  ["Uplift", "=[@Payment]*0.025", "£#,##0.00"],
  ["Total", "=[@Payment]+[@Uplift]", "£#,##0.00"],
];

export function widePlan(rows: number): Plan {
  const random = numbersFrom(7);
  const practices = Array.from({ length: rows }, (_, at) => `A${String(at).padStart(6, "0")}`);
  const input = (id: string, name: string, type: InputColumn["type"], format: string): InputColumn => ({
    id,
    name,
    kind: "input",
    type,
    format,
    note: `What ${name} is.`,
  });
  const texts = TEXTS.map((name, at) => input(`t${at}`, name, "text", "@"));
  const wholes = WHOLES.map((name, at) => input(`w${at}`, name, "number", "#,##0"));
  const decimals = DECIMALS.map((name, at) => input(`d${at}`, name, "number", "0.00"));
  const dates = DATES.map((name, at) => input(`s${at}`, name, "date", "dd/mm/yyyy"));
  const formulas = FORMULAS.map(
    ([name, formula, format], at): FormulaColumn => ({
      id: `f${at}`,
      name,
      kind: "formula",
      formula,
      format,
      note: "",
    }),
  );
  const text: readonly ((row: number) => string)[] = [
    (row) => `PRACTICE ${row} & PARTNERS`,
    () => `PCN ${Math.floor(random() * 1_250)}`,
    () => `NHS Sub ICB ${Math.floor(random() * 106)}`,
    () => (random() < 0.9 ? "Active" : "Closing"),
    () => (random() < 0.7 ? "GMS" : "PMS"),
    (row) => (random() < 0.05 ? `Note on ${row}: list frozen` : "None"),
  ];
  const most = [9_000, 600, 1_500, 300, 40, 5];
  const empty = emptyPlan("Wide");
  return {
    ...empty,
    practices,
    practiceColumns: [...texts, ...wholes, ...decimals, ...dates, ...formulas],
    practiceInputs: Object.fromEntries([
      ...texts.map(({ id }, at) => [id, practices.map((_, row) => text[at]?.(row) ?? "")]),
      ...wholes.map(({ id }, at) => [id, practices.map(() => Math.floor(random() * (most[at] ?? 1)) + 1)]),
      ...decimals.map(({ id }) => [id, practices.map(() => random() * 9_500)]),
      ...dates.map(({ id }) => [id, practices.map(() => 35_000 + Math.floor(random() * 10_000))]),
    ]),
    options: empty.options.map((option) => ({ ...option, membership: practices.map(() => null) })),
  };
}
