// The practices of the plan as the simulation needs them, in one option: people, weighted people, budget and expected
// cost. A practice without people or budget has no risk to know, so it is left out and said.

import { isError, type Value } from "../../engine/index.ts";
import type { CalculatedPlan } from "../../plan/calculation.ts";
import { LIST_SIZE, type Option, type Plan, PRACTICES_TABLE } from "../../plan/plan.ts";
import { type Problem, problem } from "../../plan/problem.ts";
import { findColumn, practicesTable } from "../../plan/tables.ts";
import { BUDGET, BUDGET_PER_HEAD, EXPECTED_COST } from "./names.ts";
import { DEFAULT_BUDGET_PER_HEAD } from "./riskAssumptions.ts";

/** Practices that can be simulated, all arrays in their order. */
export interface ReadPractices {
  /** Index of each in `plan.practices`, ascending. */
  readonly indexes: Int32Array;
  readonly people: Float64Array;
  readonly weightedPeople: Float64Array | null;
  /** Pounds a year. */
  readonly budgets: Float64Array;
  /** Pounds a year before bias; null where it is the budget. */
  readonly expected: Float64Array | null;
  readonly problems: readonly Problem[];
}

/** Cells with the same fault are listed one by one up to so many. */
const MOST_LISTED = 20;

export function readPractices(plan: Plan, figures: CalculatedPlan, option: Option): ReadPractices {
  const table = practicesTable(plan);
  const calculated = figures.table(PRACTICES_TABLE, option.id);
  const named = (name: string) => findColumn(table, name)?.name;
  const weighted = table.columns.find(
    (each) => each.role === "input" && /(\bWP$)|(^weighted\b)/i.test(each.name.trim()),
  )?.name;
  const sizeName = named(LIST_SIZE);
  const budgetName = named(BUDGET);
  const expectedName = named(EXPECTED_COST);
  const faults = new Faults();
  const perHead = budgetName === undefined ? budgetPerHead(plan, figures, option, faults) : 0;
  const kept: number[] = [];
  const people: number[] = [];
  const weightedPeople: number[] = [];
  const budgets: number[] = [];
  const expected: number[] = [];
  for (const [index, code] of plan.practices.entries()) {
    const read = (name: string | undefined) => (name === undefined ? null : calculated.value(index, name));
    const size = read(sizeName);
    if (!isAbove(size, 0)) {
      faults.add(LIST_SIZE, code, index, size, "no patients", "is no number of patients");
      continue;
    }
    const budget = budgetName === undefined ? size * perHead : read(budgetName);
    if (!isAbove(budget, 0)) {
      faults.add(BUDGET, code, index, budget, "no budget", "is no possible budget");
      continue;
    }
    const cost = expectedName === undefined ? budget : read(expectedName);
    if (cost !== 0 && !isAbove(cost, 0)) {
      faults.add(EXPECTED_COST, code, index, cost, "no expected cost", "is no possible cost");
      continue;
    }
    const need = read(weighted);
    kept.push(index);
    people.push(size);
    weightedPeople.push(isAbove(need, 0) ? need : 0);
    budgets.push(budget);
    expected.push(cost);
  }
  return {
    indexes: Int32Array.from(kept),
    people: Float64Array.from(people),
    weightedPeople: weighted === undefined ? null : Float64Array.from(weightedPeople),
    budgets: Float64Array.from(budgets),
    expected: expectedName === undefined ? null : Float64Array.from(expected),
    problems: faults.problems(),
  };
}

function isAbove(value: Value, least: number): value is number {
  return typeof value === "number" && value > least && Number.isFinite(value);
}

function budgetPerHead(plan: Plan, figures: CalculatedPlan, option: Option, faults: Faults): number {
  const has = plan.assumptions.some((each) => each.name === BUDGET_PER_HEAD);
  const value = has ? figures.assumption(BUDGET_PER_HEAD, option.id) : null;
  if (isAbove(value, 0)) return value;
  const { value: shipped, source } = DEFAULT_BUDGET_PER_HEAD;
  const begin = has
    ? `${BUDGET_PER_HEAD} is ${isError(value) ? value.error : `"${String(value ?? "")}"`}, which is no possible budget; `
    : `The plan has neither a column ${BUDGET} nor the assumption ${BUDGET_PER_HEAD}; `;
  faults.single(
    problem("no-budget", `${begin}£${shipped.toLocaleString("en-GB")} a head is taken (${source}).`, {
      severity: has ? "error" : "note",
      remedy: `Set ${BUDGET_PER_HEAD}, or give Practices a column ${BUDGET}. Shares of the budget do not depend on it.`,
      where: { sheet: "Assumptions", subject: BUDGET_PER_HEAD, column: "Value" },
    }),
  );
  return shipped;
}

/** Gathers what is wrong with practices: blanks are counted, impossible figures listed. */
class Faults {
  private readonly found: Problem[] = [];
  private readonly blanks = new Map<string, { count: number; code: string; lacks: string }>();
  private readonly listed = new Map<string, number>();

  single(fault: Problem): void {
    this.found.push(fault);
  }

  add(column: string, code: string, index: number, value: Value, lacks: string, wrong: string): void {
    if (value === null || value === "" || value === 0) {
      const known = this.blanks.get(column);
      if (known === undefined) this.blanks.set(column, { count: 1, code, lacks });
      else known.count += 1;
      return;
    }
    const count = (this.listed.get(column) ?? 0) + 1;
    this.listed.set(column, count);
    if (count > MOST_LISTED) return;
    const shown = isError(value) ? value.error : `"${String(value)}"`;
    this.found.push(
      problem(
        "impossible-parameter",
        `${column} of practice ${code} ${wrong} (${shown}); the practice is left out of the simulation.`,
        {
          where: { sheet: PRACTICES_TABLE, row: index + 1, column, subject: code },
          remedy: "Enter a number above 0.",
        },
      ),
    );
  }

  problems(): readonly Problem[] {
    const more = [...this.listed].flatMap(([column, count]) =>
      count <= MOST_LISTED
        ? []
        : [
            problem(
              "impossible-parameter",
              `${column} is impossible for ${count - MOST_LISTED} more practices.`,
              {
                where: { sheet: PRACTICES_TABLE, column },
                rows: count - MOST_LISTED,
                remedy: "Enter numbers above 0.",
              },
            ),
          ],
    );
    const blanks = [...this.blanks].map(([column, { count, code, lacks }]) =>
      problem(
        "practice-left-out",
        count === 1
          ? `Practice ${code} has ${lacks}, so it is left out of the simulation.`
          : `${count} practices have ${lacks} (${code} is the first), so they are left out of the simulation.`,
        {
          severity: "warning",
          where: { sheet: PRACTICES_TABLE, column, subject: code },
          rows: count,
          remedy: `Enter their ${column.toLowerCase()}, or leave them out.`,
        },
      ),
    );
    return [...this.found, ...more, ...blanks];
  }
}
