// The random numbers: published reference outputs of the generators, and moments and quantiles of what is drawn from them.

import { describe, expect, test } from "vitest";
import { normalProbability } from "../../../../renderer/engine/functions/normal.ts";
import {
  binomialTable,
  nextCount,
  poissonTable,
} from "../../../../renderer/pooling/simulation/random/counts.ts";
import { toExponentials } from "../../../../renderer/pooling/simulation/random/exponentials.ts";
import { addGammas, nextGamma } from "../../../../renderer/pooling/simulation/random/gammas.ts";
import { fillNormals } from "../../../../renderer/pooling/simulation/random/normals.ts";
import { philox } from "../../../../renderer/pooling/simulation/random/philox.ts";
import {
  PURPOSES,
  RandomStream,
  seedWords,
} from "../../../../renderer/pooling/simulation/random/randomStream.ts";

function stream(seed = 1, key = 7): RandomStream {
  const made = new RandomStream();
  made.start(seedWords(seed), key, 0, 0, 0, PURPOSES.chance);
  return made;
}

describe("reference outputs", () => {
  /** Random123's kat_vectors for philox4x32 with 10 rounds: counter, key, output. */
  const KNOWN = [
    ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
  ] as const;

  test.each(KNOWN)("philox %s", (counter, key, output) => {
    const words = (text: string) => text.split(" ").map((word) => Number.parseInt(word, 16));
    const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = words(counter);
    const [k0 = 0, k1 = 0] = words(key);
    const out = new Int32Array(4);
    philox(out, c0, c1, c2, c3, k0, k1);
    expect([...out].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join(" ")).toBe(output);
  });

  /** The first outputs of the authors' C program from the state 1, 2, 3, 4. */
  const XOSHIRO = [
    641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295, 495546011, 621204420,
  ];

  test("xoshiro128++, one by one and in a row", () => {
    const single = new RandomStream();
    single.setState(1, 2, 3, 4);
    expect(XOSHIRO.map(() => single.nextWord() >>> 0)).toEqual(XOSHIRO);
    const row = new RandomStream();
    row.setState(1, 2, 3, 4);
    const words = new Int32Array(XOSHIRO.length);
    row.fillWords(words, words.length);
    expect([...words].map((word) => word >>> 0)).toEqual(XOSHIRO);
  });

  test("xoshiro128++ after 102,400 steps (a second implementation's test)", () => {
    const far = new RandomStream();
    far.setState(1, 2, 3, 4);
    far.fillWords(new Int32Array(102_400), 102_400);
    // Printed there byte by byte, lowest first: fa 3c 87 2c.
    expect((far.nextWord() >>> 0).toString(16)).toBe("2c873cfa");
  });

  test("a stream depends on every part of its name", () => {
    const first = (...parts: [number, number, number, number, number, number]) => {
      const made = new RandomStream();
      made.start(seedWords(parts[0]), parts[1], parts[2], parts[3], parts[4], parts[5]);
      return made.nextWord();
    };
    const names: [number, number, number, number, number, number][] = [
      [1, 1, 1, 1, 1, 1],
      [2 ** 32 + 1, 1, 1, 1, 1, 1],
      [2, 1, 1, 1, 1, 1],
      [1, 2, 1, 1, 1, 1],
      [1, 1, 2, 1, 1, 1],
      [1, 1, 1, 2, 1, 1],
      [1, 1, 1, 1, 2, 1],
      [1, 1, 1, 1, 1, 2],
    ];
    expect(new Set(names.map((each) => first(...each))).size).toBe(names.length);
  });
});

const DRAWS = 2_000_000;

/** z-score of the sample mean of values with a known mean and standard deviation. */
function score(values: Float64Array, mean: number, deviation: number): number {
  const sum = values.reduce((total, each) => total + each, 0);
  return (sum / values.length - mean) / (deviation / Math.sqrt(values.length));
}

test("normal draws: four moments and nine quantiles within 4 standard errors", () => {
  const draws = new Float64Array(DRAWS);
  fillNormals(stream(), draws, DRAWS);
  expect(Math.abs(score(draws, 0, 1))).toBeLessThan(4);
  expect(
    Math.abs(
      score(
        draws.map((x) => x ** 2),
        1,
        Math.sqrt(2),
      ),
    ),
  ).toBeLessThan(4);
  expect(
    Math.abs(
      score(
        draws.map((x) => x ** 3),
        0,
        Math.sqrt(15),
      ),
    ),
  ).toBeLessThan(4);
  expect(
    Math.abs(
      score(
        draws.map((x) => x ** 4),
        3,
        Math.sqrt(96),
      ),
    ),
  ).toBeLessThan(4);
  for (const z of [-4, -3, -2, -1, 0, 1, 2, 3, 3.7, 4, 4.5]) {
    const chance = normalProbability(-z);
    const hits = draws.map((x) => (x > z ? 1 : 0));
    expect(Math.abs(score(hits, chance, Math.sqrt(chance * (1 - chance))))).toBeLessThan(4);
  }
});

test.each([0.3, 0.9, 1, 2.5, 40, 700])("gamma draws of shape %d: three moments", (shape) => {
  const count = 400_000;
  const draws = new Float64Array(count);
  // In whole millionths, as pence are whole pence.
  addGammas(
    stream(3),
    new Int32Array(count),
    new Float64Array(count),
    shape,
    1e6,
    new Float64Array(count).fill(1),
    draws,
  );
  const single = stream(4);
  for (const values of [draws.map((x) => x / 1e6), draws.map(() => nextGamma(single, shape))]) {
    const variance = 1 / shape;
    expect(Math.abs(score(values, 1, Math.sqrt(variance)))).toBeLessThan(4);
    const fourth = 3 * variance ** 2 + 6 * variance ** 3;
    const squares = values.map((x) => (x - 1) ** 2);
    expect(Math.abs(score(squares, variance, Math.sqrt(fourth - variance ** 2)))).toBeLessThan(4);
    const cubes = values.map((x) => (x - 1) ** 3);
    const third = 2 * variance ** 2;
    const spread = Math.sqrt(cubes.reduce((sum, x) => sum + (x - third) ** 2, 0) / count);
    expect(Math.abs(score(cubes, third, spread))).toBeLessThan(4);
  }
});

test("exponentials agree with Math.exp to a few units in the last place", () => {
  const z = Float64Array.from({ length: 20_001 }, (_, index) => (index - 10_000) / 1_000);
  const out = z.slice();
  toExponentials(out, -0.5, 3);
  for (const [index, value] of out.entries()) {
    const exact = Math.exp(-0.5 + 3 * (z[index] as number));
    expect(Math.abs(value / exact - 1)).toBeLessThan(1e-14);
  }
});

test.each([
  ["poisson 0.2", poissonTable(0.2), 0.2, 0.2],
  ["poisson 9.3", poissonTable(9.3), 9.3, 9.3],
  ["poisson 5,000", poissonTable(5_000), 5_000, 5_000],
  ["binomial 12, 0.3", binomialTable(12, 0.3), 3.6, 2.52],
  ["binomial 30,000, 0.012", binomialTable(30_000, 0.012), 360, 355.68],
  ["binomial 5, 1", binomialTable(5, 1), 5, 0],
] as const)("counts: %s has its mean and variance", (_, table, mean, variance) => {
  const draws = new Float64Array(200_000);
  const from = stream(5);
  for (let index = 0; index < draws.length; index++) draws[index] = nextCount(from, table);
  expect(Math.abs(score(draws, mean, Math.sqrt(variance) || 1))).toBeLessThan(4);
  const fourth = 3 * variance ** 2 + variance;
  const squares = draws.map((each) => (each - mean) ** 2);
  expect(Math.abs(score(squares, variance, Math.sqrt(fourth - variance ** 2) || 1))).toBeLessThan(4);
});
