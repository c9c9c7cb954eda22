// A frequency: how many claims (or people) a year. What the two exact methods need of one: Panjer's a and b, and the
// probability generating function - evaluated at 1 + offset, because the transform of a severity is close to 1 where it
// matters and adding 1 first would lose those digits (a million people multiply the loss by a million).
//
// Source: Klugman, Panjer, Willmot, Loss Models, appendix B (the (a, b, 0) class).

import { done, type Problem, type Result } from "../../plan/problem.ts";
import {
  firstProblem,
  impossible,
  mustBeShare,
  mustBeWhole,
  mustExceed,
  mustReach,
  probabilitiesProblem,
} from "./parameters.ts";

/** As plain data: what a plan stores. */
export type FrequencyDescription =
  /** `mean` claims a year, 0 or more. */
  | { readonly family: "poisson"; readonly mean: number }
  /** Mean r times beta, variance r beta (1 + beta). */
  | { readonly family: "negativeBinomial"; readonly r: number; readonly beta: number }
  /** `trials` people, each with a claim with the probability. */
  | { readonly family: "binomial"; readonly trials: number; readonly probability: number }
  /** Always the same number: a population of independent people. */
  | { readonly family: "fixed"; readonly count: number }
  /** Probabilities of 0, 1, 2, ... that add up to 1. */
  | { readonly family: "given"; readonly probabilities: readonly number[] };

export interface Frequency {
  readonly words: string;
  readonly mean: number;
  readonly variance: number;
  /** E[(N - mean)^3]. */
  readonly thirdCentral: number;
  /** p(n) = (a + b/n) p(n-1); null outside the (a, b, 0) class. */
  readonly recursion: { readonly a: number; readonly b: number } | null;
  /** Probabilities of 0, 1, 2, ... when there are finitely many given; otherwise null. */
  readonly probabilities: readonly number[] | null;
  /** Logarithm of the generating function at 1 + offset; Infinity where it does not converge, -Infinity where it is 0. */
  logGenerate(offset: number): number;
  /** The generating function itself for complex offsets, in place: each pair becomes P(1 + pair). */
  generateAll(real: Float64Array, imaginary: Float64Array): void;
  /** N = two of `half` and one of `rest`, all independent; null when it cannot be divided. */
  divided(): { readonly half: Frequency; readonly rest: Frequency | null } | null;
}

/** The frequency described, or the problem of its first impossible parameter (its name in `where.column`). */
export function makeFrequency(description: FrequencyDescription): Result<Frequency> {
  const wrong = problemOf(description);
  return wrong === null ? done(build(description)) : { ok: false, problem: wrong };
}

/** The generating function E[z^N] at a real z. */
export function generatingFunction(frequency: Frequency, z: number): number {
  return Math.exp(frequency.logGenerate(z - 1));
}

/** The generating function at the complex z = real + i imaginary, as [real, imaginary]. */
export function complexGeneratingFunction(
  frequency: Frequency,
  real: number,
  imaginary: number,
): readonly [number, number] {
  const re = Float64Array.of(real - 1);
  const im = Float64Array.of(imaginary);
  frequency.generateAll(re, im);
  return [re[0] ?? 0, im[0] ?? 0];
}

function problemOf(description: FrequencyDescription): Problem | null {
  switch (description.family) {
    case "poisson":
      return mustReach("Poisson frequency", "mean", description.mean, 0);
    case "negativeBinomial":
      return firstProblem(
        mustExceed("negative binomial frequency", "r", description.r, 0),
        mustReach("negative binomial frequency", "beta", description.beta, 0),
      );
    case "binomial":
      return firstProblem(
        mustBeWhole("binomial frequency", "trials", description.trials, 0),
        mustBeShare("binomial frequency", "probability", description.probability),
      );
    case "fixed":
      return description.count === 0
        ? impossible("population", "count", "must be at least 1, because an empty group has no cost", 0)
        : mustBeWhole("population", "count", description.count, 1);
    case "given":
      return probabilitiesProblem("table of numbers of claims", description.probabilities);
  }
}

function build(description: FrequencyDescription): Frequency {
  switch (description.family) {
    case "poisson":
      return poisson(description.mean);
    case "negativeBinomial":
      return negativeBinomial(description.r, description.beta);
    case "binomial":
      return binomial(description.trials, description.probability);
    case "fixed":
      return { ...binomial(description.count, 1), words: `${description.count} people`, recursion: null };
    case "given":
      return given(description.probabilities);
  }
}

function poisson(mean: number): Frequency {
  return {
    words: `Poisson (mean ${mean})`,
    mean,
    variance: mean,
    thirdCentral: mean,
    recursion: { a: 0, b: mean },
    probabilities: null,
    logGenerate: (offset) => mean * offset,
    generateAll(real, imaginary) {
      for (let i = 0; i < real.length; i++)
        setExponential(real, imaginary, i, mean * (real[i] ?? 0), mean * (imaginary[i] ?? 0));
    },
    divided: () => ({ half: poisson(mean / 2), rest: null }),
  };
}

function negativeBinomial(r: number, beta: number): Frequency {
  const variance = r * beta * (1 + beta);
  return {
    words: `negative binomial (r ${r}, beta ${beta})`,
    mean: r * beta,
    variance,
    thirdCentral: variance * (1 + 2 * beta),
    recursion: { a: beta / (1 + beta), b: ((r - 1) * beta) / (1 + beta) },
    probabilities: null,
    logGenerate: (offset) =>
      beta * offset >= 1 ? Number.POSITIVE_INFINITY : -r * Math.log1p(-beta * offset),
    generateAll: (real, imaginary) => raiseAll(real, imaginary, -beta, -r),
    divided: () => ({ half: negativeBinomial(r / 2, beta), rest: null }),
  };
}

function binomial(trials: number, probability: number): Frequency {
  const variance = trials * probability * (1 - probability);
  const half = Math.floor(trials / 2);
  return {
    words: `binomial (${trials} trials, probability ${probability})`,
    mean: trials * probability,
    variance,
    thirdCentral: variance * (1 - 2 * probability),
    recursion:
      probability === 1
        ? null
        : { a: -probability / (1 - probability), b: ((trials + 1) * probability) / (1 - probability) },
    probabilities: null,
    logGenerate: (offset) => (trials === 0 ? 0 : trials * Math.log1p(probability * offset)),
    generateAll: (real, imaginary) => raiseAll(real, imaginary, probability, trials),
    divided: () =>
      trials < 2
        ? null
        : {
            half: binomial(half, probability),
            rest: trials % 2 === 0 ? null : binomial(1, probability),
          },
  };
}

function given(probabilities: readonly number[]): Frequency {
  const moment = (of: (n: number) => number) => probabilities.reduce((sum, p, n) => sum + p * of(n), 0);
  const mean = moment((n) => n);
  return {
    words: `given numbers of claims (0 to ${probabilities.length - 1})`,
    mean,
    variance: moment((n) => (n - mean) ** 2),
    thirdCentral: moment((n) => (n - mean) ** 3),
    recursion: null,
    probabilities,
    logGenerate: (offset) => Math.log(probabilities.reduceRight((sum, p) => sum * (1 + offset) + p, 0)),
    generateAll(real, imaginary) {
      for (let i = 0; i < real.length; i++) {
        const x = 1 + (real[i] ?? 0);
        const y = imaginary[i] ?? 0;
        let re = 0;
        let im = 0;
        for (let n = probabilities.length - 1; n >= 0; n--) {
          const next = re * x - im * y + (probabilities[n] ?? 0);
          im = re * y + im * x;
          re = next;
        }
        real[i] = re;
        imaginary[i] = im;
      }
    },
    divided: () => null,
  };
}

/** A size below this logarithm (1e-35) is nothing beside the 1 at the origin, and its angle need not be known. */
const NOTHING = -80;

/** Each pair w becomes (1 + factor w)^power, through the logarithm of 1 + w so that small w keep their digits. */
function raiseAll(real: Float64Array, imaginary: Float64Array, factor: number, power: number): void {
  for (let i = 0; i < real.length; i++) {
    const x = factor * (real[i] as number);
    const y = factor * (imaginary[i] as number);
    const log = 0.5 * power * Math.log1p(2 * x + x * x + y * y);
    setExponential(real, imaginary, i, log, log < NOTHING ? 0 : power * Math.atan2(y, 1 + x));
  }
}

function setExponential(
  real: Float64Array,
  imaginary: Float64Array,
  i: number,
  log: number,
  angle: number,
): void {
  const size = log < NOTHING ? 0 : Math.exp(log);
  real[i] = size === 0 ? 0 : size * Math.cos(angle);
  imaginary[i] = size === 0 ? 0 : size * Math.sin(angle);
}
