// Two words that name a practice for its random stream: a 64-bit hash (FNV-1a) of its code, so that its draws do not
// depend on its place in the list. Two codes of one plan with the same hash would share their draws; with 10,000
// practices the chance of that is 3 in 10^12, and it is looked for all the same.

export interface PracticeKeys {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;

function hashOf(code: string): bigint {
  let hash = OFFSET;
  for (let index = 0; index < code.length; index++) {
    hash = ((hash ^ BigInt(code.charCodeAt(index))) * PRIME) & MASK;
  }
  return hash;
}

/** The keys of the codes; where two would be the same, the later one in the list counts on. */
export function practiceKeys(codes: readonly string[]): PracticeKeys {
  const low = new Int32Array(codes.length);
  const high = new Int32Array(codes.length);
  const seen = new Set<bigint>();
  for (const [index, code] of codes.entries()) {
    let hash = hashOf(code);
    while (seen.has(hash)) hash = (hash + 1n) & MASK;
    seen.add(hash);
    low[index] = Number(hash & 0xffffffffn) | 0;
    high[index] = Number(hash >> 32n) | 0;
  }
  return { low, high };
}
