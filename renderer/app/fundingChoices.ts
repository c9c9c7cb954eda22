// What the screen offers of the funding rules: the allowances that were paid or proposed, and the ready rules, each as data
// to choose from and as the commands that put it in force.

import { ALLOWANCE_PRESETS, isComparable, RELIABILITY_IN_WORDS } from "../funding/allowancePresets.ts";
import { type PresetChoices, presetCommands } from "../funding/applyPreset.ts";
import { RULE_CATALOGUE, ruleCommands } from "../funding/ruleCatalogue.ts";
import { runningCostCommands } from "../funding/runningCost.ts";
import type { Batch } from "../plan/commands/command.ts";
import type { Plan } from "../plan/plan.ts";
import type { Result } from "../plan/problem.ts";

export interface AllowanceChoice {
  readonly name: string;
  /** Whom it was for, in one sentence. */
  readonly scope: string;
  readonly year: string;
  readonly source: string;
  /** How well its figures are known, in words. */
  readonly reliability: string;
  /** What it pays for. */
  readonly covers: string;
  /** Its balance can be compared with a running-cost allowance. */
  readonly isComparable: boolean;
  /** How it is paid: `per head`. */
  readonly form: string;
}

export function allowanceChoices(): readonly AllowanceChoice[] {
  return ALLOWANCE_PRESETS.map((preset) => ({
    name: preset.name,
    scope: preset.scope,
    year: preset.year,
    source: preset.source,
    reliability: RELIABILITY_IN_WORDS[preset.reliability],
    covers: preset.covers,
    isComparable: isComparable(preset),
    form: preset.rule,
  }));
}

/** The commands, as one step of undo, that put the allowance of that name in force. */
export function allowanceCommands(plan: Plan, name: string, choices: PresetChoices): Result<Batch> {
  return presetCommands(plan, name, choices);
}

/** The commands, as one step of undo, that give the level the running-cost model. */
export function levelCostCommands(plan: Plan, level: string): Result<Batch> {
  return runningCostCommands(plan, level);
}

export interface ReadyRule {
  readonly name: string;
  /** One sentence. */
  readonly what: string;
  /** It judges the groups of one level; otherwise all practices or an option. */
  readonly ofLevel: boolean;
  /** The figure it compares with; absent when it has none. */
  readonly bound?: { readonly unit: string; readonly usual: number | null };
}

export function readyRules(): readonly ReadyRule[] {
  return RULE_CATALOGUE;
}

/** The commands, as one step of undo, that add the rule. `value`: its bound, the usual one when left out. */
export function readyRuleCommands(
  plan: Plan,
  name: string,
  level: string,
  choices: { readonly value?: number; readonly column?: string },
): Result<Batch> {
  return ruleCommands(plan, name, level, choices);
}
