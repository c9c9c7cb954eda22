// Parameters as the user gave them, checked once before any mathematics sees them: every family and every layer says
// "impossible" in the same words, with the parameter's name as the place.

import { type Problem, problem } from "../../plan/problem.ts";

/** The problem of a parameter that must be more than `bound`, or null when it is fine. */
export function mustExceed(what: string, name: string, value: number, bound: number): Problem | null {
  return Number.isFinite(value) && value > bound
    ? null
    : impossible(what, name, `must be a number above ${bound}`, value);
}

/** The problem of a parameter that must be `bound` or more, or null when it is fine. */
export function mustReach(what: string, name: string, value: number, bound: number): Problem | null {
  return Number.isFinite(value) && value >= bound
    ? null
    : impossible(what, name, `must be a number, ${bound} or more`, value);
}

export function mustBeFinite(what: string, name: string, value: number): Problem | null {
  return Number.isFinite(value) ? null : impossible(what, name, "must be a number", value);
}

/** The problem of a share or probability outside 0 to 1, or null when it is fine. */
export function mustBeShare(what: string, name: string, value: number): Problem | null {
  return value >= 0 && value <= 1 ? null : impossible(what, name, "must lie between 0 and 1", value);
}

export function mustBeWhole(what: string, name: string, value: number, least: number): Problem | null {
  return Number.isSafeInteger(value) && value >= least
    ? null
    : impossible(what, name, `must be a whole number, ${least} or more`, value);
}

export function impossible(what: string, name: string, rule: string, value: number): Problem {
  const given = Number.isNaN(value) ? "not a number" : String(value);
  return problem("impossible-parameter", `The ${name} of a ${what} ${rule}; it is ${given}.`, {
    remedy: `Give a ${name} that ${rule}.`,
    where: { column: name },
  });
}

/** The first problem found, or null. */
export function firstProblem(...found: readonly (Problem | null)[]): Problem | null {
  return found.find((each) => each !== null) ?? null;
}

/** Probabilities as someone typed them: each a share, together 1 to within the digits of a table. */
export function probabilitiesProblem(what: string, probabilities: readonly number[]): Problem | null {
  if (probabilities.length === 0)
    return problem("no-probabilities", `A ${what} needs at least one probability.`, {
      remedy: "Give a probability for every value.",
      where: { column: "probabilities" },
    });
  const wrong = probabilities.findIndex((each) => !(each >= 0 && each <= 1));
  if (wrong >= 0) {
    const found = mustBeShare(what, "probability", probabilities[wrong] ?? Number.NaN);
    if (found !== null) return { ...found, where: { ...found.where, row: wrong + 1 } };
  }
  const total = probabilities.reduce((sum, each) => sum + each, 0);
  return Math.abs(total - 1) <= 1e-9
    ? null
    : problem("probabilities-not-one", `The probabilities of a ${what} add up to ${total}, not 1.`, {
        remedy: "Change the probabilities so that they add up to 1.",
        where: { column: "probabilities" },
      });
}
