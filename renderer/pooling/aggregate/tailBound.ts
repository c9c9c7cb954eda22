// An upper bound of what a transform could put in the wrong place: Chernoff's inequality
//   P(S >= level) <= P_N(M(t)) exp(-t level)
// for the best t of a few, M being the severity's moment generating function on the lattice. Amounts with a heavy tail have
// hardly any M, so the inequality is also used for amounts up to a cut, with the chance of any amount above the cut added.

import type { Frequency } from "../distributions/frequency.ts";

/** t times the standard deviation of the total. */
const TRIED = [0.25, 1, 2, 3, 4, 6, 8, 11, 16, 22, 32, 45, 64];
/** Largest exponent that still leaves room in a double. */
const LARGEST_EXPONENT = 680;

/** Bound of P(S >= level), the level and the standard deviation counted in steps of the lattice. */
export function chanceFrom(
  frequency: Frequency,
  severity: Float64Array,
  level: number,
  deviation: number,
): number {
  let lowest = chernoff(frequency, severity, level, deviation);
  let cut = severity.length;
  let above = 0;
  while (above < lowest && cut > 64) {
    const next = cut >> 1;
    for (let k = next; k < cut; k++) above += Math.max(0, severity[k] as number);
    cut = next;
    const any = frequency.mean * above;
    if (any >= lowest) break;
    lowest = Math.min(lowest, any + chernoff(frequency, severity.subarray(0, cut), level, deviation));
  }
  return lowest;
}

function chernoff(frequency: Frequency, severity: Float64Array, level: number, deviation: number): number {
  let lowest = 0;
  for (const tried of TRIED) {
    const t = Math.min(tried / Math.max(deviation, 1), LARGEST_EXPONENT / severity.length);
    // The logarithm is convex in t: once it rises it goes on rising.
    const log = frequency.logGenerate(generatingOffset(severity, t)) - t * level;
    if (!(log < lowest)) break;
    lowest = log;
  }
  return Math.exp(lowest);
}

/** M(t) - 1 = sum of f(k) (exp(t k) - 1), by Horner's rule in both terms. */
function generatingOffset(severity: Float64Array, t: number): number {
  const ratio = Math.exp(t);
  let powers = 0;
  let plain = 0;
  for (let k = severity.length - 1; k >= 1; k--) {
    const mass = severity[k] as number;
    powers = (powers + mass) * ratio;
    plain += mass;
  }
  return powers - plain;
}
