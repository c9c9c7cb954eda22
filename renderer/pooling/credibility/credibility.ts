// Credibility: how far to believe a group's own experience against that of all groups. Buhlmann-Straub for one level, and
// the hierarchical model (Jewell) for groups within cohorts, with the iterative (pseudo-)estimators of the variances.
//
//   within   s2 = sum w (x - own mean)^2 / sum (years - 1)
//   between groups of a cohort   a = sum z (own mean - cohort mean)^2 / sum (groups - 1),   z = w / (w + s2 / a)
//   between cohorts              b = sum z (cohort mean - collective)^2 / (cohorts - 1),    z = Z / (Z + a / b)
// where cohort mean and collective are weighted by z. The right-hand sides hold a and b, so they are iterated from the
// unbiased estimators. An estimate at or below 0 means no difference between groups: nothing is credible, all get the mean.
// Sources: Buhlmann and Gisler, A Course in Credibility Theory, chapters 4 and 6; Goulet, actuar vignette "Credibility".

import { done, failed, type Problem, problem, type Result } from "../../plan/problem.ts";

/** One group's experience: a cost per head (or ratio) a year and the weight (heads) behind it. */
export interface Experience {
  /** Cohort the group belongs to; all the same for Buhlmann-Straub. */
  readonly cohort: string;
  readonly ratios: readonly number[];
  readonly weights: readonly number[];
}

export interface GroupCredibility {
  readonly weight: number;
  readonly ownMean: number;
  /** 0 to 1: how far the own mean is believed. */
  readonly factor: number;
  readonly premium: number;
}

export interface CohortCredibility extends GroupCredibility {
  readonly cohort: string;
}

export interface CredibilityModel {
  readonly collective: number;
  readonly withinGroups: number;
  readonly betweenGroups: number;
  /** 0 with a single cohort. */
  readonly betweenCohorts: number;
  /** In the order given. */
  readonly groups: readonly GroupCredibility[];
  /** In order of first appearance. */
  readonly cohorts: readonly CohortCredibility[];
}

const MOST_ROUNDS = 1_000;
const CLOSE = 1e-12;

/** Fits the model. Groups without experience (no weight) get their cohort's premium; a year without weight is skipped. */
export function fitCredibility(experience: readonly Experience[]): Result<CredibilityModel> {
  const wrong = experienceProblem(experience);
  if (wrong !== null) return { ok: false, problem: wrong };
  const groups = experience.map(summarise);
  const freedom = groups.reduce((sum, group) => sum + Math.max(0, group.years - 1), 0);
  if (freedom === 0)
    return failed("too-little-experience", "No group has two years, so its own variation is unknown.", {
      remedy: "Give at least two years of experience for one group or more.",
    });
  const within = groups.reduce((sum, group) => sum + group.squares, 0) / freedom;
  const names = [...new Set(experience.map((each) => each.cohort))];
  const cohorts = names.map((name) => groups.filter((_, index) => experience[index]?.cohort === name));
  const betweenGroups = iterate(unbiasedBetween(cohorts, within), (a) => pseudoBetween(cohorts, within, a));
  const summed = cohorts.map((members) => cohortSummary(members, within, betweenGroups));
  const betweenCohorts =
    names.length < 2
      ? 0
      : iterate(unbiasedBetween([summed], betweenGroups), (b) => pseudoBetween([summed], betweenGroups, b));
  const top = weightedBy(summed, (each) => factorOf(each.weight, betweenGroups, betweenCohorts));
  const collective = top.mean;
  const cohortResults = summed.map((each, index): CohortCredibility => {
    const factor = names.length < 2 ? 0 : factorOf(each.weight, betweenGroups, betweenCohorts);
    return { cohort: names[index] ?? "", ...withPremium(each, factor, collective) };
  });
  return done({
    collective,
    withinGroups: within,
    betweenGroups,
    betweenCohorts,
    cohorts: cohortResults,
    groups: groups.map((group, index) => {
      const cohort = cohortResults[names.indexOf(experience[index]?.cohort ?? "")];
      return withPremium(group, factorOf(group.weight, within, betweenGroups), cohort?.premium ?? collective);
    }),
  });
}

interface Summary {
  readonly weight: number;
  readonly mean: number;
}

function summarise({ ratios, weights }: Experience) {
  const years = weights
    .map((weight, year) => ({ weight, ratio: ratios[year] ?? 0 }))
    .filter((y) => y.weight > 0);
  const weight = years.reduce((sum, year) => sum + year.weight, 0);
  const mean = weight === 0 ? 0 : years.reduce((sum, year) => sum + year.weight * year.ratio, 0) / weight;
  const squares = years.reduce((sum, year) => sum + year.weight * (year.ratio - mean) ** 2, 0);
  return { weight, mean, squares, years: years.length };
}

/** Credibility of a weight: w / (w + inner / outer), without dividing by an outer variance of 0. */
function factorOf(weight: number, inner: number, outer: number): number {
  if (weight === 0 || outer === 0) return 0;
  return (weight * outer) / (weight * outer + inner);
}

/** A cohort's weight is the sum of its members' factors; its mean is weighted by them. */
function cohortSummary(members: readonly Summary[], within: number, between: number): Summary {
  return weightedBy(members, (each) => factorOf(each.weight, within, between));
}

/** The mean by the given weights; by the plain weights where none of those is above 0. */
function weightedBy(parts: readonly Summary[], weightOf: (part: Summary) => number): Summary {
  const weight = parts.reduce((sum, each) => sum + weightOf(each), 0);
  if (weight > 0)
    return { weight, mean: parts.reduce((sum, each) => sum + weightOf(each) * each.mean, 0) / weight };
  const plain = parts.reduce((sum, each) => sum + each.weight, 0);
  const mean = plain > 0 ? parts.reduce((sum, each) => sum + each.weight * each.mean, 0) / plain : 0;
  return { weight: 0, mean };
}

function withPremium({ weight, mean }: Summary, factor: number, other: number): GroupCredibility {
  return { weight, ownMean: mean, factor, premium: factor * mean + (1 - factor) * other };
}

/** Unbiased estimator of the variance between the members of each family: the start of the iteration. */
function unbiasedBetween(families: readonly (readonly Summary[])[], within: number): number {
  let above = 0;
  let below = 0;
  for (const family of families) {
    const used = family.filter((each) => each.weight > 0);
    const { weight, mean } = weightedBy(used, (each) => each.weight);
    if (weight === 0) continue;
    above += used.reduce((sum, each) => sum + each.weight * (each.mean - mean) ** 2, 0);
    above -= (used.length - 1) * within;
    below += weight - used.reduce((sum, each) => sum + each.weight ** 2, 0) / weight;
  }
  return below > 0 ? Math.max(0, above / below) : 0;
}

/** The pseudo-estimator: what the variance between would be if `between` were it. */
function pseudoBetween(families: readonly (readonly Summary[])[], within: number, between: number): number {
  let above = 0;
  let freedom = 0;
  for (const family of families) {
    const used = family.filter((each) => each.weight > 0);
    const { mean } = cohortSummary(used, within, between);
    above += used.reduce(
      (sum, each) => sum + factorOf(each.weight, within, between) * (each.mean - mean) ** 2,
      0,
    );
    freedom += Math.max(0, used.length - 1);
  }
  return freedom === 0 ? 0 : above / freedom;
}

/** The fixed point from a start; 0 when it goes there. */
function iterate(start: number, next: (value: number) => number): number {
  let value = start;
  for (let round = 0; round < MOST_ROUNDS && value > 0; round++) {
    const better = next(value);
    if (Math.abs(better - value) <= CLOSE * value) return better;
    value = better < 1e-12 * start ? 0 : better;
  }
  return value;
}

function experienceProblem(experience: readonly Experience[]): Problem | null {
  if (experience.length === 0)
    return problem("no-experience", "There is no group whose experience could be weighed.", {
      remedy: "Give at least two groups.",
    });
  for (const [index, { ratios, weights }] of experience.entries()) {
    const where = { row: index + 1 };
    if (ratios.length !== weights.length)
      return problem(
        "years-differ",
        `Group ${index + 1} has ${ratios.length} years of cost and ${weights.length} of weights.`,
        { remedy: "Give one weight for every year.", where },
      );
    if (!weights.every((each) => Number.isFinite(each) && each >= 0) || !ratios.every(Number.isFinite))
      return problem(
        "impossible-experience",
        `Group ${index + 1} has a cost that is no number or a weight below 0.`,
        { remedy: "Give numbers, and weights of 0 or more.", where },
      );
  }
  return null;
}
