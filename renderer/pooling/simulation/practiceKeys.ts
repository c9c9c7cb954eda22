// Two words that name a practice for its random stream: a 64-bit hash (FNV-1a) of its code, so that its draws do not
// depend on its place in the list. Two codes of one plan with the same hash would share their draws; with 10,000
// practices the chance of that is 3 in 10^12, and it is looked for all the same.

export interface PracticeKeys {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

const WORD = 2 ** 32;
const OFFSET_LOW = 0x84222325;
const OFFSET_HIGH = 0xcbf29ce4;
/** FNV's prime is 2^40 and this. */
const PRIME_LOW = 0x1b3;

/** The keys of the codes; where two would be the same, the later one in the list counts on. */
export function practiceKeys(codes: readonly string[]): PracticeKeys {
  const lows = new Int32Array(codes.length);
  const highs = new Int32Array(codes.length);
  const seen = new Map<number, number[]>();
  for (const [index, code] of codes.entries()) {
    // Two words in doubles instead of a 64-bit integer: every press of the button waits for this.
    let low = OFFSET_LOW;
    let high = OFFSET_HIGH;
    for (let at = 0; at < code.length; at++) {
      low = (low ^ code.charCodeAt(at)) >>> 0;
      const product = low * PRIME_LOW;
      high = (high * PRIME_LOW + Math.floor(product / WORD) + low * 256) % WORD;
      low = product % WORD;
    }
    while (seen.get(low)?.includes(high) === true) {
      low = (low + 1) % WORD;
      if (low === 0) high = (high + 1) % WORD;
    }
    const known = seen.get(low);
    if (known === undefined) seen.set(low, [high]);
    else known.push(high);
    lows[index] = low | 0;
    highs[index] = high | 0;
  }
  return { low: lows, high: highs };
}
