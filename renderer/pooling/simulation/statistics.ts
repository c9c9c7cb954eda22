// What a simulation says of a group or a pool, with standard errors. Group figures are shares of the group's budget over
// all years of a trial: 0.02 is an overspend of 2 %. Multiply by `budgetPounds` for money.

import { liesInside } from "../pools/layout.ts";
import {
  CONFIDENCES,
  countAbove,
  type Estimate,
  estimateChance,
  estimateMean,
  estimateMoments,
  estimateQuantile,
  estimateTails,
  type Moments,
  scaled,
  type TailEstimate,
} from "./estimates.ts";
import { NOT_KNOWN, SAME_AS_GROSS } from "./netGroups.ts";
import type { SimulationResults } from "./results.ts";
import { sortedFloats } from "./sortFloats.ts";

/** Overspends whose chance is reported unless others are asked for. */
export const OVERSPEND_LINES = [0, 0.01, 0.02, 0.05, 0.1] as const;

/** Where a group stands: indexes into the request. */
export interface GroupPlace {
  readonly option: number;
  readonly level: number;
  readonly group: number;
}

/** The distribution of a group's result: overspend (positive) as a share of its budget. */
export interface ResultDistribution extends Moments {
  readonly chances: readonly { readonly line: number; readonly chance: Estimate }[];
  readonly tails: readonly TailEstimate[];
}

export interface GroupStatistics {
  readonly place: GroupPlace;
  readonly optionName: string;
  readonly levelName: string;
  readonly groupName: string;
  readonly people: number;
  /** Budget over all years of a trial. */
  readonly budgetPounds: number;
  readonly trials: number;
  readonly gross: ResultDistribution;
  /** After pools; null where no figure is possible because a pool's member is larger than the group. */
  readonly net: ResultDistribution | null;
  /** What the group pays into pools less what it gets, per trial, in pounds; null as `net`. */
  readonly transferPounds: Estimate | null;
}

export interface StatisticsOptions {
  readonly lines?: readonly number[];
  readonly confidences?: readonly number[];
}

function distributionOf(values: Float32Array, options: StatisticsOptions): ResultDistribution {
  const { lines = OVERSPEND_LINES, confidences = CONFIDENCES } = options;
  return {
    ...estimateMoments(values),
    chances: lines.map((line) => ({
      line,
      chance: estimateChance(countAbove(values, line), values.length),
    })),
    tails: estimateTails(values, confidences),
  };
}

/** People and yearly budget and expected cost of the practices of a row, in pounds. */
function sizeOf(results: SimulationResults, option: number, row: number): Size {
  const { request, rows, expected } = results.programme;
  const grouping = request.options[option];
  const members = rows.members[row] ?? new Int32Array();
  if (grouping === undefined) return { people: 0, budget: 0, expected: 0 };
  const budgets = grouping.budgets;
  let people = 0;
  let budget = 0;
  for (const practice of members) {
    people += request.practices.people[practice] as number;
    if (budgets !== null) budget += budgets[practice] as number;
  }
  const cost = expected[row] as number;
  return { people, budget: budgets === null ? cost : budget, expected: cost };
}

interface Size {
  readonly people: number;
  readonly budget: number;
  readonly expected: number;
}

/** Overspend over the budget by trial, from values over the expected cost. */
function overBudget(values: Float32Array, { budget, expected }: Size): Float32Array {
  if (budget === expected) return values;
  const ratio = expected / budget;
  return values.map((value) => (1 + value) * ratio - 1);
}

/** Everything about one group; null when it has no practice or nothing has been simulated yet. */
export function groupStatistics(
  results: SimulationResults,
  place: GroupPlace,
  options: StatisticsOptions = {},
): GroupStatistics | null {
  const { programme, trials } = results;
  const { option, level, group } = place;
  const row = programme.rows.rowOf[option]?.[level]?.[group] ?? -1;
  const grouping = programme.request.options[option];
  if (row < 0 || grouping === undefined || trials === 0) return null;
  const size = sizeOf(results, option, row);
  const gross = distributionOf(overBudget(results.gross(row), size), options);
  const net = programme.netOf[option]?.[level]?.[group] ?? SAME_AS_GROSS;
  return {
    place,
    optionName: grouping.name,
    levelName: grouping.levels[level]?.name ?? "",
    groupName: grouping.levels[level]?.groupNames[group] ?? "",
    people: size.people,
    budgetPounds: size.budget * programme.request.years,
    trials,
    gross,
    net:
      net === NOT_KNOWN
        ? null
        : net === SAME_AS_GROSS
          ? gross
          : distributionOf(overBudget(results.net(net), size), options),
    transferPounds: transferOf(results, row, net, size),
  };
}

/** A group's result by trial, overspend over its budget: before pools, and after them (null as GroupStatistics.net). */
export function groupResults(
  results: SimulationResults,
  { option, level, group }: GroupPlace,
): { readonly gross: Float32Array; readonly net: Float32Array | null } | null {
  const { programme, trials } = results;
  const row = programme.rows.rowOf[option]?.[level]?.[group] ?? -1;
  if (row < 0 || trials === 0) return null;
  const size = sizeOf(results, option, row);
  const gross = overBudget(results.gross(row), size);
  const net = programme.netOf[option]?.[level]?.[group] ?? SAME_AS_GROSS;
  if (net === NOT_KNOWN) return { gross, net: null };
  return { gross, net: net === SAME_AS_GROSS ? gross : overBudget(results.net(net), size) };
}

function transferOf(results: SimulationResults, row: number, net: number, size: Size): Estimate | null {
  if (net === NOT_KNOWN) return null;
  if (net === SAME_AS_GROSS) return { value: 0, standardError: 0 };
  const after = results.net(net);
  const before = results.gross(row);
  const transfers = after.map((value, trial) => value - (before[trial] as number));
  return scaled(estimateMoments(transfers).mean, size.expected * results.programme.request.years);
}

export interface Diversification {
  readonly confidence: number;
  /** Sum of what the groups would need each by itself, above budget, in pounds. */
  readonly aloneValueAtRiskPounds: number;
  /** What they need together. */
  readonly togetherValueAtRiskPounds: number;
  readonly benefitPounds: number;
  /** Benefit as a share of the sum alone. */
  readonly benefitShare: number;
}

/**
 * What the groups of a level gain by standing together in a group of a higher level, before pools: sum of their stand-alone
 * values at risk less that of the whole. Only groups that lie inside the whole count.
 */
export function diversification(
  results: SimulationResults,
  whole: GroupPlace,
  parts: { readonly level: number },
  confidences: readonly number[] = CONFIDENCES,
): readonly Diversification[] {
  const { programme } = results;
  const row = programme.rows.rowOf[whole.option]?.[whole.level]?.[whole.group] ?? -1;
  const members = programme.rows.members[row];
  if (members === undefined || results.trials === 0) return [];
  const inside = [...(programme.rows.rowOf[whole.option]?.[parts.level] ?? [])].filter(
    (each) => each >= 0 && liesInside(programme.rows.members[each] as Int32Array, members),
  );
  const years = programme.request.years;
  const tails = (each: number) => {
    const size = sizeOf(results, whole.option, each);
    const sorted = sortedFloats(overBudget(results.gross(each), size));
    return confidences.map((confidence) => estimateQuantile(sorted, confidence).value * size.budget * years);
  };
  const together = tails(row);
  const alone = inside.map(tails);
  return confidences.map((confidence, index) => {
    const sum = alone.reduce((total, each) => total + (each[index] ?? 0), 0);
    const value = together[index] ?? 0;
    return {
      confidence,
      aloneValueAtRiskPounds: sum,
      togetherValueAtRiskPounds: value,
      benefitPounds: sum - value,
      benefitShare: sum === 0 ? 0 : (sum - value) / Math.abs(sum),
    };
  });
}

export interface PoolStatistics {
  readonly option: number;
  readonly pool: number;
  readonly name: string;
  readonly trials: number;
  readonly contributionsPoundsAYear: number;
  /** What the pool itself pays a trial, after its limit and what higher pools pay it. */
  readonly claimsPounds: Estimate;
  /** Chance that in some year it could not pay out of its own. */
  readonly ruinChance: Estimate;
  /** Chance that its own limit was passed in some year. */
  readonly overLimitChance: Estimate;
  /** What the body above pays a trial. */
  readonly bodyPaidPounds: Estimate;
  readonly closingBalancePounds: Moments;
  /** Yearly income from members that keeps it out of deficit in every year, with the given confidence. */
  readonly neededContributions: readonly { readonly confidence: number; readonly poundsAYear: Estimate }[];
  readonly members: readonly MemberStatistics[];
}

export interface MemberStatistics {
  /** The group (or the lower pool) that is the member. */
  readonly name: string;
  readonly isPool: boolean;
  readonly group: number;
  readonly contributionPoundsAYear: number;
  /** What the pool takes from it a year, on average. */
  readonly takenPoundsAYear: number;
  /** What it pays in less what it gets a trial: positive subsidises the others. */
  readonly transferPounds: Estimate;
}

/** Everything about one pool; null when there is no such pool or nothing has been simulated yet. */
export function poolStatistics(
  results: SimulationResults,
  option: number,
  pool: number,
  confidences: readonly number[] = CONFIDENCES,
): PoolStatistics | null {
  const { programme, trials } = results;
  const layout = programme.layouts[option];
  const grouping = programme.request.options[option];
  const given = layout?.pools[pool];
  if (layout === null || layout === undefined || grouping === undefined || given === undefined) return null;
  if (trials === 0) return null;
  const sum = (figure: Parameters<SimulationResults["poolSum"]>[2]) => results.poolSum(option, pool, figure);
  const needed = sortedFloats(results.neededIncome(option, pool));
  const contributions = results.contributions[option] ?? new Float64Array();
  const slots = layout.slotsOf[pool] ?? [];
  return {
    option,
    pool,
    name: given.name,
    trials,
    contributionsPoundsAYear: slots.reduce((total, slot) => total + (contributions[slot] ?? 0), 0) / 100,
    claimsPounds: scaled(estimateMean(sum("claims"), sum("claimsSquared"), trials), 0.01),
    ruinChance: estimateChance(sum("ruined"), trials),
    overLimitChance: estimateChance(sum("overLimit"), trials),
    bodyPaidPounds: scaled(estimateMean(sum("bodyPaid"), sum("bodyPaidSquared"), trials), 0.01),
    closingBalancePounds: estimateMoments(results.closingBalance(option, pool)),
    neededContributions: confidences.map((confidence) => {
      const { value, standardError } = estimateQuantile(needed, confidence);
      return { confidence, poundsAYear: { value: Math.max(0, value), standardError } };
    }),
    members: slots.map((index) => {
      const slot = layout.slots[index];
      const isPool = (slot?.sourcePool ?? -1) >= 0;
      return {
        name: isPool
          ? (layout.pools[slot?.sourcePool ?? -1]?.name ?? "")
          : (grouping.levels[given.level]?.groupNames[slot?.group ?? -1] ?? ""),
        isPool,
        group: slot?.group ?? -1,
        contributionPoundsAYear: (contributions[index] ?? 0) / 100,
        takenPoundsAYear: results.slotSum(option, index, "taken") / 100 / trials / programme.request.years,
        transferPounds: scaled(
          estimateMean(
            results.slotSum(option, index, "transfer"),
            results.slotSum(option, index, "transferSquared"),
            trials,
          ),
          0.01,
        ),
      };
    }),
  };
}

/** Every group of every option that has practices, in order. */
export function allGroups(results: SimulationResults): readonly GroupPlace[] {
  return results.programme.rows.rowOf.flatMap((levels, option) =>
    levels.flatMap((rows, level) =>
      [...rows].flatMap((row, group) => (row < 0 ? [] : [{ option, level, group }])),
    ),
  );
}
