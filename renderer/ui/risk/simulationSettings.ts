// What was typed on the risk screen as the settings of a run, or why it is none.

import type { SimulationSettings } from "../../app/simulating.ts";
import type { Plan } from "../../plan/plan.ts";
import type { RiskState } from "./riskState.ts";
import { riskText } from "./text.ts";

export const FEWEST_TRIALS = 100;
export const MOST_TRIALS = 1_000_000;

export interface ReadSettings {
  readonly settings: SimulationSettings | null;
  readonly trialsError?: string;
  readonly seedError?: string;
  readonly scopeError?: string;
}

/** A whole number as people type it: spaces and thousands commas are allowed; null when it is none. */
export function wholeNumber(typed: string): number | null {
  const digits = typed.trim().replace(/[,\s\u00a0\u202f]/g, "");
  return /^\d{1,16}$/.test(digits) && Number.isSafeInteger(Number(digits)) ? Number(digits) : null;
}

/** Reads signals, so a component that calls this follows them. */
export function readSettings(state: RiskState, plan: Plan): ReadSettings {
  const trials = wholeNumber(state.trials.value);
  const seed = wholeNumber(state.seed.value);
  const options = plan.options.filter(({ id }) => !state.withoutOptions.value.has(id)).map(({ id }) => id);
  const levels = plan.levels.filter(({ id }) => !state.withoutLevels.value.has(id)).map(({ id }) => id);
  const isTrials = trials !== null && trials >= FEWEST_TRIALS && trials <= MOST_TRIALS;
  const isScope = options.length > 0 && (levels.length > 0 || plan.levels.length === 0);
  return {
    settings:
      !isTrials || seed === null || !isScope
        ? null
        : {
            trials,
            seed,
            ...(options.length === plan.options.length ? {} : { options: new Set(options) }),
            ...(levels.length === plan.levels.length ? {} : { levels: new Set(levels) }),
          },
    ...(isTrials ? {} : { trialsError: riskText.trialsWrong(state.trials.value) }),
    ...(seed === null ? { seedError: riskText.seedWrong(state.seed.value) } : {}),
    ...(isScope ? {} : { scopeError: riskText.nothingChosen }),
  };
}
