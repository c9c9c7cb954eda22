// The results of a simulation as plain records, one a group and one a pool: what the command line prints, the screen shows
// and the plan keeps. Figures of a group are shares of its budget over the years of a trial, positive for an overspend;
// pounds say so in their names. Every figure has its standard error beside it.

import { ancestorsAtLevel } from "../../plan/effective.ts";
import type { GroupId, LevelId, OptionId, Plan } from "../../plan/plan.ts";
import type { Estimate } from "../simulation/estimates.ts";
import {
  type GroupPlace,
  groupResults,
  groupStatistics,
  poolStatistics,
  type ResultDistribution,
  type StatisticsOptions,
} from "../simulation/statistics.ts";
import type { SimulatedPart } from "./planSimulation.ts";

export interface ChanceRecord {
  /** 0.02: overspending by more than 2 % of the budget. */
  readonly line: number;
  readonly chance: number;
  readonly standardError: number;
}

export interface QuantileRecord {
  /** 0.95: not exceeded in 95 % of trials. */
  readonly level: number;
  readonly valueAtRisk: number;
  readonly valueAtRiskStandardError: number;
  /** Mean of the worst part of trials. */
  readonly expectedShortfall: number;
  readonly expectedShortfallStandardError: number;
}

export interface DistributionRecord {
  readonly mean: number;
  readonly meanStandardError: number;
  readonly standardDeviation: number;
  readonly standardDeviationStandardError: number;
  readonly chances: readonly ChanceRecord[];
  readonly quantiles: readonly QuantileRecord[];
}

export interface GroupRecord {
  readonly option: string;
  readonly level: string;
  readonly group: string;
  readonly practices: number;
  readonly patients: number;
  /** Pounds a year. */
  readonly budget: number;
  readonly years: number;
  readonly trials: number;
  readonly gross: DistributionRecord;
  /** Null where a pool's member is larger than the group, so that nothing says how its payments would be divided. */
  readonly afterPools: DistributionRecord | null;
  /** What it pays into pools less what it gets, pounds a year; null as `afterPools`. */
  readonly paidToPools: { readonly pounds: number; readonly standardError: number } | null;
}

export interface PoolRecord {
  readonly option: string;
  readonly optionId: OptionId;
  readonly pool: string;
  /** Row of the Pools table, from 0, that it comes from; a row can be several pools. */
  readonly row: number;
  /** Pounds a year from all members. */
  readonly contributions: number;
  /** Chance that it could not pay out of its own in some year. */
  readonly ruinChance: { readonly chance: number; readonly standardError: number };
  /** Chance that its own limit was passed in some year. */
  readonly overLimitChance: { readonly chance: number; readonly standardError: number };
  /** What it pays, pounds a year. */
  readonly payments: { readonly pounds: number; readonly standardError: number };
  /** What the body above pays for it, pounds a year. */
  readonly higherBody: { readonly pounds: number; readonly standardError: number };
  /** Yearly income from members that keeps it out of deficit in every year with this confidence. */
  readonly neededContributions: readonly {
    readonly level: number;
    readonly pounds: number;
    readonly standardError: number;
  }[];
  readonly members: readonly {
    readonly name: string;
    /** Pounds a year. */
    readonly contribution: number;
    /** What the pool pays for it, pounds a year. */
    readonly received: number;
    /** Paid less received, pounds a year: positive pays for the others. */
    readonly crossSubsidy: { readonly pounds: number; readonly standardError: number };
  }[];
}

/** A group that has been simulated: where its figures are and whose they are. */
export interface SimulatedGroup {
  readonly part: SimulatedPart;
  readonly place: GroupPlace;
  readonly optionId: OptionId;
  readonly levelId: LevelId;
  readonly groupId: GroupId;
}

/** The groups with practices, by option in the order given, then by level and group. */
export function simulatedGroups(
  parts: readonly SimulatedPart[],
  optionOrder: readonly OptionId[],
  levels?: ReadonlySet<LevelId>,
): readonly SimulatedGroup[] {
  return optionOrder.flatMap((optionId) =>
    parts.flatMap((part) => {
      const option = part.part.options.findIndex((each) => each.optionId === optionId);
      const rows = part.results.programme.rows.rowOf[option];
      const names = part.part.options[option];
      if (rows === undefined || names === undefined) return [];
      return names.levels.flatMap(({ levelId, groupIds }, level) =>
        levels !== undefined && !levels.has(levelId)
          ? []
          : groupIds.flatMap((groupId, group) =>
              (rows[level]?.[group] ?? -1) < 0
                ? []
                : [{ part, place: { option, level, group }, optionId, levelId, groupId }],
            ),
      );
    }),
  );
}

/** Everything about one group; null before its first trial. */
export function groupRecord(
  { part, place }: SimulatedGroup,
  options?: StatisticsOptions,
): GroupRecord | null {
  const statistics = groupStatistics(part.results, place, options);
  if (statistics === null) return null;
  const { rows, request } = part.results.programme;
  const row = rows.rowOf[place.option]?.[place.level]?.[place.group] ?? -1;
  const { transferPounds } = statistics;
  return {
    option: statistics.optionName,
    level: statistics.levelName,
    group: statistics.groupName,
    practices: rows.members[row]?.length ?? 0,
    patients: statistics.people,
    budget: statistics.budgetPounds / request.years,
    years: request.years,
    trials: statistics.trials,
    gross: distributionRecord(statistics.gross),
    afterPools: statistics.net === null ? null : distributionRecord(statistics.net),
    paidToPools: transferPounds === null ? null : aYear(transferPounds, request.years),
  };
}

function distributionRecord(given: ResultDistribution): DistributionRecord {
  return {
    mean: given.mean.value,
    meanStandardError: given.mean.standardError,
    standardDeviation: given.standardDeviation.value,
    standardDeviationStandardError: given.standardDeviation.standardError,
    chances: given.chances.map(({ line, chance }) => ({ line, ...chanceOf(chance) })),
    quantiles: given.tails.map(({ confidence, valueAtRisk, expectedShortfall }) => ({
      level: confidence,
      valueAtRisk: valueAtRisk.value,
      valueAtRiskStandardError: valueAtRisk.standardError,
      expectedShortfall: expectedShortfall.value,
      expectedShortfallStandardError: expectedShortfall.standardError,
    })),
  };
}

function chanceOf({ value, standardError }: Estimate) {
  return { chance: value, standardError };
}

function aYear({ value, standardError }: Estimate, years: number) {
  return { pounds: value / years, standardError: standardError / years };
}

/** A group's result by trial as shares of its budget, for a chart of its distribution; null before its first trial. */
export function groupValues({ part, place }: SimulatedGroup) {
  return groupResults(part.results, place);
}

/** The pools of every option in the order given. */
export function poolRecords(
  parts: readonly SimulatedPart[],
  optionOrder: readonly OptionId[],
  confidences?: readonly number[],
): readonly PoolRecord[] {
  return optionOrder.flatMap((optionId) =>
    parts.flatMap(({ part, results }) => {
      const option = part.options.findIndex((each) => each.optionId === optionId);
      const grouping = part.request.options[option];
      if (grouping === undefined) return [];
      return grouping.pools.flatMap((_, pool) => {
        const found = poolStatistics(results, option, pool, confidences);
        if (found === null) return [];
        const { years } = part.request;
        return [
          {
            option: grouping.name,
            optionId,
            pool: found.name,
            row: part.options[option]?.poolRows[pool] ?? 0,
            contributions: found.contributionsPoundsAYear,
            ruinChance: chanceOf(found.ruinChance),
            overLimitChance: chanceOf(found.overLimitChance),
            payments: aYear(found.claimsPounds, years),
            higherBody: aYear(found.bodyPaidPounds, years),
            neededContributions: found.neededContributions.map(({ confidence, poundsAYear }) => ({
              level: confidence,
              ...aYear(poundsAYear, 1),
            })),
            members: found.members.map((member) => ({
              name: member.name,
              contribution: member.contributionPoundsAYear,
              received: member.takenPoundsAYear,
              crossSubsidy: aYear(member.transferPounds, years),
            })),
          },
        ];
      });
    }),
  );
}

/** What groups of a level gain by standing together in a group of a higher level, before pools. Pounds a year. */
export interface DiversificationRecord {
  readonly option: string;
  readonly level: string;
  readonly group: string;
  /** The level of the groups inside it. */
  readonly of: string;
  readonly groups: number;
  /** Confidence of the values at risk. */
  readonly confidence: number;
  readonly alone: number;
  readonly together: number;
  readonly benefit: number;
  /** Of the errors of all values at risk, as if they were independent. */
  readonly standardError: number;
}

/**
 * For every group, and every lower level of which it holds at least two groups: the sum of their values at risk alone
 * less its own. `record` gives a group's record, so that figures shown already are not worked out again.
 */
export function diversificationRecords(
  plan: Plan,
  groups: readonly SimulatedGroup[],
  record: (group: SimulatedGroup) => GroupRecord | null,
  confidence: number,
): readonly DiversificationRecord[] {
  const found: DiversificationRecord[] = [];
  for (const option of plan.options) {
    const own = groups.filter((each) => each.optionId === option.id);
    for (const higher of plan.levels) {
      const ancestors = ancestorsAtLevel(option, higher.id);
      for (const lower of plan.levels.slice(0, plan.levels.indexOf(higher))) {
        const inside = own.filter((each) => each.levelId === lower.id);
        for (const whole of own.filter((each) => each.levelId === higher.id)) {
          const members = inside.filter((each) => ancestors.get(each.groupId) === whole.groupId);
          const made = members.length < 2 ? null : benefitOf(whole, members, record, confidence);
          if (made !== null) found.push({ ...made, of: lower.name });
        }
      }
    }
  }
  return found;
}

function benefitOf(
  whole: SimulatedGroup,
  members: readonly SimulatedGroup[],
  record: (group: SimulatedGroup) => GroupRecord | null,
  confidence: number,
): Omit<DiversificationRecord, "of"> | null {
  const own = record(whole);
  if (own === null) return null;
  const atRisk = (group: SimulatedGroup): Estimate => {
    const each = record(group);
    const found = each?.gross.quantiles.find(({ level }) => level === confidence);
    const budget = each?.budget ?? 0;
    return {
      value: (found?.valueAtRisk ?? 0) * budget,
      standardError: (found?.valueAtRiskStandardError ?? 0) * budget,
    };
  };
  const parts = members.map(atRisk);
  const together = atRisk(whole);
  const alone = parts.reduce((sum, { value }) => sum + value, 0);
  const squares = [...parts, together].reduce((sum, { standardError }) => sum + standardError ** 2, 0);
  return {
    option: own.option,
    level: own.level,
    group: own.group,
    groups: members.length,
    confidence,
    alone,
    together: together.value,
    benefit: alone - together.value,
    standardError: Math.sqrt(squares),
  };
}
