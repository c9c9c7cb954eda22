// The benchmark's model as cells of a workbook, for programs that calculate cells. It is spelled the cheaper way that an
// expert would choose for them: the column total stands in one cell, and a practice looks its group's total up in
// the groups' sheet instead of adding it again. The results are those of the table's own formulas.

import { parseFormula, referencesOf } from "../../../../renderer/engine/index.ts";
import {
  ASSUMPTIONS,
  type BenchData,
  GROUP_FORMULAS,
  GROUPS,
  membershipNames,
  PRACTICE_FORMULAS,
  PRACTICE_INPUTS,
  PRACTICES,
} from "../model.ts";

export type Cell = string | number | null;

export interface Sheet {
  readonly name: string;
  /** Row after row from A1; formulas begin with =. */
  readonly rows: readonly (readonly Cell[])[];
}

const NAMES = "Assumptions";
const PRACTICE_COLUMNS = ["CCG", ...PRACTICE_INPUTS, ...PRACTICE_FORMULAS.map(([name]) => name)];
const GROUP_COLUMNS = ["CCG", "Rate", ...GROUP_FORMULAS.map(([name]) => name)];
const TABLES: Readonly<Record<string, readonly string[]>> = {
  [PRACTICES]: PRACTICE_COLUMNS,
  [GROUPS]: GROUP_COLUMNS,
};

/** Formulas spelled in another way for cells. */
const CHEAPER: Readonly<Record<string, string>> = {
  Share: "=[@Weighted]/Total_weighted",
  "Group list": "=INDEX(CCGs[Patients],MATCH([@CCG],CCGs[CCG],0))",
};

const NAME_ROWS = [...Object.keys(ASSUMPTIONS), "Total_weighted"];

function letter(place: number): string {
  return String.fromCharCode(65 + place);
}

/** Where a column of a table stands in its sheet, from 0. */
export function columnPlace(table: string, column: string): number {
  return TABLES[table]?.indexOf(column) ?? -1;
}

/** Where a name's value stands: column B of its row (from 0) in the sheet of assumptions. */
export function nameRow(name: string): number {
  return NAME_ROWS.indexOf(name);
}

/** A formula of a table for each of its rows, with addresses in place of names. */
function addressed(
  formula: string,
  table: string,
  rows: Readonly<Record<string, number>>,
): (row: number) => string {
  const parsed = parseFormula(formula);
  if (!parsed.ok) throw new Error(`${formula}: ${parsed.problem.message}`);
  const { columns, names } = referencesOf(parsed.tree);
  const places = [
    ...columns.map(({ start, end, table: named, first, thisRow }) => {
      const owner = named ?? table;
      const at = letter(columnPlace(owner, first));
      const whole = `${owner}!$${at}$2:$${at}$${(rows[owner] ?? 0) + 1}`;
      return { start, end, text: (row: number) => (thisRow ? `$${at}${row + 2}` : whole) };
    }),
    ...names.map(({ start, end, name }) => ({ start, end, text: () => `${NAMES}!$B$${nameRow(name) + 1}` })),
  ].sort((left, right) => left.start - right.start);
  return (row) => {
    let text = "";
    let at = 0;
    for (const each of places) {
      text += formula.slice(at, each.start) + each.text(row);
      at = each.end;
    }
    return text + formula.slice(at);
  };
}

/** The three sheets: practices, groups, assumptions. `averageIfs` false for programs that only know AVERAGEIF. */
export function benchSheets(data: BenchData, averageIfs: boolean): readonly Sheet[] {
  const rows = { [PRACTICES]: data.rows, [GROUPS]: data.groups };
  const spelled = (formula: string) =>
    averageIfs ? formula : formula.replace(/AVERAGEIFS\(([^,]+),([^,]+),([^)]+)\)/, "AVERAGEIF($2,$3,$1)");
  const practice = PRACTICE_FORMULAS.map(([name, formula]) =>
    addressed(CHEAPER[name] ?? formula, PRACTICES, rows),
  );
  const group = GROUP_FORMULAS.map(([, formula]) => addressed(spelled(formula), GROUPS, rows));
  const members = membershipNames(data);
  const practices = Array.from({ length: data.rows }, (_, row): Cell[] => [
    members[row] as string,
    ...data.inputs.map((each) => each[row] as number),
    ...practice.map((each) => each(row)),
  ]);
  const groups = Array.from({ length: data.groups }, (_, row): Cell[] => [
    data.groupNames[row] as string,
    data.rates[row] as number,
    ...group.map((each) => each(row)),
  ]);
  const weighted = letter(columnPlace(PRACTICES, "Weighted"));
  const total = `=SUM(${PRACTICES}!$${weighted}$2:$${weighted}$${data.rows + 1})`;
  return [
    { name: PRACTICES, rows: [PRACTICE_COLUMNS, ...practices] },
    { name: GROUPS, rows: [GROUP_COLUMNS, ...groups] },
    { name: NAMES, rows: [...Object.entries(ASSUMPTIONS), ["Total_weighted", total]] },
  ];
}
