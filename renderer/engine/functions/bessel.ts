// Bessel functions of whole order.
//
// J by its power series where that does not cancel, else by the trapezoidal rule on its integral over a period, which
// converges faster than any power; I by its series, all of whose terms are positive; K by the trapezoidal rule on its
// integral of exp(-x cosh t) cosh(n t); Y of order 0 and 1 by Neumann's series in J, then by recurrence.
//
// Source: M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 9.1.10, 9.1.21, 9.1.88, 9.6.10, 9.6.24.

import { finite } from "../values/coercion.ts";
import { errorValue, type Value } from "../values/value.ts";
import { define, type FunctionEntry, withTraits } from "./define.ts";

const NUM = errorValue("#NUM!");
const EULER = 0.5772156649015329;
/** Larger arguments lose all digits in the reduction of the angle. */
const LARGEST = 134_217_728;
/** Above it Hankel's expansion takes over. */
const FAR = 50;

/** (x/2)^n / n! times the sum of (sign x^2/4)^k / (k! (n+1)...(n+k)). */
function series(x: number, n: number, sign: number): number {
  let first = 1;
  for (let k = 1; k <= n; k++) first *= x / 2 / k;
  const square = (sign * x * x) / 4;
  let [sum, term] = [1, 1];
  for (let k = 1; k < 2000; k++) {
    term *= square / (k * (n + k));
    sum += term;
    if (Math.abs(term) <= Math.abs(sum) * 1e-17) break;
  }
  return first * sum;
}

/** `x` from 0 up. */
function besselJ(x: number, n: number): number {
  if ((x * x) / 4 <= 2 * (n + 1)) return series(x, n, -1);
  if (x > FAR && n < x) return upwards(x, n, hankel(x, 0).j, hankel(x, 1).j);
  const steps = Math.ceil(x + n) + 40;
  let sum = 0;
  for (let k = 0; k < steps; k++) {
    const angle = ((k + 0.5) * Math.PI) / steps;
    sum += Math.cos(n * angle - x * Math.sin(angle));
  }
  return sum / steps;
}

function besselI(x: number, n: number): number {
  return series(x, n, 1);
}

function besselK(x: number, n: number): number {
  const step = 1 / 64;
  let sum = Math.exp(-x) / 2;
  for (let t = step; ; t += step) {
    const exponent = n * t - x * Math.cosh(t);
    const term = (Math.exp(exponent) + Math.exp(-n * t - x * Math.cosh(t))) / 2;
    sum += term;
    if (x * Math.sinh(t) > n && term <= sum * 1e-18) return sum * step;
  }
}

/** Orders 0 and 1; the J of higher order vanish beyond the argument. */
function besselY01(x: number): readonly [number, number] {
  const logarithm = Math.log(x / 2) + EULER;
  let [y0, y1] = [logarithm * besselJ(x, 0), (logarithm - 1) * besselJ(x, 1) - besselJ(x, 0) / x];
  const most = Math.ceil(x / 2) + 25;
  for (let k = 1; k <= most; k++) {
    const sign = k % 2 === 0 ? 1 : -1;
    y0 -= (2 * sign * besselJ(x, 2 * k)) / k;
    y1 -= (sign * (2 * k + 1) * besselJ(x, 2 * k + 1)) / (k * (k + 1));
  }
  return [(2 / Math.PI) * y0, (2 / Math.PI) * y1];
}

/** Hankel's expansion, which has all digits for large arguments. */
function hankel(x: number, n: number): { readonly j: number; readonly y: number } {
  const mu = 4 * n * n;
  let [p, q, term] = [1, 0, 1];
  for (let k = 1; k < 30; k++) {
    const next = (term * (mu - (2 * k - 1) ** 2)) / (k * 8 * x);
    if (Math.abs(next) > Math.abs(term)) break;
    term = next;
    const sign = Math.floor(k / 2) % 2 === 0 ? 1 : -1;
    if (k % 2 === 1) q += sign * term;
    else p += sign * term;
  }
  const phase = x - (n / 2 + 0.25) * Math.PI;
  const scale = Math.sqrt(2 / (Math.PI * x));
  return {
    j: scale * (p * Math.cos(phase) - q * Math.sin(phase)),
    y: scale * (p * Math.sin(phase) + q * Math.cos(phase)),
  };
}

/** Order n from orders 0 and 1, by recurrence. */
function upwards(x: number, n: number, zero: number, one: number): number {
  if (n === 0) return zero;
  let [before, here] = [zero, one];
  for (let k = 1; k < n; k++) [before, here] = [here, ((2 * k) / x) * here - before];
  return here;
}

function besselY(x: number, n: number): number {
  const [zero, one] = x > FAR ? [hankel(x, 0).y, hankel(x, 1).y] : besselY01(x);
  return upwards(x, n, zero, one);
}

/** Odd orders change sign with the argument. */
function withSign(x: number, n: number, run: (x: number, n: number) => number): number {
  return x < 0 && n % 2 === 1 ? -run(-x, n) : run(Math.abs(x), n);
}

function entry(name: string, help: string, run: (x: number, n: number) => Value): FunctionEntry {
  return define("Engineering", name, "x: number, order: number", help, (x: number, order: number) => {
    const n = Math.trunc(order);
    return n < 0 || n > 100_000 || Math.abs(x) >= LARGEST ? NUM : run(x, n);
  });
}

export const besselFunctions: readonly FunctionEntry[] = withTraits({ strict: true }, [
  entry("BESSELJ", "The Bessel function of the first kind.", (x, n) => finite(withSign(x, n, besselJ))),
  entry("BESSELY", "The Bessel function of the second kind.", (x, n) =>
    x <= 0 ? NUM : finite(besselY(x, n)),
  ),
  entry("BESSELI", "The modified Bessel function of the first kind.", (x, n) =>
    Math.abs(x) > 720 ? NUM : finite(withSign(x, n, besselI)),
  ),
  entry("BESSELK", "The modified Bessel function of the second kind.", (x, n) =>
    x <= 0 ? NUM : finite(besselK(x, n)),
  ),
]);
