// Chance: the costs of one practice and service line in the years of a chunk, added in whole pence to a column. Each of
// the three plain shapes is one pass over the normal draws; people and cases drawn one by one are listed too, for
// per-person layers.
//
// Exactness: gamma, normal and lognormal factors are drawn exactly. With a practice effect a lognormal factor takes one
// draw for both, because a product of lognormals is lognormal. Cases are drawn exactly. For people, the number above the
// threshold is binomial and their costs are exact; the sum of the others is a gamma with the exact mean and variance.

import type { Chance } from "./model.ts";
import { type PersonCost, personCost } from "./personCost.ts";
import { binomialTable, nextCount, poissonTable } from "./random/counts.ts";
import { addExponentials } from "./random/exponentials.ts";
import { addGammas, nextGamma } from "./random/gammas.ts";
import { fillNormals } from "./random/normals.ts";
import { type RandomStream, WHOLE } from "./random/randomStream.ts";

/** People or cases drawn one by one in a chunk: those of year y are amounts[starts[y]] up to amounts[starts[y + 1]]. */
export interface Individuals {
  readonly starts: Int32Array;
  /** Each one's cost as a share of the practice's expected cost. */
  amounts: Float64Array;
  count: number;
}

export interface Scratch {
  readonly words: Int32Array;
  readonly draws: Float64Array;
  readonly effects: Float64Array;
  readonly individuals: Individuals;
}

export function newScratch(years: number): Scratch {
  return {
    words: new Int32Array(years),
    draws: new Float64Array(years),
    effects: new Float64Array(years),
    individuals: { starts: new Int32Array(years + 1), amounts: new Float64Array(1024), count: 0 },
  };
}

/** Variance of the logarithm of a lognormal with mean 1 and this coefficient of variation. */
export function logVariance(coefficientOfVariation: number): number {
  return Math.log1p(coefficientOfVariation ** 2);
}

/** A line's chance with what all practices share worked out: the severity ready to draw. */
export interface PreparedChance {
  readonly chance: Chance;
  readonly cost: PersonCost | null;
  /** Pounds above which people are drawn one by one. */
  readonly threshold: number;
}

export function prepareChance(chance: Chance, threshold: number): PreparedChance {
  const cost = hasIndividuals(chance) ? personCost(chance.severity) : null;
  return { chance, cost, threshold };
}

/** True when costs come with people or cases one by one. */
export function hasIndividuals(chance: Chance): chance is Extract<Chance, { kind: "people" | "cases" }> {
  return chance.kind === "people" || chance.kind === "cases";
}

/** Whether the practice effect is drawn together with chance. */
export function includesEffect(chance: Chance): boolean {
  return chance.kind === "lognormal";
}

/**
 * Adds the costs of one practice to `total`, a column of years, in whole pence.
 * @param expected the practice's expected cost in pounds a year
 * @param shocks what it is multiplied by, by year
 * @param practiceSpread used by a chance that includes the effect only
 */
export function addChance(
  stream: RandomStream,
  { chance, cost, threshold }: PreparedChance,
  people: number,
  expected: number,
  practiceSpread: number,
  shocks: Float64Array,
  total: Float64Array,
  scratch: Scratch,
): void {
  const { words, draws } = scratch;
  const pence = 100 * expected;
  switch (chance.kind) {
    case "gamma":
      if (chance.personSpread > 0) {
        addGammas(stream, words, draws, people / chance.personSpread ** 2, pence, shocks, total);
      } else {
        draws.fill(1);
        addProducts(draws, 1, 0, pence, shocks, total);
      }
      return;
    case "normal":
      fillNormals(stream, draws, total.length);
      addProducts(draws, chance.personSpread / Math.sqrt(people), 1, pence, shocks, total);
      return;
    case "lognormal": {
      const variance = logVariance(chance.personSpread / Math.sqrt(people)) + logVariance(practiceSpread);
      fillNormals(stream, draws, total.length);
      addExponentials(draws, -variance / 2, Math.sqrt(variance), pence, shocks, total);
      return;
    }
    case "people":
      if (cost === null) return;
      drawPeople(stream, cost, Math.max(1, Math.round(people)), threshold / expected, scratch);
      addProducts(draws, 1, 0, pence, shocks, total);
      return;
    case "cases":
      if (cost === null) return;
      drawCases(stream, cost, people * chance.casesPerPerson, scratch);
      addProducts(draws, 1, 0, pence, shocks, total);
      return;
  }
}

/** Adds pence x shock x (constant + slope x draw), rounded to whole pence. */
function addProducts(
  draws: Float64Array,
  slope: number,
  constant: number,
  pence: number,
  shocks: Float64Array,
  total: Float64Array,
): void {
  const count = total.length;
  for (let at = 0; at < count; at++) {
    const factor = constant + slope * (draws[at] as number);
    total[at] = (total[at] as number) + (pence * (shocks[at] as number) * factor + WHOLE - WHOLE);
  }
}

function addIndividual(individuals: Individuals, amount: number): void {
  if (individuals.count === individuals.amounts.length) {
    const longer = new Float64Array(2 * individuals.count);
    longer.set(individuals.amounts);
    individuals.amounts = longer;
  }
  individuals.amounts[individuals.count] = amount;
  individuals.count += 1;
}

/** @param thresholdShare the threshold as a share of the practice's expected cost */
function drawPeople(
  stream: RandomStream,
  cost: PersonCost,
  heads: number,
  thresholdShare: number,
  { draws, individuals }: Scratch,
): void {
  const threshold = thresholdShare * heads;
  const probability = cost.above(threshold);
  const numbers = binomialTable(heads, probability);
  // Mean and variance of one person's cost given that it is at most the threshold.
  const below = 1 - probability;
  const mean = below > 0 ? cost.meanUpTo(threshold) / below : 0;
  const variance = below > 0 ? Math.max(0, cost.squareUpTo(threshold) / below - mean * mean) : 0;
  const shapeOfOne = variance > 0 ? (mean * mean) / variance : Number.POSITIVE_INFINITY;
  individuals.count = 0;
  for (let year = 0; year < draws.length; year++) {
    individuals.starts[year] = individuals.count;
    const above = nextCount(stream, numbers);
    const others = heads - above;
    let sum = others * mean;
    if (others > 0 && Number.isFinite(shapeOfOne)) sum *= nextGamma(stream, others * shapeOfOne);
    for (let each = 0; each < above; each++) {
      const amount = cost.drawLargest(stream, probability);
      sum += amount;
      addIndividual(individuals, amount / heads);
    }
    draws[year] = sum / heads;
  }
  individuals.starts[draws.length] = individuals.count;
}

function drawCases(
  stream: RandomStream,
  cost: PersonCost,
  expectedCases: number,
  { draws, individuals }: Scratch,
): void {
  const numbers = poissonTable(expectedCases);
  individuals.count = 0;
  for (let year = 0; year < draws.length; year++) {
    individuals.starts[year] = individuals.count;
    let sum = 0;
    for (let left = nextCount(stream, numbers); left > 0; left--) {
      const amount = cost.draw(stream) / expectedCases;
      sum += amount;
      addIndividual(individuals, amount);
    }
    draws[year] = sum;
  }
  individuals.starts[draws.length] = individuals.count;
}
