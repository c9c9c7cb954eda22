// What the risk screen remembers while other tabs are looked at: what is to be simulated and which results are looked at.
// None of it belongs to the plan.

import { type Signal, signal } from "@preact/signals";
import type { SimulatedGroup } from "../../app/simulating.ts";
import type { GroupId, LevelId, OptionId } from "../../plan/plan.ts";
import type { Unit } from "./figures.ts";

/** A group wherever it is shown; ids, so that it survives renaming. */
export interface GroupChoice {
  readonly optionId: OptionId;
  readonly levelId: LevelId;
  readonly groupId: GroupId;
}

export interface RiskState {
  /** As typed. */
  readonly trials: Signal<string>;
  readonly seed: Signal<string>;
  /** Left out of the simulation, by id: what is added to the plan later takes part. */
  readonly withoutOptions: Signal<ReadonlySet<OptionId>>;
  readonly withoutLevels: Signal<ReadonlySet<LevelId>>;
  /** Whose results are shown; null: every option's. Undefined: the option on screen. */
  readonly shownOption: Signal<OptionId | null | undefined>;
  /** Null: the highest. */
  readonly shownLevel: Signal<LevelId | null>;
  readonly unit: Signal<Unit>;
  readonly confidence: Signal<number>;
  readonly page: Signal<number>;
  readonly chosen: Signal<GroupChoice | null>;
  readonly form: Signal<"bars" | "chances">;
  /** Options on the size curve; null: until the user chooses. */
  readonly chartOptions: Signal<ReadonlySet<OptionId> | null>;
}

export const DEFAULT_TRIALS = 10_000;
export const DEFAULT_SEED = 1;

export function createRiskState(): RiskState {
  return {
    trials: signal(DEFAULT_TRIALS.toLocaleString("en-GB")),
    seed: signal(String(DEFAULT_SEED)),
    withoutOptions: signal<ReadonlySet<OptionId>>(new Set()),
    withoutLevels: signal<ReadonlySet<LevelId>>(new Set()),
    shownOption: signal<OptionId | null | undefined>(undefined),
    shownLevel: signal<LevelId | null>(null),
    unit: signal<Unit>("share"),
    confidence: signal(0.95),
    page: signal(0),
    chosen: signal<GroupChoice | null>(null),
    form: signal<"bars" | "chances">("bars"),
    chartOptions: signal<ReadonlySet<OptionId> | null>(null),
  };
}

/** Another plan is open: its options and groups are others. */
export function resetRisk(state: RiskState): void {
  state.withoutOptions.value = new Set();
  state.withoutLevels.value = new Set();
  state.shownOption.value = undefined;
  state.shownLevel.value = null;
  state.page.value = 0;
  state.chosen.value = null;
  state.chartOptions.value = null;
}

export function keyOf({ optionId, levelId, groupId }: GroupChoice | SimulatedGroup): string {
  return `${optionId} ${levelId} ${groupId}`;
}
