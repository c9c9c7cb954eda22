// The regularised incomplete gamma function and its inverse, for all shapes. Up to a shape of 200 they are @stdlib's, which
// ports Boost's. Above it @stdlib's expansion near the mean is wrong in the third digit (at shape 1,000 and x 1,020 it has
// an upper tail of 0.2665 where it is 0.2615), so there the plain series and continued fraction take its place: they
// need a few times sqrt(shape) terms and keep all but the last digits.
//
// Sources: DLMF 8.7.1 (series), 8.9.2 (continued fraction, evaluated by Lentz's method), 5.11.1 (Stirling's correction).

import gammainc from "@stdlib/math-base-special-gammainc";
import gammaincinv from "@stdlib/math-base-special-gammaincinv";
import { normalProbability, normalQuantile } from "./normal.ts";

const LARGE = 200;
/** Above this the cube root of a gamma is normal to more digits than the series keeps. */
const ENORMOUS = 1e9;
const SMALLEST = 1e-300;
const PRECISION = 1e-16;

/** The share of a gamma distribution with scale 1 below x (at least 0), or above it. */
export function gammaProbability(x: number, shape: number, upper: boolean): number {
  if (shape <= LARGE || x === 0 || !Number.isFinite(x)) return gammainc(x, shape, true, upper);
  if (shape > ENORMOUS) {
    const z = (Math.cbrt(x / shape) - 1 + 1 / (9 * shape)) * 3 * Math.sqrt(shape);
    return normalProbability(upper ? -z : z);
  }
  const isBelow = x < shape + 1;
  const share = isBelow ? lowerSeries(x, shape) : upperFraction(x, shape);
  return isBelow === upper ? 1 - share : share;
}

/** x^shape e^-x / gamma(shape + 1), by Stirling's formula, so that nothing overflows. */
function leadingTerm(x: number, shape: number): number {
  const away = (x - shape) / shape;
  const stirling = 1 / (12 * shape) - 1 / (360 * shape ** 3);
  return Math.exp(-shape * (away - Math.log1p(away)) - stirling) / Math.sqrt(2 * Math.PI * shape);
}

function lowerSeries(x: number, shape: number): number {
  let term = 1;
  let sum = 1;
  for (let above = shape + 1; term > PRECISION * sum; above++) {
    term *= x / above;
    sum += term;
  }
  return Math.min(1, sum * leadingTerm(x, shape));
}

function upperFraction(x: number, shape: number): number {
  const lead = shape * leadingTerm(x, shape);
  if (lead === 0) return 0;
  let partial = x + 1 - shape;
  let ratio = 1 / SMALLEST;
  let inverse = 1 / partial;
  let value = inverse;
  for (let at = 1; ; at++) {
    const numerator = -at * (at - shape);
    partial += 2;
    inverse = numerator * inverse + partial;
    if (Math.abs(inverse) < SMALLEST) inverse = SMALLEST;
    ratio = partial + numerator / ratio;
    if (Math.abs(ratio) < SMALLEST) ratio = SMALLEST;
    inverse = 1 / inverse;
    const factor = inverse * ratio;
    value *= factor;
    if (Math.abs(factor - 1) < 4 * PRECISION) return Math.min(1, lead * value);
  }
}

/** The x below which (or, for `upper`, above which) the probability of a gamma with scale 1 lies; it is above 0 and below 1. */
export function gammaQuantile(probability: number, shape: number, upper: boolean): number {
  if (shape <= LARGE) return gammaincinv(probability, shape, upper);
  const z = normalQuantile(probability) * (upper ? -1 : 1);
  // The cube root of a gamma is nearly normal (Wilson and Hilferty): right to four digits or more, then Newton's steps.
  let x = Math.max(SMALLEST, shape * (1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3);
  if (shape > ENORMOUS) return x;
  for (let step = 0; step < 20; step++) {
    const off = gammaProbability(x, shape, upper) - probability;
    const density = (leadingTerm(x, shape) * shape) / x;
    if (density === 0) return x;
    const move = ((upper ? -1 : 1) * off) / density;
    const next = Math.max(x / 2, x - move);
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}
