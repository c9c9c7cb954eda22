// One stream of random words: xoshiro128++ 1.0, started by Philox from what the stream is for. The simulation draws
// each practice's years of one chunk from a stream of its own, so results depend neither on the number of workers
// nor on which of them did what, and a practice keeps its draws whatever else is in the plan.
//
// What must stay true: the reference output of xoshiro128++ comes out (see the test); the words depend on the six
// numbers given to `start` only.
// Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021); prng.di.unimi.it.

import { philox } from "./philox.ts";

/** What a stream is for; a different purpose never shares words with another. */
export const PURPOSES = { chance: 0, effect: 1, common: 2, area: 3, individuals: 4 } as const;

/**
 * Adding and taking away 1.5 x 2^52 rounds a number below 2^51 to a whole one, ties to even: `x + WHOLE - WHOLE`. Much
 * faster than Math.round in long columns.
 */
export const WHOLE = 6755399441055744;

/** A seed as two words: a whole number from 0 to 2^53 - 1. */
export interface SeedWords {
  readonly low: number;
  readonly high: number;
}

export function seedWords(seed: number): SeedWords {
  return { low: (seed % 2 ** 32) | 0, high: Math.floor(seed / 2 ** 32) | 0 };
}

export class RandomStream {
  /** The four words of xoshiro; loops that need speed work on copies of them. */
  readonly state = new Int32Array(4);

  /**
   * Starts the stream: the seed, two words that name the practice (or area), the chunk, and the service line with the
   * purpose.
   */
  start(
    seed: SeedWords,
    keyLow: number,
    keyHigh: number,
    chunk: number,
    line: number,
    purpose: number,
  ): void {
    philox(this.state, keyLow, keyHigh, chunk, (line << 8) | purpose, seed.low, seed.high);
    // All zeros is the one state that xoshiro never leaves.
    if ((this.state[0] ?? 0) === 0 && (this.state[1] ?? 0) === 0) this.state[0] = 1;
  }

  /** Sets the state itself; for the reference test. */
  setState(s0: number, s1: number, s2: number, s3: number): void {
    this.state.set([s0, s1, s2, s3]);
  }

  /** The next `count` words, as signed 32-bit integers. */
  fillWords(out: Int32Array, count: number): void {
    const state = this.state;
    let s0 = state[0] as number;
    let s1 = state[1] as number;
    let s2 = state[2] as number;
    let s3 = state[3] as number;
    for (let index = 0; index < count; index++) {
      const sum = (s0 + s3) | 0;
      out[index] = (((sum << 7) | (sum >>> 25)) + s0) | 0;
      const shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
    }
    state[0] = s0;
    state[1] = s1;
    state[2] = s2;
    state[3] = s3;
  }

  /** The next word, as a signed 32-bit integer. */
  nextWord(): number {
    const state = this.state;
    const s0 = state[0] as number;
    const s1 = state[1] as number;
    const s2 = (state[2] as number) ^ s0;
    const s3 = (state[3] as number) ^ s1;
    const sum = (s0 + (state[3] as number)) | 0;
    state[1] = s1 ^ s2;
    state[0] = s0 ^ s3;
    state[2] = s2 ^ (s1 << 9);
    state[3] = (s3 << 11) | (s3 >>> 21);
    return (((sum << 7) | (sum >>> 25)) + s0) | 0;
  }

  /** Uniform on the open interval (0, 1), in steps of 2^-53. */
  nextUniform(): number {
    const high = this.nextWord() >>> 5;
    const low = this.nextWord() >>> 6;
    return (high * 67108864 + low + 0.5) * 1.1102230246251565e-16;
  }
}
