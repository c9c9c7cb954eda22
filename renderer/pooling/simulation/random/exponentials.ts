// The exponential function of a whole column, four times as fast as Math.exp and right to the last few bits: a table of
// 2^(k/256), a table of powers of two, and a short polynomial for what is left. The exponents must lie between -700 and
// 700, as those of a cost always do.

import { WHOLE } from "./randomStream.ts";

const PARTS = 256;
const PER_PART = PARTS / Math.LN2;
const PART = Math.LN2 / PARTS;
const LOWEST_POWER = -1022;

const fractions = Float64Array.from({ length: PARTS }, (_, index) => 2 ** (index / PARTS));
const powers = Float64Array.from({ length: 2046 }, (_, index) => 2 ** (index + LOWEST_POWER));

/** Replaces each z by exp(location + spread x z). */
export function toExponentials(z: Float64Array, location: number, spread: number): void {
  const count = z.length;
  for (let index = 0; index < count; index++) {
    const x = location + spread * (z[index] as number);
    const part = x * PER_PART + WHOLE - WHOLE;
    const rest = x - part * PART;
    const whole = part | 0;
    z[index] =
      (fractions[whole & 255] as number) *
      (powers[(whole >> 8) - LOWEST_POWER] as number) *
      (1 + rest * (1 + rest * (0.5 + rest * (1 / 6 + rest * (1 / 24)))));
  }
}

/** Adds pence x shock x exp(location + spread x z), rounded to whole pence, to the totals. */
export function addExponentials(
  z: Float64Array,
  location: number,
  spread: number,
  pence: number,
  shocks: Float64Array,
  total: Float64Array,
): void {
  const count = total.length;
  for (let index = 0; index < count; index++) {
    const x = location + spread * (z[index] as number);
    const part = x * PER_PART + WHOLE - WHOLE;
    const rest = x - part * PART;
    const whole = part | 0;
    const exponential =
      (fractions[whole & 255] as number) *
      (powers[(whole >> 8) - LOWEST_POWER] as number) *
      (1 + rest * (1 + rest * (0.5 + rest * (1 / 6 + rest * (1 / 24)))));
    total[index] =
      (total[index] as number) + (pence * (shocks[index] as number) * exponential + WHOLE - WHOLE);
  }
}
