// Sharing whole pence in proportion to weights so that the parts add up to the whole exactly: everyone gets the whole
// pence of their share, and the pence left over go to the largest remainders (ties to the first).

/**
 * Adds to `out[index]` the part of `total` (whole pence, not negative) that falls to each weight. False, and nothing is
 * added, when no weight is positive; negative weights count as none.
 */
export function allocatePence(total: number, weights: ArrayLike<number>, out: Float64Array): boolean {
  const count = weights.length;
  let sum = 0;
  for (let index = 0; index < count; index++) sum += Math.max(0, weights[index] as number);
  if (!(sum > 0)) return false;
  if (total === 0) return true;
  const remainders = new Float64Array(count);
  let left = total;
  for (let index = 0; index < count; index++) {
    const weight = weights[index] as number;
    const exact = weight > 0 ? total * (weight / sum) : 0;
    const whole = Math.min(left, Math.floor(exact));
    remainders[index] = weight > 0 ? exact - whole : Number.NEGATIVE_INFINITY;
    out[index] = (out[index] as number) + whole;
    left -= whole;
  }
  while (left > 0) left -= giveOut(left, remainders, out);
  return true;
}

/** With fewer steps than this, looking for the largest again and again is faster than sorting. */
const FEW_STEPS = 4096;

/** Gives a penny each to the largest remainders, to everyone once at most. How many pence it gave. */
function giveOut(left: number, remainders: Float64Array, out: Float64Array): number {
  const count = remainders.length;
  if (left * count <= FEW_STEPS) {
    const open = remainders.slice();
    for (let given = 0; given < left; given++) {
      let best = -1;
      for (let index = 0; index < count; index++) {
        if ((open[index] as number) > (best < 0 ? Number.NEGATIVE_INFINITY : (open[best] as number)))
          best = index;
      }
      if (best < 0) return given;
      out[best] = (out[best] as number) + 1;
      open[best] = Number.NEGATIVE_INFINITY;
    }
    return left;
  }
  const order = Array.from(remainders, (_, index) => index)
    .filter((index) => (remainders[index] as number) > Number.NEGATIVE_INFINITY)
    .sort((a, b) => (remainders[b] as number) - (remainders[a] as number) || a - b);
  const given = Math.min(left, order.length);
  for (const index of order.slice(0, given)) out[index] = (out[index] as number) + 1;
  return given;
}
