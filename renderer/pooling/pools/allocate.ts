// Sharing whole pence in proportion to weights so that the parts add up to the whole exactly: everyone gets the whole
// pence of their share, and the pence left over go to the largest remainders (ties to the first).

/**
 * Adds to `out[index]` the part of `total` (whole pence, not negative) that falls to each weight. False, and nothing is
 * added, when no weight is positive; negative weights count as none.
 */
export function allocatePence(total: number, weights: ArrayLike<number>, out: Float64Array): boolean {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) sum += Math.max(0, weights[index] as number);
  if (!(sum > 0)) return false;
  if (total === 0) return true;
  const remainders = new Float64Array(weights.length);
  let left = total;
  for (let index = 0; index < weights.length; index++) {
    const exact = total * (Math.max(0, weights[index] as number) / sum);
    const whole = Math.min(left, Math.floor(exact));
    remainders[index] = exact - whole;
    out[index] = (out[index] as number) + whole;
    left -= whole;
  }
  if (left === 0) return true;
  const order = Array.from(remainders, (_, index) => index)
    .filter((index) => (weights[index] as number) > 0)
    .sort((a, b) => (remainders[b] as number) - (remainders[a] as number) || a - b);
  // At most one penny each is left by arithmetic; rounding errors of huge totals may leave a few more.
  for (let at = 0; left > 0; at = (at + 1) % order.length) {
    const index = order[at] as number;
    out[index] = (out[index] as number) + 1;
    left -= 1;
  }
  return true;
}
