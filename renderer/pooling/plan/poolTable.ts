// The Pools table: a row a layer of a pool. Ready rows are real clauses with their sources, none of them in force until
// the user says so and chooses a level.

import type { Scalar } from "../../engine/values/value.ts";
import type { NewColumn } from "../../plan/commands/parts.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Layer, Pool } from "../pools/pool.ts";
import { POOL_CLAUSES, type PoolClause } from "../pools/presets.ts";
import { ALL_GROUPS, BASES, DEFICITS, LAYERS, NO, POOL, SURPLUSES, YES } from "./names.ts";

type InputType = "number" | "text";

function input(name: string, type: InputType, format: string, note: string, choices?: readonly string[]) {
  const made: NewColumn = { name, type, format, note };
  return choices === undefined ? made : { ...made, choices };
}

export function poolColumns(plan: Plan): readonly NewColumn[] {
  const levels = plan.levels.map((level) => level.name);
  const higher = levels.slice(1);
  return [
    input(POOL.name, "text", "@", "Rows with the same name are layers of one pool, applied in table order."),
    input(POOL.inForce, "text", "@", "Yes: the row counts in the simulation. An option can say otherwise.", [
      YES,
      NO,
    ]),
    input(POOL.level, "text", "@", "The level whose groups are its members.", levels),
    input(
      POOL.covers,
      "text",
      "@",
      `${ALL_GROUPS}, or names of groups of the level or of a higher one, with a semicolon between them.`,
    ),
    input(
      POOL.within,
      "text",
      "@",
      "A higher level: as many pools as it has groups. Blank: one pool for all it covers.",
      higher,
    ),
    input(
      POOL.layer,
      "text",
      "@",
      "What the pool takes: part of each person's annual cost, of results beyond a band, or of an overspend.",
      LAYERS,
    ),
    input(
      POOL.retention,
      "number",
      "General",
      "Where the layer begins: pounds a person and year, or a share of the budget (corridor: the band either side).",
    ),
    input(
      POOL.limit,
      "number",
      "General",
      "Where the layer ends, in the same measure; blank: it has no end. A corridor has none.",
    ),
    input(POOL.share, "number", "0%", "Part of the layer that the pool takes; blank is all of it."),
    input(
      POOL.shareUnder,
      "number",
      "0%",
      "Corridor: part of an underspend beyond the band that the member pays in; blank is the same share.",
    ),
    input(
      POOL.basis,
      "text",
      "@",
      "How members pay; expected payments: what it should pay for each, with a loading.",
      BASES,
    ),
    input(
      POOL.contribution,
      "number",
      "General",
      "Pounds a head, a share of the budget, or the loading on expected payments (0.1 is 10 %).",
    ),
    input(POOL.openingBalance, "number", "£#,##0", "Pounds in the pool at the start."),
    input(POOL.annualLimit, "number", "£#,##0", "The most it pays in a year; blank: no limit of its own."),
    input(
      POOL.years,
      "number",
      "0",
      "Years it runs in the simulation, its balance carried over; blank is 1.",
    ),
    input(POOL.deficit, "text", "@", "Who bears what it cannot pay.", DEFICITS),
    input(
      POOL.repayment,
      "number",
      "0",
      "Years over which members repay a deficit carried forward; blank: contributions alone have to.",
    ),
    input(POOL.surplus, "text", "@", "What becomes of money left at the end of a year.", SURPLUSES),
    input(POOL.reserve, "number", "£#,##0", "What stays in the pool before anything is returned."),
    input(POOL.source, "text", "@", "What the clause says and where it comes from."),
  ];
}

/** Where a clause leaves the share to the parties: half, to be changed. */
const OPEN_SHARE = 0.5;
/** 99th percentile of a lognormal annual cost with the budget a head of a fresh plan and a spread of 3.6, rounded. */
const COST_AT_99_PERCENT = 21_400;

function layerCells(layer: Layer | undefined): Record<string, Scalar> {
  if (layer === undefined) return { [POOL.layer]: "none" };
  switch (layer.kind) {
    case "excess":
      return {
        [POOL.layer]: "excess of loss per person",
        [POOL.retention]: layer.retention,
        [POOL.limit]: layer.limit === null ? null : layer.retention + layer.limit,
        [POOL.share]: layer.share,
      };
    case "corridor":
      return {
        [POOL.layer]: "corridor",
        [POOL.retention]: layer.band,
        [POOL.share]: layer.shareOver,
        [POOL.shareUnder]: layer.shareUnder,
      };
    case "stopLoss":
      return {
        [POOL.layer]: "stop-loss",
        [POOL.retention]: layer.attachment - 1,
        [POOL.limit]: layer.cap === null ? null : layer.cap - 1,
        [POOL.share]: layer.share,
      };
  }
}

function contributionCells({ contribution }: Pick<Pool, "contribution">): Record<string, Scalar> {
  switch (contribution.kind) {
    case "none":
      return { [POOL.basis]: "none" };
    case "perHead":
      return { [POOL.basis]: "per head", [POOL.contribution]: contribution.pounds };
    case "perWeightedHead":
      return { [POOL.basis]: "per weighted head", [POOL.contribution]: contribution.pounds };
    case "shareOfBudget":
      return { [POOL.basis]: "share of budget", [POOL.contribution]: contribution.share };
    case "riskBased":
      return { [POOL.basis]: "expected payments", [POOL.contribution]: contribution.loading };
  }
}

function deficitCells({ deficit }: Pick<Pool, "deficit">): Record<string, Scalar> {
  switch (deficit.kind) {
    case "carried":
      return { [POOL.deficit]: "carried forward", [POOL.repayment]: deficit.repaymentYears };
    case "members":
      return {
        [POOL.deficit]:
          deficit.by === "taken" ? "members by what was paid for them" : "members by contribution",
      };
    case "higherBody":
      return { [POOL.deficit]: "higher body" };
  }
}

const SURPLUS_WORDS = {
  kept: "kept",
  proRata: "returned by contribution",
  byExperience: "returned to net payers",
} as const;

function clauseRow(clause: PoolClause, plan: Plan): Record<string, Scalar> {
  const rules = clause.rules({ share: OPEN_SHARE, costAt99Percent: COST_AT_99_PERCENT });
  return {
    [POOL.name]: clause.name,
    [POOL.inForce]: NO,
    [POOL.level]: plan.levels[0]?.name ?? null,
    [POOL.covers]: ALL_GROUPS,
    ...layerCells(rules.layers[0]),
    ...contributionCells(rules),
    [POOL.openingBalance]: rules.openingBalance,
    [POOL.years]: clause.years,
    ...deficitCells(rules),
    [POOL.surplus]: SURPLUS_WORDS[rules.surplus.kind],
    [POOL.reserve]: rules.surplus.reserve,
    [POOL.source]: `${clause.sentence} ${clause.source}.`,
  };
}

/** Real clauses as rows, none in force. */
export function poolRows(plan: Plan): readonly Record<string, Scalar>[] {
  return POOL_CLAUSES.map((clause) => clauseRow(clause, plan));
}
