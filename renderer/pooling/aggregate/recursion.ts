// Panjer's recursion for frequencies of the (a, b, 0) class:
//   g(0) = P_N(f(0)),  g(s) = sum over k = 1..s of (a + b k / s) f(k) g(s - k), divided by 1 - a f(0).
//
// Where g(0) would underflow, the frequency is halved until it does not and the result convolved with itself as often.
// The binomial recursion adds terms of both signs and multiplies its rounding errors by |a| at every step; it is halved
// unless |a| is small, down to a single trial, which needs no recursion.
// Sources: Panjer 1981; Panjer and Wang, On the stability of recursive formulas, ASTIN Bulletin 1993.

import { done, failed, type Result } from "../../plan/problem.ts";
import { type LatticeSeverity, latticeMoments } from "../distributions/discretise.ts";
import type { Frequency } from "../distributions/frequency.ts";
import { type AggregateDistribution, aggregateOf } from "./aggregateDistribution.ts";
import { compoundMoments } from "./compoundMoments.ts";
import { convolve } from "./convolution.ts";

/** log g(0) below which the recursion is not started: doubles end at -745. */
const LOWEST_LOG_START = -600;
/** The same for the binomial, whose recursion cancels, and the lowest a with which it is run. */
const LOWEST_LOG_START_BINOMIAL = -2;
const LOWEST_A = -0.5;

/** The distribution of a year's total on `points` knots from 0. What lies beyond them is reported. */
export function aggregateByRecursion(
  frequency: Frequency,
  lattice: LatticeSeverity,
  points: number,
): Result<AggregateDistribution> {
  const masses = recursive(frequency, lattice.masses, points);
  if (masses === null)
    return failed("frequency-without-recursion", `A ${frequency.words} frequency has no Panjer recursion.`, {
      remedy: "Use the transform, or convolution for a table of numbers of claims.",
    });
  return done(
    aggregateOf({
      words: frequency.words,
      start: 0,
      step: lattice.step,
      masses,
      ...compoundMoments(frequency, latticeMoments(lattice)),
      exact: lattice.exact,
      wrapped: 0,
    }),
  );
}

function recursive(frequency: Frequency, severity: Float64Array, points: number): Float64Array | null {
  const { recursion } = frequency;
  if (recursion === null) return null;
  const logStart = frequency.logGenerate(-notZero(severity));
  const cancels = recursion.a < 0;
  if (
    cancels ? logStart < LOWEST_LOG_START_BINOMIAL || recursion.a < LOWEST_A : logStart < LOWEST_LOG_START
  ) {
    const parts = frequency.divided();
    if (parts === null) return singleTrial(frequency.mean, severity, points);
    const half = recursive(parts.half, severity, points);
    if (half === null) return null;
    const whole = convolve(half, half, points);
    const rest = parts.rest === null ? null : recursive(parts.rest, severity, points);
    return rest === null ? whole : convolve(whole, rest, points);
  }
  return started(Math.exp(logStart), recursion, severity, points);
}

/** One trial with the probability of a claim: only a binomial comes to this. */
function singleTrial(probability: number, severity: Float64Array, points: number): Float64Array {
  const result = severity.slice(0, points).map((mass) => probability * mass);
  result[0] = (result[0] ?? 0) + 1 - probability;
  return result;
}

/** Probability of more than 0, added up from the small end: 1 - f(0) without its rounding. */
function notZero(severity: Float64Array): number {
  let sum = 0;
  for (let k = severity.length - 1; k >= 1; k--) sum += severity[k] as number;
  return sum;
}

function started(
  first: number,
  { a, b }: { readonly a: number; readonly b: number },
  severity: Float64Array,
  points: number,
): Float64Array {
  const result = new Float64Array(points);
  result[0] = first;
  const scale = 1 / (1 - a * (severity[0] as number));
  for (let s = 1; s < points; s++) {
    const end = Math.min(s, severity.length - 1);
    let plain = 0;
    let weighted = 0;
    for (let k = 1; k <= end; k++) {
      const term = (severity[k] as number) * (result[s - k] as number);
      plain += term;
      weighted += k * term;
    }
    result[s] = scale * (a * plain + (b / s) * weighted);
  }
  return result;
}
