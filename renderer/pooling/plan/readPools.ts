// The pools in force in one option, from the Pools table. Rows with the same name are the layers of one pool, in table
// order; who is in it and how it is paid for stands on its first row. A row that says "One pool for each CCG" is as many
// pools as there are CCGs with members.
//
// An impossible layer is left out, an impossible pool too, each with a problem at the cell; the others go on.

import type { CalculatedPlan } from "../../plan/calculation.ts";
import type { Option, Plan } from "../../plan/plan.ts";
import { type Problem, problem } from "../../plan/problem.ts";
import type { Contribution, DeficitRule, Layer, Pool, SurplusRule } from "../pools/pool.ts";
import { poolProblems } from "../pools/poolProblems.ts";
import type { LevelGrouping, OptionGrouping } from "../simulation/model.ts";
import { type Cells, cellsOf, type Range } from "./cells.ts";
import { BASES, DEFICITS, LAYERS, NO, POOL, POOLS_TABLE, SURPLUSES, YES } from "./names.ts";
import { type Membership, membersOf } from "./poolMembers.ts";

export interface ReadPools {
  readonly pools: readonly Pool[];
  /** For each pool the row of the table, from 0, that it comes from. */
  readonly rows: readonly number[];
  /** Years a trial needs for the pools to show: the most of those in force. */
  readonly years: number;
  readonly problems: readonly Problem[];
}

const POUNDS: Range = { least: 0, most: 1e12, blank: null, what: "pounds, 0 or more" };
const SHARE: Range = { least: 0, most: 1, blank: null, what: "a share from 0 to 100 %" };
const MOST_YEARS = 30;
const YEARS: Range = {
  least: 1,
  most: MOST_YEARS,
  blank: 1,
  what: `a whole number from 1 to ${MOST_YEARS}`,
};

/** Whether a pool of the plan takes parts of single persons' costs, in any option. */
export function hasExcessLayers(plan: Plan, figures: CalculatedPlan): boolean {
  return plan.options.some((option) => {
    const cells = cellsOf(plan, figures, POOLS_TABLE, option);
    if (cells === null) return false;
    return Array.from({ length: cells.rows }, (_, row) => row).some(
      (row) => isInForce(cells, row) && cells.choice(row, POOL.layer, LAYERS) === "excess of loss per person",
    );
  });
}

/** A blank says yes: a row that somebody typed is meant. */
function isInForce(cells: Cells, row: number): boolean {
  const value = cells.value(row, POOL.inForce);
  if (value === true || value === false) return value;
  return cells.choice(row, POOL.inForce, [YES, NO]) === YES;
}

/** @param levels groupings of the option, which members are taken from */
export function readPools(
  plan: Plan,
  figures: CalculatedPlan,
  option: Option,
  levels: readonly LevelGrouping[],
  ground: { readonly drawsPeople: boolean },
): ReadPools {
  const cells = cellsOf(plan, figures, POOLS_TABLE, option);
  if (cells === null) return { pools: [], rows: [], years: 1, problems: [] };
  const found: { pool: Pool; row: number }[] = [];
  let years = 1;
  for (const rows of poolRows(cells).values()) {
    const [first = 0] = rows;
    const layers = rows.flatMap((row) => {
      const layer = readLayer(cells, row);
      return layer === null ? [] : [layer];
    });
    const members = membersOf(cells, first, plan, option, levels);
    const rules = readRules(cells, first);
    if (members === null || rules === null) continue;
    const own = wholeNumber(cells, first, POOL.years, YEARS) ?? 1;
    for (const each of members) {
      found.push({ pool: makePool(each, layers, rules), row: first });
      years = Math.max(years, own);
    }
  }
  // Payments flow upwards, so pools of low levels come first; within a level in table order.
  found.sort((left, right) => left.pool.level - right.pool.level);
  const problems = [...cells.problems];
  const pools: Pool[] = [];
  const rows: number[] = [];
  for (const { pool, row } of found) {
    const grouping: OptionGrouping = { name: option.name, levels, budgets: null, pools: [...pools, pool] };
    const faults = poolProblems(grouping, ground.drawsPeople).filter((each) => each.severity === "error");
    if (faults.length === 0) {
      pools.push(pool);
      rows.push(row);
    }
    for (const fault of faults) problems.push(atCell(cells, row, fault));
  }
  return { pools, rows, years: pools.length > 0 ? years : 1, problems };
}

/** Rows in force by pool name; rows with no name and no layer are blank rows of the table. */
function poolRows(cells: Cells): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, number[]>();
  for (let row = 0; row < cells.rows; row++) {
    const name = cells.text(row, POOL.name);
    if (name === "" && cells.text(row, POOL.layer) === "") continue;
    if (!isInForce(cells, row)) continue;
    const key = name === "" ? `#${row + 1}` : name.toLowerCase();
    const known = byName.get(key);
    if (known === undefined) byName.set(key, [row]);
    else known.push(row);
  }
  return byName;
}

interface PoolRules {
  readonly contribution: Contribution;
  readonly openingBalance: number;
  readonly annualLimit: number | null;
  readonly deficit: DeficitRule;
  readonly surplus: SurplusRule;
}

function makePool(members: Membership, layers: readonly Layer[], rules: PoolRules): Pool {
  return {
    name: members.name,
    level: members.level,
    groups: members.groups,
    pools: [],
    layers,
    ...rules,
    beyondLimit: rules.deficit.kind === "higherBody" ? "higherBody" : "members",
  };
}

function readLayer(cells: Cells, row: number): Layer | null {
  const kind = cells.choice(row, POOL.layer, LAYERS);
  const share = cells.number(row, POOL.share, { ...SHARE, blank: 1 }) ?? 1;
  switch (kind) {
    case null:
    case "none":
      return null;
    case "excess of loss per person": {
      const retention = needed(cells, row, POOL.retention, { ...POUNDS, what: "pounds a person and year" });
      const limit = cells.number(row, POOL.limit, POUNDS);
      if (retention === null || isAbove(cells, row, retention, limit)) return null;
      return { kind: "excess", retention, limit: limit === null ? null : limit - retention, share };
    }
    case "corridor": {
      const band = cells.number(row, POOL.retention, { ...SHARE, blank: 0 }) ?? 0;
      const shareUnder = cells.number(row, POOL.shareUnder, { ...SHARE, blank: share }) ?? share;
      return { kind: "corridor", band, shareOver: share, shareUnder };
    }
    case "stop-loss": {
      const range = { least: 0, most: 100, blank: 0, what: "a share of the budget, such as 0.02 for 2 %" };
      const retention = cells.number(row, POOL.retention, range) ?? 0;
      const limit = cells.number(row, POOL.limit, { ...range, blank: null });
      if (isAbove(cells, row, retention, limit)) return null;
      return { kind: "stopLoss", attachment: 1 + retention, cap: limit === null ? null : 1 + limit, share };
    }
  }
}

/** A layer that begins at its end or above it pays nothing, which nobody means. */
function isAbove(cells: Cells, row: number, retention: number, limit: number | null): boolean {
  if (limit === null || retention < limit) return false;
  cells.report(
    row,
    POOL.limit,
    `(${limit}) is not above the retention (${retention}), so the layer begins above its limit`,
    "Enter where the layer ends, above where it begins, or leave it empty for no limit.",
    "the layer is left out",
  );
  return true;
}

function needed(cells: Cells, row: number, column: string, range: Range): number | null {
  const value = cells.value(row, column);
  if (value !== null && value !== "") return cells.number(row, column, range);
  cells.report(row, column, "is empty", `Enter ${range.what}.`, "the layer is left out");
  return null;
}

function wholeNumber(cells: Cells, row: number, column: string, range: Range): number | null {
  const value = cells.number(row, column, range);
  if (value === null || Number.isInteger(value)) return value;
  cells.report(
    row,
    column,
    `must be whole, not ${value}`,
    `Enter ${range.what}.`,
    `${Math.round(value)} is taken`,
  );
  return Math.max(range.least, Math.round(value));
}

function readRules(cells: Cells, row: number): PoolRules | null {
  const contribution = readContribution(cells, row);
  const deficit = readDeficit(cells, row);
  const surplus = cells.choice(row, POOL.surplus, SURPLUSES);
  if (contribution === null || deficit === null || surplus === null) return null;
  const opening = { least: -1e12, most: 1e12, blank: 0, what: "pounds; negative for a debt" };
  const kinds = {
    kept: "kept",
    "returned by contribution": "proRata",
    "returned to net payers": "byExperience",
  } as const;
  return {
    contribution,
    deficit,
    openingBalance: cells.number(row, POOL.openingBalance, opening) ?? 0,
    annualLimit: cells.number(row, POOL.annualLimit, POUNDS),
    surplus: { kind: kinds[surplus], reserve: cells.number(row, POOL.reserve, POUNDS) ?? 0 },
  };
}

function readContribution(cells: Cells, row: number): Contribution | null {
  const pounds = () => cells.number(row, POOL.contribution, { ...POUNDS, blank: 0 }) ?? 0;
  switch (cells.choice(row, POOL.basis, BASES)) {
    case null:
      return null;
    case "none":
      return { kind: "none" };
    case "per head":
      return { kind: "perHead", pounds: pounds() };
    case "per weighted head":
      return { kind: "perWeightedHead", pounds: pounds() };
    case "share of budget":
      return {
        kind: "shareOfBudget",
        share: cells.number(row, POOL.contribution, { ...SHARE, blank: 0 }) ?? 0,
      };
    case "expected payments": {
      const loading = {
        least: -1,
        most: 100,
        blank: 0,
        what: "a loading, such as 0.1 for 10 % above expected",
      };
      return { kind: "riskBased", loading: cells.number(row, POOL.contribution, loading) ?? 0 };
    }
  }
}

function readDeficit(cells: Cells, row: number): DeficitRule | null {
  switch (cells.choice(row, POOL.deficit, DEFICITS)) {
    case null:
      return null;
    case "carried forward": {
      const years = wholeNumber(cells, row, POOL.repayment, { ...YEARS, blank: null });
      return { kind: "carried", repaymentYears: years };
    }
    case "members by what was paid for them":
      return { kind: "members", by: "taken" };
    case "members by contribution":
      return { kind: "members", by: "contribution" };
    case "higher body":
      return { kind: "higherBody" };
  }
}

/** The columns of the table for the parameters of a pool as its mathematics calls them. */
const CELL_OF: Readonly<Record<string, string>> = {
  Members: POOL.covers,
  Level: POOL.level,
  Layers: POOL.layer,
  Contribution: POOL.contribution,
};

function atCell(cells: Cells, row: number, fault: Problem): Problem {
  const column = CELL_OF[fault.where?.column ?? ""] ?? fault.where?.column ?? POOL.name;
  return problem(fault.code, `${fault.message} The pool is left out.`, {
    ...(fault.remedy === undefined ? {} : { remedy: fault.remedy }),
    where: cells.place(row, column),
  });
}
