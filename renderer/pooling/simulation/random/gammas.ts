// Gamma draws with mean 1 by the method of Marsaglia and Tsang: exact for every shape, one normal draw and one uniform
// each, hardly ever more for the shapes of practices (a shape is people divided by the square of the spread of
// one person's cost: hundreds). Below shape 1 the draw is made one shape higher and multiplied by U^(1/shape).
//
// Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).

import { fillNormals, nextNormal } from "./normals.ts";
import { type RandomStream, WHOLE } from "./randomStream.ts";

/** The squeeze of the paper, u < 1 - 0.0331 x^4, with u counted in whole 2^-32. */
const SQUEEZE_ONE = 4294967296;
const SQUEEZE_SLOPE = 0.0331 * SQUEEZE_ONE;

/** The exact test after the squeeze failed, and new tries until one is taken. Gives v = (1 + c x)^3. */
function finish(stream: RandomStream, firstX: number, firstUniform: number, d: number, c: number): number {
  let x = firstX;
  let uniform = firstUniform;
  for (;;) {
    const root = 1 + c * x;
    const v = root * root * root;
    if (v > 0 && Math.log(uniform) < 0.5 * x * x + d - d * v + d * Math.log(v)) return v;
    x = nextNormal(stream);
    uniform = stream.nextUniform();
  }
}

/**
 * Adds pence x shock x gamma draw, rounded to whole pence, to the totals; the draws have the given shape and mean 1 (their
 * squared coefficient of variation is 1 / shape). `words` and `draws` are scratch as long as `total`.
 */
export function addGammas(
  stream: RandomStream,
  words: Int32Array,
  draws: Float64Array,
  shape: number,
  pence: number,
  shocks: Float64Array,
  total: Float64Array,
): void {
  const count = total.length;
  if (shape < 1) {
    for (let index = 0; index < count; index++) {
      const cost = pence * (shocks[index] as number) * nextGamma(stream, shape);
      total[index] = (total[index] as number) + (cost + WHOLE - WHOLE);
    }
    return;
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  const scale = (pence * d) / shape;
  fillNormals(stream, draws, count);
  stream.fillWords(words, count);
  for (let index = 0; index < count; index++) {
    const x = draws[index] as number;
    const word = (words[index] as number) >>> 0;
    const root = 1 + c * x;
    const square = x * x;
    // Where the squeeze holds, 1 + c x is positive: c is at most 0.41 and |x| at most 2.35.
    const v =
      word < SQUEEZE_ONE - SQUEEZE_SLOPE * square * square
        ? root * root * root
        : finish(stream, x, (word + 0.5) / SQUEEZE_ONE, d, c);
    total[index] = (total[index] as number) + (scale * (shocks[index] as number) * v + WHOLE - WHOLE);
  }
}

/** One gamma draw of the given shape and mean 1. */
export function nextGamma(stream: RandomStream, shape: number): number {
  const raised = shape < 1 ? shape + 1 : shape;
  const d = raised - 1 / 3;
  const v = finish(stream, nextNormal(stream), stream.nextUniform(), d, 1 / Math.sqrt(9 * d));
  return (d / shape) * v * (shape < 1 ? stream.nextUniform() ** (1 / shape) : 1);
}
