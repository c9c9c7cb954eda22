// Upper bounds of what a transform could put in the wrong place: Chernoff's inequality
//   P(S >= level) <= P_N(M(t)) exp(-t level),  P(S <= level) <= P_N(M(-t)) exp(t level)
// for the best t of a few, M being the severity's moment generating function on the lattice.

import type { Frequency } from "../distributions/frequency.ts";

/** t times the standard deviation of the total. */
const TRIED = [0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 11, 16, 22, 32, 45, 64];
/** Largest exponent that still leaves room in a double. */
const LARGEST_EXPONENT = 680;

/** Bound of P(S >= level), the level and the standard deviation counted in steps of the lattice. */
export function chanceFrom(
  frequency: Frequency,
  severity: Float64Array,
  level: number,
  deviation: number,
): number {
  return best(frequency, severity, level, deviation, 1);
}

/** Bound of P(S <= level). */
export function chanceUpTo(
  frequency: Frequency,
  severity: Float64Array,
  level: number,
  deviation: number,
): number {
  return level < 0 ? 0 : best(frequency, severity, level, deviation, -1);
}

function best(
  frequency: Frequency,
  severity: Float64Array,
  level: number,
  deviation: number,
  side: 1 | -1,
): number {
  let lowest = 0;
  for (const tried of TRIED) {
    const t = (side * tried) / Math.max(deviation, 1e-9);
    if (Math.abs(t) * severity.length > LARGEST_EXPONENT) break;
    const log = frequency.logGenerate(generatingOffset(severity, t)) - t * level;
    if (log > lowest + 40) break;
    lowest = Math.min(lowest, log);
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
