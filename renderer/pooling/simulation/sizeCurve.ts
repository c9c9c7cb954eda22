// Risk against population in closed form: the mean and spread of a group's result under the model are exact, and so is the
// skewness but for the skewness of lognormal area shocks that are correlated; its
// chances come from a distribution with those moments, and the result says which: the gamma or normal where the sum is
// exactly that (chance alone, of that shape), otherwise normal power (good for a skewness below about 1).
//
// Practices are taken to be of one size, areas likewise. Moments: factors with mean 1 multiply as 1 + variance and as third
// raw moments; independent parts of a sum add their central moments.

import {
  type Approximation,
  gammaApproximation,
  normalApproximation,
  normalPowerApproximation,
} from "../aggregate/approximations.ts";
import { makeSeverity } from "../distributions/makeSeverity.ts";
import { limitedMoment, rawMoment } from "../distributions/severity.ts";
import { logVariance } from "./chance.ts";
import type { Chance, RiskModel, ServiceLine, Shock } from "./model.ts";

export interface SizeGround {
  readonly model: RiskModel;
  /** Expected cost a head of each service line, pounds a year. */
  readonly costsPerHead: readonly number[];
  /** People of a practice, on average. */
  readonly practiceSize: number;
  /** People of an area that shares its shocks, on average. */
  readonly areaSize: number;
}

/** How a group of the size stands: by itself, fully sharing with others of its size, or with persons' costs capped. */
export type Standing =
  | { readonly kind: "alone" }
  | { readonly kind: "sharing"; readonly groups: number }
  /** Costs of a person above the retention are somebody else's, for their expected cost; people-by-people chance only. */
  | { readonly kind: "capped"; readonly retention: number };

export interface SizeRisk {
  readonly people: number;
  /** Expected overspend as a share of the budget. */
  readonly mean: number;
  /** As a share of the budget. */
  readonly standardDeviation: number;
  readonly skewness: number;
  readonly method: "certain" | "exact normal" | "exact gamma" | "normal power" | "normal";
  /** Chance of an overspend of more than the line, a share of the budget. */
  chanceBeyond(line: number): number;
  /** The overspend not exceeded with the confidence, a share of the budget. */
  valueAtRisk(confidence: number): number;
}

/** Central moments of a factor with mean 1. */
interface Central {
  readonly second: number;
  readonly third: number;
}

function fromRaw(second: number, third: number): Central {
  return { second: second - 1, third: third - 3 * second + 2 };
}

function timesFactor(left: Central, right: Central): Central {
  const second = (1 + left.second) * (1 + right.second);
  const raw = (each: Central) => each.third + 3 * each.second + 1;
  return fromRaw(second, raw(left) * raw(right));
}

/** The mean of `count` independent copies. */
function meanOf(central: Central, count: number): Central {
  return { second: central.second / count, third: central.third / count ** 2 };
}

function ofLognormal(spread: number): Central {
  const ratio = Math.exp(logVariance(spread));
  return fromRaw(ratio, ratio ** 3);
}

function ofShock({ spread, shape }: Shock): Central {
  return shape === "lognormal" ? ofLognormal(spread) : { second: spread ** 2, third: 0 };
}

function ofChance(chance: Chance, people: number, costPerHead: number, retention: number): Central {
  switch (chance.kind) {
    case "gamma": {
      const variance = chance.personSpread ** 2 / people;
      return { second: variance, third: 2 * variance ** 2 };
    }
    case "normal":
      return { second: chance.personSpread ** 2 / people, third: 0 };
    case "lognormal":
      return ofLognormal(chance.personSpread / Math.sqrt(people));
    case "people":
    case "cases":
      return ofIndividuals(chance, people, costPerHead, retention);
  }
}

function ofIndividuals(
  chance: Extract<Chance, { kind: "people" | "cases" }>,
  people: number,
  costPerHead: number,
  retention: number,
): Central {
  const made = makeSeverity(chance.severity);
  if (!made.ok) return { second: 0, third: 0 };
  const { mean } = made.value;
  const isCases = chance.kind === "cases";
  const expectedCost = isCases ? costPerHead / chance.casesPerPerson : costPerHead;
  // The retention in the severity's own pounds; moments in means.
  const limit = (retention * mean) / expectedCost;
  const moment = (order: 1 | 2 | 3) =>
    (Number.isFinite(limit) ? limitedMoment(made.value, order, limit) : rawMoment(made.value, order)) /
    mean ** order;
  if (isCases) {
    const cases = people * chance.casesPerPerson;
    return { second: moment(2) / cases, third: moment(3) / cases ** 2 };
  }
  const first = moment(1);
  const second = moment(2) - first ** 2;
  const third = moment(3) - 3 * first * moment(2) + 2 * first ** 3;
  return { second: second / people, third: third / people ** 2 };
}

function ofLine(ground: SizeGround, line: ServiceLine, index: number, people: number, retention: number) {
  const practices = Math.max(1, people / ground.practiceSize);
  const inPractice = people / practices;
  const areas = Math.max(1, people / ground.areaSize);
  const chance = ofChance(line.chance, inPractice, ground.costsPerHead[index] ?? 0, retention);
  const own = meanOf(timesFactor(chance, ofLognormal(line.practiceSpread)), practices);
  const area = ofShock(line.areaShock);
  // One factor: what areas share does not shrink with their number.
  const shared = line.areaShock.correlation;
  const covariance =
    line.areaShock.shape === "lognormal"
      ? Math.expm1(shared * logVariance(line.areaShock.spread))
      : shared * area.second;
  const areaMean: Central = {
    second: covariance + (area.second - covariance) / areas,
    third: area.third * (shared + (1 - shared) / areas ** 2),
  };
  return { ofPeople: timesFactor(own, areaMean), common: ofShock(line.commonShock) };
}

/** The risk of a group of so many people. */
export function sizeRisk(
  ground: SizeGround,
  people: number,
  standing: Standing = { kind: "alone" },
): SizeRisk {
  const { model, costsPerHead } = ground;
  const total = costsPerHead.reduce((sum, each) => sum + each, 0);
  const counted = standing.kind === "sharing" ? people * standing.groups : people;
  const retention = standing.kind === "capped" ? standing.retention : Number.POSITIVE_INFINITY;
  let mean = 0;
  let second = 0;
  let third = 0;
  for (const [index, line] of model.lines.entries()) {
    const weight = ((costsPerHead[index] ?? 0) / total) * (1 + line.bias);
    const { ofPeople, common } = ofLine(ground, line, index, counted, retention);
    const whole = timesFactor(ofPeople, common);
    mean += weight - (costsPerHead[index] ?? 0) / total;
    second += weight ** 2 * whole.second;
    third += weight ** 3 * whole.third;
    for (const [other, otherLine] of model.lines.entries()) {
      if (other >= index) break;
      const otherWeight = ((costsPerHead[other] ?? 0) / total) * (1 + otherLine.bias);
      second += 2 * weight * otherWeight * commonCovariance(model, line, otherLine);
    }
  }
  const deviation = Math.sqrt(second);
  const skewness = deviation > 0 ? third / deviation ** 3 : 0;
  const { method, approximation } = shapeOf(model, 1 + mean, deviation, skewness, retention);
  return {
    people,
    mean,
    standardDeviation: deviation,
    skewness,
    method,
    chanceBeyond: (line) => (approximation === null ? Number(mean > line) : approximation.over(1 + line)),
    valueAtRisk: (confidence) => (approximation === null ? mean : approximation.quantile(confidence) - 1),
  };
}

/** Covariance of two lines' common shocks, which are correlated on the normal scale. */
function commonCovariance(model: RiskModel, left: ServiceLine, right: ServiceLine): number {
  const spreads = [left.commonShock, right.commonShock].map((each) =>
    each.shape === "lognormal" ? Math.sqrt(logVariance(each.spread)) : each.spread,
  );
  const product = model.lineCorrelation * (spreads[0] ?? 0) * (spreads[1] ?? 0);
  const lognormals = [left, right].filter((each) => each.commonShock.shape === "lognormal").length;
  // Normal with lognormal: Cov(z, exp(s z' - s^2 / 2)) is s times the correlation; both lognormal: exp(product) - 1.
  return lognormals === 2 ? Math.expm1(product) : product;
}

function shapeOf(
  model: RiskModel,
  mean: number,
  deviation: number,
  skewness: number,
  retention: number,
): { readonly method: SizeRisk["method"]; readonly approximation: Approximation | null } {
  if (deviation === 0) return { method: "certain", approximation: null };
  const [line] = model.lines;
  const isChanceAlone =
    model.lines.length === 1 &&
    line !== undefined &&
    line.practiceSpread === 0 &&
    line.commonShock.spread === 0 &&
    line.areaShock.spread === 0 &&
    retention === Number.POSITIVE_INFINITY;
  if (isChanceAlone && line.chance.kind === "gamma") {
    return { method: "exact gamma", approximation: gammaApproximation(mean, deviation) };
  }
  if (isChanceAlone && line.chance.kind === "normal") {
    return { method: "exact normal", approximation: normalApproximation(mean, deviation) };
  }
  const power = normalPowerApproximation(mean, deviation, skewness);
  return power === null
    ? { method: "normal", approximation: normalApproximation(mean, deviation) }
    : { method: "normal power", approximation: power };
}

export interface Appetite {
  /** An overspend of more than this share of the budget ... */
  readonly line: number;
  /** ... with at most this chance. */
  readonly chance: number;
}

const FEWEST = 100;
const MOST = 1e9;

/**
 * The smallest population at which the appetite is met, to the person; null when no size meets it (what all practices
 * share is too much), and 100 when even so few do.
 */
export function sizeForAppetite(
  ground: SizeGround,
  { line, chance }: Appetite,
  standing: Standing = { kind: "alone" },
): number | null {
  const isMet = (people: number) => sizeRisk(ground, people, standing).chanceBeyond(line) <= chance;
  if (!isMet(MOST)) return null;
  let low = FEWEST;
  let high = MOST;
  if (isMet(low)) return low;
  // On the way up the chance falls, but for very small groups, whose median year is well below the mean; so the search
  // keeps a size that does not meet the appetite below one that does.
  while (high - low > 1) {
    const middle = Math.max(low + 1, Math.min(high - 1, Math.round(Math.sqrt(low * high))));
    if (isMet(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The curve: the risk at each of so many populations, spaced evenly in proportion. */
export function sizeCurve(
  ground: SizeGround,
  from: number,
  to: number,
  points: number,
  standing: Standing = { kind: "alone" },
): readonly SizeRisk[] {
  return Array.from({ length: points }, (_, index) => {
    const share = points > 1 ? index / (points - 1) : 0;
    return sizeRisk(ground, Math.round(from * (to / from) ** share), standing);
  });
}
