// Severities with finitely many amounts: a table of values and probabilities, or a list of claims each as likely as the
// next (the empirical distribution). Sums run from both ends once, so that a far layer keeps its digits.

import { done, failed, type Problem, type Result } from "../../plan/problem.ts";
import { impossible, probabilitiesProblem } from "./parameters.ts";
import type { MomentOrder, Severity } from "./severity.ts";

/** Amounts in pounds (from 0, in any order, each once or more) with probabilities that add up to 1. */
export function discrete(values: readonly number[], probabilities: readonly number[]): Result<Severity> {
  if (values.length !== probabilities.length)
    return failed(
      "values-without-probability",
      `There are ${values.length} values and ${probabilities.length} probabilities.`,
      { remedy: "Give one probability for every value." },
    );
  const wrong = valuesProblem(values) ?? probabilitiesProblem("table of amounts", probabilities);
  if (wrong !== null) return { ok: false, problem: wrong };
  return done(fromPoints(`given amounts (${values.length})`, values, probabilities));
}

/** The distribution of a list of claims in pounds, each equally likely. See `readClaims` for lists with errors in them. */
export function empirical(claims: readonly number[]): Result<Severity> {
  if (claims.length === 0)
    return failed("no-claims", "There is no claim to take a distribution from.", {
      remedy: "Give a list with at least one amount.",
    });
  const wrong = valuesProblem(claims);
  if (wrong !== null) return { ok: false, problem: wrong };
  const share = 1 / claims.length;
  return done(
    fromPoints(
      `claims list (${claims.length} claims)`,
      claims,
      claims.map(() => share),
    ),
  );
}

function valuesProblem(values: readonly number[]): Problem | null {
  const wrong = values.findIndex((each) => !(Number.isFinite(each) && each >= 0));
  if (wrong < 0) return null;
  const found = impossible("table of amounts", "amount", "must be a number, 0 or more", values[wrong] ?? 0);
  return { ...found, where: { ...found.where, row: wrong + 1 } };
}

function fromPoints(words: string, given: readonly number[], weights: readonly number[]): Severity {
  const { values, probabilities } = merged(given, weights);
  const count = values.length;
  // partial[order][i]: moment of the first i values; rest[order][i]: of the values from i on.
  const partial = [0, 1, 2, 3].map(() => new Float64Array(count + 1));
  const rest = [0, 1, 2, 3].map(() => new Float64Array(count + 1));
  const term = (order: number, index: number) => (probabilities[index] ?? 0) * (values[index] ?? 0) ** order;
  for (let order = 0; order <= 3; order++) {
    const up = partial[order] as Float64Array;
    const down = rest[order] as Float64Array;
    for (let i = 0; i < count; i++) up[i + 1] = (up[i] ?? 0) + term(order, i);
    for (let i = count - 1; i >= 0; i--) down[i] = (down[i + 1] ?? 0) + term(order, i);
  }
  const mean = rest[1]?.[0] ?? 0;
  const central = (order: number) =>
    values.reduce((sum, value, i) => sum + (probabilities[i] ?? 0) * (value - mean) ** order, 0);
  const variance = central(2);
  return {
    words,
    smallest: values[0] ?? 0,
    largest: values[count - 1] ?? 0,
    mean,
    variance,
    skewness: variance === 0 ? 0 : central(3) / variance ** 1.5,
    atoms: { values, probabilities },
    below: (order: MomentOrder, line: number) => partial[order]?.[countUpTo(values, line)] ?? 0,
    above: (order: MomentOrder, line: number) => rest[order]?.[countUpTo(values, line)] ?? 0,
    quantile: (probability) => values[placeOf(partial[0] as Float64Array, probability)] ?? 0,
  };
}

/** Ascending, equal amounts put together, impossible ones left out. */
function merged(given: readonly number[], weights: readonly number[]) {
  const order = given
    .map((_, index) => index)
    .filter((index) => (weights[index] ?? 0) > 0)
    .sort((left, right) => (given[left] ?? 0) - (given[right] ?? 0));
  const values: number[] = [];
  const probabilities: number[] = [];
  for (const index of order) {
    const value = given[index] ?? 0;
    const last = values.length - 1;
    if (last >= 0 && values[last] === value) {
      probabilities[last] = (probabilities[last] ?? 0) + (weights[index] ?? 0);
    } else {
      values.push(value);
      probabilities.push(weights[index] ?? 0);
    }
  }
  return { values: Float64Array.from(values), probabilities: Float64Array.from(probabilities) };
}

/** How many of the ascending values are at most the line. */
function countUpTo(values: Float64Array, line: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first value whose cumulative probability reaches the given one, to within rounding. */
function placeOf(cumulative: Float64Array, probability: number): number {
  let low = 0;
  let high = cumulative.length - 2;
  const wanted = probability - 1e-14;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle + 1] ?? 0) >= wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
