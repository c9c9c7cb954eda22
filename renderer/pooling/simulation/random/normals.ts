// Standard normal draws by the ziggurat method with 256 layers: one random word a draw, and more than 98 times in 100
// one comparison and one multiplication. Eight bits of the word choose the layer and the other 24 the place in it, so
// that the two are independent (with shared bits they are not; Doornik 2005). Where the word falls outside the
// inner part of its layer the draw is finished with full-precision uniforms, so the tail is exact.
//
// What must stay true: moments and quantiles of the tests; the same stream gives the same draws.
// Source: Marsaglia and Tsang, "The ziggurat method for generating random variables", J. Stat. Softw. 5(8), 2000.

import type { RandomStream } from "./randomStream.ts";

const LAYERS = 256;
/** Where the tail begins, and the area of each layer, for 256 layers. */
const TAIL = 3.6541528853610088;
const AREA = 0.00492867323399;
/** The place in a layer has a sign and 23 bits. */
const STEPS = 2 ** 23;

const inner = new Int32Array(LAYERS);
const width = new Float64Array(LAYERS);
const height = new Float64Array(LAYERS);

function prepareTables(): void {
  let edge = TAIL;
  const base = AREA / Math.exp(-0.5 * edge * edge);
  inner[0] = (edge / base) * STEPS;
  inner[1] = 0;
  width[0] = base / STEPS;
  width[LAYERS - 1] = edge / STEPS;
  height[0] = 1;
  height[LAYERS - 1] = Math.exp(-0.5 * edge * edge);
  for (let layer = LAYERS - 2; layer >= 1; layer--) {
    const next = Math.sqrt(-2 * Math.log(AREA / edge + Math.exp(-0.5 * edge * edge)));
    inner[layer + 1] = (next / edge) * STEPS;
    edge = next;
    height[layer] = Math.exp(-0.5 * edge * edge);
    width[layer] = edge / STEPS;
  }
}
prepareTables();

/** Ends a draw whose word fell outside the inner part of its layer. */
function finish(stream: RandomStream, firstWord: number): number {
  let word = firstWord;
  for (;;) {
    const layer = word & 255;
    const place = word >> 8;
    const x = place * (width[layer] as number);
    if (Math.abs(place) < (inner[layer] as number)) return x;
    if (layer === 0) {
      for (;;) {
        const beyond = -Math.log(stream.nextUniform()) / TAIL;
        const other = -Math.log(stream.nextUniform());
        if (other + other >= beyond * beyond) return place < 0 ? -TAIL - beyond : TAIL + beyond;
      }
    }
    const low = height[layer] as number;
    const high = height[layer - 1] as number;
    if (low + stream.nextUniform() * (high - low) < Math.exp(-0.5 * x * x)) return x;
    word = stream.nextWord();
  }
}

/** Fills `out` with `count` independent standard normal draws. */
export function fillNormals(stream: RandomStream, out: Float64Array, count: number): void {
  // The generator's step is written out here, so that the processor works on it and on the draw before at once.
  const state = stream.state;
  let s0 = state[0] as number;
  let s1 = state[1] as number;
  let s2 = state[2] as number;
  let s3 = state[3] as number;
  for (let index = 0; index < count; index++) {
    const sum = (s0 + s3) | 0;
    const word = (((sum << 7) | (sum >>> 25)) + s0) | 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    const layer = word & 255;
    const place = word >> 8;
    // The size without a branch: the sign is random, and a processor guesses it wrong every other time.
    const sign = place >> 31;
    if ((place ^ sign) - sign < (inner[layer] as number)) {
      out[index] = place * (width[layer] as number);
    } else {
      state[0] = s0;
      state[1] = s1;
      state[2] = s2;
      state[3] = s3;
      out[index] = finish(stream, word);
      s0 = state[0] as number;
      s1 = state[1] as number;
      s2 = state[2] as number;
      s3 = state[3] as number;
    }
  }
  state[0] = s0;
  state[1] = s1;
  state[2] = s2;
  state[3] = s3;
}

/** One standard normal draw. */
export function nextNormal(stream: RandomStream): number {
  return finish(stream, stream.nextWord());
}
