// Excess-of-loss layers: what lies between a retention and retention plus limit of each amount (a person's annual cost, a
// claim). Expected cost and spread of a layer in closed form, and the layer itself as a severity again, so that its
// yearly total can be computed like any other.
//
// What must stay true: layers that follow on one another add up to the whole; a higher retention never costs more.
// Source: Klugman, Panjer, Willmot, Loss Models, chapter 8: E[Y] = LEV(a + l) - LEV(a).

import { done, type Problem, type Result } from "../../plan/problem.ts";
import { impossible, mustReach } from "../distributions/parameters.ts";
import {
  excessMoment,
  layerMomentAbove,
  type MomentOrder,
  type Severity,
  weighted,
} from "../distributions/severity.ts";

export interface Layer {
  /** Pounds of each amount that stay below the layer: 0 or more. */
  readonly retention: number;
  /** Most that the layer pays of one amount: above 0, or Infinity. */
  readonly limit: number;
}

export interface LayerMoments {
  /** Expected pounds in the layer of one amount. */
  readonly mean: number;
  readonly variance: number;
  readonly skewness: number;
  /** P(X > retention): how often one amount reaches the layer. */
  readonly reached: number;
  /** P(X > retention + limit): how often one amount goes through its top. */
  readonly exhausted: number;
}

/** What is wrong with a layer, or null. */
export function layerProblem({ retention, limit }: Layer): Problem | null {
  const low = mustReach("layer", "retention", retention, 0);
  if (low !== null) return low;
  return limit > 0 ? null : impossible("layer", "limit", "must be above 0", limit);
}

/** Moments of min((X - retention)+, limit). Infinity where an unlimited layer has none. */
export function layerMoments(severity: Severity, layer: Layer): Result<LayerMoments> {
  const wrong = layerProblem(layer);
  if (wrong !== null) return { ok: false, problem: wrong };
  const [first, second, third] = ([1, 2, 3] as const).map((order) => moment(severity, layer, order)) as [
    number,
    number,
    number,
  ];
  const variance = second === Number.POSITIVE_INFINITY ? second : Math.max(0, second - first * first);
  return done({
    mean: first,
    variance,
    skewness: skewness(first, variance, third),
    reached: severity.above(0, layer.retention),
    exhausted:
      layer.limit === Number.POSITIVE_INFINITY ? 0 : severity.above(0, layer.retention + layer.limit),
  });
}

function skewness(mean: number, variance: number, third: number): number {
  if (variance === 0) return 0;
  if (third === Number.POSITIVE_INFINITY || variance === Number.POSITIVE_INFINITY)
    return Number.POSITIVE_INFINITY;
  return (third - 3 * mean * variance - mean ** 3) / variance ** 1.5;
}

/** E[Y^order] of Y = min((X - retention)+, limit): what is over the retention less what is over the top. */
function moment(severity: Severity, { retention, limit }: Layer, order: 1 | 2 | 3): number {
  if (limit === Number.POSITIVE_INFINITY) return excessMoment(severity, order, retention);
  const top = retention + limit;
  const reached = severity.above(0, top);
  if (severity.above(order, retention) === Number.POSITIVE_INFINITY)
    return limitedInLayer(severity, retention, limit, order);
  const within = layerMomentAbove(severity, order, retention, 0);
  const over = layerMomentAbove(severity, order, retention, limit);
  return Math.max(0, within - over) + weighted(limit, order, reached);
}

/** The same from the moments below, for amounts whose own moments do not exist. */
function limitedInLayer(severity: Severity, retention: number, limit: number, order: 1 | 2 | 3): number {
  const top = retention + limit;
  const inside = (power: MomentOrder) => severity.below(power, top) - severity.below(power, retention);
  const binomials = { 1: [1, 1], 2: [1, 2, 1], 3: [1, 3, 3, 1] }[order];
  const sum = binomials.reduce(
    (total, factor, power) => total + factor * (-retention) ** (order - power) * inside(power as MomentOrder),
    0,
  );
  return Math.max(0, sum) + weighted(limit, order, severity.above(0, top));
}

/**
 * What a layer pays of an amount, as a severity: min((X - retention)+, limit), with its atoms at 0 and at the limit.
 * With retention 0 it is what stays with the group under a cap per person.
 */
export function layeredSeverity(severity: Severity, layer: Layer): Result<Severity> {
  const moments = layerMoments(severity, layer);
  if (!moments.ok) return moments;
  const { retention, limit } = layer;
  const whole = (order: MomentOrder) => (order === 0 ? 1 : moment(severity, layer, order as 1 | 2 | 3));
  const above = (order: MomentOrder, line: number): number => {
    if (line < 0) return whole(order);
    if (line >= limit) return 0;
    const top = severity.above(0, retention + limit);
    const within = layerMomentAbove(severity, order, retention, line);
    const over = limit === Number.POSITIVE_INFINITY ? 0 : layerMomentAbove(severity, order, retention, limit);
    return within === Number.POSITIVE_INFINITY
      ? Math.max(0, whole(order) - limitedBelow(severity, layer, order, line))
      : Math.max(0, within - over) + (limit === Number.POSITIVE_INFINITY ? 0 : weighted(limit, order, top));
  };
  return done({
    words: `${limit} over ${retention} of ${severity.words}`,
    smallest: Math.min(limit, Math.max(0, severity.smallest - retention)),
    largest: Math.min(limit, Math.max(0, severity.largest - retention)),
    mean: moments.value.mean,
    variance: moments.value.variance,
    skewness: moments.value.skewness,
    atoms: layeredAtoms(severity, layer),
    below: (order, line) => (line < 0 ? 0 : line >= limit ? whole(order) : whole(order) - above(order, line)),
    above,
    quantile: (probability) => Math.min(limit, Math.max(0, severity.quantile(probability) - retention)),
  });
}

/** E[Y^order; Y <= line] for a line inside the layer, from moments below. */
function limitedBelow(severity: Severity, layer: Layer, order: MomentOrder, line: number): number {
  if (order === 0) return severity.below(0, layer.retention + line);
  const capped = { retention: layer.retention, limit: line };
  return (
    moment(severity, capped, order as 1 | 2 | 3) - line ** order * severity.above(0, layer.retention + line)
  );
}

function layeredAtoms(severity: Severity, { retention, limit }: Layer): Severity["atoms"] {
  if (severity.atoms === null) return null;
  const values: number[] = [];
  const probabilities: number[] = [];
  severity.atoms.values.forEach((value, index) => {
    const paid = Math.min(limit, Math.max(0, value - retention));
    const probability = severity.atoms?.probabilities[index] ?? 0;
    if (values.length > 0 && values[values.length - 1] === paid)
      probabilities[probabilities.length - 1] = (probabilities[probabilities.length - 1] ?? 0) + probability;
    else {
      values.push(paid);
      probabilities.push(probability);
    }
  });
  return { values: Float64Array.from(values), probabilities: Float64Array.from(probabilities) };
}
